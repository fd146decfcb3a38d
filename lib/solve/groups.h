/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The last polish of a plan: small groups of neighbouring communities, each cut out as
 * a task of its own and solved exactly, as far as a bounded amount of work allows.
 *
 * First groups of many communities each, from what searches have come by (pool.h); then
 * groups of few, from all communities there can be. Annealing sticks where units are large and the band is narrow for them: hardly any
 * move, and few re-cuts of two communities, keep within it. Three to five communities of
 * some units each are listed and solved by set partitioning in milliseconds. */
#ifndef SIZHI_SOLVE_GROUPS_H
#define SIZHI_SOLVE_GROUPS_H

#include "solve/effort.h"
#include "solve/pool.h"

/* What it came to. */
typedef struct sz_polish {
    int32_t groups;      /* that were solved, each as often as its plan had changed, */
    int32_t closed;      /* of these with proof, */
    int32_t better;      /* and of all for the better */
    double gain;         /* by so much of the cost, where there was no violation */
    uint64_t steps;      /* sets of atoms looked at */
} sz_polish;

/*
 * Improve TASK's plan, its label. Groups are those of a community and the neighbours
 * with the longest borders, the costliest first, each anew when one of them has
 * changed, unless it turns out that they are too large to be solved; those that have
 * nothing in common are solved by THREADS at once. With POOL, its communities are all
 * there are to choose from. All together look at STEPS sets of atoms at most. The
 * outcome is a function of TASK, POOL and STEPS, unless WATCH runs out. *OUT may be
 * NULL.
 */
sz_status sz__polish_groups(sz_polish *out, sz_task *task, const sz_pool *pool,
                            uint64_t steps, sz_watch *watch, int threads,
                            sz_error *err);

#endif
