/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A town of square atoms with a plan that hardly any search went into, for tests of what
 * makes it better. */
#ifndef SIZHI_TESTS_ROUGH_TOWN_H
#define SIZHI_TESTS_ROUGH_TOWN_H

#include <math.h>
#include <string.h>

#include "bench/diagonal.h"
#include "core/array.h"
#include "solve/engine.h"
#include "solve/inspect.h"
#include "solve/search.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

/* A lattice of W x H atoms of 40 to 160 households, four to a community, and what a
 * search with hardly any proposals made of it. */
typedef struct town {
    sz_graph g;
    sz_demand demand;
    sz_best out;
    sz_watch watch;
    sz_effort effort;
} town;

static inline void open_town(town *t, int w, int h, uint64_t seed)
{
    ck_assert(diagonal_graph(&t->g, w, h, seed));
    t->demand = (sz_demand){ .min = 290, .max = 520, .target = 400 };
    t->effort = (sz_effort){ .seed = seed, .per_atom = 3, .threads = 1 };
    ck_assert_int_eq(sz__engine_run(&t->out, &t->g, &t->demand, 0, &t->effort, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(t->out.n_tasks, 1);
    sz__watch_start(&t->watch, &t->effort, 1);
}

static inline void close_town(town *t)
{
    sz__best_release(&t->out);
    raster_graph_free(&t->g);
}

static inline double cost_of(const sz_task *t, int64_t *violation)
{
    sz_search s;
    double cost;
    ck_assert_int_eq(sz__search_init(&s, t, 1, 0, NULL), SZ_SUCCESS);
    sz__state_load(&s.st, t->label, t->n_zones);
    sz__search_sum_up(&s);
    sz__search_add_up(&s, &cost, violation);
    sz__search_release(&s);
    return cost;
}

static inline int living(const sz_task *t)
{
    int n = 0;
    for (int32_t z = 0; z < t->n_zones; z++) {
        int32_t v = 0;
        while (v < t->graph.n && t->label[v] != z)
            v++;
        n += v < t->graph.n;
    }
    return n;
}

/* Every constraint of the plan as it is now, by floods. */
static inline void check_sound(const town *t)
{
    const sz_task *task = t->out.tasks;
    sz_inspection seen;
    int32_t *anywhere = sz__alloc((size_t)task->n_zones, sizeof *anywhere);
    ck_assert_ptr_nonnull(anywhere);
    for (int32_t z = 0; z < task->n_zones; z++)
        anywhere[z] = -1;
    ck_assert_int_eq(sz__inspect(&seen, &t->g, task->label, task->n_zones, anywhere,
                                 &t->demand, 0, NULL),
                     SZ_SUCCESS);
    ck_assert_uint_eq(seen.breaches.n, 0);
    sz__inspection_release(&seen);
    free(anywhere);
}

#endif
