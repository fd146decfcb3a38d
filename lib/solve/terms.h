/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The objective counted anew from the map, sharing nothing with the search. */
#ifndef SIZHI_SOLVE_TERMS_H
#define SIZHI_SOLVE_TERMS_H

#include "plan/plan.h"
#include "solve/pose.h"

typedef struct sz_terms {
    double value[SZ_N_TERMS]; /* in the unit of each term */
    double cost[SZ_N_TERMS];  /* in households, at the prices of each task */
} sz_terms;

/*
 * Count the terms of PLAN. TASKS [n_tasks] tell prices; LABEL [graph atoms] is the
 * community of each atom. SHARE [n_tasks], if given, is set to what the costs of all
 * terms come to in each task. O(parcels + points of borders).
 */
sz_status sz__terms_count(sz_terms *out, double *share, const sz_posed *posed,
                          const sz_task *tasks, int32_t n_tasks, const sz_plan *plan,
                          const int32_t *label, sz_error *err);

/* Weight of a term where it has no value: the mean over tasks by atoms. */
double sz__terms_weight(const sz_task *tasks, int32_t n_tasks, sz_term term);

#endif
