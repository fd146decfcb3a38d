/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts and enclaves of a broken plan: each community keeps its heaviest part; what a
 * community encloses goes to it, or the ring is opened, whichever moves fewer
 * households. */
#include <math.h>

#include "solve/start.h"

void sz__find_pieces(sz_starter *w, int32_t zone, bool same)
{
    const sz_graph *g = &w->s->task->graph;
    const int32_t *label = w->s->st.label;
    int32_t tail = 0;
    w->n_pieces = 0;
    for (int32_t v = 0; v < g->n; v++)
        w->piece[v] = -1;
    for (int32_t v = 0; v < g->n; v++) {
        if (w->piece[v] >= 0 || (label[v] == zone) != same)
            continue;
        int32_t p = w->n_pieces++, head = tail;
        w->first[p] = tail;
        w->weight[p] = 0;
        w->outer[p] = w->held[p] = 0;
        w->piece[v] = p;
        w->queue[tail++] = v;
        while (head < tail) {
            int32_t u = w->queue[head++];
            w->weight[p] += g->weight[u];
            w->held[p] |= g->locked[u];
            for (int32_t i = g->row[u]; i < g->row[u + 1]; i++) {
                int32_t x = g->ring[i].atom;
                if (!g->ring[i].edge)
                    continue;
                w->outer[p] |= x < 0;
                if (x >= 0 && w->piece[x] < 0 && (label[x] == zone) == same) {
                    w->piece[x] = p;
                    w->queue[tail++] = x;
                }
            }
        }
    }
    w->first[w->n_pieces] = tail;
}

static void set(sz_starter *w, int32_t v, int32_t to)
{
    sz__state_move(&w->s->st, v, to, ~0u);
}

void sz__keep_main_parts(sz_starter *w)
{
    sz_search *s = w->s;
    const sz_graph *g = &s->task->graph;
    int32_t *main_of = s->hops; /* [zone] number of its heaviest part */
    int64_t *weight = w->weight;
    int32_t n = 0, tail = 0;
    for (int32_t v = 0; v < g->n; v++)
        w->piece[v] = -1;
    for (int32_t z = 0; z < s->st.n_zones; z++)
        main_of[z] = -1;
    for (int32_t v = 0; v < g->n; v++) {
        int32_t zone = s->st.label[v], head = tail;
        if (w->piece[v] >= 0 || zone < 0 || sz__zone_fixed(s->task, zone))
            continue;
        weight[n] = 0;
        double area = 0;
        w->piece[v] = n;
        w->queue[tail++] = v;
        while (head < tail) {
            int32_t u = w->queue[head++];
            weight[n] += g->weight[u];
            area += g->area[u];
            for (int32_t i = g->row[u]; i < g->row[u + 1]; i++) {
                int32_t x = g->ring[i].atom;
                if (x >= 0 && g->ring[i].edge && w->piece[x] < 0 &&
                    s->st.label[x] == zone) {
                    w->piece[x] = n;
                    w->queue[tail++] = x;
                }
            }
        }
        w->far[n] = area;
        int32_t old = main_of[zone];
        if (old < 0 || weight[n] > weight[old] ||
            (weight[n] == weight[old] && area > w->far[old]))
            main_of[zone] = n;
        n++;
    }
    for (int32_t v = 0; v < g->n; v++)
        if (w->piece[v] >= 0 && main_of[s->st.label[v]] != w->piece[v])
            set(w, v, SZ_NOBODY);
}

/* ---- a heap of atoms by w->far, for the cheapest way ---- */

static bool nearer(const sz_starter *w, int32_t u, int32_t v)
{
    return w->far[u] < w->far[v] || (w->far[u] <= w->far[v] && u < v);
}

static void sift_up(sz_starter *w, int32_t i)
{
    int32_t v = w->heap[i];
    for (; i > 0 && nearer(w, v, w->heap[(i - 1) / 2]); i = (i - 1) / 2)
        w->heap_at[w->heap[i] = w->heap[(i - 1) / 2]] = i;
    w->heap_at[w->heap[i] = v] = i;
}

static int32_t pop(sz_starter *w)
{
    int32_t least = w->heap[0], v = w->heap[--w->n_heap], i = 0;
    for (int32_t c; (c = 2 * i + 1) < w->n_heap; i = c) {
        if (c + 1 < w->n_heap && nearer(w, w->heap[c + 1], w->heap[c]))
            c++;
        if (!nearer(w, w->heap[c], v))
            break;
        w->heap_at[w->heap[i] = w->heap[c]] = i;
    }
    if (w->n_heap)
        w->heap_at[w->heap[i] = v] = i;
    return least;
}

