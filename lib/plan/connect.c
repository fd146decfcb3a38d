/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connection of zones and of what surrounds them, by search. */
#include "plan/connect.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/roots.h"

/* Atoms round the point between ring items I (an edge item) and J (the next edge
 * item), V's own sector included, counting only atoms of V's component. */
static int sectors(const sz_graph *g, int32_t v, int32_t i, int32_t j)
{
    int32_t first = g->row[v], n = g->row[v + 1] - first, own = g->component[v];
    int around = 1, steps = (j - i + n) % n;
    if (steps == 0)
        steps = n; /* one edge item alone: round once */
    if (steps == 1 && g->ring[i].atom == g->ring[j].atom && i != j)
        steps = 0; /* a point between two stretches of one border */
    for (int k = 0; k <= steps; k++) {
        int32_t u = g->ring[first + (i - first + k) % n].atom;
        around += u >= 0 && g->component[u] == own;
    }
    return around;
}

/* Add V's share of faces - edges + points to CHI of its component. */
static double euler_share(const sz_graph *g, int32_t v)
{
    int32_t from = g->row[v], to = g->row[v + 1], edges = 0, first = -1, last = -1;
    double chi = 1;
    if (to - from == 1)
        return chi; /* a closed line without a point on it */
    for (int32_t i = from; i < to; i++) {
        if (!g->ring[i].edge)
            continue;
        chi -= g->ring[i].atom >= 0 ? 0.5 : 1;
        if (edges++)
            chi += 1.0 / sectors(g, v, last, i);
        else
            first = i;
        last = i;
    }
    return edges ? chi + 1.0 / sectors(g, v, last, first) : chi;
}

bool sz__find_flat(const sz_graph *g, const uint8_t *plain, uint8_t *flat)
{
    double *chi = sz__zalloc((size_t)g->n_components, sizeof *chi);
    if (!chi)
        return false;
    memset(flat, 1, (size_t)g->n_components);
    for (int32_t v = 0; v < g->n; v++) {
        int32_t c = g->component[v];
        flat[c] = flat[c] && plain[v];
        chi[c] += euler_share(g, v);
    }
    for (int32_t c = 0; c < g->n_components; c++)
        flat[c] = flat[c] && fabs(chi[c] - 1) < 0.25;
    free(chi);
    return true;
}

/* The floods of one search. Flood 0 is the outside; it is only counted once it
 * holds a neighbour of the atom. */
typedef struct floods {
    int32_t n, apart; /* floods made; classes of them not yet joined */
    bool outside;     /* flood 0 holds a neighbour */
} floods;

static void join(sz_state *st, floods *f, int32_t i, int32_t j)
{
    int32_t a = sz__root(st->boss, i), b = sz__root(st->boss, j), out = sz__root(st->boss, 0);
    if (a == b)
        return;
    if ((a == out || b == out) && !f->outside)
        f->outside = true;
    else
        f->apart--;
    st->boss[b] = a;
    st->pending[a] += st->pending[b];
}

/* Reach atom U (-1: the outside) from flood I; SEED starts a flood of its own.
 * Appends to the queue at TAIL and returns its new end. */
static int32_t reach(sz_state *st, floods *f, int32_t u, int32_t i, bool seed,
                     int32_t tail)
{
    if (u < 0) {
        if (!seed) {
            join(st, f, i, 0);
        } else if (!f->outside) {
            f->outside = true;
            f->apart++;
        }
        return tail;
    }
    if (st->mark[u] == st->now) {
        if (!seed)
            join(st, f, i, st->group[u]);
        return tail;
    }
    if (seed) {
        i = ++f->n;
        st->boss[i] = i;
        st->pending[i] = 0;
        f->apart++;
    }
    st->mark[u] = st->now;
    st->group[u] = i;
    st->pending[sz__root(st->boss, i)]++;
    st->queue[tail] = u;
    return tail + 1;
}

/* Reach all that satisfies the predicate round atom V. */
static int32_t spread(sz_state *st, floods *f, int32_t v, int32_t zone, bool inside,
                      bool seed, int32_t tail)
{
    const sz_graph *g = st->graph;
    int32_t i = seed ? -1 : st->group[v];
    for (int32_t k = g->row[v]; k < g->row[v + 1]; k++)
        if (g->ring[k].edge && (st->label[g->ring[k].atom] == zone) == inside)
            tail = reach(st, f, g->ring[k].atom, i, seed, tail);
    return tail;
}

/* Start a search; flood 0 is the outside. */
static void begin(sz_state *st)
{
    if (++st->now == 0) {
        memset(st->mark, 0, (size_t)st->graph->n * sizeof *st->mark);
        st->now = 1;
    }
    st->searches++;
    st->boss[0] = 0;
    st->pending[0] = 0;
}

