/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making a broken plan whole: what start.c and unlock.c share. */
#ifndef SIZHI_SOLVE_START_H
#define SIZHI_SOLVE_START_H

#include "solve/search.h"

/* Scratch for one start. */
typedef struct sz_starter {
    sz_search *s;
    int32_t *piece;     /* [n] piece of each atom, -1 */
    int32_t *queue;     /* [n] */
    int32_t n_pieces;
    int32_t *first;     /* [n + 1] start of each piece in queue */
    int64_t *weight;    /* [n] of each piece */
    uint8_t *outer;     /* [n] whether it reaches the outside */
    uint8_t *held;      /* [n] whether it has a locked atom */
    double *far;        /* [n] cheapest way: cost, */
    int32_t *back;      /* [n] atom before, */
    int32_t *heap, *heap_at; /* [n] and the atoms in reach */
    int32_t n_heap;
} sz_starter;

/* Connected pieces of the atoms whose label is ZONE (SAME), or is not (!SAME): w->piece
 * of each atom, their atoms in w->queue from w->first[piece] on, and what they hold. */
void sz__find_pieces(sz_starter *w, int32_t zone, bool same);

/* All zones but fixed ones keep their heaviest part only. O(n). */
void sz__keep_main_parts(sz_starter *w);

/* Whether zone Z borders the outside. */
bool sz__reaches_outside(const sz_starter *w, int32_t z);

/* Zone Z cuts some pieces off from the outside. Give one of them to Z, or open a way
 * out of it (MAY_OPEN), whichever concerns fewer households; one with locked atoms can
 * only be given a way out. False when nothing changed. */
bool sz__unlock(sz_starter *w, int32_t z, bool may_open);

/* Do so until no zone but fixed ones encloses anything. */
sz_status sz__unlock_all(sz_starter *w, sz_error *err);

#endif
