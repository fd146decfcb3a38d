/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The backdrop on sheets: what lies above what, where it ends, how it is named. */
#include "core/findings.h"
#include "tests/paper.h"

/* A sheet of the town with one plan, as pixels. */
typedef struct sheet {
    sz_map *map;
    sz_plan *plan;
    sz_findings *findings;
    sz_sheet_options options;
    cairo_surface_t *surface;
    cairo_t *cr;
    sz_page page;
} sheet;

#define SHARP 3 /* pixels in a point */

static void open_sheet(sheet *s, sz_map *map)
{
    *s = (sheet){ .map = map, .options = options() };
    ck_assert_int_eq(sz_plan_present(map, &s->plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__findings_new(&s->findings, NULL), SZ_SUCCESS);
    s->options.findings = s->findings;
    s->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SHARP * 1191, SHARP * 842);
    s->cr = cairo_create(s->surface);
    cairo_scale(s->cr, SHARP, SHARP);
}

static void draw_sheet(sheet *s)
{
    sz_error err = SZ_ERROR_INIT;
    sz_status got = sz__page_draw(&s->page, s->cr, s->plan, NULL, &s->options, NULL, &err);
    ck_assert_msg(got == SZ_SUCCESS, "%s", err.message);
    cairo_surface_flush(s->surface);
    check_apart(&s->page.placer);
}

static void close_sheet(sheet *s)
{
    sz__page_release(&s->page);
    cairo_destroy(s->cr);
    cairo_surface_destroy(s->surface);
    sz_findings_free(s->findings);
    sz_plan_free(s->plan);
    sz_map_free(s->map);
}

/* On paper, of what lies so many metres from the south west node. */
static void on_paper(const sheet *s, double x, double y, double out[2])
{
    sz_page_place p = sz__page_place(&s->page);
    out[0] = p.frame[0] + (LATTICE_X + x - p.x) / p.metre;
    out[1] = p.frame[1] + (p.y - LATTICE_Y - y) / p.metre;
}

static uint32_t pixel_at(const sheet *s, const double at[2])
{
    uint32_t rgb;
    const unsigned char *data = cairo_image_surface_get_data(s->surface);
    int x = (int)(SHARP * at[0]), y = (int)(SHARP * at[1]);
    memcpy(&rgb, data + y * cairo_image_surface_get_stride(s->surface) + 4 * x, sizeof rgb);
    return rgb & 0xffffff;
}

/* COVER of an ink upon a ground, to the next whole number of each part or one off. */
static void check_blend(uint32_t is, uint32_t ink, uint32_t ground, double cover)
{
    for (int shift = 0; shift < 24; shift += 8) {
        double a = ink >> shift & 255, b = ground >> shift & 255;
        ck_assert_double_eq_tol((double)(is >> shift & 255), cover * a + (1.0 - cover) * b,
                                2.0);
    }
}

/* The pixel so many metres from the south west node; no text stands there. */
static uint32_t pixel(const sheet *s, double x, double y)
{
    double at[2];
    on_paper(s, x, y, at);
    sz_box point = sz__box(at[0], at[1], 0.5, 0.5);
    ck_assert_msg(sz__placer_free(&s->page.placer, &point, 1, NULL),
                  "a text stands at %g, %g", x, y);
    return pixel_at(s, at);
}

/* What most of the paper is there, some millimetre around: tufts are between. */
static uint32_t most(const sheet *s, double x, double y)
{
    enum { SIDE = 15 };
    uint32_t seen[SIDE * SIDE], best = 0;
    double at[2];
    int most = 0;
    on_paper(s, x, y, at);
    for (int k = 0; k < SIDE * SIDE; k++) {
        const double p[] = { at[0] + (k % SIDE - SIDE / 2) / (double)SHARP,
                             at[1] + (k / SIDE - SIDE / 2) / (double)SHARP };
        int same = 0;
        seen[k] = pixel_at(s, p);
        for (int i = 0; i <= k; i++)
            same += seen[i] == seen[k];
        if (same > most) {
            most = same;
            best = seen[k];
        }
    }
    return best;
}

/* In blocks of the lattice's south west, all of one community, where its name is not. */
static const double park[] = { 30, 30, 470, 180 }, again[] = { 200, 30, 470, 180 },
                    lake[] = { 1230, -200, 1780, 260 }, island[] = { 1310, 120, 1390, 200 },
                    house[] = { 340, 40, 380, 60 }, boathouse[] = { 1510, 60, 1580, 90 },
                    hut[] = { 640, 30, 641, 31 };

static sz_map *town_with_backdrop(void)
{
    sz_map *map = town(1, 0.0);
    lattice_area(map, SZ_BACKDROP_BUILDING, "", house, NULL);
    lattice_area(map, SZ_BACKDROP_BUILDING, "船屋", boathouse, NULL);
    lattice_area(map, SZ_BACKDROP_BUILDING, "", hut, NULL);
    lattice_area(map, SZ_BACKDROP_WATER, "镜湖", lake, island);
    lattice_area(map, SZ_BACKDROP_GREEN, "人民公园", park, NULL);
    lattice_area(map, SZ_BACKDROP_GREEN, "人民公园", again, NULL); /* tiles overlap */
    return map;
}

