/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sources drawn by hand, and maps made of them. */
#ifndef SIZHI_TESTS_DRAWN_H
#define SIZHI_TESTS_DRAWN_H

#include <math.h>
#include <string.h>

#include "map/build.h"
#include "map/map.h"
#include "tests/suite.h"

/* Points x, y, x, y ... and how many. */
#define XY(...)                                                                    \
    (const double[]){ __VA_ARGS__ }, sizeof((const double[]){ __VA_ARGS__ }) / 16

/* A map under test with all that belongs to it. */
typedef struct drawn {
    sz_source source;
    sz_build_options options;
    sz_account account;
    sz_findings *findings;
    sz_built built;
    const sz_map *map;
    sz_error err;
} drawn;

/* Nothing drawn; no slivers, nothing followed. */
static inline drawn draw_nothing(void)
{
    drawn d = { .options = { .grid = 0.01 } };
    ck_assert_int_eq(sz__findings_new(&d.findings, NULL), SZ_SUCCESS);
    return d;
}

static inline int32_t draw_name(drawn *d, const char *text)
{
    return sz__names_add(&d->source.names, text);
}

static inline void draw_points(drawn *d, const double *xy, size_t n)
{
    for (size_t i = 0; i < 2 * n; i++)
        ck_assert(sz__push(&d->source.xy, xy[i]));
}

/* Add a ring to the last area; its first point is not repeated. */
static inline void draw_ring(drawn *d, bool hole, const double *xy, size_t n)
{
    sz_source *s = &d->source;
    size_t from = s->xy.n / 2;
    draw_points(d, xy, n);
    draw_points(d, xy, 1);
    ck_assert(sz__push(&s->ring, (sz_ring){ from, s->xy.n / 2, hole }));
    s->area.at[s->area.n - 1].ring_to = s->ring.n;
}

static inline sz_area *draw_area(drawn *d, sz_layer layer, const char *name,
                                 const double *xy, size_t n)
{
    sz_source *s = &d->source;
    sz_area area = sz__area(layer);
    area.name = draw_name(d, name);
    area.fid = (int64_t)s->area.n + 1;
    area.ring_from = area.ring_to = s->ring.n;
    ck_assert(sz__push(&s->area, area));
    draw_ring(d, false, xy, n);
    return &s->area.at[s->area.n - 1];
}

static inline sz_area *draw_box(drawn *d, sz_layer layer, const char *name, double x0,
                                double y0, double x1, double y1)
{
    return draw_area(d, layer, name, XY(x0, y0, x1, y0, x1, y1, x0, y1));
}

static inline void draw_line(drawn *d, sz_barrier barrier, const char *name,
                             const double *xy, size_t n)
{
    size_t from = d->source.xy.n / 2;
    draw_points(d, xy, n);
    sz_barrier_line line = { .barrier = barrier, .name = draw_name(d, name), .fid = -1,
                             .file = -1, .from = from, .to = d->source.xy.n / 2 };
    ck_assert(sz__push(&d->source.line, line));
}

static inline void draw_spot(drawn *d, double x, double y, int64_t households)
{
    sz_spot spot = { x, y, households, -1, -1, (int64_t)d->source.spot.n + 1, -1, -1 };
    ck_assert(sz__push(&d->source.spot, spot));
}

static inline sz_status try_build(drawn *d)
{
    sz_status status = sz__map_build(&d->built, &d->source, &d->options, &d->account,
                                     d->findings, &d->err);
    d->map = d->built.map;
    return status;
}

static inline void build(drawn *d)
{
    sz_status status = try_build(d);
    ck_assert_msg(status == SZ_SUCCESS, "%s", d->err.message);
}

static inline void rub_out(drawn *d)
{
    sz__source_release(&d->source);
    sz__built_release(&d->built);
    sz_findings_free(d->findings);
}

/* The parcel whose inner point lies nearest to X, Y. */
static inline sz_parcel parcel_at(const drawn *d, double x, double y, int32_t *number)
{
    sz_parcel best = { 0 }, p;
    double nearest = HUGE_VAL;
    if (number)
        *number = -1;
    for (size_t i = 0; i < sz_map_parcels(d->map); i++) {
        ck_assert_int_eq(sz_map_parcel(d->map, i, &p), SZ_SUCCESS);
        double distance = hypot(p.x - x, p.y - y);
        if (distance < nearest) {
            nearest = distance;
            best = p;
            if (number)
                *number = (int32_t)i;
        }
    }
    return best;
}

