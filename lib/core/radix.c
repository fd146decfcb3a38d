/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Radix sort, highest digit first: after two or three digits the items that are
 * still together are few and near each other in memory. */
#include "core/radix.h"

#include <string.h>

#include "core/array.h"

enum { FEW = 16, LONGEST = 10, BUCKETS = 1 << LONGEST };

static void insert_few(sz_keyed *at, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        sz_keyed item = at[i];
        size_t k = i;
        for (; k > 0 && at[k - 1].key > item.key; k--)
            at[k] = at[k - 1];
        at[k] = item;
    }
}

/* The bits of the keys that are not the same in all. */
static uint64_t differing(const sz_keyed *at, size_t n)
{
    uint64_t differ = 0;
    for (size_t i = 1; i < n; i++)
        differ |= at[i].key ^ at[0].key;
    return differ;
}

/* Sort N items of AT, with room for as many in OTHER, where they end up if MOVE. */
static void sort(sz_keyed *at, sz_keyed *other, size_t n, bool move)
{
    uint64_t differ = n > FEW ? differing(at, n) : 0;
    if (!differ) {
        if (n <= FEW)
            insert_few(at, n);
        if (move)
            memcpy(other, at, n * sizeof *at);
        return;
    }
    size_t end[BUCKETS];
    int digit = 2, shift = 0;
    while (digit < LONGEST && n >> (digit + 2) > 1)
        digit++;
    while (differ >> shift >> digit)
        shift++;
    size_t buckets = (size_t)1 << digit;
    memset(end, 0, buckets * sizeof *end);
    for (size_t i = 0; i < n; i++)
        end[at[i].key >> shift & (buckets - 1)]++;
    for (size_t d = 0, sum = 0; d < buckets; d++) {
        size_t count = end[d];
        end[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        other[end[at[i].key >> shift & (buckets - 1)]++] = at[i];
    for (size_t d = 0, from = 0; d < buckets; from = end[d++])
        sort(other + from, at + from, end[d] - from, !move);
}

bool sz__radix_sort(sz_keyed *at, size_t n)
{
    sz_keyed *other = sz__alloc(n, sizeof *other);
    if (!other)
        return false;
    sort(at, other, n, false);
    free(other);
    return true;
}
