/* Processes: on pipes, or on a pty of their own. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pty.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kinds.h"

#define MAX_ARGUMENTS 4096
#define HOME_FOLDER "/root/lab"
/* Sessions are fenced from the services, as under systemd: a fork bomb ends here. */
#define SESSION_GROUP "/sys/fs/cgroup/sessions/cgroup.procs"

/* A login shell that waits at its prompt, so that a terminal opened right after a restore has one without waiting. Its output
 * stays in the pty until somebody takes it. */
static struct {
	pid_t pid;
	int master;
} spare = {0, -1};

struct user {
	char name[64], home[128], shell[128];
	uid_t uid;
	gid_t gid;
	gid_t groups[64];
	int group_count;
};

static int write_text(const char *path, const char *text) {
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	ssize_t written = write(fd, text, strlen(text));
	close(fd);
	return written < 0 ? -1 : 0;
}

/* From /etc/passwd and /etc/group directly: a static program has no name service switch. */
static bool find_user(const char *name, struct user *user) {
	FILE *file = fopen("/etc/passwd", "re");
	struct passwd *entry;
	bool found = false;
	while (file && !found && (entry = fgetpwent(file)) != NULL) {
		if (strcmp(entry->pw_name, name) != 0)
			continue;
		found = true;
		snprintf(user->name, sizeof user->name, "%s", entry->pw_name);
		snprintf(user->home, sizeof user->home, "%s", entry->pw_dir);
		snprintf(user->shell, sizeof user->shell, "%s", *entry->pw_shell ? entry->pw_shell : "/bin/sh");
		user->uid = entry->pw_uid;
		user->gid = entry->pw_gid;
		user->groups[0] = entry->pw_gid;
		user->group_count = 1;
	}
	if (file)
		fclose(file);
	file = found ? fopen("/etc/group", "re") : NULL;
	struct group *group;
	while (file && (group = fgetgrent(file)) != NULL)
		for (char **member = group->gr_mem; *member; member++)
			if (strcmp(*member, name) == 0 && user->group_count < 64)
				user->groups[user->group_count++] = group->gr_gid;
	if (file)
		fclose(file);
	return found;
}

static void set_environment(const struct request *request, const struct user *user) {
	clearenv();
	setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
	setenv("HOME", user->home, 1);
	setenv("USER", user->name, 1);
	setenv("LOGNAME", user->name, 1);
	setenv("SHELL", user->shell, 1);
	setenv("LANG", "C.UTF-8", 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("COLORTERM", "truecolor", 1);
	const char *pair;
	for (size_t i = 0; request && (pair = request_nth(request, "env", i)) != NULL; i++)
		putenv(strdup(pair));
}

/* In the child. Whatever fails is reported through `report`, which exec closes. */
static _Noreturn void become(const struct request *request, const struct user *user, int report) {
	static char *arguments[MAX_ARGUMENTS + 1];
	char login_name[160];
	size_t count = 0;
	const char *argument;

	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	write_text(SESSION_GROUP, "0");
	write_text("/proc/self/oom_score_adj", "0");
	setpriority(PRIO_PROCESS, 0, 0);

	const char *folder = request ? request_get(request, "cwd") : NULL;
	if (setgroups((size_t)user->group_count, user->groups) != 0 || setgid(user->gid) != 0 || setuid(user->uid) != 0)
		goto failed;
	if (folder ? chdir(folder) != 0 : chdir(HOME_FOLDER) != 0 && chdir("/") != 0)
		goto failed;
	set_environment(request, user);
	while (request && count < MAX_ARGUMENTS && (argument = request_nth(request, "arg", count)) != NULL)
		arguments[count++] = (char *)argument;
	if (count == 0) {
		const char *base = strrchr(user->shell, '/');
		snprintf(login_name, sizeof login_name, "-%s", base ? base + 1 : user->shell);
		arguments[0] = login_name;
		execv(user->shell, arguments);
	} else {
		execvp(arguments[0], arguments);
	}
failed:;
	int error = errno;
	while (write(report, &error, sizeof error) < 0 && errno == EINTR)
		;
	_exit(127);
}

/* Starts a child on a pty. Returns its pid and the master's descriptor, or -1 with errno. */
static pid_t start_on_pty(const struct request *request, const struct user *user, const struct winsize *size, int report[2], int *master) {
	pid_t pid = forkpty(master, NULL, NULL, size);
	if (pid == 0)
		become(request, user, report[1]);
	if (pid > 0) {
		fcntl(*master, F_SETFD, FD_CLOEXEC);
		fcntl(*master, F_SETFL, O_NONBLOCK);
	}
	return pid;
}

static pid_t start_on_pipes(const struct request *request, const struct user *user, int report[2], int ends[3]) {
	int in[2], out[2], err[2];
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0)
		return -1;
	pid_t pid = fork();
	if (pid == 0) {
		setsid();
		dup2(in[0], 0);
		dup2(out[1], 1);
		dup2(err[1], 2);
		become(request, user, report[1]);
	}
	close(in[0]);
	close(out[1]);
	close(err[1]);
	ends[0] = in[1];
	ends[1] = out[0];
	ends[2] = err[0];
	for (int i = 0; i < 3; i++)
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
	return pid;
}

