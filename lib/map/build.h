/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Building the planar map from everything that can be a boundary.
 *
 * lib/io fills an sz_source in metres of the working CRS; sz__map_build()
 * nodes it on the precision grid, labels faces, absorbs slivers, gives every
 * border its barrier and places the households. */
#ifndef SIZHI_MAP_BUILD_H
#define SIZHI_MAP_BUILD_H

#include <stdbool.h>

#include "core/array.h"
#include "core/findings.h"
#include "core/names.h"
#include "sizhi/account.h"
#include "sizhi/map.h"

/* What a polygon feature is. Those before SZ_LAYER_HOUSEHOLDS are boundaries. */
typedef enum sz_layer {
    SZ_LAYER_LIMIT,        /* 辖区界; its name is a town */
    SZ_LAYER_PARCELS,      /* given parcels; each feature is also a unit */
    SZ_LAYER_UNITS,        /* 整体单元 */
    SZ_LAYER_COMMUNITIES,  /* today's */
    SZ_LAYER_KEEP,         /* units of a further layer, see sz_area.set */
    SZ_LAYER_HOUSEHOLDS    /* buildings, estates: not boundaries, their households
                              are spread over parcels by area in common; valid ones
                              only, while the rings of boundaries may cross */
} sz_layer;

/* All texts are numbers in sz_source.names, -1 = none; all counts are -1 when
 * the file does not give them. Rings lie in sz_source.ring. */
typedef struct sz_area {
    sz_layer layer;
    int64_t fid;             /* feature id in its file, for messages */
    int32_t file;            /* number in names: file and layer, for messages */
    int32_t name, town, code, kind;
    int32_t community;       /* today's community's name: parcels and units */
    int32_t community_town;  /* its town where that is not the area's own; or -1 */
    int32_t claims;          /* PARCELS: all that claim it, "A;B;town/C"; a name
                                without town is of the parcel's own town */
    int32_t set;             /* KEEP: which further layer, from 0 */
    int32_t unit;            /* PARCELS: those of one town and unit stay together */
    int32_t proposed;        /* a plan's community: parcels written by a project */
    int32_t proposed_town;
    bool locked;
    int64_t households, planned, population;
    size_t ring_from, ring_to;
} sz_area;

/* An area of LAYER that says nothing yet. */
static inline sz_area sz__area(sz_layer layer)
{
    return (sz_area){ .layer = layer, .fid = -1, .file = -1, .name = -1, .town = -1,
        .code = -1, .kind = -1, .community = -1, .community_town = -1,
        .claims = -1, .set = -1, .unit = -1, .proposed = -1, .proposed_town = -1,
        .households = -1, .planned = -1, .population = -1 };
}

typedef struct sz_ring {
    size_t from, to;         /* points in xy (pairs), first point repeated at end */
    bool hole;
} sz_ring;

typedef enum sz_line_use {
    SZ_LINE_CUTS = 0,        /* cuts parcels, names borders, is kept in the map */
    SZ_LINE_NAMES,           /* the borders of a project's own parcels, given back:
                                names borders it lies on, is not kept */
    SZ_LINE_SHOWN            /* kept, names borders that follow it, cuts nothing */
} sz_line_use;

typedef struct sz_barrier_line {
    sz_barrier barrier;
    sz_line_use use;
    int32_t name;
    bool bridge;
    sz_line_state state;
    int64_t fid;
    int32_t file;
    size_t from, to;         /* points in xy (pairs) */
} sz_barrier_line;

/* An area of the backdrop: one polygon or several. Its rings may cross. */
typedef struct sz_backdrop_area {
    sz_backdrop_kind kind;
    int32_t name;
    int64_t fid;
    size_t ring_from, ring_to;
} sz_backdrop_area;

typedef struct sz_spot {     /* households at a point */
    double x, y;
    int64_t households, planned, population;
    int64_t fid;
    int32_t file, name;
} sz_spot;

typedef struct sz_office_spot {
    double x, y;
    int32_t name, community, town;
    double floor_m2;
    int64_t staff;
    double children_m2;
} sz_office_spot;

/* A community that is numbered before all others, with ground or without. */
typedef struct sz_known {
    int32_t name, town, code;
} sz_known;

typedef struct sz_source {
    char *crs;               /* working CRS, owned */
    sz_names names;
    struct { double *at; size_t n, cap; } xy;   /* doubles: 2 per point */
    struct { sz_ring *at; size_t n, cap; } ring;
    struct { sz_area *at; size_t n, cap; } area;
    struct { sz_barrier_line *at; size_t n, cap; } line;
    struct { sz_backdrop_area *at; size_t n, cap; } backdrop;
    struct { sz_spot *at; size_t n, cap; } spot;
    struct { sz_office_spot *at; size_t n, cap; } office;
    struct { sz_known *at; size_t n, cap; } known;
    struct { int32_t *at; size_t n, cap; } set; /* names of the further layers of units */
    bool one_town;           /* no area states a town: all ground is of this one */
    int32_t town;
} sz_source;

void sz__source_release(sz_source *source);

typedef struct sz_build_options {
    double grid;             /* metres per grid step; 0: 0.01 */
    double snap;             /* points this near to an earlier path are pulled on
                                to it, metres; 0: none beyond the grid */
    double sliver_m2;        /* faces smaller than this are absorbed */
    double sliver_width;     /* faces whose mean width 2A/P is below this too */
    double median_width;     /* faces between two carriageways of one name, up to
                                this mean width, too; 0: none */
    double follow;           /* a border without barrier of its own takes that of a
                                barrier line within this distance that runs along
                                with it; strips narrower than this that a line cuts
                                off a unit go back to the unit; 0: never */
    bool cells;              /* cut the limit by Voronoi cells of the spots */
    bool as_is;              /* a project's own parcels: absorb nothing, change no
                                numbering (parcel i is area i of PARCELS) */
    sz_progress_fn progress;
    void *progress_data;
} sz_build_options;

/* What the map room hands back besides the map, parcel by parcel. */
typedef struct sz_built {
    sz_map *map;
    int32_t *proposed;       /* [n parcels] number in proposed_names, -1 none; NULL
                                when no area had a proposed community */
    int32_t n_proposed;
    int32_t *proposed_name, *proposed_town;  /* [n_proposed] in map->names; town no. */
    uint8_t *locked;         /* [n parcels] */
} sz_built;

void sz__built_release(sz_built *built);

/*
 * Build. ACCOUNT is added to (what the map room knows), FINDINGS gets one entry
 * for each repair, each spot not placed, each gap and overlap.
 * Without a limit the union of parcels, units and communities serves, or else
 * the outer face of the lines; ACCOUNT says which.
 */
sz_status sz__map_build(sz_built *out, const sz_source *source,
                        const sz_build_options *options, sz_account *account,
                        sz_findings *findings, sz_error *err);

#endif
