/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cutting a polygon along lines: its border and the lines noded together, the faces of
 * that which lie in it; what is too small to stand alone goes to a neighbour. */
#include "core/array.h"
#include "geom/geos.h"

typedef struct slices {
    sz_geos *geos;
    GEOSContextHandle_t h;
    GEOSGeometry **at;     /* [n], owned */
    size_t n;
} slices;

static void release(slices *s)
{
    for (size_t i = 0; i < s->n; i++)
        GEOSGeom_destroy_r(s->h, s->at[i]);
    free(s->at);
}

/* The segments as lines; NULL when GEOS fails. */
static GEOSGeometry *lines_in(const sz_geos *geos, const double *segments, size_t n)
{
    GEOSContextHandle_t h = geos->handle;
    GEOSGeometry **line = sz__zalloc(n, sizeof *line), *out = NULL;
    size_t made = 0;
    for (; line && made < n; made++) {
        GEOSCoordSequence *two =
            GEOSCoordSeq_copyFromBuffer_r(h, segments + 4 * made, 2, 0, 0);
        line[made] = two ? GEOSGeom_createLineString_r(h, two) : NULL;
        if (!line[made])
            break;
    }
    if (line && made == n) {
        out = GEOSGeom_createCollection_r(h, GEOS_MULTILINESTRING, line, (unsigned)n);
        made = 0; /* they are the collection's, also when it failed */
    }
    while (made > 0)
        GEOSGeom_destroy_r(h, line[--made]);
    free(line);
    return out;
}

/* The faces of FACES that lie in WHOLE into S; false when GEOS fails. */
static bool keep_inside(slices *s, const GEOSGeometry *faces, const GEOSGeometry *whole)
{
    int n = GEOSGetNumGeometries_r(s->h, faces);
    if (n < 0 || !(s->at = sz__zalloc((size_t)n, sizeof *s->at)))
        return false;
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *face = GEOSGetGeometryN_r(s->h, faces, i);
        GEOSGeometry *point = GEOSPointOnSurface_r(s->h, face);
        char in = point ? GEOSIntersects_r(s->h, whole, point) : 2;
        if (point)
            GEOSGeom_destroy_r(s->h, point);
        if (in == 1 && (s->at[s->n] = GEOSGeom_clone_r(s->h, face)))
            s->n++;
        else if (in != 0)
            return false;
    }
    return true;
}

static double area_of(const slices *s, size_t i)
{
    double area = 0.0;
    return GEOSArea_r(s->h, s->at[i], &area) == 1 ? area : 0.0;
}

/* Metres of border that two slices share. */
static double shared(const slices *s, size_t i, size_t k)
{
    double length = 0.0;
    GEOSGeometry *common = GEOSIntersection_r(s->h, s->at[i], s->at[k]);
    if (common) {
        GEOSLength_r(s->h, common, &length);
        GEOSGeom_destroy_r(s->h, common);
    }
    return length;
}

/* Give slices below LEAST to the neighbour with the longest common border. */
static bool absorb(slices *s, double least)
{
    for (size_t i = 0; i < s->n && s->n > 1;) {
        size_t best = i;
        double most = 0.0;
        for (size_t k = 0; area_of(s, i) < least && k < s->n; k++) {
            double length = k == i ? 0.0 : shared(s, i, k);
            if (length > most) {
                most = length;
                best = k;
            }
        }
        if (best == i) {
            i++;
            continue;
        }
        GEOSGeometry *one = GEOSUnion_r(s->h, s->at[i], s->at[best]);
        if (!one)
            return false;
        GEOSGeom_destroy_r(s->h, s->at[i]);
        GEOSGeom_destroy_r(s->h, s->at[best]);
        s->at[best] = one;
        s->at[i] = s->at[--s->n];
        if (best == s->n)
            s->at[i] = one;
        i = 0;
    }
    return true;
}

static sz_status hand_out(slices *s, sz_polygon **out, size_t *pieces, sz_error *err)
{
    sz_polygon *piece = sz__zalloc(s->n, sizeof *piece);
    sz_status status = piece ? SZ_SUCCESS : sz__nomem(err);
    size_t done = 0;
    for (; done < s->n && status == SZ_SUCCESS; done++)
        status = sz__polygon_out(s->geos, s->at[done], &piece[done], err);
    if (status == SZ_SUCCESS) {
        *out = piece;
        *pieces = s->n;
        return status;
    }
    while (piece && done > 0)
        sz__polygon_release(&piece[--done]);
    free(piece);
    return status;
}

sz_status sz__polygon_slice(sz_geos *geos, const sz_polygon *p, const double *segments,
                            size_t n, double least, sz_polygon **out, size_t *pieces,
                            sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    slices s = { .geos = geos, .h = h };
    GEOSGeometry *whole = sz__polygon_in(geos, p), *lines = lines_in(geos, segments, n);
    GEOSGeometry *border = whole ? GEOSBoundary_r(h, whole) : NULL;
    GEOSGeometry *noded = border && lines ? GEOSUnion_r(h, border, lines) : NULL;
    const GEOSGeometry *const all[] = { noded };
    GEOSGeometry *faces = noded ? GEOSPolygonize_r(h, all, 1) : NULL;
    sz_status status = faces && keep_inside(&s, faces, whole) && absorb(&s, least)
                           ? hand_out(&s, out, pieces, err)
                           : sz__geos_failed(geos, err);
    release(&s);
    GEOSGeometry *const used[] = { whole, lines, border, noded, faces };
    for (size_t i = 0; i < sizeof used / sizeof *used; i++)
        if (used[i])
            GEOSGeom_destroy_r(h, used[i]);
    return status;
}
