/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes as the source of a map: areas, lines, households, offices, some of them far
 * away, without size or without a number for a place. A map that is built must hold
 * every household and close its rings, and every plan solved on it must be sound. */
#include <math.h>

#include "fuzz/fuzz.h"
#include "map/build.h"
#include "map/map.h"
#include "sizhi/solve.h"

typedef struct scene {
    sz_source source;
    fuzz_bytes in;
} scene;

static int32_t some_name(scene *s)
{
    static const char *const words[] = { "", "a", "b", "东关", "a;b", "t/a", "t", "c" };
    return sz__names_add(&s->source.names, words[fuzz_below(&s->in, 8)]);
}

/* Mostly a corner of a lattice of 10 m, sometimes beside one, seldom a number that
 * is far too large or none. */
static double coordinate(scene *s)
{
    static const double odd[] = { 1e7, -1e7, 5368709.0, 1e12, -1e13, 1e300, -INFINITY,
        NAN };
    uint32_t head = fuzz_take(&s->in, 1);
    double at = 500000 + 10 * (double)(head & 15);
    switch (head >> 4) {
    case 15:
        return odd[head & 7];
    case 14:
        return at + 0.005 * (int8_t)fuzz_take(&s->in, 1);
    case 13:
        return at + (int16_t)fuzz_take(&s->in, 2);
    default:
        return at;
    }
}

static int64_t count(scene *s)
{
    uint32_t head = fuzz_take(&s->in, 1);
    return head < 16 ? -1 : head < 250 ? (int64_t)head : 1000000000;
}

static size_t points(scene *s, uint32_t n)
{
    for (uint32_t i = 0; i < 2 * n; i++)
        FUZZ_MUST(sz__push(&s->source.xy, coordinate(s)));
    return s->source.xy.n / 2;
}

static void ring(scene *s, bool hole)
{
    sz_source *o = &s->source;
    size_t from = o->xy.n / 2;
    points(s, fuzz_below(&s->in, 8));
    if (o->xy.n / 2 > from) {
        double x = o->xy.at[2 * from], y = o->xy.at[2 * from + 1];
        FUZZ_MUST(sz__push(&o->xy, x) && sz__push(&o->xy, y));
    }
    FUZZ_MUST(sz__push(&o->ring, (sz_ring){ from, o->xy.n / 2, hole }));
}

static void box(scene *s)
{
    sz_source *o = &s->source;
    size_t from = o->xy.n / 2;
    double x = 500000 + 10 * fuzz_below(&s->in, 16);
    double y = 500000 + 10 * fuzz_below(&s->in, 16);
    double w = 10 * (1 + fuzz_below(&s->in, 16)), h = 10 * (1 + fuzz_below(&s->in, 16));
    const double xy[] = { x, y, x + w, y, x + w, y + h, x, y + h, x, y };
    for (int i = 0; i < 10; i++)
        FUZZ_MUST(sz__push(&o->xy, xy[i]));
    FUZZ_MUST(sz__push(&o->ring, (sz_ring){ from, from + 5, false }));
}

static void area(scene *s, sz_layer layer)
{
    sz_source *o = &s->source;
    sz_area a = sz__area(layer);
    uint32_t rings = fuzz_below(&s->in, 8);
    a.fid = (int64_t)o->area.n + 1;
    a.name = some_name(s);
    a.town = some_name(s);
    a.community = some_name(s);
    a.claims = some_name(s);
    a.unit = some_name(s);
    a.proposed = fuzz_below(&s->in, 4) ? -1 : some_name(s);
    a.households = count(s);
    a.population = count(s);
    a.ring_from = o->ring.n;
    if (rings >= 3)
        box(s);
    for (uint32_t i = rings >= 3 ? 3 : 0; i < rings; i++)
        ring(s, i > 0 && i % 2);
    a.ring_to = o->ring.n;
    FUZZ_MUST(sz__push(&o->area, a));
}

static void line(scene *s)
{
    sz_source *o = &s->source;
    sz_barrier_line l = { .barrier = (sz_barrier)fuzz_below(&s->in, SZ_N_BARRIERS),
        .use = (sz_line_use)fuzz_below(&s->in, 3), .name = some_name(s), .fid = 1,
        .file = -1, .from = o->xy.n / 2 };
    l.to = points(s, 2 + fuzz_below(&s->in, 6));
    FUZZ_MUST(sz__push(&o->line, l));
}

static void spot(scene *s)
{
    double x = coordinate(s), y = coordinate(s);
    int64_t households = count(s);
    sz_spot p = { x, y, households, -1, count(s), 1, -1, some_name(s) };
    FUZZ_MUST(sz__push(&s->source.spot, p));
}

static void office(scene *s)
{
    double x = coordinate(s), y = coordinate(s);
    int32_t name = some_name(s), community = some_name(s);
    sz_office_spot p = { x, y, name, community, some_name(s), 100, 5, 40 };
    FUZZ_MUST(sz__push(&s->source.office, p));
}

static void decode(scene *s)
{
    s->source.crs = sz__dup("EPSG:4549", 10, 1);
    while (s->in.left > 0) {
        uint32_t what = fuzz_below(&s->in, 16);
        if (what < 10)
            area(s, (sz_layer)(what / 2));
        else if (what < 13)
            line(s);
        else if (what < 15)
            spot(s);
        else
            office(s);
    }
}

