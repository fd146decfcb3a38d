/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Atoms that are all in the same sets, and so need one row of a program only. */
#ifndef SIZHI_SOLVE_ALIKE_H
#define SIZHI_SOLVE_ALIKE_H

#include "solve/set.h"

typedef struct sz_alike {
    sz_set atoms;
    int32_t n;                  /* classes */
    int32_t of[SZ_SET_ATOMS];   /* by atom: its class */
    int32_t size[SZ_SET_ATOMS]; /* by class: its atoms */
} sz_alike;

/* All ATOMS are alike. */
void sz__alike_start(sz_alike *a, const sz_set *atoms);

/* Those in SET, some of the atoms, are not like those that are not in it. */
void sz__alike_part(sz_alike *a, const sz_set *set);

/* The first atom of each class. */
sz_set sz__alike_first(const sz_alike *a);

#endif
