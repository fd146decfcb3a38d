/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A directory in memory into which GDAL writes, and whose files are then written to
 * disk here. GDAL's drivers of plain files (GeoJSON, Shapefile, FlatGeobuf, CSV) do not
 * look at what becomes of their bytes: on a full disk they leave half a file and say
 * nothing. */
#ifndef SIZHI_IO_SPOOL_H
#define SIZHI_IO_SPOOL_H

#include "core/error.h"

typedef struct sz_spool {
    char dir[64];
} sz_spool;

/* A new one, empty. Its name holds its own address: it must stay where it is. */
void sz__spool_open(sz_spool *spool);

/* Write all its files into the directory that the path FILE is of. */
sz_status sz__spool_save(const sz_spool *spool, const char *file, sz_error *err);

void sz__spool_close(const sz_spool *spool);

#endif
