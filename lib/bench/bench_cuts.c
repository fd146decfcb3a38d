/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fewest cut edges on graphs whose optimum has been proved: the best of five seeds'
 * runs each, the CPU time until the optimum on one core, and beside it what GerryChain
 * reached in 10,000 steps on its authors' machine.
 *
 * usage: bench_cuts [FOLDER]; FOLDER holds known.csv and the tables it names, and is
 * testdata/graphs when not given. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "io/csv.h"
#include "sizhi/problem.h"

enum { SEEDS = 5, LIMIT = 60 /* CPU seconds for each */ };

/* A row of known.csv. */
typedef struct instance {
    char name[64];
    int64_t k, low, high, best;
    char theirs[64]; /* GerryChain: cut edges; seconds; steps */
} instance;

static double cpu(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Edges cut by a feasible result, counted anew; -1 when it is none. */
static int64_t count_cut(const char *edges, const sz_problem *p, const sz_result *r)
{
    sz_csv csv;
    bool more = true;
    int64_t a, b, cut = 0, last = (int64_t)sz_problem_nodes(p) - 1;
    if (!sz_result_report(r)->feasible || sz__csv_open(&csv, edges, NULL))
        return -1;
    while (!sz__csv_next(&csv, &more, NULL) && more)
        if (!sz__csv_whole(&csv, 0, 0, last, &a, NULL) &&
            !sz__csv_whole(&csv, 1, 0, last, &b, NULL))
            cut += sz_result_of(r, (size_t)a) != sz_result_of(r, (size_t)b);
    sz__csv_close(&csv);
    return cut;
}

/* Run with a default effort, then with more and more, until the optimum is met or the
 * time is over. Prints one cell; true when it is met. */
static bool run(const instance *in, const sz_problem *p, const char *edges,
                uint64_t seed)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    double began = cpu();
    int64_t best = -1;
    o.min = in->low;
    o.max = in->high;
    o.communities = (int32_t)in->k;
    o.seed = seed;
    o.threads = 1;
    for (int i = 0; i < SZ_N_TERMS; i++)
        o.weight[i] = i == SZ_TERM_CUT_EDGES;
    while (best != in->best && cpu() - began < LIMIT) {
        sz_result *r = NULL;
        sz_error err = SZ_ERROR_INIT;
        if (sz_problem_solve(p, &o, &r, &err) == SZ_ERR_INVALID || !r) {
            printf("  %s\n", err.message);
            return false;
        }
        int64_t cut = count_cut(edges, p, r);
        best = cut >= 0 && (best < 0 || cut < best) ? cut : best;
        uint64_t did = sz_result_report(r)->proposals / sz_problem_nodes(p);
        o.iterations = 2 * did + 1;
        o.seed += SEEDS;
        sz_result_free(r);
    }
    printf("  %3lld %5.1f", (long long)best, cpu() - began);
    fflush(stdout);
    return best == in->best;
}

/* One line of the table; how many seeds missed the optimum. */
static int bench(const instance *in, const char *folder)
{
    char nodes[512], edges[512];
    sz_problem *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    int missed = 0;
    snprintf(nodes, sizeof nodes, "%s/%s.nodes.csv", folder, in->name);
    snprintf(edges, sizeof edges, "%s/%s.edges.csv", folder, in->name);
    if (sz_problem_read(nodes, edges, &p, &err)) {
        printf("%-10s %s\n", in->name, err.message);
        return SEEDS;
    }
    printf("%-10s %2lld %4zu %5zu %5lld", in->name, (long long)in->k,
           sz_problem_nodes(p), sz_problem_edges(p), (long long)in->best);
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        missed += !run(in, p, edges, seed);
    printf("  %s\n", in->theirs);
    sz_problem_free(p);
    return missed;
}

/* The row at hand; false for those without connection or proof. */
static bool read_row(const sz_csv *csv, instance *out)
{
    static const char *const columns[] = { "k", "L", "U" };
    int64_t *const into[] = { &out->k, &out->low, &out->high };
    static const char *const texts[] = { "state", "level", "contiguity",
                                         "best_cut_edges", "proven_optimal",
                                         "gerrychain_heur_obj;s;iters" };
    int at[6];
    for (int i = 0; i < 6; i++)
        if ((at[i] = sz__csv_column(csv, texts[i])) < 0)
            return false;
    const char *const *field = csv->field.at;
    if (strcmp(field[at[2]], "connected") != 0 || strcmp(field[at[4]], "yes") != 0)
        return false;
    for (int i = 0; i < 3; i++) {
        int column = sz__csv_column(csv, columns[i]);
        if (column < 0 || sz__csv_whole(csv, column, 1, INT64_MAX / 8, into[i], NULL))
            return false;
    }
    snprintf(out->name, sizeof out->name, "%s_%s", field[at[0]], field[at[1]]);
    snprintf(out->theirs, sizeof out->theirs, "%s", field[at[5]]);
    out->best = strtoll(field[at[3]], NULL, 10);
    return true;
}

int main(int argc, char **argv)
{
    const char *data = getenv("SZ_TESTDATA");
    char folder[400], known[420];
    sz_error err = SZ_ERROR_INIT;
    sz_csv csv;
    bool more = true;
    int missed = 0, n = 0;
    snprintf(folder, sizeof folder, "%s%s", argc > 1 ? argv[1] : data ? data : "testdata",
             argc > 1 ? "" : "/graphs");
    snprintf(known, sizeof known, "%s/known.csv", folder);
    if (sz__csv_open(&csv, known, &err)) {
        printf("%s; give the folder of the graphs as an argument\n", err.message);
        return EXIT_FAILURE;
    }
    printf("fewest cut edges, then CPU seconds until met, for %d seeds (limit %d s each)\n"
           "%-10s %2s %4s %5s %5s  %*s  GerryChain: cut; seconds; steps\n",
           SEEDS, LIMIT, "graph", "k", "n", "m", "best", SEEDS * 11 - 2, "");
    while (!sz__csv_next(&csv, &more, &err) && more) {
        instance in;
        if (!read_row(&csv, &in))
            continue;
        missed += bench(&in, folder);
        n++;
    }
    sz__csv_close(&csv);
    printf("%d of %d runs met the proved optimum\n", n * SEEDS - missed, n * SEEDS);
    return missed || n == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
