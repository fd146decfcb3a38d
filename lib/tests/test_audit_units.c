/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units of several layers and what is exempt: a strip of estates with grids over it.
 *
 *     x  -100    0   100       400        households: 泊湾 40, 甲 100, 乙 80, spread evenly
 *   estates | 泊湾 |   甲   |   乙   |    over the ground of each: 甲 has 0 .. 200
 *   grids   |    一    |     二      |
 */
#include "sizhi/audit.h"
#include "sizhi/report.h"
#include "sizhi/rules.h"
#include "tests/drawn.h"
#include "tests/town.h"

static void draw_estate(drawn *d, const char *name, const char *kind, double from,
                        double to, int64_t households)
{
    sz_area *a = draw_box(d, SZ_LAYER_UNITS, name, from, 0, to, 100);
    a->kind = draw_name(d, kind);
    a->households = households;
}

static void draw_grid(drawn *d, const char *name, double from, double to)
{
    sz_area *a = draw_box(d, SZ_LAYER_KEEP, name, from, 0, to, 100);
    a->set = 0;
}

/* Communities meet at x = PART; towns at x = TOWN, where that is not 0. */
static drawn draw_strip(double part, double town)
{
    drawn d = draw_nothing();
    ck_assert(sz__push(&d.source.set, draw_name(&d, "网格")));
    draw_estate(&d, "泊湾", "海岛村", -100, 0, 40);
    draw_estate(&d, "甲", "小区", 0, 200, 100);
    draw_estate(&d, "乙", "老旧小区", 200, 400, 80);
    draw_grid(&d, "一", -100, 100);
    draw_grid(&d, "二", 100, 400);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "西社区", -100, 0, part, 100);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "东社区", part, 0, 400, 100);
    if (town) {
        draw_box(&d, SZ_LAYER_LIMIT, "城西", -100, 0, town, 100);
        draw_box(&d, SZ_LAYER_LIMIT, "城东", town, 0, 400, 100);
    }
    build(&d);
    return d;
}

static const struct {
    const char *label;
    double part, town;
    const char *policy, *rule; /* settings of law2026, parted by blanks */
    int count;
    double value;          /* of the first */
    const char *words;     /* that its message names, parted by blanks */
} rows[] = {
    { "甲 lies in both grids, neither holds the other", 100, 0, "", "unit.conflict", 2, 50,
      "甲 小区 一 网格" },
    { "a grid that may be cut is at odds with nothing", 100, 0, "keep.whole=estate",
      "unit.conflict", 0, 0, "" },
    { "乙 and 二 lie in two towns", 100, 300, "", "unit.conflict", 4, 50, "甲 一" },
    { "甲 in two communities", 100, 0, "", "unit.estate", 1, 2, "甲 西社区 东社区" },
    { "a grid of a further layer too", 200, 0, "", "unit.grid", 1, 2, "二 西社区 东社区" },
    { "grids whole", 100, 0, "", "unit.grid", 0, 0, "" },
    { "all that hangs together is too much", 100, 0, "size.min=0 size.max=200",
      "unit.above", 1, 220, "泊湾 甲 3 220 200" },
    { "all of it is not", 100, 0, "size.min=0 size.max=220", "unit.above", 0, 0, "" },
    { "told of what is too large alone", 100, 0, "size.min=0 size.max=125", "unit.above",
      1, 130, "二 130" },
    { "what may be cut is not too large", 100, 0,
      "size.min=0 size.max=90 keep.whole=village", "unit.above", 0, 0, "" },
    /* 西社区 has 40 and 25 households */
    { "exempt by most households", 50, 0, "", "unit.exempt", 1, 40,
      "西社区 40 65 泊湾 海岛村" },
    { "most live elsewhere: the unit alone", 100, 0, "", "unit.exempt", 1, 40,
      "泊湾 海岛村" },
    { "no such kind is exempt", 50, 0, "keep.exempt=minority", "unit.exempt", 0, 0, "" },
    /* 东社区 has 50 households of 甲 and 80 of 乙, which is old housing: half the band */
    { "old housing", 100, 0, "size.min=200 size.max=300 factor.old_town=0.5", "size.below",
      1, 90, "西社区" },
    { "140 are too few for old housing too", 100, 0,
      "size.min=200 size.max=300 factor.old_town=0.7", "size.below", 2, 90, "西社区" },
    { "its size is no matter", 50, 0, "size.min=100", "size.below", 1, 65, "西社区" },
};

static sz_policy *policy_with(const char *values)
{
    char text[256];
    sz_policy *p = NULL;
    const char *set[8];
    size_t n = 0;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policy_open(NULL, &p, &err), SZ_SUCCESS);
    snprintf(text, sizeof text, "%s", values);
    for (char *at = strtok(text, " "); at; at = strtok(NULL, " "))
        set[n++] = at;
    ck_assert_msg(sz_policy_set_all(p, set, n, &err) == SZ_SUCCESS, "%s", err.message);
    return p;
}

