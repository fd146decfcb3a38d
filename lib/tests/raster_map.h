/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Planar maps made of pixels, so that what the library finds on them can be
 * compared with plain walks over pixels.
 *
 * Every label of a raster becomes one parcel, which must be in one piece. The
 * sz_map is made without lib/geom. Its borders are also broken at some points
 * where nothing but the class changes, as real ones are. */
#ifndef SIZHI_TESTS_RASTER_MAP_H
#define SIZHI_TESTS_RASTER_MAP_H

#include <stdio.h>
#include <stdlib.h>

#include "map/map.h"
#include "tests/rasters.h"

/* From text, highest row first, rows parted by '/': a-z are parcels 0-25, '.'
 * is outside. */
static inline void raster_parse(raster *r, const char *text)
{
    memset(r->cell, -1, sizeof r->cell);
    r->n = 0;
    r->w = (int)strcspn(text, "/");
    r->h = (int)((strlen(text) + 1) / (size_t)(r->w + 1));
    for (int row = 0; row < r->h; row++)
        for (int x = 0; x < r->w; x++) {
            char c = text[row * (r->w + 1) + x];
            int32_t label = c == '.' ? -1 : c - 'a';
            RASTER_AT(r, x, r->h - 1 - row) = label;
            if (label >= r->n)
                r->n = label + 1;
        }
}

/* Give every connected blob of a label a number of its own. OF[RASTER_CELLS], if
 * given, tells the old label of each new one. */
static inline void raster_split(raster *r, int32_t *of)
{
    raster old = *r;
    int32_t stack[RASTER_CELLS];
    memset(r->cell, -1, sizeof r->cell);
    r->n = 0;
    for (int i = 0; i < RASTER_CELLS; i++) {
        if (old.cell[i] < 0 || r->cell[i] >= 0)
            continue;
        int top = 0;
        stack[top++] = i;
        r->cell[i] = r->n;
        while (top) {
            int at = stack[--top];
            for (int d = 0; d < 4; d++) {
                int j = at + raster_dx[d] + RASTER_SIDE * raster_dy[d];
                if (old.cell[j] != old.cell[i] || r->cell[j] >= 0)
                    continue;
                r->cell[j] = r->n;
                stack[top++] = j;
            }
        }
        if (of)
            of[r->n] = old.cell[i];
        r->n++;
    }
}

/* The side of the unit edge that leaves lattice point (X, Y) in direction D
 * (0 east, 1 north, 2 west, 3 south): its left or right pixel. */
static inline int32_t raster_side(const raster *r, int x, int y, int d, bool right)
{
    static const int lx[] = { 0, -1, -1, 0 }, ly[] = { 0, 0, -1, -1 };
    int k = right ? (d + 3) & 3 : d;
    return RASTER_AT(r, x + lx[k], y + ly[k]);
}

static inline bool raster_edge(const raster *r, int x, int y, int d)
{
    return raster_side(r, x, y, d, false) != raster_side(r, x, y, d, true);
}

static inline int raster_degree(const raster *r, int x, int y)
{
    int degree = 0;
    for (int d = 0; d < 4; d++)
        degree += raster_edge(r, x, y, d);
    return degree;
}

/* Work space of raster_map(). */
typedef struct raster_trace {
    const raster *r;
    uint8_t *seen;     /* [4 * points] unit edge already on a border */
    int32_t *leaves;   /* [4 * points] half-edge that leaves a node this way */
    int32_t *node;     /* [points] number of the node, -1 none */
    SZ__ARRAY(double) xy;
    size_t points;     /* so far, in all borders */
} raster_trace;

static inline bool raster_is_node(const raster_trace *t, int x, int y)
{
    int degree = raster_degree(t->r, x, y);
    return degree > 2 || (degree == 2 && (x * 7 + y * 13) % 5 == 0) ||
           t->node[y * (t->r->w + 1) + x] >= 0;
}

/* One border from lattice point (X, Y) in direction D; X, Y are a node. */
static inline void raster_follow(raster_trace *t, sz_map *m, int x, int y, int d)
{
    static const int dx[] = { 1, 0, -1, 0 }, dy[] = { 0, 1, 0, -1 };
    int stride = t->r->w + 1, b = m->n_borders++;
    m->b_left[b] = raster_side(t->r, x, y, d, false);
    m->b_right[b] = raster_side(t->r, x, y, d, true);
    m->b_class[b] = (uint8_t)((b * 5 + 3) % SZ_N_BARRIERS);
    m->b_name[b] = -1;
    m->b_from[b] = t->node[y * stride + x];
    m->b_length[b] = 0;
    m->b_row[b] = t->points;
    t->leaves[4 * (y * stride + x) + d] = 2 * b;
    (void)!(sz__push(&t->xy, (double)x) && sz__push(&t->xy, (double)y));
    do {
        t->seen[4 * (y * stride + x) + d] = 1;
        x += dx[d];
        y += dy[d];
        t->seen[4 * (y * stride + x) + ((d + 2) & 3)] = 1;
        (void)!(sz__push(&t->xy, (double)x) && sz__push(&t->xy, (double)y));
        m->b_length[b] += 1;
        if (raster_is_node(t, x, y))
            break;
        int from = (d + 2) & 3;   /* a point of degree 2 has one other edge */
        for (d = 0; d == from || !raster_edge(t->r, x, y, d); d++)
            ;
    } while (true);
    t->leaves[4 * (y * stride + x) + ((d + 2) & 3)] = 2 * b + 1;
    m->b_to[b] = t->node[y * stride + x];
    t->points = t->xy.n / 2;
    m->b_row[b + 1] = t->points;
}

