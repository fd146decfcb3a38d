/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scripts applied to a small town: what they move, by hand, and how they fail.
 *
 *     y                    every block is 100 m wide and has 10 households; the
 *     400 +--+--+--+--+    parcel of column x and row y is number 4 x + y + 1.
 *         | 柳| 柳|东|西 |    柳园 has columns 0 and 1, 东关 column 2, 西苑 column 3.
 *     300 +--+--+--+--+    和平路 y = 300, 青山路 y = 200, 人民路 y = 100;
 *         |  |  |关|苑 |    建设路 x = 100, 长河路 x = 200, 西山路 x = 300; on the limit
 *     200 +--+--+--+--+    环城北路 in the north. 五金市场 is the unit of column 0, row 3,
 *         | 园| 园|  |  |    水果市场 of column 1, row 3.
 *     100 +--+--+--+--+
 *         |  |  |  |  |
 *     0   +--+--+--+--+
 *         0 100 200 300 400
 */
#include <string.h>

#include "sizhi/script.h"
#include "tests/suite.h"
#include "tests/town.h"

typedef struct place {
    sz_built built;
    sz_findings *findings;
    sz_plan *plan;
    sz_gazetteer *names;
} place;

static void add_block(sz_source *s, int x, int y)
{
    static const char *const today[] = { "柳园", "柳园", "东关", "西苑" };
    char name[8];
    snprintf(name, sizeof name, "p%d%d", x, y);
    town_box(s, 100 * x, 100 * y, 100 * x + 100, 100 * y + 100, false);
    town_parcel(s, name, 0, today[x]);
    sz_area *a = &s->area.at[s->area.n - 1];
    a->households = 10;
    if (y == 3 && x < 2) {
        a->unit = town_text(s, x == 0 ? "五金市场" : "水果市场");
        a->kind = town_text(s, "单位");
    }
}

/* A further layer of units: 北一网格 is rows 2 and 3 of columns 0 and 1. */
static void lay_grid(sz_map *m)
{
    sz_unit_info grid = { sz__names_add(&m->names, "北一网格"),
                          sz__names_add(&m->names, "网格"), 1 };
    sz_unit_info *units = realloc(m->units, (size_t)(m->n_units + 1) * sizeof *units);
    ck_assert_ptr_nonnull(units);
    m->units = units;
    m->units[m->n_units] = grid;
    m->more_name = sz__dup(&grid.kind, 1, sizeof grid.kind);
    m->more = sz__alloc((size_t)m->n, sizeof *m->more);
    m->n_more = 1;
    for (int32_t p = 0; p < m->n; p++)
        m->more[p] = p / 4 < 2 && p % 4 >= 2 ? m->n_units : -1;
    m->n_units++;
}

