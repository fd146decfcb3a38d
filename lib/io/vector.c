/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/vector.h"

#include <cpl_conv.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/utf8.h"

void sz__vector_close(sz_vector *vector)
{
    sz__dataset_close(&vector->data);
    sz__encoding_release(&vector->encoding);
    free(vector->crs);
    free(vector->text.at);
    *vector = (sz_vector){ 0 };
}

/* --- encoding ------------------------------------------------------------ */

/* Look at all texts of the layer, names of fields included. */
static void gather_evidence(const sz_vector *v, sz_evidence *evidence)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(v->data.layer);
    const char *const ignored[] = { "OGR_GEOMETRY", NULL };
    int n = OGR_FD_GetFieldCount(definition);
    for (int i = 0; i < n; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s",
                 OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
        name[sz__utf8_cut(name, strlen(name))] = '\0';
        sz__evidence_add(evidence, name);
    }
    OGR_L_SetIgnoredFields(v->data.layer, (const char **)(size_t)ignored);
    OGR_L_ResetReading(v->data.layer);
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(v->data.layer)) != NULL;
         OGR_F_Destroy(f))
        for (int i = 0; i < n; i++)
            if (OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, i)) == OFTString &&
                OGR_F_IsFieldSetAndNotNull(f, i))
                sz__evidence_add(evidence, OGR_F_GetFieldAsString(f, i));
    OGR_L_SetIgnoredFields(v->data.layer, NULL);
    OGR_L_ResetReading(v->data.layer);
}

/* What a file says of itself may be wrong: then the option helps. */
static sz_status set_stated(sz_vector *v, const char *name, const char *where,
                            sz_error *err)
{
    sz_error inner = SZ_ERROR_INIT;
    if (sz__encoding_set(&v->encoding, name, where, &inner) == SZ_SUCCESS)
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, -1, _("%s: %s; or give --encoding"), v->data.shown,
                    inner.message);
}

/* Option, .cpg, language byte, all texts UTF-8, else GB18030. */
static sz_status find_encoding(sz_vector *v, const char *option, sz_error *err)
{
    GDALMajorObjectH object = (GDALMajorObjectH)v->data.layer;
    if (option)
        return sz__encoding_set(&v->encoding, option, "--encoding", err);
    const char *cpg = GDALGetMetadataItem(object, "CPG_VALUE", "SHAPEFILE");
    if (cpg && *cpg)
        return set_stated(v, cpg, ".cpg", err);
    const char *ldid = GDALGetMetadataItem(object, "LDID_VALUE", "SHAPEFILE");
    const char *page = ldid ? sz__encoding_of_ldid(atoi(ldid)) : NULL;
    if (page)
        return set_stated(v, page, _("language byte of the .dbf"), err);
    sz_evidence evidence = { false, false };
    gather_evidence(v, &evidence);
    if (evidence.broken)
        return sz__encoding_set(&v->encoding, "GB18030",
                                _("assumed: the file does not say, and it is not "
                                  "UTF-8"),
                                err);
    if (evidence.multibyte)
        return sz__encoding_set(&v->encoding, "UTF-8", _("all texts are valid in it"),
                                err);
    return SZ_SUCCESS;
}

static sz_status note_encoding(const sz_vector *v, sz_findings *findings, sz_error *err)
{
    if (!v->encoding.name[0])
        return SZ_SUCCESS;
    sz_finding f = { .rule = "import.encoding", .level = SZ_LEVEL_HINT };
    return sz__findings_add(findings, &f, err, _("%s: texts read as %s (%s)"),
                            v->data.shown, v->encoding.name, v->encoding.why);
}

/* --- fields -------------------------------------------------------------- */

sz_status sz__vector_field(sz_vector *v, int i, char *out, size_t size, sz_error *err)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(v->data.layer);
    const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i));
    if (sz__encoding_field(&v->encoding, name, out, size))
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("%s: the name of field %d is not text in %s: give --encoding"),
                    v->data.shown, i + 1,
                    v->encoding.name[0] ? v->encoding.name : "UTF-8");
}

