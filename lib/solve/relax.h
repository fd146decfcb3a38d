/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The least change of the constraints with which a task has a plan. */
#ifndef SIZHI_SOLVE_RELAX_H
#define SIZHI_SOLVE_RELAX_H

#include "solve/task.h"

enum { SZ_RELAX_ATOMS = 64 };

/* Each of these changes by itself would do; 0, or -1 for `unlock`: none was found. */
typedef struct sz_relaxed {
    int64_t max;         /* a greater maximum */
    int64_t min;         /* a smaller minimum */
    bool least_max, greatest_min; /* proved: no smaller change of it would do */
    int32_t want;        /* another number of communities, the nearest */
    int32_t unlock;      /* this zone need not be locked */
} sz_relaxed;

/*
 * Find out what would make TASK, of at most SZ_RELAX_ATOMS atoms, possible: each change
 * is tried by looking for a plan, as long as *STEPS, which is counted down, lasts. For
 * larger ones all is none.
 */
sz_status sz__relax(sz_relaxed *out, const sz_task *task, uint64_t *steps,
                    sz_error *err);

#endif
