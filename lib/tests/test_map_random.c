/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Random maps of pixels, with holes, islands, corner contacts and features of
 * several pieces, cut by straight streets: what pixels count by themselves must
 * be what the map says, however the map is turned and whatever the order. */
#include "tests/drawn.h"
#include "tests/rasters.h"

#define PIXEL 10.0
#define TRIALS 60

typedef struct scene {
    raster r;
    int street[2];           /* above the pixels of which row: a street, -1 none;
                                right of the pixels of which column */
    int64_t households[64];
} scene;

static void invent(scene *s, uint64_t seed)
{
    sz_rng rng;
    sz__rng_init(&rng, seed, 0);
    int w = 4 + (int)sz__rng_below(&rng, 20), h = 4 + (int)sz__rng_below(&rng, 20);
    raster_random(&s->r, &rng, w, h, 2 + (int)sz__rng_below(&rng, 40),
                  (int)sz__rng_below(&rng, 25), (int)sz__rng_below(&rng, 5));
    s->street[0] = (int)sz__rng_below(&rng, (uint32_t)h) - 1;
    s->street[1] = (int)sz__rng_below(&rng, (uint32_t)w) - 1;
    for (int i = 0; i < 64; i++)
        s->households[i] = sz__rng_below(&rng, 500);
}

/* Whether a street runs between pixel X, Y and its neighbour in direction D. */
static bool street_between(const scene *s, int x, int y, int d)
{
    int before = d == 1 ? y : d == 3 ? y - 1 : d == 0 ? x : x - 1;
    return before >= 0 && before == s->street[d == 0 || d == 2];
}

/* What counting pixels says. */
typedef struct counts {
    int pixels, pieces, border, street;
} counts;

static void flood(const scene *s, int32_t *piece, int x, int y, int32_t number)
{
    int32_t own = RASTER_AT(&s->r, x, y);
    piece[y * RASTER_SIDE + x] = number;
    for (int d = 0; d < 4; d++) {
        int nx = x + raster_dx[d], ny = y + raster_dy[d];
        if (nx >= 0 && ny >= 0 && nx < s->r.w && ny < s->r.h &&
            RASTER_AT(&s->r, nx, ny) == own && piece[ny * RASTER_SIDE + nx] < 0 &&
            !street_between(s, x, y, d))
            flood(s, piece, nx, ny, number);
    }
}

static counts count(const scene *s)
{
    int32_t piece[RASTER_CELLS];
    counts c = { 0, 0, 0, 0 };
    memset(piece, -1, sizeof piece);
    for (int y = 0; y < s->r.h; y++)
        for (int x = 0; x < s->r.w; x++)
            if (RASTER_AT(&s->r, x, y) >= 0 && piece[y * RASTER_SIDE + x] < 0)
                flood(s, piece, x, y, c.pieces++);
    for (int y = -1; y < s->r.h; y++)
        for (int x = -1; x < s->r.w; x++) {
            int32_t own = RASTER_AT(&s->r, x, y);
            c.pixels += own >= 0;
            for (int d = 0; d < 2; d++) {
                int nx = x + raster_dx[d], ny = y + raster_dy[d];
                int32_t other = RASTER_AT(&s->r, nx, ny);
                if (own < 0 && other < 0)
                    continue;
                bool inner = own >= 0 && other >= 0;
                int32_t p = inner ? piece[y * RASTER_SIDE + x] : 0;
                int32_t q = inner ? piece[ny * RASTER_SIDE + nx] : 1;
                c.border += p != q;
                c.street += p != q && street_between(s, x, y, d);
            }
        }
    return c;
}

/* A place of the raster in metres, turned by TURN quarters. */
static void place(int turn, double x, double y, double out[2])
{
    x *= PIXEL;
    y *= PIXEL;
    out[0] = turn == 0 ? x : turn == 1 ? -y : turn == 2 ? -x : y;
    out[1] = turn == 0 ? y : turn == 1 ? x : turn == 2 ? -y : -x;
    out[0] += 500000.25;
    out[1] += 3000000.75;
}

