/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the files' coordinates to those of the map. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "io/datums.h"
#include "io/reading.h"

/* One pool of points that a layer has a share in. */
typedef struct points {
    double *x, *y;
    size_t stride, n;
} points;

_Static_assert(sizeof(sz_spot) % sizeof(double) == 0, "a stride in doubles");
_Static_assert(sizeof(sz_office_spot) % sizeof(double) == 0, "a stride in doubles");

static size_t pools(sz_source *s, const sz_read_layer *layer, points out[3])
{
    size_t n = 0;
    if (layer->xy_to > layer->xy_from) {
        double *xy = s->xy.at + 2 * layer->xy_from;
        out[n++] = (points){ xy, xy + 1, 2, layer->xy_to - layer->xy_from };
    }
    if (layer->spot_to > layer->spot_from) {
        sz_spot *spot = s->spot.at + layer->spot_from;
        out[n++] = (points){ &spot->x, &spot->y, sizeof *spot / sizeof(double),
            layer->spot_to - layer->spot_from };
    }
    if (layer->office_to > layer->office_from) {
        sz_office_spot *office = s->office.at + layer->office_from;
        out[n++] = (points){ &office->x, &office->y, sizeof *office / sizeof(double),
            layer->office_to - layer->office_from };
    }
    return n;
}

/* --- what each file is in ------------------------------------------------ */

static sz_status set_crs(sz_read_layer *layer, const char *definition, sz_error *err)
{
    free(layer->crs);
    layer->crs = sz__dup(definition, strlen(definition) + 1, 1);
    return layer->crs ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status describe(sz_crs_context *context, sz_read_layer *layer, sz_error *err)
{
    sz_error inner = SZ_ERROR_INIT;
    if (sz__crs_describe(context, layer->crs, &layer->info, &inner) == SZ_SUCCESS)
        return SZ_SUCCESS;
    return sz__fail(err, inner.status, -1, "%s: %s", layer->shown, inner.message);
}

static sz_status note_assumed(sz_reading *reading, const sz_read_layer *layer,
                              const char *why, sz_error *err)
{
    sz_finding f = { .rule = "import.crs", .level = SZ_LEVEL_HINT };
    return sz__findings_add(reading->findings, &f, err,
                            _("%s: coordinates are %s (%s)"), layer->shown,
                            layer->info.name, why);
}

/* The first point that cannot be degrees; false when all can. */
static bool find_undegree(sz_source *s, const sz_read_layer *layer, double at[2])
{
    points pool[3];
    size_t n = pools(s, layer, pool);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < pool[k].n * pool[k].stride; i += pool[k].stride)
            if (fabs(pool[k].x[i]) > 180.0 + 1e-6 || fabs(pool[k].y[i]) > 90.0 + 1e-6) {
                at[0] = pool[k].x[i];
                at[1] = pool[k].y[i];
                return true;
            }
    return false;
}

/* ADVICE: what to do about it. */
static sz_status not_degrees(const sz_read_layer *layer, const double at[2],
                             const char *advice, sz_error *err)
{
    bool turned = fabs(at[0]) <= 90 && fabs(at[1]) <= 180;
    if (turned)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s: %g %g is no longitude and latitude: are they the wrong "
                          "way round?"),
                        layer->shown, at[0], at[1]);
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("%s: %g %g is no longitude and latitude, which its CRS (%s) asks "
                      "for: %s"),
                    layer->shown, at[0], at[1], layer->info.name, advice);
}

/* What the file says; else, for lon and lat fields, degrees; else --crs. */
static sz_status settle_layer(sz_reading *reading, sz_crs_context *context,
                              sz_read_layer *layer, sz_error *err)
{
    const char *given = reading->options->crs;
    sz_status status = SZ_SUCCESS;
    const char *why = NULL;
    double at[2];
    if (!layer->crs && layer->degrees && !given) {
        status = set_crs(layer, "EPSG:4326", err);
        why = _("assumed, from fields of longitude and latitude");
    } else if (!layer->crs && given) {
        status = set_crs(layer, given, err);
        why = "--crs";
    } else if (!layer->crs) {
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("%s has no CRS: give --crs, such as --crs EPSG:4490"),
                          layer->shown);
    }
    if (status != SZ_SUCCESS ||
        (status = describe(context, layer, err)) != SZ_SUCCESS)
        return status;
    if (layer->degrees && !layer->info.geographic)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s has longitudes and latitudes, but --crs %s is not in "
                          "degrees"),
                        layer->shown, given);
    if (layer->info.geographic && find_undegree(&reading->source, layer, at)) {
        if (!layer->implied_crs || !given)
            return not_degrees(layer, at,
                               why                  ? _("give another --crs")
                               : layer->implied_crs ? _("give --crs with the right one")
                                                    : _("state the right one in the "
                                                        "file"),
                               err);
        layer->implied_crs = false;
        why = _("--crs, since the file does not say and they are no degrees");
        if ((status = set_crs(layer, given, err)) != SZ_SUCCESS ||
            (status = describe(context, layer, err)) != SZ_SUCCESS)
            return status;
        if (layer->info.geographic)
            return not_degrees(layer, at, _("give another --crs"), err);
    }
    return why ? note_assumed(reading, layer, why, err) : SZ_SUCCESS;
}

