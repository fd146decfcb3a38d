/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Importing: coordinates in all systems, and those that do not suit. */
#include <cpl_vsi.h>

#include "tests/imports.h"

/* One square of 100 m round E 500050 N 3500050 in degrees of a frame. */
static const char *degree_square(int epsg, double lon)
{
    char geometry[400];
    doc d = doc_open(epsg);
    double w = lon, s = 31.6, e = lon + 0.001, n = 31.601;
    CPLsnprintf(geometry, sizeof geometry,
             "{\"type\":\"Polygon\",\"coordinates\":[[[%.9g,%.9g],[%.9g,%.9g],[%.9g,%."
             "9g],"
             "[%.9g,%.9g],[%.9g,%.9g]]]}",
             w, s, e, s, e, n, w, n, w, s);
    doc_feature(&d, geometry, "\"households\":5");
    return doc_write(&d, "square.geojson");
}

static const struct {
    int epsg;
    double lon;
    const char *map_crs, *got;
} systems[] = {
    { 4326, 120, NULL, "EPSG:4549" },
    { 0, 120, NULL, "EPSG:4549" },
    { 4490, 120, NULL, "EPSG:4549" },
    { 4490, 116.9, NULL, "EPSG:4548" },
    { 4326, 9.5, NULL, "EPSG:32632" },
    { 4610, 120, NULL, "EPSG:2385" },
    { 4214, 111, NULL, "EPSG:2434" },
    { 4326, 120, "EPSG:4528", "EPSG:4528" },
    { 4326, 120, "EPSG:32651", "EPSG:32651" },
};

START_TEST(working_crs)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = degree_square(systems[_i].epsg, systems[_i].lon);
    o.map_crs = systems[_i].map_crs;
    imported r = import_well(&o);
    ck_assert_str_eq(r.account.crs, systems[_i].got);
    /* a thousandth of a degree both ways at this latitude: 94.9 m by 110.9 m */
    ck_assert_double_eq_tol(r.account.area_m2, 94.9 * 110.9, 30);
    sz_project_free(r.project);
}
END_TEST

START_TEST(frames_do_not_mix)
{
    sz_import_options o = units_only();
    o.communities = degree_square(4610, 120);
    import_fails(&o, SZ_ERR_DATA, "local parameters");
    o.communities = NULL;
    o.map_crs = "EPSG:2385";
    import_fails(&o, SZ_ERR_DATA, "local parameters");
    o.map_crs = "EPSG:4490";
    import_fails(&o, SZ_ERR_INVALID, "plane of metres");
    o.map_crs = "EPSG:2227"; /* US survey feet */
    import_fails(&o, SZ_ERR_INVALID, "plane of metres");
    o.map_crs = "柳园";
    import_fails(&o, SZ_ERR_DATA, "cannot read the CRS");
}
END_TEST

/* Squares of a tenth of a degree on both sides of 180 degrees. */
static const char *both_sides(void)
{
    doc d = doc_open(0);
    doc_feature(&d, "{\"type\":\"Polygon\",\"coordinates\":[[[179.9,-17],[180,-17],"
                "[180,-16.9],[179.9,-16.9],[179.9,-17]]]}", "\"households\":1");
    doc_feature(&d, "{\"type\":\"Polygon\",\"coordinates\":[[[-180,-17],[-179.9,-17],"
                "[-179.9,-16.9],[-180,-16.9],[-180,-17]]]}", "\"households\":2");
    return doc_write(&d, "fiji.geojson");
}

START_TEST(planes_that_do_not_suit)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = both_sides();
    import_fails(&o, SZ_ERR_DATA, "180 degrees");
    o.map_crs = "EPSG:32760"; /* UTM 60S takes them as neighbours */
    imported r = import_well(&o);
    ck_assert_int_eq(findings_with(&r, "import.crs", "does not suit"), 0);
    ck_assert_uint_eq(r.account.borders, 3); /* the one between them, and two outside */
    /* a degree of longitude on WGS 84 at 16.95 S: 106,514 m, of latitude 110,669 m;
     * 3 degrees off the meridian of UTM areas are 1.00172 of the ground's */
    ck_assert_double_eq_tol(r.account.area_m2, 0.02 * 106514 * 110669 * 1.00172, 2e4);
    sz_project_free(r.project);
    o.map_crs = "EPSG:32736"; /* the other side of the globe */
    r = import_well(&o);
    ck_assert_int_eq(findings_with(&r, "import.crs", "does not suit"), 1);
    sz_project_free(r.project);
    o.units = degree_square(4326, 120);
    o.map_crs = "EPSG:3857";
    r = import_well(&o);
    ck_assert_int_eq(findings_with(&r, "import.crs", "does not suit"), 1);
    sz_project_free(r.project);
}
END_TEST

