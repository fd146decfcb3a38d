/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Style files, and whether what they tell apart can be told apart: by lightness and
 * hatch without colours, and with the eyes of protanopes and deuteranopes. */
#include <math.h>

#include "draw/colours.h"
#include "draw/style_file.h"
#include "tests/eyes.h"
#include "tests/paper.h"

/* ---- seeing ---- */

/* White is white to all of them, and red and green of one lightness are far apart to
 * one eye and near to the others: the formulas are in order. */
START_TEST(eyes_by_hand)
{
    const double white[] = { 1, 1, 1 }, red[] = { 0.8, 0.3, 0.3 }, green[] = { 0.3, 0.55, 0.3 };
    for (int lost = 0; lost < 3; lost++) {
        double out[3];
        seen_as(white, lost, out);
        ck_assert_double_eq_tol(out[0], 100.0, 0.5);
        ck_assert_double_eq_tol(hypot(out[1], out[2]), 0.0, 1.5);
    }
    double x[3], y[3];
    seen_as(red, 2, x);
    seen_as(green, 2, y);
    double usual = hypot(x[1] - y[1], x[2] - y[2]);
    seen_as(red, 1, x);
    seen_as(green, 1, y);
    ck_assert_double_gt(usual, 60.0);
    ck_assert_double_lt(hypot(x[1] - y[1], x[2] - y[2]), usual / 3.0);
}
END_TEST

/* ---- the styles of the library ---- */

static sz_style read_style(const char *which)
{
    sz_style style;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz__style_read(&style, which, &err) == SZ_SUCCESS, "%s", err.message);
    return style;
}

/* Without colours: another hatch, or a lightness that a copier keeps apart. */
static bool apart_in_grey(const sz_style *s, int32_t i, int32_t j)
{
    double a[3], b[3];
    sz__fill_rgb(s, i, a);
    sz__fill_rgb(s, j, b);
    return s->hatch[i % s->n_fills] != s->hatch[j % s->n_fills] ||
           fabs(lightness(a) - lightness(b)) >= 10.0;
}

static bool apart_to_all_eyes(const sz_style *s, int32_t i, int32_t j)
{
    double a[3], b[3];
    sz__fill_rgb(s, i, a);
    sz__fill_rgb(s, j, b);
    return distance(a, b) >= 15.0;
}

START_TEST(grounds_are_told_apart)
{
    sz_style grey = read_style("grey"), safe = read_style("safe");
    ck_assert_int_eq(grey.n_fills, 8);
    ck_assert_int_eq(safe.n_fills, 8);
    for (int32_t i = 0; i < 8; i++)
        for (int32_t j = 0; j < i; j++) {
            ck_assert_msg(apart_in_grey(&grey, i, j), "grey: %d and %d", i, j);
            ck_assert_msg(apart_to_all_eyes(&safe, i, j), "safe: %d and %d", i, j);
        }
}
END_TEST

/* No colours at all in grey: on a black printer nothing but lightness is left. */
START_TEST(grey_is_grey)
{
    sz_style s = read_style("grey");
    for (int i = 0; i < SZ_N_INKS; i++)
        ck_assert_msg(s.ink[i] % 0x10101 == 0, "ink %d is #%06x", i, (unsigned)s.ink[i]);
    for (int i = 0; i < s.n_fills; i++)
        ck_assert_msg(s.fill[i] % 0x10101 == 0, "ground %d", i);
}
END_TEST

/* What the sheet of problems says by colours. */
START_TEST(sizes_are_told_apart)
{
    static const sz_ink_id ink[] = { SZ_INK_FINE, SZ_INK_ABOVE, SZ_INK_BELOW,
                                      SZ_INK_EXEMPT };
    sz_style grey = read_style("grey"), safe = read_style("safe");
    for (int i = 0; i <= SZ_GROUND_EXEMPT; i++)
        for (int j = 0; j < i; j++) {
            double a[3], b[3];
            of_hex(safe.ink[ink[i]], a);
            of_hex(safe.ink[ink[j]], b);
            ck_assert_msg(distance(a, b) >= 15.0, "safe: %d and %d: %f", i, j,
                          distance(a, b));
            ck_assert_msg(grey.ground_hatch[i] != grey.ground_hatch[j], "grey: %d and %d",
                          i, j);
        }
}
END_TEST

