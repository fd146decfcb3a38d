/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cheapest cut. */
#include "text/flow.h"

#include <string.h>

#include "core/array.h"

typedef struct net {
    size_t n;
    int32_t *row, *item;   /* [2 * arcs] 2a: arc a there, 2a + 1: back */
    int32_t *head;         /* [2 * arcs] */
    int64_t *left;         /* [2 * arcs] capacity that is left */
    int32_t *layer, *queue, *at; /* [n] */
    int32_t *path;         /* [n] items from the source on */
} net;

static bool net_open(net *f, size_t n, const sz_arc *arc, size_t n_arcs)
{
    *f = (net){ .n = n };
    f->row = sz__zalloc(n + 2, sizeof *f->row);
    f->item = sz__alloc(2 * n_arcs, sizeof *f->item);
    f->head = sz__alloc(2 * n_arcs, sizeof *f->head);
    f->left = sz__alloc(2 * n_arcs, sizeof *f->left);
    f->layer = sz__alloc(n, sizeof *f->layer);
    f->queue = sz__alloc(n, sizeof *f->queue);
    f->at = sz__alloc(n, sizeof *f->at);
    f->path = sz__alloc(n, sizeof *f->path);
    if (!f->row || !f->item || !f->head || !f->left || !f->layer || !f->queue ||
        !f->at || !f->path)
        return false;
    for (size_t a = 0; a < n_arcs; a++) {
        f->row[arc[a].from + 2]++;
        f->row[arc[a].to + 2]++;
    }
    for (size_t v = 0; v < n; v++)
        f->row[v + 2] += f->row[v + 1];
    for (size_t a = 0; a < n_arcs; a++) {
        f->item[f->row[arc[a].from + 1]++] = (int32_t)(2 * a);
        f->item[f->row[arc[a].to + 1]++] = (int32_t)(2 * a + 1);
        f->head[2 * a] = arc[a].to;
        f->head[2 * a + 1] = arc[a].from;
        f->left[2 * a] = arc[a].there;
        f->left[2 * a + 1] = arc[a].back;
    }
    return true;
}

static void net_release(net *f)
{
    free(f->row);
    free(f->item);
    free(f->head);
    free(f->left);
    free(f->layer);
    free(f->queue);
    free(f->at);
    free(f->path);
}

/* Layers of what can still be reached; whether SINK is. */
static bool find_layers(net *f, int32_t source, int32_t sink)
{
    size_t done = 0, n = 0;
    for (size_t v = 0; v < f->n; v++)
        f->layer[v] = -1;
    f->layer[source] = 0;
    f->queue[n++] = source;
    while (done < n) {
        int32_t v = f->queue[done++];
        for (int32_t i = f->row[v]; i < f->row[v + 1]; i++) {
            int32_t to = f->head[f->item[i]];
            if (f->left[f->item[i]] > 0 && f->layer[to] < 0) {
                f->layer[to] = f->layer[v] + 1;
                f->queue[n++] = to;
            }
        }
    }
    return f->layer[sink] >= 0;
}

/* One more path from layer to layer; false when there is none. */
static bool augment(net *f, int32_t source, int32_t sink)
{
    size_t depth = 0;
    int32_t v = source;
    while (v != sink) {
        int32_t i = f->at[v] < f->row[v + 1] ? f->item[f->at[v]] : -1;
        if (i >= 0 && f->left[i] > 0 && f->layer[f->head[i]] == f->layer[v] + 1) {
            f->path[depth++] = i;
            v = f->head[i];
        } else if (i >= 0) {
            f->at[v]++;
        } else if (depth == 0) {
            return false;
        } else { /* nothing leads on from here: step back */
            v = f->head[f->path[--depth] ^ 1];
            f->at[v]++;
        }
    }
    int64_t much = INT64_MAX;
    for (size_t k = 0; k < depth; k++)
        much = f->left[f->path[k]] < much ? f->left[f->path[k]] : much;
    for (size_t k = 0; k < depth; k++) {
        f->left[f->path[k]] -= much;
        f->left[f->path[k] ^ 1] += much;
    }
    return true;
}

bool sz__cheapest_cut(size_t n, const sz_arc *arc, size_t n_arcs, int32_t source,
                      int32_t sink, bool *side)
{
    net f;
    bool ok = net_open(&f, n, arc, n_arcs);
    while (ok && find_layers(&f, source, sink)) {
        memcpy(f.at, f.row, n * sizeof *f.at);
        while (augment(&f, source, sink))
            ;
    }
    for (size_t v = 0; ok && v < n; v++)
        side[v] = f.layer[v] >= 0;
    net_release(&f);
    return ok;
}
