/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files that call GEOS share; nothing else includes this. */
#ifndef SIZHI_GEOM_GEOS_H
#define SIZHI_GEOM_GEOS_H

#include <geos_c.h>

#include "geom/shapes.h"

struct sz_geos {
    GEOSContextHandle_t handle;
    char said[160];        /* GEOS's last error text */
};

/* SZ_ERR_GEOMETRY with what GEOS said; SZ_ERR_NOMEM when it said nothing. */
sz_status sz__geos_failed(const sz_geos *geos, sz_error *err);

/* A polygon, a multipolygon, or an empty polygon; NULL when GEOS fails. */
GEOSGeometry *sz__polygon_in(sz_geos *geos, const sz_polygon *p);

/* The polygons in GEOMETRY; points and lines in it are left out. */
sz_status sz__polygon_out(const sz_geos *geos, const GEOSGeometry *geometry,
                          sz_polygon *out, sz_error *err);

#endif
