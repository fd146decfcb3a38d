/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What GEOS does for us, behind our own types: repair of polygons, areas in
 * common, cells round points, points inside. Coordinates in any plane unit. */
#ifndef SIZHI_GEOM_SHAPES_H
#define SIZHI_GEOM_SHAPES_H

#include <stdbool.h>

#include "core/error.h"

/* A polygon or multipolygon: RINGS rings, ring r having the points
 * row[r] .. row[r + 1] - 1 of xy (x, y pairs), the first repeated at its end;
 * shell[r] tells shells from holes, a hole belongs to the last shell before. */
typedef struct sz_polygon {
    size_t rings;
    size_t *row;           /* [rings + 1] */
    bool *shell;           /* [rings] */
    double *xy;
} sz_polygon;

void sz__polygon_release(sz_polygon *polygon);

/* One GEOS context; for one thread at a time. */
typedef struct sz_geos sz_geos;
sz_status sz__geos_open(sz_geos **out, sz_error *err);
void sz__geos_close(sz_geos *geos);

/* Whether P is valid in the OGC sense; if not, WHY (may be NULL) says what is
 * wrong and where ("Self-intersection at 120.1 30.2"). */
sz_status sz__polygon_valid(sz_geos *geos, const sz_polygon *p, bool *valid,
                            char why[128], sz_error *err);

/* Repair P (GEOS "structure" method: holes cut, overlapping shells united,
 * holes outside shells made parts of their own). An empty result has no rings.
 * Rings must be closed, else SZ_ERR_GEOMETRY. */
sz_status sz__polygon_repair(sz_geos *geos, const sz_polygon *p, sz_polygon *out,
                             sz_error *err);

/* A polygon with a box tree over a set of polygons, for areas in common. */
typedef struct sz_overlay sz_overlay;
sz_status sz__overlay_open(sz_geos *geos, sz_overlay **out, const sz_polygon *set,
                           size_t n, sz_error *err);
void sz__overlay_close(sz_overlay *overlay);

/* Members of the set that share area with P: numbers (ascending) and areas
 * into *WHO, *AREA (malloc'ed, the caller frees both), *N of them. */
sz_status sz__overlay_areas(sz_overlay *overlay, const sz_polygon *p, size_t *n,
                            int32_t **who, double **area, sz_error *err);

/* Voronoi cells of N distinct points clipped to BOX (min x, min y, max x, max
 * y): their sides as segments x1 y1 x2 y2, *OUT malloc'ed, *SEGMENTS of them. */
sz_status sz__voronoi_sides(sz_geos *geos, const double *xy, size_t n,
                            const double box[4], double **out, size_t *segments,
                            sz_error *err);

/* Cut P along N straight segments (x1 y1 x2 y2 each), which may reach beyond it: *PIECES
 * polygons into *OUT, malloc'ed, each to be released. A piece below LEAST of area goes to
 * the one that it shares most border with. P alone when nothing is cut. */
sz_status sz__polygon_slice(sz_geos *geos, const sz_polygon *p, const double *segments,
                            size_t n, double least, sz_polygon **out, size_t *pieces,
                            sz_error *err);

/* A point well inside P. SZ_ERR_GEOMETRY for an empty P. */
sz_status sz__polygon_inner_point(sz_geos *geos, const sz_polygon *p, double *x,
                                  double *y, sz_error *err);

#endif
