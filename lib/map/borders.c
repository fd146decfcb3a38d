/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Borders from chains, and the half-edges that walk round parcels. */
#include <math.h>

#include "core/i18n.h"
#include "map/chains.h"

typedef struct sz_borders {
    SZ__ARRAY(int32_t) left, right, from, to, attr, first, last;
    SZ__ARRAY(double) length, xy;
    SZ__ARRAY(size_t) row;
    SZ__ARRAY(uint64_t) area;      /* part in twice the area on the left, wrapping */
} sz_borders;

static bool push_point(sz_borders *b, const sz_work *w, int32_t node)
{
    sz_gpoint p = w->edges.node[node];
    return sz__push(&b->xy, sz__grid_x(&w->grid, p.x)) &&
           sz__push(&b->xy, sz__grid_y(&w->grid, p.y));
}

/* A chain becomes a border: its left is the parcel with the lower number, never
 * the outside. */
static bool add_border(sz_work *w, sz_chain chain, void *data)
{
    sz_borders *b = data;
    int32_t left = sz__parcel_left(w, chain.h[0]);
    int32_t right = sz__parcel_left(w, chain.h[0] ^ 1);
    bool turned = left < 0 || (right >= 0 && right < left);
    int32_t first = turned ? chain.h[chain.n - 1] ^ 1 : chain.h[0];
    int32_t last = turned ? chain.h[0] ^ 1 : chain.h[chain.n - 1];
    double length = 0;
    uint64_t area = 0;
    bool good = push_point(b, w, sz__start(w, first));
    for (size_t i = 0; i < chain.n && good; i++) {
        int32_t h = turned ? chain.h[chain.n - 1 - i] ^ 1 : chain.h[i];
        sz_gpoint p = w->edges.node[sz__start(w, h)];
        sz_gpoint q = w->edges.node[sz__start(w, h ^ 1)];
        double dx = (double)q.x - p.x, dy = (double)q.y - p.y;
        length += sqrt(dx * dx + dy * dy);
        area += (uint64_t)p.x * (uint64_t)q.y - (uint64_t)q.x * (uint64_t)p.y;
        good = push_point(b, w, sz__start(w, h ^ 1));
    }
    return good && sz__push(&b->left, turned ? right : left) &&
           sz__push(&b->right, turned ? left : right) &&
           sz__push(&b->from, sz__start(w, first)) &&
           sz__push(&b->to, sz__start(w, last ^ 1)) &&
           sz__push(&b->attr, w->edge_attr[first >> 1]) &&
           sz__push(&b->first, first) && sz__push(&b->last, last) &&
           sz__push(&b->length, w->grid.per_metre > 0 ? length / w->grid.per_metre
                                                      : length * w->grid.step) &&
           sz__push(&b->row, b->xy.n / 2) && sz__push(&b->area, area);
}

/* Number the nodes where borders end, in the order of their places. */
static sz_status number_nodes(sz_work *w, sz_borders *b, sz_error *err)
{
    int32_t *number = sz__zalloc((size_t)w->edges.n_nodes, sizeof *number);
    if (!number)
        return sz__nomem(err);
    for (size_t i = 0; i < b->from.n; i++)
        number[b->from.at[i]] = number[b->to.at[i]] = 1;
    for (int32_t v = 0; v < w->edges.n_nodes; v++)
        number[v] = number[v] ? w->map->n_nodes++ : -1;
    for (size_t i = 0; i < b->from.n; i++) {
        b->from.at[i] = number[b->from.at[i]];
        b->to.at[i] = number[b->to.at[i]];
    }
    free(number);
    return SZ_SUCCESS;
}

/* he_next from the noding: what follows the last edge of one border is the
 * first edge of another. */
