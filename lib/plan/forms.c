/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Centres of gravity and second moments of atoms, from the lines round their parcels
 * by Green's theorem. */
#include <math.h>

#include "core/array.h"
#include "map/map.h"
#include "plan/contract.h"

/* Moments of a parcel about its inner point. */
typedef struct moments {
    double area, x, y, polar;
} moments;

/* Add the line B as parcel P sees it; SIGN is 1 when P lies on its left. */
static void add_line(moments *at, const sz_map *m, int32_t b, int32_t p, double sign)
{
    for (size_t i = m->b_row[b]; i + 1 < m->b_row[b + 1]; i++) {
        double ax = m->b_xy[2 * i] - m->x[p], ay = m->b_xy[2 * i + 1] - m->y[p];
        double bx = m->b_xy[2 * i + 2] - m->x[p], by = m->b_xy[2 * i + 3] - m->y[p];
        double cross = sign * (ax * by - bx * ay);
        at->area += cross / 2;
        at->x += cross * (ax + bx) / 6;
        at->y += cross * (ay + by) / 6;
        double squares = ax * ax + ax * bx + bx * bx + ay * ay + ay * by + by * by;
        at->polar += cross * squares / 12;
    }
}

static void place_homes(sz_graph *g, const sz_map *m, const int64_t *count, int32_t v)
{
    double all = (double)g->weight[v], x = 0, y = 0, square = 0;
    for (int32_t i = g->member_row[v]; i < g->member_row[v + 1] && all > 0; i++) {
        int32_t p = g->member[i];
        double w = (double)count[p];
        double dx = m->x[p] - g->x[v], dy = m->y[p] - g->y[v];
        x += w * dx / all;
        y += w * dy / all;
        square += w * (dx * dx + dy * dy);
    }
    g->form[v].home_x += x;
    g->form[v].home_y += y;
    g->form[v].square = fmax(square - all * (x * x + y * y), 0);
}

sz_status sz__graph_forms(sz_graph *g, const sz_map *m, const int64_t *count,
                          sz_error *err)
{
    moments *parcel = sz__zalloc((size_t)m->n, sizeof *parcel);
    g->form = sz__alloc((size_t)g->n, sizeof *g->form);
    if (!parcel || !g->form) {
        free(parcel);
        return sz__nomem(err);
    }
    for (int32_t b = 0; b < m->n_borders; b++) {
        if (m->b_left[b] >= 0)
            add_line(&parcel[m->b_left[b]], m, b, m->b_left[b], 1);
        if (m->b_right[b] >= 0)
            add_line(&parcel[m->b_right[b]], m, b, m->b_right[b], -1);
    }
    for (int32_t v = 0; v < g->n; v++) {
        double area = 0, x = 0, y = 0, polar = 0; /* about the point of the atom */
        for (int32_t i = g->member_row[v]; i < g->member_row[v + 1]; i++) {
            int32_t p = g->member[i];
            const moments *at = &parcel[p];
            double dx = m->x[p] - g->x[v], dy = m->y[p] - g->y[v];
            area += at->area;
            x += at->x + at->area * dx;
            y += at->y + at->area * dy;
            polar += at->polar + 2 * (at->x * dx + at->y * dy) +
                     at->area * (dx * dx + dy * dy);
        }
        double inertia = area > 0 ? polar - (x * x + y * y) / area : 0;
        g->form[v] = (sz_form){ g->x[v] + (area > 0 ? x / area : 0),
                                g->y[v] + (area > 0 ? y / area : 0),
                                inertia > 0 ? inertia : 0, g->x[v], g->y[v], 0 };
        place_homes(g, m, count, v);
    }
    free(parcel);
    return SZ_SUCCESS;
}
