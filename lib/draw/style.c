/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/style.h"

#include <math.h>

#include "draw/paper.h"

static void set_rgb(cairo_t *cr, uint32_t rgb)
{
    cairo_set_source_rgb(cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0,
                         (rgb & 255) / 255.0);
}

void sz__ink(cairo_t *cr, const sz_style *style, sz_ink_id id)
{
    set_rgb(cr, style->ink[id]);
}

void sz__fill_rgb(const sz_style *style, int32_t i, double rgb[3])
{
    uint32_t base = style->fill[i % style->n_fills];
    /* Further rounds through the list are darker tints of it. */
    double tint = pow(0.95, i / style->n_fills);
    rgb[0] = (base >> 16) / 255.0 * tint;
    rgb[1] = (base >> 8 & 255) / 255.0 * tint;
    rgb[2] = (base & 255) / 255.0 * tint;
}

/* Clip to the current path and forget it; BOX gets its extent, false when it is
 * empty (the clip is then left as it was). */
static bool clip_path(cairo_t *cr, double box[4])
{
    cairo_path_extents(cr, &box[0], &box[1], &box[2], &box[3]);
    if (!(box[2] > box[0] && box[3] > box[1])) {
        cairo_new_path(cr);
        return false;
    }
    cairo_clip(cr);
    return true;
}

/* A tuft of grass, or a small wave, round X, Y. */
static void mark(cairo_t *cr, sz_hatch hatch, double x, double y)
{
    const double u = 0.45 * SZ_MM;
    cairo_move_to(cr, x - u, hatch == SZ_HATCH_TUFTS ? y - u : y);
    if (hatch == SZ_HATCH_TUFTS) {
        cairo_line_to(cr, x, y + u);
        cairo_line_to(cr, x + u, y - u);
    } else {
        cairo_curve_to(cr, x - 0.5 * u, y - u, x - 0.5 * u, y - u, x, y);
        cairo_curve_to(cr, x + 0.5 * u, y + u, x + 0.5 * u, y + u, x + u, y);
    }
}

/* Marks in staggered rows through the current path, which is forgotten. */
static void scatter(cairo_t *cr, const sz_style *style, sz_ink_id ink, sz_hatch hatch)
{
    bool waves = hatch == SZ_HATCH_WAVES; /* denser: they tell water from any ground */
    const double across = (waves ? 2.2 : 2.6) * SZ_MM, down = (waves ? 1.3 : 1.5) * SZ_MM;
    double box[4];
    cairo_save(cr);
    if (clip_path(cr, box)) {
        for (double j = floor(box[1] / down); j * down <= box[3] + down; j += 1.0) {
            double shift = fmod(fabs(j), 2.0) * 0.5;
            for (double i = floor(box[0] / across) - 1.0; i * across <= box[2]; i += 1.0)
                mark(cr, hatch, (i + shift) * across, j * down);
        }
        sz__stroke_solid(cr, style, ink, 0.12 * SZ_MM);
    }
    cairo_restore(cr);
}

/* The hatch of a ground through the current path, which is forgotten. */
static void hatch_path(cairo_t *cr, const sz_style *style, sz_hatch hatch, sz_ink_id ink)
{
    static const double angle[] = { [SZ_HATCH_RISING] = -SZ_PI / 4.0,
                                    [SZ_HATCH_FALLING] = SZ_PI / 4.0,
                                    [SZ_HATCH_LEVEL] = 0.0,
                                    [SZ_HATCH_UPRIGHT] = SZ_PI / 2.0 };
    if (hatch == SZ_HATCH_NONE)
        cairo_new_path(cr);
    else if (hatch == SZ_HATCH_TUFTS || hatch == SZ_HATCH_WAVES)
        scatter(cr, style, ink, hatch);
    else
        sz__hatch(cr, style, ink, angle[hatch], 2.2 * SZ_MM, 0.1 * SZ_MM);
}

