/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Towns, units, communities, gaps and overlaps of small maps drawn by hand. */
#include "tests/drawn.h"

static const char *community_of(const drawn *d, sz_parcel p)
{
    sz_today today = { "", "", -1 };
    if (p.community >= 0)
        sz_map_today(d->map, (size_t)p.community, &today);
    return today.name;
}

/* West 0..60, east 50..100 of a limit 0..110: they overlap on 10 m, the last
 * 10 m are nobody's. The overlap touches west along 20 m, east along 40 m: its
 * lower half borders on a third community. */
START_TEST(gap_and_overlap)
{
    drawn d = draw_nothing();
    size_t n;
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 110, 40);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "柳园", 0, 20, 60, 40);
    draw_area(&d, SZ_LAYER_COMMUNITIES, "东关",
              XY(50, 0, 100, 0, 100, 40, 60, 40, 60, 40, 50, 40));
    draw_area(&d, SZ_LAYER_COMMUNITIES, "南苑", XY(0, 0, 50, 0, 50, 20, 0, 20));
    draw_spot(&d, 55, 30, 7);
    draw_spot(&d, 105, 30, 3);
    draw_spot(&d, 20, 10, 5);
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 5);
    ck_assert_str_eq(community_of(&d, parcel_at(&d, 20, 10, NULL)), "南苑");
    ck_assert_str_eq(community_of(&d, parcel_at(&d, 20, 30, NULL)), "柳园");
    ck_assert_str_eq(community_of(&d, parcel_at(&d, 105, 20, NULL)), "");
    int32_t both;
    /* 10 x 20 m: 20 m to 柳园 in the west; to 东关 20 m in the east, 10 in the south */
    sz_parcel p = parcel_at(&d, 55, 30, &both);
    ck_assert_double_eq(p.area_m2, 200);
    ck_assert_str_eq(community_of(&d, p), "东关");
    const int32_t *claims = sz_map_claims(d.map, (size_t)both, &n);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(claims[0], 0);
    ck_assert_int_eq(claims[1], 1);
    ck_assert_ptr_null(sz_map_claims(d.map, (size_t)(both == 0), &n));
    ck_assert_uint_eq(d.account.gaps, 1);
    ck_assert_double_eq(d.account.gap_m2, 400);
    ck_assert_int_eq(d.account.gap_households, 3);
    ck_assert_uint_eq(d.account.overlaps, 1);
    ck_assert_double_eq(d.account.overlap_m2, 200);
    ck_assert_int_eq(d.account.overlap_households, 7);
    ck_assert_int_eq(findings_of(&d, "import.gap"), 1);
    ck_assert_int_eq(findings_of(&d, "import.overlap"), 1);
    rub_out(&d);
}
END_TEST

/* 复兴 stands in two towns, and once in two polygons of one town. */
START_TEST(same_name_in_two_towns)
{
    drawn d = draw_nothing();
    static const struct { double x; const char *town; } rows[] = {
        { 0, "中区" }, { 10, "东区" }, { 30, "东区" } };
    sz_area *a = draw_box(&d, SZ_LAYER_COMMUNITIES, "间隔", 20, 0, 30, 10);
    a->town = draw_name(&d, "东区");
    for (int i = 0; i < COUNT(rows); i++) {
        double x = rows[i].x;
        a = draw_box(&d, SZ_LAYER_COMMUNITIES, "复兴", x, 0, x + 10, 10);
        a->town = draw_name(&d, rows[i].town);
    }
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_communities(d.map), 3);
    ck_assert_uint_eq(sz_map_towns(d.map), 2);
    sz_parcel p = parcel_at(&d, 5, 5, NULL), q = parcel_at(&d, 15, 5, NULL);
    sz_parcel r = parcel_at(&d, 35, 5, NULL);
    ck_assert_str_eq(community_of(&d, p), "复兴");
    ck_assert_str_eq(community_of(&d, q), "复兴");
    ck_assert_int_ne(p.community, q.community);
    ck_assert_int_eq(q.community, r.community);
    ck_assert_str_eq(sz_map_town_name(d.map, p.town), "中区");
    ck_assert_str_eq(sz_map_town_name(d.map, r.town), "东区");
    ck_assert_uint_eq(d.account.detached, 1);
    ck_assert_str_eq(sz_map_town_name(d.map, -1), "");
    rub_out(&d);
}
END_TEST

