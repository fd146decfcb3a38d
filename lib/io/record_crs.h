/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bringing a record's coordinates into its plane CRS. */
#ifndef SIZHI_IO_RECORD_CRS_H
#define SIZHI_IO_RECORD_CRS_H

#include <ogr_api.h>

#include "audit/record.h"

/* Set REC->crs and turn the coordinates, read from files in the CRS of LAYER,
 * into it. */
sz_status sz__record_to_plane(sz_record *rec, const char *path, OGRLayerH layer,
                              sz_error *err);

#endif
