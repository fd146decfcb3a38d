/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sets of up to 256 atoms as bits. */
#ifndef SIZHI_SOLVE_SET_H
#define SIZHI_SOLVE_SET_H

#include <stdbool.h>

#include "core/bits.h"

enum { SZ_SET_WORDS = 4, SZ_SET_ATOMS = 64 * SZ_SET_WORDS };

typedef struct sz_set {
    uint64_t w[SZ_SET_WORDS];
} sz_set;

static inline bool sz__set_has(const sz_set *s, int32_t v)
{
    return s->w[v >> 6] >> (v & 63) & 1;
}

static inline void sz__set_add(sz_set *s, int32_t v)
{
    s->w[v >> 6] |= UINT64_C(1) << (v & 63);
}

static inline void sz__set_drop(sz_set *s, int32_t v)
{
    s->w[v >> 6] &= ~(UINT64_C(1) << (v & 63));
}

static inline bool sz__set_empty(const sz_set *s)
{
    return !(s->w[0] | s->w[1] | s->w[2] | s->w[3]);
}

static inline sz_set sz__set_and(sz_set a, const sz_set *b)
{
    for (int i = 0; i < SZ_SET_WORDS; i++)
        a.w[i] &= b->w[i];
    return a;
}

static inline sz_set sz__set_or(sz_set a, const sz_set *b)
{
    for (int i = 0; i < SZ_SET_WORDS; i++)
        a.w[i] |= b->w[i];
    return a;
}

/* A without B. */
static inline sz_set sz__set_less(sz_set a, const sz_set *b)
{
    for (int i = 0; i < SZ_SET_WORDS; i++)
        a.w[i] &= ~b->w[i];
    return a;
}

static inline bool sz__set_same(const sz_set *a, const sz_set *b)
{
    return a->w[0] == b->w[0] && a->w[1] == b->w[1] && a->w[2] == b->w[2] &&
           a->w[3] == b->w[3];
}

/* Take the lowest atom out of S, which is not empty. */
static inline int32_t sz__set_pop(sz_set *s)
{
    int i = 0;
    while (!s->w[i])
        i++;
    int32_t v = 64 * i + sz__lowest_bit(s->w[i]);
    s->w[i] &= s->w[i] - 1;
    return v;
}

static inline int32_t sz__set_count(const sz_set *s)
{
    int32_t n = 0;
    for (sz_set rest = *s; !sz__set_empty(&rest); n++)
        sz__set_pop(&rest);
    return n;
}

/* All of WITHIN that hangs together with FROM, which is part of it. */
static inline sz_set sz__set_spread(const sz_set *beside, sz_set from,
                                    const sz_set *within)
{
    sz_set fresh = from;
    while (!sz__set_empty(&fresh)) {
        int32_t v = sz__set_pop(&fresh);
        sz_set more = sz__set_less(sz__set_and(beside[v], within), &from);
        from = sz__set_or(from, &more);
        fresh = sz__set_or(fresh, &more);
    }
    return from;
}

#endif
