/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Coordinates out of GDAL's shapes into the source's flat pools. */
#include <math.h>
#include <ogr_core.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "io/reading.h"

sz_shape_kind sz__shape_kind(OGRGeometryH shape)
{
    if (!shape || OGR_G_IsEmpty(shape))
        return SZ_SHAPE_NONE;
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(shape));
    if (type == wkbPoint)
        return SZ_SHAPE_POINT;
    if (OGR_GT_IsSubClassOf(type, wkbSurface) ||
        OGR_GT_IsSubClassOf(type, wkbMultiSurface) || type == wkbPolyhedralSurface ||
        type == wkbTIN)
        return SZ_SHAPE_AREA;
    if (OGR_GT_IsSubClassOf(type, wkbCurve) || OGR_GT_IsSubClassOf(type, wkbMultiCurve))
        return SZ_SHAPE_LINE;
    int n = OGR_G_GetGeometryCount(shape);
    sz_shape_kind kind = SZ_SHAPE_NONE;
    for (int i = 0; i < n; i++) {
        sz_shape_kind part = sz__shape_kind(OGR_G_GetGeometryRef(shape, i));
        if (part == SZ_SHAPE_NONE)
            continue;
        if (kind != SZ_SHAPE_NONE && (kind != part || part == SZ_SHAPE_POINT))
            return SZ_SHAPE_OTHER;
        kind = part;
    }
    return kind;
}

const char *sz__shape_word(sz_shape_kind kind)
{
    switch (kind) {
    case SZ_SHAPE_NONE:
        return _("it has no shape");
    case SZ_SHAPE_POINT:
        return _("it is a point");
    case SZ_SHAPE_LINE:
        return _("it is a line");
    case SZ_SHAPE_AREA:
        return _("it is an area");
    default:
        return _("it is a mixture of shapes or several points");
    }
}

static sz_status bad_coordinate(const sz_vector *v, int64_t fid, sz_error *err)
{
    return sz__fail(err, SZ_ERR_DATA, fid,
                    _("%s, feature %lld: a coordinate is not a finite number"),
                    v->data.shown, (long long)fid);
}

/* Append the points of one line string; *FROM is where they start. */
static sz_status take_points(sz_reading *reading, const sz_vector *v,
                             OGRGeometryH string, int64_t fid, size_t *from,
                             sz_error *err)
{
    sz_source *s = &reading->source;
    size_t n = (size_t)OGR_G_GetPointCount(string);
    if (!sz__reserve(&s->xy, 2 * n + 2))
        return sz__nomem(err);
    double *xy = s->xy.at + s->xy.n;
    int step = 2 * (int)sizeof *xy;
    *from = s->xy.n / 2;
    OGR_G_GetPoints(string, xy + v->swapped, step, xy + !v->swapped, step, NULL, 0);
    bool finite = true;
    for (size_t i = 0; i < 2 * n; i++)
        finite &= isfinite(xy[i]) != 0;
    if (!finite)
        return bad_coordinate(v, fid, err);
    s->xy.n += 2 * n;
    return SZ_SUCCESS;
}

