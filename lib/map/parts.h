/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts: parcels that hang together along borders. */
#ifndef SIZHI_MAP_PARTS_H
#define SIZHI_MAP_PARTS_H

#include "map/map.h"

/* Whether neighbours P and Q, P the lower, belong to one part. */
typedef bool (*sz_together_fn)(const void *data, int32_t p, int32_t q);

/* PART[p], of [m->n], becomes the lowest parcel of p's part. Needs the borders of
 * M only. */
void sz__find_parts(const sz_map *m, int32_t *part, sz_together_fn together,
                    const void *data);

#endif
