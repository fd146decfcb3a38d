/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every rule on a town that breaks it and on one that does not. The expected findings
 * are counted by hand on the picture in town.h: 东关 and the two of 城西 have 300
 * households and 3 ha, 柳园 of 城东 has 240 and 2 ha, block 12 is nobody's. */
#include <math.h>
#include <string.h>

#include "core/findings.h"
#include "core/platform.h"
#include "sizhi/audit.h"
#include "tests/town.h"

/* Do to PLAN what MOVES say: "12>城东/东关" and so on, parted by blanks; "12>" takes a
 * parcel out of its community. */
static void move_all(sz_plan *plan, const sz_project *project, const char *moves)
{
    char text[256];
    snprintf(text, sizeof text, "%s", moves);
    for (char *at = strtok(text, " "); at; at = strtok(NULL, " ")) {
        char *to = strchr(at, '>'), *name = strchr(at, '/');
        *to++ = '\0';
        int32_t c = -1;
        if (name) {
            *name++ = '\0';
            c = town_community(plan, to, name);
            ck_assert_int_ge(c, 0);
        }
        ck_assert_int_eq(sz_plan_assign(plan, town_find(project, at), c, NULL), 0);
    }
}

static sz_policy *policy_with(const char *values)
{
    char text[256];
    sz_policy *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policy_open("law2026", &p, &err), SZ_SUCCESS);
    snprintf(text, sizeof text, "%s", values);
    for (char *at = strtok(text, ";"); at; at = strtok(NULL, ";"))
        ck_assert_msg(sz_policy_set(p, at, &err) == SZ_SUCCESS, "%s", err.message);
    return p;
}

#define BAND "size.min=250;size.max=350;"