START_TEST(what_lies_above_what)
{
    sheet s;
    open_sheet(&s, town_with_backdrop());
    draw_sheet(&s);
    const sz_style *style = &s.page.style;
    const uint32_t *ink = style->ink;
    const double *cover = style->cover;
    uint32_t west = style->fill[s.page.colour[0]], east = style->fill[s.page.colour[1]];
    double green = cover[SZ_BACKDROP_GREEN], grey = cover[SZ_BACKDROP_BUILDING];
    ck_assert_uint_eq(s.page.backdrop, 7);
    check_blend(most(&s, 130, 70), ink[SZ_INK_GREEN], west, green);
    check_blend(most(&s, 230, 70), ink[SZ_INK_GREEN], west, green); /* both of them, once */
    check_blend(pixel(&s, 520, 50), 0, west, 0.0);
    check_blend(most(&s, 1470, 50), ink[SZ_INK_WATER], east, cover[SZ_BACKDROP_WATER]);
    check_blend(pixel(&s, 1350, 160), 0, east, 0.0);
    check_blend(most(&s, 1550, 80), ink[SZ_INK_BUILDING], most(&s, 1470, 50), grey);
    /* lines are above: the street along column 5 */
    for (size_t i = 0; i < (size_t)s.map->n_lines; i++) {
        const double *p = s.map->l_xy + 2 * s.map->l_row[i];
        if (s.map->l_class[i] != SZ_BARRIER_STREET || p[0] > LATTICE_X + 700 ||
            p[0] < LATTICE_X + 300)
            continue;
        double x = (p[0] + p[2]) / 2 - LATTICE_X, y = (p[1] + p[3]) / 2 - LATTICE_Y;
        ck_assert_uint_eq(pixel(&s, x, y), ink[SZ_INK_STREET]);
    }
    close_sheet(&s);
}
END_TEST

/* The lake goes on beyond the limit as lines do, and not farther. */
START_TEST(where_areas_end)
{
    sheet s;
    double at[2];
    open_sheet(&s, town_with_backdrop());
    draw_sheet(&s);
    const uint32_t *ink = s.page.style.ink;
    const double *corner = s.map->b_xy;
    double foot = HUGE_VAL;
    for (size_t i = 0; i < s.map->b_row[s.map->n_borders]; i++)
        if (fabs(corner[2 * i] - LATTICE_X - 1500) < 60)
            foot = fmin(foot, corner[2 * i + 1] - LATTICE_Y);
    on_paper(&s, 1500, foot, at);
    at[1] += 1.9 * SZ_MM; /* the limit's band is narrower */
    ck_assert_uint_ne(pixel_at(&s, at), ink[SZ_INK_PAPER]);
    at[1] += 1.6 * SZ_MM;
    ck_assert_uint_eq(pixel_at(&s, at), ink[SZ_INK_PAPER]);
    close_sheet(&s);
}
END_TEST

/* The same sheet has two more texts, the names, and the legend three more entries. */
START_TEST(names_and_legend)
{
    static const char *const words[] = { ">人民公园<", ">镜湖<", ">绿地<", ">水面<", ">建筑<" };
    sz_sheet_report report[2];
    for (int k = 0; k < 2; k++) {
        sz_map *map = k ? town_with_backdrop() : town(1, 0.0);
        sz_plan *plan;
        sz_sheet_options o = options();
        char path[300];
        size_t n;
        ck_assert_int_eq(sz_plan_present(map, &plan, NULL), SZ_SUCCESS);
        file_in_build("backdrop.svg", path, sizeof path);
        ck_assert_int_eq(sz_sheet_write(plan, NULL, &o, path, &report[k], NULL),
                         SZ_SUCCESS);
        unsigned char *bytes = slurp(path, &n);
        for (size_t i = 0; i < COUNT(words); i++)
            ck_assert_msg(holds(bytes, n, words[i]) == k, "%s", words[i]);
        ck_assert(!holds(bytes, n, "船屋")); /* buildings have no names */
        ck_assert(!holds(bytes, n, "<image")); /* nothing is given up for pixels */
        free(bytes);
        ck_assert(sz__remove(path));
        sz_plan_free(plan);
        sz_map_free(map);
    }
    ck_assert_uint_eq(report[1].labels, report[0].labels + 2);
    ck_assert_uint_eq(report[1].labels_left_out, report[0].labels_left_out);
}
END_TEST

/* Where a name has no room for another text it is counted; where it never would have, as
 * on a pond, it is not. */
