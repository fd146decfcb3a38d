/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A divide while it is made: divide.c gathers the pieces of its names, divide_ends.c
 * bridges gaps and draws the ends on, divide_order.c puts all in order. */
#ifndef SIZHI_TEXT_DIVIDER_H
#define SIZHI_TEXT_DIVIDER_H

#include "core/array.h"
#include "text/side.h"

#define SZ_NEAR_M 200.0    /* pieces farther from the source are another place's */

typedef struct sz_segment {
    double xy[4];
    int32_t node[2];
} sz_segment;

typedef struct sz_loose_end {
    int32_t node, piece;
    double x, y, tx, ty;   /* the tangent points outwards */
} sz_loose_end;

typedef struct sz_divider {
    SZ__ARRAY(sz_segment) piece;
    int32_t n_nodes;
    int32_t *row, *item;   /* pieces at each node */
    double box[4];         /* of the source */
    double axis[2];
    SZ__ARRAY(sz_loose_end) end;
} sz_divider;

/* List which pieces end at each node; false: memory is out. */
bool sz__divider_list(sz_divider *k);

/* Root of the connected piece that each node is in, malloc'ed; NULL: memory is out. */
int32_t *sz__divider_join(const sz_divider *k);

static inline int32_t sz__divider_degree(const sz_divider *k, int32_t node)
{
    return k->row[node + 1] - k->row[node];
}

/* The piece that goes on at NODE, a node of two, beside piece I. */
static inline int32_t sz__divider_on(const sz_divider *k, int32_t node, int32_t i)
{
    const int32_t *at = k->item + k->row[node];
    return at[0] == i ? at[1] : at[0];
}

/* The part of segment XY in BOX into CUT; false when it is not in it at all. */
bool sz__divider_clip(const double xy[4], const double box[4], double cut[4]);

/* Bridge the gaps and draw the outermost ends on, beyond the source; the pieces are
 * listed at their nodes before and after. False: memory is out. */
bool sz__divider_extend(sz_divider *k);

/* The pieces as chains along the axis, with their boxes, into D. False: memory is out. */
bool sz__divider_order(const sz_divider *k, sz_divide *d);

#endif
