/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A town made by hand: crooked blocks between crooked streets, some with names, a
 * river and a railway; communities by rectangles of blocks. It owes nothing to the
 * map room, so that what draws and what builds maps are tested apart. */
#ifndef SIZHI_TESTS_LATTICE_H
#define SIZHI_TESTS_LATTICE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/rng.h"
#include "map/map.h"

#define LATTICE_X 500000.0 /* of the south west node, as far as it is in its place */
#define LATTICE_Y 3500000.0

typedef struct lattice {
    int w, h;              /* blocks */
    double side;           /* metres */
    double *node;          /* [2 * (w + 1) * (h + 1)] */
    int32_t *out;          /* [4 * nodes] half-edge leaving to E, N, W, S; -1 none */
    sz_map *map;
} lattice;

static inline int lattice_node(const lattice *l, int x, int y)
{
    return y * (l->w + 1) + x;
}

static inline int32_t lattice_block(const lattice *l, int x, int y)
{
    return x < 0 || y < 0 || x >= l->w || y >= l->h ? -1 : y * l->w + x;
}

static inline void lattice_border(lattice *l, int ax, int ay, int bx, int by)
{
    sz_map *m = l->map;
    int32_t b = m->n_borders++;
    int a = lattice_node(l, ax, ay), z = lattice_node(l, bx, by);
    bool east = by == ay;
    m->b_left[b] = east ? lattice_block(l, ax, ay) : lattice_block(l, ax - 1, ay);
    m->b_right[b] = east ? lattice_block(l, ax, ay - 1) : lattice_block(l, ax, ay);
    m->b_from[b] = a;
    m->b_to[b] = z;
    m->b_name[b] = -1;
    size_t p = m->b_row[b];
    memcpy(m->b_xy + 2 * p, l->node + 2 * a, 2 * sizeof(double));
    memcpy(m->b_xy + 2 * p + 2, l->node + 2 * z, 2 * sizeof(double));
    m->b_row[b + 1] = p + 2;
    m->b_length[b] = hypot(l->node[2 * z] - l->node[2 * a],
                           l->node[2 * z + 1] - l->node[2 * a + 1]);
    l->out[4 * a + (east ? 0 : 1)] = 2 * b;
    l->out[4 * z + (east ? 2 : 3)] = 2 * b + 1;
}

/* Face on the left, so at every node turn left, else straight on, else right. */
static inline void lattice_turns(lattice *l)
{
    sz_map *m = l->map;
    for (int h = 0; h < 2 * m->n_borders; h++) {
        int node = h & 1 ? m->b_from[h >> 1] : m->b_to[h >> 1];
        int d = 0;
        int from = h & 1 ? m->b_to[h >> 1] : m->b_from[h >> 1];
        while (l->out[4 * from + d] != h)
            d++;
        for (int turn = 1; turn >= -2; turn--) {
            int32_t next = l->out[4 * node + ((d + turn + 4) & 3)];
            if (next >= 0) {
                m->he_next[h] = next;
                break;
            }
        }
    }
}

static inline void lattice_alloc(sz_map *m, size_t n, size_t nb)
{
    m->n = (int32_t)n;
    m->name = malloc(n * sizeof *m->name);
    m->town = calloc(n, sizeof *m->town);
    m->unit = malloc(n * sizeof *m->unit);
    m->community = malloc(n * sizeof *m->community);
    m->households = calloc(n, sizeof *m->households);
    m->planned = calloc(n, sizeof *m->planned);
    m->population = calloc(n, sizeof *m->population);
    m->area = calloc(n, sizeof *m->area);
    m->x = calloc(n, sizeof *m->x);
    m->y = calloc(n, sizeof *m->y);
    m->claim_row = calloc(n + 1, sizeof *m->claim_row);
    m->claim = calloc(16, sizeof *m->claim);
    m->ring_row = calloc(n + 1, sizeof *m->ring_row);
    m->ring = calloc(n, sizeof *m->ring);
    m->b_left = calloc(nb, sizeof *m->b_left);
    m->b_right = calloc(nb, sizeof *m->b_right);
    m->b_from = calloc(nb, sizeof *m->b_from);
    m->b_to = calloc(nb, sizeof *m->b_to);
    m->b_class = calloc(nb, sizeof *m->b_class);
    m->b_name = calloc(nb, sizeof *m->b_name);
    m->b_length = calloc(nb, sizeof *m->b_length);
    m->b_row = calloc(nb + 1, sizeof *m->b_row);
    m->b_xy = calloc(4 * nb, sizeof *m->b_xy);
    m->he_next = calloc(2 * nb, sizeof *m->he_next);
}

