/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names in texts: folding, the longest match, short forms, what several things are
 * called; of coordinate systems. */
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "tests/suite.h"
#include "tests/town.h"
#include "text/crs_words.h"
#include "text/day_words.h"
#include "text/fold.h"
#include "text/gazetteer.h"

/* Folded text as UTF-8 of the Basic Multilingual Plane. */
static char *folded(const char *text, char *out)
{
    sz_folded f;
    char *p = out;
    ck_assert(sz__fold(text, strlen(text), &f));
    for (size_t i = 0; i < f.n; i++) {
        uint32_t c = f.at[i];
        if (f.after_break[i])
            *p++ = '~';
        if (c < 0x80) {
            *p++ = (char)c;
        } else if (c < 0x800) {
            *p++ = (char)(0xc0 | c >> 6);
            *p++ = (char)(0x80 | (c & 63));
        } else {
            *p++ = (char)(0xe0 | c >> 12);
            *p++ = (char)(0x80 | (c >> 6 & 63));
            *p++ = (char)(0x80 | (c & 63));
        }
    }
    *p = '\0';
    sz__folded_release(&f);
    return out;
}

static const struct {
    const char *label, *text, *want;
} folds[] = {
    { "widths", "将Ａ路，１２；（含）：", "将a路,12;(含):" },
    { "dashes", "甲—乙－丙–丁", "甲-乙-丙-丁" },
    { "scanned blanks", "将 柳 园　社区\t青山路", "将柳园社区青山路" },
    { "blanks between words", "Merge  Block 1 into B", "merge block 1 into b" },
    { "line end inside a sentence", "将柳园社\n区划入", "将柳园社~区划入" },
    { "line end after a sentence", "管辖。\n东关", "管辖。\n东关" },
    { "line end before 将", "撤销柳园\n将东关", "撤销柳园\n将东关" },
    { "line end after a command", "abolish 柳园\n东关", "abolish柳园\n东关" },
    { "comments", "# one\n将A // two\n#三\nB", "将a\nb" },
    { "no comment", "3#楼", "3#楼" },
    { "empty line", "柳园\r\n\r\n东关", "柳园\n东关" },
    { "marks", "“甲”「乙」〔丙〕\xef\xbb\xbf", "\"甲\"\"乙\"(丙)" },
};

START_TEST(widths_and_blanks_fold)
{
    char out[256];
    folded(folds[_i].text, out);
    ck_assert_msg(strcmp(out, folds[_i].want) == 0, "%s: %s", folds[_i].label, out);
}
END_TEST

START_TEST(folded_characters_know_their_bytes)
{
    const char *text = "将 Ａ路\n，";
    const uint32_t bytes[] = { 0, 4, 7, 11, 14 };
    sz_folded f;
    ck_assert(sz__fold(text, strlen(text), &f));
    ck_assert_uint_eq(f.n, 4);
    for (size_t i = 0; i <= f.n; i++)
        ck_assert_uint_eq(f.byte[i], bytes[i]);
    sz__folded_release(&f);
}
END_TEST

/* A map of names only. */
static sz_map *names_map(const char *const *lines, size_t n)
{
    sz_map *m = sz__zalloc(1, sizeof *m);
    ck_assert_ptr_nonnull(m);
    m->crs = sz__dup("EPSG:4549", 10, 1);
    m->n_lines = (int32_t)n;
    m->l_name = sz__zalloc(n, sizeof *m->l_name);
    m->l_class = sz__zalloc(n, 1);
    m->l_bridge = sz__zalloc(n, 1);
    m->l_row = sz__zalloc(n + 1, sizeof *m->l_row);
    for (size_t i = 0; i < n; i++)
        m->l_name[i] = sz__names_add(&m->names, lines[i]);
    return m;
}

/* The longest name TEXT begins with must be LEN characters, and be a line group of
 * this many names. */