/* Let the floods in the queue up to TAIL spread until all are joined (false), or one
 * has nowhere to go without having met the others (true). */
static bool stay_apart(sz_state *st, floods *f, int32_t zone, bool inside, int32_t tail)
{
    int32_t head = 0;
    while (f->apart > 1 && head < tail) {
        int32_t u = st->queue[head++], out = sz__root(st->boss, 0);
        st->pending[sz__root(st->boss, st->group[u])]--;
        if (sz__root(st->boss, st->group[u]) == out)
            continue; /* hangs together with the outside: no need to go on */
        tail = spread(st, f, u, zone, inside, false, tail);
        int32_t mine = sz__root(st->boss, st->group[u]);
        if (f->apart > 1 && st->pending[mine] == 0 && mine != sz__root(st->boss, 0))
            return true;
    }
    return f->apart > 1;
}

bool sz__splits(sz_state *st, int32_t v, int32_t zone, bool inside)
{
    floods f = { 0 };
    int32_t label = st->label[v];
    st->label[v] = inside ? SZ_OUT : zone; /* out of the search itself */
    begin(st);
    int32_t tail = spread(st, &f, v, zone, inside, true, 0);
    bool split = stay_apart(st, &f, zone, inside, tail);
    st->label[v] = label;
    return split;
}

bool sz__state_is_whole(sz_state *st, int32_t z)
{
    if (st->zone[z].count < 2)
        return true;
    floods f = { 0 };
    int32_t reached = 1, tail = 1;
    begin(st);
    f.n = f.apart = 1;
    st->boss[1] = 1;
    st->pending[1] = 0;
    st->queue[0] = sz__state_members(st, z)[0];
    st->mark[st->queue[0]] = st->now;
    st->group[st->queue[0]] = 1;
    for (int32_t head = 0; head < tail; head++, reached = tail)
        tail = spread(st, &f, st->queue[head], z, true, false, tail);
    return reached == st->zone[z].count;
}

bool sz__state_is_open(sz_state *st, int32_t z)
{
    floods f = { 0 };
    int32_t tail = 0;
    if (st->graph->bare)
        return true;
    begin(st);
    for (int32_t i = 0; i < st->zone[z].count; i++)
        tail = spread(st, &f, sz__state_members(st, z)[i], z, false, true, tail);
    return !stay_apart(st, &f, z, false, tail);
}

/* Parts of a plan, the outside as one more, and which of them touch. */
typedef struct parts {
    const sz_graph *graph;
    const int32_t *label;
    int32_t n;                     /* parts; part n is the outside */
    int32_t *of;                   /* [atoms] */
    int32_t *zone;                 /* [n] */
    int32_t *row, *to;             /* neighbours, repeated ones included */
    int32_t *seen, *low, *up, *at; /* [n + 1] depth-first search */
    uint8_t *cut;                  /* [n + 1] its loss would part the rest */
} parts;

static void release_parts(parts *p)
{
    free(p->of);
    free(p->zone);
    free(p->row);
    free(p->to);
    free(p->seen);
    free(p->low);
    free(p->up);
    free(p->at);
    free(p->cut);
}

static void find_parts(parts *p, int32_t *queue)
{
    const sz_graph *g = p->graph;
    for (int32_t v = 0; v < g->n; v++)
        p->of[v] = -1;
    for (int32_t v = 0; v < g->n; v++) {
        if (p->of[v] >= 0)
            continue;
        int32_t head = 0, tail = 0, zone = p->label[v];
        p->zone[p->n] = zone;
        p->of[v] = p->n;
        queue[tail++] = v;
        while (head < tail) {
            int32_t u = queue[head++];
            for (int32_t i = g->row[u]; i < g->row[u + 1]; i++) {
                int32_t w = g->ring[i].atom;
                if (w >= 0 && g->ring[i].edge && p->label[w] == zone && p->of[w] < 0) {
                    p->of[w] = p->n;
                    queue[tail++] = w;
                }
            }
        }
        p->n++;
    }
}

