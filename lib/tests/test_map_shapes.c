/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Small maps drawn by hand: parcels, borders, rings, lengths. */
#include "map/outline.h"
#include "tests/drawn.h"

/* A limit of 200 x 200 m cut crosswise by a street and a river. */
START_TEST(roads_cut_four_parcels)
{
    drawn d = draw_nothing();
    int n;
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 200, 200);
    draw_line(&d, SZ_BARRIER_STREET, "青山路", XY(-50, 100, 250, 100));
    draw_line(&d, SZ_BARRIER_RIVER, "白河", XY(80, -50, 80, 250));
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 4);
    ck_assert_uint_eq(sz_map_borders(d.map), 8);
    int32_t sw, se, nw, ne;
    ck_assert_double_eq(parcel_at(&d, 40, 50, &sw).area_m2, 8000);
    ck_assert_double_eq(parcel_at(&d, 140, 50, &se).area_m2, 12000);
    ck_assert_double_eq(parcel_at(&d, 40, 150, &nw).area_m2, 8000);
    ck_assert_double_eq(parcel_at(&d, 140, 150, &ne).area_m2, 12000);
    ck_assert_double_eq(length_between(&d, sw, nw, SZ_BARRIER_STREET, "青山路", &n), 80);
    ck_assert_double_eq(length_between(&d, se, ne, SZ_BARRIER_STREET, "青山路", &n), 120);
    ck_assert_double_eq(length_between(&d, sw, se, SZ_BARRIER_RIVER, "白河", &n), 100);
    ck_assert_double_eq(length_between(&d, sw, -1, SZ_BARRIER_NONE, "", &n), 180);
    ck_assert_int_eq(n, 1);
    ck_assert_double_eq(d.account.border_m, 1200);
    ck_assert_double_eq(d.account.named_border_m, 400);
    ck_assert_double_eq(d.account.area_m2, 40000);
    ck_assert_int_eq(d.account.limit_from, SZ_LIMIT_GIVEN);
    ck_assert_uint_eq(d.account.lines_used, 2);
    double box[4];
    sz_map_extent(d.map, box);
    ck_assert(box[0] == 0 && box[1] == 0 && box[2] == 200 && box[3] == 200);
    rub_out(&d);
}
END_TEST

/* A square with a square hole that another parcel fills but for a yard. */
START_TEST(hole_and_island)
{
    drawn d = draw_nothing();
    int n;
    draw_box(&d, SZ_LAYER_PARCELS, "ring", 0, 0, 100, 100);
    draw_ring(&d, true, XY(20, 20, 80, 20, 80, 80, 20, 80));
    draw_box(&d, SZ_LAYER_PARCELS, "filling", 20, 20, 80, 80);
    draw_ring(&d, true, XY(40, 40, 60, 40, 60, 60, 40, 60));
    draw_box(&d, SZ_LAYER_PARCELS, "island", 300, 0, 310, 20);
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 3);
    static const struct {
        const char *name;
        double area, outside;
        int rings;
    } rows[] = {
        { "ring", 6400, 400, 2 },
        { "filling", 3200, 80, 2 },
        { "island", 200, 60, 1 },
    };
    for (int32_t i = 0; i < 3; i++) {
        sz_parcel p;
        sz_map_parcel(d.map, (size_t)i, &p);
        int k = p.name[0] == 'r' ? 0 : p.name[0] == 'f' ? 1 : 2;
        ck_assert_str_eq(p.name, rows[k].name);
        ck_assert_double_eq(p.area_m2, rows[k].area);
        ck_assert_double_eq(length_between(&d, i, -1, SZ_BARRIER_NONE, "", &n),
                            rows[k].outside);
        ck_assert_int_eq(d.map->ring_row[i + 1] - d.map->ring_row[i], rows[k].rings);
        ck_assert_int_eq(p.unit, -1);
    }
    ck_assert_uint_eq(sz_map_borders(d.map), 4);
    ck_assert_int_eq(d.account.limit_from, SZ_LIMIT_AREAS);
    rub_out(&d);
}
END_TEST

