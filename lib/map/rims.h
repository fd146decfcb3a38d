/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which borders each parcel has: for work on a few parcels of a large map. */
#ifndef SIZHI_MAP_RIMS_H
#define SIZHI_MAP_RIMS_H

#include "core/error.h"
#include "map/map.h"

typedef struct sz_rims {
    int32_t *row;          /* [parcels + 1] */
    int32_t *border;       /* of parcel p: border[row[p]] .. [row[p + 1] - 1], ascending */
} sz_rims;

/* O(parcels + borders). Release it in any case. */
sz_status sz__rims_find(sz_rims *out, const sz_map *map, sz_error *err);
void sz__rims_release(sz_rims *rims);

/* What lies across border B from parcel P, -1 = the outside. */
static inline int32_t sz__across(const sz_map *m, int32_t b, int32_t p)
{
    return m->b_left[b] == p ? m->b_right[b] : m->b_left[b];
}

#endif
