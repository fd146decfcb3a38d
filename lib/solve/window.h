/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Windows: neighbouring zones of a large task cut out as a task of their own, all else
 * being outside.
 *
 * Zones of a window stay connected and enclose nothing of the whole map as long as they
 * enclose nothing in the window, when all that is not in the window hangs together
 * (through the outside or not): then it is one node of the graph, as the outside is of
 * any task. And no zone elsewhere notices what becomes of the window's ground. So
 * windows that have no atom in common can be searched at the same time. */
#ifndef SIZHI_SOLVE_WINDOW_H
#define SIZHI_SOLVE_WINDOW_H

#include "core/rng.h"
#include "solve/task.h"

/* A map cut into windows. */
typedef struct sz_tiling {
    int32_t n;           /* windows */
    int32_t *tile;       /* [atoms] window of each, -1 none */
    int32_t *local;      /* [atoms] number in its window */
    int32_t *member;     /* [atoms] window by window */
    int32_t *row;        /* [n + 1] */
    uint8_t *sound;      /* [n] connected, and so is all that is not in it */
} sz_tiling;

/*
 * Cut TASK into windows of about ATOMS atoms, each a union of zones of the plan LABEL
 * (below N_ZONES), or of atoms when that is NULL. Fixed zones are in none. Windows grow
 * at equal pace from random zones. *OUT was zeroed. O(n).
 */
sz_status sz__tile(sz_tiling *out, const sz_task *task, const int32_t *label,
                   int32_t n_zones, int32_t atoms, sz_rng *rng, sz_error *err);

/* The same with windows that are given: N of them, OF [n_zones] tells that of each zone
 * of LABEL, -1 for none. */
sz_status sz__tile_zones(sz_tiling *out, const sz_task *task, const int32_t *label,
                         int32_t n_zones, int32_t *of, int32_t n, sz_error *err);
void sz__tiling_release(sz_tiling *tiling);

typedef struct sz_window {
    sz_task task;        /* its label is the plan at hand, SZ_NOBODY without one */
    int32_t *zone;       /* [task.max_zones] number of each zone in the large task;
                            -1: a new one */
} sz_window;

/* Cut window TILE out of TASK with the plan LABEL, or without a plan when that is NULL.
 * ADOPT [task->n_today], if given, says which window may revive a dead community. */
sz_status sz__window_cut(sz_window *out, const sz_task *task, const int32_t *label,
                         const sz_tiling *tiling, int32_t tile, const int32_t *adopt,
                         sz_error *err);
void sz__window_release(sz_window *window);

/* Which window may revive each dead community of today, into ADOPT [task->n_today]: the
 * one that has its first atom. COUNT [task->max_zones] has the atoms of each. */
void sz__find_adopters(const sz_task *task, const sz_tiling *tiling, const int32_t *count,
                       int32_t *adopt);

#endif