/* Two squares that touch in one point only, and a third in the corner. */
START_TEST(corner_contact)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_PARCELS, "a", 0, 0, 10, 10);
    draw_box(&d, SZ_LAYER_PARCELS, "b", 10, 10, 20, 20);
    draw_box(&d, SZ_LAYER_PARCELS, "c", 10, 0, 20, 10);
    build(&d);
    check_map(&d);
    int n;
    int32_t a, b, c;
    parcel_at(&d, 5, 5, &a);
    parcel_at(&d, 15, 15, &b);
    parcel_at(&d, 15, 5, &c);
    ck_assert_uint_eq(sz_map_borders(d.map), 5);
    ck_assert_double_eq(length_between(&d, a, b, SZ_BARRIER_NONE, "", &n), 0);
    ck_assert_double_eq(length_between(&d, a, c, SZ_BARRIER_NONE, "", &n), 10);
    ck_assert_double_eq(length_between(&d, b, c, SZ_BARRIER_NONE, "", &n), 10);
    rub_out(&d);
}
END_TEST

/* A parcel whose hole touches its shell in a point: one ring to walk round, two
 * rings as a polygon. */
START_TEST(hole_that_touches)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 40, 40);
    draw_line(&d, SZ_BARRIER_WALL, "墙", XY(20, 0, 30, 10, 20, 20, 10, 10, 20, 0));
    build(&d);
    check_map(&d);
    int32_t outer;
    ck_assert_uint_eq(sz_map_parcels(d.map), 2);
    ck_assert_double_eq(parcel_at(&d, 20, 30, &outer).area_m2, 1400);
    ck_assert_int_eq(d.map->ring_row[outer + 1] - d.map->ring_row[outer], 1);
    int32_t label[2] = { -1, -1 };
    label[outer] = 0;
    sz_outline o;
    ck_assert_int_eq(sz__outline(&o, d.map, label, 1, NULL), SZ_SUCCESS);
    ck_assert_int_eq(o.ring_row[1], 2);
    ck_assert_uint_eq(o.point_row[1], 6);   /* 4 corners, contact, the first again */
    ck_assert_uint_eq(o.point_row[2] - o.point_row[1], 5);
    sz__outline_release(&o);
    rub_out(&d);
}
END_TEST

/* A and B meet left and right of C, which stands between them in the middle. */
START_TEST(two_separate_borders)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_PARCELS, "c", 40, -10, 60, 10);
    draw_area(&d, SZ_LAYER_PARCELS, "a",
              XY(0, 0, 40, 0, 40, 10, 60, 10, 60, 0, 100, 0, 100, 50, 0, 50));
    draw_area(&d, SZ_LAYER_PARCELS, "b",
              XY(0, 0, 0, -50, 100, -50, 100, 0, 60, 0, 60, -10, 40, -10, 40, 0));
    build(&d);
    check_map(&d);
    int n;
    int32_t a, b;
    parcel_at(&d, 50, 30, &a);
    parcel_at(&d, 50, -30, &b);
    ck_assert_double_eq(length_between(&d, a, b, SZ_BARRIER_NONE, "", &n), 80);
    ck_assert_int_eq(n, 2);
    rub_out(&d);
}
END_TEST