static const struct {
    const char *policy, *moves, *rule;
    int count;
    double value; /* of the first, NAN: any */
} rows[] = {
    { BAND, "", "size.above", 0, NAN },
    { BAND, "", "size.below", 1, 240 },
    { "size.min=200;size.max=280", "", "size.above", 3, 300 },
    { "size.min=200;size.max=280", "", "size.below", 0, NAN },
    /* planned: 7 a block, 柳园 of 城东 has 21 as well */
    { "size.min=200;size.max=310", "", "size.planned", 3, 321 },
    { "size.min=200;size.max=321", "", "size.planned", 0, NAN },
    { "size.min=200;size.max=321;count.planned=full", "", "size.above", 0, NAN },
    { "size.min=200;size.max=320;count.planned=full", "", "size.above", 3, 321 },
    { "count.occupancy=0.5;count.planned=occupancy;size.min=200;size.max=309", "",
      "size.above", 3, 310 },
    { BAND "size.split_over=299", "", "size.split", 3, 300 },
    { BAND "size.split_over=300", "", "size.split", 0, NAN },
    { BAND "size.several_over=299", "", "size.several", 3, 300 },
    { BAND "size.several_over=300", "", "size.several", 0, NAN },
    { BAND "size.merge_under=241", "", "size.merge", 1, 240 },
    { BAND "size.merge_under=240", "", "size.merge", 0, NAN },
    { BAND "size.review_under=241", "", "size.review", 1, 240 },
    { BAND "size.review_under=240", "", "size.review", 0, NAN },
    { "size.max_population=749", "", "size.population", 4, 750 },
    { "size.max_population=750", "", "size.population", 0, NAN },
    /* 柳园 and 西关 of 城西 are neighbours, 东关 has none of its town in the range */
    { "size.joint=250-300", "", "size.joint", 1, 600 },
    { "size.joint=300-400", "", "size.joint", 0, NAN },
    { "size.alone=200", "", "size.alone", 1, 200 },
    { "size.alone=220", "", "size.alone", 1, 200 }, /* about */
    { "size.alone=230", "", "size.alone", 0, NAN },
    { "size.alone=200", "32>", "size.alone", 0, NAN }, /* it is alone */

    { "", "", "part.detached", 0, NAN },
    { "", "00>城西/西关", "part.detached", 1, 100 },
    { "", "", "part.enclave", 0, NAN },
    { "", "岛>城东/东关", "part.enclave", 1, 40 },
    { "", "", "part.point", 0, NAN },
    { "", "10>城东/东关 11>城东/东关 岛>城东/东关 01>城东/柳园 12>城东/柳园",
      "part.point", 1, 100 },
    { "", "", "part.cut", 0, NAN },
    { "", "12>城西/柳园", "part.cut", 1, 100 },
    { "", "10>城西/柳园", "part.cut", 0, NAN }, /* 青山路 passes over the river */
    { "border.cut_by=none", "12>城西/柳园", "part.cut", 0, NAN },
    { "", "", "cover.gap", 1, 100 },
    { "", "12>城东/东关", "cover.gap", 0, NAN },
    { "", "", "cover.overlap", 1, 2 },
    { "", "", "town.crossed", 0, NAN },
    { "", "12>城西/柳园", "town.crossed", 1, 100 },

    /* on named lines lie: of 东关 none of 800 m, of 柳园 200 of 600 and 300 of 800, of
     * 西关 none */
    { "border.clear_share=0.34", "", "border.clear", 3, 0 },
    { "border.clear_share=0.38", "", "border.clear", 4, 0 },
    { "border.clear_share=0.2", "", "border.clear", 2, 0 },
    { "border.clear_share=0.2;border.clear_by=street", "", "border.clear", 4, 0 },
    { "border.clear_share=0", "", "border.clear", 0, NAN },
    /* 4 pi 3 / 64 = 0.589, 4 pi 2 / 36 = 0.698; 3 / (2.5 pi) = 0.382, 2 / (1.25 pi) =
     * 0.509 */
    { "shape.polsby_popper=0.6", "", "shape.compact", 3, 0.58905 },
    { "shape.polsby_popper=0.58", "", "shape.compact", 0, NAN },
    { "shape.reock=0.4", "", "shape.reock", 3, 0.38197 },
    { "shape.reock=0.38", "", "shape.reock", 0, NAN },
    { "shape.hull=0.99", "", "shape.hull", 0, NAN },
    { "shape.hull=0.99", "11>城东/东关 岛>城东/东关", "shape.hull", 1, 4 / 5.0 },
    { "reach.area_km2=0.02", "", "reach.area", 3, 0.03 },
    { "reach.area_km2=0.03", "", "reach.area", 0, NAN },
    /* the office of 东关 stands in the middle of 00; its blocks are 0, 100, 200 m off */
    { "reach.farthest=199", "", "reach.farthest", 1, 200 },
    { "reach.farthest=201", "", "reach.farthest", 0, NAN },
    { "reach.mean=99", "", "reach.mean", 1, 100 },
    { "reach.mean=101", "", "reach.mean", 0, NAN },

    /* along 青山路: 00 is the office's own, 01 lies across the road, 02 has none */
    { "reach.distance=network;reach.farthest=141", "", "reach.farthest", 1, 141.42136 },
    { "reach.distance=network;reach.farthest=142", "", "reach.farthest", 0, NAN },
    { "reach.distance=network;reach.mean=70", "", "reach.mean", 1, 70.71068 },
    { "reach.distance=network;reach.mean=71", "", "reach.mean", 0, NAN },
    { "reach.distance=network", "", "reach.cut_off", 1, 100 },
    { "reach.distance=network", "02>", "reach.cut_off", 0, NAN },
    { "reach.distance=straight", "", "reach.cut_off", 0, NAN },

    { "", "", "office.missing", 3, NAN },
    { "", "", "office.outside", 0, NAN },
    { "", "00>城东/柳园", "office.outside", 1, NAN },
    { "office.min_m2=321", "", "office.area", 1, 320.5 },
    { "office.min_m2=320", "", "office.area", 0, NAN },
    { "office.per_100_m2=107", "", "office.per_100", 1, 106.8333 },
    { "office.per_100_m2=106", "", "office.per_100", 0, NAN },
    { "office.urban_m2=800", "", "office.kind", 1, 320.5 },
    { "office.rural_m2=800", "", "office.kind", 0, NAN },
    { "office.children_m2=25", "", "office.children", 1, 24 },
    { "office.children_m2=24", "", "office.children", 0, NAN },
    /* 300 households: 12 by one for 25, 11 by one for 28 */
    { "staff.per_worker=20-25", "", "staff.norm", 1, 11 },
    { "staff.per_worker=-28", "", "staff.norm", 0, NAN },
    { "staff.per_worker=25-", "", "staff.norm", 1, 11 },
    { "staff.min=12", "", "staff.few", 1, 11 },
    { "staff.min=11", "", "staff.few", 0, NAN },
    { "staff.max=10", "", "staff.many", 1, 11 },
    { "staff.max=11", "", "staff.many", 0, NAN },
    { "staff.quota=10", "", "staff.quota", 1, 11 },
    { "staff.quota=11", "", "staff.quota", 0, NAN },

    { "", "", "unit.estate", 0, NAN },
    { "", "30>城西/柳园", "unit.estate", 1, 2 },
    { "keep.whole=grid", "30>城西/柳园", "unit.estate", 0, NAN },
    { "size.min=0;size.max=199", "", "unit.above", 1, 200 },
    { "size.min=0;size.max=200", "", "unit.above", 0, NAN },
    { "keep.exempt=estate", "", "unit.exempt", 1, 200 },
    { "", "", "unit.exempt", 0, NAN },

    { "", "", "name.same", 1, 2 },
    { "", "10> 11> 岛>", "name.same", 0, NAN },
    { "", "", "name.suffix", 4, NAN },
    { "name.suffix=关, 园", "", "name.suffix", 0, NAN },
    { "name.suffix=园", "", "name.suffix", 2, NAN },
    { "", "", "name.rare", 0, NAN },
    { "", "", "name.homophone", 0, NAN },
    { "", "", "name.ordinal", 0, NAN },
    { "", "", "resettle.form", 0, NAN },
    { "", "", "unit.conflict", 0, NAN },
    { "", "", "office.shared", 0, NAN },
    { "", "", "shape.neck", 0, NAN },
    /* 01, 11 and 20 by 20 m of 岛 hang together by 00 and 10, 100 m wide */
    { "shape.neck=101", "", "shape.neck", 4, 100 },

    /* 柳园 keeps 10 and gets 12, 东关 has all round: two corners of 200 m each, between
     * ends that are 141 m apart */
    { "shape.interlaced=1.4", "11>城东/东关 岛>城东/东关 12>城东/柳园",
      "shape.interlaced", 2, 1.41421 },
    { "shape.interlaced=1.5", "11>城东/东关 岛>城东/东关 12>城东/柳园",
      "shape.interlaced", 0, NAN },
};

