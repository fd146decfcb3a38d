/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The four sides (四至) of a community: what bounds it to the north, east, south and
 * west, found on its border. reader.h reads them back. */
#ifndef SIZHI_TEXT_SIDES_H
#define SIZHI_TEXT_SIDES_H

#include "text/side.h"

typedef enum sz_stretch_kind {
    SZ_STRETCH_LINE,         /* a named line: 青山路 */
    SZ_STRETCH_COMMUNITY,    /* no named line, another community beyond: 东关社区交界 */
    SZ_STRETCH_TOWN,         /* another town beyond: 城东街道交界 */
    SZ_STRETCH_LIMIT,        /* nothing beyond: 镇域界 */
    SZ_STRETCH_GAP           /* ground of no community beyond */
} sz_stretch_kind;

/* What one stretch of a side is. */
typedef struct sz_stretch {
    sz_stretch_kind kind;
    int32_t which;         /* name of the line in map->names, community, town; or -1 */
    double length_m;
} sz_stretch;

/* Sides in the order of the four points of the compass, clockwise. */
enum { SZ_SIDE_N, SZ_SIDE_E, SZ_SIDE_S, SZ_SIDE_W };

typedef struct sz_sides {
    sz_stretch *stretch;       /* side by side, each clockwise */
    int32_t row[5];        /* where each side begins */
    double border_m;       /* outer border of the main part */
    double named_m;        /* of that on named lines or on the limit */
    double dropped_m;      /* of that left out of the sides as too short to name */
} sz_sides;

/*
 * Sides of the ground with IN[parcel], one connected part; OF holds the community of
 * each parcel. Stretches shorter than SHARE of the border are left out where others
 * are there. O(parcels + borders + points of the border). SZ_ERR_NOMEM.
 */
sz_status sz__sides_find(sz_sides *out, const sz_map *map, const bool *in,
                         const int32_t *of, double share, sz_error *err);
void sz__sides_release(sz_sides *sides);

/* The parcel of IN that lies deepest: the most borders away from what is not IN, then
 * nearest to the middle. -1 when IN is empty; -2 when memory is out. */
int32_t sz__sides_anchor(const sz_map *map, const bool *in);

#endif
