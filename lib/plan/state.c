/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Labels, members and tallies of a plan of atoms; see state.h. The searches and
 * proofs are in connect.c. */
#include "plan/state.h"

#include <string.h>

#include "core/array.h"
#include "core/bits.h"
#include "plan/bare.h"
#include "plan/connect.h"

/* Whether the ring counts of ring.h hold for atom V. */
static bool is_plain(const sz_graph *g, int32_t v)
{
    if (!g->simple[v])
        return false;
    for (int32_t i = g->row[v]; i < g->row[v + 1]; i++)
        if (g->ring[i].atom == v)
            return false;
    return true;
}

sz_status sz__state_init(sz_state *st, const sz_graph *graph, int32_t max_zones,
                         sz_error *err)
{
    size_t n = (size_t)graph->n;
    int64_t pool = 3 * (int64_t)n + 16 * ((int64_t)max_zones + 1);
    *st = (sz_state){ .graph = graph, .max_zones = max_zones };
    int32_t *label = sz__alloc(n + 1, sizeof *label);
    st->label = label ? label + 1 : NULL;
    st->zone = sz__zalloc((size_t)max_zones, sizeof *st->zone);
    st->plain = sz__alloc(n, sizeof *st->plain);
    st->flat = sz__alloc((size_t)graph->n_components, sizeof *st->flat);
    if (pool <= INT32_MAX) {
        st->pool = sz__alloc((size_t)pool, sizeof *st->pool);
        st->spare = sz__alloc((size_t)pool, sizeof *st->spare);
        st->pool_size = (int32_t)pool;
    }
    st->place = sz__alloc(n, sizeof *st->place);
    st->mark = sz__zalloc(n, sizeof *st->mark);
    st->group = sz__alloc(n, sizeof *st->group);
    st->queue = sz__alloc(n, sizeof *st->queue);
    st->boss = sz__alloc(n + 1, sizeof *st->boss);
    st->pending = sz__alloc(n + 1, sizeof *st->pending);
    if (!label || !st->zone || !st->plain || !st->flat || !st->pool || !st->spare ||
        !st->place || !st->mark || !st->group || !st->queue || !st->boss ||
        !st->pending) {
        sz__state_release(st);
        return sz__nomem(err);
    }
    label[0] = SZ_OUT;
    for (size_t v = 0; v < n; v++) {
        st->label[v] = SZ_NOBODY;
        st->plain[v] = is_plain(graph, (int32_t)v);
    }
    if (!sz__find_flat(graph, st->plain, st->flat) ||
        (graph->bare && !(st->tie = sz__ties_find(graph)))) {
        sz__state_release(st);
        return sz__nomem(err);
    }
    return SZ_SUCCESS;
}

void sz__state_release(sz_state *st)
{
    free(st->label ? st->label - 1 : NULL);
    free(st->zone);
    free(st->plain);
    free(st->tie);
    free(st->flat);
    free(st->pool);
    free(st->spare);
    free(st->place);
    free(st->mark);
    free(st->group);
    free(st->queue);
    free(st->boss);
    free(st->pending);
    *st = (sz_state){ 0 };
}

/* Lay all slabs out anew, with half as much room again for zone Z. */
static void repack(sz_state *st, int32_t z)
{
    int32_t end = 0;
    for (int32_t i = 0; i < st->n_zones; i++) {
        sz_zone *zone = &st->zone[i];
        if (zone->count)
            memcpy(st->spare + end, st->pool + zone->from,
                   (size_t)zone->count * sizeof *st->pool);
        zone->from = end;
        zone->room = zone->count + 4 + (i == z ? zone->count + 4 : 0);
        end += zone->room;
    }
    int32_t *old = st->pool;
    st->pool = st->spare;
    st->spare = old;
    st->pool_end = end;
}

static void enter(sz_state *st, int32_t v, int32_t to)
{
    sz_zone *zone = &st->zone[to];
    if (zone->count == zone->room) {
        int32_t room = 2 * zone->count + 4;
        if (room > st->pool_size - st->pool_end) {
            repack(st, to);
        } else {
            if (zone->count)
                memcpy(st->pool + st->pool_end, st->pool + zone->from,
                       (size_t)zone->count * sizeof *st->pool);
            zone->from = st->pool_end;
            zone->room = room;
            st->pool_end += room;
        }
    }
    st->place[v] = zone->count;
    st->pool[zone->from + zone->count++] = v;
    zone->weight += st->graph->weight[v];
    zone->area += st->graph->area[v];
}

