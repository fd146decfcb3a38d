/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which edge lies straight below a node: exact point location by one sweep. */
#ifndef SIZHI_GEOM_NESTING_H
#define SIZHI_GEOM_NESTING_H

#include <stdbool.h>

#include "geom/noding.h"

/* Half-edges (2e: a to b, 2e + 1: b to a) by the node they start from, there
 * counter-clockwise from due south (excluded): first those to later nodes, then
 * those to earlier ones. */
typedef struct sz_rotation {
    size_t *row;           /* [n_nodes + 1] */
    int32_t *half;         /* [2 * n_edges] */
} sz_rotation;

/*
 * For N distinct nodes in ascending order, each with edges to later nodes only,
 * the edge next below (an edge counts from its end a to its end b), or -1, into
 * BELOW[n]. Edges whose next[2e] is -1 are passed over. False when memory is
 * out. O(m log m) for the m edges that pass over one of the nodes, and O(e).
 */
bool sz__edges_below(const sz_edges *edges, const sz_rotation *rotation,
                     const int32_t *next, const int32_t *node, size_t n,
                     int32_t *below);

#endif
