/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The solver on a Voronoi map of 10,000 parcels, against METIS and the bound of
 * households moved; the speed of proposals, and of two threads. */
#include <math.h>
#include <string.h>

#include "bench/solving.h"
#include "bench/voronoi.h"
#include "solve/bound.h"
#include "solve/search.h"

enum { PARCELS = 10000, COMMUNITIES = 400, MIN = 2000, MAX = 3000 };

/* Proposals per atom that take about half of 1 s and of 30 s. */
enum { QUICK = 400, THOROUGH = 20000 };

/* Nothing but the fewest pairs of neighbours apart. */
static sz_rates only(sz_term term)
{
    sz_rates rates = { 0 };
    rates.weight[term] = 1;
    return rates;
}

/* ---- METIS ---- */

static bool write_metis(const sz_graph *g, const char *path)
{
    FILE *f = fopen(path, "w");
    size_t edges = 0;
    if (!f)
        return false;
    for (int32_t i = 0; i < g->row[g->n]; i++)
        edges += g->ring[i].atom >= 0 && g->ring[i].edge == SZ_EDGE;
    fprintf(f, "%d %zu 010\n", (int)g->n, edges / 2);
    for (int32_t v = 0; v < g->n; v++) {
        fprintf(f, "%lld", (long long)g->weight[v]);
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++)
            if (g->ring[i].atom >= 0 && g->ring[i].edge == SZ_EDGE)
                fprintf(f, " %d", (int)g->ring[i].atom + 1);
        fputc('\n', f);
    }
    return fclose(f) == 0;
}

/* Pairs apart in METIS's plan, 0 when there is none; *SECONDS by its own clock. */
static int64_t read_metis(const sz_graph *g, const char *plan, const char *log,
                          double *seconds)
{
    solving s = { .label = sz__alloc((size_t)g->n, sizeof *s.label) };
    FILE *f = fopen(plan, "r");
    char line[256], *at;
    bool ok = s.label && f;
    for (int32_t v = 0; v < g->n && ok; v++)
        ok = fscanf(f, "%d", (int *)&s.label[v]) == 1;
    if (f)
        fclose(f);
    if (ok)
        solving_count(&s, g);
    free(s.label);
    *seconds = NAN;
    f = fopen(log, "r");
    while (f && fgets(line, sizeof line, f))
        if ((at = strstr(line, "Partitioning:")) != NULL)
            *seconds = strtod(at + strlen("Partitioning:"), NULL);
    if (f)
        fclose(f);
    return ok ? s.cut : 0;
}

/* METIS's cut with the band as its balance; 0 without gpmetis. */
static int64_t metis(const sz_graph *g, const char *options)
{
    char base[64], plan[96], log[96], command[512];
    double seconds;
    snprintf(base, sizeof base, "bench_solve.%llu.graph",
             (unsigned long long)sz__process());
    snprintf(plan, sizeof plan, "%s.part.%d", base, COMMUNITIES);
    snprintf(log, sizeof log, "%s.log", base);
    snprintf(command, sizeof command, "gpmetis -contig -ufactor=200 %s %s %d >%s 2>&1",
             options, base, COMMUNITIES, log);
    int64_t cut = 0;
    if (write_metis(g, base) && system(command) == 0)
        cut = read_metis(g, plan, log, &seconds);
    if (cut)
        printf("METIS -contig -ufactor=200 %s: %lld pairs apart in %.2f s\n", options,
               (long long)cut, seconds);
    else
        printf("METIS did not run: install the package metis\n");
    sz__remove(base);
    sz__remove(plan);
    sz__remove(log);
    return cut;
}

/* ---- the rows ---- */

static solving from_scratch(const sz_graph *g)
{
    sz_rates rates = only(SZ_TERM_CUT_EDGES);
    sz_demand demand = { .min = MIN, .max = MAX, .target = (MIN + MAX) / 2,
                         .rates = &rates };
    sz_effort effort = { .seed = 1, .threads = 1, .per_atom = QUICK };
    int64_t once = metis(g, "-seed=1"), ten = metis(g, "-seed=1 -ncuts=10 -niter=100");
    solving_missed += !once || !ten;
    solving s = solving_run(g, &demand, COMMUNITIES, &effort);
    solving_sound(&s);
    solving_row("quick: CPU time", s.cpu, 1, false, "s");
    solving_row("quick: pairs apart, METIS", (double)s.cut, (double)once, false, "");
    solving_row("quick: pairs apart, METIS of ten", (double)s.cut, (double)ten, false,
                "");
    free(s.label);
    effort.per_atom = THOROUGH;
    s = solving_run(g, &demand, COMMUNITIES, &effort);
    solving_sound(&s);
    solving_row("thorough: CPU time", s.cpu, 30, false, "s");
    solving_row("thorough: pairs apart, 5 % below METIS", (double)s.cut,
                0.95 * (double)once, false, "");
    solving_row("thorough: pairs apart, 5 % below METIS of ten", (double)s.cut,
                0.95 * (double)ten, false, "");
    return s;
}

