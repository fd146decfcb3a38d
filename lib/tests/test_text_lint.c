/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Drafts held against a small town: paragraphs as notices have them, with the parcels
 * that they move by hand, and what is said of drafts that are wrong.
 *
 *     600 +==+--+--+--+--+--+--+--+  every cell is a parcel of 100 m with 10 households;
 *         |  |柳|柳|柳|  |  |高|高|  cell xy is in column x, row y, from the south-west.
 *     500 +  +--+--+--+  +北+--+--+  柳园 has columns 2 and 3, and cell 15.
 *         |城|城北|柳|柳|东|  |桥|桥|  Across: y = 100 长临路, 200 清水河, 300 青山路,
 *     400 +  +--+--+--+  +  +--+--+  400 宁铁线铁路, 500 北京东路; in the north of columns
 *         |东|西|园|园|  |苑|巴|巴|  4-7 环城北路, in the south of 2-4 环城南路.
 *     300 +  +  +--+--+  +  +--+--+  Up: x = 200 槐荫路, 300 长河路, 400 建设北路,
 *         |一|苑|  |  |  |  |山|山|  500 白河, 600 东环路, 700 临湖河; x = 100 and 800
 *     200 +  +--+--+--+关+--+--+--+  have no name. Column 0 is the town 城东街道.
 *         |  |南|  |  |  |南|园|园|
 *     100 +  +--+--+--+  +  +--+--+  Units: 五金公司 22 23 32 33, 五金市场 30,
 *         |  |桥|  |  |  |园|西|西|  水果市场 31, 锦绣新居一区 34, 锦绣新居二区 35,
 *     0   +--+--+--+--+--+--+--+--+  家电市场 51, 桂花小区 60, 丹桂园 70.
 *         0 100 200 300 400 ... 800
 */
#include <string.h>

#include "sizhi/lint.h"
#include "tests/suite.h"
#include "tests/town.h"

enum { COLUMNS = 8, ROWS = 6 };

typedef struct place {
    sz_built built;
    sz_findings *findings;
    sz_plan *plan;
    sz_gazetteer *names;
} place;

/* Communities of the columns from south to north, a letter a cell. */
static const char *const today[COLUMNS] = { "aaaaaa", "bbccde", "eeeeee", "eeeeee",
                                            "ffffff", "gghhhh", "iijjkk", "iijjkk" };
static const char *const community[] = { "城东一社区", "南桥社区", "西苑社区", "城北社区",
    "柳园社区", "东关社区", "南园社区", "北苑社区", "园西社区", "巴山社区", "高桥社区" };

static const struct {
    int cell;
    const char *name;
} units[] = {
    { 22, "五金公司" }, { 23, "五金公司" }, { 32, "五金公司" }, { 33, "五金公司" },
    { 30, "五金市场" }, { 31, "水果市场" }, { 34, "锦绣新居一区" }, { 35, "锦绣新居二区" },
    { 51, "家电市场" }, { 60, "桂花小区" }, { 70, "丹桂园" },
};

static const struct {
    const char *name;
    double x1, y1, x2, y2;
} lines[] = {
    { "长临路", 100, 100, 800, 100 }, { "清水河", 100, 200, 800, 200 },
    { "青山路", 100, 300, 800, 300 }, { "宁铁线铁路", 100, 400, 800, 400 },
    { "北京东路", 100, 500, 800, 500 }, { "环城北路", 400, 600, 800, 600 },
    { "环城南路", 200, 0, 500, 0 }, { "槐荫路", 200, 0, 200, 600 },
    { "长河路", 300, 0, 300, 600 }, { "建设北路", 400, 0, 400, 600 },
    { "白河", 500, 0, 500, 600 }, { "东环路", 600, 0, 600, 600 },
    { "临湖河", 700, 0, 700, 600 },
};

static void add_cell(sz_source *s, int x, int y)
{
    char name[16];
    snprintf(name, sizeof name, "地%d-%d", x, y);
    town_box(s, 100 * x, 100 * y, 100 * x + 100, 100 * y + 100, false);
    town_parcel(s, name, 0, community[today[x][y] - 'a']);
    sz_area *a = &s->area.at[s->area.n - 1];
    a->households = 10;
    a->town = town_text(s, x == 0 ? "城东街道" : "河湾镇");
    for (int u = 0; u < COUNT(units); u++)
        if (units[u].cell == 10 * x + y) {
            a->unit = town_text(s, units[u].name);
            a->kind = town_text(s, "小区");
        }
}

