/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Inks, fills and line widths of the sheet. */
#ifndef SIZHI_DRAW_STYLE_H
#define SIZHI_DRAW_STYLE_H

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>

#include "sizhi/map.h"

typedef enum sz_ink_id {
    SZ_INK_PAPER, SZ_INK_TEXT, SZ_INK_SOFT, SZ_INK_FRAME, SZ_INK_PARCEL,
    SZ_INK_BEFORE, SZ_INK_AFTER, SZ_INK_LIMIT, SZ_INK_BAND, SZ_INK_MOVE,
    SZ_INK_DETACHED, SZ_INK_GAP, SZ_INK_OVERLAP, SZ_INK_OFFICE, SZ_INK_CASING,
    SZ_INK_RAIL, SZ_INK_RIVER, SZ_INK_WATER_NAME, SZ_INK_EXPRESSWAY,
    SZ_INK_ARTERIAL, SZ_INK_STREET, SZ_INK_LANE, SZ_INK_WALL, SZ_INK_NOBODY,
    SZ_INK_ABOVE, SZ_INK_BELOW, SZ_INK_FINE, SZ_INK_EXEMPT, SZ_INK_NEAR,
    SZ_INK_MIDDLE, SZ_INK_BEYOND, SZ_INK_GRID, SZ_INK_REACH, SZ_INK_FAR,
    SZ_INK_CENTRE, SZ_INK_GREEN, SZ_INK_GREEN_NAME, SZ_INK_WATER, SZ_INK_WATER_RIM,
    SZ_INK_BUILDING,
    SZ_N_INKS
} sz_ink_id;

/* Lines with a width of their own; those of barriers have their class. */
typedef enum sz_line_id {
    SZ_LINE_LIMIT, SZ_LINE_RAIL = SZ_BARRIER_RAIL, SZ_LINE_RIVER = SZ_BARRIER_RIVER,
    SZ_LINE_EXPRESSWAY = SZ_BARRIER_EXPRESSWAY, SZ_LINE_ARTERIAL = SZ_BARRIER_ARTERIAL,
    SZ_LINE_STREET = SZ_BARRIER_STREET, SZ_LINE_LANE = SZ_BARRIER_LANE,
    SZ_LINE_WALL = SZ_BARRIER_WALL, SZ_LINE_BAND, SZ_LINE_AFTER, SZ_LINE_BEFORE,
    SZ_LINE_DETACHED, SZ_LINE_GRID, SZ_LINE_CENTRE, SZ_LINE_EXPRESSWAY_RIM,
    SZ_LINE_ARTERIAL_RIM, SZ_LINE_STREET_RIM, SZ_LINE_LANE_RIM, SZ_LINE_WATER_RIM,
    SZ_N_LINES
} sz_line_id;

typedef enum sz_hatch {
    SZ_HATCH_NONE, SZ_HATCH_RISING, SZ_HATCH_FALLING, SZ_HATCH_LEVEL, SZ_HATCH_UPRIGHT,
    SZ_HATCH_TUFTS, SZ_HATCH_WAVES
} sz_hatch;

/* What ground is filled for that is not filled by community: what the findings say of the
 * size of a community, or how far it is to the office. */
typedef enum sz_ground_class {
    SZ_GROUND_FINE, SZ_GROUND_ABOVE, SZ_GROUND_BELOW, SZ_GROUND_EXEMPT, SZ_GROUND_NEAR,
    SZ_GROUND_MIDDLE, SZ_GROUND_BEYOND,
    SZ_N_GROUNDS
} sz_ground_class;

#define SZ_MOST_FILLS 16

typedef struct sz_style {
    uint32_t ink[SZ_N_INKS];          /* 0xrrggbb */
    int32_t n_fills;                  /* of communities, at least 1 */
    uint32_t fill[SZ_MOST_FILLS];
    uint8_t hatch[SZ_MOST_FILLS];     /* sz_hatch */
    uint8_t ground_hatch[SZ_N_GROUNDS];
    uint8_t backdrop_hatch[SZ_N_BACKDROPS];
    double cover[SZ_N_BACKDROPS];     /* 0: only the hatch shows, 1: nothing beneath */
    double width[SZ_N_LINES];         /* millimetres */
    /* chosen for each sheet */
    double lines;          /* factor on barrier widths: thinner on small scales */
    double bounds;         /* factor on boundaries: thinner among small communities */
    double parcels;        /* width of parcels' lines, points */
} sz_style;

/* Set the source of CR. */
void sz__ink(cairo_t *cr, const sz_style *style, sz_ink_id ink);

/* Colour number I of communities as red, green, blue; different for every I
 * below 64 or differently hatched. */
void sz__fill_rgb(const sz_style *style, int32_t i, double rgb[3]);

/* Fill the current path (and forget it) as ground of colour I. */
void sz__fill(cairo_t *cr, const sz_style *style, int32_t i);

/* Fill the current path (and forget it) as ground of that class. */
void sz__fill_ground(cairo_t *cr, const sz_style *style, sz_ground_class class);

/* The rim of waters round the current path, which is kept and blank within: waters that
 * overlap, as tiles do, have one rim. */
void sz__rim_water(cairo_t *cr, const sz_style *style);

/* Fill the current path (and forget it) as backdrop; MARKS: upon ground that has a meaning
 * of its own, which stays to be seen. */
void sz__fill_backdrop(cairo_t *cr, const sz_style *style, sz_backdrop_kind kind,
                       bool marks);

/* Lines at ANGLE through the current path, which is forgotten. */
void sz__hatch(cairo_t *cr, const sz_style *style, sz_ink_id ink, double angle,
               double spacing, double width);

/* Dots through the current path, which is forgotten. */
void sz__dots(cairo_t *cr, const sz_style *style, sz_ink_id ink, double spacing,
              double radius);

/* Width of a barrier on paper, casing left out; of a road's rim on one side; of the line
 * along the middle of an expressway; its ink. Points. */
double sz__barrier_width(const sz_style *style, sz_barrier barrier);
double sz__rim_width(const sz_style *style, sz_barrier barrier);
double sz__centre_width(const sz_style *style);
sz_ink_id sz__barrier_ink(sz_barrier barrier);

/* Line styles that stroke the current path. */
void sz__stroke_before(cairo_t *cr, const sz_style *style);
void sz__stroke_after(cairo_t *cr, const sz_style *style);
void sz__stroke_band(cairo_t *cr, const sz_style *style);
void sz__stroke_limit(cairo_t *cr, const sz_style *style);
void sz__stroke_parcel(cairo_t *cr, const sz_style *style);
void sz__stroke_detached(cairo_t *cr, const sz_style *style);
void sz__stroke_grid(cairo_t *cr, const sz_style *style);
void sz__stroke_circle(cairo_t *cr, const sz_style *style);
void sz__stroke_solid(cairo_t *cr, const sz_style *style, sz_ink_id ink, double width);

/* Stroke the current path as barrier, the casing of roads first. */
void sz__stroke_casing(cairo_t *cr, const sz_style *style, sz_barrier barrier);
void sz__stroke_barrier(cairo_t *cr, const sz_style *style, sz_barrier barrier);

/* A five-pointed star, filled. */
void sz__star(cairo_t *cr, const sz_style *style, double x, double y, double radius);

#endif
