/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walking along borders over the noded edges. */
#include "map/chains.h"

typedef struct sz_walker {
    const sz_work *w;
    uint8_t *degree;       /* [nodes] borders that meet there, 3 for more */
    uint8_t *done;         /* [edges] */
    SZ__ARRAY(int32_t) h;
} sz_walker;

int32_t sz__next_border(const sz_work *w, int32_t h)
{
    int32_t next = w->faces.next[h];
    while (!sz__is_border(w, next >> 1))
        next = w->faces.next[next ^ 1];
    return next;
}

/* The half-edge of the same chain after H, -1 when the chain ends there. */
static int32_t after(const sz_walker *k, int32_t h)
{
    if (k->degree[sz__start(k->w, h ^ 1)] != 2)
        return -1;
    int32_t next = sz__next_border(k->w, h);
    return k->w->edge_attr[next >> 1] == k->w->edge_attr[h >> 1] ? next : -1;
}

/* Half-edge H and those that follow it in its chain, once round at most, to the
 * end of K->h; *ENDS: before they come back to H. */
static bool follow(sz_walker *k, int32_t h, bool *ends)
{
    int32_t first = h;
    do {
        k->done[h >> 1] = 1;
        if (!sz__push(&k->h, h))
            return false;
        h = after(k, h);
    } while (h >= 0 && h != first);
    *ends = h < 0;
    return true;
}

/* Collect the chain of edge E, which is its lowest: back to its start, then on from
 * E, unless it closes in itself. */
static bool collect(sz_walker *k, int32_t e)
{
    bool ends;
    k->h.n = 0;
    if (!follow(k, 2 * e + 1, &ends))
        return false;
    if (!ends)
        k->h.n = 0;
    for (size_t i = 0, j = k->h.n; i < j; i++) {
        int32_t h = k->h.at[--j];
        k->h.at[j] = k->h.at[i] ^ 1;
        k->h.at[i] = h ^ 1;
    }
    k->h.n -= ends; /* E itself, the last */
    return follow(k, 2 * e, &ends);
}

static void count_degrees(sz_walker *k)
{
    const sz_edges *e = &k->w->edges;
    for (int32_t i = 0; i < e->n_edges; i++) {
        if (!sz__is_border(k->w, i))
            continue;
        if (k->degree[e->a[i]] < 3)
            k->degree[e->a[i]]++;
        if (k->degree[e->b[i]] < 3)
            k->degree[e->b[i]]++;
    }
}

sz_status sz__each_chain(sz_work *w, sz_chain_fn fn, void *data, sz_error *err)
{
    sz_walker k = { .w = w };
    k.degree = sz__zalloc((size_t)w->edges.n_nodes, 1);
    k.done = sz__zalloc((size_t)w->edges.n_edges, 1);
    bool good = k.degree && k.done;
    if (good)
        count_degrees(&k);
    for (int32_t e = 0; good && e < w->edges.n_edges; e++)
        if (!k.done[e] && sz__is_border(w, e))
            good = collect(&k, e) && fn(w, (sz_chain){ k.h.at, k.h.n }, data);
    free(k.degree);
    free(k.done);
    free(k.h.at);
    return good ? SZ_SUCCESS : sz__nomem(err);
}
