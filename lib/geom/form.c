/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Compactness by GEOS: hull, circle around, erosion. */
#include "geom/form.h"

#include <math.h>

#include "geom/geos.h"

#define PI 3.14159265358979323846

enum { QUADRANT = 8 }; /* segments of a quarter circle */

/* Pieces of SHAPE eroded by HALF that have at least LEAST of area. */
static sz_status count_lobes(sz_geos *geos, const GEOSGeometry *shape, double half,
                             double least, int32_t *lobes, sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    GEOSGeometry *rest = GEOSBuffer_r(h, shape, -half, QUADRANT);
    if (!rest)
        return sz__geos_failed(geos, err);
    *lobes = 0;
    for (int i = 0; i < GEOSGetNumGeometries_r(h, rest); i++) {
        double area = 0;
        GEOSArea_r(h, GEOSGetGeometryN_r(h, rest, i), &area);
        *lobes += area > 0 && area >= least;
    }
    GEOSGeom_destroy_r(h, rest);
    return SZ_SUCCESS;
}

sz_status sz__polygon_form(sz_geos *geos, const sz_polygon *p, double neck, double share,
                           sz_form *out, sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    sz_form f = { .lobes = 1 };
    sz_status status = SZ_SUCCESS;
    double radius = 0;
    GEOSGeometry *hull = NULL, *circle = NULL, *centre = NULL;
    GEOSGeometry *shape = sz__polygon_in(geos, p);
    if (!shape || !GEOSArea_r(h, shape, &f.area) ||
        !GEOSLength_r(h, shape, &f.perimeter) ||
        !(hull = GEOSConvexHull_r(h, shape)) || !GEOSArea_r(h, hull, &f.hull) ||
        !(circle = GEOSMinimumBoundingCircle_r(h, shape, &radius, &centre))) {
        status = sz__geos_failed(geos, err);
        goto done;
    }
    f.circle = PI * radius * radius;
    if (neck > 0)
        status = count_lobes(geos, shape, neck / 2, share * f.area, &f.lobes, err);
    if (status == SZ_SUCCESS)
        *out = f;
done:
    GEOSGeom_destroy_r(h, shape);
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
