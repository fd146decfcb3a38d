/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The graph of a map: what atoms weigh, where they lie, whose they are today. */
#include "plan/graph.h"

#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "map/bare.h"
#include "map/map.h"
#include "plan/bare.h"
#include "plan/contract.h"

const double sz__border_share[SZ_N_BARRIERS] = {
    [SZ_BARRIER_NONE] = 1,        [SZ_BARRIER_RAIL] = 0.1,
    [SZ_BARRIER_RIVER] = 0.1,     [SZ_BARRIER_EXPRESSWAY] = 0.1,
    [SZ_BARRIER_ARTERIAL] = 0.15, [SZ_BARRIER_STREET] = 0.3,
    [SZ_BARRIER_LANE] = 0.6,      [SZ_BARRIER_WALL] = 0.5,
};

const double sz__strong_share[SZ_N_BARRIERS] = {
    [SZ_BARRIER_RAIL] = 1,
    [SZ_BARRIER_RIVER] = 1,
    [SZ_BARRIER_EXPRESSWAY] = 1,
    [SZ_BARRIER_ARTERIAL] = 0.3,
};

void sz__graph_release(sz_graph *g)
{
    void *blocks[] = { g->row, g->ring, g->simple, g->weight, g->area, g->x, g->y,
                       g->town, g->today, g->kept_weight, g->locked, g->component,
                       g->member_row, g->member, g->atom_of, g->off, g->strong,
                       g->held, g->form, g->by_kind };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        free(blocks[i]);
    *g = (sz_graph){ 0 };
}

/* LOCK[p] = the locked community that parcel p is in, the number of communities when it
 * stays in none, or -1. */
static sz_status find_locks(const sz_map *m, const sz_graph_options *options,
                            int32_t *lock, sz_error *err)
{
    uint8_t *locked = sz__zalloc((size_t)m->n_communities, 1);
    if (!locked)
        return sz__nomem(err);
    for (size_t i = 0; i < options->n_locked; i++) {
        int32_t c = options->locked[i];
        if (c < 0 || c >= m->n_communities) {
            free(locked);
            return sz__fail(err, SZ_ERR_INVALID, c,
                            _("there is no community %ld to lock"), (long)c);
        }
        locked[c] = 1;
    }
    for (int32_t p = 0; p < m->n; p++) {
        int32_t c = m->community[p];
        lock[p] = c >= 0 && locked[c] ? c : -1;
        if (c < 0 && options->frozen && options->frozen[p])
            lock[p] = m->n_communities;
    }
    free(locked);
    return SZ_SUCCESS;
}

static bool allocate(sz_graph *g)
{
    size_t n = (size_t)g->n;
    g->weight = sz__zalloc(n, sizeof *g->weight);
    g->area = sz__zalloc(n, sizeof *g->area);
    g->x = sz__zalloc(n, sizeof *g->x);
    g->y = sz__zalloc(n, sizeof *g->y);
    g->town = sz__alloc(n, sizeof *g->town);
    g->today = sz__alloc(n, sizeof *g->today);
    g->kept_weight = sz__zalloc(n, sizeof *g->kept_weight);
    g->locked = sz__zalloc(n, sizeof *g->locked);
    g->component = sz__alloc(n, sizeof *g->component);
    g->member_row = sz__zalloc(n + 1, sizeof *g->member_row);
    g->member = sz__alloc((size_t)g->n_parcels, sizeof *g->member);
    return g->weight && g->area && g->x && g->y && g->town && g->today &&
           g->kept_weight && g->locked && g->component && g->member_row && g->member;
}

/* Members of each atom, lowest parcel first. */
static void list_members(sz_graph *g)
{
    int32_t *row = g->member_row;
    for (int32_t p = 0; p < g->n_parcels; p++)
        row[g->atom_of[p] + 1]++;
    for (int32_t v = 0; v < g->n; v++)
        row[v + 1] += row[v];
    for (int32_t p = g->n_parcels - 1; p >= 0; p--)
        g->member[--row[g->atom_of[p] + 1]] = p;
    /* row[v + 1] is now where atom v starts */
    memmove(row, row + 1, (size_t)g->n * sizeof *row);
    row[g->n] = g->n_parcels;
}

/* Weights, areas, locks, and the inner point of the largest member. */
static void weigh(sz_graph *g, const sz_map *m, const int64_t *count,
                  const int32_t *lock)
{
    for (int32_t v = 0; v < g->n; v++) {
        int32_t largest = g->member[g->member_row[v]];
        g->locked[v] = lock[largest] >= 0;
        for (int32_t i = g->member_row[v]; i < g->member_row[v + 1]; i++) {
            int32_t p = g->member[i];
            g->weight[v] += count[p];
            g->area[v] += m->area[p];
            if (m->area[p] > m->area[largest])
                largest = p;
        }
        g->x[v] = m->x[largest];
        g->y[v] = m->y[largest];
    }
}

/* Share of one label in an atom. */
typedef struct share {
    int32_t label, parcel;
    int64_t weight;
    double area;
} share;

static int by_label(const void *a, const void *b)
{
    const share *x = a, *y = b;
    if (x->label != y->label)
        return x->label < y->label ? -1 : 1;
    return x->parcel < y->parcel ? -1 : x->parcel > y->parcel;
}

/* OUT[v] = the LABEL with most households among the members of v, ties by area,
 * then number; -1 only when no member has another. HELD, if given, gets its
 * households. */
