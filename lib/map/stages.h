/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The stages of sz__map_build(), in the order in which they run, and what they
 * hand to each other. Each stage is one file and fills its own part of the
 * work; sz__work_release() frees everything. */
#ifndef SIZHI_MAP_STAGES_H
#define SIZHI_MAP_STAGES_H

#include "geom/faces.h"
#include "map/build.h"
#include "map/index.h"
#include "map/map.h"
#include "map/pairs.h"

/* What a path to be noded is. */
typedef enum sz_path_kind {
    SZ_PATH_RING,          /* owner: an area */
    SZ_PATH_LINE,          /* owner: a barrier line that cuts */
    SZ_PATH_NAME,          /* owner: a barrier line that only names */
    SZ_PATH_CELL,          /* side of a cell round household points */
    SZ_PATH_BOX            /* the box of the household points */
} sz_path_kind;

typedef struct sz_path {
    uint8_t kind;          /* sz_path_kind */
    int8_t sign;           /* RING: +1 when the area lies on its left, else -1 */
    int32_t owner;
} sz_path;

/* Number k of the precision grid stands for k / per_metre or k * step metres. */
typedef struct sz_grid {
    double step;           /* metres */
    double per_metre;      /* steps in a metre when that is whole, else 0 */
    int64_t x0, y0;        /* grid numbers of the point (0, 0) of the noding */
} sz_grid;

/* One area that covers a face, with its winding number there. */
typedef struct sz_cover {
    int32_t area, winding;
} sz_cover;

/* What the ground of a face is. */
typedef struct sz_ground {
    int32_t parcel, unit;  /* areas; -1 none */
    int32_t town;          /* in source->names; -1 none */
    int32_t claim_from, claims; /* its communities: claim.at[claim_from] and on */
    bool town_given;       /* not to be taken from a community */
} sz_ground;

typedef struct sz_work {
    const sz_source *source;
    const sz_build_options *options;
    sz_account *account;
    sz_findings *findings;
    sz_grid grid;
    sz_limit_from limit;

    /* paths.c, snap.c; points and rows till they are noded */
    SZ__ARRAY(sz_gpoint) point;
    SZ__ARRAY(size_t) row;         /* [paths + 1] */
    SZ__ARRAY(sz_path) path;
    uint8_t *line_near;            /* [lines] meets the box of the map */

    /* lib/geom */
    sz_edges edges;
    sz_faces faces;

    /* attrs.c: (class, name) pairs, names of source; an edge's pair, -1 none */
    sz_pairs attrs;
    int32_t *edge_attr;            /* [edges] */

    /* cover.c: areas over each face, ascending */
    SZ__ARRAY(sz_cover) cover;
    size_t *cover_row;             /* [faces] */
    int32_t *covers;               /* [faces] */
    uint8_t *inside;               /* [faces] within the limit */

    /* ground.c */
    sz_ground *ground;             /* [faces] */
    SZ__ARRAY(int32_t) claim;      /* sets of communities, ascending */
    sz_pairs communities;          /* (town, name) in source->names; a name below
                                      -1 is area -2 - name, which has none */
    int32_t drawn;                 /* communities below this are known or have polygons;
                                      0 when there are no polygons at all */
    SZ__ARRAY(int32_t) code;       /* [communities] in source->names */
    int32_t *area_town;            /* [areas] in source->names */
    int32_t *area_community;       /* [areas] what it says of its ground */

    /* sliver.c: faces with the same cell become one parcel */
    int32_t *cell;                 /* [faces] lowest face of the cell, -1 outside */
    int32_t *like;                 /* [faces] of a cell: the face whose ground counts */

    /* number.c */
    int32_t n_parcels;
    int32_t *parcel_of;            /* [faces] -1 outside */
    int32_t *ground_of;            /* [parcels] the face whose ground counts */
    int32_t *left;                 /* [half-edges of the noding] parcel on the left,
                                      -1 outside and of what dangles */

    /* borders.c */
    uint64_t *border_area;         /* [borders] part in twice the area of what is on
                                      the left: wraps round, but adds up over rings */
    SZ__ARRAY(sz_segment) seg;     /* pieces of borders, parcels left and right */
    sz_index index;                /* over them; see sz__need_index() */

    sz_map *map;                   /* what is being built */
    sz_built built;
} sz_work;

void sz__work_release(sz_work *work);

/* Grid and metres. sz__to_grid() takes what sz__on_grid() says fits. */
double sz__to_metres(const sz_grid *grid, int64_t k);
bool sz__on_grid(const sz_grid *grid, double x, double y);
sz_gpoint sz__to_grid(const sz_grid *grid, double x, double y);

static inline double sz__grid_x(const sz_grid *grid, int32_t x)
{
    return sz__to_metres(grid, grid->x0 + x);
}

static inline double sz__grid_y(const sz_grid *grid, int32_t y)
{
    return sz__to_metres(grid, grid->y0 + y);
}

sz_status sz__find_paths(sz_work *w, sz_error *err);
sz_status sz__snap_paths(sz_work *w, sz_error *err);
sz_status sz__find_attrs(sz_work *w, sz_error *err);
sz_status sz__find_cover(sz_work *w, sz_error *err);
sz_status sz__find_ground(sz_work *w, sz_error *err);
bool sz__same_claims(const sz_work *w, const sz_ground *a, const sz_ground *b);
sz_status sz__absorb_slivers(sz_work *w, sz_error *err);
sz_status sz__number_parcels(sz_work *w, sz_error *err);
sz_status sz__follow_lines(sz_work *w, sz_error *err);
sz_status sz__make_borders(sz_work *w, sz_error *err);
/* Make the index of the borders if it is not there yet. */
sz_status sz__need_index(sz_work *w, sz_error *err);
sz_status sz__make_rings(sz_work *w, sz_error *err);
sz_status sz__settle_claims(sz_work *w, sz_error *err);
sz_status sz__make_units(sz_work *w, sz_error *err);
sz_status sz__name_things(sz_work *w, sz_error *err);
sz_status sz__place_households(sz_work *w, sz_error *err);
sz_status sz__lay_backdrop(sz_work *w, sz_error *err);
sz_status sz__find_outside(sz_work *w, sz_error *err);
sz_status sz__find_conflicts(sz_work *w, sz_error *err);
sz_status sz__find_twofold(sz_work *w, sz_error *err);
sz_status sz__write_account(sz_work *w, sz_error *err);

#endif