static place open_place(void)
{
    place t = { .plan = NULL };
    sz_source source = { 0 };
    sz_account account = { 0 };
    sz_build_options options = { .as_is = true };
    sz_error err = SZ_ERROR_INIT;
    source.crs = sz__dup("EPSG:4549", 10, 1);
    for (int x = 0; x < COLUMNS; x++)
        for (int y = 0; y < ROWS; y++)
            add_cell(&source, x, y);
    for (int i = 0; i < COUNT(lines); i++)
        town_line(&source, SZ_BARRIER_STREET, SZ_LINE_CUTS, lines[i].name, lines[i].x1,
                  lines[i].y1, lines[i].x2, lines[i].y2);
    ck_assert_int_eq(sz__findings_new(&t.findings, &err), SZ_SUCCESS);
    sz_status status = sz__map_build(&t.built, &source, &options, &account, t.findings,
                                     &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz__source_release(&source);
    ck_assert_int_eq(sz_plan_present(t.built.map, &t.plan, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_gazetteer_new(t.plan, &t.names, &err), SZ_SUCCESS);
    return t;
}

static void close_place(place *t)
{
    sz_gazetteer_free(t->names);
    sz_plan_free(t->plan);
    sz__built_release(&t->built);
    sz_findings_free(t->findings);
}

static sz_lint *lint(const place *t, const char *text)
{
    sz_lint *out = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_lint_draft(t->names, t->plan, text, strlen(text), NULL, &out,
                                     &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    return out;
}

/* Every cell that is not in its community of today any more, as "xy>letter", in order;
 * new communities are l, m ... */
static void moved(const sz_lint *l, char out[512])
{
    const sz_plan *plan = sz_lint_plan(l);
    size_t n = 0;
    out[0] = '\0';
    for (int x = 0; x < COLUMNS; x++)
        for (int y = 0; y < ROWS; y++) {
            char is = (char)('a' + sz_plan_of(plan, (size_t)(ROWS * x + y)));
            if (is != today[x][y])
                n += (size_t)snprintf(out + n, 512 - n, "%s%d%d>%c", n ? " " : "", x, y,
                                      is);
        }
}

/* The remarks other than prose, a line each. */
static const char *remarks(const sz_lint *l)
{
    static char text[8192];
    size_t n = 0;
    sz_remark r;
    text[0] = '\0';
    for (size_t i = 0; sz_lint_remark(l, i, &r) == SZ_SUCCESS && n < sizeof text; i++)
        if (r.kind != SZ_REMARK_PROSE)
            n += (size_t)snprintf(text + n, sizeof text - n, "%u:%u %s: %s\n",
                                  (unsigned)r.line, (unsigned)r.column,
                                  sz_remark_name(r.kind), r.message);
    return text;
}

/* The eight paragraphs 调整内容 of a published plan, with names that fit the town; then
 * other patterns of published notices. What moves was read off the drawing above. */
static const struct {
    const char *label, *text, *moved;
    int statements, contradicts, hints;
} drafts[] = {
    { "1", "西苑社区:将柳园社区清水河以北、槐荫路以东、青山路以南、建设北路以西和东关社区宁铁铁路线以南、"
      "白河以西、清水河以北、建设北路以东区域划入西苑社区管辖,现边界范围北至城北交界、南至清水河、"
      "西至城东街道交界、东至白河。", "22>c 32>c 42>c 43>c", 2, 3, 0 },
    { "2", "城北社区:将柳园社区宁铁铁路线以北、建设北路以西、槐荫路以东、北京东路以南区域划入城北社区管辖,"
      "现边界范围北至北京东路、南至宁铁铁路线、西至城东街道交界、东至建设北路。", "24>d 34>d", 2, 1, 0 },
    { "3", "东关社区:将柳园社区宁铁线铁路以南的五金市场及水果市场、南园社区白河以东的家电市场划入东关社区管辖,"
      "现边界范围北至新丰交界、南至南陵交界、西至建设北路、东至北苑交界。", "30>f 31>f 51>f", 2, 0, 2 },
    { "4", "巴山社区:将北苑社区白河以东、清水河以北、青山路以南区域划入巴山社区管辖,现边界范围北至青山路、"
      "南至清水河、西至东环路、东至湖口交界。", "52>j", 2, 0, 1 },
    { "5", "北苑社区:将巴山社区青山路以南、清水河以北、临湖河以西、东环路以东区域划入北苑社区管辖,"
      "现边界范围北至新丰交界、南至清水河、西至白河、东至临湖河、东环路。", "62>h", 2, 0, 1 },
    { "6", "西苑社区:将五金公司青山路以南、长河路以西、清水河以北划入西苑社区管辖,现边界范围北至青山路、"
      "南至清水河、西至城东交界、东至长河路。", "22>c", 2, 0, 1 },
    { "7", "东关社区:将柳园社区清水河以南、长临路以北、长河路以东、锦绣新居一区和二区和五金公司青山路以南、"
      "清水河以北、长河路以东划入东关社区管辖,现边界范围北至环城北路、南至环城南路、西至长河路、东至白河。",
      "31>f 32>f 34>f 35>f", 2, 0, 1 },
    { "8", "南桥社区:将柳园社区长临路以南、长河路以西、环城南路以北、槐荫路以东区域划入南桥社区管辖,"
      "现边界范围北至长临路、西南为镇域界、东至长河路。", "20>b", 2, 0, 0 },
};

START_TEST(drafts_say_what_moves)
{
    place t = open_place();
    sz_lint *l = lint(&t, drafts[_i].text);
    char got[512];
    moved(l, got);
    ck_assert_msg(strcmp(got, drafts[_i].moved) == 0, "%s: %s\n%s", drafts[_i].label, got,
                  remarks(l));
    int statements = (int)sz_application_statements(sz_lint_application(l));
    int contradicts = (int)sz_lint_count(l, SZ_REMARK_CONTRADICTS);
    int hints = (int)sz_lint_count(l, SZ_REMARK_HINT);
    int rest = (int)(sz_lint_count(l, SZ_REMARK_OPEN) + sz_lint_count(l, SZ_REMARK_UNREAD) +
                     sz_lint_count(l, SZ_REMARK_MASKED));
    ck_assert_msg(statements == drafts[_i].statements && rest == 0 &&
                  contradicts == drafts[_i].contradicts && hints == drafts[_i].hints,
                  "%s: %d statements\n%s", drafts[_i].label, statements, remarks(l));
    sz_lint_free(l);
    close_place(&t);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("lint");
    tcase_add_loop_test(tc, drafts_say_what_moves, 0, COUNT(drafts));
    return run_suite("text_lint", tc);
}
