/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Random spanning trees by Kruskal's method and their sums; see tree.h. */
#include "solve/tree.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/roots.h"
#include "solve/objective.h"

/* How far chance, the price of a border and today's limits decide which edges come
 * into the tree first, out of 65,536 together. */
enum { CHANCE = 32768, BY_PRICE = 20480, BY_HOME = 12288 };

sz_status sz__tree_init(sz_tree *t, const sz_task *task, sz_error *err)
{
    size_t n = (size_t)task->graph.n, edges = (size_t)task->graph.row[n];
    edges = edges > n ? edges : n; /* some of it serves as a stack of nodes */
    *t = (sz_tree){ .task = task };
    t->gathered = sz__alloc(n, sizeof *t->gathered);
    t->slot = sz__alloc(n, sizeof *t->slot);
    t->edge = sz__alloc(edges, sizeof *t->edge);
    t->outer = sz__alloc(n, sizeof *t->outer);
    t->at = sz__alloc(n, sizeof *t->at);
    t->parent = sz__alloc(n, sizeof *t->parent);
    t->size = sz__alloc(n, sizeof *t->size);
    t->weight = sz__alloc(n, sizeof *t->weight);
    t->ext = sz__alloc(n, sizeof *t->ext);
    t->cut = sz__alloc(n, sizeof *t->cut);
    t->seat_a = sz__alloc(n, sizeof *t->seat_a);
    t->seat_b = sz__alloc(n, sizeof *t->seat_b);
    if (task->n_sums > 0)
        t->sums = sz__alloc(n * (size_t)task->n_sums, sizeof *t->sums);
    if (task->has_held) {
        t->astray_a = sz__alloc(n, sizeof *t->astray_a);
        t->astray_b = sz__alloc(n, sizeof *t->astray_b);
    }
    t->order = sz__alloc(edges, sizeof *t->order);
    t->order2 = sz__alloc(edges, sizeof *t->order2);
    t->boss = sz__alloc(n, sizeof *t->boss);
    t->head = sz__alloc(n, sizeof *t->head);
    t->next = sz__alloc(2 * n, sizeof *t->next);
    t->link = sz__alloc(2 * n, sizeof *t->link);
    t->place = sz__alloc(n, sizeof *t->place);
    t->link_row = sz__alloc(n, sizeof *t->link_row);
    t->key = sz__alloc(edges, sizeof *t->key);
    if (!t->gathered || !t->slot || !t->edge || !t->outer || !t->at || !t->parent ||
        !t->size || !t->weight || !t->ext || !t->cut || !t->seat_a || !t->seat_b ||
        !t->order || !t->order2 || !t->boss || !t->head || !t->next || !t->link ||
        !t->place || !t->link_row || !t->key || (task->n_sums > 0 && !t->sums) ||
        (task->has_held && (!t->astray_a || !t->astray_b))) {
        sz__tree_release(t);
        return sz__nomem(err);
    }
    for (size_t v = 0; v < n; v++)
        t->slot[v] = -1;
    return SZ_SUCCESS;
}

void sz__tree_release(sz_tree *t)
{
    free(t->gathered);
    free(t->slot);
    free(t->edge);
    free(t->outer);
    free(t->at);
    free(t->parent);
    free(t->size);
    free(t->weight);
    free(t->ext);
    free(t->cut);
    free(t->seat_a);
    free(t->seat_b);
    free(t->astray_a);
    free(t->astray_b);
    free(t->sums);
    free(t->order);
    free(t->order2);
    free(t->boss);
    free(t->head);
    free(t->next);
    free(t->link);
    free(t->place);
    free(t->link_row);
    free(t->key);
    *t = (sz_tree){ 0 };
}

/* Borders across which the set does not connect, after those across which it does. */
static void gather_gaps(sz_tree *t)
{
    const sz_graph *g = &t->task->graph;
    for (int32_t i = 0; i < t->n; i++) {
        int32_t v = t->gathered[i];
        for (int32_t k = g->row[v]; k < g->row[v + 1]; k++) {
            int32_t u = g->ring[k].atom, j = u < 0 ? -1 : t->slot[u];
            float price = t->task->price[k];
            if (!g->ring[k].edge && j >= 0 && u > v && price != 0)
                t->edge[t->n_borders++] = (sz_tree_edge){ i, j, price, 0 };
        }
    }
}

void sz__tree_gather(sz_tree *t, const int32_t *atoms, int32_t n)
{
    const sz_graph *g = &t->task->graph;
    const int32_t *home = t->task->home;
    float dearest = 0;
    for (int32_t i = 0; i < t->n; i++)
        t->slot[t->gathered[i]] = -1;
    t->n = n;
    t->n_edges = 0;
    for (int32_t i = 0; i < n; i++) {
        t->gathered[i] = atoms[i];
        t->slot[atoms[i]] = i;
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t v = atoms[i], outer = 0;
        for (int32_t k = g->row[v]; k < g->row[v + 1]; k++) {
            int32_t u = g->ring[k].atom;
            if (!g->ring[k].edge)
                continue;
            int32_t j = u < 0 ? -1 : t->slot[u];
            outer += j < 0;
            if (j < 0 || u < v)
                continue;
            float price = t->task->price[k];
            dearest = price > dearest ? price : dearest;
            uint16_t bias = home[v] == home[u] ? 0 : BY_HOME;
            t->edge[t->n_edges++] = (sz_tree_edge){ i, j, price, bias };
        }
        t->outer[i] = outer;
    }
    t->n_borders = t->n_edges;
    if (t->task->has_gaps)
        gather_gaps(t);
    if (dearest > 0)
        for (int32_t e = 0; e < t->n_edges; e++)
            t->edge[e].bias =
                (uint16_t)(t->edge[e].bias + BY_PRICE -
                           BY_PRICE * fmaxf(t->edge[e].price, 0) / dearest);
}

