/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a side says of a line: banks and the middle of a river, roads that are not built,
 * one road twice, a border without a name, the limit and the town beyond. Grounds of
 * 1000 m by 600 m drawn by hand, and the sentences by hand; each reads back to its
 * ground, and as somebody's draft it contradicts nothing. */
#include <string.h>

#include "sizhi/sizhi.h"
#include "tests/drawn.h"

typedef struct course {
    sz_barrier barrier;
    const char *name;
    sz_line_state state;
    size_t n;
    double xy[8];
} course;

typedef struct ground {
    const char *name;
    size_t n;
    double xy[16];
} ground;

#define BOX(x0, y0, x1, y1) 4, { x0, y0, x1, y0, x1, y1, x0, y1 }
#define RIVER SZ_BARRIER_RIVER
#define STREET SZ_BARRIER_STREET

static const struct row {
    const char *label;
    course line[4];
    ground town[2];
    ground community[2];
    const char *sides[2];  /* of each community */
} rows[] = {
    { "a river that is a line", { { RIVER, "白河", 0, 2, { 500, 0, 500, 600 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 500, 600) }, { "乙", BOX(500, 0, 1000, 600) } },
      { "东至白河，南、西、北至镇域界", "东、南、北至镇域界，西至白河" } },
    { "the water is the eastern one's",
      { { RIVER, "白河", 0, 2, { 480, 0, 480, 600 } },
        { RIVER, "白河", 0, 2, { 520, 0, 520, 600 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 480, 600) }, { "乙", BOX(480, 0, 1000, 600) } },
      { "东至白河西岸，南、西、北至镇域界", "东、南、北至镇域界，西至白河西岸" } },
    { "the water is the western one's",
      { { RIVER, "白河", 0, 2, { 480, 0, 480, 600 } },
        { RIVER, "白河", 0, 2, { 520, 0, 520, 600 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 520, 600) }, { "乙", BOX(520, 0, 1000, 600) } },
      { "东至白河东岸，南、西、北至镇域界", "东、南、北至镇域界，西至白河东岸" } },
    { "half the water each",
      { { RIVER, "白河", 0, 2, { 0, 280, 1000, 280 } },
        { RIVER, "白河", 0, 2, { 0, 300, 1000, 300 } },
        { RIVER, "白河", 0, 2, { 0, 320, 1000, 320 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 1000, 300) }, { "乙", BOX(0, 300, 1000, 600) } },
      { "东、南、西至镇域界，北至白河中心线", "东、西、北至镇域界，南至白河中心线" } },
    { "a road under construction",
      { { STREET, "学府路", SZ_LINE_BUILDING, 2, { 500, 0, 500, 600 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 500, 600) }, { "乙", BOX(500, 0, 1000, 600) } },
      { "东至学府路（在建），南、西、北至镇域界", "东、南、北至镇域界，西至学府路（在建）" } },
    { "a planned road", { { STREET, "学府路", SZ_LINE_PLANNED, 2, { 0, 300, 1000, 300 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 1000, 300) }, { "乙", BOX(0, 300, 1000, 600) } },
      { "东、南、西至镇域界，北至学府路（规划）", "东、西、北至镇域界，南至学府路（规划）" } },
    { "a road built in part is built",
      { { STREET, "学府路", SZ_LINE_BUILT, 2, { 500, 0, 500, 300 } },
        { STREET, "学府路", SZ_LINE_PLANNED, 2, { 500, 300, 500, 600 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 500, 600) }, { "乙", BOX(500, 0, 1000, 600) } },
      { "东至学府路，南、西、北至镇域界", "东、南、北至镇域界，西至学府路" } },
    { "one road twice",
      { { STREET, "青山路", 0, 2, { 300, 0, 300, 600 } },
        { RIVER, "白河", 0, 4, { 300, 200, 200, 200, 200, 400, 300, 400 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", 8, { 0, 0, 300, 0, 300, 200, 200, 200, 200, 400, 300, 400, 300, 600, 0,
                     600 } },
        { "乙", 8, { 300, 0, 1000, 0, 1000, 600, 300, 600, 300, 400, 200, 400, 200, 200,
                     300, 200 } } },
      { "东至青山路、白河、青山路，南、西、北至镇域界",
        "东、南、北至镇域界，西至青山路、白河、青山路" } },
    { "half without a name", { { STREET, "长河路", 0, 2, { 500, 300, 500, 600 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 500, 600) }, { "乙", BOX(500, 0, 1000, 600) } },
      { "东至长河路、乙社区交界，南、西、北至镇域界",
        "东、南、北至镇域界，西至甲社区交界、长河路" } },
    { "two towns", { { STREET, NULL, 0, 2, { 500, 0, 500, 600 } } },
      { { "城东镇", BOX(0, 0, 500, 600) }, { "城西街道", BOX(500, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 500, 600) }, { "乙", BOX(500, 0, 1000, 600) } },
      { "东至城西街道交界，南、西、北至镇域界", "东、南、北至街道界，西至城东镇交界" } },
    { "a town by its bare name", { { STREET, NULL, 0, 2, { 500, 0, 500, 600 } } },
      { { "城东", BOX(0, 0, 500, 600) }, { "城西", BOX(500, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 500, 600) }, { "乙", BOX(500, 0, 1000, 600) } },
      { "东至城西街道交界，南、西、北至镇域界", "东、南、北至镇域界，西至城东街道交界" } },
    { "two sides in one",
      { { STREET, "青山路", 0, 2, { 0, 300, 1000, 300 } },
        { STREET, "长河路", 0, 2, { 500, 0, 500, 300 } } },
      { { "城东镇", BOX(0, 0, 1000, 600) } },
      { { "甲", BOX(0, 0, 500, 300) },
        { "乙", 6, { 500, 0, 1000, 0, 1000, 600, 0, 600, 0, 300, 500, 300 } } },
      { "东至长河路，西南为镇域界，北至青山路", NULL } },
};