/* With GRID, a grid lies over the north of 柳园. */
static place open_drawn(bool grid)
{
    static const struct {
        const char *name;
        double x1, y1, x2, y2;
    } lines[] = {
        { "人民路", 0, 100, 400, 100 }, { "青山路", 0, 200, 400, 200 },
        { "和平路", 0, 300, 400, 300 }, { "环城北路", 0, 400, 400, 400 },
        { "建设路", 100, 0, 100, 400 }, { "长河路", 200, 0, 200, 400 },
        { "西山路", 300, 0, 300, 400 },
    };
    place t = { .plan = NULL };
    sz_source source = { 0 };
    sz_account account = { 0 };
    sz_build_options options = { .as_is = true };
    sz_error err = SZ_ERROR_INIT;
    source.crs = sz__dup("EPSG:4549", 10, 1);
    for (int x = 0; x < 4; x++)
        for (int y = 0; y < 4; y++)
            add_block(&source, x, y);
    for (int i = 0; i < COUNT(lines); i++)
        town_line(&source, SZ_BARRIER_STREET, SZ_LINE_CUTS, lines[i].name, lines[i].x1,
                  lines[i].y1, lines[i].x2, lines[i].y2);
    ck_assert_int_eq(sz__findings_new(&t.findings, &err), SZ_SUCCESS);
    sz_status status = sz__map_build(&t.built, &source, &options, &account, t.findings,
                                     &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz__source_release(&source);
    if (grid)
        lay_grid(t.built.map);
    ck_assert_int_eq(sz_plan_present(t.built.map, &t.plan, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_gazetteer_new(t.plan, &t.names, &err), SZ_SUCCESS);
    return t;
}

static place open_place(void)
{
    return open_drawn(false);
}

static void close_place(place *t)
{
    sz_gazetteer_free(t->names);
    sz_plan_free(t->plan);
    sz__built_release(&t->built);
    sz_findings_free(t->findings);
}

/* The plan as one letter a parcel, column by column from the south: the first letters
 * of the alphabet for communities in their order. */
static void letters(const sz_plan *plan, char out[20])
{
    size_t n = 0;
    for (size_t p = 0; p < 16; p++) {
        if (p && p % 4 == 0)
            out[n++] = ' ';
        out[n++] = (char)('a' + sz_plan_of(plan, p));
    }
    out[n] = '\0';
}

static sz_application *apply(place *t, const char *text, const sz_apply_options *options,
                             sz_plan **plan)
{
    sz_script *script = NULL;
    sz_application *report = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_script_read(t->names, text, strlen(text), &script, &err), 0);
    sz_status status = sz_script_apply(script, t->plan, options, plan, &report, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz_script_free(script);
    return report;
}

static const char *first_note(const sz_application *report)
{
    sz_note note;
    return sz_application_note(report, 0, &note) == SZ_SUCCESS ? note.message : "";
}

/* a 柳园, b 东关, c 西苑, d ... new ones */
static const struct {
    const char *label, *text, *plan;
    size_t notes;
} good[] = {
    { "nothing", "# nothing", "aaaa aaaa bbbb cccc", 0 },
    { "move", "将柳园社区青山路以南、建设路以东划入东关社区管辖", "aaaa bbaa bbbb cccc", 0 },
    { "T1", "撤销柳园社区,将青山路以南、建设路以东划入东关社区管辖;将青山路以南,建设路以西划入西苑社区管辖;"
      "将青山路以北划入东关社区。", "ccbb bbbb bbbb cccc", 1 },
    { "T2", "撤销柳园社区。将青山路以南、建设路以东和青山路以北、建设路以东，建设路以西三个区域"
      "划入东关社区管辖", "bbbb bbbb bbbb cccc", 0 },
    { "T3", "东关社区：将柳园社区和平路以北的五金市场及水果市场、西苑社区西山路以东、人民路以南划入东关社区"
      "管辖，现边界范围北至环城北路、西至建设路、长河路", "aaab aaab bbbb bccc", 1 },
    { "T4", "将原柳园社区以建设路为界，划分为东西两部分，其中建设路以东部分并入东关社区，建设路以西部分与"
      "原西苑社区合并组建柳园社区", "aaaa bbbb bbbb aaaa", 1 },
    { "T5", "东关社区：现边界范围北至环城北路、西至长河路、东至西山路、南为镇域界",
      "aaaa aaaa bbbb cccc", 0 },
    { "T6", "东关社区在原有范围基础上增加原柳园社区自青山路以南、建设路以东范围",
      "aaaa bbaa bbbb cccc", 0 },
    { "T6 without", "东关社区增加柳园社区所辖范围(不含柳园社区自建设路以西、青山路以北范围)",
      "bbaa bbbb bbbb cccc", 0 },
    { "T7", "东关社区：四至：东至西山路，西至长河路外沿，北至环城北路", "aaaa aaaa bbbb cccc", 0 },
    { "T8", "东关社区：自长河路与环城北路交叉口，沿长河路至长河路与人民路交叉口，沿人民路至人民路与西山路"
      "交叉口，沿西山路至西山路与环城北路交叉口，沿环城北路至起点止。", "aaaa aaaa bbbb cccc", 1 },
    { "whole", "撤销柳园社区，将柳园社区整体划入东关社区管辖。社区总数由3个调整为2个。调整后辖东关、西苑"
      "2个社区。", "bbbb bbbb bbbb cccc", 0 },
    { "new", "将柳园社区以建设路为界划分为柳园社区和柳东社区。柳东社区：现边界范围西至建设路",
      "aaaa dddd bbbb cccc", 0 },
    { "rename", "西苑社区更名为苑西社区。将苑西社区人民路以南划入东关社区。柳园社区保持不变。",
      "aaaa aaaa bbbb bccc", 0 },
    { "commands", "found 新村\nmove parcels 1,5-6 from 柳园 to 新村\nmerge 西苑 into 东关\n"
      "lock 东关\nassert communities = 3\nassert households of 新村 = 30\nassert connected 新村\n"
      "assert absent 西苑", "daaa ddaa bbbb bbbb", 0 },
    { "transfer", "transfer 柳园: south of 青山路, east of 建设路 -> 东关", "aaaa bbaa bbbb cccc", 0 },
    { "split", "split 柳园 by 青山路 into 北柳, 柳园", "aadd aadd bbbb cccc", 0 },
    { "left out, then more", "将五金市场(不含五金市场)、水果市场划入东关社区", "aaaa aaab bbbb cccc", 0 },
    { "left out twice", "东关社区增加柳园社区所辖范围(不含五金市场)(不含水果市场)",
      "bbba bbba bbbb cccc", 0 },
    { "to no community", "将柳园社区青山路以南、建设路以东划为空白区域", "aaaa ``aa bbbb cccc", 0 },
    { "a command to none", "move parcels 16 from 西苑 to 空白区域\n将空白区域整体划入东关",
      "aaaa aaaa bbbb cccb", 0 },
    { "ranges in other marks", "move parcels 1～2，3-4 from 柳园 to 东关", "bbbb aaaa bbbb cccc", 1 },
    { "comments in other line ends", "# all\r\nmove parcels 1 to 东关 # one\r\n"
      "move parcels 2 to 东关 # two\rmove parcels 3 to 东关", "bbba aaaa bbbb cccc", 1 },
};

START_TEST(scripts_do_what_they_say)
{
    place t = open_place();
    sz_plan *plan = NULL;
    char got[20];
    sz_application *report = apply(&t, good[_i].text, NULL, &plan);
    ck_assert_msg(sz_application_errors(report) == 0, "%s: %s", good[_i].label,
                  first_note(report));
    letters(plan, got);
    ck_assert_msg(strcmp(got, good[_i].plan) == 0, "%s: %s", good[_i].label, got);
    ck_assert_msg(sz_application_notes(report) == good[_i].notes, "%s: %zu notes: %s",
                  good[_i].label, sz_application_notes(report), first_note(report));
    int64_t households = 0;
    for (const char *c = got; *c; c++)
        households += *c == '`' ? 10 : 0; /* of no community */
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community f;
        ck_assert_int_eq(sz_plan_community(plan, c, &f, NULL), SZ_SUCCESS);
        households += f.households;
    }
    ck_assert_int_eq(households, 160);
    sz_application_free(report);
    sz_plan_free(plan);
    close_place(&t);
}
END_TEST

static const struct {
    const char *label, *text, *said;
    uint32_t column, width;
} bad[] = {
    { "line ends of old", "merge 东关 into 西苑\rmerge 翠竹 into 西苑", "the data have no community called 翠竹", 7, 2 },
    { "T9 no such road", "将柳园社区翠竹路以南划入东关社区", "the data have no line called 翠竹路", 6, 3 },
    { "T9 the road is elsewhere", "将柳园社区西山路以东划入东关社区",
      "the line does not touch this ground", 6, 5 },
    { "T9 nothing there", "将柳园社区环城北路以北划入东关社区", "no parcel of the source lies there",
      2, 10 },
    { "T9 wrong way", "将柳园社区青山路以东划入东关社区", "以东 contradicts the map: the line runs "
      "the other way there (90 degrees off)", 6, 5 },
    { "T9 count", "将柳园社区青山路以南、建设路以东三个区域划入东关社区",
      "the sentence says 3 regions and names 1", 1, 26 },
    { "T9 left over", "撤销柳园社区，将青山路以南划入东关社区", "柳园社区 is abolished, but 4 parcels with 40 "
      "households are left (余留区域)", 3, 4 },
    { "T9 to itself", "将柳园社区青山路以南划入柳园社区", "柳园社区 would receive its own ground", 13, 4 },
    { "T9 open and", "将柳园社区青山路以南和建设路以东划入东关社区", "this can be read in 2 ways (1: 2 parcels, "
      "20 households; 2: 6 parcels, 60 households); pick one", 1, 22 },
    { "open split", "将柳园社区以建设路为界划分为柳园社区和柳东社区", "this can be read in 2 ways (1: 4 parcels, "
      "40 households; 2: 4 parcels, 40 households); pick one", 1, 23 },
    { "nothing left", "将五金市场(不含五金市场)划入东关社区", "nothing is left of this ground", 1, 19 },
    { "locked", "lock 东关\nmove parcels 1 to 东关", "东关 is locked", 1, 20 },
    { "not there", "move parcels 9 from 柳园 to 西苑", "parcel 9 does not lie in the community named",
      14, 1 },
    { "no parcel", "move parcels 9-17 to 西苑", "parcels are numbered 1 to 16", 14, 4 },
    { "kept", "柳园社区保持不变。将柳园社区建设路以东划入东关社区",
      "柳园社区 is to stay as it is, but 4 parcels of it change", 1, 4 },
    { "counts", "社区总数由3个调整为3个。merge 柳园 into 东关", "the script leaves 2 communities, not 3", 1,
      12 },
    { "assert", "assert households of 柳园 < 80", "does not hold: 柳园 has 80 households, 8 parcels, "
      "1 parts", 1, 28 },
    { "twice the name", "西苑社区更名为东关社区", "there is a community 东关 already; take another name", 8,
      4 },
    { "half of a place", "将柳园社区青山路以南的五金市场划入东关社区", "五金市场 does not lie on this ground", 12,
      4 },
};

START_TEST(scripts_fail_where_they_are_wrong)
{
    place t = open_place();
    sz_plan *plan = NULL;
    sz_note note = { .message = "" };
    sz_application *report = apply(&t, bad[_i].text, NULL, &plan);
    ck_assert_msg(plan == NULL, "%s", bad[_i].label);
    ck_assert_uint_ge(sz_application_errors(report), 1);
    for (size_t i = 0; sz_application_note(report, i, &note) == SZ_SUCCESS; i++)
        if (note.level == SZ_NOTE_ERROR)
            break;
    ck_assert_msg(strcmp(note.message, bad[_i].said) == 0, "%s: %s", bad[_i].label,
                  note.message);
    ck_assert_msg(note.column == bad[_i].column && note.width == bad[_i].width,
                  "%s: %u, %u", bad[_i].label, note.column, note.width);
    sz_application_free(report);
    close_place(&t);
}
END_TEST

static const struct {
    const char *label, *text, *plan, *note;
} gridded[] = {
    { "source", "将北一网格划入东关社区", "aabb aabb bbbb cccc", "" },
    { "source with a side", "将北一网格建设路以东划入东关社区", "aaaa aabb bbbb cccc",
      "this cuts the unit 北一网格: 2 of its 4 parcels, 20 of its 40 households" },
    { "place", "将柳园社区人民路以北的北一网格划入东关社区", "aabb aabb bbbb cccc", "" },
    { "left out", "东关社区增加柳园社区所辖范围(不含北一网格)", "bbaa bbaa bbbb cccc", "" },
    { "cut", "将柳园社区和平路以北划入东关社区", "aaab aaab bbbb cccc", "this cuts the unit 北一网格: 2 of its 4 parcels, 20 of its 40 households" },
    { "side", "东关社区：现边界范围西至北一网格围墙", "aaaa aaaa bbbb cccc", "" },
    { "not its side", "西苑社区：现边界范围西至北一网格围墙", "aaaa aaaa bbbb cccc",
      "this does not lie at the border" },
};

START_TEST(units_of_further_layers_have_names_too)
{
    place t = open_drawn(true);
    sz_plan *plan = NULL;
    char got[20];
    sz_application *report = apply(&t, gridded[_i].text, NULL, &plan);
    ck_assert_msg(plan != NULL, "%s: %s", gridded[_i].label, first_note(report));
    letters(plan, got);
    ck_assert_msg(strcmp(got, gridded[_i].plan) == 0, "%s: %s", gridded[_i].label, got);
    ck_assert_msg(strcmp(first_note(report), gridded[_i].note) == 0, "%s: %s",
                  gridded[_i].label, first_note(report));
    sz_application_free(report);
    sz_plan_free(plan);
    close_place(&t);
}
END_TEST

START_TEST(a_reading_can_be_picked)
{
    place t = open_place();
    const int32_t first[] = { 1 }, second[] = { 2 }, third[] = { 3 };
    const int32_t *picks[] = { first, second, third };
    const char *want[] = { "aaaa bbaa bbbb cccc", "bbaa bbbb bbbb cccc", "" };
    for (int i = 0; i < 3; i++) {
        sz_apply_options o = SZ_APPLY_OPTIONS_INIT;
        sz_plan *plan = NULL;
        char got[20] = "";
        o.picks = picks[i];
        o.n_picks = 1;
        sz_application *report = apply(&t, "将柳园社区青山路以南和建设路以东划入东关社区", &o, &plan);
        if (plan)
            letters(plan, got);
        ck_assert_str_eq(got, want[i]);
        sz_application_free(report);
        sz_plan_free(plan);
    }
    close_place(&t);
}
END_TEST

START_TEST(going_on_leaves_out_what_fails)
{
    place t = open_place();
    sz_apply_options o = SZ_APPLY_OPTIONS_INIT;
    sz_plan *plan = NULL;
    sz_outcome out;
    char got[20];
    o.keep_going = 1;
    sz_application *report = apply(&t, "merge 柳园 into 柳园\nmove parcels 13 to 东关", &o, &plan);
    letters(plan, got);
    ck_assert_str_eq(got, "aaaa aaaa bbbb bccc");
    ck_assert_uint_eq(sz_application_statements(report), 2);
    ck_assert_int_eq(sz_application_statement(report, 0, &out), SZ_SUCCESS);
    ck_assert(!out.done && out.parcels == 0);
    ck_assert_int_eq(sz_application_statement(report, 1, &out), SZ_SUCCESS);
    ck_assert(out.done && out.parcels == 1 && out.households == 10 && out.line == 2);
    ck_assert_double_eq_tol(out.area_m2, 10000.0, 0.01);
    ck_assert_int_eq(sz_application_statement(report, 2, &out), SZ_ERR_INVALID);
    sz_application_free(report);
    sz_plan_free(plan);
    close_place(&t);
}
END_TEST

static bool noted(const sz_application *report, const char *message, uint32_t column)
{
    sz_note n;
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++)
        if (strcmp(n.message, message) == 0 && n.column == column)
            return true;
    return false;
}

