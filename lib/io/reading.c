/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/reading.h"

#include <cpl_error.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "io/gdal_error.h"

void sz__reading_release(sz_reading *reading)
{
    for (size_t i = 0; i < reading->layer.n; i++) {
        free(reading->layer.at[i].shown);
        free(reading->layer.at[i].crs);
    }
    free(reading->layer.at);
    free(reading->repair.at);
    free(reading->stated.at);
    sz__names_release(&reading->words);
    sz__source_release(&reading->source);
    sz_findings_free(reading->findings);
    *reading = (sz_reading){ 0 };
}

static sz_status read_one(sz_reading *reading, sz_vector *vector, OGRFeatureH feature,
                          sz_feature_fn read, sz_error *err)
{
    OGRGeometryH shape = NULL;
    bool owned = false;
    sz_status status = sz__vector_shape(vector, feature, &shape, &owned, err);
    if (status == SZ_SUCCESS)
        status = read(reading, vector, feature, shape, err);
    if (owned)
        OGR_G_DestroyGeometry(shape);
    return status;
}

sz_status sz__read_each(sz_reading *reading, sz_vector *vector, sz_feature_fn read,
                        sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    sz_gdal_trap trap;
    int64_t last = -1;
    sz__gdal_trap(&trap);
    for (OGRFeatureH f; status == SZ_SUCCESS && (f = sz__vector_next(vector)) != NULL;
         OGR_F_Destroy(f)) {
        last = OGR_F_GetFID(f);
        status = read_one(reading, vector, f, read, err);
    }
    sz__gdal_untrap();
    if (status == SZ_SUCCESS && trap.failed)
        status = sz__fail(err, SZ_ERR_IO, last,
                          _("%s cannot be read to its end (last feature %lld): %s"),
                          vector->data.shown, (long long)last, trap.text);
    return status;
}

sz_status sz__read_tags(sz_reading *reading, sz_vector *vector, OGRFeatureH feature,
                        const sz_wanted_tag *wanted, size_t n, sz_error *err)
{
    for (size_t i = 0; i < n; i++) {
        int32_t word = -1;
        sz_status status = sz__vector_name(vector, feature, wanted[i].role,
                                           &reading->words, &word, err);
        if (status != SZ_SUCCESS)
            return status;
        *wanted[i].to = sz__name(&reading->words, word);
    }
    return SZ_SUCCESS;
}
