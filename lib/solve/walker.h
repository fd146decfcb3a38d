/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan that a Markov chain walks with: zones of a net, each with its members in one
 * stretch of memory, and the figures that follow every step. A step reads and writes
 * the two zones that it merges and splits again, and what borders them: its cost does
 * not depend on the size of the map. Nothing is allocated after sz__walker_init(). */
#ifndef SIZHI_SOLVE_WALKER_H
#define SIZHI_SOLVE_WALKER_H

#include "solve/pair.h"

typedef struct sz_walker_zone {
    int64_t weight;
    int32_t from, count, room; /* its stretch of the pool */
    uint8_t fixed;             /* takes no part */
} sz_walker_zone;

/* Borders between zones. */
typedef struct sz_seams {
    int64_t edges;        /* pairs of neighbours in different zones */
    int64_t length, bare; /* millimetres in all, and on no barrier */
} sz_seams;

/* Zones round the pair at hand, for the question of enclaves. */
typedef struct sz_round {
    int32_t *boss;     /* [n_zones + 1] union of zones; the last is the outside */
    uint32_t *met;     /* [n_zones + 1] when the zone was met: entered in boss */
    int32_t *pending;  /* [n_zones + 1] by class: zones not yet looked at */
    uint64_t *seen;    /* [n_zones + 1] by class: when it was counted */
    uint32_t *side[2]; /* [n_zones + 1] by class: when either side was met */
    int32_t *list;     /* [n_zones + 1] zones that border the pair, then others */
    int32_t n, n_near;
    uint32_t now, split; /* marks of this pair, and of this cut */
    uint64_t tick;     /* of this count */
    int32_t classes;   /* pieces of what is not in the pair; 0: not counted yet */
} sz_round;

typedef struct sz_walker {
    const sz_net *net;
    int64_t min, max;
    bool aloof;          /* enclaves do not matter */
    bool measure;        /* follow lengths of borders too */
    int32_t n_zones;
    sz_walker_zone *zone; /* [n_zones] */
    sz_spot *spot;       /* [-1 .. n); spot[-1] is in no zone */
    int32_t *pool, *spare;
    int32_t pool_end, pool_size;
    sz_seams seams;
    int64_t fixed_edges; /* of seams.edges, those with a fixed zone */
    sz_pair pair;
    sz_round round;
    sz_rng rng;
    uint64_t steps, trees, fresh, stuck; /* steps; trees drawn; steps that made another
                                            plan; plain steps that found no cut */
} sz_walker;

/* Start with LABEL [graph atoms] of the net's source, zones below N_ZONES; FIXED
 * [n_zones] may be NULL. Two zones may never have more than SZ_PAIR_MOST atoms; that
 * is refused. O(n). */
sz_status sz__walker_init(sz_walker *c, const sz_net *net, const int32_t *label,
                         int32_t n_zones, const uint8_t *fixed, sz_error *err);
void sz__walker_release(sz_walker *c);

/* Take over other labels, of net atoms, of as many zones, with members in this ORDER
 * [net atoms] (NULL: by number). O(n). */
sz_status sz__walker_load(sz_walker *c, const int32_t *label, const int32_t *order,
                          sz_error *err);

/* Two zones that border and take no part in a lock, by a random pair of neighbours
 * that they share; false when there is none to be found. */
bool sz__walker_draw(sz_walker *c, int32_t *u, int32_t *v);

/* Gather the zones of neighbours U and V; a mid-region root is U's number there. */
void sz__walker_gather(sz_walker *c, int32_t u, int32_t v);

/* Strike from the pair's cuts those by which one side would enclose something. */
void sz__walker_sift(sz_walker *c);

/* Whether both sides of the split at hand border all that surrounds the pair. */
bool sz__walker_is_open(sz_walker *c);

/* Whether any zone that is not fixed encloses something. O(zones x atoms). */
bool sz__walker_encloses(sz_walker *c);

/* Split the pair as p->in tells; each half takes the zone with which it has more atoms
 * in common. SEAM is the number of pairs of neighbours apart. True when it is another
 * plan than before. */
bool sz__walker_take(sz_walker *c, int32_t seam);

/* ---- recom.c ---- */

/* A plain ReCom step: trees on a pair that borders, pairs drawn by a random pair of
 * neighbours, until one can be cut; one of its cuts at random. No closed form of the
 * distribution is known. True when the plan changed. */
bool sz__recom_step(sz_walker *c);

/* A reversible step: see recom.c for its law. True when the plan changed. */
bool sz__reversible_step(sz_walker *c);

#endif
