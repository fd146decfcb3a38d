/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connection by search, where counting runs proves nothing; and what lets it prove
 * something. For state.c only. */
#ifndef SIZHI_PLAN_CONNECT_H
#define SIZHI_PLAN_CONNECT_H

#include "plan/state.h"

/* FLAT[c] = whether component c is one closed disc: every atom plain and no lake, by
 * Euler's formula. False when memory is out. */
bool sz__find_flat(const sz_graph *g, const uint8_t *plain, uint8_t *flat);

/* Whether taking V out leaves more pieces of the atoms in ZONE (INSIDE), or of
 * everything not in ZONE with the outside as one more node (!INSIDE). V need not
 * satisfy it now. Floods from all neighbours at once, so the work is bounded by the
 * smallest piece. */
bool sz__splits(sz_state *st, int32_t v, int32_t zone, bool inside);

#endif
