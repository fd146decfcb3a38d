/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Importing: shapes of all kinds, files in all wrappings, lines. */
#include <cpl_vsi.h>
#include <gdal.h>

#include "tests/imports.h"

/* --- shapes --------------------------------------------------------------- */

#define GOOD                                                                     \
    "{\"type\":\"Polygon\",\"coordinates\":[[[500000,3500000],[500100,3500000]," \
    "[500100,3500100],[500000,3500100],[500000,3500000]]]}"

static const struct {
    const char *label, *geometry, *rule, *text;
    size_t repairs, dropped;
    int64_t unplaced;
    double area;         /* of both features together */
} shapes[] = {
    { "null", "null", "import.unplaced", "no shape", 0, 0, 7, 10000 },
    { "empty", "{\"type\":\"Polygon\",\"coordinates\":[]}", "import.unplaced",
      "no shape", 0, 0, 7, 10000 },
    { "point", "{\"type\":\"Point\",\"coordinates\":[500150,3500050]}",
      "import.unplaced", "a point", 0, 0, 7, 10000 },
    { "line",
      "{\"type\":\"LineString\",\"coordinates\":[[500150,3500050],[500160,3500050]]}",
      "import.unplaced", "a line", 0, 0, 7, 10000 },
    { "mixture",
      "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\","
      "\"coordinates\":[500150,3500050]},{\"type\":\"LineString\",\"coordinates\":"
      "[[500150,3500050],[500160,3500050]]}]}",
      "import.unplaced", "mixture", 0, 0, 7, 10000 },
    { "open ring",
      "{\"type\":\"Polygon\",\"coordinates\":[[[500100,3500000],[500200,3500000],"
      "[500200,3500100],[500100,3500100]]]}",
      "import.repair", "open", 1, 0, 0, 20000 },
    { "ring of two points",
      "{\"type\":\"Polygon\",\"coordinates\":[[[500100,3500000],[500200,3500000],"
      "[500100,3500000]]]}",
      "import.unplaced", "fewer than three", 0, 0, 7, 10000 },
    { "flat ring",
      "{\"type\":\"Polygon\",\"coordinates\":[[[500100,3500000],[500200,3500000],"
      "[500150,3500000],[500100,3500000]]]}",
      "import.unplaced", "nothing is left", 0, 0, 7, 10000 },
    { "bow tie of 2 x 2500 m2",
      "{\"type\":\"Polygon\",\"coordinates\":[[[500100,3500000],[500200,3500100],"
      "[500200,3500000],[500100,3500100],[500100,3500000]]]}",
      "import.repair", "Self-intersection at 500150 3500050; repaired, area 0", 1, 0, 0,
      15000 },
    { "with heights",
      "{\"type\":\"Polygon\",\"coordinates\":[[[500100,3500000,5],[500200,3500000,5],"
      "[500200,3500100,6],[500100,3500100,6],[500100,3500000,5]]]}",
      "import.field", "units", 0, 0, 0, 20000 },
    { "two parts, a hole",
      "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[500100,3500000],[500200,3500000],"
      "[500200,3500100],[500100,3500100],[500100,3500000]],[[500120,3500020],"
      "[500120,3500080],[500180,3500080],[500180,3500020],[500120,3500020]]],"
      "[[[500300,3500000],[500400,3500000],[500400,3500100],[500300,3500000]]]]}",
      "import.field", "units", 0, 0, 0, 10000 + 6400 + 5000 },
};

START_TEST(shapes_of_all_kinds)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_feature(&d, GOOD, "\"households\":3");
    doc_feature(&d, shapes[_i].geometry, "\"households\":7");
    o.units = doc_write(&d, "shapes.geojson");
    imported r = import_well(&o);
    ck_assert_msg(findings_with(&r, shapes[_i].rule, shapes[_i].text) == 1, "%s",
                  shapes[_i].label);
    ck_assert_uint_eq(r.account.repairs, shapes[_i].repairs);
    ck_assert_uint_eq(r.account.dropped, shapes[_i].dropped);
    ck_assert_int_eq(r.account.households_in, 10);
    ck_assert_int_eq(r.account.households_unplaced, shapes[_i].unplaced);
    ck_assert_double_eq_tol(r.account.area_m2, shapes[_i].area, 0.01);
    sz_project_free(r.project);
}
END_TEST

START_TEST(unusable_without_households_is_dropped)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_feature(&d, GOOD, "\"households\":3");
    for (int i = 0; i < 60; i++)
        doc_feature(&d, "null", "\"households\":0");
    o.units = doc_write(&d, "dropped.geojson");
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.dropped, 60);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "no shape"), 50);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "10 more"), 1);
    sz_project_free(r.project);
}
END_TEST

