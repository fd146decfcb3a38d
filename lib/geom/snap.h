/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One pass of snap rounding: which edges have to be bent through which points.
 *
 * The pixel of a grid point p is the half-open unit square round it,
 * [x - 1/2, x + 1/2) x [y - 1/2, y + 1/2), so every point of the plane lies in
 * one pixel. Pixels of nodes and of proper crossings are hot. */
#ifndef SIZHI_GEOM_SNAP_H
#define SIZHI_GEOM_SNAP_H

#include "core/array.h"
#include "geom/noding.h"

/* An edge meets the pixel of a hot point that is not one of its ends. */
typedef struct sz_hit {
    int32_t edge;
    sz_gpoint at;
    int64_t along;   /* (at - a) . (b - a) of the edge: differs from hit to hit */
} sz_hit;

typedef SZ__ARRAY(sz_hit) sz_hits;

/* Append every hit of EDGES, each once, in no particular order. No hit means
 * that edges meet at nodes only. False when memory is out. */
bool sz__snap_pass(const sz_edges *edges, sz_hits *hits);

/* (b - a) x (c - a): positive if c lies on the left of a -> b. Exact. */
static inline int64_t sz__turn(sz_gpoint a, sz_gpoint b, sz_gpoint c)
{
    return ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) -
           ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
}

#endif
