/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Slivers, medians, strips; borders that follow lines; snapping. */
#include "tests/drawn.h"

/* A gap of half a metre between two communities goes to the one it borders on
 * for longer; a real gap stays. */
START_TEST(hairline_between_communities)
{
    drawn d = draw_nothing();
    d.options.sliver_m2 = 20;
    d.options.sliver_width = 1.5;
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 200, 100);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "西", 0, 0, 100, 100);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "东", 100.5, 0, 160, 90);
    build(&d);
    check_map(&d);
    /* limit minus communities: 0.5 x 90 m hairline and the rest, 200*100 - 10000
       - 59.5*90 = 4645, in one piece of which the hairline is part: it has mean
       width 2 * 4645 / perimeter, no sliver */
    ck_assert_uint_eq(sz_map_parcels(d.map), 3);
    ck_assert_uint_eq(d.account.slivers, 0);
    rub_out(&d);

    d = draw_nothing();
    d.options.sliver_m2 = 20;
    d.options.sliver_width = 1.5;
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 200, 100);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "西", 0, 0, 100, 100);
    draw_area(&d, SZ_LAYER_COMMUNITIES, "东",
              XY(100, 0, 150, 0, 150, 100, 100, 100, 100, 90, 100.5, 90, 100.5, 10,
                 100, 10));
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 3);
    ck_assert_uint_eq(d.account.slivers, 1);
    ck_assert_double_eq(d.account.sliver_m2, 40);
    /* 80 m with 西, 81 with 东 */
    ck_assert_double_eq(parcel_at(&d, 125, 50, NULL).area_m2, 5000);
    ck_assert_double_eq(parcel_at(&d, 50, 50, NULL).area_m2, 10000);
    ck_assert_uint_eq(d.account.gaps, 1);
    ck_assert_double_eq(d.account.gap_m2, 5000);
    ck_assert_int_eq(findings_of(&d, "import.sliver"), 2);
    rub_out(&d);
}
END_TEST

/* Small as it is, the only ground of a community, a given parcel, a unit or a
 * town is no sliver; a second piece of it is. */
static const struct {
    const char *label;
    sz_layer layer;
    const char *town;
} last_rows[] = {
    { "community", SZ_LAYER_COMMUNITIES, NULL },
    { "given parcel", SZ_LAYER_PARCELS, NULL },
    { "unit", SZ_LAYER_UNITS, NULL },
    { "town", SZ_LAYER_PARCELS, "小镇" },
};

START_TEST(the_last_ground_stays)
{
    drawn d = draw_nothing();
    d.options.sliver_m2 = 50;
    draw_box(&d, last_rows[_i].layer, "大", 10, 0, 100, 100);
    sz_area *small = draw_box(&d, last_rows[_i].layer, "小", 0, 0, 10, 4);
    if (last_rows[_i].town)
        small->town = draw_name(&d, last_rows[_i].town);
    draw_box(&d, last_rows[_i].layer, "中", 0, 4, 10, 100);
    build(&d);
    check_map(&d);
    ck_assert_msg(sz_map_parcels(d.map) == 3, "%s", last_rows[_i].label);
    ck_assert_uint_eq(d.account.slivers, 0);
    rub_out(&d);

    d = draw_nothing();
    d.options.sliver_m2 = 50;
    draw_box(&d, last_rows[_i].layer, "大", 10, 0, 100, 100);
    draw_box(&d, last_rows[_i].layer, "小", 0, 0, 10, 4);
    draw_box(&d, last_rows[_i].layer, "中", 0, 4, 10, 100);
    draw_line(&d, SZ_BARRIER_WALL, "墙", XY(0, 2, 10, 2));
    build(&d);
    check_map(&d);
    ck_assert_msg(sz_map_parcels(d.map) == 3, "%s", last_rows[_i].label);
    ck_assert_double_eq(parcel_at(&d, 5, 2, NULL).area_m2, 40);
    ck_assert_uint_eq(d.account.slivers, 1);
    rub_out(&d);
}
END_TEST

