/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Graphs without rings: the state of a plan against plain floods, on graphs that no map
 * could have. */
#include <string.h>

#include "core/rng.h"
#include "map/bare.h"
#include "plan/bare.h"
#include "plan/state.h"
#include "tests/suite.h"

enum { MOST = 320, MOST_EDGES = 1200 };

typedef struct web {
    int32_t n, zones;
    int32_t a[MOST_EDGES], b[MOST_EDGES];
    size_t n_edges;
    int64_t weight[MOST];
    sz_map *map;
    sz_graph graph;
    sz_state state;
} web;

/* Kinds of graph: atoms, edges, atoms that border all others. */
static const struct {
    const char *label;
    int n, edges, hubs, graphs;
} kinds[] = {
    { "sparse, in pieces", 12, 9, 0, 700 },
    { "tree and a few", 14, 17, 0, 700 },
    { "dense", 12, 40, 0, 500 },
    { "one hub", 16, 20, 1, 400 },
    { "more neighbours than bits", 90, 100, 1, 30 },
    { "two hubs of hundreds", MOST, 300, 2, 4 },
};

static void add_edge(web *w, int32_t a, int32_t b)
{
    if (a == b || w->n_edges == MOST_EDGES)
        return;
    w->a[w->n_edges] = a;
    w->b[w->n_edges++] = b;
}

static void web_open(web *w, sz_rng *rng, int kind)
{
    memset(w, 0, sizeof *w);
    w->n = kinds[kind].n;
    for (int h = 0; h < kinds[kind].hubs; h++)
        for (int32_t v = 0; v < w->n; v++)
            add_edge(w, h, v);
    for (int e = 0; e < kinds[kind].edges; e++) /* some twice */
        add_edge(w, (int32_t)sz__rng_below(rng, w->n),
                 (int32_t)sz__rng_below(rng, w->n));
    for (int32_t v = 0; v < w->n; v++)
        w->weight[v] = 1 + sz__rng_below(rng, 9);
    sz_problem_input in = SZ_PROBLEM_INPUT_INIT;
    in.nodes = (size_t)w->n;
    in.households = w->weight;
    in.edges = w->n_edges;
    in.a = w->a;
    in.b = w->b;
    ck_assert_int_eq(sz__map_bare(&w->map, &in, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__graph_from_map(&w->graph, w->map, &(sz_graph_options){ 0 }, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(w->graph.n, w->n); /* nothing is enclosed */
    ck_assert_int_eq(sz__state_init(&w->state, &w->graph, 6, NULL), SZ_SUCCESS);
    int32_t label[MOST];
    w->zones = 2 + (int32_t)sz__rng_below(rng, 4);
    bool full = sz__rng_below(rng, 2);
    for (int32_t v = 0; v < w->n; v++)
        label[v] = (int32_t)sz__rng_below(rng, w->zones + !full) - !full;
    sz__state_load(&w->state, label, w->zones);
    ck_assert_int_eq(sz__state_prove(&w->state, NULL), SZ_SUCCESS);
}

static void web_close(web *w)
{
    sz__state_release(&w->state);
    sz__graph_release(&w->graph);
    sz_map_free(w->map);
}

/* Pieces of zone Z without atom LESS, by joining ends of edges until nothing changes. */
static int pieces(const web *w, int32_t z, int32_t less)
{
    int32_t of[MOST];
    int n = 0;
    for (int32_t v = 0; v < w->n; v++)
        of[v] = w->state.label[v] == z && v != less ? v : -1;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t e = 0; e < w->n_edges; e++) {
            int32_t a = w->a[e], b = w->b[e];
            if (of[a] < 0 || of[b] < 0 || of[a] == of[b])
                continue;
            of[a] = of[b] = of[a] < of[b] ? of[a] : of[b];
            changed = true;
        }
    }
    for (int32_t v = 0; v < w->n; v++)
        n += of[v] == v;
    return n;
}

static bool borders(const web *w, int32_t v, int32_t z)
{
    for (size_t e = 0; e < w->n_edges; e++)
        if ((w->a[e] == v && w->state.label[w->b[e]] == z) ||
            (w->b[e] == v && w->state.label[w->a[e]] == z))
            return true;
    return false;
}

/* What moving V to TO breaks; nothing can be an enclave. */
static unsigned flood_says(const web *w, int32_t v, int32_t to)
{
    int32_t from = w->state.label[v];
    unsigned verdict = 0;
    if (from == to)
        return 0;
    if (from >= 0 && pieces(w, from, v) > pieces(w, from, -1))
        verdict |= SZ_MOVE_CUTS;
    if (to >= 0 && w->state.zone[to].count && !borders(w, v, to))
        verdict |= SZ_MOVE_APART;
    return verdict;
}

/* Every question on random plans, and on those that a walk of moves comes by. */
START_TEST(every_answer_is_exact)
{
    sz_rng rng;
    web *w = malloc(sizeof *w);
    ck_assert_ptr_nonnull(w);
    sz__rng_init(&rng, 21, (uint64_t)_i);
    for (int m = 0; m < kinds[_i].graphs; m++) {
        web_open(w, &rng, _i);
        uint32_t bold = sz__rng_below(&rng, 40); /* how many bad moves are made */
        for (int step = 0; step < 200; step++) {
            int32_t v = (int32_t)sz__rng_below(&rng, w->n);
            int32_t to = (int32_t)sz__rng_below(&rng, w->zones + 1) - 1;
            unsigned got = sz__state_ask(&w->state, v, to);
            unsigned want = flood_says(w, v, to);
            ck_assert_msg(got == want, "%s, graph %d, step %d: %u, flood %u",
                          kinds[_i].label, m, step, got, want);
            if (got == 0 || sz__rng_below(&rng, 100) < bold)
                sz__state_move(&w->state, v, to, got);
        }
        web_close(w);
    }
    free(w);
}
END_TEST

/* What is said of zones after a walk, and anew. */
START_TEST(proofs_are_true)
{
    sz_rng rng;
    web *w = malloc(sizeof *w);
    int whole = 0;
    ck_assert_ptr_nonnull(w);
    sz__rng_init(&rng, 22, (uint64_t)_i);
    for (int m = 0; m < (kinds[_i].n > 50 ? 3 : 60); m++) {
        web_open(w, &rng, _i);
        for (int step = 0; step < 100; step++) {
            int32_t v = (int32_t)sz__rng_below(&rng, w->n);
            int32_t to = (int32_t)sz__rng_below(&rng, w->zones);
            sz__state_move(&w->state, v, to, sz__state_ask(&w->state, v, to));
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int32_t z = 0; z < w->zones; z++) {
                const sz_zone *zone = &w->state.zone[z];
                int n = pieces(w, z, -1);
                ck_assert(!zone->whole || n <= 1);
                if (pass) {
                    ck_assert_int_eq(zone->whole, n <= 1);
                    ck_assert(!zone->whole || zone->open);
                }
                ck_assert_int_eq(sz__state_is_whole(&w->state, z), n <= 1);
                ck_assert(sz__state_is_open(&w->state, z));
                whole += n == 1;
            }
            ck_assert_int_eq(sz__state_prove(&w->state, NULL), SZ_SUCCESS);
        }
        web_close(w);
    }
    ck_assert_int_gt(whole, 0);
    free(w);
}
END_TEST

