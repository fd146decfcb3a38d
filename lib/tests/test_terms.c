/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Terms of the solver on made-up towns, and their sum. */
#include "solve/terms.h"
#include "tests/rules.h"

/* All weights at once, offices, kinds: what the search adds up move by move is what it
 * adds up anew, and between any two plans the difference that the map shows. */
static sz_solve_options heavy(const sz_map *m, const sz_band *band)
{
    sz_solve_options o = options(m, 6, 0.3);
    static const double weights[SZ_N_TERMS] = { 1,  30,  400, 300, 50, 40,
                                                60, 200, 0.7, 90,  3 };
    memcpy(o.weight, weights, sizeof weights);
    o.bands = band;
    o.n_bands = 1;
    return o;
}

static void add_offices(sz_map *m)
{
    m->offices = calloc(4, sizeof *m->offices);
    m->n_offices = 4;
    for (int i = 0; i < 4; i++) { /* c4's stands in c0 */
        int32_t p = i < 3 ? block(i * 4 + 1, 1) : block(2, 2);
        m->offices[i] = (sz_office){ .name = "", .community = i < 3 ? i : 4,
                                     .x = m->x[p] + 7, .y = m->y[p] - 5 };
    }
}

/* Objective that the map shows for the plan of a search. */
static double shown(const sz_posed *posed, const sz_task *task, const sz_search *s)
{
    sz_error err = SZ_ERROR_INIT;
    sz_plan *plan = NULL;
    sz_terms terms;
    double sum = 0;
    int32_t label[N];
    ck_assert_int_eq(sz_plan_present(posed->map, &plan, &err), SZ_SUCCESS);
    for (int z = task->n_today; z < s->st.n_zones; z++) {
        char name[16];
        int32_t c;
        snprintf(name, sizeof name, "new%d", z);
        ck_assert_int_eq(sz_plan_found(plan, name, 0, &c, &err), SZ_SUCCESS);
        ck_assert_int_eq(c, z);
    }
    for (int32_t v = 0; v < posed->graph.n; v++)
        label[task->atom[v]] = s->st.label[v];
    for (int32_t p = 0; p < posed->map->n; p++)
        ck_assert_int_eq(sz_plan_assign(plan, (size_t)p, label[posed->graph.atom_of[p]],
                                        &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__terms_count(&terms, NULL, posed, task, 1, plan, label,
                                     &err),
                     SZ_SUCCESS);
    for (int i = 0; i < SZ_N_TERMS; i++)
        sum += terms.cost[i];
    sz_plan_free(plan);
    return sum;
}

START_TEST(sums_agree)
{
    sz_map *m = town((uint64_t)_i + 80);
    sz_band band = { "村", 300, 1500, 0 };
    sz_posed posed;
    sz_task *tasks = NULL;
    sz_search s;
    sz_error err = SZ_ERROR_INIT;
    int32_t n = 0;
    double first = NAN;
    m->unit[block(0, 1)] = 1; /* one parcel: the way to an office is that of an atom */
    add_offices(m);
    sz_solve_options o = heavy(m, &band);
    if (_i % 3 == 1)
        o.cut_by = 1u << SZ_BARRIER_RIVER;
    ck_assert_msg(sz__pose(&posed, m, &o, &err) == SZ_SUCCESS, "%s", err.message);
    ck_assert_int_eq(sz__tasks_make(&tasks, &n, &posed.graph, &posed.demand, &err), 0);
    ck_assert(n == 1 || o.cut_by);
    ck_assert_int_eq(sz__search_init(&s, &tasks[0], 1, 1, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__start_present(&s, &err), SZ_SUCCESS);
    for (int round = 0; round < 60; round++) {
        double cost, heat = 3000.0 / (round + 1);
        int64_t violation;
        for (int i = 0; i < 200; i++)
            sz__search_flip(&s, heat, false);
        sz_haste haste = { heat, 1, false, true, false, { 1, 1 } };
        const int32_t *pair = s.pair[sz__rng_below(&s.rng, s.n_pairs)];
        int32_t a = s.st.label[pair[0]], b = s.st.label[pair[1]];
        if (a == b)
            b = sz__search_unused(&s, a);
        if (b >= 0)
            sz__search_pair(&s, a, b, &haste);
        sz__search_add_up(&s, &cost, &violation);
        ck_assert_double_eq_tol(cost, s.cost, 1e-3);
        ck_assert_int_eq(violation, s.violation);
        if (n > 1)
            continue;
        double rest = shown(&posed, &tasks[0], &s) - cost;
        if (isnan(first))
            first = rest;
        ck_assert_msg(fabs(rest - first) < 0.1, "round %d: %f, first %f", round, rest,
                      first);
    }
    sz__search_release(&s);
    sz__tasks_free(tasks, n);
    sz__posed_release(&posed);
    sz_map_free(m);
}
END_TEST

/* Turn the map by a quarter, or make it twice as large. */
static void transform(sz_map *m, bool turn)
{
    size_t points = m->b_row[m->n_borders];
    for (size_t i = 0; i < points; i++) {
        double *q = m->b_xy + 2 * i, x = q[0];
        q[0] = turn ? -q[1] : 2 * x;
        q[1] = turn ? x : 2 * q[1];
    }
    for (int32_t p = 0; p < m->n; p++) {
        double x = m->x[p];
        m->x[p] = turn ? -m->y[p] : 2 * x;
        m->y[p] = turn ? x : 2 * m->y[p];
        m->area[p] *= turn ? 1 : 4;
    }
    for (int32_t b = 0; b < m->n_borders; b++)
        m->b_length[b] *= turn ? 1 : 2;
    for (int32_t i = 0; i < m->n_offices; i++) {
        double x = m->offices[i].x;
        m->offices[i].x = turn ? -m->offices[i].y : 2 * x;
        m->offices[i].y = turn ? x : 2 * m->offices[i].y;
    }
}

/* Default weights: a map that is turned or enlarged gives the same plan, its terms
 * grown as their units say. */
START_TEST(turned_and_enlarged)
{
    static const double power[SZ_N_TERMS] = { [SZ_TERM_GROUND] = 4, [SZ_TERM_BORDER] = 2,
                                              [SZ_TERM_THROUGH] = 2,
                                              [SZ_TERM_DISTANCE] = 2 };
    sz_map *m = town((uint64_t)_i + 90);
    bool turn = _i % 2;
    add_offices(m);
    sz_solve_options o = options(m, 5, 0.2);
    o.from = _i < 2 ? SZ_FROM_PRESENT : SZ_FROM_SCRATCH;
    run a = solve(m, &o);
    transform(m, turn);
    run b = solve(m, &o);
    int32_t as[64];
    memset(as, -1, sizeof as);
    for (int32_t p = 0; p < m->n; p++) { /* new ones are named from north to south */
        as[a.of[p]] = as[a.of[p]] < 0 ? b.of[p] : as[a.of[p]];
        ck_assert_int_eq(as[a.of[p]], b.of[p]);
    }
    for (int i = 0; i < SZ_N_TERMS; i++) {
        double times = turn || power[i] == 0 ? 1 : power[i];
        double want = times * a.report.term[i].result;
        ck_assert_double_eq_tol(b.report.term[i].result, want, 1e-6 * (1 + want));
    }
    done(&a);
    done(&b);
    sz_map_free(m);
}
END_TEST

/* Terms of today's plan, counted by hand on a map of squares. */
START_TEST(terms_by_hand)
{
    lattice l;
    lattice_open(&l, 4, 2, 1000, 0, 1);
    for (int i = 0; i < 2; i++)
        lattice_community(&l, i ? "东" : "西");
    lattice_today(&l, 0, 0, 2, 2, 0);
    lattice_today(&l, 2, 0, 4, 2, 1);
    lattice_line(&l, false, 2, SZ_BARRIER_RAIL, "铁路");
    lattice_line(&l, true, 1, SZ_BARRIER_RIVER, "河");
    sz_map *m = lattice_close(&l);
    for (int32_t p = 0; p < m->n; p++)
        m->households[p] = 100;
    m->offices = calloc(1, sizeof *m->offices);
    m->n_offices = 1;
    m->offices[0] = (sz_office){ .name = "", .community = 0, .x = m->x[6],
                                 .y = m->y[6] }; /* in 东 */
    for (int32_t b = 0; b < m->n_borders; b++)
        m->b_length[b] = 1000;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = 300;
    o.max = 500;
    run r = solve(m, &o);
    const sz_term_value *t = r.report.term;
    ck_assert_msg(r.status == SZ_SUCCESS, "%s", r.message);
    ck_assert_double_eq_tol(t[SZ_TERM_MOVED].present, 0, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_BORDER].present, 2 * 0.1, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_THROUGH].present, 4, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_SIZE].present, 0, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_OFFICE].present, 1, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_CUT_EDGES].present, 2, 1e-9);
    /* squares of 2 km: 2 pi (s^4 / 6) / s^4 - 1, each */
    ck_assert_double_eq_tol(t[SZ_TERM_COMPACT].present, 2 * 0.04719755, 5e-3);
    /* east, to the centre: 400 households at the root of a half km. west, to the
     * office: from (0,0) (1,0) (0,1) (1,1) to (2,1) */
    double far = 100 * (sqrt(5) + sqrt(2) + 2 + 1);
    ck_assert_double_eq_tol(t[SZ_TERM_DISTANCE].present, far + 400 * sqrt(0.5), 30);
    done(&r);
    sz_map_free(m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("terms");
    tcase_add_loop_test(tc, sums_agree, 0, 6);
    tcase_add_loop_test(tc, turned_and_enlarged, 0, 4);
    tcase_add_test(tc, terms_by_hand);
    return run_suite("terms", tc);
}