/* A border that changes its name in the middle is two borders. */
START_TEST(border_is_cut_where_the_name_changes)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 100, 100);
    draw_line(&d, SZ_BARRIER_STREET, "东路", XY(0, 50, 30, 50));
    draw_line(&d, SZ_BARRIER_STREET, "西路", XY(30, 50, 100, 50));
    draw_line(&d, SZ_BARRIER_ARTERIAL, "环路", XY(80, 50, 100, 50));
    draw_line(&d, SZ_BARRIER_ARTERIAL, NULL, XY(90, 50, 100, 50));
    build(&d);
    check_map(&d);
    int n;
    int32_t s, t;
    parcel_at(&d, 50, 25, &s);
    parcel_at(&d, 50, 75, &t);
    ck_assert_double_eq(length_between(&d, s, t, SZ_BARRIER_STREET, "东路", &n), 30);
    ck_assert_double_eq(length_between(&d, s, t, SZ_BARRIER_STREET, "西路", &n), 50);
    ck_assert_double_eq(length_between(&d, s, t, SZ_BARRIER_ARTERIAL, "环路", &n), 20);
    ck_assert_uint_eq(sz_map_borders(d.map), 5);
    rub_out(&d);
}
END_TEST

/* Without a limit, what lines enclose is the map; loose ends are nothing. */
START_TEST(lines_alone)
{
    drawn d = draw_nothing();
    draw_line(&d, SZ_BARRIER_STREET, "一", XY(-10, 0, 110, 0));
    draw_line(&d, SZ_BARRIER_STREET, "二", XY(0, -10, 0, 60));
    draw_line(&d, SZ_BARRIER_STREET, "三", XY(100, -10, 100, 60));
    draw_line(&d, SZ_BARRIER_STREET, "四", XY(-10, 50, 110, 50));
    draw_line(&d, SZ_BARRIER_STREET, "死", XY(50, 50, 50, 20));
    draw_line(&d, SZ_BARRIER_RAIL, "岛", XY(20, 10, 30, 10, 30, 20, 20, 20, 20, 10));
    draw_line(&d, SZ_BARRIER_STREET, "远", XY(500, 500, 600, 600));
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 2);
    ck_assert_int_eq(d.account.limit_from, SZ_LIMIT_LINES);
    ck_assert_double_eq(d.account.area_m2, 5000);
    ck_assert_uint_eq(d.account.lines_used, 6);
    ck_assert_uint_eq(d.account.lines_outside, 1);
    int32_t island;
    int n;
    ck_assert_double_eq(parcel_at(&d, 25, 15, &island).area_m2, 100);
    double shore = length_between(&d, island, 1 - island, SZ_BARRIER_RAIL, "岛", &n);
    ck_assert_double_eq(shore, 40);
    rub_out(&d);
}
END_TEST

START_TEST(nothing_encloses_nothing)
{
    drawn d = draw_nothing();
    ck_assert_int_eq(try_build(&d), SZ_ERR_DATA);
    draw_line(&d, SZ_BARRIER_STREET, "一", XY(0, 0, 100, 0));
    ck_assert_int_eq(try_build(&d), SZ_ERR_DATA);
    rub_out(&d);
    d = draw_nothing();
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, NAN, 100);
    ck_assert_int_eq(try_build(&d), SZ_ERR_INVALID);
    rub_out(&d);
}
END_TEST

/* Coordinates come out as the numbers nearest to their decimals. */
START_TEST(coordinates_are_decimal)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 512345.07, 3543210.29, 512445.1349, 3543310.3);
    build(&d);
    double box[4];
    sz_map_extent(d.map, box);
    ck_assert_double_eq(box[0], 512345.07);
    ck_assert_double_eq(box[1], 3543210.29);
    ck_assert_double_eq(box[2], 512445.13);
    ck_assert_double_eq(box[3], 3543310.3);
    rub_out(&d);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("map shapes");
    tcase_add_test(tc, roads_cut_four_parcels);
    tcase_add_test(tc, hole_and_island);
    tcase_add_test(tc, corner_contact);
    tcase_add_test(tc, hole_that_touches);
    tcase_add_test(tc, two_separate_borders);
    tcase_add_test(tc, border_is_cut_where_the_name_changes);
    tcase_add_test(tc, lines_alone);
    tcase_add_test(tc, nothing_encloses_nothing);
    tcase_add_test(tc, coordinates_are_decimal);
    return run_suite("map shapes", tc);
}