/* Communities that state no town belong to the limit that holds most of them. */
START_TEST(limits_are_towns)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_LIMIT, "城东", 0, 0, 50, 50);
    draw_box(&d, SZ_LAYER_LIMIT, "城西", 50, 0, 100, 50);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "幸福", 0, 0, 55, 50);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "幸福", 55, 0, 100, 50);
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 3);
    ck_assert_uint_eq(sz_map_communities(d.map), 2);
    sz_parcel a = parcel_at(&d, 25, 25, NULL), b = parcel_at(&d, 52.5, 25, NULL);
    sz_parcel c = parcel_at(&d, 80, 25, NULL);
    ck_assert_int_eq(a.community, b.community);
    ck_assert_int_ne(a.community, c.community);
    ck_assert_int_eq(b.town, c.town);
    ck_assert_int_ne(a.town, b.town);
    sz_today today;
    sz_map_today(d.map, (size_t)a.community, &today);
    ck_assert_int_eq(today.town, a.town);
    rub_out(&d);
}
END_TEST

/* A road cuts one of two given parcels; the two pieces are one unit. */
START_TEST(unit_cut_by_road)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_PARCELS, "一号", 0, 0, 100, 50)->households = 7;
    draw_box(&d, SZ_LAYER_PARCELS, "二号", 100, 0, 200, 50)->households = 4;
    draw_line(&d, SZ_BARRIER_LANE, "小巷", XY(30, 0, 30, 50));
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 3);
    ck_assert_uint_eq(sz_map_units(d.map), 1);
    sz_parcel a = parcel_at(&d, 15, 25, NULL), b = parcel_at(&d, 65, 25, NULL);
    sz_parcel c = parcel_at(&d, 150, 25, NULL);
    ck_assert_int_eq(a.unit, 0);
    ck_assert_int_eq(b.unit, 0);
    ck_assert_int_eq(c.unit, -1);
    ck_assert_str_eq(sz_map_unit_name(d.map, 0), "一号");
    ck_assert_str_eq(sz__name(&d.map->names, d.map->units[0].kind), "parcel");
    /* 7 by 30:70 is 2.1 and 4.9 */
    ck_assert_int_eq(a.households, 2);
    ck_assert_int_eq(b.households, 5);
    ck_assert_int_eq(c.households, 4);
    rub_out(&d);
}
END_TEST

/* Units of one name are different units, and are told apart by name. */
START_TEST(units_have_names_of_their_own)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_UNITS, "第一网格", 0, 0, 10, 10);
    draw_box(&d, SZ_LAYER_UNITS, "第一网格", 10, 0, 20, 10)->kind = draw_name(&d, "网格");
    draw_box(&d, SZ_LAYER_UNITS, NULL, 20, 0, 30, 10);
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_units(d.map), 3);
    int seen = 0;
    for (int32_t i = 0; i < 3; i++) {
        const char *name = sz_map_unit_name(d.map, i);
        seen |= strcmp(name, "第一网格") == 0 ? 1 : strcmp(name, "第一网格 (2)") == 0 ? 2
                : name[0] == '#' ? 4 : 8;
    }
    ck_assert_int_eq(seen, 7);
    rub_out(&d);
}
END_TEST

/* What given parcels and units leave of a limit is parcels too; what lies
 * outside is not. */
START_TEST(the_rest_of_the_limit)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 100, 100);
    draw_box(&d, SZ_LAYER_UNITS, "小区", 50, 50, 150, 150)->households = 9;
    draw_box(&d, SZ_LAYER_UNITS, "外", 300, 0, 310, 10)->households = 6;
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 2);
    sz_parcel unit = parcel_at(&d, 75, 75, NULL), rest = parcel_at(&d, 25, 25, NULL);
    ck_assert_double_eq(unit.area_m2, 2500);
    ck_assert_int_eq(unit.households, 9);
    ck_assert_int_eq(rest.unit, -1);
    ck_assert_int_eq(rest.households, 0);
    ck_assert_double_eq(rest.area_m2, 7500);
    ck_assert_int_eq(d.account.households_unplaced, 6);
    ck_assert_int_eq(findings_of(&d, "import.unplaced"), 1);
    ck_assert_int_eq(findings_of(&d, "import.outside"), 1);
    ck_assert_uint_eq(sz_map_units(d.map), 1);
    rub_out(&d);
}
END_TEST

