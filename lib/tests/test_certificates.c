/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Impossible towns: each says why, with the figures of the clash, and what would do;
 * and with that, there is a plan. All figures by hand. */
#include <string.h>

#include "sizhi/solve.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

/* What is asked for. Parcels by letter, 12 at most; 0 and NULL for nothing. */
typedef struct wish {
    int64_t min, max;
    int32_t communities;
    const char *locks;      /* letters of today's communities */
    bool split_units, cross_towns, allow_enclaves, bridged;
    const char *cut;        /* two parcels with a rail between them, which cuts */
    const char *link;       /* two parcels that connect */
} wish;

#define BAND(low, high) .min = low, .max = high

static const struct {
    const char *label;
    const char *parcels, *towns, *today, *units;
    int households[12];
    wish asked;
    const char *rule;       /* of the certificate, */
    double value, bound;    /* and its figures */
    const char *hint;       /* rule of a remedy, NULL: only the certificate says it */
    double remedy;          /* and its figure */
    wish relaxed;
} rows[] = {
    { "an estate over the maximum", "abc", 0, 0, 0, { 500, 1300, 500 },
      { BAND(400, 1000) }, "plan.atom-above-max", 1300, 1000, "plan.remedy-max", 1300,
      { BAND(400, 1300) } },
    { "a town between one and two", "abc", 0, 0, 0, { 500, 500, 500 },
      { BAND(800, 1000) }, "plan.town-indivisible", 1500, 1000, "plan.remedy-max", 1500,
      { BAND(800, 1500) } },
    { "the same, by the minimum", "abc", 0, 0, 0, { 500, 500, 500 },
      { BAND(800, 1000) }, "plan.town-indivisible", 1500, 1000, "plan.remedy-min", 500,
      { BAND(500, 1000) } },
    { "a town below the minimum", "ab", 0, 0, 0, { 100, 200 }, { BAND(800, 1000) },
      "plan.town-indivisible", 300, 800, "plan.remedy-min", 300, { BAND(300, 1000) } },
    { "a town limit that isolates", "abcd", "0011", 0, 0, { 500, 400, 100, 200 },
      { BAND(800, 1300) }, "plan.town-indivisible", 300, 800, "plan.remedy-min", 300,
      { BAND(800, 1300), .cross_towns = true } },
    { "a town without anybody", "ab", 0, "ab", 0, { 0, 0 }, { BAND(800, 1000) },
      "plan.town-indivisible", 0, 800, NULL, 0, { BAND(0, 1000) } },
    { "an island below the minimum", "ab.c", 0, 0, 0, { 500, 400, 100 },
      { BAND(800, 1000) }, "plan.component-indivisible", 100, 800,
      "plan.remedy-link", 2,
      { BAND(800, 1000), .link = "bc" } },
    { "an island between two and three", "ab.cde", 0, 0, 0,
      { 500, 400, 900, 700, 600 },
      { BAND(800, 1000) }, "plan.component-indivisible", 2200,
      2000, "plan.remedy-max", 1300, { BAND(800, 1300) } },
    { "a rail that isolates", "abc", 0, 0, 0, { 600, 300, 100 },
      { BAND(500, 1000), .cut = "ab" }, "plan.component-indivisible", 400, 500,
      "plan.remedy-min", 400, { BAND(500, 1000) } },
    { "the same with a crossing", "abc", 0, 0, 0, { 600, 300, 100 },
      { BAND(500, 1000), .cut = "ab" }, "plan.component-indivisible", 400, 500,
      "plan.remedy-link", 1, { BAND(500, 1000), .cut = "ab", .link = "ab" } },
    { "ground within rails that no one crosses", "aaa/aba/aaa", 0, 0, 0, { 600, 600 },
      { BAND(500, 1000), .cut = "ab" }, "part.enclave", 600, 0, "plan.remedy-link", 1.4142135623730951,
      { BAND(700, 1200), .cut = "ab", .link = "ab" } },
    { "too many asked for", "abcd", 0, 0, 0, { 500, 500, 500, 500 },
      { BAND(500, 1000), .communities = 5 }, "plan.number-impossible", 5, 4, NULL, 0,
      { BAND(500, 1000), .communities = 4 } },
    { "too few asked for", "abcd", 0, 0, 0, { 500, 500, 500, 500 },
      { BAND(500, 1000), .communities = 1 }, "plan.number-impossible", 1, 2, NULL, 0,
      { BAND(500, 1000), .communities = 2 } },
    { "more than there are parcels", "ab", 0, 0, 0, { 500, 500 },
      { BAND(0, 1000), .communities = 3 },
      "plan.number-impossible", 3, 2, NULL, 0, { BAND(0, 1000), .communities = 2 } },
    { "a number that only the sums allow", "abcd", 0, 0, 0, { 100, 900, 900, 100 },
      { BAND(500, 1000), .communities = 3 }, "plan.exhausted", 4, 0,
      "plan.remedy-number", 2,
      { BAND(500, 1000), .communities = 2 } },
    { "a lock below the minimum", "abcd", 0, "aabb", 0, { 100, 200, 500, 500 },
      { BAND(500, 1000), .locks = "a" }, "plan.locked-out-of-band", 300, 500, NULL, 0,
      { BAND(500, 1000) } },
    { "a lock above the maximum", "abcd", 0, "aabb", 0, { 900, 200, 500, 500 },
      { BAND(500, 1000), .locks = "a" }, "plan.locked-out-of-band", 1100, 1000, NULL, 0,
      { BAND(500, 1000) } },
    { "a lock that cuts ground off", "abcd", 0, "abbc", 0, { 100, 400, 400, 700 },
      { BAND(500, 1000), .locks = "b" }, "plan.component-indivisible", 100, 500,
      "plan.remedy-unlock", 0, { BAND(500, 1000) } },
    { "two locks with too little between", "abc", 0, "abc", 0, { 600, 300, 600 },
      { BAND(500, 1000), .locks = "ac" }, "plan.component-indivisible", 300, 500,
      "plan.remedy-unlock", 0, { BAND(500, 1000), .locks = "c" } },
    { "a lock in two parts", "abc", 0, "aba", 0, { 300, 400, 300 },
      { BAND(400, 1000), .locks = "a" }, "part.detached", 300, 0, NULL, 0,
      { BAND(400, 1000) } },
    { "a lock round another", "aaa/aba/aaa", 0, "ab", 0, { 600, 600 },
      { BAND(500, 1000), .locks = "a" }, "part.enclave", 600, 0, NULL, 0,
      { BAND(500, 1000), .locks = "a", .allow_enclaves = true } },
    { "one that encloses another", "aaa/aba/aaa", 0, 0, 0, { 600, 600 },
      { BAND(500, 1000) }, "plan.atom-above-max", 1200, 1000, "plan.remedy-max", 1200,
      { BAND(500, 1000), .allow_enclaves = true } },
    { "a lock that cuts a unit", "abcd", 0, "aabb", ".00.", { 400, 100, 100, 400 },
      { BAND(100, 900), .locks = "a" }, "plan.unit-cut", 100, 0, NULL, 0,
      { BAND(100, 900), .locks = "a", .split_units = true } },
    { "a unit in pieces", "abc", 0, 0, "0.0", { 300, 900, 300 }, { BAND(300, 1000) },
      "plan.unit-apart", 2, 1, NULL, 0, { BAND(300, 1000), .split_units = true } },
    { "a bottleneck, by the maximum", "abcd", 0, 0, 0, { 400, 700, 500, 500 },
      { BAND(500, 1000) }, "plan.bottleneck", 1100, 1000, "plan.remedy-max", 1100,
      { BAND(500, 1100) } },
    { "a bottleneck, by the minimum", "abcd", 0, 0, 0, { 400, 700, 500, 500 },
      { BAND(500, 1000) }, "plan.bottleneck", 1100, 1000, "plan.remedy-min", 400,
      { BAND(400, 1000) } },
    { "a star", ".a./bcd", 0, 0, 0, { 400, 400, 400, 400 }, { BAND(700, 900) },
      "plan.bottleneck", 1600, 900, "plan.remedy-max", 1600, { BAND(700, 1600) } },
    { "two that need the same third", "aabbee/aabdee/aaccee", 0, 0, 0,
      { 900, 600, 450, 150, 900 }, { BAND(620, 1000) }, "plan.clash", 450, 620,
      "plan.remedy-min", 600, { BAND(600, 1000) } },
    { "only pairs across a point fit", "ab/cd", 0, 0, 0, { 600, 400, 300, 100 },
      { BAND(690, 710) }, "plan.clash", 600, 690, "plan.remedy-min", 400,
      { BAND(400, 710) } },
    { "three of which only two can pair", "ab/cc", 0, 0, 0, { 500, 500, 500 },
      { BAND(700, 1000) }, "plan.exhausted", 3, 0, "plan.remedy-min", 500,
      { BAND(500, 1000) } },
    { "the same, by the maximum", "ab/cc", 0, 0, 0, { 500, 500, 500 },
      { BAND(700, 1000) }, "plan.exhausted", 3, 0, "plan.remedy-max", 1500,
      { BAND(700, 1500) } },
};

