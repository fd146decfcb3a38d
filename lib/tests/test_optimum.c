/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The solver against every plan there is, on maps so small that all can be tried. */
#include <math.h>

#include "solve/engine.h"
#include "tests/rasters.h"
#include "tests/suite.h"

enum { MOST_ATOMS = 24, MOST_ZONES = 8 };

/* Enumeration of all partitions into connected blocks in the band, none of which cuts
 * anything off from the outside. Sets of atoms are bit masks. */
typedef struct all {
    const sz_task *task;
    uint32_t beside[MOST_ATOMS]; /* neighbours of each atom */
    uint32_t rim;                /* atoms that border the outside */
    uint32_t block[MOST_ZONES];
    int n;
    long plans, of[MOST_ZONES + 1]; /* found, and of these with so many blocks */
    double best;                 /* least cost of a plan */
    int least_cut;               /* fewest pairs of neighbours apart */
    int64_t least_moved;
} all;

static int64_t weight_of(const all *a, uint32_t set)
{
    int64_t w = 0;
    for (int32_t v = 0; v < a->task->graph.n; v++)
        w += set >> v & 1 ? a->task->graph.weight[v] : 0;
    return w;
}

static uint32_t spread(const all *a, uint32_t from, uint32_t within)
{
    for (uint32_t old = 0; old != from;) {
        old = from;
        for (int32_t v = 0; v < a->task->graph.n; v++)
            if (from >> v & 1)
                from |= a->beside[v] & within;
    }
    return from;
}

/* Price of the borders of the plan at hand, and pairs apart. */
static double borders(const all *a, int *cut)
{
    const sz_graph *g = &a->task->graph;
    double price = 0;
    *cut = 0;
    for (int32_t v = 0; v < g->n; v++)
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            bool apart = g->ring[i].edge && u > v;
            for (int b = 0; b < a->n && apart; b++)
                apart = !(a->block[b] >> v & 1 && a->block[b] >> u & 1);
            price += apart ? (double)a->task->price[i] : 0;
            *cut += apart;
        }
    return price;
}

/* Least cost of giving blocks FROM .. to communities of today not in USED, or to new
 * ones; *MOVED, if given, is the fewest households that leave home. */
static double name_blocks(const all *a, int from, uint32_t used, bool moved_only)
{
    const sz_task *t = a->task;
    double best = INFINITY;
    if (from == a->n) {
        double abolished = 0;
        for (int32_t z = 0; z < t->n_today; z++)
            abolished += used >> z & 1 ? 0 : t->prices.abolished;
        return moved_only ? 0 : abolished;
    }
    for (int32_t z = 0; z <= t->n_today; z++) {
        double cost = z == t->n_today && !moved_only ? t->prices.founded : 0;
        if (z < t->n_today && used >> z & 1)
            continue;
        for (int32_t v = 0; v < t->graph.n; v++)
            if (a->block[from] >> v & 1 && t->home[v] >= 0 && t->home[v] != z)
                cost += moved_only ? (double)t->graph.kept_weight[v]
                                   : (double)t->move_price[v];
        uint32_t taken = z < t->n_today ? used | 1u << z : used;
        best = fmin(best, cost + name_blocks(a, from + 1, taken, moved_only));
    }
    return best;
}

static void weigh_plan(all *a)
{
    const sz_task *t = a->task;
    uint32_t every = (1u << t->graph.n) - 1;
    int cut;
    for (int b = 0; b < a->n; b++) {
        uint32_t rest = every & ~a->block[b];
        if (spread(a, rest & a->rim, rest) != rest)
            return; /* it encloses something */
    }
    double cost = borders(a, &cut) + name_blocks(a, 0, 0, false);
    for (int b = 0; b < a->n; b++) {
        double off = 2 * (double)(weight_of(a, a->block[b]) - t->target) /
                     (double)(t->max - t->min + 1);
        cost += t->prices.size * off * off;
    }
    a->plans++;
    a->of[a->n]++;
    a->best = fmin(a->best, cost);
    a->least_cut = cut < a->least_cut ? cut : a->least_cut;
    int64_t moved = (int64_t)name_blocks(a, 0, 0, true);
    a->least_moved = moved < a->least_moved ? moved : a->least_moved;
}

