/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* First plans. Today's may be broken in every way: communities in several parts,
 * enclaves, gaps. Each community keeps its heaviest part; an enclave goes to what
 * surrounds it, or the ring round it is opened, whichever moves fewer households; what
 * has no community then goes to a neighbour, or becomes one if it is big enough. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "solve/search.h"

/* Scratch for one start. */
typedef struct starter {
    sz_search *s;
    int32_t *piece;     /* [n] piece of each atom, -1 */
    int32_t *queue;     /* [n] */
    int32_t n_pieces;
    int32_t *first;     /* [n + 1] start of each piece in queue */
    int64_t *weight;    /* [n] of each piece */
    uint8_t *outer;     /* [n] whether it reaches the outside */
    uint8_t *held;      /* [n] whether it has a locked atom */
    double *far;        /* [n] cheapest way: cost, */
    int32_t *back;      /* [n] atom before, */
    int32_t *heap, *heap_at; /* [n] and the atoms in reach */
    int32_t n_heap;
} starter;

static void release_starter(starter *w)
{
    free(w->piece);
    free(w->queue);
    free(w->first);
    free(w->weight);
    free(w->outer);
    free(w->held);
    free(w->far);
    free(w->back);
    free(w->heap);
    free(w->heap_at);
}

static sz_status make_starter(starter *w, sz_search *s, sz_error *err)
{
    size_t n = (size_t)s->task->graph.n;
    *w = (starter){ .s = s };
    w->piece = sz__alloc(n, sizeof *w->piece);
    w->queue = sz__alloc(n, sizeof *w->queue);
    w->first = sz__alloc(n + 1, sizeof *w->first);
    w->weight = sz__alloc(n, sizeof *w->weight);
    w->outer = sz__alloc(n, sizeof *w->outer);
    w->held = sz__alloc(n, sizeof *w->held);
    w->far = sz__alloc(n, sizeof *w->far);
    w->back = sz__alloc(n, sizeof *w->back);
    w->heap = sz__alloc(n, sizeof *w->heap);
    w->heap_at = sz__alloc(n, sizeof *w->heap_at);
    if (w->piece && w->queue && w->first && w->weight && w->outer && w->held && w->far &&
        w->back && w->heap && w->heap_at)
        return SZ_SUCCESS;
    release_starter(w);
    return sz__nomem(err);
}

/* Connected pieces of the atoms whose label is ZONE (SAME), or is not (!SAME). */
static void find_pieces(starter *w, int32_t zone, bool same)
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

static void set(starter *w, int32_t v, int32_t to)
{
    sz__state_move(&w->s->st, v, to, ~0u);
}

/* All zones but fixed ones keep their heaviest part only. O(n). */
static void keep_main_parts(starter *w)
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

static bool nearer(const starter *w, int32_t u, int32_t v)
{
    return w->far[u] < w->far[v] || (w->far[u] <= w->far[v] && u < v);
}

static void sift_up(starter *w, int32_t i)
{
    int32_t v = w->heap[i];
    for (; i > 0 && nearer(w, v, w->heap[(i - 1) / 2]); i = (i - 1) / 2)
        w->heap_at[w->heap[i] = w->heap[(i - 1) / 2]] = i;
    w->heap_at[w->heap[i] = v] = i;
}

static int32_t pop(starter *w)
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

static void approach(starter *w, int32_t v, int32_t from, double far)
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
static int32_t find_way(starter *w, int32_t z, int32_t p)
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
static int32_t zone_beside(const starter *w, int32_t v, int32_t p)
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

/* Zone Z cuts some pieces off from the outside. Give each to Z, or open a way out of
 * it (MAY_OPEN), whichever concerns fewer households. False when nothing changed. */
static bool unlock(starter *w, int32_t z, bool may_open)
{
    sz_search *s = w->s;
    int32_t outer = 0;
    find_pieces(w, z, false);
    for (int32_t p = 1; p < w->n_pieces; p++) /* a map without outside: the heaviest */
        if (w->outer[p] > w->outer[outer] ||
            (w->outer[p] == w->outer[outer] && w->weight[p] > w->weight[outer]))
            outer = p;
    for (int32_t p = 0; p < w->n_pieces; p++) {
        if (w->outer[p] || p == outer)
            continue;
        int64_t over = s->st.zone[z].weight + w->weight[p] - s->task->max;
        double absorb = (double)w->weight[p] + (double)(over > 0 ? over : 0);
        int32_t v = may_open || w->held[p] ? find_way(w, z, p) : -1;
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

/* Until no zone but fixed ones encloses anything, ring by ring. */
static sz_status unlock_all(starter *w, sz_error *err)
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
                again |= unlock(w, z, round < 8);
        if (again)
            keep_main_parts(w);
    }
    return SZ_SUCCESS;
}

/* The neighbour zone that V had best join: little broken, room for it, a long dear
 * border with it. */
