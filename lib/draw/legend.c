/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The legend: exactly what has been drawn. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/page.h"
#include "draw/scale.h"

/* A sample of W by H points from X, Y (its left end and middle). */
typedef void sample_fn(sz_page *page, double x, double y);

#define W (11.0 * SZ_MM)
#define H (3.4 * SZ_MM)

static void line(sz_page *page, double x, double y)
{
    cairo_move_to(page->cr, x, y);
    cairo_line_to(page->cr, x + W, y);
}

static void patch(sz_page *page, double x, double y)
{
    cairo_rectangle(page->cr, x, y - H / 2.0, W, H);
}

static void frame_patch(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_SOFT, 0.1 * SZ_MM);
}

static void limit(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_band(page->cr, &page->style);
    line(page, x, y);
    sz__stroke_limit(page->cr, &page->style);
}

static void after(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_after(page->cr, &page->style);
}

static void before(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_before(page->cr, &page->style);
}

static void parcels(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_parcel(page->cr, &page->style);
}

static void moves(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__hatch(page->cr, &page->style, SZ_INK_MOVE, -SZ_PI / 4.0, 1.5 * SZ_MM,
              0.13 * SZ_MM);
    patch(page, x, y);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_MOVE, 0.18 * SZ_MM);
}

static void arrows(sz_page *page, double x, double y)
{
    cairo_move_to(page->cr, x, y);
    cairo_line_to(page->cr, x + W - 1.9 * SZ_MM, y);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_MOVE, 0.55 * SZ_MM);
    cairo_move_to(page->cr, x + W, y);
    cairo_line_to(page->cr, x + W - 2.4 * SZ_MM, y - 0.95 * SZ_MM);
    cairo_line_to(page->cr, x + W - 1.9 * SZ_MM, y);
    cairo_line_to(page->cr, x + W - 2.4 * SZ_MM, y + 0.95 * SZ_MM);
    cairo_close_path(page->cr);
    sz__ink(page->cr, &page->style, SZ_INK_MOVE);
    cairo_fill(page->cr);
}

static void detached(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__stroke_detached(page->cr, &page->style);
}

static void gaps(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__dots(page->cr, &page->style, SZ_INK_GAP, 1.1 * SZ_MM, 0.16 * SZ_MM);
    frame_patch(page, x, y);
}

static void overlaps(sz_page *page, double x, double y)
{
    for (int i = 0; i < 2; i++) {
        patch(page, x, y);
        sz__hatch(page->cr, &page->style, SZ_INK_OVERLAP,
                  i ? SZ_PI / 4.0 : -SZ_PI / 4.0, 1.2 * SZ_MM, 0.12 * SZ_MM);
    }
    frame_patch(page, x, y);
}

static void above(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__fill_ground(page->cr, &page->style, SZ_GROUND_ABOVE);
    frame_patch(page, x, y);
}

static void below(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__fill_ground(page->cr, &page->style, SZ_GROUND_BELOW);
    frame_patch(page, x, y);
}

static void exempt(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__fill_ground(page->cr, &page->style, SZ_GROUND_EXEMPT);
    frame_patch(page, x, y);
}

static void grids(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_grid(page->cr, &page->style);
}

static void far(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__hatch(page->cr, &page->style, SZ_INK_FAR, -SZ_PI / 4.0, 1.5 * SZ_MM,
              0.13 * SZ_MM);
    frame_patch(page, x, y);
}

static void near(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__fill_ground(page->cr, &page->style, SZ_GROUND_NEAR);
    frame_patch(page, x, y);
}

static void middle(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__fill_ground(page->cr, &page->style, SZ_GROUND_MIDDLE);
    frame_patch(page, x, y);
}

static void beyond(sz_page *page, double x, double y)
{
    patch(page, x, y);
    sz__fill_ground(page->cr, &page->style, SZ_GROUND_BEYOND);
    frame_patch(page, x, y);
}

static void circle(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_circle(page->cr, &page->style);
}

static void farthest(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_REACH, 0.2 * SZ_MM);
    cairo_arc(page->cr, x + W, y, 0.7 * SZ_MM, 0.0, 2.0 * SZ_PI);
    sz__ink(page->cr, &page->style, SZ_INK_REACH);
    cairo_fill(page->cr);
}

static void office(sz_page *page, double x, double y)
{
    sz__star(page->cr, &page->style, x + W / 2.0, y, 1.5 * SZ_MM);
}

