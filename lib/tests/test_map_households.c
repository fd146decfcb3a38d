/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Households of fields, points and polygons: every one is somewhere. */
#include "map/share.h"
#include "tests/drawn.h"

/* Worked by hand. */
static const struct {
    const char *label;
    int64_t total;
    double weight[4];
    size_t n;
    int64_t part[4];
} share_rows[] = {
    { "quotas 1.5 1.5",         3,  { 1, 1 },          2, { 2, 1 } },
    { "quotas .7 1.4 4.9",      7,  { 1, 2, 7 },       3, { 1, 1, 5 } },
    { "quotas 3.3 3.3 3.3",     10, { 5, 5, 5 },       3, { 4, 3, 3 } },
    { "more heads than people", 2,  { 1, 1, 1, 3 },    4, { 1, 0, 0, 1 } },
    { "nothing to weigh",       5,  { 0, 0 },          2, { 5, 0 } },
    { "nothing to share",       0,  { 3, 1 },          2, { 0, 0 } },
    { "one",                    9,  { 0.1 },           1, { 9 } },
    { "no weight, no part",     5,  { 0, 1, 0, 1 },    4, { 0, 3, 0, 2 } },
};

START_TEST(largest_remainder)
{
    int64_t part[4];
    ck_assert(sz__share(share_rows[_i].total, share_rows[_i].weight, share_rows[_i].n,
                        part));
    for (size_t i = 0; i < share_rows[_i].n; i++)
        ck_assert_msg(part[i] == share_rows[_i].part[i], "%s: part %zu is %lld",
                      share_rows[_i].label, i, (long long)part[i]);
}
END_TEST

/* Two parcels, 0..100 and 100..200; all sorts of points. */
static drawn two_parcels(void)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_PARCELS, "西", 0, 0, 100, 100);
    draw_box(&d, SZ_LAYER_PARCELS, "东", 100, 0, 200, 100);
    return d;
}

START_TEST(points_inside_beside_and_far)
{
    drawn d = two_parcels();
    draw_spot(&d, 50, 50, 10);
    draw_spot(&d, 100, 50, 20);      /* on the border: the lower number */
    draw_spot(&d, 100.02, 50, 40);
    draw_spot(&d, 0, 0, 80);         /* a corner */
    draw_spot(&d, 220, 50, 160);     /* 20 m outside */
    draw_spot(&d, 240, 50, 320);     /* 40 m outside */
    draw_spot(&d, 1e9, 1e9, 640);
    draw_spot(&d, 50, 20, -1);       /* not known */
    build(&d);
    check_map(&d);
    sz_parcel west = parcel_at(&d, 50, 50, NULL), east = parcel_at(&d, 150, 50, NULL);
    ck_assert_int_eq(west.households, 10 + 20 + 80);
    ck_assert_int_eq(east.households, 40 + 160);
    ck_assert_int_eq(d.account.households_in, 1270);
    ck_assert_int_eq(d.account.households_unplaced, 960);
    ck_assert_uint_eq(d.account.spots_unplaced, 2);
    ck_assert_int_eq(findings_of(&d, "import.unplaced"), 2);
    ck_assert_int_eq(findings_of(&d, "import.near"), 1);
    ck_assert_int_eq(sz_map_households(d.map), 310);
    rub_out(&d);
}
END_TEST

/* A point's parcel, in a map with holes, found again by trying every pixel. */
START_TEST(points_in_holes_and_islands)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_PARCELS, "圈", 0, 0, 9, 9);
    draw_ring(&d, true, XY(3, 3, 6, 3, 6, 6, 3, 6));
    draw_box(&d, SZ_LAYER_PARCELS, "岛", 4, 4, 5, 5);
    for (int y = 0; y < 9; y++)
        for (int x = 0; x < 9; x++)
            draw_spot(&d, x + 0.5, y + 0.5, 1);
    build(&d);
    check_map(&d);
    int64_t ring = 0, island = 0;
    for (size_t i = 0; i < 2; i++) {
        sz_parcel p;
        sz_map_parcel(d.map, i, &p);
        *(strcmp(p.name, "圈") == 0 ? &ring : &island) = p.households;
    }
    /* the 8 pixels of the moat are within 30 m: 4 lie nearer to the island, the 4 in
       its corners as near to both or to the ring; none is lost */
    ck_assert_int_ge(ring, 72);
    ck_assert_int_ge(island, 1);
    ck_assert_int_eq(ring + island, 81);
    rub_out(&d);
}
END_TEST

/* A building across the border, 30 and 70 % of it; one with a quarter outside;
 * one wholly in; one round a yard. */
