/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The order of a check, and what its stages share. */
#include "audit/check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"

/* A gap or overlap smaller than this is none: a square of one decimetre. */
#define TOLERANCE_M2 0.01

sz_status sz__check_say(sz_checkup *c, const char *rule, sz_level level, int32_t ident,
                        double value, double bound, double x, double y, sz_error *err,
                        const char *fmt, ...)
{
    char message[SZ_MESSAGE_SIZE];
    sz_finding f = { .rule = rule, .level = level, .value = value, .bound = bound,
                     .placed = isfinite(x) && isfinite(y), .x = x, .y = y };
    if (ident >= 0) {
        f.town = sz__name(&c->rec->names, c->ident.town.at[ident]);
        f.community = sz__name(&c->rec->names, c->ident.name.at[ident]);
    }
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    c->report->errors += level == SZ_LEVEL_ERROR;
    return sz__findings_add(c->findings, &f, err, "%s", message);
}

int32_t sz__check_find(const sz_checkup *c, int32_t town, int32_t name)
{
    int32_t k = name < 0 ? -1 : c->ident.head[name];
    while (k >= 0 && c->ident.town.at[k] != town)
        k = c->ident.next.at[k];
    return k < 0 && name >= 0 ? -2 : k;
}

/* The same, added when it is not there; -2 then means that memory is out. */
static int32_t ident_of(sz_checkup *c, int32_t town, int32_t name)
{
    sz_idents *all = &c->ident;
    int32_t k = sz__check_find(c, town, name);
    if (k != -2)
        return k;
    if (!sz__push(&all->town, town) || !sz__push(&all->name, name) ||
        !sz__push(&all->next, all->head[name]))
        return -2;
    return all->head[name] = (int32_t)all->name.n - 1;
}

const char *sz__check_name(const sz_checkup *c, int32_t ident)
{
    return ident < 0 ? _("no community")
                     : sz__name(&c->rec->names, c->ident.name.at[ident]);
}

/* Grid coordinates of point P relative to point O. */
static void grid_point(const sz_checkup *c, size_t p, size_t o, double out[2])
{
    const double *xy = c->rec->xy.at;
    for (int k = 0; k < 2; k++)
        out[k] = round(xy[2 * p + k] / c->grid) - round(xy[2 * o + k] / c->grid);
}

double sz__check_length(const sz_checkup *c, size_t from, size_t to)
{
    double length = 0, step[2];
    for (size_t i = from + 1; i < to; i++) {
        grid_point(c, i, i - 1, step);
        length += hypot(step[0], step[1]);
    }
    return length * c->grid;
}

/* Twice the signed area of ring R in grid steps, and twice its area times its
 * centroid relative to the ring's first point. Whole numbers below 2^53 for
 * parcels up to some hundred kilometres. */
static double ring_sums(const sz_checkup *c, const sz_ring *r, double moment[2])
{
    double sum = 0, p[2], q[2];
    moment[0] = moment[1] = 0;
    grid_point(c, r->from, r->from, p);
    for (size_t i = r->from + 1; i < r->to; i++) {
        grid_point(c, i, r->from, q);
        double cross = p[0] * q[1] - q[0] * p[1];
        sum += cross;
        moment[0] += (p[0] + q[0]) / 3 * cross;
        moment[1] += (p[1] + q[1]) / 3 * cross;
        p[0] = q[0];
        p[1] = q[1];
    }
    return sum;
}

double sz__check_area(const sz_checkup *c, size_t from, size_t to)
{
    double sum = 0, moment[2];
    for (size_t k = from; k < to; k++) {
        double twice = fabs(ring_sums(c, &c->rec->ring.at[k], moment));
        sum += c->rec->ring.at[k].hole ? -twice : twice;
    }
    return sum / 2 * c->grid * c->grid;
}

/* Area and place of each parcel; findings for those that are not one piece. */
static sz_status measure(sz_checkup *c, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        const sz_rec_parcel *p = &c->rec->parcel.at[i];
        size_t shells = 0;
        c->x[i] = c->y[i] = NAN;
        for (size_t k = p->ring_from; k < p->ring_to; k++) {
            const sz_ring *r = &c->rec->ring.at[k];
            double moment[2], twice = ring_sums(c, r, moment);
            if (shells++ == 0 && twice != 0) {
                c->x[i] = c->rec->xy.at[2 * r->from] + moment[0] / twice * c->grid;
                c->y[i] = c->rec->xy.at[2 * r->from + 1] + moment[1] / twice * c->grid;
            }
            shells -= r->hole;
        }
        c->area[i] = sz__check_area(c, p->ring_from, p->ring_to);
        c->report->area_m2 += c->area[i];
        if (shells != 1 || !(c->area[i] > 0))
            status = sz__check_say(c, "check.shape", SZ_LEVEL_ERROR, -1, (double)shells,
                                   1, c->x[i], c->y[i], err,
                                   _("parcel %lld has %zu pieces and %.2f m2, not one "
                                     "piece of ground"), (long long)p->number, shells,
                                   c->area[i]);
    }
    return status;
}

