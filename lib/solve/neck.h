/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bottlenecks: atoms behind which lies ground that no plan can serve. */
#ifndef SIZHI_SOLVE_NECK_H
#define SIZHI_SOLVE_NECK_H

#include "solve/task.h"

typedef struct sz_neck {
    int32_t atom;      /* of the task */
    int64_t behind;    /* households of the piece behind it that must give most */
    int64_t joined;    /* households that its community would have at least */
} sz_neck;

/*
 * Without atom v, its task falls into pieces. Each holds some whole communities, and
 * what is left of it must belong to v's: with W households and q communities at least
 * W - q max. Where these and v's own come to more than the maximum there is no plan.
 * Finds every such v, in one depth-first search over the atoms that are not locked;
 * *NECKS is malloc'ed. O(n).
 */
sz_status sz__find_necks(const sz_task *task, sz_neck **necks, size_t *n,
                         sz_error *err);

#endif