static void open_map(int row, raster *r, sz_map *m)
{
    int32_t n_today = 0;
    raster_parse(r, rows[row].parcels);
    raster_map(r, m);
    free(m->town_name);
    m->n_towns = 2;
    m->town_name = sz__zalloc(2, sizeof *m->town_name);
    m->town_name[0] = sz__names_add(&m->names, "东街道");
    m->town_name[1] = sz__names_add(&m->names, "西街道");
    m->units = sz__zalloc(1, sizeof *m->units);
    m->n_units = 1;
    m->units[0].name = sz__names_add(&m->names, "网格");
    m->units[0].kind = -1;
    for (int32_t p = 0; p < m->n; p++) {
        const char *today = rows[row].today, *units = rows[row].units;
        m->town[p] = rows[row].towns ? rows[row].towns[p] - '0' : 0;
        m->community[p] = today ? today[p] - 'a' : -1;
        m->unit[p] = units && units[p] != '.' ? 0 : -1;
        m->households[p] = rows[row].households[p];
        n_today = m->community[p] >= n_today ? m->community[p] + 1 : n_today;
    }
    raster_communities(m, n_today);
    for (int32_t p = 0; p < m->n; p++)
        if (m->community[p] >= 0)
            m->communities[m->community[p]].town = m->town[p];
}

