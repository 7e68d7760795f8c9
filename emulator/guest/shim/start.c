/* What containerd's shim does when it is told to start: it becomes the parent of one that stays, with a socket that listens already. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shim.h"

#define MOST_CONNECTIONS 4096
/* Where the shim that stays expects its socket. */
#define LISTENING 3
/* Containers of one group share a shim. Docker makes no groups. */
#define GROUP "\"io.containerd.runc.v2.group\""
#define SANDBOX "\"io.kubernetes.cri.sandbox-id\""

#define OPTIONS "containerd.runc.v1.Options"
/* Field 3 of the options, a string: the control group that the shim is to join. */
#define SHIM_CGROUP 0x1a

/* Whether nothing is asked for but a shim of its own. What looks like more may only be a length: containerd's shim will know. */
static bool is_plain(const char *options, size_t length) {
	static char spec[1 << 20];
	if (getenv("SCHED_CORE") || content_of("config.json", spec, sizeof spec) < 0 || strstr(spec, GROUP) || strstr(spec, SANDBOX))
		return false;
	const char *named = memmem(options, length, OPTIONS, sizeof OPTIONS - 1);
	if (!named)
		return length == 0;
	const char *fields = named + sizeof OPTIONS - 1;
	return !memchr(fields, SHIM_CGROUP, length - (size_t)(fields - options));
}

/* Standard input has been read; who comes after finds it here again. */
static void give_back(const char *options, size_t length) {
	int fd = memfd_create("options", 0);
	if (fd < 0 || write(fd, options, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) < 0 || dup2(fd, STDIN_FILENO) < 0) {
		perror("options of the runtime");
		exit(1);
	}
	close(fd);
}

/* @return a socket, or -1: whatever is in its way, containerd's shim has another name for it */
static int listen_at(const char *path) {
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path || (mkdir(SOCKETS, 0711) < 0 && errno != EEXIST))
		return -1;
	strcpy(address.sun_path, path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
		close(fd);
		return -1;
	}
	if (chmod(path, 0600) == 0 && listen(fd, MOST_CONNECTIONS) == 0)
		return fd;
	unlink(path);
	close(fd);
	return -1;
}

/* Read when containerd is started again. */
static bool note_address(const char *address) {
	int fd = open(".address", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	bool written = fd >= 0 && write(fd, address, strlen(address)) == (ssize_t)strlen(address);
	return close(fd) == 0 && written && rename(".address", "address") == 0;
}

/* One more than containerd's: if memory runs out it is not containerd that goes. */
static bool adjust_oom_score(pid_t pid) {
	char path[64], score[16];
	snprintf(path, sizeof path, "/proc/%d/oom_score_adj", getppid());
	if (content_of(path, score, sizeof score) < 0)
		return false;
	snprintf(path, sizeof path, "/proc/%d/oom_score_adj", pid);
	int adjusted = atoi(score) < 1000 ? atoi(score) + 1 : 1000;
	int length = snprintf(score, sizeof score, "%d", adjusted);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	/* Who may not lower it keeps what it has, as there. */
	bool done = fd >= 0 && (write(fd, score, (size_t)length) == length || errno == EPERM || errno == EACCES);
	close(fd);
	return done;
}

static void become_shim(const struct call *call, int listening) {
	char *const words[] = {SHIM, "-namespace", (char *)call->space, "-id", (char *)call->id, "-address", (char *)call->address, NULL};
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	setenv("GOMAXPROCS", "4", 1);
	if (setpgid(0, 0) < 0 || nothing < 0)
		return;
	/* Out of the way of the numbers that are given away now. */
	listening = fcntl(listening, F_DUPFD_CLOEXEC, LISTENING + 1);
	nothing = fcntl(nothing, F_DUPFD_CLOEXEC, LISTENING + 1);
	if (dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 || dup2(nothing, 2) < 0 || dup2(listening, LISTENING) < 0)
		return;
	execv(SHIM, words);
}

bool start(const struct call *call) {
	static char options[1 << 16];
	long length = content_of(NULL, options, sizeof options);
	if (length < 0) {
		fputs("The options of the runtime cannot be read, or are longer than 65,535 bytes.\n", stderr);
		exit(1);
	}
	char address[256];
	int size = snprintf(address, sizeof address, "unix://%s/%s-%s", SOCKETS, call->space, call->id);
	const char *path = address + strlen("unix://");
	int fd = -1;
	if (size < (int)sizeof address && is_plain(options, (size_t)length))
		fd = listen_at(path);
	if (fd < 0) {
		give_back(options, (size_t)length);
		return false;
	}
	pid_t pid = note_address(address) ? fork() : -1;
	if (pid == 0) {
		become_shim(call, fd);
		_exit(127);
	}
	if (pid > 0 && adjust_oom_score(pid) && fputs(address, stdout) >= 0 && fflush(stdout) == 0)
		return true;
	if (pid > 0) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	unlink(path);
	close(fd);
	give_back(options, (size_t)length);
	return false;
}
