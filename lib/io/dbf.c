/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Measuring texts for .dbf files, and cutting the long ones. */
#include "io/dbf.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/utf8.h"

/* Bytes that TEXT takes in the file, -1 when it cannot be written in GBK. */
static long bytes_in_file(const char *text, bool gbk)
{
    if (!gbk)
        return (long)strlen(text);
    char *there = CPLRecode(text, CPL_ENC_UTF8, "CP936");
    char *back = CPLRecode(there, "CP936", CPL_ENC_UTF8);
    long n = strcmp(text, back) == 0 ? (long)strlen(there) : -1;
    CPLFree(there);
    CPLFree(back);
    return n;
}

/* Pieces that TEXT has when cut between characters. */
static int pieces_of(const char *text)
{
    int n = 0;
    for (; *text; n++)
        text += sz__utf8_cut(text, SZ__DBF_WIDTH);
    return n;
}

static sz_status measure_text(sz_dataset_layer layer, size_t i, int k,
                              const char *text, bool gbk, sz_dbf *out, sz_error *err)
{
    const sz_layer_def *def = &sz__layer_defs[layer];
    long n = bytes_in_file(text, gbk);
    if (n < 0)
        return sz__fail(err, SZ_ERR_DATA, (int64_t)i,
                        _("layer '%s', feature %zu, field '%s': '%s' cannot be written "
                          "in GBK, use UTF-8"), def->name, i + 1, def->field[k].name,
                        text);
    bool may = layer == SZ_DS_FINDINGS || layer == SZ_DS_COMMUNITIES ||
               layer == SZ_DS_MOVES; /* sentences, which have no limit */
    if (n > SZ__DBF_WIDTH && may && k == def->n_fields - 1) {
        int more = pieces_of(text) - 1;
        out->runs_on = more > out->runs_on ? more : out->runs_on;
        n = SZ__DBF_WIDTH;
    }
    if (n > SZ__DBF_WIDTH)
        return sz__fail(err, SZ_ERR_DATA, (int64_t)i,
                        _("layer '%s', feature %zu, field '%s' has %ld bytes and a "
                          "Shapefile takes %d, use another format: '%s'"),
                        def->name, i + 1, def->field[k].name, n, SZ__DBF_WIDTH, text);
    if (n > out->width[k])
        out->width[k] = (int)n;
    return SZ_SUCCESS;
}

/* Features without a file, to look at what they will hold. */
static OGRFeatureDefnH definition_of(const sz_layer_def *def)
{
    OGRFeatureDefnH defn = OGR_FD_Create(def->name);
    OGR_FD_Reference(defn);
    for (int k = 0; k < def->n_fields; k++) {
        OGRFieldDefnH field = OGR_Fld_Create(def->field[k].name, def->field[k].type);
        OGR_FD_AddFieldDefn(defn, field);
        OGR_Fld_Destroy(field);
    }
    return defn;
}

sz_status sz__dbf_measure(const sz_shown *shown, sz_dataset_layer layer, bool gbk,
                          sz_dbf *out, sz_error *err)
{
    const sz_layer_def *def = &sz__layer_defs[layer];
    sz_dbf dbf = { { 0 }, 0 };
    sz_status status = SZ_SUCCESS;
    size_t n = sz__shown_count(shown, layer);
    OGRFeatureDefnH defn = definition_of(def);
    for (int k = 0; k < def->n_fields; k++)
        dbf.width[k] = def->field[k].type == OFTString;
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        OGRFeatureH feature = OGR_F_Create(defn);
        status = feature ? sz__shown_fill(shown, layer, i, feature, err)
                         : sz__nomem(err);
        for (int k = 0; status == SZ_SUCCESS && k < def->n_fields; k++)
            if (def->field[k].type == OFTString &&
                OGR_F_IsFieldSetAndNotNull(feature, k))
                status = measure_text(layer, i, k, OGR_F_GetFieldAsString(feature, k),
                                      gbk, &dbf, err);
        OGR_F_Destroy(feature);
    }
    OGR_FD_Release(defn);
    if (status == SZ_SUCCESS)
        *out = dbf;
    return status;
}

sz_status sz__dbf_run_on(OGRFeatureH feature, int fields, int runs_on, sz_error *err)
{
    if (runs_on == 0 || !OGR_F_IsFieldSetAndNotNull(feature, fields - 1))
        return SZ_SUCCESS;
    const char *set = OGR_F_GetFieldAsString(feature, fields - 1);
    char *text = sz__dup(set, strlen(set) + 1, 1); /* the first piece replaces it */
    if (!text)
        return sz__nomem(err);
    const char *from = text;
    for (int k = 0; k <= runs_on && *from; k++) {
        size_t n = sz__utf8_cut(from, SZ__DBF_WIDTH);
        char piece[SZ__DBF_WIDTH + 1];
        memcpy(piece, from, n);
        piece[n] = '\0';
        OGR_F_SetFieldString(feature, fields - 1 + k, piece);
        from += n;
    }
    free(text);
    return SZ_SUCCESS;
}
