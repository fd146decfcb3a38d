/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bits of a word. */
#ifndef SIZHI_CORE_BITS_H
#define SIZHI_CORE_BITS_H

#include <stdint.h>

/* Number of the lowest bit of X that is set; X is not 0. */
static inline int sz__lowest_bit(uint64_t x)
{
#if defined(__GNUC__)
    return __builtin_ctzll(x);
#else
    int n = 0;
    for (; !(x & 1); x >>= 1)
        n++;
    return n;
#endif
}

#endif
