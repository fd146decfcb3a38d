/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Branch and bound over the columns of a pool, with cuts. For prove.c. */
#ifndef SIZHI_SOLVE_BRANCH_H
#define SIZHI_SOLVE_BRANCH_H

#include "solve/master.h"

typedef struct sz_branching {
    sz_master *m;
    sz_budget *budget;
    double best;         /* cost of the columns of the best plan */
    SZ__ARRAY(int32_t) plan; /* these columns, of the pool, once one better is found */
    bool found;
    double open;         /* least bound of what was given up; INFINITY: nothing was */
    int32_t nodes, most_nodes;
    bool rough;          /* the pool is not all there is: only look for a plan */
    /* decisions on the way to the node at hand */
    struct { int32_t a, b; bool yes; } step[SZ_SET_ATOMS]; /* atoms A and B together, or
                            for B < 0 atom A in zone -1 - B */
    int32_t n_steps;
} sz_branching;

/* What costs that differ by less are taken for: the same. */
static inline double sz__branch_slack(double best)
{
    return 1e-6 * (1 + (best < 0 ? -best : best < 1e300 ? best : 0));
}

/* Find the cheapest plan of the pool below b->best, or prove that there is none. False
 * when memory is out. */
bool sz__branch(sz_branching *b);

#endif
