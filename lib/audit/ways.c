/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Shortest ways along the roads: Dijkstra's search over the nodes of the map. */
#include "audit/ways.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/i18n.h"
#include "core/roots.h"

enum {
    ROADS = 1u << SZ_BARRIER_EXPRESSWAY | 1u << SZ_BARRIER_ARTERIAL |
            1u << SZ_BARRIER_STREET | 1u << SZ_BARRIER_LANE
};

void sz__ways_close(sz_ways *w)
{
    void *blocks[] = { w->row, w->to, w->metres, w->xy, w->door_row, w->door, w->net,
                       w->seen, w->wanted, w->settled, w->met, w->cost, w->heap.at };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        free(blocks[i]);
    *w = (sz_ways){ 0 };
}

/* ---- the net ---- */

static bool is_road(const sz_map *m, int32_t b)
{
    return ROADS >> m->b_class[b] & 1;
}

/* From counts at [i + 1] to where each row starts. */
static void add_up(int32_t *row, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        row[i + 1] += row[i];
}

/* Back to where each row starts, after every item has moved its start on. */
static void step_back(int32_t *row, int32_t n)
{
    memmove(row + 1, row, (size_t)n * sizeof *row);
    row[0] = 0;
}

/* Number the nets, and count the roads of each node. */
static bool count_roads(sz_ways *w)
{
    const sz_map *m = w->map;
    size_t n = (size_t)m->n_nodes;
    if (!(w->row = sz__zalloc(n + 1, sizeof *w->row)) ||
        !(w->net = sz__alloc(n, sizeof *w->net)))
        return false;
    for (int32_t node = 0; node < m->n_nodes; node++)
        w->net[node] = node;
    for (int32_t b = 0; b < m->n_borders; b++)
        if (is_road(m, b)) {
            w->row[m->b_from[b] + 1]++;
            w->row[m->b_to[b] + 1]++;
            sz__join(w->net, m->b_from[b], m->b_to[b]);
        }
    add_up(w->row, m->n_nodes);
    for (int32_t node = 0; node < m->n_nodes; node++)
        w->net[node] = sz__root(w->net, node);
    return true;
}

static bool link_nodes(sz_ways *w)
{
    const sz_map *m = w->map;
    if (!(w->xy = sz__zalloc((size_t)m->n_nodes, 2 * sizeof *w->xy)))
        return false;
    size_t links = (size_t)w->row[m->n_nodes];
    w->to = sz__alloc(links, sizeof *w->to);
    w->metres = sz__alloc(links, sizeof *w->metres);
    if (!w->to || !w->metres)
        return false;
    for (int32_t b = 0; b < m->n_borders; b++) {
        if (!is_road(m, b))
            continue;
        int32_t end[2] = { m->b_from[b], m->b_to[b] };
        size_t at[2] = { m->b_row[b], m->b_row[b + 1] - 1 };
        for (int e = 0; e < 2; e++) {
            int32_t k = w->row[end[e]]++;
            w->to[k] = end[1 - e];
            w->metres[k] = m->b_length[b];
            memcpy(w->xy + 2 * end[e], m->b_xy + 2 * at[e], 2 * sizeof(double));
        }
    }
    step_back(w->row, m->n_nodes);
    return true;
}

static bool on_road(const sz_ways *w, int32_t node)
{
    return w->row[node] < w->row[node + 1];
}

/* The nodes round each parcel: both ends of all its borders, where a road ends. */
static bool link_parcels(sz_ways *w)
{
    const sz_map *m = w->map;
    if (!(w->door_row = sz__zalloc((size_t)m->n + 1, sizeof *w->door_row)))
        return false;
    for (int fill = 0; fill < 2; fill++) {
        for (int32_t b = 0; b < m->n_borders; b++)
            for (int k = 0; k < 4; k++) {
                int32_t p = k & 1 ? m->b_left[b] : m->b_right[b];
                int32_t node = k & 2 ? m->b_from[b] : m->b_to[b];
                if (p < 0 || !on_road(w, node))
                    continue;
                if (fill)
                    w->door[w->door_row[p]++] = node;
                else
                    w->door_row[p + 1]++;
            }
        if (fill) {
            step_back(w->door_row, m->n);
        } else {
            add_up(w->door_row, m->n);
            w->door = sz__alloc((size_t)w->door_row[m->n], sizeof *w->door);
            if (!w->door)
                return false;
        }
    }
    return true;
}

sz_status sz__ways_open(sz_ways *w, const sz_map *map, bool network, sz_error *err)
{
    *w = (sz_ways){ .map = map, .network = network };
    if (!network)
        return SZ_SUCCESS;
    size_t n = (size_t)map->n_nodes;
    bool fine = count_roads(w);
    if (fine && w->row[map->n_nodes] == 0)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("no border of the map carries a road, so there are no ways "
                          "along roads: import lines of roads, or ask for straight "
                          "distances"));
    fine = fine && link_nodes(w) && link_parcels(w);
    fine = fine && (w->seen = sz__zalloc(n, sizeof *w->seen));
    fine = fine && (w->wanted = sz__zalloc(n, sizeof *w->wanted));
    fine = fine && (w->settled = sz__zalloc(n, sizeof *w->settled));
    fine = fine && (w->met = sz__zalloc(n, sizeof *w->met));
    fine = fine && (w->cost = sz__alloc(n, sizeof *w->cost));
    return fine ? SZ_SUCCESS : sz__nomem(err);
}