static void draw_row(drawn *d, const struct row *r)
{
    for (int i = 0; i < 4 && r->line[i].n; i++) {
        const course *c = &r->line[i];
        draw_line(d, c->barrier, c->name, c->xy, c->n);
        d->source.line.at[d->source.line.n - 1].state = c->state;
    }
    for (int i = 0; i < 2 && r->town[i].n; i++)
        draw_area(d, SZ_LAYER_LIMIT, r->town[i].name, r->town[i].xy, r->town[i].n);
    for (int i = 0; i < 2; i++)
        draw_area(d, SZ_LAYER_COMMUNITIES, r->community[i].name, r->community[i].xy,
                  r->community[i].n);
    draw_spot(d, 50, 50, 100); /* on dry land */
    draw_spot(d, 950, 550, 100);
    build(d);
}

static sz_description *describe(const sz_plan *plan, const char *label)
{
    sz_describe_options o = SZ_DESCRIBE_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    sz_description *words = NULL;
    o.tail = "none";
    sz_status status = sz_describe(plan, plan, &o, &words, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", label, err.message);
    return words;
}

/* The notice, read as a draft, is understood and says nothing that the map does not. */
static void agrees(const sz_plan *plan, const char *notice, const char *label)
{
    sz_gazetteer *names = NULL;
    sz_lint *lint = NULL;
    sz_remark remark;
    ck_assert_int_eq(sz_gazetteer_new(plan, &names, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_lint_draft(names, plan, notice, strlen(notice), NULL, &lint, NULL),
                     SZ_SUCCESS);
    for (size_t i = 0; i < sz_lint_remarks(lint); i++) {
        sz_lint_remark(lint, i, &remark);
        ck_assert_msg(remark.kind == SZ_REMARK_PROSE, "%s: %s in %s", label,
                      remark.message, notice);
    }
    sz_lint_free(lint);
    sz_gazetteer_free(names);
}

START_TEST(said_and_read)
{
    const struct row *r = &rows[_i];
    drawn d = draw_nothing();
    sz_plan *plan = NULL;
    draw_row(&d, r);
    ck_assert_int_eq(sz_plan_present(d.map, &plan, NULL), SZ_SUCCESS);
    sz_description *words = describe(plan, r->label);
    for (size_t i = 0; i < 2 && r->sides[i]; i++) {
        const sz_described_community *c = sz_description_community(words, i);
        char want[256];
        ck_assert_msg(strcmp(c->sentence, r->sides[i]) == 0, "%s: %s", r->label,
                      c->sentence);
        ck_assert_msg(c->agreement == 1, "%s: %g", r->label, c->agreement);
        snprintf(want, sizeof want, "%s。\n", r->sides[i]);
        ck_assert_msg(strstr(sz_description_notice(words), want) != NULL, "%s",
                      sz_description_notice(words));
    }
    agrees(plan, sz_description_notice(words), r->label);
    sz_description_free(words);
    sz_plan_free(plan);
    rub_out(&d);
}
END_TEST

/* A路 and Ａ路 are one name to who reads: the sides find their ground, but their
 * sentence does not say them. */
static const struct row twins = {
    "two lines of one name",
    { { STREET, "A路", 0, 2, { 500, 0, 500, 600 } },
      { STREET, "Ａ路", 0, 2, { 0, 300, 500, 300 } } },
    { { "城东镇", BOX(0, 0, 1000, 600) } },
    { { "甲", BOX(0, 0, 500, 300) },
      { "乙", 6, { 500, 0, 1000, 0, 1000, 600, 0, 600, 0, 300, 500, 300 } } },
    { NULL, NULL },
};

START_TEST(not_to_be_read)
{
    drawn d = draw_nothing();
    sz_plan *plan = NULL;
    draw_row(&d, &twins);
    ck_assert_int_eq(sz_plan_present(d.map, &plan, NULL), SZ_SUCCESS);
    sz_description *words = describe(plan, twins.label);
    const sz_described_community *c = sz_description_community(words, 0);
    ck_assert_str_eq(c->sentence, "东至A路，西南为镇域界，北至Ａ路");
    ck_assert_double_eq(c->agreement, 0);
    ck_assert_double_eq_tol(c->differs_m2, 150000, 1e-6);
    ck_assert_uint_eq(sz_description_agreement(words)->sides_good, 0);
    sz_description_free(words);
    sz_plan_free(plan);
    rub_out(&d);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("text_limits");
    tcase_add_test(tc, not_to_be_read);
    tcase_add_loop_test(tc, said_and_read, 0, COUNT(rows));
    return run_suite("text_limits", tc);
}
