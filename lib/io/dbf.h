/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a .dbf file can hold of a layer's texts: 254 bytes each, in an encoding. */
#ifndef SIZHI_IO_DBF_H
#define SIZHI_IO_DBF_H

#include <stdbool.h>

#include "io/layers.h"

#define SZ__DBF_WIDTH 254
#define SZ__DBF_FIELDS 20

/* Widths of a layer's fields. The message of a finding, the sides of a community and
 * the sentence of a move may be longer than a field: they go on in fields message2,
 * message3 ..., sides2 ..., sentence2 ... behind the others. */
typedef struct sz_dbf {
    int width[SZ__DBF_FIELDS]; /* [fields of the layer] bytes, 0 unless a text */
    int runs_on;               /* further fields for the last one */
} sz_dbf;

/* Look through all features. SZ_ERR_DATA names the first text that does not fit
 * or has no GBK. */
sz_status sz__dbf_measure(const sz_shown *shown, sz_dataset_layer layer, bool gbk,
                          sz_dbf *out, sz_error *err);

/* Spread the last of FIELDS fields over the RUNS_ON ones behind it. */
sz_status sz__dbf_run_on(OGRFeatureH feature, int fields, int runs_on, sz_error *err);

#endif
