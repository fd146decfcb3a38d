/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Graphs that come without a map: atoms and who borders whom, no rings.
 *
 * Nothing is known of the order of neighbours round an atom, so nothing can be an
 * enclave: each atom is said to border the outside, and whatever is left of a graph
 * hangs together through it. Connection of communities is decided by search, after
 * a look at which neighbours of an atom border each other. */
#ifndef SIZHI_PLAN_BARE_H
#define SIZHI_PLAN_BARE_H

#include "plan/graph.h"

/* What a caller has; NULL where nothing is known. */
typedef struct sz_bare {
    int32_t n;
    const int64_t *weight;  /* [n] households */
    size_t n_edges;
    const int32_t *a, *b;   /* [n_edges] atoms that border; twice: two borders */
    const double *length;   /* [n_edges] else 1 each */
    const uint8_t *barrier; /* [n_edges] sz_barrier, else none */
    const int32_t *today;   /* [n] community of today, -1 in none */
    const uint8_t *locked;  /* [n] has to stay there */
    const int32_t *town;    /* [n] -1 in none */
    const double *x, *y;    /* [n] else 0 */
    const double *area;     /* [n] else 1 each */
} sz_bare;

/* Copy BARE, which is valid, into a graph whose atoms are parcels of the same number.
 * O(n + edges). */
sz_status sz__graph_bare(sz_graph *out, const sz_bare *bare, sz_error *err);

/* Which neighbours of each atom border each other: bit j of item i of an atom's
 * ring says so of its items i and j. Of the first 64 items of each, and not of two
 * neighbours that both have hundreds of borders; malloc'ed. O(edges x degree), NULL
 * when memory is out. */
uint64_t *sz__ties_find(const sz_graph *g);

#endif
