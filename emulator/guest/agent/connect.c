/* Connections to sockets in the guest: the Docker daemon's, or a TCP port. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "kinds.h"

/* Where clients find Docker is the tap (see tap/). The page's own questions go past it: its log is of what people ask. */
#define CLIENT_SOCKET "/run/docker.sock"
#define ENGINE_SOCKET "/run/docker-engine.sock"

static void connected(struct source *source) {
	struct stream *stream = source->stream;
	int error = 0;
	socklen_t length = sizeof error;
	getsockopt(source->fd, SOL_SOCKET, SO_ERROR, &error, &length);
	if (error) {
		stream_end_errno(stream, error);
		return;
	}
	int fd = source->fd;
	source_watch(source, 0);
	source->fd = -1;
	stream->in_waits = false;
	stream_attach_input(stream, fcntl(fd, F_DUPFD_CLOEXEC, 0));
	stream_started(stream);
	stream_attach_output(stream, CHANNEL_OUT, fd);
	stream_resume_input(stream);
}

static int parse_unix(const char *path, struct sockaddr_storage *address, socklen_t *length) {
	struct sockaddr_un *unix_address = (struct sockaddr_un *)address;
	if (strlen(path) >= sizeof unix_address->sun_path)
		return ENAMETOOLONG;
	unix_address->sun_family = AF_UNIX;
	strcpy(unix_address->sun_path, strcmp(path, CLIENT_SOCKET) == 0 ? ENGINE_SOCKET : path);
	*length = sizeof *unix_address;
	return 0;
}

static int parse_tcp(const char *target, struct sockaddr_storage *address, socklen_t *length) {
	char host[64];
	const char *colon = strrchr(target, ':');
	char *end;
	long port = colon ? strtol(colon + 1, &end, 10) : 0;
	if (!colon || *end || port < 1 || port > 65535 || (size_t)(colon - target) >= sizeof host)
		return EINVAL;
	snprintf(host, sizeof host, "%.*s", (int)(colon - target), target);
	struct sockaddr_in *tcp_address = (struct sockaddr_in *)address;
	tcp_address->sin_family = AF_INET;
	tcp_address->sin_port = htons((uint16_t)port);
	*length = sizeof *tcp_address;
	return inet_pton(AF_INET, host, &tcp_address->sin_addr) == 1 ? 0 : EINVAL;
}

void open_connect(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "unix"), *target = request_get(request, "tcp");
	struct sockaddr_storage address = {0};
	socklen_t length = 0;
	int error = path ? parse_unix(path, &address, &length) : target ? parse_tcp(target, &address, &length) : EINVAL;
	int fd = error ? -1 : socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0) {
		stream_end_errno(stream, error ? error : errno);
		return;
	}
	if (target)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	stream->in_waits = true;
	stream->started = (struct source){.stream = stream, .ready = connected, .fd = fd};
	if (connect(fd, (struct sockaddr *)&address, length) == 0)
		connected(&stream->started);
	else if (errno == EINPROGRESS)
		source_watch(&stream->started, EPOLLOUT);
	else
		stream_end_errno(stream, errno);
}