/* Edges in the order of their keys: least significant digit first. */
static void sort_edges(sz_tree *t, sz_rng *rng)
{
    uint32_t low[257] = { 0 }, high[257] = { 0 };
    for (int32_t e = 0; e < t->n_edges; e++) {
        uint16_t key = (uint16_t)(t->edge[e].bias + sz__rng_below(rng, CHANCE));
        t->key[e] = key;
        low[(key & 255) + 1]++;
        high[(key >> 8) + 1]++;
    }
    for (int i = 0; i < 256; i++) {
        low[i + 1] += low[i];
        high[i + 1] += high[i];
    }
    for (int32_t e = 0; e < t->n_edges; e++)
        t->order2[low[t->key[e] & 255]++] = e;
    for (int32_t i = 0; i < t->n_edges; i++) {
        int32_t e = t->order2[i];
        t->order[high[t->key[e] >> 8]++] = e;
    }
}

/* Tree edges as linked lists of slots; false when the set is not connected. */
static bool span(sz_tree *t)
{
    int32_t links = 0;
    for (int32_t i = 0; i < t->n; i++) {
        t->boss[i] = i;
        t->head[i] = -1;
    }
    for (int32_t i = 0; i < t->n_edges && links < 2 * (t->n - 1); i++) {
        const sz_tree_edge *e = &t->edge[t->order[i]];
        int32_t a = sz__root(t->boss, e->u), b = sz__root(t->boss, e->v);
        if (a == b)
            continue;
        t->boss[a] = b;
        t->link[links] = e->v;
        t->next[links] = t->head[e->u];
        t->head[e->u] = links++;
        t->link[links] = e->u;
        t->next[links] = t->head[e->v];
        t->head[e->v] = links++;
    }
    return links == 2 * (t->n - 1);
}

/* Number the nodes in preorder from slot START. */
static void number(sz_tree *t, int32_t start)
{
    int32_t top = 0, n = 0, *stack = t->order2, *up = t->link_row;
    stack[top++] = start;
    up[start] = -1;
    while (top) {
        int32_t s = stack[--top];
        t->place[s] = n;
        t->at[n] = s;
        t->parent[n] = up[s];
        for (int32_t l = t->head[s]; l >= 0; l = t->next[l])
            if (up[s] < 0 || t->link[l] != t->at[up[s]]) {
                up[t->link[l]] = n;
                stack[top++] = t->link[l];
            }
        n++;
    }
}

/* Price of each cut: every edge of the set counts at both its ends, and not at all
 * from their lowest common ancestor upwards. Going backwards through the preorder,
 * the lowest open ancestor of a closed node is that ancestor. */
static void price_cuts(sz_tree *t)
{
    int32_t *head = t->head, *next = t->order;
    for (int32_t i = 0; i < t->n; i++) {
        head[i] = -1;
        t->boss[i] = i;
        t->cut[i] = 0;
    }
    for (int32_t e = 0; e < t->n_borders; e++) { /* hung at the end that closes last */
        int32_t i = t->place[t->edge[e].u], j = t->place[t->edge[e].v];
        t->cut[i] += t->edge[e].price;
        t->cut[j] += t->edge[e].price;
        int32_t last = i < j ? i : j;
        next[e] = head[last];
        head[last] = e;
    }
    for (int32_t i = t->n - 1; i >= 0; i--) {
        for (int32_t e = head[i]; e >= 0; e = next[e]) {
            int32_t u = t->place[t->edge[e].u], v = t->place[t->edge[e].v];
            t->cut[sz__root(t->boss, u == i ? v : u)] -= 2.0 * t->edge[e].price;
        }
        if (i > 0) {
            t->boss[i] = t->parent[i];
            t->cut[t->parent[i]] += t->cut[i];
        }
    }
}

bool sz__tree_grow(sz_tree *t, sz_rng *rng, int32_t a, int32_t b)
{
    const sz_task *task = t->task;
    size_t sums = (size_t)task->n_sums;
    sort_edges(t, rng);
    if (!span(t))
        return false;
    number(t, (int32_t)sz__rng_below(rng, (uint32_t)t->n));
    for (int32_t i = t->n - 1; i >= 0; i--) {
        int32_t v = sz__tree_atom(t, i);
        t->size[i] = 1;
        t->weight[i] = task->graph.weight[v];
        t->ext[i] = t->outer[t->at[i]];
        t->seat_a[i] = sz__seat(task, v, a);
        t->seat_b[i] = sz__seat(task, v, b);
        if (task->has_held) {
            t->astray_a[i] = sz__astray(task, v, a);
            t->astray_b[i] = sz__astray(task, v, b);
        }
        for (size_t k = 0; k < sums; k++)
            t->sums[(size_t)i * sums + k] = task->sums[(size_t)v * sums + k];
    }
    for (int32_t i = t->n - 1; i > 0; i--) {
        int32_t p = t->parent[i];
        t->size[p] += t->size[i];
        t->weight[p] += t->weight[i];
        t->ext[p] += t->ext[i];
        t->seat_a[p] += t->seat_a[i];
        t->seat_b[p] += t->seat_b[i];
        if (task->has_held) {
            t->astray_a[p] += t->astray_a[i];
            t->astray_b[p] += t->astray_b[i];
        }
        for (size_t k = 0; k < sums; k++)
            t->sums[(size_t)p * sums + k] += t->sums[(size_t)i * sums + k];
    }
    price_cuts(t);
    return true;
}