/* The loop of edges that starts with S, as a ring of the last area. */
static void draw_loop(drawn *d, const raster *r, raster_step s, int turn, uint8_t *seen)
{
    SZ__ARRAY(double) xy = SZ__ARRAY_INIT;
    raster_step at = s;
    double sum = 0;
    do {
        /* start of the edge: the corner behind it on its right hand */
        static const int cx[4] = { 1, 1, 0, 0 }, cy[4] = { 0, 1, 1, 0 };
        double p[2];
        int32_t diagonal;
        place(turn, at.x + cx[at.d], at.y + cy[at.d], p);
        ck_assert(sz__push(&xy, p[0]) && sz__push(&xy, p[1]));
        seen[((at.y + 1) * RASTER_SIDE + at.x + 1) * 4 + at.d] = 1;
        at = raster_next(r, at, &diagonal);
    } while (memcmp(&at, &s, sizeof at) != 0);
    for (size_t i = 0; i < xy.n; i += 2) {
        size_t j = (i + 2) % xy.n;
        sum += (xy.at[i] - xy.at[0]) * (xy.at[j + 1] - xy.at[1]) -
               (xy.at[j] - xy.at[0]) * (xy.at[i + 1] - xy.at[1]);
    }
    draw_ring(d, sum < 0, xy.at, xy.n / 2);
    free(xy.at);
}

static void draw_feature(drawn *d, const scene *s, int32_t atom, int turn)
{
    uint8_t seen[RASTER_CELLS * 4] = { 0 };
    sz_area area = sz__area(SZ_LAYER_PARCELS);
    area.fid = atom;
    area.households = s->households[atom % 64];
    area.ring_from = area.ring_to = d->source.ring.n;
    ck_assert(sz__push(&d->source.area, area));
    for (int y = 0; y < s->r.h; y++)
        for (int x = 0; x < s->r.w; x++)
            for (int k = 0; k < 4; k++) {
                raster_step at = { x, y, k };
                if (RASTER_AT(&s->r, x, y) == atom &&
                    raster_across(&s->r, at) != atom &&
                    !seen[((y + 1) * RASTER_SIDE + x + 1) * 4 + k])
                    draw_loop(d, &s->r, at, turn, seen);
            }
}

static drawn draw_scene(const scene *s, int turn)
{
    drawn d = draw_nothing();
    double a[2], b[2];
    for (int32_t i = 0; i < s->r.n; i++)
        draw_feature(&d, s, turn & 1 ? s->r.n - 1 - i : i, turn);
    place(turn, -3, s->street[0] + 1, a);
    place(turn, s->r.w + 3, s->street[0] + 1, b);
    if (s->street[0] >= 0)
        draw_line(&d, SZ_BARRIER_STREET, "横", XY(a[0], a[1], b[0], b[1]));
    place(turn, s->street[1] + 1, -3, a);
    place(turn, s->street[1] + 1, s->r.h + 3, b);
    if (s->street[1] >= 0)
        draw_line(&d, SZ_BARRIER_STREET, "竖", XY(b[0], b[1], a[0], a[1]));
    return d;
}

/* Inner points lie in their parcels' pixels. */
static void check_points(const drawn *d, const scene *s)
{
    const sz_map *m = d->map;
    for (int32_t p = 0; p < m->n; p++) {
        int x = (int)floor((m->x[p] - 500000.25) / PIXEL);
        int y = (int)floor((m->y[p] - 3000000.75) / PIXEL);
        ck_assert(x >= 0 && y >= 0 && x < s->r.w && y < s->r.h);
        int32_t atom = RASTER_AT(&s->r, x, y);
        ck_assert_int_ge(atom, 0);
        int64_t all = s->households[atom % 64];
        ck_assert_int_le(m->households[p], all);
        if (m->unit[p] < 0)
            ck_assert_int_eq(m->households[p], all);
    }
}