/* The move makes 东关 of column 2 and of rows 0 and 1 of 柳园: its sides as they are, and
 * as they are not. 建设路 leaves column 0 of that beyond it, 人民路 rows 1 to 3; 西山路 is 100 m
 * east of what 柳园 keeps. */
START_TEST(halves_that_contradict_each_other)
{
    static const char *const move = "将柳园社区青山路以南划入东关社区管辖，";
    place t = open_place();
    char text[512];
    sz_plan *plan = NULL;
    snprintf(text, sizeof text, "%s现边界范围北至环城北路、青山路，东至西山路。", move);
    sz_application *report = apply(&t, text, NULL, &plan);
    ck_assert_uint_eq(sz_application_errors(report), 0);
    ck_assert(!noted(report, "the border does not follow this line", 1));
    size_t quiet = sz_application_notes(report);
    sz_application_free(report);
    sz_plan_free(plan);
    snprintf(text, sizeof text, "%s现边界范围北至人民路，西至建设路。\n"
             "柳园社区：现边界范围东至西山路。", move);
    report = apply(&t, text, NULL, &plan);
    ck_assert_uint_eq(sz_application_notes(report), quiet + 3);
    ck_assert(noted(report, "the border does not follow this line: 5 parcels with 50 "
                            "households (5.00 ha) lie beyond it", 27));
    ck_assert(noted(report, "the border does not follow this line: 2 parcels with 20 "
                            "households (2.00 ha) lie beyond it", 33));
    ck_assert(noted(report, "the border does not follow this line: it ends 100 m before "
                            "it", 13));
    sz_application_free(report);
    sz_plan_free(plan);
    close_place(&t);
}
END_TEST

START_TEST(locked_parcels_stay)
{
    place t = open_place();
    unsigned char locked[16] = { 1 };
    sz_apply_options o = SZ_APPLY_OPTIONS_INIT;
    sz_plan *plan = NULL;
    o.locked = locked;
    sz_application *report = apply(&t, "merge 柳园 into 东关", &o, &plan);
    ck_assert_ptr_null(plan);
    ck_assert_str_eq(first_note(report), "a parcel of 柳园 is locked");
    sz_application_free(report);
    close_place(&t);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("apply");
    tcase_add_loop_test(tc, scripts_do_what_they_say, 0, COUNT(good));
    tcase_add_loop_test(tc, scripts_fail_where_they_are_wrong, 0, COUNT(bad));
    tcase_add_loop_test(tc, units_of_further_layers_have_names_too, 0, COUNT(gridded));
    tcase_add_test(tc, a_reading_can_be_picked);
    tcase_add_test(tc, going_on_leaves_out_what_fails);
    tcase_add_test(tc, halves_that_contradict_each_other);
    tcase_add_test(tc, locked_parcels_stay);
    return run_suite("text_apply", tc);
}
