/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A small sub-district as a project, for tests of files.
 *
 *     y                    columns 0-1 are 城东, 2-3 are 城西; every block is 100 m
 *     300 +----+----+----+----+    wide and has 100 households, "岛" in the middle of
 *         | 02 | 12 | 22 | 32 |    block 11 has 40. Today: 东关 has 00 01 02, 柳园 of
 *     200 +----+----W----+----+    城东 has 10 11 岛, nobody has 12, 柳园 of 城西 has
 *         | 01 |11岛| 21 | 31 |    20 21 22, 西关 has 30 31 32 and claims 22 too.
 *     100 +----+----W----+----+    白河 runs along x = 200 (W), 青山路 along y = 100.
 *         | 00 | 10 | 20 | 30 |
 *     0   +----+----W----+----+
 *         0   100  200  300  400  x + 499999.99, y + 2700000 in
 * EPSG:4549; x = 0 is a centimetre west of its central meridian, where degrees written
 * with few decimals are easily rounded to a whole number.
 */
#ifndef SIZHI_TESTS_TOWN_H
#define SIZHI_TESTS_TOWN_H

#include <math.h>
#include <string.h>

#include "io/project.h"
#include "map/map.h"
#include "tests/suite.h"

#define TOWN_X 499999.99
#define TOWN_Y 2700000.0

static inline int32_t town_text(sz_source *s, const char *text)
{
    return sz__names_add(&s->names, text);
}

static inline void town_points(sz_source *s, const double *xy, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ck_assert(sz__push(&s->xy, xy[2 * i] + TOWN_X));
        ck_assert(sz__push(&s->xy, xy[2 * i + 1] + TOWN_Y));
    }
}

/* Append a box as a ring, against the clock or, as a hole, with it. */
static inline void town_box(sz_source *s, double x1, double y1, double x2, double y2,
                            bool hole)
{
    const double left[] = { x1, y1, x2, y1, x2, y2, x1, y2, x1, y1 };
    const double right[] = { x1, y1, x1, y2, x2, y2, x2, y1, x1, y1 };
    size_t from = s->xy.n / 2;
    town_points(s, hole ? right : left, 5);
    ck_assert(sz__push(&s->ring, (sz_ring){ from, from + 5, hole }));
}

static inline void town_line(sz_source *s, sz_barrier barrier, sz_line_use use,
                             const char *name, double x1, double y1, double x2,
                             double y2)
{
    const double xy[] = { x1, y1, x2, y2 };
    sz_barrier_line line = { .barrier = barrier, .use = use, .bridge = use != 0,
                             .state = use ? SZ_LINE_PLANNED : SZ_LINE_BUILT,
                             .name = town_text(s, name), .fid = 1, .file = -1,
                             .from = s->xy.n / 2, .to = s->xy.n / 2 + 2 };
    town_points(s, xy, 2);
    ck_assert(sz__push(&s->line, line));
}

static inline void town_parcel(sz_source *s, const char *name, int column,
                               const char *community)
{
    sz_area a = sz__area(SZ_LAYER_PARCELS);
    a.fid = (int64_t)s->area.n + 1;
    a.name = town_text(s, name);
    a.town = town_text(s, column < 2 ? "城东" : "城西");
    a.community = town_text(s, community);
    a.households = 100;
    a.planned = 7;
    a.population = 250;
    a.ring_to = s->ring.n;
    a.ring_from = a.ring_to - 1;
    ck_assert(sz__push(&s->area, a));
}

/* The source of the town; release with sz__source_release(). */
static inline void town_source(sz_source *s)
{
    static const char *const today[4][3] = {
        { "东关", "东关", "东关" }, { "柳园", "柳园", "" },
        { "柳园", "柳园", "柳园" }, { "西关", "西关", "西关" },
    };
    *s = (sz_source){ 0 };
    s->crs = sz__dup("EPSG:4549", 10, 1);
    for (int x = 0; x < 4; x++)
        for (int y = 0; y < 3; y++) {
            char name[8];
            snprintf(name, sizeof name, "%d%d", x, y);
            town_box(s, 100 * x, 100 * y, 100 * x + 100, 100 * y + 100, false);
            town_parcel(s, name, x, today[x][y]);
            sz_area *a = &s->area.at[s->area.n - 1];
            if (x == 1 && y == 1) {
                town_box(s, 140, 140, 160, 160, true);
                a->ring_to++;
            }
            if (x == 2 && y == 2)
                a->claims = town_text(s, "柳园;西关");
            if (x == 3 && y < 2) { /* an estate */
                a->unit = town_text(s, "河畔花园");
                a->kind = town_text(s, "小区");
            }
        }
    town_box(s, 140, 140, 160, 160, false);
    town_parcel(s, "岛", 1, "柳园");
    s->area.at[s->area.n - 1].households = 40;
    town_line(s, SZ_BARRIER_RIVER, SZ_LINE_CUTS, "白河", 200, 0, 200, 300);
    town_line(s, SZ_BARRIER_STREET, SZ_LINE_CUTS, "青山路", 0, 100, 400, 100);
    town_line(s, SZ_BARRIER_LANE, SZ_LINE_SHOWN, "", 210, 20, 260, 70);
    ck_assert(sz__push(&s->office, (sz_office_spot){
        TOWN_X + 50, TOWN_Y + 50, town_text(s, "东关社区居委会"), town_text(s, "东关"),
        town_text(s, "城东"), 320.5, 11, 24 }));
}

