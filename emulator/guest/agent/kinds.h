/* What can be opened: one function for each kind. Each ends its stream itself, at once or later. */
#ifndef KINDS_H
#define KINDS_H

#include "request.h"
#include "stream.h"

void open_exec(struct stream *stream, const struct request *request);
void open_read(struct stream *stream, const struct request *request);
void open_write(struct stream *stream, const struct request *request);
void open_list(struct stream *stream, const struct request *request);
void open_stat(struct stream *stream, const struct request *request);
void open_remove(struct stream *stream, const struct request *request);
void open_mkdir(struct stream *stream, const struct request *request);
void open_rename(struct stream *stream, const struct request *request);
void open_watch(struct stream *stream, const struct request *request);
void open_connect(struct stream *stream, const struct request *request);
void open_clock(struct stream *stream, const struct request *request);
void open_usage(struct stream *stream, const struct request *request);
/* Starts the spare shell (see exec.c) unless one waits. Asked for by SIGUSR1, while the snapshot is built. */
void exec_prepare_spare(void);

/* A child ended: `status` as waitpid gives it. */
void exec_child_ended(pid_t pid, int status);
void exec_resize(struct stream *stream, unsigned columns, unsigned rows);

/* Makes the folders above `path`, and with `last` the folder itself. Returns 0 or an errno. */
int make_parents(const char *path, bool last);

/* Names of files that a write has not finished yet begin with this; watchers do not see them. */
#define UNFINISHED_PREFIX ".slipway-write-"

#endif