static sz_status most_common(const sz_graph *g, const sz_map *m, const int64_t *count,
                             const int32_t *label, int32_t *out, int64_t *held,
                             sz_error *err)
{
    SZ__ARRAY(share) list = SZ__ARRAY_INIT;
    for (int32_t v = 0; v < g->n; v++) {
        list.n = 0;
        for (int32_t i = g->member_row[v]; i < g->member_row[v + 1]; i++) {
            int32_t p = g->member[i];
            share s = { label[p], p, count[p], m->area[p] };
            if (s.label >= 0 && !sz__push(&list, s)) {
                free(list.at);
                return sz__nomem(err);
            }
        }
        if (list.n > 1)
            qsort(list.at, list.n, sizeof *list.at, by_label);
        share best = { -1, -1, 0, 0 };
        for (size_t i = 0; i < list.n;) {
            share sum = { list.at[i].label, -1, 0, 0 };
            for (; i < list.n && list.at[i].label == sum.label; i++) {
                sum.weight += list.at[i].weight;
                sum.area += list.at[i].area;
            }
            if (best.label < 0 || sum.weight > best.weight ||
                (sum.weight == best.weight && sum.area > best.area))
                best = sum;
        }
        out[v] = best.label;
        if (held)
            held[v] = best.weight;
    }
    free(list.at);
    return SZ_SUCCESS;
}

/* Connected components along borders, numbered by lowest atom. */
static sz_status find_components(sz_graph *g, sz_error *err)
{
    int32_t *stack = sz__alloc((size_t)g->n, sizeof *stack);
    if (!stack)
        return sz__nomem(err);
    for (int32_t v = 0; v < g->n; v++)
        g->component[v] = -1;
    for (int32_t v = 0; v < g->n; v++) {
        int32_t n = 0;
        if (g->component[v] >= 0)
            continue;
        g->component[v] = g->n_components;
        stack[n++] = v;
        while (n) {
            int32_t u = stack[--n];
            for (int32_t i = g->row[u]; i < g->row[u + 1]; i++) {
                int32_t w = g->ring[i].atom;
                if (!g->ring[i].edge || w < 0 || g->component[w] >= 0)
                    continue;
                g->component[w] = g->n_components;
                stack[n++] = w;
            }
        }
        g->n_components++;
    }
    free(stack);
    return SZ_SUCCESS;
}

/* An atom with a held parcel stays in that parcel's community; the first, should they
 * be of several. */
static sz_status hold(sz_graph *g, const sz_map *m, const int64_t *count,
                      const uint8_t *held, sz_error *err)
{
    if (!(g->held = sz__zalloc((size_t)g->n, sizeof *g->held)))
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++) {
        int32_t v = g->atom_of[p];
        if (!held[p] || m->community[p] < 0 || g->held[v])
            continue;
        g->held[v] = 1;
        if (g->today[v] == m->community[p])
            continue;
        g->today[v] = m->community[p];
        g->kept_weight[v] = 0;
        for (int32_t i = g->member_row[v]; i < g->member_row[v + 1]; i++)
            if (m->community[g->member[i]] == g->today[v])
                g->kept_weight[v] += count[g->member[i]];
    }
    return SZ_SUCCESS;
}

static sz_status count_kinds(sz_graph *g, const sz_map *m, const sz_graph_options *o,
                             sz_error *err)
{
    g->n_kinds = o->n_kinds;
    g->by_kind = sz__zalloc((size_t)g->n * (size_t)o->n_kinds, sizeof *g->by_kind);
    if (!g->by_kind)
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++)
        g->by_kind[g->atom_of[p] * o->n_kinds + o->kind[p]] += m->households[p];
    return SZ_SUCCESS;
}

sz_status sz__graph_from_map(sz_graph *out, const sz_map *map,
                             const sz_graph_options *options, sz_error *err)
{
    sz_status status;
    sz_graph g = { .n_parcels = map->n };
    bool bare = sz__map_is_bare(map);
    const int64_t *count = sz__count_or(options->count, map->households);
    int32_t *lock = sz__alloc((size_t)map->n, sizeof *lock);
    g.atom_of = sz__alloc((size_t)map->n, sizeof *g.atom_of);
    if (!lock || !g.atom_of) {
        status = sz__nomem(err);
        goto done;
    }
    status = find_locks(map, options, lock, err);
    if (!status)
        status = sz__contract(map, options, lock, g.atom_of, &g.n, err);
    if (!status && !allocate(&g))
        status = sz__nomem(err);
    if (status)
        goto done;
    list_members(&g);
    weigh(&g, map, count, lock);
    status = most_common(&g, map, count, map->town, g.town, NULL, err);
    if (!status)
        status = most_common(&g, map, count, map->community, g.today, g.kept_weight,
                             err);
    if (!status)
        status = bare || options->allow_enclaves
                     ? sz__bare_rows(&g, map, options, err)
                     : sz__trace_rings(&g, map, options, err);
    if (!status)
        status = find_components(&g, err);
    if (!status && options->held)
        status = hold(&g, map, count, options->held, err);
    if (!status && options->kind)
        status = count_kinds(&g, map, options, err);
    if (!status && options->forms && !bare)
        status = sz__graph_forms(&g, map, count, err);
    if (status)
        goto done;
    *out = g;
    g = (sz_graph){ 0 };
done:
    free(lock);
    sz__graph_release(&g);
    return status;
}