START_TEST(rules_fire_where_they_must)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    sz_policy *policy = policy_with(rows[_i].policy);
    sz_findings *list = NULL;
    sz_plan *plan = NULL;
    sz_audit_report report;
    int count = 0;
    ck_assert_int_eq(sz_plan_copy(sz_project_present(project), &plan, NULL), 0);
    move_all(plan, project, rows[_i].moves);
    ck_assert_msg(sz_audit(plan, policy, &list, &report, &err) == SZ_SUCCESS, "%s",
                  err.message);
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        if (strcmp(f->rule, rows[_i].rule) != 0)
            continue;
        if (count++ == 0 && !isnan(rows[_i].value))
            ck_assert_double_eq_tol(f->value, rows[_i].value, 1e-4);
        ck_assert_str_ne(f->message, "");
        ck_assert_str_eq(f->waiver, "");
        if (rows[_i].policy[0] && strstr(f->rule, "size"))
            ck_assert_str_eq(f->source, "--set");
    }
    ck_assert_msg(count == rows[_i].count, "%s: %d findings, not %d", rows[_i].rule,
                  count, rows[_i].count);
    ck_assert_uint_eq(report.errors + report.warnings + report.hints + report.goals +
                          report.waived, sz_findings_count(list));
    sz_findings_free(list);
    sz_plan_free(plan);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

