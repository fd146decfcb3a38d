/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plans that searches of a task have come by: a pool of columns, from which the best
 * plan is put together at the end.
 *
 * A cold search passes through many plans that differ in a few communities each; the
 * best one of a region is rarely in the same plan as the best one of another, nor in
 * the same chain. Any choice of their communities that has every atom just once is a
 * plan, too (Gurnee and Shmoys, Fairmandering, 2021). */
#ifndef SIZHI_SOLVE_POOL_H
#define SIZHI_SOLVE_POOL_H

#include "core/array.h"
#include "solve/cover.h"
#include "solve/window.h"

/* Plans of one task, the last that were offered. */
typedef struct sz_pool {
    int32_t room, n;     /* plans */
    int32_t next;        /* where the next one goes */
    int32_t atoms, zones;
    int32_t *label;      /* [room * atoms] zone of each */
    int32_t *count;      /* [room * zones] atoms of each */
} sz_pool;

/* Columns of a window. */
typedef SZ__ARRAY(sz_column) sz_columns;

/* Room for ROOM plans of TASK. */
sz_status sz__pool_open(sz_pool *pool, const sz_task *task, int32_t room, sz_error *err);
void sz__pool_release(sz_pool *pool);

/* Keep the plan LABEL [atoms], in place of the oldest one when there is no more room. It
 * has no violation. O(atoms). */
void sz__pool_add(sz_pool *pool, const int32_t *label);

/* Part I of an empty pool, a pool of ROOM plans in the same memory, for one of several
 * chains that fill it at once. It is not to be released. */
sz_pool sz__pool_part(const sz_pool *pool, int32_t i, int32_t room);

/* What the N parts of a pool, in their order, have is now in the pool. */
void sz__pool_join(sz_pool *pool, const sz_pool *part, int32_t n);

/* The communities of all plans that lie in window TILE of TILING, of at most
 * SZ_SET_ATOMS atoms, and are not in the plan at hand, LABEL; their costs are left open,
 * and some may occur twice. False when memory is out. */
bool sz__pool_columns(const sz_pool *pool, const int32_t *label, const sz_tiling *tiling,
                      int32_t tile, const sz_window *window, sz_columns *out);

#endif