/* The user's word for ROLE: a field called so, in the same letters or at least
 * but for their case. */
static bool overridden(const sz_vector_options *options, sz_input input, sz_role role,
                       const char *name)
{
    bool found = false;
    for (size_t i = 0; i < options->n_overrides; i++) {
        sz_override *o = &options->overrides[i];
        if (o->role != role || !EQUAL(o->name, name) ||
            (o->input != input && o->input != SZ_N_INPUTS))
            continue;
        o->met = true;
        found = true;
    }
    return found;
}

static sz_status match_fields(sz_vector *v, const sz_vector_options *options,
                              sz_error *err)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(v->data.layer);
    int n = OGR_FD_GetFieldCount(definition);
    int rank[SZ_N_ROLES];
    for (int r = 0; r < SZ_N_ROLES; r++) {
        v->field[r] = -1;
        rank[r] = -1;
    }
    for (int i = 0; i < n; i++) {
        char name[256];
        sz_status status = sz__vector_field(v, i, name, sizeof name, err);
        if (status != SZ_SUCCESS)
            return status;
        for (sz_role r = 0; r < SZ_N_ROLES; r++) {
            if (!sz__input_has_role(v->input, r))
                continue;
            int at = overridden(options, v->input, r, name)
                         ? -2
                         : sz__synonym_rank(v->input, r, name);
            bool better = at == -2 || (at >= 0 && rank[r] != -2 &&
                                       (v->field[r] < 0 || at < rank[r]));
            if (better) {
                v->field[r] = i;
                rank[r] = at;
                v->type[r] = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, i));
            }
        }
    }
    return SZ_SUCCESS;
}

/* "name=社区名称 households=HS", for people. */
static sz_status note_fields(sz_vector *v, sz_findings *findings, sz_error *err)
{
    char text[400] = "";
    size_t used = 0;
    for (sz_role r = 0; r < SZ_N_ROLES; r++) {
        char name[256];
        if (v->field[r] < 0)
            continue;
        sz_status status = sz__vector_field(v, v->field[r], name, sizeof name, err);
        if (status != SZ_SUCCESS)
            return status;
        int wrote = snprintf(text + used, sizeof text - used, " %s=%s",
                             sz__role_word(r), name);
        used += wrote > 0 && (size_t)wrote < sizeof text - used ? (size_t)wrote : 0;
        text[used] = '\0';
    }
    sz_finding f = { .rule = "import.field", .level = SZ_LEVEL_HINT };
    return sz__findings_add(findings, &f, err, _("%s, read as %s: fields%s"),
                            v->data.shown, sz__input_word(v->input),
                            text[0] ? text : _(" none"));
}

/* Skip what no role asks for; that halves the reading of wide files. */
static sz_status ignore_others(sz_vector *v, sz_error *err)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(v->data.layer);
    int n = OGR_FD_GetFieldCount(definition), k = 0;
    if (v->data.is_result)
        return SZ_SUCCESS;
    const char **names = sz__zalloc((size_t)n + 1, sizeof *names);
    if (!names)
        return sz__nomem(err);
    for (int i = 0; i < n; i++) {
        bool used = false;
        for (sz_role r = 0; r < SZ_N_ROLES; r++)
            used = used || v->field[r] == i;
        if (!used)
            names[k++] = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i));
    }
    OGR_L_SetIgnoredFields(v->data.layer, names);
    free(names);
    return SZ_SUCCESS;
}

/* --- where the coordinates come from ------------------------------------- */

