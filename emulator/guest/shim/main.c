/*
 * containerd-shim-runc-v2 <flags> [start | delete]
 *
 * For each container containerd calls its shim three times: to start the shim that stays, as that, and when that has gone, to clean up
 * after it. The first and the last take a moment's work and the start of a large program. This one does them where it can; for all else,
 * and whatever is out of the ordinary, it becomes containerd's shim.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shim.h"

long content_of(const char *path, char *buffer, size_t size) {
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	size_t length = 0;
	ssize_t count = fd < 0 ? -1 : 1;
	while (count > 0 && length < size) {
		count = read(fd, buffer + length, size - length);
		length += count > 0 ? (size_t)count : 0;
	}
	if (path && fd >= 0)
		close(fd);
	if (count < 0 || length == size)
		return -1;
	buffer[length] = 0;
	return (long)length;
}

/* @return the action, or NULL for a call with anything in it that is not known here */
static const char *understand(int argc, char **argv, struct call *call) {
	int at = 1;
	for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
		if (strcmp(argv[at], "-namespace") == 0)
			call->space = argv[at + 1];
		else if (strcmp(argv[at], "-id") == 0)
			call->id = argv[at + 1];
		else if (strcmp(argv[at], "-address") == 0)
			call->address = argv[at + 1];
		else if (strcmp(argv[at], "-publish-binary") != 0 && strcmp(argv[at], "-bundle") != 0)
			return NULL;
	}
	return at == argc - 1 && call->space && call->id && call->address ? argv[at] : NULL;
}

int main(int argc, char **argv) {
	struct call call = {0};
	const char *action = understand(argc, argv, &call);
	if (action && strcmp(action, "start") == 0 && start(&call))
		return 0;
	if (action && strcmp(action, "delete") == 0 && confirm_gone(&call))
		return 0;
	execv(SHIM, argv);
	perror(SHIM);
	return 127;
}
