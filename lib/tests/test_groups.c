/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The polish of a plan by exact groups: against proofs of the whole, and counted anew. */
#include "solve/groups.h"
#include "tests/rough_town.h"

enum { SEEDS = 5 };

static sz_polish polish(town *t, uint64_t steps, int threads)
{
    sz_polish p;
    ck_assert_int_eq(sz__polish_groups(&p, t->out.tasks, NULL, steps, &t->watch, threads, NULL),
                     SZ_SUCCESS);
    return p;
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
