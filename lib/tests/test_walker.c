/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walks over plans: their laws on grids all of whose plans are known, and every plan
 * they visit checked anew. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "solve/inspect.h"
#include "solve/engine.h"
#include "solve/walker.h"
#include "suite.h"
#include "tests/hotelling.h"
#include "tests/rasters.h"

typedef bool (*step_fn)(sz_walker *w);

/* A walk on a map. */
typedef struct outing {
    raster map;
    sz_graph graph;
    sz_net net;
    sz_walker w;
} outing;

/* The grid of SIDE x SIDE equal cells. */
static void open_grid(outing *o, int side)
{
    raster_grid(&o->map, side, side);
    ck_assert(raster_graph(&o->map, &o->graph));
    for (int32_t v = 0; v < o->graph.n; v++)
        o->graph.weight[v] = 1;
}

static void set_out(outing *o, const int32_t *label, int32_t n_zones, int64_t min,
                    int64_t max, bool aloof, uint64_t seed)
{
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__net_make(&o->net, &o->graph, label, n_zones, false, &err),
                     SZ_SUCCESS);
    ck_assert_int_eq(sz__walker_init(&o->w, &o->net, label, n_zones, NULL, &err),
                     SZ_SUCCESS);
    o->w.min = min;
    o->w.max = max;
    o->w.aloof = aloof;
    sz__rng_init(&o->w.rng, seed, 1);
}

static void come_home(outing *o)
{
    sz__walker_release(&o->w);
    sz__net_release(&o->net);
    raster_graph_free(&o->graph);
}

static double walk_distance(const struct law *law, step_fn step, int per_batch)
{
    static double freq[HOTELLING_BATCHES][HOTELLING_CLASSES];
    static outing o;
    int32_t rows[64];
    memset(freq, 0, sizeof freq);
    open_grid(&o, law->side);
    for (int32_t v = 0; v < law->side * law->side; v++)
        rows[v] = v / law->side;
    set_out(&o, rows, law->side, law->side, law->side, true, 5);
    for (int i = 0; i < 1000; i++)
        step(&o.w);
    for (int b = 0; b < HOTELLING_BATCHES; b++)
        for (int i = 0; i < per_batch; i++) {
            step(&o.w);
            int64_t class = o.w.seams.edges - law->first;
            ck_assert(class >= 0 && class < law->classes);
            freq[b][class] += 1.0 / per_batch;
        }
    come_home(&o);
    return hotelling(law, freq);
}

START_TEST(the_reversible_walk_has_its_law)
{
    double d = walk_distance(&laws[_i], sz__reversible_step, _i ? 8000 : 5000);
    ck_assert_msg(d < laws[_i].limit, "%d: %g", _i, d);
}
END_TEST

/* The same test must tell the plain walk apart. */
START_TEST(the_plain_walk_has_another)
{
    double d = walk_distance(&laws[_i], sz__recom_step, _i ? 8000 : 5000);
    ck_assert_msg(d > 10 * laws[_i].limit, "%d: %g", _i, d);
}
END_TEST

/* Number of plans of SIDE x SIDE into PARTS of any sizes, all and those without strict
 * enclaves; as counted by enumeration. */
static const struct {
    int side, parts;
    bool aloof;
    int plans, steps;
} counts[] = {
    { 3, 2, true, 53, 4000 },     { 3, 2, false, 52, 4000 },
    { 3, 3, true, 258, 20000 },   { 3, 3, false, 254, 20000 },
};

/* The plan as a number: labels in the order of their first cells. */
static uint64_t plan_key(const outing *o)
{
    int name[8], next = 0;
    uint64_t key = 0;
    int32_t zone[16];
    for (int32_t x = 0; x < o->net.n; x++)
        zone[o->net.source[x]] = o->w.spot[x].zone;
    memset(name, -1, sizeof name);
    for (int32_t v = 0; v < o->net.n; v++) {
        if (name[zone[v]] < 0)
            name[zone[v]] = next++;
        key = key << 2 | (uint64_t)name[zone[v]];
    }
    return key;
}

