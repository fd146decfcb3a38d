/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/areas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"

#define SMALLEST (0.2 * SZ_MM) /* neither wider nor higher: nobody sees it */

/* Polygons under way. */
typedef struct builder {
    const sz_view *view;
    const sz_raster *ground;
    double margin;
    SZ__ARRAY(size_t) row; /* where rings end, in points */
    SZ__ARRAY(size_t) first; /* where polygons end, in rings */
    SZ__ARRAY(int32_t) group;
    SZ__ARRAY(double) xy;
    double *ring;          /* of the polygon at hand */
    uint8_t *keep;
    size_t *stack;
} builder;

void sz__areas_release(sz_areas *areas)
{
    sz__rings_release(&areas->rings);
    sz__raster_release(&areas->where);
    free(areas->group);
    memset(areas, 0, sizeof *areas);
}

static bool work_space(builder *b, const sz_map *m)
{
    size_t most = 0, rings = m->n_backdrops ? m->k_row[m->n_backdrops] : 0;
    for (size_t r = 0; r < rings; r++) {
        size_t n = m->k_ring[r + 1] - m->k_ring[r];
        most = n > most ? n : most;
    }
    b->ring = sz__alloc(2 * most, sizeof *b->ring);
    b->keep = sz__alloc(most, sizeof *b->keep);
    b->stack = sz__alloc(2 * most + 4, sizeof *b->stack);
    return b->ring && b->keep && b->stack;
}

/* Whether what reaches from LO to HI is large enough, in the frame and near the ground. */
static bool is_seen(const builder *b, const double lo[2], const double hi[2])
{
    const double *f = b->view->box;
    double x = (lo[0] + hi[0]) / 2.0, y = (lo[1] + hi[1]) / 2.0;
    double radius = hypot(hi[0] - lo[0], hi[1] - lo[1]) / 2.0;
    if (fmax(hi[0] - lo[0], hi[1] - lo[1]) < SMALLEST || hi[0] < f[0] || lo[0] > f[2] ||
        hi[1] < f[1] || lo[1] > f[3])
        return false;
    bool inside = x > f[0] && x < f[2] && y > f[1] && y < f[3];
    return !inside || sz__raster_near(b->ground, x, y, b->margin + radius);
}

/* Ring R on paper, simplified, without its repeated point; how many points. */
static size_t place_ring(builder *b, size_t r, bool *seen)
{
    const sz_map *m = b->view->map;
    size_t from = m->k_ring[r], n = m->k_ring[r + 1] - from, kept = 0;
    double lo[2] = { HUGE_VAL, HUGE_VAL }, hi[2] = { -HUGE_VAL, -HUGE_VAL };
    for (size_t i = 0; i < n; i++) {
        double *p = b->ring + 2 * i;
        sz__view_point(b->view, m->k_xy[2 * (from + i)], m->k_xy[2 * (from + i) + 1], p);
        for (int k = 0; k < 2; k++) {
            lo[k] = fmin(lo[k], p[k]);
            hi[k] = fmax(hi[k], p[k]);
        }
    }
    *seen = is_seen(b, lo, hi);
    if (!*seen)
        return 0;
    sz__simplify(b->ring, n, SZ_FINE, b->keep, b->stack);
    for (size_t i = 0; i + 1 < n; i++)
        if (b->keep[i])
            memmove(b->ring + 2 * kept++, b->ring + 2 * i, 2 * sizeof *b->ring);
    return kept;
}

/* Append the ring at hand, turned so that its area has the sign asked for. */
static bool push_ring(builder *b, size_t n, bool positive)
{
    double area = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double *p = b->ring + 2 * i, *q = b->ring + 2 * (i + 1 < n ? i + 1 : 0);
        area += (p[0] - b->ring[0]) * (q[1] - b->ring[1]) -
                (q[0] - b->ring[0]) * (p[1] - b->ring[1]);
    }
    for (size_t i = 0; i < n; i++) {
        const double *p = b->ring + 2 * ((area > 0.0) == positive ? i : n - 1 - i);
        if (!sz__push(&b->xy, p[0]) || !sz__push(&b->xy, p[1]))
            return false;
    }
    return sz__push(&b->row, b->xy.n / 2);
}

static bool add_polygon(builder *b, size_t polygon)
{
    const sz_map *m = b->view->map;
    size_t from = m->k_row[polygon], to = m->k_row[polygon + 1];
    for (size_t r = from; r < to; r++) {
        bool seen;
        size_t n = place_ring(b, r, &seen);
        if (r == from && n < 3)
            return true;
        if (n >= 3 && !push_ring(b, n, r == from))
            return false;
    }
    int32_t group = sz__area_group((sz_backdrop_kind)m->k_kind[polygon],
                                   m->k_name[polygon]);
    return sz__push(&b->first, b->row.n - 1) && sz__push(&b->group, group);
}

/* Polygons of all kinds in their order. */
static bool add_polygons(builder *b, const uint8_t *leave_out, int32_t from[])
{
    const sz_map *m = b->view->map;
    if (!work_space(b, m) || !sz__push(&b->row, 0) || !sz__push(&b->first, 0))
        return false;
    for (int kind = 0; kind < SZ_N_BACKDROPS; kind++) {
        for (size_t i = 0; i < (size_t)m->n_backdrops; i++)
            if (m->k_kind[i] == kind && !(leave_out && leave_out[i]) && !add_polygon(b, i))
                return false;
        from[kind + 1] = (int32_t)b->group.n;
    }
    return true;
}

/* Which green and which water is where. */
static sz_status find_where(sz_areas *a, const sz_view *view, sz_error *err)
{
    sz_rings some = a->rings;
    some.n_labels = a->from[SZ_BACKDROP_BUILDING];
    if (some.n_labels == 0)
        return SZ_SUCCESS;
    return sz__raster_of(&a->where, &some, a->group, view->box, err);
}

sz_status sz__areas_open(sz_areas *out, const sz_view *view, const sz_raster *ground,
                         double margin, const uint8_t *leave_out, sz_error *err)
{
    builder b = { .view = view, .ground = ground, .margin = margin };
    sz_areas a = { .from = { 0 } };
    bool ok = add_polygons(&b, leave_out, a.from);
    free(b.ring);
    free(b.keep);
    free(b.stack);
    a.rings = (sz_rings){ (int32_t)b.group.n, b.first.at, b.row.at, b.xy.at };
    a.group = b.group.at;
    sz_status status = ok ? find_where(&a, view, err) : sz__nomem(err);
    if (status == SZ_SUCCESS) {
        *out = a;
        memset(&a, 0, sizeof a);
    }
    sz__areas_release(&a);
    return status;
}
