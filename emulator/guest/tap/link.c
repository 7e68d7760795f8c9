/* One client's connection: two sockets, and a buffer for each direction. Whoever does not read makes the other side wait. */
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tap.h"

#define PIECE 65536

struct flow {
	size_t start, length;
	bool ended;  /* no more comes */
	bool closed; /* and the receiver was told, or does not listen any more */
	char *bytes;
};

struct link {
	struct watched client, engine;
	struct flow up, down; /* to the engine, to the client */
	struct observer observer;
	enum ending ending; /* who left first */
	struct link *next;
};

static struct link *links;

static void end_flow(struct flow *flow, int from, int to) {
	flow->ended = flow->closed = true;
	flow->length = 0;
	shutdown(from, SHUT_RD);
	shutdown(to, SHUT_WR);
}

/* Moves what can be moved now. */
static void pump(struct link *link, struct flow *flow, int from, int to) {
	bool upwards = flow == &link->up;
	/* A few pieces a round, so that one connection's flood does not starve the others. */
	for (int round = 0; round < 4 && !flow->closed; round++) {
		if (flow->length == 0 && !flow->ended) {
			ssize_t count = read(from, flow->bytes, PIECE);
			if (count < 0 && (errno == EAGAIN || errno == EINTR))
				return;
			if (count > 0) {
				flow->start = 0;
				flow->length = (size_t)count;
				(upwards ? observe_request : observe_response)(&link->observer, flow->bytes, flow->length);
			} else {
				flow->ended = true;
				if (link->ending == COMPLETE)
					link->ending = upwards ? BY_CLIENT : BY_ENGINE;
			}
		}
		if (flow->length > 0) {
			ssize_t count = write(to, flow->bytes + flow->start, flow->length);
			if (count < 0 && (errno == EAGAIN || errno == EINTR))
				return;
			if (count < 0) {
				/* The receiver has left: the sender is to notice, as it would without us between them. */
				if (link->ending == COMPLETE)
					link->ending = upwards ? BY_ENGINE : BY_CLIENT;
				end_flow(flow, from, to);
				return;
			}
			flow->start += (size_t)count;
			flow->length -= (size_t)count;
		}
		if (flow->length == 0 && flow->ended)
			end_flow(flow, from, to);
	}
}

static void watch_ends(struct link *link) {
	struct flow *up = &link->up, *down = &link->down;
	uint32_t client = (!up->ended && up->length == 0 ? EPOLLIN : 0) | (down->length > 0 ? EPOLLOUT : 0);
	uint32_t engine = (!down->ended && down->length == 0 ? EPOLLIN : 0) | (up->length > 0 ? EPOLLOUT : 0);
	watch_for(&link->client, client);
	watch_for(&link->engine, engine);
}

static void link_ready(struct watched *watched, uint32_t events) {
	(void)events;
	struct link *link = watched->link;
	pump(link, &link->up, link->client.fd, link->engine.fd);
	pump(link, &link->down, link->engine.fd, link->client.fd);
	if (link->up.closed && link->down.closed) {
		observe_end(&link->observer, link->ending);
		watch_for(&link->client, 0);
		watch_for(&link->engine, 0);
		close(link->client.fd);
		close(link->engine.fd);
		link->client.fd = -1;
		return;
	}
	watch_ends(link);
}

void link_begin(int client, int engine) {
	struct link *link = calloc(1, sizeof *link);
	char *bytes = malloc(2 * PIECE);
	if (!link || !bytes) {
		free(link);
		free(bytes);
		close(client);
		close(engine);
		return;
	}
	link->client = (struct watched){.ready = link_ready, .link = link, .fd = client};
	link->engine = (struct watched){.ready = link_ready, .link = link, .fd = engine};
	link->up.bytes = bytes;
	link->down.bytes = bytes + PIECE;
	link->next = links;
	links = link;
	observe_begin(&link->observer, client);
	watch_ends(link);
}

void links_collect(void) {
	for (struct link **at = &links; *at;) {
		struct link *link = *at;
		if (link->client.fd >= 0) {
			at = &link->next;
			continue;
		}
		*at = link->next;
		free(link->up.bytes);
		free(link);
	}
}
