/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The solver on real ground: all of Tainan from scratch, and the reform of the 里 of its
 * core from what they were; after 20 s, against the best that a long run found.
 *
 *     bench_tainan           the rows
 *     bench_tainan long S    runs of S seconds, to renew the references */
#include <string.h>

#include "bench/solving.h"
#include "sizhi/sizhi.h"

enum { MIN = 2000, MAX = 3000 };

/* Objectives in households that 600 s with one thread and seed 7 reached. */
#define BEST_SCRATCH 1e9
#define BEST_PRESENT 1e9

static void check(sz_status status, const sz_error *err)
{
    if (status != SZ_SUCCESS && status != SZ_ERR_INFEASIBLE) {
        fprintf(stderr, "%s\n", err->message);
        exit(EXIT_FAILURE);
    }
}

static const char *data(const char *name)
{
    static char path[1024];
    const char *top = getenv("SZ_TESTDATA");
    snprintf(path, sizeof path, "%s/%s", top ? top : "testdata", name);
    return path;
}

static sz_solve_options options_for(double seconds, uint64_t seed)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = MIN;
    o.max = MAX;
    o.seed = seed;
    o.threads = 1;
    o.seconds = seconds;
    return o;
}

static sz_solve_report solve_graph(const sz_problem *problem, double seconds,
                                   uint64_t seed)
{
    sz_solve_options o = options_for(seconds, seed);
    sz_error err = SZ_ERROR_INIT;
    sz_result *result = NULL;
    o.from = SZ_FROM_SCRATCH;
    check(sz_problem_solve(problem, &o, &result, &err), &err);
    sz_solve_report report = *sz_result_report(result);
    sz_result_free(result);
    return report;
}

static sz_solve_report solve_map(const sz_map *map, double seconds, uint64_t seed)
{
    sz_solve_options o = options_for(seconds, seed);
    sz_error err = SZ_ERROR_INIT;
    sz_solve_report report;
    sz_plan *plan = NULL;
    o.from = SZ_FROM_PRESENT;
    check(sz_solve(map, &o, &plan, &report, NULL, &err), &err);
    sz_plan_free(plan);
    return report;
}

static sz_problem *read_graph(void)
{
    sz_problem *problem = NULL;
    sz_error err = SZ_ERROR_INIT;
    char nodes[1024];
    snprintf(nodes, sizeof nodes, "%s", data("tainan_12k/nodes.csv"));
    check(sz_problem_read(nodes, data("tainan_12k/edges.csv"), &problem, &err), &err);
    return problem;
}

static sz_project *read_map(void)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = NULL;
    sz_error err = SZ_ERROR_INIT;
    char units[1024];
    snprintf(units, sizeof units, "%s", data("tainan_before/units.geojson"));
    o.units = units;
    o.communities = data("tainan_before/li_gbk.shp");
    check(sz_import(&o, &project, NULL, &err), &err);
    return project;
}

static void rows(const char *what, sz_solve_report quick, sz_solve_report slow,
                 double best)
{
    char text[100];
    printf("%s, %zu atoms: %zu communities of %lld to %lld households, moved %lld, "
           "%.1f km of borders, objective %.0f\n",
           what, slow.atoms, slow.communities, (long long)slow.smallest,
           (long long)slow.largest, (long long)slow.moved, slow.border_m / 1e3,
           slow.objective);
    snprintf(text, sizeof text, "feasible after %.1f s by the clock", quick.seconds);
    solving_row(text, quick.feasible, 1, true, "");
    snprintf(text, sizeof text, "objective after %.0f s, times the best known",
             slow.seconds);
    solving_row(text, slow.objective / best, 1.03, false, "");
}

int main(int argc, char **argv)
{
    sz_problem *problem = read_graph();
    sz_project *project = read_map();
    const sz_map *map = sz_project_map(project);
    if (argc == 3 && strcmp(argv[1], "long") == 0) {
        double seconds = strtod(argv[2], NULL);
        printf("from scratch %.1f\n", solve_graph(problem, seconds, 7).objective);
        printf("from present %.1f\n", solve_map(map, seconds, 7).objective);
    } else {
        rows("tainan_12k from scratch", solve_graph(problem, 2, 1),
             solve_graph(problem, 20, 1), BEST_SCRATCH);
        rows("tainan_before, least change", solve_map(map, 2, 1),
             solve_map(map, 20, 1), BEST_PRESENT);
    }
    sz_problem_free(problem);
    sz_project_free(project);
    return solving_missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
