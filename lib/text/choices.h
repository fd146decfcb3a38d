/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The clauses that a source offers, each with the parcels it selects as a bit set. */
#ifndef SIZHI_TEXT_CHOICES_H
#define SIZHI_TEXT_CHOICES_H

#include "text/wording.h"

typedef struct sz_choice {
    sz_phrase clause;
    int cost;              /* what reads less well costs more */
    double angle;
    uint64_t *on;          /* [words] parcels of the source on that side */
} sz_choice;

typedef struct sz_choices {
    size_t n_parcels, words;
    sz_choice *at;      /* [n] by rising cost, no two with the same parcels */
    size_t n;
    uint64_t *pool;
} sz_choices;

/* All clauses by lines that SOURCE touches, best first, those left out that select
 * all of it or nothing. MOVED as in sz__wording_find(). */
sz_status sz__choices_list(sz_choices *out, const sz_map *map, const int32_t *source,
                         size_t n, const bool *moved, sz_error *err);
void sz__choices_release(sz_choices *choices);

static inline bool sz__bit(const uint64_t *set, size_t i)
{
    return set[i >> 6] >> (i & 63) & 1;
}

static inline void sz__bit_set(uint64_t *set, size_t i)
{
    set[i >> 6] |= UINT64_C(1) << (i & 63);
}

#endif
