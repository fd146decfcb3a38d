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
} sz_format;

/* A format by GDAL's name or by the ending of a path; NULL when we do not write
 * it. */
const sz_format *sz__format_named(const char *driver);
const sz_format *sz__format_of_path(const char *path);

/* How a file is to be written. */
typedef struct sz_write_style {
    const sz_format *format;
    bool gbk;              /* Shapefile: GBK, else UTF-8 */
    char date[11];         /* "2024-05-01", the date that formats put into files */
} sz_write_style;

/* The date: SOURCE_DATE_EPOCH, or else the project's metadata "date", or else
 * 1970-01-01, so that the same project gives the same bytes. */
void sz__write_date(const sz_project *project, char date[11]);

/* The invariants that can be seen from the project alone. */
sz_status sz__write_check(const sz_project *project, sz_error *err);

/* Write the N LAYERS into one new FILE. */
sz_status sz__write_file(const sz_shown *shown, const sz_dataset_layer *layers, int n,
                         const sz_write_style *style, const char *file, sz_error *err);

#endif
