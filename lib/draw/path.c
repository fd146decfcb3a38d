/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Regions and strands as the current path. */
#include "draw/page.h"

void sz__rings_path(cairo_t *cr, const sz_rings *rings, int32_t from, int32_t to)
{
    for (size_t g = rings->first[from]; g < rings->first[to]; g++) {
        if (rings->row[g] == rings->row[g + 1])
            continue;
        cairo_new_sub_path(cr);
        for (size_t i = rings->row[g]; i < rings->row[g + 1]; i++)
            cairo_line_to(cr, rings->xy[2 * i], rings->xy[2 * i + 1]);
        cairo_close_path(cr);
    }
}

void sz__strand_path(cairo_t *cr, const double *xy, size_t n)
{
    cairo_new_sub_path(cr);
    bool closed = n > 2 && xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1];
    for (size_t i = 0; i < n - (closed ? 1 : 0); i++)
        cairo_line_to(cr, xy[2 * i], xy[2 * i + 1]);
    if (closed)
        cairo_close_path(cr);
}

void sz__strands_path(cairo_t *cr, const sz_strands *s)
{
    for (size_t i = 0; i < s->line.n; i++)
        sz__strand_path(cr, s->xy.at + 2 * s->line.at[i].from,
                        s->line.at[i].to - s->line.at[i].from);
}
