/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Random numbers as an argument: one generator object per stream, streams
 * derived from (seed, stream number), never from a thread. */
#ifndef SIZHI_CORE_RNG_H
#define SIZHI_CORE_RNG_H

#include <stdint.h>

/* xoshiro256** (Blackman and Vigna 2018), seeded through splitmix64. */
typedef struct sz_rng {
    uint64_t s[4];
} sz_rng;

void sz__rng_init(sz_rng *rng, uint64_t seed, uint64_t stream);

static inline uint64_t sz__rng_rotl(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

/* 64 random bits. */
static inline uint64_t sz__rng_next(sz_rng *rng)
{
    uint64_t *s = rng->s, out = sz__rng_rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = sz__rng_rotl(s[3], 45);
    return out;
}

/* Uniform integer in [0, n), n >= 1, without bias worth measuring: the high
 * half of a 32 x 32 bit product (Lemire 2019; bias below n / 2^32). */
static inline uint32_t sz__rng_below(sz_rng *rng, uint32_t n)
{
    return (uint32_t)((sz__rng_next(rng) >> 32) * n >> 32);
}

/* Uniform double in [0, 1). */
static inline double sz__rng_unit(sz_rng *rng)
{
    return (double)(sz__rng_next(rng) >> 11) * 0x1p-53;
}

#endif
