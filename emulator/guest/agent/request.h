/* The payload of an `open` frame: NUL-ended `key=value` strings. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stddef.h>

struct request {
	const char *text;
	size_t length;
};

/* The value of the first `key`, or NULL. */
const char *request_get(const struct request *request, const char *key);
/* The value of the `index`-th `key`, or NULL. */
const char *request_nth(const struct request *request, const char *key, size_t index);
/* A decimal number, or `otherwise` when it is missing or malformed. */
long long request_number(const struct request *request, const char *key, long long otherwise);

#endif
