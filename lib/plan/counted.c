/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Households of parcels as a policy counts them; see counted.h. */
#include "plan/counted.h"

#include "policy/kinds.h"

void sz__counted_parcels(const sz_map *map, const sz_policy *policy, int64_t *out)
{
    int64_t planned = 0, counted = 0; /* so far */
    for (int32_t p = 0; p < map->n; p++) {
        planned += map->planned[p];
        int64_t now = sz__counted(policy, 0, planned);
        out[p] = map->households[p] + now - counted;
        counted = now;
    }
}
