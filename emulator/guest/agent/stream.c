/* Streams: credits, buffers and descriptors. */
#include "stream.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static struct stream *streams;
static int epoll_fd;

/* Credit goes back in pieces of this size: one frame for many keystrokes, and never so late that the host runs dry. */
#define CREDIT_PIECE (INITIAL_CREDIT / 4)

void streams_init(int fd) { epoll_fd = fd; }

const char *errno_name(int error) {
	const char *name = strerrorname_np(error);
	return name ? name : "EIO";
}

/* --- sources --- */

void source_watch(struct source *source, uint32_t events) {
	if (source->fd < 0 || source->events == events)
		return;
	int operation = events == 0 ? EPOLL_CTL_DEL : source->events == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
	struct epoll_event event = {.events = events, .data.ptr = source};
	if (epoll_ctl(epoll_fd, operation, source->fd, &event) == 0)
		source->events = events;
}

void source_close(struct source *source) {
	if (source->fd < 0)
		return;
	source_watch(source, 0);
	close(source->fd);
	source->fd = -1;
}

/* --- buffers --- */

static bool buffer_append(struct buffer *buffer, const void *bytes, size_t length) {
	if (buffer->start > 0 && buffer->start + buffer->length + length > buffer->capacity) {
		memmove(buffer->bytes, buffer->bytes + buffer->start, buffer->length);
		buffer->start = 0;
	}
	if (buffer->length + length > buffer->capacity) {
		size_t capacity = buffer->capacity ? buffer->capacity : 1024;
		while (capacity < buffer->length + length)
			capacity *= 2;
		uint8_t *grown = realloc(buffer->bytes, capacity);
		if (!grown)
			return false;
		buffer->bytes = grown;
		buffer->capacity = capacity;
	}
	memcpy(buffer->bytes + buffer->start + buffer->length, bytes, length);
	buffer->length += length;
	return true;
}

static void buffer_consume(struct buffer *buffer, size_t length) {
	buffer->start += length;
	buffer->length -= length;
	if (buffer->length == 0)
		buffer->start = 0;
}

/* --- opening and ending --- */

struct stream *stream_open(uint32_t id) {
	struct stream *stream = calloc(1, sizeof *stream);
	if (!stream)
		return NULL;
	stream->id = id;
	stream->in.fd = stream->out.fd = stream->err.fd = stream->started.fd = -1;
	stream->credit[CHANNEL_OUT] = stream->credit[CHANNEL_ERR] = INITIAL_CREDIT;
	stream->next = streams;
	streams = stream;
	return stream;
}

struct stream *stream_find(uint32_t id) {
	for (struct stream *stream = streams; stream; stream = stream->next)
		if (stream->id == id && !stream->ended)
			return stream;
	return NULL;
}

struct stream *stream_of_process(pid_t pid) {
	for (struct stream *stream = streams; stream; stream = stream->next)
		if (stream->pid == pid && !stream->ended && !stream->exited)
			return stream;
	return NULL;
}

static void stream_drop(struct stream *stream) {
	stream->ended = true;
	stream->work = NULL;
	source_close(&stream->in);
	source_close(&stream->out);
	source_close(&stream->err);
	source_close(&stream->started);
}

void stream_end(struct stream *stream, const char *text, size_t length) {
	if (stream->ended)
		return;
	line_send(FRAME_END, 0, stream->id, text, length);
	stream_drop(stream);
}

void stream_end_code(struct stream *stream, int code) {
	char text[32];
	int length = snprintf(text, sizeof text, "code=%d", code);
	stream_end(stream, text, (size_t)length + 1);
}

void stream_end_errno(struct stream *stream, int error) {
	char text[256];
	int first = snprintf(text, sizeof text, "errno=%s", errno_name(error));
	int second = snprintf(text + first + 1, sizeof text - (size_t)first - 1, "message=%s", strerror(error));
	stream_end(stream, text, (size_t)(first + second) + 2);
}

