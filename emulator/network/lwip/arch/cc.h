/* What lwIP wants to know of the platform. */
#ifndef SLIPWAY_CC_H
#define SLIPWAY_CC_H

#include <stdint.h>

uint32_t slipway_random(void);
_Noreturn void slipway_fail(const char *message);

#define LWIP_RAND() slipway_random()
#define LWIP_NO_STDIO_H 1
#define LWIP_NO_INTTYPES_H 1
#define LWIP_PLATFORM_DIAG(message)
#define LWIP_PLATFORM_ASSERT(message) slipway_fail(message)

#define X8_F "02x"
#define U16_F "u"
#define S16_F "d"
#define X16_F "x"
#define U32_F "u"
#define S32_F "d"
#define X32_F "x"
#define SZT_F "u"

#endif
