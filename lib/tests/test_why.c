/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_solve() on small maps: why there is no plan, names, locks, numbers, threads. */
#include <math.h>
#include <string.h>

#include "sizhi/solve.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

/* A map from pictures: parcels as letters, and by parcel its town (digit), community of
 * today (letter, '.' none) and households. */
typedef struct scene {
    const char *parcels, *towns, *today;
    int households[12];
} scene;

static void scene_open(const scene *s, raster *r, sz_map *m)
{
    int32_t n_today = 0;
    raster_parse(r, s->parcels);
    raster_map(r, m);
    free(m->town_name);
    m->n_towns = 3;
    m->town_name = sz__zalloc(3, sizeof *m->town_name);
    m->town_name[0] = sz__names_add(&m->names, "东街道");
    m->town_name[1] = sz__names_add(&m->names, "西街道");
    m->town_name[2] = sz__names_add(&m->names, "南街道");
    for (int32_t p = 0; p < m->n; p++) {
        m->town[p] = s->towns ? s->towns[p] - '0' : 0;
        m->community[p] = s->today && s->today[p] != '.' ? s->today[p] - 'a' : -1;
        m->households[p] = s->households[p];
        n_today = m->community[p] >= n_today ? m->community[p] + 1 : n_today;
    }
    raster_communities(m, n_today);
    for (int32_t p = 0; p < m->n; p++)
        if (m->community[p] >= 0)
            m->communities[m->community[p]].town = m->town[p];
}

static const sz_finding *find_rule(const sz_findings *list, const char *rule)
{
    for (size_t i = 0; i < sz_findings_count(list); i++)
        if (strcmp(sz_findings_at(list, i)->rule, rule) == 0)
            return sz_findings_at(list, i);
    return NULL;
}

static const struct {
    const char *label;
    scene scene;
    int64_t min, max;
    int32_t communities, lock; /* lock: -1 none */
    const char *rule, *word;   /* a finding with this rule says this */
    double value;
} reasons[] = {
    { "an estate over the maximum", { "abc", NULL, NULL, { 500, 1300, 500 } }, 400,
      1000,
      0, -1, "plan.atom-above-max", "1300", 1300 },
    { "a town between one and two", { "abc", NULL, NULL, { 500, 500, 500 } }, 800,
      1000, 0,
      -1, "plan.town-indivisible", "东街道", 1500 },
    { "a town below the minimum", { "ab", NULL, NULL, { 100, 200 } }, 800, 1000, 0, -1,
      "plan.town-indivisible", "300", 300 },
    { "the second of two towns", { "abcd", "0011", NULL, { 500, 400, 100, 200 } }, 800,
      1000, 0, -1, "plan.town-indivisible", "西街道", 300 },
    { "a town without anybody", { "ab", NULL, "ab", { 0, 0 } }, 800, 1000, 0, -1,
      "plan.town-indivisible", "0", 0 },
    { "an island below the minimum", { "ab.c", NULL, NULL, { 500, 400, 100 } }, 800,
      1000,
      0, -1, "plan.component-indivisible", "100", 100 },
    { "an island between two and three", { "ab.cde", NULL, NULL,
      { 500, 400, 900, 700, 600 } }, 800, 1000, 0, -1, "plan.component-indivisible",
      "2200", 2200 },
    { "too many asked for", { "abcd", NULL, NULL, { 500, 500, 500, 500 } }, 500, 1000,
      5, -1,
      "plan.number-impossible", "2 to 4", 5 },
    { "too few asked for", { "abcd", NULL, NULL, { 500, 500, 500, 500 } }, 500, 1000,
      1, -1,
      "plan.number-impossible", "2 to 4", 1 },
    { "more than there are parcels", { "ab", NULL, NULL, { 500, 500 } }, 0, 1000, 3, -1,
      "plan.number-impossible", "3 communities", 3 },
    { "a lock below the minimum", { "abcd", NULL, "aabb", { 100, 200, 500, 500 } }, 500,
      1000, 0, 0, "plan.locked-out-of-band", "c0", 300 },
    { "a lock above the maximum", { "abcd", NULL, "aabb", { 900, 200, 500, 500 } }, 500,
      1000, 0, 0, "plan.locked-out-of-band", "c0", 1100 },
    { "a lock that cuts ground off", { "abcd", NULL, "abbc", { 100, 400, 400, 700 } },
      500,
      1000, 0, 1, "plan.component-indivisible", "unlock", 100 },
    { "a lock in two parts", { "abc", NULL, "aba", { 300, 600, 300 } }, 500, 1000, 0, 0,
      "part.detached", "c0", 300 },
    { "a lock round another", { "aaa/aba/aaa", NULL, "ab", { 600, 600 } }, 500, 1000,
      0, 0,
      "part.enclave", "c0", 600 },
    { "a bottleneck", { "abcd", NULL, NULL, { 400, 700, 500, 500 } }, 500, 1000, 0, -1,
      "plan.bottleneck", "only through", 1100 },
    { "a bottleneck with ground on three sides", { "aba/bbb/cbd", NULL, NULL,
      { 200, 300, 250, 300 } }, 500, 1000, 0, -1, "plan.bottleneck", "", 1050 },
    /* b needs d, the only neighbour it can have; then c finds none */
    { "two that need the same third", { "aabbee/aabdee/aaccee", NULL, NULL,
      { 900, 600, 450, 150, 900 } }, 620, 1000, 0, -1, "plan.clash", "1200", 450 },
    { "sums that fit, pieces that do not", { "abc", NULL, NULL, { 600, 100, 600 } },
      650,
      1000, 0, -1, "size.below", "600", 600 },
    { "an empty island", { "ab.c", NULL, "aaa", { 500, 400, 0 } }, 800, 1000, 0, -1,
      "part.detached", "c0", 0 },
};

