/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Colours of communities: neighbours in any of the plans never alike. */
#ifndef SIZHI_DRAW_COLOURS_H
#define SIZHI_DRAW_COLOURS_H

#include "core/error.h"
#include "sizhi/plan.h"

/* Neighbours of each community in CSR form. */
typedef struct sz_neighbours {
    int32_t n;
    size_t *row;           /* [n + 1] */
    int32_t *at;           /* ascending in each row, each pair in both rows */
} sz_neighbours;

/* Communities with a common border in one of several plans of one map, NULL among them being
 * none. Of communities that several plans found those of one number are one. */
sz_status sz__neighbours(sz_neighbours *out, const sz_plan *const *plans,
                         size_t n_plans, sz_error *err);
void sz__neighbours_release(sz_neighbours *neighbours);

/*
 * Colour by DSATUR (Brelaz 1979), ties by degree, then number; then again with
 * as many colours, the least used first, so that none prevails.
 *
 * @param colour  [n] malloc'ed, 0 .. *n_colours - 1
 */
sz_status sz__colours(const sz_neighbours *neighbours, int32_t **colour,
                      int32_t *n_colours, sz_error *err);

#endif
