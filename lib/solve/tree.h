/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Spanning trees of a set of atoms, and every figure of every cut of one.
 *
 * Taking one edge out of a spanning tree parts the set into two connected pieces.
 * Atoms are held in preorder, so the piece below node i is i .. i + size[i] - 1, and
 * all that a cut changes is a sum over it: O(m log m) for all cuts together. */
#ifndef SIZHI_SOLVE_TREE_H
#define SIZHI_SOLVE_TREE_H

#include "core/rng.h"
#include "solve/task.h"

typedef struct sz_tree_edge {
    int32_t u, v;       /* slots */
    float price;
    uint16_t bias;      /* key without chance, out of 65,536 */
} sz_tree_edge;

typedef struct sz_tree {
    const sz_task *task;
    int32_t n;          /* atoms of the set */
    int32_t *gathered;  /* [n] atoms by slot */
    int32_t *slot;      /* [task atoms] slot, -1 when not in the set */
    sz_tree_edge *edge; /* between atoms of the set */
    int32_t n_edges;    /* by which the set connects; */
    int32_t n_borders;  /* and those after them have a price only */
    int32_t *outer;     /* [n] by slot: borders to what is not in the set */

    /* the tree, by preorder position */
    int32_t *at;        /* [n] slot */
    int32_t *parent;    /* [n] position, -1 for the root */
    int32_t *size;      /* [n] nodes below, itself included */
    int64_t *weight;    /* [n] sums over what is below: households, */
    int32_t *ext;       /* [n] borders to what is not in the set, */
    double *cut;        /* [n] price of the border between below and the rest, */
    double *seat_a, *seat_b; /* [n] seats of the atoms in zones a and b, */
    int64_t *astray_a, *astray_b; /* [n] violation of those that must not be there;
                           NULL where none must stay anywhere */
    double *sums;       /* [n * task->n_sums] what zones are judged by; or NULL */

    /* scratch */
    int32_t *order, *order2, *boss, *head, *next, *place, *link_row, *link;
    uint16_t *key;
} sz_tree;

sz_status sz__tree_init(sz_tree *t, const sz_task *task, sz_error *err);
void sz__tree_release(sz_tree *t);

/* Make N atoms the set. O(their borders). */
void sz__tree_gather(sz_tree *t, const int32_t *atoms, int32_t n);

/* A random spanning tree of the set, in which cuts tend to follow cheap borders and
 * homes, and its sums for zones A and B. False when the set is not connected.
 * O(edges). */
bool sz__tree_grow(sz_tree *t, sz_rng *rng, int32_t a, int32_t b);

/* Sums of what is below node I, and of all the rest into REST. */
static inline const double *sz__tree_rest(const sz_tree *t, int32_t i, double *rest)
{
    int32_t n = t->task->n_sums;
    const double *below = t->sums + (size_t)i * (size_t)n;
    for (int32_t k = 0; k < n; k++)
        rest[k] = t->sums[k] - below[k];
    return below;
}

/* Atom at preorder position I. */
static inline int32_t sz__tree_atom(const sz_tree *t, int32_t i)
{
    return t->gathered[t->at[i]];
}

#endif
