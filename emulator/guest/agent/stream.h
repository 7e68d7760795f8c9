/* Streams: what the host opened, with their credits, buffers and descriptors. */
#ifndef STREAM_H
#define STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "line.h"
#include "wire.h"

struct stream;

/* One descriptor in the event loop. Each is registered only while something can be done with it: a hung-up descriptor without
 * credit would otherwise wake the loop for ever. */
struct source {
	struct stream *stream;
	void (*ready)(struct source *source);
	int fd;
	uint32_t events; /* what epoll watches now; 0 is not registered */
	enum channel channel;
};

struct buffer {
	uint8_t *bytes;
	size_t start, length, capacity;
};

struct stream {
	struct stream *next;
	uint32_t id;
	bool ended; /* `end` was sent; freed after the present round of events */

	struct source in, out, err;
	uint32_t credit[CHANNELS];   /* what may be sent on OUT and ERR */
	uint32_t consumed;           /* taken from IN and not yet given back as credit */
	struct buffer pending_in;    /* from the host, for `in` */
	struct buffer pending_out;   /* made by the agent itself, for OUT */
	bool in_closed;              /* the host sent `close` */
	bool in_waits;               /* input is kept: a connection is still being made */
	bool out_open, err_open;     /* more may come from `out` and `err` */

	pid_t pid; /* of a started process, 0 for none; also its process group */
	bool terminal, exited;
	int exit_code;
	struct source started; /* the pipe on which a child reports that exec failed */

	/* File work: called while the stream has credit; returns false when there is no more to do now. */
	bool (*work)(struct stream *stream);
	void (*finish_input)(struct stream *stream); /* all input arrived and was consumed */
	void (*release)(struct stream *stream);      /* frees `detail` */
	void *detail;
};

void streams_init(int epoll_fd);
struct stream *stream_open(uint32_t id);
struct stream *stream_find(uint32_t id);
struct stream *stream_of_process(pid_t pid);

/* Answers `end` and drops the stream. The text is `key=value` strings, NUL-ended each, `length` bytes in all. */
void stream_end(struct stream *stream, const char *text, size_t length);
void stream_end_code(struct stream *stream, int code);
void stream_end_errno(struct stream *stream, int error);

/* Ends every stream without an answer, and what they started. */
void streams_drop_all(void);
/* Frees ended streams. To be called between rounds of events. */
void streams_collect(void);
/* Does a piece of file work for each stream that has some. Returns whether there is more. */
bool streams_work(void);

/* What the host sent. */
void stream_input(struct stream *stream, const uint8_t *bytes, size_t length);
void stream_input_closed(struct stream *stream);
void stream_credit(struct stream *stream, enum channel channel, uint32_t bytes);
void stream_cancel(struct stream *stream);

/* Sends bytes that the agent made itself, as credit allows. */
void stream_emit(struct stream *stream, const void *bytes, size_t length);
/* Sends directly; the caller has checked the credit. */
void stream_send(struct stream *stream, enum channel channel, const void *bytes, size_t length);
/* Tells the host that the stream stands, before any byte of it: a process was started, a connection accepted. */
void stream_started(struct stream *stream);

/* Attaches descriptors; the stream closes them. */
void stream_attach_output(struct stream *stream, enum channel channel, int fd);
void stream_attach_input(struct stream *stream, int fd);
/* Passes on input that arrived before there was something to write it to. */
void stream_resume_input(struct stream *stream);
/* The process of the stream ended: hands over what is left of its output, then ends the stream. */
void stream_exited(struct stream *stream, int code);

void source_watch(struct source *source, uint32_t events);
void source_close(struct source *source);

const char *errno_name(int error);

#endif