static void next_block(all *a, uint32_t left);

/* All connected sets that contain SET, none of BARRED, and only atoms of LEFT. */
static void grow(all *a, uint32_t set, uint32_t barred, uint32_t left)
{
    int64_t w = weight_of(a, set);
    if (w > a->task->max)
        return;
    if (w >= a->task->min && a->n < MOST_ZONES) {
        a->block[a->n++] = set;
        next_block(a, left & ~set);
        a->n--;
    }
    for (int32_t v = 0; v < a->task->graph.n; v++) {
        uint32_t bit = 1u << v;
        if (!(left & bit) || (set | barred) & bit || !(a->beside[v] & set))
            continue;
        grow(a, set | bit, barred, left);
        barred |= bit;
    }
}

static void next_block(all *a, uint32_t left)
{
    if (!left)
        weigh_plan(a);
    else
        grow(a, left & (~left + 1), 0, left);
}

static void try_all(all *a, const sz_task *task)
{
    const sz_graph *g = &task->graph;
    *a = (all){ .task = task, .best = INFINITY, .least_cut = 1000,
                .least_moved = INT64_MAX };
    for (int32_t v = 0; v < g->n; v++)
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (g->ring[i].edge && u >= 0)
                a->beside[v] |= 1u << u;
            else if (g->ring[i].edge)
                a->rim |= 1u << v;
        }
    next_block(a, (1u << g->n) - 1);
}

/* What the solver made of it, in the same figures. */
static void weigh_outcome(const sz_best *out, all *got)
{
    const sz_task *t = &out->tasks[0];
    int32_t zone[MOST_ATOMS];
    *got = (all){ .task = t, .best = INFINITY, .least_cut = 1000,
                  .least_moved = INT64_MAX };
    for (int32_t v = 0; v < t->graph.n; v++) {
        int b = 0;
        while (b < got->n && zone[b] != out->label[v])
            b++;
        if (b == got->n)
            zone[got->n++] = out->label[v];
        got->block[b] |= 1u << v;
        for (int32_t i = t->graph.row[v]; i < t->graph.row[v + 1]; i++) {
            int32_t u = t->graph.ring[i].atom;
            if (t->graph.ring[i].edge && u >= 0)
                got->beside[v] |= 1u << u;
            else if (t->graph.ring[i].edge)
                got->rim |= 1u << v;
        }
    }
    weigh_plan(got);
}

/* Number of plans into k as published for such lattices (k = 0: not published), and the
 * fewest pairs apart where that is known (0: not). */
static const struct {
    const char *label;
    int w, h;
    bool weighted; /* w(i) = 1 + (7 i mod 5) */
    int64_t min, max;
    int k;
    long plans; /* into k */
    int cut;
} lattices[] = {
    { "4x4 into 4 equal", 4, 4, false, 4, 4, 4, 117, 8 },
    { "4x4, 3 to 5", 4, 4, false, 3, 5, 0, 0, 0 },
    { "4x5 weighted, 8 to 12", 5, 4, true, 8, 12, 6, 1936, 0 },
    { "4x5 weighted, 7 of them", 5, 4, true, 8, 12, 7, 88, 0 },
    { "4x4 into halves", 4, 4, false, 8, 8, 2, 70, 4 },
    { "2x8 into 4 equal", 2, 8, false, 4, 4, 0, 0, 6 },
};

START_TEST(scratch_finds_the_best_of_all)
{
    raster map;
    sz_graph g;
    raster_grid(&map, lattices[_i].w, lattices[_i].h);
    ck_assert(raster_graph(&map, &g));
    for (int32_t v = 0; v < g.n && lattices[_i].weighted; v++)
        g.weight[v] = 1 + 7 * v % 5;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        sz_demand demand = { .min = lattices[_i].min, .max = lattices[_i].max,
                             .target = (lattices[_i].min + lattices[_i].max) / 2 };
        sz_effort effort = { .seed = seed, .threads = 1 };
        sz_best out;
        all want, got;
        ck_assert_int_eq(sz__engine_run(&out, &g, &demand, 0, &effort, NULL),
                         SZ_SUCCESS);
        try_all(&want, &out.tasks[0]);
        weigh_outcome(&out, &got);
        if (lattices[_i].k)
            ck_assert_int_eq(want.of[lattices[_i].k], lattices[_i].plans);
        if (lattices[_i].cut)
            ck_assert_int_eq(want.least_cut, lattices[_i].cut);
        ck_assert_int_eq(got.plans, 1);
        ck_assert_msg(got.best < want.best + 1e-3, "%s, seed %d: %g, best is %g",
                      lattices[_i].label, (int)seed, got.best, want.best);
        if (lattices[_i].cut)
            ck_assert_int_eq(got.least_cut, lattices[_i].cut);
        sz__best_release(&out);
    }
    raster_graph_free(&g);
}
END_TEST

