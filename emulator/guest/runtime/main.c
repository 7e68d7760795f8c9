/*
 * slipway-runtime <arguments of crun>
 *
 * crun, with one thing less to do: before a container starts, dockerd has the runtime call it a second time, for a message of 100 bytes to
 * itself, and the start of that large program was more than a third of a `docker run`. Called as `libnetwork-setkey` this program sends the message.
 */
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime.h"

#ifndef CRUN
#define CRUN "/usr/bin/crun"
#endif
/*
 * The same program where nobody can write it, a mount that is read-only (slipway-preinit). Started from anywhere else crun makes such a mount of itself,
 * starts a second time from that one, and takes it away again, so that a container cannot change it; every time, which is two fifths of a short run.
 */
#ifndef READ_ONLY_CRUN
#define READ_ONLY_CRUN "/usr/libexec/slipway-crun"
#endif
/* What that program answered to `--version` when the machine started. dockerd asks at each `docker version`, `docker info` and build. */
#ifndef CRUN_VERSION
#define CRUN_VERSION "/run/slipway/crun-version"
#endif
#define SELF "/usr/libexec/slipway-runtime"

/* @return whether nobody has installed another crun since the machine started */
static int is_mounted(void) {
	struct stat used, mounted;
	return stat(CRUN, &used) == 0 && stat(READ_ONLY_CRUN, &mounted) == 0 && used.st_size == mounted.st_size &&
	       used.st_mtime == mounted.st_mtime;
}

/* @return whether the stored answer was given */
static int tell_version(void) {
	char text[4096];
	FILE *stored = fopen(CRUN_VERSION, "r");
	size_t length = stored == NULL ? 0 : fread(text, 1, sizeof text, stored);
	return length > 0 && fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0;
}

/* @return the folder with the spec of the container that is to be made, or NULL when none is */
static const char *bundle_of(int argc, char **argv) {
	int makes = 0;
	const char *bundle = ".";
	for (int at = 1; at < argc; at++) {
		const char *word = argv[at];
		if (strcmp(word, "create") == 0 || strcmp(word, "run") == 0)
			makes = 1;
		else if (!makes)
			continue;
		else if (strncmp(word, "--bundle=", 9) == 0)
			bundle = word + 9;
		else if ((strcmp(word, "--bundle") == 0 || strcmp(word, "-b") == 0) && at + 1 < argc)
			bundle = argv[++at];
	}
	return makes ? bundle : NULL;
}

int main(int argc, char **argv) {
	if (argc > 0 && strcmp(basename(argv[0]), SETKEY) == 0)
		return set_key(argc, argv);
	const char *bundle = bundle_of(argc, argv);
	if (bundle != NULL)
		shorten_hook(bundle, SELF);
	if (is_mounted()) {
		if (argc == 2 && strcmp(argv[1], "--version") == 0 && tell_version())
			return 0;
		execv(READ_ONLY_CRUN, argv);
	}
	execv(CRUN, argv);
	perror(CRUN);
	return 127;
}