static inline void lattice_parcels(lattice *l, sz_rng *rng)
{
    sz_map *m = l->map;
    for (int y = 0; y < l->h; y++)
        for (int x = 0; x < l->w; x++) {
            int32_t p = lattice_block(l, x, y);
            m->name[p] = m->unit[p] = m->community[p] = -1;
            m->households[p] = 20 + (int64_t)sz__rng_below(rng, 80);
            m->area[p] = l->side * l->side;
            for (int k = 0; k < 4; k++) {
                int node = lattice_node(l, x + (k & 1), y + (k >> 1));
                const double *q = l->node + 2 * node;
                m->x[p] += q[0] / 4.0;
                m->y[p] += q[1] / 4.0;
            }
            m->ring_row[p + 1] = p + 1;
            m->ring[p] = l->out[4 * lattice_node(l, x, y)];
        }
}

/* A line along row or column AT of nodes. */
static inline void lattice_line(lattice *l, bool east, int at, sz_barrier barrier,
                                const char *name)
{
    sz_map *m = l->map;
    size_t line = (size_t)m->n_lines++, points = (size_t)(east ? l->w : l->h) + 1;
    m->l_class = realloc(m->l_class, line + 1);
    m->l_bridge = realloc(m->l_bridge, line + 1);
    m->l_name = realloc(m->l_name, (line + 1) * sizeof *m->l_name);
    m->l_row = realloc(m->l_row, (line + 2) * sizeof *m->l_row);
    m->l_row[0] = 0;
    size_t from = m->l_row[line];
    m->l_xy = realloc(m->l_xy, 2 * (from + points) * sizeof *m->l_xy);
    m->l_row[line + 1] = from + points;
    m->l_class[line] = (uint8_t)barrier;
    m->l_bridge[line] = 0;
    m->l_state = realloc(m->l_state, line + 1);
    m->l_state[line] = SZ_LINE_BUILT;
    m->l_name[line] = sz__names_add(&m->names, name);
    for (size_t i = 0; i < points; i++) {
        int node = east ? lattice_node(l, (int)i, at) : lattice_node(l, at, (int)i);
        memcpy(m->l_xy + 2 * (from + i), l->node + 2 * node, 2 * sizeof(double));
        int32_t h = i + 1 < points ? l->out[4 * node + (east ? 0 : 1)] : -1;
        if (h >= 0) {
            m->b_class[h >> 1] = (uint8_t)barrier;
            m->b_name[h >> 1] = m->l_name[line];
        }
    }
}

/* W by H blocks of SIDE metres; every node is off its place by up to JITTER of a
 * side. No names, no communities yet. */
