/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Borders from chains, and the half-edges that walk round parcels. */
#include <math.h>

#include "core/i18n.h"
#include "map/chains.h"

typedef struct sz_border_made {
    int32_t first, last;           /* half-edges of the noding */
    size_t end;                    /* of its points */
    double length;
    uint64_t area;                 /* part in twice the area on the left, wrapping */
} sz_border_made;

typedef struct sz_borders {
    SZ__ARRAY(sz_border_made) made;
    SZ__ARRAY(double) xy;
} sz_borders;

static void put_point(sz_borders *b, const sz_grid *grid, sz_gpoint p)
{
    b->xy.at[b->xy.n++] = sz__grid_x(grid, p.x);
    b->xy.at[b->xy.n++] = sz__grid_y(grid, p.y);
}

/* A chain becomes a border: its left is the parcel with the lower number, never
 * the outside. */
static bool add_border(sz_work *w, sz_chain chain, void *data)
{
    sz_borders *b = data;
    int32_t left = w->left[chain.h[0]], right = w->left[chain.h[0] ^ 1];
    bool turned = left < 0 || (right >= 0 && right < left);
    int32_t first = turned ? chain.h[chain.n - 1] ^ 1 : chain.h[0];
    int32_t last = turned ? chain.h[0] ^ 1 : chain.h[chain.n - 1];
    double length = 0;
    uint64_t area = 0;
    if (!sz__reserve(&b->xy, 2 * (chain.n + 1)))
        return false;
    sz_gpoint p = w->edges.node[sz__start(w, first)];
    put_point(b, &w->grid, p);
    for (size_t i = 0; i < chain.n; i++) {
        int32_t h = turned ? chain.h[chain.n - 1 - i] ^ 1 : chain.h[i];
        sz_gpoint q = w->edges.node[sz__start(w, h ^ 1)];
        double dx = (double)q.x - p.x, dy = (double)q.y - p.y;
        length += sqrt(dx * dx + dy * dy);
        area += (uint64_t)p.x * (uint64_t)q.y - (uint64_t)q.x * (uint64_t)p.y;
        put_point(b, &w->grid, q);
        p = q;
    }
    length = w->grid.per_metre > 0 ? length / w->grid.per_metre : length * w->grid.step;
    return sz__push(&b->made, (sz_border_made){ first, last, b->xy.n / 2, length, area });
}

/* The columns of the map, and the areas for its rings. */
static bool file_borders(sz_work *w, const sz_borders *b)
{
    sz_map *m = w->map;
    size_t n = b->made.n;
    if (!(m->b_left = sz__alloc(n, sizeof *m->b_left)) ||
        !(m->b_right = sz__alloc(n, sizeof *m->b_right)) ||
        !(m->b_from = sz__alloc(n, sizeof *m->b_from)) ||
        !(m->b_to = sz__alloc(n, sizeof *m->b_to)) ||
        !(m->b_length = sz__alloc(n, sizeof *m->b_length)) ||
        !(m->b_row = sz__alloc(n + 1, sizeof *m->b_row)) ||
        !(w->border_area = sz__alloc(n, sizeof *w->border_area)))
        return false;
    m->n_borders = (int32_t)n;
    m->b_row[0] = 0;
    for (size_t i = 0; i < n; i++) {
        const sz_border_made *made = &b->made.at[i];
        m->b_left[i] = w->left[made->first];
        m->b_right[i] = w->left[made->first ^ 1];
        m->b_from[i] = sz__start(w, made->first);
        m->b_to[i] = sz__start(w, made->last ^ 1);
        m->b_length[i] = made->length;
        m->b_row[i + 1] = made->end;
        w->border_area[i] = made->area;
    }
    return true;
}

