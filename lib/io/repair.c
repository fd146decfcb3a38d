/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Polygons that are none: found, repaired, told. They are looked at as the file has
 * them, so that places in messages can be found there; areas are told when the
 * coordinates are metres. */
#include <math.h>
#include <stdio.h>

#include "core/i18n.h"
#include "geom/shapes.h"
#include "geom/simple.h"
#include "io/reading.h"

/* What is looked at: an area, or one of the backdrop. */
typedef struct subject {
    int64_t fid, households;
    size_t ring_from, ring_to;
} subject;

typedef struct repairing {
    sz_reading *reading;
    sz_geos *geos;           /* opened when first needed */
    SZ__ARRAY(size_t) row;   /* the polygon at hand */
    SZ__ARRAY(bool) shell;
} repairing;

/* Nearly every polygon is one ring that does not cross itself. */
static bool surely_valid(const sz_source *s, const subject *a)
{
    if (a->ring_to - a->ring_from != 1)
        return false;
    const sz_ring *r = &s->ring.at[a->ring_from];
    return !r->hole && sz__ring_surely_simple(s->xy.at + 2 * r->from, r->to - r->from);
}

/* The area's rings, which lie one behind the other in the pool. */
static bool view(repairing *m, const subject *a, sz_polygon *out)
{
    const sz_source *s = &m->reading->source;
    size_t n = a->ring_to - a->ring_from;
    const sz_ring *rings = s->ring.at + a->ring_from;
    m->row.n = m->shell.n = 0;
    if (!sz__reserve(&m->row, n + 1) || !sz__reserve(&m->shell, n))
        return false;
    for (size_t i = 0; i < n; i++) {
        m->row.at[i] = rings[i].from - rings[0].from;
        m->shell.at[i] = !rings[i].hole;
    }
    m->row.at[n] = rings[n - 1].to - rings[0].from;
    *out = (sz_polygon){ n, m->row.at, m->shell.at, s->xy.at + 2 * rings[0].from };
    return true;
}

static double area_of(const sz_source *s, size_t from, size_t to)
{
    double sum = 0;
    for (size_t r = from; r < to; r++) {
        const sz_ring *ring = &s->ring.at[r];
        double area =
            fabs(sz__ring_area(s->xy.at + 2 * ring->from, ring->to - ring->from));
        sum += ring->hole ? -area : area;
    }
    return sum;
}

/* Put P's rings at the end of the pools and point A at them. */
static sz_status replace(sz_source *s, subject *a, const sz_polygon *p, sz_error *err)
{
    size_t points = p->row[p->rings], from = s->xy.n / 2;
    if (!sz__reserve(&s->xy, 2 * points) || !sz__reserve(&s->ring, p->rings))
        return sz__nomem(err);
    for (size_t i = 0; i < 2 * points; i++)
        s->xy.at[s->xy.n++] = p->xy[i];
    a->ring_from = s->ring.n;
    for (size_t r = 0; r < p->rings; r++)
        s->ring.at[s->ring.n++] =
            (sz_ring){ from + p->row[r], from + p->row[r + 1], !p->shell[r] };
    a->ring_to = s->ring.n;
    return SZ_SUCCESS;
}

static sz_status repair(repairing *m, sz_read_layer *layer, subject *a,
                        const sz_polygon *p, const char *why, sz_error *err)
{
    sz_reading *reading = m->reading;
    sz_polygon fixed = { 0 };
    sz_repair r = { .layer = (size_t)(layer - reading->layer.at), .fid = a->fid,
        .old_from = a->ring_from, .old_to = a->ring_to };
    sz_status status = sz__polygon_repair(m->geos, p, &fixed, err);
    if (status != SZ_SUCCESS)
        return status;
    if (fixed.rings == 0) {
        char text[200];
        a->ring_to = a->ring_from;
        snprintf(text, sizeof text, _("nothing is left of its area (%s)"), why);
        status = sz__tell_unplaced(reading, layer, a->fid, a->households, text, err);
    } else if ((status = replace(&reading->source, a, &fixed, err)) == SZ_SUCCESS) {
        r.new_from = a->ring_from;
        r.new_to = a->ring_to;
        snprintf(r.why, sizeof r.why, "%s", why);
        if (!sz__push(&reading->repair, r))
            status = sz__nomem(err);
    }
    sz__polygon_release(&fixed);
    return status;
}

