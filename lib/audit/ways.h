/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far it is from the parcels to a place: straight, or along the roads of the map.
 *
 * The roads are the borders of class expressway, arterial, street or lane; they meet in
 * the nodes that they share. A parcel is left, and the one that the place lies in is
 * entered, by a straight line between its inner point, or the place, and any node on its
 * rim where a road ends; a place that lies in no parcel is entered from the node on a
 * road that is nearest to it. A way is the shortest of all that are made so; within the
 * place's own parcel it is the straight line. */
#ifndef SIZHI_AUDIT_WAYS_H
#define SIZHI_AUDIT_WAYS_H

#include "core/array.h"
#include "map/map.h"

typedef struct sz_stop {
    double cost;
    int32_t node;
} sz_stop;

typedef struct sz_ways {
    const sz_map *map;
    bool network;          /* what follows is empty when it is not */
    int32_t *row;          /* [n_nodes + 1] roads that leave each node */
    int32_t *to;           /* [2 * roads] where each leads */
    double *metres;        /* [2 * roads] */
    double *xy;            /* [2 * n_nodes] of the nodes on roads */
    int32_t *door_row;     /* [n + 1] nodes on roads round each parcel */
    int32_t *door;         /* some twice */
    int32_t *net;          /* [n_nodes] one node of all that hang together by roads */
    uint32_t now;          /* number of the search; marks of others are void */
    uint32_t *seen, *wanted, *settled, *met; /* [n_nodes] search that did so; of met,
                              search that starts in this net */
    double *cost;          /* [n_nodes] metres from the place */
    SZ__ARRAY(sz_stop) heap;
} sz_ways;

/* Prepare for MAP, which must outlive WAYS: O(borders). SZ_ERR_DATA when NETWORK is
 * asked for and no border carries a road. Close it in any case. */
sz_status sz__ways_open(sz_ways *ways, const sz_map *map, bool network, sz_error *err);
void sz__ways_close(sz_ways *ways);

/*
 * Metres from the inner point of each of N parcels P to the place X, Y, which lies in
 * parcel AT (-1: in none): OUT [n], HUGE_VAL where no road leads there. Along roads
 * O(m log m) for the m roads that are nearer than the farthest of P.
 */
sz_status sz__ways_to(sz_ways *ways, double x, double y, int32_t at, const int32_t *p,
                      int32_t n, double *out, sz_error *err);

#endif
