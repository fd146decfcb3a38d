/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The planar map as the rooms of the library see it: flat arrays, read only.
 *
 * Half-edges: border b gives half-edges 2b (from its first point to its last,
 * b_left on its left) and 2b+1 (its twin, b_right on its left). he_next walks
 * round the parcel on the left, interior on the left hand: outer rings run
 * counter-clockwise, holes clockwise. Round a node, the half-edge that follows
 * twin(h) clockwise is he_next[h]; so the cyclic order of parcels round every
 * point is there, corner contacts included. The outside (-1) has rings too. */
#ifndef SIZHI_MAP_MAP_H
#define SIZHI_MAP_MAP_H

#include <stdbool.h>

#include "core/names.h"
#include "sizhi/map.h"

typedef struct sz_unit_info {
    int32_t name;          /* in names; no two units of a layer have the same */
    int32_t kind;          /* in names: 网格, 小区, parcel ...; -1 unknown */
    int32_t layer;         /* 0: sz_map.unit; k: sz_map.more, row k - 1 */
} sz_unit_info;

typedef struct sz_today_info {
    int32_t name, code;    /* in names */
    int32_t town;          /* number of town */
} sz_today_info;

struct sz_map {
    char *crs;             /* working CRS, "EPSG:4549" or WKT */
    double grid;           /* metres per grid step */
    sz_names names;        /* every text below is a number in here */

    /* parcels, [n] each */
    int32_t n;
    int32_t *name;         /* in names */
    int32_t *town, *unit, *community;
    int64_t *households, *planned, *population;
    double *area, *x, *y;
    int32_t *claim_row;    /* [n + 1] */
    int32_t *claim;        /* numbers of communities */

    /* rings of parcels: a half-edge each, outer ring first, then holes */
    int32_t *ring_row;     /* [n + 1] */
    int32_t *ring;

    /* borders, [n_borders] each, and half-edges, [2 * n_borders] each */
    int32_t n_borders;
    int32_t *b_left, *b_right;
    int32_t *b_from, *b_to;   /* end nodes; a closed border has both equal */
    uint8_t *b_class;         /* sz_barrier */
    int32_t *b_name;          /* in names */
    double *b_length;         /* metres */
    size_t *b_row;            /* [n_borders + 1] first point */
    double *b_xy;             /* x, y of all points */
    int32_t *he_next;
    int32_t n_nodes;

    /* numbered things */
    int32_t n_towns;       int32_t *town_name;   /* in names */
    int32_t n_units;       sz_unit_info *units;
    int32_t n_more;        int32_t *more_name;   /* further layers of units, in names */
    int32_t *more;         /* [n_more * n] unit of each parcel there, -1 none */
    int32_t n_communities; sz_today_info *communities;
    int32_t n_offices;     sz_office *offices;   /* names owned by `names` */

    /* barrier lines as imported (drawing, sentences) */
    int32_t n_lines;
    uint8_t *l_class, *l_bridge;
    uint8_t *l_state;         /* sz_line_state */
    int32_t *l_name;
    size_t *l_row;         /* [n_lines + 1] first point */
    double *l_xy;

    /* areas that sheets show beneath all lines, see sz_backdrop */
    int32_t n_backdrops;
    uint8_t *k_kind;       /* sz_backdrop_kind */
    int32_t *k_name;
    size_t *k_row;         /* [n_backdrops + 1] first ring */
    size_t *k_ring;        /* [rings + 1] first point */
    double *k_xy;
};

/* Kind of a word that sz_backdrop_name() gives; -1 for others. */
int sz__backdrop_from_name(const char *name);

/* "", "building", "planned". */
const char *sz__line_state_name(sz_line_state state);
/* State of a word that sz__line_state_name() gives; built for others. */
sz_line_state sz__line_state_from_name(const char *name);

/* What all lines called NAME (in names) are when none of them is built, else built.
 * O(lines). */
sz_line_state sz__map_line_state(const sz_map *m, int32_t name);

/* Parcel on the left of half-edge H, -1 = outside. */
static inline int32_t sz__map_left(const sz_map *m, int32_t h)
{
    return h & 1 ? m->b_right[h >> 1] : m->b_left[h >> 1];
}

/* Unit of parcel P in further layer K, from 0. */
static inline int32_t sz__map_more(const sz_map *m, int32_t k, int32_t p)
{
    return m->more[(size_t)k * (size_t)m->n + (size_t)p];
}

/* Node where half-edge H starts. */
static inline int32_t sz__map_from(const sz_map *m, int32_t h)
{
    return h & 1 ? m->b_to[h >> 1] : m->b_from[h >> 1];
}

/* Points of ring number R (an index into map->ring) in walking order, first
 * point not repeated, appended to a caller's flat array of x, y pairs. Returns
 * the number of points, 0 when memory is out. */
typedef struct sz_xy { double *at; size_t n, cap; } sz_xy;  /* n counts doubles */
size_t sz__map_ring_points(const sz_map *m, int32_t r, sz_xy *out);

/* Same, for any closed walk that starts at half-edge H. */
size_t sz__map_walk_points(const sz_map *m, int32_t h, sz_xy *out);

/*
 * Cut the closed walk of N half-edges H, each starting where the one before ends,
 * into simple rings: their half-edges one ring after the other into *PIECE, where
 * each ends into *ROW ([*RINGS + 1], from 0). Both malloc'ed, the caller frees.
 */
sz_status sz__map_cut_walk(const sz_map *m, const int32_t *h, size_t n, int32_t **piece,
                           size_t **row, size_t *rings, sz_error *err);

#endif
