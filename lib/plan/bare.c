/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Graphs without rings; see bare.h. */
#include "plan/bare.h"

#include <string.h>

#include "core/array.h"

/* A neighbour with more borders than so many is not asked whom it borders: the others
 * know. */
enum { MANY = 256 };

static bool allocate(sz_graph *g, size_t items)
{
    size_t n = (size_t)g->n;
    g->row = sz__zalloc(n + 1, sizeof *g->row);
    g->ring = sz__alloc(items, sizeof *g->ring);
    g->simple = sz__zalloc(n, sizeof *g->simple);
    g->weight = sz__alloc(n, sizeof *g->weight);
    g->area = sz__alloc(n, sizeof *g->area);
    g->x = sz__zalloc(n, sizeof *g->x);
    g->y = sz__zalloc(n, sizeof *g->y);
    g->town = sz__alloc(n, sizeof *g->town);
    g->today = sz__alloc(n, sizeof *g->today);
    g->kept_weight = sz__zalloc(n, sizeof *g->kept_weight);
    g->locked = sz__zalloc(n, sizeof *g->locked);
    g->component = sz__alloc(n, sizeof *g->component);
    g->member_row = sz__alloc(n + 1, sizeof *g->member_row);
    g->member = sz__alloc(n, sizeof *g->member);
    g->atom_of = sz__alloc(n, sizeof *g->atom_of);
    return g->row && g->ring && g->simple && g->weight && g->area && g->x && g->y &&
           g->town && g->today && g->kept_weight && g->locked && g->component &&
           g->member_row && g->member && g->atom_of;
}

/* Rows of neighbours in the order of the edges, the outside in front of each. */
static void fill_rows(sz_graph *g, const sz_bare *bare)
{
    for (size_t e = 0; e < bare->n_edges; e++) {
        g->row[bare->a[e]]++;
        g->row[bare->b[e]]++;
    }
    int32_t end = 0;
    for (int32_t v = 0; v <= g->n; v++) {
        int32_t items = v < g->n ? g->row[v] + 1 : 0;
        g->row[v] = end;
        if (v < g->n)
            g->ring[end] = (sz_ring_item){ -1, 0, 1, SZ_BARRIER_NONE };
        end += items;
    }
    int32_t *fill = g->component; /* not found yet */
    for (int32_t v = 0; v < g->n; v++)
        fill[v] = g->row[v] + 1;
    for (size_t e = 0; e < bare->n_edges; e++) {
        int32_t a = bare->a[e], b = bare->b[e];
        sz_ring_item item = { b, bare->length ? (float)bare->length[e] : 1, 1,
                              bare->barrier ? bare->barrier[e] : SZ_BARRIER_NONE };
        g->ring[fill[a]++] = item;
        item.atom = a;
        g->ring[fill[b]++] = item;
    }
}

sz_status sz__graph_bare(sz_graph *out, const sz_bare *bare, sz_error *err)
{
    sz_graph g = { .n = bare->n, .n_parcels = bare->n, .bare = true };
    if (!allocate(&g, (size_t)bare->n + 2 * bare->n_edges)) {
        sz__graph_release(&g);
        return sz__nomem(err);
    }
    for (int32_t v = 0; v < g.n; v++) {
        g.weight[v] = bare->weight[v];
        g.area[v] = bare->area ? bare->area[v] : 1;
        g.x[v] = bare->x ? bare->x[v] : 0;
        g.y[v] = bare->y ? bare->y[v] : 0;
        g.town[v] = bare->town ? bare->town[v] : -1;
        g.today[v] = bare->today ? bare->today[v] : -1;
        g.kept_weight[v] = g.today[v] >= 0 ? g.weight[v] : 0;
        g.locked[v] = bare->locked && bare->locked[v];
        g.member_row[v] = g.member[v] = g.atom_of[v] = v;
    }
    g.member_row[g.n] = g.n;
    fill_rows(&g, bare);
    sz_status status = sz__graph_components(&g, err);
    if (status)
        sz__graph_release(&g);
    else
        *out = g;
    return status;
}

/* Items of V's ring that border item I, as far as I's own ring tells. */
static void tie_item(const sz_graph *g, const int32_t *spot, int32_t i, uint64_t *tie)
{
    int32_t u = g->ring[i].atom;
    if (g->row[u + 1] - g->row[u] > MANY)
        return;
    for (int32_t k = g->row[u]; k < g->row[u + 1]; k++) {
        int32_t w = g->ring[k].atom;
        if (w < 0 || spot[w] < 0)
            continue;
        tie[spot[u]] |= 1ull << spot[w];
        tie[spot[w]] |= 1ull << spot[u];
    }
}

uint64_t *sz__ties_find(const sz_graph *g)
{
    uint64_t *tie = sz__zalloc((size_t)g->row[g->n], sizeof *tie);
    int32_t *spot = sz__alloc((size_t)g->n, sizeof *spot); /* first item of V's ring */
    if (!tie || !spot) {
        free(tie);
        free(spot);
        return NULL;
    }
    memset(spot, -1, (size_t)g->n * sizeof *spot);
    for (int32_t v = 0; v < g->n; v++) {
        int32_t from = g->row[v], n = g->row[v + 1] - from;
        n = n < 64 ? n : 64;
        for (int32_t i = 0; i < n; i++) {
            int32_t u = g->ring[from + i].atom;
            if (u < 0)
                continue;
            if (spot[u] < 0)
                spot[u] = i;
            tie[from + i] |= 1ull << spot[u]; /* one neighbour by two borders */
            tie[from + spot[u]] |= 1ull << i;
        }
        for (int32_t i = 0; i < n; i++)
            if (g->ring[from + i].atom >= 0)
                tie_item(g, spot, from + i, tie + from);
        for (int32_t i = 0; i < n; i++)
            if (g->ring[from + i].atom >= 0)
                spot[g->ring[from + i].atom] = -1;
    }
    free(spot);
    return tie;
}
