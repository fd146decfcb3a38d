/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding a project's layers. */
#include "io/store.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/platform.h"

static const char *const endings[] = { ".shp", ".geojson", ".json", ".fgb", ".gpkg" };

void sz__store_close(sz_store *store)
{
    for (int i = 0; i < SZ_DS_LAYERS; i++)
        if (store->beside[i])
            GDALClose(store->beside[i]);
    for (int i = 0; i < SZ_DS_LAYERS; i++)
        if (store->file[i])
            GDALClose(store->file[i]);
    if (store->whole)
        GDALClose(store->whole);
    *store = (sz_store){ 0 };
}

static GDALDatasetH open_vector(const char *path)
{
    static const char *const options[] = { "EMPTY_STRING_AS_NULL=YES", NULL };
    bool table = EQUAL(CPLGetExtension(path), "csv");
    return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL,
                      table ? options : NULL, NULL);
}

static sz_status cannot_open(const char *path, const sz_gdal_trap *trap, sz_error *err)
{
    if (!sz__exists(path) && !strchr(path, ':'))
        return sz__fail(err, SZ_ERR_IO, -1, _("there is no file '%s'"), path);
    return sz__fail(err, SZ_ERR_IO, -1, _("cannot open '%s': %s"), path,
                    trap->text[0] ? trap->text : _("format not recognised"));
}

/* The dataset of one file and its layer, when the file is there. */
static sz_status open_file(const char *path, GDALDatasetH *set, OGRLayerH *layer,
                           const sz_gdal_trap *trap, sz_error *err)
{
    if (!sz__exists(path))
        return SZ_SUCCESS;
    *set = open_vector(path);
    if (!*set || GDALDatasetGetLayerCount(*set) < 1)
        return cannot_open(path, trap, err);
    *layer = GDALDatasetGetLayer(*set, 0);
    return SZ_SUCCESS;
}

/* The file of one layer in a directory; two of them would be a riddle. */
static sz_status open_in(sz_store *store, int i, const char *dir,
                         const sz_gdal_trap *trap, sz_error *err)
{
    char path[4096], found[4096] = "";
    const char *name = sz__layer_defs[i].name;
    if (strlen(dir) + 32 > sizeof path)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("path too long: '%s'"), dir);
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        int n = snprintf(path, sizeof path, "%s/%s%s", dir, name, endings[k]);
        if (!sz__exists(path))
            continue;
        if (*found)
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("both '%s' and '%s' are there, which one is meant?"),
                            found, path);
        memcpy(found, path, (size_t)n + 1);
    }
    snprintf(path, sizeof path, "%s/%s.csv", dir, name);
    if (i == SZ_DS_METADATA)
        return open_file(path, &store->file[i], &store->layer[i], trap, err);
    if (!*found)
        return SZ_SUCCESS;
    sz_status status = open_file(found, &store->file[i], &store->layer[i], trap, err);
    if (status == SZ_SUCCESS)
        status = open_file(path, &store->beside[i], &store->shapeless[i], trap, err);
    return status;
}

static sz_status open_whole(sz_store *store, const char *path,
                            const sz_gdal_trap *trap, sz_error *err)
{
    if (!(store->whole = open_vector(path)))
        return cannot_open(path, trap, err);
    int n = GDALDatasetGetLayerCount(store->whole);
    for (int k = 0; k < n; k++) {
        OGRLayerH layer = GDALDatasetGetLayer(store->whole, k);
        sz_dataset_layer i = sz__layer_find(OGR_L_GetName(layer));
        if (i != SZ_DS_LAYERS)
            store->layer[i] = layer;
    }
    OGRLayerH only = n == 1 ? GDALDatasetGetLayer(store->whole, 0) : NULL;
    if (only && !store->layer[SZ_DS_PARCELS] &&
        OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(only), "parcel") >= 0)
        store->layer[SZ_DS_PARCELS] = only; /* parcels under another name */
    return SZ_SUCCESS;
}

sz_status sz__store_open(sz_store *out, const char *path, const sz_gdal_trap *trap,
                         sz_error *err)
{
    sz_store store = { 0 };
    sz_status status = SZ_SUCCESS;
    if (sz__is_dir(path))
        for (int i = 0; status == SZ_SUCCESS && i < SZ_DS_LAYERS; i++)
            status = open_in(&store, i, path, trap, err);
    else
        status = open_whole(&store, path, trap, err);
    if (status == SZ_SUCCESS && !store.layer[SZ_DS_PARCELS])
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("'%s' is no project: it has no layer 'parcels'"), path);
    if (status != SZ_SUCCESS)
        sz__store_close(&store);
    else
        *out = store;
    return status;
}