/* SOURCE, which is released, as a project without a proposed plan. */
static inline sz_project *town_from(sz_source *source)
{
    sz_error err = SZ_ERROR_INIT;
    sz_built built = { 0 };
    sz_account account = { 0 };
    sz_build_options options = { .as_is = true };
    sz_findings *findings = NULL;
    sz_project *project = NULL;
    ck_assert_int_eq(sz__findings_new(&findings, &err), SZ_SUCCESS);
    sz_status status = sz__map_build(&built, source, &options, &account, findings,
                                     &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz__source_release(source);
    status = sz__project_new(&project, &built, findings, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    return project;
}

static inline sz_project *town_project(void)
{
    sz_source source;
    town_source(&source);
    return town_from(&source);
}

/* One area of the backdrop, of all rings from FROM on. */
static inline void town_area(sz_source *s, sz_backdrop_kind kind, const char *name,
                             size_t from)
{
    ck_assert(sz__push(&s->backdrop, (sz_backdrop_area){
        kind, town_text(s, name), (int64_t)s->backdrop.n + 1, from, s->ring.n }));
}

/* A pond with an island in block 00, a park of two lawns in block 22, and a building
 * across the north-east corner of the limit: four polygons. */
static inline void town_backdrop(sz_source *s)
{
    size_t from = s->ring.n;
    town_box(s, 30, 30, 90, 90, false);
    town_box(s, 50, 50, 70, 60, true);
    town_area(s, SZ_BACKDROP_WATER, "白河", from);
    from = s->ring.n;
    town_box(s, 220, 220, 240, 240, false);
    town_box(s, 260, 220, 280, 240, false);
    town_area(s, SZ_BACKDROP_GREEN, "绿洲公园", from);
    from = s->ring.n;
    town_box(s, 390, 290, 420, 310, false);
    town_area(s, SZ_BACKDROP_BUILDING, "", from);
}

/* The town with that backdrop. */
static inline sz_project *town_laid(void)
{
    sz_source source;
    town_source(&source);
    town_backdrop(&source);
    return town_from(&source);
}

/* Number of the parcel with this name. */
static inline size_t town_find(const sz_project *project, const char *name)
{
    const sz_map *map = sz_project_map(project);
    for (size_t i = 0; i < sz_map_parcels(map); i++) {
        sz_parcel p;
        sz_map_parcel(map, i, &p);
        if (strcmp(p.name, name) == 0)
            return i;
    }
    ck_abort_msg("no parcel %s", name);
}

static inline int32_t town_community(const sz_plan *plan, const char *town,
                                     const char *name)
{
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community community;
        ck_assert_int_eq(sz_plan_community(plan, c, &community, NULL), SZ_SUCCESS);
        if (strcmp(community.name, name) == 0 &&
            strcmp(sz_map_town_name(sz_plan_map(plan), community.town), town) == 0)
            return (int32_t)c;
    }
    return -1;
}

/* A copy of today's plan with the gap given to 东关. */
static inline sz_plan *town_plan(const sz_project *project)
{
    sz_plan *plan = NULL;
    ck_assert_int_eq(sz_plan_copy(sz_project_present(project), &plan, NULL), 0);
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, "12"),
                                    town_community(plan, "城东", "东关"), NULL),
                     SZ_SUCCESS);
    return plan;
}

/* Fail unless rings of A and B have the same points; formats turn them round. */
static inline void town_same_ring(const sz_backdrop *a, const sz_backdrop *b, size_t r,
                                  double slack)
{
    ck_assert_uint_eq(a->ring[r + 1] - a->ring[r], b->ring[r + 1] - b->ring[r]);
    for (size_t i = a->ring[r]; i < a->ring[r + 1]; i++) {
        bool there = false;
        for (size_t k = b->ring[r]; k < b->ring[r + 1]; k++)
            there = there || (fabs(a->xy[2 * i] - b->xy[2 * k]) <= slack &&
                              fabs(a->xy[2 * i + 1] - b->xy[2 * k + 1]) <= slack);
        ck_assert(there);
    }
}

static inline void town_same_backdrops(const sz_map *a, const sz_map *b, double slack)
{
    ck_assert_uint_eq(sz_map_backdrops(a), sz_map_backdrops(b));
    for (size_t i = 0; i < sz_map_backdrops(a); i++) {
        sz_backdrop p, q;
        ck_assert_int_eq(sz_map_backdrop(a, i, &p), SZ_SUCCESS);
        ck_assert_int_eq(sz_map_backdrop(b, i, &q), SZ_SUCCESS);
        ck_assert_int_eq(p.kind, q.kind);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_uint_eq(p.n_rings, q.n_rings);
        for (size_t r = 0; r < p.n_rings; r++)
            town_same_ring(&p, &q, r, slack);
    }
}