START_TEST(polygons_by_area_in_common)
{
    drawn d = two_parcels();
    draw_box(&d, SZ_LAYER_HOUSEHOLDS, NULL, 97, 10, 107, 20)->households = 10;
    draw_box(&d, SZ_LAYER_HOUSEHOLDS, NULL, 170, 10, 210, 20)->households = 8;
    draw_box(&d, SZ_LAYER_HOUSEHOLDS, NULL, 20, 20, 30, 30)->households = 5;
    draw_box(&d, SZ_LAYER_HOUSEHOLDS, NULL, 90, 50, 110, 70)->households = 3;
    draw_ring(&d, true, XY(100, 51, 109, 51, 109, 69, 100, 69));
    draw_box(&d, SZ_LAYER_HOUSEHOLDS, NULL, 205, 50, 215, 60)->households = 6;
    draw_box(&d, SZ_LAYER_HOUSEHOLDS, NULL, 305, 50, 315, 60)->households = 1;
    d.source.area.at[2].population = 100;
    build(&d);
    check_map(&d);
    sz_parcel west = parcel_at(&d, 50, 50, NULL), east = parcel_at(&d, 150, 50, NULL);
    /* 3 households on 200 m2 west, 38 m2 east: 2.52 and .48 */
    ck_assert_int_eq(west.households, 3 + 5 + 3);
    ck_assert_int_eq(east.households, 7 + 6 + 6);
    ck_assert_int_eq(west.population, 30);
    ck_assert_int_eq(east.population, 70);
    ck_assert_int_eq(d.account.households_unplaced, 3);
    ck_assert_int_eq(d.account.households_in, 33);
    rub_out(&d);
}
END_TEST

/* Points win over fields, parcels over units, count by count; never both. */
START_TEST(nothing_is_counted_twice)
{
    drawn d = two_parcels();
    d.source.area.at[0].households = 1000;
    d.source.area.at[0].population = 3000;
    draw_box(&d, SZ_LAYER_UNITS, "大院", 0, 0, 200, 100)->population = 5;
    d.source.area.at[2].planned = 12;
    draw_spot(&d, 150, 50, 7);
    build(&d);
    check_map(&d);
    sz_parcel west = parcel_at(&d, 50, 50, NULL), east = parcel_at(&d, 150, 50, NULL);
    ck_assert_int_eq(west.households, 0);
    ck_assert_int_eq(east.households, 7);
    ck_assert_int_eq(west.population, 3000);
    ck_assert_int_eq(east.population, 0);
    ck_assert_int_eq(west.planned, 6);
    ck_assert_int_eq(east.planned, 6);
    ck_assert_int_eq(d.account.households_in, 7);
    ck_assert_int_eq(findings_of(&d, "import.twice"), 1);
    rub_out(&d);
}
END_TEST

/* A given parcel that lies wholly under an earlier one keeps its households. */
START_TEST(covered_parcel_keeps_households)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_PARCELS, "上", 0, 0, 100, 100)->households = 4;
    draw_box(&d, SZ_LAYER_PARCELS, "下", 20, 20, 60, 60)->households = 3;
    build(&d);
    check_map(&d);
    ck_assert_int_eq(sz_map_households(d.map), 7);
    ck_assert_int_eq(d.account.households_unplaced, 0);
    rub_out(&d);
}
END_TEST

/* Points alone: one cell each, none lost; two at one place share theirs. */
START_TEST(cells_round_points)
{
    drawn d = draw_nothing();
    d.options.cells = true;
    draw_spot(&d, 0, 0, 1);
    draw_spot(&d, 300, 0, 2);
    draw_spot(&d, 300, 300, 4);
    draw_spot(&d, 0, 300, 8);
    draw_spot(&d, 300, 0, 16);
    build(&d);
    check_map(&d);
    ck_assert_int_eq(d.account.limit_from, SZ_LIMIT_POINTS);
    ck_assert_uint_eq(sz_map_parcels(d.map), 4);
    /* 300 m and 50 m around, cut crosswise */
    ck_assert_double_eq_tol(parcel_at(&d, 0, 0, NULL).area_m2, 40000, 40);
    ck_assert_int_eq(parcel_at(&d, 300, 0, NULL).households, 18);
    ck_assert_int_eq(sz_map_households(d.map), 31);
    rub_out(&d);
}
END_TEST

/* Points within roads: the outer face of the roads is the limit, cells go on
 * inside it only. */
START_TEST(cells_within_lines)
{
    drawn d = draw_nothing();
    d.options.cells = true;
    draw_line(&d, SZ_BARRIER_STREET, "环路", XY(0, 0, 200, 0, 100, 200, 0, 0));
    draw_spot(&d, 80, 50, 1);
    draw_spot(&d, 120, 50, 2);
    draw_spot(&d, 190, 150, 4);  /* outside, farther than 30 m */
    build(&d);
    check_map(&d);
    ck_assert_int_eq(d.account.limit_from, SZ_LIMIT_LINES);
    ck_assert_double_eq(d.account.area_m2, 20000);
    ck_assert_uint_ge(sz_map_parcels(d.map), 2);
    ck_assert_int_eq(d.account.households_unplaced, 4);
    rub_out(&d);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("map households");
    tcase_add_loop_test(tc, largest_remainder, 0, COUNT(share_rows));
    tcase_add_test(tc, points_inside_beside_and_far);
    tcase_add_test(tc, points_in_holes_and_islands);
    tcase_add_test(tc, polygons_by_area_in_common);
    tcase_add_test(tc, nothing_is_counted_twice);
    tcase_add_test(tc, covered_parcel_keeps_households);
    tcase_add_test(tc, cells_round_points);
    tcase_add_test(tc, cells_within_lines);
    return run_suite("map households", tc);
}
