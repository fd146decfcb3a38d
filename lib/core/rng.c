/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Seeding of random streams. */
#include "core/rng.h"

static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

void sz__rng_init(sz_rng *rng, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed;
    state = splitmix64(&state) ^ stream;
    for (int i = 0; i < 4; i++)
        rng->s[i] = splitmix64(&state);
}
