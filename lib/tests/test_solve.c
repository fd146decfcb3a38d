/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The solver on made-up maps: every plan is checked by floods of pixels, every reason
 * why there is none is one of a table, optima of tiny maps are found by trying all. */
#include <limits.h>

#include "solve/inspect.h"
#include "solve/engine.h"
#include "tests/rasters.h"
#include "tests/suite.h"

/* What a plan of a raster breaks, counted from its pixels alone. */
typedef struct verdict {
    int outside_band, detached, enclaves, unassigned, locked, living;
} verdict;

static verdict judge(const raster *r, const sz_graph *g, const int32_t *label,
                     int64_t min, int64_t max)
{
    verdict found = { 0 };
    int32_t most = 0;
    uint8_t in[RASTER_CELLS];
    for (int32_t v = 0; v < g->n; v++) {
        found.unassigned += label[v] < 0;
        found.locked += g->locked[v] && label[v] != g->today[v];
        most = label[v] > most ? label[v] : most;
    }
    for (int32_t c = 0; c <= most; c++) {
        int64_t weight = 0;
        int32_t atoms = 0;
        for (int32_t v = 0; v < g->n; v++) {
            in[v] = label[v] == c;
            atoms += in[v];
            weight += in[v] ? g->weight[v] : 0;
        }
        if (!atoms)
            continue;
        found.living++;
        found.outside_band += weight < min || weight > max;
        found.detached += raster_pieces(r, in, false) - 1;
        for (int32_t v = 0; v < g->n; v++)
            in[v] = !in[v];
        found.enclaves += raster_pieces(r, in, true) - 1;
    }
    return found;
}

static bool sound(verdict v)
{
    return !v.outside_band && !v.detached && !v.enclaves && !v.unassigned && !v.locked;
}

/* A hidden plan that satisfies everything: zones grown atom by atom so that they stay
 * connected and enclose nothing. */
static void hidden_plan(const raster *r, const sz_graph *g, sz_rng *rng,
                        int32_t zones, int32_t *label)
{
    for (int32_t v = 0; v < g->n; v++)
        label[v] = 0;
    for (int32_t z = 1; z < zones; z++) { /* cut zone z off another, atom by atom */
        int32_t before[RASTER_CELLS];
        memcpy(before, label, (size_t)g->n * sizeof *label);
        label[sz__rng_below(rng, g->n)] = z;
        for (int grown = 1, tries = 0; grown < g->n / zones && tries < 200; tries++) {
            int32_t v = (int32_t)sz__rng_below(rng, g->n), from = label[v];
            bool beside = false;
            for (int32_t i = g->row[v]; i < g->row[v + 1]; i++)
                beside |= g->ring[i].edge && g->ring[i].atom >= 0 &&
                          label[g->ring[i].atom] == z;
            if (!beside || from == z)
                continue;
            label[v] = z;
            verdict now = judge(r, g, label, 0, INT64_MAX);
            if (now.detached || now.enclaves)
                label[v] = from;
            else
                grown++;
        }
        verdict now = judge(r, g, label, 0, INT64_MAX);
        if (now.detached || now.enclaves) /* the seed stood badly */
            memcpy(label, before, (size_t)g->n * sizeof *label);
    }
}

/* Today's plan, broken: scattered, shifted, gapped, or ringed. */
static void break_plan(const raster *r, sz_graph *g, sz_rng *rng, int kind,
                       int32_t zones, const int32_t *hidden)
{
    for (int32_t v = 0; v < g->n; v++) {
        int32_t z = hidden[v];
        switch (kind) {
        case 0: /* scattered */
            z = (int32_t)sz__rng_below(rng, (uint32_t)zones);
            break;
        case 1: /* some atoms elsewhere */
            if (sz__rng_below(rng, 5) == 0)
                z = (int32_t)sz__rng_below(rng, (uint32_t)zones);
            break;
        case 2: /* gaps */
            if (sz__rng_below(rng, 4) == 0)
                z = -1;
            break;
        case 3: /* rings */
            z = (int32_t)(g->x[v] < g->y[v] ? g->x[v] : g->y[v]) / 2;
            if (g->x[v] + g->y[v] > r->w)
                z = (int32_t)(r->w - (g->x[v] > g->y[v] ? g->x[v] : g->y[v])) / 2;
            z = z < 0 ? 0 : z % zones;
            break;
        default: /* one community for all */
            z = 0;
        }
        g->today[v] = z;
        g->kept_weight[v] = z < 0 ? 0 : g->weight[v];
    }
}