static int32_t best_zone(starter *w, int32_t v, unsigned allowed)
{
    sz_search *s = w->s;
    const sz_graph *g = &s->task->graph;
    int32_t best = -1;
    double best_score = 0;
    for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
        int32_t z = s->st.label[g->ring[i].atom];
        if (!g->ring[i].edge || z < 0 || sz__zone_fixed(s->task, z))
            continue;
        double border = 0;
        for (int32_t k = g->row[v]; k < g->row[v + 1]; k++)
            if (s->st.label[g->ring[k].atom] == z)
                border += s->task->price[k];
        int64_t w_after = s->st.zone[z].weight + g->weight[v];
        double score = -border + (w_after > s->task->max ? (double)g->weight[v] : 0);
        if (s->task->home[v] == z)
            score -= s->task->move_price[v];
        if (best >= 0 && score >= best_score)
            continue;
        if (sz__state_ask(&s->st, v, z) & ~allowed)
            continue;
        best = z;
        best_score = score;
    }
    return best;
}

/* Give atoms without a zone to neighbours while that breaks nothing. Returns how many
 * are left. */
static int32_t attach(starter *w)
{
    sz_search *s = w->s;
    const sz_graph *g = &s->task->graph;
    int32_t left = 0, before;
    do {
        before = left;
        left = 0;
        for (int32_t v = 0; v < g->n; v++) {
            if (s->st.label[v] != SZ_NOBODY)
                continue;
            int32_t z = best_zone(w, v, 0);
            if (z >= 0)
                sz__search_move(s, v, z, 0);
            else
                left++;
        }
    } while (left && left != before);
    return left;
}

/* Found communities on free ground: on every piece that can hold one, and on every
 * piece that borders none that may grow. Returns how many. */
static int32_t found(starter *w)
{
    sz_search *s = w->s;
    int32_t n = 0;
    find_pieces(w, SZ_NOBODY, true);
    for (int32_t p = 0; p < w->n_pieces; p++) {
        bool lonely = true;
        for (int32_t i = w->first[p]; i < w->first[p + 1] && lonely; i++)
            lonely = best_zone(w, w->queue[i], ~0u) < 0;
        if (!lonely && (w->weight[p] < s->task->min || s->task->min <= 0))
            continue;
        int32_t z = s->task->n_today;
        while (z < s->st.n_zones && s->st.zone[z].count)
            z++;
        if (z == s->st.n_zones)
            return n;
        for (int32_t i = w->first[p]; i < w->first[p + 1]; i++)
            set(w, w->queue[i], z);
        n++;
    }
    return n;
}

/* Give one atom to a neighbour whatever that breaks, and mend that. False when none
 * is left that has one. */
static bool force_one(starter *w)
{
    sz_search *s = w->s;
    for (int32_t v = 0; v < s->task->graph.n; v++) {
        if (s->st.label[v] != SZ_NOBODY)
            continue;
        int32_t z = best_zone(w, v, ~0u);
        if (z < 0)
            continue;
        sz__search_move(s, v, z, ~0u);
        for (int i = 0; i < 100 && !sz__state_is_open(&s->st, z); i++)
            if (!unlock(w, z, false))
                break;
        return true;
    }
    return false;
}

sz_status sz__start_present(sz_search *s, sz_error *err)
{
    const sz_graph *g = &s->task->graph;
    starter w;
    sz_status status = make_starter(&w, s, err);
    if (status)
        return status;
    sz__state_load(&s->st, s->task->home, s->task->max_zones);
    keep_main_parts(&w);
    if ((status = unlock_all(&w, err)) != SZ_SUCCESS)
        goto done;
    found(&w);
    while (attach(&w) && (force_one(&w) || found(&w)))
        ;
    keep_main_parts(&w);
    if ((status = unlock_all(&w, err)) != SZ_SUCCESS)
        goto done;
    while (attach(&w) && (force_one(&w) || found(&w)))
        ;
    memset(s->is_dirty, 0, (size_t)g->n); /* nothing is best yet */
    s->n_dirty = 0;
    status = sz__search_ready(s, err);
done:
    release_starter(&w);
    return status;
}

sz_status sz__start_scratch(sz_search *s, sz_error *err)
{
    const sz_task *t = s->task;
    starter w;
    sz_status status = make_starter(&w, s, err);
    if (status)
        return status;
    for (int32_t v = 0; v < t->graph.n; v++)
        w.back[v] = t->graph.locked[v] ? t->home[v] : SZ_NOBODY;
    sz__state_load(&s->st, w.back, t->max_zones);
    found(&w);
    int64_t left = t->free_weight;
    int32_t want = t->want ? t->want - t->n_fixed : 0;
    for (int32_t z = t->n_today; z < s->st.n_zones && s->st.zone[z].count; z++) {
        int64_t weight = s->st.zone[z].weight;
        double share = want && left > 0 ? (double)want * (double)weight / (double)left
                                        : (double)weight / (double)t->target;
        int32_t fewest, most, q = (int32_t)lround(share);
        sz__task_bounds(t, weight, &fewest, &most);
        q = q > most ? most : q;
        q = q < fewest ? fewest : q;
        s->hops[z] = q;
        want -= want ? q : 0;
        left -= weight;
    }
    int32_t regions = t->n_today;
    while (regions < s->st.n_zones && s->st.zone[regions].count)
        regions++;
    for (int32_t z = t->n_today; z < regions; z++)
        sz__bisect(s, z, s->hops[z]);
    memset(s->is_dirty, 0, (size_t)t->graph.n);
    s->n_dirty = 0;
    status = sz__search_ready(s, err);
    release_starter(&w);
    return status;
}
