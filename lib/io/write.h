/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing the layers of a project through GDAL. */
#ifndef SIZHI_IO_WRITE_H
#define SIZHI_IO_WRITE_H

#include <stdbool.h>

#include "io/layers.h"

typedef struct sz_format {
    const char *driver;    /* GDAL's name */
    const char *ending;    /* with its dot */
    bool many;             /* one file holds all layers */
    bool lonlat;           /* longitude and latitude only */
    bool shapes;           /* GDAL writes no feature without a shape */
} sz_format;

/* A format by GDAL's name or by the ending of a path; NULL when we do not write
 * it. */
const sz_format *sz__format_named(const char *driver);
const sz_format *sz__format_of_path(const char *path);

/* Which features of a layer go into a file. */
typedef enum sz_write_part {
    SZ_WRITE_ALL,
    SZ_WRITE_SHAPED,
    SZ_WRITE_SHAPELESS     /* with a field `row`: their place among all */
} sz_write_part;

/* How a file is to be written. */
typedef struct sz_write_style {
    const sz_format *format;
    sz_write_part part;
    bool gbk;              /* Shapefile: GBK, else UTF-8 */
    char date[11];         /* "2024-05-01", the date that formats put into files */
} sz_write_style;

/* The date: SOURCE_DATE_EPOCH, or else the project's metadata "date", or else
 * 1970-01-01, so that the same project gives the same bytes. */
void sz__write_date(const sz_project *project, char date[11]);

/* The invariants that can be seen from the project alone. */
sz_status sz__write_check(const sz_project *project, sz_error *err);

/* Features of LAYER that belong to PART. */
size_t sz__write_count(const sz_shown *shown, sz_dataset_layer layer,
                       sz_write_part part);

/* Write the N LAYERS into one new FILE. */
sz_status sz__write_file(const sz_shown *shown, const sz_dataset_layer *layers, int n,
                         const sz_write_style *style, const char *file, sz_error *err);

#endif
