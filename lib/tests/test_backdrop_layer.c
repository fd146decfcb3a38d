/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The layer `backdrop` of projects: what may stand in it, and what keeps it. */
#include "sizhi/check.h"
#include "tests/files.h"
#include "tests/town.h"

/* The town in a folder of GeoJSON, whose layer of the backdrop is TEXT (NULL: none). */
static void write_town(char dir[64], const char *text)
{
    sz_error err = SZ_ERROR_INIT;
    sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
    char path[128];
    sz_project *project = town_laid();
    files_open(dir);
    options.format = "GeoJSON";
    sz_status status = sz_project_export(project, dir, &options, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz_project_free(project);
    snprintf(path, sizeof path, "%s/backdrop.geojson", dir);
    if (text)
        files_write(path, text);
    else
        ck_assert_int_eq(remove(path), 0);
}

#define FEATURE(properties, geometry)                                                    \
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":7,"      \
    "\"properties\":{" properties "},\"geometry\":" geometry "}]}"
#define POLYGON(rings) "{\"type\":\"Polygon\",\"coordinates\":[" rings "]}"
#define RING "[[120.001,24.4],[120.002,24.4],[120.002,24.401],[120.001,24.4]]"

static const struct {
    const char *layer, *message; /* NULL: it is good */
    size_t polygons;
} rows[] = {
    { FEATURE("\"kind\":\"water\"", POLYGON(RING)), NULL, 1 },
    { FEATURE("\"kind\":\"water\",\"name\":null,\"more\":1", POLYGON(RING)), NULL, 1 },
    { FEATURE("\"kind\":\"green\"", "{\"type\":\"MultiPolygon\",\"coordinates\":[[" RING
              "],[" RING "," RING "]]}"), NULL, 2 },
    { FEATURE("\"kind\":\"wood\"", POLYGON(RING)),
      "layer 'backdrop', feature 7: kind 'wood' is none of green, water, building", 0 },
    { FEATURE("\"name\":\"x\"", POLYGON(RING)), "feature 7: kind '' is none of", 0 },
    { FEATURE("\"kind\":\"green\"", "{\"type\":\"LineString\",\"coordinates\":[[120,24],"
              "[120,25]]}"), "layer 'backdrop', feature 7: not a polygon", 0 },
    { FEATURE("\"kind\":\"green\"", "{\"type\":\"Point\",\"coordinates\":[120,24]}"),
      "layer 'backdrop', feature 7: not a polygon", 0 },
    { FEATURE("\"kind\":\"green\"", "null"), "feature 7: it has no shape", 0 },
    { FEATURE("\"kind\":\"green\"", POLYGON(RING ",[[120,24],[121,24],[120,24]]")),
      "feature 7: ring 2 has 3 points", 0 },
    { FEATURE("\"kind\":\"green\"",
              POLYGON("[[120.5,24.4],[120.6,24.4],[120.6,24.5],[120.5,24.5]]")),
      "feature 7: ring 1 is open: it begins at 120.5 24.4 and ends at 120.5 24.5", 0 },
};

START_TEST(what_may_stand_in_the_layer)
{
    sz_error err = SZ_ERROR_INIT;
    sz_check_report report;
    sz_findings *found = NULL;
    sz_project *project = NULL;
    char dir[64];
    write_town(dir, rows[_i].layer);
    sz_status status = sz_project_read(dir, &project, &err);
    if (rows[_i].message) {
        ck_assert_msg(status == SZ_ERR_DATA, "row %d", _i);
        ck_assert_msg(strstr(err.message, rows[_i].message) != NULL, "%s", err.message);
        ck_assert_msg(strstr(err.message, dir) != NULL, "%s", err.message);
        ck_assert_int_eq(sz_check(dir, &report, &found, &err), SZ_ERR_DATA);
    } else {
        ck_assert_msg(status == SZ_SUCCESS, "row %d: %s", _i, err.message);
        ck_assert_uint_eq(sz_map_backdrops(project->map), rows[_i].polygons);
        ck_assert_int_eq(sz_check(dir, &report, &found, &err), SZ_SUCCESS);
        ck_assert_uint_eq(report.errors, 0);
        ck_assert_uint_eq(report.backdrop, 1);
    }
    sz_findings_free(found);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

/* A project of an earlier version has no such layer. */
START_TEST(projects_without_the_layer)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = NULL, *town = town_project();
    char dir[64];
    write_town(dir, NULL);
    sz_status status = sz_project_read(dir, &project, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    ck_assert_uint_eq(sz_map_backdrops(project->map), 0);
    town_same_maps(project->map, town->map, 0.001);
    sz_project_free(project);
    sz_project_free(town);
    files_close(dir);
}
END_TEST

/* The town with a pond, 荷塘, and a line of that name that is no border's; or without
 * the pond. */
static sz_project *ponded_town(bool pond)
{
    sz_source source;
    town_source(&source);
    if (pond) {
        size_t from = source.ring.n;
        town_box(&source, 210, 20, 260, 70, false);
        town_area(&source, SZ_BACKDROP_WATER, "荷塘", from);
    }
    town_line(&source, SZ_BARRIER_RIVER, SZ_LINE_SHOWN, "沙溪", 10, 10, 20, 20);
    town_line(&source, SZ_BARRIER_RIVER, SZ_LINE_SHOWN, "荷塘", 210, 20, 260, 70);
    return town_from(&source);
}

/* With a backdrop and without, everything else is the same, and what goes by the numbers
 * of names goes in the same order: so when a map is built, so when it is read. */
START_TEST(a_map_without_it)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[96];
    sz_project *laid = ponded_town(true), *bare = ponded_town(false);
    files_open(dir);
    for (int again = 0; again < 2; again++) {
        const sz_names *more = &laid->map->names, *names = &bare->map->names;
        ck_assert_uint_eq(sz_map_backdrops(laid->map), 1);
        ck_assert_uint_eq(sz_map_backdrops(bare->map), 0);
        ck_assert_int_ge(more->n, names->n);
        for (int32_t i = 0; i < names->n; i++)
            ck_assert_str_eq(names->text[i], more->text[i]);
        laid->map->n_backdrops = 0;
        town_same_maps(laid->map, bare->map, 1e-9);
        laid->map->n_backdrops = 1;
        for (int k = 0; k < 2 && !again; k++) {
            sz_project **project = k ? &laid : &bare;
            snprintf(path, sizeof path, "%s/%d.gpkg", dir, k);
            ck_assert_int_eq(sz_project_write(*project, path, &err), SZ_SUCCESS);
            sz_project_free(*project);
            sz_status status = sz_project_read(path, project, &err);
            ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
        }
    }
    sz_project_free(laid);
    sz_project_free(bare);
    files_close(dir);
}
END_TEST

/* A parcel cut across the pond: the pond stays whole. */
START_TEST(cut_parcels_keep_it)
{
    static const double across[] = { TOWN_X + 60, TOWN_Y - 10, TOWN_X + 60, TOWN_Y + 110 };
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[96];
    sz_project *project = town_laid(), *cut = NULL;
    sz_parcel_cut cuts[] = { { town_find(project, "00"), SZ_BARRIER_STREET, "新路", 1,
                               across } };
    files_open(dir);
    snprintf(path, sizeof path, "%s/town.gpkg", dir);
    ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
    sz_status status = sz_project_read_cut(path, cuts, 1, &cut, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    ck_assert_uint_eq(sz_map_parcels(cut->map), 14);
    town_same_backdrops(project->map, cut->map, 1e-9);
    sz_project_free(project);
    sz_project_free(cut);
    files_close(dir);
}
END_TEST

/* Read and written again, every format gives the bytes that it gave before. */
START_TEST(the_same_bytes_again)
{
    static const struct { const char *driver, *ending; } formats[] = {
        { "GPKG", "gpkg" }, { "GeoJSON", "geojson" }, { "ESRI Shapefile", "shp" },
        { "ESRI Shapefile", "dbf" }, { "FlatGeobuf", "fgb" },
    };
    sz_error err = SZ_ERROR_INIT;
    sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
    char dir[64], target[3][96], layer[3][128];
    sz_project *project = town_laid();
    files_open(dir);
    options.format = formats[_i].driver;
    for (int k = 0; k < 3; k++) {
        bool one = _i == 0;
        snprintf(target[k], sizeof target[k], one ? "%s/%d.gpkg" : "%s/%d", dir, k);
        snprintf(layer[k], sizeof layer[k], one ? "%s" : "%s/backdrop.%s", target[k],
                 formats[_i].ending);
        sz_status status = sz_project_export(project, target[k], &options, &err);
        ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
        sz_project_free(project);
        status = sz_project_read(target[k], &project, &err);
        ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
        ck_assert_uint_eq(sz_map_backdrops(project->map), 4);
    }
    ck_assert(files_same(layer[1], layer[2])); /* the first may turn rings round */
    sz_project_free(project);
    files_close(dir);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("backdrop_layer");
    tcase_add_loop_test(tc, what_may_stand_in_the_layer, 0, COUNT(rows));
    tcase_add_test(tc, projects_without_the_layer);
    tcase_add_test(tc, a_map_without_it);
    tcase_add_test(tc, cut_parcels_keep_it);
    tcase_add_loop_test(tc, the_same_bytes_again, 0, 5);
    return run_suite("backdrop_layer", tc);
}
