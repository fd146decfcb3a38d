/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units that a policy keeps whole. */
#ifndef SIZHI_PLAN_KEPT_H
#define SIZHI_PLAN_KEPT_H

#include "map/map.h"
#include "policy/policy.h"

/* [layers][parcels] the unit of each parcel in each layer of the map, -1: in none, or in
 * one that may be cut. Malloc'ed; NULL when memory is out. O(layers x parcels). */
int32_t *sz__kept_units(const sz_map *map, const sz_policy *policy);

#endif
