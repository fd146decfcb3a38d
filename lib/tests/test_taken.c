/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules of a policy as options, on the town of town.h: 东关 has 00 01 02, 柳园 of 城东
 * 10 11 岛, nobody 12, 柳园 of 城西 20 21 22, 西关 30 31 32; 30 and 31 are the estate
 * 河畔花园 of kind 小区. Every block has 100 households and 7 planned ones, 岛 40 and
 * 7. */
#include "sizhi/rules.h"
#include "tests/town.h"

static sz_project *project;
static sz_policy *policy;
static sz_rules *rules;
static sz_solve_options options;

/* The options that a policy with VALUES, parted by semicolons, gives for the town whose
 * unit is of KIND. */
static void take(const char *values, const char *kind)
{
    char text[256];
    sz_error err = SZ_ERROR_INIT;
    sz_source source;
    town_source(&source);
    for (size_t i = 0; i < source.area.n; i++)
        if (source.area.at[i].unit >= 0)
            source.area.at[i].kind = town_text(&source, kind);
    project = town_from(&source);
    ck_assert_int_eq(sz_policy_open("law2026", &policy, &err), SZ_SUCCESS);
    snprintf(text, sizeof text, "%s", values);
    for (char *at = strtok(text, ";"); at; at = strtok(NULL, ";"))
        ck_assert_msg(sz_policy_set(policy, at, &err) == SZ_SUCCESS, "%s", err.message);
    options = (sz_solve_options)SZ_SOLVE_OPTIONS_INIT;
    ck_assert_int_eq(sz_rules_take(policy, sz_project_map(project), &options, &rules,
                                   &err), SZ_SUCCESS);
}

static void done(void)
{
    sz_rules_free(rules);
    sz_policy_free(policy);
    sz_project_free(project);
}

/* Households of block NAME as they count. */
static int64_t counted(const char *name)
{
    return options.count[town_find(project, name)];
}

static bool taken(const char *key)
{
    sz_policy_entry e;
    for (size_t i = 0; i < sz_rules_count(rules); i++)
        if (sz_rules_at(rules, i, &e, NULL) == SZ_SUCCESS && strcmp(e.key, key) == 0)
            return true;
    return false;
}

START_TEST(the_law)
{
    sz_policy_entry e;
    take("", "小区");
    ck_assert_int_eq(options.min, 1000);
    ck_assert_int_eq(options.max, 3000);
    ck_assert_int_eq(options.target, 0);
    ck_assert(!options.split_units && !options.allow_enclaves && !options.cross_towns);
    ck_assert_int_eq(options.cut_by, 1u << SZ_BARRIER_RAIL | 1u << SZ_BARRIER_RIVER |
                                         1u << SZ_BARRIER_EXPRESSWAY);
    ck_assert_int_eq(options.n_bands, 0);
    ck_assert_int_eq(options.n_exempt, 0);
    ck_assert_ptr_null(options.held);
    ck_assert_int_eq(counted("00"), 100);
    ck_assert_double_lt(options.share[SZ_BARRIER_RIVER], 0); /* the default */
    ck_assert(taken("size.min") && taken("keep.whole") && taken("border.cut_by"));
    ck_assert(!taken("size.target") && !taken("weight.moved"));
    ck_assert_int_eq(sz_rules_at(rules, 0, &e, NULL), SZ_SUCCESS);
    ck_assert_str_eq(e.key, "size.min");
    ck_assert_str_eq(e.value, "1000");
    ck_assert_str_eq(e.clause, "第三条");
    ck_assert_int_eq(sz_rules_at(rules, sz_rules_count(rules), &e, NULL), SZ_ERR_INVALID);
    done();
}
END_TEST

START_TEST(values)
{
    take("size.min=200;size.max=400;size.target=250;weight.border=2.5;weight.size=3x;"
         "border.cut_by=river;border.clear_by=street,lane;level.part.enclave=hint;"
         "level.town.crossed=goal", "小区");
    ck_assert_int_eq(options.min, 200);
    ck_assert_int_eq(options.max, 400);
    ck_assert_int_eq(options.target, 250);
    ck_assert_double_eq(options.weight[SZ_TERM_BORDER], 2.5);
    ck_assert_double_eq(options.factor[SZ_TERM_SIZE], 3);
    ck_assert_double_lt(options.weight[SZ_TERM_SIZE], 0);
    ck_assert_int_eq(options.cut_by, 1u << SZ_BARRIER_RIVER);
    ck_assert_double_eq(options.share[SZ_BARRIER_RIVER], 1); /* no clear border */
    ck_assert_double_lt(options.share[SZ_BARRIER_STREET], 0);
    ck_assert(options.allow_enclaves && options.cross_towns);
    ck_assert(taken("weight.border") && taken("size.target"));
    done();
    take("level.part.cut=hint", "小区");
    ck_assert_int_eq(options.cut_by, 0);
    done();
}
END_TEST

