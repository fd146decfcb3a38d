/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Several chains and windows of a large task: every plan is audited, costs agree with
 * what is added up anew, and threads change nothing. */
#include <math.h>
#include <string.h>

#include "bench/lattice.h"
#include "core/platform.h"
#include "solve/inspect.h"
#include "solve/chain.h"
#include "solve/engine.h"
#include "solve/window.h"
#include "tests/rasters.h"
#include "tests/suite.h"

static void lattice_free(sz_graph *g)
{
    raster_graph_free(g); /* the same arrays by the same allocator */
}

/* Breaches of the plan in OUT, those of connection, enclaves and locks alone when
 * SIZES is false. */
static int breaches(const sz_graph *g, const sz_demand *demand, const sz_best *out,
                    bool sizes)
{
    sz_inspection seen;
    int32_t n = demand->n_today + out->n_new, bad = 0;
    int32_t *towns = calloc((size_t)n + 1, sizeof *towns);
    ck_assert_ptr_nonnull(towns);
    ck_assert_int_eq(sz__inspect(&seen, g, out->label, n, towns, demand, 0, NULL),
                     SZ_SUCCESS);
    for (size_t i = 0; i < seen.breaches.n; i++)
        bad += sizes || seen.breaches.at[i].kind > SZ_BREACH_ABOVE;
    sz__inspection_release(&seen);
    free(towns);
    return bad;
}

/* Town of a street lattice: from scratch, and from that plan after growth; with one
 * chain, several, and through windows. */
static const struct {
    const char *label;
    int atoms;
    uint32_t chains;
    int32_t window;
} kinds[] = {
    { "chains", 600, 4, 0 },
    { "windows", 1500, 0, 200 },
    { "many small windows", 900, 0, 60 },
};

START_TEST(threads_change_nothing)
{
    sz_graph g;
    int32_t *first = NULL, towns[256] = { 0 }, n_today = 0;
    ck_assert(lattice_graph(&g, kinds[_i].atoms, 5));
    for (int present = 0; present < 2; present++) {
        sz_demand demand = { .min = 2000, .max = 3000, .target = 2500,
                             .n_today = n_today, .today_town = towns,
                             .present = present };
        for (uint32_t threads = 1; threads <= 4; threads *= 2) {
            sz_effort effort = { .seed = 3, .per_atom = 60, .threads = threads,
                                 .chains = kinds[_i].chains,
                                 .window = kinds[_i].window };
            sz_best out;
            ck_assert_int_eq(sz__engine_run(&out, &g, &demand, 0, &effort, NULL),
                             SZ_SUCCESS);
            ck_assert_int_eq(breaches(&g, &demand, &out, true), 0);
            if (threads == 1) {
                free(first);
                first = sz__dup(out.label, (size_t)g.n, sizeof *first);
                n_today = present ? n_today : out.n_new;
            }
            ck_assert_msg(!memcmp(first, out.label, (size_t)g.n * sizeof *first),
                          "%s, %d threads", kinds[_i].label, (int)threads);
            sz__best_release(&out);
        }
        for (int32_t v = 0; v < g.n && !present; v++) {
            g.today[v] = first[v];
            g.weight[v] = g.weight[v] * (8 + v % 7) / 10;
            g.kept_weight[v] = g.weight[v];
        }
    }
    free(first);
    lattice_free(&g);
}
END_TEST

/* What was told of the best plan. */
typedef struct told {
    int texts;
    double objective; /* the last */
    bool rose;
} told;

static int listen(double fraction, const char *what, void *data)
{
    told *t = data;
    const char *at = what ? strstr(what, "objective ") : NULL;
    if (at && fraction < 1) {
        double now = strtod(at + strlen("objective "), NULL);
        t->rose |= t->texts++ > 0 && now > t->objective;
        t->objective = now;
    }
    return 1;
}

/* Window by window, the best plan of the whole is told, and it only gets better. */
START_TEST(windows_tell_the_best)
{
    sz_graph g;
    ck_assert(lattice_graph(&g, 3000, 5));
    sz_demand demand = { .min = 2000, .max = 3000, .target = 2500 };
    told t = { 0 };
    sz_effort effort = { .seed = 3, .threads = 2, .window = 500, .progress = listen,
                         .progress_data = &t, .per_atom = 800 };
    sz_best out;
    sz_search s;
    double cost;
    int64_t violation;
    ck_assert_int_eq(sz__engine_run(&out, &g, &demand, 0, &effort, NULL), SZ_SUCCESS);
    ck_assert_int_gt(t.texts, 1);
    ck_assert(!t.rose);
    ck_assert_int_eq(sz__search_init(&s, out.tasks, 1, 0, NULL), SZ_SUCCESS);
    sz__state_load(&s.st, out.tasks->label, out.tasks->n_zones);
    sz__search_sum_up(&s);
    sz__search_add_up(&s, &cost, &violation);
    ck_assert_int_eq(violation, 0);
    ck_assert_double_le(cost, t.objective + 1); /* told in whole numbers */
    ck_assert_double_gt(cost, 0.5 * t.objective);
    sz__search_release(&s);
    sz__best_release(&out);
    lattice_free(&g);
}
END_TEST

