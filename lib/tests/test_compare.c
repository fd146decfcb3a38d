/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios side by side, figured out by hand on the town of town.h. */
#include "sizhi/compare.h"

#include <math.h>
#include <string.h>

#include "sizhi/audit.h"
#include "tests/town.h"

#define PI 3.14159265358979323846

static sz_policy *policy_of(const char *const *set, size_t n)
{
    sz_policy *policy = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_policy_open("law2026", &policy, &err);
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++)
        status = sz_policy_set(policy, set[i], &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    return policy;
}

static void assign(sz_plan *plan, const sz_project *project, const char *parcel,
                   int32_t to)
{
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, parcel), to, NULL), 0);
}

/* 东关 takes the gap and the block south of 青山路; 西关 goes to 柳园 of 城西. */
static sz_plan *larger(const sz_project *project)
{
    sz_plan *plan = town_plan(project);
    int32_t west = town_community(plan, "城西", "柳园");
    assign(plan, project, "10", town_community(plan, "城东", "东关"));
    assign(plan, project, "30", west);
    assign(plan, project, "31", west);
    assign(plan, project, "32", west);
    return plan;
}

/* 河西 is founded on the northern row of 城西; 东关 is called 东升. */
static sz_plan *smaller(const sz_project *project)
{
    sz_plan *plan = NULL;
    int32_t fresh;
    ck_assert_int_eq(sz_plan_copy(sz_project_present(project), &plan, NULL), 0);
    int32_t east = town_community(plan, "城东", "东关");
    ck_assert_int_eq(sz_plan_found(plan, "河西", 1, &fresh, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(plan, (size_t)east, "东升", NULL), SZ_SUCCESS);
    assign(plan, project, "22", fresh);
    assign(plan, project, "32", fresh);
    return plan;
}

static size_t row_of(const sz_comparison *c, const char *town, const char *name)
{
    for (size_t row = 0; row < sz_comparison_rows(c); row++)
        if (strcmp(sz_comparison_name(c, row), name) == 0 &&
            strcmp(sz_comparison_town(c, row), town) == 0)
            return row;
    ck_abort_msg("no row %s", name);
}

static void near(double got, double want, const char *what)
{
    ck_assert_msg(fabs(got - want) < 1e-6 * (1 + fabs(want)), "%s: %.9f, not %.9f", what,
                  got, want);
}

static void check_today(const sz_comparison *c)
{
    const sz_compared *f = sz_comparison_at(c, 0, row_of(c, "城东", "东关"));
    ck_assert_int_eq(f->there, 1);
    ck_assert_int_eq(f->households, 300);
    ck_assert_int_eq(f->gained + f->lost, 0);
    near(f->area_m2, 30000, "area");
    near(f->compactness, 4 * PI * 30000 / (800.0 * 800.0), "compactness");
    near(f->mean_m, 100, "mean way"); /* blocks at 0, 100 and 200 m */
    near(f->farthest_m, 200, "farthest");
    ck_assert_int_eq(f->staff, 11);
    f = sz_comparison_at(c, 0, sz_comparison_rows(c));
    ck_assert_uint_eq(f->communities, 4);
    ck_assert_int_eq(f->households, 1140);
    ck_assert_int_eq(f->gained, 0);
}

static void check_larger(const sz_comparison *c)
{
    const sz_compared *f = sz_comparison_at(c, 1, row_of(c, "城东", "东关"));
    ck_assert_int_eq(f->households, 500);
    ck_assert_int_eq(f->gained, 200); /* the gap too */
    near(f->gained_m2, 20000, "ground gained");
    near(f->compactness, 4 * PI * 50000 / (1200.0 * 1200.0), "compactness");
    f = sz_comparison_at(c, 1, row_of(c, "城西", "西关"));
    ck_assert_int_eq(f->there, 0);
    ck_assert_int_eq(f->lost, 300);
    ck_assert(isnan(f->compactness));
    f = sz_comparison_at(c, 1, sz_comparison_rows(c));
    ck_assert_uint_eq(f->communities, 3);
    ck_assert_int_eq(f->households, 1240);
    ck_assert_int_eq(f->lost, 400); /* 西关 and block 10; the gap was nobody's */
    ck_assert_int_eq(f->gained, 400);
}

static void check_smaller(const sz_comparison *c)
{
    size_t row = row_of(c, "城西", "河西");
    ck_assert_uint_eq(row, 4); /* after the four of today */
    ck_assert_uint_eq(sz_comparison_rows(c), 5);
    const sz_compared *f = sz_comparison_at(c, 2, row);
    ck_assert_int_eq(f->households, 200);
    ck_assert_int_eq(f->gained, 200);
    ck_assert_int_eq(sz_comparison_at(c, 1, row)->there, 0);
    f = sz_comparison_at(c, 2, row_of(c, "城西", "柳园"));
    ck_assert_int_eq(f->lost, 100);
    near(f->area_m2, 20000, "ground left");
}

START_TEST(figures_by_hand)
{
    static const char *const set[] = { "size.min=250", "size.max=400" };
    sz_project *project = town_project(), *again = town_project();
    sz_policy *policy = policy_of(set, 2);
    sz_plan *plans[] = { larger(project), smaller(again) }; /* two maps of one ground */
    sz_comparison *c = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_compare(sz_project_map(project),
                                  (const sz_plan *const *)plans, 2, policy, NULL, &c,
                                  &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    ck_assert_uint_eq(sz_comparison_scenarios(c), 3);
    check_today(c);
    check_larger(c);
    check_smaller(c);
    for (size_t s = 1; s < 3; s++) { /* the audit is the second source */
        const sz_compared *f = sz_comparison_at(c, s, sz_comparison_rows(c));
        sz_findings *findings = NULL;
        sz_audit_report r;
        ck_assert_int_eq(sz_audit(plans[s - 1], policy, &findings, &r, NULL), 0);
        ck_assert_uint_eq(f->errors, r.errors);
        ck_assert_uint_eq(f->warnings, r.warnings);
        ck_assert_uint_eq(f->hints, r.hints);
        ck_assert_uint_eq(f->goals, r.goals);
        ck_assert_uint_eq(f->in_band, r.in_band);
        near(f->clear_share, r.clear_share, "clear share");
        sz_findings_free(findings);
    }
    ck_assert_int_eq(sz_comparison_changes(c, row_of(c, "城东", "柳园")), 1);
    sz_comparison_free(c);
    sz_plan_free(plans[0]);
    sz_plan_free(plans[1]);
    sz_policy_free(policy);
    sz_project_free(project);
    sz_project_free(again);
}
END_TEST

/* Whether the comparison has this sentence, said by these scenarios only. */
static bool says(const sz_comparison *c, const char *text, const char *by)
{
    sz_differing d;
    for (size_t i = 0; sz_comparison_sentence(c, i, &d) == SZ_SUCCESS; i++) {
        bool same = strcmp(d.text, text) == 0;
        for (size_t s = 0; s < sz_comparison_scenarios(c) && same; s++)
            same = d.said[s] == (by[s] == 'x');
        if (same)
            return true;
    }
    return false;
}

START_TEST(sentences_that_differ)
{
    sz_project *project = town_project();
    sz_policy *policy = policy_of(NULL, 0);
    sz_plan *plans[] = { larger(project), smaller(project) };
    sz_comparison *c = NULL;
    assign(plans[1], project, "10", town_community(plans[1], "城东", "东升"));
    ck_assert_int_eq(sz_compare(sz_project_map(project),
                                (const sz_plan *const *)plans, 2, policy, NULL, &c,
                                NULL), SZ_SUCCESS);
    ck_assert(says(c, "撤销西关社区", "-x-"));
    ck_assert(says(c, "新设河西社区", "--x"));
    ck_assert(says(c, "东关社区更名为东升社区", "--x"));
    ck_assert(says(c, "将西关社区整体划入城西柳园社区管辖", "-x-"));
    sz_comparison_free(c);
    /* both the same: nothing to tell apart, though much is not as it is today */
    sz_plan *twins[] = { plans[0], plans[0] };
    ck_assert_int_eq(sz_compare(sz_project_map(project),
                                (const sz_plan *const *)twins, 2, policy, NULL, &c,
                                NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sz_comparison_sentences(c), 0);
    sz_comparison_free(c);
    /* one alone is held against today's */
    ck_assert_int_eq(sz_compare(sz_project_map(project),
                                (const sz_plan *const *)plans, 1, policy, NULL, &c,
                                NULL), SZ_SUCCESS);
    ck_assert(says(c, "撤销西关社区", "-x"));
    sz_comparison_free(c);
    sz_plan_free(plans[0]);
    sz_plan_free(plans[1]);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

/* Two that changed names with each other, and back on the other map. */
START_TEST(names_that_changed_places)
{
    sz_project *project = town_project(), *again = town_project();
    sz_plan *plan = NULL, *carried = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_plan_copy(sz_project_present(project), &plan, NULL), 0);
    size_t a = (size_t)town_community(plan, "城西", "柳园");
    size_t b = (size_t)town_community(plan, "城西", "西关");
    ck_assert_int_eq(sz_plan_rename(plan, a, "三", NULL), 0);
    ck_assert_int_eq(sz_plan_rename(plan, b, "柳园", NULL), 0);
    ck_assert_int_eq(sz_plan_rename(plan, a, "西关", NULL), 0);
    sz_status status = sz_plan_carry(plan, sz_project_map(again), &carried, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz_community was, is;
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        ck_assert_int_eq(sz_plan_community(plan, c, &was, NULL), 0);
        ck_assert_int_eq(sz_plan_community(carried, c, &is, NULL), 0);
        ck_assert_str_eq(was.name, is.name);
        ck_assert_int_eq(was.households, is.households);
    }
    sz_plan_free(carried);
    sz_plan_free(plan);
    sz_project_free(project);
    sz_project_free(again);
}
END_TEST

static const struct {
    const char *label;
    int64_t households;    /* of block 00 */
    const char *community; /* of block 12, which is nobody's */
    bool narrow;           /* block 32 is left out */
    const char *says;
} elsewhere[] = {
    { "households", 101, NULL, false,
      "has 100 households, 7 planned, 250 people, not 101, 7, 250" },
    { "community of today", 100, "东关", false, "belongs to none today, not to" },
    { "parcels", 100, NULL, true, "it has 13 parcels, not 12" },
};

START_TEST(other_ground)
{
    sz_source s;
    sz_project *project = town_project(), *other;
    sz_policy *policy = policy_of(NULL, 0);
    const sz_plan *plan = sz_project_present(project);
    sz_comparison *c = NULL;
    sz_error err = SZ_ERROR_INIT;
    town_source(&s);
    s.area.at[0].households = elsewhere[_i].households;
    if (elsewhere[_i].community)
        s.area.at[5].community = town_text(&s, elsewhere[_i].community);
    if (elsewhere[_i].narrow)
        s.area.n--; /* 岛: its ground is a hole then */
    other = town_from(&s);
    sz_status status = sz_compare(sz_project_map(other), &plan, 1, policy, NULL, &c,
                                  &err);
    ck_assert_msg(status == SZ_ERR_DATA, "%s: %s", elsewhere[_i].label, err.message);
    ck_assert_int_eq(err.item, 0);
    ck_assert_msg(strstr(err.message, elsewhere[_i].says), "%s", err.message);
    sz_policy_free(policy);
    sz_project_free(other);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("compare");
    tcase_add_test(tc, figures_by_hand);
    tcase_add_test(tc, sentences_that_differ);
    tcase_add_test(tc, names_that_changed_places);
    tcase_add_loop_test(tc, other_ground, 0, COUNT(elsewhere));
    return run_suite("compare", tc);
}