/* By hand: a triangle 0 1 2 with a tail 2-3, 2-3 a second time, and 4 in one unit with
 * 3; 5 is in another town. */
START_TEST(rows_by_hand)
{
    static const int32_t a[] = { 0, 1, 2, 2, 3, 3, 4 }, b[] = { 1, 2, 0, 3, 2, 4, 5 };
    static const int64_t weight[] = { 5, 6, 7, 8, 9, 10 };
    static const double length[] = { 10, 20, 30, 40, 50, 60, 70 };
    static const int32_t today[] = { 0, 0, -1, 1, 1, 1 };
    static const int32_t unit[] = { -1, -1, -1, 0, 0, -1 };
    static const int32_t town[] = { 0, 0, 0, 0, 0, 1 };
    static const int32_t lock[] = { 0 };
    sz_problem_input in = SZ_PROBLEM_INPUT_INIT;
    sz_graph_options how = { .locked = lock, .n_locked = 1 };
    sz_map *map;
    sz_graph g;
    in.nodes = 6;
    in.households = weight;
    in.edges = 7;
    in.a = a;
    in.b = b;
    in.length_m = length;
    in.today = today;
    in.unit = unit;
    in.town = town;
    ck_assert_int_eq(sz__map_bare(&map, &in, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__graph_from_map(&g, map, &how, NULL), SZ_SUCCESS);
    ck_assert(g.bare);
    ck_assert_int_eq(g.n, 5);
    ck_assert_int_eq(g.n_components, 2);
    ck_assert_int_eq(g.row[5], 5 + 10); /* the outside, and five borders twice */
    ck_assert_int_eq(g.row[3] - g.row[2], 1 + 4);
    ck_assert_int_eq(g.ring[g.row[2]].atom, -1);
    ck_assert_double_eq((double)g.ring[g.row[3] + 2].length, 50);
    ck_assert_int_eq(g.weight[3], 17);
    ck_assert_int_eq(g.kept_weight[0], 5);
    ck_assert_int_eq(g.kept_weight[2], 0);
    ck_assert(g.locked[0] && g.locked[1] && !g.locked[2] && !g.locked[3]);
    uint64_t *tie = sz__ties_find(&g);
    ck_assert_ptr_nonnull(tie);
    /* of 2: items 1 (atom 1), 2 (atom 0), 3 and 4 (atom 3) */
    ck_assert_uint_eq(tie[g.row[2] + 1] & ~(1u << 1), 1u << 2);
    ck_assert_uint_eq(tie[g.row[2] + 3], 1u << 3 | 1u << 4);
    free(tie);
    sz__graph_release(&g);
    sz_map_free(map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("bare");
    tcase_add_test(tc, rows_by_hand);
    tcase_add_loop_test(tc, every_answer_is_exact, 0, COUNT(kinds));
    tcase_add_loop_test(tc, proofs_are_true, 0, COUNT(kinds));
    return run_suite("bare", tc);
}
