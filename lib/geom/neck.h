/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The narrowest place of a ring. */
#ifndef SIZHI_GEOM_NECK_H
#define SIZHI_GEOM_NECK_H

#include "core/error.h"

/* The shortest chord: from (ax, ay) to (bx, by), with so much of the area on its lesser
 * side. */
typedef struct sz_neck {
    double width;          /* HUGE_VAL: there is none */
    double ax, ay, bx, by;
    double beyond;
} sz_neck;

/*
 * The shortest chord, of those shorter than WIDTH that run inside the ring and have at
 * least LEAST > 0 of its area on either side. XY [2 * N]: the ring's points against the
 * clock, the first not repeated; it must be simple. Stretches of some segments are
 * compared by their boxes first: O(points), and what lies near each other, when rims are
 * far apart. SZ_ERR_NOMEM.
 */
sz_status sz__ring_neck(const double *xy, size_t n, double width, double least,
                        sz_neck *out, sz_error *err);

#endif
