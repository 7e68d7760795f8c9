/* Frames over the serial line to the host. */
#ifndef LINE_H
#define LINE_H

#include <stddef.h>
#include <stdint.h>

struct frame {
	uint8_t type;
	uint8_t channel;
	uint32_t stream;
	uint8_t *payload;
	size_t length;
};

/* Opens the console port at `path` in raw mode and returns its descriptor, non-blocking; ends the program when it cannot. */
int line_open(const char *path);

/* Reads what is there and calls `handle` for each whole frame. Damaged frames are skipped: the next zero byte starts afresh. */
void line_receive(void (*handle)(const struct frame *frame));

/* Sends one frame; waits while the line is full. `length` is at most MAX_OPEN. */
void line_send(uint8_t type, uint8_t channel, uint32_t stream, const void *payload, size_t length);

#endif