START_TEST(counting)
{
    take("count.planned=full", "小区");
    ck_assert_int_eq(counted("00"), 107);
    ck_assert_int_eq(counted("岛"), 47);
    done();
    /* half of 7, of 14, of 21 ... rounded down: 3, 7, 10, 14 ... up to 45 of 91 */
    take("count.occupancy=0.5;count.planned=occupancy", "小区");
    int64_t sum = 0;
    const sz_map *m = sz_project_map(project);
    for (size_t p = 0; p < sz_map_parcels(m); p++) {
        sz_parcel parcel;
        sz_map_parcel(m, p, &parcel);
        int64_t more = options.count[p] - parcel.households;
        ck_assert(more == 3 || more == 4);
        sum += more;
    }
    ck_assert_int_eq(options.count[0], 103);
    ck_assert_int_eq(options.count[1], 104);
    ck_assert_int_eq(sum, 45);
    done();
}
END_TEST

START_TEST(kinds)
{
    /* 30 and 31 are two thirds of 西关 */
    take("size.min=100;size.max=320;band.village=250-", "村改居");
    ck_assert_int_eq(options.n_bands, 7); /* of five kinds and two sorts of housing */
    sz_sizes sizes;
    ck_assert_int_eq(sz_solve_sizes(sz_project_present(project), &options, &sizes, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(sizes.communities, 4);
    ck_assert_int_eq(sizes.in_band, 4);
    ck_assert_int_eq(sizes.smallest, 240);
    ck_assert_int_eq(sizes.largest, 300);
    ck_assert_int_eq(sizes.counted, 1240);
    done();
    take("size.min=100;size.max=320;band.village=301-", "村改社区");
    ck_assert_int_eq(sz_solve_sizes(sz_project_present(project), &options, &sizes, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(sizes.in_band, 3);
    done();
    take("size.min=100;size.max=320;band.village=301-", "小区"); /* none is a village */
    ck_assert_int_eq(sz_solve_sizes(sz_project_present(project), &options, &sizes, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(sizes.in_band, 4);
    done();
}
END_TEST

START_TEST(units)
{
    static const struct {
        const char *whole, *kind;
        bool cut;
    } rows[] = {
        { "keep.whole=grid,estate", "小区", false },
        { "keep.whole=grid,village", "小区", true },
        { "keep.whole=none", "网格", true },
        { "keep.whole=none", "单位大院", false }, /* no word for it: whole */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        take(rows[i].whole, rows[i].kind);
        ck_assert_int_eq(options.split_units, rows[i].cut);
        if (rows[i].cut) {
            ck_assert_int_eq(options.n_layers, 1);
            ck_assert_int_eq(options.layers[0][town_find(project, "30")], -1);
        }
        done();
    }
}
END_TEST

START_TEST(exempt)
{
    sz_plan *plan = NULL;
    sz_solve_report report;
    sz_error err = SZ_ERROR_INIT;
    /* 西关 is a historic village: two thirds of it */
    take("size.min=310;size.max=700", "传统村落");
    ck_assert_int_eq(options.n_exempt, 1);
    ck_assert_int_eq(options.exempt[0], town_community(sz_project_present(project),
                                                       "城西", "西关"));
    ck_assert(options.held[town_find(project, "30")]);
    ck_assert(!options.held[town_find(project, "32")]);
    /* 城西 has only its 300 and those of 柳园, which is too small alone */
    options.threads = 1;
    ck_assert_int_eq(sz_solve(sz_project_map(project), &options, &plan, &report, NULL,
                              &err), SZ_ERR_INFEASIBLE);
    ck_assert_int_eq(sz_plan_of(plan, town_find(project, "32")), options.exempt[0]);
    sz_plan_free(plan);
    /* 300 are fewer than 310, and nobody minds */
    options.min = 300;
    options.max = 700;
    options.cut_by = 0;
    ck_assert_msg(sz_solve(sz_project_map(project), &options, &plan, &report, NULL,
                           &err) == SZ_SUCCESS, "%s", err.message);
    for (const char *const *b = (const char *const[]){ "30", "31", "32", NULL }; *b; b++)
        ck_assert_int_eq(sz_plan_of(plan, town_find(project, *b)), options.exempt[0]);
    sz_plan_free(plan);
    done();
}
END_TEST

START_TEST(graphs)
{
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policy_open("yaohai2020", &policy, &err), SZ_SUCCESS);
    options = (sz_solve_options)SZ_SOLVE_OPTIONS_INIT;
    ck_assert_int_eq(sz_rules_take(policy, NULL, &options, &rules, &err), SZ_SUCCESS);
    ck_assert_int_eq(options.target, 3000);
    ck_assert_int_eq(options.cut_by, 0);
    ck_assert_ptr_null(options.count);
    sz_rules_free(rules);
    ck_assert_int_eq(sz_rules_take(NULL, NULL, &options, &rules, &err), SZ_ERR_INVALID);
    sz_policy_free(policy);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("taken");
    tcase_add_test(tc, the_law);
    tcase_add_test(tc, values);
    tcase_add_test(tc, counting);
    tcase_add_test(tc, kinds);
    tcase_add_test(tc, units);
    tcase_add_test(tc, exempt);
    tcase_add_test(tc, graphs);
    return run_suite("taken", tc);
}