/* Solve; findings to *WHY. */
static sz_status solve(sz_map *m, const wish *w, sz_findings **why)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_plan *plan = NULL;
    sz_solve_report report;
    int32_t locks[4], link[1][2];
    o.min = w->min;
    o.max = w->max;
    o.communities = w->communities;
    for (const char *c = w->locks; c && *c; c++)
        locks[o.n_locked++] = *c - 'a';
    o.locked = locks;
    o.split_units = w->split_units;
    o.cross_towns = w->cross_towns;
    o.allow_enclaves = w->allow_enclaves;
    o.threads = 1;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t left = m->b_left[b], right = m->b_right[b];
        bool cut = w->cut && ((left == w->cut[0] - 'a' && right == w->cut[1] - 'a') ||
                              (right == w->cut[0] - 'a' && left == w->cut[1] - 'a'));
        m->b_class[b] = cut ? SZ_BARRIER_RAIL : SZ_BARRIER_NONE;
    }
    o.cut_by = w->cut ? 1u << SZ_BARRIER_RAIL : 0;
    if (w->link) {
        link[0][0] = w->link[0] - 'a';
        link[0][1] = w->link[1] - 'a';
        o.links = (const int32_t (*)[2])link;
        o.n_links = 1;
    }
    sz_status status = sz_solve(m, &o, &plan, &report, why, NULL);
    ck_assert_int_eq(report.feasible, status == SZ_SUCCESS);
    sz_plan_free(plan);
    return status;
}

/* The finding of this rule and value, or any of the rule. */
static const sz_finding *find(const sz_findings *list, const char *rule, double value)
{
    const sz_finding *any = NULL;
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        if (strcmp(f->rule, rule) != 0)
            continue;
        any = f;
        if (f->value <= value && f->value >= value)
            return f;
    }
    return any;
}

START_TEST(impossible_until_relaxed)
{
    raster r;
    sz_map m;
    sz_findings *why = NULL;
    const char *label = rows[_i].label, *hint = rows[_i].hint;
    open_map(_i, &r, &m);
    ck_assert_msg(solve(&m, &rows[_i].asked, &why) == SZ_ERR_INFEASIBLE, "%s", label);
    const sz_finding *f = find(why, rows[_i].rule, rows[_i].value);
    ck_assert_msg(f != NULL, "%s: %s", label, sz_findings_at(why, 0)->rule);
    ck_assert_int_eq(f->level, SZ_LEVEL_ERROR);
    ck_assert_msg(f->value <= rows[_i].value && f->value >= rows[_i].value, "%s: %g",
                  label, f->value);
    ck_assert_msg(f->bound <= rows[_i].bound && f->bound >= rows[_i].bound,
                  "%s: bound %g", label, f->bound);
    ck_assert(strlen(f->message) > 20);
    if (hint) {
        f = find(why, hint, rows[_i].remedy);
        ck_assert_msg(f != NULL, "%s: no %s", label, hint);
        ck_assert_int_eq(f->level, SZ_LEVEL_HINT);
        ck_assert_msg(f->value <= rows[_i].remedy && f->value >= rows[_i].remedy,
                      "%s: %s %g", label, hint, f->value);
    }
    sz_findings_free(why);
    why = NULL;
    sz_status status = solve(&m, &rows[_i].relaxed, &why);
    ck_assert_msg(status == SZ_SUCCESS, "%s: relaxed, still %s", label,
                  sz_findings_count(why) ? sz_findings_at(why, 0)->message : "nothing");
    sz_findings_free(why);
    raster_map_release(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("certificates");
    tcase_add_loop_test(tc, impossible_until_relaxed, 0, COUNT(rows));
    return run_suite("certificates", tc);
}
