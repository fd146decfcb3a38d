/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From maps to graphs of atoms: rings by hand, and on random maps with units of
 * several pieces, lakes, islands, towns and locks against walks over pixels. */
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

/* A random map: pixels with unit, town and today's community; parcels are the
 * connected pieces of pixels that agree in all, cut further at random. */
typedef struct scene {
    raster parcel, atom;           /* atom: unit cut by town and lock, contracted */
    int32_t class_of[4 * RASTER_CELLS]; /* lock of each atom */
    int32_t town_of[4 * RASTER_CELLS];  /* 0 for all when towns do not matter */
    int32_t lock;
    sz_map map;
    sz_graph_options options;
} scene;

/* Atoms that can be reached from the outside without passing atom V, into SEEN. */
static void reach(const raster *r, int32_t v, uint8_t *seen)
{
    int32_t stack[RASTER_CELLS];
    int n = 0;
    memset(seen, 0, (size_t)r->n);
    for (bool again = true; again;) {
        again = false;
        n = 0;
        for (int y = 0; y < r->h; y++)
            for (int x = 0; x < r->w; x++) {
                int32_t a = RASTER_AT(r, x, y);
                if (a < 0 || a == v || seen[a])
                    continue;
                for (int d = 0; d < 4; d++) {
                    int32_t b = RASTER_AT(r, x + raster_dx[d], y + raster_dy[d]);
                    if (b < 0 || (b != v && seen[b])) {
                        stack[n++] = a;
                        break;
                    }
                }
            }
        while (n) {
            seen[stack[--n]] = 1;
            again = true;
        }
    }
}

/* Put what every atom encloses into it, the slow way. Other towns are outside
 * because R holds one town only. */
static void contract_slowly(raster *r, const int32_t *lock)
{
    for (int32_t v = 0; v < r->n; v++) {
        uint8_t seen[RASTER_CELLS], in[RASTER_CELLS] = { 0 };
        reach(r, v, seen);
        in[v] = 1;
        for (bool again = true; again;) {
            again = false;
            for (int y = 0; y < r->h; y++)
                for (int x = 0; x < r->w; x++) {
                    int32_t a = RASTER_AT(r, x, y);
                    if (a < 0 || in[a] || seen[a] || lock[a] != lock[v])
                        continue;
                    for (int d = 0; d < 4; d++) {
                        int32_t b = RASTER_AT(r, x + raster_dx[d], y + raster_dy[d]);
                        if (b >= 0 && in[b])
                            in[a] = again = true;
                    }
                }
        }
        for (int i = 0; i < RASTER_CELLS; i++)
            if (r->cell[i] >= 0 && in[r->cell[i]])
                r->cell[i] = v;
    }
}

/* Give the rim of a random rectangle to one atom, so that it encloses the rest. */
static void dig_moat(raster *r, sz_rng *rng)
{
    int32_t moat = (int32_t)sz__rng_below(rng, (uint32_t)r->n);
    int w = 3 + (int)sz__rng_below(rng, 3), h = 3 + (int)sz__rng_below(rng, 3);
    int left = (int)sz__rng_below(rng, (uint32_t)(r->w - w + 1));
    int low = (int)sz__rng_below(rng, (uint32_t)(r->h - h + 1));
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            if (x == 0 || y == 0 || x == w - 1 || y == h - 1)
                RASTER_AT(r, left + x, low + y) = moat;
    raster_renumber(r);
}

static void open_scene(scene *s, uint64_t stream)
{
    sz_rng rng;
    raster unit, cut, town, today;
    int32_t of[RASTER_CELLS];
    sz__rng_init(&rng, 31, stream);
    int w = 5 + (int)sz__rng_below(&rng, 10), h = 5 + (int)sz__rng_below(&rng, 8);
    int water = stream % 2 ? (int)sz__rng_below(&rng, 20) : 0;
    bool towns = stream % 3 == 0, locks = stream % 5 < 2;
    bool cross = stream % 4 == 0, split = stream % 7 == 0;
    raster_random(&unit, &rng, w, h, 4 + (int)sz__rng_below(&rng, 30), water,
                  (int)sz__rng_below(&rng, 3));
    for (int i = 0; i < (int)stream % 4; i++)
        dig_moat(&unit, &rng);
    raster_random(&cut, &rng, w, h, 20, 0, 0);
    raster_random(&town, &rng, w, h, towns ? 2 : 1, 0, 0);
    raster_random(&today, &rng, w, h, 12, 0, 0);
    for (int i = 0; i < RASTER_CELLS; i++)   /* locked specks within atoms */
        if (today.cell[i] >= 0 && sz__rng_below(&rng, 25) == 0)
            today.cell[i] = 1;
    s->lock = locks ? 1 : -1;
    s->options = (sz_graph_options){ .split_units = split, .cross_towns = cross,
                                     .locked = &s->lock, .n_locked = locks };
    s->parcel = s->atom = unit;
    for (int i = 0; i < RASTER_CELLS; i++)
        if (unit.cell[i] >= 0)
            s->parcel.cell[i] = ((unit.cell[i] * 2 + town.cell[i]) * 4 +
                                 today.cell[i] % 4) * 20 + cut.cell[i];
    raster_split(&s->parcel, of);
    raster_map(&s->parcel, &s->map);
    raster_communities(&s->map, 4);
    for (int32_t p = 0; p < s->map.n; p++) {
        int32_t c = of[p] / 20 % 4;
        s->map.unit[p] = of[p] / 160;
        s->map.town[p] = of[p] / 80 % 2;
        s->map.community[p] = c == 3 ? -1 : c;   /* a gap */
    }
    for (int i = 0; i < RASTER_CELLS; i++) {
        int32_t p = s->parcel.cell[i];
        if (p < 0)
            continue;
        int32_t lock = locks && s->map.community[p] == 1;
        int32_t side = cross ? 0 : s->map.town[p];
        int32_t a = ((split ? p : s->map.unit[p]) * 2 + side) * 2 + lock;
        s->atom.cell[i] = a;
        s->class_of[a] = lock;
        s->town_of[a] = side;
    }
}