/* Communities of each parcel, and what renamed ones are called today. */
static sz_status identify(sz_checkup *c, sz_error *err)
{
    const sz_record *rec = c->rec;
    if (!(c->ident.head = sz__alloc((size_t)rec->names.n, sizeof *c->ident.head)))
        return sz__nomem(err);
    for (int32_t i = 0; i < rec->names.n; i++)
        c->ident.head[i] = -1;
    for (size_t i = 0; i < c->n; i++) {
        const sz_rec_parcel *p = &rec->parcel.at[i];
        c->present[i] = ident_of(c, sz__rec_comm_town(rec, p), p->community);
        c->proposed[i] = ident_of(c, sz__rec_prop_town(rec, p), p->proposed);
        if (c->present[i] == -2 || c->proposed[i] == -2)
            return sz__nomem(err);
    }
    for (size_t i = 0; i < rec->community.n; i++) {
        const sz_rec_community *r = &rec->community.at[i];
        if (ident_of(c, r->town, r->name) == -2 ||
            ident_of(c, r->town, r->today) == -2)
            return sz__nomem(err);
    }
    size_t n = c->ident.name.n;
    if (!(c->renamed = sz__alloc(n, sizeof *c->renamed)))
        return sz__nomem(err);
    for (size_t k = 0; k < n; k++)
        c->renamed[k] = (int32_t)k;
    for (size_t i = 0; rec->proposed && i < rec->community.n; i++) {
        const sz_rec_community *r = &rec->community.at[i];
        if (r->today >= 0 && r->name >= 0)
            c->renamed[sz__check_find(c, r->town, r->name)] =
                sz__check_find(c, r->town, r->today);
    }
    return SZ_SUCCESS;
}

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

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The number of communities, towns and units. */
static sz_status count(sz_checkup *c, sz_error *err)
{
    const sz_record *rec = c->rec;
    size_t below = c->ident.name.n + (size_t)rec->names.n + 1, units = 0;
    bool *seen = sz__alloc(below, 1);
    int32_t *town = sz__alloc(c->n, sizeof *town);
    int64_t *unit = sz__alloc(c->n, sizeof *unit);
    sz_status status = seen && town && unit ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        const sz_rec_parcel *p = &rec->parcel.at[i];
        town[i] = p->town;
        if (p->unit_id >= 0) /* by number, else by town and name */
            unit[units++] = p->unit_id;
        else if (p->unit >= 0)
            unit[units++] = -1 - ((int64_t)(p->town + 1) * rec->names.n + p->unit);
        c->report->households += p->households;
    }
    if (status == SZ_SUCCESS) {
        c->report->communities = distinct(rec->proposed ? c->proposed : c->present,
                                          c->n, c->ident.name.n, seen);
        c->report->towns = distinct(town, c->n, (size_t)rec->names.n, seen);
        qsort(unit, units, sizeof *unit, by_value);
        for (size_t i = 0; i < units; i++)
            c->report->units += i == 0 || unit[i] != unit[i - 1];
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
    sz_status status = measure(c, err);
    if (status == SZ_SUCCESS)
        status = identify(c, err);
    if (status == SZ_SUCCESS)
        status = count(c, err);
    if (status == SZ_SUCCESS)
        status = sz__check_cover(c, err);
    if (status == SZ_SUCCESS)
        status = sz__check_lines(c, err);
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
                   .area = sz__alloc(n, sizeof *c.area), .x = sz__alloc(n, sizeof *c.x),
                   .y = sz__alloc(n, sizeof *c.y),
                   .present = sz__alloc(n, sizeof *c.present),
                   .proposed = sz__alloc(n, sizeof *c.proposed) };
    *report = (sz_check_report){ .parcels = n, .tolerance_m2 = TOLERANCE_M2,
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
    free(c.seam.at);
    free(c.ident.head);
    free(c.ident.next.at);
    free(c.ident.town.at);
    free(c.ident.name.at);
    return status;
}
