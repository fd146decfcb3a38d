/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ground of two communities, and uniform spanning trees of it; wilson.c draws
 * them. A step of a walk is one load: each atom has a row of 16 or 32 slots that hold
 * its neighbours equally often; what is left over leads back to itself. */
#ifndef SIZHI_SOLVE_PAIR_H
#define SIZHI_SOLVE_PAIR_H

#include "core/rng.h"
#include "solve/net.h"

enum {
    SZ_PAIR_MOST = UINT16_MAX - 1, /* atoms in a pair */
    SZ_PAIR_SMALL = 1023,          /* as many have 32 slots each, more have 16 */
    SZ_PAIR_BYTES = 1024           /* random ones in stock */
};

/* Where an atom is: its zone, and its number in the pair that was gathered last. */
typedef struct sz_spot {
    int32_t zone, local;
} sz_spot;

typedef struct sz_pair {
    const sz_net *net;
    const sz_spot *spot; /* [-1 .. n) */
    int32_t a, b;        /* the zones gathered */
    int32_t n, n_a;      /* atoms, those of A first */
    int32_t *atom;       /* [n] */
    int32_t seam;        /* pairs of neighbours, one in A and one in B */
    uint64_t sum_all;    /* of own */
    int shift;           /* log2 of the slots of an atom */
    int scale;           /* bits by which numbers in slots are shifted to the left: in a
                            small pair they are the bytes before the atom's row */
    uint16_t *slot;      /* [n << shift]; n, scaled, where there are more neighbours */
    uint16_t *near;      /* [8 n] neighbours in the pair of atoms that have no more than
                            SZ_NET_NEAR there */
    uint16_t *degree;    /* [n] neighbours in the pair */
    uint64_t *early;     /* [n / 64 + 1] bits: atoms that are not late ones of the net */
    uint16_t *late;      /* [n_late] the others */
    int32_t n_late;
    uint64_t *own;       /* [n] weight << 17, and 1 when it borders what is outside the
                            pair (or enclaves do not matter) */

    /* the tree: order[0] is the root, parents come before children */
    uint16_t *next;      /* [n] parent */
    uint16_t *order;     /* [n] */
    uint64_t *sum;       /* [n] of own over the subtree */
    uint8_t *in;         /* [n + 1] walk: in the tree; later the side */
    uint64_t *waiting;   /* [n / 64 + 1] walk: early atoms that may not be in it yet */
    uint16_t *cut;       /* [n] atoms above which the tree may be cut */
    int32_t n_cuts;

    uint8_t byte[SZ_PAIR_BYTES];
    int used;            /* of them */
} sz_pair;

enum {
    SZ_PAIR_WEIGHT = 17,     /* bits below the weight */
    SZ_PAIR_SMALL_SHIFT = 5, /* shift in small pairs, */
    SZ_PAIR_SHIFT = 4        /* in others */
};

/* Room for MOST atoms of NET, whose spots are SPOT[-1 .. n), the first one's zone being
 * none. */
sz_status sz__pair_init(sz_pair *p, const sz_net *net, const sz_spot *spot,
                        int32_t most, sz_error *err);
void sz__pair_release(sz_pair *p);

/* Forget the stock of random bytes, so that what follows depends on the generator
 * only. */
static inline void sz__pair_fresh(sz_pair *p)
{
    p->used = SZ_PAIR_BYTES;
}

/* A root near atom NEAR of which trees are drawn fast: it or the one of its neighbours
 * with most neighbours. */
int32_t sz__pair_root(const sz_pair *p, int32_t near);

/* Take over zones A and B, whose atoms stand in p->atom, those of A first, and are
 * numbered so in their spots. ALOOF: enclaves do not matter. O(atoms). */
void sz__pair_gather(sz_pair *p, int32_t a, int32_t b, int32_t n_a, int32_t n,
                     bool aloof);

/* Draw a spanning tree and list its cuts: the weight below within LOW .. HIGH, and a
 * border with the outside of the pair on both sides. The pair must be connected. */
void sz__pair_tree(sz_pair *p, sz_rng *rng, int32_t root, int64_t low, int64_t high);

/* p->in[] becomes 1 below atom CUT and 0 elsewhere; how many are below. */
int32_t sz__pair_split(sz_pair *p, int32_t cut);

/* Pairs of neighbours on different sides. */
int32_t sz__pair_seam(const sz_pair *p);

/* Most cuts with LOW .. HIGH = all - low below that any tree of the pair can have.
 * O(atoms log atoms). */
int32_t sz__pair_most_cuts(sz_pair *p, int64_t low, int64_t high);

/* Most parts of LOW .. HIGH that cutting one edge of any tree of the pair can give,
 * those below and above their edge together. The same cost. */
int32_t sz__pair_most_parts(sz_pair *p, int64_t low, int64_t high);

#endif
