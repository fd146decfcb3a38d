/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From options to what the engine works on: graph, demand, and what of the map the
 * judgement of a plan leaves out. */
#ifndef SIZHI_SOLVE_POSE_H
#define SIZHI_SOLVE_POSE_H

#include "map/map.h"
#include "plan/blocked.h"
#include "solve/task.h"

typedef struct sz_posed {
    const sz_map *map;
    const sz_solve_options *options;
    sz_solve_from from;    /* never SZ_FROM_AUTO */
    const int64_t *count;  /* [parcels] households as they count */
    sz_graph graph;
    sz_demand demand;
    int32_t communities;   /* fewest wanted, 0 for any; most: demand.communities_max */

    /* what graph and demand point to */
    int32_t *today_town;
    sz_limits bands[SZ_MAX_BANDS];
    sz_desk *desk;         /* [n_communities] */
    sz_rates rates;
    double share[SZ_N_BARRIERS];
    uint8_t *kind;         /* [parcels] or NULL */
    const int32_t **layers; /* [n_layers] units that stay whole, and what hangs together */
    size_t n_layers;
    sz_blocked blocked;
    int32_t *locked;       /* communities */
    size_t n_locked;
    uint8_t *aside;        /* [n_communities] not judged: left by --fix, or exempt; or
                              NULL */
    uint8_t *frozen;       /* [parcels] of gaps that stay; or NULL */
    int32_t *whole;        /* [parcels] community of today, to merge only; or NULL */
} sz_posed;

/* Check options and pose the task. */
sz_status sz__pose(sz_posed *out, const sz_map *map, const sz_solve_options *options,
                   sz_error *err);
void sz__posed_release(sz_posed *posed);

#endif
