/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What each kind of sheet shows of its own: problems, grids, distances, and what is marked
 * on all of them. */
#include <stdint.h>

#include "core/array.h"
#include "core/findings.h"
#include "core/platform.h"
#include "tests/paper.h"

/* What is only sometimes there is in the legend only then. */
START_TEST(overlaps_and_offices)
{
    sz_map *map = town(3, 0.0);
    sz_plan *before;
    sz_page page;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    map->n_offices = _i ? 2 : 0;
    map->offices = calloc(2, sizeof *map->offices);
    for (int i = 0; i < 2; i++) /* in the first block, and far outside */
        map->offices[i] = (sz_office){ "", 0, 0.0, 0, map->x[0] + 1e5 * i, map->y[0],
                                       0 };
    map->claim[0] = 0;
    map->claim[1] = 1;
    for (int p = 101; _i && p <= map->n; p++)
        map->claim_row[p] = 2;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    unsigned both = SZ_DRAWN_OVERLAPS | SZ_DRAWN_OFFICES;
    ck_assert_uint_eq(page.drawn & both, _i ? both : 0);
    unsigned lines = SZ_DRAWN_BARRIER << SZ_BARRIER_RIVER |
                     SZ_DRAWN_BARRIER << SZ_BARRIER_RAIL |
                     SZ_DRAWN_BARRIER << SZ_BARRIER_ARTERIAL |
                     SZ_DRAWN_BARRIER << SZ_BARRIER_STREET;
    ck_assert_uint_eq(page.drawn / SZ_DRAWN_BARRIER * SZ_DRAWN_BARRIER, lines);
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* One community too large, one too small, by what the findings say; others are fine. */
START_TEST(problems_are_shown)
{
    sz_map *map = town(3, 0.0);
    sz_plan *before;
    sz_page page;
    sz_community first, second, third;
    sz_findings *findings;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_community(before, 0, &first, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_community(before, 1, &second, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_community(before, 2, &third, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__findings_new(&findings, NULL), SZ_SUCCESS);
    const char *town = first.town < 0 ? "" : sz_map_town_name(map, (size_t)first.town);
    const sz_finding found[] = {
        { .rule = "size.above", .town = town, .community = first.name, .value = 4321,
          .bound = 3000 },
        { .rule = "size.merge", .town = town, .community = second.name, .value = 123,
          .bound = 500 },
        { .rule = "size.below", .town = town, .community = third.name, .value = 45,
          .bound = 500, .waiver = "豁免：少数民族村" },
        { .rule = "size.above", .town = town, .community = first.name, .value = 4321,
          .bound = 3000, .waiver = "a second one, waived" },
        { .rule = "office.missing", .town = town, .community = second.name },
        { .rule = "size.above", .town = "elsewhere", .community = second.name },
    };
    for (size_t i = 0; i < COUNT(found); i++)
        ck_assert_int_eq(sz__findings_add(findings, &found[i], NULL, "-"), SZ_SUCCESS);
    o.kind = SZ_SHEET_PROBLEMS;
    o.findings = findings;
    o.style = _i ? "grey" : NULL;
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    ck_assert_int_eq(page.sized[0].class, SZ_GROUND_ABOVE);
    ck_assert_int_eq(page.sized[0].households, 4321);
    ck_assert_int_eq(page.sized[1].class, SZ_GROUND_BELOW);
    ck_assert_int_eq(page.sized[1].households, 123);
    ck_assert_int_eq(page.sized[2].class, SZ_GROUND_EXEMPT); /* no problem of its size */
    for (int32_t c = 3; c < page.n_communities; c++)
        ck_assert_int_eq(page.sized[c].class, SZ_GROUND_FINE);
    unsigned sizes = SZ_DRAWN_ABOVE | SZ_DRAWN_BELOW | SZ_DRAWN_EXEMPT;
    ck_assert_uint_eq(page.drawn & sizes, sizes);
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_findings_free(findings);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* Blocks of 2 by 2 as grids; the strip that goes from community 2 to 3 is of odd width, so
 * that 8 of them lie in two communities. */
static void add_grids(sz_map *map)
{
    char name[32];
    map->n_units = 80;
    map->units = calloc(80, sizeof *map->units);
    for (int32_t u = 0; u < 80; u++) {
        snprintf(name, sizeof name, "%d号", u + 1);
        map->units[u] = (sz_unit_info){ sz__names_add(&map->names, name),
                                        sz__names_add(&map->names, "网格"), 0 };
    }
    for (int32_t p = 0; p < map->n; p++)
        map->unit[p] = p / 20 / 2 * 10 + p % 20 / 2;
}

START_TEST(grids_and_those_that_break)
{
    sz_map *map = town(3, 0.1);
    sz_plan *before, *after;
    sz_page page;
    sz_error err = SZ_ERROR_INIT;
    char path[300];
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    o.kind = SZ_SHEET_GRIDS;
    o.style = _i ? "grey" : NULL;
    file_in_build("grids.png", path, sizeof path);
    plans(map, &before, &after);
    ck_assert_int_eq(sz_sheet_write(before, after, &o, path, NULL, &err), SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, "--keep"), "%s", err.message);
    ck_assert(!sz__exists(path));
    add_grids(map);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, after, &o, NULL, NULL), SZ_SUCCESS);
    size_t broken = 0; /* counted a second time, by hand */
    for (int g = 0; g < 80; g++) {
        size_t p = (size_t)(g / 10 * 2 * 20 + g % 10 * 2);
        int32_t c = sz_plan_of(after, p);
        bool whole = sz_plan_of(after, p + 1) == c && sz_plan_of(after, p + 20) == c &&
                     sz_plan_of(after, p + 21) == c;
        broken += !whole;
        ck_assert_int_eq(page.grids.broken[g], !whole);
    }
    ck_assert_uint_eq(page.grids.n, 80);
    ck_assert_uint_eq(page.grids.n_broken, broken);
    ck_assert_uint_gt(broken, 0);
    unsigned bits = SZ_DRAWN_GRIDS | SZ_DRAWN_BROKEN | SZ_DRAWN_AFTER;
    ck_assert_uint_eq(page.drawn & bits, bits);
    ck_assert_uint_ge(page.labels, 5 + 60); /* names of communities and of most grids */
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_plan_free(after);
    sz_map_free(map);
}
END_TEST

/* Offices of two communities, and distances made up for the purpose: who lives beyond
 * 300 m is hatched only where a policy has that bound. */
START_TEST(service_distances)
{
    sz_map *map = town(3, 0.1);
    sz_plan *before;
    sz_page page;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    sz_reach_row rows[4] = { 0 };
    sz_reach_table reach = { rows, 4, NULL, _i ? 300.0 : NAN, 0 };
    sz_error err = SZ_ERROR_INIT;
    o.kind = SZ_SHEET_SERVICE;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, "no.png", NULL, &err),
                     SZ_ERR_INVALID);
    o.reach = &reach;
    err = (sz_error)SZ_ERROR_INIT;
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, "no.png", NULL, &err), SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, "--offices"), "%s", err.message);
    map->n_offices = 2;
    map->offices = calloc(2, sizeof *map->offices);
    sz_plan_free(before);
    before = NULL;
    reach.metres = calloc((size_t)map->n, sizeof *reach.metres);
    for (int c = 0; c < 2; c++)
        map->offices[c] = (sz_office){ "", c, 0.0, 0, map->x[45 + 10 * c], map->y[45], 0 };
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    for (int c = 0; c < 4; c++)
        rows[c] = (sz_reach_row){ c, c < 2 ? c : -1, 200, 700, map->x[5 + 10 * c],
                                  map->y[5], 0, 0 };
    for (int32_t p = 0; p < map->n; p++) {
        int32_t c = sz_plan_of(before, (size_t)p);
        reach.metres[p] = c < 0 || c > 1 ? NAN : hypot(map->x[p] - map->offices[c].x,
                                                       map->y[p] - map->offices[c].y);
    }
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    unsigned always = SZ_DRAWN_NEAR | SZ_DRAWN_MIDDLE | SZ_DRAWN_FARTHEST | SZ_DRAWN_OFFICES;
    unsigned bound = SZ_DRAWN_FAR | SZ_DRAWN_CIRCLE | SZ_DRAWN_BEYOND;
    ck_assert_uint_eq(page.drawn & always, always);
    ck_assert_uint_eq(page.drawn & (_i ? bound : SZ_DRAWN_FAR | SZ_DRAWN_CIRCLE),
                      _i ? bound : 0);
    check_apart(&page.placer);
    sz__page_release(&page);
    free(reach.metres);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("kinds");
    tcase_add_loop_test(tc, problems_are_shown, 0, 2);
    tcase_add_loop_test(tc, overlaps_and_offices, 0, 2);
    tcase_add_loop_test(tc, grids_and_those_that_break, 0, 2);
    tcase_add_loop_test(tc, service_distances, 0, 2);
    return run_suite("kinds", tc);
}