/* Number the nodes where borders end, in the order of their places. */
static bool number_nodes(sz_work *w)
{
    sz_map *m = w->map;
    int32_t *number = sz__zalloc((size_t)w->edges.n_nodes, sizeof *number);
    if (!number)
        return false;
    for (int32_t i = 0; i < m->n_borders; i++)
        number[m->b_from[i]] = number[m->b_to[i]] = 1;
    for (int32_t v = 0; v < w->edges.n_nodes; v++)
        number[v] = number[v] ? m->n_nodes++ : -1;
    for (int32_t i = 0; i < m->n_borders; i++) {
        m->b_from[i] = number[m->b_from[i]];
        m->b_to[i] = number[m->b_to[i]];
    }
    free(number);
    return true;
}

/* he_next from the noding: what follows the last edge of one border is the
 * first edge of another. */
static bool link_half_edges(sz_work *w, const sz_borders *b)
{
    int32_t *starts = sz__alloc(2 * (size_t)w->edges.n_edges, sizeof *starts);
    sz_map *m = w->map;
    m->he_next = sz__alloc(2 * b->made.n, sizeof *m->he_next);
    if (!starts || !m->he_next) {
        free(starts);
        return false;
    }
    for (size_t i = 0; i < b->made.n; i++) {
        starts[b->made.at[i].first] = 2 * (int32_t)i;
        starts[b->made.at[i].last ^ 1] = 2 * (int32_t)i + 1;
    }
    for (size_t i = 0; i < b->made.n; i++) {
        m->he_next[2 * i] = starts[sz__next_border(w, b->made.at[i].last)];
        m->he_next[2 * i + 1] = starts[sz__next_border(w, b->made.at[i].first ^ 1)];
    }
    free(starts);
    return true;
}

/* Classes and names; the map has its own names. */
static bool name_borders(sz_work *w, const sz_borders *b)
{
    sz_map *m = w->map;
    m->b_class = sz__alloc(b->made.n, sizeof *m->b_class);
    m->b_name = sz__alloc(b->made.n, sizeof *m->b_name);
    if (!m->b_class || !m->b_name)
        return false;
    for (size_t i = 0; i < b->made.n; i++) {
        int32_t attr = w->edge_attr[b->made.at[i].first >> 1];
        sz_pair pair = attr < 0 ? (sz_pair){ SZ_BARRIER_NONE, -1 } : w->attrs.at[attr];
        m->b_class[i] = (uint8_t)pair.a;
        m->b_name[i] = sz__names_add(&m->names, sz__name(&w->source->names, pair.b));
        if (m->b_name[i] == -2)
            return false;
    }
    return true;
}

sz_status sz__need_index(sz_work *w, sz_error *err)
{
    const sz_edges *e = &w->edges;
    if (w->index.row)
        return SZ_SUCCESS;
    for (int32_t i = 0; i < e->n_edges; i++)
        if (sz__is_border(w, i) &&
            !sz__push(&w->seg, sz__segment(e->node[e->a[i]], e->node[e->b[i]],
                                           w->left[2 * i], w->left[2 * i + 1])))
            return sz__nomem(err);
    return sz__index_build(&w->index, w->seg.at, w->seg.n, err);
}

sz_status sz__make_borders(sz_work *w, sz_error *err)
{
    sz_borders b = { 0 };
    size_t points = (size_t)w->edges.n_edges;
    if (!sz__reserve(&b.xy, 2 * (points + points / 2))) /* more, if chains are short */
        return sz__nomem(err);
    sz_status status = sz__each_chain(w, add_border, &b, err);
    if (status == SZ_SUCCESS && b.made.n > INT32_MAX / 2)
        status = sz__fail(err, SZ_ERR_DATA, -1, _("too many borders for one map"));
    else if (status == SZ_SUCCESS &&
             (!file_borders(w, &b) || !number_nodes(w) || !link_half_edges(w, &b) ||
              !name_borders(w, &b)))
        status = sz__nomem(err);
    w->map->b_xy = b.xy.at;
    free(b.made.at);
    return status;
}
