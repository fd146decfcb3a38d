/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rings of atoms, walked along the map's half-edges. */
#include <string.h>

#include "core/array.h"
#include "map/map.h"
#include "plan/blocked.h"
#include "plan/contract.h"

/* One closed walk round an atom, as items [from, to). */
typedef struct cycle {
    int32_t atom;
    bool pinched;          /* the atom meets itself in a point of the walk */
    size_t from, to;
} cycle;

typedef struct tracer {
    const sz_map *map;
    const int32_t *atom_of;
    const sz_graph_options *options;
    const double *share;
    uint8_t *seen;                     /* [2 * borders] half-edge is walked */
    SZ__ARRAY(int32_t) step;           /* half-edges of the present walk */
    SZ__ARRAY(int32_t) turn;           /* atoms met at the present node */
    SZ__ARRAY(sz_ring_item) item;
    SZ__ARRAY(float) off;              /* of each item */
    SZ__ARRAY(float) strong;
    SZ__ARRAY(cycle) cycles;
} tracer;

/* Atom of parcel Q as parcel P sees it. */
static int32_t seen_from(const tracer *t, int32_t p, int32_t q)
{
    if (q < 0 || !sz__same_ground(t->map, t->options->cross_towns, p, q))
        return -1;
    return t->atom_of[q];
}

/* The atom beyond half-edge H, whether ground connects across it or not. */
static int32_t beyond(const tracer *t, int32_t h)
{
    return seen_from(t, sz__map_left(t->map, h), sz__map_left(t->map, h ^ 1));
}

/* Whether half-edge H parts two atoms by more than a line: a gap of outside. */
static bool is_gap(const tracer *t, int32_t h)
{
    int32_t p = sz__map_left(t->map, h), q = sz__map_left(t->map, h ^ 1);
    return sz__is_blocked(t->options, h >> 1) &&
           (p < 0 || q < 0 || t->atom_of[p] != t->atom_of[q]);
}

/* What lies across half-edge H. */
static int32_t across(const tracer *t, int32_t h)
{
    return is_gap(t, h) ? -1 : beyond(t, h);
}

static bool is_boundary(const tracer *t, int32_t h)
{
    int32_t p = sz__map_left(t->map, h);
    return p >= 0 && across(t, h) != t->atom_of[p];
}

/* The half-edge by which the walk round the atom on the left of H goes on. */
static int32_t follow(const tracer *t, int32_t h)
{
    const int32_t *next = t->map->he_next;
    for (h = next[h]; !is_boundary(t, h); h = next[h ^ 1])
        ;
    return h;
}

/* Note one more atom at the node, unless it is the one noted last. */
static bool meet(tracer *t, int32_t atom)
{
    return (t->turn.n && t->turn.at[t->turn.n - 1] == atom) || sz__push(&t->turn, atom);
}

/* Atoms met when turning from what lies across H to what lies across FOLLOW(H),
 * both included, no two equal ones in succession, into t->turn. */
static bool turn_at(tracer *t, int32_t h, int32_t after)
{
    const sz_map *m = t->map;
    int32_t p = sz__map_left(m, h);
    t->turn.n = 0;
    /* clockwise from AFTER back to H's twin, hence from its end to its start */
    for (int32_t g = after; g != (h ^ 1); g = m->he_next[g ^ 1])
        if ((is_gap(t, g) && !meet(t, -1)) ||
            !meet(t, seen_from(t, p, sz__map_left(m, g ^ 1))))
            return false;
    if (is_gap(t, h) && !meet(t, -1))
        return false;
    for (size_t i = 0, j = t->turn.n - 1; i < j; i++, j--) {
        int32_t a = t->turn.at[i];
        t->turn.at[i] = t->turn.at[j];
        t->turn.at[j] = a;
    }
    return true;
}

/* Class that carries most of a border; the stronger of equals. */
static uint8_t main_class(const double *length)
{
    uint8_t best = SZ_BARRIER_RAIL;
    for (uint8_t c = SZ_BARRIER_RAIL + 1; c < SZ_N_BARRIERS; c++)
        if (length[c] > length[best])
            best = c;
    return length[SZ_BARRIER_NONE] > length[best] ? SZ_BARRIER_NONE : best;
}

/* Half-edges of the walk that starts with H into t->step. */
static bool walk(tracer *t, int32_t h)
{
    int32_t start = h;
    t->step.n = 0;
    do {
        if (!sz__push(&t->step, h))
            return false;
        t->seen[h] = 1;
        h = follow(t, h);
    } while (h != start);
    return true;
}

/* A step of the walk that does not go on with the neighbour of the step before it
 * in the same stretch; 0 when there is none. *OK becomes false without memory. */
static size_t first_break(tracer *t, bool *ok)
{
    size_t n = t->step.n;
    for (size_t i = 0; i < n; i++) {
        *ok = turn_at(t, t->step.at[(i + n - 1) % n], t->step.at[i]);
        if (!*ok || t->turn.n > 1)
            return i;
    }
    return 0;
}

/* An item with the metres it has of each class. */
static bool add_item(tracer *t, int32_t atom, uint8_t edge, const double *by_class)
{
    double length = 0, off = 0, strong = 0;
    for (int c = 0; c < SZ_N_BARRIERS; c++) {
        length += by_class[c];
        off += t->share[c] * by_class[c];
        strong += sz__strong_share[c] * by_class[c];
    }
    sz_ring_item item = { atom, (float)length, edge,
                          length > 0 ? main_class(by_class) : SZ_BARRIER_NONE };
    return sz__push(&t->item, item) && sz__push(&t->off, (float)off) &&
           sz__push(&t->strong, (float)strong);
}

