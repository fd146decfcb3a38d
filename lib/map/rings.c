/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rings of the parcels, their areas, and a point well inside each. */
#include <math.h>

#include "map/stages.h"

/* Heights at which a parcel without a good centre is cut for its inner point. */
#define CUTS 7

/* Distance to the border, as a share of the square root of the area, that makes
 * a centre a good one. */
#define CLEAR 0.15

typedef struct sz_ring_found {
    int32_t parcel, h;
    int64_t area2;         /* twice its signed area in grid units */
} sz_ring_found;

/* Walk the ring of half-edge H, marking it. */
static int64_t walk(const sz_map *m, const uint64_t *area, int32_t h, uint8_t *seen)
{
    uint64_t sum = 0;
    for (int32_t k = h; !seen[k]; k = m->he_next[k]) {
        seen[k] = 1;
        sum += k & 1 ? -area[k >> 1] : area[k >> 1];
    }
    return (int64_t)sum;
}

/* File the rings by parcel: the outer one first, then holes as found. */
static void file_rings(sz_map *m, const sz_ring_found *found, size_t n)
{
    int32_t *row = m->ring_row;
    for (size_t i = 0; i < n; i++)
        row[found[i].parcel + 1]++;
    for (int32_t p = 0; p < m->n; p++)
        row[p + 1] += row[p];
    for (int hole = 0; hole < 2; hole++)
        for (size_t i = 0; i < n; i++)
            if ((found[i].area2 < 0) == hole)
                m->ring[row[found[i].parcel]++] = found[i].h;
    for (int32_t p = m->n; p > 0; p--)
        row[p] = row[p - 1];
    row[0] = 0;
}

