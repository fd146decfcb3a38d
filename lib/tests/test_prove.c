/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Proofs against every plan there is: columns, costs, bounds, optima, impossibility. */
#include <math.h>
#include <string.h>

#include "bench/diagonal.h"
#include "solve/engine.h"
#include "solve/prove.h"
#include "solve/search.h"
#include "tests/every_plan.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

enum { MOST_TODAY = 3, MAPS = 300 };

/* A random map with households, today's communities on some, a lock now and then. */
typedef struct town {
    sz_graph g;
    sz_demand demand;
    sz_rates rates;
    sz_task *task;
    int32_t n_tasks;
} town;

static void open_town(town *t, sz_rng *rng, int round)
{
    static const int32_t towns[MOST_TODAY];
    raster map;
    int64_t all = 0;
    if (round % 2) {
        raster_random(&map, rng, 6, 6, 14, round % 4 == 3 ? 8 : 0, 0);
        ck_assert(raster_graph(&map, &t->g));
    } else {
        ck_assert(diagonal_graph(&t->g, 4, 3, (uint64_t)round));
    }
    static const double default_rates[SZ_N_TERMS] = { -1, -1, -1, -1, -1, -1,
                                                      -1, -1, -1, -1, -1 };
    memcpy(t->rates.weight, default_rates, sizeof t->rates.weight);
    if (round % 3 == 0) /* borders that pay */
        t->rates.weight[SZ_TERM_THROUGH] = 100 * sz__rng_below(rng, 9);
    int32_t n_today = (int32_t)sz__rng_below(rng, MOST_TODAY + 1);
    for (int32_t v = 0; v < t->g.n; v++) {
        t->g.weight[v] = 10 + sz__rng_below(rng, 50);
        t->g.today[v] = n_today ? (int32_t)(t->g.x[v] * n_today /
                                            (round % 2 ? 6.0 : 400.0)) : -1;
        if (n_today && sz__rng_below(rng, 6) == 0)
            t->g.today[v] = (int32_t)sz__rng_below(rng, n_today + 1) - 1;
        t->g.kept_weight[v] = t->g.today[v] < 0 ? 0 : t->g.weight[v];
        all += t->g.weight[v];
    }
    for (int32_t v = 0; v < t->g.n && n_today > 1 && round % 5 == 0; v++)
        t->g.locked[v] = t->g.today[v] == 0;
    int64_t target = all / (2 + sz__rng_below(rng, 3));
    int64_t room = target * (10 + sz__rng_below(rng, 30)) / 100;
    t->demand = (sz_demand){ .min = target - room, .max = target + room,
                             .target = target, .n_today = n_today,
                             .today_town = towns, .present = n_today > 0,
                             .rates = &t->rates };
    ck_assert_int_eq(sz__tasks_make(&t->task, &t->n_tasks, &t->g, &t->demand, NULL),
                     SZ_SUCCESS);
}

static void close_town(town *t)
{
    sz__tasks_free(t->task, t->n_tasks);
    raster_graph_free(&t->g);
}

/* The least cost of all plans, as the search adds them up. Locked zones are one more
 * block that is given. */
typedef struct best {
    const sz_task *task;
    sz_search s;
    int32_t label[EVERY_ATOMS];
    int32_t of[EVERY_ATOMS];  /* atom of each of the enumeration's */
    double cost;
    long plans;
} best;

static void try_names(best *b, const uint64_t *block, int from, int n, uint32_t used)
{
    const sz_task *t = b->task;
    if (from == n) {
        double cost;
        int64_t violation;
        sz__state_load(&b->s.st, b->label, t->n_today + n);
        sz__search_sum_up(&b->s);
        sz__search_add_up(&b->s, &cost, &violation);
        ck_assert_int_eq(violation, 0);
        b->cost = fmin(b->cost, cost);
        return;
    }
    for (int32_t z = 0; z <= t->n_today; z++) {
        if (z < t->n_today && (used >> z & 1 || t->fixed[z]))
            continue;
        for (uint64_t rest = block[from]; rest; rest &= rest - 1)
            b->label[b->of[every_lowest(rest)]] = z < t->n_today ? z
                                                                 : t->n_today + from;
        try_names(b, block, from + 1, n, z < t->n_today ? used | 1u << z : used);
    }
}

