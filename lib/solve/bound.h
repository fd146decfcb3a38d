/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lower bounds for maps of any size: what no plan in the band can go below. They
 * forget that communities must hang together, so they cost next to nothing. */
#ifndef SIZHI_SOLVE_BOUND_H
#define SIZHI_SOLVE_BOUND_H

#include "solve/task.h"

typedef struct sz_bound {
    int64_t moved;      /* households that leave their community of today */
    int32_t founded, abolished; /* communities */
    int64_t surplus;    /* households above the maximum, over today's communities */
    int64_t deficit;    /* below the minimum */
} sz_bound;

/*
 * Bounds for plans of TASK in the band, or into task->want communities. LEAVE [n], if
 * given, tells for each atom how many households count as moved when it leaves home,
 * at most its weight; else it is kept_weight.
 *
 * Every community of today over the maximum gives at least the least sum of its atoms'
 * households that brings it to the maximum. Every one below the minimum gets what it
 * lacks or is abolished, and all its households move; new ones get the minimum each.
 * What is got was given, or lay in gaps. The bound holds for any choice of communities
 * to abolish; a knapsack finds the best. Atoms of communities that live in another task
 * move for certain. O(atoms x maximum / 64 + communities x households lacking).
 */
sz_status sz__bound_moved(sz_bound *out, const sz_task *task, const int64_t *leave,
                          sz_error *err);

/* Least of the term SZ_TERM_SIZE: as many communities as is best, all of one size. 0
 * where kinds of ground have bands of their own. */
double sz__bound_size(const sz_task *task);

#endif