static sz_status check(repairing *m, sz_read_layer *layer, subject *a, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    sz_error inner = SZ_ERROR_INIT;
    sz_polygon p;
    char why[128];
    bool valid = false;
    if (surely_valid(&m->reading->source, a))
        return SZ_SUCCESS;
    if (!m->geos && (status = sz__geos_open(&m->geos, err)) != SZ_SUCCESS)
        return status;
    if (!view(m, a, &p))
        return sz__nomem(err);
    status = sz__polygon_valid(m->geos, &p, &valid, why, &inner);
    if (status == SZ_SUCCESS && !valid)
        status = repair(m, layer, a, &p, why, &inner);
    if (status != SZ_SUCCESS)
        return sz__fail(err, status, a->fid, _("%s, feature %lld: %s"), layer->shown,
                        (long long)a->fid, inner.message);
    return SZ_SUCCESS;
}

static sz_status check_areas(repairing *m, sz_read_layer *layer, sz_error *err)
{
    sz_source *s = &m->reading->source;
    size_t kept = layer->area_from;
    sz_status status = SZ_SUCCESS;
    for (size_t i = kept; i < s->area.n && status == SZ_SUCCESS; i++) {
        sz_area a = s->area.at[i];
        subject it = { a.fid, a.households, a.ring_from, a.ring_to };
        status = check(m, layer, &it, err);
        a.ring_from = it.ring_from;
        a.ring_to = it.ring_to;
        if (a.ring_to > a.ring_from) /* else nothing is left of it */
            s->area.at[kept++] = a;
    }
    if (status == SZ_SUCCESS)
        s->area.n = kept;
    return status;
}

static sz_status check_backdrop(repairing *m, sz_read_layer *layer, sz_error *err)
{
    sz_source *s = &m->reading->source;
    size_t kept = layer->backdrop_from;
    sz_status status = SZ_SUCCESS;
    for (size_t i = kept; i < s->backdrop.n && status == SZ_SUCCESS; i++) {
        sz_backdrop_area a = s->backdrop.at[i];
        subject it = { a.fid, -1, a.ring_from, a.ring_to };
        status = check(m, layer, &it, err);
        a.ring_from = it.ring_from;
        a.ring_to = it.ring_to;
        if (a.ring_to > a.ring_from)
            s->backdrop.at[kept++] = a;
    }
    if (status == SZ_SUCCESS)
        s->backdrop.n = kept;
    return status;
}

sz_status sz__repair_polygons(sz_reading *reading, sz_read_layer *layer, sz_error *err)
{
    repairing m = { .reading = reading };
    sz_status status = check_areas(&m, layer, err);
    if (status == SZ_SUCCESS)
        status = check_backdrop(&m, layer, err);
    sz__geos_close(m.geos);
    free(m.row.at);
    free(m.shell.at);
    return status;
}

sz_status sz__tell_repairs(sz_reading *reading, sz_error *err)
{
    const sz_source *s = &reading->source;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < reading->repair.n && status == SZ_SUCCESS; i++) {
        const sz_repair *r = &reading->repair.at[i];
        char text[280];
        snprintf(text, sizeof text,
                 _("%s; repaired, area %.1f m2 before, %.1f m2 after"), r->why,
                 area_of(s, r->old_from, r->old_to),
                 area_of(s, r->new_from, r->new_to));
        status = sz__tell_repaired(reading, &reading->layer.at[r->layer], r->fid, text,
                                   err);
    }
    return status;
}