/* raster_renumber() for labels up to 4 * RASTER_CELLS. */
static void renumber_wide(raster *r)
{
    static int32_t to[4 * RASTER_CELLS];
    memset(to, -1, sizeof to);
    r->n = 0;
    for (int i = 0; i < RASTER_CELLS; i++) {
        int32_t c = r->cell[i];
        if (c >= 0 && to[c] < 0)
            to[c] = r->n++;
        r->cell[i] = c < 0 ? -1 : to[c];
    }
}

/* The scene's atoms in TOWN, contracted and numbered; all else is outside. */
static void town_of_scene(const scene *s, int32_t town, raster *out)
{
    int32_t class_of[RASTER_CELLS];
    *out = s->atom;
    for (int i = 0; i < RASTER_CELLS; i++)
        if (out->cell[i] >= 0 && s->town_of[out->cell[i]] != town)
            out->cell[i] = -1;
    raster before = *out;
    renumber_wide(out);
    for (int i = 0; i < RASTER_CELLS; i++)
        if (out->cell[i] >= 0)
            class_of[out->cell[i]] = s->class_of[before.cell[i]];
    contract_slowly(out, class_of);
    raster_renumber(out);
}

/* Compare atom V of G with atom U of the pixel graph WANT, whose atoms are TO in
 * G. */
static void compare_atom(const sz_graph *g, int32_t v, const sz_graph *want, int32_t u,
                         const int32_t *to, uint64_t stream)
{
    int n = (int)(want->row[u + 1] - want->row[u]);
    sz_ring_item have[256], ring[256];
    ck_assert_int_le(n, COUNT(ring));
    ck_assert_msg(g->row[v + 1] - g->row[v] == n, "scene %d: atom %d: %d items not %d",
                  (int)stream, (int)v, (int)(g->row[v + 1] - g->row[v]), n);
    ck_assert_int_eq(g->simple[v], want->simple[u]);
    ck_assert_double_eq(g->area[v], want->area[u]);
    memcpy(have, g->ring + g->row[v], (size_t)n * sizeof *have);
    for (int i = 0; i < n; i++) {
        ring[i] = want->ring[want->row[u] + i];
        if (ring[i].atom >= 0)
            ring[i].atom = to[ring[i].atom];
    }
    ck_assert_msg(same_ring(have, ring, n, g->simple[v]), "scene %d: ring of atom %d",
                  (int)stream, (int)v);
}

/* Weights and the community of today, counted anew. */
static void compare_counts(const scene *s, const sz_graph *g, int32_t v)
{
    const sz_map *m = &s->map;
    int64_t sum[4] = { 0 }, total = 0;
    double area[4] = { 0 };
    int32_t best = -1;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t c = m->community[p];
        if (g->atom_of[p] != v)
            continue;
        total += m->households[p];
        if (!s->options.cross_towns)
            ck_assert_int_eq(g->town[v], m->town[p]);
        ck_assert_int_eq(g->locked[v], s->lock >= 0 && c == s->lock);
        if (c < 0)
            continue;
        sum[c] += m->households[p];
        area[c] += m->area[p];
    }
    for (int32_t c = 0; c < 4; c++)
        if (area[c] > 0 && (best < 0 || sum[c] > sum[best] ||
                            (sum[c] == sum[best] && area[c] > area[best])))
            best = c;
    ck_assert_int_eq(g->weight[v], total);
    ck_assert_int_eq(g->today[v], best);
    ck_assert_int_eq(g->kept_weight[v], best < 0 ? 0 : sum[best]);
}