START_TEST(pixels_agree)
{
    for (uint64_t seed = 1; seed <= TRIALS; seed++) {
        scene s;
        invent(&s, seed);
        counts c = count(&s);
        int64_t households = 0;
        int32_t borders = -1;
        for (int32_t i = 0; i < s.r.n; i++)
            households += s.households[i % 64];
        if (c.pixels == 0)
            continue;
        for (int turn = 0; turn < 4; turn++) {
            drawn d = draw_scene(&s, turn);
            build(&d);
            check_map(&d);
            ck_assert_msg(d.map->n == c.pieces, "seed %d: %d parcels, %d pieces",
                          (int)seed, d.map->n, c.pieces);
            ck_assert_double_eq(d.account.area_m2, c.pixels * PIXEL * PIXEL);
            ck_assert_double_eq(d.account.border_m, c.border * PIXEL);
            ck_assert_double_eq(d.account.named_border_m, c.street * PIXEL);
            ck_assert_int_eq(d.account.households_in, households);
            ck_assert_int_eq(d.account.households_unplaced, 0);
            if (turn == 0) {
                borders = d.map->n_borders;
                check_points(&d, &s);
            }
            ck_assert_int_eq(d.map->n_borders, borders);
            rub_out(&d);
        }
    }
}
END_TEST

/* The same scene, shifted features, gives the same ground whatever the order in
 * which its features come. */
START_TEST(order_does_not_matter)
{
    for (uint64_t seed = 100; seed < 120; seed++) {
        scene s;
        invent(&s, seed);
        if (s.r.n == 0)
            continue;
        drawn a = draw_scene(&s, 0), b = draw_scene(&s, 0);
        for (size_t i = 0, j = b.source.area.n; i + 1 < j; i++) {
            sz_area t = b.source.area.at[i];
            b.source.area.at[i] = b.source.area.at[--j];
            b.source.area.at[j] = t;
        }
        build(&a);
        build(&b);
        ck_assert_int_eq(a.map->n, b.map->n);
        ck_assert_int_eq(a.map->n_borders, b.map->n_borders);
        for (int32_t p = 0; p < a.map->n; p++) {
            ck_assert_double_eq(a.map->area[p], b.map->area[p]);
            ck_assert_double_eq(a.map->x[p], b.map->x[p]);
            ck_assert_int_eq(a.map->households[p], b.map->households[p]);
        }
        ck_assert(memcmp(a.map->b_xy, b.map->b_xy,
                         2 * a.map->b_row[a.map->n_borders] * sizeof(double)) == 0);
        rub_out(&a);
        rub_out(&b);
    }
}
END_TEST

/* Outlines as lines, and what is smaller than two pixels absorbed: ground is
 * conserved, and what is left is large enough or has no neighbour. */
START_TEST(small_faces_go)
{
    for (uint64_t seed = 200; seed < 230; seed++) {
        scene s;
        double area = 0;
        invent(&s, seed);
        for (int absorb = 0; absorb < 2; absorb++) {
            drawn d = draw_scene(&s, 0);
            sz_source *o = &d.source;
            for (size_t r = 0; r < o->ring.n; r++) {
                sz_barrier_line line = { .barrier = SZ_BARRIER_WALL, .name = -1,
                    .from = o->ring.at[r].from, .to = o->ring.at[r].to };
                ck_assert(sz__push(&o->line, line));
            }
            o->area.n = 0;
            d.options.sliver_m2 = absorb ? 1.5 * PIXEL * PIXEL : 0;
            build(&d);
            check_map(&d);
            const sz_map *m = d.map;
            for (int32_t b = 0; absorb && b < m->n_borders; b++)
                if (m->b_right[b] >= 0) {
                    ck_assert_double_ge(m->area[m->b_left[b]], 2 * PIXEL * PIXEL);
                    ck_assert_double_ge(m->area[m->b_right[b]], 2 * PIXEL * PIXEL);
                }
            ck_assert(!absorb || d.account.area_m2 == area);
            area = d.account.area_m2;
            rub_out(&d);
        }
    }
}
END_TEST

/* Every ring's points moved by up to 20 cm on their own and pulled together. */
START_TEST(snapping_mends_what_is_off)
{
    for (uint64_t seed = 300; seed < 320; seed++) {
        scene s;
        sz_rng rng;
        invent(&s, seed);
        s.street[0] = s.street[1] = -1;
        counts c = count(&s);
        if (c.pixels == 0)
            continue;
        drawn d = draw_scene(&s, 0);
        sz__rng_init(&rng, seed, 1);
        for (size_t i = 0; i < d.source.xy.n; i++)
            d.source.xy.at[i] += 0.4 * sz__rng_unit(&rng) - 0.2;
        for (size_t r = 0; r < d.source.ring.n; r++) {
            const sz_ring *ring = &d.source.ring.at[r];
            memcpy(d.source.xy.at + 2 * ring->to - 2, d.source.xy.at + 2 * ring->from,
                   2 * sizeof(double));
        }
        d.options.snap = 1;
        build(&d);
        check_map(&d);
        ck_assert_int_eq(d.map->n, c.pieces);
        double border = c.border * PIXEL;
        ck_assert_double_eq_tol(d.account.border_m, border, 0.03 * border);
        /* a ring that touches itself keeps both its points: a chip may overlap */
        for (size_t i = 0; i < sz_findings_count(d.findings); i++)
            ck_assert_double_le(sz_findings_at(d.findings, i)->value, 5);
        rub_out(&d);
    }
}
END_TEST

