/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts, main parts, enclaves: hand maps, and random ones against a flood fill
 * over pixels. */
#include "plan/plan.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

/* A picture of parcels and one of their communities ('-' none), both the same
 * size, and what must come out, part by part in order. */
static const struct {
    const char *label, *parcels, *communities;
    struct { int32_t community, main, enclave, within; size_t parcels; } want[6];
    int n;
} rows[] = {
    { "one piece each", "ab/ab", "01/01",
      { { 0, 1, 0, 1, 1 }, { 1, 1, 0, 0, 1 } }, 2 },
    { "a touching corner does not connect", "ab/cd", "01/10",
      { { 0, 1, 0, 1, 1 }, { 0, 0, 1, 1, 1 }, { 1, 1, 0, 0, 1 }, { 1, 0, 1, 0, 1 } },
      4 },
    { "wholly inside another", "aaaab/acaab/aaaab", "00001/01001/00001",
      { { 0, 1, 0, 1, 1 }, { 1, 1, 0, 0, 1 }, { 1, 0, 1, 0, 1 } }, 3 },
    { "at the limit, one other community", "abbbbb/aaaabb", "122222/111122",
      { { 1, 1, 0, 2, 1 }, { 2, 1, 0, 1, 1 } }, 2 },
    { "detached between two others", "aaabcc/aaabcc/ddddcc", "000122/000122/333322",
      { { 0, 1, 0, 3, 1 }, { 1, 1, 0, 0, 1 }, { 2, 1, 0, 1, 1 }, { 3, 1, 0, 0, 1 } },
      4 },
    { "detached, one neighbour and the limit", "aabcd/aabcd", "00120/00120",
      { { 0, 1, 0, 1, 1 }, { 0, 0, 1, 2, 1 }, { 1, 1, 0, 0, 1 }, { 2, 1, 0, 0, 1 } },
      4 },
    { "detached, two neighbours", "aabd/aace", "0010/0023",
      { { 0, 1, 0, 1, 1 }, { 0, 0, 0, 1, 1 }, { 1, 1, 0, 0, 1 }, { 2, 1, 0, 0, 1 },
        { 3, 1, 0, 0, 1 } }, 5 },
    { "a gap beside it: not surrounded", "aaaab/adcab/aaaab", "00001/01-01/00001",
      { { 0, 1, 0, 1, 1 }, { 1, 1, 0, 0, 1 }, { 1, 0, 0, 0, 1 } }, 3 },
    { "an island of its own", "aab.c", "001.0",
      { { 0, 1, 0, 1, 1 }, { 0, 0, 0, -1, 1 }, { 1, 1, 0, 0, 1 } }, 3 },
};

/* Community of every parcel of R from a picture, '-' and '.' being none. */
static void paint(const raster *r, sz_map *m, const char *picture)
{
    for (int y = 0; y < r->h; y++)
        for (int x = 0; x < r->w; x++) {
            char c = picture[(r->h - 1 - y) * (r->w + 1) + x];
            int32_t p = RASTER_AT(r, x, y);
            if (p >= 0)
                m->community[p] = c < '0' ? -1 : c - '0';
        }
}

