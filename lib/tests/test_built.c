/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The whole way from polygons and lines to parcels, parts and graph: random rasters
 * are given to sz__map_build() as units and communities cut by lines. What comes out
 * is compared with the pixels, and with the plan and graph of a map made of them. */
#include "map/build.h"
#include "plan/graph.h"
#include "plan/plan.h"
#include "tests/raster_map.h"
#include "tests/same_ring.h"
#include "tests/suite.h"

#define METRES 100.0   /* side of a pixel */
#define TODAY 4        /* communities, the last a gap */

typedef struct scene {
    raster unit, today, parcel;     /* parcel: what must come out */
    bool across[RASTER_SIDE], along[RASTER_SIDE]; /* a line at x = i, at y = i */
    sz_source source;
    sz_built built;
    sz_findings *findings;
    sz_map pixels;                  /* the map that must come out */
    int32_t pixel_of[RASTER_CELLS]; /* its parcel for each parcel built */
} scene;

/* Append the closed walk that starts with S as a ring; its area is returned. */
static double add_ring(sz_source *source, const raster *r, raster_step s, uint8_t *seen)
{
    static const int dx[] = { 1, 1, 0, 0 }, dy[] = { 0, 1, 1, 0 };
    raster_step at = s;
    int32_t diagonal;
    double area = 0;
    sz_ring ring = { source->xy.n / 2, 0, false };
    do {
        double x = at.x + dx[at.d], y = at.y + dy[at.d];
        seen[((at.y + 1) * RASTER_SIDE + at.x + 1) * 4 + at.d] = 1;
        ck_assert(sz__push(&source->xy, METRES * x));
        ck_assert(sz__push(&source->xy, METRES * y));
        area += at.d == 0 ? x : at.d == 2 ? -x : 0;   /* x dy */
        at = raster_next(r, at, &diagonal);
    } while (memcmp(&at, &s, sizeof at) != 0);
    double *first = source->xy.at + 2 * ring.from, x = first[0], y = first[1];
    ck_assert(sz__push(&source->xy, x) && sz__push(&source->xy, y));
    ring.to = source->xy.n / 2;
    ring.hole = area < 0;
    ck_assert(sz__push(&source->ring, ring));
    return area;
}

/* Rings of label V of R, which is in one piece: the outer one first. */
static void add_rings(sz_source *source, const raster *r, int32_t v)
{
    uint8_t seen[RASTER_CELLS * 4] = { 0 };
    size_t first = source->ring.n, outer = first;
    for (int y = 0; y < r->h; y++)
        for (int x = 0; x < r->w; x++)
            for (int d = 0; d < 4; d++) {
                raster_step s = { x, y, d };
                if (RASTER_AT(r, x, y) != v || raster_across(r, s) == v ||
                    seen[((y + 1) * RASTER_SIDE + x + 1) * 4 + d])
                    continue;
                if (add_ring(source, r, s, seen) > 0)
                    outer = source->ring.n - 1;
            }
    sz_ring swap = source->ring.at[first];
    source->ring.at[first] = source->ring.at[outer];
    source->ring.at[outer] = swap;
}

/* One area for each label of R below N, named by LETTER and its number. */
static void add_areas(sz_source *source, const raster *r, int32_t n, sz_layer layer,
                      char letter)
{
    raster blobs = *r;
    int32_t of[RASTER_CELLS];
    char name[16];
    raster_split(&blobs, of);
    for (int32_t v = 0; v < n; v++) {
        sz_area area = sz__area(layer);
        area.fid = v;
        snprintf(name, sizeof name, "%c%d", letter, (int)v);
        area.name = sz__names_add(&source->names, name);
        area.ring_from = source->ring.n;
        for (int32_t b = 0; b < blobs.n; b++)
            if (of[b] == v)
                add_rings(source, &blobs, b);
        area.ring_to = source->ring.n;
        if (area.ring_to > area.ring_from)
            ck_assert(sz__push(&source->area, area));
    }
}

/* A line at x = I (ACROSS) or y = I through the whole picture. */
static void add_line(scene *s, int i, bool across)
{
    sz_source *source = &s->source;
    double end = METRES * (across ? s->unit.h : s->unit.w) + 30, at = METRES * i;
    double xy[2][4] = { { -30, at, end, at }, { at, -30, at, end } };
    sz_barrier_line line = { .barrier = across ? SZ_BARRIER_STREET : SZ_BARRIER_RIVER,
                             .use = SZ_LINE_CUTS, .fid = i, .file = -1,
                             .from = source->xy.n / 2 };
    line.name = sz__names_add(&source->names, across ? "street" : "river");
    for (int k = 0; k < 4; k++)
        ck_assert(sz__push(&source->xy, xy[across][k]));
    line.to = source->xy.n / 2;
    ck_assert(sz__push(&source->line, line));
}