void streams_collect(void) {
	for (struct stream **link = &streams; *link;) {
		struct stream *stream = *link;
		if (!stream->ended) {
			link = &stream->next;
			continue;
		}
		*link = stream->next;
		if (stream->release)
			stream->release(stream);
		free(stream->pending_in.bytes);
		free(stream->pending_out.bytes);
		free(stream);
	}
}

static void stream_kill(struct stream *stream, int signal) {
	if (stream->pid > 0 && !stream->exited)
		kill(-stream->pid, signal);
}

void streams_drop_all(void) {
	for (struct stream *stream = streams; stream; stream = stream->next) {
		if (stream->ended)
			continue;
		stream_kill(stream, SIGKILL);
		stream_drop(stream);
	}
}

void stream_cancel(struct stream *stream) {
	/* A terminal is hung up, as when its window is closed; anything else is killed. Nobody waits to see whether it obeys. */
	int signal = stream->terminal ? SIGHUP : SIGKILL;
	stream_kill(stream, signal);
	stream_end_code(stream, stream->pid > 0 ? 128 + signal : 0);
}

bool streams_work(void) {
	bool more = false;
	for (struct stream *stream = streams; stream; stream = stream->next)
		if (!stream->ended && stream->work)
			more |= stream->work(stream);
	return more;
}

/* --- output --- */

void stream_send(struct stream *stream, enum channel channel, const void *bytes, size_t length) {
	line_send(FRAME_AGENT_DATA, channel, stream->id, bytes, length);
	stream->credit[channel] -= (uint32_t)length;
}

void stream_started(struct stream *stream) { line_send(FRAME_STARTED, 0, stream->id, NULL, 0); }

static void flush_emitted(struct stream *stream) {
	struct buffer *buffer = &stream->pending_out;
	while (buffer->length > 0 && stream->credit[CHANNEL_OUT] > 0) {
		size_t length = buffer->length < MAX_DATA ? buffer->length : MAX_DATA;
		if (length > stream->credit[CHANNEL_OUT])
			length = stream->credit[CHANNEL_OUT];
		stream_send(stream, CHANNEL_OUT, buffer->bytes + buffer->start, length);
		buffer_consume(buffer, length);
	}
}

void stream_emit(struct stream *stream, const void *bytes, size_t length) {
	if (!buffer_append(&stream->pending_out, bytes, length)) {
		stream_end_errno(stream, ENOMEM);
		return;
	}
	flush_emitted(stream);
}

static void end_when_done(struct stream *stream) {
	if (stream->exited && !stream->out_open && !stream->err_open)
		stream_end_code(stream, stream->exit_code);
}

static void output_ended(struct stream *stream, enum channel channel) {
	source_close(channel == CHANNEL_ERR ? &stream->err : &stream->out);
	*(channel == CHANNEL_ERR ? &stream->err_open : &stream->out_open) = false;
	line_send(FRAME_AGENT_CLOSE, channel, stream->id, NULL, 0);
	if (stream->pid > 0)
		end_when_done(stream);
	else if (channel == CHANNEL_OUT)
		stream_end_code(stream, 0); /* a connection: the other side has closed */
}

/* Passes on what the descriptor has, as far as credit goes. */
static void output_ready(struct source *source) {
	struct stream *stream = source->stream;
	uint8_t bytes[MAX_DATA];
	uint32_t *credit = &stream->credit[source->channel];
	/* A few pieces a round, so that a flood in one terminal does not starve the others. */
	for (int round = 0; round < 4 || stream->exited; round++) {
		if (*credit == 0) {
			source_watch(source, 0);
			return;
		}
		size_t length = *credit < MAX_DATA ? *credit : MAX_DATA;
		ssize_t count = read(source->fd, bytes, length);
		if (count > 0) {
			stream_send(stream, source->channel, bytes, (size_t)count);
		} else if (count < 0 && errno == EINTR) {
			continue;
		} else if (count < 0 && errno == EAGAIN && !stream->exited) {
			return;
		} else {
			/* The end, EIO of a pty whose last user left, or nothing left of an exited process: a child it left behind may keep
			 * the descriptor open, and is not waited for. */
			output_ended(stream, source->channel);
			return;
		}
	}
}

