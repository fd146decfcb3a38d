/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Templates of documents: those that come with the library, and others. */
#include "tests/reports.h"

START_TEST(templates_that_work)
{
    static const char *const rows[][2] = {
        { "# {date}\n\nA {households} {{x}}\r\n", "02026年3月1日\n0A 1240 {x}}\n" },
        { "{mine}", "0{date} <b>\n" }, /* what a field says is not read again */
        { "{due|...}\n{organisation|}!", "0...\n0!\n" },
        { "{! {none} }\n{if gaps_before}\nyes\n{else}\nno\n{end}\n"
          "{if gaps_after}\nyes\n{else}\nno\n{end}", "0yes\n0no\n" },
        { "{each moves}\n{from} - {to}\n{if exact}\n## {households}\n{end}\n{end}",
          "0（空白点） - 东关\n1100\n" },
        { "{each staff}\n{community} {premises.have|-} {compare.households_after}\n{end}",
          "0东关 320.50 400\n0柳园 0.00 240\n0柳园 0.00 300\n0西关 0.00 300\n" },
        { "{annexes}\nsee {annex.b}\n{annex a A {households}}\n{annex b B}",
          "0附件：1. A 1240\n0　　　2. B\n0see 2\n1A 1240\n1B\n" },
        { "{annexes}\n{annex a A}", "0附件：A\n1A\n" }, /* the only one has no number */
        { "{table handover}\n{annex a 移交清单}\n{table handover}",
          "0移交清单：没有移交事项。\n1移交清单\n0没有移交事项。\n" },
    };
    char dir[64], path[96];
    sz_error err = SZ_ERROR_INIT;
    made m = make(true, "mine={date} <b>");
    files_open(dir);
    snprintf(path, sizeof path, "%s/t.txt", dir);
    files_write(path, rows[_i][0]);
    ck_assert_str_eq(composed(&m, path, SZ_SUCCESS, &err), rows[_i][1]);
    files_close(dir);
    unmake(&m);
}
END_TEST

START_TEST(templates_that_do_not)
{
    static const char *const rows[][2] = {
        { "a\n{nosuch}", "t.txt:2: there is no such field" },
        { "{houshold}", "{NAME|TEXT}: houshold (did you mean households?)" },
        { "a\n\n{due}", "t.txt:3: this field has no value" },
        { "{table nosuch}", "t.txt:1: there is no such table" },
        { "{table moves nosuch}", "t.txt:1: the table has no such column" },
        { "{map nosuch}", "t.txt:1: there is no such map" },
        { "{each moves}\na", "t.txt:1: there is no {end} to it" },
        { "{end}", "t.txt:1: nothing is open here" },
        { "{if nosuch}\n{end}", "t.txt:1: there is no such field" },
        { "{sides.east}", "t.txt:1: there is no such field" }, /* of which community? */
        { "{each staff}\n{sides.nosuch}\n{end}", "t.txt:2: there is no such field" },
        { "{annex a}", "t.txt:1: an annex has a key and a title" },
        { "{annex a A}\n{annex a B}", "t.txt:2: two annexes have this key" },
        { "{annex a A}\n{annex.b}", "t.txt:2: there is no such field" },
        { "a {date", "t.txt:1: a brace is not closed" },
        { "\xff", "t.txt: the template is no text in UTF-8" },
    };
    char dir[64], path[96];
    sz_error err = SZ_ERROR_INIT;
    made m = make(true, NULL);
    files_open(dir);
    snprintf(path, sizeof path, "%s/t.txt", dir);
    files_write(path, rows[_i][0]);
    composed(&m, path, SZ_ERR_DATA, &err);
    ck_assert_msg(strstr(err.message, rows[_i][1]) != NULL, "%s", err.message);
    snprintf(path, sizeof path, "%s/a.md", dir);
    files_close(dir);
    unmake(&m);
}
END_TEST

START_TEST(proposed_map_without_plan)
{
    char dir[64], path[96];
    sz_error err = SZ_ERROR_INIT;
    made m = make(false, NULL);
    files_open(dir);
    snprintf(path, sizeof path, "%s/t.txt", dir);
    files_write(path, "{map proposed}");
    composed(&m, path, SZ_ERR_DATA, &err);
    ck_assert_msg(strstr(err.message, "t.txt:1: there is no plan to show") != NULL, "%s",
                  err.message);
    files_close(dir);
    unmake(&m);
}
END_TEST

/* Those that come with the library work, with a plan and without, or of scenarios. */
START_TEST(shipped_templates)
{
    sz_error err = SZ_ERROR_INIT;
    const char *id = sz_template_id((size_t)_i / 2);
    ck_assert_ptr_nonnull(id);
    made m = strncmp(id, "scenarios", strlen("scenarios")) == 0 ? make_scenarios() : make(_i % 2 == 1, NULL);
    ck_assert_msg(*composed(&m, id, SZ_SUCCESS, &err) == '0', "%s", id);
    unmake(&m);
}
END_TEST

START_TEST(open_fields_are_told)
{
    made m = make(true, NULL);
    size_t n;
    char *a = written(&m, "x.md", "x.md", &n);
    ck_assert_uint_eq(sz_report_open_fields(m.report), 6);
    ck_assert_str_eq(sz_report_open_field(m.report, 0), "guiding");
    free(a);
    unmake(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("template");
    tcase_add_loop_test(tc, templates_that_work, 0, 9);
    tcase_add_loop_test(tc, templates_that_do_not, 0, 15);
    tcase_add_test(tc, proposed_map_without_plan);
    tcase_add_loop_test(tc, shipped_templates, 0, 2 * (int)sz_templates());
    tcase_add_test(tc, open_fields_are_told);
    return run_suite("template", tc);
}