START_TEST(no_polygon_at_all)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_feature(&d, "null", "\"households\":0");
    o.units = doc_write(&d, "none.geojson");
    import_fails(&o, SZ_ERR_DATA, "no polygon");
}
END_TEST

START_TEST(coordinates_without_end)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_feature(&d,
                "{\"type\":\"Polygon\",\"coordinates\":[[[500000,3500000],[1e999,"
                "3500000],"
                "[500100,3500100],[500000,3500000]]]}",
                "\"households\":3");
    o.units = doc_write(&d, "infinite.geojson");
    import_fails(&o, SZ_ERR_DATA, "not a finite number");
}
END_TEST

/* A circle of 50 m as two arcs becomes a polygon of nearly its area. */
START_TEST(curves_become_lines)
{
    files_write(in_dir("arc.csv"),
                "wkt,hh\n\"CURVEPOLYGON (CIRCULARSTRING (500000 3500050,500050 3500000,"
                "500100 3500050,500050 3500100,500000 3500050))\",4\n");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = in_dir("arc.csv");
    o.crs = "EPSG:4549";
    imported r = import_well(&o);
    ck_assert_double_eq_tol(r.account.area_m2, 3.14159265 * 2500, 20);
    sz_project_free(r.project);
}
END_TEST

/* --- files ---------------------------------------------------------------- */

static void pack(const char *from, const char *to)
{
    size_t n;
    char *bytes = files_bytes(from, &n);
    VSILFILE *out = VSIFOpenL(to, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(VSIFWriteL(bytes, 1, n, out), n);
    ck_assert_int_eq(VSIFCloseL(out), 0);
    free(bytes);
}

START_TEST(packed_files)
{
    char to[200];
    sz_import_options o = units_only();
    snprintf(to, sizeof to, "/vsigzip/%s", in_dir("units.geojson.gz"));
    pack(o.units, to);
    snprintf(to, sizeof to, "/vsizip/%s/units.geojson", in_dir("units.zip"));
    pack(o.units, to);
    o.units = in_dir("units.geojson.gz");
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 70);
    sz_project_free(r.project);
    o.units = in_dir("units.zip");
    r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 70);
    sz_project_free(r.project);
}
END_TEST

/* A GeoPackage of layers "first" and "second", both of polygons. */
static const char *two_layers(const char *second)
{
    GDALAllRegister();
    const char *path = in_dir("layers.gpkg");
    GDALDatasetH from = GDALOpenEx(two_units(), GDAL_OF_VECTOR, NULL, NULL, NULL);
    GDALDatasetH to =
        GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    GDALDatasetCopyLayer(to, GDALDatasetGetLayer(from, 0), "first", NULL);
    GDALDatasetCopyLayer(to, GDALDatasetGetLayer(from, 0), second, NULL);
    GDALClose(to);
    GDALClose(from);
    return path;
}

START_TEST(layers_of_a_file)
{
    char spec[200];
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_layers("second");
    import_fails(&o, SZ_ERR_DATA, "first, second");
    snprintf(spec, sizeof spec, "%s|third", o.units);
    o.units = spec;
    import_fails(&o, SZ_ERR_DATA, "no layer \"third\"");
    snprintf(spec, sizeof spec, "%s|second", in_dir("layers.gpkg"));
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 70);
    ck_assert_int_eq(findings_with(&r, "import.field", "layer second"), 1);
    sz_project_free(r.project);
}
END_TEST

START_TEST(layer_named_like_the_input)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_layers("units");
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 70);
    sz_project_free(r.project);
}
END_TEST

START_TEST(files_that_are_none)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    import_fails(&o, SZ_ERR_INVALID, "nothing to import");
    o.units = in_dir("missing.gpkg");
    import_fails(&o, SZ_ERR_IO, "there is no file");
    files_write(in_dir("prose.txt"), "a letter\n");
    o.units = in_dir("prose.txt");
    import_fails(&o, SZ_ERR_IO, "cannot open");
    files_write(in_dir("cut.geojson"), "{\"type\":\"FeatureCollection\",\"features\":"
                                       "[");
    o.units = in_dir("cut.geojson");
    import_fails(&o, SZ_ERR_IO, "cut.geojson");
    o = units_only();
    o.communities = o.units;
    import_fails(&o, SZ_ERR_INVALID, "given twice");
    o.communities = NULL;
    o.encoding = "klingon";
    import_fails(&o, SZ_ERR_INVALID, "unknown encoding");
    o.size = 1;
    import_fails(&o, SZ_ERR_INVALID, "another version");
}
END_TEST

/* Of a shapefile only the .shp: no texts, and an index made anew beside it in
 * memory, never in the user's folder. */
