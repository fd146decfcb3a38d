/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Strands: lines on paper, cut to the limit and joined end to end, so that
 * dashes run on and names find room. */
#ifndef SIZHI_DRAW_STRANDS_H
#define SIZHI_DRAW_STRANDS_H

#include "core/error.h"
#include "draw/paper.h"

typedef struct sz_strand {
    sz_barrier barrier;
    int32_t name;          /* in the map's names, -1 = none */
    size_t from, to;       /* points of xy */
} sz_strand;

typedef struct sz_strands {
    struct { sz_strand *at; size_t n, cap; } line;
    sz_xy xy;              /* doubles: 2 per point */
} sz_strands;

void sz__strands_release(sz_strands *strands);

/* Append a copy of a line; false when memory is out. */
bool sz__strands_add(sz_strands *strands, sz_barrier barrier, int32_t name,
                     const double *xy, size_t n);

/* Join strands of the same barrier and name wherever exactly two of them end in
 * one point; their order follows the lowest strand of each. */
sz_status sz__strands_join(sz_strands *strands, sz_error *err);

/* Borders of VIEW with MASK[border] set, joined. */
sz_status sz__strands_of_borders(sz_strands *out, const sz_view *view,
                                 const uint8_t *mask, sz_error *err);

/* loose.c: without what lies beyond the regions of GROUND, is short and hangs together with
 * nothing longer. */
sz_status sz__strands_drop_loose(sz_strands *strands, const sz_raster *ground,
                                 sz_error *err);

/* The map's barrier lines as VIEW shows them, within MARGIN of the regions of
 * GROUND, simplified, joined and without loose pieces. A map that has lost its lines (one read from a
 * project) gives those of its borders. */
sz_status sz__strands_of_barriers(sz_strands *out, const sz_view *view,
                                  const sz_raster *ground, double margin,
                                  sz_error *err);

#endif