void sz__fill(cairo_t *cr, const sz_style *style, int32_t i)
{
    double rgb[3];
    sz__fill_rgb(style, i, rgb);
    cairo_set_source_rgb(cr, rgb[0], rgb[1], rgb[2]);
    cairo_fill_preserve(cr);
    hatch_path(cr, style, (sz_hatch)style->hatch[i % style->n_fills], SZ_INK_PARCEL);
}

void sz__fill_ground(cairo_t *cr, const sz_style *style, sz_ground_class class)
{
    static const sz_ink_id ground[] = {
        [SZ_GROUND_FINE] = SZ_INK_FINE,     [SZ_GROUND_ABOVE] = SZ_INK_ABOVE,
        [SZ_GROUND_BELOW] = SZ_INK_BELOW,   [SZ_GROUND_EXEMPT] = SZ_INK_EXEMPT,
        [SZ_GROUND_NEAR] = SZ_INK_NEAR,     [SZ_GROUND_MIDDLE] = SZ_INK_MIDDLE,
        [SZ_GROUND_BEYOND] = SZ_INK_BEYOND,
    };
    sz__ink(cr, style, ground[class]);
    cairo_fill_preserve(cr);
    hatch_path(cr, style, (sz_hatch)style->ground_hatch[class], SZ_INK_SOFT);
}

void sz__rim_water(cairo_t *cr, const sz_style *style)
{
    cairo_path_t *path = cairo_copy_path(cr);
    sz__stroke_solid(cr, style, SZ_INK_WATER_RIM,
                     2.0 * style->width[SZ_LINE_WATER_RIM] * SZ_MM);
    cairo_append_path(cr, path);
    cairo_path_destroy(path);
    sz__ink(cr, style, SZ_INK_PAPER);
    cairo_fill_preserve(cr);
}

void sz__fill_backdrop(cairo_t *cr, const sz_style *style, sz_backdrop_kind kind,
                       bool marks)
{
    static const sz_ink_id fill[] = { SZ_INK_GREEN, SZ_INK_WATER, SZ_INK_BUILDING };
    static const sz_ink_id ink[] = { SZ_INK_GREEN, SZ_INK_WATER_RIM, SZ_INK_SOFT };
    static const sz_hatch plain[] = { SZ_HATCH_TUFTS, SZ_HATCH_WAVES, SZ_HATCH_NONE };
    uint32_t rgb = style->ink[fill[kind]];
    double cover = !marks                         ? style->cover[kind]
                   : kind == SZ_BACKDROP_BUILDING ? style->cover[kind] / 2.0
                                                  : 0.0;
    cairo_set_source_rgba(cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0,
                          (rgb & 255) / 255.0, cover);
    if (cover > 0.0)
        cairo_fill_preserve(cr);
    hatch_path(cr, style, marks ? plain[kind] : (sz_hatch)style->backdrop_hatch[kind],
               ink[kind]);
}

void sz__hatch(cairo_t *cr, const sz_style *style, sz_ink_id id, double angle,
               double spacing, double width)
{
    double box[4];
    cairo_save(cr);
    if (clip_path(cr, box)) {
        /* Lines n . p = i * spacing, so that hatches of neighbours run on. */
        double ux = cos(angle), uy = sin(angle), nx = -uy, ny = ux;
        double mx = (box[0] + box[2]) / 2.0, my = (box[1] + box[3]) / 2.0;
        double reach = hypot(box[2] - box[0], box[3] - box[1]) / 2.0;
        double middle = nx * mx + ny * my, along = ux * mx + uy * my;
        double first = ceil((middle - reach) / spacing);
        double last = floor((middle + reach) / spacing);
        for (double i = first; i <= last; i += 1.0) {
            double d = i * spacing;
            double from = along - reach, to = along + reach;
            cairo_move_to(cr, nx * d + ux * from, ny * d + uy * from);
            cairo_line_to(cr, nx * d + ux * to, ny * d + uy * to);
        }
        sz__stroke_solid(cr, style, id, width);
    }
    cairo_restore(cr);
}

