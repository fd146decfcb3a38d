/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Following four sides round: the cheapest closed walk along the borders of the map
 * that uses what the sides name in their order and goes round the anchor once. */
#include "text/follow.h"

#include <string.h>

#define MOST_STARTS 24

/* ---- legs ---- */

/* The sides' stretches against the clock, equal neighbours as one. */
static bool make_legs(sz_route *r, const sz_sides *s)
{
    static const uint8_t order[4] = { SZ_SIDE_E, SZ_SIDE_N, SZ_SIDE_W, SZ_SIDE_S };
    r->leg = sz__alloc((size_t)s->row[4], sizeof *r->leg);
    if (!r->leg)
        return false;
    for (int k = 0; k < 4; k++)
        for (int32_t i = s->row[order[k] + 1]; i-- > s->row[order[k]];) {
            const sz_stretch *t = &s->stretch[i];
            sz_leg *last = r->n ? &r->leg[r->n - 1] : NULL;
            if (last && last->what.kind == t->kind &&
                last->what.which == t->which && last->what.rim == t->rim)
                last->sides |= (uint8_t)(1u << order[k]);
            else
                r->leg[r->n++] = (sz_leg){ *t, (uint8_t)(1u << order[k]) };
        }
    sz_leg *first = r->leg, *last = r->n ? &r->leg[r->n - 1] : NULL;
    if (r->n > 1 && first->what.kind == last->what.kind &&
        first->what.which == last->what.which && first->what.rim == last->what.rim) {
        first->sides |= last->sides;
        r->n--;
    }
    return true;
}

/* Which communities the sides name; [0] when there are none. */
static bool list_outside(sz_route *r)
{
    const sz_map *m = r->reader->map;
    int32_t most = 0;
    for (int32_t p = 0; p < m->n; p++)
        most = r->reader->of[p] > most ? r->reader->of[p] : most;
    r->outside = sz__zalloc((size_t)most + 1, sizeof *r->outside);
    for (int32_t k = 0; r->outside && k < r->n; k++)
        if (r->leg[k].what.kind == SZ_STRETCH_COMMUNITY && r->leg[k].what.which <= most)
            r->outside[r->leg[k].what.which] = true;
    return r->outside != NULL;
}

/* ---- where to start ---- */

/* The half-edges on each leg: LIST[ROW[k] .. ROW[k + 1]]. */
static bool list_legs(sz_route *r)
{
    int32_t half = 2 * r->reader->map->n_borders;
    SZ__ARRAY(int32_t) list = SZ__ARRAY_INIT;
    r->leg_row = sz__zalloc((size_t)r->n + 1, sizeof *r->leg_row);
    bool ok = r->leg_row != NULL;
    for (int32_t k = 0; ok && k < r->n; k++) {
        for (int32_t h = 0; ok && h < half; h++)
            if (sz__route_on(r, h, k))
                ok = sz__push(&list, h);
        r->leg_row[k + 1] = (int32_t)list.n;
    }
    r->leg_list = list.at;
    return ok;
}

static bool is_start(const int32_t *start, int n, int32_t node)
{
    for (int i = 0; i < n; i++)
        if (start[i] == node)
            return true;
    return false;
}

/* Nodes where leg K begins: something of it leaves, and something of the leg before
 * arrives (MEET), or anything. Returns how many, at most MOST_STARTS + 1. */
static int find_starts(const sz_route *r, int32_t k, bool meet, int32_t *start)
{
    const sz_reader *in = r->reader;
    int32_t before = (k + r->n - 1) % r->n;
    int n = 0;
    for (int32_t j = r->leg_row[k]; j < r->leg_row[k + 1] && n <= MOST_STARTS; j++) {
        int32_t v = sz__map_from(in->map, r->leg_list[j]);
        bool arrives = !meet;
        for (int32_t i = in->row[v]; i < in->row[v + 1] && !arrives; i++)
            arrives = sz__route_on(r, in->out[i] ^ 1, before);
        if (arrives && !is_start(start, n, v))
            start[n++] = v;
    }
    return n;
}

/* The leg to begin the walk with that begins at the fewest nodes, these into START: the
 * first of it not TRIED yet ([2 * n], those where two legs meet first). 0: there is
 * none. */
static int choose_starts(sz_route *r, bool *tried, int32_t *start)
{
    int best = MOST_STARTS + 1;
    int32_t chosen = -1;
    r->first = 0;
    for (int32_t i = 0; i < 2 * r->n && (chosen < 0 || i < r->n); i++) {
        int n = tried[i] ? 0 : find_starts(r, i % r->n, i < r->n, start);
        if (n > 0 && n < best) {
            best = n;
            chosen = i;
        }
    }
    if (chosen < 0)
        return 0;
    tried[chosen] = true;
    int n = find_starts(r, chosen % r->n, chosen < r->n, start);
    r->first = chosen % r->n;
    return n;
}

/* ---- inside ---- */

