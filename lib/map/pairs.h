/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pairs of numbers, numbered in the order in which they first appear: a
 * community is (town, name), what a border follows is (class, name). */
#ifndef SIZHI_MAP_PAIRS_H
#define SIZHI_MAP_PAIRS_H

#include <stddef.h>
#include <stdint.h>

typedef struct sz_pair {
    int32_t a, b;
} sz_pair;

typedef struct sz_pairs {
    sz_pair *at;
    size_t n, cap;
    int32_t *slot;         /* hash table of [slots] numbers, -1 = free */
    size_t slots;
} sz_pairs;

void sz__pairs_release(sz_pairs *pairs);

/* Number of (a, b), added when new; -2 when memory is out. */
int32_t sz__pairs_add(sz_pairs *pairs, int32_t a, int32_t b);

/* Number of (a, b), or -1. */
int32_t sz__pairs_find(const sz_pairs *pairs, int32_t a, int32_t b);

#endif
