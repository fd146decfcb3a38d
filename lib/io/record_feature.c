/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/record_feature.h"

#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"

static bool there(const sz_feature_reader *in, int k)
{
    return in->column[k] >= 0 &&
           OGR_F_IsFieldSetAndNotNull(in->feature, in->column[k]);
}

static int32_t number_of(sz_feature_reader *in, const char *text, int k)
{
    if (!sz__utf8_valid(text, strlen(text), NULL)) {
        in->bad_text = k;
        return -1;
    }
    int32_t number = sz__names_add(&in->rec->names, text);
    in->nomem = in->nomem || number == -2;
    return number;
}

int32_t sz__get_text(sz_feature_reader *in, int k)
{
    if (!there(in, k))
        return -1;
    return number_of(in, OGR_F_GetFieldAsString(in->feature, in->column[k]), k);
}

int32_t sz__get_long_text(sz_feature_reader *in, int k)
{
    char text[5 * 256];
    size_t n = 0;
    if (in->more[0] < 0 || !there(in, k))
        return sz__get_text(in, k);
    for (int piece = -1; piece < 4; piece++) {
        int column = piece < 0 ? in->column[k] : in->more[piece];
        if (column < 0 || !OGR_F_IsFieldSetAndNotNull(in->feature, column))
            break;
        const char *part = OGR_F_GetFieldAsString(in->feature, column);
        size_t m = strlen(part);
        if (n + m >= sizeof text)
            break;
        memcpy(text + n, part, m);
        n += m;
    }
    text[n] = '\0';
    return number_of(in, text, k);
}

int64_t sz__get_int(const sz_feature_reader *in, int k, int64_t none)
{
    return there(in, k) ? OGR_F_GetFieldAsInteger64(in->feature, in->column[k]) : none;
}

double sz__get_real(const sz_feature_reader *in, int k, double none)
{
    return there(in, k) ? OGR_F_GetFieldAsDouble(in->feature, in->column[k]) : none;
}

/* Append the points of a line or ring; false when memory is out. */
static bool take_points(sz_feature_reader *in, OGRGeometryH g)
{
    sz_record *rec = in->rec;
    size_t n = (size_t)OGR_G_GetPointCount(g);
    if (!sz__reserve(&rec->xy, 2 * n))
        return false;
    double *xy = rec->xy.at + rec->xy.n;
    OGR_G_GetPoints(g, xy, 16, xy + 1, 16, NULL, 0);
    rec->xy.n += 2 * n;
    return true;
}

static bool take_polygon(sz_feature_reader *in, OGRGeometryH polygon)
{
    for (int k = 0; k < OGR_G_GetGeometryCount(polygon); k++) {
        size_t from = in->rec->xy.n / 2;
        if (!take_points(in, OGR_G_GetGeometryRef(polygon, k)) ||
            !sz__push(&in->rec->ring, (sz_ring){ from, in->rec->xy.n / 2, k > 0 }))
            return false;
    }
    return true;
}

static sz_status wrong_shape(const sz_feature_reader *in, const char *want, sz_error *err)
{
    return sz__fail(err, SZ_ERR_DATA, in->fid,
                    _("'%s', layer '%s', feature %lld: not a %s"), in->path,
                    in->def->name, (long long)in->fid, want);
}

sz_status sz__get_rings(sz_feature_reader *in, size_t *from, size_t *to, sz_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(in->feature);
    *from = *to = in->rec->ring.n;
    if (!g)
        return SZ_SUCCESS;
    bool ok = true;
    OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(g));
    if (type == wkbPolygon)
        ok = take_polygon(in, g);
    else if (type == wkbMultiPolygon)
        for (int k = 0; ok && k < OGR_G_GetGeometryCount(g); k++)
            ok = take_polygon(in, OGR_G_GetGeometryRef(g, k));
    else
        return wrong_shape(in, _("polygon"), err);
    *to = in->rec->ring.n;
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__get_line(sz_feature_reader *in, size_t *from, size_t *to, sz_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(in->feature);
    if (!g || OGR_GT_Flatten(OGR_G_GetGeometryType(g)) != wkbLineString)
        return wrong_shape(in, _("line"), err);
    *from = in->rec->xy.n / 2;
    if (!take_points(in, g))
        return sz__nomem(err);
    *to = in->rec->xy.n / 2;
    return SZ_SUCCESS;
}

sz_status sz__get_point(sz_feature_reader *in, size_t *point, sz_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(in->feature);
    if (!g || OGR_GT_Flatten(OGR_G_GetGeometryType(g)) != wkbPoint)
        return wrong_shape(in, _("point"), err);
    *point = in->rec->xy.n / 2;
    return take_points(in, g) ? SZ_SUCCESS : sz__nomem(err);
}