/* Bands of distance: by lightness in grey, to all eyes in the other. */
START_TEST(bands_are_told_apart)
{
    static const sz_ink_id ink[] = { SZ_INK_NEAR, SZ_INK_MIDDLE, SZ_INK_BEYOND };
    sz_style grey = read_style("grey"), safe = read_style("safe");
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < i; j++) {
            double a[3], b[3];
            of_hex(safe.ink[ink[i]], a);
            of_hex(safe.ink[ink[j]], b);
            ck_assert_msg(distance(a, b) >= 15.0, "safe: %d and %d", i, j);
            of_hex(grey.ink[ink[i]], a);
            of_hex(grey.ink[ink[j]], b);
            ck_assert_msg(fabs(lightness(a) - lightness(b)) >= 9.0, "grey: %d and %d", i, j);
        }
}
END_TEST

/* A kind of backdrop upon ground I. */
static void covered(const sz_style *s, int kind, int32_t i, double rgb[3])
{
    static const sz_ink_id ink[] = { SZ_INK_GREEN, SZ_INK_WATER, SZ_INK_BUILDING };
    double ground[3], own[3];
    sz__fill_rgb(s, i, ground);
    of_hex(s->ink[ink[kind]], own);
    for (int k = 0; k < 3; k++)
        rgb[k] = s->cover[kind] * own[k] + (1.0 - s->cover[kind]) * ground[k];
}

/* A wood may hide all of a community: its own colour is still the nearest of all, by hue
 * and to the usual eye. */
START_TEST(green_lets_colours_through)
{
    sz_style s = read_style(_i ? "safe" : "colour");
    for (int32_t i = 0; i < 8; i++) {
        double is[3], seen[3], away[8];
        covered(&s, SZ_BACKDROP_GREEN, i, is);
        seen_as(is, 2, seen);
        for (int32_t j = 0; j < 8; j++) {
            double own[3], fill[3];
            sz__fill_rgb(&s, j, own);
            seen_as(own, 2, fill);
            away[j] = hypot(seen[1] - fill[1], seen[2] - fill[2]);
        }
        for (int32_t j = 0; j < 8; j++)
            ck_assert_msg(j == i || away[i] < away[j], "green on %d looks like %d", i, j);
    }
}
END_TEST

/* Upon any ground, what is there and what is not. */
START_TEST(backdrops_are_told_apart)
{
    static const char *const ids[] = { "colour", "grey", "safe" };
    sz_style s = read_style(ids[_i]);
    for (int32_t i = 0; i < 8; i++)
        for (int kind = 0; kind < SZ_N_BACKDROPS; kind++)
            for (int other = kind + 1; other <= SZ_N_BACKDROPS; other++) {
                double a[3], b[3];
                bool bare = other == SZ_N_BACKDROPS;
                covered(&s, kind, i, a);
                sz__fill_rgb(&s, i, b);
                if (!bare)
                    covered(&s, other, i, b);
                int hatch = bare ? SZ_HATCH_NONE : s.backdrop_hatch[other];
                double apart = _i == 0   ? usual_distance(a, b)
                               : _i == 1 ? fabs(lightness(a) - lightness(b))
                                         : distance(a, b);
                ck_assert_msg(s.backdrop_hatch[kind] != hatch || apart >= 8.0,
                              "%s: %d and %d on %d: %f", ids[_i], kind, other, i, apart);
            }
}
END_TEST

/* Water in the tone of the ground beside it would be ground: besides the waves it is apart
 * from every ground, and what it covers is still told by colour or hatch. */
