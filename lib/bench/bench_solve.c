/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The solver on made-up towns: from scratch, and from a plan after growth. */
#include <math.h>
#include <stdio.h>

#include "bench/lattice.h"
#include "core/platform.h"
#include "solve/audit.h"
#include "solve/engine.h"

static void report(const char *what, const sz_graph *g, const sz_demand *demand,
                   const sz_effort *effort, int64_t bound, int32_t **keep, int32_t *n_keep)
{
    sz_outcome out;
    sz_audit audit;
    sz_error err = SZ_ERROR_INIT;
    double start = sz__now();
    if (sz__engine_run(&out, g, demand, 0, effort, &err)) {
        printf("%s: %s\n", what, err.message);
        return;
    }
    double took = sz__now() - start, border = 0, on = 0;
    int32_t n = demand->n_today + out.n_new,
            *town = sz__zalloc((size_t)n, sizeof *town);
    int64_t moved = 0;
    for (int32_t v = 0; v < g->n; v++) {
        moved += g->today[v] >= 0 && out.label[v] != g->today[v] ? g->weight[v] : 0;
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (u < v || out.label[u] == out.label[v] || !g->ring[i].edge)
                continue;
            border += (double)g->ring[i].length;
            on += g->ring[i].barrier ? (double)g->ring[i].length : 0;
        }
    }
    if (town && !sz__audit(&audit, g, out.label, n, town, demand, 0, &err)) {
        if (bound)
            printf("moved %.2f times the least; ", (double)moved / (double)bound);
        printf("%-24s %7d atoms %6d communities %6.2f s %6.2f M proposals/s, %zu "
               "breaches, "
               "%lld .. %lld, moved %lld, border %.0f km, %.0f %% on lines\n",
               what, (int)g->n, (int)audit.living, took,
               (double)out.proposals / took / 1e6, audit.breaches.n,
               (long long)audit.smallest, (long long)audit.largest, (long long)moved,
               border / 1000, border > 0 ? 100 * on / border : 0);
        sz__audit_release(&audit);
    }
    free(town);
    *keep = out.label;
    *n_keep = n;
    out.label = NULL;
    sz__outcome_release(&out);
}

/* A plan for SIZE atoms from scratch, then all households times 0.8 .. 1.4 and that
 * plan repaired. */
static void town(int size, uint64_t per_atom, double seconds)
{
    sz_graph g;
    sz_demand demand = { .min = 2000, .max = 3000, .target = 2500 };
    sz_effort effort = {
        .seed = 1, .per_atom = per_atom, .seconds = seconds, .threads = 1
    };
    int32_t *label = NULL, *after = NULL, n = 0, n_after;
    sz_rng rng;
    if (!lattice_graph(&g, size, 7))
        return;
    report("from scratch", &g, &demand, &effort, 0, &label, &n);
    if (!label)
        return;
    sz__rng_init(&rng, 3, 0);
    int64_t *weight = sz__zalloc((size_t)n, sizeof *weight);
    int32_t *towns = sz__zalloc((size_t)n, sizeof *towns);
    if (!weight || !towns)
        return;
    for (int32_t v = 0; v < g.n; v++) {
        g.weight[v] = (int64_t)((double)g.weight[v] * (0.8 + 0.6 * sz__rng_unit(&rng)));
        g.kept_weight[v] = g.weight[v];
        g.today[v] = label[v];
        weight[label[v]] += g.weight[v];
    }
    int64_t over = 0, under = 0;
    for (int32_t c = 0; c < n; c++) {
        over += weight[c] > demand.max ? weight[c] - demand.max : 0;
        under += weight[c] && weight[c] < demand.min ? demand.min - weight[c] : 0;
    }
    printf("after growth: surplus %lld, shortage %lld: at least %lld must move\n",
           (long long)over, (long long)under, (long long)(over > under ? over : under));
    demand.n_today = n;
    demand.today_town = towns;
    demand.present = true;
    report("from that plan", &g, &demand, &effort, over > under ? over : under, &after,
           &n_after);
    free(weight);
    free(towns);
    free(label);
    free(after);
}

int main(int argc, char **argv)
{
    int size = argc > 1 ? atoi(argv[1]) : 0;
    uint64_t per_atom = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    if (size) {
        town(size, per_atom, 0);
        return EXIT_SUCCESS;
    }
    town(2000, 0, 0);
    town(6000, 0, 0);
    town(100000, 0, 0);
    return EXIT_SUCCESS;
}
