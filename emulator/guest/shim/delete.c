/* When a shim has gone, containerd has what it left cleaned up. After an ordinary end it has left nothing: the shim did it itself. */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "shim.h"

#define ROOT "\"root\":\""

/* Where crun keeps what it knows of the container. @return whether containerd's note of its options says so */
static bool state_folder(const struct call *call, char *folder, size_t size) {
	char options[4096];
	if (content_of("options.json", options, sizeof options) < 0)
		return false;
	char *root = strstr(options, ROOT);
	if (!root)
		return false;
	root += strlen(ROOT);
	size_t length = strcspn(root, "\"\\");
	/* A backslash may mean anything. */
	return root[length] == '"' && length > 0 && snprintf(folder, size, "%.*s/%s/%s", (int)length, root, call->space, call->id) < (int)size;
}

static bool is_mounted(const char *folder) {
	struct stat here, there;
	return stat(".", &here) < 0 || (stat(folder, &there) == 0 && here.st_dev != there.st_dev);
}

static unsigned char *put_number(unsigned char *at, unsigned long long number) {
	for (; number >= 128; number >>= 7)
		*at++ = (unsigned char)(number | 128);
	*at++ = (unsigned char)number;
	return at;
}

static unsigned char *put_field(unsigned char *at, int field, unsigned long long number) {
	return put_number(put_number(at, (unsigned long long)field << 3), number);
}

bool confirm_gone(const struct call *call) {
	char state[PATH_MAX], pid[32];
	struct stat status;
	if (!state_folder(call, state, sizeof state) || lstat(state, &status) == 0 || is_mounted("rootfs"))
		return false;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	/* A DeleteResponse of containerd's protocol: what was killed and when, though nobody asks for it when all is well. */
	unsigned char time[32], answer[64];
	unsigned char *time_end = put_field(put_field(time, 1, (unsigned long long)now.tv_sec), 2, (unsigned long long)now.tv_nsec);
	unsigned char *end = put_field(answer, 1, content_of("init.pid", pid, sizeof pid) > 0 ? strtoul(pid, NULL, 10) : 0);
	end = put_field(end, 2, 128 + SIGKILL);
	*end++ = 3 << 3 | 2;
	*end++ = (unsigned char)(time_end - time);
	memcpy(end, time, (size_t)(time_end - time));
	end += time_end - time;
	return fwrite(answer, 1, (size_t)(end - answer), stdout) == (size_t)(end - answer) && fflush(stdout) == 0;
}
