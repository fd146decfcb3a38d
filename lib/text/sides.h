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

/* Which of several borders of one name that run side by side: 外沿, 内沿; of a river that
 * has a breadth in the map its banks: 东岸, and 中心线. */
typedef enum sz_rim {
    SZ_RIM_ANY,            /* the only one, or about the middle of several */
    SZ_RIM_OUTER,          /* the one farther away from the community */
    SZ_RIM_INNER,
    SZ_RIM_CENTRE,         /* the middle of the water */
    SZ_RIM_NORTH, SZ_RIM_EAST, SZ_RIM_SOUTH, SZ_RIM_WEST, /* the bank there */
    SZ_N_RIMS
} sz_rim;

/* What one stretch of a side is. */
typedef struct sz_stretch {
    sz_stretch_kind kind;
    int32_t which;         /* name of the line in map->names, community, town; or -1 */
    sz_rim rim;
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

struct sz_reader; /* reader.h */

/*
 * Sides of the ground with IN[parcel], one connected part; OF holds the community of
 * each parcel. Stretches shorter than SHARE of the border are left out where others
 * are there. With READER banks are said, and with RIMS outer and inner edges, too;
 * NULL: none of them. O(parcels + borders + points of the border). SZ_ERR_NOMEM.
 */
sz_status sz__sides_find(sz_sides *out, const sz_map *map, const bool *in,
                         const int32_t *of, double share,
                         const struct sz_reader *reader, bool rims, sz_error *err);
void sz__sides_release(sz_sides *sides);

/* For each border how many others of its name run beside it on the left (low four bits)
 * and on the right, as carriageways and side lanes of one road do; malloc'ed, NULL when
 * memory is out. O(borders x points) of each name. */
uint8_t *sz__find_beside(const sz_map *map);

/* How many there are beyond half-edge H and on this side of it, seen from its left. */
static inline int sz__beyond(const uint8_t *beside, int32_t h)
{
    return h & 1 ? beside[h >> 1] & 15 : beside[h >> 1] >> 4;
}

static inline int sz__before(const uint8_t *beside, int32_t h)
{
    return sz__beyond(beside, h ^ 1);
}

/* The rim that half-edge H is, seen from the ground on its left. */
static inline sz_rim sz__rim(const uint8_t *beside, int32_t h)
{
    int beyond = sz__beyond(beside, h), before = sz__before(beside, h);
    return beyond && !before ? SZ_RIM_INNER : before && !beyond ? SZ_RIM_OUTER
                                                                : SZ_RIM_ANY;
}

/* The parcel of IN that lies deepest: the most borders away from what is not IN, then
 * nearest to the middle. -1 when IN is empty; -2 when memory is out. */
int32_t sz__sides_anchor(const sz_map *map, const bool *in);

#endif
