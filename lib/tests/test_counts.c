/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How many plans there are on lattices, against published and twice computed numbers:
 * OEIS A172477, A348452, A348453, A348456, A145835, A272435 where they have them. */
#include "solve/task.h"
#include "tests/every_plan.h"
#include "tests/rasters.h"
#include "tests/suite.h"

enum { ROOK, TRIANGLES };

static void lattice(every_plan *e, int w, int h, bool weighted, int adjacency,
                    int64_t min, int64_t max, int k)
{
    raster map;
    sz_graph g;
    raster_grid(&map, w, h);
    ck_assert(raster_graph(&map, &g));
    for (int32_t v = 0; v < g.n && weighted; v++)
        g.weight[v] = 1 + 7 * v % 5;
    every_open(e, &g, min, max, k);
    for (int y = 0; y < h && adjacency == TRIANGLES; y++)
        for (int x = 0; x < w; x++)
            if (y > 0 && x + 1 < w) { /* also along one diagonal */
                int v = y * w + x, u = (y - 1) * w + x + 1;
                e->beside[v] |= UINT64_C(1) << u;
                e->beside[u] |= UINT64_C(1) << v;
            }
    raster_graph_free(&g);
}

static const struct {
    int w, h;
    bool weighted;
    int adjacency;
    int64_t min, max;
    int k;
    every_shape shape;
    int64_t plans;
} counts[] = {
    /* n x n into n of n */
    { 1, 1, 0, ROOK, 1, 1, 1, EVERY_ANY, 1 },
    { 2, 2, 0, ROOK, 2, 2, 2, EVERY_ANY, 2 },
    { 3, 3, 0, ROOK, 3, 3, 3, EVERY_ANY, 10 },
    /* equal parts */
    { 4, 4, 0, ROOK, 2, 2, 8, EVERY_ANY, 36 },
    { 6, 6, 0, ROOK, 4, 4, 9, EVERY_ANY, 178939 },
    { 6, 6, 0, ROOK, 3, 3, 12, EVERY_ANY, 80092 },
    { 6, 6, 0, ROOK, 2, 2, 18, EVERY_ANY, 6728 },
    /* any sizes */
    { 2, 2, 0, ROOK, 0, 4, 0, EVERY_ANY, 12 },
    { 3, 3, 0, ROOK, 0, 9, 0, EVERY_ANY, 1434 },
    { 3, 3, 0, ROOK, 0, 9, 0, EVERY_LOOSE, 1433 },
    { 3, 3, 0, ROOK, 0, 9, 0, EVERY_STRICT, 1429 },
    { 3, 3, 0, ROOK, 0, 9, 2, EVERY_ANY, 53 },
    { 3, 3, 0, ROOK, 0, 9, 2, EVERY_LOOSE, 52 },
    { 3, 3, 0, ROOK, 0, 9, 2, EVERY_STRICT, 52 },
    { 3, 3, 0, ROOK, 0, 9, 3, EVERY_ANY, 258 },
    { 3, 3, 0, ROOK, 0, 9, 3, EVERY_LOOSE, 258 },
    { 3, 3, 0, ROOK, 0, 9, 3, EVERY_STRICT, 254 },
    { 4, 4, 0, ROOK, 0, 16, 0, EVERY_ANY, 1691690 },
    { 4, 4, 0, ROOK, 0, 16, 0, EVERY_LOOSE, 1689182 },
    { 4, 4, 0, ROOK, 0, 16, 0, EVERY_STRICT, 1675518 },
    { 5, 5, 0, ROOK, 0, 25, 2, EVERY_ANY, 16213 },
    { 5, 5, 0, ROOK, 0, 25, 2, EVERY_LOOSE, 16000 },
    { 5, 5, 0, ROOK, 0, 25, 2, EVERY_STRICT, 16000 },
    { 5, 5, 0, ROOK, 0, 25, 3, EVERY_ANY, 709351 },
    { 5, 5, 0, ROOK, 0, 25, 3, EVERY_LOOSE, 695796 },
    { 5, 5, 0, ROOK, 0, 25, 3, EVERY_STRICT, 680216 },
    /* windows */
    { 4, 4, 0, ROOK, 3, 5, 4, EVERY_ANY, 1953 },
    { 4, 4, 0, ROOK, 3, 5, 5, EVERY_ANY, 327 },
    { 5, 4, 0, ROOK, 3, 6, 4, EVERY_ANY, 15445 },
    { 5, 4, 0, ROOK, 3, 6, 5, EVERY_ANY, 41651 },
    { 5, 4, 0, ROOK, 3, 6, 6, EVERY_ANY, 5655 },
    { 5, 5, 0, ROOK, 4, 6, 5, EVERY_ANY, 193128 },
    { 5, 5, 0, ROOK, 4, 6, 6, EVERY_ANY, 15688 },
    /* borders along one diagonal too */
    { 4, 4, 0, TRIANGLES, 4, 4, 4, EVERY_ANY, 183 },
    { 5, 5, 0, TRIANGLES, 5, 5, 5, EVERY_ANY, 12027 },
    { 6, 6, 0, TRIANGLES, 6, 6, 6, EVERY_ANY, 3089708 },
};

