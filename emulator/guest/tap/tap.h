/* The tap: stands between Docker's clients and dockerd, passes every byte on as it is, and notes what was asked. */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* --- caller.c: who is at the other end --- */

struct caller {
	pid_t pid;
	unsigned long long started; /* in clock ticks since the boot: with the pid, it names a process for good */
	char program[32];	    /* what the kernel calls the process that connected */
	char command[2048];	    /* arguments, NUL-ended each, of the command that was typed */
	size_t command_length;
};

void caller_of(int fd, struct caller *caller);

/* --- record.c: the log --- */

enum ending { COMPLETE, BY_CLIENT, BY_ENGINE };

void record_open(const char *path);
/* Returns the number that `record_answer` and `record_end` want. */
uint64_t record_ask(const struct caller *caller, const char *method, const char *path);
void record_answer(uint64_t id, int status, int64_t since_ms);
void record_end(uint64_t id, enum ending ending, int64_t since_ms);
/* Milliseconds on a clock that nobody sets. */
int64_t now_ms(void);

/* --- observe.c: reads along, and never holds up what it reads --- */

#define MAX_LINE 4096
#define MAX_WAITING 8

struct exchange {
	uint64_t id;
	int64_t asked_ms;
	bool head; /* a HEAD request: its answer has no body */
};

struct direction {
	enum { FIRST_LINE, HEADERS, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, UNREAD } state;
	uint64_t left; /* of the body, or of the chunk */
	bool chunked, has_length;
	size_t line_length;
	char line[MAX_LINE];
};

struct observer {
	struct caller caller;
	struct direction request, response;
	bool upgrade;	   /* the last request asks for a protocol of its own */
	bool missed;	   /* bytes went by before it was known which protocol they are */
	int status;	   /* of the answer that is being read */
	bool until_closed; /* the answer, or what it became, ends with the connection */
	struct exchange waiting[MAX_WAITING];
	size_t first_waiting, waiting_count;
};

void observe_begin(struct observer *observer, int client);
void observe_request(struct observer *observer, const char *bytes, size_t length);
void observe_response(struct observer *observer, const char *bytes, size_t length);
/* The connection is over. */
void observe_end(struct observer *observer, enum ending ending);

/* --- link.c: one client's connection --- */

struct link;

struct watched {
	struct link *link; /* the one it is an end of, if any */
	void (*ready)(struct watched *watched, uint32_t events);
	int fd;
	uint32_t events; /* what epoll watches now; 0 is not registered */
};

/* Takes both descriptors over. */
void link_begin(int client, int engine);
/* Frees links that ended. To be called between rounds of events. */
void links_collect(void);

/* --- main.c --- */

void watch_for(struct watched *watched, uint32_t events);

#endif
