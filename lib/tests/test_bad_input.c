/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every file of testdata/bad_input: a clear error or a stated repair. What is wrong
 * with each is told in the folder's SOURCE.md. */
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "tests/imports.h"

/* Tile pixels and British metres are taken as web-Mercator metres. */
#define METRES "EPSG:3857"
#define PLAIN SZ_SUCCESS

static const struct {
    const char *file;
    char as;             /* c: communities, l: lines, o: offices */
    const char *crs;
    sz_status status;
    const char *text;    /* in the error, or in a finding of RULE */
    const char *rule;
    size_t features;     /* in the file; all arrive as communities */
    size_t repairs;
} rows[] = {
    { "village_self_intersections.geojson", 'c', NULL, PLAIN,
      "feature 0: Ring Self-intersection at 120", "import.repair", 8, 8 },
    { "tottori_ring_self_intersection.geojson", 'c', NULL, PLAIN,
      "Ring Self-intersection at 133", "import.repair", 1, 1 },
    { "precinct_clean/ex1_yemen.json", 'c', NULL, PLAIN, "communities", "import.field",
      2, 0 },
    { "precinct_clean/ex2_yemen.json", 'c', NULL, PLAIN, "communities", "import.field",
      3, 0 },
    { "precinct_clean/ex3.json", 'c', NULL, PLAIN, "Self-intersection", "import.repair",
      1, 1 },
    { "precinct_clean/ex4.json", 'c', NULL, PLAIN, "Self-intersection", "import.repair",
      1, 1 },
    { "precinct_clean/ex5_three_precincts.json", 'c', NULL, PLAIN, "sliver",
      "import.sliver", 3, 0 },
    { "precinct_clean/ex6.json", 'c', NULL, PLAIN, "Self-intersection", "import.repair",
      1, 1 },
    { "precinct_clean/ex7_britain.json", 'c', NULL, SZ_ERR_DATA,
      "414782 292226 is no longitude and latitude", NULL, 0, 0 },
    { "precinct_clean/ex7_britain.json", 'c', METRES, PLAIN, "--crs", "import.crs", 3,
      0 },
    { "precinct_clean/ex8_britain.json", 'c', NULL, SZ_ERR_DATA, "give --crs", NULL, 0,
      0 },
    { "precinct_clean/ex8_britain.json", 'c', METRES, PLAIN, "--crs", "import.crs", 12,
      0 },
    { "precinct_clean/ex9_FranklinTwoPrecinctsDetail.json", 'c', NULL, PLAIN,
      "communities", "import.field", 2, 0 },
    { "precinct_clean/ex10_bowtie.json", 'c', NULL, PLAIN, "Self-intersection",
      "import.repair", 1, 1 },
    { "precinct_clean/ex11_ogc.geojson", 'c', NULL, PLAIN, "communities",
      "import.field", 1, 0 },
    { "precinct_clean/ex12_ogc.geojson", 'c', NULL, PLAIN, "elf-intersection",
      "import.repair", 1, 1 },
    { "precinct_clean/ex13_ogc.json", 'c', NULL, PLAIN, "elf-intersection",
      "import.repair", 1, 1 },
    { "precinct_clean/ex14_ogc.json", 'c', NULL, PLAIN, "elf-intersection",
      "import.repair", 1, 1 },
    { "precinct_clean/ex15_ogc.json", 'c', NULL, PLAIN, "nterior is disconnected",
      "import.repair", 1, 1 },
    { "precinct_clean/ex16_ogc.json", 'c', NULL, PLAIN, "communities", "import.field",
      1, 0 },
    { "precinct_clean/ex17_ogc.json", 'c', NULL, PLAIN, "nterior is disconnected",
      "import.repair", 1, 1 },
    { "precinct_clean/ex18_ogc.json", 'c', NULL, PLAIN, "elf-intersection",
      "import.repair", 1, 1 },
    { "precinct_clean/ex19_ogc.json", 'c', NULL, PLAIN, "elf-intersection",
      "import.repair", 1, 1 },
    { "precinct_clean/ex20_ogc_line.json", 'l', NULL, PLAIN, "no field of classes",
      "import.class", 0, 0 },
    { "precinct_clean/ex20_ogc_line.json", 'c', NULL, SZ_ERR_DATA, "no polygon", NULL,
      0, 0 },
    { "precinct_clean/ex21_crossed_lines.json", 'l', NULL, SZ_ERR_DATA,
      "encloses no ground", NULL, 0, 0 },
    { "precinct_clean/ex22_three_ia_precincts.json", 'c', NULL, PLAIN, "sliver",
      "import.sliver", 3, 0 },
    { "precinct_clean/ex23_three_ca_precincts.json", 'c', NULL, PLAIN, "communities",
      "import.field", 3, 0 },
    { "precinct_clean/invalid_rings.json", 'c', NULL, PLAIN, "Hole lies outside shell",
      "import.repair", 1, 1 },
    { "precinct_clean/openring.json", 'c', NULL, PLAIN, "a ring was open",
      "import.repair", 1, 1 },
    { "water_rings/eberly-6.geojson", 'c', NULL, PLAIN, "communities", "import.field",
      1, 0 },
    { "water_rings/self-touching.geojson", 'c', NULL, PLAIN, "Ring Self-intersection",
      "import.repair", 1, 1 },
    { "water_rings/issue35.geojson", 'c', NULL, SZ_ERR_DATA, "216 -128 is no longitude",
      NULL, 0, 0 },
    { "water_rings/issue35.geojson", 'c', METRES, PLAIN, "--crs", "import.crs", 1, 0 },
    { "water_rings/rain.geojson", 'c', METRES, PLAIN, "--crs", "import.crs", 1, 0 },
    { "water_rings/self-tangent-4.geojson", 'c', METRES, PLAIN, "--crs", "import.crs",
      1, 0 },
    { "water_rings/touching-holes6.geojson", 'c', METRES, PLAIN, "--crs", "import.crs",
      1, 0 },
    { "water_rings/water-huge.geojson", 'c', METRES, PLAIN, "fewer than three points",
      "import.repair", 1, 2 },
    { "water_rings/water-huge2.geojson", 'c', METRES, PLAIN, "fewer than three points",
      "import.repair", 1, 2 },
    { "water_rings/water-huge3.geojson", 'c', METRES, PLAIN, "--crs", "import.crs", 1,
      0 },
    { "water_rings/water.geojson", 'c', METRES, PLAIN,
      "Ring Self-intersection at 4224 4224", "import.repair", 1, 1 },
    { "water_rings/water2.geojson", 'c', METRES, PLAIN,
      "Self-intersection at 4082 4224", "import.repair", 1, 1 },
    { "water_rings/water4.geojson", 'c', METRES, PLAIN,
      "Self-intersection at 3520 4224", "import.repair", 1, 1 },
    { "dbf_encodings/gbk.dbf", 'o', NULL, SZ_ERR_DATA, "gbk.dbf has no shapes", NULL, 0,
      0 },
    { "dbf_encodings/gb2312.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL, 0, 0 },
    { "dbf_encodings/big5.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL, 0, 0 },
    { "dbf_encodings/cpg_euckr.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL, 0,
      0 },
    { "dbf_encodings/cpg_koi8r.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL, 0,
      0 },
    { "dbf_encodings/cpg_latin2.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL, 0,
      0 },
    { "dbf_encodings/cpg_shiftjis.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL,
      0, 0 },
    { "dbf_encodings/cpg_win1251.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL, 0,
      0 },
    { "dbf_encodings/cpg_win874.dbf", 'o', NULL, SZ_ERR_DATA, "has no shapes", NULL, 0,
      0 },
    { "dbf_encodings/cpg_utf16.dbf", 'o', NULL, SZ_ERR_DATA,
      "UTF-16 cannot be read from a .dbf", NULL, 0, 0 },
    { "dbf_encodings/cpg_big5.dbf", 'o', NULL, SZ_ERR_DATA, "has no CRS", NULL, 0, 0 },
    { "dbf_encodings/cpg_big5.shp", 'o', "EPSG:4326", SZ_ERR_DATA,
      "is no longitude", NULL, 0, 0 },
    { "dbf_encodings/cpg_big5.shp", 'o', "EPSG:4549", PLAIN, "CP950 (.cpg)",
      "import.encoding", 0, 0 },
    { "shp_corrupt/corrupt_too_long.shp", 'l', "EPSG:4326", SZ_ERR_DATA,
      "encloses no ground", NULL, 0, 0 },
    { "shp_corrupt/corrupt_too_long.shp", 'l', NULL, SZ_ERR_DATA, "give --crs", NULL, 0,
      0 },
    { "shp_corrupt/latin1.shp", 'o', "EPSG:4549", SZ_ERR_DATA,
      "latin1.shp, feature 0: field Name is not text in GB18030: give --encoding", NULL,
      0, 0 },
    { "osmwizard_leading_comment.osm.gz", 'l', NULL, PLAIN, "the comment before",
      "import.repair", 0, 0 },
};

static const char *bad_path(const char *name)
{
    static char path[400];
    snprintf(path, sizeof path, "%s/bad_input/%s", getenv("SZ_TESTDATA"), name);
    return path;
}

static sz_import_options options_for(int i, const char *lines[1])
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    const char *path = bad_path(rows[i].file);
    o.crs = rows[i].crs;
    if (rows[i].as == 'c') {
        o.communities = path;
    } else if (rows[i].as == 'o') {
        o.units = two_units();
        o.offices = path;
    } else {
        lines[0] = path;
        o.lines = lines;
        o.n_lines = 1;
    }
    return o;
}

START_TEST(error_or_stated_repair)
{
    const char *lines[1];
    sz_import_options o = options_for(_i, lines);
    if (rows[_i].status != SZ_SUCCESS) {
        import_fails(&o, rows[_i].status, rows[_i].text);
        return;
    }
    imported r = import_well(&o);
    ck_assert_msg(findings_with(&r, rows[_i].rule, rows[_i].text) >= 1, "%s",
                  rows[_i].file);
    if (rows[_i].as == 'c')
        ck_assert_uint_eq(r.account.communities, rows[_i].features);
    ck_assert_uint_eq(r.account.repairs, rows[_i].repairs);
    ck_assert_uint_eq(r.account.dropped, 0);
    ck_assert_double_gt(r.account.area_m2, 0);
    sz_project_free(r.project);
}
END_TEST

static bool is_side_file(const char *name)
{
    static const char *const endings[] = { ".md", ".cpg", ".shx" };
    size_t n = strlen(name);
    for (int i = 0; i < COUNT(endings); i++)
        if (strcmp(name + n - strlen(endings[i]), endings[i]) == 0)
            return true;
    return strstr(name, "shp_corrupt/") && strcmp(name + n - 4, ".dbf") == 0;
}

START_TEST(every_file_has_its_row)
{
    char **names = VSIReadDirRecursive(bad_path(""));
    int files = 0;
    ck_assert_ptr_nonnull(names);
    for (int i = 0; names[i]; i++) {
        size_t n = strlen(names[i]);
        if (names[i][n - 1] == '/' || is_side_file(names[i]))
            continue;
        bool found = false;
        for (int k = 0; k < COUNT(rows); k++)
            found = found || strcmp(rows[k].file, names[i]) == 0;
        ck_assert_msg(found, "%s has no row", names[i]);
        files++;
    }
    CSLDestroy(names);
    ck_assert_int_ge(files, 50);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("bad_input");
    tcase_add_checked_fixture(tc, imports_open, imports_close);
    tcase_add_loop_test(tc, error_or_stated_repair, 0, COUNT(rows));
    tcase_add_test(tc, every_file_has_its_row);
    return run_suite("bad_input", tc);
}
