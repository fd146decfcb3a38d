/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbered pairs in an open-addressing table, at most half full. */
#include "map/pairs.h"

#include "core/array.h"

void sz__pairs_release(sz_pairs *pairs)
{
    free(pairs->at);
    free(pairs->slot);
    *pairs = (sz_pairs){ 0 };
}

static size_t probe(const sz_pairs *pairs, int32_t a, int32_t b)
{
    uint64_t h = ((uint64_t)(uint32_t)a << 32 | (uint32_t)b) * 0x9E3779B97F4A7C15u;
    size_t i = (size_t)(h ^ h >> 29) & (pairs->slots - 1);
    for (;;) {
        int32_t s = pairs->slot[i];
        if (s < 0 || (pairs->at[s].a == a && pairs->at[s].b == b))
            return i;
        i = (i + 1) & (pairs->slots - 1);
    }
}

static int rehash(sz_pairs *pairs, size_t slots)
{
    int32_t *slot = sz__alloc(slots, sizeof *slot);
    if (!slot)
        return 0;
    free(pairs->slot);
    pairs->slot = slot;
    pairs->slots = slots;
    for (size_t i = 0; i < slots; i++)
        slot[i] = -1;
    for (size_t i = 0; i < pairs->n; i++)
        slot[probe(pairs, pairs->at[i].a, pairs->at[i].b)] = (int32_t)i;
    return 1;
}

int32_t sz__pairs_find(const sz_pairs *pairs, int32_t a, int32_t b)
{
    return pairs->slots ? pairs->slot[probe(pairs, a, b)] : -1;
}

int32_t sz__pairs_add(sz_pairs *pairs, int32_t a, int32_t b)
{
    if (pairs->slots < 2 * (pairs->n + 1) &&
        !rehash(pairs, pairs->slots ? 2 * pairs->slots : 16))
        return -2;
    size_t i = probe(pairs, a, b);
    if (pairs->slot[i] >= 0)
        return pairs->slot[i];
    if (!sz__push(pairs, (sz_pair){ a, b }))
        return -2;
    return pairs->slot[i] = (int32_t)pairs->n - 1;
}
