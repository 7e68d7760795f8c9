/* The spec of a container, as dockerd and BuildKit write it. */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime.h"

/*
 * Within a JSON text these can only be the members of an object: in a string the quotation marks would be escaped.
 * Go's encoder writes neither spaces nor another order.
 */
static const char before[] = "\"path\":\"", proc[] = "/proc/", after[] = "/exe\",\"args\":[\"" SETKEY "\"";

struct span {
	const char *start, *end;
};

/* @return the path of the hook; without a start when there is none */
static struct span hook_path(const char *text) {
	for (const char *at = text; (at = strstr(at, before)) != NULL;) {
		at += strlen(before);
		if (strncmp(at, proc, strlen(proc)) != 0)
			continue;
		const char *number = at + strlen(proc), *end = number + strspn(number, "0123456789");
		if (end > number && strncmp(end, after, strlen(after)) == 0)
			return (struct span){at, end + strlen("/exe")};
	}
	return (struct span){NULL, NULL};
}

/* @return the file's text, which the caller frees, or NULL */
static char *read_text(int fd, size_t size) {
	char *text = malloc(size + 1);
	size_t have = 0;
	while (text != NULL && have < size) {
		ssize_t got = read(fd, text + have, size - have);
		if (got <= 0) {
			free(text);
			return NULL;
		}
		have += (size_t)got;
	}
	if (text != NULL)
		text[size] = 0;
	return text;
}

/* Replaces the file as a whole: whoever reads it meanwhile finds the one or the other. */
static void replace(const char *path, mode_t mode, const char *text, struct span part, const char *by) {
	char fresh[PATH_MAX];
	if (snprintf(fresh, sizeof fresh, "%s.slipway", path) >= (int)sizeof fresh)
		return;
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode & 0777);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	if (file == NULL)
		return;
	int written = fwrite(text, 1, (size_t)(part.start - text), file) == (size_t)(part.start - text) && fputs(by, file) >= 0 &&
	              fputs(part.end, file) >= 0;
	if (fclose(file) != 0 || !written || rename(fresh, path) != 0)
		unlink(fresh);
}

void shorten_hook(const char *bundle, const char *program) {
	char path[PATH_MAX];
	if (snprintf(path, sizeof path, "%s/config.json", bundle) >= (int)sizeof path)
		return;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	struct stat status;
	char *text = fstat(fd, &status) == 0 ? read_text(fd, (size_t)status.st_size) : NULL;
	close(fd);
	if (text == NULL)
		return;
	struct span part = hook_path(text);
	if (part.start != NULL)
		replace(path, status.st_mode, text, part, program);
	free(text);
}
