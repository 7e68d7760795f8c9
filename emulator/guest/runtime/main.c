/*
 * slipway-runtime <arguments of crun>
 *
 * crun, with one thing less to do: before a container starts, dockerd has the runtime call it a second time, for a message of 100 bytes to
 * itself, and the start of that large program was more than a third of a `docker run`. Called as `libnetwork-setkey` this program sends the message.
 */
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "runtime.h"

#ifndef CRUN
#define CRUN "/usr/bin/crun"
#endif
#define SELF "/usr/libexec/slipway-runtime"

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
	execv(CRUN, argv);
	perror(CRUN);
	return 127;
}
