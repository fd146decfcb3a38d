/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A town map for benchmarks, made without geometry: a street lattice of cells, some
 * pairs of which are merged; every fifth street is an arterial, every twentieth a
 * river. Rings are exact, four-way corners included. */
#ifndef SIZHI_BENCH_LATTICE_H
#define SIZHI_BENCH_LATTICE_H

#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/rng.h"
#include "plan/graph.h"

typedef struct lattice {
    int side;
    int32_t *cell;   /* atom of cell (x, y), -1 outside */
} lattice;

static inline int32_t lattice_at(const lattice *l, int x, int y)
{
    return x < 0 || y < 0 || x >= l->side || y >= l->side ? -1
                                                          : l->cell[y * l->side + x];
}

static inline uint8_t lattice_barrier(int x, int y, int d)
{
    int line = d == 0 ? x + 1 : d == 1 ? y + 1 : d == 2 ? x : y;
    return line % 20 == 0 ? SZ_BARRIER_RIVER : line % 5 == 0 ? SZ_BARRIER_ARTERIAL
                                                             : SZ_BARRIER_NONE;
}

static const int lattice_dx[4] = { 1, 0, -1, 0 }, lattice_dy[4] = { 0, 1, 0, -1 };

/* Walk round the atom of cell (x, y) from its side D, appending its ring. */
static inline bool lattice_walk(const lattice *l, int x, int y, int d,
                                sz_ring_item **ring, size_t *n, size_t *cap)
{
    int32_t own = lattice_at(l, x, y);
    size_t start = *n;
    int x0 = x, y0 = y, d0 = d;
    do {
        if (*n + 2 > *cap && !sz__grow((void **)ring, cap, *n + 2, sizeof **ring))
            return false;
        int32_t a = lattice_at(l, x + lattice_dx[d], y + lattice_dy[d]);
        sz_ring_item *last = *n > start ? *ring + *n - 1 : NULL;
        if (last && last->edge && last->atom == a)
            last->length += 100;
        else
            (*ring)[(*n)++] = (sz_ring_item){ a, 100, 1, lattice_barrier(x, y, d) };
        int f = (d + 1) % 4, fx = x + lattice_dx[f], fy = y + lattice_dy[f];
        int cx = fx + lattice_dx[d], cy = fy + lattice_dy[d];
        if (lattice_at(l, fx, fy) != own) {
            int32_t c = lattice_at(l, cx, cy), b = lattice_at(l, fx, fy);
            if (c != a && c != b)
                (*ring)[(*n)++] = (sz_ring_item){ c, 0, 0, 0 };
            d = f;
        } else if (lattice_at(l, cx, cy) != own) {
            x = fx;
            y = fy;
        } else {
            x = cx;
            y = cy;
            d = (d + 3) % 4;
        }
    } while (x != x0 || y != y0 || d != d0);
    sz_ring_item *first = *ring + start, *last = *ring + *n - 1;
    if (last > first && last->edge && last->atom == first->atom) {
        first->length += last->length;
        (*n)--;
    }
    return true;
}

/* A graph of about ATOMS atoms, households lognormal-like with mean 100. Never freed
 * by a benchmark. False when memory is out. */
static inline bool lattice_graph(sz_graph *g, int atoms, uint64_t seed)
{
    lattice l = { 1, NULL };
    sz_rng rng;
    sz__rng_init(&rng, seed, 99);
    while (l.side * l.side * 5 / 6 < atoms)
        l.side++;
    size_t cells = (size_t)l.side * (size_t)l.side;
    l.cell = sz__alloc(cells, sizeof *l.cell);
    if (!l.cell)
        return false;
    for (size_t i = 0; i < cells; i++)
        l.cell[i] = -2;
    *g = (sz_graph){ 0 };
    for (int i = 0; i < (int)cells; i++) {
        int x = i % l.side, y = i / l.side, up = sz__rng_below(&rng, 6) == 0;
        int right = !up && sz__rng_below(&rng, 6) == 0;
        if (l.cell[i] != -2)
            continue;
        l.cell[i] = g->n;
        if (up && y + 1 < l.side)
            l.cell[i + l.side] = g->n;
        if (right && x + 1 < l.side && l.cell[i + 1] == -2)
            l.cell[i + 1] = g->n;
        g->n++;
    }
    size_t n = (size_t)g->n, items = 0, cap = 0;
    g->row = sz__zalloc(n + 1, sizeof *g->row);
    g->simple = sz__alloc(n, 1);
    g->weight = sz__zalloc(n, sizeof *g->weight);
    g->area = sz__zalloc(n, sizeof *g->area);
    g->x = sz__zalloc(n, sizeof *g->x);
    g->y = sz__zalloc(n, sizeof *g->y);
    g->town = sz__zalloc(n, sizeof *g->town);
    g->today = sz__zalloc(n, sizeof *g->today);
    g->kept_weight = sz__zalloc(n, sizeof *g->kept_weight);
    g->locked = sz__zalloc(n, 1);
    g->component = sz__zalloc(n, sizeof *g->component);
    g->n_components = 1;
    if (!g->row || !g->simple || !g->weight || !g->area || !g->x || !g->y || !g->town ||
        !g->today || !g->kept_weight || !g->locked || !g->component)
        return false;
    memset(g->simple, 1, n);
    memset(g->today, -1, n * sizeof *g->today);
    int32_t next = 0;
    for (int i = 0; i < (int)cells; i++) {
        int x = i % l.side, y = i / l.side;
        int32_t v = l.cell[i];
        g->area[v] += 10000;
        g->x[v] = 100 * x;
        g->y[v] = 100 * y;
        if (v != next)
            continue;
        double u = 0;
        for (int k = 0; k < 4; k++)
            u += sz__rng_unit(&rng);
        g->weight[v] = (int64_t)(100 * u * u * u / 8.6);
        int d = 0;
        while (lattice_at(&l, x + lattice_dx[d], y + lattice_dy[d]) == v)
            d++;
        if (!lattice_walk(&l, x, y, d, &g->ring, &items, &cap))
            return false;
        g->row[++next] = (int32_t)items;
    }
    free(l.cell);
    return true;
}

#endif
