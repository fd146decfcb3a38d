/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sorting by an integer key in linear time. */
#ifndef SIZHI_CORE_RADIX_H
#define SIZHI_CORE_RADIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sz_keyed {
    uint64_t key;
    uint32_t item, more;   /* carried along */
} sz_keyed;

/* Sort by key, equal keys keeping their order. False when memory is out (room
 * for a second array is needed), AT being unchanged. O(n log n) at worst, O(n) for
 * keys that are spread evenly. */
bool sz__radix_sort(sz_keyed *at, size_t n);

#endif