/* The report pipe closed: exec went well. Or it carries an errno. */
static void start_reported(struct source *source) {
	struct stream *stream = source->stream;
	int error = 0;
	ssize_t count = read(source->fd, &error, sizeof error);
	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	source_close(source);
	if (count == sizeof error)
		stream_end_errno(stream, error);
	else
		stream_started(stream);
}

static void attach_pty(struct stream *stream, int master) {
	stream->terminal = true;
	stream_attach_input(stream, fcntl(master, F_DUPFD_CLOEXEC, 0));
	stream_attach_output(stream, CHANNEL_OUT, master);
}

void open_exec(struct stream *stream, const struct request *request) {
	unsigned columns = (unsigned)request_number(request, "columns", 0), rows = (unsigned)request_number(request, "rows", 0);
	bool terminal = columns > 0 && rows > 0;

	if (terminal && spare.pid > 0 && request_number(request, "spare", 0) == 1) {
		stream->pid = spare.pid;
		spare.pid = 0;
		attach_pty(stream, spare.master);
		exec_resize(stream, columns, rows);
		stream_started(stream);
		return;
	}

	struct user user;
	const char *name = request_get(request, "user");
	if (!find_user(name ? name : "root", &user)) {
		stream_end_errno(stream, ENOENT);
		return;
	}
	int report[2], ends[3], master = -1;
	if (pipe2(report, O_CLOEXEC) != 0) {
		stream_end_errno(stream, errno);
		return;
	}
	struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
	pid_t pid = terminal ? start_on_pty(request, &user, &size, report, &master) : start_on_pipes(request, &user, report, ends);
	close(report[1]);
	if (pid < 0) {
		stream_end_errno(stream, errno);
		close(report[0]);
		return;
	}
	stream->pid = pid;
	fcntl(report[0], F_SETFL, O_NONBLOCK);
	stream->started = (struct source){.stream = stream, .ready = start_reported, .fd = report[0]};
	source_watch(&stream->started, EPOLLIN);
	if (terminal) {
		attach_pty(stream, master);
	} else {
		stream_attach_input(stream, ends[0]);
		stream_attach_output(stream, CHANNEL_OUT, ends[1]);
		stream_attach_output(stream, CHANNEL_ERR, ends[2]);
	}
}

void exec_prepare_spare(void) {
	struct user user;
	int report[2];
	struct winsize size = {.ws_col = 80, .ws_row = 24};
	if (spare.pid == 0 && find_user("root", &user) && pipe2(report, O_CLOEXEC) == 0) {
		spare.pid = start_on_pty(NULL, &user, &size, report, &spare.master);
		close(report[0]);
		close(report[1]);
	}
}

void exec_child_ended(pid_t pid, int status) {
	if (pid == spare.pid) {
		spare.pid = 0;
		close(spare.master);
		return;
	}
	struct stream *stream = stream_of_process(pid);
	if (!stream)
		return;
	if (stream->started.fd >= 0)
		start_reported(&stream->started); /* a failed exec reports its errno rather than its exit */
	if (!stream->ended)
		stream_exited(stream, WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

void exec_resize(struct stream *stream, unsigned columns, unsigned rows) {
	struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
	if (stream->terminal && columns > 0 && rows > 0)
		ioctl(stream->out.fd >= 0 ? stream->out.fd : stream->in.fd, TIOCSWINSZ, &size);
}
