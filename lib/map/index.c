/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Uniform grid over segments. Cells are a power of two wide, one for two segments
 * or so; a segment stands in every cell that it may touch. */
#include "map/index.h"

#include <math.h>

#include "core/array.h"

#define MAX_CELLS (INT64_C(1) << 24)

sz_segment sz__segment(sz_gpoint a, sz_gpoint b, int32_t left, int32_t right)
{
    if (a.x < b.x || (a.x == b.x && a.y < b.y))
        return (sz_segment){ a, b, left, right };
    return (sz_segment){ b, a, right, left };
}

void sz__index_release(sz_index *index)
{
    free(index->row);
    free(index->item);
    *index = (sz_index){ 0 };
}

static int64_t clamp(int64_t v, int64_t lo, int64_t hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}

/* Number of the cell that holds distance D from the corner; -1 before it. */
static int64_t cell_at(const sz_index *index, int64_t d)
{
    return d < 0 ? -1 : d >> index->shift;
}

/* Rows that S may touch within the columns' x range [from, to]. */
static void rows_between(const sz_index *index, const sz_segment *s, int64_t from,
                         int64_t to, int64_t *first, int64_t *last)
{
    double ya = s->a.y, yb = s->b.y;
    if (s->b.x > s->a.x) {
        double slope = ((double)s->b.y - s->a.y) / ((double)s->b.x - s->a.x);
        if (from > s->a.x)
            ya = s->a.y + slope * (double)(from - s->a.x);
        if (to < s->b.x)
            yb = s->a.y + slope * (double)(to - s->a.x);
    }
    double lo = fmin(ya, yb) - 1 - index->y0, hi = fmax(ya, yb) + 1 - index->y0;
    *first = clamp(cell_at(index, (int64_t)floor(lo)), 0, index->rows - 1);
    *last = clamp(cell_at(index, (int64_t)ceil(hi)), 0, index->rows - 1);
}

/* Put segment I into its cells: count when INDEX has no items yet, else file. */
static void enter(sz_index *index, int32_t i)
{
    const sz_segment *s = &index->seg[i];
    int64_t c0 = ((int64_t)s->a.x - index->x0) >> index->shift;
    int64_t c1 = ((int64_t)s->b.x - index->x0) >> index->shift;
    for (int64_t c = c0; c <= c1; c++) {
        int64_t x = index->x0 + c * (INT64_C(1) << index->shift), r0, r1;
        rows_between(index, s, x, x + (INT64_C(1) << index->shift), &r0, &r1);
        for (int64_t r = r0; r <= r1; r++) {
            size_t cell = (size_t)(c * index->rows + r);
            if (index->item)
                index->item[index->row[cell]++] = i;
            else
                index->row[cell + 1]++;
        }
    }
}

/* Choose the cells for the box of N segments. */
static void lay_out(sz_index *index, size_t n)
{
    int32_t x1 = INT32_MIN, y1 = INT32_MIN;
    index->x0 = index->y0 = INT32_MAX;
    for (size_t i = 0; i < n; i++) {
        const sz_segment *s = &index->seg[i];
        int32_t lo = s->a.y < s->b.y ? s->a.y : s->b.y;
        int32_t hi = s->a.y < s->b.y ? s->b.y : s->a.y;
        index->x0 = s->a.x < index->x0 ? s->a.x : index->x0;
        index->y0 = lo < index->y0 ? lo : index->y0;
        x1 = s->b.x > x1 ? s->b.x : x1;
        y1 = hi > y1 ? hi : y1;
    }
    int64_t want = clamp((int64_t)n / 2, 1, MAX_CELLS);
    int64_t w = n ? (int64_t)x1 - index->x0 : 0, h = n ? (int64_t)y1 - index->y0 : 0;
    if (n == 0)
        index->x0 = index->y0 = 0;
    while (((w >> index->shift) + 1) * ((h >> index->shift) + 1) > want)
        index->shift++;
    index->columns = (int32_t)((w >> index->shift) + 1);
    index->rows = (int32_t)((h >> index->shift) + 1);
}

sz_status sz__index_build(sz_index *out, const sz_segment *seg, size_t n,
                          sz_error *err)
{
    sz_index index = { .seg = seg };
    lay_out(&index, n);
    size_t cells = (size_t)index.columns * (size_t)index.rows;
    if (!(index.row = sz__zalloc(cells + 1, sizeof *index.row)))
        goto nomem;
    for (size_t i = 0; i < n; i++)
        enter(&index, (int32_t)i);
    for (size_t c = 0; c < cells; c++)
        index.row[c + 1] += index.row[c];
    if (!(index.item = sz__alloc(index.row[cells], sizeof *index.item)))
        goto nomem;
    for (size_t i = 0; i < n; i++)
        enter(&index, (int32_t)i);
    for (size_t c = cells; c > 0; c--)  /* filing moved every start to its end */
        index.row[c] = index.row[c - 1];
    index.row[0] = 0;
    *out = index;
    return SZ_SUCCESS;
nomem:
    sz__index_release(&index);
    return sz__nomem(err);
}

