/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A random map for benchmarks: Voronoi cells of points uniform in a square of one
 * hectare per cell, households log-normal with mean 100 and sigma 0.6 of the
 * logarithm. Cells are numbered in the order in which the points were drawn, so that
 * neighbours lie far apart in memory, as in data of unknown origin. Rings are exact;
 * three cells meet at every point. */
#ifndef SIZHI_BENCH_VORONOI_H
#define SIZHI_BENCH_VORONOI_H

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/rng.h"
#include "plan/graph.h"

enum { VORONOI_SIDES = 64, VORONOI_PER_BIN = 2 };

/* A convex polygon; side i leads from corner i to the next, towards cell[i]. */
typedef struct voronoi_cell {
    int n;
    double x[VORONOI_SIDES], y[VORONOI_SIDES];
    int32_t cell[VORONOI_SIDES];
} voronoi_cell;

/* Points in a grid of bins. */
typedef struct voronoi_bins {
    int side;           /* bins in a row */
    double width;       /* of a bin */
    int32_t *row, *at;  /* [side * side + 2], [n] */
    double *xy;         /* [2 n] as in at */
} voronoi_bins;

static inline void voronoi_corner(voronoi_cell *c, double x, double y, int32_t cell)
{
    c->x[c->n] = x;
    c->y[c->n] = y;
    c->cell[c->n++] = cell;
}

/* Keep what is nearer to (px, py) than to point Q at (qx, qy); false when the polygon
 * has too many sides. */
static inline bool voronoi_clip(voronoi_cell *c, double px, double py, double qx,
                                double qy, int32_t q)
{
    double dx = qx - px, dy = qy - py, off[VORONOI_SIDES];
    bool cuts = false;
    for (int i = 0; i < c->n; i++) {
        off[i] = (c->x[i] - (px + qx) / 2) * dx + (c->y[i] - (py + qy) / 2) * dy;
        cuts |= off[i] > 0;
    }
    if (!cuts)
        return true;
    voronoi_cell old = *c;
    c->n = 0;
    for (int i = 0; i < old.n; i++) {
        int k = i + 1 < old.n ? i + 1 : 0;
        bool in = off[i] <= 0, next_in = off[k] <= 0;
        if (c->n + 2 > VORONOI_SIDES)
            return false;
        if (in)
            voronoi_corner(c, old.x[i], old.y[i], old.cell[i]);
        if (in == next_in)
            continue;
        double f = off[i] / (off[i] - off[k]);
        voronoi_corner(c, old.x[i] + f * (old.x[k] - old.x[i]),
                       old.y[i] + f * (old.y[k] - old.y[i]), in ? q : old.cell[i]);
    }
    return true;
}

/* The square of the farthest corner's distance from (px, py). */
static inline double voronoi_reach(const voronoi_cell *c, double px, double py)
{
    double most = 0;
    for (int i = 0; i < c->n; i++) {
        double dx = c->x[i] - px, dy = c->y[i] - py;
        most = fmax(most, dx * dx + dy * dy);
    }
    return most;
}

/* Cell of point P at (px, py): the square, clipped against points ring by ring of bins
 * until no farther one can matter. */
static inline bool voronoi_cut_out(voronoi_cell *c, const voronoi_bins *b, int32_t p,
                                   double px, double py)
{
    double size = b->side * b->width, far = INFINITY;
    int bx = (int)(px / b->width), by = (int)(py / b->width);
    c->n = 0;
    voronoi_corner(c, 0, 0, -1);
    voronoi_corner(c, size, 0, -1);
    voronoi_corner(c, size, size, -1);
    voronoi_corner(c, 0, size, -1);
    for (int r = 0; r < b->side; r++) {
        if (r > 1 && pow((r - 1) * b->width, 2) > 4 * far)
            break;
        for (int y = by - r; y <= by + r; y++)
            for (int x = bx - r; x <= bx + r; x++) {
                bool rim = y == by - r || y == by + r || x == bx - r || x == bx + r;
                if (!rim || x < 0 || y < 0 || x >= b->side || y >= b->side)
                    continue;
                int bin = y * b->side + x;
                for (int32_t i = b->row[bin]; i < b->row[bin + 1]; i++)
                    if (b->at[i] != p && !voronoi_clip(c, px, py, b->xy[2 * i],
                                                       b->xy[2 * i + 1], b->at[i]))
                        return false;
            }
        far = voronoi_reach(c, px, py);
    }
    return true;
}

