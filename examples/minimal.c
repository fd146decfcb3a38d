/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The main job through the library: import, plan, figures, map. Build and run:
 *
 *     cc -o minimal minimal.c $(pkg-config --cflags --libs sizhi)
 *     ./minimal units.geojson lines.geojson sheet.pdf
 */
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include <sizhi/sizhi.h>

/* Print one line of figures about a plan. */
static sz_status describe(const char *label, const sz_plan *plan, sz_error *err)
{
    int64_t smallest = INT64_MAX, largest = 0;
    size_t parts = 0;
    for (size_t i = 0; i < sz_plan_communities(plan); i++) {
        sz_community c;
        sz_status status = sz_plan_community(plan, i, &c, err);
        if (status != SZ_SUCCESS)
            return status;
        if (c.parcels == 0)
            continue;
        smallest = c.households < smallest ? c.households : smallest;
        largest = c.households > largest ? c.households : largest;
        parts += c.parts;
    }
    printf("%-8s  %zu communities in %zu parts, %" PRId64 " to %" PRId64 " households\n",
           label, sz_plan_living(plan), parts, smallest, largest);
    return SZ_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s UNITS LINES SHEET\n", argv[0]);
        return 2;
    }
    setlocale(LC_ALL, ""); /* the library works in any locale */

    sz_error err = SZ_ERROR_INIT;
    sz_project *project = NULL;
    sz_plan *plan = NULL;
    sz_solve_report report;
    const char *lines[] = { argv[2] };
    sz_import_options files = SZ_IMPORT_OPTIONS_INIT;
    files.units = argv[1];
    files.lines = lines;
    files.n_lines = 1;
    sz_status status = sz_import(&files, &project, NULL, &err);
    if (status != SZ_SUCCESS)
        goto done;
    const sz_map *map = sz_project_map(project);
    const sz_plan *today = sz_project_present(project);
    printf("%zu parcels, %" PRId64 " households\n", sz_map_parcels(map),
           sz_map_households(map));

    sz_solve_options band = SZ_SOLVE_OPTIONS_INIT;
    band.min = 2000;
    band.max = 3000;
    status = sz_solve(map, &band, &plan, &report, NULL, &err);
    if (status != SZ_SUCCESS)
        goto done;
    status = describe("today", today, &err);
    if (status == SZ_SUCCESS)
        status = describe("proposed", plan, &err);
    if (status != SZ_SUCCESS)
        goto done;
    printf("%" PRId64 " households move\n", report.moved);

    sz_sheet_options sheet = SZ_SHEET_OPTIONS_INIT;
    sheet.title = "大安區里調整示意圖";
    status = sz_sheet_write(today, plan, &sheet, argv[3], NULL, &err);
done:
    if (status != SZ_SUCCESS)
        fprintf(stderr, "%s\n", err.message);
    sz_plan_free(plan);
    sz_project_free(project);
    return status == SZ_SUCCESS ? EXIT_SUCCESS : EXIT_FAILURE;
}