START_TEST(names_without_room)
{
    static const double pond[] = { 620, 20, 640, 40 };
    sheet s[2];
    for (int k = 0; k < 2; k++) {
        sz_map *map = town(1, 0.0);
        if (k)
            lattice_area(map, SZ_BACKDROP_WATER, "一口很小的池塘", pond, NULL);
        open_sheet(&s[k], map);
        draw_sheet(&s[k]);
    }
    ck_assert_uint_eq(s[1].page.labels, s[0].page.labels);
    ck_assert_uint_eq(s[1].page.left_out, s[0].page.left_out);
    close_sheet(&s[0]);
    close_sheet(&s[1]);
}
END_TEST

/* On a sheet whose colours say what the size of a community is, they stay. */
START_TEST(problems_are_not_hidden)
{
    sheet s;
    open_sheet(&s, town_with_backdrop());
    s.options.kind = SZ_SHEET_PROBLEMS;
    draw_sheet(&s);
    int fine = 0, all = 0;
    for (double x = lake[0] + 5; x < lake[2]; x += 3)
        for (double y = 40; y < 95; y += 3, all++) { /* the lowest row of blocks */
            double at[2];
            on_paper(&s, x, y, at);
            fine += pixel_at(&s, at) == s.page.style.ink[SZ_INK_FINE];
        }
    ck_assert_int_gt(all, 1000);
    ck_assert_int_gt(fine, all / 2);
    ck_assert_int_lt(fine, all); /* waves, a boathouse */
    close_sheet(&s);
}
END_TEST

/* The line of a river ends where its area begins. */
START_TEST(no_line_through_its_own_water)
{
    static const double reach[] = { 880, 560, 1320, 660 };
    sheet s;
    sz_map *map = town(1, 0.0);
    lattice_area(map, SZ_BACKDROP_WATER, "", reach, NULL);
    open_sheet(&s, map);
    draw_sheet(&s);
    int in = 0, out = 0;
    for (size_t i = 0; i < (size_t)map->n_lines; i++)
        for (size_t k = map->l_row[i]; k + 1 < map->l_row[i + 1]; k++) {
            const double *p = map->l_xy + 2 * k;
            double x = (p[0] + p[2]) / 2 - LATTICE_X, y = (p[1] + p[3]) / 2 - LATTICE_Y;
            double at[2];
            on_paper(&s, x, y, at);
            at[1] += 0.3 * SZ_MM; /* beside the limit of parcels, which is above it */
            sz_box point = sz__box(at[0], at[1], 0.5, 0.5);
            if (map->l_class[i] != SZ_BARRIER_RIVER ||
                !sz__placer_free(&s.page.placer, &point, 1, NULL))
                continue;
            bool inside = x > reach[0] && x < reach[2] && y > reach[1] && y < reach[3];
            ck_assert_int_eq(pixel_at(&s, at) == s.page.style.ink[SZ_INK_RIVER], !inside);
            in += inside;
            out += !inside;
        }
    ck_assert_int_ge(in, 2);
    ck_assert_int_ge(out, 5);
    close_sheet(&s);
}
END_TEST

/* Buildings, and what is called so, are not for the public. */
START_TEST(not_for_the_public)
{
    static const double depot[] = { 520, 30, 880, 180 };
    sheet s;
    sz_map *map = town_with_backdrop();
    lattice_area(map, SZ_BACKDROP_WATER, "油库消防池", depot, NULL);
    open_sheet(&s, map);
    s.options.for_public = 1;
    draw_sheet(&s);
    ck_assert_uint_eq(s.page.withheld.areas, 3 + 1);
    ck_assert_uint_eq(s.page.backdrop, 1U << SZ_BACKDROP_GREEN | 1U << SZ_BACKDROP_WATER);
    check_blend(pixel(&s, 670, 50), 0, s.page.style.fill[s.page.colour[0]], 0.0);
    check_blend(most(&s, 1550, 80), s.page.style.ink[SZ_INK_WATER],
                s.page.style.fill[s.page.colour[1]], s.page.style.cover[SZ_BACKDROP_WATER]);
    close_sheet(&s);
}
END_TEST

/* All kinds of sheets in all styles: nothing overlaps. */
START_TEST(nothing_overlaps)
{
    static const char *const styles[] = { "colour", "grey", "safe" };
    sheet s;
    open_sheet(&s, town_with_backdrop());
    s.options.style = styles[_i % 3];
    s.options.paper = _i < 3 ? SZ_PAPER_A3 : SZ_PAPER_A4;
    s.options.language = SZ_LANGUAGE_EN;
    draw_sheet(&s);
    ck_assert_uint_eq(s.page.nameless, 0);
    close_sheet(&s);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("backdrop_drawn");
    tcase_add_test(tc, what_lies_above_what);
    tcase_add_test(tc, where_areas_end);
    tcase_add_test(tc, names_and_legend);
    tcase_add_test(tc, names_without_room);
    tcase_add_test(tc, problems_are_not_hidden);
    tcase_add_test(tc, no_line_through_its_own_water);
    tcase_add_test(tc, not_for_the_public);
    tcase_add_loop_test(tc, nothing_overlaps, 0, 6);
    return run_suite("backdrop_drawn", tc);
}
