/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The importer's reading side: files -> sz_source, in the files' own coordinates
 * first, then in the working CRS. */
#ifndef SIZHI_IO_READING_H
#define SIZHI_IO_READING_H

#include "core/array.h"
#include "geom/crs.h"
#include "io/vector.h"
#include "map/build.h"
#include "sizhi/project.h"

/* What one file put into the source: ranges of its pools. */
typedef struct sz_read_layer {
    sz_input input;
    char *shown;             /* owned */
    char *crs;               /* definition, owned; NULL until settled */
    bool degrees;            /* from lon and lat fields */
    bool implied_crs;        /* GeoJSON that does not say */
    size_t xy_from, xy_to, area_from, backdrop_from, spot_from, spot_to, office_from,
        office_to;
    size_t dropped, repaired; /* features; the first of each are findings */
    size_t areas;            /* LINES: features that are areas, dropped */
    size_t unnamed;          /* communities that go by their number */
    bool counts;             /* its households are the ones that count */
    bool stated;             /* those of its communities are kept to be compared */
    sz_crs_info info;
} sz_read_layer;

/* A polygon that was repaired: its rings before and after, both in the pools. */
typedef struct sz_repair {
    size_t layer;
    int64_t fid;
    size_t old_from, old_to, new_from, new_to;
    char why[128];
} sz_repair;

/* What a table of communities says of one, where another file is counted. */
typedef struct sz_stated {
    size_t layer;
    int32_t name, town;      /* in the source's names; town -1: not said */
    int64_t households, population; /* -1: not said */
    size_t ring_from, ring_to;
} sz_stated;

typedef struct sz_reading {
    const sz_import_options *options;
    sz_source source;
    sz_account *account;
    sz_findings *findings;
    sz_names words;          /* tags of lines */
    int backdrop;            /* sz_backdrop_kind of all of the file that is read; -1: what
                                its fields say */
    bool counted;            /* a file has been found that gives the households */
    SZ__ARRAY(sz_read_layer) layer;
    SZ__ARRAY(sz_repair) repair;
    SZ__ARRAY(sz_stated) stated;
} sz_reading;

void sz__reading_release(sz_reading *reading);

/* The record of the layer that is being read: the last. */
static inline sz_read_layer *sz__reading_layer(sz_reading *reading)
{
    return &reading->layer.at[reading->layer.n - 1];
}

/* Call READ for every feature with its shape (NULL: none); SZ_ERR_IO when GDAL
 * fails on the way. */
typedef sz_status (*sz_feature_fn)(sz_reading *reading, sz_vector *vector,
                                   OGRFeatureH feature, OGRGeometryH shape,
                                   sz_error *err);
sz_status sz__read_each(sz_reading *reading, sz_vector *vector, sz_feature_fn read,
                        sz_error *err);

/* Tags of a feature by role, "" for none; words are kept once each in reading->words, so
 * that they stay valid beside one another. */
typedef struct sz_wanted_tag {
    sz_role role;
    const char **to;
} sz_wanted_tag;
sz_status sz__read_tags(sz_reading *reading, sz_vector *vector, OGRFeatureH feature,
                        const sz_wanted_tag *wanted, size_t n, sz_error *err);

/* Test every polygon of LAYER, areas and backdrop, which has just been read, and repair
 * those that are not valid. */
sz_status sz__repair_polygons(sz_reading *reading, sz_read_layer *layer, sz_error *err);

/* Read file SPEC as INPUT: a layer more. */
sz_status sz__read_file(sz_reading *reading, const char *spec, sz_input input,
                        const sz_vector_options *options, sz_error *err);

/* Read one layer whole. */
sz_status sz__read_areas(sz_reading *reading, sz_vector *vector, sz_error *err);
sz_status sz__read_lines(sz_reading *reading, sz_vector *vector, sz_error *err);
sz_status sz__read_backdrop(sz_reading *reading, sz_vector *vector, sz_error *err);
sz_status sz__read_households(sz_reading *reading, sz_vector *vector, sz_error *err);
sz_status sz__read_offices(sz_reading *reading, sz_vector *vector, sz_error *err);

/* --- shapes into the pools ----------------------------------------------- */

typedef enum sz_shape_kind {
    SZ_SHAPE_NONE,           /* null or empty */
    SZ_SHAPE_POINT,
    SZ_SHAPE_LINE,
    SZ_SHAPE_AREA,
    SZ_SHAPE_OTHER           /* a mixed bag, several points */
} sz_shape_kind;

sz_shape_kind sz__shape_kind(OGRGeometryH shape);
const char *sz__shape_word(sz_shape_kind kind); /* "a line", translated */

/* Append the rings of the polygons in SHAPE to the source's pools. Curves become
 * lines, heights are left out, open rings are closed and rings of fewer than three
 * points left out (*WHY then says so, else ""). */
sz_status sz__take_rings(sz_reading *reading, sz_vector *vector, OGRGeometryH shape,
                         int64_t fid, char why[128], sz_error *err);

/* Append the points of the line strings in SHAPE, one range each, calling back
 * for every part of two points and more. */
typedef sz_status (*sz_part_fn)(void *data, size_t from, size_t to, sz_error *err);
sz_status sz__take_lines(sz_reading *reading, sz_vector *vector, OGRGeometryH shape,
                         int64_t fid, sz_part_fn part, void *data, sz_error *err);

sz_status sz__take_point(const sz_vector *vector, OGRGeometryH shape, int64_t fid,
                         double *x, double *y, sz_error *err);

/* --- what is told -------------------------------------------------------- */

/* Feature FID is of no use: counted, listed up to a number. */
sz_status sz__tell_dropped(sz_reading *reading, sz_read_layer *layer, int64_t fid,
                           const char *why, sz_error *err);
/* Its HOUSEHOLDS have no place: counted and always listed; dropped if it has none. */
sz_status sz__tell_unplaced(sz_reading *reading, sz_read_layer *layer, int64_t fid,
                            int64_t households, const char *why, sz_error *err);
/* It was repaired: counted, listed up to a number. */
sz_status sz__tell_repaired(sz_reading *reading, sz_read_layer *layer, int64_t fid,
                            const char *why, sz_error *err);
/* Once per layer: how many more there were than are listed, and what was made up. */
sz_status sz__tell_rest(sz_reading *reading, const sz_read_layer *layer, sz_error *err);
/* After building: many households, or most of them, have no place. */
sz_status sz__tell_outside(sz_reading *reading, sz_error *err);

/* --- after all are read -------------------------------------------------- */

/* Settle every layer's CRS, choose the working CRS and bring all coordinates into
 * it. */
sz_status sz__to_working_crs(sz_reading *reading, sz_error *err);

/* One finding for each polygon repaired, with its areas in the working CRS. */
sz_status sz__tell_repairs(sz_reading *reading, sz_error *err);

#endif
