/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The values of one feature: texts, counts, numbers, its shape. */
#include <cpl_conv.h>
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/utf8.h"
#include "io/vector.h"

OGRFeatureH sz__vector_next(sz_vector *vector)
{
    return OGR_L_GetNextFeature(vector->data.layer);
}

static bool has(const sz_vector *v, OGRFeatureH feature, sz_role role)
{
    return v->field[role] >= 0 && OGR_F_IsFieldSetAndNotNull(feature, v->field[role]);
}

/* TEXT without the blanks around it: they are lost on the way through a Shapefile, and
 * would make two names of one. */
static sz_status bare(sz_vector *v, const char *text, const char **out, sz_error *err)
{
    size_t len;
    text = sz__utf8_bare(text, &len);
    if (text[len] != '\0') {
        v->text.n = 0;
        if (!sz__reserve(&v->text, len + 1))
            return sz__nomem(err);
        memcpy(v->text.at, text, len);
        v->text.at[len] = '\0';
        text = v->text.at;
    }
    *out = text;
    return SZ_SUCCESS;
}

sz_status sz__vector_text(sz_vector *vector, OGRFeatureH feature, sz_role role,
                          const char **out, sz_error *err)
{
    *out = "";
    if (!has(vector, feature, role))
        return SZ_SUCCESS;
    const char *raw = OGR_F_GetFieldAsString(feature, vector->field[role]);
    const char *text = sz__encoding_text(&vector->encoding, raw);
    if (text)
        return bare(vector, text, out, err);
    char field[256];
    sz_status status =
        sz__vector_field(vector, vector->field[role], field, sizeof field, err);
    if (status != SZ_SUCCESS)
        return status;
    int64_t fid = OGR_F_GetFID(feature);
    return sz__fail(err, SZ_ERR_DATA, fid,
                    _("%s, feature %lld: field %s is not text in %s: give --encoding"),
                    vector->data.shown, (long long)fid, field,
                    vector->encoding.name[0] ? vector->encoding.name : "UTF-8");
}

sz_status sz__vector_name(sz_vector *vector, OGRFeatureH feature, sz_role role,
                          sz_names *names, int32_t *out, sz_error *err)
{
    const char *text = "";
    sz_last_name *last = &vector->last[role];
    *out = -1;
    if (!has(vector, feature, role))
        return SZ_SUCCESS;
    const char *raw = OGR_F_GetFieldAsString(feature, vector->field[role]);
    if (last->raw[0] && strcmp(raw, last->raw) == 0) {
        *out = last->id;
        return SZ_SUCCESS;
    }
    size_t len = strlen(raw);
    last->raw[0] = '\0';
    if (len < sizeof last->raw)
        memcpy(last->raw, raw, len + 1);
    sz_status status = sz__vector_text(vector, feature, role, &text, err);
    if (status != SZ_SUCCESS)
        return status;
    *out = last->id = sz__names_add(names, text);
    return *out == -2 ? sz__nomem(err) : SZ_SUCCESS;
}

#define MOST 1000000000 /* per feature; sums of 2^31 of them fit 64 bits */

/* A number as people type it, spaces around it allowed; false for other texts. */
static bool parse(const char *text, double *out)
{
    char *end = NULL;
    *out = CPLStrtod(text, &end);
    if (end == text)
        return false;
    end += strspn(end, " \t");
    return *end == '\0';
}