/* All households times 0.8 .. 1.4, and PLAN repaired. */
static void after_growth(sz_graph *g, const solving *plan)
{
    sz_demand demand = { .min = MIN, .max = MAX, .target = (MIN + MAX) / 2,
                         .n_today = plan->n, .present = true };
    sz_effort effort = { .seed = 1, .threads = 1 };
    sz_error err = SZ_ERROR_INIT;
    sz_bound bound;
    sz_task *task;
    sz_rng rng;
    int32_t n, *towns = sz__zalloc((size_t)plan->n, sizeof *towns);
    demand.today_town = towns;
    sz__rng_init(&rng, 3, 0);
    for (int32_t v = 0; v < g->n; v++) {
        g->weight[v] =
            (int64_t)llround((double)g->weight[v] * (0.8 + 0.6 * sz__rng_unit(&rng)));
        g->kept_weight[v] = g->weight[v];
        g->today[v] = plan->label[v];
    }
    if (!towns || sz__tasks_make(&task, &n, g, &demand, &err) ||
        sz__bound_moved(&bound, &task[0], NULL, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILURE);
    }
    sz__tasks_free(task, n);
    printf("every count times 0.8 .. 1.4: surplus %lld, deficit %lld; at least %lld "
           "households move\n",
           (long long)bound.surplus, (long long)bound.deficit, (long long)bound.moved);
    solving s = solving_run(g, &demand, 0, &effort);
    solving_sound(&s);
    printf("  moved %lld, communities %d of %d, CPU time %.2f s\n", (long long)s.moved,
           (int)s.living, (int)plan->n, s.cpu);
    solving_row("households moved, times the bound",
                (double)s.moved / (double)bound.moved, 1.25, false, "");
    free(s.label);
    free(towns);
}

/* Flips alone on a map of so many ATOMS, all of them in one search: the best of five
 * times, at the heat at which they are slowest. */
static void flips(int atoms, double limit)
{
    sz_graph g;
    sz_task *task;
    sz_search s;
    sz_error err = SZ_ERROR_INIT;
    sz_rates rates = only(SZ_TERM_CUT_EDGES);
    sz_demand demand = { .min = MIN, .max = MAX, .target = (MIN + MAX) / 2,
                         .rates = &rates };
    int32_t n;
    char what[80];
    double slowest = INFINITY;
    if (!voronoi_graph(&g, atoms, 3) || sz__tasks_make(&task, &n, &g, &demand, &err) ||
        sz__search_init(&s, task, 1, 1, &err) || sz__start_scratch(&s, &err)) {
        fprintf(stderr, "no map of %d atoms: %s\n", atoms, err.message);
        exit(EXIT_FAILURE);
    }
    for (double heat = s.hot; heat > s.cold; heat /= 4) {
        double best = 0;
        for (int i = 0; i < 5; i++) {
            double start = solving_cpu();
            for (int k = 0; k < 2000000; k++)
                sz__search_flip(&s, heat, s.violation == 0);
            best = fmax(best, 2 / (solving_cpu() - start));
        }
        slowest = fmin(slowest, best);
    }
    snprintf(what, sizeof what, "flips, %d atoms, million proposals", atoms);
    solving_row(what, slowest, limit, true, "/s");
    sz__search_release(&s);
    sz__tasks_free(task, n);
}

/* Work of two threads on one map, by the wall clock. */
static void threads(const sz_graph *g)
{
    sz_demand demand = { .min = MIN, .max = MAX, .target = (MIN + MAX) / 2 };
    double rate[2] = { 0, 0 };
    for (int i = 0; i < 3; i++)
        for (uint32_t k = 1; k <= 2; k++) {
            sz_effort effort = { .seed = 1, .threads = k, .seconds = 2 };
            solving s = solving_run(g, &demand, 0, &effort);
            rate[k - 1] = fmax(rate[k - 1], s.proposals / s.wall);
            free(s.label);
        }
    printf("one thread %.1f, two %.1f million proposals/s by the clock on the wall\n",
           rate[0] / 1e6, rate[1] / 1e6);
    solving_row("work of two threads, times that of one", rate[1] / rate[0], 1.7, true,
                "");
}

int main(void)
{
    sz_graph g;
    if (!voronoi_graph(&g, PARCELS, 1)) {
        fprintf(stderr, "out of memory\n");
        return EXIT_FAILURE;
    }
    printf("Voronoi map, %d parcels, %d communities of %d to %d households, fewest "
           "pairs apart\n",
           PARCELS, COMMUNITIES, MIN, MAX);
    solving plan = from_scratch(&g);
    threads(&g);
    after_growth(&g, &plan);
    flips(2000, 10);
    flips(100000, 4);
    free(plan.label);
    return solving_missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