/* Twice the signed area of a, b, c: positive when c lies left of a -> b. */
static int64_t turn(sz_gpoint a, sz_gpoint b, sz_gpoint c)
{
    return ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) -
           ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
}

static bool on_segment(const sz_segment *s, sz_gpoint p)
{
    int32_t lo = s->a.y < s->b.y ? s->a.y : s->b.y;
    int32_t hi = s->a.y < s->b.y ? s->b.y : s->a.y;
    return p.x >= s->a.x && p.x <= s->b.x && p.y >= lo && p.y <= hi &&
           turn(s->a, s->b, p) == 0;
}

/* Whether S lies above T where both have the same x; they do not cross. */
static bool above(const sz_segment *s, const sz_segment *t)
{
    int64_t o;
    if (s->a.x >= t->a.x) {
        o = turn(t->a, t->b, s->a);
        return o != 0 ? o > 0 : turn(t->a, t->b, s->b) > 0;
    }
    o = turn(s->a, s->b, t->a);
    return o != 0 ? o < 0 : turn(s->a, s->b, t->b) < 0;
}

static int32_t lowest_side(const sz_segment *s, int32_t best)
{
    if (s->left >= 0 && (best < 0 || s->left < best))
        best = s->left;
    if (s->right >= 0 && (best < 0 || s->right < best))
        best = s->right;
    return best;
}

/* Highest segment of CELL below P that is above BEST. */
static const sz_segment *below_in(const sz_index *index, size_t cell, sz_gpoint p,
                                  const sz_segment *best)
{
    for (size_t k = index->row[cell]; k < index->row[cell + 1]; k++) {
        const sz_segment *s = &index->seg[index->item[k]];
        if (s->a.x <= p.x && p.x < s->b.x && turn(s->a, s->b, p) > 0 && s != best &&
            (!best || above(s, best)))
            best = s;
    }
    return best;
}

int32_t sz__index_locate(const sz_index *index, sz_gpoint p)
{
    int64_t c = cell_at(index, (int64_t)p.x - index->x0);
    int64_t r = cell_at(index, (int64_t)p.y - index->y0);
    if (c < 0 || c >= index->columns || r < 0)
        return -1;
    if (r < index->rows) {
        size_t cell = (size_t)(c * index->rows + r);
        int32_t side = -1;
        bool on = false;
        for (size_t k = index->row[cell]; k < index->row[cell + 1]; k++) {
            const sz_segment *s = &index->seg[index->item[k]];
            if (on_segment(s, p)) {
                side = lowest_side(s, side);
                on = true;
            }
        }
        if (on)
            return side;
    } else {
        r = index->rows - 1;
    }
    const sz_segment *best = NULL;
    for (; r >= 0; r--) {
        best = below_in(index, (size_t)(c * index->rows + r), p, best);
        if (!best)
            continue;
        double y = best->a.y + ((double)best->b.y - best->a.y) *
                   ((double)p.x - best->a.x) / ((double)best->b.x - best->a.x);
        if (y > (double)index->y0 + ldexp((double)r, index->shift) + 1)
            break;
    }
    return best ? best->left : -1;
}

void sz__index_scan(const sz_index *index, const int64_t box[4], sz_index_fn fn,
                    void *data)
{
    int64_t c0 = cell_at(index, box[0] - index->x0);
    int64_t c1 = cell_at(index, box[2] - index->x0);
    int64_t r0 = cell_at(index, box[1] - index->y0);
    int64_t r1 = cell_at(index, box[3] - index->y0);
    if (c1 < 0 || r1 < 0 || c0 >= index->columns || r0 >= index->rows)
        return;
    c0 = clamp(c0, 0, index->columns - 1);
    c1 = clamp(c1, 0, index->columns - 1);
    r0 = clamp(r0, 0, index->rows - 1);
    r1 = clamp(r1, 0, index->rows - 1);
    for (int64_t c = c0; c <= c1; c++) {
        size_t from = index->row[c * index->rows + r0];
        size_t to = index->row[c * index->rows + r1 + 1];
        for (size_t k = from; k < to; k++)
            fn(index->item[k], data);
    }
}

double sz__segment_distance2(const sz_segment *s, double x, double y)
{
    double dx = (double)s->b.x - s->a.x, dy = (double)s->b.y - s->a.y;
    double px = x - s->a.x, py = y - s->a.y;
    double len2 = dx * dx + dy * dy;
    double t = len2 > 0 ? (px * dx + py * dy) / len2 : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    px -= t * dx;
    py -= t * dy;
    return px * px + py * py;
}
