/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arrows of moves: where they start, where they point, how they look. */
#ifndef SIZHI_DRAW_ARROWS_H
#define SIZHI_DRAW_ARROWS_H

#include "draw/page.h"

#define SZ_TAILS 12

typedef struct sz_arrow {
    double tail[2], head[2];
    bool found;            /* there is somewhere to point, and length enough */
} sz_arrow;

/* Up to SZ_TAILS places of move M to start from: the deepest cell of its ground,
 * then the deepest ones well away from those chosen. EXTENT holds its cells: x0,
 * y0, x1, y1, both ends included. */
void sz__arrow_tails(const sz_raster *moved, int32_t m, const int extent[4],
                     double tail[][2], int *n);

/* An arrow from the moved ground at AT into what the receiver has had before; if
 * it is new, from what the giver keeps to AT; none when there is neither. MOVED
 * has the numbers of moves, on the cells of the frame's ground. */
sz_arrow sz__arrow_aim(const sz_frame *f, const sz_raster *moved, const sz_move *move,
                       const double at[2]);

sz_box sz__arrow_box(const sz_arrow *arrow);

void sz__arrow_draw(sz_page *page, const sz_arrow *arrow);

#endif
