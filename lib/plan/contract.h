/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From parcels to atoms. For graph.c only. */
#ifndef SIZHI_PLAN_CONTRACT_H
#define SIZHI_PLAN_CONTRACT_H

#include "plan/graph.h"

/* Whether parcels P and Q can be in one community as far as towns go. */
bool sz__same_ground(const sz_map *map, bool cross_towns, int32_t p, int32_t q);

/*
 * Group the parcels of MAP to atoms: ATOM_OF[map->n], numbered by lowest parcel,
 * *N of them. LOCK[map->n] is the locked community of a parcel or -1; parcels of
 * different locks never become one atom. O(n log n) for the units, O(parcels +
 * borders) for the rest.
 */
sz_status sz__contract(const sz_map *map, const sz_graph_options *options,
                       const int32_t *lock, int32_t *atom_of, int32_t *n,
                       sz_error *err);

/* Fill in row, ring and simple of GRAPH, whose n and atom_of are set. O(borders x
 * degree of their ends). */
sz_status sz__trace_rings(sz_graph *graph, const sz_map *map, bool cross_towns,
                          sz_error *err);

#endif
