/* Which pages of files are in memory, and bringing such pages in. Used when the snapshot is made; not part of the root. */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096
#define PIECE_PAGES 256

static void fail(const char *what) {
	perror(what);
	exit(1);
}

/* Prints a line for each run of pages in memory: its first page, how many there are, the path. */
static int list_file(const char *path, const struct stat *status, int type, struct FTW *ftw) {
	(void)ftw;
	if (type != FTW_F || !S_ISREG(status->st_mode) || status->st_size == 0)
		return 0;
	size_t pages = ((size_t)status->st_size + PAGE - 1) / PAGE;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *file = fd < 0 ? MAP_FAILED : mmap(NULL, pages * PAGE, PROT_READ, MAP_SHARED, fd, 0);
	unsigned char *present = malloc(pages);
	if (file == MAP_FAILED || !present || mincore(file, pages * PAGE, present) < 0)
		fail(path);
	for (size_t first = 0, end; first < pages; first = end + 1) {
		for (end = first; end < pages && (present[end] & 1);)
			end++;
		if (end > first)
			printf("%zu %zu %s\n", first, end - first, path);
	}
	free(present);
	munmap(file, pages * PAGE);
	close(fd);
	return 0;
}

static void load_pages(const char *path, size_t first, size_t count) {
	static char piece[PIECE_PAGES * PAGE];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	/* Only what is asked for, nothing around it. */
	if (fd < 0 || posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM) != 0)
		fail(path);
	while (count > 0) {
		size_t pages = count < PIECE_PAGES ? count : PIECE_PAGES;
		if (pread(fd, piece, pages * PAGE, (off_t)(first * PAGE)) <= 0)
			fail(path);
		first += pages;
		count -= pages;
	}
	close(fd);
}

int main(int count, char **arguments) {
	if (count >= 3 && strcmp(arguments[1], "list") == 0) {
		for (int i = 2; i < count; i++)
			if (nftw(arguments[i], list_file, 16, FTW_PHYS) < 0)
				fail(arguments[i]);
		return 0;
	}
	if (count == 2 && strcmp(arguments[1], "load") == 0) {
		size_t first, pages;
		char path[4096];
		while (scanf("%zu %zu %4095[^\n]", &first, &pages, path) == 3)
			load_pages(path, first, pages);
		return feof(stdin) ? 0 : 1;
	}
	fputs("usage: slipway-resident list FOLDER... | slipway-resident load <LIST\n", stderr);
	return 2;
}
