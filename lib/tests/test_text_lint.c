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
    int statements, breaks, hints; /* nothing contradicts */
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
    /* by the numbers of the patterns */
    { "15 split into two", "原柳园社区以长河路为界划分为柳园社区和柳东社区。柳东社区：四至：西至长河路，东至建设北路。",
      "30>l 31>l 32>l 33>l 34>l 35>l", 2, 1, 0 },
    { "16 split, one half merged", "将原柳园社区以长河路为界，划分为东西两部分，其中长河路以东部分并入东关社区，"
      "长河路以西部分与原西苑社区合并组建柳园社区。", "12>e 13>e 30>f 31>f 32>f 33>f 34>f 35>f", 2, 1, 0 },
    { "17 its ground and people", "撤销城北社区，其管辖范围及人口等并入柳园社区。", "14>e", 2, 0, 0 },
    { "17 body kept", "撤销城北社区建制，保留柳园社区建制。城北社区整体并入柳园社区。", "14>e", 2, 0, 0 },
    { "18 added", "东关社区：在原有范围基础上增加原柳园社区自青山路以南、长河路以东、清水河以北、建设北路以西范围。",
      "32>f", 1, 1, 0 },
    { "19 without", "东关社区：增加原柳园社区所辖范围(不含原柳园社区自长河路以西范围)。",
      "30>f 31>f 32>f 33>f 34>f 35>f", 1, 1, 0 },
    { "19 save", "将园西社区除丹桂园外区域划入巴山社区管辖。", "60>j 61>j 71>j", 1, 0, 0 },
    { "20 kept, renamed", "高桥社区四至范围维持不变；园西社区更名为湖滨社区。", "", 2, 0, 0 },
    { "21 wall", "园西社区：西至东环路和桂花小区西围墙，北至清水河。", "", 1, 0, 0 },
    { "21 joined", "柳园社区：南至北京东路连环城南路，东至建设北路。", "", 1, 0, 0 },
    { "21 chain", "柳园社区：南至北京东路-环城南路，东至建设北路。", "", 1, 0, 0 },
    { "22 being built, crossing", "东关社区：东至白河（在建），北至环城北路与建设北路交口，西至建设北路延长线。", "", 1, 0, 0 },
    { "23 the same road twice", "柳园社区：西至槐荫路、北京东路、槐荫路，东至建设北路。", "", 1, 0, 0 },
    { "24 other verbs", "南园社区：东起东环路，南临镇域界，西靠白河，北倚清水河。", "", 1, 0, 0 },
    { "24 more verbs", "园西社区：东接镇界，南抵镇界，西邻东环路，北靠清水河。", "", 1, 0, 0 },
    { "25 sides together", "北苑社区：东、北至东环路外沿，南至清水河，西至白河。", "", 1, 0, 0 },
    { "26 walk", "北苑社区：由白河中线与清水河中线交汇点，沿白河中线至白河与环城北路交汇点，沿环城北路至环城北路与"
      "东环路交叉口，折向南，沿东环路至东环路与清水河交叉口，沿清水河至起点止。", "", 1, 0, 0 },
    { "26 short walk", "北苑社区：自清水河与白河交叉口沿白河-环城北路-东环路-清水河与白河交叉口闭合。", "", 1, 0, 0 },
    { "27 lines by side", "北苑社区：东界线：环城北路与东环路交汇处沿东环路向南至清水河北岸。南界线：东界线南端向西沿清水河"
      "至白河止。西界线：南界线西端沿白河向北至环城北路。北界线：西界线北端向东沿环城北路至东环路。", "", 4, 0, 0 },
    { "28 offsets", "北苑社区：南至清水河南堤下坡线，西至白河路基下沿，北至环城北路侧石延长线，东至东环路便道下沿。",
      "", 1, 0, 0 },
    { "29 commas between areas", "将柳园社区槐荫路以西，长河路以西、北京东路以北，长河路以西、青山路以南、建设北路以西划归西苑社区。",
      "15>c 20>c 21>c 22>c 25>c", 1, 2, 0 },
    { "32 estates, counted", "将锦绣新居一区、锦绣新居二区等2个小区划入东关社区。", "34>f 35>f", 1, 0, 0 },
    { "33 wall inside", "园西社区：西至东环路，北至清水河，南至丹桂园围墙内。", "", 1, 0, 0 },
    { "34 a unit as source", "将五金市场长临路以南区域划归东关社区。", "30>f", 1, 0, 0 },
    { "35 facts", "东关社区：现边界范围东至白河，西至建设北路，辖区户数60户，人口1500人，面积约0.06平方公里。", "", 1, 0, 0 },
    { "35 other units", "东关社区：现边界范围东至白河，西至建设北路，总户数60户，总人口1500人，面积约90亩。", "", 1, 0, 0 },
    { "founded by its sides", "新设和谐社区，四至为东至白河，南至宁铁线铁路，西至长河路，北至北京东路。", "34>l 44>l", 2, 1, 0 },
    { "founded out of another", "从柳园社区析出和谐社区。和谐社区：东至建设北路，南至宁铁线铁路，西至长河路，北至北京东路。",
      "34>l", 2, 0, 0 },
    { "land given to no one", "将柳园社区青山路以南、长河路以东区域划为空白区域。", "30>` 31>` 32>`", 1, 1, 0 },
    { "land of no one as a side", "将家电市场划为空白区域。北苑社区：西至白河，南至空白区域、清水河。东关社区：东至北苑交界、空白区域。",
      "51>`", 3, 0, 0 },
    { "names exchanged", "南桥社区更名为西苑社区，西苑社区更名为南桥社区。将家电市场划入西苑社区管辖。", "51>b", 3, 1, 0 },
    { "names handed on", "城北社区更名为高桥社区。高桥社区更名为湖滨社区。将家电市场划入高桥社区，锦绣新居一区划入湖滨社区。",
      "34>k 51>d", 4, 2, 0 },
    /* as published */
    { "outline, then headings", "三、调整方案 根据区民政局要求,我镇社区总数由11个调整为10个。总体方案如下:撤销城北社区,"
      "将城北社区整体划入柳园社区管辖。调整后辖南桥、西苑、柳园、东关、南园、北苑、园西、巴山、高桥9个社区:\n\n"
      "  1.调整内容 柳园社区:将城北社区整体划入柳园社区管辖,现边界范围东至建设北路。\n\n"
      "  2.飞地情况。凡涉及征迁安置、信访维稳等由原单位负责,划入单位积极配合;\n", "14>e", 6, 0, 1 },
    { "as scanned", "（一）撤销 城北\n社区，将城北社 区整体划 入柳园社区管\n辖；\n（二）东关社区： 将 柳园社区 锦绣新居\n"
      "一区划入东关社区。", "14>e 34>f", 3, 0, 0 },
    { "broken before a number that is no item's", "东关社区：现边界范围东至白河，西至建设北路，面积约\n0.06平方公里。",
      "", 1, 0, 0 },
    { "items without marks", "关于调整社区的方案\n1. 将家电市场划入东关社区\n2. 将五金市场划入东关社区\n三、高桥社区范围保持不变\n",
      "30>f 51>f", 3, 0, 0 },
    { "numbered in circles", "①将家电市场划入东关社区；②将五金市场划入东关社区。", "30>f 51>f", 2, 0, 0 },
    { "a heading on its own line", "一、北苑社区\n东至东环路，南至清水河；\n西至白河。\n二、东关社区\n将家电市场划入东关社区。",
      "51>f", 3, 0, 0 },
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
    int breaks = (int)sz_lint_count(l, SZ_REMARK_BREAKS);
    int hints = (int)sz_lint_count(l, SZ_REMARK_HINT);
    int rest = 0;
    for (int k = SZ_REMARK_CONTRADICTS; k <= SZ_REMARK_MASKED; k++)
        rest += (int)sz_lint_count(l, (sz_remark_kind)k);
    ck_assert_msg(statements == drafts[_i].statements && rest == 0 &&
                  breaks == drafts[_i].breaks && hints == drafts[_i].hints,
                  "%s: %d statements\n%s", drafts[_i].label, statements, remarks(l));
    sz_lint_free(l);
    close_place(&t);
}
END_TEST

