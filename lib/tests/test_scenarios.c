/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reports of several scenarios. */
#include "sizhi/compare.h"
#include "tests/reports.h"

START_TEST(scenarios_by_hand)
{
    static const struct {
        const char *table;
        int row;
        const char *column, *want;
    } rows[] = {
        { "scenarios", 0, "scenario", "维持现状" },
        { "scenarios", 0, "moves", "0" },
        { "scenarios", 1, "scenario", "甲<&>" },
        { "scenarios", 2, "moves", "1" },
        { "scenarios", 2, "kept", "3" },
        { "scenarios", 2, "moved_households", "0" }, /* they had no community */
        { "criteria", 0, "criterion", "社区数" },
        { "criteria", 0, "scenario0", "4" },
        { "criteria", 0, "best", "" },               /* no number is the better one */
        { "moves", 0, "to", "东关" },
        { "moves", 1, "scenario", "乙" },
        { "moves", 1, "to", "城东 柳园" },
        { "moves", 1, "households", "100" },
        { "communities", 0, "scenario0", "300" },
        { "communities", 0, "scenario1", "400" },
        { "communities", 1, "scenario2", "340" },
        { "communities", 4, "community", "（空白点）" },
        { "communities", 4, "scenario0", "100" },
        { "communities", 4, "scenario1", "" },
        { "communities", -1, "scenario0", "1240" },
        { "communities", -1, "scenario2", "1240" },
    };
    made m = make_scenarios();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *is = cell(&m, rows[i].table, rows[i].row, rows[i].column);
        ck_assert_msg(strcmp(is, rows[i].want) == 0, "%s %d %s: %s, not %s",
                      rows[i].table, rows[i].row, rows[i].column, is, rows[i].want);
    }
    ck_assert_str_eq(fact(&m, "alternatives"), "2");
    ck_assert_str_eq(fact(&m, "area"), "0.1200");
    ck_assert_str_eq(sz_report_notice(m.report), "");
    unmake(&m);
}
END_TEST

START_TEST(scenarios_need_names)
{
    static const char *const names[][2] = {
        { "甲", "甲" }, { "维持现状", "乙" }, { "", "乙" }, { "甲", "\xff" }, { "甲", NULL },
    };
    sz_error err = SZ_ERROR_INIT;
    sz_report *report = NULL;
    made m = make(true, NULL);
    const sz_plan *const plans[] = { m.plan, m.plan };
    ck_assert_int_eq(sz_report_scenarios(sz_project_map(m.project), plans, names[_i], 2,
                                         m.policy, NULL, &report, &err), SZ_ERR_INVALID);
    ck_assert_ptr_null(report);
    unmake(&m);
}
END_TEST

/* Sentences and maps of one plan are not there, sheets neither. */
START_TEST(scenarios_have_no_one_plan)
{
    static const char *const rows[][2] = {
        { "{overall}", "t.txt:1: sentences are about one scenario" },
        { "{each criteria}\n{moves}\n{end}", "t.txt:2: sentences are about one scenario" },
        { "{map compare}", "t.txt:1: there is no such map" },
        { "{map scenario}", "t.txt:1: there is no such map" },
        { "{table compare}", "t.txt:1: there is no such table" },
    };
    char dir[64], path[96];
    sz_error err = SZ_ERROR_INIT;
    made m = make_scenarios();
    files_open(dir);
    snprintf(path, sizeof path, "%s/t.txt", dir);
    files_write(path, rows[_i][0]);
    composed(&m, path, SZ_ERR_DATA, &err);
    ck_assert_msg(strstr(err.message, rows[_i][1]) != NULL, "%s", err.message);
    ck_assert_int_eq(sz_report_atlas(m.report, path, NULL, NULL), SZ_ERR_INVALID);
    files_close(dir);
    unmake(&m);
}
END_TEST

START_TEST(scenarios_are_written)
{
    static const char *const rows[][3] = {
        { "x.md", "x.md", "![甲\\<\\&\\>](<x-scenario1.png>)" },
        { "x.html", "x.html", "<figcaption>甲&lt;&amp;&gt;</figcaption>" },
        { "x.docx", "x.docx", "word/media/map3.png" },
        { "x.xlsx", "x.xlsx", "xl/worksheets/sheet5.xml" },
        { "x/", "x/communities.csv", ",（空白点）,100,,\n" },
    };
    made m = make_scenarios();
    size_t n, k = strlen(rows[_i][2]), i = 0;
    char *text = written(&m, rows[_i][0], rows[_i][1], &n);
    while (i + k <= n && memcmp(text + i, rows[_i][2], k) != 0)
        i++;
    ck_assert_msg(i + k <= n, "no %s", rows[_i][2]);
    free(text);
    unmake(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("scenarios");
    tcase_add_test(tc, scenarios_by_hand);
    tcase_add_loop_test(tc, scenarios_need_names, 0, 5);
    tcase_add_loop_test(tc, scenarios_have_no_one_plan, 0, 5);
    tcase_add_loop_test(tc, scenarios_are_written, 0, 5);
    return run_suite("scenarios", tc);
}