/* ---- the search ---- */

static bool before(sz_stop a, sz_stop b)
{
    return a.cost != b.cost ? a.cost < b.cost : a.node < b.node;
}

/* Offer NODE at COST. False when memory is out. */
static bool offer(sz_ways *w, int32_t node, double cost)
{
    if (w->seen[node] == w->now && w->cost[node] <= cost)
        return true;
    w->seen[node] = w->now;
    w->cost[node] = cost;
    sz_stop new = { cost, node };
    if (!sz__push(&w->heap, new))
        return false;
    size_t i = w->heap.n - 1;
    for (; i && before(new, w->heap.at[(i - 1) / 2]); i = (i - 1) / 2)
        w->heap.at[i] = w->heap.at[(i - 1) / 2];
    w->heap.at[i] = new;
    return true;
}

static sz_stop take_nearest(sz_ways *w)
{
    sz_stop *heap = w->heap.at, top = heap[0], last = heap[--w->heap.n];
    size_t i = 0, n = w->heap.n;
    for (size_t k; (k = 2 * i + 1) < n; i = k) {
        k += k + 1 < n && before(heap[k + 1], heap[k]);
        if (!before(heap[k], last))
            break;
        heap[i] = heap[k];
    }
    if (n)
        heap[i] = last;
    return top;
}

/* Until WANTED more nodes are settled. */
static bool search(sz_ways *w, int32_t wanted)
{
    while (w->heap.n && wanted) {
        sz_stop s = take_nearest(w);
        if (w->settled[s.node] == w->now)
            continue;
        w->settled[s.node] = w->now;
        wanted -= w->wanted[s.node] == w->now;
        for (int32_t k = w->row[s.node]; k < w->row[s.node + 1]; k++)
            if (!offer(w, w->to[k], s.cost + w->metres[k]))
                return false;
    }
    return true;
}

/* Marks of the searches before are void; after 2^32 of them, are wiped out. */
static void next_search(sz_ways *w)
{
    uint32_t *marks[] = { w->seen, w->wanted, w->settled, w->met };
    w->heap.n = 0;
    if (++w->now)
        return;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        memset(marks[i], 0, (size_t)w->map->n_nodes * sizeof *marks[i]);
    w->now = 1;
}

static double straight(const sz_ways *w, int32_t node, double x, double y)
{
    return hypot(w->xy[2 * node] - x, w->xy[2 * node + 1] - y);
}

static bool start_at(sz_ways *w, int32_t node, double x, double y)
{
    w->met[w->net[node]] = w->now;
    return offer(w, node, straight(w, node, x, y));
}

/* Start from the place X, Y in parcel AT, or in none. */
static bool start(sz_ways *w, double x, double y, int32_t at)
{
    int32_t best = -1;
    if (at >= 0) {
        for (int32_t i = w->door_row[at]; i < w->door_row[at + 1]; i++)
            if (!start_at(w, w->door[i], x, y))
                return false;
        return true;
    }
    for (int32_t node = 0; node < w->map->n_nodes; node++)
        if (on_road(w, node) &&
            (best < 0 || straight(w, node, x, y) < straight(w, best, x, y)))
            best = node;
    return best < 0 || start_at(w, best, x, y);
}

/* How many nodes round the N parcels P can be come to. */
static int32_t mark_wanted(sz_ways *w, const int32_t *p, int32_t n)
{
    int32_t wanted = 0;
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = w->door_row[p[i]]; k < w->door_row[p[i] + 1]; k++) {
            int32_t node = w->door[k];
            if (w->wanted[node] == w->now || w->met[w->net[node]] != w->now)
                continue;
            w->wanted[node] = w->now;
            wanted++;
        }
    return wanted;
}

sz_status sz__ways_to(sz_ways *w, double x, double y, int32_t at, const int32_t *p,
                      int32_t n, double *out, sz_error *err)
{
    const sz_map *m = w->map;
    if (w->network) {
        next_search(w);
        if (!start(w, x, y, at) || !search(w, mark_wanted(w, p, n)))
            return sz__nomem(err);
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t q = p[i];
        if (!w->network || q == at) {
            out[i] = hypot(m->x[q] - x, m->y[q] - y);
            continue;
        }
        out[i] = HUGE_VAL;
        for (int32_t k = w->door_row[q]; k < w->door_row[q + 1]; k++) {
            int32_t node = w->door[k];
            if (w->settled[node] == w->now)
                out[i] = fmin(out[i], w->cost[node] +
                                          straight(w, node, m->x[q], m->y[q]));
        }
    }
    return SZ_SUCCESS;
}
