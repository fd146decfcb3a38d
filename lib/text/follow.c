/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Following four sides round: the cheapest closed walk along the borders of the map
 * that uses what the sides name in their order and goes round the anchor once. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "text/reader.h"

#define NAMED 2            /* price of a centimetre along what is being followed */
#define TURNED 10          /* ... walked backwards, as seen from its side, or not on the
                              rim that is meant */
#define OTHER 100          /* ... along anything else */
#define BACKWARDS (-0.3)
#define MOST_STARTS 24

static const sz_dir compass[4] = { SZ_DIR_N, SZ_DIR_E, SZ_DIR_S, SZ_DIR_W };

typedef struct leg {
    sz_stretch what;
    uint8_t sides;         /* bits of the sides it is on */
} leg;

typedef struct item {
    int64_t cost;
    int32_t state;
} item;

typedef struct route {
    const sz_reader *reader;
    leg *leg;              /* [n] against the clock */
    int32_t n;
    int32_t town;
    int32_t *leg_row, *leg_list;
    uint8_t *odd;          /* [borders] crossed by the way from the anchor outside */
    int64_t *cost;         /* [states] state = (2 node + parity) n + leg */
    int32_t *came;         /* [states] the half-edge that led there */
    int32_t *before;       /* [states] the state it led from; -1: the start */
    SZ__ARRAY(item) heap;
    SZ__ARRAY(int32_t) touched; /* states that have a cost */
    bool nomem;
} route;

/* ---- legs ---- */

/* The sides' stretches against the clock, equal neighbours as one. */
static bool make_legs(route *r, const sz_sides *s)
{
    static const uint8_t order[4] = { SZ_SIDE_E, SZ_SIDE_N, SZ_SIDE_W, SZ_SIDE_S };
    r->leg = sz__alloc((size_t)s->row[4], sizeof *r->leg);
    if (!r->leg)
        return false;
    for (int k = 0; k < 4; k++)
        for (int32_t i = s->row[order[k] + 1]; i-- > s->row[order[k]];) {
            const sz_stretch *t = &s->stretch[i];
            leg *last = r->n ? &r->leg[r->n - 1] : NULL;
            if (last && last->what.kind == t->kind &&
                last->what.which == t->which && last->what.rim == t->rim)
                last->sides |= (uint8_t)(1u << order[k]);
            else
                r->leg[r->n++] = (leg){ *t, (uint8_t)(1u << order[k]) };
        }
    leg *first = r->leg, *last = r->n ? &r->leg[r->n - 1] : NULL;
    if (r->n > 1 && first->what.kind == last->what.kind &&
        first->what.which == last->what.which && first->what.rim == last->what.rim) {
        first->sides |= last->sides;
        r->n--;
    }
    return true;
}

/* Whether half-edge H, the ground on its left, lies on what leg K names. */
static bool on_leg(const route *r, int32_t h, int32_t k)
{
    const sz_map *m = r->reader->map;
    const int32_t *of = r->reader->of;
    const sz_stretch *w = &r->leg[k].what;
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

/* Whether of several lines of the name side by side H is another than leg K means. */
static bool is_wrong_rim(const route *r, int32_t h, int32_t k)
{
    const uint8_t *beside = r->reader->beside;
    sz_rim rim = r->leg[k].what.rim;
    if (!beside[h >> 1])
        return false;
    if (rim != SZ_RIM_ANY)
        return sz__rim(beside, h) != rim;
    return abs(sz__beyond(beside, h) - sz__before(beside, h)) > 1;
}

static int64_t price(const route *r, int32_t h, int32_t k, bool on)
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
        if (r->leg[k].sides >> s & 1) {
            const double *d = sz__dir_xy[compass[s]];
            best = fmax(best, (nx * d[0] + ny * d[1]) / l);
        }
    int64_t rate = !on ? OTHER
                   : best < BACKWARDS || is_wrong_rim(r, h, k) ? TURNED
                                                               : NAMED;
    return 1 + llround(m->b_length[b] * (double)rate);
}

