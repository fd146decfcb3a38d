/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GEOS behind our own types: every GEOS return value becomes an sz_status here. */
#include <geos_c.h>
#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/utf8.h"
#include "geom/geos.h"

static void keep_message(const char *text, void *data)
{
    sz_geos *geos = data;
    size_t length = sz__utf8_cut(text, sizeof geos->said - 1);
    memcpy(geos->said, text, length);
    geos->said[length] = '\0';
}

static void drop_message(const char *text, void *data)
{
    (void)text;
    (void)data;
}

sz_status sz__geos_open(sz_geos **out, sz_error *err)
{
    sz_geos *geos = sz__zalloc(1, sizeof *geos);
    if (!geos || !(geos->handle = GEOS_init_r())) {
        free(geos);
        return sz__nomem(err);
    }
    GEOSContext_setErrorMessageHandler_r(geos->handle, keep_message, geos);
    GEOSContext_setNoticeMessageHandler_r(geos->handle, drop_message, NULL);
    *out = geos;
    return SZ_SUCCESS;
}

void sz__geos_close(sz_geos *geos)
{
    if (!geos)
        return;
    GEOS_finish_r(geos->handle);
    free(geos);
}

sz_status sz__geos_failed(const sz_geos *geos, sz_error *err)
{
    if (!geos->said[0]) /* an allocation of ours or of GEOS's C layer */
        return sz__nomem(err);
    return sz__fail(err, SZ_ERR_GEOMETRY, -1, _("GEOS cannot do it: %s"), geos->said);
}

void sz__polygon_release(sz_polygon *polygon)
{
    if (!polygon)
        return;
    free(polygon->row);
    free(polygon->shell);
    free(polygon->xy);
    *polygon = (sz_polygon){ 0 };
}

/* --- ours to GEOS -------------------------------------------------------- */

static GEOSGeometry *ring_in(const sz_geos *geos, const sz_polygon *p, size_t ring)
{
    GEOSContextHandle_t h = geos->handle;
    size_t from = p->row[ring], n = p->row[ring + 1] - from;
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromBuffer_r(h, p->xy + 2 * from, (unsigned)n, 0, 0);
    return points ? GEOSGeom_createLinearRing_r(h, points) : NULL;
}

/* Rings FROM .. TO - 1, a shell and its holes. Takes nothing over. */
static GEOSGeometry *part_in(const sz_geos *geos, const sz_polygon *p, size_t from,
                             size_t to)
{
    GEOSContextHandle_t h = geos->handle;
    size_t n = 0;
    GEOSGeometry *shell = NULL, *out = NULL;
    GEOSGeometry **holes = sz__zalloc(to - from, sizeof *holes);
    if (!holes || !(shell = ring_in(geos, p, from)))
        goto done;
    for (; from + 1 + n < to; n++)
        if (!(holes[n] = ring_in(geos, p, from + 1 + n)))
            goto done;
    out = GEOSGeom_createPolygon_r(h, shell, holes, (unsigned)n);
    shell = NULL; /* GEOS has taken the rings over, also when it failed */
    n = 0;
done:
    while (n > 0)
        GEOSGeom_destroy_r(h, holes[--n]);
    if (shell)
        GEOSGeom_destroy_r(h, shell);
    free(holes);
    return out;
}

GEOSGeometry *sz__polygon_in(sz_geos *geos, const sz_polygon *p)
{
    GEOSContextHandle_t h = geos->handle;
    size_t parts = 0, n = 0;
    GEOSGeometry *out = NULL;
    geos->said[0] = '\0';
    for (size_t r = 0; r < p->rings; r++)
        parts += p->shell[r] || r == 0;
    if (parts == 0)
        return GEOSGeom_createEmptyPolygon_r(h);
    if (parts == 1)
        return part_in(geos, p, 0, p->rings);
    GEOSGeometry **part = sz__zalloc(parts, sizeof *part);
    if (!part)
        return NULL;
    for (size_t r = 0; r < p->rings; n++) {
        size_t end = r + 1;
        while (end < p->rings && !p->shell[end])
            end++;
        if (!(part[n] = part_in(geos, p, r, end)))
            goto done;
        r = end;
    }
    out = GEOSGeom_createCollection_r(h, GEOS_MULTIPOLYGON, part, (unsigned)n);
    n = 0;
done:
    while (n > 0)
        GEOSGeom_destroy_r(h, part[--n]);
    free(part);
    return out;
}

/* --- GEOS to ours -------------------------------------------------------- */

/* Rings and points of the polygons in GEOMETRY. */
static void count(GEOSContextHandle_t h, const GEOSGeometry *geometry, size_t *rings,
                  size_t *points)
{
    if (GEOSGeomTypeId_r(h, geometry) == GEOS_POLYGON) {
        if (GEOSisEmpty_r(h, geometry) == 0) {
            *rings += 1 + (size_t)GEOSGetNumInteriorRings_r(h, geometry);
            *points += (size_t)GEOSGetNumCoordinates_r(h, geometry);
        }
        return;
    }
    int type = GEOSGeomTypeId_r(h, geometry);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
        return;
    int n = GEOSGetNumGeometries_r(h, geometry);
    for (int i = 0; i < n; i++)
        count(h, GEOSGetGeometryN_r(h, geometry, i), rings, points);
}