static inline bool voronoi_sort(voronoi_bins *b, const sz_graph *g)
{
    size_t bins = (size_t)b->side * (size_t)b->side, n = (size_t)g->n;
    b->row = sz__zalloc(bins + 2, sizeof *b->row);
    b->at = sz__alloc(n, sizeof *b->at);
    b->xy = sz__alloc(n, 2 * sizeof *b->xy);
    if (!b->row || !b->at || !b->xy)
        return false;
    for (int pass = 0; pass < 2; pass++) {
        for (int32_t p = 0; p < g->n; p++) {
            size_t bin = (size_t)(g->y[p] / b->width) * (size_t)b->side +
                         (size_t)(g->x[p] / b->width);
            if (pass == 0)
                b->row[bin + 2]++;
            else
                b->at[b->row[bin + 1]++] = p;
        }
        for (size_t i = 1; pass == 0 && i <= bins; i++)
            b->row[i + 1] += b->row[i];
    }
    for (size_t i = 0; i < n; i++) {
        b->xy[2 * i] = g->x[b->at[i]];
        b->xy[2 * i + 1] = g->y[b->at[i]];
    }
    return true;
}

/* Append the ring and measure the area of cell V. */
static inline bool voronoi_ring(sz_graph *g, const voronoi_cell *c, int32_t v,
                                size_t *cap)
{
    size_t n = (size_t)g->row[v], first = n;
    if (n + VORONOI_SIDES > *cap &&
        !sz__grow((void **)&g->ring, cap, n + VORONOI_SIDES, sizeof *g->ring))
        return false;
    for (int i = 0; i < c->n; i++) {
        int k = i + 1 < c->n ? i + 1 : 0;
        float length = (float)hypot(c->x[k] - c->x[i], c->y[k] - c->y[i]);
        g->area[v] += (c->x[i] * c->y[k] - c->x[k] * c->y[i]) / 2;
        if (n > first && g->ring[n - 1].atom == c->cell[i])
            g->ring[n - 1].length += length; /* round a corner of the square */
        else
            g->ring[n++] = (sz_ring_item){ c->cell[i], length, 1, SZ_BARRIER_NONE };
    }
    if (n > first + 1 && g->ring[n - 1].atom == g->ring[first].atom)
        g->ring[first].length += g->ring[--n].length;
    g->row[v + 1] = (int32_t)n;
    return true;
}

/* Every neighbour must have the cell for a neighbour. */
static inline bool voronoi_fits(const sz_graph *g)
{
    for (int32_t v = 0; v < g->n; v++)
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            bool back = u < 0;
            for (int32_t k = u < 0 ? 0 : g->row[u]; !back && k < g->row[u + 1]; k++)
                back = g->ring[k].atom == v;
            if (!back)
                return false;
        }
    return true;
}

static inline bool voronoi_arrays(sz_graph *g)
{
    size_t n = (size_t)g->n;
    g->row = sz__zalloc(n + 1, sizeof *g->row);
    g->simple = sz__alloc(n, 1);
    g->weight = sz__zalloc(n, sizeof *g->weight);
    g->area = sz__zalloc(n, sizeof *g->area);
    g->x = sz__zalloc(n, sizeof *g->x);
    g->y = sz__zalloc(n, sizeof *g->y);
    g->town = sz__zalloc(n, sizeof *g->town);
    g->today = sz__alloc(n, sizeof *g->today);
    g->kept_weight = sz__zalloc(n, sizeof *g->kept_weight);
    g->locked = sz__zalloc(n, 1);
    g->component = sz__zalloc(n, sizeof *g->component);
    g->n_components = 1;
    if (!g->row || !g->simple || !g->weight || !g->area || !g->x || !g->y || !g->town ||
        !g->today || !g->kept_weight || !g->locked || !g->component)
        return false;
    memset(g->simple, 1, n);
    memset(g->today, -1, n * sizeof *g->today);
    return true;
}

/* A graph of ATOMS cells; free it with sz__graph_release(). False when memory is out
 * or rounding has bent the map. */
static inline bool voronoi_graph(sz_graph *g, int atoms, uint64_t seed)
{
    voronoi_bins bins = { 1, 0, NULL, NULL, NULL };
    voronoi_cell cell;
    sz_rng rng;
    size_t cap = 0;
    double side = 100 * sqrt(atoms);
    *g = (sz_graph){ .n = atoms };
    bool fine = voronoi_arrays(g);
    sz__rng_init(&rng, seed, 0);
    for (int32_t v = 0; v < atoms && fine; v++) {
        g->x[v] = side * sz__rng_unit(&rng);
        g->y[v] = side * sz__rng_unit(&rng);
    }
    for (int32_t v = 0; v < atoms && fine; v++) {
        double r = sqrt(-2 * log(1 - sz__rng_unit(&rng)));
        double normal = r * cos(6.283185307179586 * sz__rng_unit(&rng));
        g->weight[v] = llround(exp(log(100) - 0.18 + 0.6 * normal));
    }
    bins.side = (int)fmax(1, sqrt((double)atoms / VORONOI_PER_BIN));
    bins.width = side / bins.side;
    fine = fine && voronoi_sort(&bins, g);
    for (int32_t v = 0; v < atoms && fine; v++)
        fine = voronoi_cut_out(&cell, &bins, v, g->x[v], g->y[v]) &&
               voronoi_ring(g, &cell, v, &cap);
    free(bins.row);
    free(bins.at);
    free(bins.xy);
    fine = fine && voronoi_fits(g);
    if (!fine)
        sz__graph_release(g);
    return fine;
}

#endif
