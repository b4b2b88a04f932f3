/* base_crc.h - the check sum of PNG and ZIP. */
#ifndef CM_BASE_CRC_H
#define CM_BASE_CRC_H

#include <stddef.h>
#include <stdint.h>

/* The CRC-32 of what came before, 0 at first, and these bytes. */
uint32_t cm__crc32(uint32_t crc, const void *bytes, size_t length);

#endif
