/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* First plans. Today's may be broken in every way: communities in several parts,
 * enclaves, gaps. Each community keeps its heaviest part; an enclave goes to what
 * surrounds it, or the ring round it is opened, whichever moves fewer households; what
 * has no community then goes to a neighbour, or becomes one if it is big enough. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "solve/start.h"

static void release_starter(sz_starter *w)
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

static sz_status make_starter(sz_starter *w, sz_search *s, sz_error *err)
{
    size_t n = (size_t)s->task->graph.n;
    *w = (sz_starter){ .s = s };
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
    if (w->piece && w->queue && w->first && w->weight && w->outer && w->held &&
        w->far && w->back && w->heap && w->heap_at)
        return SZ_SUCCESS;
    release_starter(w);
    return sz__nomem(err);
}

static void set(sz_starter *w, int32_t v, int32_t to)
{
    sz__state_move(&w->s->st, v, to, ~0u);
}

/* The neighbour zone that V had best join: little broken, room for it, a long dear
 * border with it. */
static int32_t best_zone(sz_starter *w, int32_t v, unsigned allowed)
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
static int32_t attach(sz_starter *w)
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
 * piece that borders none that may grow; or on ALL. Returns how many. */
static int32_t found(sz_starter *w, bool all)
{
    sz_search *s = w->s;
    int32_t n = 0;
    sz__find_pieces(w, SZ_NOBODY, true);
    for (int32_t p = 0; p < w->n_pieces; p++) {
        bool lonely = true;
        for (int32_t i = w->first[p]; i < w->first[p + 1] && lonely; i++)
            lonely = best_zone(w, w->queue[i], ~0u) < 0;
        if (!all && !lonely && (w->weight[p] < s->task->min || s->task->min <= 0))
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

/* Whether zone Z cuts locked ground off from the outside. */
static bool encloses_locked(sz_starter *w, int32_t z)
{
    bool held = false, outside = sz__reaches_outside(w, z);
    sz__find_pieces(w, z, false);
    for (int32_t p = 0; p < w->n_pieces; p++) {
        outside |= w->outer[p];
        held |= w->held[p] && !w->outer[p];
    }
    return outside && held;
}

/* Give one atom to a neighbour although that encloses something, and that too. False
 * when there is none left for which that can be done. */
static bool force_one(sz_starter *w)
{
    sz_search *s = w->s;
    for (int32_t v = 0; v < s->task->graph.n; v++) {
        if (s->st.label[v] != SZ_NOBODY)
            continue;
        int32_t z = best_zone(w, v, ~0u);
        if (z < 0)
            continue;
        sz__search_move(s, v, z, ~0u);
        if (encloses_locked(w, z)) {
            sz__search_move(s, v, SZ_NOBODY, ~0u);
            continue;
        }
        while (!sz__state_is_open(&s->st, z) && sz__unlock(w, z, false))
            ;
        return true;
    }
    return false;
}

/* Leave no atom without a zone. */
static void settle(sz_starter *w)
{
    while (attach(w))
        if (!force_one(w) && !found(w, true))
            return; /* zones have run out */
}

sz_status sz__start_present(sz_search *s, sz_error *err)
{
    const sz_graph *g = &s->task->graph;
    sz_starter w;
    sz_status status = make_starter(&w, s, err);
    if (status)
        return status;
    sz__state_load(&s->st, s->task->home, s->task->max_zones);
    sz__keep_main_parts(&w);
    if ((status = sz__unlock_all(&w, err)) != SZ_SUCCESS)
        goto done;
    found(&w, false);
    settle(&w);
    sz__keep_main_parts(&w);
    if ((status = sz__unlock_all(&w, err)) != SZ_SUCCESS)
        goto done;
    settle(&w);
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
    sz_starter w;
    sz_status status = make_starter(&w, s, err);
    if (status)
        return status;
    for (int32_t v = 0; v < t->graph.n; v++)
        w.back[v] = t->graph.locked[v] ? t->home[v] : SZ_NOBODY;
    sz__state_load(&s->st, w.back, t->max_zones);
    found(&w, true);
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
