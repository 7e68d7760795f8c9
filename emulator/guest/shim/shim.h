#ifndef SHIM_H
#define SHIM_H

#include <stdbool.h>
#include <stddef.h>

/* containerd's own. */
#ifndef SHIM
#define SHIM "/usr/bin/containerd-shim-runc-v2"
#endif

/* Where containerd keeps its shims' sockets. */
#ifndef SOCKETS
#define SOCKETS "/run/containerd/s"
#endif

/* What containerd says when it calls a shim. NULL is what it did not say. */
struct call {
	const char *space, *id, *address;
};

/*
 * Starts containerd's shim, listening, and prints its address. The working directory is the container's bundle, standard input what is
 * to be known of the runtime.
 * Ends the process when standard input cannot be read.
 * @return whether it did; otherwise nothing has happened, and what was read of standard input can be read again
 */
bool start(const struct call *call);

/*
 * Prints how a container ended of which nothing is left to clean up. The working directory is its bundle.
 * @return whether it did; otherwise there is something
 */
bool confirm_gone(const struct call *call);

/* The content of a file or of standard input, 0 at its end. @return its length, or -1 when it cannot be read or is too long */
long content_of(const char *path, char *buffer, size_t size);

#endif
