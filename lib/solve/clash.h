/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Clashes: atoms too small to be a community that nothing can join. */
#ifndef SIZHI_SOLVE_CLASH_H
#define SIZHI_SOLVE_CLASH_H

#include "solve/task.h"

typedef struct sz_clash {
    int32_t atom;      /* of the task: the heaviest of those that must stay together */
    int32_t atoms;     /* how many these are */
    int64_t weight;    /* their households, below the minimum */
    int64_t least;     /* households with the lightest neighbours, above the maximum */
} sz_clash;

/*
 * An atom below the minimum must share its community with some neighbour, and not
 * with one that brings it above the maximum. Where one neighbour is left, the two are
 * as good as one atom, and so on; where none is left, there is no plan. Finds all such
 * places; *CLASHES is malloc'ed. Each round is O(n); there are few.
 */
sz_status sz__find_clashes(const sz_task *task, sz_clash **clashes, size_t *n,
                           sz_error *err);

#endif