START_TEST(every_impossible_map_says_why)
{
    raster r;
    sz_map m;
    sz_plan *plan = NULL;
    sz_findings *why = NULL;
    sz_solve_report report;
    sz_error err = SZ_ERROR_INIT;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    scene_open(&reasons[_i].scene, &r, &m);
    o.min = reasons[_i].min;
    o.max = reasons[_i].max;
    o.communities = reasons[_i].communities;
    o.locked = &reasons[_i].lock;
    o.n_locked = reasons[_i].lock >= 0;
    o.threads = 1;
    sz_status status = sz_solve(&m, &o, &plan, &report, &why, &err);
    ck_assert_msg(status == SZ_ERR_INFEASIBLE, "%s: %s", reasons[_i].label,
                  sz_status_name(status));
    ck_assert_int_eq(report.feasible, 0);
    ck_assert_int_ne(err.message[0], '\0');
    const sz_finding *f = find_rule(why, reasons[_i].rule);
    ck_assert_msg(f != NULL, "%s: no %s but %s", reasons[_i].label, reasons[_i].rule,
                  sz_findings_count(why) ? sz_findings_at(why, 0)->rule : "nothing");
    ck_assert_msg(strstr(f->message, reasons[_i].word) != NULL, "%s: \"%s\" lacks %s",
                  reasons[_i].label, f->message, reasons[_i].word);
    ck_assert_double_eq(f->value, reasons[_i].value);
    ck_assert_int_eq(f->level, SZ_LEVEL_ERROR);
    for (int32_t p = 0; p < m.n; p++) /* still everybody has a community */
        ck_assert_int_ge(sz_plan_of(plan, (size_t)p), 0);
    sz_findings_free(why);
    sz_plan_free(plan);
    raster_map_release(&m);
}
END_TEST

/* 900 households are five communities of 100 to 200 by number: the band is not at
 * fault, the estate is. */
