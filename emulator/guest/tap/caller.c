/* Who connected: the kernel names the process, /proc the command. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tap.h"

/* Returns how much there is, 0 for a process that has gone. */
static size_t read_of(pid_t pid, const char *name, char *buffer, size_t size) {
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t count = fd < 0 ? 0 : read(fd, buffer, size);
	if (fd >= 0)
		close(fd);
	return count > 0 ? (size_t)count : 0;
}

struct status {
	char name[32];
	pid_t parent;
	unsigned long long started;
};

static bool status_of(pid_t pid, struct status *status) {
	char text[1024];
	size_t length = read_of(pid, "stat", text, sizeof text - 1);
	text[length] = 0;
	/* The name stands in parentheses and may hold some of its own. */
	char *open = strchr(text, '('), *close = strrchr(text, ')');
	if (!open || !close || close < open)
		return false;
	snprintf(status->name, sizeof status->name, "%.*s", (int)(close - open - 1), open + 1);
	return sscanf(close + 1, " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu", &status->parent,
		      &status->started) == 2;
}

void caller_of(int fd, struct caller *caller) {
	struct ucred credentials = {0};
	socklen_t length = sizeof credentials;
	struct status status, parent;
	getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &length);
	*caller = (struct caller){.pid = credentials.pid};
	if (!status_of(caller->pid, &status))
		return;
	memcpy(caller->program, status.name, sizeof caller->program);
	/* docker-compose and docker-buildx are started by the `docker` that was typed. */
	if (strncmp(status.name, "docker-", 7) == 0 && status_of(status.parent, &parent) && strcmp(parent.name, "docker") == 0) {
		caller->pid = status.parent;
		status = parent;
	}
	caller->started = status.started;
	caller->command_length = read_of(caller->pid, "cmdline", caller->command, sizeof caller->command);
}