/* --- the working CRS ----------------------------------------------------- */

/* Mean of a layer's points, in its own coordinates. */
static void centre(sz_source *s, const sz_read_layer *layer, double at[2])
{
    points pool[3];
    size_t n = pools(s, layer, pool), total = 0;
    double x = 0, y = 0;
    for (size_t k = 0; k < n; k++) {
        total += pool[k].n;
        for (size_t i = 0; i < pool[k].n * pool[k].stride; i += pool[k].stride) {
            x += pool[k].x[i];
            y += pool[k].y[i];
        }
    }
    at[0] = total ? x / (double)total : 0;
    at[1] = total ? y / (double)total : 0;
}

/* Ground on both sides of 180 degrees: its mean lies on the other side of the globe,
 * and so would the plane. */
static sz_status check_longitudes(sz_source *s, const sz_read_layer *layer,
                                  sz_error *err)
{
    points pool[3];
    size_t n = pools(s, layer, pool);
    double west = HUGE_VAL, east = -HUGE_VAL;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < pool[k].n * pool[k].stride; i += pool[k].stride) {
            west = pool[k].x[i] < west ? pool[k].x[i] : west;
            east = pool[k].x[i] > east ? pool[k].x[i] : east;
        }
    if (!(east - west > 180))
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("%s: longitudes run from %g to %g, on both sides of 180 degrees or "
                      "half round the globe: give --map-crs with a plane that suits "
                      "them"),
                    layer->shown, west, east);
}

static sz_status choose_for(sz_reading *reading, sz_crs_context *context,
                            const sz_read_layer *layer, char **out, sz_error *err)
{
    char code[32];
    double at[2];
    const char *chosen = code;
    centre(&reading->source, layer, at);
    bool plane = !layer->info.geographic && layer->info.metres == 1.0;
    if (layer->info.local || (layer->info.needs_params && plane)) {
        chosen = layer->crs; /* nothing leads out of it */
    } else if (layer->info.needs_params) {
        if (!layer->info.geographic ||
            !sz__crs_choose_frame(layer->info.frame, at[0], code))
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("%s: no plane of metres is known for %s: give --map-crs"),
                            layer->shown, layer->info.name);
    } else {
        sz_status status = SZ_SUCCESS;
        if (layer->info.geographic)
            status = check_longitudes(&reading->source, layer, err);
        else
            status = sz__crs_degrees(context, layer->crs, at, at + 1, err);
        if (status != SZ_SUCCESS)
            return status;
        if (!isfinite(at[0]))
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("%s: its coordinates do not fit its CRS (%s)"),
                            layer->shown, layer->info.name);
        sz__crs_choose(at[0], at[1], code);
    }
    *out = sz__dup(chosen, strlen(chosen) + 1, 1);
    return *out ? SZ_SUCCESS : sz__nomem(err);
}

/* --map-crs, or what suits the first layer (they are read in order of weight). */
static sz_status choose_crs(sz_reading *reading, sz_crs_context *context, char **out,
                            sz_crs_info *info, sz_error *err)
{
    const char *given = reading->options->map_crs;
    sz_status status = SZ_SUCCESS;
    if (!given)
        status = choose_for(reading, context, &reading->layer.at[0], out, err);
    else if (!(*out = sz__dup(given, strlen(given) + 1, 1)))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__crs_describe(context, *out, info, err);
    if (status != SZ_SUCCESS)
        return status;
    if (info->geographic || info->metres != 1.0)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the map needs a plane of metres, which %s is not: give "
                          "--map-crs"),
                        info->name);
    return SZ_SUCCESS;
}

/* --- moving -------------------------------------------------------------- */

