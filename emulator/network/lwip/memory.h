/* malloc that counts, so that a test can tell a leak from a heap that has grown once. */
#ifndef SLIPWAY_MEMORY_H
#define SLIPWAY_MEMORY_H

#include <stddef.h>

void *slipway_malloc(size_t size);
void *slipway_calloc(size_t count, size_t size);
void slipway_free(void *block);

#endif
