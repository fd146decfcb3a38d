/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_import(): files in, project out. */
#include <cpl_string.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "io/gdal_error.h"
#include "io/given.h"
#include "io/inputs.h"
#include "io/project.h"
#include "io/reading.h"

/* Defaults in metres; see sz_build_options for what they do. */
#define SLIVER_M2 500.0
#define SLIVER_WIDTH 3.0
#define MEDIAN_WIDTH 40.0
#define FOLLOW 15.0

/* Share of the work that reading is, for progress. */
#define READING_SHARE 0.4

/* --- reading ------------------------------------------------------------- */

static sz_status read_vector(sz_reading *reading, sz_vector *vector, sz_error *err)
{
    switch (vector->input) {
    case SZ_INPUT_LINES:
        return sz__read_lines(reading, vector, err);
    case SZ_INPUT_BACKDROP:
        return sz__read_backdrop(reading, vector, err);
    case SZ_INPUT_HOUSEHOLDS:
        return sz__read_households(reading, vector, err);
    case SZ_INPUT_OFFICES:
        return sz__read_offices(reading, vector, err);
    default:
        return sz__read_areas(reading, vector, err);
    }
}

sz_status sz__read_file(sz_reading *reading, const char *spec, sz_input input,
                        const sz_vector_options *options, sz_error *err)
{
    sz_source *s = &reading->source;
    sz_vector vector = { 0 };
    sz_status status = sz__vector_open(&vector, spec, input, options, &s->names,
                                       reading->findings, err);
    if (status != SZ_SUCCESS)
        return status;
    sz_read_layer layer = { .input = vector.input, .crs = vector.crs,
        .degrees = vector.degrees, .implied_crs = vector.implied_crs,
        .shown = sz__dup(vector.data.shown, strlen(vector.data.shown) + 1, 1),
        .xy_from = s->xy.n / 2, .area_from = s->area.n,
        .backdrop_from = s->backdrop.n, .spot_from = s->spot.n,
        .office_from = s->office.n };
    vector.crs = NULL;
    if (!layer.shown || !sz__push(&reading->layer, layer)) {
        free(layer.shown);
        free(layer.crs);
        status = sz__nomem(err);
    } else {
        sz_read_layer *done = sz__reading_layer(reading);
        status = read_vector(reading, &vector, err);
        if (status == SZ_SUCCESS)
            status = sz__repair_polygons(reading, done, err);
        done->xy_to = s->xy.n / 2;
        done->spot_to = s->spot.n;
        done->office_to = s->office.n;
    }
    sz__vector_close(&vector);
    return status;
}

/* What the options say of the next file: the kind of its units, of its backdrop. */
static sz_status set_kind(sz_reading *reading, const sz_asked *file, sz_error *err)
{
    sz_source *s = &reading->source;
    reading->backdrop = file->backdrop;
    if (file->input != SZ_INPUT_KEEP)
        return SZ_SUCCESS;
    int32_t kind = sz__names_add(&s->names, file->units);
    return kind != -2 && sz__push(&s->set, kind) ? SZ_SUCCESS : sz__nomem(err);
}

/* The one town of everything, when no file names any. */
static sz_status name_town(sz_reading *reading, sz_error *err)
{
    sz_source *s = &reading->source;
    bool limit = false, named = false;
    for (size_t i = 0; i < s->area.n; i++) {
        limit = limit || s->area.at[i].layer == SZ_LAYER_LIMIT;
        named = named || s->area.at[i].town >= 0;
    }
    if (named || !reading->options->town)
        return SZ_SUCCESS;
    int32_t town = sz__names_add(&s->names, reading->options->town);
    if (town == -2)
        return sz__nomem(err);
    s->one_town = true;
    s->town = town;
    for (size_t i = 0; i < s->area.n; i++) {
        sz_area *a = &s->area.at[i];
        if (limit && a->layer == SZ_LAYER_LIMIT)
            a->name = town;
        if (!limit || a->layer == SZ_LAYER_LIMIT)
            a->town = town;
    }
    return SZ_SUCCESS;
}

static sz_status note_no_households(sz_reading *reading, sz_error *err)
{
    sz_finding f = { .rule = "import.households", .level = SZ_LEVEL_WARN };
    if (reading->counted)
        return SZ_SUCCESS;
    return sz__findings_add(reading->findings, &f, err,
                            _("no file gives households: give --households, or --field "
                              "households=NAME"));
}

static sz_status read_files(sz_reading *reading, sz_inputs *f, sz_error *err)
{
    const sz_import_options *o = reading->options;
    const sz_vector_options options = { o->encoding, f->override.at, f->override.n };
    sz_status status = SZ_SUCCESS;
    reading->counted = false;
    for (size_t i = 0; i < f->file.n; i++)
        reading->counted =
            reading->counted || f->file.at[i].input == SZ_INPUT_HOUSEHOLDS;
    for (size_t i = 0; i < f->file.n && status == SZ_SUCCESS; i++) {
        const sz_asked *file = &f->file.at[i];
        double done = READING_SHARE * (double)i / (double)f->file.n;
        status = sz__tell(o->progress, o->progress_data, done, _("reading"), err);
        if (status == SZ_SUCCESS)
            status = set_kind(reading, file, err);
        if (status == SZ_SUCCESS)
            status = sz__read_file(reading, file->spec, file->input, &options, err);
    }
    if (status != SZ_SUCCESS || (status = sz__inputs_met(f, err)) ||
        (status = name_town(reading, err)) ||
        (status = note_no_households(reading, err)) ||
        (status = sz__to_working_crs(reading, err)) ||
        (status = sz__tell_repairs(reading, err)))
        return status;
    for (size_t i = 0; i < reading->layer.n && status == SZ_SUCCESS; i++)
        status = sz__tell_rest(reading, &reading->layer.at[i], err);
    return status;
}

