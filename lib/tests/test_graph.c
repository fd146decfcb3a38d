/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From maps to graphs of atoms, by hand. */
#include "plan/graph.h"
#include "tests/raster_map.h"
#include "tests/same_ring.h"
#include "tests/suite.h"

/* Parcels as letters; those of one unit as one digit below ('-' none); the ring of
 * the atom that parcel `of` is in: {neighbour's parcel, length, edge} ccw. */
static const struct {
    const char *label, *parcels, *units;
    int32_t of;
    int n, simple;
    sz_ring_item ring[8];
} rows[] = {
    { "a row", "abc", "---", 1, 4, 1,
      { { -1, 1, 1, 0 }, { 2, 1, 1, 0 }, { -1, 1, 1, 0 }, { 0, 1, 1, 0 } } },
    { "four round a point", "ab/cd", "--/--", 2, 4, 1,
      { { -1, 2, 1, 0 }, { 3, 1, 1, 0 }, { 1, 0, 0, 0 }, { 0, 1, 1, 0 } } },
    { "two borders with one neighbour", "aab/acb/aab", "---/---/---", 1, 4, 1,
      { { -1, 5, 1, 0 }, { 0, 1, 1, 0 }, { 2, 1, 1, 0 }, { 0, 1, 1, 0 } } },
    { "a unit beside", "ab/cc", "00/--", 2, 2, 1,
      { { -1, 4, 1, 0 }, { 0, 2, 1, 0 } } },
    { "a unit round a corner", "ab/cd", "00/0-", 3, 2, 1,
      { { -1, 2, 1, 0 }, { 0, 2, 1, 0 } } },
    { "a unit in two pieces", "abc/dbe", "0-0/---", 2, 6, 0,
      { { -1, 2, 1, 0 }, { -1, 2, 1, 0 }, { 1, 1, 1, 0 }, { 1, 1, 1, 0 },
        { 3, 1, 1, 0 }, { 4, 1, 1, 0 } } },
};

/* Units of the map from a picture. */
static void paint_units(const raster *r, sz_map *m, const char *picture)
{
    for (int y = 0; y < r->h; y++)
        for (int x = 0; x < r->w; x++) {
            char c = picture[(r->h - 1 - y) * (r->w + 1) + x];
            int32_t p = RASTER_AT(r, x, y);
            if (p >= 0 && c >= '0')
                m->unit[p] = c - '0';
        }
}

START_TEST(rings_by_hand)
{
    raster r;
    sz_map map;
    sz_graph g;
    sz_graph_options options = { 0 };
    raster_parse(&r, rows[_i].parcels);
    raster_map(&r, &map);
    paint_units(&r, &map, rows[_i].units);
    ck_assert_int_eq(sz__graph_from_map(&g, &map, &options, NULL), SZ_SUCCESS);
    int32_t v = g.atom_of[rows[_i].of];
    sz_ring_item want[8];
    for (int i = 0; i < rows[_i].n; i++) {
        want[i] = rows[_i].ring[i];
        if (want[i].atom >= 0)
            want[i].atom = g.atom_of[want[i].atom];
    }
    ck_assert_msg(g.row[v + 1] - g.row[v] == rows[_i].n, "%s: %d items", rows[_i].label,
                  (int)(g.row[v + 1] - g.row[v]));
    ck_assert_msg(same_ring(g.ring + g.row[v], want, rows[_i].n, rows[_i].simple), "%s",
                  rows[_i].label);
    ck_assert_msg(g.simple[v] == rows[_i].simple, "%s: simple", rows[_i].label);
    sz__graph_release(&g);
    raster_map_release(&map);
}
END_TEST

/* Five wedges round a point, made by hand: pixels never meet in fives. Spoke k runs
 * from the middle, with wedge k on its left; arc k (border 5 + k) closes wedge k. */
START_TEST(five_round_a_point)
{
    int32_t left[10], right[10], from[10], to[10], next[20], none[5], zero[5] = { 0 };
    int64_t households[5] = { 1, 1, 1, 1, 1 };
    double length[10], area[5] = { 1, 1, 1, 1, 1 };
    uint8_t class[10] = { 0 };
    for (int k = 0; k < 5; k++) {
        int after = (k + 1) % 5, before = (k + 4) % 5;
        none[k] = -1;
        left[k] = left[5 + k] = k;
        right[k] = before;
        right[5 + k] = -1;
        from[k] = 0;
        to[k] = from[5 + k] = k + 1;
        to[5 + k] = after + 1;
        length[k] = length[5 + k] = 1;
        next[2 * k] = 2 * (5 + k);
        next[2 * (5 + k)] = 2 * after + 1;
        next[2 * k + 1] = 2 * before;
        next[2 * (5 + k) + 1] = 2 * (5 + before) + 1;
    }
    sz_map map = { .n = 5, .n_borders = 10, .n_nodes = 6, .town = zero, .unit = none,
                   .community = none, .households = households, .area = area,
                   .x = area, .y = area, .b_left = left, .b_right = right,
                   .b_from = from, .b_to = to, .b_length = length, .b_class = class,
                   .he_next = next };
    sz_ring_item want[] = {
        { -1, 1, 1, 0 }, { 1, 1, 1, 0 }, { 2, 0, 0, 0 }, { 3, 0, 0, 0 }, { 4, 1, 1, 0 },
    };
    sz_graph g;
    sz_graph_options options = { 0 };
    ck_assert_int_eq(sz__graph_from_map(&g, &map, &options, NULL), SZ_SUCCESS);
    ck_assert_int_eq(g.n, 5);
    ck_assert_int_eq(g.row[1], COUNT(want));
    ck_assert(same_ring(g.ring, want, COUNT(want), true));
    sz__graph_release(&g);
}
END_TEST