/* Whoever has parameters may give them: Beijing54 then comes to CGCS2000. */
START_TEST(parameters_the_user_brings)
{
    files_write(in_dir("old.csv"), "wkt,households\n\"POLYGON ((500000 3500000,500100 "
                "3500000,500100 3500100,500000 3500100,500000 3500000))\",8\n");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = in_dir("old.csv");
    o.crs = "+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass "
            "+towgs84=15.8,-154.4,-82.3,0,0,0,0";
    imported r = import_well(&o);
    ck_assert_str_eq(r.account.crs, "EPSG:4549");
    ck_assert_double_eq_tol(r.account.area_m2, 10000, 2);
    sz_project_free(r.project);
    o.crs = "+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass";
    r = import_well(&o); /* in its own frame, unshifted */
    ck_assert_double_eq_tol(r.account.area_m2, 10000, 1e-6);
    sz_project_free(r.project);
    o.map_crs = "EPSG:4549";
    import_fails(&o, SZ_ERR_DATA, "local parameters");
}
END_TEST

/* A city's own plane without a link to the globe stays as it is. */
START_TEST(local_plane)
{
    files_write(in_dir("local.csv"),
                "wkt,households\n\"POLYGON ((0 0,100 0,100 100,0 100,0 0))\",8\n");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = in_dir("local.csv");
    o.crs = "LOCAL_CS[\"城市独立坐标系\",UNIT[\"metre\",1]]";
    imported r = import_well(&o);
    ck_assert_str_eq(r.account.crs, "城市独立坐标系");
    ck_assert_double_eq_tol(r.account.area_m2, 10000, 1e-6);
    sz_project_free(r.project);
}
END_TEST

/* GeoJSON that does not say and holds no degrees takes --crs; with degrees it does
 * not need it. */
START_TEST(geojson_that_does_not_say)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(0);
    doc_square(&d, 0, 0, 100, "\"households\":5");
    o.units = doc_write(&d, "plain.geojson");
    import_fails(&o, SZ_ERR_DATA, "give --crs");
    o.crs = "EPSG:4549";
    imported r = import_well(&o);
    ck_assert_double_eq_tol(r.account.area_m2, 10000, 1e-6);
    ck_assert_int_eq(findings_with(&r, "import.crs", "--crs"), 1);
    sz_project_free(r.project);
}
END_TEST

/* The published pair of the place in Shanghai: 450 m apart. */
START_TEST(web_map_shift)
{
    files_write(in_dir("block.csv"),
                "wkt,unit_id\n\"POLYGON ((121.5270 31.1772,121.5274 31.1772,121.5274 "
                "31.1776,121.5270 31.1776,121.5270 31.1772))\",a\n");
    const char *households[] = { in_dir("gcj.csv") };
    files_write(households[0],
                "lon,lat,households\n121.531541859215,31.17530398364597,6\n");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = in_dir("block.csv");
    o.households = households;
    o.n_households = 1;
    o.crs = "EPSG:4326";
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_unplaced, 6);
    ck_assert_int_eq(findings_with(&r, "import.limit", "6 of 6 households"), 1);
    sz_project_free(r.project);
    o.datum = "households=gcj02";
    r = import_well(&o);
    ck_assert_int_eq(r.account.households_placed, 6);
    ck_assert_int_eq(findings_with(&r, "import.limit", ""), 0);
    ck_assert_int_eq(findings_with(&r, "import.datum", "unofficial"), 1);
    sz_project_free(r.project);
    o.datum = "gcj02"; /* both: the block moves as well */
    r = import_well(&o);
    ck_assert_int_eq(r.account.households_unplaced, 6);
    sz_project_free(r.project);
    o.datum = "gcj20";
    import_fails(&o, SZ_ERR_INVALID, "gcj02 or bd09");
    o.datum = "roads=gcj02";
    import_fails(&o, SZ_ERR_INVALID, "gcj02 or bd09");
}
END_TEST

START_TEST(shift_of_plane_coordinates_is_not_made)
{
    sz_import_options o = units_only();
    o.datum = "bd09";
    imported r = import_well(&o);
    ck_assert_int_eq(findings_with(&r, "import.datum", "no shift"), 1);
    ck_assert_double_eq_tol(r.account.area_m2, 20000, 1e-6);
    sz_project_free(r.project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("import_crs");
    tcase_add_checked_fixture(tc, imports_open, imports_close);
    tcase_add_loop_test(tc, working_crs, 0, COUNT(systems));
    tcase_add_test(tc, frames_do_not_mix);
    tcase_add_test(tc, planes_that_do_not_suit);
    tcase_add_test(tc, parameters_the_user_brings);
    tcase_add_test(tc, local_plane);
    tcase_add_test(tc, geojson_that_does_not_say);
    tcase_add_test(tc, web_map_shift);
    tcase_add_test(tc, shift_of_plane_coordinates_is_not_made);
    return run_suite("import_crs", tc);
}