static sz_build_options build_options(scene *s)
{
    uint32_t flags = fuzz_take(&s->in, 1);
    return (sz_build_options){ .snap = flags & 1 ? 1.0 : 0,
        .sliver_m2 = flags & 2 ? 500 : 0, .sliver_width = flags & 2 ? 3 : 0,
        .median_width = flags & 4 ? 40 : 0, .follow = flags & 8 ? 15 : 0,
        .cells = flags & 16, .as_is = (flags & 0xe0) == 0xe0 }; /* with parcels only */
}

static void check_ring(const sz_map *m, int32_t p, int32_t r, uint8_t *seen)
{
    int32_t h = m->ring[r];
    do {
        FUZZ_MUST(sz__map_left(m, h) == p && !seen[h]);
        FUZZ_MUST(sz__map_from(m, m->he_next[h]) == sz__map_from(m, h ^ 1));
        seen[h] = 1;
        h = m->he_next[h];
    } while (h != m->ring[r]);
}

static void check_map(const sz_map *m, const sz_account *account)
{
    int64_t households = 0;
    uint8_t *seen = sz__zalloc(2 * (size_t)m->n_borders, 1);
    FUZZ_MUST(seen);
    for (int32_t p = 0; p < m->n; p++) {
        FUZZ_MUST(m->area[p] > 0 && isfinite(m->x[p]) && isfinite(m->y[p]));
        FUZZ_MUST(m->town[p] < m->n_towns && m->unit[p] < m->n_units &&
                  m->community[p] < m->n_communities);
        for (int32_t r = m->ring_row[p]; r < m->ring_row[p + 1]; r++)
            check_ring(m, p, r, seen);
        households += m->households[p];
    }
    for (int32_t h = 0; h < 2 * m->n_borders; h++)
        FUZZ_MUST(seen[h] || sz__map_left(m, h) < 0);
    FUZZ_MUST(households == account->households_placed);
    FUZZ_MUST(account->households_in ==
              account->households_placed + account->households_unplaced);
    free(seen);
}

/* Parts that only a unit given in pieces ties to the community: said, not mended. */
static size_t parts_across(const sz_findings *why, const char *community)
{
    size_t n = 0;
    for (size_t i = 0; i < sz_findings_count(why); i++) {
        const sz_finding *f = sz_findings_at(why, i);
        n += strcmp(f->rule, "plan.unit-apart") == 0 &&
             strcmp(f->community, community) == 0;
    }
    return n;
}

/* A plan that is said to keep the band and the connection does. */
static void check_plan(const sz_plan *plan, const sz_solve_options *o,
                       const sz_findings *why)
{
    int64_t households = 0;
    size_t n = sz_plan_communities(plan);
    for (size_t i = 0; i < n; i++) {
        sz_community c;
        FUZZ_MUST(sz_plan_community(plan, i, &c, NULL) == SZ_SUCCESS);
        households += c.households;
        if (c.parcels == 0)
            continue;
        FUZZ_MUST_SAY(c.households >= o->min && c.households <= o->max, c.name);
        FUZZ_MUST_SAY(c.parts <= 1 + parts_across(why, c.name), c.name);
    }
    FUZZ_MUST(households == sz_map_households(sz_plan_map(plan)));
}

static void solve(const sz_map *m, scene *s)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    uint32_t flags = fuzz_take(&s->in, 1);
    sz_plan *plan = NULL;
    sz_findings *why = NULL;
    sz_error err = SZ_ERROR_INIT;
    int32_t locked = 0;
    o.min = fuzz_take(&s->in, 1);
    o.max = o.min + fuzz_take(&s->in, 2);
    o.from = (sz_solve_from)(flags % 3);
    o.split_units = flags & 4;
    o.cross_towns = flags & 8;
    o.communities = flags & 16 ? 3 : 0;
    o.locked = &locked;
    o.n_locked = flags & 32 && m->n_communities > 0;
    o.iterations = 20;
    o.threads = 1;
    sz_status status = sz_solve(m, &o, &plan, NULL, &why, &err);
    FUZZ_MUST_SAY(status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE ||
                      status == SZ_ERR_INVALID, err.message);
    if (status == SZ_SUCCESS && !o.n_locked)
        check_plan(plan, &o, why);
    if (status == SZ_ERR_INFEASIBLE)
        FUZZ_MUST(sz_findings_of_level(why, SZ_LEVEL_ERROR) > 0);
    sz_plan_free(plan);
    sz_findings_free(why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    scene s = { .in = { data, size } };
    sz_account account = { 0 };
    sz_built built = { 0 };
    sz_findings *findings = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_build_options options = build_options(&s);
    bool parcels = false;
    scene last = s; /* the options of the solver stand before the things */
    fuzz_take(&s.in, 4);
    decode(&s);
    for (size_t i = 0; i < s.source.area.n; i++)
        parcels = parcels || s.source.area.at[i].layer == SZ_LAYER_PARCELS;
    options.as_is = options.as_is && parcels;
    FUZZ_MUST(sz__findings_new(&findings, NULL) == SZ_SUCCESS);
    sz_status status =
        sz__map_build(&built, &s.source, &options, &account, findings, &err);
    if (status == SZ_SUCCESS) {
        check_map(built.map, &account);
        solve(built.map, &last);
    } else {
        FUZZ_MUST_SAY(status != SZ_ERR_NOMEM && status != SZ_ERR_CANCELLED &&
                          err.message[0], err.message);
    }
    sz__built_release(&built);
    sz__source_release(&s.source);
    sz_findings_free(findings);
    return 0;
}
