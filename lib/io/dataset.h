/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Opening what users point at: "path" or "path|layer", packed or not, in any
 * format GDAL reads, with the ways round what GDAL stumbles over. */
#ifndef SIZHI_IO_DATASET_H
#define SIZHI_IO_DATASET_H

#include <gdal.h>
#include <stdbool.h>

#include "core/error.h"
#include "io/synonyms.h"

typedef struct sz_dataset {
    GDALDatasetH handle;
    OGRLayerH layer;
    bool is_result;        /* layer is a result set of handle */
    bool raw_text;         /* texts are in the file's own encoding (.dbf, .csv) */
    char *shown;           /* for messages: "li.shp", "town.gpkg, layer li" */
    char *scratch;         /* directory in memory to delete, or NULL */
    const char *repair;    /* what was done to the file, translated, or NULL */
} sz_dataset;

/*
 * Open SPEC and find the layer that INPUT asks for: the one named, else the only
 * one, else the one named like the input ("parcels"), else the only one with
 * shapes that suit. SZ_ERR_IO when it cannot be opened, SZ_ERR_DATA when the layer
 * is not there or more than one would do. GDAL's messages must be trapped.
 */
sz_status sz__dataset_open(sz_dataset *out, const char *spec, sz_input input,
                           sz_error *err);
void sz__dataset_close(sz_dataset *dataset);

/* Whether SPEC names a file or folder that is there, or a connection. */
bool sz__dataset_exists(const char *spec);

#endif
