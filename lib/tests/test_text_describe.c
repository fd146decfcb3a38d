/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Descriptions of whole plans: by hand on the town of town.h, and any plan on a lattice
 * of named streets, whose every move must read back. */
#include "sizhi/text.h"

#include <string.h>

#include "tests/lattice.h"
#include "tests/town.h"
#include "text/ast.h"

static sz_description *describe(const sz_plan *before, const sz_plan *after,
                                const sz_describe_options *options)
{
    sz_description *d = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_describe(before, after, options, &d, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    return d;
}

static void assign(sz_plan *plan, const sz_project *project, const char *parcel,
                   int32_t to)
{
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, parcel), to, NULL), 0);
}

/* 东关 takes the gap and the block south of 青山路 from 柳园 of 城东; 西关 goes to 柳园
 * of 城西. */
START_TEST(town_in_words)
{
    sz_project *project = town_project();
    sz_plan *plan = town_plan(project);
    int32_t east = town_community(plan, "城东", "东关");
    int32_t west = town_community(plan, "城西", "柳园");
    assign(plan, project, "10", east);
    assign(plan, project, "30", west);
    assign(plan, project, "31", west);
    assign(plan, project, "32", west);
    sz_description *d = describe(sz_project_present(project), plan, NULL);
    ck_assert_str_eq(sz_description_notice(d),
        "社区总数由4个调整为3个。\n"
        "撤销西关社区，将西关社区整体划入城西柳园社区管辖。\n"
        "调整后辖东关社区、城东柳园社区、城西柳园社区共3个社区。\n"
        "1. 东关社区：将空白区域整体划入东关社区管辖；将城东柳园社区青山路以南区域划入"
        "东关社区管辖，现边界范围东至白河、城东柳园社区交界、青山路、白河，"
        "南、西、北至镇域界，辖区户数500户，面积约5.00万平方米。\n"
        "2. 城东柳园社区：现边界范围东至白河，南至青山路，西、北至东关社区交界，"
        "辖区户数140户，面积约1.00万平方米。\n"
        "3. 城西柳园社区：现边界范围东、南、北至镇域界，西至白河，辖区户数600户，"
        "面积约6.00万平方米。\n");
    ck_assert_uint_eq(sz_description_moves(d), 3);
    const sz_agreement *a = sz_description_agreement(d);
    ck_assert_uint_eq(a->moves_exact, 3);
    ck_assert_int_eq(a->households, 500); /* 300 + 100 + 100 */
    ck_assert_int_eq(a->households_exact, 500);
    ck_assert_uint_eq(a->communities, 3);
    ck_assert_uint_eq(a->sides_good, 3);
    ck_assert_int_eq(a->worst, -1);
    sz_description_free(d);
    sz_plan_free(plan);
    sz_project_free(project);
}
END_TEST

START_TEST(present_in_words)
{
    sz_project *project = town_project();
    const sz_plan *plan = sz_project_present(project);
    sz_describe_options o = SZ_DESCRIBE_OPTIONS_INIT;
    o.sides = "north, south, west, east";
    o.tail = "none";
    o.verb = "划归";
    sz_description *d = describe(plan, plan, &o);
    ck_assert_uint_eq(sz_description_moves(d), 0);
    ck_assert_str_eq(sz_description_script(d), "");
    ck_assert(strstr(sz_description_notice(d),
                     "1. 东关社区：现边界范围北、南、西至镇域界，东至"));
    ck_assert_ptr_null(strstr(sz_description_notice(d), "户数"));
    sz_description_free(d);
    o.language = SZ_LANGUAGE_EN;
    d = describe(plan, plan, &o);
    ck_assert(strstr(sz_description_notice(d),
                     "1. 东关社区. Bounded to the north, south and west by the town limit; "
                     "to the east by"));
    sz_description_free(d);
    sz_project_free(project);
}
END_TEST

