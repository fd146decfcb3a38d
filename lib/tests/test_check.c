/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A good project passes the check; damaged in one way it shows that damage. */
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>

#include "sizhi/check.h"
#include "tests/files.h"
#include "tests/town.h"

/* The town with a plan that keeps every constraint. */
static void write_good(const char *path)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    ck_assert_int_eq(sz_project_propose(project, town_plan(project), &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_set_meta(project, "min", "200", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_set_meta(project, "max", "450", &err), SZ_SUCCESS);
    sz_status status = sz_project_write(project, path, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz_project_free(project);
}

static GDALDatasetH open_update(const char *path)
{
    return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
}

static void run_sql(const char *path, const char *sql)
{
    GDALDatasetH set = open_update(path);
    ck_assert_ptr_nonnull(set);
    CPLErrorReset();
    OGRLayerH result = GDALDatasetExecuteSQL(set, sql, NULL, NULL);
    ck_assert_msg(CPLGetLastErrorType() < CE_Failure, "%s: %s", sql,
                  CPLGetLastErrorMsg());
    if (result)
        GDALDatasetReleaseResultSet(set, result);
    GDALClose(set);
}

/* Give the parcel with this name another shape, relative to the town's corner. */
static void reshape(const char *path, const char *name, const char *wkt)
{
    GDALDatasetH set = open_update(path);
    OGRLayerH layer = GDALDatasetGetLayerByName(set, "parcels");
    char filter[64], *text = (char *)wkt;
    snprintf(filter, sizeof filter, "name = '%s'", name);
    ck_assert_int_eq(OGR_L_SetAttributeFilter(layer, filter), OGRERR_NONE);
    OGRFeatureH f = OGR_L_GetNextFeature(layer);
    ck_assert_ptr_nonnull(f);
    OGRGeometryH g = NULL;
    ck_assert_int_eq(OGR_G_CreateFromWkt(&text, NULL, &g), OGRERR_NONE);
    for (int k = 0; k < OGR_G_GetGeometryCount(g); k++) {
        OGRGeometryH ring = OGR_G_GetGeometryRef(g, k);
        for (int i = 0; i < OGR_G_GetPointCount(ring); i++)
            OGR_G_SetPoint_2D(ring, i, OGR_G_GetX(ring, i) + TOWN_X,
                              OGR_G_GetY(ring, i) + TOWN_Y);
    }
    OGR_F_SetGeometryDirectly(f, g);
    ck_assert_int_eq(OGR_L_SetFeature(layer, f), OGRERR_NONE);
    OGR_F_Destroy(f);
    GDALClose(set);
}

static const sz_finding *find_rule(const sz_findings *list, const char *rule)
{
    for (size_t i = 0; i < sz_findings_count(list); i++)
        if (strcmp(sz_findings_at(list, i)->rule, rule) == 0)
            return sz_findings_at(list, i);
    return NULL;
}

/* Damage and the rules it breaks: the first is what it is about, the others follow
 * from it (a shape that changes leaves its stored area behind). */
static const struct {
    const char *label, *sql, *parcel, *wkt, *rules;
    double value;          /* of the first rule's finding; negative: any */
    double x, y;           /* its place, to 100 m; negative: any */
} rows[] = {
    { "one household more", "UPDATE parcels SET households = 101 WHERE name = '00'",
      NULL, NULL, "check.households check.stored", 1241, -1, -1 },
    { "a count below nought", "UPDATE parcels SET population = -1 WHERE name = '00'",
      NULL, NULL, "check.households check.stored", 100, 50, 50 },
    { "cut in two", "UPDATE parcels SET proposed = '柳园' WHERE name = '02'",
      NULL, NULL, "check.connected check.stored", 2, 50, 250 },
    { "an enclave", "UPDATE parcels SET proposed = '孤岛' WHERE name = '岛'",
      NULL, NULL, "check.enclave check.band check.stored", 40, 150, 150 },
    { "a unit cut", "UPDATE parcels SET unit_id = (SELECT unit_id FROM parcels WHERE "
      "name = '30') WHERE name = '20'",
      NULL, NULL, "check.unit", 3, -1, -1 },
    { "a town crossed", "UPDATE parcels SET proposed = '东关', prop_town = '城东' WHERE "
      "name = '22'",
      NULL, NULL, "check.town check.band check.stored", 0, 250, 250 },
    { "a locked parcel moved", "UPDATE parcels SET locked = 1 WHERE name = '12'",
      NULL, NULL, "check.locked", 0, 150, 250 },
    { "a locked community gains", "UPDATE parcels SET locked = 1 WHERE community = "
      "'东关'",
      NULL, NULL, "check.locked", 0, 150, 250 },
    { "a parcel in no community", "UPDATE parcels SET proposed = NULL, prop_town = "
      "NULL WHERE name = '12'",
      NULL, NULL, "check.gap check.stored", 10000, 150, 250 },
    { "a figure of a community", "UPDATE communities SET households = households + 1 "
      "WHERE community = '东关'",
      NULL, NULL, "check.stored", 401, -1, -1 },
    { "an area", "UPDATE communities SET area_m2 = area_m2 + 1 WHERE community = '东关'",
      NULL, NULL, "check.stored", 40001, -1, -1 },
    { "a community left out", "DELETE FROM communities WHERE community = '东关'",
      NULL, NULL, "check.stored", 0, -1, -1 },
    { "a move", "UPDATE moves SET households = 99", NULL, NULL, "check.stored", 99, 150,
      250 },
    { "a move left out", "DELETE FROM moves", NULL, NULL, "check.stored", -1, -1, -1 },
    { "a border's side", "UPDATE borders SET \"left\" = 1 WHERE fid = 5",
      NULL, NULL, "check.stored", -1, -1, -1 },
    { "a border's length", "UPDATE borders SET length_m = length_m + 1 WHERE fid = 5",
      NULL, NULL, "check.stored", -1, -1, -1 },
    { "a border left out", "DELETE FROM borders WHERE fid = (SELECT max(fid) FROM "
      "borders WHERE \"left\" > 0 AND \"right\" > 0)",
      NULL, NULL, "check.stored", 1, -1, -1 },
    { "the least size", "UPDATE metadata SET value = '350' WHERE key = 'min'",
      NULL, NULL, "check.band", -1, -1, -1 },
    { "the largest size", "UPDATE metadata SET value = '399' WHERE key = 'max'",
      NULL, NULL, "check.band", 400, -1, -1 },
    { "the number of parcels", "UPDATE metadata SET value = '14' WHERE key = 'parcels'",
      NULL, NULL, "check.stored", 13, -1, -1 },
    { "a number twice", "UPDATE parcels SET parcel = 2 WHERE parcel = 1",
      NULL, NULL, "check.stored", 1, -1, -1 },
    { "the number of parts", "UPDATE communities SET parts = 2 WHERE community = "
      "'东关'", NULL, NULL, "check.stored", 2, -1, -1 },
    { "what became of a community", "UPDATE communities SET status = 'new' WHERE "
      "community = '东关'", NULL, NULL, "check.stored", -1, -1, -1 },
    { "claims of others", "UPDATE parcels SET claims = '西关;柳园' WHERE name = '00'",
      NULL, NULL, "check.stored", -1, 50, 50 },
    { "a road that is not there", "UPDATE borders SET name = '假路', class = 'street' "
      "WHERE fid = 5", NULL, NULL, "check.line", 0, -1, -1 },
    { "a name without a class", "UPDATE borders SET name = '青山路', class = 'none' "
      "WHERE fid = 5", NULL, NULL, "check.line", 0, -1, -1 },
    { "a line drawn on that is not there", "UPDATE borders SET name = '假路延长线', "
      "class = 'none' WHERE fid = 5", NULL, NULL, "check.line", 0, -1, -1 },
    { "an overlap", NULL, "30", "POLYGON((290 0,400 0,400 100,290 100,290 0))",
      "check.overlap check.stored", 1000, 300, 50 },
    { "a gap", NULL, "30", "POLYGON((310 0,400 0,400 100,310 100,310 0))",
      "check.gap check.stored", 1000, 300, 50 },
    { "a gap at the rim", NULL, "32",
      "POLYGON((300 200,400 200,400 290,300 290,300 200))",
      "check.gap check.stored", 1000, 350, 290 },
    { "beyond the limit", NULL, "32",
      "POLYGON((300 200,400 200,400 310,300 310,300 200))",
      "check.limit check.stored", 1000, -1, -1 },
    { "a hole filled", NULL, "11", "POLYGON((100 100,200 100,200 200,100 200,100 100))",
      "check.overlap check.connected check.stored", 400, 150, 150 },
    { "a parcel gone", "DELETE FROM parcels WHERE name = '岛'", NULL, NULL,
      "check.gap check.households check.stored", 400, 150, 150 },
    { "a parcel without shape", "UPDATE parcels SET geom = NULL WHERE name = '岛'", NULL,
      NULL, "check.shape check.gap check.connected check.stored", 0, -1, -1 },
};

static void check_row(const char *path, int i)
{
    sz_error err = SZ_ERROR_INIT;
    sz_check_report report;
    sz_findings *list = NULL;
    char first[32];
    sz_status status = sz_check(path, &report, &list, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", rows[i].label, err.message);
    ck_assert_uint_eq(report.errors, sz_findings_of_level(list, SZ_LEVEL_ERROR));
    for (size_t k = 0; k < sz_findings_count(list); k++) {
        const sz_finding *f = sz_findings_at(list, k);
        ck_assert_msg(strstr(rows[i].rules, f->rule) != NULL, "%s: %s: %s",
                      rows[i].label, f->rule, f->message);
    }
    char words[128], *word = words;
    snprintf(words, sizeof words, "%s", rows[i].rules);
    for (char *end = word; end; word = end + 1) { /* every rule named is there */
        end = strchr(word, ' ');
        snprintf(first, sizeof first, "%.*s", end ? (int)(end - word) : 31, word);
        ck_assert_msg(find_rule(list, first) != NULL, "%s: no %s", rows[i].label,
                      first);
        if (!end)
            break;
    }
    snprintf(first, sizeof first, "%.*s", (int)strcspn(rows[i].rules, " "),
             rows[i].rules);
    const sz_finding *f = find_rule(list, first);
    ck_assert_int_eq(f->level, SZ_LEVEL_ERROR);
    if (rows[i].value >= 0)
        ck_assert_msg(fabs(f->value - rows[i].value) < 0.001, "%s: value %g",
                      rows[i].label, f->value);
    if (rows[i].x >= 0) {
        ck_assert_msg(f->placed, "%s has no place", rows[i].label);
        ck_assert_double_eq_tol(f->x - TOWN_X, rows[i].x, 60);
        ck_assert_double_eq_tol(f->y - TOWN_Y, rows[i].y, 60);
    }
    sz_findings_free(list);
}

START_TEST(damage_is_found)
{
    char dir[64], path[96];
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.gpkg", dir);
    write_good(path);
    if (rows[_i].sql)
        run_sql(path, rows[_i].sql);
    else
        reshape(path, rows[_i].parcel, rows[_i].wkt);
    check_row(path, _i);
    files_close(dir);
}
END_TEST

START_TEST(a_good_project_passes)
{
    static const char *const formats[] = { "GPKG", "GeoJSON", "ESRI Shapefile",
                                           "FlatGeobuf" };
    sz_error err = SZ_ERROR_INIT;
    sz_check_report report;
    sz_findings *list = NULL;
    sz_project *project = NULL;
    char dir[64], path[96], out[96];
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.gpkg", dir);
    snprintf(out, sizeof out, "%s/%s", dir, _i == 0 ? "b.gpkg" : "b");
    write_good(path);
    ck_assert_int_eq(sz_project_read(path, &project, &err), SZ_SUCCESS);
    sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
    options.format = formats[_i];
    ck_assert_int_eq(sz_project_export(project, out, &options, &err), SZ_SUCCESS);
    sz_status status = sz_check(out, &report, &list, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", formats[_i], err.message);
    ck_assert_msg(sz_findings_count(list) == 0, "%s: %s", formats[_i],
                  sz_findings_count(list) ? sz_findings_at(list, 0)->message : "");
    ck_assert_uint_eq(report.errors, 0);
    ck_assert_uint_eq(report.parcels, 13);
    ck_assert_uint_eq(report.communities, 4);
    ck_assert_uint_eq(report.units, 1);
    ck_assert_uint_eq(report.towns, 2);
    ck_assert_int_eq(report.households, 1240);
    ck_assert_double_eq_tol(report.area_m2, 120000, 0.01);
    ck_assert_int_eq(report.proposed, 1);
    sz_findings_free(list);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

/* Today's faults are hints: 00 goes to 西关, which then lies in two pieces. */
START_TEST(faults_of_today_are_no_errors)
{
    sz_error err = SZ_ERROR_INIT;
    sz_check_report report;
    sz_findings *list = NULL;
    char dir[64], path[96];
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.gpkg", dir);
    sz_project *project = town_project();
    project->map->community[town_find(project, "00")] =
        town_community(project->present, "城西", "西关");
    sz_plan_free(project->present);
    ck_assert_int_eq(sz_plan_present(project->map, &project->present, &err), 0);
    ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_check(path, &report, &list, &err), SZ_SUCCESS);
    ck_assert_uint_eq(sz_findings_count(list), 1);
    ck_assert_str_eq(sz_findings_at(list, 0)->rule, "check.connected");
    ck_assert_int_eq(sz_findings_at(list, 0)->level, SZ_LEVEL_HINT);
    ck_assert_uint_eq(report.errors, 0);
    sz_findings_free(list);
    static const char *const wrong[] = { /* 00 meets 01 of 东关 and 10 of 柳园 */
        "UPDATE detached SET enclave = 1", "UPDATE detached SET within = '西关'",
        "UPDATE detached SET within = NULL, with_town = NULL", "DELETE FROM detached",
    };
    for (int i = 0; i < COUNT(wrong); i++) {
        ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
        run_sql(path, wrong[i]);
        ck_assert_int_eq(sz_check(path, &report, &list, &err), SZ_SUCCESS);
        ck_assert_msg(find_rule(list, "check.stored") != NULL, "%s", wrong[i]);
        ck_assert_uint_eq(report.errors, 1);
        sz_findings_free(list);
    }
    sz_project_free(project);
    files_close(dir);
}
END_TEST

/* Without the layer of borders nobody says where the limit is: a hole is a hint. */
START_TEST(parcels_alone)
{
    sz_error err = SZ_ERROR_INIT;
    sz_check_report report;
    sz_findings *list = NULL;
    char dir[64], path[96], out[96];
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.gpkg", dir);
    snprintf(out, sizeof out, "%s/a.geojson", dir);
    write_good(path);
    sz_project *project = NULL;
    ck_assert_int_eq(sz_project_read(path, &project, &err), SZ_SUCCESS);
    sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
    ck_assert_int_eq(sz_project_export(project, out, &options, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_check(out, &report, &list, &err), SZ_SUCCESS);
    ck_assert_uint_eq(sz_findings_count(list), 3); /* limit, total, band: nobody says */
    ck_assert_uint_eq(report.errors, 0);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(sz_findings_at(list, i)->rule, "check.missing");
        ck_assert_int_eq(sz_findings_at(list, i)->level, SZ_LEVEL_WARN);
    }
    sz_findings_free(list);
    snprintf(out, sizeof out, "%s/b.gpkg", dir);
    options.layer = "parcels";
    ck_assert_int_eq(sz_project_export(project, out, &options, &err), SZ_SUCCESS);
    run_sql(out, "DELETE FROM parcels WHERE name = '岛'");
    ck_assert_int_eq(sz_check(out, &report, &list, &err), SZ_SUCCESS);
    ck_assert_str_eq(find_rule(list, "check.gap")->rule, "check.gap");
    ck_assert_int_eq(find_rule(list, "check.gap")->level, SZ_LEVEL_HINT);
    ck_assert_double_eq_tol(find_rule(list, "check.gap")->value, 400, 0.001);
    sz_findings_free(list);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("check");
    tcase_add_loop_test(tc, a_good_project_passes, 0, 4);
    tcase_add_loop_test(tc, damage_is_found, 0, COUNT(rows));
    tcase_add_test(tc, faults_of_today_are_no_errors);
    tcase_add_test(tc, parcels_alone);
    GDALAllRegister();
    return run_suite("check", tc);
}
