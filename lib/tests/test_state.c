/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ring counts and the state of a plan, against floods of pixels. */
#include "plan/state.h"
#include "tests/rasters.h"
#include "tests/suite.h"

typedef struct world {
    raster map;
    sz_graph graph;
    sz_state state;
    int32_t zones;
} world;

/* Kinds of map: side, atoms, share of water in %, pairs of blobs. */
static const struct {
    const char *label;
    int side, atoms, water, blobs, maps;
} kinds[] = {
    { "discs and holes", 7, 12, 0, 0, 1000 },
    { "many small", 7, 30, 0, 0, 400 },
    { "lakes and islands", 7, 14, 12, 0, 900 },
    { "islands", 8, 14, 35, 0, 400 },
    { "several blobs", 7, 16, 0, 2, 700 },
    { "everything", 8, 18, 10, 2, 700 },
};

/* Labels: scattered at random, or zones grown from seeds, some atoms in none. */
static void random_labels(world *w, sz_rng *rng, int32_t *label)
{
    const sz_graph *g = &w->graph;
    bool scattered = sz__rng_below(rng, 3) == 0, full = sz__rng_below(rng, 3) > 0;
    w->zones = 2 + (int32_t)sz__rng_below(rng, 4);
    for (int32_t v = 0; v < g->n; v++)
        label[v] = scattered ? (int32_t)sz__rng_below(rng, w->zones + !full) - !full
                             : SZ_NOBODY;
    if (scattered)
        return;
    for (int32_t z = 0; z < w->zones; z++)
        label[sz__rng_below(rng, g->n)] = z;
    for (int step = 0; step < (full ? 40 : 3) * g->n; step++) {
        int32_t v = (int32_t)sz__rng_below(rng, g->n);
        int32_t i = g->row[v] + (int32_t)sz__rng_below(rng, g->row[v + 1] - g->row[v]);
        int32_t u = g->ring[i].atom;
        if (g->ring[i].edge && u >= 0 && label[v] == SZ_NOBODY)
            label[v] = label[u];
    }
}

static void world_open(world *w, sz_rng *rng, int kind)
{
    int32_t label[RASTER_CELLS];
    do
        raster_random(&w->map, rng, kinds[kind].side, kinds[kind].side - 1,
                      kinds[kind].atoms, kinds[kind].water, kinds[kind].blobs);
    while (w->map.n < 3);
    ck_assert(raster_graph(&w->map, &w->graph));
    ck_assert_int_eq(sz__state_init(&w->state, &w->graph, 6, NULL), SZ_SUCCESS);
    random_labels(w, rng, label);
    sz__state_load(&w->state, label, w->zones);
    ck_assert_int_eq(sz__state_prove(&w->state, NULL), SZ_SUCCESS);
}

static void world_close(world *w)
{
    sz__state_release(&w->state);
    raster_graph_free(&w->graph);
}

/* Pieces of zone Z (INSIDE), or of all that is not in it, without atom LESS. */
static int pieces(const world *w, int32_t z, bool inside, int32_t less)
{
    uint8_t in[RASTER_CELLS];
    for (int32_t v = 0; v < w->graph.n; v++)
        in[v] = (w->state.label[v] == z) == inside && v != less;
    return raster_pieces(&w->map, in, !inside);
}

static bool borders(const world *w, int32_t v, int32_t zone, bool equal)
{
    for (int y = 0; y < w->map.h; y++)
        for (int x = 0; x < w->map.w; x++)
            for (int d = 0; d < 4 && RASTER_AT(&w->map, x, y) == v; d++) {
                int32_t u = RASTER_AT(&w->map, x + raster_dx[d], y + raster_dy[d]);
                if (u != v && (w->state.label[u] == zone) == equal)
                    return true;
            }
    return false;
}

/* What moving V to TO breaks, by flooding before and after. */
static unsigned flood_says(const world *w, int32_t v, int32_t to)
{
    int32_t from = w->state.label[v];
    unsigned verdict = 0;
    if (from == to)
        return 0;
    if (from >= 0) {
        if (pieces(w, from, true, v) > pieces(w, from, true, -1))
            verdict |= SZ_MOVE_CUTS;
        if (!borders(w, v, from, false))
            verdict |= SZ_MOVE_HOLLOWS;
    }
    if (to >= 0) {
        if (w->state.zone[to].count && !borders(w, v, to, true))
            verdict |= SZ_MOVE_APART;
        if (pieces(w, to, false, v) > pieces(w, to, false, -1))
            verdict |= SZ_MOVE_ENCLOSES;
    }
    return verdict;
}

/* Every question on random plans as they are. */
START_TEST(every_answer_is_exact)
{
    sz_rng rng;
    sz__rng_init(&rng, 11, (uint64_t)_i);
    for (int m = 0; m < kinds[_i].maps; m++) {
        world w;
        world_open(&w, &rng, _i);
        for (int32_t v = 0; v < w.graph.n; v++)
            for (int32_t to = -1; to <= w.zones && to < w.state.max_zones; to++) {
                w.state.n_zones = to == w.zones ? w.zones + 1 : w.zones;
                unsigned got = sz__state_ask(&w.state, v, to);
                unsigned want = flood_says(&w, v, to);
                ck_assert_msg(got == want, "%s, map %d, atom %d to %d: %u, flood %u",
                              kinds[_i].label, m, (int)v, (int)to, got, want);
            }
        world_close(&w);
    }
}
END_TEST

