/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How regular a piece of ground is. */
#ifndef SIZHI_GEOM_FORM_H
#define SIZHI_GEOM_FORM_H

#include "geom/shapes.h"

typedef struct sz_form {
    double area, perimeter; /* holes taken off, and their rims added */
    double hull;            /* area of the convex hull */
    double circle;          /* area of the smallest circle around it */
} sz_form;

/* Hull and circle of OUT: those of N >= 1 points XY [2 * N], such as the corners of a
 * rim. O(n log n) by GEOS. */
sz_status sz__points_form(sz_geos *geos, const double *xy, size_t n, sz_form *out,
                          sz_error *err);

/* 4 pi A / P2 (Polsby and Popper 1991), A / area of the circle around (Reock 1961),
 * A / area of the hull: 1 for a disc, and 0 for ground without area. */
double sz__polsby_popper(const sz_form *form);
double sz__reock(const sz_form *form);
double sz__hull_ratio(const sz_form *form);

#endif
