/* Changes below a folder, through inotify: one watch for each folder, added as folders appear. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kinds.h"

#define MASK (IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK)
/* Enough for a lab folder with its node_modules; beyond, the reader is told to look for itself. */
#define MAX_FOLDERS 8192
/* What an idle reader may leave waiting before changes are summed up as one `overflow`. */
#define MAX_PENDING 65536

struct watch {
	char **folders; /* by watch descriptor */
	int folder_count;
	bool overflowed;
};

static void emit(struct stream *stream, const char *kind, const char *folder, const char *name) {
	struct watch *watch = stream->detail;
	char record[PATH_MAX + 16];
	if (stream->pending_out.length > MAX_PENDING) {
		if (watch->overflowed)
			return;
		watch->overflowed = true;
		kind = "overflow";
	} else {
		watch->overflowed = false;
	}
	int length = snprintf(record, sizeof record, "%s %s%s%s", kind, folder, *name ? "/" : "", name);
	if (length > 0 && (size_t)length < sizeof record)
		stream_emit(stream, record, (size_t)length + 1);
}

static int add_folder(struct stream *stream, const char *path, bool report_content) {
	struct watch *watch = stream->detail;
	int descriptor = inotify_add_watch(stream->out.fd, path, MASK);
	if (descriptor < 0)
		return errno;
	if (descriptor >= MAX_FOLDERS) {
		emit(stream, "overflow", path, "");
		return 0;
	}
	if (descriptor >= watch->folder_count) {
		char **grown = realloc(watch->folders, (size_t)(descriptor + 16) * sizeof *grown);
		if (!grown)
			return ENOMEM;
		memset(grown + watch->folder_count, 0, (size_t)(descriptor + 16 - watch->folder_count) * sizeof *grown);
		watch->folders = grown;
		watch->folder_count = descriptor + 16;
	}
	free(watch->folders[descriptor]);
	watch->folders[descriptor] = strdup(path);

	DIR *folder = opendir(path);
	struct dirent *entry;
	while (folder && (entry = readdir(folder)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		/* What was put into a new folder before it was watched. */
		if (report_content)
			emit(stream, "created", path, entry->d_name);
		char child[PATH_MAX];
		if (entry->d_type == DT_DIR && snprintf(child, sizeof child, "%s/%s", path, entry->d_name) < PATH_MAX)
			add_folder(stream, child, report_content);
	}
	if (folder)
		closedir(folder);
	return 0;
}

static void handle_event(struct stream *stream, const struct inotify_event *event) {
	struct watch *watch = stream->detail;
	if (event->mask & IN_Q_OVERFLOW) {
		emit(stream, "overflow", "/", "");
		return;
	}
	if (event->wd < 0 || event->wd >= watch->folder_count || !watch->folders[event->wd])
		return;
	if (event->mask & IN_IGNORED) {
		free(watch->folders[event->wd]);
		watch->folders[event->wd] = NULL;
		return;
	}
	const char *folder = watch->folders[event->wd];
	if (event->len == 0 || strncmp(event->name, UNFINISHED_PREFIX, sizeof UNFINISHED_PREFIX - 1) == 0)
		return;
	if (event->mask & (IN_DELETE | IN_MOVED_FROM)) {
		emit(stream, "deleted", folder, event->name);
	} else if (event->mask & (IN_CREATE | IN_MOVED_TO)) {
		emit(stream, "created", folder, event->name);
		char child[PATH_MAX];
		if (event->mask & IN_ISDIR && snprintf(child, sizeof child, "%s/%s", folder, event->name) < PATH_MAX)
			add_folder(stream, child, true);
	} else {
		emit(stream, "modified", folder, event->name);
	}
}

static void watch_ready(struct source *source) {
	_Alignas(struct inotify_event) char bytes[8192];
	struct stream *stream = source->stream;
	ssize_t count;
	while (!stream->ended && (count = read(source->fd, bytes, sizeof bytes)) > 0)
		for (char *at = bytes; at < bytes + count; at += sizeof(struct inotify_event) + ((struct inotify_event *)at)->len)
			handle_event(stream, (struct inotify_event *)at);
}

static void watch_release(struct stream *stream) {
	struct watch *watch = stream->detail;
	for (int i = 0; i < watch->folder_count; i++)
		free(watch->folders[i]);
	free(watch->folders);
	free(watch);
}

void open_watch(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path");
	struct watch *watch = calloc(1, sizeof *watch);
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (!watch || fd < 0) {
		free(watch);
		stream_end_errno(stream, fd < 0 ? errno : ENOMEM);
		if (fd >= 0)
			close(fd);
		return;
	}
	stream->detail = watch;
	stream->release = watch_release;
	stream->out = (struct source){.stream = stream, .ready = watch_ready, .fd = fd, .channel = CHANNEL_OUT};
	int error = path ? add_folder(stream, path, false) : ENOENT;
	if (error) {
		stream_end_errno(stream, error);
		return;
	}
	stream_emit(stream, "ready", sizeof "ready");
	source_watch(&stream->out, EPOLLIN);
}