/* Length of the borders of one class and name between two parcels, either way
 * round, -1 being the outside; *COUNT how many they are. */
static inline double length_between(const drawn *d, int32_t p, int32_t q,
                                    sz_barrier barrier, const char *name, int *count)
{
    double sum = 0;
    sz_border b;
    *count = 0;
    for (size_t i = 0; i < sz_map_borders(d->map); i++) {
        ck_assert_int_eq(sz_map_border(d->map, i, &b), SZ_SUCCESS);
        bool here = (b.left == p && b.right == q) || (b.left == q && b.right == p);
        if (here && b.barrier == barrier && strcmp(b.name, name) == 0) {
            sum += b.length_m;
            ++*count;
        }
    }
    return sum;
}

/* Findings of RULE. */
static inline int findings_of(const drawn *d, const char *rule)
{
    int n = 0;
    for (size_t i = 0; i < sz_findings_count(d->findings); i++)
        n += strcmp(sz_findings_at(d->findings, i)->rule, rule) == 0;
    return n;
}

static inline double ring_area(const sz_xy *xy)
{
    double sum = 0;
    for (size_t i = 0; i < xy->n; i += 2) {
        size_t j = i + 2 < xy->n ? i + 2 : 0;
        sum += (xy->at[i] - xy->at[0]) * (xy->at[j + 1] - xy->at[1]) -
               (xy->at[j] - xy->at[0]) * (xy->at[i + 1] - xy->at[1]);
    }
    return sum / 2;
}

/* What must be true of every map. */
static inline void check_map(const drawn *d)
{
    const sz_map *m = d->map;
    double border = 0, outer = 0, rings = 0;
    int64_t households = 0;
    uint8_t *seen = sz__zalloc(2 * (size_t)m->n_borders, 1);
    for (int32_t b = 0; b < m->n_borders; b++) {
        ck_assert_int_ge(m->b_left[b], 0);
        ck_assert_int_ne(m->b_left[b], m->b_right[b]);
        ck_assert_uint_ge(m->b_row[b + 1] - m->b_row[b], 2);
        double length = 0;
        for (size_t i = m->b_row[b]; i + 1 < m->b_row[b + 1]; i++)
            length += hypot(m->b_xy[2 * i + 2] - m->b_xy[2 * i],
                            m->b_xy[2 * i + 3] - m->b_xy[2 * i + 1]);
        ck_assert_double_eq_tol(length, m->b_length[b], 1e-6 * (1 + length));
        border += length;
        outer += m->b_right[b] < 0 ? length : 0;
        for (int32_t h = 2 * b; h < 2 * b + 2; h++) {
            int32_t next = m->he_next[h];
            ck_assert_int_eq(sz__map_left(m, next), sz__map_left(m, h));
            ck_assert_int_eq(sz__map_from(m, next), sz__map_from(m, h ^ 1));
            seen[next]++;
        }
    }
    for (int32_t h = 0; h < 2 * m->n_borders; h++)
        ck_assert_int_eq(seen[h], 1);
    for (int32_t p = 0; p < m->n; p++) {
        double area = 0;
        ck_assert_int_gt(m->ring_row[p + 1], m->ring_row[p]);
        for (int32_t r = m->ring_row[p]; r < m->ring_row[p + 1]; r++) {
            sz_xy xy = { 0 };
            ck_assert_int_eq(sz__map_left(m, m->ring[r]), p);
            ck_assert_uint_ge(sz__map_ring_points(m, r, &xy), 3);
            double own = ring_area(&xy);
            ck_assert_msg((own > 0) == (r == m->ring_row[p]), "parcel %d", p);
            area += own;
            free(xy.at);
            int32_t h = m->ring[r];
            do {
                rings += m->b_length[h >> 1];
                h = m->he_next[h];
            } while (h != m->ring[r]);
        }
        ck_assert_double_eq_tol(area, m->area[p], 1e-6 * (1 + area));
        households += m->households[p];
    }
    ck_assert_double_eq_tol(rings, 2 * (border - outer) + outer, 1e-6 * (1 + rings));
    ck_assert_int_eq(households, d->account.households_placed);
    ck_assert_int_eq(d->account.households_in,
                     d->account.households_placed + d->account.households_unplaced);
    ck_assert_double_eq_tol(border, d->account.border_m, 1e-6 * (1 + border));
    free(seen);
}

#endif
