/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one search works on: a connected piece of a town, cut out of the graph.
 *
 * Communities cross neither towns nor water, so each connected component of each
 * town is a problem of its own; other towns are outside. Zones of a task are numbered
 * from 0: first the communities of today that live here, then free numbers. */
#ifndef SIZHI_SOLVE_TASK_H
#define SIZHI_SOLVE_TASK_H

#include "plan/graph.h"

/* What is asked for; communities of today are numbered as in the map. */
typedef struct sz_demand {
    int64_t min, max, target;
    int32_t n_today;
    const int32_t *today_town; /* [n_today] */
    bool present;              /* from today's plan, changing little */
    bool cross_towns;
} sz_demand;

/* Prices of the objective, in households. */
typedef struct sz_prices {
    double founded;     /* per community founded or abolished */
    double spread;      /* of a community at an end of the band */
    double excess;      /* per household outside the band */
} sz_prices;

typedef struct sz_task {
    sz_graph graph;      /* rings with -1 for all that is not in the task */
    int32_t *atom;       /* [graph.n] its number in the whole graph */
    float *price;        /* [ring items] of a border between two communities */
    int32_t *home;       /* [graph.n] zone it belongs to today; -1: in a gap, or in a
                            community that lives elsewhere */
    float *move_price;   /* [graph.n] for leaving home */
    int32_t town;
    int32_t n_today;     /* zones that are communities of today */
    int32_t *community;  /* [n_today] number of each in the map */
    uint8_t *fixed;      /* [n_today] locked */
    int32_t max_zones;
    int64_t min, max, target;
    int64_t weight;      /* of all atoms */
    int64_t free_weight; /* of those that are not locked */
    int32_t n_fixed;
    int32_t want;        /* number of communities asked for, locked ones included; 0:
                            any */
    bool present;
    bool idle;           /* nobody lives here: nothing to search */
    sz_prices prices;

    int32_t *label;      /* [graph.n] the result */
    int32_t n_zones;
    bool stopped;
    uint64_t proposals;
} sz_task;

/* Cut GRAPH into tasks, ordered by least atom. O(n). */
sz_status sz__tasks_make(sz_task **out, int32_t *n_out, const sz_graph *graph,
                         const sz_demand *demand, sz_error *err);
void sz__tasks_free(sz_task *tasks, int32_t n);

/* Least and greatest number of communities that can hold WEIGHT households within
 * the band; none can when *FEWEST > *MOST. At least 1. */
void sz__task_bounds(const sz_task *task, int64_t weight, int32_t *fewest,
                     int32_t *most);

#endif
