/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a line is, tag by tag. */
#include "io/barriers.h"
#include "tests/suite.h"

#define OSM(...) { .classed = true, __VA_ARGS__ }

static const struct {
    sz_line_tags tags;
    sz_line_fate fate;
    sz_barrier barrier;
    bool bridge;
} rows[] = {
    { OSM(.highway = "motorway"), SZ_LINE_KEPT, SZ_BARRIER_EXPRESSWAY, false },
    { OSM(.highway = "trunk_link"), SZ_LINE_KEPT, SZ_BARRIER_EXPRESSWAY, false },
    { OSM(.highway = "primary"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL, false },
    { OSM(.highway = "secondary_link"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL, false },
    { OSM(.highway = "tertiary"), SZ_LINE_KEPT, SZ_BARRIER_STREET, false },
    { OSM(.highway = "residential"), SZ_LINE_KEPT, SZ_BARRIER_STREET, false },
    { OSM(.highway = "service"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.highway = "service", .name = "青石巷"), SZ_LINE_KEPT, SZ_BARRIER_LANE, false },
    { OSM(.highway = "pedestrian", .name = "步行街"), SZ_LINE_KEPT, SZ_BARRIER_LANE,
      false },
    { OSM(.kind = "road", .class = "service"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE,
      false },
    { OSM(.highway = "living_street"), SZ_LINE_KEPT, SZ_BARRIER_LANE, false },
    { OSM(.highway = "footway"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.highway = "steps"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.highway = "_link"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.highway = "a_word_that_is_much_too_long_for_any_class_of_road"),
      SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.highway = "primary", .bridge = "yes", .level = "1"), SZ_LINE_KEPT,
      SZ_BARRIER_ARTERIAL, true },
    { OSM(.highway = "primary", .bridge = "viaduct"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL,
      true },
    { OSM(.highway = "primary", .bridge = "no"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL,
      false },
    { OSM(.highway = "primary", .tunnel = "yes"), SZ_LINE_TUNNEL, SZ_BARRIER_NONE,
      false },
    { OSM(.highway = "primary", .tunnel = "F"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL,
      false },
    { OSM(.highway = "residential", .tunnel = "building_passage"), SZ_LINE_KEPT,
      SZ_BARRIER_STREET, false },
    { OSM(.highway = "primary", .level = "-1"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL,
      false },
    { OSM(.highway = "footway", .tunnel = "yes"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE,
      false },
    { OSM(.railway = "rail"), SZ_LINE_KEPT, SZ_BARRIER_RAIL, false },
    { OSM(.railway = "subway"), SZ_LINE_KEPT, SZ_BARRIER_RAIL, false },
    { OSM(.railway = "subway", .level = "-3"), SZ_LINE_TUNNEL, SZ_BARRIER_NONE, false },
    { OSM(.railway = "subway", .tunnel = "yes"), SZ_LINE_TUNNEL, SZ_BARRIER_NONE,
      false },
    { OSM(.railway = "platform"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.railway = "construction"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.railway = "tram", .highway = "secondary"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL,
      false },
    { OSM(.waterway = "river"), SZ_LINE_KEPT, SZ_BARRIER_RIVER, false },
    { OSM(.waterway = "canal"), SZ_LINE_KEPT, SZ_BARRIER_RIVER, false },
    { OSM(.waterway = "stream"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.waterway = "stream", .name = "白河"), SZ_LINE_KEPT, SZ_BARRIER_RIVER, false },
    { OSM(.waterway = "river", .tunnel = "culvert"), SZ_LINE_TUNNEL, SZ_BARRIER_NONE,
      false },
    { OSM(.barrier = "wall"), SZ_LINE_KEPT, SZ_BARRIER_WALL, false },
    { OSM(.barrier = "city_wall"), SZ_LINE_KEPT, SZ_BARRIER_WALL, false },
    { OSM(.barrier = "fence"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.name = "柳园路"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    /* fields "kind" and "class" */
    { OSM(.kind = "road", .class = "primary_link"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL,
      false },
    { OSM(.kind = "road", .class = "path"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.kind = "rail", .class = "subway", .tunnel = "yes"), SZ_LINE_TUNNEL,
      SZ_BARRIER_NONE, false },
    { OSM(.kind = "rail", .class = "construction"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE,
      false },
    { OSM(.kind = "major_road"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL, false },
    { OSM(.kind = "river"), SZ_LINE_KEPT, SZ_BARRIER_RIVER, false },
    { OSM(.class = "expressway"), SZ_LINE_KEPT, SZ_BARRIER_EXPRESSWAY, false },
    { OSM(.class = "none"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    /* Chinese words */
    { OSM(.class = "快速路"), SZ_LINE_KEPT, SZ_BARRIER_EXPRESSWAY, false },
    { OSM(.class = "高速公路"), SZ_LINE_KEPT, SZ_BARRIER_EXPRESSWAY, false },
    { OSM(.class = "主干道"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL, false },
    { OSM(.class = "城市次干路"), SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL, false },
    { OSM(.class = "支路"), SZ_LINE_KEPT, SZ_BARRIER_STREET, false },
    { OSM(.class = "街巷"), SZ_LINE_KEPT, SZ_BARRIER_LANE, false },
    { OSM(.class = "内部道路"), SZ_LINE_KEPT, SZ_BARRIER_LANE, false },
    { OSM(.class = "人行道路"), SZ_LINE_UNCLASSED, SZ_BARRIER_NONE, false },
    { OSM(.class = "河流"), SZ_LINE_KEPT, SZ_BARRIER_RIVER, false },
    { OSM(.class = "铁路"), SZ_LINE_KEPT, SZ_BARRIER_RAIL, false },
    { OSM(.class = "地铁"), SZ_LINE_TUNNEL, SZ_BARRIER_NONE, false },
    { OSM(.class = "围墙"), SZ_LINE_KEPT, SZ_BARRIER_WALL, false },
    { OSM(.class = "主干道", .tunnel = "是"), SZ_LINE_TUNNEL, SZ_BARRIER_NONE, false },
    { OSM(.class = "主干道", .tunnel = "否", .bridge = "是"), SZ_LINE_KEPT,
      SZ_BARRIER_ARTERIAL, true },
    /* files without classes: the end of the name */
    { { .name = "青山路" }, SZ_LINE_KEPT, SZ_BARRIER_STREET, false },
    { { .name = "解放大道" }, SZ_LINE_KEPT, SZ_BARRIER_ARTERIAL, false },
    { { .name = "北环高架路" }, SZ_LINE_KEPT, SZ_BARRIER_EXPRESSWAY, false },
    { { .name = "内秦淮河" }, SZ_LINE_KEPT, SZ_BARRIER_RIVER, false },
    { { .name = "河西街" }, SZ_LINE_KEPT, SZ_BARRIER_STREET, false },
    { { .name = "京沪铁路" }, SZ_LINE_KEPT, SZ_BARRIER_RAIL, false },
    { { .name = "帽儿胡同" }, SZ_LINE_KEPT, SZ_BARRIER_LANE, false },
    { { .name = "" }, SZ_LINE_KEPT, SZ_BARRIER_STREET, false },
};

START_TEST(line_classes)
{
    sz_barrier barrier = SZ_BARRIER_WALL;
    bool bridge = !rows[_i].bridge;
    sz_line_fate fate = sz__line_class(&rows[_i].tags, &barrier, &bridge);
    ck_assert_int_eq(fate, rows[_i].fate);
    ck_assert_str_eq(sz_barrier_name(barrier), sz_barrier_name(rows[_i].barrier));
    if (fate == SZ_LINE_KEPT)
        ck_assert_int_eq(bridge, rows[_i].bridge);
}
END_TEST

static const struct {
    sz_line_tags tags;
    sz_line_state state;
    sz_line_fate fate;
} states[] = {
    { OSM(.highway = "primary"), SZ_LINE_BUILT, SZ_LINE_KEPT },
    { OSM(.class = "主干道", .state = "现状"), SZ_LINE_BUILT, SZ_LINE_KEPT },
    { OSM(.class = "主干道", .state = "在建"), SZ_LINE_BUILDING, SZ_LINE_KEPT },
    { OSM(.class = "主干道", .state = "规划道路"), SZ_LINE_PLANNED, SZ_LINE_KEPT },
    { OSM(.class = "规划次干路"), SZ_LINE_PLANNED, SZ_LINE_KEPT },
    { OSM(.kind = "road", .class = "residential", .state = "under construction"),
      SZ_LINE_BUILDING, SZ_LINE_KEPT },
    { OSM(.highway = "construction", .construction = "primary", .name = "学府路"),
      SZ_LINE_BUILDING, SZ_LINE_KEPT },
    { OSM(.highway = "construction", .construction = "primary"), SZ_LINE_BUILDING,
      SZ_LINE_UNCLASSED },
    { OSM(.highway = "construction", .name = "学府路"), SZ_LINE_BUILDING,
      SZ_LINE_UNCLASSED },
};

START_TEST(line_states)
{
    sz_barrier barrier;
    bool bridge;
    ck_assert_int_eq(sz__line_state(&states[_i].tags), states[_i].state);
    ck_assert_int_eq(sz__line_class(&states[_i].tags, &barrier, &bridge), states[_i].fate);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("barriers");
    tcase_add_loop_test(tc, line_states, 0, COUNT(states));
    tcase_add_loop_test(tc, line_classes, 0, COUNT(rows));
    return run_suite("barriers", tc);
}
