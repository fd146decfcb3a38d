/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Households of parcels as a policy counts them. */
#ifndef SIZHI_PLAN_COUNTED_H
#define SIZHI_PLAN_COUNTED_H

#include "map/map.h"
#include "policy/policy.h"

/* OUT[p] = households of parcel p, planned ones by the policy's rule. A rate of
 * occupancy is applied to the running sum of the planned ones, so that whole households
 * come of it, and of all parcels the whole rate. O(parcels). */
void sz__counted_parcels(const sz_map *map, const sz_policy *policy, int64_t *out);

#endif