/* What must come out, and every pixel's households as a point. */
static void add_pixels(scene *s)
{
    int32_t of[RASTER_CELLS];
    int strip_x = 0, strip_y = 0;
    s->parcel = s->unit;
    for (int y = 0; y < s->unit.h; y++) {
        strip_y += s->along[y];
        strip_x = 0;
        for (int x = 0; x < s->unit.w; x++) {
            int32_t u = RASTER_AT(&s->unit, x, y), c = RASTER_AT(&s->today, x, y);
            strip_x += s->across[x];
            if (u >= 0)
                RASTER_AT(&s->parcel, x, y) =
                    ((u * TODAY + c) * RASTER_SIDE + strip_x) * RASTER_SIDE + strip_y;
        }
    }
    raster_split(&s->parcel, of);
    raster_map(&s->parcel, &s->pixels);
    raster_communities(&s->pixels, TODAY - 1);
    for (int32_t p = 0; p < s->pixels.n; p++) {
        int32_t c = of[p] / RASTER_SIDE / RASTER_SIDE % TODAY;
        s->pixels.unit[p] = of[p] / RASTER_SIDE / RASTER_SIDE / TODAY;
        s->pixels.community[p] = c == TODAY - 1 ? -1 : c;
        s->pixels.households[p] = 0;
    }
    for (int y = 0; y < s->unit.h; y++)
        for (int x = 0; x < s->unit.w; x++) {
            int32_t p = RASTER_AT(&s->parcel, x, y);
            if (p < 0)
                continue;
            sz_spot spot = { METRES * (x + 0.5), METRES * (y + 0.5),
                             (x * 7 + y) % 5 + 1, -1, -1, x, -1, -1 };
            s->pixels.households[p] += spot.households;
            ck_assert(sz__push(&s->source.spot, spot));
        }
}

static void open_scene(scene *s, uint64_t stream)
{
    sz_rng rng;
    sz_error err = SZ_ERROR_INIT;
    sz_account account = { 0 };
    sz_build_options options = { 0 };
    memset(s, 0, sizeof *s);
    sz__rng_init(&rng, 77, stream);
    int w = 4 + (int)sz__rng_below(&rng, 8), h = 4 + (int)sz__rng_below(&rng, 6);
    raster_random(&s->unit, &rng, w, h, 4 + (int)sz__rng_below(&rng, 12),
                  stream % 2 ? 12 : 0, (int)sz__rng_below(&rng, 3));
    raster_random(&s->today, &rng, w, h, 9, 0, 0);
    for (int i = 0; i < RASTER_CELLS; i++)
        s->today.cell[i] = s->unit.cell[i] < 0 ? -1 : s->today.cell[i] % TODAY;
    for (int i = 1; i < w; i++)
        if ((s->across[i] = sz__rng_below(&rng, 4) == 0))
            add_line(s, i, true);
    for (int i = 1; i < h; i++)
        if ((s->along[i] = sz__rng_below(&rng, 4) == 0))
            add_line(s, i, false);
    add_areas(&s->source, &s->unit, s->unit.n, SZ_LAYER_UNITS, 'u');
    add_areas(&s->source, &s->today, TODAY - 1, SZ_LAYER_COMMUNITIES, 'c');
    add_pixels(s);
    ck_assert_int_eq(sz__findings_new(&s->findings, NULL), SZ_SUCCESS);
    sz_status status = sz__map_build(&s->built, &s->source, &options, &account,
                                     s->findings, &err);
    ck_assert_msg(status == SZ_SUCCESS, "scene %d: %s", (int)stream, err.message);
}

static void close_scene(scene *s)
{
    sz__built_release(&s->built);
    sz_findings_free(s->findings);
    sz__source_release(&s->source);
    raster_map_release(&s->pixels);
}

/* Parcels: same pieces of ground, same figures, same names. */
static void compare_parcels(scene *s)
{
    const sz_map *m = s->built.map, *want = &s->pixels;
    uint8_t met[RASTER_CELLS] = { 0 };
    char name[16];
    ck_assert_int_eq(m->n, want->n);
    for (int32_t p = 0; p < m->n; p++) {
        int x = (int)(m->x[p] / METRES), y = (int)(m->y[p] / METRES);
        int32_t q = RASTER_AT(&s->parcel, x, y);
        ck_assert_int_ge(q, 0);
        ck_assert(!met[q]);
        met[q] = 1;
        s->pixel_of[p] = q;
        ck_assert_double_eq_tol(m->area[p], want->area[q] * METRES * METRES, 1e-6);
        ck_assert_int_eq(m->households[p], want->households[q]);
        snprintf(name, sizeof name, "u%d", (int)want->unit[q]);
        ck_assert_int_ge(m->unit[p], 0);
        ck_assert_str_eq(sz__name(&m->names, m->units[m->unit[p]].name), name);
        ck_assert_int_eq(m->community[p] < 0, want->community[q] < 0);
        if (m->community[p] < 0)
            continue;
        snprintf(name, sizeof name, "c%d", (int)want->community[q]);
        int32_t c = m->communities[m->community[p]].name;
        ck_assert_str_eq(sz__name(&m->names, c), name);
    }
}

