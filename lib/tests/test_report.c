/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reports: facts, tables and files. */
#include "report/xml.h"
#include "tests/lattice.h"
#include "tests/reports.h"

START_TEST(facts_by_hand)
{
    static const char *const rows[][2] = {
        { "communities_before", "4" },     { "communities_after", "4" },
        { "households", "1240" },          { "population", "3250" },
        { "area", "0.1200" },              { "gaps_before", "1" },
        { "gaps_after", "0" },             { "gap_households_before", "100" },
        { "gap_area_before", "0.0100" },   { "gap_area_after", "0.0000" },
        { "overlaps", "1" },               { "kept", "3" },
        { "adjusted", "1" },               { "founded", "0" },
        { "abolished", "0" },              { "moves", "1" },
        { "moved_households", "0" },       { "moves_households", "100" },       { "moved_area", "0.0100" },
        { "smallest_before", "240" },      { "largest_after", "400" },
        { "mean_after", "310" },           { "below_before", "4" },
        { "staff_quota", "9" },            { "staff_now", "11" },
        { "staff_after", "18" },           { "premises_lacking", "4" },
        { "fates", "保持不变3个、调整1个" }, { "sizes_before", "低于下限的4个" },
        { "date", "2026年3月1日" },         { "organisation", "" },
    };
    made m = make(true, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(strcmp(fact(&m, rows[i][0]), rows[i][1]) == 0, "%s: %s, not %s",
                      rows[i][0], fact(&m, rows[i][0]), rows[i][1]);
    unmake(&m);
}
END_TEST

START_TEST(tables_by_hand)
{
    static const struct {
        const char *table;
        int row;
        const char *column, *want;
    } rows[] = {
        { "compare", 0, "town", "城东" },
        { "compare", 0, "community", "东关" },
        { "compare", 0, "fate", "调整" },
        { "compare", 0, "households_before", "300" },
        { "compare", 0, "households_after", "400" },
        { "compare", 0, "households_change", "100" },
        { "compare", 0, "population_after", "1000" },
        { "compare", 0, "area_after", "0.0400" },
        { "compare", 1, "fate", "保持不变" },
        { "compare", 1, "area_before", "0.0200" },
        { "compare", 4, "community", "（空白点）" },
        { "compare", 4, "households_before", "100" },
        { "compare", 4, "households_after", "" },
        { "compare", 4, "households_change", "-100" },
        { "compare", -1, "town", "合计" },
        { "compare", -1, "households_before", "1240" },
        { "compare", -1, "households_after", "1240" },
        { "compare", -1, "households_change", "0" },
        { "compare", -1, "area_after", "0.1200" },
        { "population", 0, "size", "低于下限" },
        { "population", -1, "parcels", "13" },
        { "moves", 0, "from", "（空白点）" },
        { "moves", 0, "to", "东关" },
        { "moves", 0, "households", "100" },
        { "moves", 0, "area", "0.0100" },
        { "ground", 0, "kind", "空白点" },
        { "ground", 0, "households", "100" },
        { "ground", 0, "to", "东关" },
        { "ground", 1, "kind", "交叉重叠" },
        { "ground", 1, "claims", "城西 柳园、西关" },
        { "ground", -1, "area", "0.0200" },
        { "premises", 0, "offices", "东关社区居委会" },
        { "premises", 0, "have", "320.50" },
        { "premises", 0, "short", "79.50" },
        { "premises", 0, "verdict", "不达标" },
        { "staff", 0, "share_before", "5" }, /* 300 and 240 of 540: see test_service.c */
        { "staff", 0, "share_after", "6" },
        { "staff", 0, "now", "11" },
        { "staff", 0, "change", "-5" },
        { "staff", -1, "share_after", "18" },
    };
    made m = make(true, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *is = cell(&m, rows[i].table, rows[i].row, rows[i].column);
        ck_assert_msg(strcmp(is, rows[i].want) == 0, "%s %d %s: %s, not %s",
                      rows[i].table, rows[i].row, rows[i].column, is, rows[i].want);
    }
    unmake(&m);
}
END_TEST

/* Without a population in the data none is printed: 0 people would be a figure. */
START_TEST(nobody_counted_people)
{
    static const struct { const char *table; int row; const char *column; } cells[] = {
        { "compare", 0, "population_before" }, { "compare", 0, "population_after" },
        { "compare", 0, "population_change" }, { "compare", 4, "population_before" },
        { "compare", -1, "population_after" }, { "population", 0, "population" },
        { "population", -1, "population" },    { "ground", 0, "population" },
    };
    sz_project *project = town_project();
    memset(project->map->population, 0,
           (size_t)project->map->n * sizeof *project->map->population);
    made m = make_of(project, true, NULL);
    ck_assert_str_eq(fact(&m, "population"), "");
    ck_assert_str_eq(fact(&m, "households"), "1240");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ck_assert_str_eq(cell(&m, cells[i].table, cells[i].row, cells[i].column), "");
    ck_assert_str_eq(cell(&m, "compare", 0, "households_change"), "100");
    unmake(&m);
}
END_TEST

/* Whatever stands in a table, total and rows agree, and text and number are the same. */
START_TEST(totals_and_texts_agree)
{
    made m = make(_i == 1, NULL);
    for (size_t i = 0; i < sz_report_tables(m.report); i++) {
        const sz_report_table *t = sz_report_table_at(m.report, i);
        for (size_t k = 0; k < t->n_columns; k++) {
            double sum = 0;
            for (size_t row = 0; row < t->n_rows; row++) {
                const sz_report_cell *c = sz_report_cell_at(m.report, i, row, k);
                if (t->columns[k].kind == SZ_VALUE_TEXT || !*c->text) {
                    ck_assert(isnan(c->number));
                    continue;
                }
                ck_assert_ptr_null(strchr(c->text, ','));
                sum += c->number;
            }
            if (t->has_total && t->columns[k].summed &&
                *sz_report_cell_at(m.report, i, t->n_rows, k)->text)
                ck_assert_double_eq_tol(
                    sz_report_cell_at(m.report, i, t->n_rows, k)->number, sum, 1e-9);
        }
        ck_assert_ptr_null(sz_report_cell_at(m.report, i, t->n_rows + 1, 0));
    }
    unmake(&m);
}
END_TEST

/* ---- files ---- */

/* The town, 西关 being called what no format may take at its word. */
static sz_project *hostile_town(void)
{
    sz_source s;
    town_source(&s);
    int32_t old = town_text(&s, "西关"), name = town_text(&s, "=1|<b>*&\"西\"");
    for (size_t i = 0; i < s.area.n; i++)
        if (s.area.at[i].community == old)
            s.area.at[i].community = name;
    for (size_t i = 0; i < s.area.n; i++)
        s.area.at[i].claims = -1;
    return town_from(&s);
}

START_TEST(names_are_escaped)
{
    static const char *const rows[][3] = {
        { "x.csv", "x.csv/compare.csv", ",\"'=1|<b>*&\"\"西\"\"\"," },
        { "x/", "x/moves.csv", "\n1,（空白点）,东关,100,0.0100,1,将" },
        { "x.html", "x.html", "<td class=\"t\">=1|&lt;b&gt;*&amp;&quot;西&quot;</td>" },
        { "x.md", "x.md", "| \\=1\\|\\<b\\>\\*\\&\"西\" |" },
    };
    made m = make_of(hostile_town(), true, NULL);
    size_t n;
    char *text = written(&m, rows[_i][0], rows[_i][1], &n);
    ck_assert_msg(strstr(text, rows[_i][2]) != NULL, "no %s", rows[_i][2]);
    free(text);
    unmake(&m);
}
END_TEST

START_TEST(texts_of_xml)
{
    static const char *const rows[][2] = {
        { "a<b>&\"c\"'d'", "a&lt;b&gt;&amp;&quot;c&quot;'d'" },
        { "社区\n\x01\x7f𠀀", "社区 \xef\xbf\xbd\xef\xbf\xbd𠀀" },
        { "\xff\xe7\xa4", "\xef\xbf\xbd\xef\xbf\xbd" }, /* cut within a character */
        { "\xef\xbf\xbe]]>", "\xef\xbf\xbd]]&gt;" },
        { "", "" },
    };
    sz_say out = { 0 };
    sz__xml_put(&out, rows[_i][0]);
    ck_assert_str_eq(sz__said(&out), rows[_i][1]);
    free(out.text.at);
}
END_TEST

START_TEST(files_are_whole_or_not_there)
{
    static const char *const paths[][2] = {
        { "x.txt", NULL }, { "none/x.md", NULL }, { "x.md", "nosuch.txt" },
    };
    char dir[64], path[128];
    sz_error err = SZ_ERROR_INIT;
    made m = make(false, NULL);
    files_open(dir);
    snprintf(path, sizeof path, "%s/%s", dir, paths[_i][0]);
    ck_assert_int_ne(sz_report_write(m.report, path, paths[_i][1], &err), SZ_SUCCESS);
    ck_assert_msg(err.message[0], "nothing is said");
    ck_assert_int_eq(files_count(dir), 0);
    files_close(dir);
    unmake(&m);
}
END_TEST

/* What others put into a folder is theirs, also when nothing comes of the folder. */
START_TEST(foreign_files_stay)
{
    char dir[64], path[128], foreign[160];
    sz_folder *folder = NULL;
    sz_error err = SZ_ERROR_INIT;
    files_open(dir);
    snprintf(path, sizeof path, "%s/set/", dir);
    snprintf(foreign, sizeof foreign, "%s/set/foreign.txt", dir);
    ck_assert_int_eq(sz_folder_open(path, &folder, &err), SZ_SUCCESS);
    ck_assert_ptr_nonnull(sz_folder_path(folder, "own.txt"));
    if (_i == 1)
        files_write(foreign, "theirs");
    files_write(sz_folder_path(folder, "own.txt"), "ours");
    sz_folder_free(folder);
    if (_i == 1)
        ck_assert_int_eq(files_count(path), 1);
    ck_assert_int_eq(files_count(dir), _i);
    if (_i == 1)
        ck_assert_int_eq(VSIRmdirRecursive(path), 0);
    files_close(dir);
}
END_TEST

/* Of the backdrop the page has water and green, once for all of its maps, cut off at the
 * limit; buildings it has not. */
START_TEST(backdrop_of_a_page)
{
    const double up = TOWN_Y - LATTICE_Y; /* areas count from there */
    const double lake[] = { 120, up + 120, 180, up + 180 };
    const double house[] = { 20, up + 20, 60, up + 60 };
    static const char *const once[] = { "<path class=\"water\" d=\"M", "id=\"land\"" };
    sz_project *project = town_project();
    if (_i) {
        lattice_area(project->map, SZ_BACKDROP_WATER, "镜湖", lake, NULL);
        lattice_area(project->map, SZ_BACKDROP_BUILDING, NULL, house, NULL);
    }
    made m = make_of(project, true, NULL);
    size_t n;
    char *page = written(&m, "x.html", "x.html", &n);
    for (size_t i = 0; i < 2; i++) {
        const char *at = strstr(page, once[i]);
        ck_assert_int_eq(at != NULL, _i);
        ck_assert(!at || !strstr(at + 1, once[i]));
    }
    ck_assert_ptr_null(strstr(page, "class=\"green\""));
    ck_assert_ptr_null(strstr(page, "class=\"building\""));
    ck_assert_int_eq(strstr(page, "<i class=\"k water\"></i>水面<") != NULL, _i);
    ck_assert_ptr_null(strstr(page, "<i class=\"k green\">"));
    ck_assert_ptr_nonnull(strstr(page, "<i class=\"k gap\"></i>空白点<"));
    ck_assert_ptr_null(strstr(page, "划转区域")); /* what is taken up had no community */
    ck_assert(strstr(page, "id=\"maps\"") < strstr(page, "id=\"facts\""));
    free(page);
    unmake(&m);
}
END_TEST

START_TEST(same_report_same_bytes)
{
    static const char *const names[] = { "x.md", "x.xlsx", "x.docx", "x.html" };
    made m = make(true, NULL);
    size_t n, k;
    char *a = written(&m, names[_i], names[_i], &n);
    setlocale(LC_NUMERIC, "de_DE.UTF-8"); /* where there is one */
    char *b = written(&m, names[_i], names[_i], &k);
    setlocale(LC_NUMERIC, "");
    ck_assert(n == k && memcmp(a, b, n) == 0);
    free(a);
    free(b);
    unmake(&m);
}
END_TEST

/* All of our own English is ASCII; what is said in Chinese in TEXT is no word of ours. */
static void in_ascii(const char *text)
{
    for (const char *p = text; *p; p++)
        ck_assert_msg((unsigned char)*p < 0x80, "%s", text);
}

static void table_in_ascii(const sz_report *report, size_t table)
{
    static const char *const ours[] = { "fate", "size", "kind", "level", "enclave",
                                        "state", "exact", "whole", "verdict", "when" };
    const sz_report_table *t = sz_report_table_at(report, table);
    in_ascii(t->title);
    in_ascii(t->note);
    for (size_t k = 0; k < t->n_columns; k++) {
        in_ascii(t->columns[k].heading);
        bool own = false;
        for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
            own |= strcmp(t->columns[k].key, ours[i]) == 0 && strcmp(t->id, "units") != 0;
        for (size_t i = 0; own && i < t->n_rows; i++)
            in_ascii(sz_report_cell_at(report, table, i, k)->text);
    }
}

/* The same figures, in English; with a plan and without. */
START_TEST(in_english)
{
    made zh = make(_i, NULL), en = make_in(SZ_LANGUAGE_EN, town_project(), _i, NULL);
    sz_document d = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    ck_assert_uint_eq(sz_report_facts(zh.report), sz_report_facts(en.report));
    for (size_t i = 0; i < sz_report_facts(en.report); i++) {
        const sz_report_fact *f = sz_report_fact_at(en.report, i);
        in_ascii(f->meaning);
        in_ascii(f->unit);
        if (f->kind != SZ_VALUE_TEXT)
            ck_assert_str_eq(f->text, sz_report_fact_at(zh.report, i)->text);
    }
    ck_assert_uint_eq(sz_report_tables(zh.report), sz_report_tables(en.report));
    for (size_t i = 0; i < sz_report_tables(en.report); i++)
        table_in_ascii(en.report, i);
    ck_assert_int_eq(sz__compose(en.report, NULL, &d, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < d.block.n; i++)
        if ((d.block.at[i].kind == SZ_BLOCK_HEADING && d.block.at[i].level > 0) ||
            d.block.at[i].kind == SZ_BLOCK_MAP)
            in_ascii(d.block.at[i].text);
    sz__document_release(&d);
    unmake(&zh);
    unmake(&en);
}
END_TEST

START_TEST(bad_arguments)
{
    sz_error err = SZ_ERROR_INIT;
    sz_report *report = NULL;
    const char *field = "no equals";
    sz_report_options options = SZ_REPORT_OPTIONS_INIT;
    sz_project *a = town_project(), *b = town_project();
    sz_policy *policy = policy_with(NULL, NULL);
    ck_assert_int_eq(sz_report_make(NULL, NULL, policy, NULL, &report, &err),
                     SZ_ERR_INVALID);
    ck_assert_int_eq(sz_report_make(sz_project_present(a), sz_project_present(b), policy,
                                    NULL, &report, &err), SZ_ERR_INVALID);
    options.fields = &field;
    options.n_fields = 1;
    ck_assert_int_eq(sz_report_make(sz_project_present(a), NULL, policy, &options,
                                    &report, &err), SZ_ERR_INVALID);
    ck_assert_ptr_null(report);
    ck_assert_uint_eq(sz_report_tables(NULL), 0);
    ck_assert_ptr_null(sz_template_text("nosuch"));
    sz_policy_free(policy);
    sz_project_free(a);
    sz_project_free(b);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("report");
    tcase_add_test(tc, facts_by_hand);
    tcase_add_test(tc, tables_by_hand);
    tcase_add_test(tc, nobody_counted_people);
    tcase_add_loop_test(tc, totals_and_texts_agree, 0, 2);
    tcase_add_loop_test(tc, names_are_escaped, 0, 4);
    tcase_add_loop_test(tc, texts_of_xml, 0, 5);
    tcase_add_loop_test(tc, files_are_whole_or_not_there, 0, 3);
    tcase_add_loop_test(tc, foreign_files_stay, 0, 2);
    tcase_add_loop_test(tc, backdrop_of_a_page, 0, 2);
    tcase_add_loop_test(tc, same_report_same_bytes, 0, 4);
    tcase_add_loop_test(tc, in_english, 0, 2);
    tcase_add_test(tc, bad_arguments);
    return run_suite("report", tc);
}