/* Units that overlap: the first has the ground, and a finding says so. */
START_TEST(twofold_units)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_UNITS, "先", 0, 0, 60, 50);
    draw_box(&d, SZ_LAYER_UNITS, "后", 50, 0, 100, 50);
    build(&d);
    check_map(&d);
    ck_assert_uint_eq(sz_map_parcels(d.map), 2);
    ck_assert_double_eq(parcel_at(&d, 30, 25, NULL).area_m2, 3000);
    ck_assert_double_eq(parcel_at(&d, 80, 25, NULL).area_m2, 2000);
    ck_assert_int_eq(findings_of(&d, "import.twofold"), 1);
    rub_out(&d);
}
END_TEST

/* Rings run either way round; a hole is where the next feature lies. */
START_TEST(orientation_does_not_matter)
{
    for (int turn = 0; turn < 4; turn++) {
        static const double shell[2][8] = { { 0, 0, 90, 0, 90, 90, 0, 90 },
                                            { 0, 0, 0, 90, 90, 90, 90, 0 } };
        static const double hole[2][8] = { { 30, 30, 60, 30, 60, 60, 30, 60 },
                                           { 30, 30, 30, 60, 60, 60, 60, 30 } };
        drawn d = draw_nothing();
        draw_area(&d, SZ_LAYER_COMMUNITIES, "外", shell[turn & 1], 4);
        draw_ring(&d, true, hole[turn >> 1], 4);
        draw_area(&d, SZ_LAYER_COMMUNITIES, "内", hole[turn & 1], 4);
        build(&d);
        check_map(&d);
        ck_assert_uint_eq(sz_map_parcels(d.map), 2);
        ck_assert_uint_eq(d.account.overlaps + d.account.gaps, 0);
        ck_assert_double_eq(parcel_at(&d, 45, 45, NULL).area_m2, 900);
        ck_assert_str_eq(community_of(&d, parcel_at(&d, 45, 45, NULL)), "内");
        rub_out(&d);
    }
}
END_TEST

/* Offices by name, by name and town, and by where they stand. */
START_TEST(offices_find_their_community)
{
    drawn d = draw_nothing();
    draw_box(&d, SZ_LAYER_COMMUNITIES, "复兴", 0, 0, 10, 10)->town = draw_name(&d, "甲");
    draw_box(&d, SZ_LAYER_COMMUNITIES, "复兴", 10, 0, 20, 10)->town = draw_name(&d, "乙");
    draw_box(&d, SZ_LAYER_COMMUNITIES, "民主", 20, 0, 30, 10)->town = draw_name(&d, "乙");
    int32_t same = draw_name(&d, "复兴"), second = draw_name(&d, "乙");
    int32_t other = draw_name(&d, "民主");
    const sz_office_spot spots[] = {
        { 5, 5, -1, other, -1, 500, 12, 0 },  /* names one that it does not stand in */
        { 5, 5, -1, same, second, 0, 0, 0 },  /* the one of the named town */
        { 15, 5, -1, same, -1, 0, 0, 0 },     /* two of that name: where it stands */
        { 25, 5, -1, -1, -1, 0, 0, 0 },       /* no name: where it stands */
        { 99, 99, -1, -1, -1, 0, 0, 0 },
    };
    static const int32_t want[] = { 2, 1, 1, 2, -1 };
    for (int i = 0; i < COUNT(spots); i++)
        ck_assert(sz__push(&d.source.office, spots[i]));
    build(&d);
    for (int i = 0; i < COUNT(spots); i++) {
        sz_office o;
        ck_assert_int_eq(sz_map_office(d.map, (size_t)i, &o), SZ_SUCCESS);
        ck_assert_msg(o.community == want[i], "office %d: %d", i, o.community);
    }
    rub_out(&d);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("map labels");
    tcase_add_test(tc, gap_and_overlap);
    tcase_add_test(tc, same_name_in_two_towns);
    tcase_add_test(tc, limits_are_towns);
    tcase_add_test(tc, unit_cut_by_road);
    tcase_add_test(tc, units_have_names_of_their_own);
    tcase_add_test(tc, the_rest_of_the_limit);
    tcase_add_test(tc, twofold_units);
    tcase_add_test(tc, orientation_does_not_matter);
    tcase_add_test(tc, offices_find_their_community);
    return run_suite("map labels", tc);
}