START_TEST(plans_of_lattices)
{
    every_plan e;
    lattice(&e, counts[_i].w, counts[_i].h, counts[_i].weighted, counts[_i].adjacency,
            counts[_i].min, counts[_i].max, counts[_i].k);
    e.shape = counts[_i].shape;
    every_run(&e);
    ck_assert_msg(e.found == counts[_i].plans, "row %d: %lld plans, not %lld", _i,
                  (long long)e.found, (long long)counts[_i].plans);
}
END_TEST

/* 4 x 4 by number of communities: any, loosely and strictly without enclaves. */
START_TEST(plans_by_number)
{
    static const int64_t want[3][9] = {
        { 0, 0, 627, 10830, 62741, 183945, 328732, 0, 340198 },
        { 0, 0, 614, 10654, 62153, 183106, 328128, 0, 340150 },
        { 0, 0, 614, 10422, 60561, 179386, 323880, 0, 339174 },
    };
    every_plan e;
    lattice(&e, 4, 4, false, ROOK, 0, 16, 0);
    e.shape = (every_shape)_i;
    every_run(&e);
    for (int k = 2; k <= 8; k++)
        if (want[_i][k])
            ck_assert_int_eq(e.of[k], want[_i][k]);
}
END_TEST

typedef struct weighing {
    const every_plan *e;
    double total;            /* exact: below 2^53 */
    int64_t plans[64], weight[64]; /* by pairs of neighbours apart */
} weighing;

static void weigh(void *data, const uint64_t *block, int n)
{
    weighing *w = data;
    int64_t trees = 1;
    int cut = every_cut(w->e, block, n);
    for (int b = 0; b < n; b++)
        trees *= every_trees(w->e, block[b]);
    w->total += (double)trees;
    w->plans[cut]++;
    w->weight[cut] += trees;
}

/* Plans, and the sum over them of the product of their communities' spanning trees:
 * what a chain with that law normalises by. Weighted: households 1 + (7 i mod 5). */
static const struct {
    int w, h;
    bool weighted;
    int64_t min, max;
    int k;
    int64_t plans;
    double total;
    struct { int cut, plans, weight; } law[6];
} totals[] = {
    { 4, 4, 0, 4, 4, 4, 117, 654,
      { { 8, 1, 256 }, { 10, 14, 224 }, { 11, 24, 96 }, { 12, 78, 78 } } },
    { 4, 4, 0, 8, 8, 2, 70, 10660, { { 0 } } },
    { 5, 5, 0, 5, 5, 5, 4006, 87760,
      { { 16, 170, 43520 }, { 17, 296, 18944 }, { 18, 1164, 18624 },
        { 19, 1432, 5728 }, { 20, 944, 944 } } },
    { 6, 6, 0, 6, 6, 6, 451206, 420686310, { { 0 } } },
    { 6, 6, 0, 9, 9, 4, 442791, 11044291788, { { 0 } } },
    { 6, 6, 0, 12, 12, 3, 264500, 104367008936, { { 0 } } },
    { 6, 6, 0, 18, 18, 2, 80518, 1310620694176, { { 0 } } },
    { 5, 4, 1, 8, 12, 6, 1936, 9018, { { 0 } } },
    { 5, 4, 1, 8, 12, 7, 88, 229, { { 0 } } },
    { 5, 5, 1, 12, 18, 5, 53364, 2177967, { { 0 } } },
    { 5, 5, 1, 12, 18, 6, 390, 8094, { { 0 } } },
};

START_TEST(trees_of_plans)
{
    every_plan e;
    weighing w = { .e = &e };
    lattice(&e, totals[_i].w, totals[_i].h, totals[_i].weighted, ROOK, totals[_i].min,
            totals[_i].max, totals[_i].k);
    e.tell = weigh;
    e.data = &w;
    every_run(&e);
    ck_assert_int_eq(e.found, totals[_i].plans);
    ck_assert_double_eq(w.total, totals[_i].total);
    for (int i = 0; i < 6 && totals[_i].law[i].plans; i++) {
        ck_assert_int_eq(w.plans[totals[_i].law[i].cut], totals[_i].law[i].plans);
        ck_assert_int_eq(w.weight[totals[_i].law[i].cut], totals[_i].law[i].weight);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("counts");
    tcase_add_loop_test(tc, plans_of_lattices, 0, COUNT(counts));
    tcase_add_loop_test(tc, plans_by_number, 0, 3);
    tcase_add_loop_test(tc, trees_of_plans, 0, COUNT(totals));
    return run_suite("counts", tc);
}
