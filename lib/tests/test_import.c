/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Importing small files: fields, counts and who has how many households. */
#include "tests/imports.h"

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
    ck_assert_int_eq(findings_with(&i, "import.limit", ""), 0); /* the limit is given */
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
    tcase_add_loop_test(tc, household_values, 0, COUNT(counts));
    tcase_add_test(tc, fields_by_the_users_word);
    tcase_add_loop_test(tc, field_options_that_cannot_be, 0, COUNT(bad_fields));
    tcase_add_test(tc, households_are_counted_once);
    tcase_add_test(tc, figures_under_long_names);
    tcase_add_test(tc, households_as_a_field);
    tcase_add_test(tc, households_of_communities);
    tcase_add_test(tc, town_of_everything);
    tcase_add_test(tc, names_without_blanks_around);
    tcase_add_test(tc, progress_can_stop_it);
    return run_suite("import", tc);
}
