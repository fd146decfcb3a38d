/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One feature of a project's dataset: its fields by their place among those of its
 * layer, its shape, and what it adds to the record. */
#ifndef SIZHI_IO_RECORD_FEATURE_H
#define SIZHI_IO_RECORD_FEATURE_H

#include <ogr_api.h>
#include <stdbool.h>

#include "audit/record.h"
#include "io/layers.h"

typedef struct sz_feature_reader {
    sz_record *rec;
    const char *path;
    const sz_layer_def *def;
    int column[20];        /* of each field of def, -1 not there */
    int more[4];           /* where the last field goes on (message2 ...), -1 */
    OGRFeatureH feature;
    int64_t fid;
    bool nomem;
    int bad_text;          /* field that is no UTF-8, or -1 */
} sz_feature_reader;

/* Field K as a text (a number in the record's names) or -1; NOMEM and BAD_TEXT say what
 * went wrong. */
int32_t sz__get_text(sz_feature_reader *in, int k);
/* The last field, put together from all its pieces. */
int32_t sz__get_long_text(sz_feature_reader *in, int k);
/* Field K as a number, NONE when it is not there. */
int64_t sz__get_int(const sz_feature_reader *in, int k, int64_t none);
double sz__get_real(const sz_feature_reader *in, int k, double none);

/* The rings of the feature; none when it has no shape. */
sz_status sz__get_rings(sz_feature_reader *in, size_t *from, size_t *to, sz_error *err);
sz_status sz__get_line(sz_feature_reader *in, size_t *from, size_t *to, sz_error *err);
sz_status sz__get_point(sz_feature_reader *in, size_t *point, sz_error *err);

/* Add the feature, one of layer LAYER, to the record (record_rows.c). */
sz_status sz__record_add(sz_feature_reader *in, sz_dataset_layer layer, sz_error *err);

#endif