static void scribble(drawn *d, sz_rng *rng, int areas, int lines)
{
    double xy[24];
    for (int i = 0; i < areas + lines; i++) {
        sz_layer layer = (sz_layer)sz__rng_below(rng, 5);
        bool valid = i < areas && layer == SZ_LAYER_HOUSEHOLDS;
        size_t n = valid ? 3 : 3 + sz__rng_below(rng, 8);
        double x = 300 * sz__rng_unit(rng), y = 300 * sz__rng_unit(rng);
        double wide = 20 + 200 * sz__rng_unit(rng);
        char name[16];
        snprintf(name, sizeof name, "n%d", (int)sz__rng_below(rng, 9));
        for (size_t k = 0; k < n; k++) {
            xy[2 * k] = x + wide * sz__rng_unit(rng);
            xy[2 * k + 1] = y + wide * sz__rng_unit(rng);
        }
        if (i < areas) {
            sz_area *a = draw_area(d, layer, sz__rng_below(rng, 5) ? name : NULL, xy, n);
            a->households = (int64_t)sz__rng_below(rng, 100) - 10;
            a->town = sz__rng_below(rng, 3) ? -1 : draw_name(d, name);
            a->community = sz__rng_below(rng, 3) ? -1 : draw_name(d, name);
            if (!valid && sz__rng_below(rng, 4) == 0) {
                for (size_t k = 0; k < 2 * n; k++)
                    xy[k] = (xy[k] - (k & 1 ? y : x)) * 0.3 + (k & 1 ? y : x) + 0.2 * wide;
                draw_ring(d, true, xy, n);
            }
        } else {
            draw_line(d, (sz_barrier)(1 + sz__rng_below(rng, 7)), name, xy, n);
        }
    }
}

/* Whatever is drawn, crossing itself and everything else: a sound map, with every
 * household on it or listed. */
START_TEST(scribbles_make_sound_maps)
{
    for (uint64_t seed = 1; seed <= 150; seed++) {
        sz_rng rng;
        drawn d = draw_nothing();
        sz__rng_init(&rng, seed, 2);
        int areas = (int)sz__rng_below(&rng, 25);
        scribble(&d, &rng, areas, 1 + (int)sz__rng_below(&rng, 12));
        for (int i = 0; i < 20; i++)
            draw_spot(&d, 500 * sz__rng_unit(&rng), 500 * sz__rng_unit(&rng), i);
        if (seed % 2)
            d.source.spot.n = 0;
        d.options.sliver_m2 = seed % 3 ? 0 : 60;
        d.options.sliver_width = seed % 3 ? 0 : 2;
        d.options.median_width = seed % 5 ? 0 : 20;
        d.options.follow = seed % 4 ? 0 : 15;
        d.options.snap = seed % 7 ? 0 : 2;
        d.options.cells = seed % 6 == 0;
        d.options.grid = seed % 8 ? 0.01 : 0.3;
        sz_status status = try_build(&d);
        ck_assert_msg(status == SZ_SUCCESS || status == SZ_ERR_DATA, "seed %d: %s",
                      (int)seed, d.err.message);
        if (status == SZ_SUCCESS)
            check_map(&d);
        rub_out(&d);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("map random");
    tcase_add_test(tc, pixels_agree);
    tcase_add_test(tc, order_does_not_matter);
    tcase_add_test(tc, small_faces_go);
    tcase_add_test(tc, snapping_mends_what_is_off);
    tcase_add_test(tc, scribbles_make_sound_maps);
    return run_suite("map random", tc);
}
