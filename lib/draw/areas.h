/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The backdrop on paper: green, water and buildings, polygon by polygon. */
#ifndef SIZHI_DRAW_AREAS_H
#define SIZHI_DRAW_AREAS_H

#include "core/error.h"
#include "draw/paper.h"

typedef struct sz_areas {
    sz_rings rings;        /* one label for each polygon, kind by kind; outer rings go
                              round one way and holes the other, so that polygons that
                              overlap, as tiles do, fill as one path */
    int32_t from[SZ_N_BACKDROPS + 1]; /* labels of each kind */
    int32_t *group;        /* [labels] sz__area_group() */
    sz_raster where;       /* groups of green and water, water above; without cells
                              when there is neither */
} sz_areas;

/* Polygons of one kind and name, as one number. */
static inline int32_t sz__area_group(sz_backdrop_kind kind, int32_t name)
{
    return SZ_N_BACKDROPS * (name + 1) + (int32_t)kind;
}

static inline sz_backdrop_kind sz__group_kind(int32_t group)
{
    return (sz_backdrop_kind)(group % SZ_N_BACKDROPS);
}

static inline int32_t sz__group_name(int32_t group)
{
    return group / SZ_N_BACKDROPS - 1;
}

/* Those of VIEW's map that come within MARGIN of the regions of GROUND and are large enough
 * to be seen. LEAVE_OUT[polygon] is not for this sheet, NULL: all are. */
sz_status sz__areas_open(sz_areas *out, const sz_view *view, const sz_raster *ground,
                         double margin, const uint8_t *leave_out, sz_error *err);
void sz__areas_release(sz_areas *areas);

/* Whether there is water at X, Y. */
static inline bool sz__area_water(const sz_areas *areas, double x, double y)
{
    int32_t group = areas->where.label ? sz__raster_at(&areas->where, x, y) : -1;
    return group >= 0 && sz__group_kind(group) == SZ_BACKDROP_WATER;
}

#endif
