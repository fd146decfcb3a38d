/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The layers of a project as a dataset holds them: names, fields, features. */
#ifndef SIZHI_IO_LAYERS_H
#define SIZHI_IO_LAYERS_H

#include <ogr_api.h>
#include <stdbool.h>

#include "io/project.h"
#include "map/outline.h"
#include "sizhi/detached.h"
#include "sizhi/text.h"

typedef enum sz_dataset_layer {
    SZ_DS_PARCELS,
    SZ_DS_BORDERS,
    SZ_DS_BARRIERS,
    SZ_DS_COMMUNITIES,
    SZ_DS_OFFICES,
    SZ_DS_MOVES,
    SZ_DS_DETACHED,
    SZ_DS_FINDINGS,
    SZ_DS_METADATA,
    SZ_DS_BACKDROP,        /* last: names of all else are numbered as without it */
    SZ_DS_LAYERS           /* their number */
} sz_dataset_layer;

typedef struct sz_field {
    const char *name;      /* ASCII, at most 10 bytes, so that Shapefile keeps it */
    OGRFieldType type;     /* OFTString, OFTInteger, OFTInteger64 or OFTReal */
} sz_field;

typedef struct sz_layer_def {
    const char *name;
    OGRwkbGeometryType geometry;
    const sz_field *field;
    int n_fields;
} sz_layer_def;

extern const sz_layer_def sz__layer_defs[SZ_DS_LAYERS];

/* Layer called NAME, or SZ_DS_LAYERS. */
sz_dataset_layer sz__layer_find(const char *name);

/* A row of the layer `detached`. */
typedef struct sz_shown_part {
    int proposed;          /* 1: a part of the proposed plan, 0: of the present */
    int32_t row;           /* of that plan's register; label in sz_shown.parts */
} sz_shown_part;

/* What the layers show of a project, worked out once. */
typedef struct sz_shown {
    const sz_project *project;
    const sz_plan *plan;        /* the proposed one, or else the present */
    sz_community *community[2]; /* of the present plan; of the proposed or NULL */
    size_t n_communities[2];
    sz_move *move;
    size_t n_moves;
    sz_register *reg[2];        /* of the present plan; of the proposed or NULL */
    struct { sz_shown_part *at; size_t n, cap; } detached;
    sz_description *words;      /* sides of its communities, sentences of the moves */
    sz_outline parcels, communities, moves, parts[2]; /* parts: the detached ones */
    double *border_xy, *line_xy, *backdrop_xy; /* as in the map */
    double *office_xy, *finding_xy;  /* [2 * n] */
    bool peopled;               /* somebody has counted people: else nobody knows, which
                                   is not 0 */
    struct { sz_meta *at; size_t n, cap; } meta;      /* owned */
} sz_shown;

sz_status sz__shown_open(sz_shown *out, const sz_project *project, sz_error *err);
void sz__shown_release(sz_shown *shown);

/* Turn all coordinates into longitude and latitude (WGS 84). */
sz_status sz__shown_to_lonlat(sz_shown *shown, sz_error *err);

size_t sz__shown_count(const sz_shown *shown, sz_dataset_layer layer);

/* Whether feature I of LAYER has a shape: an abolished community and a finding about
 * no place have none. */
bool sz__shown_has_shape(const sz_shown *shown, sz_dataset_layer layer, size_t i);

/* Set all fields of feature I of LAYER and its geometry; its id is I + 1. */
sz_status sz__shown_fill(const sz_shown *shown, sz_dataset_layer layer, size_t i,
                        OGRFeatureH feature, sz_error *err);

#endif