static sz_status link_half_edges(sz_work *w, const sz_borders *b, sz_error *err)
{
    int32_t *starts = sz__alloc(2 * (size_t)w->edges.n_edges, sizeof *starts);
    sz_map *m = w->map;
    m->he_next = sz__alloc(2 * b->left.n, sizeof *m->he_next);
    if (!starts || !m->he_next) {
        free(starts);
        return sz__nomem(err);
    }
    for (size_t i = 0; i < b->left.n; i++) {
        starts[b->first.at[i]] = 2 * (int32_t)i;
        starts[b->last.at[i] ^ 1] = 2 * (int32_t)i + 1;
    }
    for (size_t i = 0; i < b->left.n; i++) {
        m->he_next[2 * i] = starts[sz__next_border(w, b->last.at[i])];
        m->he_next[2 * i + 1] = starts[sz__next_border(w, b->first.at[i] ^ 1)];
    }
    free(starts);
    return SZ_SUCCESS;
}

/* Classes and names; the map has its own names. */
static sz_status name_borders(sz_work *w, const sz_borders *b, sz_error *err)
{
    sz_map *m = w->map;
    m->b_class = sz__alloc(b->attr.n, sizeof *m->b_class);
    m->b_name = sz__alloc(b->attr.n, sizeof *m->b_name);
    if (!m->b_class || !m->b_name)
        return sz__nomem(err);
    for (size_t i = 0; i < b->attr.n; i++) {
        int32_t attr = b->attr.at[i];
        sz_pair pair = attr < 0 ? (sz_pair){ SZ_BARRIER_NONE, -1 } : w->attrs.at[attr];
        m->b_class[i] = (uint8_t)pair.a;
        m->b_name[i] = sz__names_add(&m->names, sz__name(&w->source->names, pair.b));
        if (m->b_name[i] == -2)
            return sz__nomem(err);
    }
    return SZ_SUCCESS;
}

sz_status sz__need_index(sz_work *w, sz_error *err)
{
    const sz_edges *e = &w->edges;
    if (w->index.row)
        return SZ_SUCCESS;
    for (int32_t i = 0; i < e->n_edges; i++)
        if (sz__is_border(w, i) &&
            !sz__push(&w->seg, sz__segment(e->node[e->a[i]], e->node[e->b[i]],
                                           sz__parcel_left(w, 2 * i),
                                           sz__parcel_left(w, 2 * i + 1))))
            return sz__nomem(err);
    return sz__index_build(&w->index, w->seg.at, w->seg.n, err);
}

sz_status sz__make_borders(sz_work *w, sz_error *err)
{
    sz_map *m = w->map;
    sz_borders b = { 0 };
    sz_status status = sz__push(&b.row, 0) ? SZ_SUCCESS : sz__nomem(err);
    if (status != SZ_SUCCESS ||
        (status = sz__each_chain(w, add_border, &b, err)) != SZ_SUCCESS)
        goto done;
    if (b.left.n > INT32_MAX / 2) {
        status = sz__fail(err, SZ_ERR_DATA, -1, _("too many borders for one map"));
        goto done;
    }
    m->n_borders = (int32_t)b.left.n;
    if ((status = number_nodes(w, &b, err)) != SZ_SUCCESS ||
        (status = link_half_edges(w, &b, err)) != SZ_SUCCESS ||
        (status = name_borders(w, &b, err)) != SZ_SUCCESS)
        goto done;
    m->b_left = b.left.at;
    m->b_right = b.right.at;
    m->b_from = b.from.at;
    m->b_to = b.to.at;
    m->b_length = b.length.at;
    m->b_row = b.row.at;
    m->b_xy = b.xy.at;
    w->border_area = b.area.at;
    b.area.at = NULL;
    b.left.at = b.right.at = b.from.at = b.to.at = NULL;
    b.length.at = b.xy.at = NULL;
    b.row.at = NULL;
done:
    free(b.left.at);
    free(b.right.at);
    free(b.from.at);
    free(b.to.at);
    free(b.attr.at);
    free(b.first.at);
    free(b.last.at);
    free(b.length.at);
    free(b.xy.at);
    free(b.row.at);
    free(b.area.at);
    return status;
}