START_TEST(water_is_no_ground)
{
    static const char *const ids[] = { "colour", "grey", "safe" };
    sz_style s = read_style(ids[_i]);
    ck_assert_int_eq(s.backdrop_hatch[SZ_BACKDROP_WATER], SZ_HATCH_WAVES);
    for (int32_t i = 0; i < 8; i++)
        for (int32_t j = 0; j < 8; j++) {
            double is[3], own[3], ground[3], other[3];
            covered(&s, SZ_BACKDROP_WATER, i, is);
            covered(&s, SZ_BACKDROP_WATER, j, other);
            sz__fill_rgb(&s, i, own);
            sz__fill_rgb(&s, j, ground);
            double apart = _i == 0   ? usual_distance(is, ground)
                           : _i == 1 ? fabs(lightness(is) - lightness(ground))
                                     : distance(is, ground);
            ck_assert_msg(apart >= 10.0, "%s: water on %d, ground %d: %f", ids[_i], i, j,
                          apart);
            ck_assert_msg(i == j || s.hatch[i] != s.hatch[j] ||
                              usual_distance(is, other) >= 0.3 * usual_distance(own, ground),
                          "%s: water on %d and on %d: %f", ids[_i], i, j,
                          usual_distance(is, other));
        }
}
END_TEST

/* Buildings upon grey ground, as upon white. */
START_TEST(grey_buildings_are_seen)
{
    sz_style s = read_style("grey");
    for (int32_t i = 0; i < 8; i++) {
        double is[3], ground[3];
        covered(&s, SZ_BACKDROP_BUILDING, i, is);
        sz__fill_rgb(&s, i, ground);
        ck_assert_double_ge(lightness(ground) - lightness(is), 25.0);
    }
}
END_TEST

/* What is seen across a road on ground 0: how many dark lines it has and how wide they
 * are together, how wide it is all in all, millimetres; its colour beside the middle. */
typedef struct across {
    int lines;
    double dark, whole, colour[3];
} across;

enum { ACROSS = 600, PER_MM = 100 };

/* Draw it, and read the pixels from one side to the other. */
static void draw_across(const sz_style *style, sz_barrier road, double rgb[ACROSS][3])
{
    double ground[3];
    sz__fill_rgb(style, 0, ground);
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 40, ACROSS);
    cairo_t *cr = cairo_create(s);
    cairo_set_source_rgb(cr, ground[0], ground[1], ground[2]);
    cairo_paint(cr);
    cairo_scale(cr, PER_MM / SZ_MM, PER_MM / SZ_MM);
    for (int pass = 0; pass < 2; pass++) {
        cairo_move_to(cr, -20.0, 3.0 * SZ_MM);
        cairo_line_to(cr, 100.0, 3.0 * SZ_MM);
        (pass ? sz__stroke_barrier : sz__stroke_casing)(cr, style, road);
    }
    cairo_surface_flush(s);
    const unsigned char *row = cairo_image_surface_get_data(s);
    for (int y = 0; y < ACROSS; y++, row += cairo_image_surface_get_stride(s)) {
        uint32_t pixel;
        memcpy(&pixel, row + 80, sizeof pixel);
        of_hex(pixel & 0xffffff, rgb[y]);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(s);
}

static across cut_road(const sz_style *style, sz_barrier road)
{
    static double rgb[ACROSS][3];
    across out = { .lines = 0 };
    int first = ACROSS, last = 0;
    bool was_dark = false;
    draw_across(style, road, rgb);
    double ground = lightness(rgb[0]);
    for (int y = 0; y < ACROSS; y++) {
        bool dark = lightness(rgb[y]) < ground - 15.0;
        out.lines += dark && !was_dark;
        out.dark += dark ? 1.0 / PER_MM : 0.0;
        first = dark && y < first ? y : first;
        last = dark ? y : last;
        was_dark = dark;
    }
    out.whole = (double)(last + 1 - first) / PER_MM;
    memcpy(out.colour, rgb[(first + last) / 2 + (last - first) / 4], sizeof out.colour);
    return out;
}

/* Classes of roads, whatever the scale: by colour, or by the number of dark lines, or half
 * as much again of dark or of width. */
