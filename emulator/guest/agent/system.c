/* The guest as a whole: its clock, its entropy, how full it is. */
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "kinds.h"

#define MAX_SEED 256
/* Smaller differences are left alone: stepping the clock disturbs more than they do. */
#define CLOCK_TOLERANCE_MS 100

static void add_entropy(const char *hex) {
	struct {
		struct rand_pool_info info;
		unsigned char bytes[MAX_SEED];
	} pool = {0};
	unsigned char *bytes = (unsigned char *)pool.info.buf;
	int length = 0;
	for (unsigned value; length < MAX_SEED && sscanf(hex + 2 * length, "%2x", &value) == 1; length++)
		bytes[length] = (unsigned char)value;
	int fd = open("/dev/urandom", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	pool.info.buf_size = length;
	pool.info.entropy_count = 8 * length;
	/* Machines restored from one snapshot share the generator's state: mix in the seed and derive a new key at once. */
	ioctl(fd, RNDADDENTROPY, &pool.info);
	ioctl(fd, RNDRESEEDCRNG);
	close(fd);
}

void open_clock(struct stream *stream, const struct request *request) {
	long long wanted_ms = request_number(request, "ms", -1);
	const char *seed = request_get(request, "seed");
	struct timespec now;
	if (wanted_ms < 0) {
		stream_end_errno(stream, EINVAL);
		return;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	long long now_ms = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	if (llabs(wanted_ms - now_ms) > CLOCK_TOLERANCE_MS) {
		struct timespec wanted = {.tv_sec = (time_t)(wanted_ms / 1000), .tv_nsec = (long)(wanted_ms % 1000) * 1000000};
		if (clock_settime(CLOCK_REALTIME, &wanted) != 0) {
			stream_end_errno(stream, errno);
			return;
		}
	}
	if (seed && *seed)
		add_entropy(seed);
	stream_end_code(stream, 0);
}

static unsigned long long memory_kib(const char *text, const char *key) {
	const char *line = strstr(text, key);
	return line ? strtoull(line + strlen(key), NULL, 10) : 0;
}

static size_t read_text(const char *path, char *text, size_t size) {
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);
	if (fd >= 0)
		close(fd);
	text[length > 0 ? length : 0] = 0;
	return length > 0 ? (size_t)length : 0;
}

void open_usage(struct stream *stream, const struct request *request) {
	(void)request;
	char memory[4096], load[128], uptime[64], answer[1024];
	double loads[3] = {0}, seconds = 0;
	struct statvfs disk = {0};
	read_text("/proc/meminfo", memory, sizeof memory);
	read_text("/proc/loadavg", load, sizeof load);
	read_text("/proc/uptime", uptime, sizeof uptime);
	sscanf(load, "%lf %lf %lf", &loads[0], &loads[1], &loads[2]);
	sscanf(uptime, "%lf", &seconds);
	statvfs("/var/lib/docker", &disk);
	unsigned long long block = disk.f_frsize;
	int length = snprintf(answer, sizeof answer,
		"memory-total=%llu\nmemory-available=%llu\ndisk-total=%llu\ndisk-used=%llu\n"
		"load-1=%.2f\nload-5=%.2f\nload-15=%.2f\nuptime=%.2f\n",
		memory_kib(memory, "MemTotal:") * 1024, memory_kib(memory, "MemAvailable:") * 1024, block * disk.f_blocks,
		block * (disk.f_blocks - disk.f_bfree), loads[0], loads[1], loads[2], seconds);
	stream_emit(stream, answer, (size_t)length);
	stream_end_code(stream, 0);
}
