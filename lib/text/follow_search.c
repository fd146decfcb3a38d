/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cheapest walk round four sides: a search over nodes, legs, and whether the walk
 * has gone round the anchor. */
#include <math.h>

#include "text/follow.h"

#define NAMED 2            /* price of a centimetre along what is being followed */
#define TURNED 20          /* ... walked backwards, as seen from its side, or not on the
                              rim that is meant */
#define OTHER 100          /* ... along anything else */
#define BACKWARDS (-0.3)

static const sz_dir compass[4] = { SZ_DIR_N, SZ_DIR_E, SZ_DIR_S, SZ_DIR_W };

/* ---- prices ---- */

bool sz__route_on(const sz_route *r, int32_t h, int32_t k)
{
    const sz_map *m = r->reader->map;
    const int32_t *of = r->reader->of;
    const sz_stretch *w = &sz__leg(r, k)->what;
    int32_t in = sz__map_left(m, h), out = sz__map_left(m, h ^ 1);
    if (in < 0 || m->town[in] != r->town)
        return false;
    switch (w->kind) {
    case SZ_STRETCH_LINE: return m->b_name[h >> 1] == w->which;
    case SZ_STRETCH_LIMIT: return out < 0;
    case SZ_STRETCH_TOWN: return out >= 0 && m->town[out] == w->which;
    case SZ_STRETCH_GAP: return out >= 0 && of[out] < 0 && of[in] >= 0;
    case SZ_STRETCH_COMMUNITY:
        return out >= 0 && of[out] == w->which && of[in] != w->which;
    }
    return false;
}

/* Whether of several lines of the name side by side, or of banks, H is another than leg K
 * means. */
static bool is_wrong_rim(const sz_route *r, int32_t h, int32_t k)
{
    const uint8_t *beside = r->reader->beside;
    sz_rim rim = sz__leg(r, k)->what.rim;
    if (rim >= SZ_RIM_CENTRE || sz__shore(r->reader, h) != SZ_SHORE_NONE)
        return !sz__on_shore(r->reader, h, rim);
    if (!beside[h >> 1])
        return false;
    if (rim != SZ_RIM_ANY)
        return sz__rim(beside, h) != rim;
    return abs(sz__beyond(beside, h) - sz__before(beside, h)) > 1;
}

static int64_t price(const sz_route *r, int32_t h, int32_t k, bool on)
{
    const sz_map *m = r->reader->map;
    int32_t b = h >> 1;
    const double *a = m->b_xy + 2 * m->b_row[b];
    const double *z = m->b_xy + 2 * (m->b_row[b + 1] - 1);
    double nx = z[1] - a[1], ny = a[0] - z[0], l = hypot(nx, ny), best = l > 0 ? -1 : 1;
    if (h & 1) {
        nx = -nx;
        ny = -ny;
    }
    for (int s = 0; s < 4 && l > 0; s++)
        if (sz__leg(r, k)->sides >> s & 1) {
            const double *d = sz__dir_xy[compass[s]];
            best = fmax(best, (nx * d[0] + ny * d[1]) / l);
        }
    int64_t rate = !on ? OTHER
                   : best < BACKWARDS || is_wrong_rim(r, h, k) ? TURNED
                                                               : NAMED;
    return 1 + llround(m->b_length[b] * (double)rate);
}

/* ---- search ---- */

static void push(sz_route *r, sz_stop it)
{
    if (!sz__push(&r->heap, it)) {
        r->nomem = true;
        return;
    }
    size_t i = r->heap.n - 1;
    for (; i > 0; i = (i - 1) / 2) {
        const sz_stop *up = &r->heap.at[(i - 1) / 2];
        if (up->cost < it.cost || (up->cost == it.cost && up->state <= it.state))
            break;
        r->heap.at[i] = *up;
    }
    r->heap.at[i] = it;
}

static sz_stop pop(sz_route *r)
{
    sz_stop top = r->heap.at[0], it = r->heap.at[--r->heap.n];
    size_t n = r->heap.n, i = 0;
    for (;;) {
        size_t c = 2 * i + 1;
        if (c + 1 < n && (r->heap.at[c + 1].cost < r->heap.at[c].cost ||
                          (r->heap.at[c + 1].cost == r->heap.at[c].cost &&
                           r->heap.at[c + 1].state < r->heap.at[c].state)))
            c++;
        if (c >= n || r->heap.at[c].cost > it.cost ||
            (r->heap.at[c].cost == it.cost && r->heap.at[c].state >= it.state))
            break;
        r->heap.at[i] = r->heap.at[c];
        i = c;
    }
    if (n > 0)
        r->heap.at[i] = it;
    return top;
}

static void reach(sz_route *r, int32_t from, int32_t h, int32_t leg_no, int parity,
                  int64_t cost)
{
    const sz_map *m = r->reader->map;
    int32_t to = h & 1 ? m->b_from[h >> 1] : m->b_to[h >> 1];
    int32_t state = (2 * to + (parity ^ r->odd[h >> 1])) * r->n + leg_no;
    if (cost >= r->cost[state])
        return;
    if (r->cost[state] == INT64_MAX && !sz__push(&r->touched, state))
        r->nomem = true;
    r->cost[state] = cost;
    r->came[state] = h;
    r->before[state] = from;
    push(r, (sz_stop){ cost, state });
}

/* All steps from NODE in STATE (-1: at the start, with leg 0 still ahead). */
static void step_from(sz_route *r, int32_t node, int32_t state, int64_t cost)
{
    const sz_map *m = r->reader->map;
    int32_t k = state < 0 ? -1 : state % r->n;
    int parity = state < 0 ? 0 : state / r->n & 1;
    for (int32_t i = r->reader->row[node]; i < r->reader->row[node + 1]; i++) {
        int32_t h = r->reader->out[i], in = sz__map_left(m, h);
        if (in < 0 || m->town[in] != r->town ||
            (r->reader->of[in] >= 0 && r->outside[r->reader->of[in]]))
            continue;
        if (k >= 0)
            reach(r, state, h, k, parity, cost + price(r, h, k, sz__route_on(r, h, k)));
        if (k + 1 < r->n && sz__route_on(r, h, k + 1))
            reach(r, state, h, k + 1, parity, cost + price(r, h, k + 1, true));
    }
}

int64_t sz__route_dearest(double border_m)
{
    return llround((NAMED + OTHER / 4) * border_m) + 1;
}

int32_t sz__route_search(sz_route *r, int32_t start, int64_t *limit)
{
    int32_t goal = (2 * start + 1) * r->n + r->n - 1;
    for (size_t i = 0; i < r->touched.n; i++)
        r->cost[r->touched.at[i]] = INT64_MAX;
    r->heap.n = r->touched.n = 0;
    step_from(r, start, -1, 0);
    while (r->heap.n > 0 && !r->nomem) {
        sz_stop top = pop(r);
        if (top.cost >= *limit)
            return -1;
        if (top.state == goal) {
            *limit = top.cost;
            return goal;
        }
        if (top.cost == r->cost[top.state])
            step_from(r, top.state / r->n / 2, top.state, top.cost);
    }
    return -1;
}