static void take(void *data, const uint64_t *block, int n)
{
    best *b = data;
    b->plans++;
    if (b->plans <= 400) /* else it takes too long: the map is not used */
        try_names(b, block, 0, n, 0);
}

/* Set up an enumeration of the free atoms of TASK; locked ones hang together with the
 * outside only if they border it or each other. */
static void open_every(every_plan *e, best *b, const sz_task *t)
{
    every_open(e, &t->graph, t->min, t->max, 0);
    e->shape = EVERY_STRICT;
    *b = (best){ .task = t, .cost = INFINITY };
    for (int32_t v = 0; v < t->graph.n; v++) {
        b->of[v] = v;
        b->label[v] = t->graph.locked[v] ? t->home[v] : SZ_NOBODY;
    }
    ck_assert_int_eq(sz__search_init(&b->s, t, 1, 0, NULL), SZ_SUCCESS);
    e->tell = take;
    e->data = b;
}

/* All plans of the atoms that are free. */
static void run_every(every_plan *e, const sz_task *t)
{
    uint64_t left = 0;
    for (int32_t v = 0; v < t->graph.n; v++)
        left |= t->graph.locked[v] ? 0 : UINT64_C(1) << v;
    e->found = 0;
    e->n_blocks = 0;
    every_next(e, left);
}

START_TEST(proofs_against_all_plans)
{
    sz_rng rng;
    int proved = 0, impossible = 0, better = 0;
    sz__rng_init(&rng, 5, 0);
    for (int round = 0; round < MAPS; round++) {
        town t;
        open_town(&t, &rng, round);
        for (int32_t i = 0; i < t.n_tasks; i++) {
            sz_task *task = &t.task[i];
            sz_budget budget = { .steps = 100000000 };
            sz_proof proof;
            every_plan e;
            best b;
            open_every(&e, &b, task);
            run_every(&e, task);
            bool usable = b.plans <= 400;
            ck_assert_int_eq(sz__prove_task(&proof, task, INFINITY, &budget, NULL),
                             SZ_SUCCESS);
            if (!e.found) {
                ck_assert_int_eq(proof.state, SZ_PROOF_IMPOSSIBLE);
                impossible++;
            } else if (usable) {
                double slack = 1e-5 * (1 + fabs(b.cost)), cost;
                int64_t violation;
                ck_assert_msg(proof.state == SZ_PROOF_BEST, "round %d: state %d", round,
                              (int)proof.state);
                ck_assert_msg(fabs(proof.cost - b.cost) < slack,
                              "round %d: %g, all plans: %g", round, proof.cost, b.cost);
                ck_assert_double_le(proof.root, b.cost + slack);
                ck_assert_double_le(proof.bound, b.cost + slack);
                sz__state_load(&b.s.st, task->label, task->n_zones);
                sz__search_sum_up(&b.s);
                sz__search_add_up(&b.s, &cost, &violation);
                ck_assert_int_eq(violation, 0);
                ck_assert_double_le(fabs(cost - proof.cost), slack);
                proved++;
                better += proof.root < b.cost - slack;
            }
            sz__search_release(&b.s);
        }
        close_town(&t);
    }
    ck_assert_int_gt(proved, MAPS / 4);
    ck_assert_int_gt(impossible, MAPS / 20);
    ck_assert_int_gt(better, 0); /* some had to be branched on */
}
END_TEST

typedef struct listing {
    const sz_cover *cover;
    SZ__ARRAY(uint64_t) set;
} listing;

