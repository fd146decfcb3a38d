/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chinese characters: how they sound, and whether they are common. The tables are made
 * when the library is built, by make_readings.c from those of ICU. */
#ifndef SIZHI_CORE_READINGS_H
#define SIZHI_CORE_READINGS_H

#include <stdbool.h>
#include <stdint.h>

enum { SZ_HAN_FIRST = 0x4E00, SZ_HAN_END = 0xA000 };

/* Bits 0 .. 14: number of the usual Mandarin reading, tone included, 0 for none; bit 15:
 * the character is in GB 2312 (6,763) or in the first part of Big5 (5,401), the common
 * characters of either script. */
extern const uint16_t sz__han[SZ_HAN_END - SZ_HAN_FIRST];

/* Number of the reading, 0 when it is not known. Of several readings the usual one. */
static inline uint32_t sz__reading(uint32_t c)
{
    return c >= SZ_HAN_FIRST && c < SZ_HAN_END ? sz__han[c - SZ_HAN_FIRST] & 0x7FFFu : 0;
}

/* Whether C is a Chinese character that is not among the common ones, or from an area
 * for private use. */
static inline bool sz__is_rare(uint32_t c)
{
    if (c >= SZ_HAN_FIRST && c < SZ_HAN_END)
        return !(sz__han[c - SZ_HAN_FIRST] >> 15);
    return (c >= 0x3400 && c < SZ_HAN_FIRST && c != 0x3007) || c >= 0x20000 ||
           (c >= 0xE000 && c <= 0xFAFF);
}

#endif
