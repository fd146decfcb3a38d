/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding clashes by putting together what must go together. */
#include "solve/clash.h"

#include "core/array.h"

typedef struct groups {
    const sz_task *task;
    int32_t *boss;   /* [n] union-find */
    int32_t *next;   /* [n] members of a group as a ring of atoms */
    int64_t *weight; /* [n] of the group, at its root */
} groups;

static int32_t root(groups *g, int32_t v)
{
    while (g->boss[v] != v)
        v = g->boss[v] = g->boss[g->boss[v]];
    return v;
}

static void unite(groups *g, int32_t a, int32_t b)
{
    int32_t after = g->next[a];
    g->next[a] = g->next[b];
    g->next[b] = after;
    g->boss[b] = a;
    g->weight[a] += g->weight[b];
}

/* Neighbours of group A that may join it: none (-1), the only one, or one of several
 * (*SEVERAL). *LEAST: households with the lightest neighbour, 0 without neighbours. */
static int32_t partner(groups *g, int32_t a, bool *several, int64_t *least)
{
    const sz_graph *graph = &g->task->graph;
    int32_t found = -1, v = a;
    *several = false;
    *least = 0;
    do {
        for (int32_t i = graph->row[v]; i < graph->row[v + 1] && !*several; i++) {
            int32_t u = graph->ring[i].atom;
            if (!graph->ring[i].edge || u < 0 || graph->locked[u])
                continue;
            int32_t b = root(g, u);
            int64_t together = g->weight[a] + g->weight[b];
            if (b == a)
                continue;
            if (*least == 0 || together < *least)
                *least = together;
            if (together > g->task->max || b == found)
                continue;
            *several = found >= 0;
            found = b;
        }
        v = g->next[v];
    } while (v != a && !*several);
    return found;
}

/* The heaviest atom of group A, and how many it has. */
static sz_clash describe(const groups *g, int32_t a, int64_t least)
{
    const sz_graph *graph = &g->task->graph;
    sz_clash clash = { a, 0, g->weight[a], least };
    int32_t v = a;
    do {
        clash.atoms++;
        if (graph->weight[v] > graph->weight[clash.atom] ||
            (graph->weight[v] == graph->weight[clash.atom] && v < clash.atom))
            clash.atom = v;
        v = g->next[v];
    } while (v != a);
    return clash;
}

sz_status sz__find_clashes(const sz_task *task, sz_clash **clashes, size_t *n,
                           sz_error *err)
{
    size_t atoms = (size_t)task->graph.n;
    SZ__ARRAY(sz_clash) found = SZ__ARRAY_INIT;
    groups g = { .task = task };
    g.boss = sz__alloc(atoms, sizeof *g.boss);
    g.next = sz__alloc(atoms, sizeof *g.next);
    g.weight = sz__alloc(atoms, sizeof *g.weight);
    bool ok = g.boss && g.next && g.weight, again = ok;
    for (int32_t v = 0; v < task->graph.n && ok; v++) {
        g.boss[v] = g.next[v] = v;
        g.weight[v] = task->graph.weight[v];
    }
    while (again && ok) {
        again = false;
        found.n = 0;
        for (int32_t v = 0; v < task->graph.n && ok; v++) {
            bool several;
            int64_t least;
            if (g.boss[v] != v || g.weight[v] >= task->min || task->graph.locked[v])
                continue;
            int32_t other = partner(&g, v, &several, &least);
            if (several || least == 0)
                continue;
            if (other < 0)
                ok = sz__push(&found, describe(&g, v, least));
            else
                unite(&g, v, other);
            again |= other >= 0;
        }
    }
    free(g.boss);
    free(g.next);
    free(g.weight);
    if (!ok) {
        free(found.at);
        return sz__nomem(err);
    }
    *clashes = found.at;
    *n = found.n;
    return SZ_SUCCESS;
}
