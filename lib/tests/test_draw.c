/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The drawing room: its parts by hand and by property. */
#include <float.h>
#include <stdint.h>

#include "core/array.h"
#include "draw/colours.h"
#include "draw/scale.h"
#include "tests/paper.h"

static const struct { double at_least, want, plain; } scales[] = {
    { 0.0, 100, 100 },           { 100, 100, 100 },       { 101, 120, 150 },
    { 4999, 5000, 5000 },        { 5000, 5000, 5000 },    { 5001, 6000, 6000 },
    { 7100, 7500, 7500 },        { 7501, 8000, 10000 },   { 9001, 10000, 10000 },
    { 10000, 10000, 10000 },     { 10001, 12000, 15000 }, { 15001, 18000, 20000 },
    { 123456, 150000, 150000 },  { 2.4e6, 2.5e6, 2.5e6 }, { 41000, 45000, 50000 },
};

START_TEST(scale_is_round)
{
    ck_assert_double_eq_tol(sz__scale_round(scales[_i].at_least, false), scales[_i].want,
                            1e-6);
    ck_assert_double_eq_tol(sz__scale_round(scales[_i].at_least, true), scales[_i].plain,
                            1e-6);
}
END_TEST

/* On 80 mm: the bar's four steps are the longest round ones that fit. */
static const struct { double denominator, want; } bars[] = {
    { 1000, 20 },   /* 80 m in all */
    { 5000, 100 },  /* 400 m */
    { 10000, 200 }, { 12000, 200 }, { 24000, 200 }, { 25000, 500 }, { 100000, 2000 },
};

START_TEST(scale_bar_step)
{
    ck_assert_double_eq_tol(sz__scale_step(bars[_i].denominator, 80.0), bars[_i].want,
                            1e-9);
}
END_TEST

static const struct { int64_t value; const char *want; } counts[] = {
    { 0, "0" }, { 7, "7" }, { 999, "999" }, { 1000, "1,000" }, { 12345, "12,345" },
    { 623144, "623,144" }, { 1234567, "1,234,567" }, { -4321, "-4,321" },
};

START_TEST(thousands)
{
    char text[32];
    sz__thousands(text, sizeof text, counts[_i].value);
    ck_assert_str_eq(text, counts[_i].want);
}
END_TEST

/* Graphs as lists of pairs, and the colours they need. */
static const struct {
    const char *label;
    int32_t n, colours;
    int pair[16][2];
} graphs[] = {
    { "nobody", 0, 0, { { -1 } } },
    { "one alone", 1, 1, { { -1 } } },
    { "a path", 4, 2, { { 0, 1 }, { 1, 2 }, { 2, 3 }, { -1 } } },
    { "an odd ring", 5, 3,
      { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 4 }, { 4, 0 }, { -1 } } },
    { "five that all touch", 5, 5,
      { { 0, 1 }, { 0, 2 }, { 0, 3 }, { 0, 4 }, { 1, 2 }, { 1, 3 }, { 1, 4 }, { 2, 3 },
        { 2, 4 }, { 3, 4 }, { -1 } } },
};

START_TEST(colours_by_hand)
{
    size_t row[8] = { 0 };
    int32_t at[32], *colour = NULL, k = -1;
    size_t used = 0;
    for (int32_t v = 0; v < graphs[_i].n; v++) {
        for (int32_t w = 0; w < graphs[_i].n; w++)
            for (int e = 0; graphs[_i].pair[e][0] >= 0; e++) {
                int a = graphs[_i].pair[e][0], b = graphs[_i].pair[e][1];
                if ((a == v && b == w) || (a == w && b == v))
                    at[used++] = w;
            }
        row[v + 1] = used;
    }
    sz_neighbours g = { graphs[_i].n, row, at };
    ck_assert_int_eq(sz__colours(&g, &colour, &k, NULL), SZ_SUCCESS);
    ck_assert_msg(k == graphs[_i].colours, "%s: %d colours", graphs[_i].label, k);
    for (int32_t v = 0; v < g.n; v++)
        for (size_t i = row[v]; i < row[v + 1]; i++)
            ck_assert_int_ne(colour[v], colour[at[i]]);
    free(colour);
}
END_TEST

