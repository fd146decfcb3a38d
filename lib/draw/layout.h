/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where things stand on sheets of every size. */
#ifndef SIZHI_DRAW_LAYOUT_H
#define SIZHI_DRAW_LAYOUT_H

#include "sizhi/sheet.h"

/* A sheet, landscape, in points. Titles, legend and notes are laid out as on A3 and then
 * enlarged by ZOOM: on less paper as the paper is, on more by the root of that, since
 * nobody stands as far back as the sheet is larger. Maps keep the widths of their lines. */
typedef struct sz_layout {
    double w, h;
    double zoom;
} sz_layout;

void sz__layout(sz_layout *out, sz_paper paper);

/* Frame I of N, side by side. */
void sz__layout_frame(const sz_layout *layout, int i, int n, double box[4]);

/* In points of A3: the strip below the frames, and the edge round all. */
void sz__layout_strip(const sz_layout *layout, double box[4]);
void sz__layout_edge(const sz_layout *layout, double box[4]);

#endif