void stream_attach_output(struct stream *stream, enum channel channel, int fd) {
	struct source *source = channel == CHANNEL_ERR ? &stream->err : &stream->out;
	*source = (struct source){.stream = stream, .ready = output_ready, .fd = fd, .channel = channel};
	*(channel == CHANNEL_ERR ? &stream->err_open : &stream->out_open) = true;
	source_watch(source, EPOLLIN);
}

void stream_exited(struct stream *stream, int code) {
	stream->exited = true;
	stream->exit_code = code;
	if (stream->out_open)
		output_ready(&stream->out);
	if (!stream->ended && stream->err_open)
		output_ready(&stream->err);
	if (!stream->ended)
		end_when_done(stream);
}

void stream_credit(struct stream *stream, enum channel channel, uint32_t bytes) {
	stream->credit[channel] += bytes;
	if (channel == CHANNEL_OUT)
		flush_emitted(stream);
	struct source *source = channel == CHANNEL_ERR ? &stream->err : &stream->out;
	if (source->fd < 0)
		return;
	source_watch(source, EPOLLIN);
	if (stream->exited)
		output_ready(source);
}

/* --- input --- */

static void give_back(struct stream *stream, size_t length) {
	stream->consumed += (uint32_t)length;
	if (stream->consumed < CREDIT_PIECE)
		return;
	line_send(FRAME_AGENT_CREDIT, CHANNEL_IN, stream->id, &stream->consumed, sizeof stream->consumed);
	stream->consumed = 0;
}

static void flush_input(struct stream *stream) {
	struct buffer *buffer = &stream->pending_in;
	while (buffer->length > 0) {
		ssize_t count = stream->in.fd < 0 ? -1 : write(stream->in.fd, buffer->bytes + buffer->start, buffer->length);
		if (count < 0 && stream->in.fd >= 0 && errno == EINTR)
			continue;
		if (count < 0 && stream->in.fd >= 0 && errno == EAGAIN) {
			source_watch(&stream->in, EPOLLOUT);
			return;
		}
		if (count < 0 && stream->finish_input) {
			stream_end_errno(stream, errno); /* a file that could not be written, for want of space mostly */
			return;
		}
		/* Nobody reads any more: take the rest and drop it, so that whoever writes is not left waiting. */
		size_t taken = count < 0 ? buffer->length : (size_t)count;
		if (count < 0)
			source_close(&stream->in);
		buffer_consume(buffer, taken);
		give_back(stream, taken);
	}
	source_watch(&stream->in, 0);
	if (stream->in_closed && stream->finish_input)
		stream->finish_input(stream);
	else if (stream->in_closed && !stream->terminal) {
		if (stream->in.fd >= 0)
			shutdown(stream->in.fd, SHUT_WR); /* does nothing to a pipe */
		source_close(&stream->in);
	}
}

static void input_ready(struct source *source) { flush_input(source->stream); }

void stream_attach_input(struct stream *stream, int fd) {
	stream->in = (struct source){.stream = stream, .ready = input_ready, .fd = fd, .channel = CHANNEL_IN};
}

void stream_input(struct stream *stream, const uint8_t *bytes, size_t length) {
	if (stream->pending_in.length + length > INITIAL_CREDIT) {
		stream_end_errno(stream, EOVERFLOW); /* the host spent credit that it did not have */
		return;
	}
	if (!buffer_append(&stream->pending_in, bytes, length)) {
		stream_end_errno(stream, ENOMEM);
		return;
	}
	stream_resume_input(stream);
}

void stream_resume_input(struct stream *stream) {
	if (!stream->in_waits && stream->in.events == 0)
		flush_input(stream);
}

void stream_input_closed(struct stream *stream) {
	stream->in_closed = true;
	stream_resume_input(stream);
}
