/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Importing small files: coordinates, fields, counts, shapes, options. */
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>

#include "tests/imports.h"

static sz_import_options units_only(void)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    return o;
}

START_TEST(two_squares)
{
    sz_import_options o = units_only();
    const char *sources[] = { "© somebody" };
    o.sources = sources;
    o.n_sources = 1;
    imported r = import_well(&o);
    const sz_map *map = sz_project_map(r.project);
    ck_assert_uint_eq(r.account.parcels, 2);
    ck_assert_uint_eq(r.account.communities, 2);
    ck_assert_int_eq(r.account.households_in, 70);
    ck_assert_int_eq(r.account.limit_from, SZ_LIMIT_AREAS);
    ck_assert_str_eq(r.account.crs, "EPSG:4549");
    ck_assert_double_eq_tol(r.account.area_m2, 20000, 1e-6);
    ck_assert_str_eq(sz_map_crs(map), "EPSG:4549");
    ck_assert_str_eq(sz_project_meta(r.project, "source.1"), "© somebody");
    ck_assert_str_eq(sz_project_meta(r.project, "crs"), "EPSG:4549");
    ck_assert_int_eq(findings_with(&r, "import.field", "households=households"), 1);
    sz_project_free(r.project);
}
END_TEST

/* --- coordinates ---------------------------------------------------------- */

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
    sz_project_free(r.project);
    o.datum = "households=gcj02";
    r = import_well(&o);
    ck_assert_int_eq(r.account.households_placed, 6);
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

/* --- fields and counts ---------------------------------------------------- */

static const struct {
    const char *json;    /* property of one square */
    int64_t households;
    const char *fails;
} counts[] = {
    { "\"households\":12", 12, NULL },
    { "\"HH\":12", 12, NULL },
    { "\"户数\":12", 12, NULL },
    { "\"Total_HH\":1,\"hs\":12", 12, NULL },
    { "\"households\":\"12\"", 12, NULL },
    { "\"households\":12.0", 12, NULL },
    { "\"households\":null", 0, NULL },
    { "\"households\":\"\"", 0, NULL },
    { "\"households\":1000000000", 1000000000, NULL },
    { "\"households\":-1", 0, "\"-1\"" },
    { "\"households\":1.5", 0, "\"1.5\"" },
    { "\"households\":\"abc\"", 0, "\"abc\"" },
    { "\"households\":\"1,234\"", 0, "\"1,234\"" },
    { "\"households\":1000000001", 0, "not a whole number" },
    { "\"households\":99999999999999999999", 0, "not a whole number" },
    { "\"households\":\"nan\"", 0, "not a whole number" },
    { "\"population\":-3", 0, "population" },
};

START_TEST(household_values)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_square(&d, 0, 0, 100, counts[_i].json);
    o.units = doc_write(&d, "counts.geojson");
    if (counts[_i].fails) {
        import_fails(&o, SZ_ERR_DATA, counts[_i].fails);
        import_fails(&o, SZ_ERR_DATA, "counts.geojson, feature 0");
        return;
    }
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, counts[_i].households);
    sz_project_free(r.project);
}
END_TEST

START_TEST(fields_by_the_users_word)
{
    const char *fields[2] = { "units.households=Dwellings", "name=MC2" };
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_square(&d, 0, 0, 100, "\"households\":1,\"dwellings\":9,\"MC2\":\"甲\"");
    o.units = doc_write(&d, "fields.geojson");
    o.fields = fields;
    o.n_fields = 2;
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 9);
    ck_assert_str_eq(sz_map_unit_name(sz_project_map(r.project), 0), "甲");
    sz_project_free(r.project);
}
END_TEST

static const struct {
    const char *field, *fails;
} bad_fields[] = {
    { "households", "role=NAME" },      { "=HS", "role=NAME" },
    { "households=", "role=NAME" },     { "hauseholds=HS", "there are name, town" },
    { "roads.class=HS", "there are limit" }, { "lines.households=HS", "has no role" },
    { "households=HS", "no file has a field \"HS\"" },
};

START_TEST(field_options_that_cannot_be)
{
    const char *fields[1] = { bad_fields[_i].field };
    sz_import_options o = units_only();
    o.fields = fields;
    o.n_fields = 1;
    import_fails(&o, SZ_ERR_INVALID, bad_fields[_i].fails);
}
END_TEST

