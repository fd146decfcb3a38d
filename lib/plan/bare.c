/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Graphs without rings; see bare.h. */
#include "plan/bare.h"

#include <string.h>

#include "core/array.h"
#include "map/map.h"
#include "plan/blocked.h"
#include "plan/contract.h"

/* A neighbour with more borders than so many is not asked whom it borders: the others
 * know. */
enum { MANY = 256 };

/* One end of a border or link as the atom there sees it. */
typedef struct end {
    int32_t from, to;      /* atoms */
    sz_ring_item item;
} end;

/* Parcels P and Q border each other or are linked: false when they are in one atom or
 * may not be in one community. */
static bool look(const sz_graph *g, const sz_map *m, const sz_graph_options *options,
                 int32_t p, int32_t q, end *out)
{
    if (p < 0 || q < 0 || g->atom_of[p] == g->atom_of[q] ||
        !sz__same_ground(m, options->cross_towns, p, q))
        return false;
    out->from = g->atom_of[p];
    out->to = g->atom_of[q];
    out->item.atom = out->to;
    return true;
}

/* End SIDE of border or, after all borders, link I. */
static bool see(const sz_graph *g, const sz_map *m, const sz_graph_options *options,
                size_t i, int side, end *out)
{
    size_t borders = (size_t)m->n_borders;
    if (i >= borders) {
        const int32_t *link = options->links[i - borders];
        out->item = (sz_ring_item){ 0, 0, SZ_LINK, SZ_BARRIER_NONE };
        return look(g, m, options, link[side], link[!side], out);
    }
    int32_t p = m->b_left[i], q = m->b_right[i];
    bool blocked = sz__is_blocked(options, (int32_t)i);
    out->item = (sz_ring_item){ 0, (float)m->b_length[i], blocked ? SZ_CORNER : SZ_EDGE,
                                m->b_class[i] };
    if (blocked && options->blocked[i] == SZ_BLOCKED_UNCROSSED)
        out->item.barrier |= SZ_APART;
    return look(g, m, options, side ? q : p, side ? p : q, out);
}

/* Put the items into the rings, each row[v] running from where it starts to where the
 * next does. */
static void fill_rows(sz_graph *g, const sz_map *m, const sz_graph_options *options)
{
    size_t all = (size_t)m->n_borders + options->n_links;
    end at;
    for (int32_t v = 0; v < g->n; v++)
        g->ring[g->row[v]++] = (sz_ring_item){ -1, 0, SZ_EDGE, SZ_BARRIER_NONE };
    for (size_t i = 0; i < all; i++)
        for (int side = 0; side < 2; side++)
            if (see(g, m, options, i, side, &at))
                g->ring[g->row[at.from]++] = at.item;
    for (int32_t v = g->n; v > 0; v--)
        g->row[v] = g->row[v - 1];
    g->row[0] = 0;
}

sz_status sz__bare_rows(sz_graph *g, const sz_map *map, const sz_graph_options *options,
                        sz_error *err)
{
    size_t n = (size_t)g->n, all = (size_t)map->n_borders + options->n_links;
    end at;
    g->bare = true;
    g->row = sz__zalloc(n + 1, sizeof *g->row);
    g->simple = sz__zalloc(n, sizeof *g->simple);
    if (!g->row || !g->simple)
        return sz__nomem(err);
    for (size_t i = 0; i < all; i++)
        for (int side = 0; side < 2; side++)
            if (see(g, map, options, i, side, &at))
                g->row[at.from + 1]++;
    for (int32_t v = 0; v < g->n; v++)
        g->row[v + 1] += g->row[v] + 1;
    g->ring = sz__alloc((size_t)g->row[g->n], sizeof *g->ring);
    if (!g->ring)
        return sz__nomem(err);
    fill_rows(g, map, options);
    if (!options->share)
        return SZ_SUCCESS;
    if (!(g->off = sz__alloc((size_t)g->row[g->n], sizeof *g->off)))
        return sz__nomem(err);
    for (int32_t k = 0; k < g->row[g->n]; k++) {
        int barrier = g->ring[k].barrier & ~SZ_APART;
        g->off[k] = (float)(g->ring[k].length * options->share[barrier]);
    }
    return SZ_SUCCESS;
}

/* Items of V's ring that border item I, as far as I's own ring tells. */
static void tie_item(const sz_graph *g, const int32_t *spot, int32_t i, uint64_t *tie)
{
    int32_t u = g->ring[i].atom;
    if (g->row[u + 1] - g->row[u] > MANY)
        return;
    for (int32_t k = g->row[u]; k < g->row[u + 1]; k++) {
        int32_t w = g->ring[k].atom;
        if (!g->ring[k].edge || w < 0 || spot[w] < 0)
            continue;
        tie[spot[u]] |= 1ull << spot[w];
        tie[spot[w]] |= 1ull << spot[u];
    }
}

uint64_t *sz__ties_find(const sz_graph *g)
{
    uint64_t *tie = sz__zalloc((size_t)g->row[g->n], sizeof *tie);
    int32_t *spot = sz__alloc((size_t)g->n, sizeof *spot); /* first item of V's ring */
    if (!tie || !spot) {
        free(tie);
        free(spot);
        return NULL;
    }
    memset(spot, -1, (size_t)g->n * sizeof *spot);
    for (int32_t v = 0; v < g->n; v++) {
        int32_t from = g->row[v], n = g->row[v + 1] - from;
        n = n < 64 ? n : 64;
        for (int32_t i = 0; i < n; i++) {
            int32_t u = g->ring[from + i].atom;
            if (u < 0 || !g->ring[from + i].edge)
                continue;
            if (spot[u] < 0)
                spot[u] = i;
            tie[from + i] |= 1ull << spot[u]; /* one neighbour by two borders */
            tie[from + spot[u]] |= 1ull << i;
        }
        for (int32_t i = 0; i < n; i++)
            if (g->ring[from + i].atom >= 0 && g->ring[from + i].edge)
                tie_item(g, spot, from + i, tie + from);
        for (int32_t i = 0; i < n; i++)
            if (g->ring[from + i].atom >= 0)
                spot[g->ring[from + i].atom] = -1;
    }
    free(spot);
    return tie;
}
