/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Giving a map that was built from a project's parcels what its file says of them:
 * numbers of towns, units and communities, households, claims, offices, lines. */
#ifndef SIZHI_IO_LABELS_H
#define SIZHI_IO_LABELS_H

#include "audit/record.h"
#include "core/error.h"
#include "map/map.h"

/* Parcel i of MAP, which nobody else uses yet, is parcel i of REC. */
sz_status sz__labels_take(sz_map *map, const sz_record *rec, sz_error *err);

/* Number of the town with this name (a number in REC->names), or -1. */
int32_t sz__labels_town(const sz_map *map, const sz_record *rec, int32_t name);

#endif
