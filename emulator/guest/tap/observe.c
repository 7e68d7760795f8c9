/*
 * HTTP/1.1 as it passes by: where a request and its answer begin and end. Nothing here changes or delays a byte; what it does not
 * understand, it stops reading.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tap.h"

static void stop_reading(struct observer *observer) { observer->request.state = observer->response.state = UNREAD; }

static struct exchange *first_waiting(struct observer *observer) {
	return observer->waiting_count > 0 ? &observer->waiting[observer->first_waiting] : NULL;
}

static void end_first(struct observer *observer, enum ending ending) {
	struct exchange *exchange = first_waiting(observer);
	if (!exchange)
		return;
	record_end(exchange->id, ending, exchange->asked_ms);
	observer->first_waiting = (observer->first_waiting + 1) % MAX_WAITING;
	observer->waiting_count--;
}

static void begin_message(struct direction *direction) {
	direction->state = FIRST_LINE;
	direction->chunked = direction->has_length = false;
	direction->left = 0;
}

/* --- lines --- */

/* Whether `line` is the header `name`; `value` is what follows. */
static bool is_header(const char *line, const char *name, const char **value) {
	size_t length = strlen(name);
	if (strncasecmp(line, name, length) != 0 || line[length] != ':')
		return false;
	*value = line + length + 1;
	*value += strspn(*value, " \t");
	return true;
}

static void request_line(struct observer *observer, char *line) {
	char *path = strchr(line, ' '), *version = path ? strrchr(path + 1, ' ') : NULL;
	if (!version || strncmp(version + 1, "HTTP/1.", 7) != 0 || observer->waiting_count == MAX_WAITING) {
		stop_reading(observer);
		return;
	}
	*path = *version = 0;
	observer->upgrade = false;
	size_t last = (observer->first_waiting + observer->waiting_count++) % MAX_WAITING;
	observer->waiting[last] = (struct exchange){
		.id = record_ask(&observer->caller, line, path + 1),
		.asked_ms = now_ms(),
		.head = strcmp(line, "HEAD") == 0,
	};
	observer->request.state = HEADERS;
}

static void status_line(struct observer *observer, const char *line) {
	struct exchange *exchange = first_waiting(observer);
	if (!exchange || strncmp(line, "HTTP/1.", 7) != 0 || strlen(line) < 12) {
		stop_reading(observer);
		return;
	}
	observer->status = atoi(line + 9);
	if (observer->status >= 200 || observer->status == 101)
		record_answer(exchange->id, observer->status, exchange->asked_ms);
	observer->response.state = HEADERS;
}

static void header(struct observer *observer, struct direction *direction, const char *line) {
	const char *value;
	if (is_header(line, "content-length", &value)) {
		direction->has_length = true;
		direction->left = strtoull(value, NULL, 10);
	} else if (is_header(line, "transfer-encoding", &value)) {
		direction->chunked = strcasecmp(value, "chunked") == 0;
	} else if (direction == &observer->request && is_header(line, "upgrade", &value)) {
		observer->upgrade = true;
	}
}

/* A message is complete: the next one may follow. */
static void end_message(struct observer *observer, struct direction *direction) {
	begin_message(direction);
	if (direction == &observer->response)
		end_first(observer, COMPLETE);
	else if (observer->upgrade)
		direction->state = UNREAD; /* until the answer says which protocol comes next */
}

static void end_of_headers(struct observer *observer, struct direction *direction) {
	if (direction == &observer->response) {
		int status = observer->status;
		if (status < 200 && status != 101) {
			begin_message(direction); /* the answer proper is still to come */
			return;
		}
		if (status == 101 || (!direction->chunked && !direction->has_length && status != 204 && status != 304 &&
				      !first_waiting(observer)->head)) {
			observer->until_closed = true;
			stop_reading(observer);
			return;
		}
		/* No other protocol after all. A request may follow, unless one went by unread. */
		if (observer->upgrade && observer->missed) {
			stop_reading(observer);
			end_first(observer, COMPLETE);
			return;
		}
		if (observer->upgrade)
			begin_message(&observer->request);
		observer->upgrade = false;
		if (status == 204 || status == 304 || first_waiting(observer)->head) {
			end_message(observer, direction);
			return;
		}
	}
	if (direction->chunked)
		direction->state = CHUNK_SIZE;
	else if (direction->left > 0)
		direction->state = BODY;
	else
		end_message(observer, direction);
}

static void end_of_line(struct observer *observer, struct direction *direction) {
	char *line = direction->line;
	switch (direction->state) {
	case FIRST_LINE:
		if (direction == &observer->request)
			request_line(observer, line);
		else
			status_line(observer, line);
		break;
	case HEADERS:
		if (*line)
			header(observer, direction, line);
		else
			end_of_headers(observer, direction);
		break;
	case CHUNK_SIZE:
		direction->left = strtoull(line, NULL, 16);
		direction->state = direction->left > 0 ? CHUNK : TRAILERS;
		break;
	case CHUNK_END:
		direction->state = CHUNK_SIZE;
		break;
	case TRAILERS:
		if (!*line)
			end_message(observer, direction);
		break;
	default:
		break;
	}
}

/* --- bytes --- */

/* Takes up to the end of a line; what is beyond MAX_LINE is dropped. */
static size_t take_line(struct observer *observer, struct direction *direction, const char *bytes, size_t length) {
	const char *end = memchr(bytes, '\n', length);
	size_t taken = end ? (size_t)(end - bytes) : length;
	size_t room = MAX_LINE - 1 - direction->line_length;
	size_t kept = taken < room ? taken : room;
	memcpy(direction->line + direction->line_length, bytes, kept);
	direction->line_length += kept;
	if (!end)
		return taken;
	if (direction->line_length > 0 && direction->line[direction->line_length - 1] == '\r')
		direction->line_length--;
	direction->line[direction->line_length] = 0;
	direction->line_length = 0;
	end_of_line(observer, direction);
	return taken + 1;
}

static void observe(struct observer *observer, struct direction *direction, const char *bytes, size_t length) {
	while (length > 0 && direction->state != UNREAD) {
		size_t taken;
		if (direction->state == BODY || direction->state == CHUNK) {
			taken = direction->left < length ? (size_t)direction->left : length;
			direction->left -= taken;
			if (direction->left == 0 && direction->state == CHUNK)
				direction->state = CHUNK_END;
			else if (direction->left == 0)
				end_message(observer, direction);
		} else {
			taken = take_line(observer, direction, bytes, length);
		}
		bytes += taken;
		length -= taken;
	}
}

void observe_begin(struct observer *observer, int client) { caller_of(client, &observer->caller); }

void observe_request(struct observer *observer, const char *bytes, size_t length) {
	observer->missed |= observer->upgrade && observer->request.state == UNREAD;
	observe(observer, &observer->request, bytes, length);
}

void observe_response(struct observer *observer, const char *bytes, size_t length) {
	observe(observer, &observer->response, bytes, length);
}

void observe_end(struct observer *observer, enum ending ending) {
	if (observer->until_closed)
		end_first(observer, COMPLETE);
	while (first_waiting(observer))
		end_first(observer, ending);
}
