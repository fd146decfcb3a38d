/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A town for exact solvers: a square lattice of atoms; where four meet, two opposite
 * ones share a short border, at random which, or all four a point. Households are
 * random, every fifth line is an arterial. */
#ifndef SIZHI_BENCH_DIAGONAL_H
#define SIZHI_BENCH_DIAGONAL_H

#include <stdlib.h>

#include "core/array.h"
#include "core/rng.h"
#include "plan/graph.h"

/* How the four atoms round a lattice point meet. */
enum { DIAGONAL_NONE, DIAGONAL_RISING, DIAGONAL_FALLING };

typedef struct diagonal_map {
    int w, h;
    uint8_t *turn;   /* [(w + 1) * (h + 1)] of each lattice point */
} diagonal_map;

static inline int32_t diagonal_atom(const diagonal_map *m, int x, int y)
{
    return x < 0 || y < 0 || x >= m->w || y >= m->h ? -1 : y * m->w + x;
}

static inline uint8_t diagonal_barrier(int line)
{
    return line % 5 == 0 ? SZ_BARRIER_ARTERIAL : SZ_BARRIER_NONE;
}

/* The four sides of an atom counter-clockwise from the east, with what its corners
 * show between them. Returns how many items. */
static inline int diagonal_ring(const diagonal_map *m, int x, int y, sz_ring_item *out)
{
    static const int dx[4] = { 1, 0, -1, 0 }, dy[4] = { 0, 1, 0, -1 };
    int n = 0;
    for (int d = 0; d < 4; d++) {
        int line = d == 0 ? x + 1 : d == 1 ? y + 1 : d == 2 ? x : y;
        int32_t side = diagonal_atom(m, x + dx[d], y + dy[d]);
        out[n++] = (sz_ring_item){ side, 100, 1, diagonal_barrier(line) };
        int e = (d + 1) % 4, cx = x + dx[d] + dx[e], cy = y + dy[d] + dy[e];
        int px = x + (dx[d] + dx[e] > 0), py = y + (dy[d] + dy[e] > 0);
        int32_t across = diagonal_atom(m, cx, cy);
        int turn = m->turn[py * (m->w + 1) + px];
        bool rising = (dx[d] + dx[e]) * (dy[d] + dy[e]) > 0;
        if (across < 0 || turn == (rising ? DIAGONAL_FALLING : DIAGONAL_RISING))
            continue;
        out[n++] = turn == DIAGONAL_NONE
                       ? (sz_ring_item){ across, 0, 0, 0 }
                       : (sz_ring_item){ across, 10, 1, SZ_BARRIER_NONE };
    }
    return n;
}

/* W x H atoms with 40 to 160 households each; free with raster_graph_free() or never.
 * False when memory is out. */
static inline bool diagonal_graph(sz_graph *g, int w, int h, uint64_t seed)
{
    size_t n = (size_t)w * (size_t)h;
    diagonal_map m = { w, h, sz__zalloc((size_t)(w + 1) * (size_t)(h + 1), 1) };
    sz_rng rng;
    sz__rng_init(&rng, seed, 5);
    *g = (sz_graph){ .n = (int32_t)n, .n_components = 1 };
    g->row = sz__zalloc(n + 1, sizeof *g->row);
    g->ring = sz__zalloc(8 * n, sizeof *g->ring);
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
    if (!m.turn || !g->row || !g->ring || !g->simple || !g->weight || !g->area ||
        !g->x || !g->y || !g->town || !g->today || !g->kept_weight || !g->locked ||
        !g->component)
        return false;
    for (int y = 1; y < h; y++)
        for (int x = 1; x < w; x++) /* three of four points have a short border */
            m.turn[y * (w + 1) + x] = (uint8_t)((sz__rng_below(&rng, 4) + 1) / 2);
    for (int32_t v = 0; v < g->n; v++) {
        int x = v % w, y = v / w;
        g->row[v + 1] = g->row[v] + diagonal_ring(&m, x, y, g->ring + g->row[v]);
        g->simple[v] = 1;
        g->weight[v] = 40 + sz__rng_below(&rng, 121);
        g->area[v] = 10000;
        g->x[v] = 100 * x;
        g->y[v] = 100 * y;
        g->today[v] = -1;
    }
    free(m.turn);
    return true;
}

#endif