static sz_status take_shift_out(sz_reading *reading, const sz_read_layer *layer,
                                const sz_datums *datums, sz_error *err)
{
    sz_datum datum = datums->of[layer->input];
    points pool[3];
    if (datum == SZ_DATUM_NONE)
        return SZ_SUCCESS;
    sz_finding f = { .rule = "import.datum", .level = SZ_LEVEL_WARN };
    if (!layer->info.geographic)
        return sz__findings_add(reading->findings, &f, err,
                                _("%s: no shift taken out, since its coordinates are "
                                  "not "
                                  "in degrees"),
                                layer->shown);
    size_t n = pools(&reading->source, layer, pool);
    for (size_t k = 0; k < n; k++)
        sz__datum_to_wgs84(datum, pool[k].x, pool[k].y, pool[k].stride, pool[k].n);
    return sz__findings_add(reading->findings, &f, err,
                            _("%s: the %s shift was taken out by the published "
                              "formula: "
                              "metre-level, unofficial"),
                            layer->shown, datum == SZ_DATUM_BD09 ? "BD-09" : "GCJ-02");
}

static sz_status move_layer(sz_reading *reading, sz_crs_context *context,
                            const sz_read_layer *layer, const char *to, sz_error *err)
{
    points pool[3];
    size_t n = pools(&reading->source, layer, pool);
    for (size_t k = 0; k < n; k++) {
        size_t failed = 0;
        sz_error inner = SZ_ERROR_INIT;
        sz_status status = sz__crs_transform(context, layer->crs, to, pool[k].x,
                                             pool[k].y, pool[k].stride, pool[k].n,
                                             &failed, &inner);
        if (status != SZ_SUCCESS)
            return sz__fail(err, status, -1, "%s: %s", layer->shown, inner.message);
        if (failed > 0)
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("%s: %zu points do not fit its CRS (%s)"), layer->shown,
                            failed, layer->info.name);
    }
    return SZ_SUCCESS;
}

/* Most that lengths in the plane may differ from those on the ground unmentioned:
 * zones for surveying and UTM keep within a thousandth. */
#define STRETCH 0.01

/* Warn when areas and lengths of the plane are not those of the ground. */
static sz_status note_stretch(sz_reading *reading, sz_crs_context *context,
                              const sz_crs_info *info, sz_error *err)
{
    const sz_read_layer *layer = &reading->layer.at[0];
    double box[4] = { HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL }, range[2];
    points pool[3];
    size_t n = pools(&reading->source, layer, pool);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < pool[k].n * pool[k].stride; i += pool[k].stride) {
            double x = pool[k].x[i], y = pool[k].y[i];
            box[0] = x < box[0] ? x : box[0];
            box[1] = y < box[1] ? y : box[1];
            box[2] = x > box[2] ? x : box[2];
            box[3] = y > box[3] ? y : box[3];
        }
    if (info->local || !(box[0] <= box[2]))
        return SZ_SUCCESS;
    sz_status status = sz__crs_stretch(context, reading->source.crs, box, range, err);
    if (status != SZ_SUCCESS ||
        (range[0] >= 1 - STRETCH && range[1] <= 1 + STRETCH))
        return status;
    sz_finding f = { .rule = "import.crs", .level = SZ_LEVEL_WARN,
        .value = range[1], .bound = 1 + STRETCH };
    return sz__findings_add(reading->findings, &f, err,
                            _("%s does not suit this place: a metre of ground measures "
                              "%.3f to %.3f m in it, and areas are wrong accordingly: "
                              "give another --map-crs"),
                            info->name, range[0], range[1]);
}

sz_status sz__to_working_crs(sz_reading *reading, sz_error *err)
{
    sz_crs_context *context = NULL;
    sz_crs_info info;
    sz_datums datums;
    sz_status status = sz__datums_read(&datums, reading->options->datum, err);
    if (status != SZ_SUCCESS || (status = sz__crs_open(&context, err)) != SZ_SUCCESS)
        return status;
    if (reading->options->crs) /* a slip shows even where no file needs it */
        status = sz__crs_describe(context, reading->options->crs, &info, err);
    for (size_t i = 0; i < reading->layer.n && status == SZ_SUCCESS; i++)
        status = settle_layer(reading, context, &reading->layer.at[i], err);
    if (status == SZ_SUCCESS)
        status = choose_crs(reading, context, &reading->source.crs, &info, err);
    for (size_t i = 0; i < reading->layer.n && status == SZ_SUCCESS; i++) {
        const sz_read_layer *layer = &reading->layer.at[i];
        status = take_shift_out(reading, layer, &datums, err);
        if (status == SZ_SUCCESS)
            status = move_layer(reading, context, layer, reading->source.crs, err);
    }
    if (status == SZ_SUCCESS)
        status = note_stretch(reading, context, &info, err);
    if (status == SZ_SUCCESS) {
        sz_account *a = reading->account;
        snprintf(a->crs, sizeof a->crs, "%.60s", info.code[0] ? info.code : info.name);
        snprintf(a->crs_name, sizeof a->crs_name, "%s", info.name);
    }
    sz__crs_close(context);
    return status;
}