static void approach(sz_starter *w, int32_t v, int32_t from, double far)
{
    if (w->far[v] <= far)
        return;
    if (w->far[v] >= INFINITY)
        w->heap_at[v] = w->n_heap++;
    w->far[v] = far;
    w->back[v] = from;
    w->heap[w->heap_at[v]] = v;
    sift_up(w, w->heap_at[v]);
}

/* Cheapest way, in households, through zone Z from piece P to something in another
 * piece or outside. Returns its last atom, whose w->back leads to P (-1: the atom
 * borders P itself); -1 when there is none. */
static int32_t find_way(sz_starter *w, int32_t z, int32_t p)
{
    const sz_graph *g = &w->s->task->graph;
    for (int32_t v = 0; v < g->n; v++)
        w->far[v] = INFINITY;
    w->n_heap = 0;
    for (int32_t i = w->first[p]; i < w->first[p + 1]; i++)
        for (int32_t k = g->row[w->queue[i]]; k < g->row[w->queue[i] + 1]; k++) {
            int32_t u = g->ring[k].atom;
            if (g->ring[k].edge && u >= 0 && w->s->st.label[u] == z)
                approach(w, u, -1, (double)g->weight[u] + 1);
        }
    while (w->n_heap) {
        int32_t v = pop(w);
        for (int32_t k = g->row[v]; k < g->row[v + 1]; k++) {
            int32_t u = g->ring[k].atom;
            if (!g->ring[k].edge)
                continue;
            if (u < 0 || (w->s->st.label[u] != z && w->piece[u] != p))
                return v;
            if (w->s->st.label[u] == z)
                approach(w, u, v, w->far[v] + (double)g->weight[u] + 1);
        }
    }
    return -1;
}

/* The zone (or SZ_NOBODY) of an atom of piece P that borders V. */
static int32_t zone_beside(const sz_starter *w, int32_t v, int32_t p)
{
    const sz_graph *g = &w->s->task->graph;
    for (int32_t k = g->row[v]; k < g->row[v + 1]; k++) {
        int32_t u = g->ring[k].atom;
        if (!g->ring[k].edge || u < 0 || w->piece[u] != p)
            continue;
        int32_t z = w->s->st.label[u];
        if (z >= 0 && !sz__zone_fixed(w->s->task, z))
            return z;
    }
    return SZ_NOBODY;
}

bool sz__reaches_outside(const sz_starter *w, int32_t z)
{
    const sz_graph *g = &w->s->task->graph;
    const int32_t *member = sz__state_members(&w->s->st, z);
    for (int32_t m = 0; m < w->s->st.zone[z].count; m++)
        for (int32_t i = g->row[member[m]]; i < g->row[member[m] + 1]; i++)
            if (g->ring[i].edge && g->ring[i].atom < 0)
                return true;
    return false;
}

bool sz__unlock(sz_starter *w, int32_t z, bool may_open)
{
    sz_search *s = w->s;
    int32_t outer = 0;
    sz__find_pieces(w, z, false);
    for (int32_t p = 1; p < w->n_pieces; p++) /* a map without outside: the heaviest */
        if (w->outer[p] > w->outer[outer] ||
            (w->outer[p] == w->outer[outer] && w->weight[p] > w->weight[outer]))
            outer = p;
    if (w->n_pieces && !w->outer[outer] && sz__reaches_outside(w, z))
        outer = -1; /* the outside is a piece of its own: all others are shut in */
    for (int32_t p = 0; p < w->n_pieces; p++) {
        if (w->outer[p] || p == outer)
            continue;
        int64_t over = s->st.zone[z].weight + w->weight[p] - s->task->max;
        double absorb = (double)w->weight[p] + (double)(over > 0 ? over : 0);
        int32_t v = may_open ? find_way(w, z, p) : -1;
        if (v >= 0 && (w->held[p] || w->far[v] < absorb)) {
            int32_t first = v;
            while (w->back[first] >= 0)
                first = w->back[first];
            for (int32_t to = zone_beside(w, first, p); v >= 0; v = w->back[v])
                set(w, v, to);
            return true; /* pieces have changed: look again */
        }
        if (w->held[p])
            continue;
        for (int32_t i = w->first[p]; i < w->first[p + 1]; i++)
            set(w, w->queue[i], z);
        return true;
    }
    return false;
}

sz_status sz__unlock_all(sz_starter *w, sz_error *err)
{
    sz_search *s = w->s;
    bool again = true;
    for (int round = 0; again && round < 200; round++) {
        sz_status status = sz__state_prove(&s->st, err);
        if (status)
            return status;
        again = false;
        for (int32_t z = 0; z < s->st.n_zones; z++)
            if (s->st.zone[z].count && !s->st.zone[z].open &&
                !sz__zone_fixed(s->task, z) && !sz__state_is_open(&s->st, z))
                again |= sz__unlock(w, z, round < 8);
        if (again)
            sz__keep_main_parts(w);
    }
    return SZ_SUCCESS;
}
