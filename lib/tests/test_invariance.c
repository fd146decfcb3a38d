/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must make no difference to a plan of a map: how parcels are numbered, which way
 * the map is turned, and in what unit households are counted. The best plan is proved,
 * so that its objective is one number; of equal plans either may come. */
#include <math.h>

#include "core/rng.h"
#include "sizhi/solve.h"
#include "tests/town.h"

enum { SIDE = 5, N = SIDE * SIDE };

/* A point of the picture, turned by so many right angles about its middle. */
static void turned(double x, double y, int turns, double out[2])
{
    for (double was; turns > 0; turns--) {
        was = x;
        x = 100.0 * SIDE - y;
        y = was;
    }
    out[0] = x;
    out[1] = y;
}

/* SIDE x SIDE squares of 100 m with 60 to 139 households, times FACTOR, in the order
 * that SHUFFLE gives, turned. Today: 甲 has the two western columns, 乙 the others. 白河
 * runs west to east along y = 200. */
static sz_project *squares(uint64_t shuffle, int turns, int64_t factor)
{
    sz_source s = { 0 };
    sz_rng rng, order_rng;
    int64_t households[N];
    int order[N];
    sz__rng_init(&rng, 5, 0);
    sz__rng_init(&order_rng, shuffle, 1);
    for (int i = 0; i < N; i++) {
        households[i] = factor * (60 + (int64_t)sz__rng_below(&rng, 80));
        order[i] = i;
    }
    for (int i = N - 1; i > 0 && shuffle; i--) {
        int k = (int)sz__rng_below(&order_rng, (uint32_t)i + 1), was = order[i];
        order[i] = order[k];
        order[k] = was;
    }
    s.crs = sz__dup("EPSG:4549", 10, 1);
    for (int i = 0; i < N; i++) {
        int at = order[i], column = at % SIDE, row = at / SIDE;
        double a[2], b[2];
        char name[8];
        turned(100 * column, 100 * row, turns, a);
        turned(100 * column + 100, 100 * row + 100, turns, b);
        town_box(&s, fmin(a[0], b[0]), fmin(a[1], b[1]), fmax(a[0], b[0]),
                 fmax(a[1], b[1]), false);
        snprintf(name, sizeof name, "%d", at);
        town_parcel(&s, name, 0, column < 2 ? "甲" : "乙");
        s.area.at[s.area.n - 1].households = households[at];
    }
    double from[2], to[2];
    turned(0, 200, turns, from);
    turned(100 * SIDE, 200, turns, to);
    town_line(&s, SZ_BARRIER_RIVER, SZ_LINE_CUTS, "白河", from[0], from[1], to[0], to[1]);
    return town_from(&s);
}

typedef struct outcome {
    double objective;
    int64_t moved;
    size_t communities;
    int32_t of[N]; /* by name of the square */
} outcome;

static outcome best(uint64_t shuffle, int turns, int64_t factor)
{
    sz_project *project = squares(shuffle, turns, factor);
    const sz_map *m = sz_project_map(project);
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_solve_report r;
    sz_error err = SZ_ERROR_INIT;
    sz_plan *plan = NULL;
    o.min = 400 * factor;
    o.max = 700 * factor;
    o.iterations = 200;
    o.threads = 1;
    o.prove = 1;
    ck_assert_msg(sz_solve(m, &o, &plan, &r, NULL, &err) == SZ_SUCCESS, "%s",
                  err.message);
    ck_assert(r.proved);
    outcome out = { r.objective, r.moved, r.communities, { 0 } };
    for (size_t p = 0; p < N; p++) {
        sz_parcel parcel;
        sz_map_parcel(m, p, &parcel);
        out.of[strtol(parcel.name, NULL, 10)] = sz_plan_of(plan, p);
    }
    sz_solve_report_release(&r);
    sz_plan_free(plan);
    sz_project_free(project);
    return out;
}

/* What a search told of its best plan. */
typedef struct told {
    int calls, texts;
    double objective; /* the last */
    bool rose;        /* it did, though the best plan only gets better */
} told;

static int listen(double fraction, const char *what, void *data)
{
    told *t = data;
    const char *at = what ? strstr(what, "objective ") : NULL;
    t->calls++;
    if (fraction >= 1 || !at)
        return 1;
    double now = strtod(at + strlen("objective "), NULL);
    t->rose |= t->texts > 0 && now > t->objective;
    t->objective = now;
    t->texts++;
    return t->texts < 3; /* enough: the best is kept */
}

START_TEST(the_best_so_far_is_told)
{
    sz_project *project = squares(0, 0, 1);
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_solve_report r;
    sz_error err = SZ_ERROR_INIT;
    sz_plan *plan = NULL;
    told t = { 0 };
    o.min = 400;
    o.max = 700;
    o.threads = 1;
    o.iterations = 1000000000;
    o.progress = listen;
    o.progress_data = &t;
    ck_assert_msg(sz_solve(sz_project_map(project), &o, &plan, &r, NULL, &err) ==
                      SZ_SUCCESS, "%s", err.message);
    ck_assert(r.stopped && r.feasible);
    ck_assert_int_eq(t.texts, 3);
    ck_assert(!t.rose);
    ck_assert_double_le(r.objective, t.objective + 1); /* told in whole numbers */
    sz_plan_free(plan);
    sz_project_free(project);
}
END_TEST

START_TEST(numbers_do_not_matter)
{
    outcome a = best(0, 0, 1), b = best((uint64_t)_i + 1, 0, 1);
    ck_assert_double_eq_tol(a.objective, b.objective, 1e-6 * a.objective);
}
END_TEST

START_TEST(turning_does_not_matter)
{
    outcome a = best(0, 0, 1), b = best(0, _i + 1, 1);
    ck_assert_double_eq_tol(a.objective, b.objective, 1e-6 * a.objective);
    ck_assert_uint_eq(a.communities, b.communities);
}
END_TEST

START_TEST(scale_does_not_matter)
{
    outcome a = best(0, 0, 1), b = best(0, 0, 2);
    /* a band of 301 whole numbers becomes one of 601, not 602 */
    ck_assert_double_eq_tol(2 * a.objective, b.objective, 1e-4 * b.objective);
    ck_assert_int_eq(2 * a.moved, b.moved);
    for (int i = 0; i < N; i++)
        ck_assert_int_eq(a.of[i], b.of[i]);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("invariance");
    tcase_add_loop_test(tc, numbers_do_not_matter, 0, 3);
    tcase_add_loop_test(tc, turning_does_not_matter, 0, 3);
    tcase_add_test(tc, scale_does_not_matter);
    tcase_add_test(tc, the_best_so_far_is_told);
    return run_suite("invariance", tc);
}
