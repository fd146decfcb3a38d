/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A walk round four sides while it is looked for: follow.c says what it goes along and
 * where it may begin, follow_search.c finds the cheapest. */
#ifndef SIZHI_TEXT_FOLLOW_H
#define SIZHI_TEXT_FOLLOW_H

#include "core/array.h"
#include "text/reader.h"

/* What the walk goes along, one after the other. */
typedef struct sz_leg {
    sz_stretch what;
    uint8_t sides;         /* bits of the sides it is on */
} sz_leg;

/* A place in the search, by what it costs to get there. */
typedef struct sz_stop {
    int64_t cost;
    int32_t state;
} sz_stop;

typedef struct sz_route {
    const sz_reader *reader;
    sz_leg *leg;           /* [n] against the clock */
    int32_t n;
    int32_t first;         /* the leg that the walk begins with: number 0 of what follows */
    int32_t town;
    int32_t *leg_row, *leg_list; /* half-edges on each leg */
    bool *outside;         /* [communities] the sides name it as what lies beyond */
    uint8_t *odd;          /* [borders] crossed by the way from the anchor outside */
    int64_t *cost;         /* [states] state = (2 node + parity) n + leg */
    int32_t *came;         /* [states] the half-edge that led there */
    int32_t *before;       /* [states] the state it led from; -1: the start */
    SZ__ARRAY(sz_stop) heap;
    SZ__ARRAY(int32_t) touched; /* states that have a cost */
    bool nomem;
} sz_route;

static inline const sz_leg *sz__leg(const sz_route *r, int32_t k)
{
    return &r->leg[(r->first + k) % r->n];
}

/* Whether half-edge H, the ground on its left, lies on what leg K names. */
bool sz__route_on(const sz_route *r, int32_t h, int32_t k);

/* What a walk round a border of so many metres may cost: a quarter of it off what the
 * sides name. */
int64_t sz__route_dearest(double border_m);

/* The cheapest walk from node START back to it that costs less than *LIMIT: its last
 * state, or -1. */
int32_t sz__route_search(sz_route *r, int32_t start, int64_t *limit);

#endif
