/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chains: noded edges between the same two parcels that carry the same line, one
 * after the other, as far as they go. */
#ifndef SIZHI_MAP_CHAINS_H
#define SIZHI_MAP_CHAINS_H

#include "map/stages.h"

/* A chain's half-edges of the noding in walking order. A chain that closes in
 * itself without any node of three borders starts at its lowest point. */
typedef struct sz_chain {
    const int32_t *h;
    size_t n;
} sz_chain;

/* Called chain by chain, ascending by lowest edge; false stops: out of memory. */
typedef bool (*sz_chain_fn)(sz_work *w, sz_chain chain, void *data);

sz_status sz__each_chain(sz_work *w, sz_chain_fn fn, void *data, sz_error *err);

/* Whether edge E lies between two parcels, or a parcel and the outside. */
static inline bool sz__is_border(const sz_work *w, int32_t e)
{
    return w->left[2 * e] != w->left[2 * e + 1];
}

/* The half-edge of a border that follows H round the parcel on its left. */
int32_t sz__next_border(const sz_work *w, int32_t h);

/* Node where half-edge H of the noding starts. */
static inline int32_t sz__start(const sz_work *w, int32_t h)
{
    return h & 1 ? w->edges.b[h >> 1] : w->edges.a[h >> 1];
}

#endif
