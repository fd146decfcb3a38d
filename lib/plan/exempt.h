/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Communities of today that are not to be touched: the one definition, for plans and for
 * audits. */
#ifndef SIZHI_PLAN_EXEMPT_H
#define SIZHI_PLAN_EXEMPT_H

#include "map/map.h"
#include "policy/policy.h"

/* One community of today. */
typedef struct sz_exempt {
    bool exempt;
    int32_t unit;          /* the exempt unit with most households there, then ground; -1:
                              none */
    int64_t households, all_households; /* of exempt units, and in all */
    double area, all_area;
} sz_exempt;

/* Of all communities of today: one is exempt when most of its households, without any
 * most of its ground, lie in units of exempt kinds, of whatever layer. OUT
 * [n_communities]. False when memory is out. O(parcels x layers + units). */
bool sz__exempt_communities(const sz_map *map, const sz_policy *policy, sz_exempt *out);

/* The unit of an exempt kind that parcel P is in, or -1. O(layers). */
int32_t sz__exempt_unit(const sz_map *map, const sz_policy *policy, int32_t p);

#endif
