/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Graphs of maps without shapes: atoms and who borders whom, no rings.
 *
 * Nothing is known of the order of neighbours round an atom, so nothing can be an
 * enclave: each atom borders the outside, and whatever is left of a graph hangs
 * together through it. Connection of communities is decided by search, after a look
 * at which neighbours of an atom border each other. */
#ifndef SIZHI_PLAN_BARE_H
#define SIZHI_PLAN_BARE_H

#include "plan/graph.h"

/* Fill in row, ring and simple of GRAPH, whose n and atom_of are set, and off where
 * OPTIONS has shares: the outside in front, then the borders of each atom in the order
 * of MAP's, then links. O(borders + links). */
sz_status sz__bare_rows(sz_graph *graph, const sz_map *map,
                        const sz_graph_options *options, sz_error *err);

/* Which neighbours of each atom border each other: bit j of item i of an atom's
 * ring says so of its items i and j. Of the first 64 items of each, and not of two
 * neighbours that both have hundreds of borders; malloc'ed. O(edges x degree), NULL
 * when memory is out. */
uint64_t *sz__ties_find(const sz_graph *g);

#endif
