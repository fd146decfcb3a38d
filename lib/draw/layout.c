/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/layout.h"

#include <math.h>

#include "draw/paper.h"

/* Millimetres on A3. */
#define A3_W 420.0
#define EDGE 6.0
#define SIDE 10.0
#define GAP 4.0
#define FRAME_TOP 32.0
#define FRAME_FOOT 54.0  /* below the frames */
#define STRIP_FOOT 51.0  /* from the top of the strip to the rim of the paper */
#define STRIP_RIM 8.0

void sz__layout(sz_layout *out, sz_paper paper)
{
    static const double mm[][2] = { /* ISO 216 */
        [SZ_PAPER_A3] = { 420.0, 297.0 }, [SZ_PAPER_A4] = { 297.0, 210.0 },
        [SZ_PAPER_A2] = { 594.0, 420.0 }, [SZ_PAPER_A1] = { 841.0, 594.0 },
        [SZ_PAPER_A0] = { 1189.0, 841.0 },
    };
    double ratio = mm[paper][0] / A3_W;
    *out = (sz_layout){ mm[paper][0] * SZ_MM, mm[paper][1] * SZ_MM,
                        ratio < 1.0 ? ratio : sqrt(ratio) };
}

void sz__layout_frame(const sz_layout *l, int i, int n, double box[4])
{
    double mm = l->zoom * SZ_MM, gap = GAP * mm;
    double w = (l->w - 2.0 * SIDE * mm - (n - 1) * gap) / n;
    box[0] = SIDE * mm + i * (w + gap);
    box[1] = FRAME_TOP * mm;
    box[2] = box[0] + w;
    box[3] = l->h - FRAME_FOOT * mm;
}

void sz__layout_strip(const sz_layout *l, double box[4])
{
    box[0] = SIDE * SZ_MM;
    box[1] = l->h / l->zoom - STRIP_FOOT * SZ_MM;
    box[2] = l->w / l->zoom - SIDE * SZ_MM;
    box[3] = l->h / l->zoom - STRIP_RIM * SZ_MM;
}

void sz__layout_edge(const sz_layout *l, double box[4])
{
    box[0] = box[1] = EDGE * SZ_MM;
    box[2] = l->w / l->zoom - EDGE * SZ_MM;
    box[3] = l->h / l->zoom - EDGE * SZ_MM;
}