static inline void lattice_open(lattice *l, int w, int h, double side, double jitter,
                                uint64_t seed)
{
    sz_rng rng;
    sz__rng_init(&rng, seed, 0);
    *l = (lattice){ .w = w, .h = h, .side = side };
    size_t nodes = (size_t)(w + 1) * (size_t)(h + 1);
    l->node = malloc(2 * nodes * sizeof *l->node);
    l->out = malloc(4 * nodes * sizeof *l->out);
    memset(l->out, 0xff, 4 * nodes * sizeof *l->out);
    l->map = calloc(1, sizeof *l->map);
    l->map->crs = strcpy(malloc(16), "EPSG:4549");
    l->map->grid = 0.01;
    l->map->n_towns = 1;
    l->map->town_name = malloc(sizeof(int32_t));
    l->map->town_name[0] = sz__names_add(&l->map->names, "槐荫街道");
    l->map->n_nodes = (int32_t)nodes;
    for (int y = 0; y <= h; y++)
        for (int x = 0; x <= w; x++) {
            double *p = l->node + 2 * lattice_node(l, x, y);
            p[0] = LATTICE_X + side * (x + jitter * (2.0 * sz__rng_unit(&rng) - 1.0) +
                                      0.02 * h * sin(6.0 * y / h));
            p[1] = LATTICE_Y + side * (y + jitter * (2.0 * sz__rng_unit(&rng) - 1.0) +
                                       0.02 * w * sin(5.0 * x / w));
        }
    lattice_alloc(l->map, (size_t)w * (size_t)h,
                  (size_t)w * (size_t)(h + 1) + (size_t)h * (size_t)(w + 1));
    for (int y = 0; y <= h; y++)
        for (int x = 0; x < w; x++)
            lattice_border(l, x, y, x + 1, y);
    for (int y = 0; y < h; y++)
        for (int x = 0; x <= w; x++)
            lattice_border(l, x, y, x, y + 1);
    lattice_turns(l);
    lattice_parcels(l, &rng);
}

/* Another community of today; returns its number. */
static inline int32_t lattice_community(lattice *l, const char *name)
{
    sz_map *m = l->map;
    int32_t c = m->n_communities++;
    m->communities = realloc(m->communities, (size_t)m->n_communities *
                                                 sizeof *m->communities);
    m->communities[c] = (sz_today_info){ sz__names_add(&m->names, name), -1, 0 };
    return c;
}

/* Blocks (x0, y0) .. (x1, y1), the last not included, are community C's today. */
static inline void lattice_today(lattice *l, int x0, int y0, int x1, int y1, int32_t c)
{
    for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++)
            l->map->community[lattice_block(l, x, y)] = c;
}

/* The map outlives the lattice. */
/* A rectangle of the backdrop, metres from the south west node: x0, y0, x1, y1; and one that is cut out
 * of it, or NULL. */
static inline void lattice_area(sz_map *m, sz_backdrop_kind kind, const char *name,
                                const double box[4], const double *hole)
{
    size_t i = (size_t)m->n_backdrops++, rings = i ? m->k_row[i] : 0, n = hole ? 2 : 1;
    size_t points = rings ? m->k_ring[rings] : 0;
    m->k_kind = realloc(m->k_kind, i + 1);
    m->k_name = realloc(m->k_name, (i + 1) * sizeof *m->k_name);
    m->k_row = realloc(m->k_row, (i + 2) * sizeof *m->k_row);
    m->k_ring = realloc(m->k_ring, (rings + n + 1) * sizeof *m->k_ring);
    m->k_xy = realloc(m->k_xy, 2 * (points + 5 * n) * sizeof *m->k_xy);
    m->k_kind[i] = (uint8_t)kind;
    m->k_name[i] = sz__names_add(&m->names, name);
    m->k_row[0] = m->k_ring[0] = 0;
    m->k_row[i + 1] = rings + n;
    for (size_t r = 0; r < n; r++) {
        const double *b = r ? hole : box;
        for (size_t k = 0; k < 5; k++, points++) {
            m->k_xy[2 * points] = LATTICE_X + b[k == 1 || k == 2 ? 2 : 0];
            m->k_xy[2 * points + 1] = LATTICE_Y + b[k == 2 || k == 3 ? 3 : 1];
        }
        m->k_ring[rings + r + 1] = points;
    }
}

static inline sz_map *lattice_close(lattice *l)
{
    free(l->node);
    free(l->out);
    return l->map;
}

#endif