START_TEST(roads_are_told_apart)
{
    static const sz_barrier roads[] = { SZ_BARRIER_EXPRESSWAY, SZ_BARRIER_ARTERIAL,
                                        SZ_BARRIER_STREET, SZ_BARRIER_LANE };
    static const char *const ids[] = { "colour", "grey", "safe" };
    static const double lines[] = { 0.45, 1.0, 1.25 }; /* as page.c chooses them */
    sz_style s = read_style(ids[_i / 3]);
    s.lines = lines[_i % 3];
    across a[4];
    for (int i = 0; i < 4; i++) {
        a[i] = cut_road(&s, roads[i]);
        ck_assert_int_eq(a[i].lines, i == 0 ? 3 : 2);
        ck_assert_double_ge(a[i].dark, 0.1); /* some 0.05 mm on each side */
        for (int j = 0; j < i; j++) {
            bool apart = a[i].lines != a[j].lines || a[j].dark >= 1.5 * a[i].dark ||
                         a[j].whole >= 1.5 * a[i].whole ||
                         (_i / 3 != 1 && distance(a[i].colour, a[j].colour) >= 15.0);
            ck_assert_msg(apart, "%s, %g: roads %d and %d", ids[_i / 3], s.lines, i, j);
            ck_assert_double_gt(a[j].whole, a[i].whole);
        }
    }
}
END_TEST

/* Communities that border on each other in either plan, on a town with a hole, a gap and
 * detached parts. */
