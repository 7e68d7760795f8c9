/* Files: read, write, list, stat, remove, mkdir, rename. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kinds.h"

int make_parents(const char *path, bool last) {
	char copy[PATH_MAX];
	if ((size_t)snprintf(copy, sizeof copy, "%s", path) >= sizeof copy)
		return ENAMETOOLONG;
	for (char *slash = copy + 1; (slash = strchr(slash, '/')) != NULL; *slash++ = '/') {
		*slash = 0;
		if (mkdir(copy, 0755) != 0 && errno != EEXIST)
			return errno;
	}
	if (last && mkdir(copy, 0755) != 0) {
		struct stat status;
		if (errno != EEXIST)
			return errno;
		if (stat(copy, &status) != 0 || !S_ISDIR(status.st_mode))
			return ENOTDIR;
	}
	return 0;
}

/* --- read --- */

static bool read_more(struct stream *stream) {
	uint8_t bytes[MAX_DATA];
	if (stream->credit[CHANNEL_OUT] == 0)
		return false;
	size_t length = stream->credit[CHANNEL_OUT] < MAX_DATA ? stream->credit[CHANNEL_OUT] : MAX_DATA;
	ssize_t count = read(stream->in.fd, bytes, length);
	if (count > 0) {
		stream_send(stream, CHANNEL_OUT, bytes, (size_t)count);
		return true;
	}
	if (count == 0)
		stream_end_code(stream, 0);
	else
		stream_end_errno(stream, errno);
	return false;
}

void open_read(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path");
	struct stat status;
	int fd = open(path ? path : "", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &status) != 0) {
		stream_end_errno(stream, errno);
		if (fd >= 0)
			close(fd);
		return;
	}
	stream->in.fd = fd; /* closed with the stream */
	if (!S_ISREG(status.st_mode)) {
		/* A device or a pipe might never end, or block the agent. */
		stream_end_errno(stream, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
		return;
	}
	stream->work = read_more;
}

/* --- write --- */

struct unfinished {
	char path[PATH_MAX], temporary[PATH_MAX];
};

static void write_finish(struct stream *stream) {
	struct unfinished *file = stream->detail;
	if (rename(file->temporary, file->path) != 0) {
		stream_end_errno(stream, errno);
		return;
	}
	file->temporary[0] = 0;
	stream_end_code(stream, 0);
}

static void write_release(struct stream *stream) {
	struct unfinished *file = stream->detail;
	if (file->temporary[0])
		unlink(file->temporary);
	free(file);
}

void open_write(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path"), *mode_text = request_get(request, "mode");
	struct unfinished *file = calloc(1, sizeof *file);
	int error = !file ? ENOMEM : !path || !*path ? ENOENT : make_parents(path, false);
	if (error) {
		free(file);
		stream_end_errno(stream, error);
		return;
	}
	stream->detail = file;
	stream->release = write_release;
	/* Through a symbolic link, the file that it names is replaced. */
	if (!realpath(path, file->path))
		snprintf(file->path, sizeof file->path, "%s", path);

	struct stat status;
	bool exists = stat(file->path, &status) == 0;
	if (exists && S_ISDIR(status.st_mode)) {
		stream_end_errno(stream, EISDIR);
		return;
	}
	const char *slash = strrchr(file->path, '/');
	int folder_length = slash ? (int)(slash - file->path) + 1 : 0;
	if (snprintf(file->temporary, sizeof file->temporary, "%.*s" UNFINISHED_PREFIX "XXXXXX", folder_length, file->path) >= PATH_MAX) {
		file->temporary[0] = 0;
		stream_end_errno(stream, ENAMETOOLONG);
		return;
	}
	int fd = mkostemp(file->temporary, O_CLOEXEC);
	if (fd < 0) {
		int failure = errno;
		file->temporary[0] = 0;
		stream_end_errno(stream, failure);
		return;
	}
	mode_t mode = mode_text ? (mode_t)strtoul(mode_text, NULL, 8) & 07777 : exists ? status.st_mode & 07777 : 0644;
	fchmod(fd, mode);
	if (exists && fchown(fd, status.st_uid, status.st_gid) != 0) {
		/* Only root may keep another owner; the content matters more. */
	}
	stream->finish_input = write_finish;
	stream_attach_input(stream, fd);
}

/* --- list and stat --- */

static void emit_entry(struct stream *stream, const struct stat *status, const char *name) {
	char record[64 + NAME_MAX];
	char type = S_ISREG(status->st_mode) ? 'f' : S_ISDIR(status->st_mode) ? 'd' : S_ISLNK(status->st_mode) ? 'l' : 'o';
	long long modified_ms = (long long)status->st_mtim.tv_sec * 1000 + status->st_mtim.tv_nsec / 1000000;
	int length = snprintf(record, sizeof record, "%c %lld %o %lld %s", type, (long long)status->st_size,
		(unsigned)(status->st_mode & 07777), modified_ms, name);
	stream_emit(stream, record, (size_t)length + 1);
}

/* Ends the stream once the host has taken everything. */
static bool emitted_all(struct stream *stream) {
	if (stream->pending_out.length == 0)
		stream_end_code(stream, 0);
	return false;
}

void open_list(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path");
	DIR *folder = opendir(path ? path : "");
	if (!folder) {
		stream_end_errno(stream, errno);
		return;
	}
	struct dirent *entry;
	struct stat status;
	while (!stream->ended && (entry = readdir(folder)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (strncmp(entry->d_name, UNFINISHED_PREFIX, sizeof UNFINISHED_PREFIX - 1) == 0)
			continue;
		/* An entry that went away meanwhile is left out. */
		if (fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
			emit_entry(stream, &status, entry->d_name);
	}
	closedir(folder);
	if (!stream->ended)
		stream->work = emitted_all;
}

void open_stat(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path");
	struct stat status;
	if (lstat(path ? path : "", &status) != 0) {
		stream_end_errno(stream, errno);
		return;
	}
	const char *slash = strrchr(path, '/');
	emit_entry(stream, &status, slash && slash[1] ? slash + 1 : path);
	stream->work = emitted_all;
}

/* --- changes --- */

static void answer(struct stream *stream, int error) {
	if (error)
		stream_end_errno(stream, error);
	else
		stream_end_code(stream, 0);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *position) {
	(void)status, (void)type, (void)position;
	return remove(path) == 0 || errno == ENOENT ? 0 : errno;
}

void open_remove(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path");
	struct stat status;
	if (lstat(path ? path : "", &status) != 0) {
		stream_end_errno(stream, errno);
		return;
	}
	int result = nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	answer(stream, result < 0 ? errno : result);
}

void open_mkdir(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path");
	answer(stream, path && *path ? make_parents(path, true) : ENOENT);
}

void open_rename(struct stream *stream, const struct request *request) {
	const char *path = request_get(request, "path"), *to = request_get(request, "to");
	if (!path || !to) {
		stream_end_errno(stream, ENOENT);
		return;
	}
	int error = make_parents(to, false);
	answer(stream, error ? error : rename(path, to) == 0 ? 0 : errno);
}
