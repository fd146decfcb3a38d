/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bringing sizes into the band: each community outside it is merged, split or
 * re-cut with the neighbour where that costs least; where no neighbour can help, its
 * shortage or surplus is handed on along the shortest path to one that can. */
#include <math.h>

#include "solve/search.h"

enum {
    TREES = 12, /* for one pair */
    ROUNDS = 60,
    PATH = 40,  /* hops a transfer may go */
    STIRS = 60, /* proposals per pair of atoms when a neighbourhood is annealed */
    WIDEST = 4  /* hops of such a neighbourhood */
};

/* The best of all re-cuts of zone Z with a neighbour, and of its own split. */
static bool recut(sz_search *s, int32_t z, bool recount)
{
    sz_haste haste = { 0, TREES, true, recount, true, { 1, 1 } };
    double best = 0;
    int32_t with = -1;
    sz_rng at_best = s->rng;
    sz__search_near(s, z);
    for (int32_t i = 0; i <= s->n_near; i++) {
        int32_t other = i < s->n_near ? s->near[i] : -1;
        if (other < 0 && (!recount || (other = sz__search_unused(s, z)) < 0))
            continue;
        sz_rng before = s->rng;
        sz__search_pair(s, z, other, &haste);
        if (s->gain > best) {
            best = s->gain;
            with = other;
            at_best = before;
        }
    }
    if (with < 0)
        return false;
    sz_rng after = s->rng;
    s->rng = at_best; /* the same trees again, this time in earnest */
    haste.dry = false;
    bool done = sz__search_pair(s, z, with, &haste);
    s->rng = after;
    return done;
}

/* Hops from every zone to the nearest that could take NEED households more (SURPLUS)
 * or give as many away; -1 where there is no way. */
static void find_hops(sz_search *s, int64_t need, bool surplus)
{
    const sz_task *t = s->task;
    int32_t *queue = s->list, head = 0, tail = 0;
    for (int32_t z = 0; z < s->st.n_zones; z++) {
        const sz_zone *zone = &s->st.zone[z];
        const sz_limits *band = sz__limits(t, sz__search_sums(s, z));
        int64_t room = surplus ? band->max - zone->weight : zone->weight - band->min;
        s->hops[z] = -1;
        if (zone->count && !sz__zone_fixed(t, z) && room >= need) {
            s->hops[z] = 0;
            queue[tail++] = z;
        }
    }
    while (head < tail) {
        int32_t z = queue[head++];
        sz__search_near(s, z);
        for (int32_t i = 0; i < s->n_near; i++)
            if (s->hops[s->near[i]] < 0) {
                s->hops[s->near[i]] = s->hops[z] + 1;
                queue[tail++] = s->near[i];
            }
    }
}

/* Hand on what Z has too much or too little of, until nobody has; undone when that
 * does not lower the violation. */
static bool hand_on(sz_search *s, int32_t z)
{
    const sz_task *t = s->task;
    int64_t start = s->violation;
    sz__search_keep(s);
    if (s->n_dirty)
        return false; /* not at the best plan: nothing to go back to */
    for (int step = 0; step < PATH && s->violation > 0; step++) {
        int64_t w = s->st.zone[z].weight, need = sz__zone_outside(s, z);
        if (need == 0)
            break;
        find_hops(s, need, w > sz__limits(t, sz__search_sums(s, z))->max);
        sz__search_near(s, z);
        int32_t next = -1;
        for (int32_t i = 0; i < s->n_near; i++) {
            int32_t h = s->hops[s->near[i]];
            if (h >= 0 && (next < 0 || h < s->hops[next] ||
                           (h == s->hops[next] &&
                            s->near_border[s->near[i]] > s->near_border[next])))
                next = s->near[i];
        }
        sz_haste haste = { 0, TREES, false, false, false, { 1, 0.3 } };
        if (next < 0 || !sz__search_pair(s, z, next, &haste))
            break;
        z = next;
    }
    if (s->violation < start) {
        sz__search_keep(s);
        return true;
    }
    sz__search_back(s);
    return false;
}

/* Cut what is far too big in one go. */
static void cut_big(sz_search *s)
{
    const sz_task *t = s->task;
    bool any = false;
    for (int32_t z = 0; z < s->st.n_zones; z++) {
        int64_t w = s->st.zone[z].weight;
        if (!s->st.zone[z].count || sz__zone_fixed(t, z) || w <= 2 * t->max)
            continue;
        int32_t fewest, most, q = (int32_t)lround((double)w / (double)t->target);
        sz__task_bounds(t, w, &fewest, &most);
        q = q > most ? most : q;
        sz__bisect(s, z, q < fewest ? fewest : q);
        any = true;
    }
    if (!any)
        return;
    s->living = 0;
    for (int32_t z = 0; z < s->st.n_zones; z++)
        s->living += s->st.zone[z].count > 0;
    sz__search_add_up(s, &s->cost, &s->violation);
}