START_TEST(shapefile_without_its_index)
{
    GDALAllRegister();
    GDALDatasetH from = GDALOpenEx(two_units(), GDAL_OF_VECTOR, NULL, NULL, NULL);
    GDALDatasetH to = GDALCreate(GDALGetDriverByName("ESRI Shapefile"),
                                 in_dir("units.shp"), 0, 0, 0, GDT_Unknown, NULL);
    char option[] = "ENCODING=UTF-8", *utf8[] = { option, NULL };
    GDALDatasetCopyLayer(to, GDALDatasetGetLayer(from, 0), "units", utf8);
    GDALClose(to);
    GDALClose(from);
    ck_assert(sz__remove(in_dir("units.shx")));
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = in_dir("units.shp");
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 70);
    ck_assert_int_eq(findings_with(&r, "import.repair", ".shx"), 1);
    ck_assert(!sz__exists(in_dir("units.shx")));
    sz_project_free(r.project);
}
END_TEST

/* --- lines ---------------------------------------------------------------- */

/* A square of four streets with a cross of two lines in it. */
static const char *crossed(const char *name, const char *across, const char *down)
{
    const char *street = "\"class\":\"primary\",\"name\":\"环路\"";
    doc d = doc_open(4549);
    doc_line(&d, -10, 0, 210, 0, street);
    doc_line(&d, 200, -10, 200, 210, street);
    doc_line(&d, 210, 200, -10, 200, street);
    doc_line(&d, 0, 210, 0, -10, street);
    doc_line(&d, -10, 100, 210, 100, across);
    doc_line(&d, 100, -10, 100, 210, down);
    return doc_write(&d, name);
}

START_TEST(tunnels_out_bridges_in)
{
    const char *lines[1];
    lines[0] = crossed("roads.geojson", "\"class\":\"primary\",\"bridge\":\"yes\"",
                       "\"class\":\"primary\",\"tunnel\":\"yes\"");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.lines = lines;
    o.n_lines = 1;
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.parcels, 2);
    ck_assert_uint_eq(r.account.lines_read, 6);
    ck_assert_uint_eq(r.account.tunnels_left_out, 1);
    ck_assert_uint_eq(r.account.bridges_kept, 1);
    ck_assert_int_eq(r.account.limit_from, SZ_LIMIT_LINES);
    ck_assert_double_eq_tol(r.account.area_m2, 40000, 1e-6);
    sz_project_free(r.project);
}
END_TEST

/* Is everything of PROJECT in 城东街道? */
static void in_one_town(const sz_project *project, size_t parcels)
{
    const sz_map *map = sz_project_map(project);
    ck_assert_uint_eq(sz_map_parcels(map), parcels);
    ck_assert_uint_eq(sz_map_towns(map), 1);
    ck_assert_str_eq(sz_map_town_name(map, 0), "城东街道");
    for (size_t p = 0; p < parcels; p++) {
        sz_parcel at;
        ck_assert_int_eq(sz_map_parcel(map, p, &at), SZ_SUCCESS);
        ck_assert_int_eq(at.town, 0);
    }
}

/* Streets and households alone, no polygon that could be of a town: --town names it all
 * the same, in the project's file and for the communities of a plan, too. */
START_TEST(town_of_streets)
{
    const char *lines[1], *households[1] = { in_dir("points.csv") };
    lines[0] = crossed("streets.geojson", "\"class\":\"primary\"",
                       "\"class\":\"primary\"");
    files_write(households[0], "x,y,hh\n500050,3500050,1000\n500150,3500050,1000\n"
                               "500050,3500150,1000\n500150,3500150,1000\n");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.lines = lines;
    o.n_lines = 1;
    o.households = households;
    o.n_households = 1;
    o.crs = "EPSG:4549";
    o.town = "城东街道";
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.towns, 1);
    in_one_town(r.project, 4);
    ck_assert_int_eq(sz_project_write(r.project, in_dir("streets.gpkg"), NULL), SZ_SUCCESS);
    sz_project_free(r.project);

    sz_project *back = NULL;
    ck_assert_int_eq(sz_project_read(in_dir("streets.gpkg"), &back, NULL), SZ_SUCCESS);
    in_one_town(back, 4);
    sz_solve_options wish = SZ_SOLVE_OPTIONS_INIT;
    sz_plan *plan = NULL;
    wish.max = 2000;
    ck_assert_int_eq(sz_solve(sz_project_map(back), &wish, &plan, NULL, NULL, NULL),
                     SZ_SUCCESS);
    ck_assert_uint_ge(sz_plan_communities(plan), 2);
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community is;
        ck_assert_int_eq(sz_plan_community(plan, c, &is, NULL), SZ_SUCCESS);
        ck_assert_int_eq(is.town, 0);
    }
    sz_plan_free(plan);
    sz_project_free(back);
}
END_TEST

