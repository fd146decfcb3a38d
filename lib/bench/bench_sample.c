/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* New plans per CPU second of the recombination walks, one thread: plain with enclaves
 * allowed, as other programs do; plain without; reversible. Beside it what frcw.rs 0.1.2
 * reached on maps of the same law and on a square grid, on a machine of two virtual
 * CPUs; its figures for 1,896 and 3,217 atoms are of the census tracts of Virginia and
 * Pennsylvania, in the place of which random maps of the same size stand here. */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "bench/voronoi.h"
#include "solve/walker.h"
#include "solve/engine.h"

static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* A rook grid of SIDE x SIDE equal cells. */
static bool grid_graph(sz_graph *g, int side)
{
    *g = (sz_graph){ .n = side * side };
    if (!voronoi_arrays(g) ||
        !(g->ring = sz__alloc(4 * (size_t)g->n, sizeof *g->ring)))
        return false;
    for (int32_t v = 0; v < g->n; v++) {
        int x = v % side, y = v / side;
        int32_t round[4] = { x + 1 < side ? v + 1 : -1, y + 1 < side ? v + side : -1,
                             x > 0 ? v - 1 : -1, y > 0 ? v - side : -1 };
        g->row[v + 1] = 4 * (v + 1);
        g->weight[v] = 1;
        for (int k = 0; k < 4; k++)
            g->ring[4 * v + k] = (sz_ring_item){ round[k], 1, 1, 0 };
    }
    return true;
}

typedef struct workload {
    const char *name;
    int atoms, k;      /* atoms 0: the square grid of 100 x 100 */
    double tolerance;
    double frcw;       /* new plans per CPU second of frcw.rs 0.1.2 */
    double goal;
} workload;

static const workload workloads[] = {
    { "Voronoi 2,000 / 81 +-10 %", 2000, 81, 0.10, 25300, 125000 },
    { "Voronoi 20,000 / 796 +-10 %", 20000, 796, 0.10, 4560, 23000 },
    { "Voronoi 100,000 / 3,990 +-10 %", 100000, 3990, 0.10, 760, 100000 },
    { "Voronoi 1,896 / 11 +-1 %", 1896, 11, 0.01, 3770, 19000 },
    { "Voronoi 3,217 / 18 +-1 %", 3217, 18, 0.01, 3460, 17300 },
    { "grid 100 x 100 / 100 +-5 %", 0, 100, 0.05, 11200, 55000 },
};

/* A plan to start from; NULL when there is none. */
static int32_t *start_plan(const sz_graph *g, const workload *w, int64_t min,
                           int64_t max)
{
    int64_t sum = 0;
    for (int32_t v = 0; v < g->n; v++)
        sum += g->weight[v];
    sz_demand demand = { .min = min, .max = max, .target = sum / w->k };
    sz_effort effort = { .seed = 1, .per_atom = 100, .threads = 1 };
    sz_best out;
    sz_error err = SZ_ERROR_INIT;
    if (sz__engine_run(&out, g, &demand, w->k, &effort, &err)) {
        printf("%s: %s\n", w->name, err.message);
        return NULL;
    }
    int32_t *label = out.label;
    bool fine = out.n_new == w->k;
    out.label = NULL;
    for (int32_t z = 0; z < w->k && fine; z++) {
        int64_t weight = 0;
        for (int32_t v = 0; v < g->n; v++)
            weight += label[v] == z ? g->weight[v] : 0;
        fine = weight >= min && weight <= max;
    }
    sz__best_release(&out);
    if (!fine) {
        printf("%s: no plan to start from\n", w->name);
        free(label);
        return NULL;
    }
    return label;
}

/* The grid in squares of 10 x 10. */
static int32_t *blocks(void)
{
    int32_t *label = sz__alloc(100 * 100, sizeof *label);
    for (int32_t v = 0; label && v < 100 * 100; v++)
        label[v] = v / 1000 * 10 + v % 100 / 10;
    return label;
}

typedef bool (*step_fn)(sz_walker *c);

/* Best rate of several runs of about a second. */
static double rate(sz_walker *c, step_fn step, int runs)
{
    double best = 0;
    for (int r = 0; r < runs; r++) {
        uint64_t fresh = c->fresh;
        double start = cpu_seconds(), took = 0;
        for (int i = 0; took < 0.3; i++) {
            for (int k = 0; k < 200; k++)
                step(c);
            took = cpu_seconds() - start;
        }
        best = fmax(best, (double)(c->fresh - fresh) / took);
    }
    return best;
}

static void run(const workload *w)
{
    sz_graph g;
    sz_net net;
    sz_walker c;
    sz_error err = SZ_ERROR_INIT;
    if (w->atoms ? !voronoi_graph(&g, w->atoms, 20240607) : !grid_graph(&g, 100))
        return;
    int64_t sum = 0;
    for (int32_t v = 0; v < g.n; v++)
        sum += g.weight[v];
    double each = (double)sum / w->k;
    int64_t min = (int64_t)ceil(each * (1 - w->tolerance) - 1e-9);
    int64_t max = (int64_t)floor(each * (1 + w->tolerance) + 1e-9);
    int32_t *label = w->atoms ? start_plan(&g, w, min, max) : blocks();
    if (!label || sz__net_make(&net, &g, label, w->k, false, &err))
        return;
    if (sz__walker_init(&c, &net, label, w->k, NULL, &err)) {
        printf("%s: %s\n", w->name, err.message);
        return;
    }
    c.min = min;
    c.max = max;
    sz__rng_init(&c.rng, 1, 0);
    double plans[3];
    c.aloof = true;
    rate(&c, sz__recom_step, 1);
    uint64_t trees = c.trees, fresh = c.fresh;
    plans[0] = rate(&c, sz__recom_step, 3);
    double per = (double)(c.trees - trees) / (double)(c.fresh - fresh);
    plans[2] = rate(&c, sz__reversible_step, 1);
    sz__walker_release(&c);
    if (sz__walker_init(&c, &net, label, w->k, NULL, &err))
        return;
    c.min = min;
    c.max = max;
    sz__rng_init(&c.rng, 1, 1);
    rate(&c, sz__recom_step, 1);
    plans[1] = rate(&c, sz__recom_step, 1);
    printf("%-32s %9.0f plans/s, %4.1f trees each (goal %6.0f, frcw %5.0f: %5.1f "
           "times)  strict %8.0f  reversible %8.0f  stuck %lld\n",
           w->name, plans[0], per, w->goal, w->frcw, plans[0] / w->frcw, plans[1],
           plans[2], (long long)c.stuck);
    fflush(stdout);
    sz__walker_release(&c);
    sz__net_release(&net);
    sz__graph_release(&g);
    free(label);
}

int main(int argc, char **argv)
{
    int only = argc > 1 ? atoi(argv[1]) : -1;
    for (int i = 0; i < (int)(sizeof workloads / sizeof *workloads); i++)
        if (only < 0 || i == only)
            run(&workloads[i]);
    return EXIT_SUCCESS;
}
