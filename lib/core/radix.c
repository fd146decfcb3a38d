/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Radix sort, lowest digit first. */
#include "core/radix.h"

#include <string.h>

#include "core/array.h"

enum { DIGIT = 11, BUCKETS = 1 << DIGIT };

static void pass(const sz_keyed *from, sz_keyed *to, size_t n, int shift)
{
    size_t start[BUCKETS] = { 0 };
    for (size_t i = 0; i < n; i++)
        start[from[i].key >> shift & (BUCKETS - 1)]++;
    for (size_t d = 0, sum = 0; d < BUCKETS; d++) {
        size_t count = start[d];
        start[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[start[from[i].key >> shift & (BUCKETS - 1)]++] = from[i];
}

bool sz__radix_sort(sz_keyed *at, size_t n)
{
    uint64_t differ = 0;
    for (size_t i = 1; i < n; i++)
        differ |= at[i].key ^ at[0].key;
    if (!differ)
        return true;
    sz_keyed *other = sz__alloc(n, sizeof *other), *from = at, *to = other;
    if (!other)
        return false;
    for (int shift = 0; shift < 64; shift += DIGIT) {
        if (!(differ >> shift & (BUCKETS - 1)))
            continue;
        pass(from, to, n, shift);
        sz_keyed *swap = from;
        from = to;
        to = swap;
    }
    if (from != at)
        memcpy(at, from, n * sizeof *at);
    free(other);
    return true;
}
