/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One search of a task from its first plan to its last, and several of them. */
#ifndef SIZHI_SOLVE_CHAIN_H
#define SIZHI_SOLVE_CHAIN_H

#include "solve/search.h"

/* A first plan, mended, in S. */
sz_status sz__chain_start(sz_search *s, uint64_t proposals, sz_error *err);

/* Improve the plan in S: cool once over PROPOSALS and, when the search has an end in
 * time, again and again more slowly until then. Ends with the best plan. */
void sz__chain_improve(sz_search *s, uint64_t proposals);

/*
 * Put together what is best of two plans: the plan in S, which is its best, and LABEL.
 * Atoms are joined when a zone of either plan holds both; what hangs together so is a
 * patch, and inside a patch either plan can be taken whatever the other patches do.
 * O(n) for each patch in which they differ.
 */
sz_status sz__chain_mix(sz_search *s, const int32_t *label, sz_error *err);

#endif
