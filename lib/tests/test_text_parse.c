/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scripts read: sentences of the field and short commands, held against the tree
 * written in short; and what is wrong with texts, said where. */
#include <string.h>

#include "tests/suite.h"
#include "text/ast.h"

static const char *const communities[] = { "柳园社区", "东关社区", "西苑社区",
    "北苑社区", "南园社区", "巴山社区", "园西社区", "以东社区", "A", "B", "Block 1" };
static const char *const lines[] = { "青山路", "长河路", "环城北路", "槐荫路", "建设路",
    "东至路", "以北路", "和平路", "宁铁线铁路", "白河", "上水路", "临泉路", "夏园路",
    "一环", "站西路", "环城河", "人民路", "R1", "R2" };
static const char *const units[] = { "五金市场", "水果市场", "家电市场", "五金公司",
    "新居二区", "新居三区", "锦园1幢", "锦园2幢", "锦园5幢" };

typedef struct town {
    sz_map *map;
    sz_plan *plan;
    sz_gazetteer *g;
} town;

/* A map of names only. */
static town open_town(void)
{
    town t;
    sz_map *m = t.map = sz__zalloc(1, sizeof *m);
    ck_assert_ptr_nonnull(m);
    m->crs = sz__dup("EPSG:4549", 10, 1);
    m->n_lines = COUNT(lines);
    m->l_name = sz__zalloc(COUNT(lines), sizeof *m->l_name);
    for (int i = 0; i < COUNT(lines); i++)
        m->l_name[i] = sz__names_add(&m->names, lines[i]);
    m->n_communities = COUNT(communities);
    m->communities = sz__zalloc(COUNT(communities), sizeof *m->communities);
    for (int i = 0; i < COUNT(communities); i++)
        m->communities[i] = (sz_today_info){ sz__names_add(&m->names, communities[i]),
                                             -1, -1 };
    m->n_towns = 1;
    m->town_name = sz__zalloc(1, sizeof *m->town_name);
    m->town_name[0] = sz__names_add(&m->names, "河湾街道");
    m->n_units = COUNT(units);
    m->units = sz__zalloc(COUNT(units), sizeof *m->units);
    for (int i = 0; i < COUNT(units); i++)
        m->units[i] = (sz_unit_info){ .name = sz__names_add(&m->names, units[i]), .kind = -1 };
    ck_assert_int_eq(sz_plan_present(m, &t.plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__gazetteer_new(t.plan, &t.g, NULL), SZ_SUCCESS);
    return t;
}

static void close_town(town *t)
{
    sz__gazetteer_free(t->g);
    sz_plan_free(t->plan);
    sz_map_free(t->map);
}

/* The tree in short, built up in a buffer. */
typedef struct shown {
    const sz_script *s;
    char text[4096];
    size_t n;
} shown;

#define SHOW(o, ...)                                                               \
    ((o)->n += (size_t)snprintf((o)->text + (o)->n, sizeof (o)->text - (o)->n,     \
                                __VA_ARGS__))

static void show_ref(shown *o, int32_t ref)
{
    if (ref >= 0) {
        sz_span at = o->s->ref.at[ref].at;
        SHOW(o, "%.*s", (int)(at.to - at.from), o->s->text + at.from);
    }
}

static void show_refs(shown *o, sz_run run)
{
    for (uint32_t i = 0; i < run.n; i++) {
        SHOW(o, "%s", i ? " " : "");
        show_ref(o, (int32_t)(run.first + i));
    }
}

static const char *const dirs[] = { "N", "NE", "E", "SE", "S", "SW", "W", "NW", "in",
                                    "out" };

static void show_region(shown *o, const sz_region *r)
{
    show_ref(o, r->source);
    if (r->inherits >= 0) {
        SHOW(o, "~");
        show_ref(o, r->inherits);
    }
    SHOW(o, "%s", r->whole ? "*" : "");
    for (uint32_t i = 0; i < r->clauses.n; i++) {
        const sz_clause *c = &o->s->clause.at[r->clauses.first + i];
        SHOW(o, " %s:", dirs[c->dir]);
        show_refs(o, c->lines);
        SHOW(o, "%s%s", c->qual & SZ_QUAL_UNBUILT ? "?" : "",
             c->qual & SZ_QUAL_EXTENDED ? "+" : "");
    }
    if (r->places.n) {
        SHOW(o, " (");
        show_refs(o, r->places);
        SHOW(o, ")");
    }
    for (uint32_t i = 0; i < r->parcels.n; i++) {
        const sz_parcels *p = &o->s->parcels.at[r->parcels.first + i];
        SHOW(o, " #%d-%d", (int)p->first, (int)p->last);
    }
}

static void show_regions(shown *o, sz_run run)
{
    for (uint32_t i = 0; i < run.n; i++) {
        const sz_region *r = &o->s->region.at[run.first + i];
        SHOW(o, "%s", i ? " | " : "");
        show_region(o, r);
        for (uint32_t k = 0; k < r->less.n; k++) {
            SHOW(o, " less ");
            show_region(o, &o->s->region.at[r->less.first + k]);
        }
    }
}

static void show_sides(shown *o, const sz_statement *st)
{
    static const char *const edges[] = { "", "/outer", "/inner", "/N", "/S", "/E", "/W",
                                         "/red", "/foot" };
    for (uint32_t i = 0; i < st->sides.n; i++) {
        const sz_side *side = &o->s->side.at[st->sides.first + i];
        SHOW(o, " ");
        for (int d = 0; d < 8; d++)
            if (side->dirs & SZ_DIR_BIT(d))
                SHOW(o, "%s", dirs[d]);
        for (uint32_t k = 0; k < side->limits.n; k++) {
            const sz_limit *l = &o->s->limit.at[side->limits.first + k];
            static const char *const kinds[] = { "", "who ", "level", "place ", "x " };
            SHOW(o, "%s%s", k ? "+" : "=", kinds[l->kind]);
            show_ref(o, l->ref);
            if (l->ref2 >= 0 && l->kind == SZ_LIMIT_CROSSING)
                show_ref(o, l->ref2);
            SHOW(o, "%s%s", edges[l->edge], l->qual & SZ_QUAL_UNBUILT ? "?" : "");
        }
    }
    const sz_facts *f = &st->facts;
    if (f->households >= 0 || f->population >= 0 || f->area_m2 >= 0)
        SHOW(o, " facts %d %d %.0f", (int)f->households, (int)f->population, f->area_m2);
}

static void show_statement(shown *o, const sz_statement *st)
{
    static const char *const kinds[] = { "count", "list", "abolish", "move", "split",
        "found", "rename", "keep", "limits", "ring", "lock", "assert" };
    SHOW(o, "%s%s", o->n ? "; " : "", kinds[st->kind]);
    if (st->subject >= 0)
        SHOW(o, " ");
    show_ref(o, st->subject);
    if (st->refs.n)
        SHOW(o, " [");
    show_refs(o, st->refs);
    if (st->refs.n)
        SHOW(o, "]");
    if (st->sources.n) {
        SHOW(o, " of ");
        show_refs(o, st->sources);
        SHOW(o, ":");
    }
    for (uint32_t i = 0; i < st->readings.n; i++) {
        SHOW(o, "%s", i ? " // " : " ");
        show_regions(o, o->s->reading.at[st->readings.first + i].regions);
    }
    for (uint32_t i = 0; i < st->clauses.n; i++) {
        SHOW(o, " by ");
        show_refs(o, o->s->clause.at[st->clauses.first + i].lines);
    }
    if (st->receiver >= 0)
        SHOW(o, "%s", st->combines ? " & " : " > ");
    show_ref(o, st->receiver);
    show_sides(o, st);
    for (uint32_t i = 0; i < st->steps.n; i++) {
        const sz_step *step = &o->s->step.at[st->steps.first + i];
        SHOW(o, " ");
        show_ref(o, step->along);
        SHOW(o, "@");
        show_ref(o, step->node.ref);
        if (step->node.ref2 >= 0)
            show_ref(o, step->node.ref2);
    }
    for (int i = 0; i < 2; i++)
        if (st->number[i] >= 0)
            SHOW(o, " %d", (int)st->number[i]);
}

static sz_script *parse(const town *t, const char *text, bool notice)
{
    sz_parse_options options = { .notice = notice };
    sz_script *s = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz__script_parse(t->g, text, strlen(text), &options, &s, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    return s;
}

static const struct {
    const char *label, *text, *want;
} good[] = {
    { "one move", "将柳园社区青山路以南、长河路以西区域划入东关社区管辖。",
      "move 柳园社区 S:青山路 W:长河路 > 东关社区" },
    { "T1", "撤销柳园社区,将青山路以南、长河路以西、环城北路以北、槐荫路以东划入东关社区管辖;"
      "将长河路以东,青山路以南,建设路以西、环城北路以北划入西苑社区管辖。",
      "abolish [柳园社区]; "
      "move of 柳园社区:  S:青山路 W:长河路 N:环城北路 E:槐荫路 > 东关社区; "
      "move of 柳园社区:  E:长河路 S:青山路 W:建设路 N:环城北路 > 西苑社区" },
    { "T2", "撤销柳园社区。将青山路以东、长河路以南、建设路以西、槐荫路以北和和平路以东、"
      "以北路以南、白河以西、东至路以北，一环以东、R1以南、R2以西、人民路以北三个区域划入东关社区管辖",
      "abolish [柳园社区]; move of 柳园社区:  E:青山路 S:长河路 W:建设路 N:槐荫路 |  "
      "E:和平路 S:以北路 W:白河 N:东至路 |  E:一环 S:R1 W:R2 N:人民路 > 东关社区" },
    { "T3", "北苑社区：将柳园社区宁铁线铁路以南的五金市场及水果市场、东关社区长河路以东的家电市场"
      "划入北苑社区管辖，现边界范围北至新丰交界、南至青山路、西至城东街道交界、东至白河、长河路。",
      "move 柳园社区 S:宁铁线铁路 (五金市场 水果市场) | 东关社区 E:长河路 (家电市场) > "
      "北苑社区; limits 北苑社区 N=who 新丰 S=青山路 W=who 城东街道 E=白河+长河路" },
    { "T4", "将原南园社区以上水路为界，划分为东西两部分，其中上水路以东部分并入巴山社区，"
      "上水路以西部分与原园西社区合并组建南园社区",
      "move 南园社区 E:上水路 > 巴山社区; "
      "move 南园社区 W:上水路 | 园西社区* & 南园社区" },
    { "T5", "东关社区：现边界范围北至青山路、西南为镇域界、东至长河路",
      "limits 东关社区 N=青山路 SW=level E=长河路" },
    { "T6", "东关社区在原有范围基础上增加原柳园社区自临泉路以南、夏园路以东、一环以北、站西路以西范围",
      "move 柳园社区 S:临泉路 E:夏园路 N:一环 W:站西路 > 东关社区" },
    { "T6 without", "东关社区增加原柳园社区所辖范围(不含原柳园社区自临泉路以南、夏园路以东范围)",
      "move 柳园社区* less 柳园社区 S:临泉路 E:夏园路 > 东关社区" },
    { "T7", "东关社区：四至：东、南、西至环城河外沿，北至人民路",
      "limits 东关社区 ESW=环城河/outer N=人民路" },
    { "T8", "东关社区：自青山路与长河路交叉口，沿长河路至长河路与人民路交叉口，沿人民路至"
      "人民路与建设路交叉口，向东沿建设路行至青山路与建设路交汇处，沿青山路至起点止。",
      "ring 东关社区 @青山路长河路 长河路@长河路人民路 人民路@人民路建设路 "
      "建设路@青山路建设路 青山路@青山路长河路" },
    { "whole", "撤销柳园社区，将柳园社区整体划入东关社区管辖。",
      "abolish [柳园社区]; move 柳园社区* > 东关社区" },
    { "wholly", "柳园社区整体并入东关社区", "move 柳园社区* > 东关社区" },
    { "its ground", "撤销柳园社区，其管辖范围及人口等并入东关社区",
      "abolish [柳园社区]; move of 柳园社区: * > 东关社区" },
    { "the last is a list", "调整后辖东关、西苑、北苑、A共4个社区。",
      "list [东关 西苑 北苑 A] 4" },
    { "counts", "我镇社区总数由12个调整为8个。调整后辖东关、西苑2个社区：",
      "count 12 8; list [东关 西苑] 2" },
    { "three sources", "西苑社区：将柳园社区青山路以北、长河路以东和东关社区宁铁线铁路以南、白河以西区域"
      "划入西苑社区管辖，现边界范围北至北苑交界、南至青山路",
      "move 柳园社区 N:青山路 E:长河路 | 东关社区 S:宁铁线铁路 W:白河 > 西苑社区; "
      "limits 西苑社区 N=who 北苑 S=青山路" },
    { "a firm", "将五金公司青山路以南、长河路以西划入东关社区",
      "move 五金公司 S:青山路 W:长河路 > 东关社区" },
    { "clauses and estates", "将柳园社区青山路以南、白河以北、长河路以东、新居二区和新居三区和五金公司"
      "一环以南、R1以北划入东关社区",
      "move 柳园社区 S:青山路 N:白河 E:长河路 | ~柳园社区 (新居二区 新居三区) | 五金公司 S:一环 "
      "N:R1 > 东关社区" },
    { "commas divide when a direction would come twice",
      "撤销柳园社区，将青山路以西，长河路以西、建设路以北，槐荫路以西、和平路以南、白河以西划归东关社区",
      "abolish [柳园社区]; move of 柳园社区:  W:青山路 |  W:长河路 N:建设路 |  W:槐荫路 "
      "S:和平路 W:白河 > 东关社区" },
    { "open word and", "将柳园社区青山路以南和长河路以西划入东关社区",
      "move 柳园社区 S:青山路 W:长河路 // 柳园社区 S:青山路 | ~柳园社区 W:长河路 > 东关社区" },
    { "and, counted", "将柳园社区青山路以南和长河路以西两个区域划入东关社区",
      "move 柳园社区 S:青山路 | ~柳园社区 W:长河路 > 东关社区" },
    { "names with words in them", "将以东社区东至路以南、以北路以东、和平路以北划入东关社区。东关社区："
      "现边界范围东至东至路、南至以北路、和平路",
      "move 以东社区 S:东至路 E:以北路 N:和平路 > 东关社区; "
      "limits 东关社区 E=东至路 S=以北路+和平路" },
    { "new names", "将柳园社区以上水路为界划分为新柳社区和旧柳社区。新设和谐社区。西苑社区更名为东苑社区",
      "split 柳园社区 [新柳社区 旧柳社区] by 上水路; found 和谐社区; "
      "rename 西苑社区 > 东苑社区" },
    { "new names that something else has", "found \"五金市场\"\nfound \"河湾\" in 河湾\n"
      "新设“青山路”。将柳园社区青山路以南划入青山路。\nmove 五金市场 to 河湾\n"
      "merge 西苑 into 五金市场",
      "found 五金市场; found 河湾 [河湾]; found 青山路; move 柳园社区 S:青山路 > 青山路; "
      "move  (五金市场) > 河湾; move 西苑* > 五金市场" },
    { "kept", "东关社区、西苑社区范围保持不变。", "keep [东关社区 西苑社区]" },
    { "qualified", "将柳园社区青山路(在建)以南、长河路延长线以西划入东关社区；东关社区四至：东至长河路(在建)，"
      "西至白河北岸",
      "move 柳园社区 S:青山路? W:长河路+ > 东关社区; limits 东关社区 E=长河路? W=白河/N" },
    { "chain and inside", "将柳园社区青山路-长河路以北、一环以内划入东关社区",
      "move 柳园社区 N:青山路 长河路 in:一环 > 东关社区" },
    { "facts", "东关社区：四至范围为东起白河，南临青山路，西靠长河路，北倚人民路，辖区户数5702户，"
      "人口16100人，面积约0.55平方公里。",
      "limits 东关社区 E=白河 S=青山路 W=长河路 N=人民路 facts 5702 16100 550000" },
    { "as scanned", "将 柳园 社区青山\n路以南 、长河路以西\n区域划入东关社\n区管辖",
      "move 柳园 社区 S:青山\n路 W:长河路 > 东关社\n区" },
    { "half and full width", "将柳园社区Ｒ１以南,r2以西划入Ａ", "move 柳园社区 S:Ｒ１ W:r2 > Ａ" },
    { "commands", "# comment\nmerge 柳园, 西苑 into 东关 // why\n"
      "move parcels 12,15-19 from A to B\nmove 五金市场 to B; found New Town\n"
      "split A by R1 into A, C\nabolish 北苑\nrename B to 新B\n"
      "transfer A: south of R1, west of R2 -> B\nlock 巴山\n"
      "assert communities = 7\nassert households of A <= 3000\nassert connected A",
      "move 柳园* | 西苑* > 东关; move A #12-12 #15-19 > B; move  (五金市场) > B; "
      "found New Town; split A [A C] by R1; abolish [北苑]; rename B > 新B; "
      "move A S:R1 W:R2 > B; lock [巴山]; assert 7; assert [A] 3000; assert [A]" },
    { "buildings that the data have", "将锦园1-2幢、5幢划入东关社区",
      "move  (1-2幢 1-2幢 5幢) > 东关社区" },
    { "short for a name like the one before", "将新居二区和三区划入东关社区", "move  (新居二区 三区) > 东关社区" },
    { "the list ends before a statement", "撤销柳园社区，东关社区更名为新关社区",
      "abolish [柳园社区]; rename 东关社区 > 新关社区" },
    { "mixed", "merge Block 1 into B\n撤销柳园社区，将青山路以南划入东关社区。\nkeep 西苑",
      "move Block 1* > B; abolish [柳园社区]; move of 柳园社区:  S:青山路 > 东关社区; "
      "keep [西苑]" },
};

START_TEST(texts_give_their_tree)
{
    town t = open_town();
    sz_script *s = parse(&t, good[_i].text, false);
    shown o = { .s = s };
    for (size_t i = 0; i < s->statement.n; i++)
        show_statement(&o, &s->statement.at[i]);
    ck_assert_msg(s->problem.n == 0, "%s: %s", good[_i].label,
                  s->problem.n ? s->problem.at[0].message : "");
    ck_assert_msg(strcmp(o.text, good[_i].want) == 0, "%s:\n%s\n%s", good[_i].label,
                  o.text, good[_i].want);
    sz__script_free(s);
    close_town(&t);
}
END_TEST

static const struct {
    const char *label, *text, *said;
    uint32_t line, column;
} bad[] = {
    { "no such road", "撤销柳园社区，\n将翠竹路以南划入东关社区。",
      "the data have no line called 翠竹路", 2, 2 },
    { "nearly a road", "将柳园社区环成北路以南划入东关社区。",
      "the data have no line called 环成北路; did you mean 环城北路?", 1, 6 },
    { "a road inside a longer name", "将柳园社区大青山路以南划入东关社区",
      "the data have no line called 大青山路; did you mean 青山路?", 1, 6 },
    { "a number for a name", "abolish 社区12345", "the data have no community called 社区12345", 1, 9 },
    { "no such receiver", "将柳园社区青山路以南划入城关社区", "the data have no community called "
      "城关社区; did you mean 东关社区?", 1, 13 },
    { "count of regions", "将柳园社区青山路以南、长河路以西三个区域划入东关社区",
      "the sentence says 3 regions and names 1", 1, 1 },
    { "no source", "将青山路以南划入东关社区", "no source is named, and no community was "
      "abolished before", 1, 1 },
    { "which source", "撤销柳园社区，将西苑社区青山路以南划入东关社区；将长河路以西划入东关社区",
      "no source is named: is it 柳园社区, abolished before, or 西苑社区, named last? write it",
      1, 25 },
    { "no verb", "将柳园社区青山路以南、长河路以西。",
      "划入, 并入 or another such word is missing", 1, 17 },
    { "no statement", "东关社区很好。", "this is no statement; see sizhi-script(5)", 1, 1 },
    { "command without a word", "merge A to B", "'into' is expected here", 1, 9 },
    { "heading", "西苑社区：将柳园社区青山路以南划入东关社区",
      "the heading names another community than the one that receives", 1, 18 },
    { "estates", "将五金市场、水果市场等3个小区划入东关社区",
      "the sentence says 3 places and names 2", 1, 1 },
    { "around", "将五金市场及周边划入东关社区", "周边 names no exact ground", 1, 6 },
};

START_TEST(what_is_wrong_is_said_where)
{
    town t = open_town();
    sz_script *s = parse(&t, bad[_i].text, false);
    uint32_t line, column;
    ck_assert_msg(s->problem.n == 1, "%s: %zu problems", bad[_i].label, s->problem.n);
    ck_assert_msg(strcmp(s->problem.at[0].message, bad[_i].said) == 0, "%s: %s",
                  bad[_i].label, s->problem.at[0].message);
    sz__script_where(s, s->problem.at[0].at.from, &line, &column);
    ck_assert_msg(line == bad[_i].line && column == bad[_i].column, "%s: %u:%u",
                  bad[_i].label, line, column);
    sz__script_free(s);
    close_town(&t);
}
END_TEST

START_TEST(a_notice_is_read_around_its_prose)
{
    town t = open_town();
    sz_script *s = parse(&t, "三、调整方案 根据区民政局要求,我镇社区总数由5个调整为4个。总体方案如下:"
        "撤销柳园社区,将柳园社区整体划入东关社区管辖。调整后辖东关、西苑个社区:\n\n"
        "  1.调整内容 西苑社区:将东关社区青山路以南区域划入西苑社区管辖,现边界范围北至东关交界。\n\n"
        "  2.飞地情况。此次社区优化整合涉及飞地的社区,由原单位负责。", true);
    shown o = { .s = s };
    for (size_t i = 0; i < s->statement.n; i++)
        show_statement(&o, &s->statement.at[i]);
    ck_assert_str_eq(o.text, "count 5 4; abolish [柳园社区]; move 柳园社区* > 东关社区; "
        "list [东关 西苑]; move 东关社区 S:青山路 > 西苑社区; limits 西苑社区 N=who 东关");
    ck_assert_uint_eq(s->problem.n, 0);
    ck_assert_uint_gt(s->skipped.n, 3);
    sz__script_free(s);
    close_town(&t);
}
END_TEST

START_TEST(gbk_is_read_like_utf8)
{
    /* 撤销柳园社区 in GBK */
    const char gbk[] = "\xb3\xb7\xcf\xfa\xc1\xf8\xd4\xb0\xc9\xe7\xc7\xf8";
    town t = open_town();
    sz_script *s = parse(&t, gbk, false);
    ck_assert_str_eq(s->text, "撤销柳园社区");
    ck_assert_uint_eq(s->problem.n, 0);
    ck_assert_uint_eq(s->statement.n, 1);
    sz__script_free(s);
    sz_parse_options options = { 0 };
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__script_parse(t.g, "\xff\xff", 2, &options, &s, &err),
                     SZ_ERR_DATA);
    close_town(&t);
}
END_TEST

/* A quarter of a megabyte of one statement, of brackets, of names: each within a second or so. */
START_TEST(long_texts_take_linear_time)
{
    static const char *const pieces[] = { "青山路以南、", "(不含", "柳园社区", "一", "将",
                                          "merge A into B\n", "R1-", "更名为a、", "东、",
                                          "新设A社区；", "XX" };
    town t = open_town();
    size_t len = strlen(pieces[_i]), n = (1 << 18) / len;
    char *text = sz__alloc(n * len + 8, 1);
    strcpy(text, "将");
    for (size_t i = 0; i < n; i++)
        memcpy(text + 3 + i * len, pieces[_i], len);
    text[3 + n * len] = '\0';
    sz__script_free(parse(&t, text, false));
    sz__script_free(parse(&t, text, true));
    free(text);
    close_town(&t);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("parse");
    tcase_add_loop_test(tc, texts_give_their_tree, 0, COUNT(good));
    tcase_add_loop_test(tc, what_is_wrong_is_said_where, 0, COUNT(bad));
    tcase_add_test(tc, a_notice_is_read_around_its_prose);
    tcase_add_test(tc, gbk_is_read_like_utf8);
    tcase_add_loop_test(tc, long_texts_take_linear_time, 0, 11);
    return run_suite("text_parse", tc);
}