static double note(void *data, const sz_column *column, double reduced)
{
    listing *l = data;
    (void)reduced;
    if (column->label == l->cover->n_labels - 1)
        ck_assert(sz__push(&l->set, column->set.w[0]));
    return INFINITY;
}

static int by_set(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Growing sets tells each allowed one once: all subsets of the atoms are tried. */
START_TEST(columns_are_all_there_are)
{
    static const double nothing[SZ_SET_ATOMS + 1];
    sz_rng rng;
    size_t seen = 0;
    sz__rng_init(&rng, 6, 0);
    for (int round = 0; round < 40; round++) {
        town t;
        open_town(&t, &rng, round);
        for (int32_t i = 0; i < t.n_tasks; i++) {
            sz_cover cover;
            sz_budget budget = { .steps = UINT64_MAX };
            sz_worth worth = { nothing, nothing, 0 };
            every_plan e;
            size_t k = 0;
            ck_assert_int_eq(sz__cover_make(&cover, &t.task[i], NULL), SZ_SUCCESS);
            ck_assert_int_eq(sz__cover_find_reach(&cover, NULL), SZ_SUCCESS);
            listing l = { &cover, SZ__ARRAY_INIT };
            ck_assert(sz__cover_tell(&cover, &worth, INFINITY, &budget, note, &l));
            if (l.set.n)
                qsort(l.set.at, l.set.n, sizeof *l.set.at, by_set);
            every_open(&e, &t.task[i].graph, t.demand.min, t.demand.max, 0);
            e.shape = EVERY_STRICT;
            for (uint64_t set = 1; set < UINT64_C(1) << e.n; set++) {
                int64_t w = every_weight(&e, set);
                if ((set & cover.free.w[0]) != set || w < e.min || w > e.max ||
                    every_spread(e.beside, set & (~set + 1), set) != set ||
                    !every_is_open(&e, set))
                    continue;
                bool told = k < l.set.n && l.set.at[k] == set;
                sz_set as_set = { { set } };
                ck_assert_int_eq(told, sz__cover_allows(&cover, &as_set));
                k += told;
            }
            ck_assert_uint_eq(k, l.set.n);
            seen += k;
            free(l.set.at);
            sz__cover_release(&cover);
        }
        close_town(&t);
    }
    ck_assert_uint_gt(seen, 1000);
}
END_TEST

/* Annealing against the optimum on towns of the sizes of published proofs. */
static const struct {
    int w, h, communities;
} sizes[] = { { 8, 6, 8 }, { 10, 8, 16 }, { 10, 10, 20 } };

START_TEST(bound_optimum_plan)
{
    for (uint64_t seed = 1; seed <= (_i < 2 ? 2 : 1); seed++) {
        sz_graph g;
        sz_best out;
        int64_t all = 0;
        ck_assert(diagonal_graph(&g, sizes[_i].w, sizes[_i].h, seed));
        for (int32_t v = 0; v < g.n; v++)
            all += g.weight[v];
        double mean = (double)all / sizes[_i].communities;
        sz_demand demand = { .min = (int64_t)ceil(0.8 * mean),
                             .max = (int64_t)floor(1.2 * mean),
                             .target = (int64_t)mean };
        sz_effort effort = { .seed = seed, .threads = 1 };
        ck_assert_int_eq(sz__engine_run(&out, &g, &demand, sizes[_i].communities,
                                        &effort, NULL), SZ_SUCCESS);
        sz_task *task = &out.tasks[0];
        sz_search s;
        double annealed, cost;
        int64_t violation;
        ck_assert_int_eq(sz__search_init(&s, task, 1, 0, NULL), SZ_SUCCESS);
        sz__state_load(&s.st, task->label, task->n_zones);
        sz__search_sum_up(&s);
        sz__search_add_up(&s, &annealed, &violation);
        ck_assert_int_eq(violation, 0);
        sz_budget budget = { .steps = 100000000 };
        sz_proof proof;
        ck_assert_int_eq(sz__prove_task(&proof, task, annealed, &budget, NULL),
                         SZ_SUCCESS);
        ck_assert_int_eq(proof.state, SZ_PROOF_BEST);
        ck_assert_double_le(proof.root, proof.cost + 1e-6 * proof.cost);
        ck_assert_double_le(proof.cost, annealed);
        ck_assert_double_le(annealed, 1.1 * proof.cost);
        sz__state_load(&s.st, task->label, task->n_zones);
        ck_assert_int_eq(sz__search_ready(&s, NULL), SZ_SUCCESS);
        ck_assert_int_eq(s.violation, 0);
        for (int32_t z = 0; z < s.st.n_zones; z++)
            ck_assert(s.st.zone[z].count == 0 ||
                      (s.st.zone[z].whole && s.st.zone[z].open));
        sz__search_add_up(&s, &cost, &violation);
        ck_assert_double_le(fabs(cost - proof.cost), 1e-5 * cost);
        sz__search_release(&s);
        sz__best_release(&out);
        raster_graph_free(&g);
    }
}
END_TEST

/* What is stopped leaves a bound that holds. */
START_TEST(little_work_leaves_a_gap)
{
    sz_graph g;
    sz_task *task;
    int32_t n;
    sz_proof full, part;
    ck_assert(diagonal_graph(&g, 8, 6, 3));
    sz_demand demand = { .min = 480, .max = 720, .target = 600 };
    ck_assert_int_eq(sz__tasks_make(&task, &n, &g, &demand, NULL), SZ_SUCCESS);
    sz_budget enough = { .steps = 100000000 };
    ck_assert_int_eq(sz__prove_task(&full, task, INFINITY, &enough, NULL), SZ_SUCCESS);
    ck_assert_int_eq(full.state, SZ_PROOF_BEST);
    for (uint64_t steps = 1000; steps < full.steps; steps = steps * 3 / 2) {
        sz_budget little = { .steps = steps };
        ck_assert_int_eq(sz__prove_task(&part, task, full.cost, &little, NULL),
                         SZ_SUCCESS);
        ck_assert_double_le(part.bound, full.cost + 1e-5 * full.cost);
        ck_assert_uint_le(part.steps, steps);
    }
    sz__tasks_free(task, n);
    raster_graph_free(&g);
}
END_TEST

/* Through sz_solve(): a lattice whose halves are today's two communities, one of them
 * with 100 households too many. */
START_TEST(reports)
{
    raster r;
    sz_map m;
    sz_plan *plan = NULL;
    sz_solve_report report;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    raster_grid(&r, 6, 4);
    raster_map(&r, &m);
    raster_communities(&m, 2);
    for (int32_t p = 0; p < m.n; p++) {
        m.community[p] = p % 6 >= 3;
        m.households[p] = p % 6 >= 3 ? 100 : 50;
    }
    o.min = 500;
    o.max = 1100;
    o.prove = 1;
    o.threads = 1;
    ck_assert_int_eq(sz_solve(&m, &o, &plan, &report, NULL, NULL), SZ_SUCCESS);
    ck_assert_int_eq(report.proved, 1);
    ck_assert_int_eq(report.stopped, 0);
    ck_assert_int_eq(report.moved, 100);
    ck_assert_double_eq(report.term[SZ_TERM_MOVED].bound, 100);
    ck_assert_double_le(fabs(report.objective - report.objective_bound),
                        1e-5 * report.objective);
    ck_assert_uint_eq(report.n_proofs, 1);
    ck_assert_int_eq(report.proof[0].state, SZ_PROOF_BEST);
    ck_assert_uint_eq(report.proof[0].atoms, 24);
    ck_assert_double_le(fabs(report.proof[0].cost - report.objective),
                        1e-5 * report.objective);
    sz_solve_report_release(&report);
    ck_assert_ptr_null(report.proof);
    sz_plan_free(plan);
    plan = NULL;
    o.max = 599; /* 1,800 are more than three of these, and less than four of 590 */
    o.min = 590;
    ck_assert_int_eq(sz_solve(&m, &o, &plan, &report, NULL, NULL), SZ_ERR_INFEASIBLE);
    ck_assert_int_eq(report.proved, 1);
    ck_assert_int_eq(report.proof[0].state, SZ_PROOF_IMPOSSIBLE);
    sz_solve_report_release(&report);
    sz_plan_free(plan);
    raster_map_release(&m);
    ck_assert_str_eq(sz_proof_state_name(SZ_PROOF_BEST), "best");
    ck_assert_str_eq(sz_proof_state_name((sz_proof_state)9), "");
}
END_TEST

/* A weight of strong barriers that run through communities: plans are paid for borders
 * on them, but what is told counts from nothing, as the lengths that are left. */
START_TEST(barriers_that_pay)
{
    raster r;
    sz_map m;
    sz_plan *plan = NULL;
    sz_solve_report report;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    double km = 0, all = 0;
    raster_grid(&r, 6, 4);
    raster_map(&r, &m);
    for (int32_t p = 0; p < m.n; p++)
        m.households[p] = 100;
    for (int32_t b = 0; b < m.n_borders; b++) {
        int32_t left = m.b_left[b], right = m.b_right[b];
        int32_t apart = left > right ? left - right : right - left;
        m.b_class[b] = SZ_BARRIER_NONE;
        if (left < 0 || right < 0 || apart != 6)
            continue; /* not between rows */
        bool rail = (left < right ? left : right) / 6 == 1;
        m.b_class[b] = rail ? SZ_BARRIER_RAIL : SZ_BARRIER_ARTERIAL;
    }
    o.min = 500;
    o.max = 1300;
    o.communities = 2;
    o.prove = 1;
    o.threads = 1;
    for (int i = 0; i < SZ_N_TERMS; i++)
        o.weight[i] = i == SZ_TERM_THROUGH ? 1e6 : 0;
    ck_assert_int_eq(sz_solve(&m, &o, &plan, &report, NULL, NULL), SZ_SUCCESS);
    ck_assert_int_eq(report.proved, 1);
    for (int32_t b = 0; b < m.n_borders; b++) {
        double share = m.b_class[b] == SZ_BARRIER_RAIL       ? 1
                       : m.b_class[b] == SZ_BARRIER_ARTERIAL ? 0.3
                                                             : 0;
        bool through = share > 0 && sz_plan_of(plan, (size_t)m.b_left[b]) ==
                                        sz_plan_of(plan, (size_t)m.b_right[b]);
        all += share * m.b_length[b] / 1e3;
        km += through ? share * m.b_length[b] / 1e3 : 0;
    }
    ck_assert(km > 0 && km < all / 2);
    ck_assert_double_eq_tol(report.term[SZ_TERM_THROUGH].result, km, 1e-9);
    ck_assert_double_eq_tol(report.objective, 1e6 * km, 1e-3);
    ck_assert_double_eq_tol(report.objective_bound, report.objective,
                            1e-6 * report.objective);
    ck_assert_double_eq_tol(report.proof[0].cost, report.objective,
                            1e-9 * report.objective);
    ck_assert_double_eq_tol(report.proof[0].bound, report.objective,
                            1e-9 * report.objective);
    sz_solve_report_release(&report);
    sz_plan_free(plan);
    raster_map_release(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("prove");
    tcase_add_test(tc, columns_are_all_there_are);
    tcase_add_test(tc, proofs_against_all_plans);
    tcase_add_loop_test(tc, bound_optimum_plan, 0, COUNT(sizes));
    tcase_add_test(tc, reports);
    tcase_add_test(tc, barriers_that_pay);
    tcase_add_test(tc, little_work_leaves_a_gap);
    return run_suite("prove", tc);
}
