/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cheap lower bounds against every plan there is, and against sums by hand. */
#include "solve/bound.h"
#include "tests/every_plan.h"
#include "tests/rasters.h"
#include "tests/suite.h"

enum { SIDE = 4, ATOMS = SIDE * SIDE, MOST_TODAY = 5, ROUNDS = 300 };

/* The least that any plan moves, founds, abolishes. */
typedef struct least {
    const sz_task *task;
    int64_t moved;
    int founded, abolished;
} least;

/* Households that stay when blocks FROM .. take names not in USED. */
static int64_t keep(const sz_task *t, const uint64_t *block, int from, int n,
                    uint32_t used)
{
    int64_t best = 0;
    if (from == n)
        return 0;
    for (int32_t z = -1; z < t->n_today; z++) {
        int64_t stay = 0;
        if (z >= 0 && used >> z & 1)
            continue;
        for (int32_t v = 0; v < t->graph.n && z >= 0; v++)
            if (block[from] >> v & 1 && t->home[v] == z)
                stay += t->graph.kept_weight[v];
        stay += keep(t, block, from + 1, n, z >= 0 ? used | 1u << z : used);
        best = stay > best ? stay : best;
    }
    return best;
}

static void look(void *data, const uint64_t *block, int n)
{
    least *l = data;
    int64_t all = 0;
    int off = n - l->task->n_today;
    for (int32_t v = 0; v < l->task->graph.n; v++)
        all += l->task->graph.kept_weight[v];
    int64_t moved = all - keep(l->task, block, 0, n, 0);
    l->moved = moved < l->moved ? moved : l->moved;
    l->founded = off < l->founded ? off : l->founded;
    l->abolished = -off < l->abolished ? -off : l->abolished;
}

static sz_task *make(sz_graph *g, int32_t n_today, int64_t min, int64_t max)
{
    static const int32_t town[MOST_TODAY];
    sz_demand demand = { .min = min, .max = max, .target = (min + max) / 2,
                         .n_today = n_today, .today_town = town, .present = true };
    sz_task *tasks = NULL;
    int32_t n = 0;
    ck_assert_int_eq(sz__tasks_make(&tasks, &n, g, &demand, NULL), SZ_SUCCESS);
    ck_assert_int_eq(n, 1);
    return tasks;
}

START_TEST(no_plan_beats_the_bound)
{
    sz_rng rng;
    int feasible = 0, tight = 0;
    sz__rng_init(&rng, 11, 0);
    for (int round = 0; round < ROUNDS; round++) {
        raster map;
        sz_graph g;
        every_plan e;
        sz_bound bound;
        int32_t n_today = 2 + (int32_t)sz__rng_below(&rng, 3);
        raster_grid(&map, SIDE, SIDE);
        ck_assert(raster_graph(&map, &g));
        for (int32_t v = 0; v < g.n; v++) {
            int32_t row = v / (SIDE * 2) * 2 + v % SIDE / 2; /* quarters, disturbed */
            bool odd = sz__rng_below(&rng, 6) == 0;
            g.weight[v] = 10 + sz__rng_below(&rng, 60);
            g.today[v] = odd ? (int32_t)sz__rng_below(&rng, n_today + 1) - 1
                             : row % n_today;
            g.kept_weight[v] = g.today[v] < 0 ? 0 : g.weight[v];
        }
        int64_t min = 120 + sz__rng_below(&rng, 60), max = min + 40 +
                      sz__rng_below(&rng, 60);
        sz_task *task = make(&g, n_today, min, max);
        least want = { task, INT64_MAX, INT32_MAX, INT32_MAX };
        task->want = round % 3 == 0 ? 3 + (int32_t)sz__rng_below(&rng, 2) : 0;
        task->want_most = task->want;
        task->want_most = task->want;
        ck_assert_int_eq(sz__bound_moved(&bound, task, NULL, NULL), SZ_SUCCESS);
        every_open(&e, &task->graph, min, max, task->want);
        e.tell = look;
        e.data = &want;
        every_run(&e);
        if (e.found) {
            feasible++;
            tight += 10 * bound.moved >= 9 * want.moved;
            ck_assert_msg(bound.moved <= want.moved, "round %d: bound %lld, %lld do",
                          round, (long long)bound.moved, (long long)want.moved);
            ck_assert_int_le(bound.founded, want.founded > 0 ? want.founded : 0);
            ck_assert_int_le(bound.abolished, want.abolished > 0 ? want.abolished : 0);
        }
        sz__tasks_free(task, 1);
        raster_graph_free(&g);
    }
    ck_assert_int_gt(feasible, ROUNDS / 2);
    ck_assert_int_gt(tight, 0);
}
END_TEST

/* A row of atoms, today's communities as letters. */
static const struct {
    const char *label, *today;
    int weight[8];
    int64_t min, max;
    int32_t want;
    int64_t moved;
    int32_t founded, abolished;
} sums[] = {
    { "all in the band", "aabb", { 50, 50, 50, 50 }, 80, 120, 0, 0, 0, 0 },
    { "surplus by whole atoms", "aaabb", { 50, 50, 50, 40, 40 }, 70, 130, 0, 50, 0, 0 },
    { "a deficit", "aabbb", { 30, 30, 45, 45, 45 }, 80, 140, 0, 20, 0, 0 },
    { "abolish the small one", "abbcc", { 10, 60, 60, 60, 60 }, 100, 140, 0, 10, 0, 1 },
    { "gaps come for nothing", "aa.bb", { 30, 30, 40, 50, 50 }, 80, 140, 0, 0, 0, 0 },
    { "one must be founded", "aaaa", { 60, 60, 60, 60 }, 80, 130, 0, 120, 1, 0 },
    { "one too many asked", "aabb", { 50, 50, 40, 40 }, 80, 200, 1, 80, 0, 1 },
};

START_TEST(sums_by_hand)
{
    raster map;
    sz_graph g;
    sz_bound bound;
    int32_t n_today = 0, n = (int32_t)strlen(sums[_i].today);
    raster_grid(&map, n, 1);
    ck_assert(raster_graph(&map, &g));
    for (int32_t v = 0; v < n; v++) {
        g.weight[v] = sums[_i].weight[v];
        g.today[v] = sums[_i].today[v] == '.' ? -1 : sums[_i].today[v] - 'a';
        g.kept_weight[v] = g.today[v] < 0 ? 0 : g.weight[v];
        n_today = g.today[v] >= n_today ? g.today[v] + 1 : n_today;
    }
    sz_task *task = make(&g, n_today, sums[_i].min, sums[_i].max);
    task->want = task->want_most = sums[_i].want;
    ck_assert_int_eq(sz__bound_moved(&bound, task, NULL, NULL), SZ_SUCCESS);
    ck_assert_msg(bound.moved == sums[_i].moved, "%s: %lld", sums[_i].label,
                  (long long)bound.moved);
    ck_assert_int_eq(bound.founded, sums[_i].founded);
    ck_assert_int_eq(bound.abolished, sums[_i].abolished);
    sz__tasks_free(task, 1);
    raster_graph_free(&g);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("bound");
    tcase_add_test(tc, no_plan_beats_the_bound);
    tcase_add_loop_test(tc, sums_by_hand, 0, COUNT(sums));
    return run_suite("bound", tc);
}