/* Drafts that are wrong, or say what the data cannot carry: the first remark that is
 * neither prose nor a hint. */
static const struct {
    const char *label, *text;
    sz_remark_kind kind;
    const char *said;
    uint32_t line, column;
} wrong[] = {
    { "masked", "撤销XX社区，将柳园社区锦绣新居一区划入东关社区。", SZ_REMARK_MASKED,
      "XX社区 is masked: which community is it?", 1, 3 },
    { "masked road", "将柳园社区某路以南划入东关社区。", SZ_REMARK_MASKED, "某路 is masked: which line is it?", 1, 6 },
    { "given twice", "将五金市场划入东关社区；\n将柳园社区长临路以南划入南桥社区。", SZ_REMARK_CONTRADICTS,
      "1 parcels with 10 households of this go elsewhere by 1:1", 2, 1 },
    { "households", "东关社区：东至白河，户数61户。", SZ_REMARK_CONTRADICTS, "东关社区 has 60 households, not 61", 1, 6 },
    { "households behind a move", "将五金市场划入东关社区管辖，户数60户。", SZ_REMARK_CONTRADICTS,
      "东关社区 has 70 households, not 60", 1, 15 },
    { "area", "东关社区：东至白河，面积约0.07平方公里。", SZ_REMARK_CONTRADICTS, "东关社区 has 60000 m2, not 70000", 1, 6 },
    { "a road that is elsewhere", "东关社区：东至临湖河。", SZ_REMARK_CONTRADICTS, "the border does not follow this line: it ends 200 m "
      "before it", 1, 8 },
    { "another side", "东关社区：北至白河。", SZ_REMARK_CONTRADICTS,
      "this bounds it for 600 m, but on another side", 1, 8 },
    { "the land of no one lies elsewhere", "将家电市场划为空白区域。北苑社区：北至空白区域。", SZ_REMARK_CONTRADICTS,
      "this bounds it for 100 m, but on another side", 1, 20 },
    { "to no one twice", "将家电市场划为空白区域；\n将五金市场、家电市场划为空白区域；将家电市场划入东关社区。",
      SZ_REMARK_CONTRADICTS, "1 parcels with 10 households of this go elsewhere by 2:1", 2, 18 },
    { "two to one name", "南桥社区更名为湖滨社区。西苑社区更名为湖滨社区。", SZ_REMARK_CONTRADICTS,
      "there is a community 湖滨社区 already; take another name", 1, 20 },
    { "no neighbour", "南桥社区：东至东关交界。", SZ_REMARK_CONTRADICTS, "this does not lie at the border", 1, 8 },
    { "neighbour on another side", "西苑社区：南至城北交界。", SZ_REMARK_CONTRADICTS,
      "this bounds it for 100 m, but on another side", 1, 8 },
    { "counts", "社区总数由12个调整为11个。", SZ_REMARK_CONTRADICTS, "there are 11 communities, not 12", 1, 1 },
    { "counts under a title", "河湾镇关于调整社区管辖范围的公告\n一、社区总数由12个调整为11个。",
      SZ_REMARK_CONTRADICTS, "there are 11 communities, not 12", 2, 3 },
    { "counts under a title of two lines", "关于河湾镇柳园社区划入东关社区的\n通知（征求意见稿）\n"
      "（一）社区总数由12个调整为11个", SZ_REMARK_CONTRADICTS, "there are 11 communities, not 12", 3, 4 },
    { "list", "撤销城北社区，城北社区整体并入柳园社区。调整后辖南桥、西苑、柳园、东关、南园、北苑、园西、巴山8个社区。", SZ_REMARK_CONTRADICTS,
      "高桥社区 is not in the list", 1, 21 },
    { "left over", "撤销南桥社区，将长临路以南划入柳园社区。", SZ_REMARK_CONTRADICTS,
      "南桥社区 is abolished, but 1 parcels with 10 households are left (余留区域)", 1, 3 },
    { "open", "将柳园社区长临路以南和长河路以东划入东关社区。", SZ_REMARK_OPEN,
      "this can be read in 2 ways (1: 1 parcels, 10 households; 2: 7 parcels, 70 households); pick one", 1, 1 },
    { "unknown community", "撤销翠竹社区。", SZ_REMARK_UNREAD, "the data have no community called 翠竹社区", 1, 3 },
    { "unknown sides", "东至翠竹江，南至长汀河。", SZ_REMARK_UNREAD, "the data have no line called 翠竹江", 1, 3 },
    { "an unknown side under a heading", "东关社区：\n东至翠竹江。", SZ_REMARK_UNREAD,
      "the data have no line called 翠竹江", 2, 3 },
    { "about", "将锦绣新居一区及周边划入东关社区。", SZ_REMARK_UNREAD, "周边 names no exact ground", 1, 8 },
    { "to several", "原城北社区所辖区域分别划入柳园社区和西苑社区。", SZ_REMARK_UNREAD,
      "分别 does not tell which ground goes to whom; say it for each", 1, 10 },
    { "buildings", "将锦绣新居一区5号楼、12号楼划入东关社区。", SZ_REMARK_UNREAD,
      "the data have no such buildings: name the unit or parcel they stand on", 1, 8 },
    { "blocks", "将桂花小区1-5幢划入巴山社区。", SZ_REMARK_UNREAD,
      "the data have no such buildings: name the unit or parcel they stand on", 1, 6 },
    { "founded, a side of two", "新设和谐社区，四至为东至白河、东环路，南至宁铁线铁路。", SZ_REMARK_CONTRADICTS,
      "the ground of a new community is told by sides of one line each; else say what moves: 将……划入",
      1, 11 },
    { "founded up to a neighbour", "新设和谐社区，四至为东至北苑交界，南至宁铁线铁路。", SZ_REMARK_CONTRADICTS,
      "only a line tells how far the ground of a new community goes", 1, 13 },
    { "addresses", "将长河路139弄1-2号、4-19号划入东关社区。", SZ_REMARK_UNREAD,
      "the data have no such addresses: name the unit or parcel they belong to", 1, 5 },
};

START_TEST(what_is_wrong_is_told)
{
    place t = open_place();
    sz_lint *l = lint(&t, wrong[_i].text);
    sz_remark r = { .kind = SZ_REMARK_PROSE, .message = "" };
    for (size_t i = 0; sz_lint_remark(l, i, &r) == SZ_SUCCESS; i++)
        if (r.kind != SZ_REMARK_PROSE && r.kind != SZ_REMARK_HINT)
            break;
    ck_assert_msg(r.kind == wrong[_i].kind && strcmp(r.message, wrong[_i].said) == 0,
                  "%s: %s", wrong[_i].label, remarks(l));
    ck_assert_msg(r.line == wrong[_i].line && r.column == wrong[_i].column, "%s: %u:%u",
                  wrong[_i].label, (unsigned)r.line, (unsigned)r.column);
    sz_lint_free(l);
    close_place(&t);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("lint");
    tcase_add_loop_test(tc, drafts_say_what_moves, 0, COUNT(drafts));
    tcase_add_loop_test(tc, what_is_wrong_is_told, 0, COUNT(wrong));
    return run_suite("text_lint", tc);
}
