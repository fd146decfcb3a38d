/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From parcels to atoms. For graph.c only. */
#ifndef SIZHI_PLAN_CONTRACT_H
#define SIZHI_PLAN_CONTRACT_H

#include "plan/graph.h"

/* Whether ground does not connect across border B. */
static inline bool sz__is_blocked(const sz_graph_options *options, int32_t b)
{
    return options->blocked && options->blocked[b];
}

/* Whether parcels P and Q can be in one community as far as towns go. */
bool sz__same_ground(const sz_map *map, bool cross_towns, int32_t p, int32_t q);

/* Neighbours along borders of groups of parcels; vertex n is the outside, other
 * towns included where they must not be crossed. Doubles are left in. */
typedef struct sz_adjacency {
    int32_t n;
    int32_t *row, *at;     /* [n + 2], [row[n + 1]] */
} sz_adjacency;

/* Of the N groups that OF[map->n] tells: borders that are not blocked, and links.
 * O(borders + links). */
sz_status sz__adjacency_find(sz_adjacency *adj, const sz_map *map,
                             const sz_graph_options *options, const int32_t *of,
                             int32_t n, sz_error *err);
void sz__adjacency_release(sz_adjacency *adj);

/* Put what lies between the pieces of an atom into it, where that makes no more than
 * options->bridge households. As sz__contract(), of which it is a part. */
sz_status sz__bridge_units(const sz_map *map, const sz_graph_options *options,
                           const int32_t *lock, int32_t *atom_of, int32_t *n,
                           sz_error *err);

/*
 * Group the parcels of MAP to atoms: ATOM_OF[map->n], numbered by lowest parcel,
 * *N of them. LOCK[map->n] is the locked community of a parcel or -1; parcels of
 * different locks never become one atom. O(n log n) for the units, O(parcels +
 * borders) for the rest.
 */
sz_status sz__contract(const sz_map *map, const sz_graph_options *options,
                       const int32_t *lock, int32_t *atom_of, int32_t *n,
                       sz_error *err);

/* Fill in row, ring, simple, off and strong of GRAPH, whose n and atom_of are set.
 * O(borders x degree of their ends). */
sz_status sz__trace_rings(sz_graph *graph, const sz_map *map,
                          const sz_graph_options *options, sz_error *err);

/* Fill in form of GRAPH, whose n and atom_of are set: the moments of its parcels.
 * O(points). */
sz_status sz__graph_forms(sz_graph *graph, const sz_map *map, const int64_t *count,
                          sz_error *err);

#endif
