/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The best plan of a task, with proof, or a bound.
 *
 * Set partitioning with column generation: the linear program over some columns gives
 * a worth to each atom; communities that cost less than their atoms are worth are
 * found by growing sets and join in, until there are none. That is the bound at the
 * root. Then all columns that a plan better than the known one can have are listed,
 * and branch and bound with cuts finds the best of them. Every bound on the way holds,
 * so stopping early leaves a gap, never a wrong answer. Cf. Garfinkel and Nemhauser
 * 1970, Mehrotra, Johnson and Nemhauser 1998; Jepsen and others 2008 for the cuts. */
#ifndef SIZHI_SOLVE_PROVE_H
#define SIZHI_SOLVE_PROVE_H

#include "solve/cover.h"

typedef struct sz_proof {
    sz_proof_state state;
    double bound;        /* no plan costs less; -INFINITY: unknown */
    double root;         /* the same, by the linear program alone */
    double cost;         /* of the best plan known; INFINITY: none */
    bool better;         /* task->label has changed */
    size_t columns;      /* communities that came into question */
    int32_t cuts, nodes;
    uint64_t steps;      /* sets looked at */
    double seconds;
} sz_proof;

/*
 * Prove TASK, whose label is a plan of this COST, or of no use when COST is INFINITY.
 * A better plan takes its place, with new communities numbered from n_today; COST must
 * be what sz__search_add_up() says. The outcome depends on the budget's steps alone
 * unless that is stopped.
 */
sz_status sz__prove_task(sz_proof *out, sz_task *task, double cost, sz_budget *budget,
                    sz_error *err);

/*
 * The best plan of TASK that has no communities but these N COLUMNS, which are allowed
 * and whose costs need not be set, and those of its plan, label, which has this COST. What came of it is
 * left as by sz__prove_task(), without a bound; the state is SZ_PROOF_BEST when no choice
 * of them is better.
 */
sz_status sz__prove_choice(sz_proof *out, sz_task *task, double cost,
                           const sz_column *columns, size_t n, sz_budget *budget,
                           sz_error *err);

#endif