START_TEST(an_estate_is_not_an_indivisible_town)
{
    static const scene one = { "ab", NULL, NULL, { 900, 0 } };
    raster r;
    sz_map m;
    sz_plan *plan = NULL;
    sz_findings *why = NULL;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    scene_open(&one, &r, &m);
    o.min = 100;
    o.max = 200;
    ck_assert_int_eq(sz_solve(&m, &o, &plan, NULL, &why, NULL), SZ_ERR_INFEASIBLE);
    ck_assert_ptr_nonnull(find_rule(why, "plan.atom-above-max"));
    ck_assert_ptr_null(find_rule(why, "plan.town-indivisible"));
    ck_assert_ptr_null(find_rule(why, "plan.component-indivisible"));
    sz_findings_free(why);
    sz_plan_free(plan);
    raster_map_release(&m);
}
END_TEST

/* a and b are today's c0, c and d c1; b and c are one unit: c0 cannot stay with the
 * unit whole. */
START_TEST(a_lock_that_cuts_a_unit)
{
    static const scene cut = { "abcd", NULL, "aabb", { 400, 100, 100, 400 } };
    static const int32_t lock = 0;
    raster r;
    sz_map m;
    sz_plan *plan = NULL;
    sz_findings *why = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    scene_open(&cut, &r, &m);
    m.units = sz__zalloc(1, sizeof *m.units);
    m.n_units = 1;
    m.units[0].name = sz__names_add(&m.names, "网格");
    m.units[0].kind = -1;
    m.unit[1] = m.unit[2] = 0;
    o.min = 100;
    o.max = 900;
    o.locked = &lock;
    o.n_locked = 1;
    ck_assert_int_eq(sz_solve(&m, &o, &plan, NULL, &why, &err), SZ_ERR_INFEASIBLE);
    const sz_finding *f = find_rule(why, "plan.unit-cut");
    ck_assert_ptr_nonnull(f);
    ck_assert_str_eq(f->community, "c0");
    ck_assert_double_eq(f->value, 100);
    sz_findings_free(why);
    sz_plan_free(plan);
    o.split_units = 1;
    sz_status status = sz_solve(&m, &o, &plan, NULL, &why, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    ck_assert_uint_eq(sz_findings_count(why), 0);
    sz_findings_free(why);
    sz_plan_free(plan);
    raster_map_release(&m);
}
END_TEST

/* Maps for which the only plan is known. */
static const struct {
    const char *label;
    scene scene;
    int64_t min, max;
    int32_t communities, lock;
    sz_solve_from from;
    const char *names[12]; /* of each parcel's community */
} plans[] = {
    { "a lock stays, the others even out",
      { "abcdef", NULL, "aabbcc", { 500, 500, 100, 500, 700, 200 } }, 500, 1200, 0, 0,
      SZ_FROM_AUTO, { "c0", "c0", "c1", "c1", "c2", "c2" } },
    { "a gap goes to its neighbour", { "abc", NULL, "a.b", { 500, 10, 500 } }, 500,
      1000, 0,
      -1, SZ_FROM_PRESENT, { "c0", "c0|c1", "c1" } },
    { "the smaller is merged", { "abc", NULL, "abb", { 100, 500, 300 } }, 500, 1000, 0,
      -1,
      SZ_FROM_PRESENT, { "c1", "c1", "c1" } },
    { "what is too big is split", { "abcd", NULL, "aaaa", { 700, 300, 400, 500 } }, 500,
      1000, 0, -1, SZ_FROM_PRESENT, { "c0", "c0", "新设1", "新设1" } },
    { "one by one from the north", { "a/b/c", NULL, NULL, { 500, 500, 500 } }, 500,
      900, 0,
      -1, SZ_FROM_AUTO, { "社区1", "社区2", "社区3" } },
    { "numbered by town", { "ab/cd", "0101", NULL, { 500, 500, 500, 500 } }, 500, 900,
      0, -1,
      SZ_FROM_SCRATCH, { "社区1", "社区1", "社区2", "社区2" } },
    { "names carry over", { "abcd", NULL, "aabb", { 500, 500, 500, 500 } }, 1000, 1900,
      0, -1,
      SZ_FROM_SCRATCH, { "c0", "c0", "c1", "c1" } },
    { "as many as asked for", { "abcd", NULL, NULL, { 500, 500, 500, 500 } }, 500,
      2000, 4,
      -1, SZ_FROM_SCRATCH, { "社区1", "社区2", "社区3", "社区4" } },
    { "as few as asked for", { "abcd", NULL, "abcd", { 500, 500, 500, 500 } }, 500,
      2000, 1,
      -1, SZ_FROM_PRESENT, { "c0|c1|c2|c3", "=", "=", "=" } },
};

START_TEST(plans_that_must_be)
{
    raster r;
    sz_map m;
    sz_plan *plan = NULL;
    sz_findings *why = NULL;
    sz_solve_report report;
    sz_error err = SZ_ERROR_INIT;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    scene_open(&plans[_i].scene, &r, &m);
    o.min = plans[_i].min;
    o.max = plans[_i].max;
    o.communities = plans[_i].communities;
    o.locked = &plans[_i].lock;
    o.n_locked = plans[_i].lock >= 0;
    o.from = plans[_i].from;
    sz_status status = sz_solve(&m, &o, &plan, &report, &why, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", plans[_i].label, err.message);
    ck_assert_int_eq(report.feasible, 1);
    ck_assert_uint_eq(sz_findings_count(why), 0);
    const char *last = "";
    for (int32_t p = 0; p < m.n; p++) {
        sz_community c;
        ck_assert_int_eq(sz_plan_community(plan, (size_t)sz_plan_of(plan, (size_t)p),
                                           &c,
                                           NULL), SZ_SUCCESS);
        const char *want = plans[_i].names[p];
        bool same = want[0] == '=' ? strcmp(c.name, last) == 0
                                   : strstr(want, c.name) != NULL;
        ck_assert_msg(same, "%s: parcel %d is in %s, not %s", plans[_i].label, (int)p,
                      c.name,
                      want);
        last = c.name;
    }
    sz_findings_free(why);
    sz_plan_free(plan);
    raster_map_release(&m);
}
END_TEST

/* A map of four towns with lakes and a broken plan of today. */
static void big_map(raster *r, sz_map *m)
{
    sz_rng rng;
    sz__rng_init(&rng, 31, 0);
    raster_random(r, &rng, 44, 44, 500, 3, 0);
    raster_split(r, NULL);
    raster_map(r, m);
    free(m->town_name);
    m->n_towns = 4;
    m->town_name = sz__zalloc(4, sizeof *m->town_name);
    raster_communities(m, 40);
    for (int32_t c = 0; c < 40; c++)
        m->communities[c].town = c / 10;
    for (int32_t t = 0; t < 4; t++)
        m->town_name[t] = -1;
    for (int32_t p = 0; p < m->n; p++) {
        m->town[p] = (m->x[p] > 22) + 2 * (m->y[p] > 22);
        m->community[p] = 10 * m->town[p] + (int32_t)sz__rng_below(&rng, 10);
        m->households[p] = 20 + sz__rng_below(&rng, 60);
    }
}

START_TEST(threads_do_not_matter)
{
    raster r;
    sz_map m;
    int32_t first[RASTER_CELLS] = { 0 };
    big_map(&r, &m);
    for (int run = 0; run < 5; run++) {
        static const uint32_t threads[] = { 1, 2, 4, 1, 0 };
        sz_plan *plan = NULL;
        sz_solve_report report;
        sz_error err = SZ_ERROR_INIT;
        sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
        o.min = 300;
        o.max = 700;
        o.seed = 5;
        o.threads = threads[run];
        o.from = SZ_FROM_PRESENT;
        sz_status status = sz_solve(&m, &o, &plan, &report, NULL, &err);
        ck_assert(status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE);
        ck_assert_int_eq(report.stopped, 0);
        for (int32_t p = 0; p < m.n; p++) {
            if (run == 0)
                first[p] = sz_plan_of(plan, (size_t)p);
            ck_assert_int_eq(sz_plan_of(plan, (size_t)p), first[p]);
        }
        sz_plan_free(plan);
    }
    raster_map_release(&m);
}
END_TEST

static int stop_soon(double fraction, const char *what, void *data)
{
    int *calls = data;
    (void)what;
    ck_assert(fraction >= 0 && fraction <= 1);
    return ++*calls < 3;
}

START_TEST(stopping_keeps_the_best)
{
    raster r;
    sz_map m;
    big_map(&r, &m);
    for (int how = 0; how < 2; how++) {
        int calls = 0;
        sz_plan *plan = NULL;
        sz_solve_report report;
        sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
        o.min = 300;
        o.max = 700;
        o.iterations = 100000;
        o.threads = 1;
        if (how == 0) {
            o.progress = stop_soon;
            o.progress_data = &calls;
        } else {
            o.seconds = 0.05;
        }
        sz_status status = sz_solve(&m, &o, &plan, &report, NULL, NULL);
        ck_assert(status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE);
        ck_assert_int_eq(report.stopped, 1);
        ck_assert_ptr_nonnull(plan);
        ck_assert_int_ge(sz_plan_of(plan, 0), 0);
        sz_plan_free(plan);
    }
    raster_map_release(&m);
}
END_TEST

static const struct {
    const char *label;
    int64_t min, max, target;
    int32_t communities, from;
    double seconds;
    int32_t lock;
} wrong[] = {
    { "band upside down", 3000, 1000, 0, 0, 0, 0, -1 },
    { "negative minimum", -1, 1000, 0, 0, 0, 0, -1 },
    { "no maximum", 0, 0, 0, 0, 0, 0, -1 },
    { "target outside", 1000, 2000, 2500, 0, 0, 0, -1 },
    { "negative number", 1000, 2000, 0, -2, 0, 0, -1 },
    { "unknown start", 1000, 2000, 0, 0, 7, 0, -1 },
    { "no communities today", 1000, 2000, 0, 0, SZ_FROM_PRESENT, 0, -1 },
    { "negative time", 1000, 2000, 0, 0, 0, -1, -1 },
    { "time is not a number", 1000, 2000, 0, 0, 0, (double)NAN, -1 },
    { "lock of nothing", 1000, 2000, 0, 0, 0, 0, 3 },
};

START_TEST(wrong_options_are_refused)
{
    static const scene small = { "ab", NULL, NULL, { 500, 500 } };
    raster r;
    sz_map m;
    sz_plan *plan = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    scene_open(&small, &r, &m);
    o.min = wrong[_i].min;
    o.max = wrong[_i].max;
    o.target = wrong[_i].target;
    o.communities = wrong[_i].communities;
    o.from = (sz_solve_from)wrong[_i].from;
    o.seconds = wrong[_i].seconds;
    o.locked = &wrong[_i].lock;
    o.n_locked = wrong[_i].lock >= 0;
    ck_assert_msg(sz_solve(&m, &o, &plan, NULL, NULL, &err) == SZ_ERR_INVALID, "%s",
                  wrong[_i].label);
    ck_assert_int_ne(err.message[0], '\0');
    ck_assert_ptr_null(plan);
    raster_map_release(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("why");
    tcase_add_loop_test(tc, every_impossible_map_says_why, 0, COUNT(reasons));
    tcase_add_test(tc, an_estate_is_not_an_indivisible_town);
    tcase_add_test(tc, a_lock_that_cuts_a_unit);
    tcase_add_loop_test(tc, plans_that_must_be, 0, COUNT(plans));
    tcase_add_test(tc, threads_do_not_matter);
    tcase_add_test(tc, stopping_keeps_the_best);
    tcase_add_loop_test(tc, wrong_options_are_refused, 0, COUNT(wrong));
    return run_suite("why", tc);
}
