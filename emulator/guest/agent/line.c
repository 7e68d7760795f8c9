/* Frames over the serial line: raw tty, COBS (a zero byte ends each frame and occurs nowhere else). */
#include "line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "wire.h"

static int line_fd = -1;

/* Decoder: `run_left` bytes of the present COBS run are to come; a run shorter than 254 stands for a zero after it. */
static uint8_t received[FRAME_HEADER + MAX_OPEN];
static size_t received_length;
static unsigned run_left;
static int zero_after_run, in_frame, skipping;

int line_open(const char *path) {
	line_fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (line_fd < 0) {
		perror(path);
		exit(1);
	}
	struct termios settings;
	if (tcgetattr(line_fd, &settings) == 0) {
		cfmakeraw(&settings);
		settings.c_cflag |= CLOCAL;
		tcsetattr(line_fd, TCSANOW, &settings);
	}
	/* Ends a frame that a killed predecessor may have left half-sent. */
	static const uint8_t end = 0;
	while (write(line_fd, &end, 1) < 0 && (errno == EAGAIN || errno == EINTR))
		poll(&(struct pollfd){.fd = line_fd, .events = POLLOUT}, 1, -1);
	return line_fd;
}

static void decoder_restart(void) {
	received_length = 0;
	run_left = 0;
	zero_after_run = in_frame = skipping = 0;
}

static void decoder_append(uint8_t byte) {
	if (received_length == sizeof received)
		skipping = 1;
	else
		received[received_length++] = byte;
}

static void decode(uint8_t byte, void (*handle)(const struct frame *frame)) {
	if (byte == 0) {
		if (in_frame && !skipping && run_left == 0 && received_length >= FRAME_HEADER) {
			uint32_t stream;
			memcpy(&stream, received + 2, 4); /* i386 and the wire are both little-endian */
			struct frame frame = {received[0], received[1], stream, received + FRAME_HEADER, received_length - FRAME_HEADER};
			handle(&frame);
		}
		decoder_restart();
		return;
	}
	if (skipping)
		return;
	if (run_left > 0) {
		decoder_append(byte);
		run_left--;
		return;
	}
	if (in_frame && zero_after_run)
		decoder_append(0);
	in_frame = 1;
	run_left = byte - 1u;
	zero_after_run = byte != 0xff;
}

void line_receive(void (*handle)(const struct frame *frame)) {
	uint8_t bytes[4096];
	for (;;) {
		ssize_t count = read(line_fd, bytes, sizeof bytes);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return;
		for (ssize_t i = 0; i < count; i++)
			decode(bytes[i], handle);
		if ((size_t)count < sizeof bytes)
			return;
	}
}

static void write_all(const uint8_t *bytes, size_t length) {
	while (length > 0) {
		ssize_t count = write(line_fd, bytes, length);
		if (count > 0) {
			bytes += count;
			length -= (size_t)count;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){.fd = line_fd, .events = POLLOUT}, 1, -1);
		} else if (errno != EINTR) {
			perror("line");
			exit(1);
		}
	}
}

/* Encoder: appends bytes to the frame being built, closing runs at zeros and at 254 bytes. */
static uint8_t encoded[FRAME_HEADER + MAX_OPEN + MAX_OPEN / 254 + 8];
static size_t encoded_length, run_start;

static void encode(const uint8_t *bytes, size_t length) {
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] != 0)
			encoded[encoded_length++] = bytes[i];
		size_t run = encoded_length - run_start;
		if (bytes[i] == 0 || run == 255) {
			encoded[run_start] = (uint8_t)run;
			run_start = encoded_length++;
		}
	}
}

void line_send(uint8_t type, uint8_t channel, uint32_t stream, const void *payload, size_t length) {
	uint8_t header[FRAME_HEADER] = {type, channel};
	memcpy(header + 2, &stream, 4);
	run_start = 0;
	encoded_length = 1;
	encode(header, sizeof header);
	encode(payload, length);
	encoded[run_start] = (uint8_t)(encoded_length - run_start);
	encoded[encoded_length++] = 0;
	write_all(encoded, encoded_length);
}
