/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import tells of features it could not take as they are. */
#include "core/i18n.h"
#include "io/reading.h"

enum { LISTED = 50 }; /* of each kind and layer; a summary follows */

sz_status sz__tell_dropped(sz_reading *reading, sz_read_layer *layer, int64_t fid,
                           const char *why, sz_error *err)
{
    reading->account->dropped++;
    if (++layer->dropped > LISTED)
        return SZ_SUCCESS;
    sz_finding f = { .rule = "import.dropped", .level = SZ_LEVEL_WARN };
    return sz__findings_add(reading->findings, &f, err,
                            _("%s, feature %lld is left out: %s"), layer->shown,
                            (long long)fid, why);
}

sz_status sz__tell_unplaced(sz_reading *reading, sz_read_layer *layer, int64_t fid,
                            int64_t households, const char *why, sz_error *err)
{
    if (households <= 0)
        return sz__tell_dropped(reading, layer, fid, why, err);
    reading->account->households_in += households;
    reading->account->households_unplaced += households;
    reading->account->spots_unplaced++;
    sz_finding f = { .rule = "import.unplaced", .level = SZ_LEVEL_WARN,
        .value = (double)households };
    return sz__findings_add(reading->findings, &f, err,
                            _("%s, feature %lld: %lld households have no place: %s"),
                            layer->shown, (long long)fid, (long long)households,
                            why);
}

sz_status sz__tell_repaired(sz_reading *reading, sz_read_layer *layer, int64_t fid,
                            const char *why, sz_error *err)
{
    reading->account->repairs++;
    if (++layer->repaired > LISTED)
        return SZ_SUCCESS;
    sz_finding f = { .rule = "import.repair", .level = SZ_LEVEL_WARN };
    return sz__findings_add(reading->findings, &f, err, _("%s, feature %lld: %s"),
                            layer->shown, (long long)fid, why);
}

sz_status sz__tell_rest(sz_reading *reading, const sz_read_layer *layer, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    sz_finding f = { .rule = "import.dropped", .level = SZ_LEVEL_WARN };
    if (layer->dropped > LISTED)
        status = sz__findings_add(reading->findings, &f, err,
                                  _("%s: %zu more features are left out"), layer->shown,
                                  layer->dropped - LISTED);
    f.rule = "import.repair";
    if (status == SZ_SUCCESS && layer->repaired > LISTED)
        status = sz__findings_add(reading->findings, &f, err,
                                  _("%s: %zu more features were repaired"),
                                  layer->shown, layer->repaired - LISTED);
    f.rule = "import.name";
    if (status == SZ_SUCCESS && layer->unnamed > 0)
        status = sz__findings_add(reading->findings, &f, err,
                                  _("%s: %zu communities have no name and go by their "
                                    "number, as in #1: give --field "
                                    "communities.community=NAME"),
                                  layer->shown, layer->unnamed);
    return status;
}

/* One in so many households without a place is worth a word, */
#define MANY 100
/* and one in so many is as if the file were of somewhere else. */
#define MOST 2

sz_status sz__tell_outside(sz_reading *reading, sz_error *err)
{
    const sz_account *a = reading->account;
    bool given = a->limit_from == SZ_LIMIT_GIVEN;
    bool most = a->households_unplaced >= a->households_in / MOST;
    sz_finding f = { .rule = "import.limit", .level = SZ_LEVEL_WARN,
        .value = (double)a->households_unplaced, .bound = (double)a->households_in };
    if (a->households_unplaced == 0 || a->households_unplaced < a->households_in / MANY ||
        (given && !most))
        return SZ_SUCCESS;
    if (given)
        return sz__findings_add(reading->findings, &f, err,
                                _("%lld of %lld households lie outside the limit: is it that "
                                  "of another town, or are the files of different CRS or "
                                  "datum?"),
                                (long long)a->households_unplaced,
                                (long long)a->households_in);
    return sz__findings_add(reading->findings, &f, err,
                            _("%lld of %lld households have no place on the ground that the "
                              "files cover: give the town's limit with --limit, or files "
                              "that reach as far"),
                            (long long)a->households_unplaced, (long long)a->households_in);
}