/* Rows of neighbours among parts; false when memory is out. */
static bool link_parts(parts *p)
{
    const sz_graph *g = p->graph;
    size_t links = 0;
    p->row = sz__zalloc((size_t)p->n + 2, sizeof *p->row);
    if (!p->row)
        return false;
    for (int pass = 0; pass < 2; pass++) {
        for (int32_t v = 0; v < g->n; v++)
            for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
                int32_t u = g->ring[i].atom, a = p->of[v], b = u < 0 ? p->n : p->of[u];
                if (!g->ring[i].edge || a == b)
                    continue;
                if (pass == 0) {
                    p->row[a + 1]++;
                    p->row[b + 1] += u < 0;
                    links += 1 + (u < 0);
                } else {
                    p->to[p->row[a]++] = b;
                    if (u < 0)
                        p->to[p->row[b]++] = a;
                }
            }
        if (pass == 0) {
            for (int32_t i = 0; i <= p->n; i++)
                p->row[i + 1] += p->row[i];
            if (!(p->to = sz__alloc(links, sizeof *p->to)))
                return false;
        }
    }
    for (int32_t i = p->n; i > 0; i--)
        p->row[i] = p->row[i - 1];
    p->row[0] = 0;
    return true;
}

/* Cut parts by depth-first search from the outside (Tarjan). Returns the number of
 * parts reached, the outside included. */
static int32_t find_cuts(parts *p)
{
    int32_t u = p->n, clock = 1;
    p->seen[u] = p->low[u] = clock;
    p->up[u] = -1;
    for (int32_t i = 0; i <= p->n; i++)
        p->at[i] = p->row[i];
    while (u >= 0) {
        if (p->at[u] < p->row[u + 1]) {
            int32_t w = p->to[p->at[u]++];
            if (!p->seen[w]) {
                p->seen[w] = p->low[w] = ++clock;
                p->up[w] = u;
                u = w;
            } else if (p->seen[w] < p->low[u]) {
                p->low[u] = p->seen[w];
            }
            continue;
        }
        int32_t above = p->up[u];
        if (above >= 0) {
            if (p->low[u] >= p->seen[above])
                p->cut[above] = 1;
            if (p->low[u] < p->low[above])
                p->low[above] = p->low[u];
        }
        u = above;
    }
    return clock;
}

enum { UNSEEN = 4 }; /* verdict: no part of it yet */

/* A zone of one part is whole, and open unless that part is a cut; of several parts
 * nothing is said. LINKED: all parts hang together. */
static void judge(const parts *p, int32_t n_zones, bool linked, uint8_t *verdict)
{
    uint8_t alone = SZ_ZONE_WHOLE | (linked ? SZ_ZONE_OPEN : 0);
    for (int32_t z = 0; z < n_zones; z++)
        verdict[z] = (uint8_t)(alone | UNSEEN);
    for (int32_t i = 0; i < p->n; i++) {
        uint8_t *of = p->zone[i] < 0 ? NULL : &verdict[p->zone[i]];
        if (of && *of & UNSEEN)
            *of = p->cut[i] ? SZ_ZONE_WHOLE : alone;
        else if (of)
            *of = 0;
    }
    for (int32_t z = 0; z < n_zones; z++)
        verdict[z] &= SZ_ZONE_WHOLE | SZ_ZONE_OPEN;
}

sz_status sz__prove(const sz_graph *graph, const int32_t *label, int32_t n_zones,
                    uint8_t *verdict, sz_error *err)
{
    parts p = { .graph = graph, .label = label };
    sz_status status = SZ_ERR_NOMEM;
    size_t n = (size_t)graph->n;
    int32_t *queue = sz__alloc(n, sizeof *queue);
    p.of = sz__alloc(n, sizeof *p.of);
    p.zone = sz__alloc(n, sizeof *p.zone);
    if (!queue || !p.of || !p.zone)
        goto done;
    find_parts(&p, queue);
    size_t nodes = (size_t)p.n + 1;
    p.seen = sz__zalloc(nodes, sizeof *p.seen);
    p.low = sz__zalloc(nodes, sizeof *p.low);
    p.up = sz__zalloc(nodes, sizeof *p.up);
    p.at = sz__zalloc(nodes, sizeof *p.at);
    p.cut = sz__zalloc(nodes, sizeof *p.cut);
    if (!p.seen || !p.low || !p.up || !p.at || !p.cut || !link_parts(&p))
        goto done;
    judge(&p, n_zones, find_cuts(&p) == p.n + 1, verdict);
    status = SZ_SUCCESS;
done:
    free(queue);
    release_parts(&p);
    return status == SZ_SUCCESS ? status : sz__nomem(err);
}

sz_status sz__state_prove(sz_state *st, sz_error *err)
{
    uint8_t *verdict = sz__alloc((size_t)st->n_zones, sizeof *verdict);
    sz_status status =
        verdict ? sz__prove(st->graph, st->label, st->n_zones, verdict, err)
                : sz__nomem(err);
    for (int32_t z = 0; z < st->n_zones && !status; z++) {
        st->zone[z].whole = verdict[z] & SZ_ZONE_WHOLE;
        st->zone[z].open = verdict[z] & SZ_ZONE_OPEN;
    }
    free(verdict);
    return status;
}