/* Communities in many parts: neighbours differ in both plans, read off the map. */
START_TEST(colours_of_random_plans)
{
    lattice l;
    sz_rng rng;
    sz_plan *plan[2] = { NULL, NULL };
    int32_t *colour = NULL, k = 0;
    sz_neighbours g = { 0 };
    int many = 2 + _i;
    sz__rng_init(&rng, 5, (uint64_t)_i);
    lattice_open(&l, 9, 8, 100.0, 0.0, 1);
    for (int c = 0; c < many; c++)
        lattice_community(&l, "");
    for (int p = 0; p < l.map->n; p++)
        l.map->community[p] = (int32_t)sz__rng_below(&rng, (uint32_t)many + 1) - 1;
    sz_map *map = lattice_close(&l);
    ck_assert_int_eq(sz_plan_present(map, &plan[0], NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_copy(plan[0], &plan[1], NULL), SZ_SUCCESS);
    for (int p = 0; p < map->n; p++)
        ck_assert_int_eq(sz_plan_assign(plan[1], (size_t)p,
                                        (int32_t)sz__rng_below(&rng, (uint32_t)many),
                                        NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__neighbours(&g, (const sz_plan *const *)plan, 2, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__colours(&g, &colour, &k, NULL), SZ_SUCCESS);
    for (int b = 0; b < map->n_borders; b++)
        for (int i = 0; i < 2; i++) {
            if (map->b_left[b] < 0 || map->b_right[b] < 0)
                continue;
            int32_t x = sz_plan_of(plan[i], (size_t)map->b_left[b]);
            int32_t y = sz_plan_of(plan[i], (size_t)map->b_right[b]);
            if (x >= 0 && y >= 0 && x != y)
                ck_assert_int_ne(colour[x], colour[y]);
        }
    for (int32_t c = 0; c < g.n; c++)
        ck_assert(colour[c] >= 0 && colour[c] < k);
    free(colour);
    sz__neighbours_release(&g);
    sz_plan_free(plan[0]);
    sz_plan_free(plan[1]);
    sz_map_free(map);
}
END_TEST

static const struct { sz_box a, b; bool meet; } pairs[] = {
    { { 0, 0, 1, 0, 2, 1 }, { 3, 0, 1, 0, 2, 1 }, true },
    { { 0, 0, 1, 0, 2, 1 }, { 4, 0, 1, 0, 2, 1 }, false },   /* share an edge */
    { { 0, 0, 1, 0, 2, 1 }, { 0, 3.1, 0, 1, 2, 1 }, false }, /* upright above */
    { { 0, 0, 1, 0, 2, 1 }, { 0, 2.9, 0, 1, 2, 1 }, true },
    /* turned by 45 degrees, its corner just short of, and just over, the edge */
    { { 0, 0, 1, 0, 2, 1 }, { 3.5, 0, 0.70710678, 0.70710678, 1, 1 }, false },
    { { 0, 0, 1, 0, 2, 1 }, { 3.4, 0, 0.70710678, 0.70710678, 1, 1 }, true },
    { { 0, 0, 1, 0, 9, 9 }, { 1, 1, 0.6, 0.8, 1, 1 }, true }, /* inside */
};

START_TEST(boxes_by_hand)
{
    ck_assert_int_eq(sz__boxes_meet(&pairs[_i].a, &pairs[_i].b), pairs[_i].meet);
    ck_assert_int_eq(sz__boxes_meet(&pairs[_i].b, &pairs[_i].a), pairs[_i].meet);
}
END_TEST

/* What the placer lets in never overlaps; what it keeps out would have. */
START_TEST(placer_keeps_apart)
{
    sz_rng rng;
    sz_placer placer;
    const double page[4] = { 0, 0, 300, 200 };
    int in = 0, out = 0;
    sz__rng_init(&rng, 11, (uint64_t)_i);
    ck_assert(sz__placer_open(&placer, page[2], page[3]));
    for (int k = 0; k < 400; k++) {
        double angle = sz__rng_unit(&rng) * SZ_PI;
        sz_box box = { .x = sz__rng_unit(&rng) * 300, .y = sz__rng_unit(&rng) * 200,
                       .ux = cos(angle), .uy = sin(angle),
                       .hw = 1 + sz__rng_unit(&rng) * 40,
                       .hh = 1 + sz__rng_unit(&rng) * 5 };
        bool want = true;
        double c[4][2];
        corners(&box, c);
        for (int i = 0; i < 4; i++)
            want = want && c[i][0] >= 0 && c[i][0] <= 300 && c[i][1] >= 0 &&
                   c[i][1] <= 200;
        for (size_t i = 0; want && i < placer.taken.n; i++)
            want = !overlap(&placer.taken.at[i].box, &box);
        ck_assert_int_eq(sz__placer_free(&placer, &box, 1, page), want);
        if (want)
            ck_assert(sz__placer_take(&placer, &box, 1));
        in += want;
        out += !want;
    }
    ck_assert_int_gt(in, 20);
    ck_assert_int_gt(out, 20);
    check_apart(&placer);
    sz__placer_release(&placer);
}
END_TEST

START_TEST(simplify_by_hand)
{
    const double xy[] = { 0, 0, 1, 0.04, 2, 0, 3, 2, 4, 2.03, 5, 2 };
    const uint8_t want[] = { 1, 0, 1, 1, 0, 1 };
    uint8_t keep[6];
    size_t stack[16];
    sz__simplify(xy, 6, 0.05, keep, stack);
    ck_assert_mem_eq(keep, want, sizeof want);
}
END_TEST


static double ring_area(const double *xy, size_t n)
{
    double twice = 0.0;
    for (size_t i = 0, j = n - 1; i < n; j = i++)
        twice += xy[2 * j] * xy[2 * i + 1] - xy[2 * i] * xy[2 * j + 1];
    return twice / 2.0;
}

/* Community 0 is 8 by 10 blocks less a hole of 2 by 2, the gap is 2 by 2. */
START_TEST(rings_and_cells)
{
    sz_map *map = town(1, 0.0);
    const double box[4] = { 10, 20, 410, 420 };
    sz_view view;
    sz_rings rings;
    sz_raster raster;
    int32_t label[320];
    for (int p = 0; p < 320; p++)
        label[p] = map->community[p] < 0 ? 4 : map->community[p];
    double extent[4];
    sz_map_extent(map, extent);
    ck_assert_int_eq(sz__view_open(&view, map, 20000, extent, box, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__rings(&rings, &view, label, 5, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__raster(&raster, &rings, box, NULL), SZ_SUCCESS);
    static const int blocks[5] = { 76, 76, 80, 84, 4 };
    static const size_t n_rings[5] = { 2, 2, 1, 2, 1 };
    double whole[5] = { 0 }, sum = 0.0;
    int cells[5] = { 0 };
    for (int c = 0; c < 5; c++) {
        ck_assert_uint_eq(rings.first[c + 1] - rings.first[c], n_rings[c]);
        for (size_t g = rings.first[c]; g < rings.first[c + 1]; g++)
            whole[c] += ring_area(rings.xy + 2 * rings.row[g],
                                  rings.row[g + 1] - rings.row[g]);
        sum += whole[c];
    }
    /* 320 blocks of 100 m at 1:20,000 are 5 mm each */
    ck_assert_double_eq_tol(fabs(sum), 320 * 25.0 * SZ_MM * SZ_MM, 40.0);
    for (int i = 0; i < raster.w * raster.h; i++)
        if (raster.label[i] >= 0)
            cells[raster.label[i]]++;
    for (int c = 0; c < 5; c++) {
        ck_assert_double_eq_tol(whole[c] / sum * 320.0, blocks[c], 0.03 * blocks[c]);
        ck_assert_double_eq_tol(cells[c] * raster.cell * raster.cell, fabs(whole[c]),
                                0.03 * fabs(whole[c]));
    }
    /* depth: the gap's middle is one block, 5 mm, from its edge */
    double at[2];
    sz__view_point(&view, (map->x[3 * 20 + 14] + map->x[4 * 20 + 15]) / 2.0,
                   (map->y[3 * 20 + 14] + map->y[4 * 20 + 15]) / 2.0, at);
    ck_assert_int_eq(sz__raster_at(&raster, at[0], at[1]), 4);
    double depth = (double)raster.depth[sz__raster_cell(&raster, at[0], at[1])];
    ck_assert_double_eq_tol(depth, 5.0 * SZ_MM, 0.7 * SZ_MM);
    ck_assert_int_eq(sz__raster_at(&raster, 0.0, 0.0), -1);
    sz__raster_release(&raster);
    sz__rings_release(&rings);
    sz__view_release(&view);
    sz_map_free(map);
}
END_TEST

/* Three pieces of one road meet end to end, in any direction; a fork stays one. */
START_TEST(strands_join)
{
    sz_strands s = { 0 };
    const double a[] = { 0, 0, 1, 0 }, b[] = { 2, 0, 1, 0 }, c[] = { 2, 0, 3, 0, 4, 1 };
    const double fork[] = { 4, 1, 5, 1 }, fork2[] = { 4, 1, 5, 2 };
    const double loop[] = { 9, 9, 9, 8, 8, 8 }, back[] = { 9, 9, 8, 8 };
    const double want[] = { 0, 0, 1, 0, 2, 0, 3, 0, 4, 1 };
    ck_assert(sz__strands_add(&s, SZ_BARRIER_STREET, 7, b, 2) &&
              sz__strands_add(&s, SZ_BARRIER_STREET, 7, a, 2) &&
              sz__strands_add(&s, SZ_BARRIER_STREET, 7, c, 3) &&
              sz__strands_add(&s, SZ_BARRIER_STREET, 7, fork, 2) &&
              sz__strands_add(&s, SZ_BARRIER_STREET, 7, fork2, 2) &&
              sz__strands_add(&s, SZ_BARRIER_LANE, 7, loop, 3) &&
              sz__strands_add(&s, SZ_BARRIER_LANE, 7, back, 2));
    ck_assert_int_eq(sz__strands_join(&s, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(s.line.n, 4);
    const sz_strand *road = &s.line.at[0];
    ck_assert_uint_eq(road->to - road->from, 5);
    const double *xy = s.xy.at + 2 * road->from;
    bool reversed = xy[0] > 0;
    for (int i = 0; i < 5; i++)
        ck_assert(memcmp(xy + 2 * (reversed ? 4 - i : i), want + 2 * i,
                         2 * sizeof *xy) == 0);
    const sz_strand *ring = &s.line.at[3];
    ck_assert_uint_eq(ring->to - ring->from, 4);
    ck_assert(s.xy.at[2 * ring->from] == s.xy.at[2 * ring->to - 2]);
    sz__strands_release(&s);
}
END_TEST

/* Ground is the left half of a square of 40 cells. Beyond it: a short piece, which goes; a
 * long one, one that hangs on it as a bridge does, and one that begins on the ground,
 * which stay. */
START_TEST(loose_pieces_go)
{
    int32_t label[1600];
    float depth[1600];
    const double mm = SZ_MM;
    sz_raster ground = { .w = 40, .h = 40, .cell = mm, .label = label, .depth = depth };
    for (int i = 0; i < 1600; i++) {
        label[i] = i % 40 < 20 ? 0 : -1;
        depth[i] = (float)(fabs(i % 40 - 19.5) * mm);
    }
    const double lone[] = { 22 * mm, 2 * mm, 22 * mm, 6 * mm };
    const double along[] = { 22 * mm, 10 * mm, 22 * mm, 30 * mm };
    const double bridge[] = { 22 * mm, 30 * mm, 22 * mm, 33 * mm };
    const double off[] = { 19 * mm, 36 * mm, 22 * mm, 36 * mm };
    sz_strands s = { 0 };
    ck_assert(sz__strands_add(&s, SZ_BARRIER_STREET, 1, lone, 2) &&
              sz__strands_add(&s, SZ_BARRIER_STREET, 1, along, 2) &&
              sz__strands_add(&s, SZ_BARRIER_ARTERIAL, 2, bridge, 2) &&
              sz__strands_add(&s, SZ_BARRIER_RIVER, 3, off, 2));
    ck_assert_int_eq(sz__strands_drop_loose(&s, &ground, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(s.line.n, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(s.line.at[i].name, (int)i + 1);
    ck_assert_double_eq(s.xy.at[2 * s.line.at[0].from + 1], 10 * mm);
    sz__strands_release(&s);
}
END_TEST

static const struct { const char *name, *want; } names[] = {
    { "柳园社区", "柳园社区" }, { "柳园", "柳园社区" }, { "復興里", "復興里" },
    { "李家村", "李家村" },     { "Vaduz", "Vaduz" },   { "柳园2", "柳园2" },
    { "柳园社區居民委員會", "柳园社區居民委員會" },     { "", "" },
};

START_TEST(names_keep_their_suffix)
{
    lattice l;
    sz_plan *plan;
    char shown[64];
    lattice_open(&l, 2, 1, 100.0, 0.0, 1);
    lattice_community(&l, names[_i].name);
    lattice_today(&l, 0, 0, 2, 1, 0);
    sz_map *map = lattice_close(&l);
    ck_assert_int_eq(sz_plan_present(map, &plan, NULL), SZ_SUCCESS);
    sz__sheet_name(plan, 0, shown, sizeof shown);
    ck_assert_str_eq(shown, names[_i].want);
    sz_plan_free(plan);
    sz_map_free(map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("draw");
    tcase_add_loop_test(tc, scale_is_round, 0, COUNT(scales));
    tcase_add_loop_test(tc, scale_bar_step, 0, COUNT(bars));
    tcase_add_loop_test(tc, thousands, 0, COUNT(counts));
    tcase_add_loop_test(tc, colours_by_hand, 0, COUNT(graphs));
    tcase_add_loop_test(tc, colours_of_random_plans, 0, 24);
    tcase_add_loop_test(tc, boxes_by_hand, 0, COUNT(pairs));
    tcase_add_loop_test(tc, placer_keeps_apart, 0, 20);
    tcase_add_test(tc, simplify_by_hand);
    tcase_add_test(tc, rings_and_cells);
    tcase_add_test(tc, strands_join);
    tcase_add_test(tc, loose_pieces_go);
    tcase_add_loop_test(tc, names_keep_their_suffix, 0, COUNT(names));
    return run_suite("draw", tc);
}
