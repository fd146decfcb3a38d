/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A quick look at a ring: most polygons need no more. */
#ifndef SIZHI_GEOM_SIMPLE_H
#define SIZHI_GEOM_SIMPLE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the closed ring XY of N points (the first repeated at the end) surely
 * crosses and touches itself nowhere. False means "look closer": it may still be
 * fine (repeated points, points too near to tell, very long rings, no memory).
 * O(n log n) for rings of ordinary shape.
 */
bool sz__ring_surely_simple(const double *xy, size_t n);

/* Area inside the closed ring XY of N points, positive when it runs
 * counter-clockwise. */
double sz__ring_area(const double *xy, size_t n);

#endif
