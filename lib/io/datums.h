/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The option --datum: "gcj02" for all files in degrees, or word by word which
 * inputs are shifted: "households=gcj02,offices=bd09". */
#ifndef SIZHI_IO_DATUMS_H
#define SIZHI_IO_DATUMS_H

#include "geom/crs.h"
#include "io/synonyms.h"

typedef struct sz_datums {
    sz_datum of[SZ_N_INPUTS];
} sz_datums;

/* TEXT may be NULL. SZ_ERR_INVALID names the valid words. */
sz_status sz__datums_read(sz_datums *out, const char *text, sz_error *err);

#endif
