/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The record as a check sees it: places, areas and communities of parcels. */
#include "audit/checkup.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/i18n.h"

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

sz_status sz__check_measure(sz_checkup *c, sz_error *err)
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

/* Which community of today each of the proposed plan is. A new one that has a name which
 * one of today has laid down is nobody of today: it gets an identity of its own, which
 * none is found by. */
static bool find_renamed(sz_checkup *c)
{
    const sz_record *rec = c->rec;
    sz_idents *all = &c->ident;
    size_t n = all->name.n, rows = rec->proposed ? rec->community.n : 0;
    uint8_t *laid_down = sz__zalloc(n, 1);
    c->renamed = sz__alloc(n + rows, sizeof *c->renamed);
    bool ok = laid_down && c->renamed;
    for (size_t k = 0; ok && k < n + rows; k++)
        c->renamed[k] = (int32_t)k;
    for (size_t i = 0; ok && i < rows; i++) {
        const sz_rec_community *r = &rec->community.at[i];
        if (r->today < 0 || r->name < 0)
            continue;
        int32_t today = sz__check_find(c, r->town, r->today);
        c->renamed[sz__check_find(c, r->town, r->name)] = today;
        laid_down[today] |= r->today != r->name;
    }
    for (size_t i = 0; ok && i < rows; i++) {
        const sz_rec_community *r = &rec->community.at[i];
        int32_t k = r->today < 0 ? sz__check_find(c, r->town, r->name) : -1;
        if (k < 0 || !laid_down[k])
            continue;
        c->renamed[k] = (int32_t)all->name.n;
        ok = sz__push(&all->town, r->town) && sz__push(&all->name, r->name) &&
             sz__push(&all->next, -1);
    }
    free(laid_down);
    return ok;
}

sz_status sz__check_identify(sz_checkup *c, sz_error *err)
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
    return find_renamed(c) ? SZ_SUCCESS : sz__nomem(err);
}