/* Mark the borders on the way from the anchor, through parcels, out of the town. */
static bool mark_way(sz_route *r, int32_t anchor)
{
    const sz_map *m = r->reader->map;
    int32_t *from = sz__alloc((size_t)m->n, sizeof *from); /* the half-edge into it */
    int32_t *queue = sz__alloc((size_t)m->n, sizeof *queue);
    size_t done = 0, n = 0;
    int32_t last = -1;
    bool ok = from && queue;
    for (int32_t p = 0; ok && p < m->n; p++)
        from[p] = -1;
    if (ok)
        queue[n++] = anchor;
    while (ok && done < n && last < 0) {
        int32_t p = queue[done++];
        for (int32_t k = m->ring_row[p]; k < m->ring_row[p + 1] && last < 0; k++) {
            int32_t h = m->ring[k];
            do {
                int32_t q = sz__map_left(m, h ^ 1);
                if (q < 0 || m->town[q] != r->town) {
                    last = h;
                    break;
                }
                if (q != anchor && from[q] < 0) {
                    from[q] = h;
                    queue[n++] = q;
                }
                h = m->he_next[h];
            } while (h != m->ring[k]);
        }
    }
    for (int32_t h = last; ok && h >= 0;) {
        int32_t p = sz__map_left(m, h);
        r->odd[h >> 1] ^= 1;
        h = p == anchor ? -1 : from[p];
    }
    free(from);
    free(queue);
    return ok;
}

/* GOT: what hangs together with ANCHOR inside the WALL; *OPEN: it leads out. */
static bool fill(const sz_route *r, int32_t anchor, const uint8_t *wall, bool *got,
                 bool *open)
{
    const sz_map *m = r->reader->map;
    int32_t *queue = sz__alloc((size_t)m->n, sizeof *queue);
    size_t done = 0, n = 0;
    *open = false;
    memset(got, 0, (size_t)m->n * sizeof *got);
    if (queue)
        queue[n++] = anchor;
    got[anchor] = true;
    while (queue && done < n) {
        int32_t p = queue[done++];
        for (int32_t k = m->ring_row[p]; k < m->ring_row[p + 1]; k++) {
            int32_t h = m->ring[k];
            do {
                int32_t q = sz__map_left(m, h ^ 1);
                bool passes = !wall[h >> 1];
                if (passes && (q < 0 || m->town[q] != r->town))
                    *open = true;
                else if (passes && !got[q]) {
                    got[q] = true;
                    queue[n++] = q;
                }
                h = m->he_next[h];
            } while (h != m->ring[k]);
        }
    }
    bool ok = queue != NULL;
    free(queue);
    return ok;
}

/* The cheapest walk from one of the N nodes START: its ground into GOT when *FOUND.
 * WALL is room for [borders]. */
static bool walk_from(sz_route *r, const int32_t *start, int n, double border_m,
                      int32_t anchor, uint8_t *wall, bool *got, bool *found)
{
    int64_t limit = sz__route_dearest(border_m);
    bool any = false, open = false;
    for (int i = 0; i < n && !r->nomem; i++) {
        int32_t state = sz__route_search(r, start[i], &limit);
        if (state < 0)
            continue;
        any = true;
        memset(wall, 0, (size_t)r->reader->map->n_borders);
        for (; state >= 0; state = r->before[state])
            wall[r->came[state] >> 1] = 1;
    }
    bool ok = !r->nomem && (!any || fill(r, anchor, wall, got, &open));
    *found = any && !open;
    return ok;
}

/* Room for the search; false: memory is out. */
static bool open_route(sz_route *r)
{
    size_t borders = (size_t)r->reader->map->n_borders;
    size_t states = 2 * (size_t)r->reader->map->n_nodes * (size_t)r->n;
    r->odd = sz__zalloc(borders, 1);
    r->cost = sz__alloc(states, sizeof *r->cost);
    r->came = sz__alloc(states, sizeof *r->came);
    r->before = sz__alloc(states, sizeof *r->before);
    if (!r->odd || !r->cost || !r->came || !r->before)
        return false;
    for (size_t i = 0; i < states; i++)
        r->cost[i] = INT64_MAX;
    return true;
}

static sz_status follow(sz_route *r, const sz_sides *sides, int32_t anchor, bool *got,
                        bool *found, sz_error *err)
{
    int32_t start[MOST_STARTS + 1];
    if (!make_legs(r, sides) || !list_outside(r))
        return sz__nomem(err);
    if (r->n == 0)
        return SZ_SUCCESS;
    uint8_t *wall = sz__alloc((size_t)r->reader->map->n_borders, 1);
    bool *tried = sz__zalloc(2 * (size_t)r->n, sizeof *tried);
    bool ok = wall && tried && open_route(r) && list_legs(r) && mark_way(r, anchor);
    for (int n = 1; ok && n > 0 && !*found;) {
        n = choose_starts(r, tried, start);
        ok = walk_from(r, start, n, sides->border_m, anchor, wall, got, found);
    }
    free(wall);
    free(tried);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__sides_follow(const sz_sides *sides, const sz_reader *reader,
                           int32_t anchor, bool *got, bool *found, sz_error *err)
{
    sz_route r = { .reader = reader, .town = reader->map->town[anchor] };
    *found = false;
    sz_status status = follow(&r, sides, anchor, got, found, err);
    free(r.leg);
    free(r.outside);
    free(r.leg_row);
    free(r.leg_list);
    free(r.odd);
    free(r.cost);
    free(r.came);
    free(r.before);
    free(r.heap.at);
    free(r.touched.at);
    return status;
}