/* All borders: from every node, then closed ones that met none. */
static inline void raster_trace_all(raster_trace *t, sz_map *m)
{
    int stride = t->r->w + 1;
    for (int i = 0; i < stride * (t->r->h + 1); i++) {
        t->node[i] = -1;
        if (raster_is_node(t, i % stride, i / stride))
            t->node[i] = m->n_nodes++;
    }
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < stride * (t->r->h + 1); i++)
            for (int d = 0; d < 4; d++) {
                int x = i % stride, y = i / stride;
                if (!raster_edge(t->r, x, y, d) || t->seen[4 * i + d])
                    continue;
                if (round == 0 && t->node[i] < 0)
                    continue;
                if (t->node[i] < 0)
                    t->node[i] = m->n_nodes++;
                raster_follow(t, m, x, y, d);
            }
}

/* he_next: at every node the half-edge that follows the twin clockwise. */
static inline void raster_link(const raster_trace *t, sz_map *m)
{
    int points = (t->r->w + 1) * (t->r->h + 1);
    for (int i = 0; i < points; i++)
        for (int d = 0; d < 4; d++) {
            int32_t twin = t->leaves[4 * i + d];
            if (twin < 0)
                continue;
            int k = (d + 3) & 3;
            while (t->leaves[4 * i + k] < 0)
                k = (k + 3) & 3;
            m->he_next[twin ^ 1] = t->leaves[4 * i + k];
        }
}

static inline void raster_fill_parcels(const raster *r, sz_map *m)
{
    for (int32_t p = 0; p < r->n; p++) {
        m->name[p] = m->unit[p] = m->community[p] = -1;
        m->town[p] = 0;
        m->households[p] = 1 + p * 37 % 101;
        m->planned[p] = p % 7;
        m->population[p] = 3 * m->households[p] - p % 2;
    }
    for (int i = r->w * r->h - 1; i >= 0; i--) {
        int32_t p = RASTER_AT(r, i % r->w, i / r->w);
        if (p < 0)
            continue;
        m->area[p] += 1;
        m->x[p] = i % r->w + 0.5;
        m->y[p] = i / r->w + 0.5;
    }
}

/* The map of a raster: parcel p is label p, one town "t", no units, nobody's
 * community. Release with raster_map_release(). Memory is not checked: tests. */
static inline void raster_map(const raster *r, sz_map *m)
{
    size_t n = (size_t)r->n, points = (size_t)(r->w + 1) * (size_t)(r->h + 1);
    size_t edges = 2 * points;
    memset(m, 0, sizeof *m);
    m->n = r->n;
    m->grid = 1;
    m->names = (sz_names)SZ__NAMES_INIT;
    int32_t **ints[] = { &m->name, &m->town, &m->unit, &m->community };
    for (size_t i = 0; i < sizeof ints / sizeof *ints; i++)
        *ints[i] = sz__zalloc(n, sizeof(int32_t));
    int64_t **longs[] = { &m->households, &m->planned, &m->population };
    for (size_t i = 0; i < sizeof longs / sizeof *longs; i++)
        *longs[i] = sz__zalloc(n, sizeof(int64_t));
    double **doubles[] = { &m->area, &m->x, &m->y };
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
        *doubles[i] = sz__zalloc(n, sizeof(double));
    m->claim_row = sz__zalloc(n + 1, sizeof(int32_t));
    int32_t **sides[] = { &m->b_left, &m->b_right, &m->b_from, &m->b_to, &m->b_name };
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        *sides[i] = sz__zalloc(edges, sizeof(int32_t));
    m->b_class = sz__zalloc(edges, 1);
    m->b_length = sz__zalloc(edges, sizeof(double));
    m->b_row = sz__zalloc(edges + 1, sizeof(size_t));
    m->he_next = sz__zalloc(2 * edges, sizeof(int32_t));
    m->n_towns = 1;
    m->town_name = sz__zalloc(1, sizeof(int32_t));
    m->town_name[0] = sz__names_add(&m->names, "t");
    raster_fill_parcels(r, m);

    raster_trace t = { r, sz__zalloc(4 * points, 1), NULL, NULL, SZ__ARRAY_INIT, 0 };
    t.leaves = sz__alloc(4 * points, sizeof(int32_t));
    t.node = sz__alloc(points, sizeof(int32_t));
    memset(t.leaves, -1, 4 * points * sizeof(int32_t));
    memset(t.node, -1, points * sizeof(int32_t));
    raster_trace_all(&t, m);
    raster_link(&t, m);
    m->b_xy = t.xy.at;
    free(t.node);
    free(t.leaves);
    free(t.seen);
}

/* N communities of today in town 0, called "c0", "c1" ... */
static inline void raster_communities(sz_map *m, int32_t n)
{
    char name[16];
    m->n_communities = n;
    m->communities = sz__alloc((size_t)n, sizeof *m->communities);
    for (int32_t c = 0; c < n; c++) {
        snprintf(name, sizeof name, "c%d", (int)c);
        m->communities[c] = (sz_today_info){ sz__names_add(&m->names, name), -1, 0 };
    }
}

static inline void raster_map_release(sz_map *m)
{
    void *blocks[] = { m->name, m->town, m->unit, m->community, m->households,
                       m->planned, m->population, m->area, m->x, m->y, m->claim_row,
                       m->b_left, m->b_right, m->b_from, m->b_to, m->b_class, m->b_name,
                       m->b_length, m->b_row, m->b_xy, m->he_next, m->town_name,
                       m->units, m->communities, m->offices };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        free(blocks[i]);
    sz__names_release(&m->names);
}

#endif
