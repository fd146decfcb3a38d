/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A check from the first stage to the last. */
#include "audit/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_stages.h"
#include "core/i18n.h"
#include "policy/policy.h"

/* A gap or overlap smaller than this is none: a square of one decimetre. */
#define TOLERANCE_M2 0.01

/* Numbers that are distinct among N of LIST, negative ones left out. */
static size_t distinct(const int32_t *list, size_t n, size_t below, bool *seen)
{
    size_t count = 0;
    memset(seen, 0, below);
    for (size_t i = 0; i < n; i++)
        if (list[i] >= 0 && !seen[list[i]]) {
            seen[list[i]] = true;
            count++;
        }
    return count;
}

/* The number of communities, towns and units. */
static sz_status count(sz_checkup *c, sz_error *err)
{
    const sz_record *rec = c->rec;
    size_t below = c->ident.name.n + (size_t)rec->names.n + 1, units = 0;
    sz_member *unit = NULL;
    bool *seen = sz__alloc(below, 1);
    int32_t *town = sz__alloc(c->n, sizeof *town);
    bool good = seen && town && sz__check_members(c, &unit, &units);
    sz_status status = good ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        const sz_rec_parcel *p = &rec->parcel.at[i];
        town[i] = p->town;
        c->report->households += p->households;
    }
    if (status == SZ_SUCCESS) {
        c->report->communities = distinct(rec->proposed ? c->proposed : c->present,
                                          c->n, c->ident.name.n, seen);
        c->report->towns = distinct(town, c->n, (size_t)rec->names.n, seen);
        for (size_t i = 0; i < units; i++) /* by number, else by town and name */
            c->report->units += i == 0 || unit[i].unit != unit[i - 1].unit ||
                                (unit[i].unit < 0 && unit[i].town != unit[i - 1].town);
    }
    free(seen);
    free(town);
    free(unit);
    return status;
}

static bool says(const sz_record *rec, const char *key, const char *value)
{
    const char *text = sz__record_meta(rec, key);
    return text && strcmp(text, value) == 0;
}

static double grid_of(const sz_record *rec)
{
    const char *text = sz__record_meta(rec, "grid");
    double grid = 0;
    /* "0.01": read without the locale's decimal sign */
    for (double scale = 1; text && *text; text++) {
        if (*text == '.')
            scale = 0.1;
        else if (*text < '0' || *text > '9')
            return 0.01;
        else if (scale == 1)
            grid = 10 * grid + (*text - '0');
        else
            grid += scale * (*text - '0'), scale /= 10;
    }
    return grid > 0 ? grid : 0.01;
}

/* What cannot be checked, because the file does not say what it must be like. */
static sz_status tell_missing(sz_checkup *c, sz_error *err)
{
    const sz_record *rec = c->rec;
    bool band = sz__record_meta(rec, "min") && sz__record_meta(rec, "max");
    const struct { bool missing; const char *message; } rows[] = {
        { !(rec->has & SZ_REC_BORDERS),
          _("there are no borders: whether parcels cover the limit was not checked") },
        { !sz__record_meta(rec, "households"),
          _("the metadata do not say how many households were imported: whether all are "
            "there was not checked") },
        { rec->proposed && !band,
          _("the metadata have no band: the sizes of communities were not checked") },
    };
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < sizeof rows / sizeof *rows; i++)
        if (rows[i].missing)
            status = sz__check_say(c, "check.missing", SZ_LEVEL_WARN, -1, 0, 0, NAN, NAN,
                                   err, "%s", rows[i].message);
    return status;
}

static sz_status run(sz_checkup *c, sz_error *err)
{
    sz_status status = sz__check_measure(c, err);
    if (status == SZ_SUCCESS)
        status = sz__check_identify(c, err);
    if (status == SZ_SUCCESS)
        status = count(c, err);
    if (status == SZ_SUCCESS)
        status = sz__check_cover(c, err);
    if (status == SZ_SUCCESS)
        status = sz__check_lines(c, err);
    if (status == SZ_SUCCESS)
        status = sz__check_made(c, err);
    if (status == SZ_SUCCESS) /* today's faults are no errors of a plan */
        status = sz__check_parts(c, c->present, "present", !c->rec->proposed,
                                 SZ_LEVEL_HINT, err);
    if (status == SZ_SUCCESS && c->rec->proposed)
        status = sz__check_parts(c, c->proposed, "proposed", true, SZ_LEVEL_ERROR, err);
    if (status == SZ_SUCCESS && c->rec->proposed)
        status = sz__check_rules(c, err);
    if (status == SZ_SUCCESS)
        status = sz__check_stored(c, err);
    return status == SZ_SUCCESS ? tell_missing(c, err) : status;
}

sz_status sz__check_record(const sz_record *rec, sz_check_report *report,
                           sz_findings *findings, sz_error *err)
{
    size_t n = rec->parcel.n;
    sz_checkup c = { .rec = rec, .report = report, .findings = findings, .n = n,
                   .grid = grid_of(rec),
                   .cross_towns = says(rec, "cross_towns", "yes"),
                   .split_units = says(rec, "keep_units", "no"),
                   .allow_enclaves = says(rec, "allow_enclaves", "yes"),
                   .area = sz__alloc(n, sizeof *c.area), .x = sz__alloc(n, sizeof *c.x),
                   .y = sz__alloc(n, sizeof *c.y),
                   .present = sz__alloc(n, sizeof *c.present),
                   .proposed = sz__alloc(n, sizeof *c.proposed) };
    *report = (sz_check_report){ .parcels = n, .backdrop = rec->backdrop.n,
                                 .tolerance_m2 = TOLERANCE_M2,
                                 .proposed = rec->proposed };
    sz_status status = SZ_SUCCESS;
    if (c.area && c.x && c.y && c.present && c.proposed)
        status = run(&c, err);
    else
        status = sz__nomem(err);
    free(c.area);
    free(c.x);
    free(c.y);
    free(c.present);
    free(c.proposed);
    free(c.renamed);
    free(c.aside);
    free(c.left);
    free(c.link.at);
    sz_policy_free(c.made);
    free(c.seam.at);
    free(c.ident.head);
    free(c.ident.next.at);
    free(c.ident.town.at);
    free(c.ident.name.at);
    return status;
}