/* One more or one fewer community, towards the number wanted. */
static bool recount(sz_search *s)
{
    const sz_task *t = s->task;
    int32_t pick = -1;
    bool fewer = s->living > (t->want ? t->want_most : t->most);
    for (int32_t z = 0; z < s->st.n_zones; z++) {
        const sz_zone *zone = &s->st.zone[z];
        if (!zone->count || sz__zone_fixed(t, z) || (!fewer && zone->count < 2))
            continue;
        if (pick < 0 || (fewer ? zone->weight < s->st.zone[pick].weight
                               : zone->weight > s->st.zone[pick].weight))
            pick = z;
    }
    return pick >= 0 && recut(s, pick, true);
}

/* Pairs of neighbouring atoms of zone Z and those up to HOPS from it, into s->local. */
static uint32_t collect_near(sz_search *s, int32_t z, int hops)
{
    const sz_graph *g = &s->task->graph;
    int32_t *queue = s->list, head = 0, tail = 0;
    uint32_t n = 0;
    for (int32_t i = 0; i < s->st.n_zones; i++)
        s->hops[i] = -1;
    s->hops[z] = 0;
    queue[tail++] = z;
    while (head < tail) {
        int32_t at = queue[head++];
        if (s->hops[at] == hops)
            continue;
        sz__search_near(s, at);
        for (int32_t i = 0; i < s->n_near; i++)
            if (s->hops[s->near[i]] < 0) {
                s->hops[s->near[i]] = s->hops[at] + 1;
                queue[tail++] = s->near[i];
            }
    }
    for (int32_t k = 0; k < tail; k++)
        for (int32_t m = 0; m < s->st.zone[queue[k]].count; m++) {
            int32_t v = sz__state_members(&s->st, queue[k])[m];
            for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
                int32_t u = g->ring[i].atom;
                if (!g->ring[i].edge || u < v || g->locked[u] ||
                    s->hops[s->st.label[u]] < 0)
                    continue;
                s->local[n][0] = v;
                s->local[n++][1] = u;
            }
        }
    return n;
}

/* Anneal the surroundings of Z, HOPS wide; true when that lowers the violation. */
static bool stir(sz_search *s, int32_t z, int hops)
{
    int64_t start = s->violation;
    uint32_t all = s->n_pairs, near = collect_near(s, z, hops);
    int32_t (*pair)[2] = s->pair;
    s->pair = s->local;
    s->n_pairs = near;
    sz__anneal(s, s->hot, s->hot / 10, (uint64_t)near * STIRS);
    sz__search_back(s);
    s->local = s->pair;
    s->pair = pair;
    s->n_pairs = all;
    return s->violation < start;
}

/* A new zone that has atoms which must stay in a dead community becomes that one. */
static void claim_held(sz_search *s)
{
    const sz_task *t = s->task;
    bool any = false;
    for (int32_t v = 0; v < t->graph.n && t->has_held; v++) {
        int32_t z = s->st.label[v], home = t->home[v];
        if (z < t->n_today || !sz__is_held(t, v) || home < 0 || s->st.zone[home].count)
            continue;
        sz_zone was = s->st.zone[z];
        while (s->st.zone[z].count)
            sz__search_move(s, sz__state_members(&s->st, z)[0], home, ~0u);
        s->st.zone[home].whole = was.whole;
        s->st.zone[home].open = was.open;
        any = true;
    }
    if (any)
        sz__search_add_up(s, &s->cost, &s->violation);
}

void sz__mend(sz_search *s)
{
    const sz_task *t = s->task;
    claim_held(s);
    cut_big(s);
    for (int round = 0; round < ROUNDS && s->violation > 0; round++) {
        bool progress = false;
        while (sz__miscount(t, s->living) && recount(s))
            progress = true;
        for (int32_t z = 0; z < s->st.n_zones; z++)
            if (s->st.zone[z].count && !sz__zone_fixed(t, z) &&
                sz__zone_outside(s, z))
                progress |= recut(s, z, sz__may_recount(t, s->living));
        sz__search_keep(s);
        for (int32_t z = 0; z < s->st.n_zones && !progress; z++)
            if (s->st.zone[z].count && !sz__zone_fixed(t, z) &&
                sz__zone_outside(s, z))
                progress = hand_on(s, z);
        if (!progress)
            break;
    }
    sz__search_keep(s);
    for (int hops = 1; hops <= WIDEST && s->violation > 0; hops++)
        for (int32_t z = 0; z < s->st.n_zones && s->violation > 0; z++)
            if (s->st.zone[z].count && !sz__zone_fixed(t, z) &&
                sz__zone_outside(s, z))
                stir(s, z, hops);
}