START_TEST(parts_by_hand)
{
    raster r;
    sz_map map;
    sz_plan *plan = NULL;
    sz_part *parts = NULL;
    size_t n = 0;
    raster_parse(&r, rows[_i].parcels);
    raster_map(&r, &map);
    raster_communities(&map, 4);
    paint(&r, &map, rows[_i].communities);
    for (int32_t p = 0; p < map.n; p++)
        map.households[p] = 100 - p;   /* lower parcels weigh more */
    ck_assert_int_eq(sz_plan_present(&map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_parts(plan, &parts, &n, NULL, NULL), SZ_SUCCESS);
    ck_assert_msg((int)n == rows[_i].n, "%s: %d parts", rows[_i].label, (int)n);
    for (size_t i = 0; i < n; i++) {
        const char *label = rows[_i].label;
        ck_assert_msg(parts[i].community == rows[_i].want[i].community &&
                      parts[i].parcels == rows[_i].want[i].parcels,
                      "%s: part %zu of %d has %zu", label, i, parts[i].community,
                      parts[i].parcels);
        ck_assert_msg(parts[i].main == rows[_i].want[i].main, "%s: main %zu", label, i);
        ck_assert_msg(parts[i].enclave == rows[_i].want[i].enclave, "%s: enclave %zu",
                      label, i);
        ck_assert_msg(parts[i].within == rows[_i].want[i].within,
                      "%s: within %zu is %d", label, i, parts[i].within);
    }
    sz_free(parts);
    sz_plan_free(plan);
    raster_map_release(&map);
}
END_TEST

/* Three pieces of community 0, as columns a, c, e; the main one is told by
 * households, then area, then number, and before all that by an office. */
static const struct {
    const char *label;
    int64_t households[3];
    double office_x;   /* of community 0; negative: none */
    size_t main;       /* parcel a, c or e, as 0, 2, 4 */
} main_rows[] = {
    { "most households", { 5, 9, 7 }, -1, 2 },
    { "then area", { 7, 7, 7 }, -1, 4 },
    { "an office decides", { 5, 9, 7 }, 0.5, 0 },
    { "an office on foreign ground does not", { 5, 9, 7 }, 1.5, 2 },
    { "an office outside does not", { 5, 9, 7 }, 30, 2 },
};

START_TEST(main_part)
{
    raster r;
    sz_map map;
    sz_plan *plan = NULL;
    sz_part *parts = NULL;
    size_t n = 0;
    int32_t *of = NULL;
    raster_parse(&r, "abcdee/abcdee");
    raster_map(&r, &map);
    raster_communities(&map, 2);
    paint(&r, &map, "010100/010100");
    for (int i = 0; i < 3; i++)
        map.households[2 * i] = main_rows[_i].households[i];
    if (main_rows[_i].office_x >= 0) {
        map.n_offices = 1;
        map.offices = sz__zalloc(1, sizeof *map.offices);
        map.offices[0] = (sz_office){ .name = "", .x = main_rows[_i].office_x, .y = 1 };
    }
    ck_assert_int_eq(sz_plan_present(&map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_parts(plan, &parts, &n, &of, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(n, 5);
    ck_assert_msg(of[main_rows[_i].main] == 0 && parts[0].main, "%s",
                  main_rows[_i].label);
    ck_assert(!parts[1].main && !parts[2].main);
    sz_free(of);
    sz_free(parts);
    sz_plan_free(plan);
    raster_map_release(&map);
}
END_TEST

/* Equal in all: the lower parcel. */
START_TEST(main_part_by_number)
{
    raster r;
    sz_map map;
    sz_plan *plan = NULL;
    sz_part *parts = NULL;
    size_t n = 0;
    int32_t *of = NULL;
    raster_parse(&r, "abc");
    raster_map(&r, &map);
    raster_communities(&map, 2);
    paint(&r, &map, "010");
    map.households[0] = map.households[2] = 4;
    ck_assert_int_eq(sz_plan_present(&map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_parts(plan, &parts, &n, &of, NULL), SZ_SUCCESS);
    ck_assert_int_eq(of[0], 0);
    ck_assert_int_eq(of[2], 1);
    ck_assert_double_eq(parts[0].x, 0.5);
    ck_assert_double_eq(parts[1].x, 2.5);
    sz_free(of);
    sz_free(parts);
    sz_plan_free(plan);
    raster_map_release(&map);
}
END_TEST

/* Flood fill of equal community over pixels: a number per pixel, -1 outside and
 * in gaps. Returns how many pieces there are. */
static int32_t flood(const raster *r, const int32_t *of, int32_t *piece)
{
    int32_t stack[RASTER_CELLS], n = 0;
    for (int i = 0; i < RASTER_CELLS; i++)
        piece[i] = -1;
    for (int i = 0; i < RASTER_CELLS; i++) {
        if (r->cell[i] < 0 || of[r->cell[i]] < 0 || piece[i] >= 0)
            continue;
        int top = 0;
        stack[top++] = i;
        piece[i] = n;
        while (top) {
            int at = stack[--top];
            for (int d = 0; d < 4; d++) {
                int j = at + raster_dx[d] + RASTER_SIDE * raster_dy[d];
                if (r->cell[j] < 0 || of[r->cell[j]] != of[r->cell[i]] || piece[j] >= 0)
                    continue;
                piece[j] = n;
                stack[top++] = j;
            }
        }
        n++;
    }
    return n;
}

/* What lies round pixel piece P: border length with each community, and with
 * gaps in LENGTH[n_communities]. */
static void look(const raster *r, const int32_t *of, const int32_t *piece, int32_t p,
                 double *length, int32_t n_communities)
{
    memset(length, 0, ((size_t)n_communities + 1) * sizeof *length);
    for (int i = 0; i < RASTER_CELLS; i++) {
        if (piece[i] != p)
            continue;
        for (int d = 0; d < 4; d++) {
            int j = i + raster_dx[d] + RASTER_SIDE * raster_dy[d];
            int32_t q = r->cell[j];
            if (q >= 0 && piece[j] != p)
                length[of[q] < 0 ? n_communities : of[q]] += 1;
        }
    }
}

/* Compare a part with pixel piece P. */
static void compare(const raster *r, const sz_map *m, const int32_t *piece, int32_t p,
                    const sz_part *part)
{
    double length[8], most = 0, area = 0;
    int32_t within = -1, others = 0, k = m->n_communities;
    int64_t households = 0;
    uint8_t seen[RASTER_CELLS] = { 0 };
    for (int i = 0; i < RASTER_CELLS; i++)
        if (piece[i] == p) {
            area += 1;
            households += seen[r->cell[i]] ? 0 : m->households[r->cell[i]];
            seen[r->cell[i]] = 1;
            ck_assert_int_eq(part->community, m->community[r->cell[i]]);
        }
    look(r, m->community, piece, p, length, k);
    for (int32_t c = 0; c < k; c++) {
        others += length[c] > 0;
        if (length[c] > most) {
            most = length[c];
            within = c;
        }
    }
    ck_assert_double_eq(part->area_m2, area);
    ck_assert_int_eq(part->households, households);
    ck_assert_int_eq(part->within, within);
    ck_assert_int_eq(part->enclave, !part->main && others == 1 && length[k] == 0);
}

START_TEST(parts_equal_flood_fill)
{
    sz_rng rng;
    sz__rng_init(&rng, 20, (uint64_t)_i);
    raster r;
    sz_map map;
    sz_plan *plan = NULL;
    sz_part *parts = NULL;
    size_t n = 0;
    int32_t *of = NULL, piece[RASTER_CELLS];
    raster_random(&r, &rng, 12, 10, 25, _i % 3 ? 12 : 0, 0);
    raster_split(&r, NULL);
    raster_map(&r, &map);
    raster_communities(&map, 4);
    for (int32_t p = 0; p < map.n; p++)
        map.community[p] = (int32_t)sz__rng_below(&rng, 5) - 1;
    ck_assert_int_eq(sz_plan_present(&map, &plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_parts(plan, &parts, &n, &of, NULL), SZ_SUCCESS);
    ck_assert_int_eq((int32_t)n, flood(&r, map.community, piece));
    for (size_t i = 0; i < n; i++) {
        int32_t p = -1;   /* the piece this part must be, pixel by pixel */
        for (int c = 0; c < RASTER_CELLS; c++)
            if (r.cell[c] >= 0 && of[r.cell[c]] == (int32_t)i) {
                ck_assert(p < 0 || piece[c] == p);
                p = piece[c];
            }
        ck_assert_int_ge(p, 0);
        compare(&r, &map, piece, p, &parts[i]);
    }
    for (int c = 0; c < RASTER_CELLS; c++)
        if (r.cell[c] >= 0)
            ck_assert_int_eq(of[r.cell[c]] < 0, piece[c] < 0);
    sz_free(of);
    sz_free(parts);
    sz_plan_free(plan);
    raster_map_release(&map);
}
END_TEST

/* An office in every pixel: the parcel found must be the pixel's. */
START_TEST(offices_lie_in_their_pixels)
{
    sz_rng rng;
    sz__rng_init(&rng, 21, (uint64_t)_i);
    raster r;
    sz_map map;
    raster_random(&r, &rng, 9, 8, 14, 15, 0);
    raster_split(&r, NULL);
    raster_map(&r, &map);
    map.n_offices = r.w * r.h;
    map.offices = sz__zalloc((size_t)map.n_offices, sizeof *map.offices);
    for (int i = 0; i < r.w * r.h; i++) {
        map.offices[i].x = i % r.w + (_i & 1 ? 0.0 : 0.3);   /* also on the lattice */
        map.offices[i].y = i / r.w + 0.6;
    }
    int32_t *in = sz__plan_place_offices(&map);
    ck_assert_ptr_nonnull(in);
    for (int i = 0; i < r.w * r.h; i++)
        ck_assert_int_eq(in[i], RASTER_AT(&r, i % r.w, i / r.w));
    free(in);
    raster_map_release(&map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("parts");
    tcase_add_loop_test(tc, parts_by_hand, 0, COUNT(rows));
    tcase_add_loop_test(tc, main_part, 0, COUNT(main_rows));
    tcase_add_test(tc, main_part_by_number);
    tcase_add_loop_test(tc, parts_equal_flood_fill, 0, 300);
    tcase_add_loop_test(tc, offices_lie_in_their_pixels, 0, 50);
    return run_suite("parts", tc);
}
