/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The graph as a sampler reads it: who borders whom, packed so that what a step needs
 * of an atom lies in two cache lines. Atoms are numbered anew, those of one community
 * of a first plan after each other, communities after their neighbours: in memory near
 * is near on the ground, whatever order the data came in. */
#ifndef SIZHI_SOLVE_NET_H
#define SIZHI_SOLVE_NET_H

#include "plan/graph.h"

enum { SZ_NET_NEAR = 8 }; /* neighbours beside the atom; the others are in `more` */

typedef struct sz_net_atom {
    int64_t weight;
    int32_t more;      /* its first in sz_net.more, when it has more than SZ_NET_NEAR */
    uint16_t degree;   /* neighbours, each counted once */
    uint8_t outer : 1; /* borders the outside */
    uint8_t late : 1;  /* one of many no two of which are neighbours, none of which has
                          more than SZ_NET_NEAR */
    uint8_t locked;
} sz_net_atom;

/* What a border between two communities adds to the figures of a plan. */
typedef struct sz_net_border {
    int32_t length, bare; /* millimetres in all, and on no barrier */
} sz_net_border;

typedef struct sz_net {
    int32_t n;
    sz_net_atom *atom;     /* [n] */
    int32_t *near;         /* [8 n] neighbours, -1 where there are fewer */
    int32_t *more, *owner; /* [n_more] neighbours beyond, and whose they are */
    int32_t n_more;
    sz_net_border *border; /* [8 n + n_more] of near, then of more */
    int32_t *source;       /* [n] number in the graph it was made of, which may have
                              more atoms */
    int64_t weight;        /* of all */
    int32_t edges;         /* pairs of neighbours */
} sz_net;

/* Make a net of GRAPH, whose atoms have the communities LABEL[n], numbered below
 * N_ZONES, or take no part (-1). What takes no part, and another town unless
 * CROSS_TOWNS, is outside. O(n + borders). */
sz_status sz__net_make(sz_net *out, const sz_graph *graph, const int32_t *label,
                       int32_t n_zones, bool cross_towns, sz_error *err);
void sz__net_release(sz_net *net);

/* Neighbour I of atom V, I below its degree, and where its border is. */
static inline int32_t sz__net_place(const sz_net *net, int32_t v, int32_t i)
{
    return i < SZ_NET_NEAR ? SZ_NET_NEAR * v + i
                           : SZ_NET_NEAR * net->n + net->atom[v].more + i - SZ_NET_NEAR;
}

static inline int32_t sz__net_near(const sz_net *net, int32_t v, int32_t i)
{
    return i < SZ_NET_NEAR ? net->near[SZ_NET_NEAR * v + i]
                           : net->more[net->atom[v].more + i - SZ_NET_NEAR];
}

#endif