START_TEST(graphs_equal_pixels)
{
    static scene s;
    sz_graph g;
    int32_t atoms = 0, components = 0;
    open_scene(&s, (uint64_t)_i);
    ck_assert_int_eq(sz__graph_from_map(&g, &s.map, &s.options, NULL), SZ_SUCCESS);
    for (int32_t town = 0; town < 2; town++) {
        static raster r;
        sz_graph want;
        int32_t to[RASTER_CELLS];
        town_of_scene(&s, town, &r);
        for (int i = 0; i < RASTER_CELLS; i++)   /* same parcels in the same atoms */
            if (r.cell[i] >= 0)
                to[r.cell[i]] = g.atom_of[s.parcel.cell[i]];
        for (int i = 0; i < RASTER_CELLS; i++)
            if (r.cell[i] >= 0)
                ck_assert_int_eq(to[r.cell[i]], g.atom_of[s.parcel.cell[i]]);
        ck_assert(raster_graph(&r, &want));
        for (int32_t u = 0; u < want.n; u++)
            compare_atom(&g, to[u], &want, u, to, (uint64_t)_i);
        for (int32_t u = 0; u < want.n; u++)
            for (int32_t w = 0; w < want.n; w++)
                ck_assert_int_eq(want.component[u] == want.component[w],
                                 g.component[to[u]] == g.component[to[w]]);
        atoms += want.n;
        components += want.n_components;
        raster_graph_free(&want);
    }
    ck_assert_int_eq(g.n, atoms);
    ck_assert_int_eq(g.n_components, components);
    ck_assert_int_eq(g.member_row[g.n], s.map.n);
    for (int32_t v = 0, last = -1; v < g.n; v++) {
        compare_counts(&s, &g, v);
        ck_assert_int_gt(g.member[g.member_row[v]], last);   /* by lowest parcel */
        last = g.member[g.member_row[v]];
        for (int32_t i = g.member_row[v]; i < g.member_row[v + 1]; i++)
            ck_assert_int_eq(g.atom_of[g.member[i]], v);
    }
    sz__graph_release(&g);
    raster_map_release(&s.map);
}
END_TEST

/* Label of a pixel's ground: pieces of a unit can only be joined across ground of one
 * town and lock. */
static void grounds(const scene *s, raster *r)
{
    const sz_map *m = &s->map;
    *r = s->parcel;
    for (int i = 0; i < RASTER_CELLS; i++) {
        int32_t p = s->parcel.cell[i];
        if (p >= 0)
            r->cell[i] = (s->options.cross_towns ? 0 : m->town[p]) * 2 +
                         (s->lock >= 0 && m->community[p] == s->lock);
    }
    raster_split(r, NULL);
}

/* Bridged atoms: units stay whole, an atom is in one piece on each ground, rings are
 * those of the pixels. */
START_TEST(bridged_graphs)
{
    static scene s;
    static raster atom, ground, piece;
    sz_graph g, want, plain;
    int32_t of[RASTER_CELLS], at[RASTER_CELLS];
    open_scene(&s, (uint64_t)_i);
    ck_assert_int_eq(sz__graph_from_map(&plain, &s.map, &s.options, NULL), SZ_SUCCESS);
    s.options.bridge = INT64_MAX;
    ck_assert_int_eq(sz__graph_from_map(&g, &s.map, &s.options, NULL), SZ_SUCCESS);
    for (int32_t p = 0; p < s.map.n; p++)
        for (int32_t q = 0; q < p; q++)
            if (plain.atom_of[p] == plain.atom_of[q])
                ck_assert_int_eq(g.atom_of[p], g.atom_of[q]);
    atom = s.parcel;
    for (int i = 0; i < RASTER_CELLS; i++)
        if (atom.cell[i] >= 0)
            atom.cell[i] = g.atom_of[atom.cell[i]];
    atom.n = g.n;
    piece = atom;
    raster_split(&piece, of);
    grounds(&s, &ground);
    for (int i = 0; i < RASTER_CELLS; i++)
        if (piece.cell[i] >= 0)
            at[piece.cell[i]] = ground.cell[i];
    for (int32_t a = 0; a < piece.n; a++)
        for (int32_t b = 0; b < a; b++)
            ck_assert(of[a] != of[b] || at[a] != at[b]);
    if (s.options.cross_towns) {
        ck_assert(raster_graph(&atom, &want));
        for (int32_t v = 0; v < g.n; v++)
            compare_atom(&g, v, &want, v, want.member, (uint64_t)_i);
        raster_graph_free(&want);
    }
    sz__graph_release(&plain);
    sz__graph_release(&g);
    raster_map_release(&s.map);
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
    tcase_add_loop_test(tc, bridged_graphs, 0, 400);
    tcase_add_test(tc, unknown_lock_is_refused);
    tcase_add_loop_test(tc, graphs_equal_pixels, 0, 600);
    return run_suite("graph", tc);
}
