/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Households of polygons (buildings, estates): by area in common with parcels.
 * Most lie within one parcel, which no border near them shows at once. */
#include <math.h>

#include "map/households.h"

/* Share of a polygon's area below which a part of it outside every parcel is
 * only the rounding of the shapes. */
#define ROUNDING 1e-6

static void find_box(const sz_source *s, const sz_area *a, double box[4])
{
    box[0] = box[1] = HUGE_VAL;
    box[2] = box[3] = -HUGE_VAL;
    for (size_t r = a->ring_from; r < a->ring_to; r++)
        for (size_t i = s->ring.at[r].from; i < s->ring.at[r].to; i++) {
            box[0] = fmin(box[0], s->xy.at[2 * i]);
            box[1] = fmin(box[1], s->xy.at[2 * i + 1]);
            box[2] = fmax(box[2], s->xy.at[2 * i]);
            box[3] = fmax(box[3], s->xy.at[2 * i + 1]);
        }
}

typedef struct sz_touching {
    const sz_segment *seg;
    int64_t box[4];
    bool any;
} sz_touching;

static void touch(int32_t segment, void *data)
{
    sz_touching *t = data;
    const sz_segment *s = &t->seg[segment];
    int32_t lo = s->a.y < s->b.y ? s->a.y : s->b.y;
    int32_t hi = s->a.y < s->b.y ? s->b.y : s->a.y;
    t->any |= s->a.x <= t->box[2] && s->b.x >= t->box[0] && lo <= t->box[3] &&
              hi >= t->box[1];
}

/* Whether a border comes near BOX, metres. */
static bool near_border(const sz_work *w, const double box[4])
{
    sz_gpoint a = sz__to_grid(&w->grid, box[0], box[1]);
    sz_gpoint b = sz__to_grid(&w->grid, box[2], box[3]);
    sz_touching t = { w->seg.at, { (int64_t)a.x - 1, (int64_t)a.y - 1, (int64_t)b.x + 1,
                                   (int64_t)b.y + 1 }, false };
    sz__index_scan(&w->index, t.box, touch, &t);
    return t.any;
}

/* Every parcel as a polygon that borrows the points of the outlines. */
static bool see_polygons(sz_placing *p, int32_t n)
{
    const sz_outline *o = &p->outline;
    int32_t most = 1;
    for (int32_t i = 0; i < n; i++)
        if (o->ring_row[i + 1] - o->ring_row[i] > most)
            most = o->ring_row[i + 1] - o->ring_row[i];
    p->parcel = sz__alloc((size_t)n, sizeof *p->parcel);
    p->shell = sz__zalloc((size_t)most, sizeof *p->shell);
    if (!p->parcel || !p->shell)
        return false;
    p->shell[0] = true;
    for (int32_t i = 0; i < n; i++)
        p->parcel[i] = (sz_polygon){ (size_t)(o->ring_row[i + 1] - o->ring_row[i]),
            o->point_row + o->ring_row[i], p->shell, o->xy };
    return true;
}

/* Make the overlay of all parcels when it is first needed. */
static sz_status open_overlay(sz_placing *p, sz_error *err)
{
    const sz_map *m = p->w->map;
    if (p->overlay)
        return SZ_SUCCESS;
    int32_t *label = sz__alloc((size_t)m->n, sizeof *label);
    sz_status status = label ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t i = 0; label && i < m->n; i++)
        label[i] = i;
    if (status == SZ_SUCCESS)
        status = sz__outline(&p->outline, m, label, m->n, err);
    free(label);
    if (status == SZ_SUCCESS && !see_polygons(p, m->n))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__geos_open(&p->geos, err);
    return status != SZ_SUCCESS ? status
           : sz__overlay_open(p->geos, &p->overlay, p->parcel, (size_t)m->n, err);
}

static double ring_area(const double *xy, size_t from, size_t to)
{
    double sum = 0;
    for (size_t i = from; i + 1 < to; i++)
        sum += (xy[2 * i] - xy[2 * from]) * (xy[2 * i + 3] - xy[2 * from + 1]) -
               (xy[2 * i + 2] - xy[2 * from]) * (xy[2 * i + 1] - xy[2 * from + 1]);
    return fabs(sum) / 2;
}

/* The area as a polygon of lib/geom, sharing the source's points. */
static bool borrow(const sz_source *s, const sz_area *a, sz_polygon *out, double *area)
{
    size_t n = a->ring_to - a->ring_from;
    *out = (sz_polygon){ .rings = n };
    out->row = sz__alloc(n + 1, sizeof *out->row);
    out->shell = sz__alloc(n, sizeof *out->shell);
    if (!out->row || !out->shell)
        return false;
    *area = 0;
    size_t first = n ? s->ring.at[a->ring_from].from : 0;
    out->row[0] = 0;
    out->xy = s->xy.at + 2 * first;
    for (size_t r = 0; r < n; r++) {
        const sz_ring *ring = &s->ring.at[a->ring_from + r];
        out->row[r + 1] = ring->to - first;
        out->shell[r] = !ring->hole;
        double own = ring_area(s->xy.at, ring->from, ring->to);
        *area += ring->hole ? -own : own;
    }
    return true;
}

/* Weigh the parcels that share area with polygon A, and what is outside. */
static sz_status weigh(sz_placing *p, const sz_area *a, sz_error *err)
{
    sz_polygon polygon;
    double area = 0, inside = 0, *common = NULL;
    int32_t *who = NULL;
    size_t n = 0;
    sz_status status = borrow(p->w->source, a, &polygon, &area) ? SZ_SUCCESS
                                                                : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__overlay_areas(p->overlay, &polygon, &n, &who, &common, err);
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++) {
        inside += common[i];
        if (!sz__push(&p->who, who[i]) || !sz__push(&p->weight, common[i]))
            status = sz__nomem(err);
    }
    if (status == SZ_SUCCESS && n > 0 && area - inside > ROUNDING * area &&
        (!sz__push(&p->who, -1) || !sz__push(&p->weight, area - inside)))
        status = sz__nomem(err);
    free(polygon.row);
    free(polygon.shell);
    free(who);
    free(common);
    return status;
}

sz_status sz__place_polygon(sz_placing *p, int32_t area, sz_error *err)
{
    const sz_work *w = p->w;
    const sz_area *a = &w->source->area.at[area];
    double box[4];
    find_box(w->source, a, box);
    sz_counted f = { { a->households, a->planned, a->population }, a->fid, a->file,
                     a->name, 0.5 * (box[0] + box[2]), 0.5 * (box[1] + box[3]) };
    sz_status status = SZ_SUCCESS;
    p->who.n = p->weight.n = 0;
    if (!(box[0] <= box[2])) {
        f.x = f.y = 0;
    } else if (sz__on_grid(&w->grid, box[0], box[1]) &&
               sz__on_grid(&w->grid, box[2], box[3]) && near_border(w, box)) {
        if ((status = open_overlay(p, err)) == SZ_SUCCESS)
            status = weigh(p, a, err);
    }
    if (status == SZ_SUCCESS && p->who.n == 0) {
        int32_t parcel = box[0] <= box[2] ? sz__parcel_near(p, f.x, f.y) : -1;
        if (!sz__push(&p->who, parcel) || !sz__push(&p->weight, 1.0))
            status = sz__nomem(err);
    }
    return status != SZ_SUCCESS ? status : sz__place(p, &f, err);
}