/* One source of households only: files of households before parcels before units. */
START_TEST(households_are_counted_once)
{
    const char *households[1] = { in_dir("points.csv") };
    files_write(households[0], "x,y,hh\n500050,3500050,11\n");
    sz_import_options o = units_only();
    o.households = households;
    o.n_households = 1;
    o.crs = "EPSG:4549";
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 11);
    ck_assert_int_eq(findings_with(&r, "import.households", "not counted"), 1);
    sz_project_free(r.project);
}
END_TEST

/* The table's figures are compared with the files' however long the names are. */
START_TEST(figures_under_long_names)
{
    char name[1000] = "A", path[3][400], text[1100], counted[1000] = "";
    const char *households[3];
    for (int i = 0; i < 300; i++)
        strcat(name, "社");
    for (int i = 0; i < 3; i++) {
        char file[256];
        snprintf(file, sizeof file, "%d", i);
        for (int k = 0; k < 70; k++)
            strcat(file, "户");
        strcat(file, ".csv");
        snprintf(path[i], sizeof path[i], "%s/%s", in_dir("."), file);
        strcat(strcat(counted, i ? ", " : ""), file);
        files_write(households[i] = path[i], "x,y,hh\n500050,3500050,11\n");
    }
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    snprintf(text, sizeof text, "\"name\":\"%s\",\"households\":100", name);
    doc_square(&d, 0, 0, 100, text);
    o.communities = doc_write(&d, "stated.geojson");
    o.households = households;
    o.n_households = 3;
    o.crs = "EPSG:4549";
    imported r = import_well(&o);
    snprintf(text, sizeof text, "%s=100,", name);
    ck_assert_str_eq(sz_project_meta(r.project, "given.1"), text);
    ck_assert_str_eq(sz_project_meta(r.project, "counted.by"), counted);
    sz_policy *policy = NULL;
    sz_findings *found = NULL;
    bool differs = false;
    ck_assert_int_eq(sz_policy_open(NULL, &policy, &r.err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_audit(r.project, 0, policy, &found, NULL, &r.err), 0);
    for (size_t i = 0; i < sz_findings_count(found); i++) {
        const sz_finding *f = sz_findings_at(found, i);
        if (strcmp(f->rule, "sum.differs") == 0)
            differs = f->value == 100 && f->bound == 33;
    }
    ck_assert(differs);
    sz_findings_free(found);
    sz_policy_free(policy);
    sz_project_free(r.project);
}
END_TEST

/* Communities of 100 by 100 and 200 by 100 that overlap on 50 by 100, a road through
 * the second: each one's households lie on its own ground, by area, and one outside
 * the limit is listed. */
START_TEST(households_of_communities)
{
    const char *lines[1];
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_square(&d, 0, 0, 100, "\"name\":\"甲;乙\",\"households\":100");
    doc_square(&d, 50, 0, 100, "\"name\":\"丙/丁\",\"households\":200");
    doc_square(&d, 900, 0, 100, "\"name\":\"远\",\"households\":7");
    o.communities = doc_write(&d, "counted.geojson");
    doc l = doc_open(4549);
    doc_square(&l, 0, 0, 150, "\"name\":\"街道\"");
    o.limit = doc_write(&l, "limit.geojson");
    doc r = doc_open(4549);
    doc_line(&r, 130, -10, 130, 160, "\"highway\":\"primary\"");
    lines[0] = doc_write(&r, "road.geojson");
    o.lines = lines;
    o.n_lines = 1;
    imported i = import_well(&o);
    const sz_map *m = sz_project_map(i.project);
    ck_assert_int_eq(i.account.households_in, 307);
    ck_assert_int_eq(i.account.households_placed, 300);
    ck_assert_int_eq(findings_with(&i, "import.unplaced", "7 households"), 1);
    for (size_t k = 0; k < sz_map_parcels(m); k++) {
        sz_parcel p;
        ck_assert_int_eq(sz_map_parcel(m, k, &p), SZ_SUCCESS);
        /* west to east: 50, 50 (both), 30, 20 m wide; the rest is a gap */
        double x = p.x - EAST, y = p.y - NORTH;
        int64_t want = y > 100 ? 0 : x < 50 ? 50 : x < 100 ? 150 : x < 130 ? 60 : 40;
        ck_assert_int_eq(p.households, want);
    }
    sz_check_report report;
    sz_findings *list = NULL;
    const char *path = in_dir("claims.gpkg");
    ck_assert_int_eq(sz_project_write(i.project, path, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_check(path, &report, &list, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(report.errors, 0); /* signs in names of claims are escaped */
    sz_findings_free(list);
    sz_project_free(i.project);
}
END_TEST

START_TEST(households_as_a_field)
{
    const char *households[1] = { "套数" };
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_square(&d, 0, 0, 100, "\"households\":1,\"套数\":9");
    o.units = doc_write(&d, "two.geojson");
    o.households = households;
    o.n_households = 1;
    imported r = import_well(&o);
    ck_assert_int_eq(r.account.households_in, 9);
    sz_project_free(r.project);
    households[0] = "nowhere";
    import_fails(&o, SZ_ERR_INVALID, "nowhere");
}
END_TEST

START_TEST(town_of_everything)
{
    sz_import_options o = units_only();
    o.town = "城东街道";
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.towns, 1);
    ck_assert_str_eq(sz_map_town_name(sz_project_map(r.project), 0), "城东街道");
    sz_project_free(r.project);
}
END_TEST

/* A Shapefile pads its texts with blanks and so loses those at the end: a name is the
 * same name with them and without. */
START_TEST(names_without_blanks_around)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    doc d = doc_open(4549);
    doc_square(&d, 0, 0, 100, "\"community\":\"东关\",\"households\":1");
    doc_square(&d, 100, 0, 100, "\"community\":\" 东关 \",\"households\":2");
    doc_square(&d, 200, 0, 100, "\"community\":\"东关\u3000\",\"households\":3");
    o.units = doc_write(&d, "blanks.geojson");
    imported r = import_well(&o);
    sz_today today;
    ck_assert_uint_eq(sz_map_communities(sz_project_map(r.project)), 1);
    ck_assert_int_eq(sz_map_today(sz_project_map(r.project), 0, &today), SZ_SUCCESS);
    ck_assert_str_eq(today.name, "东关");
    sz_project_free(r.project);
}
END_TEST

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

static int stop_at_half(double fraction, const char *what, void *data)
{
    (void)what;
    *(double *)data = fraction;
    return fraction < 0.5;
}

START_TEST(progress_can_stop_it)
{
    double last = -1;
    sz_import_options o = units_only();
    o.progress = stop_at_half;
    o.progress_data = &last;
    import_fails(&o, SZ_ERR_CANCELLED, "");
    ck_assert_double_ge(last, 0.5);
    ck_assert_double_le(last, 1);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("import");
    tcase_add_checked_fixture(tc, imports_open, imports_close);
    tcase_add_test(tc, two_squares);
    tcase_add_loop_test(tc, working_crs, 0, COUNT(systems));
    tcase_add_test(tc, frames_do_not_mix);
    tcase_add_test(tc, planes_that_do_not_suit);
    tcase_add_test(tc, parameters_the_user_brings);
    tcase_add_test(tc, local_plane);
    tcase_add_test(tc, geojson_that_does_not_say);
    tcase_add_test(tc, web_map_shift);
    tcase_add_test(tc, shift_of_plane_coordinates_is_not_made);
    tcase_add_loop_test(tc, household_values, 0, COUNT(counts));
    tcase_add_test(tc, fields_by_the_users_word);
    tcase_add_loop_test(tc, field_options_that_cannot_be, 0, COUNT(bad_fields));
    tcase_add_test(tc, households_are_counted_once);
    tcase_add_test(tc, figures_under_long_names);
    tcase_add_test(tc, households_as_a_field);
    tcase_add_test(tc, households_of_communities);
    tcase_add_test(tc, town_of_everything);
    tcase_add_test(tc, names_without_blanks_around);
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
    tcase_add_test(tc, footways_are_no_borders);
    tcase_add_test(tc, nothing_of_a_known_class);
    tcase_add_test(tc, openstreetmap_xml);
    tcase_add_test(tc, points_and_communities_only);
    tcase_add_test(tc, progress_can_stop_it);
    return run_suite("import", tc);
}
