/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The graph a partitioner works on: atoms with weights and rings, no geometry.
 *
 * ring(v) lists, in cyclic order round atom v, every neighbour along the border
 * (edge items, -1 = outside) and, between two consecutive edge items, the atoms
 * met when turning round their common point (corner items). A neighbour that
 * shares two separate borders stands there twice. Items that follow each other
 * share a border. See King et al. 2012 (geo-graphs) and the Euler-number
 * argument in lib/plan/ring.h. */
#ifndef SIZHI_PLAN_GRAPH_H
#define SIZHI_PLAN_GRAPH_H

#include <stdbool.h>

#include "core/error.h"
#include "sizhi/map.h"

typedef struct sz_ring_item {
    int32_t atom;          /* neighbour, -1 = outside */
    float length;          /* metres of this border; 0 for a corner item */
    uint8_t edge;          /* SZ_CORNER (0), SZ_EDGE or SZ_LINK */
    uint8_t barrier;       /* sz_barrier that carries most of this border; of a corner
                              item see SZ_APART too */
} sz_ring_item;

/* A link stands at the end of its ring, which is not simple then: two atoms connect
 * though they share no border. A corner item with a length stands for a border across
 * which ground does not connect; the edge item before it is outside (-1). */
enum { SZ_CORNER = 0, SZ_EDGE = 1, SZ_LINK = 2 };

/* Form of an atom: its centre of gravity and its second moment about it, in m4; the
 * centre of its households, each at the point of its parcel, and the sum of the squares
 * of their distances from it. */
typedef struct sz_form {
    double x, y, inertia;
    double home_x, home_y, square;
} sz_form;

typedef struct sz_graph {
    int32_t n;             /* atoms */
    int32_t *row;          /* [n + 1] into ring */
    sz_ring_item *ring;
    uint8_t *simple;       /* [n] 1: the ring is one cycle and the counts of
                              plan/ring.h hold; 0: decide by search */
    bool bare;             /* there are no rings: items stand in any order, and every
                              atom borders the outside; see plan/bare.h */
    int64_t *weight;       /* [n] households */
    double *area;          /* [n] m2 */
    double *x, *y;         /* [n] a point inside */
    int32_t *town;         /* [n] -1 none */
    int32_t *today;        /* [n] community of today with most of its households,
                              ties by area, then number; -1 gap */
    int64_t *kept_weight;  /* [n] its households that are in `today` now */
    uint8_t *locked;       /* [n] must stay in `today` */
    int32_t *component;    /* [n] connected component of the graph */
    int32_t n_components;
    /* what only some graphs have; NULL for none */
    float *off;            /* [ring items] metres by the share of their classes; NULL:
                              the length by sz__border_share[barrier] */
    float *strong;         /* [ring items] metres of strong barriers by their share */
    uint8_t *held;         /* [n] must stay in `today`, though that may change */
    sz_form *form;         /* [n]; NULL: a disc round the point */
    int32_t n_kinds;       /* kinds of ground, 0 the general one */
    int64_t *by_kind;      /* [n * n_kinds] households on ground of each kind */
    /* parcels of each atom */
    int32_t *member_row;   /* [n + 1] */
    int32_t *member;       /* parcels */
    int32_t *atom_of;      /* [n parcels] */
    int32_t n_parcels;
} sz_graph;

/* Share of a border's full price by its barrier: strong lines are where communities
 * should meet. And of strong lines, those that should have a community on each side. */
extern const double sz__border_share[SZ_N_BARRIERS];
extern const double sz__strong_share[SZ_N_BARRIERS];

/* An array of parcels: households as they count. */
static inline const int64_t *sz__count_or(const int64_t *count, const int64_t *households)
{
    return count ? count : households;
}

/* In `barrier` of the corner item of an uncrossed border, see blocked.h. */
enum { SZ_APART = 0x80 };

typedef struct sz_graph_options {
    bool split_units;      /* parcels are atoms, units are ignored */
    bool cross_towns;
    const int32_t *locked; /* communities of today */
    size_t n_locked;
    int64_t bridge;        /* the pieces of a unit are joined by what lies between
                              them as long as the atom stays within so many
                              households; 0: never */
    bool allow_enclaves;   /* what an atom encloses is an atom of its own */
    const uint8_t *held;   /* [parcels] stay in their community of today; or NULL */
    const uint8_t *frozen; /* [parcels] stay in none; or NULL */
    const int32_t *const *layers; /* [n_layers][parcels] more units, -1 none */
    size_t n_layers;
    const uint8_t *blocked; /* [borders] not 0: ground does not connect across, see
                              blocked.h; or NULL */
    const int32_t (*links)[2]; /* [n_links] parcels that connect all the same */
    size_t n_links;
    const double *share;   /* [SZ_N_BARRIERS] of borders by class; NULL: the default */
    const int64_t *count;  /* [parcels] households as they count; NULL: the map's */
    const uint8_t *kind;   /* [parcels] below n_kinds; or NULL */
    int32_t n_kinds;
    bool forms;            /* centres of gravity and second moments are wanted */
} sz_graph_options;

/* Contract the map: units to atoms, and what an atom encloses alone into it (it
 * could never belong elsewhere). A unit that lies in two towns is cut at the
 * town limit, one that lies half in a locked community there. O(parcels + borders),
 * and a search as wide as the gap for each piece that is bridged. */
sz_status sz__graph_from_map(sz_graph *out, const sz_map *map,
                             const sz_graph_options *options, sz_error *err);

void sz__graph_release(sz_graph *graph);

#endif