/* Today's plans of a 4 x 4 lattice, rows from the south, and households by the same
 * order; '.' is a gap. */
static const struct {
    const char *label;
    const char *today;
    int weight[16];
    int64_t min, max;
} presents[] = {
    { "one atom too many", "aaaabbbbaabbaabb",
      { 100, 90, 110, 100, 100, 95, 105, 100, 100, 120, 80, 100, 100, 100, 100, 100 },
      700, 850 },
    { "three, one too small", "aaaaabbbbbbbbccc",
      { 90, 80, 70, 100, 60, 95, 50, 100, 30, 120, 80, 40, 100, 70, 60, 55 }, 250,
      500 },
    { "detached part", "aabbaabbbbbbabbb",
      { 90, 80, 70, 100, 60, 95, 50, 100, 30, 120, 80, 40, 100, 70, 60, 55 }, 350,
      900 },
    { "gap and merger", "aabb.abb..bcccdd",
      { 90, 80, 70, 100, 60, 95, 50, 100, 30, 120, 80, 40, 100, 70, 60, 55 }, 250,
      450 },
    { "ring", "aaaabcbbbccbbbbb",
      { 90, 80, 70, 100, 60, 195, 250, 100, 30, 120, 80, 40, 100, 70, 60, 55 }, 300,
      1000 },
};

START_TEST(present_moves_the_fewest)
{
    raster map;
    sz_graph g;
    int32_t towns[MOST_ZONES] = { 0 };
    raster_grid(&map, 4, 4);
    ck_assert(raster_graph(&map, &g));
    int32_t n_today = 0;
    for (int32_t v = 0; v < g.n; v++) {
        g.weight[v] = presents[_i].weight[v];
        g.today[v] = presents[_i].today[v] == '.' ? -1 : presents[_i].today[v] - 'a';
        g.kept_weight[v] = g.today[v] < 0 ? 0 : g.weight[v];
        n_today = g.today[v] >= n_today ? g.today[v] + 1 : n_today;
    }
    for (uint64_t seed = 1; seed <= 5; seed++) {
        sz_demand demand = { .min = presents[_i].min, .max = presents[_i].max,
                             .target = (presents[_i].min + presents[_i].max) / 2,
                             .n_today = n_today, .today_town = towns, .present = true };
        sz_effort effort = { .seed = seed, .threads = 1 };
        sz_best out;
        all want, got;
        ck_assert_int_eq(sz__engine_run(&out, &g, &demand, 0, &effort, NULL),
                         SZ_SUCCESS);
        try_all(&want, &out.tasks[0]);
        weigh_outcome(&out, &got);
        ck_assert_int_eq(got.plans, 1);
        ck_assert_msg(got.best < want.best + 1e-3, "%s, seed %d: %g, best of %ld is %g",
                      presents[_i].label, (int)seed, got.best, want.plans, want.best);
        int64_t moved = 0;
        for (int32_t v = 0; v < g.n; v++)
            moved += g.today[v] >= 0 && out.label[v] != g.today[v] ? g.weight[v] : 0;
        /* straight borders may outweigh a few households */
        ck_assert_msg(20 * moved <= 21 * want.least_moved, "%s: moves %d, %d would do",
                      presents[_i].label, (int)moved, (int)want.least_moved);
        sz__best_release(&out);
    }
    raster_graph_free(&g);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("optimum");
    tcase_add_loop_test(tc, scratch_finds_the_best_of_all, 0, COUNT(lattices));
    tcase_add_loop_test(tc, present_moves_the_fewest, 0, COUNT(presents));
    return run_suite("optimum", tc);
}