/* Every line of the script is a statement with one reading. */
static void parses(const sz_plan *before, const char *text)
{
    static const sz_parse_options o = { false };
    sz_gazetteer *g = NULL;
    sz_script *s = NULL;
    size_t lines = 0;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    ck_assert_int_eq(sz__gazetteer_new(before, &g, NULL), SZ_SUCCESS);
    if (lines > 0) {
        ck_assert_int_eq(sz__script_parse(g, text, strlen(text), &o, &s, NULL), 0);
        ck_assert_msg(s->problem.n == 0, "%s at %s", s->problem.at[0].message,
                      text + s->problem.at[0].at.from);
        ck_assert_uint_eq(s->statement.n, lines);
        for (size_t i = 0; i < lines; i++)
            ck_assert_uint_le(s->statement.at[i].readings.n, 1);
        sz__script_free(s);
    }
    sz__gazetteer_free(g);
}

START_TEST(script_of_changes)
{
    sz_project *project = town_project();
    sz_plan *plan = town_plan(project);
    int32_t fresh, east = town_community(plan, "城东", "东关");
    ck_assert_int_eq(sz_plan_found(plan, "河西", 1, &fresh, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(plan, (size_t)east, "东升", NULL), SZ_SUCCESS);
    assign(plan, project, "30", fresh);
    assign(plan, project, "31", fresh);
    assign(plan, project, "32", fresh);
    assign(plan, project, "20", fresh);
    sz_description *d = describe(sz_project_present(project), plan, NULL);
    const char *want =
             "rename 东关社区 to \"东升\"\n"
             "found \"河西\" in 城西\n"
             "将空白区域整体划入东升管辖。\n"
             "将城西柳园社区青山路以南区域划入河西管辖。\n"
             "将西关社区整体划入河西管辖。\n"
             "撤销西关社区。\n";
    ck_assert_str_eq(sz_description_script(d), want);
    parses(sz_project_present(project), want);
    ck_assert(strstr(sz_description_notice(d), "东关社区更名为东升社区。\n"));
    ck_assert(strstr(sz_description_notice(d), "新设河西社区。\n"));
    sz_description_free(d);
    sz_plan_free(plan);
    sz_project_free(project);
}
END_TEST

/* Ground that a plan leaves to nobody. */
START_TEST(left_over)
{
    sz_project *project = town_project();
    sz_plan *plan = NULL;
    ck_assert_int_eq(sz_plan_copy(sz_project_present(project), &plan, NULL), 0);
    assign(plan, project, "00", -1);
    sz_description *d = describe(sz_project_present(project), plan, NULL);
    ck_assert_str_eq(sz_description_move(d, 0)->sentence,
                     "将东关社区青山路以南区域划为空白区域");
    const char *want = "将东关社区青山路以南区域划为空白区域。\n";
    ck_assert_str_eq(sz_description_script(d), want);
    ck_assert(strstr(sz_description_notice(d), want));
    ck_assert_uint_eq(sz_description_agreement(d)->moves_exact, 1);
    parses(sz_project_present(project), want);
    sz_description_free(d);
    sz_plan_free(plan);
    sz_project_free(project);
}
END_TEST

START_TEST(wrong_options)
{
    sz_project *project = town_project();
    const sz_plan *plan = sz_project_present(project);
    static const char *const orders[] = { "north", "north, north, east, west",
                                          "up, north, east, west", "" };
    for (int i = 0; i < COUNT(orders); i++) {
        sz_describe_options o = SZ_DESCRIBE_OPTIONS_INIT;
        sz_description *d = NULL;
        sz_error err = SZ_ERROR_INIT;
        o.sides = orders[i];
        ck_assert_int_eq(sz_describe(plan, plan, &o, &d, &err), SZ_ERR_INVALID);
        ck_assert_ptr_null(d);
        o.sides = NULL;
        o.tail = "weather";
        ck_assert_int_eq(sz_describe(plan, plan, &o, &d, &err), SZ_ERR_INVALID);
    }
    sz_project_free(project);
}
END_TEST

/* 甲 gives to 乙 what lies south of 横1路 and gets what lies east of 竖1路: of the two,
 * one goes first, and the other must not take it back. */
START_TEST(circle)
{
    lattice l;
    lattice_open(&l, 2, 2, 100, 0.05, 9);
    lattice_line(&l, true, 1, SZ_BARRIER_STREET, "横1路");
    lattice_line(&l, false, 1, SZ_BARRIER_STREET, "竖1路");
    lattice_today(&l, 0, 0, 1, 2, lattice_community(&l, "甲"));
    lattice_today(&l, 1, 0, 2, 2, lattice_community(&l, "乙"));
    sz_map *map = lattice_close(&l);
    sz_plan *present = NULL, *plan = NULL;
    ck_assert_int_eq(sz_plan_present(map, &present, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_copy(present, &plan, NULL), SZ_SUCCESS);
    sz_plan_assign(plan, 0, 1, NULL); /* south-west */
    sz_plan_assign(plan, 1, 0, NULL); /* south-east */
    sz_description *d = describe(present, plan, NULL);
    ck_assert_str_eq(sz_description_script(d),
                     "将甲社区横1路以南区域划入乙社区管辖。\n"
                     "move parcels 2 from 乙社区 to 甲社区\n");
    parses(present, sz_description_script(d));
    sz_description_free(d);
    sz_plan_free(plan);
    sz_plan_free(present);
    sz_map_free(map);
}
END_TEST

/* 8 by 8 crooked blocks, every second street named, four communities in the corners;
 * then a random walk of blocks from one to the other. */
START_TEST(any_plan)
{
    static const char *const names[] = { "甲", "乙", "丙", "丁" };
    lattice l;
    char name[32];
    lattice_open(&l, 8, 8, 100, 0.1, 9);
    for (int i = 1; i < 8; i++) {
        snprintf(name, sizeof name, "横%d路", i);
        lattice_line(&l, true, i, SZ_BARRIER_STREET, name);
        snprintf(name, sizeof name, "竖%d路", i);
        if (i % 2 == 0)
            lattice_line(&l, false, i, SZ_BARRIER_STREET, name);
    }
    for (int k = 0; k < 4; k++)
        lattice_today(&l, 4 * (k % 2), 4 * (k / 2), 4 * (k % 2) + 4, 4 * (k / 2) + 4,
                      lattice_community(&l, names[k]));
    sz_map *map = lattice_close(&l);
    sz_plan *present = NULL;
    ck_assert_int_eq(sz_plan_present(map, &present, NULL), SZ_SUCCESS);
    sz_rng rng;
    sz__rng_init(&rng, 4, 0);
    for (int round = 0; round < 30; round++) {
        sz_plan *plan = NULL;
        ck_assert_int_eq(sz_plan_copy(present, &plan, NULL), SZ_SUCCESS);
        for (int k = 0; k < 12; k++)
            sz_plan_assign(plan, sz__rng_below(&rng, 64),
                           (int32_t)sz__rng_below(&rng, 4), NULL);
        sz_description *d = describe(present, plan, NULL);
        const sz_agreement *a = sz_description_agreement(d);
        ck_assert_uint_eq(a->moves_exact, a->moves);
        ck_assert_int_eq(a->households_exact, sz_plan_moved(present, plan));
        parses(present, sz_description_script(d));
        sz_description_free(d);
        sz_plan_free(plan);
    }
    sz_plan_free(present);
    sz_map_free(map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("text_describe");
    tcase_add_test(tc, town_in_words);
    tcase_add_test(tc, present_in_words);
    tcase_add_test(tc, script_of_changes);
    tcase_add_test(tc, left_over);
    tcase_add_test(tc, wrong_options);
    tcase_add_test(tc, circle);
    tcase_add_test(tc, any_plan);
    return run_suite("text_describe", tc);
}
