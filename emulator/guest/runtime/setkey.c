/*
 * What dockerd 26 does when the hook starts it: `libnetwork-setkey -exec-root=<folder> <container> <controller>` sends one object to a
 * socket in that folder, and the answer is either `success` or what went wrong.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "runtime.h"

static const char success[] = "success";

static int fail(const char *what) {
	fprintf(stderr, "%s: %s: %s\n", SETKEY, what, strerror(errno));
	return 1;
}

/* @return the number of the container's first process, or 0 when the OCI state does not tell it */
static long pid_of(const char *state) {
	static const char name[] = "\"pid\"", blanks[] = " \t\r\n";
	for (const char *at = state; (at = strstr(at, name)) != NULL;) {
		at += strlen(name);
		at += strspn(at, blanks);
		/* An annotation may have this name too; its value is a string. */
		if (*at == ':' && (at++, at += strspn(at, blanks), *at >= '1' && *at <= '9'))
			return strtol(at, NULL, 10);
	}
	return 0;
}

/* Reads to the end, or until the text has no more room. @return 0, or -1 with `errno` */
static int read_all(int fd, char *text, size_t room) {
	size_t have = 0;
	for (ssize_t got; have + 1 < room; have += (size_t)got) {
		got = read(fd, text + have, room - 1 - have);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
	}
	text[have] = 0;
	return 0;
}

int set_key(int argc, char **argv) {
	static const char flag[] = "-exec-root=";
	if (argc != 4 || strncmp(argv[1], flag, strlen(flag)) != 0) {
		errno = EINVAL;
		return fail("arguments");
	}
	static char state[64 * 1024];
	if (read_all(STDIN_FILENO, state, sizeof state) != 0)
		return fail("the container's state");
	long pid = pid_of(state);
	if (pid == 0) {
		errno = EBADMSG;
		return fail("the container's state");
	}

	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const char *root = argv[1] + strlen(flag), *container = argv[2], *controller = argv[3];
	int length = snprintf(address.sun_path, sizeof address.sun_path, "%s/libnetwork/%s.sock", root, controller);
	if (length >= (int)sizeof address.sun_path) {
		errno = ENAMETOOLONG;
		return fail(root);
	}
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		return fail(address.sun_path);

	/* dockerd takes what its first read brings, at most 1280 bytes: one write. */
	char message[1024], answer[1024];
	length = snprintf(message, sizeof message, "{\"ContainerID\":\"%s\",\"Key\":\"/proc/%ld/ns/net\"}\n", container, pid);
	if (length >= (int)sizeof message) {
		errno = EMSGSIZE;
		return fail(container);
	}
	if (write(fd, message, (size_t)length) != length || read_all(fd, answer, sizeof answer) != 0)
		return fail(address.sun_path);
	close(fd);
	if (strcmp(answer, success) == 0)
		return 0;
	fprintf(stderr, "%s: %s\n", SETKEY, *answer ? answer : "dockerd did not answer");
	return 1;
}