/* Fail unless both maps are the same, number for number. */
static inline void town_same_maps(const sz_map *a, const sz_map *b, double slack)
{
    ck_assert_uint_eq(sz_map_parcels(a), sz_map_parcels(b));
    ck_assert_uint_eq(sz_map_borders(a), sz_map_borders(b));
    ck_assert_uint_eq(sz_map_lines(a), sz_map_lines(b));
    ck_assert_uint_eq(sz_map_towns(a), sz_map_towns(b));
    ck_assert_uint_eq(sz_map_units(a), sz_map_units(b));
    ck_assert_uint_eq(sz_map_communities(a), sz_map_communities(b));
    ck_assert_uint_eq(sz_map_offices(a), sz_map_offices(b));
    for (size_t i = 0; i < sz_map_parcels(a); i++) {
        sz_parcel p, q;
        size_t n, m;
        sz_map_parcel(a, i, &p);
        sz_map_parcel(b, i, &q);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_int_eq(p.town, q.town);
        ck_assert_int_eq(p.unit, q.unit);
        ck_assert_int_eq(p.community, q.community);
        ck_assert_int_eq(p.households, q.households);
        ck_assert_int_eq(p.planned, q.planned);
        ck_assert_int_eq(p.population, q.population);
        ck_assert_double_eq(p.area_m2, q.area_m2);
        ck_assert_double_eq(p.x, q.x);
        ck_assert_double_eq(p.y, q.y);
        const int32_t *c = sz_map_claims(a, i, &n), *d = sz_map_claims(b, i, &m);
        ck_assert_uint_eq(n, m);
        ck_assert(n == 0 || memcmp(c, d, n * sizeof *c) == 0);
    }
    for (size_t i = 0; i < sz_map_borders(a); i++) {
        sz_border p, q;
        sz_map_border(a, i, &p);
        sz_map_border(b, i, &q);
        ck_assert_int_eq(p.left, q.left);
        ck_assert_int_eq(p.right, q.right);
        ck_assert_int_eq(p.barrier, q.barrier);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_uint_eq(p.n_points, q.n_points);
        ck_assert_mem_eq(p.xy, q.xy, 2 * p.n_points * sizeof *p.xy);
    }
    for (size_t i = 0; i < sz_map_lines(a); i++) {
        sz_line p, q;
        sz_map_line(a, i, &p);
        sz_map_line(b, i, &q);
        ck_assert_int_eq(p.barrier, q.barrier);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_int_eq(p.bridge, q.bridge);
        ck_assert_int_eq(p.state, q.state);
        ck_assert_uint_eq(p.n_points, q.n_points);
        for (size_t k = 0; k < 2 * p.n_points; k++)
            ck_assert_double_eq_tol(p.xy[k], q.xy[k], slack);
    }
    for (size_t i = 0; i < sz_map_communities(a); i++) {
        sz_today p, q;
        sz_map_today(a, i, &p);
        sz_map_today(b, i, &q);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_str_eq(p.code, q.code);
        ck_assert_int_eq(p.town, q.town);
    }
    for (size_t i = 0; i < sz_map_offices(a); i++) {
        sz_office p, q;
        sz_map_office(a, i, &p);
        sz_map_office(b, i, &q);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_int_eq(p.community, q.community);
        ck_assert_double_eq(p.floor_m2, q.floor_m2);
        ck_assert_int_eq(p.staff, q.staff);
        ck_assert_double_eq(p.children_m2, q.children_m2);
        ck_assert_double_eq_tol(p.x, q.x, slack);
        ck_assert_double_eq_tol(p.y, q.y, slack);
    }
    town_same_backdrops(a, b, slack);
    for (int32_t t = 0; t < (int32_t)sz_map_towns(a); t++)
        ck_assert_str_eq(sz_map_town_name(a, t), sz_map_town_name(b, t));
    for (int32_t u = 0; u < (int32_t)sz_map_units(a); u++)
        ck_assert_str_eq(sz_map_unit_name(a, u), sz_map_unit_name(b, u));
}

/* Fail unless both plans put every parcel into the same community. */
static inline void town_same_plans(const sz_plan *a, const sz_plan *b)
{
    ck_assert_uint_eq(sz_plan_communities(a), sz_plan_communities(b));
    for (size_t c = 0; c < sz_plan_communities(a); c++) {
        sz_community p, q;
        ck_assert_int_eq(sz_plan_community(a, c, &p, NULL), SZ_SUCCESS);
        ck_assert_int_eq(sz_plan_community(b, c, &q, NULL), SZ_SUCCESS);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_int_eq(p.town, q.town);
        ck_assert_int_eq(p.fate, q.fate);
        ck_assert_int_eq(p.households, q.households);
    }
    for (size_t i = 0; i < sz_map_parcels(sz_plan_map(a)); i++)
        ck_assert_int_eq(sz_plan_of(a, i), sz_plan_of(b, i));
}

#endif
