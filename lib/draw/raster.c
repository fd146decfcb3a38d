/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Regions as cells: a scanline fill, then a two-pass chamfer distance
 * (Borgefors 1986) to the nearest cell that is someone else's. */
#include "draw/paper.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"

#define CELL (0.4 * SZ_MM)

typedef struct crossing {
    int32_t row, label;
    double x;
} crossing;

typedef struct crossings {
    crossing *at;
    size_t n, cap;
} crossings;

static int by_row_label_x(const void *pa, const void *pb)
{
    const crossing *a = pa, *b = pb;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->label != b->label)
        return a->label < b->label ? -1 : 1;
    return (a->x > b->x) - (a->x < b->x);
}

/* Where the segment P - Q crosses the middles of rows. */
static bool cross_rows(crossings *out, const sz_raster *r, int32_t label,
                       const double *p, const double *q)
{
    if (p[1] == q[1])
        return true;
    const double *lo = p[1] < q[1] ? p : q, *hi = p[1] < q[1] ? q : p;
    double from = ceil((lo[1] - r->y0) / r->cell - 0.5);
    double to = ceil((hi[1] - r->y0) / r->cell - 0.5); /* half open */
    from = from < 0.0 ? 0.0 : from;
    to = to > r->h ? r->h : to;
    for (int32_t row = (int32_t)from; row < to; row++) {
        double y = r->y0 + (row + 0.5) * r->cell;
        double x = lo[0] + (y - lo[1]) / (hi[1] - lo[1]) * (hi[0] - lo[0]);
        if (!sz__push(out, (crossing){ row, label, x }))
            return false;
    }
    return true;
}

static int clamp_column(const sz_raster *r, double x)
{
    double c = ceil((x - r->x0) / r->cell - 0.5);
    return c < 0.0 ? 0 : c > r->w ? r->w : (int)c;
}

static bool fill(sz_raster *r, const sz_rings *rings, const int32_t *value)
{
    crossings cross = SZ__ARRAY_INIT;
    bool ok = true;
    for (int32_t l = 0; l < rings->n_labels; l++)
        for (size_t g = rings->first[l]; g < rings->first[l + 1]; g++) {
            size_t from = rings->row[g], to = rings->row[g + 1];
            for (size_t i = from; ok && i < to; i++)
                ok = cross_rows(&cross, r, l, rings->xy + 2 * i,
                                rings->xy + 2 * (i + 1 < to ? i + 1 : from));
        }
    if (ok && cross.n > 0)
        qsort(cross.at, cross.n, sizeof *cross.at, by_row_label_x);
    for (size_t i = 0; ok && i + 1 < cross.n; i += 2) {
        int32_t *row = r->label + (size_t)cross.at[i].row * (size_t)r->w;
        int to = clamp_column(r, cross.at[i + 1].x);
        for (int c = clamp_column(r, cross.at[i].x); c < to; c++)
            row[c] = value ? value[cross.at[i].label] : cross.at[i].label;
    }
    free(cross.at);
    return ok;
}

/* Lower cell I's depth by what neighbour J (if in the frame) allows. */
static void relax(sz_raster *r, int x, int y, int dx, int dy)
{
    int nx = x + dx, ny = y + dy;
    if (nx < 0 || ny < 0 || nx >= r->w || ny >= r->h)
        return;
    size_t i = (size_t)y * (size_t)r->w + (size_t)x;
    size_t j = (size_t)ny * (size_t)r->w + (size_t)nx;
    float step = (float)(r->cell * (dx && dy ? 1.3507 : 0.9619));
    float d = r->label[j] != r->label[i] ? step * 0.5f : r->depth[j] + step;
    if (d < r->depth[i])
        r->depth[i] = d;
}

static void measure(sz_raster *r)
{
    size_t n = (size_t)r->w * (size_t)r->h;
    for (size_t i = 0; i < n; i++)
        r->depth[i] = 1e6f;
    for (int y = 0; y < r->h; y++)
        for (int x = 0; x < r->w; x++) {
            relax(r, x, y, -1, 0);
            relax(r, x, y, -1, -1);
            relax(r, x, y, 0, -1);
            relax(r, x, y, 1, -1);
        }
    for (int y = r->h - 1; y >= 0; y--)
        for (int x = r->w - 1; x >= 0; x--) {
            relax(r, x, y, 1, 0);
            relax(r, x, y, 1, 1);
            relax(r, x, y, 0, 1);
            relax(r, x, y, -1, 1);
        }
}

void sz__raster_release(sz_raster *raster)
{
    free(raster->label);
    free(raster->depth);
    memset(raster, 0, sizeof *raster);
}

sz_status sz__raster_of(sz_raster *out, const sz_rings *rings, const int32_t *value,
                        const double box[4], sz_error *err)
{
    sz_raster r = { .x0 = box[0], .y0 = box[1], .cell = CELL };
    r.w = (int)ceil((box[2] - box[0]) / CELL);
    r.h = (int)ceil((box[3] - box[1]) / CELL);
    size_t n = (size_t)r.w * (size_t)r.h;
    r.label = sz__alloc(n, sizeof *r.label);
    r.depth = sz__alloc(n, sizeof *r.depth);
    if (r.label)
        memset(r.label, 0xff, n * sizeof *r.label); /* -1 */
    if (!r.label || !r.depth || !fill(&r, rings, value)) {
        sz__raster_release(&r);
        return sz__nomem(err);
    }
    measure(&r);
    *out = r;
    return SZ_SUCCESS;
}

sz_status sz__raster(sz_raster *out, const sz_rings *rings, const double box[4],
                     sz_error *err)
{
    return sz__raster_of(out, rings, NULL, box, err);
}
