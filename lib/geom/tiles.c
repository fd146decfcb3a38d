/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One counting sort into squares. Nodes, and edges by their first ends, come in the
 * order of the columns, so that writing stays near one place, too. */
#include "geom/tiles.h"

#include <string.h>

void sz__tiles_release(sz_tiles *tiles)
{
    free(tiles->nodes);
    free(tiles->end);
    free(tiles->item.at);
    *tiles = (sz_tiles){ 0 };
}

static size_t column(const sz_tiles *t, int32_t x)
{
    return (size_t)(x - t->lo.x) >> t->shift;
}

static size_t row(const sz_tiles *t, int32_t y)
{
    return (size_t)(y - t->lo.y) >> t->shift;
}

sz_box sz__tile_box(const sz_tiles *t, size_t tile)
{
    int64_t x = t->lo.x + ((int64_t)(tile / t->up) << t->shift);
    int64_t y = t->lo.y + ((int64_t)(tile % t->up) << t->shift);
    int64_t right = x + ((int64_t)1 << t->shift) - 1;
    int64_t top = y + ((int64_t)1 << t->shift) - 1;
    return (sz_box){ { (int32_t)x, (int32_t)y },
                     { right < t->hi.x ? (int32_t)right : t->hi.x,
                       top < t->hi.y ? (int32_t)top : t->hi.y } };
}

/* No more tiles than half the edges, and no edge in more than two on average: an
 * edge's box of width w and height h meets (1 + w / side) (1 + h / side) tiles. */
static void choose_side(sz_tiles *t, const sz_edges *e)
{
    double reach = 0, area = 0, n = e->n_edges;
    for (int32_t i = 0; i < e->n_edges; i++) {
        sz_gpoint p = e->node[e->a[i]], q = e->node[e->b[i]];
        double w = (double)q.x - p.x, h = (double)q.y - p.y;
        h = h < 0 ? -h : h;
        reach += w + h;
        area += w * h;
    }
    for (t->shift = 0;; t->shift++) {
        double side = (double)(INT64_C(1) << t->shift);
        t->across = column(t, t->hi.x) + 1;
        t->up = row(t, t->hi.y) + 1;
        bool single = t->across == 1 && t->up == 1;
        if (single || (reach / side + area / (side * side) <= n &&
                       2 * (double)t->across * (double)t->up <= n))
            return;
    }
}

/* Put the edges where T->end says, or only count them there. */
static void put_edges(sz_tiles *t, const sz_edges *e, bool count)
{
    for (int32_t i = 0; i < e->n_edges; i++) {
        sz_gpoint p = e->node[e->a[i]], q = e->node[e->b[i]];
        size_t low = row(t, p.y < q.y ? p.y : q.y), high = row(t, p.y < q.y ? q.y : p.y);
        size_t last = column(t, q.x);
        for (size_t c = column(t, p.x); c <= last; c++)
            for (size_t r = low; r <= high; r++) {
                size_t at = t->end[c * t->up + r]++;
                if (!count)
                    t->item.at[at] = i;
            }
    }
}

bool sz__tiles_open(sz_tiles *t, const sz_edges *e)
{
    *t = (sz_tiles){ .lo = e->node[0], .hi = e->node[e->n_nodes - 1] };
    for (int32_t i = 0; i < e->n_nodes; i++) {
        t->lo.y = e->node[i].y < t->lo.y ? e->node[i].y : t->lo.y;
        t->hi.y = e->node[i].y > t->hi.y ? e->node[i].y : t->hi.y;
    }
    choose_side(t, e);
    size_t n = t->across * t->up, sum = 0;
    t->nodes = sz__zalloc(n, sizeof *t->nodes);
    t->end = sz__zalloc(n, sizeof *t->end);
    if (!t->nodes || !t->end)
        return false;
    put_edges(t, e, true);
    for (int32_t i = 0; i < e->n_nodes; i++)
        t->nodes[column(t, e->node[i].x) * t->up + row(t, e->node[i].y)]++;
    for (size_t k = 0; k < n; k++) {
        size_t count = t->end[k] + t->nodes[k];
        t->end[k] = sum;
        sum += count;
    }
    if (!sz__reserve(&t->item, sum))
        return false;
    t->item.n = sum;
    put_edges(t, e, false);
    memcpy(t->nodes, t->end, n * sizeof *t->nodes);
    for (int32_t i = 0; i < e->n_nodes; i++) {
        size_t k = column(t, e->node[i].x) * t->up + row(t, e->node[i].y);
        t->item.at[t->end[k]++] = i;
    }
    return true;
}