/* The class that carries most of a border; of equals the stronger. */
START_TEST(barrier_of_most_length)
{
    static const struct { uint8_t a, b, c, want; } classes[] = {
        { SZ_BARRIER_STREET, SZ_BARRIER_RAIL, SZ_BARRIER_NONE, SZ_BARRIER_RAIL },
        { SZ_BARRIER_STREET, SZ_BARRIER_LANE, SZ_BARRIER_LANE, SZ_BARRIER_LANE },
        { SZ_BARRIER_NONE, SZ_BARRIER_NONE, SZ_BARRIER_RAIL, SZ_BARRIER_NONE },
        { SZ_BARRIER_NONE, SZ_BARRIER_NONE, SZ_BARRIER_NONE, SZ_BARRIER_NONE },
    };
    raster r;
    sz_map map;
    sz_graph g;
    sz_graph_options options = { 0 };
    raster_parse(&r, "abc/ddd");
    raster_map(&r, &map);
    map.unit[0] = map.unit[1] = map.unit[2] = 0;
    for (int32_t b = 0; b < map.n_borders; b++) {
        int32_t other = map.b_left[b] == 3 ? map.b_right[b] : map.b_left[b];
        if (map.b_left[b] == 3 || map.b_right[b] == 3)
            map.b_class[b] = other == 0   ? classes[_i].a
                             : other == 1 ? classes[_i].b
                                          : classes[_i].c;
    }
    ck_assert_int_eq(sz__graph_from_map(&g, &map, &options, NULL), SZ_SUCCESS);
    ck_assert_int_eq(g.n, 2);
    int found = 0;
    for (int32_t i = g.row[1]; i < g.row[2]; i++)
        if (g.ring[i].atom == 0) {
            ck_assert_int_eq(g.ring[i].barrier, classes[_i].want);
            ck_assert_float_eq(g.ring[i].length, 3);
            found++;
        }
    ck_assert_int_eq(found, 1);
    sz__graph_release(&g);
    raster_map_release(&map);
}
END_TEST

/* What encloses what, and what it becomes: communities of today, one of them
 * locked, and towns as digits. */
static const struct {
    const char *label, *parcels, *towns, *today;
    bool cross;
    int32_t locked;
    const char *atoms;   /* of parcels a, b, c ... */
} enclosed_rows[] = {
    { "one in one", "aaa/aba/aaa", "000/000/000", "000/000/000", false, -1, "00" },
    { "a chain", "aaaaa/abbba/abcba/abbba/aaaaa", "00000/00000/00000/00000/00000",
      "00000/00000/00000/00000/00000", false, -1, "000" },
    { "two together", "aaaa/abca/aaaa", "0000/0000/0000", "0000/0000/0000", false, -1,
      "000" },
    { "at a corner of the limit", "ba/aa", "00/00", "00/00", false, -1, "01" },
    { "another town", "aaa/aba/aaa", "000/010/000", "000/000/000", false, -1, "01" },
    { "another town, none matter", "aaa/aba/aaa", "000/010/000", "000/000/000", true,
      -1, "00" },
    { "locked inside", "aaa/aba/aaa", "000/000/000", "000/010/000", false, 1, "01" },
    { "locked outside", "aaa/aba/aaa", "000/000/000", "000/010/000", false, 0, "01" },
    { "locked inside, not beside", "aaaa/abca/aaaa", "0000/0000/0000", "0000/0010/0000",
      false, 1, "001" },
    { "nothing reaches through a lock", "aaaaa/abbba/abcba/abbba/aaaaa",
      "00000/00000/00000/00000/00000", "00000/01110/01010/01110/00000", false, 1,
      "012" },
    { "a lake inside opens it", "aaa/a.a/aaa", "000/000/000", "000/000/000", false, -1,
      "0" },
    { "closed by a point only", "aaab/acab/aabb", "0000/0000/0000", "0000/0000/0000",
      false, -1, "010" },
};

