/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a reader needs of a sheet at print size: type that is large enough, words that are
 * whole, texts off the line round the frame, lists that can be found in. */
#include <sizhi/sizhi.h>

#include "core/array.h"
#include "core/findings.h"
#include "core/utf8.h"
#include "draw/contents.h"
#include "tests/paper.h"

/* A town, its plans, and all that any kind of sheet asks for. */
typedef struct desk {
    sz_map *map;
    sz_plan *before, *after;
    sz_description *words;
    sz_findings *findings;
    sz_sheet_options options;
} desk;

static void open_desk(desk *d, sz_map *map)
{
    d->map = map;
    plans(map, &d->before, &d->after);
    ck_assert_int_eq(sz_describe(d->before, d->after, NULL, &d->words, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__findings_new(&d->findings, NULL), SZ_SUCCESS);
    d->options = options();
    d->options.description = d->words;
    d->options.findings = d->findings;
}

static void close_desk(desk *d)
{
    sz_findings_free(d->findings);
    sz_description_free(d->words);
    sz_plan_free(d->before);
    sz_plan_free(d->after);
    sz_map_free(d->map);
}

/* The sheet as SVG, ended by a zero. */
static char *svg_of(const desk *d, size_t *n)
{
    char path[300];
    sz_error err = SZ_ERROR_INIT;
    file_in_build("legible.svg", path, sizeof path);
    sz_status got = sz_sheet_write(d->before, d->after, &d->options, path, NULL, &err);
    ck_assert_msg(got == SZ_SUCCESS, "%s", err.message);
    unsigned char *bytes = slurp(path, n);
    bytes[*n] = '\0';
    ck_assert(sz__remove(path));
    return (char *)bytes;
}

/* Nothing on the paper is in type below 5 points, whatever the paper and the sheet. */
START_TEST(type_is_large_enough)
{
    static const sz_sheet_kind kinds[] = { SZ_SHEET_COMPARE, SZ_SHEET_PRESENT,
                                           SZ_SHEET_PROPOSED, SZ_SHEET_PROBLEMS,
                                           SZ_SHEET_COMMUNITY };
    desk d;
    size_t n, found = 0;
    open_desk(&d, town(3, 0.15));
    d.options.kind = kinds[_i % 5];
    d.options.paper = _i < 5 ? SZ_PAPER_A4 : SZ_PAPER_A1;
    char *svg = svg_of(&d, &n);
    for (const char *at = svg; (at = strstr(at, "font-size=\"")); found++) {
        at += strlen("font-size=\"");
        ck_assert_msg(strtod(at, NULL) >= 5.0, "%.6s points", at);
    }
    ck_assert_uint_gt(found, 20);
    free(svg);
    close_desk(&d);
}
END_TEST

/* Each name of each side stands in one piece: the list ends its lines at commas. */
START_TEST(names_of_sides_are_whole)
{
    desk d;
    size_t n, names = 0;
    open_desk(&d, town(5, 0.15));
    d.options.kind = SZ_SHEET_COMMUNITY;
    d.options.paper = SZ_PAPER_A4;
    for (size_t c = 0; c < sz_plan_communities(d.after); c++) {
        const sz_described_community *said = sz_description_community(d.words, c);
        const char *side[] = { said->north, said->east, said->south, said->west };
        d.options.community = (int32_t)c;
        char *svg = svg_of(&d, &n);
        for (int i = 0; i < 4; i++)
            for (const char *at = side[i]; *at; names++) {
                char name[200];
                const char *comma = strstr(at, "、");
                size_t k = comma ? (size_t)(comma - at) : strlen(at);
                snprintf(name, sizeof name, "%.*s", (int)k, at);
                ck_assert_msg(strstr(svg, name) != NULL, "no %s in one piece", name);
                at += k + (comma ? strlen("、") : 0);
            }
        free(svg);
    }
    ck_assert_uint_gt(names, 15);
    close_desk(&d);
}
END_TEST

/* Texts keep a millimetre from the line round the frame; stars, which are square, stand
 * where they stand. */
START_TEST(texts_keep_off_the_frame)
{
    desk d;
    open_desk(&d, town(5, 0.15));
    d.options.kind = SZ_SHEET_COMMUNITY;
    d.options.paper = _i ? SZ_PAPER_A3 : SZ_PAPER_A4;
    for (size_t c = 0; c < sz_plan_communities(d.after); c++) {
        sz_page page;
        cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
        cairo_t *cr = cairo_create(surface);
        double frame[4], rim = 1.0 * SZ_MM - 1e-6;
        d.options.community = (int32_t)c;
        ck_assert_int_eq(sz__page_draw(&page, cr, d.before, d.after, &d.options, NULL, NULL),
                         SZ_SUCCESS);
        sz__layout_frame(&page.layout, 0, 1, frame);
        for (size_t i = 0; i < page.placer.taken.n; i++) {
            const sz_box *b = &page.placer.taken.at[i].box;
            double k[4][2];
            bool inside = b->x > frame[0] && b->x < frame[2] && b->y > frame[1] &&
                          b->y < frame[3];
            corners(b, k);
            for (int j = 0; inside && b->hw != b->hh && j < 4; j++)
                ck_assert_msg(k[j][0] >= frame[0] + rim && k[j][0] <= frame[2] - rim &&
                                  k[j][1] >= frame[1] + rim && k[j][1] <= frame[3] - rim,
                              "a text at %.1f %.1f touches the frame", b->x, b->y);
        }
        sz__page_release(&page);
        cairo_destroy(cr);
        cairo_surface_destroy(surface);
    }
    close_desk(&d);
}
END_TEST

/* A title of 90 characters stands in two lines, one with blanks parts at a blank, and of
 * one that no paper holds whole characters are left. */
START_TEST(titles_are_whole)
{
    static const char unit[] = "关于调整社区规模的示意图"; /* 12 characters */
    char title[3000] = "";
    desk d;
    size_t n;
    int times = _i == 0 ? 3 : _i == 1 ? 8 : 80;
    open_desk(&d, town(3, 0.15));
    for (int i = 0; i < times; i++)
        strcat(title, unit);
    for (int i = 0; _i == 3 && i < 16; i++)
        sprintf(title + 14 * i, "Neighbourhood%s", i < 15 ? " " : "");
    d.options.title = title;
    d.options.paper = SZ_PAPER_A4;
    char *svg = svg_of(&d, &n);
    bool multibyte;
    ck_assert(sz__utf8_valid(svg, n, &multibyte));
    if (_i == 0)
        ck_assert_ptr_nonnull(strstr(svg, title)); /* 36 characters of 10 mm on 420 */
    if (_i == 1) {
        title[strlen(title) / 2] = '\0';
        const char *first = strstr(svg, title);
        ck_assert(first && strstr(first + 1, title)); /* two equal halves */
    }
    if (_i == 2)
        ck_assert_ptr_nonnull(strstr(svg, "……<"));
    if (_i == 3) { /* eight words of thirteen letters, and eight more */
        title[14 * 8 - 1] = '\0';
        const char *first = strstr(svg, title);
        ck_assert(first && first[strlen(title)] == '<' && strstr(first + 1, title));
    }
    free(svg);
    close_desk(&d);
}
END_TEST

/* Thirty communities 100 m wide and 1,500 m high, on A4 at 1:12,000, where 8.3 mm have no
 * room for five characters of 5 points side by side: no number stands for any of them. */
START_TEST(narrow_ground_has_upright_names)
{
    lattice l;
    char name[64];
    sz_plan *before;
    sz_page page;
    sz_sheet_options o = options();
    static const char *const first[] = { "柳", "桃", "梅", "松", "槐", "杏" };
    static const char *const second[] = { "园", "源", "岭", "坡", "湾" };
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    lattice_open(&l, 30, 15, 100.0, 0.0, 3);
    for (int i = 0; i < 30; i++) {
        snprintf(name, sizeof name, "%s%s新村里", first[i % 6], second[i / 6]);
        lattice_today(&l, i, 0, i + 1, 15, lattice_community(&l, name));
    }
    sz_map *map = lattice_close(&l);
    o.paper = SZ_PAPER_A4;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    ck_assert_double_eq(page.denominator, 12000.0);
    ck_assert_uint_eq(page.index.n, 0);
    ck_assert_uint_ge(page.labels, 30);
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* 390 communities of a block each, whose ground takes 222 of the 283 mm of the frame: the 24
 * mm beside it that are free have room for "123 名称不短AB" and the heading 社区编号, not for
 * "Numbered communities". */
START_TEST(index_keeps_off_the_ground)
{
    lattice l;
    sz_plan *before;
    sz_page page;
    sz_sheet_options o = options();
    double frame[4];
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    lattice_open(&l, 26, 15, 100.0, 0.0, 3);
    for (int i = 0; i < 390; i++) {
        char name[64];
        snprintf(name, sizeof name, "名称不短%c%c", 'A' + i / 20, 'A' + i % 20);
        lattice_today(&l, i % 26, i / 26, i % 26 + 1, i / 26 + 1, lattice_community(&l, name));
    }
    sz_map *map = lattice_close(&l);
    o.paper = SZ_PAPER_A4;
    o.language = _i ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    ck_assert_double_eq(page.denominator, 12000.0);
    ck_assert_uint_gt(page.index.n, 300);
    ck_assert_uint_gt(page.listed, 0);
    sz__layout_frame(&page.layout, 0, 1, frame);
    for (size_t i = 0; i < page.placer.taken.n; i++) { /* what is high is a list */
        const sz_box *b = &page.placer.taken.at[i].box;
        bool list = b->hh > 4.0 * SZ_MM && b->y < frame[3];
        for (size_t k = 0; list && k < map->b_row[map->n_borders]; k++) {
            const double *at = map->b_xy + 2 * k, *e = page.extent;
            double x = (frame[0] + frame[2]) / 2.0 +
                       (at[0] - (e[0] + e[2]) / 2.0) / 12.0 * SZ_MM;
            double y = (frame[1] + frame[3]) / 2.0 -
                       (at[1] - (e[1] + e[3]) / 2.0) / 12.0 * SZ_MM;
            ck_assert_msg(fabs(x - b->x) > b->hw || fabs(y - b->y) > b->hh,
                          "a list stands on the ground at %.1f %.1f", x, y);
        }
    }
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

static const struct { const char *text; int most, want; } wide[] = {
    { "仁愛里", 6, 3 }, { "仁愛里", 2, 0 }, { "A里", 6, 0 }, { "中山 里", 6, 0 },
    { "里\xe9", 6, 0 }, { "", 6, 0 },
};

START_TEST(wide_characters_are_counted)
{
    char glyph[6][SZ_GLYPH];
    int n = sz__wide_glyphs(wide[_i].text, glyph, wide[_i].most);
    ck_assert_int_eq(n, wide[_i].want);
    if (n == 3)
        ck_assert_str_eq(glyph[1], "愛");
}
END_TEST

/* Lines and the frame 0 0 10 10. */
static const struct { double xy[6]; bool want; } lines[] = {
    { { 1, 1, 2, 2, 3, 3 }, true },       /* within */
    { { -5, 5, 15, 5, 20, 5 }, true },    /* across, no point within */
    { { -5, 8, 1, 15, 3, 15 }, false },   /* round the corner */
    { { -5, 8, 2, 11, 9, 5 }, true },     /* the second part comes in */
    { { 11, -5, 11, 5, 11, 15 }, false }, /* beside it, level with it */
    { { 0, -5, 0, 15, 0, 20 }, true },    /* along its edge */
};

START_TEST(lines_meet_a_frame)
{
    const double box[4] = { 0, 0, 10, 10 };
    ck_assert_int_eq(sz__line_meets(lines[_i].xy, 3, box), lines[_i].want);
}
END_TEST

/* A3 has room for 47 rows of 5.2 mm on 297 - 50 mm, in 6 columns of 62 mm with 6 mm between
 * them on 420 - 32; no heading is the last of its column. */
static const struct { size_t n, heading; int want; } lists[] = {
    { 1, 0, 1 }, { 282, 0, 1 }, { 283, 0, 2 }, { 282, 46, 2 }, { 282, 45, 1 }, { 565, 0, 3 },
};

START_TEST(contents_take_pages)
{
    sz_contents contents = SZ__ARRAY_INIT;
    sz_sheet_options o = options();
    for (size_t i = 0; i < lists[_i].n; i++)
        ck_assert(sz__push(&contents, (sz_content){ .page = i != lists[_i].heading }));
    ck_assert_int_eq(sz__contents_pages(&contents, &o), lists[_i].want);
    free(contents.at);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("legible");
    tcase_add_loop_test(tc, type_is_large_enough, 0, 10);
    tcase_add_test(tc, names_of_sides_are_whole);
    tcase_add_loop_test(tc, texts_keep_off_the_frame, 0, 2);
    tcase_add_loop_test(tc, titles_are_whole, 0, 4);
    tcase_add_test(tc, narrow_ground_has_upright_names);
    tcase_add_loop_test(tc, index_keeps_off_the_ground, 0, 2);
    tcase_add_loop_test(tc, wide_characters_are_counted, 0, COUNT(wide));
    tcase_add_loop_test(tc, lines_meet_a_frame, 0, COUNT(lines));
    tcase_add_loop_test(tc, contents_take_pages, 0, COUNT(lists));
    return run_suite("legible", tc);
}