void sz__dots(cairo_t *cr, const sz_style *style, sz_ink_id id, double spacing,
              double radius)
{
    double box[4];
    cairo_save(cr);
    if (clip_path(cr, box)) {
        for (double j = floor(box[1] / spacing); j * spacing <= box[3]; j += 1.0) {
            double shift = fmod(fabs(j), 2.0) * 0.5;
            for (double i = floor(box[0] / spacing) - 1.0; i * spacing <= box[2];
                 i += 1.0) {
                cairo_move_to(cr, (i + shift) * spacing, j * spacing);
                cairo_line_to(cr, (i + shift) * spacing, j * spacing);
            }
        }
        sz__ink(cr, style, id);
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        cairo_set_dash(cr, NULL, 0, 0.0);
        cairo_set_line_width(cr, 2.0 * radius);
        cairo_stroke(cr);
    }
    cairo_restore(cr);
}

static void stroke(cairo_t *cr, const sz_style *style, sz_ink_id id, double mm,
                   const double *dash_mm, int n)
{
    double dash[8];
    for (int i = 0; i < n; i++)
        dash[i] = dash_mm[i] * SZ_MM;
    sz__ink(cr, style, id);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, n ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
    cairo_set_dash(cr, dash, n, 0.0);
    cairo_set_line_width(cr, mm * SZ_MM);
    cairo_stroke(cr);
}

void sz__stroke_solid(cairo_t *cr, const sz_style *style, sz_ink_id id, double width)
{
    stroke(cr, style, id, width / SZ_MM, NULL, 0);
}

void sz__stroke_circle(cairo_t *cr, const sz_style *style)
{
    static const double dash[] = { 1.6, 0.8 };
    stroke(cr, style, SZ_INK_REACH, 0.25, dash, 2);
}

void sz__stroke_grid(cairo_t *cr, const sz_style *style)
{
    static const double dash[] = { 1.0, 0.5 };
    stroke(cr, style, SZ_INK_GRID, style->width[SZ_LINE_GRID] * (0.4 + 0.6 * style->bounds),
           dash, 2);
}

void sz__stroke_before(cairo_t *cr, const sz_style *style)
{
    double k = style->bounds, dash[] = { 2.0 * k, 1.0 * k };
    stroke(cr, style, SZ_INK_BEFORE, style->width[SZ_LINE_BEFORE] * k, dash, 2);
}

void sz__stroke_after(cairo_t *cr, const sz_style *style)
{
    stroke(cr, style, SZ_INK_AFTER, style->width[SZ_LINE_AFTER] * style->bounds, NULL, 0);
}

void sz__stroke_parcel(cairo_t *cr, const sz_style *style)
{
    stroke(cr, style, SZ_INK_PARCEL, style->parcels / SZ_MM, NULL, 0);
}

void sz__stroke_band(cairo_t *cr, const sz_style *style)
{
    stroke(cr, style, SZ_INK_BAND, style->width[SZ_LINE_BAND] * (0.4 + 0.6 * style->bounds), NULL, 0);
}

void sz__stroke_limit(cairo_t *cr, const sz_style *style)
{
    double k = 0.4 + 0.6 * style->bounds;
    double dash[] = { 4.0 * k, 1.0 * k, 0.7 * k, 1.0 * k, 0.7 * k, 1.0 * k };
    stroke(cr, style, SZ_INK_LIMIT, style->width[SZ_LINE_LIMIT] * k, dash, 6);
}

void sz__stroke_detached(cairo_t *cr, const sz_style *style)
{
    stroke(cr, style, SZ_INK_DETACHED, style->width[SZ_LINE_DETACHED] * style->bounds, NULL, 0);
}

double sz__barrier_width(const sz_style *style, sz_barrier barrier)
{
    return style->width[barrier] * SZ_MM * style->lines;
}