static sz_status find_rings(sz_work *w, sz_error *err)
{
    sz_map *m = w->map;
    SZ__ARRAY(sz_ring_found) found = SZ__ARRAY_INIT;
    uint8_t *seen = sz__zalloc(2 * (size_t)m->n_borders, 1);
    bool good = seen;
    for (int32_t h = 0; good && h < 2 * m->n_borders; h++) {
        int32_t parcel = sz__map_left(m, h);
        if (seen[h] || parcel < 0)
            continue;
        int64_t area2 = walk(m, w->border_area, h, seen);
        good = sz__push(&found, (sz_ring_found){ parcel, h, area2 });
    }
    m->ring = good ? sz__alloc(found.n, sizeof *m->ring) : NULL;
    m->ring_row = sz__zalloc((size_t)m->n + 1, sizeof *m->ring_row);
    good = good && m->ring && m->ring_row;
    if (good)
        file_rings(m, found.at, found.n);
    free(found.at);
    free(seen);
    return good ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status find_areas(sz_work *w, sz_error *err)
{
    sz_map *m = w->map;
    int64_t *area2 = sz__zalloc((size_t)m->n, sizeof *area2);
    m->area = sz__alloc((size_t)m->n, sizeof *m->area);
    if (!area2 || !m->area) {
        free(area2);
        return sz__nomem(err);
    }
    for (int32_t f = 0; f < w->faces.n; f++)
        if (w->parcel_of[f] >= 0)
            area2[w->parcel_of[f]] += w->faces.area2[f];
    const sz_grid *g = &w->grid;
    for (int32_t p = 0; p < m->n; p++)
        m->area[p] = g->per_metre > 0
                         ? (double)area2[p] / (2 * g->per_metre * g->per_metre)
                         : (double)area2[p] * 0.5 * g->step * g->step;
    free(area2);
    return SZ_SUCCESS;
}

/* The rings of one parcel, and room for where a height cuts them. */
typedef struct sz_shape {
    sz_xy xy;
    SZ__ARRAY(size_t) row;         /* [rings + 1] points */
    SZ__ARRAY(double) cut;
} sz_shape;

static bool load_shape(const sz_map *m, int32_t p, sz_shape *s)
{
    s->xy.n = s->row.n = 0;
    if (!sz__push(&s->row, 0))
        return false;
    for (int32_t r = m->ring_row[p]; r < m->ring_row[p + 1]; r++)
        if (!sz__map_ring_points(m, r, &s->xy) || !sz__push(&s->row, s->xy.n / 2))
            return false;
    return true;
}

static void centroid(const sz_shape *s, double *x, double *y)
{
    const double *xy = s->xy.at;
    double sum = 0, sx = 0, sy = 0;
    for (size_t r = 0; r + 1 < s->row.n; r++)
        for (size_t i = s->row.at[r]; i < s->row.at[r + 1]; i++) {
            size_t j = i + 1 < s->row.at[r + 1] ? i + 1 : s->row.at[r];
            double ax = xy[2 * i] - xy[0], ay = xy[2 * i + 1] - xy[1];
            double bx = xy[2 * j] - xy[0], by = xy[2 * j + 1] - xy[1];
            double cross = ax * by - bx * ay;
            sum += cross;
            sx += cross * (ax + bx);
            sy += cross * (ay + by);
        }
    *x = xy[0] + sx / (3 * sum);
    *y = xy[1] + sy / (3 * sum);
}

/* Whether X, Y lies in the shape, by even and odd crossings, and at least ROOM
 * away from its rings. */
static bool well_inside(const sz_shape *s, double x, double y, double room)
{
    bool inside = false;
    for (size_t r = 0; r + 1 < s->row.n; r++)
        for (size_t i = s->row.at[r]; i < s->row.at[r + 1]; i++) {
            size_t j = i + 1 < s->row.at[r + 1] ? i + 1 : s->row.at[r];
            double ax = s->xy.at[2 * i] - x, ay = s->xy.at[2 * i + 1] - y;
            double dx = s->xy.at[2 * j] - x - ax, dy = s->xy.at[2 * j + 1] - y - ay;
            double t = -(ax * dx + ay * dy) / (dx * dx + dy * dy);
            t = t < 0 ? 0 : t > 1 ? 1 : t;
            double nx = ax + t * dx, ny = ay + t * dy;
            if (nx * nx + ny * ny < room * room)
                return false;
            if ((ay > 0) != (ay + dy > 0) && ax - ay * dx / dy > 0)
                inside = !inside;
        }
    return inside;
}

static int ascending(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* Where the height Y, which no point has, cuts the rings. */
static bool cut_at(sz_shape *s, double y)
{
    const double *xy = s->xy.at;
    s->cut.n = 0;
    for (size_t r = 0; r + 1 < s->row.n; r++)
        for (size_t i = s->row.at[r]; i < s->row.at[r + 1]; i++) {
            size_t j = i + 1 < s->row.at[r + 1] ? i + 1 : s->row.at[r];
            double ay = xy[2 * i + 1], by = xy[2 * j + 1];
            if ((ay < y) != (by < y) &&
                !sz__push(&s->cut, xy[2 * i] + (xy[2 * j] - xy[2 * i]) *
                                                   ((y - ay) / (by - ay))))
                return false;
        }
    qsort(s->cut.at, s->cut.n, sizeof *s->cut.at, ascending);
    return true;
}

/* The middle of the widest of several level cuts through the shape. */
static bool widest_cut(sz_shape *s, double step, double *x, double *y)
{
    double lo = HUGE_VAL, hi = -HUGE_VAL, widest = -1;
    for (size_t i = 0; i < s->xy.n; i += 2) {
        lo = fmin(lo, s->xy.at[i + 1]);
        hi = fmax(hi, s->xy.at[i + 1]);
    }
    for (int k = 1; k <= CUTS; k++) {
        double at = lo + step * (floor((hi - lo) / step * k / (CUTS + 1)) + 0.5);
        if (!cut_at(s, at))
            return false;
        for (size_t i = 0; i + 1 < s->cut.n; i += 2)
            if (s->cut.at[i + 1] - s->cut.at[i] > widest) {
                widest = s->cut.at[i + 1] - s->cut.at[i];
                *x = 0.5 * (s->cut.at[i] + s->cut.at[i + 1]);
                *y = at;
            }
    }
    return true;
}

static sz_status find_inner_points(sz_work *w, sz_error *err)
{
    sz_map *m = w->map;
    sz_shape s = { 0 };
    m->x = sz__alloc((size_t)m->n, sizeof *m->x);
    m->y = sz__alloc((size_t)m->n, sizeof *m->y);
    bool good = m->x && m->y;
    for (int32_t p = 0; good && p < m->n; p++) {
        if (!(good = load_shape(m, p, &s)))
            break;
        centroid(&s, &m->x[p], &m->y[p]);
        if (!well_inside(&s, m->x[p], m->y[p], CLEAR * sqrt(m->area[p])))
            good = widest_cut(&s, w->grid.step, &m->x[p], &m->y[p]);
    }
    free(s.xy.at);
    free(s.row.at);
    free(s.cut.at);
    return good ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__make_rings(sz_work *w, sz_error *err)
{
    sz_status status;
    if ((status = find_rings(w, err)) != SZ_SUCCESS ||
        (status = find_areas(w, err)) != SZ_SUCCESS)
        return status;
    return find_inner_points(w, err);
}
