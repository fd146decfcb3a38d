/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the layers of a project are: in one dataset, or in the files of a
 * directory. */
#ifndef SIZHI_IO_STORE_H
#define SIZHI_IO_STORE_H

#include <gdal.h>
#include <ogr_api.h>

#include "io/gdal_error.h"
#include "io/layers.h"

typedef struct sz_store {
    GDALDatasetH whole;                 /* one dataset with all, or NULL */
    GDALDatasetH file[SZ_DS_LAYERS];    /* the dataset of each layer, or NULL */
    OGRLayerH layer[SZ_DS_LAYERS];      /* NULL: not there */
    GDALDatasetH beside[SZ_DS_LAYERS];  /* a .csv of features without a shape */
    OGRLayerH shapeless[SZ_DS_LAYERS];  /* its layer, or NULL */
} sz_store;

/* Open PATH; the layer of parcels is there on success. TRAP is
 * set and tells why something cannot be opened. */
sz_status sz__store_open(sz_store *out, const char *path, const sz_gdal_trap *trap,
                         sz_error *err);
void sz__store_close(sz_store *store);

#endif