/* Items of the walk in t->step. */
static bool add_items(tracer *t)
{
    static const double none[SZ_N_BARRIERS] = { 0 };
    const sz_map *m = t->map;
    bool ok = true;
    size_t n = t->step.n, start = first_break(t, &ok);
    int32_t own = t->atom_of[sz__map_left(m, t->step.at[0])];
    cycle c = { own, false, t->item.n, 0 };
    double by_class[SZ_N_BARRIERS] = { 0 };
    for (size_t i = 0; ok && i < n; i++) {
        int32_t h = t->step.at[(start + i) % n];
        int32_t after = t->step.at[(start + i + 1) % n];
        by_class[m->b_class[h >> 1]] += m->b_length[h >> 1];
        ok = turn_at(t, h, after);
        if (!ok || (t->turn.n == 1 && i + 1 < n))
            continue;
        ok = add_item(t, across(t, h), SZ_EDGE, by_class);
        size_t k = 1;
        if (ok && is_gap(t, h) && beyond(t, h) >= 0) { /* who is on the other side */
            ok = add_item(t, beyond(t, h), SZ_CORNER, by_class);
            if (ok && t->options->blocked[h >> 1] == SZ_BLOCKED_UNCROSSED)
                t->item.at[t->item.n - 1].barrier |= SZ_APART;
            k += t->turn.n > 1 && t->turn.at[1] == beyond(t, h);
        }
        for (; ok && k + 1 < t->turn.n; k++)
            ok = add_item(t, t->turn.at[k], SZ_CORNER, none);
        for (k = 1; k + 1 < t->turn.n; k++)
            c.pinched |= t->turn.at[k] == own;
        memset(by_class, 0, sizeof by_class);
    }
    c.to = t->item.n;
    return ok && sz__push(&t->cycles, c);
}

/* Atoms of link I; false when it joins nothing. */
static bool link_atoms(const tracer *t, size_t i, int32_t *a, int32_t *b)
{
    const int32_t *link = t->options->links[i];
    *a = t->atom_of[link[0]];
    *b = seen_from(t, link[0], link[1]);
    return *b >= 0 && *a != *b;
}

/* Links as the last items of their atoms; AT[v] is where there is room. */
static void add_links(sz_graph *g, const tracer *t, int32_t *at)
{
    for (size_t i = 0; i < t->options->n_links; i++) {
        int32_t end[2];
        if (!link_atoms(t, i, &end[0], &end[1]))
            continue;
        for (int k = 0; k < 2; k++) {
            int32_t v = end[k];
            g->off[at[v]] = g->strong[at[v]] = 0;
            g->ring[at[v]++] = (sz_ring_item){ end[1 - k], 0, SZ_LINK, 0 };
            g->simple[v] = 0;
        }
    }
}

/* Sort the cycles by atom into GRAPH. */
static sz_status put_together(sz_graph *g, const tracer *t, sz_error *err)
{
    size_t n = (size_t)g->n, items = t->item.n + 2 * t->options->n_links;
    int32_t *count = sz__zalloc(n, sizeof *count), a, b;
    g->row = sz__zalloc(n + 1, sizeof *g->row);
    g->ring = sz__alloc(items, sizeof *g->ring);
    g->off = sz__alloc(items, sizeof *g->off);
    g->strong = sz__alloc(items, sizeof *g->strong);
    g->simple = sz__alloc(n, sizeof *g->simple);
    if (!count || !g->row || !g->ring || !g->off || !g->strong || !g->simple) {
        free(count);
        return sz__nomem(err);
    }
    memset(g->simple, 1, n);
    for (size_t i = 0; i < t->cycles.n; i++) {
        const cycle *c = &t->cycles.at[i];
        g->row[c->atom + 1] += (int32_t)(c->to - c->from);
        if (count[c->atom]++ || c->pinched)
            g->simple[c->atom] = 0;
    }
    for (size_t i = 0; i < t->options->n_links; i++)
        if (link_atoms(t, i, &a, &b)) {
            g->row[a + 1]++;
            g->row[b + 1]++;
        }
    for (int32_t v = 0; v < g->n; v++) {
        g->row[v + 1] += g->row[v];
        count[v] = g->row[v];
    }
    for (size_t i = 0; i < t->cycles.n; i++) {
        const cycle *c = &t->cycles.at[i];
        size_t run = c->to - c->from, to = (size_t)count[c->atom];
        memcpy(g->ring + to, t->item.at + c->from, run * sizeof *g->ring);
        memcpy(g->off + to, t->off.at + c->from, run * sizeof *g->off);
        memcpy(g->strong + to, t->strong.at + c->from, run * sizeof *g->strong);
        count[c->atom] += (int32_t)run;
    }
    add_links(g, t, count);
    free(count);
    return SZ_SUCCESS;
}

sz_status sz__trace_rings(sz_graph *graph, const sz_map *map,
                          const sz_graph_options *options, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    tracer t = { .map = map, .atom_of = graph->atom_of, .options = options,
                 .share = options->share ? options->share : sz__border_share };
    t.seen = sz__zalloc(2 * (size_t)map->n_borders, 1);
    if (!t.seen)
        goto nomem;
    for (int32_t h = 0; h < 2 * map->n_borders; h++)
        if (!t.seen[h] && is_boundary(&t, h) && (!walk(&t, h) || !add_items(&t)))
            goto nomem;
    status = put_together(graph, &t, err);
    goto done;
nomem:
    status = sz__nomem(err);
done:
    free(t.cycles.at);
    free(t.item.at);
    free(t.off.at);
    free(t.strong.at);
    free(t.turn.at);
    free(t.step.at);
    free(t.seen);
    return status;
}
