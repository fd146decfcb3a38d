/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One layer being imported: its fields by role, its texts as UTF-8, its counts
 * checked, its CRS. */
#ifndef SIZHI_IO_VECTOR_H
#define SIZHI_IO_VECTOR_H

#include <ogr_api.h>

#include "core/findings.h"
#include "core/names.h"
#include "io/dataset.h"
#include "io/encoding.h"
#include "io/synonyms.h"

/* The last text of a role and its number: neighbours in a file often share town and
 * community. */
typedef struct sz_last_name {
    char raw[48];
    int32_t id;
} sz_last_name;

typedef struct sz_vector {
    sz_input input;
    sz_dataset data;
    int32_t file;          /* number of data.shown in the names */
    sz_encoding encoding;
    int field[SZ_N_ROLES]; /* field that plays each role, -1 = none */
    OGRFieldType type[SZ_N_ROLES];
    sz_last_name last[SZ_N_ROLES];
    struct { char *at; size_t n, cap; } text; /* the last text without blanks */
    bool shapes;           /* features carry shapes; else lon/lat, x/y or WKT fields */
    bool degrees;          /* coordinates come from lon and lat fields */
    bool swapped;          /* shapes have y before x */
    char *crs;             /* what the layer says, or NULL */
    bool implied_crs;      /* GeoJSON without a CRS of its own */
} sz_vector;

typedef struct sz_vector_options {
    const char *encoding;  /* user's word, or NULL */
    sz_override *overrides;
    size_t n_overrides;
} sz_vector_options;

/* Open SPEC as INPUT. What was matched and assumed becomes a finding each. */
sz_status sz__vector_open(sz_vector *out, const char *spec, sz_input input,
                          const sz_vector_options *options, sz_names *names,
                          sz_findings *findings, sz_error *err);
void sz__vector_close(sz_vector *vector);

/* Name of field I as UTF-8. */
sz_status sz__vector_field(sz_vector *vector, int i, char *out, size_t size,
                           sz_error *err);

/* The next feature, to be destroyed by the caller; NULL at the end. */
OGRFeatureH sz__vector_next(sz_vector *vector);

/* Text of ROLE as UTF-8 without blanks around it, "" when there is none; valid until
 * the next call. */
sz_status sz__vector_text(sz_vector *vector, OGRFeatureH feature, sz_role role,
                          const char **out, sz_error *err);

/* The same as a number in NAMES, -1 when there is none; the same NAMES in all calls
 * for one role. */
sz_status sz__vector_name(sz_vector *vector, OGRFeatureH feature, sz_role role,
                          sz_names *names, int32_t *out, sz_error *err);

/* A whole number from 0 to a thousand million, -1 when there is none. Anything
 * else is SZ_ERR_DATA naming file, feature, field and value. */
sz_status sz__vector_count(sz_vector *vector, OGRFeatureH feature, sz_role role,
                           int64_t *out, sz_error *err);

/* A number, NAN when there is none. */
sz_status sz__vector_number(sz_vector *vector, OGRFeatureH feature, sz_role role,
                            double *out, sz_error *err);

/* The shape of FEATURE: its own, or built from its fields. *OWNED says whether the
 * caller has to destroy it. *OUT is NULL when there is none. */
sz_status sz__vector_shape(sz_vector *vector, OGRFeatureH feature, OGRGeometryH *out,
                           bool *owned, sz_error *err);

#endif
