/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The polish of a plan by exact groups: against proofs of the whole, and counted anew. */
#include <math.h>
#include <string.h>

#include "bench/diagonal.h"
#include "solve/engine.h"
#include "solve/groups.h"
#include "solve/inspect.h"
#include "solve/search.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

enum { SEEDS = 5 };

/* A lattice of W x H atoms of 40 to 160 households, four to a community, and what a
 * search with hardly any proposals made of it. */
typedef struct town {
    sz_graph g;
    sz_demand demand;
    sz_best out;
    sz_watch watch;
    sz_effort effort;
} town;

static void open_town(town *t, int w, int h, uint64_t seed)
{
    ck_assert(diagonal_graph(&t->g, w, h, seed));
    t->demand = (sz_demand){ .min = 290, .max = 520, .target = 400 };
    t->effort = (sz_effort){ .seed = seed, .per_atom = 3, .threads = 1 };
    ck_assert_int_eq(sz__engine_run(&t->out, &t->g, &t->demand, 0, &t->effort, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(t->out.n_tasks, 1);
    sz__watch_start(&t->watch, &t->effort, 1);
}

static void close_town(town *t)
{
    sz__best_release(&t->out);
    raster_graph_free(&t->g);
}

static double cost_of(const sz_task *t, int64_t *violation)
{
    sz_search s;
    double cost;
    ck_assert_int_eq(sz__search_init(&s, t, 1, 0, NULL), SZ_SUCCESS);
    sz__state_load(&s.st, t->label, t->n_zones);
    sz__search_sum_up(&s);
    sz__search_add_up(&s, &cost, violation);
    sz__search_release(&s);
    return cost;
}

static int living(const sz_task *t)
{
    int n = 0;
    for (int32_t z = 0; z < t->n_zones; z++) {
        int32_t v = 0;
        while (v < t->graph.n && t->label[v] != z)
            v++;
        n += v < t->graph.n;
    }
    return n;
}

static sz_polish polish(town *t, uint64_t steps, int threads)
{
    sz_polish p;
    ck_assert_int_eq(sz__polish_groups(&p, t->out.tasks, steps, &t->watch, threads, NULL),
                     SZ_SUCCESS);
    return p;
}

/* Every constraint of the plan as it is now, by floods. */
static void check_sound(const town *t)
{
    const sz_task *task = t->out.tasks;
    sz_inspection seen;
    int32_t *anywhere = sz__alloc((size_t)task->n_zones, sizeof *anywhere);
    ck_assert_ptr_nonnull(anywhere);
    for (int32_t z = 0; z < task->n_zones; z++)
        anywhere[z] = -1;
    ck_assert_int_eq(sz__inspect(&seen, &t->g, task->label, task->n_zones, anywhere,
                                 &t->demand, 0, NULL),
                     SZ_SUCCESS);
    ck_assert_uint_eq(seen.breaches.n, 0);
    sz__inspection_release(&seen);
    free(anywhere);
}

/* Five communities are one group: its best plan is the best there is. */
START_TEST(a_group_that_is_all)
{
    town t;
    int64_t violation;
    int better = 0, whole = 0, most = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        open_town(&t, 5, 4, seed);
        sz_task *task = t.out.tasks;
        double before = cost_of(task, &violation);
        most = living(task);
        sz_polish p = polish(&t, 1000000, 1);
        most = living(task) > most ? living(task) : most;
        double after = cost_of(task, &violation);
        sz_budget budget = { .steps = 100000000 };
        sz_proof proof;
        ck_assert_int_eq(violation, 0);
        ck_assert_double_eq_tol(before - p.gain, after, 1e-3);
        ck_assert_int_eq(sz__prove_task(&proof, task, after, &budget, NULL), SZ_SUCCESS);
        ck_assert_int_eq(proof.state, SZ_PROOF_BEST);
        ck_assert_double_le(proof.cost, after + 1e-3);
        better += p.better > 0;
        if (most <= 5 && p.closed == p.groups) {
            ck_assert_double_eq_tol(proof.cost, after, 1e-3);
            whole++;
        }
        close_town(&t);
    }
    ck_assert_int_gt(better, 0);
    ck_assert_int_gt(whole, 0);
}
END_TEST

/* Many groups: what was gained is what the plan costs less; nothing breaks; the same
 * for any number of threads. */
START_TEST(gains_are_true)
{
    town t, other;
    int64_t violation;
    int better = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        open_town(&t, 12, 8, seed);
        open_town(&other, 12, 8, seed);
        sz_task *task = t.out.tasks;
        double before = cost_of(task, &violation);
        ck_assert_int_eq(violation, 0);
        sz_polish p = polish(&t, 3000000, 1);
        ck_assert_double_eq_tol(before - p.gain, cost_of(task, &violation), 1e-3);
        ck_assert_int_eq(violation, 0);
        ck_assert_double_ge(p.gain, 0);
        ck_assert_uint_le(p.steps, 3000000);
        check_sound(&t);
        sz_polish same = polish(&other, 3000000, 3);
        ck_assert_int_eq(same.groups, p.groups);
        ck_assert_uint_eq(same.steps, p.steps);
        ck_assert_mem_eq(task->label, other.out.tasks->label,
                         (size_t)t.g.n * sizeof *task->label);
        better += p.better;
        close_town(&t);
        close_town(&other);
    }
    ck_assert_int_gt(better, SEEDS);
}
END_TEST

/* Work is bounded, and none at all leaves the plan. */
START_TEST(work_is_bounded)
{
    town t;
    open_town(&t, 12, 8, 3);
    sz_task *task = t.out.tasks;
    int32_t *was = sz__alloc((size_t)t.g.n, sizeof *was);
    ck_assert_ptr_nonnull(was);
    memcpy(was, task->label, (size_t)t.g.n * sizeof *was);
    ck_assert_int_eq(polish(&t, 0, 1).groups, 0);
    ck_assert_mem_eq(task->label, was, (size_t)t.g.n * sizeof *was);
    for (uint64_t steps = 10000; steps < 100000; steps *= 2)
        ck_assert_uint_le(polish(&t, steps, 1).steps, steps);
    check_sound(&t);
    free(was);
    close_town(&t);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("groups");
    tcase_add_test(tc, a_group_that_is_all);
    tcase_add_test(tc, gains_are_true);
    tcase_add_test(tc, work_is_bounded);
    return run_suite("groups", tc);
}
