/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reports on the town of town.h, whose figures are known by hand: 13 parcels of 250
 * people, 12 of 100 households and one of 40; block 12, which nobody has today, goes to
 * 东关. */
#include <math.h>
#include <string.h>

#include "report/document.h"
#include "sizhi/compare.h"
#include "report/xml.h"
#include "tests/files.h"
#include "tests/town.h"

static sz_policy *policy_with(const char *a, const char *b)
{
    sz_policy *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policy_open("law2026", &p, &err), SZ_SUCCESS);
    ck_assert(!a || sz_policy_set(p, a, &err) == SZ_SUCCESS);
    ck_assert(!b || sz_policy_set(p, b, &err) == SZ_SUCCESS);
    return p;
}

/* A report on the town's plan, or on today; with further fields of templates. */
typedef struct made {
    sz_project *project;
    sz_policy *policy;
    sz_plan *plan;
    sz_report *report;
} made;

static made make_in(sz_language language, sz_project *project, bool planned,
                    const char *field)
{
    sz_error err = SZ_ERROR_INIT;
    made m = { project, policy_with("staff.quota=9", "office.min_m2=400"), NULL, NULL };
    sz_report_options options = SZ_REPORT_OPTIONS_INIT;
    options.language = language;
    options.date = "2026-03-01";
    options.fields = &field;
    options.n_fields = field != NULL;
    if (planned)
        m.plan = town_plan(project);
    sz_status status = sz_report_make(sz_project_present(project), m.plan, m.policy,
                                      &options, &m.report, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    return m;
}

static made make_of(sz_project *project, bool planned, const char *field)
{
    return make_in(SZ_LANGUAGE_ZH, project, planned, field);
}

static made make(bool planned, const char *field)
{
    return make_of(town_project(), planned, field);
}

static void unmake(made *m)
{
    sz_report_free(m->report);
    sz_plan_free(m->plan);
    sz_policy_free(m->policy);
    sz_project_free(m->project);
}

static const char *fact(const made *m, const char *key)
{
    for (size_t i = 0; i < sz_report_facts(m->report); i++)
        if (strcmp(sz_report_fact_at(m->report, i)->key, key) == 0)
            return sz_report_fact_at(m->report, i)->text;
    ck_abort_msg("no fact %s", key);
}

/* A cell by table, row and column; row -1 is the total. */
static const char *cell(const made *m, const char *id, int row, const char *key)
{
    for (size_t i = 0; i < sz_report_tables(m->report); i++) {
        const sz_report_table *t = sz_report_table_at(m->report, i);
        for (size_t k = 0; strcmp(t->id, id) == 0 && k < t->n_columns; k++)
            if (strcmp(t->columns[k].key, key) == 0)
                return sz_report_cell_at(m->report, i, row < 0 ? t->n_rows : (size_t)row,
                                         k)->text;
    }
    ck_abort_msg("no column %s of %s", key, id);
}

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
        { "date", "2026-03-01" },          { "organisation", "" },
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

/* ---- templates ---- */

/* What a template makes: paragraphs and headings, a line each. */
static char *composed(const made *m, const char *path, sz_status want, sz_error *err)
{
    static char out[4096];
    sz_document d = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    out[0] = '\0';
    ck_assert_msg(sz__compose(m->report, path, &d, err) == want, "%s", err->message);
    for (size_t i = 0; i < d.block.n; i++)
        if (d.block.at[i].text)
            snprintf(out + strlen(out), sizeof out - strlen(out), "%d%s\n",
                     d.block.at[i].level, d.block.at[i].text);
    sz__document_release(&d);
    return out;
}

START_TEST(templates_that_work)
{
    static const char *const rows[][2] = {
        { "# {date}\n\nA {households} {{x}}\r\n", "02026-03-01\n0A 1240 {x}}\n" },
        { "{mine}", "0{date} <b>\n" }, /* what a field says is not read again */
        { "{due|...}\n{organisation|}!", "0...\n0!\n" },
        { "{! {none} }\n{if gaps_before}\nyes\n{else}\nno\n{end}\n"
          "{if gaps_after}\nyes\n{else}\nno\n{end}", "0yes\n0no\n" },
        { "{each moves}\n{from} - {to}\n{if exact}\n## {households}\n{end}\n{end}",
          "0（空白点） - 东关\n1100\n" },
        { "{each staff}\n{community} {premises.have|-} {compare.households_after}\n{end}",
          "0东关 320.50 400\n0柳园 0.00 240\n0柳园 0.00 300\n0西关 0.00 300\n" },
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
        { "a\n\n{due}", "t.txt:3: this field has no value" },
        { "{table nosuch}", "t.txt:1: there is no such table" },
        { "{table moves nosuch}", "t.txt:1: the table has no such column" },
        { "{map nosuch}", "t.txt:1: there is no such map" },
        { "{each moves}\na", "t.txt:1: there is no {end} to it" },
        { "{end}", "t.txt:1: nothing is open here" },
        { "{if nosuch}\n{end}", "t.txt:1: there is no such field" },
        { "{sides.east}", "t.txt:1: there is no such field" }, /* of which community? */
        { "{each staff}\n{sides.nosuch}\n{end}", "t.txt:2: there is no such field" },
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

/* The bytes of FILE when the report is written as NAME. */
static char *written(const made *m, const char *name, const char *file, size_t *size)
{
    char dir[64], path[128];
    sz_error err = SZ_ERROR_INIT;
    files_open(dir);
    snprintf(path, sizeof path, "%s/%s", dir, name);
    sz_status status = sz_report_write(m->report, path, NULL, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    snprintf(path, sizeof path, "%s/%s", dir, file);
    char *bytes = files_bytes(path, size);
    files_close(dir);
    return bytes;
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

/* ---- scenarios ---- */

/* The town's plan and one that gives block 12 to 柳园 of 城东; today's is the third. */
static made make_scenarios(void)
{
    sz_error err = SZ_ERROR_INIT;
    made m = make(true, NULL);
    sz_plan *other = NULL;
    sz_report *report = NULL;
    const char *const names[] = { "甲<&>", "乙" };
    ck_assert_int_eq(sz_plan_copy(sz_project_present(m.project), &other, &err),
                     SZ_SUCCESS);
    for (size_t p = 0; p < sz_map_parcels(sz_project_map(m.project)); p++)
        if (sz_plan_of(other, p) < 0)
            ck_assert_int_eq(sz_plan_assign(other, p, 1, &err), SZ_SUCCESS);
    const sz_plan *const plans[] = { m.plan, other };
    sz_status status = sz_report_scenarios(sz_project_map(m.project), plans, names, 2,
                                           m.policy, NULL, &report, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz_plan_free(other);
    sz_report_free(m.report);
    m.report = report;
    return m;
}

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

START_TEST(open_fields_are_told)
{
    made m = make(true, NULL);
    size_t n;
    char *a = written(&m, "x.md", "x.md", &n);
    ck_assert_uint_eq(sz_report_open_fields(m.report), 3);
    ck_assert_str_eq(sz_report_open_field(m.report, 0), "guiding");
    free(a);
    unmake(&m);
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
    tcase_add_loop_test(tc, templates_that_work, 0, 6);
    tcase_add_loop_test(tc, templates_that_do_not, 0, 12);
    tcase_add_test(tc, proposed_map_without_plan);
    tcase_add_loop_test(tc, names_are_escaped, 0, 4);
    tcase_add_loop_test(tc, texts_of_xml, 0, 5);
    tcase_add_loop_test(tc, files_are_whole_or_not_there, 0, 3);
    tcase_add_loop_test(tc, foreign_files_stay, 0, 2);
    tcase_add_loop_test(tc, same_report_same_bytes, 0, 4);
    tcase_add_loop_test(tc, shipped_templates, 0, 2 * (int)sz_templates());
    tcase_add_loop_test(tc, in_english, 0, 2);
    tcase_add_test(tc, scenarios_by_hand);
    tcase_add_loop_test(tc, scenarios_need_names, 0, 5);
    tcase_add_loop_test(tc, scenarios_have_no_one_plan, 0, 5);
    tcase_add_loop_test(tc, scenarios_are_written, 0, 5);
    tcase_add_test(tc, open_fields_are_told);
    tcase_add_test(tc, bad_arguments);
    return run_suite("report", tc);
}
