/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Comparing rings of atoms. */
#ifndef SIZHI_TESTS_SAME_RING_H
#define SIZHI_TESTS_SAME_RING_H

#include <stdlib.h>

#include "plan/graph.h"

static inline bool same_item(const sz_ring_item *a, const sz_ring_item *b)
{
    return a->atom == b->atom && a->edge == b->edge && a->length == b->length;
}

static inline int by_item(const void *a, const void *b)
{
    const sz_ring_item *x = a, *y = b;
    if (x->atom != y->atom)
        return x->atom < y->atom ? -1 : 1;
    if (x->edge != y->edge)
        return x->edge - y->edge;
    return x->length < y->length ? -1 : x->length > y->length;
}

/* Whether the N items at A are those at B: up to where the cycle starts when they
 * are one CYCLE, else as sets, both being sorted for that. */
static inline bool same_ring(sz_ring_item *a, sz_ring_item *b, int n, bool cycle)
{
    if (!cycle) {
        qsort(a, (size_t)n, sizeof *a, by_item);
        qsort(b, (size_t)n, sizeof *b, by_item);
    }
    for (int shift = 0; shift < (cycle ? n : 1); shift++) {
        int i = 0;
        while (i < n && same_item(&a[i], &b[(i + shift) % n]))
            i++;
        if (i == n)
            return true;
    }
    return n == 0;
}

#endif