/* Says stop when it is asked for the Nth time; fractions never fall. */
typedef struct stopper {
    int left;
    double last;
} stopper;

static int stop_soon(double fraction, const char *what, void *data)
{
    stopper *s = data;
    (void)what;
    ck_assert(fraction >= s->last && fraction <= 1);
    s->last = fraction;
    return s->left-- > 0;
}

/* Stopped by the caller at any time, or by the clock, a search leaves a whole plan. */
START_TEST(stopping_keeps_a_plan)
{
    sz_graph g;
    ck_assert(lattice_graph(&g, kinds[_i].atoms, 5));
    for (int after = 0; after < 40; after += 13) {
        sz_demand demand = { .min = 2000, .max = 3000, .target = 2500 };
        stopper s = { after, 0 };
        sz_effort effort = { .seed = 3, .threads = 2, .chains = kinds[_i].chains,
                             .window = kinds[_i].window, .progress = stop_soon,
                             .progress_data = &s, .per_atom = 2000 };
        sz_best out;
        ck_assert_int_eq(sz__engine_run(&out, &g, &demand, 0, &effort, NULL),
                         SZ_SUCCESS);
        ck_assert(out.stopped);
        ck_assert_int_eq(breaches(&g, &demand, &out, false), 0);
        sz__best_release(&out);
        effort = (sz_effort){ .seed = 3, .threads = 2, .chains = kinds[_i].chains,
                              .window = kinds[_i].window, .seconds = 0.2 };
        double start = sz__now();
        ck_assert_int_eq(sz__engine_run(&out, &g, &demand, 0, &effort, NULL),
                         SZ_SUCCESS);
        ck_assert(sz__now() - start < 10); /* far more than asked: machines are slow */
        ck_assert_int_eq(breaches(&g, &demand, &out, false), 0);
        sz__best_release(&out);
    }
    lattice_free(&g);
}
END_TEST

/* Maps with lakes, islands and atoms in pieces, plans broken at random: whatever
 * windows are cut, no community falls apart or encloses anything. */
START_TEST(windows_keep_plans_whole)
{
    sz_rng rng;
    sz__rng_init(&rng, 31, (uint64_t)_i);
    for (int m = 0; m < 25; m++) {
        raster map;
        sz_graph g = { 0 };
        int32_t towns[16] = { 0 }, zones = 6 + (int32_t)sz__rng_below(&rng, 8);
        do {
            raster_graph_free(&g);
            raster_random(&map, &rng, 18, 18, 160, _i % 2 ? 10 : 0, _i / 2 ? 3 : 0);
            ck_assert(raster_graph(&map, &g));
        } while (map.n < 40);
        for (int32_t v = 0; v < g.n; v++) {
            g.weight[v] = 1 + sz__rng_below(&rng, 9);
            g.kept_weight[v] = g.weight[v];
            g.today[v] = (int32_t)sz__rng_below(&rng, (uint32_t)zones + 1) - 1;
            g.today[v] = g.today[v] < 0 ? -1 : (int32_t)(g.x[v] / 6 + 3 * (g.y[v] / 6));
            g.today[v] = g.today[v] < zones ? g.today[v] : -1;
        }
        sz_demand demand = { .min = 30, .max = 90, .target = 60, .n_today = zones,
                             .today_town = towns, .present = m % 2 };
        sz_effort effort = { .seed = (uint64_t)m, .per_atom = 100, .threads = 2,
                             .window = 30 };
        sz_best out;
        ck_assert_int_eq(
            sz__engine_run(&out, &g, &demand, m % 3 ? 0 : 10, &effort, NULL),
            SZ_SUCCESS);
        int idle = 0;
        for (int32_t i = 0; i < out.n_tasks; i++)
            idle += out.tasks[i].idle;
        ck_assert_msg(breaches(&g, &demand, &out, false) <= idle, "map %d", m);
        sz__best_release(&out);
        raster_graph_free(&g);
    }
}
END_TEST

/* A task of one lattice town. */
static void pose(sz_graph *g, sz_task **task, bool present)
{
    int32_t towns[64] = { 0 }, n;
    ck_assert(lattice_graph(g, 500, 9));
    for (int32_t v = 0; v < g->n; v++) {
        g->today[v] = (int32_t)(g->x[v] / 500 + 5 * floor(g->y[v] / 500));
        g->kept_weight[v] = g->weight[v];
    }
    sz_demand demand = { .min = 2000, .max = 3000, .target = 2500, .n_today = 25,
                         .today_town = towns, .present = present };
    ck_assert_int_eq(sz__tasks_make(task, &n, g, &demand, NULL), SZ_SUCCESS);
    ck_assert_int_eq(n, 1);
}