/* ---- search ---- */

static void push(route *r, item it)
{
    if (!sz__push(&r->heap, it)) {
        r->nomem = true;
        return;
    }
    size_t i = r->heap.n - 1;
    for (; i > 0; i = (i - 1) / 2) {
        const item *up = &r->heap.at[(i - 1) / 2];
        if (up->cost < it.cost || (up->cost == it.cost && up->state <= it.state))
            break;
        r->heap.at[i] = *up;
    }
    r->heap.at[i] = it;
}

static item pop(route *r)
{
    item top = r->heap.at[0], it = r->heap.at[--r->heap.n];
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

static void reach(route *r, int32_t from, int32_t h, int32_t leg_no, int parity,
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
    push(r, (item){ cost, state });
}

/* All steps from NODE in STATE (-1: at the start, with leg 0 still ahead). */
static void step_from(route *r, int32_t node, int32_t state, int64_t cost)
{
    const sz_map *m = r->reader->map;
    int32_t k = state < 0 ? -1 : state % r->n;
    int parity = state < 0 ? 0 : state / r->n & 1;
    for (int32_t i = r->reader->row[node]; i < r->reader->row[node + 1]; i++) {
        int32_t h = r->reader->out[i], in = sz__map_left(m, h);
        int32_t beyond = sz__map_left(m, h ^ 1);
        if ((in < 0 || m->town[in] != r->town) &&
            (beyond < 0 || m->town[beyond] != r->town))
            continue;
        if (k >= 0)
            reach(r, state, h, k, parity, cost + price(r, h, k, on_leg(r, h, k)));
        if (k + 1 < r->n && on_leg(r, h, k + 1))
            reach(r, state, h, k + 1, parity, cost + price(r, h, k + 1, true));
    }
}

/* The cheapest walk from START back to it that costs less than *LIMIT: its last state,
 * or -1. */
static int32_t search(route *r, int32_t start, int64_t *limit)
{
    int32_t goal = (2 * start + 1) * r->n + r->n - 1;
    for (size_t i = 0; i < r->touched.n; i++)
        r->cost[r->touched.at[i]] = INT64_MAX;
    r->heap.n = r->touched.n = 0;
    step_from(r, start, -1, 0);
    while (r->heap.n > 0 && !r->nomem) {
        item top = pop(r);
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

/* ---- where to start ---- */

/* The half-edges on each leg: LIST[ROW[k] .. ROW[k + 1]]. */
static bool list_legs(route *r)
{
    int32_t half = 2 * r->reader->map->n_borders;
    SZ__ARRAY(int32_t) list = SZ__ARRAY_INIT;
    r->leg_row = sz__zalloc((size_t)r->n + 1, sizeof *r->leg_row);
    bool ok = r->leg_row != NULL;
    for (int32_t k = 0; ok && k < r->n; k++) {
        for (int32_t h = 0; ok && h < half; h++)
            if (on_leg(r, h, k))
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
static int find_starts(const route *r, int32_t k, bool meet, int32_t *start)
{
    const sz_reader *in = r->reader;
    int32_t before = (k + r->n - 1) % r->n;
    int n = 0;
    for (int32_t j = r->leg_row[k]; j < r->leg_row[k + 1] && n <= MOST_STARTS; j++) {
        int32_t v = sz__map_from(in->map, r->leg_list[j]);
        bool arrives = !meet;
        for (int32_t i = in->row[v]; i < in->row[v + 1] && !arrives; i++)
            arrives = on_leg(r, in->out[i] ^ 1, before);
        if (arrives && !is_start(start, n, v))
            start[n++] = v;
    }
    return n;
}

/* Turn the legs so that the first begins at the fewest nodes; these into START. */
static int choose_starts(route *r, int32_t *start)
{
    int best = MOST_STARTS + 1;
    int32_t first = -1;
    bool meet = true;
    for (int32_t i = 0; i < 2 * r->n && (first < 0 || i < r->n); i++) {
        int n = find_starts(r, i % r->n, i < r->n, start);
        if (n > 0 && n < best) {
            best = n;
            first = i % r->n;
            meet = i < r->n;
        }
    }
    if (first < 0)
        return 0;
    int n = find_starts(r, first, meet, start);
    for (; first > 0; first--) { /* by one, again and again: legs are few */
        leg t = r->leg[0];
        memmove(r->leg, r->leg + 1, (size_t)(r->n - 1) * sizeof t);
        r->leg[r->n - 1] = t;
    }
    return n;
}

/* ---- inside ---- */

/* Mark the borders on the way from the anchor, through parcels, out of the town. */
static bool mark_way(route *r, int32_t anchor)
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
static bool fill(const route *r, int32_t anchor, const uint8_t *wall, bool *got,
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

static sz_status follow(route *r, const sz_sides *sides, int32_t anchor, bool *got,
                        bool *found, sz_error *err)
{
    const sz_map *m = r->reader->map;
    int32_t start[MOST_STARTS + 1];
    if (!make_legs(r, sides))
        return sz__nomem(err);
    if (r->n == 0)
        return SZ_SUCCESS;
    size_t states = 2 * (size_t)m->n_nodes * (size_t)r->n;
    r->odd = sz__zalloc((size_t)m->n_borders, 1);
    r->cost = sz__alloc(states, sizeof *r->cost);
    r->came = sz__alloc(states, sizeof *r->came);
    r->before = sz__alloc(states, sizeof *r->before);
    uint8_t *wall = sz__zalloc((size_t)m->n_borders, 1);
    bool ok = r->odd && r->cost && r->came && r->before && wall;
    for (size_t i = 0; ok && i < states; i++)
        r->cost[i] = INT64_MAX;
    ok = ok && list_legs(r) && mark_way(r, anchor);
    int n = ok ? choose_starts(r, start) : 0;
    /* no dearer than a quarter of the border off what the sides name */
    int64_t limit = llround((NAMED + OTHER / 4) * sides->border_m) + 1;
    for (int i = 0; ok && i < n; i++) {
        int32_t state = search(r, start[i], &limit);
        ok = !r->nomem;
        if (state < 0)
            continue;
        *found = true;
        memset(wall, 0, (size_t)m->n_borders);
        for (; state >= 0; state = r->before[state])
            wall[r->came[state] >> 1] = 1;
    }
    bool open = false;
    if (ok && *found)
        ok = fill(r, anchor, wall, got, &open);
    *found = *found && !open;
    free(wall);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__sides_follow(const sz_sides *sides, const sz_reader *reader,
                           int32_t anchor, bool *got, bool *found, sz_error *err)
{
    route r = { .reader = reader, .town = reader->map->town[anchor] };
    *found = false;
    sz_status status = follow(&r, sides, anchor, got, found, err);
    free(r.leg);
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

sz_status sz__reader_open(sz_reader *out, const sz_map *map, const int32_t *of,
                          sz_error *err)
{
    sz_reader r = { .map = map, .of = of };
    size_t half = 2 * (size_t)map->n_borders;
    r.row = sz__zalloc((size_t)map->n_nodes + 2, sizeof *r.row);
    r.out = sz__alloc(half, sizeof *r.out);
    r.beside = sz__find_beside(map);
    if (!r.row || !r.out || !r.beside) {
        sz__reader_release(&r);
        return sz__nomem(err);
    }
    for (int32_t h = 0; h < (int32_t)half; h++)
        r.row[sz__map_from(map, h) + 2]++;
    for (int32_t v = 0; v < map->n_nodes; v++)
        r.row[v + 2] += r.row[v + 1];
    for (int32_t h = 0; h < (int32_t)half; h++)
        r.out[r.row[sz__map_from(map, h) + 1]++] = h;
    *out = r;
    return SZ_SUCCESS;
}

void sz__reader_release(sz_reader *reader)
{
    free(reader->row);
    free(reader->out);
    free(reader->beside);
    *reader = (sz_reader){ 0 };
}