/* A sliver of another town goes to its own town over the shorter border. */
START_TEST(slivers_stay_in_their_town)
{
    drawn d = draw_nothing();
    d.options.sliver_m2 = 50;
    draw_box(&d, SZ_LAYER_LIMIT, "甲", 0, 0, 100, 50);
    draw_box(&d, SZ_LAYER_LIMIT, "乙", 0, 50, 100, 100);
    draw_line(&d, SZ_BARRIER_LANE, "巷", XY(0, 48, 20, 48));
    draw_line(&d, SZ_BARRIER_LANE, "弄", XY(20, 0, 20, 50));
    build(&d);
    check_map(&d);
    /* 20 x 2 m under the town limit: 20 m to 乙, 20 m to the block below, 2 m east */
    ck_assert_uint_eq(sz_map_parcels(d.map), 3);
    ck_assert_double_eq(parcel_at(&d, 10, 25, NULL).area_m2, 1000);
    ck_assert_double_eq(parcel_at(&d, 50, 75, NULL).area_m2, 5000);
    rub_out(&d);
}
END_TEST

/* Two carriageways 20 m apart: the ground between is absorbed, the border keeps
 * the name. Of two roads of different names it is a block. */
static const struct {
    const char *label, *south, *north;
    size_t parcels, medians;
} median_rows[] = {
    { "one name", "环路", "环路", 2, 1 },
    { "no name", NULL, NULL, 2, 1 },
    { "two names", "环路", "大道", 3, 0 },
};

START_TEST(dual_carriageway)
{
    drawn d = draw_nothing();
    int n;
    int32_t s, t;
    d.options.median_width = 25;
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 500, 300);
    draw_line(&d, SZ_BARRIER_ARTERIAL, median_rows[_i].south, XY(0, 100, 500, 100));
    draw_line(&d, SZ_BARRIER_ARTERIAL, median_rows[_i].north, XY(0, 120, 500, 120));
    build(&d);
    check_map(&d);
    ck_assert_msg(sz_map_parcels(d.map) == median_rows[_i].parcels, "%s",
                  median_rows[_i].label);
    ck_assert_uint_eq(d.account.medians, median_rows[_i].medians);
    if (median_rows[_i].medians) {
        parcel_at(&d, 250, 50, &s);
        parcel_at(&d, 250, 210, &t);
        const char *name = median_rows[_i].south ? median_rows[_i].south : "";
        double length = length_between(&d, s, t, SZ_BARRIER_ARTERIAL, name, &n);
        ck_assert_double_eq(length, 500);
        ck_assert_double_eq(d.account.sliver_m2, 10000);
    }
    rub_out(&d);
}
END_TEST

/* Two given parcels meet at y = 50; the road runs 4 m beside, cuts a strip off
 * the upper one that goes back to it, and the border takes its name. */
START_TEST(outline_follows_road)
{
    drawn d = draw_nothing();
    int n;
    d.options.follow = 15;
    draw_box(&d, SZ_LAYER_PARCELS, "下", 0, 0, 300, 50);
    draw_box(&d, SZ_LAYER_PARCELS, "上", 0, 50, 300, 100);
    draw_line(&d, SZ_BARRIER_STREET, "青山路", XY(-20, 54, 320, 54));
    draw_line(&d, SZ_BARRIER_LANE, "横巷", XY(150, 0, 150, 100));
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 4);
    int32_t a, b;
    parcel_at(&d, 75, 25, &a);
    parcel_at(&d, 75, 75, &b);
    ck_assert_double_eq(length_between(&d, a, b, SZ_BARRIER_STREET, "青山路", &n), 150);
    /* the outer borders run along nothing: across the road, or 46 m off */
    ck_assert_double_eq(length_between(&d, a, -1, SZ_BARRIER_NONE, "", &n), 200);
    rub_out(&d);
}
END_TEST

/* A border of 300 m with two roads beside it, one after the other, is cut at the
 * point nearest to their change; 100 m without any stay without. */