/* Length of the borders between any two parcels, by class. */
static void compare_borders(const scene *s)
{
    const sz_map *m = s->built.map;
    size_t n = (size_t)m->n + 1;
    double (*left)[SZ_N_BARRIERS] = sz__zalloc(n * n, sizeof *left);
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b] < 0 ? m->n : s->pixel_of[m->b_left[b]];
        int32_t r = m->b_right[b] < 0 ? m->n : s->pixel_of[m->b_right[b]];
        left[(size_t)(l < r ? l : r) * n + (size_t)(l < r ? r : l)][m->b_class[b]] +=
            m->b_length[b];
    }
    for (int y = -1; y < s->unit.h; y++)
        for (int x = -1; x < s->unit.w; x++)
            for (int d = 0; d < 2; d++) {
                int32_t p = RASTER_AT(&s->parcel, x, y);
                int32_t q = RASTER_AT(&s->parcel, x + raster_dx[d], y + raster_dy[d]);
                bool street = d == 0 && s->across[x + 1], river = d && s->along[y + 1];
                if (p == q)
                    continue;
                p = p < 0 ? m->n : p;
                q = q < 0 ? m->n : q;
                left[(size_t)(p < q ? p : q) * n + (size_t)(p < q ? q : p)]
                    [street ? SZ_BARRIER_STREET : river ? SZ_BARRIER_RIVER
                                                        : SZ_BARRIER_NONE] -= METRES;
            }
    for (size_t i = 0; i < n * n; i++)
        for (int c = 0; c < SZ_N_BARRIERS; c++)
            ck_assert_double_eq_tol(left[i][c], 0, 1e-6);
    free(left);
}

/* The graph of the map built and that of the pixels. */
static void compare_graphs(const scene *s)
{
    sz_graph g, want;
    sz_graph_options options = { 0 };
    int32_t to[RASTER_CELLS];
    sz_ring_item have[256], ring[256];
    ck_assert_int_eq(sz__graph_from_map(&g, s->built.map, &options, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__graph_from_map(&want, &s->pixels, &options, NULL), SZ_SUCCESS);
    ck_assert_int_eq(g.n, want.n);
    for (int32_t p = 0; p < g.n_parcels; p++)
        to[g.atom_of[p]] = want.atom_of[s->pixel_of[p]];
    for (int32_t p = 0; p < g.n_parcels; p++)
        ck_assert_int_eq(to[g.atom_of[p]], want.atom_of[s->pixel_of[p]]);
    for (int32_t v = 0; v < g.n; v++) {
        int32_t u = to[v], n = g.row[v + 1] - g.row[v];
        ck_assert_int_eq(n, want.row[u + 1] - want.row[u]);
        ck_assert_int_le(n, COUNT(ring));
        for (int32_t i = 0; i < n; i++) {
            have[i] = g.ring[g.row[v] + i];
            have[i].atom = have[i].atom < 0 ? -1 : to[have[i].atom];
            ring[i] = want.ring[want.row[u] + i];
            ring[i].length *= (float)METRES;
        }
        ck_assert_int_eq(g.simple[v], want.simple[u]);
        ck_assert(same_ring(have, ring, n, g.simple[v]));
        ck_assert_int_eq(g.weight[v], want.weight[u]);
    }
    sz__graph_release(&g);
    sz__graph_release(&want);
}

/* The parts of today's communities on both maps. */
static void compare_parts(const scene *s)
{
    sz_plan *plan = NULL, *want_plan = NULL;
    sz_part *parts = NULL, *want = NULL;
    size_t n = 0, n_want = 0;
    int32_t *of = NULL, *want_of = NULL;
    ck_assert_int_eq(sz_plan_present(s->built.map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_present(&s->pixels, &want_plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_parts(plan, &parts, &n, &of, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_parts(want_plan, &want, &n_want, &want_of, NULL),
                     SZ_SUCCESS);
    ck_assert_uint_eq(n, n_want);
    for (int32_t p = 0; p < s->pixels.n; p++) {
        int32_t q = s->pixel_of[p];
        ck_assert_int_eq(of[p] < 0, want_of[q] < 0);
        if (of[p] < 0)
            continue;
        const sz_part *a = &parts[of[p]], *b = &want[want_of[q]];
        ck_assert_uint_eq(a->parcels, b->parcels);
        ck_assert_int_eq(a->households, b->households);
        ck_assert_int_eq(a->enclave && !b->main, b->enclave && !a->main);
    }
    sz_free(of);
    sz_free(parts);
    sz_free(want_of);
    sz_free(want);
    sz_plan_free(plan);
    sz_plan_free(want_plan);
}

START_TEST(built_maps_equal_pixels)
{
    static scene s;
    open_scene(&s, (uint64_t)_i);
    compare_parcels(&s);
    compare_borders(&s);
    compare_graphs(&s);
    compare_parts(&s);
    close_scene(&s);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("built");
    tcase_add_loop_test(tc, built_maps_equal_pixels, 0, 200);
    return run_suite("built", tc);
}
