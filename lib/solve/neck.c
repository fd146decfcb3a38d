/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bottlenecks by the articulation points of the graph of atoms. */
#include "solve/neck.h"

#include "core/array.h"

/* Fewest of W households that cannot be in whole communities of their own. */
static int64_t must_leave(const sz_task *t, int64_t w)
{
    int64_t q = t->min > 0 ? w / t->min : w;
    return q > w / t->max ? 0 : w - q * t->max;
}

typedef struct walk {
    const sz_task *task;
    /* [n] order of visit, earliest reached, parent, next ring item */
    int32_t *seen, *low, *up, *at;
    int32_t *visited;    /* [n] atoms in the order of visit */
    int64_t *below;      /* [n] households of the subtree */
    int64_t *off;        /* [n] of those, in pieces that the atom cuts off */
    int64_t *leave;      /* [n] what these pieces must leave, together */
    int64_t *most;       /* [n] households of the piece that must leave most */
    int64_t *most_leave; /* [n] and how many */
} walk;

static bool open_walk(walk *w, const sz_task *task)
{
    size_t n = (size_t)task->graph.n;
    *w = (walk){ .task = task };
    w->seen = sz__zalloc(n, sizeof *w->seen);
    w->low = sz__zalloc(n, sizeof *w->low);
    w->up = sz__zalloc(n, sizeof *w->up);
    w->at = sz__zalloc(n, sizeof *w->at);
    w->visited = sz__zalloc(n, sizeof *w->visited);
    w->below = sz__zalloc(n, sizeof *w->below);
    w->off = sz__zalloc(n, sizeof *w->off);
    w->leave = sz__zalloc(n, sizeof *w->leave);
    w->most = sz__zalloc(n, sizeof *w->most);
    w->most_leave = sz__zalloc(n, sizeof *w->most_leave);
    return w->seen && w->low && w->up && w->at && w->visited && w->below && w->off &&
           w->leave && w->most && w->most_leave;
}

static void close_walk(walk *w)
{
    free(w->seen);
    free(w->low);
    free(w->up);
    free(w->at);
    free(w->visited);
    free(w->below);
    free(w->off);
    free(w->leave);
    free(w->most);
    free(w->most_leave);
}

/* A piece of WEIGHT households hangs on V. */
static void hang(walk *w, int32_t v, int64_t weight)
{
    int64_t leave = must_leave(w->task, weight);
    w->off[v] += weight;
    w->leave[v] += leave;
    if (leave > w->most_leave[v]) {
        w->most_leave[v] = leave;
        w->most[v] = weight;
    }
}

/* Visit all that hangs together with START; returns the new clock. */
static int32_t visit(walk *w, int32_t start, int32_t clock)
{
    const sz_graph *g = &w->task->graph;
    int32_t v = start;
    w->visited[clock] = v;
    w->seen[v] = w->low[v] = ++clock;
    w->up[v] = -1;
    w->at[v] = g->row[v];
    w->below[v] = g->weight[v];
    while (v >= 0) {
        if (w->at[v] < g->row[v + 1]) {
            const sz_ring_item *item = &g->ring[w->at[v]++];
            int32_t u = item->atom;
            if (!item->edge || u < 0 || g->locked[u])
                continue;
            if (w->seen[u]) {
                w->low[v] = w->seen[u] < w->low[v] ? w->seen[u] : w->low[v];
                continue;
            }
            w->visited[clock] = u;
            w->seen[u] = w->low[u] = ++clock;
            w->up[u] = v;
            w->at[u] = g->row[u];
            w->below[u] = g->weight[u];
            v = u;
            continue;
        }
        int32_t above = w->up[v];
        if (above >= 0) {
            w->below[above] += w->below[v];
            w->low[above] = w->low[v] < w->low[above] ? w->low[v] : w->low[above];
            if (w->low[v] >= w->seen[above])
                hang(w, above, w->below[v]);
        }
        v = above;
    }
    return clock;
}

sz_status sz__find_necks(const sz_task *task, sz_neck **necks, size_t *n, sz_error *err)
{
    const sz_graph *g = &task->graph;
    SZ__ARRAY(sz_neck) found = SZ__ARRAY_INIT;
    walk w;
    bool ok = open_walk(&w, task);
    int32_t clock = 0;
    for (int32_t start = 0; start < g->n && ok; start++) {
        if (w.seen[start] || g->locked[start])
            continue;
        int32_t from = clock;
        clock = visit(&w, start, clock);
        for (int32_t i = from; i < clock && ok; i++) {
            int32_t v = w.visited[i];
            int64_t rest = w.below[start] - w.off[v] - g->weight[v];
            if (w.off[v] == 0 || g->weight[v] > task->max)
                continue; /* no articulation, or too big by itself */
            hang(&w, v, rest);
            int64_t joined = g->weight[v] + w.leave[v];
            if (joined > task->max)
                ok = sz__push(&found, (sz_neck){ v, w.most[v], joined });
        }
    }
    close_walk(&w);
    if (!ok) {
        free(found.at);
        return sz__nomem(err);
    }
    *necks = found.at;
    *n = found.n;
    return SZ_SUCCESS;
}
