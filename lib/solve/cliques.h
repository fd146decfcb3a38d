/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cuts from cliques of columns that exclude each other. */
#ifndef SIZHI_SOLVE_CLIQUES_H
#define SIZHI_SOLVE_CLIQUES_H

#include "solve/master.h"

/* Add cuts that the solution with shares X [n] of the columns USED [n] of the pool
 * violates: sets of columns any two of which have an atom or the zone in common, grown
 * greedily and then by all of the pool that fits. *ADDED: how many. The work is charged
 * to BUDGET, and ends with it. False when memory is out. */
bool sz__add_cliques(sz_master *m, const int32_t *used, const double *x, size_t n,
                     sz_budget *budget, int *added);

#endif
