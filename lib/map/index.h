/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A uniform grid over segments: which parcel holds a point (exactly), and what
 * lies near it. */
#ifndef SIZHI_MAP_INDEX_H
#define SIZHI_MAP_INDEX_H

#include <stdbool.h>

#include "geom/noding.h"

/* A segment, a left of b (below it when upright), with what is on its left and
 * right hand from a to b. */
typedef struct sz_segment {
    sz_gpoint a, b;
    int32_t left, right;
} sz_segment;

/* The segment from A to B, turned round if need be. */
sz_segment sz__segment(sz_gpoint a, sz_gpoint b, int32_t left, int32_t right);

typedef struct sz_index {
    const sz_segment *seg; /* the caller's */
    int32_t x0, y0;        /* lower left corner */
    int shift;             /* a cell is 2^shift wide */
    int32_t columns, rows;
    size_t *row;           /* [columns * rows + 1] */
    int32_t *item;         /* numbers of segments, by cell */
} sz_index;

/* Index N segments, which must outlive the index. O(n + cells crossed). */
sz_status sz__index_build(sz_index *out, const sz_segment *seg, size_t n,
                          sz_error *err);
void sz__index_release(sz_index *index);

/* What the segments, which must bound regions, have at P: the left or right of
 * the nearest segment below, -1 when there is none; for a point on segments,
 * the lowest of their sides that is not negative, if any. Exact. */
int32_t sz__index_locate(const sz_index *index, sz_gpoint p);

/* Call FN for each segment (some more than once) that may come within BOX (min
 * x, min y, max x, max y). */
typedef void (*sz_index_fn)(int32_t segment, void *data);
void sz__index_scan(const sz_index *index, const int64_t box[4], sz_index_fn fn,
                    void *data);

/* Square of the distance of P to a segment, grid units. */
double sz__segment_distance2(const sz_segment *s, double x, double y);

#endif