START_TEST(the_report_adds_up)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    sz_policy *policy = policy_with(BAND);
    sz_findings *list = NULL;
    sz_audit_report r;
    ck_assert_int_eq(sz_audit(sz_project_present(project), policy, &list, &r, &err),
                     SZ_SUCCESS);
    ck_assert_uint_eq(r.communities, 4);
    ck_assert_uint_eq(r.in_band, 3);
    ck_assert_uint_eq(r.below, 1);
    ck_assert_uint_eq(r.above, 0);
    ck_assert_int_eq(r.households, 1140);
    ck_assert_uint_eq(r.gaps, 1);
    ck_assert_int_eq(r.gap_households, 100);
    ck_assert_uint_eq(r.overlaps, 1);
    ck_assert_uint_eq(r.detached, 0);
    /* 200 + 300 of 600 + 3 * 800 m */
    ck_assert_double_eq_tol(r.clear_share, 500.0 / 3000, 1e-9);
    const sz_finding *f = NULL;
    for (size_t i = 0; i < sz_findings_count(list) && !f; i++)
        if (strcmp(sz_findings_at(list, i)->rule, "cover.gap") == 0)
            f = sz_findings_at(list, i);
    ck_assert_ptr_nonnull(f);
    ck_assert_str_eq(f->source, "law2026:59");
    ck_assert_str_eq(f->clause, "通行做法");
    ck_assert(f->placed);
    ck_assert_double_eq_tol(f->x, TOWN_X + 150, 30);
    ck_assert_double_eq_tol(f->y, TOWN_Y + 250, 30);
    sz_findings_free(list);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

START_TEST(waived_is_reported_as_waived)
{
    sz_error err = SZ_ERROR_INIT;
    char path[64];
    snprintf(path, sizeof path, "audit_%llu.ini", (unsigned long long)sz__process());
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs("[meta]\nextends = law2026\n[waiver]\nrule = cover.gap\nreason = 水面\n"
          "who = 街道\ndate = 2026-03-01\n", file);
    fclose(file);
    sz_project *project = town_project();
    sz_policy *policy = NULL;
    sz_findings *list = NULL;
    sz_audit_report r;
    ck_assert_int_eq(sz_policy_open(path, &policy, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_audit(sz_project_present(project), policy, &list, &r, &err),
                     SZ_SUCCESS);
    ck_assert_uint_eq(r.waived, 1);
    ck_assert_uint_eq(r.gaps, 1);
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        bool gap = strcmp(f->rule, "cover.gap") == 0;
        ck_assert_str_eq(f->waiver, gap ? "水面 (街道, 2026-03-01)" : "");
    }
    sz_findings_free(list);
    sz_policy_free(policy);
    sz_project_free(project);
    sz__remove(path);
}
END_TEST

/* The town with other names, kinds, towns or offices: what is told of it by one rule. */
typedef struct altered {
    const char *label, *policy;
    const char *name;      /* a community for 柳园 of 城东, or NULL */
    const char *kind;      /* of the estate, or NULL */
    bool two_towns;        /* block 10 belongs to the estate */
    bool office;           /* 柳园 of 城东 has its office where 东关 has */
    int64_t people;        /* with a policy: of each block of the estate */
    const char *rule, *told;
} altered;