START_TEST(border_follows_two_roads)
{
    drawn d = draw_nothing();
    int n;
    int32_t a, b;
    d.options.follow = 15;
    draw_area(&d, SZ_LAYER_COMMUNITIES, "下",
              XY(0, 0, 400, 0, 400, 50, 300, 50, 250, 50, 200, 50, 150, 50, 100, 50,
                 50, 50, 0, 50));
    draw_box(&d, SZ_LAYER_COMMUNITIES, "上", 0, 50, 400, 100);
    sz_barrier_line *line;
    draw_line(&d, SZ_BARRIER_STREET, "东路", XY(0, 58, 145, 58));
    draw_line(&d, SZ_BARRIER_ARTERIAL, "西路", XY(152, 42, 300, 42));
    draw_line(&d, SZ_BARRIER_RAIL, "远线", XY(0, 70, 400, 70));
    draw_line(&d, SZ_BARRIER_LANE, "斜巷", XY(300, 20, 340, 90));
    for (size_t i = 0; i < d.source.line.n; i++) {
        line = &d.source.line.at[i];
        line->use = SZ_LINE_SHOWN;
    }
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 2);
    ck_assert_uint_eq(sz_map_lines(d.map), 4);
    parcel_at(&d, 200, 25, &a);
    parcel_at(&d, 200, 75, &b);
    ck_assert_double_eq(length_between(&d, a, b, SZ_BARRIER_STREET, "东路", &n), 150);
    ck_assert_double_eq(length_between(&d, a, b, SZ_BARRIER_ARTERIAL, "西路", &n), 150);
    ck_assert_double_eq(length_between(&d, a, b, SZ_BARRIER_NONE, "", &n), 100);
    rub_out(&d);
}
END_TEST

/* Where less than 60 % of a border lies along a road, it does not follow it. */
START_TEST(too_little_to_follow)
{
    for (int share = 30; share <= 90; share += 60) {
        drawn d = draw_nothing();
        int n;
        d.options.follow = 15;
        draw_box(&d, SZ_LAYER_COMMUNITIES, "下", 0, 0, 100, 50);
        draw_box(&d, SZ_LAYER_COMMUNITIES, "上", 0, 50, 100, 100);
        draw_line(&d, SZ_BARRIER_STREET, "路", XY(0, 55, share, 55));
        d.source.line.at[0].use = SZ_LINE_SHOWN;
        build(&d);
        double along = length_between(&d, 0, 1, SZ_BARRIER_STREET, "路", &n);
        ck_assert_double_eq(along, share > 60 ? 100 : 0);
        rub_out(&d);
    }
}
END_TEST

/* Neighbours drawn half a metre apart, with a point too many on one side: pulled
 * together they share one border and leave nothing between. */
START_TEST(snapping_closes_what_was_drawn_apart)
{
    drawn d = draw_nothing();
    int n;
    int32_t a, b;
    d.options.snap = 1;
    draw_box(&d, SZ_LAYER_PARCELS, "西", 0, 0, 100, 100);
    draw_area(&d, SZ_LAYER_PARCELS, "东",
              XY(100.4, 0.3, 200, 0, 200, 100, 99.7, 100.2, 100.5, 40));
    draw_area(&d, SZ_LAYER_PARCELS, "北", XY(0.2, 100.6, 199.8, 100.3, 100, 200));
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 3);
    parcel_at(&d, 50, 50, &a);
    parcel_at(&d, 150, 50, &b);
    ck_assert_double_eq(length_between(&d, a, b, SZ_BARRIER_NONE, "", &n), 100);
    ck_assert_int_eq(n, 1);
    ck_assert_double_eq(parcel_at(&d, 50, 50, NULL).area_m2, 10000);
    ck_assert_double_eq(parcel_at(&d, 150, 50, NULL).area_m2, 10000);
    ck_assert_double_eq(parcel_at(&d, 100, 130, NULL).area_m2, 10000);
    ck_assert_int_eq(findings_of(&d, "import.twofold"), 0);
    rub_out(&d);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("map slivers");
    tcase_add_test(tc, hairline_between_communities);
    tcase_add_loop_test(tc, the_last_ground_stays, 0, COUNT(last_rows));
    tcase_add_test(tc, slivers_stay_in_their_town);
    tcase_add_loop_test(tc, dual_carriageway, 0, COUNT(median_rows));
    tcase_add_test(tc, outline_follows_road);
    tcase_add_test(tc, border_follows_two_roads);
    tcase_add_test(tc, too_little_to_follow);
    tcase_add_test(tc, snapping_closes_what_was_drawn_apart);
    return run_suite("map slivers", tc);
}
