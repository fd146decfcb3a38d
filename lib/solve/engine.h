/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The solver on a graph: tasks over threads, each a search of its own. Knows neither
 * map nor names. */
#ifndef SIZHI_SOLVE_ENGINE_H
#define SIZHI_SOLVE_ENGINE_H

#include "solve/effort.h"
#include "solve/prove.h"
#include "solve/task.h"

typedef struct sz_best {
    int32_t *label;       /* [n] community of today, or n_today + number of a new */
    int32_t n_new;
    int32_t *new_town;    /* [n_new] */
    sz_task *tasks;       /* [n_tasks] as they were posed */
    int32_t n_tasks;
    sz_proof *proofs;     /* [n_tasks] of those that had to be proved */
    int32_t n_wanted;     /* communities asked for, 0 for any */
    bool stopped;
    uint64_t proposals;
} sz_best;

/* Solve. COMMUNITIES is the wanted number in all, 0 for any. The outcome is a function
 * of graph, demand, communities, seed and per_atom unless it was stopped. */
sz_status sz__engine_run(sz_best *out, const sz_graph *graph,
                         const sz_demand *demand, int32_t communities,
                         const sz_effort *effort, sz_error *err);
void sz__best_release(sz_best *out);

#endif