/* --- building ------------------------------------------------------------ */

static int build_progress(double fraction, const char *what, void *data)
{
    const sz_import_options *o = data;
    return o->progress(READING_SHARE + (1 - READING_SHARE) * fraction, what,
                       o->progress_data);
}

static sz_build_options build_options(const sz_import_options *o)
{
    bool cut = o->n_lines > 0 || o->parcels || o->units;
    sz_build_options b = { .snap = o->snap < 0 ? 0 : o->snap,
        .sliver_m2 = o->sliver < 0 ? SLIVER_M2 : o->sliver,
        .sliver_width = o->sliver == 0 ? 0 : SLIVER_WIDTH,
        .median_width = o->sliver == 0 ? 0 : MEDIAN_WIDTH,
        .follow = FOLLOW,
        .cells = o->cells < 0 ? !cut : o->cells != 0 };
    if (o->progress) {
        b.progress = build_progress;
        b.progress_data = (void *)(size_t)o;
    }
    return b;
}

static sz_status count_detached(const sz_project *project, sz_account *account,
                                sz_error *err)
{
    sz_part *parts = NULL;
    size_t n = 0;
    sz_status status =
        sz_plan_parts(sz_project_present(project), &parts, &n, NULL, err);
    account->detached = 0;
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        account->detached += !parts[i].main;
    sz_free(parts);
    return status;
}

/* The files read, and as what. */
static sz_status put_inputs(sz_project *project, const sz_reading *reading, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < reading->layer.n && status == SZ_SUCCESS; i++) {
        const char *word = sz__input_word(reading->layer.at[i].input);
        const char *shown = reading->layer.at[i].shown;
        size_t size = strlen(word) + strlen(shown) + 3;
        char key[32], *value = sz__alloc(size, 1);
        if (!value)
            return sz__nomem(err);
        snprintf(key, sizeof key, "input.%zu", i + 1);
        snprintf(value, size, "%s: %s", word, shown);
        status = sz_project_set_meta(project, key, value, err);
        free(value);
    }
    return status;
}

static sz_status put_meta(sz_project *project, const sz_reading *reading,
                          const sz_build_options *b, sz_error *err)
{
    const sz_import_options *o = reading->options;
    static const char *const limits[] = {
        [SZ_LIMIT_GIVEN] = "given", [SZ_LIMIT_AREAS] = "areas", [SZ_LIMIT_LINES] = "lines",
        [SZ_LIMIT_POINTS] = "points",
    };
    char text[160];
    sz_status status;
    CPLsnprintf(text, sizeof text, "snap=%g sliver=%g sliver_width=%g median_width=%g "
                "follow=%g cells=%d", b->snap, b->sliver_m2, b->sliver_width,
                b->median_width, b->follow, b->cells); /* points in any locale */
    if ((status = sz_project_set_meta(project, "version", sz_version(), err)) ||
        (status = sz_project_set_meta(project, "crs", reading->source.crs, err)) ||
        (status = sz_project_set_meta(project, "crs_name", reading->account->crs_name,
                                      err)) ||
        (status = sz_project_set_meta(project, "limit", limits[reading->account->limit_from],
                                      err)) ||
        (status = sz_project_set_meta(project, "import", text, err)) ||
        (status = put_inputs(project, reading, err)))
        return status;
    for (size_t i = 0; i < o->n_sources; i++) {
        snprintf(text, sizeof text, "source.%zu", i + 1);
        if ((status = sz_project_set_meta(project, text, o->sources[i], err)))
            return status;
    }
    return SZ_SUCCESS;
}

static sz_status build(sz_reading *reading, sz_project **out, sz_error *err)
{
    sz_build_options b = build_options(reading->options);
    sz_built built = { 0 };
    sz_project *project = NULL;
    sz_status status = sz__map_build(&built, &reading->source, &b, reading->account,
                                     reading->findings, err);
    if (status == SZ_SUCCESS && (status = sz__tell_outside(reading, err)) != SZ_SUCCESS)
        sz__built_release(&built);
    if (status != SZ_SUCCESS)
        return status;
    status = sz__project_new(&project, &built, reading->findings, err);
    reading->findings = NULL;
    if (status != SZ_SUCCESS ||
        (status = count_detached(project, reading->account, err)) ||
        (status = put_meta(project, reading, &b, err)) ||
        (status = sz__given_keep(project, reading, err)))
        sz_project_free(project);
    else
        *out = project;
    return status;
}

sz_status sz_import(const sz_import_options *options, sz_project **out,
                    sz_account *account, sz_error *err)
{
    sz_account own = { 0 };
    sz_reading reading = { .options = options, .account = &own };
    sz_inputs f = { 0 };
    sz_gdal_trap trap;
    sz_status status = SZ_SUCCESS;
    if (!options || !out || options->size != sizeof *options)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sz_import: options are missing or of another version"));
    sz__gdal_trap(&trap);
    if ((status = sz__inputs_list(&f, options, err)) ||
        (status = sz__findings_new(&reading.findings, err)) ||
        (status = read_files(&reading, &f, err)) ||
        (status = build(&reading, out, err)))
        goto done;
    if (account)
        *account = own;
done:
    sz__gdal_untrap();
    sz__reading_release(&reading);
    sz__inputs_release(&f);
    return status;
}
