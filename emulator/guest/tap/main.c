/*
 * slipway-tap [client socket] [engine socket] [log]
 *
 * Listens where Docker's clients expect the engine, and only while the engine listens on a socket of its own: a client finds nobody
 * there exactly when it would without the tap. Single-threaded; nothing in it waits but epoll.
 */
#include <errno.h>
#include <grp.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tap.h"

/* Besides the tidings of its folder, while the engine is away. */
#define LOOK_AGAIN_MS 1000

static const char *client_path = "/run/docker.sock", *engine_path = "/run/docker-engine.sock";
static int epoll_fd;

static void client_ready(struct watched *watched, uint32_t events);
static void probe_ready(struct watched *watched, uint32_t events);
static void folder_ready(struct watched *watched, uint32_t events);

static struct watched listener = {.ready = client_ready, .fd = -1};
/* A connection on which nothing is said: it ends when the engine does. */
static struct watched probe = {.ready = probe_ready, .fd = -1};
static struct watched folder = {.ready = folder_ready, .fd = -1};

void watch_for(struct watched *watched, uint32_t events) {
	if (watched->events == events)
		return;
	int operation = watched->events == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
	struct epoll_event event = {.events = events, .data.ptr = watched};
	epoll_ctl(epoll_fd, operation, watched->fd, &event);
	watched->events = events;
}

static void close_watched(struct watched *watched) {
	if (watched->fd < 0)
		return;
	watch_for(watched, 0);
	close(watched->fd);
	watched->fd = -1;
}

static struct sockaddr_un address_of(const char *path) {
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path) {
		fprintf(stderr, "slipway-tap: the path of a socket is too long: %s\n", path);
		exit(1);
	}
	strcpy(address.sun_path, path);
	return address;
}

/* Returns a descriptor, or -1 when nobody listens there. */
static int connect_to_engine(void) {
	struct sockaddr_un address = address_of(engine_path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Whom dockerd lets in, by Debian's way: root and the group docker. */
static gid_t docker_group(void) {
	FILE *file = fopen("/etc/group", "re");
	struct group *group;
	gid_t found = 0;
	while (file && (group = fgetgrent(file)) != NULL)
		if (strcmp(group->gr_name, "docker") == 0)
			found = group->gr_gid;
	if (file)
		fclose(file);
	return found;
}

static void start_listening(void) {
	struct sockaddr_un address = address_of(client_path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	unlink(client_path);
	mode_t before = umask(0117);
	bool bound = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
	umask(before);
	if (!bound || (geteuid() == 0 && chown(client_path, 0, docker_group()) != 0) || listen(fd, SOMAXCONN) != 0) {
		/* The supervisor starts another one, and its log says why. */
		perror("slipway-tap: cannot listen for clients");
		exit(1);
	}
	listener.fd = fd;
	watch_for(&listener, EPOLLIN);
}

static void stop_listening(void) {
	if (listener.fd < 0)
		return;
	close_watched(&listener);
	unlink(client_path);
}

/* Makes it so that clients find somebody exactly when there is an engine. */
static void look_for_engine(void) {
	close_watched(&probe);
	probe.fd = connect_to_engine();
	if (probe.fd < 0) {
		stop_listening();
		return;
	}
	watch_for(&probe, EPOLLIN);
	if (listener.fd < 0)
		start_listening();
}

/* It says nothing unasked: this is the end of the engine, or its patience with a connection that does not ask. */
static void probe_ready(struct watched *watched, uint32_t events) {
	(void)watched, (void)events;
	look_for_engine();
}

static void folder_ready(struct watched *watched, uint32_t events) {
	(void)events;
	char changes[sizeof(struct inotify_event) + NAME_MAX + 1] __attribute__((aligned(8)));
	const char *slash = strrchr(engine_path, '/');
	bool touched = false;
	for (ssize_t count; (count = read(watched->fd, changes, sizeof changes)) > 0;) {
		for (char *at = changes; at < changes + count;) {
			struct inotify_event *change = (struct inotify_event *)at;
			touched |= change->len > 0 && strcmp(change->name, slash + 1) == 0;
			at += sizeof *change + change->len;
		}
	}
	if (touched)
		look_for_engine();
}

static void client_ready(struct watched *watched, uint32_t events) {
	(void)events;
	int client = accept4(watched->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (client < 0)
		return;
	int engine = connect_to_engine();
	if (engine < 0) {
		close(client);
		look_for_engine();
		return;
	}
	link_begin(client, engine);
}

int main(int count, char **arguments) {
	client_path = count > 1 ? arguments[1] : client_path;
	engine_path = count > 2 ? arguments[2] : engine_path;
	signal(SIGPIPE, SIG_IGN);
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	record_open(count > 3 ? arguments[3] : "/run/slipway/docker-requests.log");

	char parent[PATH_MAX];
	snprintf(parent, sizeof parent, "%s", engine_path);
	folder.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (folder.fd < 0 || inotify_add_watch(folder.fd, dirname(parent), IN_CREATE | IN_ATTRIB | IN_MOVED_TO | IN_DELETE) < 0)
		perror("slipway-tap: cannot watch for the engine's socket");
	else
		watch_for(&folder, EPOLLIN);
	unlink(client_path); /* of one that was killed */
	look_for_engine();

	for (;;) {
		struct epoll_event events[32];
		int ready = epoll_wait(epoll_fd, events, 32, probe.fd < 0 ? LOOK_AGAIN_MS : -1);
		if (ready == 0)
			look_for_engine();
		for (int i = 0; i < ready; i++) {
			struct watched *watched = events[i].data.ptr;
			/* An earlier event of this round may have closed it. */
			if (watched->events != 0)
				watched->ready(watched, events[i].events);
		}
		links_collect();
	}
}
