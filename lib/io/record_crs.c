/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the CRS of a project's file to the one its map works in. */
#include "io/record_crs.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "geom/crs.h"

/* "EPSG:4549" or WKT, malloc'ed by GDAL (CPLFree); NULL when there is none. */
static char *text_of(OGRSpatialReferenceH srs)
{
    const char *name = OSRGetAuthorityName(srs, NULL);
    const char *code = OSRGetAuthorityCode(srs, NULL);
    char *text = NULL;
    if (name && code)
        return CPLStrdup(CPLSPrintf("%s:%s", name, code));
    const char *const options[] = { "FORMAT=WKT2_2019", NULL };
    if (OSRExportToWktEx(srs, &text, options) != OGRERR_NONE) {
        CPLFree(text);
        return NULL;
    }
    return text;
}

/* Whether both texts mean the same CRS, whatever they call it. */
static bool same_crs(const char *a, const char *b)
{
    static const char *const loose[] = {
        "CRITERION=EQUIVALENT", "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", NULL
    };
    if (strcmp(a, b) == 0)
        return true;
    OGRSpatialReferenceH x = OSRNewSpatialReference(NULL);
    OGRSpatialReferenceH y = OSRNewSpatialReference(NULL);
    bool same = OSRSetFromUserInput(x, a) == OGRERR_NONE &&
                OSRSetFromUserInput(y, b) == OGRERR_NONE && OSRIsSameEx(x, y, loose);
    OSRDestroySpatialReference(x);
    OSRDestroySpatialReference(y);
    return same;
}

/* The CRS the map works in: as the metadata say, else that of the file, else one
 * that suits the place. */
static sz_status choose(sz_crs_context *context, sz_record *rec, const char *file,
                        char **out, sz_error *err)
{
    char code[32];
    const char *stated = sz__record_meta(rec, "crs");
    sz_crs_info info;
    sz_status status = sz__crs_describe(context, stated ? stated : file, &info, err);
    if (status != SZ_SUCCESS)
        return status;
    if (stated && info.geographic)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("metadata 'crs' is '%s', a map cannot work in degrees"),
                        stated);
    const char *crs = stated ? stated : file;
    if (info.geographic) { /* not stated */
        const double *p = rec->xy.at + 2 * rec->ring.at[0].from;
        sz__crs_choose(p[0], p[1], code);
        crs = code;
        rec->chosen = true;
    }
    *out = sz__dup(crs, strlen(crs) + 1, 1);
    return *out ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__record_to_plane(sz_record *rec, const char *path, OGRLayerH layer,
                              sz_error *err)
{
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
    char *file = srs ? text_of(srs) : NULL;
    sz_crs_context *context = NULL;
    size_t failed = 0;
    sz_status status = sz__crs_open(&context, err);
    if (status != SZ_SUCCESS)
        goto done;
    if (!file) {
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("'%s' does not say in which CRS its parcels are"), path);
        goto done;
    }
    if (rec->ring.n == 0) {
        status = sz__fail(err, SZ_ERR_DATA, -1, _("the parcels of '%s' have no shapes"),
                          path);
        goto done;
    }
    if ((status = choose(context, rec, file, &rec->crs, err)) != SZ_SUCCESS)
        goto done;
    if (same_crs(file, rec->crs))
        goto done;
    /* All in one call, so that one and the same operation serves every layer. */
    status = sz__crs_transform(context, file, rec->crs, rec->xy.at, rec->xy.at + 1, 2,
                               rec->xy.n / 2, &failed, err);
    if (status == SZ_SUCCESS && failed > 0)
        status = sz__fail(err, SZ_ERR_GEOMETRY, -1,
                          _("%zu points of '%s' cannot be turned into '%s'"), failed,
                          path, rec->crs);
done:
    sz__crs_close(context);
    CPLFree(file);
    return status;
}
