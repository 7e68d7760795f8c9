/* The agent: serves the host's requests over one console port. Single-threaded; nothing in it waits but epoll and the line. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kinds.h"
#include "line.h"
#include "wire.h"

#define DEFAULT_LINE "/dev/hvc1"

static const struct {
	const char *name;
	void (*open)(struct stream *stream, const struct request *request);
} kinds[] = {
	{"exec", open_exec},	   {"read", open_read},		{"write", open_write}, {"list", open_list},	 {"stat", open_stat},
	{"remove", open_remove},   {"mkdir", open_mkdir},	{"rename", open_rename}, {"watch", open_watch}, {"connect", open_connect},
	{"clock", open_clock},	   {"usage", open_usage},
};

static void say_hello(const uint8_t *nonce, size_t nonce_length) {
	char text[64];
	int length = snprintf(text, sizeof text, "version=%d", WIRE_VERSION) + 1;
	length += snprintf(text + length, sizeof text - (size_t)length, "nonce=");
	for (size_t i = 0; i < nonce_length && i < 8; i++)
		length += snprintf(text + length, sizeof text - (size_t)length, "%02x", nonce[i]);
	line_send(FRAME_HELLO, 0, 0, text, (size_t)length + 1);
}

static void open_requested(const struct frame *frame) {
	if (stream_find(frame->stream) || frame->stream == 0)
		return;
	struct stream *stream = stream_open(frame->stream);
	if (!stream)
		return;
	if (frame->length == 0 || frame->payload[frame->length - 1] != 0) {
		stream_end_errno(stream, EBADMSG);
		return;
	}
	struct request request = {(const char *)frame->payload, frame->length};
	const char *kind = request_get(&request, "kind");
	for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kinds[i].name, kind) == 0) {
			kinds[i].open(stream, &request);
			return;
		}
	}
	stream_end_errno(stream, ENOSYS);
}

static uint32_t payload_u32(const struct frame *frame) {
	uint32_t value = 0;
	if (frame->length == sizeof value)
		memcpy(&value, frame->payload, sizeof value);
	return value;
}

static void handle_frame(const struct frame *frame) {
	if (frame->type == FRAME_RESET) {
		streams_drop_all();
		say_hello(frame->payload, frame->length);
		return;
	}
	if (frame->type == FRAME_OPEN) {
		open_requested(frame);
		return;
	}
	struct stream *stream = stream_find(frame->stream);
	if (!stream)
		return; /* it ended while the frame was under way */
	switch (frame->type) {
	case FRAME_DATA:
		stream_input(stream, frame->payload, frame->length);
		break;
	case FRAME_CREDIT:
		if (frame->channel == CHANNEL_OUT || frame->channel == CHANNEL_ERR)
			stream_credit(stream, frame->channel, payload_u32(frame));
		break;
	case FRAME_CLOSE:
		stream_input_closed(stream);
		break;
	case FRAME_RESIZE:
		if (frame->length == 4)
			exec_resize(stream, frame->payload[0] | frame->payload[1] << 8, frame->payload[2] | frame->payload[3] << 8);
		break;
	case FRAME_SIGNAL:
		if (frame->length == 1 && stream->pid > 0 && !stream->exited)
			kill(-stream->pid, frame->payload[0]);
		break;
	case FRAME_CANCEL:
		stream_cancel(stream);
		break;
	}
}

static void line_ready(struct source *source) {
	(void)source;
	line_receive(handle_frame);
}

static void signal_ready(struct source *source) {
	struct signalfd_siginfo info;
	while (read(source->fd, &info, sizeof info) == sizeof info)
		if (info.ssi_signo == SIGUSR1)
			exec_prepare_spare();
	int status;
	for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
		exec_child_ended(pid, status);
}

int main(int count, char **arguments) {
	static struct source line = {.ready = line_ready}, received = {.ready = signal_ready};
	sigset_t signals;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGUSR1);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	/* The way in must stay open when memory runs out. */
	mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);

	int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	streams_init(epoll_fd);
	line.fd = line_open(count > 1 ? arguments[1] : DEFAULT_LINE);
	received.fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	source_watch(&line, EPOLLIN);
	source_watch(&received, EPOLLIN);
	say_hello(NULL, 0);

	for (bool more_work = false;;) {
		struct epoll_event events[32];
		int ready = epoll_wait(epoll_fd, events, 32, more_work ? 0 : -1);
		for (int i = 0; i < ready; i++) {
			struct source *source = events[i].data.ptr;
			/* An earlier event of this round may have closed it. */
			if (source->fd >= 0 && source->events)
				source->ready(source);
		}
		more_work = streams_work();
		streams_collect();
	}
}