START_TEST(footways_are_no_borders)
{
    const char *lines[1];
    lines[0] = crossed("paths.geojson", "\"class\":\"footway\"", "\"class\":\"lane\"");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.lines = lines;
    o.n_lines = 1;
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.parcels, 2);
    ck_assert_uint_eq(r.account.lines_unclassed, 1);
    sz_project_free(r.project);
}
END_TEST

START_TEST(nothing_of_a_known_class)
{
    const char *lines[1] = { in_dir("rails.geojson") };
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_line(&d, 0, 0, 100, 100, "\"class\":\"17\"");
    doc_write(&d, "rails.geojson");
    o.lines = lines;
    o.n_lines = 1;
    import_fails(&o, SZ_ERR_DATA, "lines.class=NAME");
    lines[0] = two_units();
    import_fails(&o, SZ_ERR_DATA, "no line to use");
}
END_TEST

/* OpenStreetMap XML as it comes: a block of streets, a river, a footway. */
START_TEST(openstreetmap_xml)
{
    static const char nodes[] =
        "<osm version=\"0.6\"><node id=\"1\" lat=\"31.60\" lon=\"120.00\"/>"
        "<node id=\"2\" lat=\"31.60\" lon=\"120.01\"/>"
        "<node id=\"3\" lat=\"31.61\" lon=\"120.01\"/>"
        "<node id=\"4\" lat=\"31.61\" lon=\"120.00\"/>"
        "<way id=\"11\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><nd ref=\"4\"/>"
        "<nd ref=\"1\"/><tag k=\"highway\" v=\"primary\"/><tag k=\"name\" "
        "v=\"环路\"/></way>"
        "<way id=\"12\"><nd ref=\"1\"/><nd ref=\"3\"/><tag k=\"waterway\" v=\"river\"/>"
        "<tag k=\"name\" v=\"白河\"/></way>"
        "<way id=\"13\"><nd ref=\"2\"/><nd ref=\"4\"/><tag k=\"highway\" "
        "v=\"footway\"/>"
        "</way></osm>";
    char comment[3000], text[5000];
    memset(comment, 'x', sizeof comment - 1);
    comment[sizeof comment - 1] = '\0';
    const char *lines[1] = { in_dir("map.osm") };
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.lines = lines;
    o.n_lines = 1;
    for (int commented = 0; commented < 2; commented++) {
        snprintf(text, sizeof text, "<?xml version=\"1.0\"?>\n<!-- %s -->\n%s",
                 commented ? comment : "short", nodes);
        files_write(lines[0], text);
        imported r = import_well(&o);
        ck_assert_uint_eq(r.account.parcels, 2);
        ck_assert_uint_eq(r.account.lines_read, 3);
        ck_assert_uint_eq(r.account.lines_unclassed, 1);
        ck_assert_int_eq(findings_with(&r, "import.repair", "comment"), commented);
        sz_project_free(r.project);
    }
}
END_TEST

START_TEST(points_and_communities_only)
{
    const char *households[1] = { in_dir("points.csv") };
    files_write(households[0], "x,y,hh\n500020,3500020,10\n500080,3500080,20\n"
                               "500150,3500050,30\n");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.communities = two_units();
    o.households = households;
    o.n_households = 1;
    o.crs = "EPSG:4549";
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_placed, 60);
    ck_assert_uint_eq(r.account.communities, 2);
    ck_assert_uint_ge(r.account.parcels, 3);
    sz_project_free(r.project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("import_files");
    tcase_add_checked_fixture(tc, imports_open, imports_close);
    tcase_add_loop_test(tc, shapes_of_all_kinds, 0, COUNT(shapes));
    tcase_add_test(tc, unusable_without_households_is_dropped);
    tcase_add_test(tc, no_polygon_at_all);
    tcase_add_test(tc, coordinates_without_end);
    tcase_add_test(tc, curves_become_lines);
    tcase_add_test(tc, packed_files);
    tcase_add_test(tc, layers_of_a_file);
    tcase_add_test(tc, layer_named_like_the_input);
    tcase_add_test(tc, files_that_are_none);
    tcase_add_test(tc, shapefile_without_its_index);
    tcase_add_test(tc, tunnels_out_bridges_in);
    tcase_add_test(tc, town_of_streets);
    tcase_add_test(tc, footways_are_no_borders);
    tcase_add_test(tc, nothing_of_a_known_class);
    tcase_add_test(tc, openstreetmap_xml);
    tcase_add_test(tc, points_and_communities_only);
    return run_suite("import_files", tc);
}