START_TEST(enclosed_atoms_are_taken_in)
{
    raster r;
    sz_map map;
    sz_graph g;
    sz_graph_options options = { .cross_towns = enclosed_rows[_i].cross };
    raster_parse(&r, enclosed_rows[_i].parcels);
    raster_map(&r, &map);
    raster_communities(&map, 2);
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            int at = (r.h - 1 - y) * (r.w + 1) + x;
            int32_t p = RASTER_AT(&r, x, y);
            if (p < 0)
                continue;
            map.town[p] = enclosed_rows[_i].towns[at] - '0';
            map.community[p] = enclosed_rows[_i].today[at] - '0';
        }
    options.locked = &enclosed_rows[_i].locked;
    options.n_locked = enclosed_rows[_i].locked >= 0;
    ck_assert_int_eq(sz__graph_from_map(&g, &map, &options, NULL), SZ_SUCCESS);
    for (int32_t p = 0; p < (int32_t)strlen(enclosed_rows[_i].atoms); p++)
        ck_assert_msg(g.atom_of[p] == enclosed_rows[_i].atoms[p] - '0',
                      "%s: parcel %d is in atom %d", enclosed_rows[_i].label, (int)p,
                      (int)g.atom_of[p]);
    sz__graph_release(&g);
    raster_map_release(&map);
}
END_TEST

/* Units in pieces: households of parcels a, b, c ... as digits, community 1 locked. */
static const struct {
    const char *label, *parcels, *units, *towns, *today, *households;
    int64_t bridge;
    const char *atoms;
} bridged_rows[] = {
    { "one way", "abc", "0-0", "000", "000", "121", 9, "000" },
    { "never", "abc", "0-0", "000", "000", "121", 0, "010" },
    { "just within", "abc", "0-0", "000", "000", "121", 4, "000" },
    { "too heavy", "abc", "0-0", "000", "000", "121", 3, "010" },
    { "fewer households", "abc/adc", "0-0/0-0", "000/000", "000/000", "1513", 9, "0100" },
    { "fewer pieces", "abbc/adec", "0--0/0--0", "0000/0000", "0000/0000", "13112", 9,
      "00012" },
    { "a unit on the way comes along", "abcd/effd", "0-00/1110", "0000/0000",
      "0000/0000", "191101", 99, "010000" },
    { "round a lock", "abc/adc", "0-0/0-0", "000/000", "010/000", "1119", 99, "0100" },
    { "another town between", "abc", "0-0", "010", "000", "111", 99, "010" },
    { "water between", "ab.c", "0-.0", "00.0", "00.0", "111", 99, "010" },
    { "what is then enclosed", "abe/ace/ade", "010/0-0/010", "000/000/000",
      "000/000/000", "11911", 99, "00000" },
};

START_TEST(units_in_pieces_are_bridged)
{
    raster r;
    sz_map map;
    sz_graph g;
    static const int32_t lock = 1;
    sz_graph_options options = { .locked = &lock, .n_locked = 1 };
    raster_parse(&r, bridged_rows[_i].parcels);
    raster_map(&r, &map);
    raster_communities(&map, 2);
    paint_units(&r, &map, bridged_rows[_i].units);
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            int at = (r.h - 1 - y) * (r.w + 1) + x;
            int32_t p = RASTER_AT(&r, x, y);
            if (p < 0)
                continue;
            map.town[p] = bridged_rows[_i].towns[at] - '0';
            map.community[p] = bridged_rows[_i].today[at] - '0';
            map.households[p] = bridged_rows[_i].households[p] - '0';
        }
    options.bridge = bridged_rows[_i].bridge;
    ck_assert_int_eq(sz__graph_from_map(&g, &map, &options, NULL), SZ_SUCCESS);
    for (int32_t p = 0; p < map.n; p++)
        ck_assert_msg(g.atom_of[p] == bridged_rows[_i].atoms[p] - '0',
                      "%s: parcel %d is in atom %d", bridged_rows[_i].label, (int)p,
                      (int)g.atom_of[p]);
    sz__graph_release(&g);
    raster_map_release(&map);
}
END_TEST

START_TEST(unknown_lock_is_refused)
{
    raster r;
    sz_map map;
    sz_graph g;
    sz_error err = SZ_ERROR_INIT;
    static const int32_t lock = 2;
    sz_graph_options options = { .locked = &lock, .n_locked = 1 };
    raster_parse(&r, "ab");
    raster_map(&r, &map);
    raster_communities(&map, 2);
    ck_assert_int_eq(sz__graph_from_map(&g, &map, &options, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(err.item, 2);
    raster_map_release(&map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("graph");
    tcase_add_loop_test(tc, rings_by_hand, 0, COUNT(rows));
    tcase_add_test(tc, five_round_a_point);
    tcase_add_loop_test(tc, barrier_of_most_length, 0, 4);
    tcase_add_loop_test(tc, enclosed_atoms_are_taken_in, 0, COUNT(enclosed_rows));
    tcase_add_loop_test(tc, units_in_pieces_are_bridged, 0, COUNT(bridged_rows));
    tcase_add_test(tc, unknown_lock_is_refused);
    return run_suite("graph", tc);
}
