/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Processor seconds for a sheet of a district and of a city, and for the atlas of a
 * district, against what a user waits for. */
#include <time.h>

#include "core/platform.h"
#include "sizhi/sheet.h"
#include "tests/lattice.h"

static const struct {
    const char *what;
    int side, communities; /* blocks and communities along one side */
    int buildings;         /* along one side */
    double limit;
} rows[] = {
    { "3,025 parcels, 36 communities", 55, 6, 0, 1.0 },
    { "3,025 parcels, 36 communities, 20,164 buildings", 55, 6, 142, 1.0 },
    { "6,084 parcels, 256 communities", 78, 16, 0, 5.0 },
};

static sz_map *build(int side, int communities)
{
    static const char *const names[] = { "环城北路", "建设大街", "人民路", "青山路" };
    lattice l;
    char name[64];
    lattice_open(&l, side, side, 100.0, 0.18, 1);
    for (int j = 0; j < communities; j++)
        for (int i = 0; i < communities; i++) {
            snprintf(name, sizeof name, "第%d社区", j * communities + i + 1);
            lattice_today(&l, i * side / communities, j * side / communities,
                          (i + 1) * side / communities, (j + 1) * side / communities,
                          lattice_community(&l, name));
        }
    for (int i = 0; i <= side; i++) {
        sz_barrier barrier = i % 6 == 0 ? SZ_BARRIER_ARTERIAL : SZ_BARRIER_LANE;
        lattice_line(&l, true, i, barrier, i % 3 ? NULL : names[i / 3 % 4]);
        lattice_line(&l, false, i, barrier, i % 3 ? NULL : names[i / 3 % 4]);
    }
    return lattice_close(&l);
}

/* Buildings all over, parks and ponds with an island among them. */
static void add_backdrop(sz_map *map, int side, int buildings)
{
    double step = 100.0 * side / (buildings ? buildings : 1);
    for (int i = 0; i < buildings * buildings; i++) {
        double x = i % buildings * step, y = i / buildings * step;
        const double house[] = { x, y, x + 0.5 * step, y + 0.35 * step };
        const double park[] = { x + 5.0, y, x + 8.0 * step, y + 5.0 * step };
        const double island[] = { x + step, y + step, x + 2.0 * step, y + 2.0 * step };
        lattice_area(map, SZ_BACKDROP_BUILDING, NULL, house, NULL);
        if (i % 997 == 0)
            lattice_area(map, i % 2 ? SZ_BACKDROP_GREEN : SZ_BACKDROP_WATER,
                         i % 2 ? "人民公园" : "镜湖", park, island);
    }
}

/* Every seventh parcel goes to the community of the next one. */
static sz_status change(const sz_plan *before, sz_plan *after, size_t parcels)
{
    sz_status status = SZ_SUCCESS;
    for (size_t p = 0; status == SZ_SUCCESS && p + 1 < parcels; p += 7)
        status = sz_plan_assign(after, p, sz_plan_of(before, p + 1), NULL);
    return status;
}

/* An atlas of 103 sheets: three of the whole, and one for each of 100 communities. */
static sz_status bench_atlas(sz_error *err)
{
    static const double limit = 60.0;
    sz_sheet_options options = SZ_SHEET_OPTIONS_INIT;
    sz_atlas_report report = { 0 };
    sz_plan *before = NULL, *after = NULL;
    sz_description *words = NULL;
    sz_map *map = build(55, 10);
    sz_status status = sz_plan_present(map, &before, err);
    if (status == SZ_SUCCESS)
        status = sz_plan_copy(before, &after, err);
    if (status == SZ_SUCCESS)
        status = change(before, after, sz_map_parcels(map));
    if (status == SZ_SUCCESS)
        status = sz_describe(before, after, NULL, &words, err);
    options.description = words;
    clock_t start = clock();
    if (status == SZ_SUCCESS)
        status = sz_atlas_write(before, after, &options, "bench.pdf", NULL, NULL, &report,
                                err);
    double took = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (status == SZ_SUCCESS)
        printf("3,025 parcels, an atlas of %zu sheets: %.2f s, %.2f of the limit\n",
               report.sheets, took, took / limit);
    sz__remove("bench.pdf");
    sz_description_free(words);
    sz_plan_free(before);
    sz_plan_free(after);
    sz_map_free(map);
    return status;
}

int main(void)
{
    static const char *const files[] = { "bench.pdf", "bench.svg", "bench.png" };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        sz_plan *before = NULL, *after = NULL;
        sz_error err = SZ_ERROR_INIT;
        sz_map *map = build(rows[r].side, rows[r].communities);
        add_backdrop(map, rows[r].side, rows[r].buildings);
        if (sz_plan_present(map, &before, &err) || sz_plan_copy(before, &after, &err) ||
            change(before, after, sz_map_parcels(map)))
            return EXIT_FAILURE;
        for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
            clock_t start = clock();
            if (sz_sheet_write(before, after, NULL, files[f], NULL, &err)) {
                fprintf(stderr, "%s\n", err.message);
                return EXIT_FAILURE;
            }
            double took = (double)(clock() - start) / CLOCKS_PER_SEC;
            printf("%s, %s: %.2f s, %.2f of the limit\n", rows[r].what, files[f] + 6,
                   took, took / rows[r].limit);
            sz__remove(files[f]);
        }
        sz_plan_free(before);
        sz_plan_free(after);
        sz_map_free(map);
    }
    sz_error err = SZ_ERROR_INIT;
    if (bench_atlas(&err) != SZ_SUCCESS) {
        fprintf(stderr, "%s\n", err.message);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