/* One ring, closed; left out when it has fewer than three points. */
static sz_status take_ring(sz_reading *reading, const sz_vector *v, OGRGeometryH ring,
                           int64_t fid, bool hole, bool *taken, char why[128],
                           sz_error *err)
{
    sz_source *s = &reading->source;
    size_t from = 0;
    sz_status status = take_points(reading, v, ring, fid, &from, err);
    if (status != SZ_SUCCESS)
        return status;
    size_t n = s->xy.n / 2 - from;
    const double *first = s->xy.at + 2 * from, *last = first + 2 * n - 2;
    if (n > 0 && (first[0] != last[0] || first[1] != last[1])) {
        s->xy.at[s->xy.n++] = first[0];
        s->xy.at[s->xy.n++] = first[1];
        n++;
        snprintf(why, 128, "%s", _("a ring was open and is closed now"));
    }
    *taken = n >= 4;
    if (!*taken) {
        s->xy.n = 2 * from;
        snprintf(why, 128, "%s", _("a ring of fewer than three points is left out"));
        return SZ_SUCCESS;
    }
    sz_ring r = { from, from + n, hole };
    return sz__push(&s->ring, r) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status take_polygon(sz_reading *reading, const sz_vector *v,
                              OGRGeometryH polygon, int64_t fid, char why[128],
                              sz_error *err)
{
    int n = OGR_G_GetGeometryCount(polygon);
    bool taken = true;
    for (int i = 0; i < n && taken; i++) {
        bool kept = false;
        OGRGeometryH ring = OGR_G_GetGeometryRef(polygon, i);
        sz_status status = take_ring(reading, v, ring, fid, i > 0, &kept, why, err);
        if (status != SZ_SUCCESS)
            return status;
        taken = kept || i > 0; /* without its shell a polygon is nothing */
    }
    return SZ_SUCCESS;
}

static sz_status take_surfaces(sz_reading *reading, const sz_vector *v,
                               OGRGeometryH shape, int64_t fid, char why[128],
                               sz_error *err)
{
    if (!shape)
        return SZ_SUCCESS;
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(shape));
    if (type == wkbPolygon || type == wkbTriangle)
        return take_polygon(reading, v, shape, fid, why, err);
    int n = OGR_G_GetGeometryCount(shape);
    for (int i = 0; i < n; i++) {
        sz_status status =
            take_surfaces(reading, v, OGR_G_GetGeometryRef(shape, i), fid, why, err);
        if (status != SZ_SUCCESS)
            return status;
    }
    return SZ_SUCCESS;
}

/* SHAPE without curves: itself, or a copy in *LINEAR that the caller destroys. */
static OGRGeometryH straight(OGRGeometryH shape, OGRGeometryH *linear)
{
    *linear = NULL;
    if (OGR_G_HasCurveGeometry(shape, TRUE))
        *linear = OGR_G_GetLinearGeometry(shape, 0, NULL);
    return *linear ? *linear : shape;
}

sz_status sz__take_rings(sz_reading *reading, sz_vector *vector, OGRGeometryH shape,
                         int64_t fid, char why[128], sz_error *err)
{
    OGRGeometryH linear;
    why[0] = '\0';
    OGRGeometryH plain = straight(shape, &linear);
    sz_status status = take_surfaces(reading, vector, plain, fid, why, err);
    OGR_G_DestroyGeometry(linear);
    return status;
}

static sz_status take_strings(sz_reading *reading, sz_vector *v, OGRGeometryH shape,
                              int64_t fid, sz_part_fn part, void *data, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (!shape)
        return SZ_SUCCESS;
    int n = OGR_G_GetGeometryCount(shape);
    for (int i = 0; i < n && status == SZ_SUCCESS; i++)
        status = take_strings(reading, v, OGR_G_GetGeometryRef(shape, i), fid, part,
                              data, err);
    if (n > 0 || status != SZ_SUCCESS)
        return status;
    size_t from = 0;
    status = take_points(reading, v, shape, fid, &from, err);
    if (status != SZ_SUCCESS)
        return status;
    size_t to = reading->source.xy.n / 2;
    if (to - from >= 2)
        return part(data, from, to, err);
    reading->source.xy.n = 2 * from;
    return SZ_SUCCESS;
}

sz_status sz__take_lines(sz_reading *reading, sz_vector *vector, OGRGeometryH shape,
                         int64_t fid, sz_part_fn part, void *data, sz_error *err)
{
    OGRGeometryH linear;
    OGRGeometryH plain = straight(shape, &linear);
    sz_status status = take_strings(reading, vector, plain, fid, part, data, err);
    OGR_G_DestroyGeometry(linear);
    return status;
}

sz_status sz__take_point(const sz_vector *vector, OGRGeometryH shape, int64_t fid,
                         double *x, double *y, sz_error *err)
{
    while (OGR_G_GetGeometryCount(shape) > 0) /* a multipoint of one */
        shape = OGR_G_GetGeometryRef(shape, 0);
    double a = OGR_G_GetX(shape, 0), b = OGR_G_GetY(shape, 0);
    if (!isfinite(a) || !isfinite(b))
        return bad_coordinate(vector, fid, err);
    *x = vector->swapped ? b : a;
    *y = vector->swapped ? a : b;
    return SZ_SUCCESS;
}
