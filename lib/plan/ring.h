/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Counting runs round an atom: the O(degree) test for moving it.
 *
 * Atom v leaves community A for community B. Go round v. A maximal run of
 * ring items that all satisfy a predicate and hold at least one edge item is one
 * connected piece of the ring, because items that follow each other share a
 * border. With E edge items that satisfy it and C corners of v (pairs of
 * consecutive edge items with the corner items between them) that satisfy it
 * wholly, the number of runs is E - C, or 0 when all of the ring satisfies it.
 *
 *   from = runs of A's atoms:        at most 1  =>  A without v stays connected
 *   rest = runs of what is not in B: at most 1  =>  B with v cuts nothing off from
 *                                                   the outside
 *
 * That holds for every atom whose ring is one cycle, whatever the plan. The
 * converse needs Jordan's theorem: two runs of A are proof that v holds A together
 * when everything that is not in A is connected (the curve through it and v parts
 * them), and two runs of the rest are proof of an enclave when B is connected and
 * borders v; both on a map that is one disc. lib/plan/state.c knows when, and
 * searches otherwise.
 * E - C is the change of the Euler number; cf. the geo-graph of King, Jacobson,
 * Sewell and Cho, Operations Research 60 (2012), and the Yokoi number of digital
 * topology. */
#ifndef SIZHI_PLAN_RING_H
#define SIZHI_PLAN_RING_H

#include "plan/graph.h"

/* Label of the outside, and of an atom that no community has. */
#define SZ_OUT (-2)
#define SZ_NOBODY (-1)

typedef struct sz_runs {
    int32_t from, rest; /* runs, as above */
    bool touches;       /* some border is shared with B */
    bool open;          /* some border is shared with another than A */
} sz_runs;

/* Runs of ring ITEM .. END when an atom goes from community A to B. LABEL is
 * indexed by atom, -1 included. */
static inline sz_runs sz__ring_runs(const sz_ring_item *item, const sz_ring_item *end,
                                    const int32_t *label, int32_t a, int32_t b)
{
    int edges = 0, edges_a = 0, edges_rest = 0, corners_a = 0, corners_rest = 0;
    int last_a = 0, last_rest = 0, first_a = 0, first_rest = 0;
    int run_a = 1, run_rest = 1; /* all items since the last edge satisfy it */
    int lead_a = 1, lead_rest = 1; /* all items before the first edge do */
    for (; item < end; item++) {
        int32_t l = label[item->atom];
        int in_a = l == a, in_rest = l != b;
        run_a &= in_a;
        run_rest &= in_rest;
        if (!item->edge)
            continue;
        if (edges++) {
            corners_a += last_a & run_a;
            corners_rest += last_rest & run_rest;
        } else {
            first_a = in_a;
            first_rest = in_rest;
            lead_a = run_a;
            lead_rest = run_rest;
        }
        edges_a += last_a = in_a;
        edges_rest += last_rest = in_rest;
        run_a = run_rest = 1;
    }
    if (edges > 1) { /* the corner that closes the ring */
        corners_a += last_a & run_a & lead_a & first_a;
        corners_rest += last_rest & run_rest & lead_rest & first_rest;
    }
    return (sz_runs){ edges_a - corners_a, edges_rest - corners_rest,
                      edges_rest < edges, edges_a < edges };
}

#endif