/* As on the map, but the rims as lines of their own: viewers fit strokes to whole pixels,
 * and the difference of two strokes that lie level is then often nothing. */
static void road(sz_page *page, double x, double y, sz_barrier barrier)
{
    double width = sz__barrier_width(&page->style, barrier);
    double rim = sz__rim_width(&page->style, barrier);
    cairo_rectangle(page->cr, x, y - width / 2.0, W, width);
    sz__ink(page->cr, &page->style, sz__barrier_ink(barrier));
    cairo_fill(page->cr);
    for (int side = -1; side <= 1; side += 2) {
        line(page, x, y + side * (width + rim) / 2.0);
        sz__stroke_solid(page->cr, &page->style, SZ_INK_CASING, rim);
    }
    if (barrier != SZ_BARRIER_EXPRESSWAY)
        return;
    line(page, x, y);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_CENTRE, sz__centre_width(&page->style));
}

static void expressway(sz_page *page, double x, double y)
{
    road(page, x, y, SZ_BARRIER_EXPRESSWAY);
}

static void arterial(sz_page *page, double x, double y)
{
    road(page, x, y, SZ_BARRIER_ARTERIAL);
}

static void street(sz_page *page, double x, double y)
{
    road(page, x, y, SZ_BARRIER_STREET);
}

static void lane(sz_page *page, double x, double y)
{
    road(page, x, y, SZ_BARRIER_LANE);
}

static void rail(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_barrier(page->cr, &page->style, SZ_BARRIER_RAIL);
}

static void river(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_barrier(page->cr, &page->style, SZ_BARRIER_RIVER);
}

static void wall(sz_page *page, double x, double y)
{
    line(page, x, y);
    sz__stroke_barrier(page->cr, &page->style, SZ_BARRIER_WALL);
}

static void backdrop(sz_page *page, double x, double y, sz_backdrop_kind kind)
{
    patch(page, x, y);
    sz__fill_backdrop(page->cr, &page->style, kind, page->sized || page->reach);
    frame_patch(page, x, y);
}

static void green(sz_page *page, double x, double y)
{
    backdrop(page, x, y, SZ_BACKDROP_GREEN);
}

static void water(sz_page *page, double x, double y)
{
    backdrop(page, x, y, SZ_BACKDROP_WATER);
}

static void building(sz_page *page, double x, double y)
{
    backdrop(page, x, y, SZ_BACKDROP_BUILDING);
}

static const struct entry {
    unsigned bit;          /* of what has been drawn, 0: of the backdrop */
    const char *text;      /* NULL: with a distance in it */
    sample_fn *sample;
    unsigned backdrop;
} entries[] = {
    { SZ_DRAWN_LIMIT, "街道（镇）界", limit, 0 },
    { SZ_DRAWN_AFTER, "社区界（调整后）", after, 0 },
    { SZ_DRAWN_BEFORE, "社区界（调整前）", before, 0 },
    { SZ_DRAWN_PARCELS, "地块（网格）界", parcels, 0 },
    { SZ_DRAWN_MOVES, "划转区域", moves, 0 },
    { SZ_DRAWN_ARROWS, "划转方向、户数", arrows, 0 },
    { SZ_DRAWN_ABOVE, "户数过多", above, 0 },
    { SZ_DRAWN_BELOW, "户数过少", below, 0 },
    { SZ_DRAWN_EXEMPT, "豁免（规模从其规定）", exempt, 0 },
    { SZ_DRAWN_GRIDS, "网格界", grids, 0 },
    { SZ_DRAWN_BROKEN, "被拆分的网格", far, 0 },
    { SZ_DRAWN_NEAR, NULL, near, 0 },
    { SZ_DRAWN_MIDDLE, NULL, middle, 0 },
    { SZ_DRAWN_BEYOND, NULL, beyond, 0 },
    { SZ_DRAWN_FAR, "超出服务距离的住户", far, 0 },
    { SZ_DRAWN_CIRCLE, "服务半径", circle, 0 },
    { SZ_DRAWN_FARTHEST, "最远住户", farthest, 0 },
    { SZ_DRAWN_DETACHED, "飞地", detached, 0 },
    { SZ_DRAWN_GAPS, "空白点", gaps, 0 },
    { SZ_DRAWN_OVERLAPS, "交叉重叠", overlaps, 0 },
    { SZ_DRAWN_OFFICES, "社区办公地点", office, 0 },
    { SZ_DRAWN_BARRIER << SZ_BARRIER_RAIL, "铁路、轨道", rail, 0 },
    { SZ_DRAWN_BARRIER << SZ_BARRIER_RIVER, "河流", river, 0 },
    { SZ_DRAWN_BARRIER << SZ_BARRIER_EXPRESSWAY, "快速路、高速", expressway, 0 },
    { SZ_DRAWN_BARRIER << SZ_BARRIER_ARTERIAL, "主干路", arterial, 0 },
    { SZ_DRAWN_BARRIER << SZ_BARRIER_STREET, "次干路、支路", street, 0 },
    { SZ_DRAWN_BARRIER << SZ_BARRIER_LANE, "街巷", lane, 0 },
    { SZ_DRAWN_BARRIER << SZ_BARRIER_WALL, "围墙、栅栏", wall, 0 },
    { 0, "绿地", green, 1U << SZ_BACKDROP_GREEN },
    { 0, "水面", water, 1U << SZ_BACKDROP_WATER },
    { 0, "建筑", building, 1U << SZ_BACKDROP_BUILDING },
};