/* Walks of moves, good ones mostly, during which the proofs must stay true: 250
 * questions on each of 4,100 maps. */
START_TEST(answers_stay_exact_while_moving)
{
    sz_rng rng;
    sz__rng_init(&rng, 12, (uint64_t)_i);
    for (int m = 0; m < kinds[_i].maps; m++) {
        world w;
        world_open(&w, &rng, _i);
        uint32_t bold = sz__rng_below(&rng, 30); /* how many bad moves are made */
        for (int step = 0; step < 250; step++) {
            int32_t v = (int32_t)sz__rng_below(&rng, w.graph.n);
            int32_t to = (int32_t)sz__rng_below(&rng, w.zones + 1) - 1;
            unsigned got = sz__state_ask(&w.state, v, to);
            unsigned want = flood_says(&w, v, to);
            ck_assert_msg(got == want, "%s, map %d, step %d: %u, flood %u",
                          kinds[_i].label, m, step, got, want);
            if (got == 0 || sz__rng_below(&rng, 100) < bold)
                sz__state_move(&w.state, v, to, got);
        }
        world_close(&w);
    }
}
END_TEST

/* Proofs, tallies and member lists after a walk. */
START_TEST(proofs_and_tallies_are_true)
{
    sz_rng rng;
    sz__rng_init(&rng, 13, (uint64_t)_i);
    int proven = 0;
    for (int m = 0; m < 200; m++) {
        world w;
        world_open(&w, &rng, _i);
        for (int step = 0; step < 60; step++) {
            int32_t v = (int32_t)sz__rng_below(&rng, w.graph.n);
            int32_t to = (int32_t)sz__rng_below(&rng, w.zones + 1) - 1;
            sz__state_move(&w.state, v, to, sz__state_ask(&w.state, v, to));
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int32_t z = 0; z < w.zones; z++) {
                const sz_zone *zone = &w.state.zone[z];
                int64_t weight = 0;
                int32_t count = 0;
                for (int32_t v = 0; v < w.graph.n; v++)
                    if (w.state.label[v] == z) {
                        weight += w.graph.weight[v];
                        count++;
                        ck_assert_int_eq(
                            sz__state_members(&w.state, z)[w.state.place[v]], v);
                    }
                ck_assert_int_eq(zone->count, count);
                ck_assert_int_eq(zone->weight, weight);
                ck_assert_double_eq_tol(zone->area, (double)weight, 1e-9);
                int in = pieces(&w, z, true, -1), out = pieces(&w, z, false, -1);
                ck_assert(!zone->whole || in <= 1);
                ck_assert(!zone->open || out <= 1);
                if (pass) /* a fresh proof finds every zone of one part */
                    ck_assert_int_eq(zone->whole && zone->open, in <= 1 && out <= 1);
                proven += zone->whole && zone->open;
            }
            ck_assert_int_eq(sz__state_prove(&w.state, NULL), SZ_SUCCESS);
        }
        world_close(&w);
    }
    ck_assert_int_gt(proven, 20);
}
END_TEST

/* By hand: the middle of a 3 x 3 lattice, zones given row by row from the south. */
static const struct {
    const char *label;
    int32_t zone[9];
    int from, rest;
} hands[] = {
    { "bar across", { 1, 1, 1, 0, 0, 0, 1, 1, 1 }, 2, 2 },
    { "bar and end", { 1, 1, 1, 0, 0, 1, 1, 1, 1 }, 1, 1 },
    { "all round is B", { 1, 1, 1, 1, 0, 1, 1, 1, 1 }, 0, 0 },
    { "all is A", { 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, 0 },
    { "corner joins two sides", { 1, 0, 0, 1, 0, 0, 1, 1, 1 }, 1, 1 },
    { "corner parts two sides", { 1, 0, 1, 1, 0, 0, 1, 1, 1 }, 2, 2 },
    { "third zone at a corner", { 1, 0, 2, 1, 0, 0, 1, 1, 1 }, 2, 1 },
};

START_TEST(runs_by_hand)
{
    raster map;
    sz_graph g;
    sz_state st;
    raster_grid(&map, 3, 3);
    ck_assert(raster_graph(&map, &g));
    ck_assert_int_eq(g.row[5] - g.row[4], 8); /* four sides, four corners */
    ck_assert_int_eq(sz__state_init(&st, &g, 3, NULL), SZ_SUCCESS);
    ck_assert(st.flat[0]);
    sz__state_load(&st, hands[_i].zone, 3);
    sz_runs runs = sz__ring_runs(g.ring + g.row[4], g.ring + g.row[5], st.label, 0, 1);
    ck_assert_msg(runs.from == hands[_i].from && runs.rest == hands[_i].rest,
                  "%s: %d and %d", hands[_i].label, (int)runs.from, (int)runs.rest);
    sz__state_release(&st);
    raster_graph_free(&g);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("state");
    tcase_add_loop_test(tc, runs_by_hand, 0, COUNT(hands));
    tcase_add_loop_test(tc, every_answer_is_exact, 0, COUNT(kinds));
    tcase_add_loop_test(tc, answers_stay_exact_while_moving, 0, COUNT(kinds));
    tcase_add_loop_test(tc, proofs_and_tallies_are_true, 0, COUNT(kinds));
    return run_suite("state", tc);
}
