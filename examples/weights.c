/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One town, four wishes: plans under different weights of the objective, and what
 * each trades for what. Build and run:
 *
 *     cc -o weights weights.c $(pkg-config --cflags --libs sizhi)
 *     ./weights units.geojson lines.geojson
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <sizhi/sizhi.h>

/* A wish: one term of the objective, and so many times its default weight. */
static const struct {
    const char *label;
    sz_term term;
    double factor;
} wishes[] = {
    { "as it comes", SZ_TERM_MOVED, 1 },
    { "few moves", SZ_TERM_MOVED, 10 },
    { "straight borders", SZ_TERM_BORDER, 20 },
    { "even sizes", SZ_TERM_SIZE, 50 },
};

/* Solve under one wish and print its terms. */
static sz_status try_wish(const sz_map *map, size_t i, sz_error *err)
{
    static const sz_term shown[] = { SZ_TERM_MOVED, SZ_TERM_BORDER, SZ_TERM_SIZE };
    sz_solve_options options = SZ_SOLVE_OPTIONS_INIT;
    sz_solve_report report;
    sz_plan *plan = NULL;
    options.min = 2000;
    options.max = 3000;
    options.factor[wishes[i].term] = wishes[i].factor;
    sz_status status = sz_solve(map, &options, &plan, &report, NULL, err);
    if (status != SZ_SUCCESS)
        return status;
    printf("%-18s", wishes[i].label);
    for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
        printf("  %s %9.2f", sz_term_name(shown[k]), report.term[shown[k]].result);
    printf("  %" PRId64 " to %" PRId64 " households\n", report.smallest, report.largest);
    sz_solve_report_release(&report);
    sz_plan_free(plan);
    return SZ_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s UNITS LINES\n", argv[0]);
        return 2;
    }
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = NULL;
    const char *lines[] = { argv[2] };
    sz_import_options files = SZ_IMPORT_OPTIONS_INIT;
    files.units = argv[1];
    files.lines = lines;
    files.n_lines = 1;
    sz_status status = sz_import(&files, &project, NULL, &err);
    for (size_t i = 0; status == SZ_SUCCESS && i < sizeof wishes / sizeof *wishes; i++)
        status = try_wish(sz_project_map(project), i, &err);
    if (status != SZ_SUCCESS)
        fprintf(stderr, "%s\n", err.message);
    sz_project_free(project);
    return status == SZ_SUCCESS ? EXIT_SUCCESS : EXIT_FAILURE;
}
