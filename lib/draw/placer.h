/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who stands where on the sheet: boxes, upright or turned, that never meet. */
#ifndef SIZHI_DRAW_PLACER_H
#define SIZHI_DRAW_PLACER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A rectangle: middle, unit vector of its long side, half sizes. */
typedef struct sz_box {
    double x, y, ux, uy, hw, hh;
} sz_box;

/* An upright rectangle. */
static inline sz_box sz__box(double x, double y, double hw, double hh)
{
    return (sz_box){ x, y, 1.0, 0.0, hw, hh };
}

/* The rectangle of half width HH round the segment from A to B. */
sz_box sz__box_along(const double a[2], const double b[2], double hh);

/* Whether two boxes share more than an edge. */
bool sz__boxes_meet(const sz_box *a, const sz_box *b);

typedef struct sz_taken {
    sz_box box;
    int32_t owner;         /* boxes of one text have one owner */
} sz_taken;

/* A bucket grid over the page. */
typedef struct sz_placer {
    double w, h, cell;
    int nx, ny;
    struct { sz_taken *at; size_t n, cap; } taken;
    struct { int32_t *at; size_t n, cap; } *bucket; /* [nx * ny] */
    int32_t owners;
} sz_placer;

bool sz__placer_open(sz_placer *placer, double width, double height);
void sz__placer_release(sz_placer *placer);

/* Whether all N boxes lie within FRAME (x0, y0, x1, y1; NULL: the page) and
 * meet nothing that is taken. */
bool sz__placer_free(const sz_placer *placer, const sz_box *box, size_t n,
                     const double frame[4]);

/* Take the ground of N boxes for one new owner; false when memory is out. */
bool sz__placer_take(sz_placer *placer, const sz_box *box, size_t n);

#endif
