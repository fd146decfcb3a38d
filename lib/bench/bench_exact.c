/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Proofs: set partitioning on made-up towns, from scratch and from a plan after
 * growth. Prints the bound of the linear program, the optimum, the time to its proof,
 * and how far above it annealing alone had come. */
#include <math.h>
#include <stdio.h>

#include "bench/diagonal.h"
#include "core/platform.h"
#include "solve/engine.h"
#include "solve/prove.h"
#include "solve/search.h"

typedef struct run {
    int w, h, communities, window; /* window in percent of the mean, either side */
    bool present;
} run;

/* Cost of the task's label. */
static double cost_of(const sz_task *t, sz_error *err)
{
    sz_search s;
    double cost = INFINITY;
    int64_t violation;
    if (sz__search_init(&s, t, 1, 0, err))
        return cost;
    sz__state_load(&s.st, t->label, t->n_zones);
    sz__search_sum_up(&s);
    sz__search_add_up(&s, &cost, &violation);
    sz__search_release(&s);
    return violation ? INFINITY : cost;
}

static void prove(const run *r, sz_task *task)
{
    sz_error err = SZ_ERROR_INIT;
    sz_budget budget = { .steps = 4000000000u };
    sz_proof proof;
    double before = cost_of(task, &err);
    if (sz__prove_task(&proof, task, before, &budget, &err)) {
        printf("%s\n", err.message);
        return;
    }
    double after = cost_of(task, &err);
    printf("%3d atoms %2d communities +-%2d %% %s: %6zu columns, %9llu sets, root "
           "%8.2f, annealing %8.2f (+%.2f %%), %s %8.2f, bound %8.2f, %d cuts, "
           "%d nodes, %.2f s\n",
           r->w * r->h, r->communities, r->window, r->present ? "present" : "scratch",
           proof.columns, (unsigned long long)proof.steps, proof.root, before,
           100 * (before - after) / fabs(after),
           proof.state == SZ_PROOF_BEST ? "optimum" : "best", after, proof.bound,
           (int)proof.cuts, (int)proof.nodes, proof.seconds);
    fflush(stdout);
}

static void solve(const run *r, uint64_t seed)
{
    sz_graph g;
    sz_best out;
    sz_error err = SZ_ERROR_INIT;
    int64_t all = 0;
    if (!diagonal_graph(&g, r->w, r->h, seed))
        return;
    for (int32_t v = 0; v < g.n; v++)
        all += g.weight[v];
    double mean = (double)all / r->communities;
    sz_demand demand = { .min = (int64_t)ceil(mean * (100 - r->window) / 100),
                         .max = (int64_t)floor(mean * (100 + r->window) / 100),
                         .target = (int64_t)mean };
    sz_effort effort = { .seed = 1, .threads = 1 };
    int32_t *town = sz__zalloc((size_t)g.n, sizeof *town);
    if (!town || sz__engine_run(&out, &g, &demand, r->communities, &effort, &err)) {
        printf("%s\n", err.message);
        return;
    }
    if (r->present) { /* that plan, after growth */
        sz_rng rng;
        sz__rng_init(&rng, seed, 1);
        for (int32_t v = 0; v < g.n; v++) {
            g.today[v] = out.label[v];
            g.weight[v] = (int64_t)((double)g.weight[v] *
                                    (0.7 + 0.6 * sz__rng_unit(&rng)));
            g.kept_weight[v] = g.weight[v];
        }
        demand.n_today = out.n_new;
        demand.today_town = town;
        demand.present = true;
        sz__best_release(&out);
        if (sz__engine_run(&out, &g, &demand, 0, &effort, &err)) {
            printf("%s\n", err.message);
            return;
        }
    }
    prove(r, &out.tasks[0]);
    sz__best_release(&out);
    free(town);
}

int main(int argc, char **argv)
{
    static const run runs[] = {
        { 10, 8, 16, 20, false }, { 8, 6, 8, 20, false }, { 10, 10, 20, 20, false },
        { 10, 8, 16, 20, true }, { 8, 6, 8, 20, true }, { 10, 10, 20, 20, true },
        { 8, 8, 8, 10, false }, { 8, 8, 8, 10, true },
    };
    uint64_t seeds = argc > 1 ? strtoull(argv[1], NULL, 10) : 2;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        for (uint64_t seed = 1; seed <= seeds; seed++)
            solve(&runs[i], seed);
    return EXIT_SUCCESS;
}