sz_status sz__vector_count(sz_vector *vector, OGRFeatureH feature, sz_role role,
                           int64_t *out, sz_error *err)
{
    *out = -1;
    if (!has(vector, feature, role))
        return SZ_SUCCESS;
    int i = vector->field[role];
    OGRFieldType type = vector->type[role];
    double value = 0;
    bool fine = true;
    if (type == OFTInteger || type == OFTInteger64) {
        int64_t n = OGR_F_GetFieldAsInteger64(feature, i);
        if (n >= 0 && n <= MOST) {
            *out = n;
            return SZ_SUCCESS;
        }
        fine = false;
    } else if (type == OFTReal) {
        value = OGR_F_GetFieldAsDouble(feature, i);
    } else {
        const char *text = OGR_F_GetFieldAsString(feature, i);
        if (text[strspn(text, " \t")] == '\0')
            return SZ_SUCCESS;
        fine = parse(text, &value);
    }
    if (fine && value >= 0 && value <= MOST && floor(value) == value) {
        *out = (int64_t)value;
        return SZ_SUCCESS;
    }
    int64_t fid = OGR_F_GetFID(feature);
    const char *raw = OGR_F_GetFieldAsString(feature, i);
    const char *shown = sz__encoding_text(&vector->encoding, raw);
    return sz__fail(err, SZ_ERR_DATA, fid,
                    _("%s, feature %lld: %s is \"%.60s\", not a whole number from 0 to "
                      "%d"),
                    vector->data.shown, (long long)fid, sz__role_word(role),
                    shown ? shown : "?", MOST);
}

sz_status sz__vector_number(sz_vector *vector, OGRFeatureH feature, sz_role role,
                            double *out, sz_error *err)
{
    *out = NAN;
    if (!has(vector, feature, role))
        return SZ_SUCCESS;
    int i = vector->field[role];
    if (vector->type[role] != OFTString) {
        *out = OGR_F_GetFieldAsDouble(feature, i);
    } else {
        const char *text = OGR_F_GetFieldAsString(feature, i);
        if (text[strspn(text, " \t")] == '\0')
            return SZ_SUCCESS;
        if (!parse(text, out))
            *out = INFINITY;
    }
    if (isfinite(*out))
        return SZ_SUCCESS;
    int64_t fid = OGR_F_GetFID(feature);
    return sz__fail(err, SZ_ERR_DATA, fid, _("%s, feature %lld: %s is not a number"),
                    vector->data.shown, (long long)fid, sz__role_word(role));
}

static sz_status shape_of_wkt(sz_vector *v, OGRFeatureH feature, OGRGeometryH *out,
                              sz_error *err)
{
    if (!has(v, feature, SZ_ROLE_WKT))
        return SZ_SUCCESS;
    char *text = (char *)(size_t)OGR_F_GetFieldAsString(feature, v->field[SZ_ROLE_WKT]);
    if (text[strspn(text, " \t")] == '\0' ||
        OGR_G_CreateFromWkt(&text, NULL, out) == OGRERR_NONE)
        return SZ_SUCCESS;
    int64_t fid = OGR_F_GetFID(feature);
    return sz__fail(err, SZ_ERR_DATA, fid,
                    _("%s, feature %lld: \"%.40s\" is no shape in WKT"), v->data.shown,
                    (long long)fid, text);
}

sz_status sz__vector_shape(sz_vector *vector, OGRFeatureH feature, OGRGeometryH *out,
                           bool *owned, sz_error *err)
{
    double x, y;
    sz_status status;
    *out = NULL;
    *owned = !vector->shapes;
    if (vector->shapes) {
        *out = OGR_F_GetGeometryRef(feature);
        return SZ_SUCCESS;
    }
    sz_role across = vector->degrees ? SZ_ROLE_LON : SZ_ROLE_X;
    sz_role up = vector->degrees ? SZ_ROLE_LAT : SZ_ROLE_Y;
    if (vector->field[across] < 0 || vector->field[up] < 0)
        return shape_of_wkt(vector, feature, out, err);
    if ((status = sz__vector_number(vector, feature, across, &x, err)) != SZ_SUCCESS ||
        (status = sz__vector_number(vector, feature, up, &y, err)) != SZ_SUCCESS)
        return status;
    if (isnan(x) || isnan(y))
        return SZ_SUCCESS;
    *out = OGR_G_CreateGeometry(wkbPoint);
    if (!*out)
        return sz__nomem(err);
    OGR_G_SetPoint_2D(*out, 0, x, y);
    return SZ_SUCCESS;
}
