/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cells round points. */
#include <string.h>

#include "core/array.h"
#include "geom/geos.h"

typedef SZ__ARRAY(double) numbers;

/* Append the segments of all lines in GEOMETRY; false when memory is out or
 * GEOS fails. */
static bool segments_of(GEOSContextHandle_t h, const GEOSGeometry *geometry,
                        numbers *out)
{
    int type = GEOSGeomTypeId_r(h, geometry);
    if (type == GEOS_MULTILINESTRING || type == GEOS_GEOMETRYCOLLECTION) {
        int n = GEOSGetNumGeometries_r(h, geometry);
        for (int i = 0; i < n; i++)
            if (!segments_of(h, GEOSGetGeometryN_r(h, geometry, i), out))
                return false;
        return true;
    }
    if (type != GEOS_LINESTRING || GEOSisEmpty_r(h, geometry) != 0)
        return true;
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(h, geometry);
    unsigned n = 0;
    if (!points || !GEOSCoordSeq_getSize_r(h, points, &n) || n < 2)
        return points != NULL;
    double *xy = sz__alloc(n, 2 * sizeof *xy);
    bool fine = xy && GEOSCoordSeq_copyToBuffer_r(h, points, xy, 0, 0) &&
                sz__reserve(out, 4 * (size_t)(n - 1));
    for (size_t i = 0; fine && i + 1 < n; i++) {
        memcpy(out->at + out->n, xy + 2 * i, 4 * sizeof *xy);
        out->n += 4;
    }
    free(xy);
    return fine;
}

static GEOSGeometry *box_in(GEOSContextHandle_t h, const double box[4])
{
    return GEOSGeom_createRectangle_r(h, box[0], box[1], box[2], box[3]);
}

sz_status sz__voronoi_sides(sz_geos *geos, const double *xy, size_t n,
                            const double box[4], double **out, size_t *segments,
                            sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    sz_status status = SZ_SUCCESS;
    numbers found = SZ__ARRAY_INIT;
    GEOSGeometry *sites = NULL, *frame = NULL, *sides = NULL, *clipped = NULL;
    geos->said[0] = '\0';
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromBuffer_r(h, xy, (unsigned)n, 0, 0);
    if (n > 1) {
        /* a line string through the points holds them as well as a multipoint */
        sites = points ? GEOSGeom_createLineString_r(h, points) : NULL;
        points = NULL;
        frame = box_in(h, box);
        sides = sites && frame ? GEOSVoronoiDiagram_r(h, sites, frame, 0, 1) : NULL;
        clipped = sides ? GEOSClipByRect_r(h, sides, box[0], box[1], box[2], box[3])
                        : NULL;
        if (!clipped || !segments_of(h, clipped, &found)) {
            status = sz__geos_failed(geos, err);
            goto done;
        }
    }
    *segments = found.n / 4;
    *out = found.at;
    found.at = NULL;
done:
    if (points)
        GEOSCoordSeq_destroy_r(h, points);
    if (sites)
        GEOSGeom_destroy_r(h, sites);
    if (frame)
        GEOSGeom_destroy_r(h, frame);
    if (sides)
        GEOSGeom_destroy_r(h, sides);
    if (clipped)
        GEOSGeom_destroy_r(h, clipped);
    free(found.at);
    return status;
}