static void leave(sz_state *st, int32_t v, int32_t from)
{
    sz_zone *zone = &st->zone[from];
    int32_t *slab = st->pool + zone->from, last = slab[--zone->count];
    slab[st->place[v]] = last;
    st->place[last] = st->place[v];
    zone->weight -= st->graph->weight[v];
    zone->area = zone->count ? zone->area - st->graph->area[v] : 0;
}

void sz__state_load(sz_state *st, const int32_t *label, int32_t n_zones)
{
    memset(st->zone, 0, (size_t)st->max_zones * sizeof *st->zone);
    st->n_zones = n_zones;
    for (int32_t v = 0; v < st->graph->n; v++) {
        st->label[v] = label[v];
        if (label[v] >= 0)
            st->zone[label[v]].count++;
    }
    int32_t end = 0;
    for (int32_t z = 0; z < n_zones; z++) {
        st->zone[z].from = end;
        st->zone[z].room = st->zone[z].count + 4;
        end += st->zone[z].room;
        st->zone[z].count = 0;
    }
    st->pool_end = end;
    for (int32_t v = 0; v < st->graph->n; v++)
        if (label[v] >= 0)
            enter(st, v, label[v]);
}

void sz__state_move(sz_state *st, int32_t v, int32_t to, unsigned verdict)
{
    int32_t from = st->label[v];
    if (from == to)
        return;
    if (from >= 0) {
        sz_zone *a = &st->zone[from];
        leave(st, v, from);
        a->whole = !a->count || (a->whole && !(verdict & SZ_MOVE_CUTS));
        a->open = a->open && !(verdict & SZ_MOVE_HOLLOWS);
    }
    st->label[v] = to;
    if (to >= 0) {
        sz_zone *b = &st->zone[to];
        enter(st, v, to);
        b->whole = b->count == 1 || (b->whole && !(verdict & SZ_MOVE_APART));
        b->open = b->open && !(verdict & SZ_MOVE_ENCLOSES);
    }
}

/* Whether the items of a ring that MASK tells hang together by borders between
 * them. */
static bool tied(const uint64_t *tie, uint64_t mask)
{
    uint64_t reached = mask & (~mask + 1), next = reached;
    while (next) {
        uint64_t more = 0;
        for (; next; next &= next - 1)
            more |= tie[sz__lowest_bit(next)];
        next = more & mask & ~reached;
        reached |= next;
    }
    return reached == mask;
}

/* sz__state_ask() on a bare graph, where nothing can be an enclave. */
static unsigned ask_bare(sz_state *st, int32_t v, int32_t to)
{
    const sz_graph *g = st->graph;
    const sz_ring_item *ring = g->ring + g->row[v];
    int32_t n = g->row[v + 1] - g->row[v], from = st->label[v];
    uint64_t mask = 0;
    bool touches = false;
    for (int32_t i = 0; i < n; i++) {
        int32_t l = st->label[ring[i].atom];
        if (!ring[i].edge)
            continue;
        touches |= l == to;
        if (l == from && i < 64)
            mask |= 1ull << i;
    }
    unsigned verdict = 0;
    if (from >= 0 && (n > 64 || !tied(st->tie + g->row[v], mask)) &&
        sz__splits(st, v, from, true))
        verdict |= SZ_MOVE_CUTS;
    if (to >= 0 && !touches && st->zone[to].count)
        verdict |= SZ_MOVE_APART;
    return verdict;
}

unsigned sz__state_ask(sz_state *st, int32_t v, int32_t to)
{
    const sz_graph *g = st->graph;
    int32_t from = st->label[v];
    if (from == to)
        return 0;
    if (g->bare)
        return ask_bare(st, v, to);
    sz_runs runs = sz__ring_runs(g->ring + g->row[v], g->ring + g->row[v + 1],
                                 st->label, from, to);
    bool plain = st->plain[v], flat = st->flat[g->component[v]];
    unsigned verdict = 0;
    if (from >= 0) {
        if (!runs.open)
            verdict |= SZ_MOVE_HOLLOWS;
        if (!(plain && runs.from <= 1) &&
            ((flat && st->zone[from].open) || sz__splits(st, v, from, true)))
            verdict |= SZ_MOVE_CUTS;
    }
    if (to >= 0) {
        if (!runs.touches && st->zone[to].count)
            verdict |= SZ_MOVE_APART;
        if (!(plain && runs.rest <= 1) &&
            ((flat && runs.touches && st->zone[to].whole) ||
             sz__splits(st, v, to, false)))
            verdict |= SZ_MOVE_ENCLOSES;
    }
    return verdict;
}