static void check_costs(const sz_search *s)
{
    double cost;
    int64_t violation;
    sz__search_add_up(s, &cost, &violation);
    ck_assert_double_eq_tol(cost, s->cost, 1e-3 * fabs(cost));
    ck_assert_int_eq(violation, s->violation);
}

/* Two chains mixed: at least as good as either, whole, open, and rightly priced. */
START_TEST(mixing_takes_the_better)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        sz_graph g;
        sz_task *task;
        sz_search s[2];
        pose(&g, &task, true);
        for (int i = 0; i < 2; i++) {
            ck_assert_int_eq(sz__search_init(&s[i], task, seed, (uint64_t)i, NULL),
                             SZ_SUCCESS);
            ck_assert_int_eq(sz__chain_start(&s[i], 2000, NULL), SZ_SUCCESS);
            sz__chain_improve(&s[i], 5000);
            check_costs(&s[i]);
        }
        int64_t least = s[s[0].violation > s[1].violation].violation;
        double cost = s[0].violation == s[1].violation
                          ? fmin(s[0].cost, s[1].cost)
                          : s[s[0].violation > s[1].violation].cost;
        ck_assert_int_eq(sz__chain_mix(&s[0], s[1].best, NULL), SZ_SUCCESS);
        check_costs(&s[0]);
        ck_assert_int_le(s[0].violation, least);
        ck_assert(s[0].violation < least || s[0].cost <= cost + 1e-6);
        uint8_t verdict[512];
        ck_assert_int_le(task->max_zones, COUNT(verdict));
        ck_assert_int_eq(sz__prove(&task->graph, s[0].best, task->max_zones, verdict,
                                   NULL),
                         SZ_SUCCESS);
        for (int32_t z = 0; z < task->max_zones; z++)
            ck_assert_int_eq(verdict[z], SZ_ZONE_WHOLE | SZ_ZONE_OPEN);
        sz__search_release(&s[0]);
        sz__search_release(&s[1]);
        sz__tasks_free(task, 1);
        lattice_free(&g);
    }
}
END_TEST

/* A window is a task whose prices are those of the whole, up to a constant. */
START_TEST(windows_have_the_prices_of_the_whole)
{
    sz_graph g;
    sz_task *task;
    sz_tiling tiling;
    sz_rng rng;
    sz_search all, part;
    pose(&g, &task, _i);
    sz__rng_init(&rng, 1, 2);
    ck_assert_int_eq(sz__search_init(&all, task, 1, 1, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__chain_start(&all, 2000, NULL), SZ_SUCCESS);
    ck_assert_int_eq(
        sz__tile(&tiling, task, all.st.label, task->max_zones, 120, &rng, NULL),
        SZ_SUCCESS);
    ck_assert_int_ge(tiling.n, 3);
    for (int32_t i = 0; i < tiling.n; i++) {
        sz_window w;
        ck_assert(tiling.sound[i]);
        ck_assert_int_eq(
            sz__window_cut(&w, task, all.st.label, &tiling, i, NULL, NULL), SZ_SUCCESS);
        ck_assert_int_eq(sz__search_init(&part, &w.task, 1, 9, NULL), SZ_SUCCESS);
        sz__state_load(&part.st, w.task.label, w.task.max_zones);
        ck_assert_int_eq(sz__search_ready(&part, NULL), SZ_SUCCESS);
        double before = all.cost, start = part.cost;
        sz__anneal(&part, part.hot, part.cold, 5000);
        for (int32_t k = 0; k < w.task.graph.n; k++) {
            int32_t z = w.zone[part.st.label[k]];
            if (z < 0) /* a new number: any free one */
                for (z = task->n_today; all.st.zone[z].count; z++)
                    ;
            w.zone[part.st.label[k]] = z;
            sz__search_move(&all, w.task.atom[k], z, ~0u);
        }
        int64_t violation;
        sz__search_add_up(&all, &all.cost, &violation);
        ck_assert_double_eq_tol(all.cost - before, part.cost - start,
                                1e-6 * fabs(all.cost));
        sz__search_release(&part);
        sz__window_release(&w);
    }
    sz__tiling_release(&tiling);
    sz__search_release(&all);
    sz__tasks_free(task, 1);
    lattice_free(&g);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("large");
    tcase_add_loop_test(tc, threads_change_nothing, 0, COUNT(kinds));
    tcase_add_loop_test(tc, stopping_keeps_a_plan, 0, COUNT(kinds));
    tcase_add_loop_test(tc, windows_keep_plans_whole, 0, 4);
    tcase_add_test(tc, mixing_takes_the_better);
    tcase_add_loop_test(tc, windows_have_the_prices_of_the_whole, 0, 2);
    tcase_add_test(tc, windows_tell_the_best);
    return run_suite("large", tc);
}
