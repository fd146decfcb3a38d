/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How regular a polygon is. */
#ifndef SIZHI_GEOM_FORM_H
#define SIZHI_GEOM_FORM_H

#include "geom/shapes.h"

typedef struct sz_form {
    double area, perimeter; /* holes taken off, and their rims added */
    double hull;            /* area of the convex hull */
    double circle;          /* area of the smallest circle around it */
    int32_t lobes;          /* pieces left when a strip of half the neck's width is
                               taken off along the rim, small ones not counted */
} sz_form;

/*
 * The figures of P. NECK: width; a lobe counts when it has at least SHARE of the area.
 * NECK 0: lobes are not looked for and 1. O(n log n) by GEOS.
 */
sz_status sz__polygon_form(sz_geos *geos, const sz_polygon *p, double neck, double share,
                           sz_form *out, sz_error *err);

/* 4 pi A / P2 (Polsby and Popper 1991), A / area of the circle around (Reock 1961),
 * A / area of the hull: 1 for a disc, and 0 for a polygon without area. */
double sz__polsby_popper(const sz_form *form);
double sz__reock(const sz_form *form);
double sz__hull_ratio(const sz_form *form);

#endif