START_TEST(several_layers)
{
    drawn d = draw_strip(rows[_i].part, rows[_i].town);
    sz_policy *policy = policy_with(rows[_i].policy);
    sz_findings *list = NULL;
    sz_audit_report report;
    sz_plan *plan = NULL;
    int count = 0;
    ck_assert_int_eq(sz_plan_present(d.map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_audit(plan, policy, &list, &report, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        char words[160];
        if (strcmp(f->rule, rows[_i].rule) != 0 || count++ > 0)
            continue;
        ck_assert_msg(fabs(f->value - rows[_i].value) < 1e-9, "%s: %g", rows[_i].label,
                      f->value);
        snprintf(words, sizeof words, "%s", rows[_i].words);
        for (char *at = strtok(words, " "); at; at = strtok(NULL, " "))
            ck_assert_msg(strstr(f->message, at) != NULL, "%s: %s", rows[_i].label,
                          f->message);
    }
    ck_assert_msg(count == rows[_i].count, "%s: %d", rows[_i].label, count);
    sz_findings_free(list);
    sz_policy_free(policy);
    sz_plan_free(plan);
    rub_out(&d);
}
END_TEST

/* What is named in a gap is cut short between two characters: 120 bytes are 甲 39 times
 * and a letter, and 2 bytes of the next. */
START_TEST(long_names_in_a_gap)
{
    drawn d = draw_nothing();
    char name[256] = "A", want[256] = "A";
    for (int i = 0; i < 60; i++)
        strcat(name, "甲");
    for (int i = 0; i < 39; i++)
        strcat(want, "甲");
    draw_estate(&d, name, "小区", 0, 100, 10);
    draw_estate(&d, "乙", "小区", 100, 200, 20);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "东社区", 100, 0, 200, 100);
    build(&d);
    sz_policy *policy = policy_with("");
    sz_findings *list = NULL;
    sz_audit_report report;
    sz_plan *plan = NULL;
    bool found = false;
    ck_assert_int_eq(sz_plan_present(d.map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_audit(plan, policy, &list, &report, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        if (strcmp(f->rule, "cover.gap") == 0) {
            const char *at = strstr(f->message, "A甲");
            ck_assert_ptr_nonnull(at);
            ck_assert_str_eq(at, want);
            found = true;
        }
    }
    ck_assert(found);
    sz_findings_free(list);
    sz_policy_free(policy);
    sz_plan_free(plan);
    rub_out(&d);
}
END_TEST

/* An exempt community is neither in the band nor out of it, what is said of its size is
 * waived, and a plan leaves it alone. */
START_TEST(exempt_communities)
{
    drawn d = draw_strip(50, 0);
    sz_policy *policy = policy_with("size.min=100 size.max=220 keep.whole=estate");
    sz_findings *list = NULL;
    sz_audit_report r;
    sz_plan *present = NULL, *plan = NULL;
    sz_rules *rules = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    ck_assert_int_eq(sz_plan_present(d.map, &present, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_audit(present, policy, &list, &r, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(r.communities, 2);
    ck_assert_uint_eq(r.exempt, 1);
    ck_assert_uint_eq(r.in_band, 1);
    ck_assert_uint_eq(r.below, 0);
    for (size_t i = 0; i < sz_findings_count(list); i++)
        if (strcmp(sz_findings_at(list, i)->rule, "size.below") == 0)
            ck_assert_ptr_nonnull(strstr(sz_findings_at(list, i)->waiver, "海岛村"));
    ck_assert_uint_eq(r.waived, 1);
    ck_assert(isnan(r.clear_share)); /* no lines to go by, and nothing is said */
    ck_assert_double_eq_tol(r.area_m2, 50000, 1e-6);
    ck_assert_int_eq(r.population, 0);
    for (size_t i = 0; i < sz_findings_count(list); i++)
        ck_assert_str_ne(sz_findings_at(list, i)->rule, "border.clear");
    sz_findings_free(list);
    ck_assert_int_eq(sz_rules_take(policy, d.map, &o, &rules, &err), SZ_SUCCESS);
    sz_status status = sz_solve(d.map, &o, &plan, NULL, NULL, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    for (size_t p = 0; p < sz_map_parcels(d.map); p++)
        ck_assert_int_eq(sz_plan_of(plan, p), sz_plan_of(present, p));
    sz_plan_free(plan);
    sz_plan_free(present);
    sz_rules_free(rules);
    sz_policy_free(policy);
    rub_out(&d);
}
END_TEST

/* Plans count by the same bands. */
START_TEST(plans_take_factors)
{
    drawn d = draw_strip(100, 0);
    sz_policy *policy = policy_with("size.min=200 size.max=300 factor.old_town=0.5");
    sz_rules *rules = NULL;
    sz_plan *plan = NULL;
    sz_sizes sizes;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    ck_assert_int_eq(sz_plan_present(d.map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_rules_take(policy, d.map, &o, &rules, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_solve_sizes(plan, &o, &sizes, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sizes.communities, 2);
    ck_assert_uint_eq(sizes.in_band, 1);
    sz_plan_free(plan);
    sz_rules_free(rules);
    sz_policy_free(policy);
    rub_out(&d);
}
END_TEST

/* A project knows what is locked. */
START_TEST(locked_communities)
{
    sz_project *project = town_project();
    sz_policy *policy = policy_with("");
    sz_findings *list = NULL;
    static const char *const parcels[] = { "00", "01", "02", "20" };
    int told = 0;
    for (int i = 0; i < COUNT(parcels); i++)
        ck_assert_int_eq(sz_project_lock(project, town_find(project, parcels[i]), 1, NULL),
                         SZ_SUCCESS);
    ck_assert_int_eq(sz_project_audit(project, 0, policy, &list, NULL, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        if (strcmp(f->rule, "unit.exempt") != 0)
            continue;
        told++;
        ck_assert_str_eq(f->community, "东关");
    }
    ck_assert_int_eq(told, 1);
    sz_findings_free(list);
    ck_assert_int_eq(sz_project_audit(project, 1, policy, &list, NULL, NULL),
                     SZ_ERR_INVALID);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

/* Findings of RULE about the proposed plan; *WAIVED, why the last of them is, or "". */
static int count_rule(const sz_project *project, const char *rule, char waived[80])
{
    sz_policy *policy = policy_with("");
    sz_findings *list = NULL;
    int n = 0;
    waived[0] = '\0';
    ck_assert_int_eq(sz_project_audit(project, 1, policy, &list, NULL, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        n += strcmp(f->rule, rule) == 0;
        if (strcmp(f->rule, rule) == 0 && f->waiver)
            snprintf(waived, 80, "%s", f->waiver);
    }
    sz_findings_free(list);
    sz_policy_free(policy);
    return n;
}

/* What a plan links, be it over a river or over others' ground, its audit knows. */
static const struct {
    const char *parcel, *to, *other, *rule;
    int without, with;
    const char *waived;
} links[] = {
    { "12", "柳园", "22", "part.cut", 1, 0, "" },
    { "00", "西关", "30", "part.detached", 1, 1, "the plan links it to the rest" },
    { "00", "西关", "30", "part.new", 1, 0, "" },
};

/* A report that is given the links counts as the audit does. */
static void check_report(const sz_project *project)
{
    sz_policy *policy = policy_with("");
    sz_report_options o = SZ_REPORT_OPTIONS_INIT;
    sz_findings *list = NULL;
    sz_report *report = NULL;
    sz_audit_report audit;
    int32_t (*given)[2] = NULL;
    int seen = 0;
    ck_assert_int_eq(sz_project_links(project, &given, &o.n_links, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(o.n_links, 1);
    o.links = (const int32_t (*)[2])given;
    ck_assert_int_eq(sz_project_audit(project, 1, policy, &list, &audit, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_report_make(sz_project_present(project),
                                    sz_project_proposed(project), policy, &o, &report,
                                    NULL), SZ_SUCCESS);
    for (size_t i = 0; i < sz_report_facts(report); i++) {
        const sz_report_fact *f = sz_report_fact_at(report, i);
        if (strcmp(f->key, "errors_after") == 0 && ++seen)
            ck_assert_int_eq((int)f->number, (int)audit.errors);
        if (strcmp(f->key, "waived_after") == 0 && ++seen)
            ck_assert_int_eq((int)f->number, (int)audit.waived);
    }
    ck_assert_int_eq(seen, 2);
    sz_report_free(report);
    given[0][1] = (int32_t)sz_map_parcels(sz_project_map(project));
    ck_assert_int_eq(sz_report_make(sz_project_present(project),
                                    sz_project_proposed(project), policy, &o, &report,
                                    NULL), SZ_ERR_INVALID);
    sz_findings_free(list);
    sz_policy_free(policy);
    sz_free(given);
}

START_TEST(links_of_the_plan)
{
    sz_project *project = town_project();
    sz_plan *plan = NULL;
    char link[48], waived[80];
    size_t one = town_find(project, links[_i].parcel);
    size_t other = town_find(project, links[_i].other);
    ck_assert_int_eq(sz_plan_copy(sz_project_present(project), &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_assign(plan, one, town_community(plan, "城西", links[_i].to),
                                    NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_propose(project, plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(count_rule(project, links[_i].rule, waived), links[_i].without);
    ck_assert_str_eq(waived, "");
    snprintf(link, sizeof link, "%zu,%zu", one + 1, other + 1);
    ck_assert_int_eq(sz_project_set_meta(project, "link.1", link, NULL), SZ_SUCCESS);
    ck_assert_int_eq(count_rule(project, links[_i].rule, waived), links[_i].with);
    ck_assert_str_eq(waived, links[_i].waived);
    check_report(project);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("audit_units");
    tcase_add_loop_test(tc, links_of_the_plan, 0, COUNT(links));
    tcase_add_loop_test(tc, several_layers, 0, COUNT(rows));
    tcase_add_test(tc, long_names_in_a_gap);
    tcase_add_test(tc, exempt_communities);
    tcase_add_test(tc, plans_take_factors);
    tcase_add_test(tc, locked_communities);
    return run_suite("audit_units", tc);
}