static void expect_line(const sz_gazetteer *g, const char *text, size_t len, size_t want)
{
    size_t n, got = 0, things, lines = 0;
    uint32_t *f = sz__fold_name(text, strlen(text), &n);
    int32_t name = sz__gazetteer_match(g, f, n, &got);
    free(f);
    ck_assert_msg(got == len, "%s: %zu characters", text, got);
    if (len == 0) {
        ck_assert_int_eq(name, -1);
        return;
    }
    const sz_thing *t = sz__gazetteer_things(g, name, &things);
    ck_assert_uint_eq(things, 1);
    ck_assert_int_eq(t->kind, SZ_THING_LINE);
    sz__gazetteer_lines(g, t->id, &lines);
    ck_assert_msg(lines == want, "%s: %zu lines", text, lines);
}

START_TEST(lines_by_longest_match)
{
    static const char *const lines[] = { "东至路", "环城北路", "长江东路", "长江西路",
                                         "长江西", "淮河东路", "淮河路", "一环路",
                                         "K1", "K1 East" };
    sz_map *m = names_map(lines, sizeof lines / sizeof *lines);
    sz_plan *plan = NULL;
    sz_gazetteer *g = NULL;
    ck_assert_int_eq(sz_plan_present(m, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__gazetteer_new(plan, &g, NULL), SZ_SUCCESS);
    expect_line(g, "东至路以南", 3, 1);
    expect_line(g, "环城北路以南", 4, 1);
    expect_line(g, "环城路", 3, 1);
    expect_line(g, "长江西路以南", 4, 1);
    expect_line(g, "长江西以南", 3, 1);
    expect_line(g, "长江路以南", 3, 2);  /* both parts of one road */
    expect_line(g, "淮河路以南", 3, 1);  /* the road of just that name */
    expect_line(g, "一环以北", 2, 1);
    expect_line(g, "k1 east", 7, 1);
    expect_line(g, "K1 Easter", 2, 1);
    expect_line(g, "K12", 0, 0);
    expect_line(g, "青山路", 0, 0);
    ck_assert_str_eq(sz__gazetteer_nearest(g, "环成北路", strlen("环成北路"),
                                           SZ_THING_LINE), "环城北路");
    ck_assert_ptr_null(sz__gazetteer_nearest(g, "环成北路", strlen("环成北路"),
                                             SZ_THING_UNIT));
    sz__gazetteer_free(g);
    sz_plan_free(plan);
    sz_map_free(m);
}
END_TEST

/* Fail unless NAME stands for so many things, the first of this kind and name. */
static void expect_thing(const sz_gazetteer *g, const char *name, size_t count,
                         sz_thing_kind kind, const char *full)
{
    int32_t id = sz__gazetteer_find(g, name);
    size_t n;
    ck_assert_msg(id >= 0, "%s is unknown", name);
    const sz_thing *t = sz__gazetteer_things(g, id, &n);
    ck_assert_msg(n == count, "%s: %zu things", name, n);
    ck_assert_int_eq(t->kind, kind);
    ck_assert_str_eq(sz__gazetteer_name(g, t[0]), full);
}

START_TEST(short_forms_and_towns)
{
    sz_project *project = town_project();
    sz_gazetteer *g = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__gazetteer_new(sz_project_present(project), &g, NULL), 0);
    expect_thing(g, "东关", 1, SZ_THING_COMMUNITY, "东关");
    expect_thing(g, "东关社区", 1, SZ_THING_COMMUNITY, "东关");
    expect_thing(g, "柳园社区", 2, SZ_THING_COMMUNITY, "柳园");
    expect_thing(g, "城西柳园社区", 1, SZ_THING_COMMUNITY, "柳园");
    expect_thing(g, "城西", 1, SZ_THING_TOWN, "城西");
    expect_thing(g, "城西街道", 1, SZ_THING_TOWN, "城西");
    expect_thing(g, "白河", 1, SZ_THING_LINE, "白河");
    expect_thing(g, "河畔花园", 1, SZ_THING_UNIT, "河畔花园");
    expect_thing(g, "岛", 1, SZ_THING_PARCEL, "岛");
    ck_assert_int_eq(sz__gazetteer_alias(g, "老东关", "东关社区", &err), SZ_SUCCESS);
    expect_thing(g, "老东关", 1, SZ_THING_COMMUNITY, "东关");
    ck_assert_int_eq(sz__gazetteer_alias(g, "x", "nowhere", &err), SZ_ERR_INVALID);
    ck_assert_str_eq(err.message, "nothing is called nowhere");
    sz__gazetteer_free(g);
    sz_project_free(project);
}
END_TEST