static bool ring_out(GEOSContextHandle_t h, const GEOSGeometry *ring, bool shell,
                     sz_polygon *out)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(h, ring);
    unsigned n = 0;
    size_t at = out->row[out->rings];
    if (!points || !GEOSCoordSeq_getSize_r(h, points, &n) ||
        !GEOSCoordSeq_copyToBuffer_r(h, points, out->xy + 2 * at, 0, 0))
        return false;
    out->shell[out->rings++] = shell;
    out->row[out->rings] = at + n;
    return true;
}

static bool rings_out(GEOSContextHandle_t h, const GEOSGeometry *geometry,
                      sz_polygon *out)
{
    int type = GEOSGeomTypeId_r(h, geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(h, geometry) != 0)
            return true;
        if (!ring_out(h, GEOSGetExteriorRing_r(h, geometry), true, out))
            return false;
        int holes = GEOSGetNumInteriorRings_r(h, geometry);
        for (int i = 0; i < holes; i++)
            if (!ring_out(h, GEOSGetInteriorRingN_r(h, geometry, i), false, out))
                return false;
        return true;
    }
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
        return true;
    int n = GEOSGetNumGeometries_r(h, geometry);
    for (int i = 0; i < n; i++)
        if (!rings_out(h, GEOSGetGeometryN_r(h, geometry, i), out))
            return false;
    return true;
}

sz_status sz__polygon_out(const sz_geos *geos, const GEOSGeometry *geometry,
                          sz_polygon *out, sz_error *err)
{
    sz_polygon p = { 0 };
    size_t rings = 0, points = 0;
    count(geos->handle, geometry, &rings, &points);
    p.row = sz__zalloc(rings + 1, sizeof *p.row);
    p.shell = sz__zalloc(rings, sizeof *p.shell);
    p.xy = sz__alloc(points, 2 * sizeof *p.xy);
    sz_status status = SZ_SUCCESS;
    if (!p.row || !p.shell || !p.xy)
        status = sz__nomem(err);
    else if (!rings_out(geos->handle, geometry, &p))
        status = sz__geos_failed(geos, err);
    if (status != SZ_SUCCESS) {
        sz__polygon_release(&p);
        return status;
    }
    *out = p;
    return SZ_SUCCESS;
}

/* --- validity and repair ------------------------------------------------- */

static void say_where(const sz_geos *geos, char *reason, GEOSGeometry *where,
                      char why[128])
{
    GEOSContextHandle_t h = geos->handle;
    double x = 0, y = 0;
    if (where && GEOSGeomGetX_r(h, where, &x) == 1 && GEOSGeomGetY_r(h, where, &y) == 1)
        snprintf(why, 128, "%.80s at %.10g %.10g", reason ? reason : "", x, y);
    else
        snprintf(why, 128, "%.80s", reason ? reason : "");
}

sz_status sz__polygon_valid(sz_geos *geos, const sz_polygon *p, bool *valid,
                            char why[128], sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    GEOSGeometry *geometry = sz__polygon_in(geos, p), *where = NULL;
    char *reason = NULL;
    sz_status status = SZ_SUCCESS;
    if (!geometry) {
        /* rings of fewer than four points, or open ones, are no rings to GEOS */
        if (!geos->said[0])
            return sz__nomem(err);
        if (why)
            snprintf(why, 128, "%.120s", geos->said);
        *valid = false;
        return SZ_SUCCESS;
    }
    char answer = GEOSisValidDetail_r(h, geometry, 0, &reason, &where);
    if (answer == 2) {
        status = sz__geos_failed(geos, err);
    } else {
        *valid = answer == 1;
        if (why)
            why[0] = '\0';
        if (why && !*valid)
            say_where(geos, reason, where, why);
    }
    if (reason)
        GEOSFree_r(h, reason);
    if (where)
        GEOSGeom_destroy_r(h, where);
    GEOSGeom_destroy_r(h, geometry);
    return status;
}

sz_status sz__polygon_repair(sz_geos *geos, const sz_polygon *p, sz_polygon *out,
                             sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    GEOSGeometry *geometry = sz__polygon_in(geos, p), *fixed = NULL;
    GEOSMakeValidParams *how = GEOSMakeValidParams_create_r(h);
    sz_status status = SZ_SUCCESS;
    if (geometry && how &&
        GEOSMakeValidParams_setMethod_r(h, how, GEOS_MAKE_VALID_STRUCTURE) &&
        GEOSMakeValidParams_setKeepCollapsed_r(h, how, 0))
        fixed = GEOSMakeValidWithParams_r(h, geometry, how);
    status = fixed ? sz__polygon_out(geos, fixed, out, err) : sz__geos_failed(geos, err);
    if (fixed)
        GEOSGeom_destroy_r(h, fixed);
    if (how)
        GEOSMakeValidParams_destroy_r(h, how);
    if (geometry)
        GEOSGeom_destroy_r(h, geometry);
    return status;
}

sz_status sz__polygon_inner_point(sz_geos *geos, const sz_polygon *p, double *x,
                                  double *y, sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    sz_status status = SZ_SUCCESS;
    GEOSGeometry *geometry = sz__polygon_in(geos, p), *point = NULL;
    if (!geometry)
        return sz__geos_failed(geos, err);
    if (GEOSisEmpty_r(h, geometry) != 0)
        status = sz__fail(err, SZ_ERR_GEOMETRY, -1, _("the polygon is empty"));
    else if (!(point = GEOSPointOnSurface_r(h, geometry)) ||
             GEOSGeomGetX_r(h, point, x) != 1 || GEOSGeomGetY_r(h, point, y) != 1)
        status = sz__geos_failed(geos, err);
    if (point)
        GEOSGeom_destroy_r(h, point);
    GEOSGeom_destroy_r(h, geometry);
    return status;
}
