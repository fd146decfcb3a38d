/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a project's dataset, layer by layer. */
#include "io/record.h"

#include <stdio.h>

#include "core/i18n.h"
#include "io/record_crs.h"
#include "io/record_feature.h"
#include "io/store.h"

static void find_columns(sz_feature_reader *in, OGRLayerH layer)
{
    OGRFeatureDefnH defn = OGR_L_GetLayerDefn(layer);
    for (int k = 0; k < in->def->n_fields; k++)
        in->column[k] = OGR_FD_GetFieldIndex(defn, in->def->field[k].name);
    for (int k = 0; k < 4; k++) {
        char name[16];
        snprintf(name, sizeof name, "%.8s%d",
                 in->def->field[in->def->n_fields - 1].name, k + 2);
        in->more[k] = OGR_FD_GetFieldIndex(defn, name);
    }
}

/* Two layers read as one: features without a shape stand at the place that their
 * field `row` tells, the others fill the places between. */
typedef struct merge {
    OGRLayerH shaped, shapeless;
    OGRFeatureH waiting;   /* next one without a shape */
    int64_t row;           /* its place */
    int64_t at;            /* place of the feature read last */
} merge;

static void wait_next(merge *m)
{
    m->waiting = m->shapeless ? OGR_L_GetNextFeature(m->shapeless) : NULL;
    int column = m->waiting ? OGR_F_GetFieldIndex(m->waiting, "row") : -1;
    m->row = column < 0 ? 0 : OGR_F_GetFieldAsInteger64(m->waiting, column);
}

static merge merge_open(OGRLayerH shaped, OGRLayerH shapeless)
{
    merge m = { shaped, shapeless, NULL, 0, 0 };
    OGR_L_ResetReading(shaped);
    if (shapeless)
        OGR_L_ResetReading(shapeless);
    wait_next(&m);
    return m;
}

/* The next feature, *SHAPED telling from which layer; NULL at the end. */
static OGRFeatureH merge_next(merge *m, bool *shaped)
{
    OGRFeatureH next = NULL;
    m->at++;
    if (!m->waiting || m->row > m->at)
        next = OGR_L_GetNextFeature(m->shaped);
    *shaped = next != NULL;
    if (!next && m->waiting) {
        next = m->waiting;
        wait_next(m);
    }
    return next;
}

static sz_status read_layer(sz_record *rec, const char *path, const sz_store *store,
                            int which, sz_error *err)
{
    sz_feature_reader in = { .rec = rec, .path = path, .def = &sz__layer_defs[which],
                  .bad_text = -1 };
    sz_status status = SZ_SUCCESS;
    merge m = merge_open(store->layer[which], store->shapeless[which]);
    bool shaped;
    int was = -1;
    while (status == SZ_SUCCESS && (in.feature = merge_next(&m, &shaped)) != NULL) {
        if (shaped != was) /* the other layer has its fields elsewhere */
            find_columns(&in, shaped ? m.shaped : m.shapeless);
        was = shaped;
        in.fid = OGR_F_GetFID(in.feature);
        status = sz__record_add(&in, (sz_dataset_layer)which, err);
        if (status == SZ_SUCCESS && in.nomem)
            status = sz__nomem(err);
        if (status == SZ_SUCCESS && in.bad_text >= 0)
            status = sz__fail(err, SZ_ERR_DATA, in.fid,
                              _("'%s', layer '%s', feature %lld: field '%s' is not "
                                "UTF-8"), path, in.def->name, (long long)in.fid,
                              in.def->field[in.bad_text].name);
        OGR_F_Destroy(in.feature);
    }
    if (m.waiting)
        OGR_F_Destroy(m.waiting);
    return status;
}

static int by_number(const void *a, const void *b)
{
    const sz_rec_parcel *p = a, *q = b;
    uint64_t i = (uint64_t)p->number, j = (uint64_t)q->number; /* none (-1) last */
    if (i != j)
        return i < j ? -1 : 1;
    return p->fid < q->fid ? -1 : p->fid > q->fid;
}

sz_status sz__record_read(sz_record *out, const char *path, sz_error *err)
{
    sz_record rec = { 0 };
    sz_store store = { 0 };
    sz_gdal_trap trap;
    sz__gdal_trap(&trap);
    sz_status status = sz__store_open(&store, path, &trap, err);
    for (int i = 0; status == SZ_SUCCESS && i < SZ_DS_LAYERS; i++) {
        if (!store.layer[i])
            continue;
        if (i > 0)
            rec.has |= 1u << (i - 1);
        status = read_layer(&rec, path, &store, i, err);
    }
    if (status == SZ_SUCCESS && trap.failed)
        status = sz__fail(err, SZ_ERR_IO, -1, _("cannot read '%s': %s"), path,
                          trap.text);
    if (status == SZ_SUCCESS && rec.parcel.n == 0)
        status = sz__fail(err, SZ_ERR_DATA, -1, _("'%s' has no parcels"), path);
    if (status == SZ_SUCCESS) {
        OGRFeatureDefnH defn = OGR_L_GetLayerDefn(store.layer[SZ_DS_PARCELS]);
        rec.has_comm_town = OGR_FD_GetFieldIndex(defn, "comm_town") >= 0;
        rec.has_prop_town = OGR_FD_GetFieldIndex(defn, "prop_town") >= 0;
        qsort(rec.parcel.at, rec.parcel.n, sizeof *rec.parcel.at, by_number);
        status = sz__record_to_plane(&rec, path, store.layer[SZ_DS_PARCELS], err);
    }
    sz__store_close(&store);
    sz__gdal_untrap();
    if (status != SZ_SUCCESS) {
        sz__record_release(&rec);
        return status;
    }
    *out = rec;
    return SZ_SUCCESS;
}