/* Names as EPSG has them: 4549, 4528, 4509, 4498, 32650, 3826. */
static const struct {
    const char *name, *want;
    sz_language language;
} systems[] = {
    { "CGCS2000 / 3-degree Gauss-Kruger CM 120E",
      "2000国家大地坐标系（CGCS2000），高斯-克吕格投影3°带，中央经线120°E", SZ_LANGUAGE_ZH },
    { "CGCS2000 / 3-degree Gauss-Kruger zone 40",
      "2000国家大地坐标系（CGCS2000），高斯-克吕格投影3°带，第40带", SZ_LANGUAGE_ZH },
    { "CGCS2000 / Gauss-Kruger CM 117E",
      "2000国家大地坐标系（CGCS2000），高斯-克吕格投影6°带，中央经线117°E", SZ_LANGUAGE_ZH },
    { "CGCS2000 / Gauss-Kruger zone 20",
      "2000国家大地坐标系（CGCS2000），高斯-克吕格投影6°带，第20带", SZ_LANGUAGE_ZH },
    { "WGS 84 / UTM zone 50N", "WGS 84坐标系，UTM投影，北半球第50带", SZ_LANGUAGE_ZH },
    { "TWD97 / TM2 zone 121", "TWD97坐标系，2°带横轴墨卡托投影，中央经线121°E",
      SZ_LANGUAGE_ZH },
    /* as they are: in English, of the south, of others, cut short */
    { "CGCS2000 / 3-degree Gauss-Kruger CM 120E", "CGCS2000 / 3-degree Gauss-Kruger CM 120E",
      SZ_LANGUAGE_EN },
    { "WGS 84 / UTM zone 50S", "WGS 84 / UTM zone 50S", SZ_LANGUAGE_ZH },
    { "CH1903+ / LV95", "CH1903+ / LV95", SZ_LANGUAGE_ZH },
    { "TWD97 / TM2 zone ", "TWD97 / TM2 zone ", SZ_LANGUAGE_ZH },
    { "", "", SZ_LANGUAGE_ZH },
};

START_TEST(coordinate_systems)
{
    char out[SZ_CRS_WORDS];
    ck_assert_str_eq(sz__crs_words(systems[_i].language, systems[_i].name, out),
                     systems[_i].want);
}
END_TEST

START_TEST(days)
{
    char out[SZ_DAY_WORDS];
    ck_assert_str_eq(sz__day_words(SZ_LANGUAGE_ZH, "2026-03-01", out), "2026年3月1日");
    ck_assert_str_eq(sz__day_words(SZ_LANGUAGE_EN, "2026-03-01", out), "2026-03-01");
    ck_assert_str_eq(sz__day_words(SZ_LANGUAGE_ZH, "2026-03", out), "2026-03");
    ck_assert_str_eq(sz__day_words(SZ_LANGUAGE_ZH, "2026-03-01前", out), "2026-03-01前");
    ck_assert_str_eq(sz__day_words(SZ_LANGUAGE_ZH, "", out), "");
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("names");
    tcase_add_loop_test(tc, widths_and_blanks_fold, 0, sizeof folds / sizeof *folds);
    tcase_add_test(tc, folded_characters_know_their_bytes);
    tcase_add_test(tc, lines_by_longest_match);
    tcase_add_test(tc, short_forms_and_towns);
    tcase_add_loop_test(tc, coordinate_systems, 0, COUNT(systems));
    tcase_add_test(tc, days);
    return run_suite("text_names", tc);
}
