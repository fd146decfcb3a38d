/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Compactness by GEOS: hull, circle around. */
#include "geom/form.h"

#include <math.h>

#include "geom/geos.h"

#define PI 3.14159265358979323846

sz_status sz__points_form(sz_geos *geos, const double *xy, size_t n, sz_form *out,
                          sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    sz_status status = SZ_SUCCESS;
    double radius = 0;
    GEOSGeometry *line = NULL, *hull = NULL, *circle = NULL, *centre = NULL;
    geos->said[0] = '\0';
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromBuffer_r(h, xy, (unsigned)n, 0, 0);
    if (!points || !(line = GEOSGeom_createLineString_r(h, points)) ||
        !(hull = GEOSConvexHull_r(h, line)) || !GEOSArea_r(h, hull, &out->hull) ||
        !(circle = GEOSMinimumBoundingCircle_r(h, hull, &radius, &centre)))
        status = sz__geos_failed(geos, err);
    out->circle = PI * radius * radius;
    GEOSGeom_destroy_r(h, line);
    GEOSGeom_destroy_r(h, hull);
    GEOSGeom_destroy_r(h, circle);
    GEOSGeom_destroy_r(h, centre);
    return status;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? fmin(1, part / whole) : 0;
}

double sz__polsby_popper(const sz_form *form)
{
    return ratio(4 * PI * form->area, form->perimeter * form->perimeter);
}

double sz__reock(const sz_form *form)
{
    return ratio(form->area, form->circle);
}

double sz__hull_ratio(const sz_form *form)
{
    return ratio(form->area, form->hull);
}