/* Any plan can be reached, and no other is. */
START_TEST(all_plans_are_visited)
{
    static outing o;
    static uint64_t key[1024];
    int n = 0, side = counts[_i].side, parts = counts[_i].parts;
    int32_t start[16];
    for (int v = 0; v < side * side; v++)
        start[v] = v / side < parts ? v / side : parts - 1;
    open_grid(&o, side);
    set_out(&o, start, parts, 1, side * side, counts[_i].aloof, 3);
    for (int i = 0; i < counts[_i].steps; i++) {
        sz__reversible_step(&o.w);
        uint64_t k = plan_key(&o);
        int at = 0;
        while (at < n && key[at] != k)
            at++;
        ck_assert_int_lt(at, COUNT(key));
        n += at == n;
        key[at] = k;
    }
    come_home(&o);
    ck_assert_int_eq(n, counts[_i].plans);
}
END_TEST

/* Audit the plan at hand, and add its figures up anew. */
static void check_plan(outing *o, const sz_demand *demand, int32_t zones)
{
    static int32_t label[RASTER_CELLS], towns[RASTER_CELLS];
    sz_inspection seen;
    int64_t edges = 0;
    double length = 0;
    for (int32_t x = 0; x < o->net.n; x++)
        label[o->net.source[x]] = o->w.spot[x].zone;
    ck_assert_int_eq(sz__inspect(&seen, &o->graph, label, zones, towns, demand, zones,
                               NULL),
                     SZ_SUCCESS);
    ck_assert_msg(seen.breaches.n == 0, "breach of kind %d",
                  seen.breaches.n ? (int)seen.breaches.at[0].kind : -1);
    sz__inspection_release(&seen);
    for (int32_t v = 0; v < o->graph.n; v++)
        for (int32_t i = o->graph.row[v]; i < o->graph.row[v + 1]; i++) {
            int32_t u = o->graph.ring[i].atom;
            bool first = o->graph.ring[i].edge && u > v && label[u] != label[v];
            for (int32_t k = o->graph.row[v]; k < i && first; k++)
                first = !o->graph.ring[k].edge || o->graph.ring[k].atom != u;
            edges += first;
            if (o->graph.ring[i].edge && u > v && label[u] != label[v])
                length += (double)o->graph.ring[i].length;
        }
    ck_assert_int_eq(o->w.seams.edges, edges);
    ck_assert_double_eq_tol((double)o->w.seams.length / 1000, length, 1e-6 * length);
}

/* On any map, lakes and odd shapes included, every plan of a walk is sound: zones
 * whole, in the band, nothing enclosed. */
START_TEST(plans_are_sound)
{
    static outing o;
    sz_rng rng;
    int walked = 0;
    sz__rng_init(&rng, 31, (uint64_t)_i);
    for (int m = 0; m < 40; m++) {
        sz_best out;
        raster_random(&o.map, &rng, 14, 14, 70, _i ? 12 : 0, _i ? 3 : 0);
        ck_assert(raster_graph(&o.map, &o.graph));
        int64_t sum = 0;
        for (int32_t v = 0; v < o.graph.n; v++)
            sum += o.graph.weight[v] = 10 + (int64_t)sz__rng_below(&rng, 30);
        int32_t zones = 3 + (int32_t)sz__rng_below(&rng, 4);
        sz_demand demand = { .min = sum / zones / 2, .max = sum / zones * 3 / 2,
                             .target = sum / zones };
        sz_effort effort = { .seed = 1, .threads = 1, .per_atom = 50 };
        ck_assert_int_eq(sz__engine_run(&out, &o.graph, &demand, zones, &effort, NULL),
                         SZ_SUCCESS);
        set_out(&o, out.label, demand.n_today + out.n_new, demand.min, demand.max,
                false, 7);
        bool sound = out.n_new == zones && o.graph.n_components == 1;
        for (int32_t z = 0; z < out.n_new; z++)
            sound &= o.w.zone[z].weight >= demand.min &&
                     o.w.zone[z].weight <= demand.max;
        o.w.measure = true;
        for (int i = 0; i < 200 && sound; i++) {
            if (i % 2 ? sz__recom_step(&o.w) : sz__reversible_step(&o.w))
                check_plan(&o, &demand, zones);
        }
        walked += sound;
        sz__best_release(&out);
        come_home(&o);
    }
    ck_assert_int_gt(walked, 10);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("walker");
    tcase_add_loop_test(tc, the_reversible_walk_has_its_law, 0, 2);
    tcase_add_loop_test(tc, the_plain_walk_has_another, 0, 2);
    tcase_add_loop_test(tc, all_plans_are_visited, 0, COUNT(counts));
    tcase_add_loop_test(tc, plans_are_sound, 0, 2);
    return run_suite("walker", tc);
}