START_TEST(neighbours_are_told_apart)
{
    sz_map *map = town(20 + (uint64_t)_i, 0.15);
    sz_plan *before, *after;
    sz_neighbours g;
    int32_t *colour, n;
    sz_style colours = read_style(NULL), grey = read_style("grey"),
             safe = read_style("safe");
    plans(map, &before, &after);
    ck_assert_int_eq(sz__neighbours(&g, (const sz_plan *const[]){ before, after }, 2,
                                    NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__colours(&g, &colour, &n, NULL), SZ_SUCCESS);
    size_t pairs = 0;
    for (int32_t c = 0; c < g.n; c++)
        for (size_t k = g.row[c]; k < g.row[c + 1]; k++, pairs++) {
            int32_t i = colour[c], j = colour[g.at[k]];
            double a[3], b[3];
            sz__fill_rgb(&colours, i, a);
            sz__fill_rgb(&colours, j, b);
            ck_assert_msg(memcmp(a, b, sizeof a) != 0, "%d and %d", c, g.at[k]);
            ck_assert_msg(apart_in_grey(&grey, i, j), "%d and %d", c, g.at[k]);
            ck_assert_msg(apart_to_all_eyes(&safe, i, j), "%d and %d", c, g.at[k]);
        }
    ck_assert_uint_ge(pairs, 10);
    free(colour);
    sz__neighbours_release(&g);
    sz_plan_free(before);
    sz_plan_free(after);
    sz_map_free(map);
}
END_TEST

/* Maps that need more colours than there are get darker tints, never the same twice. */
START_TEST(fills_differ)
{
    static const char *const ids[] = { "colour", "grey", "safe" };
    sz_style s = read_style(ids[_i]);
    for (int32_t i = 0; i < 64; i++)
        for (int32_t j = 0; j < i; j++) {
            double a[3], b[3];
            sz__fill_rgb(&s, i, a);
            sz__fill_rgb(&s, j, b);
            ck_assert_msg(memcmp(a, b, sizeof a) != 0 ||
                              s.hatch[i % s.n_fills] != s.hatch[j % s.n_fills],
                          "%d and %d", i, j);
        }
}
END_TEST

/* ---- files ---- */

static const char *write_style(const char *text, char *path, size_t size)
{
    FILE *file = fopen(file_in_build("own.ini", path, size), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

START_TEST(a_file_states_what_is_different)
{
    char path[300];
    sz_style grey = read_style("grey");
    sz_style own = read_style(write_style("[meta]\ntitle = 本区\nextends = grey\n"
                                          "[ink]\nafter = #8E1743\n"
                                          "[ground]\nfill = #ffffff #eeeeee\n"
                                          "hatch = level  none\n"
                                          "[line]\nafter = 0.75\n",
                                          path, sizeof path));
    ck_assert_uint_eq(own.ink[SZ_INK_AFTER], 0x8e1743);
    ck_assert_double_eq_tol(own.width[SZ_LINE_AFTER], 0.75, 1e-9);
    ck_assert_int_eq(own.n_fills, 2);
    ck_assert_uint_eq(own.fill[1], 0xeeeeee);
    ck_assert_int_eq(own.hatch[0], SZ_HATCH_LEVEL);
    ck_assert_int_eq(own.hatch[1], SZ_HATCH_NONE);
    ck_assert_uint_eq(own.ink[SZ_INK_MOVE], grey.ink[SZ_INK_MOVE]);
    ck_assert_double_eq(own.width[SZ_LINE_BEFORE], grey.width[SZ_LINE_BEFORE]);
    ck_assert(sz__remove(path));
}
END_TEST

static const struct { const char *text, *says; } refusals[] = {
    { "[ink]\nafter = #8e1743\ncolor = #000000\n", "line 3: unknown key ink.color" },
    { "[ink]\naftre = #8e1743\n", "unknown key ink.aftre (did you mean ink.after?)" },
    { "[meta]\nname = x\n", "line 2: unknown key name" },
    { "[ink]\nafter = red\n", "line 2: ink.after: \"red\"" },
    { "[ink]\nafter = #12345g\n", "#12345g" },
    { "[ink]\nafter = #ffffff #000000\n", "line 2: ink.after: more than 1" },
    { "[ink]\nafter =\n", "line 2: ink.after has no value" },
    { "[ink]\nafter = #ffffff\nafter = #000000\n", "line 3: ink.after is set twice" },
    { "[line]\nafter = 0,5\n", "line 2: line.after: \"0,5\"" },
    { "[line]\nafter = 9\n", "line 2: line.after: \"9\"" },
    { "[ground]\nfill = #ffffff\n", "1 colours in ground.fill, but 8 in" },
    { "[ground]\nfill = #ffffff\nhatch = none level\n", "1 colours" },
    { "[ground]\nfill = #ffffff\nhatch = dotted\n", "line 3: ground.hatch: \"dotted\"" },
    { "[ink]\nafter = #ffffff\n[meta]\nextends = grey\n", "line 4: extends must" },
    { "[meta]\nextends = gray\n", "line 2: extends: gray" },
    { "[ink]\nafter\n", "line 2: neither" },
};

START_TEST(refusals_name_the_line)
{
    char path[300];
    sz_style style = { .n_fills = -1 };
    sz_error err = SZ_ERROR_INIT;
    write_style(refusals[_i].text, path, sizeof path);
    ck_assert_int_eq(sz__style_read(&style, path, &err), SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, refusals[_i].says), "%s", err.message);
    ck_assert_msg(strstr(err.message, path), "%s", err.message);
    ck_assert_int_eq(style.n_fills, -1);
    ck_assert(sz__remove(path));
}
END_TEST

START_TEST(styles_that_are_not_there)
{
    sz_style style;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__style_read(&style, "gray", &err), SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, "did you mean grey?"), "%s", err.message);
    err = (sz_error)SZ_ERROR_INIT;
    ck_assert_int_eq(sz__style_read(&style, "watercolours", &err), SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, "colour, grey, safe"), "%s", err.message);
    err = (sz_error)SZ_ERROR_INIT;
    ck_assert_int_eq(sz__style_read(&style, "nowhere/style.ini", &err), SZ_ERR_IO);
    ck_assert_msg(strstr(err.message, "nowhere/style.ini"), "%s", err.message);
    ck_assert_int_eq(sz__style_read(&style, "/", NULL), SZ_ERR_IO); /* a folder */
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("style");
    tcase_add_test(tc, eyes_by_hand);
    tcase_add_test(tc, grounds_are_told_apart);
    tcase_add_test(tc, grey_is_grey);
    tcase_add_test(tc, sizes_are_told_apart);
    tcase_add_test(tc, bands_are_told_apart);
    tcase_add_loop_test(tc, green_lets_colours_through, 0, 2);
    tcase_add_loop_test(tc, backdrops_are_told_apart, 0, 3);
    tcase_add_loop_test(tc, water_is_no_ground, 0, 3);
    tcase_add_test(tc, grey_buildings_are_seen);
    tcase_add_loop_test(tc, roads_are_told_apart, 0, 9);
    tcase_add_loop_test(tc, neighbours_are_told_apart, 0, 3);
    tcase_add_loop_test(tc, fills_differ, 0, 3);
    tcase_add_test(tc, a_file_states_what_is_different);
    tcase_add_loop_test(tc, refusals_name_the_line, 0, COUNT(refusals));
    tcase_add_test(tc, styles_that_are_not_there);
    return run_suite("style", tc);
}
