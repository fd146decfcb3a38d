/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/inputs.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/platform.h"
#include "io/backdrops.h"
#include "io/dataset.h"
#include "io/datums.h"
#include "io/encoding.h"

void sz__inputs_release(sz_inputs *inputs)
{
    for (size_t i = 0; i < inputs->file.n; i++)
        free(inputs->file.at[i].owned);
    free(inputs->file.at);
    free(inputs->override.at);
    *inputs = (sz_inputs){ 0 };
}

/* Whether A and B may be the same file: what lies beneath the lines of a sheet often is
 * in the file of the lines or of the households, too. */
static bool may_share(sz_input a, sz_input b)
{
    return (a == SZ_INPUT_BACKDROP) != (b == SZ_INPUT_BACKDROP);
}

/* Takes FILE.owned over, also on failure. */
static sz_status add_asked(sz_inputs *in, sz_asked file, sz_error *err)
{
    for (size_t i = 0; i < in->file.n; i++) {
        const sz_asked *other = &in->file.at[i];
        if (strcmp(other->spec, file.spec) != 0 || may_share(other->input, file.input))
            continue;
        sz_status status = sz__fail(err, SZ_ERR_INVALID, -1,
                                    _("%s is given twice, as %s and as %s"), file.spec,
                                    sz__input_word(other->input),
                                    sz__input_word(file.input));
        free(file.owned);
        return status;
    }
    if (sz__push(&in->file, file))
        return SZ_SUCCESS;
    free(file.owned);
    return sz__nomem(err);
}

static sz_status add_file(sz_inputs *in, const char *spec, sz_input input, sz_error *err)
{
    if (!spec)
        return SZ_SUCCESS;
    return add_asked(in, (sz_asked){ .spec = spec, .input = input, .backdrop = -1 }, err);
}

/* A word of --households that is no file is the field of the polygons that holds
 * the count. */
static sz_status add_households(sz_inputs *in, const sz_import_options *o,
                                const char *word, sz_error *err)
{
    bool areas = o->parcels || o->units || o->communities;
    if (sz__dataset_exists(word) || !areas)
        return add_file(in, word, SZ_INPUT_HOUSEHOLDS, err);
    sz_override field = { SZ_N_INPUTS, SZ_ROLE_HOUSEHOLDS, word, false };
    return sz__push(&in->override, field) ? SZ_SUCCESS : sz__nomem(err);
}

/* A copy of TEXT up to END; NULL: no memory. */
static char *copy_to(const char *text, const char *end)
{
    size_t n = (size_t)(end - text);
    char *copy = sz__dup(text, n + 1, 1);
    if (copy)
        copy[n] = '\0';
    return copy;
}

/* "FILE:KIND": a further layer of units. */
static sz_status add_keep(sz_inputs *in, const char *text, sz_error *err)
{
    const char *colon = strrchr(text, ':');
    if (!colon || colon == text || !colon[1] || strpbrk(colon + 1, "/\\|;"))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a further layer of units reads FILE:KIND, as in "
                          "grids.geojson:grid: %s"), text);
    for (size_t i = 0; i < in->file.n; i++)
        if (in->file.at[i].units && strcmp(in->file.at[i].units, colon + 1) == 0)
            return sz__fail(err, SZ_ERR_INVALID, -1,
                            _("two layers of units are of kind %s: give each a word of "
                              "its own"), colon + 1);
    sz_asked file = { .input = SZ_INPUT_KEEP, .units = colon + 1, .backdrop = -1,
                      .owned = copy_to(text, colon) };
    file.spec = file.owned;
    return file.owned ? add_asked(in, file, err) : sz__nomem(err);
}

/* "FILE" or "FILE:KIND": areas beneath all lines. */
static sz_status add_backdrop(sz_inputs *in, const char *text, sz_error *err)
{
    const char *colon = strrchr(text, ':');
    sz_asked file = { .spec = text, .input = SZ_INPUT_BACKDROP, .backdrop = -1 };
    if (!colon || sz__exists(text))
        return add_asked(in, file, err);
    file.backdrop = sz__backdrop_of_word(colon + 1);
    if (!(file.owned = copy_to(text, colon)))
        return sz__nomem(err);
    if (file.backdrop >= 0) {
        file.spec = file.owned;
        return add_asked(in, file, err);
    }
    bool there = sz__exists(file.owned);
    free(file.owned);
    file.owned = NULL;
    if (!there) /* a connection, a drive */
        return add_asked(in, file, err);
    return sz__fail(err, SZ_ERR_INVALID, -1,
                    _("backdrop %s: kind '%s' is none of green, water, building"), text,
                    colon + 1);
}

/* All files in the order of reading: those that decide the working CRS first. */
static sz_status list_files(sz_inputs *in, const sz_import_options *o, sz_error *err)
{
    sz_status status;
    if ((status = add_file(in, o->limit, SZ_INPUT_LIMIT, err)) ||
        (status = add_file(in, o->parcels, SZ_INPUT_PARCELS, err)) ||
        (status = add_file(in, o->units, SZ_INPUT_UNITS, err)))
        return status;
    for (size_t i = 0; i < o->n_keeps; i++)
        if ((status = add_keep(in, o->keeps[i], err)) != SZ_SUCCESS)
            return status;
    if ((status = add_file(in, o->communities, SZ_INPUT_COMMUNITIES, err)))
        return status;
    for (size_t i = 0; i < o->n_households; i++)
        if ((status = add_households(in, o, o->households[i], err)) != SZ_SUCCESS)
            return status;
    for (size_t i = 0; i < o->n_lines; i++)
        if ((status = add_file(in, o->lines[i], SZ_INPUT_LINES, err)) != SZ_SUCCESS)
            return status;
    if (in->file.n == 0)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("nothing to import: give a limit, lines, parcels, units, "
                          "communities or households"));
    status = add_file(in, o->offices, SZ_INPUT_OFFICES, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < o->n_backdrop; i++)
        status = add_backdrop(in, o->backdrop[i], err);
    return status;
}

sz_status sz__inputs_list(sz_inputs *in, const sz_import_options *o, sz_error *err)
{
    sz_datums datums;
    sz_encoding encoding = { 0 };
    sz_status status = sz__datums_read(&datums, o->datum, err);
    if (status == SZ_SUCCESS && o->encoding)
        status = sz__encoding_set(&encoding, o->encoding, "--encoding", err);
    sz__encoding_release(&encoding);
    for (size_t i = 0; i < o->n_fields && status == SZ_SUCCESS; i++) {
        sz_override field;
        status = sz__override_read(&field, o->fields[i], err);
        if (status == SZ_SUCCESS && !sz__push(&in->override, field))
            status = sz__nomem(err);
    }
    return status == SZ_SUCCESS ? list_files(in, o, err) : status;
}

sz_status sz__inputs_met(const sz_inputs *in, sz_error *err)
{
    for (size_t i = 0; i < in->override.n; i++)
        if (!in->override.at[i].met)
            return sz__fail(err, SZ_ERR_INVALID, -1,
                            _("no file has a field \"%s\" to be its %s"),
                            in->override.at[i].name,
                            sz__role_word(in->override.at[i].role));
    return SZ_SUCCESS;
}