sz_ink_id sz__barrier_ink(sz_barrier barrier)
{
    switch (barrier) {
    case SZ_BARRIER_RAIL: return SZ_INK_RAIL;
    case SZ_BARRIER_RIVER: return SZ_INK_RIVER;
    case SZ_BARRIER_EXPRESSWAY: return SZ_INK_EXPRESSWAY;
    case SZ_BARRIER_ARTERIAL: return SZ_INK_ARTERIAL;
    case SZ_BARRIER_STREET: return SZ_INK_STREET;
    case SZ_BARRIER_LANE: return SZ_INK_LANE;
    case SZ_BARRIER_WALL: return SZ_INK_WALL;
    default: return SZ_INK_PARCEL;
    }
}

/* Less than roads, which shrink to less than half: a rim is thin already. */
double sz__rim_width(const sz_style *style, sz_barrier barrier)
{
    sz_line_id id = barrier == SZ_BARRIER_EXPRESSWAY ? SZ_LINE_EXPRESSWAY_RIM
                    : barrier == SZ_BARRIER_ARTERIAL ? SZ_LINE_ARTERIAL_RIM
                    : barrier == SZ_BARRIER_STREET   ? SZ_LINE_STREET_RIM
                                                     : SZ_LINE_LANE_RIM;
    return style->width[id] * SZ_MM * fmin(1.0, 0.5 + 0.5 * style->lines);
}

double sz__centre_width(const sz_style *style)
{
    return style->width[SZ_LINE_CENTRE] * SZ_MM * fmin(1.0, 0.5 + 0.5 * style->lines);
}

void sz__stroke_casing(cairo_t *cr, const sz_style *style, sz_barrier barrier)
{
    sz__stroke_solid(cr, style, SZ_INK_CASING, sz__barrier_width(style, barrier) +
                                                   2.0 * sz__rim_width(style, barrier));
}

/* OUTER over all of the current path, then a thinner line along its middle. */
static void stroke_twice(cairo_t *cr, const sz_style *style, sz_ink_id outer, double mm,
                         sz_ink_id inner, double inner_mm, const double *dash_mm, int n)
{
    cairo_path_t *path = cairo_copy_path(cr);
    stroke(cr, style, outer, mm, NULL, 0);
    cairo_append_path(cr, path);
    cairo_path_destroy(path);
    stroke(cr, style, inner, inner_mm, dash_mm, n);
}

void sz__stroke_barrier(cairo_t *cr, const sz_style *style, sz_barrier barrier)
{
    static const double sleepers[] = { 1.8, 1.8 }, wall[] = { 1.2, 0.5 };
    double mm = sz__barrier_width(style, barrier) / SZ_MM;
    sz_ink_id ink = sz__barrier_ink(barrier);
    if (barrier == SZ_BARRIER_RAIL)
        stroke_twice(cr, style, ink, mm, SZ_INK_PAPER, mm * 0.55, sleepers, 2);
    else if (barrier == SZ_BARRIER_EXPRESSWAY)
        stroke_twice(cr, style, ink, mm, SZ_INK_CENTRE, sz__centre_width(style) / SZ_MM,
                     NULL, 0);
    else if (barrier == SZ_BARRIER_WALL)
        stroke(cr, style, ink, mm, wall, 2);
    else
        stroke(cr, style, ink, mm, NULL, 0);
}

void sz__star(cairo_t *cr, const sz_style *style, double x, double y, double radius)
{
    for (int i = 0; i < 10; i++) {
        double r = i % 2 ? radius * 0.382 : radius, a = i * SZ_PI / 5.0 - SZ_PI / 2.0;
        cairo_line_to(cr, x + r * cos(a), y + r * sin(a));
    }
    cairo_close_path(cr);
    sz__ink(cr, style, SZ_INK_PAPER);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(cr, NULL, 0, 0.0);
    cairo_set_line_width(cr, 0.5 * SZ_MM);
    cairo_stroke_preserve(cr);
    sz__ink(cr, style, SZ_INK_OFFICE);
    cairo_fill(cr);
}