static bool is_drawn(const sz_page *page, const struct entry *e)
{
    return (page->drawn & e->bit) != 0 || (page->backdrop & e->backdrop) != 0;
}

/* Before and after are told apart only where both are shown, the subject from all. */
static const char *text_of(const sz_page *page, const struct entry *e, char *out,
                           size_t size)
{
    unsigned bands = SZ_DRAWN_NEAR | SZ_DRAWN_MIDDLE | SZ_DRAWN_BEYOND;
    if (e->bit & bands) {
        char metres[32];
        sz__thousands(metres, sizeof metres, llround(page->bands[e->bit != SZ_DRAWN_NEAR]));
        snprintf(out, size, sz__page_word(page, e->bit == SZ_DRAWN_BEYOND
                                                    ? "距办公地点 %s 米以外"
                                                    : "距办公地点 %s 米以内"), metres);
        return out;
    }
    const char *word = e->text;
    if (e->bit == SZ_DRAWN_AFTER && page->subject >= 0)
        word = "本社区界";
    else if (e->bit == SZ_DRAWN_AFTER && !page->after)
        word = "社区界";
    else if (e->bit == SZ_DRAWN_BEFORE && !page->after)
        word = "社区界";
    else if (e->bit == SZ_DRAWN_PARCELS && page->grids.of)
        word = "地块界";
    return sz__page_word(page, word);
}

#define COLUMN (44.0 * SZ_MM)
#define TOP (10.0 * SZ_MM)

/* Rows of a column of the legend in BOX, *ROW points each; how many columns there are. */
static int arrange(const sz_page *page, const double box[4], int *rows, double *row)
{
    const int most = (int)((box[2] - box[0]) / COLUMN + 0.01);
    double room = box[3] - box[1] - TOP;
    int n = 0;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        n += is_drawn(page, &entries[i]);
    *row = 6.2 * SZ_MM;
    *rows = (int)(room / *row) + 1;
    if (n > *rows * most) { /* the table is beside it: closer rows */
        *rows = (n + most - 1) / most;
        *row = room / (*rows - 1);
    }
    return n > *rows ? (n + *rows - 1) / *rows : 1;
}

double sz__legend_width(const sz_page *page, const double box[4])
{
    int rows;
    double row;
    return arrange(page, box, &rows, &row) * COLUMN;
}

sz_status sz__legend_draw(sz_page *page, const double box[4], sz_error *err)
{
    sz_look title = { 10.0, true, false, SZ_INK_TEXT, 0.0 };
    sz_look text = { 7.5, false, false, SZ_INK_TEXT, 0.0 };
    const double top = box[1] + TOP;
    double row;
    int rows, k = 0;
    arrange(page, box, &rows, &row);
    sz_status status = sz__page_text(page, sz__page_word(page, "图　例"), &title, box[0],
                                     box[1] + 3.5 * SZ_MM, 0.0, err);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (status != SZ_SUCCESS || !is_drawn(page, &entries[i]))
            continue;
        double x = box[0] + k / rows * COLUMN, y = top + k % rows * row;
        cairo_new_path(page->cr);
        entries[i].sample(page, x, y);
        char buffer[64];
        status = sz__page_text(page, text_of(page, &entries[i], buffer, sizeof buffer), &text,
                               x + W + 2.5 * SZ_MM, y, 0.0, err);
        k++;
    }
    return status;
}