static sz_status find_shapes(sz_vector *v, sz_error *err)
{
    const int *f = v->field;
    v->shapes = OGR_L_GetGeomType(v->data.layer) != wkbNone;
    v->degrees = !v->shapes && f[SZ_ROLE_LON] >= 0 && f[SZ_ROLE_LAT] >= 0;
    if (v->shapes || v->degrees || f[SZ_ROLE_WKT] >= 0 ||
        (f[SZ_ROLE_X] >= 0 && f[SZ_ROLE_Y] >= 0))
        return SZ_SUCCESS;
    bool points = sz__input_has_role(v->input, SZ_ROLE_LON);
    return sz__fail(err, SZ_ERR_DATA, -1,
                    points ? _("%s has no shapes and no fields lon and lat, x and y, "
                               "or "
                               "wkt: name them with --field")
                           : _("%s has no shapes and no field wkt"),
                    v->data.shown);
}

/* The layer's CRS as PROJ reads it: its code if it has one, else WKT. */
static sz_status find_crs(sz_vector *v, sz_error *err)
{
    OGRSpatialReferenceH crs = v->shapes ? OGR_L_GetSpatialRef(v->data.layer) : NULL;
    if (!crs)
        return SZ_SUCCESS;
    char *wkt = NULL;
    const char *authority = OSRGetAuthorityName(crs, NULL);
    const char *code = OSRGetAuthorityCode(crs, NULL);
    double shift[7];
    bool bound = OSRGetTOWGS84(crs, shift, 7) == OGRERR_NONE; /* more than its code */
    if (authority && code && !bound) {
        size_t size = strlen(authority) + strlen(code) + 2;
        if ((v->crs = malloc(size)) != NULL)
            snprintf(v->crs, size, "%s:%s", authority, code);
    } else {
        const char *const options[] = { "FORMAT=WKT2_2018", NULL };
        if (OSRExportToWktEx(crs, &wkt, options) == OGRERR_NONE && wkt)
            v->crs = sz__dup(wkt, strlen(wkt) + 1, 1);
        CPLFree(wkt);
    }
    if (!v->crs)
        return sz__nomem(err);
    int n = 0;
    const int *axes = OSRGetDataAxisToSRSAxisMapping(crs, &n);
    bool y_first = OSREPSGTreatsAsLatLong(crs) || OSREPSGTreatsAsNorthingEasting(crs);
    v->swapped = y_first && axes && n >= 2 && axes[0] == 1;
    GDALDriverH driver = GDALGetDatasetDriver(v->data.handle);
    v->implied_crs = driver && strcmp(v->crs, "EPSG:4326") == 0 &&
                     strcmp(GDALGetDriverShortName(driver), "GeoJSON") == 0;
    return SZ_SUCCESS;
}

sz_status sz__vector_open(sz_vector *out, const char *spec, sz_input input,
                          const sz_vector_options *options, sz_names *names,
                          sz_findings *findings, sz_error *err)
{
    sz_vector v = { .input = input };
    sz_status status = sz__dataset_open(&v.data, spec, input, err);
    if (status != SZ_SUCCESS)
        goto done;
    if ((v.file = sz__names_add(names, v.data.shown)) < 0) {
        status = sz__nomem(err);
        goto done;
    }
    if (v.data.repair) {
        sz_finding f = { .rule = "import.repair", .level = SZ_LEVEL_WARN };
        status = sz__findings_add(findings, &f, err, "%s: %s", v.data.shown,
                                  v.data.repair);
    }
    if (status == SZ_SUCCESS && v.data.raw_text)
        status = find_encoding(&v, options->encoding, err);
    if (status != SZ_SUCCESS || (status = note_encoding(&v, findings, err)) ||
        (status = match_fields(&v, options, err)) || (status = find_shapes(&v, err)) ||
        (status = note_fields(&v, findings, err)) ||
        (status = ignore_others(&v, err)) || (status = find_crs(&v, err)))
        goto done;
    OGR_L_ResetReading(v.data.layer);
    *out = v;
    v = (sz_vector){ 0 };
done:
    sz__vector_close(&v);
    return status;
}
