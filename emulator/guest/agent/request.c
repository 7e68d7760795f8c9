/* The payload of an `open` frame. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

const char *request_nth(const struct request *request, const char *key, size_t index) {
	size_t key_length = strlen(key);
	const char *end = request->text + request->length;
	for (const char *entry = request->text; entry < end; entry += strlen(entry) + 1)
		if (strncmp(entry, key, key_length) == 0 && entry[key_length] == '=' && index-- == 0)
			return entry + key_length + 1;
	return NULL;
}

const char *request_get(const struct request *request, const char *key) { return request_nth(request, key, 0); }

long long request_number(const struct request *request, const char *key, long long otherwise) {
	const char *value = request_get(request, key);
	if (!value || !*value)
		return otherwise;
	char *end;
	long long number = strtoll(value, &end, 10);
	return *end ? otherwise : number;
}
