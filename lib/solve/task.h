/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one search works on: a connected piece of a town, cut out of the graph.
 *
 * Communities cross neither towns nor water, so each connected component of each
 * town is a problem of its own; other towns are outside. Zones of a task are numbered
 * from 0: first the communities of today that live here, then free numbers. */
#ifndef SIZHI_SOLVE_TASK_H
#define SIZHI_SOLVE_TASK_H

#include "plan/graph.h"
#include "sizhi/solve.h"

/* A band of households per community. */
typedef struct sz_limits {
    int64_t min, max, target;
} sz_limits;

/* Where the office of a community stands. */
typedef struct sz_desk {
    double x, y;
    int32_t atom;        /* -1: in none of the graph */
    bool known;          /* it has one */
} sz_desk;

/* Weights of the terms as they were given: households for one of a term's unit. */
typedef struct sz_rates {
    double weight[SZ_N_TERMS]; /* negative: a default for the task */
    double factor[SZ_N_TERMS]; /* of the weight; 0: 1 */
} sz_rates;

/* What is asked for; communities of today are numbered as in the map. */
typedef struct sz_demand {
    int64_t min, max, target;
    int32_t n_today;
    const int32_t *today_town; /* [n_today] */
    bool present;              /* from today's plan, changing little */
    bool cross_towns;
    int32_t communities_max;   /* with a wanted number: up to so many; 0: just that */
    const sz_limits *bands;    /* [graph.n_kinds - 1] of kinds 1, 2 ...; NULL: none */
    const sz_desk *offices;    /* [n_today] or NULL */
    const sz_rates *rates;     /* NULL: all are defaults */
} sz_demand;

/* Prices of the objective, in households. */
typedef struct sz_prices {
    double moved;       /* per household */
    double ground;      /* per m2 */
    double abolished;   /* per community */
    double founded;
    double border;      /* per metre, by share of its class */
    double through;     /* per metre of strong barrier with one zone on both sides */
    double size;        /* of a community at an end of the band */
    double compact;
    double distance;    /* per household and metre */
    double office;      /* per office in another community */
    double cut_edge;    /* per pair */
    double excess;      /* per household outside the band */
} sz_prices;

enum { SZ_MAX_SUMS = SZ_MAX_BANDS + 1 + 4 + 3 };

typedef struct sz_task {
    sz_graph graph;      /* rings with -1 for all that is not in the task */
    bool whole;          /* it is all of the graph, whose arrays it shares */
    int32_t *atom;       /* [graph.n] its number in the whole graph */
    float *price;        /* [ring items] of a border between two communities; of
                            corner items too, where a border that does not connect
                            was; negative where a barrier should part */
    int32_t *home;       /* [graph.n] zone it belongs to today; -1: in a gap, or in a
                            community that lives elsewhere */
    float *move_price;   /* [graph.n] for leaving home */
    int32_t town;
    int32_t n_today;     /* zones that are communities of today */
    int32_t *community;  /* [n_today] number of each in the map */
    uint8_t *fixed;      /* [n_today] locked */
    int32_t max_zones;
    int64_t min, max, target; /* over all kinds the least, the most; the general one */
    int64_t weight;      /* of all atoms */
    int64_t free_weight; /* of those that are not locked */
    int32_t n_fixed;
    int32_t want, want_most; /* number of communities asked for, locked ones included,
                            least and most; 0: any */
    int32_t least, most; /* numbers that the band allows at all, locked ones included;
                            0: not known */
    bool present;
    bool idle;           /* nobody lives here: nothing to search */
    sz_prices prices;

    int32_t n_limits;    /* 1 + kinds with a band of their own */
    sz_limits limits[SZ_MAX_BANDS + 1];
    sz_desk *office;     /* [n_today], or NULL where offices have no price */
    int32_t n_sums;      /* what zones are judged by besides atoms and households: */
    double *sums;        /* [graph.n * n_sums] of each atom; NULL for none */
    int32_t at_shape, at_centre; /* where area and its moments, households by place
                            stand among them, after those by kind; -1: nowhere */
    bool has_form;       /* at_shape or at_centre is somewhere */
    bool has_held;       /* some atom must stay at home */
    bool has_gaps;       /* some corner item has a price */

    int32_t *label;      /* [graph.n] the result */
    int32_t n_zones;
    bool stopped;
    uint64_t proposals;
} sz_task;

/* Cut GRAPH, which has to outlive them, into tasks, ordered by least atom. O(n). */
sz_status sz__tasks_make(sz_task **out, int32_t *n_out, const sz_graph *graph,
                         const sz_demand *demand, sz_error *err);
void sz__tasks_free(sz_task *tasks, int32_t n);

/* Set prices, limits and sums, once atoms, rings and homes are there. */
sz_status sz__task_price(sz_task *task, const sz_demand *demand, sz_error *err);

/* Room in *TASK, which was zeroed, for N atoms with ITEMS in their rings and N_TODAY
 * zones; false when memory is out. */
bool sz__task_alloc(sz_task *task, int32_t n, int32_t items, int32_t n_today);
void sz__task_release(sz_task *task);

/* As many zones as a search may need at a time. */
void sz__task_set_max_zones(sz_task *task);

/* Whether single atoms hardly fit into what room the band leaves, and communities are
 * few enough to come into it together all the same. */
bool sz__task_is_tight(const sz_task *task);

/* Least and greatest number of communities that can hold WEIGHT households within
 * the band; none can when *FEWEST > *MOST. At least 1. */
void sz__task_bounds(const sz_task *task, int64_t weight, int32_t *fewest,
                     int32_t *most);

#endif