static const altered towns[] = {
    { .label = "another tone", .name = "冬馆", .rule = "name.homophone" },
    { .label = "sounds the same", .name = "冬关", .rule = "name.homophone",
      .told = "冬关" },
    { .label = "rare", .name = "㘵园", .rule = "name.rare", .told = "㘵" },
    { .label = "beyond GB 2312", .name = "喆园", .rule = "name.rare", .told = "喆" },
    { .label = "traditional", .name = "學園", .rule = "name.rare" },
    { .label = "a number", .name = "第十二", .rule = "name.ordinal", .told = "第十二" },
    { .label = "a number and a word", .name = "第二泉", .rule = "name.ordinal" },
    { .label = "a number before the end", .name = "三社区", .rule = "name.ordinal",
      .told = "三社区" },
    { .label = "one office", .office = true, .rule = "office.shared", .told = "东关" },
    { .label = "two towns", .two_towns = true, .rule = "unit.conflict",
      .told = "城东" },
    { .label = "grid", .kind = "网格", .rule = "unit.grid" },
    { .label = "grid cut", .kind = "网格", .two_towns = true, .rule = "unit.grid",
      .told = "柳园" },
    { .label = "village cut", .kind = "村改居", .two_towns = true,
      .rule = "unit.village", .told = "柳园" },
    { .label = "minority village", .kind = "少数民族村", .rule = "unit.exempt",
      .told = "少数民族村" },
    { .label = "island", .kind = "海岛村", .rule = "unit.exempt", .told = "海岛村" },
    { .label = "site, people not counted", .kind = "安置点", .policy = "resettlement",
      .rule = "resettle.form" },
    { .label = "site of 1,200", .kind = "安置点", .policy = "resettlement",
      .people = 600, .rule = "resettle.form", .told = "1200" },
    { .label = "site of 11,000", .kind = "安置点", .policy = "resettlement",
      .people = 5500, .rule = "resettle.form", .told = "11000" },
};

static sz_project *altered_project(const altered *t)
{
    sz_error err = SZ_ERROR_INIT;
    sz_source s;
    sz_built built = { 0 };
    sz_account account = { 0 };
    sz_build_options options = { .as_is = true };
    sz_findings *findings = NULL;
    sz_project *project = NULL;
    town_source(&s);
    for (size_t i = 0; i < s.area.n; i++) {
        sz_area *a = &s.area.at[i];
        bool ten = strcmp(sz__name(&s.names, a->name), "10") == 0;
        if (t->name && a->community == town_text(&s, "柳园") &&
            a->town == town_text(&s, "城东"))
            a->community = town_text(&s, t->name);
        if (t->two_towns && ten) {
            a->unit = town_text(&s, "河畔花园");
            a->kind = town_text(&s, "小区");
        }
        if (t->kind && a->unit == town_text(&s, "河畔花园"))
            a->kind = town_text(&s, t->kind);
        if (t->policy && a->unit == town_text(&s, "河畔花园"))
            a->population = t->people; /* 0: not known */
    }
    if (t->office)
        ck_assert(sz__push(&s.office, (sz_office_spot){
            TOWN_X + 50, TOWN_Y + 50, town_text(&s, "柳园居委会"), town_text(&s, "柳园"),
            town_text(&s, "城东"), 0, 0, 0 }));
    ck_assert_int_eq(sz__findings_new(&findings, &err), SZ_SUCCESS);
    ck_assert_msg(sz__map_build(&built, &s, &options, &account, findings, &err) ==
                      SZ_SUCCESS, "%s", err.message);
    sz__source_release(&s);
    ck_assert_int_eq(sz__project_new(&project, &built, findings, &err), SZ_SUCCESS);
    return project;
}

START_TEST(names_units_and_offices)
{
    const altered *t = &towns[_i];
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = altered_project(t);
    sz_policy *policy = NULL;
    sz_findings *list = NULL;
    const sz_finding *found = NULL;
    ck_assert_int_eq(sz_policy_open(t->policy ? t->policy : "law2026", &policy, &err),
                     SZ_SUCCESS);
    ck_assert_int_eq(sz_audit(sz_project_present(project), policy, &list, NULL, &err),
                     SZ_SUCCESS);
    for (size_t i = 0; i < sz_findings_count(list) && !found; i++)
        if (strcmp(sz_findings_at(list, i)->rule, t->rule) == 0)
            found = sz_findings_at(list, i);
    ck_assert_msg(!t->told == !found, "%s: %s", t->label,
                  found ? found->message : "nothing found");
    if (found)
        ck_assert_msg(strstr(found->message, t->told) != NULL, "%s: %s", t->label,
                      found->message);
    sz_findings_free(list);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("audit");
    tcase_add_loop_test(tc, rules_fire_where_they_must, 0, COUNT(rows));
    tcase_add_loop_test(tc, names_units_and_offices, 0, COUNT(towns));
    tcase_add_test(tc, the_report_adds_up);
    tcase_add_test(tc, waived_is_reported_as_waived);
    return run_suite("audit", tc);
}