typedef struct town {
    raster map;
    sz_graph graph;
    int32_t towns[64];
    sz_demand demand;
    sz_effort effort;
    sz_best out;
} town;

static void town_solve(town *t, int32_t communities)
{
    sz_error err = SZ_ERROR_INIT;
    t->demand.today_town = t->towns;
    if (!t->demand.target)
        t->demand.target = (t->demand.min + t->demand.max) / 2;
    sz_status status =
        sz__engine_run(&t->out, &t->graph, &t->demand, communities, &t->effort, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
}

static void town_close(town *t)
{
    sz__best_release(&t->out);
    raster_graph_free(&t->graph);
}

/* The audit must say what the pixels say. */
static void check_audit(const town *t)
{
    sz_inspection seen;
    int32_t communities[256] = { 0 };
    verdict v = judge(&t->map, &t->graph, t->out.label, t->demand.min, t->demand.max);
    ck_assert_int_eq(sz__inspect(&seen, &t->graph, t->out.label,
                               t->demand.n_today + t->out.n_new, communities,
                               &t->demand, 0, NULL),
                     SZ_SUCCESS);
    int count[SZ_BREACH_NUMBER + 1] = { 0 };
    for (size_t i = 0; i < seen.breaches.n; i++)
        count[seen.breaches.at[i].kind]++;
    ck_assert_int_eq(count[SZ_BREACH_BELOW] + count[SZ_BREACH_ABOVE], v.outside_band);
    ck_assert_int_eq(count[SZ_BREACH_DETACHED], v.detached);
    ck_assert_int_eq(count[SZ_BREACH_ENCLAVE] > 0, v.enclaves > 0);
    ck_assert_int_eq(seen.living, v.living);
    sz__inspection_release(&seen);
}

/* From scratch, no community may have more in common with one of today's that its
 * holder and it itself have with what they are called now. */
static void check_names(const town *t)
{
    int64_t common[64][64] = { { 0 } };
    int n = t->demand.n_today + t->out.n_new;
    ck_assert_int_le(n, 64);
    for (int32_t v = 0; v < t->graph.n; v++)
        if (t->graph.today[v] >= 0)
            common[t->out.label[v]][t->graph.today[v]] += t->graph.kept_weight[v];
    for (int c = 0; c < n; c++)
        for (int z = 0; z < t->demand.n_today; z++) {
            int64_t own = c < t->demand.n_today ? common[c][c] : 0;
            ck_assert_msg(common[c][z] <= own || common[c][z] <= common[z][z],
                          "%d has %d of %d and %d of its own", c, (int)common[c][z], z,
                          (int)own);
        }
}

/* Maps of one component without lakes and blobs, where there is a plan by
 * construction; from each kind of broken plan and from scratch. */
START_TEST(broken_plans_are_repaired)
{
    sz_rng rng;
    sz__rng_init(&rng, 21, (uint64_t)_i);
    for (int m = 0; m < 40; m++) {
        int32_t hidden[RASTER_CELLS], zones = 3 + (int32_t)sz__rng_below(&rng, 4);
        int64_t weight[8] = { 0 }, low = INT64_MAX, high = 0;
        town t = { .effort = { .seed = (uint64_t)m, .threads = 1 } };
        do {
            raster_graph_free(&t.graph);
            raster_random(&t.map, &rng, 14, 14, 80, 0, 0);
            ck_assert(raster_graph(&t.map, &t.graph));
            for (int32_t v = 0; v < t.graph.n; v++)
                t.graph.weight[v] = 10 + sz__rng_below(&rng, 30);
            hidden_plan(&t.map, &t.graph, &rng, zones, hidden);
            memset(weight, 0, sizeof weight);
            for (int32_t v = 0; v < t.graph.n; v++)
                weight[hidden[v]] += t.graph.weight[v];
            low = INT64_MAX;
            high = 0;
            for (int32_t z = 0; z < zones; z++)
                if (weight[z]) {
                    low = weight[z] < low ? weight[z] : low;
                    high = weight[z] > high ? weight[z] : high;
                }
        } while (low < 60);
        break_plan(&t.map, &t.graph, &rng, _i, zones, hidden);
        t.demand = (sz_demand){ .min = low, .max = high, .n_today = zones,
                                .present = _i < 5 };
        town_solve(&t, 0);
        verdict v = judge(&t.map, &t.graph, t.out.label, low, high);
        ck_assert_msg(sound(v), "kind %d map %d: %d out, %d parts, %d enclaves, %d "
                      "nobody", _i, m, v.outside_band, v.detached, v.enclaves,
                      v.unassigned);
        check_audit(&t);
        if (!t.demand.present)
            check_names(&t);
        town_close(&t);
    }
}
END_TEST

/* Any map at all, any band, number and lock: never a crash, locks hold, and connection
 * is never given up where ground hangs together, whatever the sizes. */
START_TEST(any_map_gives_a_plan)
{
    sz_rng rng;
    sz__rng_init(&rng, 22, (uint64_t)_i);
    for (int m = 0; m < 60; m++) {
        town t = { .effort = { .seed = (uint64_t)m, .threads = 1, .per_atom = 200 } };
        int32_t zones = 1 + (int32_t)sz__rng_below(&rng, 8);
        int32_t hidden[RASTER_CELLS] = { 0 };
        do {
            raster_graph_free(&t.graph);
            raster_random(&t.map, &rng, 12, 11, 60, _i < 2 ? 0 : 12, _i % 2 ? 3 : 0);
            ck_assert(raster_graph(&t.map, &t.graph));
        } while (t.map.n < 5);
        for (int32_t v = 0; v < t.graph.n; v++)
            t.graph.weight[v] = (int64_t)sz__rng_below(&rng, 4) * 7;
        break_plan(&t.map, &t.graph, &rng, m % 5, zones, hidden);
        t.demand = (sz_demand){ .min = 1 + (int64_t)sz__rng_below(&rng, 60),
                                .n_today = zones, .present = m % 3 > 0 };
        bool locked = m % 4 == 0; /* the first community, however broken it is */
        for (int32_t i = 0; i < t.graph.n && locked; i++)
            t.graph.locked[i] = t.graph.today[i] == 0;
        t.demand.max = t.demand.min + sz__rng_below(&rng, 100);
        town_solve(&t, m % 7 ? 0 : 1 + (int32_t)sz__rng_below(&rng, 9));
        verdict v = judge(&t.map, &t.graph, t.out.label, t.demand.min, t.demand.max);
        ck_assert_int_eq(v.unassigned, 0);
        ck_assert_int_eq(v.locked, 0);
        int idle = 0;
        for (int32_t i = 0; i < t.out.n_tasks; i++)
            idle += t.out.tasks[i].idle;
        ck_assert_msg(locked || (v.detached <= idle && !v.enclaves),
                      "kind %d map %d: %d parts, %d enclaves", _i, m, v.detached,
                      v.enclaves);
        check_audit(&t);
        town_close(&t);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("solve");
    tcase_add_loop_test(tc, broken_plans_are_repaired, 0, 6);
    tcase_add_loop_test(tc, any_map_gives_a_plan, 0, 4);
    return run_suite("solve", tc);
}
