/* The log: one JSON object a line, bounded, on the memory file system. Requests go on when it cannot be written. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tap.h"

#define MAX_LOG_BYTES (512 * 1024)

static const char *log_path;
static int log_fd = -1;
static uint64_t last_id;

struct text {
	size_t length;
	char bytes[2 * (MAX_LINE + sizeof((struct caller *)0)->command)];
};

static int64_t clock_ms(clockid_t clock) {
	struct timespec now;
	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t now_ms(void) { return clock_ms(CLOCK_MONOTONIC); }

static __attribute__((format(printf, 2, 3))) void add(struct text *text, const char *format, ...) {
	va_list values;
	va_start(values, format);
	int length = vsnprintf(text->bytes + text->length, sizeof text->bytes - text->length, format, values);
	va_end(values);
	if (length > 0 && (size_t)length < sizeof text->bytes - text->length)
		text->length += (size_t)length;
}

/* As a JSON string, cut off where the text becomes longer than `limit`. */
static void add_string(struct text *text, const char *bytes, size_t length, size_t limit) {
	add(text, "\"");
	for (size_t i = 0; i < length && text->length < limit; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		if (byte == '"' || byte == '\\')
			add(text, "\\%c", byte);
		else if (byte < 0x20 || byte == 0x7f)
			add(text, "\\u%04x", byte);
		else
			text->bytes[text->length++] = (char)byte;
	}
	add(text, "\"");
}

static void open_log(void) {
	if (log_fd >= 0)
		close(log_fd);
	log_fd = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void write_line(struct text *text) {
	struct stat status;
	add(text, "\n");
	if (log_fd >= 0 && fstat(log_fd, &status) == 0 && status.st_size > MAX_LOG_BYTES) {
		char old[256];
		snprintf(old, sizeof old, "%s.1", log_path);
		rename(log_path, old);
		open_log();
	}
	if (write(log_fd, text->bytes, text->length) < 0)
		return; /* no space, or no log: nobody's request waits for that */
}

void record_open(const char *path) {
	static struct text text;
	log_path = path;
	open_log();
	/* Numbers begin anew, and what was open before has come to an end. */
	add(&text, "{\"event\":\"start\",\"at\":%" PRId64 "}", clock_ms(CLOCK_REALTIME));
	write_line(&text);
}

uint64_t record_ask(const struct caller *caller, const char *method, const char *path) {
	static struct text text;
	/* The rest is for the path, and for what closes the line. */
	const size_t for_command = sizeof text.bytes / 2, for_path = sizeof text.bytes - 64;
	text.length = 0;
	add(&text, "{\"event\":\"ask\",\"id\":%" PRIu64 ",\"at\":%" PRId64 ",\"pid\":%d,\"started\":%llu,\"program\":", ++last_id,
	    clock_ms(CLOCK_REALTIME), caller->pid, caller->started);
	add_string(&text, caller->program, strlen(caller->program), for_command);
	add(&text, ",\"command\":[");
	for (size_t at = 0; at < caller->command_length && text.length < for_command;) {
		size_t length = strnlen(caller->command + at, caller->command_length - at);
		add(&text, at > 0 ? "," : "");
		add_string(&text, caller->command + at, length, for_command);
		at += length + 1;
	}
	add(&text, "],\"method\":");
	add_string(&text, method, strlen(method), for_path);
	add(&text, ",\"path\":");
	add_string(&text, path, strlen(path), for_path);
	add(&text, "}");
	write_line(&text);
	return last_id;
}

void record_answer(uint64_t id, int status, int64_t since_ms) {
	static struct text text;
	text.length = 0;
	add(&text, "{\"event\":\"answer\",\"id\":%" PRIu64 ",\"status\":%d,\"ms\":%" PRId64 "}", id, status, now_ms() - since_ms);
	write_line(&text);
}

void record_end(uint64_t id, enum ending ending, int64_t since_ms) {
	static struct text text;
	static const char *const words[] = {"complete", "client", "engine"};
	text.length = 0;
	add(&text, "{\"event\":\"end\",\"id\":%" PRIu64 ",\"by\":\"%s\",\"ms\":%" PRId64 "}", id, words[ending], now_ms() - since_ms);
	write_line(&text);
}
