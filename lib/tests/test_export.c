/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Exports: every format read back gives the same plan, and is what its format
 * demands. */
#include <gdal.h>
#include <ogr_api.h>
#include <signal.h>
#include <sys/resource.h>

#include "core/platform.h"
#include "tests/files.h"
#include "tests/town.h"

static const struct {
    const char *label, *driver, *encoding, *path, *layer;
    bool whole;            /* all layers */
} rows[] = {
    { "GeoPackage",         "GPKG", NULL, "out.gpkg", NULL, true },
    { "GeoJSON folder",     "GeoJSON", NULL, "out", NULL, true },
    { "Shapefile, UTF-8",   "ESRI Shapefile", NULL, "out", NULL, true },
    { "Shapefile, GBK",     "ESRI Shapefile", "GBK", "out/", NULL, true },
    { "FlatGeobuf folder",  "FlatGeobuf", NULL, "out", NULL, true },
    { "GeoJSON file",       NULL, NULL, "plan.geojson", NULL, false },
    { "FlatGeobuf file",    NULL, NULL, "plan.fgb", NULL, false },
    { "Shapefile file",     NULL, "GBK", "plan.shp", NULL, false },
    { "parcels only, GPKG", NULL, NULL, "plan.gpkg", "parcels", false },
};

static sz_project *planned_town(void)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_laid();
    sz_plan *plan = town_plan(project);
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, "20"),
                                    town_community(plan, "城东", "柳园"), &err), 0);
    for (int i = 0; i < 3; i++) { /* 东关 is abolished and has no shape */
        static const char *const names[] = { "00", "01", "02" };
        ck_assert_int_eq(sz_plan_assign(plan, town_find(project, names[i]),
                                        town_community(plan, "城东", "柳园"), &err), 0);
    }
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, "12"),
                                    town_community(plan, "城东", "柳园"), &err), 0);
    ck_assert_int_eq(sz_project_propose(project, plan, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_lock(project, 3, 1, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_set_meta(project, "basis", "住宅套数", &err), SZ_SUCCESS);
    sz_findings *list = NULL;
    sz__findings_new(&list, &err);
    sz_finding f = { .rule = "plan.a", .level = SZ_LEVEL_GOAL };
    for (int i = 0; i < 4; i++) { /* with and without a place in turn */
        f.value = i;
        f.placed = i & 1;
        f.x = TOWN_X + 10;
        f.y = TOWN_Y + 10;
        sz__findings_add(list, &f, &err, "finding, \"%d\"", i);
    }
    ck_assert_int_eq(sz_project_set_findings(project, "", list, &err), SZ_SUCCESS);
    sz_findings_free(list);
    return project;
}

static void export(const sz_project *project, const char *path, const char *driver,
                   const char *layer, const char *encoding, sz_status want)
{
    sz_error err = SZ_ERROR_INIT;
    sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
    options.format = driver;
    options.layer = layer;
    options.encoding = encoding;
    sz_status status = sz_project_export(project, path, &options, &err);
    ck_assert_msg(status == want, "%s: %s", path, err.message);
}

static void same_community(const sz_plan *a, size_t i, const sz_plan *b, size_t j)
{
    sz_community c, d;
    int32_t of = sz_plan_of(a, i), is = sz_plan_of(b, j);
    ck_assert_int_eq(of < 0, is < 0);
    if (of < 0)
        return;
    ck_assert_int_eq(sz_plan_community(a, (size_t)of, &c, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_community(b, (size_t)is, &d, NULL), SZ_SUCCESS);
    ck_assert_str_eq(c.name, d.name);
    ck_assert_str_eq(sz_map_town_name(sz_plan_map(a), c.town),
                     sz_map_town_name(sz_plan_map(b), d.town));
}

/* Community names and households by parcel, which every format keeps. */
static void same_labels(const sz_project *a, const sz_project *b, double slack)
{
    const sz_plan *plan[2][2] = { { a->present, b->present },
                                  { a->proposed, b->proposed } };
    for (size_t i = 0; i < 13; i++) {
        sz_parcel p, q;
        sz_map_parcel(a->map, i, &p);
        sz_map_parcel(b->map, i, &q);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_int_eq(p.households, q.households);
        ck_assert_double_eq_tol(p.area_m2, q.area_m2, slack);
        ck_assert_str_eq(sz_map_unit_name(a->map, p.unit),
                         sz_map_unit_name(b->map, q.unit));
        ck_assert_int_eq(sz_project_locked(a, i), sz_project_locked(b, i));
        for (int k = 0; k < 2; k++)
            same_community(plan[k][0], i, plan[k][1], i);
    }
}

START_TEST(exported_and_read_again)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[128];
    sz_project *project = planned_town(), *again = NULL;
    files_open(dir);
    snprintf(path, sizeof path, "%s/%s", dir, rows[_i].path);
    for (int twice = 0; twice < 2; twice++) /* the second one replaces the first */
        export(project, path, rows[_i].driver, rows[_i].layer, rows[_i].encoding,
               SZ_SUCCESS);
    sz_status status = sz_project_read(path, &again, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", rows[_i].label, err.message);
    /* a single GeoJSON does not say its plane, another is chosen */
    same_labels(project, again, rows[_i].whole ? 0.001 : 5);
    if (rows[_i].whole) {
        town_same_maps(project->map, again->map, 0.001);
        town_same_plans(project->present, again->present);
        town_same_plans(project->proposed, again->proposed);
        ck_assert_str_eq(sz_project_meta(again, "basis"), "住宅套数");
        ck_assert_uint_eq(sz_findings_count(again->findings), 4);
        for (size_t i = 0; i < 4; i++) {
            const sz_finding *f = sz_findings_at(again->findings, i);
            char message[32];
            snprintf(message, sizeof message, "finding, \"%zu\"", i);
            ck_assert_str_eq(f->message, message);
            ck_assert_double_eq(f->value, (double)i);
            ck_assert_int_eq(f->level, SZ_LEVEL_GOAL);
            ck_assert_int_eq(f->placed, (int)(i & 1));
        }
    }
    sz_project_free(project);
    sz_project_free(again);
    files_close(dir);
}
END_TEST

/* Parcel of B with the name of parcel I of A. */
static size_t namesake(const sz_project *a, size_t i, const sz_project *b)
{
    sz_parcel p;
    ck_assert_int_eq(sz_map_parcel(a->map, i, &p), SZ_SUCCESS);
    return town_find(b, p.name);
}

START_TEST(exported_and_imported_again)
{
    static const struct { const char *path, *encoding; } files[] = {
        { "p.gpkg", NULL }, { "p.geojson", NULL }, { "p.shp", "GBK" },
        { "p.shp", "UTF-8" }, { "p.fgb", NULL },
    };
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[128];
    sz_project *project = planned_town(), *again = NULL;
    files_open(dir);
    snprintf(path, sizeof path, "%s/%s", dir, files[_i].path);
    export(project, path, NULL, "parcels", files[_i].encoding, SZ_SUCCESS);
    sz_import_options options = SZ_IMPORT_OPTIONS_INIT;
    options.parcels = path;
    options.map_crs = "EPSG:4549";
    sz_status status = sz_import(&options, &again, NULL, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", path, err.message);
    ck_assert_uint_eq(sz_map_parcels(again->map), 13);
    ck_assert_ptr_nonnull(again->proposed);
    for (size_t i = 0; i < 13; i++) {
        size_t j = namesake(project, i, again);
        sz_parcel p, q;
        sz_map_parcel(project->map, i, &p);
        sz_map_parcel(again->map, j, &q);
        ck_assert_int_eq(p.households, q.households);
        ck_assert_int_eq(p.population, q.population);
        ck_assert_int_eq(p.unit >= 0, q.unit >= 0);
        ck_assert_int_eq(sz_project_locked(project, i), sz_project_locked(again, j));
        same_community(project->present, i, again->present, j);
        same_community(project->proposed, i, again->proposed, j);
    }
    sz_project_free(project);
    sz_project_free(again);
    files_close(dir);
}
END_TEST

START_TEST(exports_give_the_same_bytes)
{
    static const char *const names[] = { "parcels.shp", "parcels.dbf", "borders.shp",
                                         "metadata.csv", "communities.dbf", "backdrop.shp",
                                         "backdrop.dbf" };
    char a[64], b[64], x[128], y[128];
    sz_project *project = planned_town();
    files_open(a);
    files_open(b);
    export(project, a, "ESRI Shapefile", NULL, "GBK", SZ_SUCCESS);
    export(project, b, "ESRI Shapefile", NULL, "GBK", SZ_SUCCESS);
    for (int i = 0; i < COUNT(names); i++) {
        snprintf(x, sizeof x, "%s/%s", a, names[i]);
        snprintf(y, sizeof y, "%s/%s", b, names[i]);
        ck_assert_msg(files_same(x, y), "%s", names[i]);
    }
    sz_project_free(project);
    files_close(a);
    files_close(b);
}
END_TEST

START_TEST(shapefile_says_its_encoding)
{
    static const char gbk[] = "\xb6\xab\xb9\xd8"; /* 东关 */
    char dir[64], path[128];
    size_t n;
    sz_project *project = planned_town();
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.shp", dir);
    export(project, path, NULL, NULL, "GBK", SZ_SUCCESS);
    snprintf(path, sizeof path, "%s/a.cpg", dir);
    ck_assert(files_hold(path, "GBK"));
    snprintf(path, sizeof path, "%s/a.dbf", dir);
    char *dbf = files_bytes(path, &n);
    ck_assert_int_eq(dbf[29], 0x4d);
    bool found = false;
    for (size_t i = 0; i + 4 <= n; i++)
        found = found || memcmp(dbf + i, gbk, 4) == 0;
    ck_assert(found);
    free(dbf);
    snprintf(path, sizeof path, "%s/b.shp", dir);
    export(project, path, NULL, NULL, "UTF-8", SZ_SUCCESS);
    snprintf(path, sizeof path, "%s/b.cpg", dir);
    ck_assert(files_hold(path, "UTF-8"));
    snprintf(path, sizeof path, "%s/b.dbf", dir);
    dbf = files_bytes(path, &n);
    ck_assert_int_eq(dbf[29], 0);
    free(dbf);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

/* RFC 7946: degrees, no crs member, shells against the clock, holes with it. */
START_TEST(geojson_keeps_to_its_rules)
{
    char dir[64], path[128];
    size_t n;
    sz_project *project = planned_town();
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.geojson", dir);
    export(project, path, NULL, NULL, NULL, SZ_SUCCESS);
    char *text = files_bytes(path, &n);
    ck_assert_ptr_null(strstr(text, "\"crs\""));
    free(text);
    GDALDatasetH set = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = GDALDatasetGetLayer(set, 0);
    OGRFeatureH f;
    int rings = 0;
    while ((f = OGR_L_GetNextFeature(layer)) != NULL) {
        OGRGeometryH g = OGR_F_GetGeometryRef(f);
        for (int k = 0; k < OGR_G_GetGeometryCount(g); k++, rings++) {
            OGRGeometryH ring = OGR_G_GetGeometryRef(g, k);
            double sum = 0;
            for (int i = 1; i < OGR_G_GetPointCount(ring); i++) {
                double x = OGR_G_GetX(ring, i), y = OGR_G_GetY(ring, i);
                ck_assert(x > 119.9 && x < 120.1 && y > 24.3 && y < 24.5);
                sum += (OGR_G_GetX(ring, i - 1) - 120) * (y - 24.4) -
                       (x - 120) * (OGR_G_GetY(ring, i - 1) - 24.4);
            }
            ck_assert(k == 0 ? sum > 0 : sum < 0);
        }
        OGR_F_Destroy(f);
    }
    ck_assert_int_eq(rings, 14);
    GDALClose(set);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

/* A name of N characters of three bytes in UTF-8 and two in GBK. */
static void long_name(char *out, size_t n, const char *character)
{
    *out = '\0';
    for (size_t i = 0; i < n; i++)
        strcat(out, character);
}

static const struct {
    const char *label, *character;
    size_t n;
    const char *encoding;
    sz_status want;
} texts[] = {
    { "84 fit",             "关", 84, "UTF-8", SZ_SUCCESS },   /* 252 bytes */
    { "85 do not",          "关", 85, "UTF-8", SZ_ERR_DATA },  /* 255 */
    { "127 fit in GBK",     "关", 127, "GBK", SZ_SUCCESS },    /* 254 */
    { "128 do not",         "关", 128, "GBK", SZ_ERR_DATA },
    { "not in GBK",         "𠮷", 1, "GBK", SZ_ERR_DATA },     /* CJK extension B */
    { "in UTF-8 it is",     "𠮷", 1, "UTF-8", SZ_SUCCESS },
};

START_TEST(nothing_is_cut_or_lost)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[128], name[600];
    sz_project *project = planned_town(), *again = NULL;
    sz_plan *plan = NULL;
    files_open(dir);
    long_name(name, texts[_i].n, texts[_i].character);
    ck_assert_int_eq(sz_plan_copy(project->proposed, &plan, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(plan, 0, name, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_propose(project, plan, &err), SZ_SUCCESS);
    snprintf(path, sizeof path, "%s/out", dir);
    export(project, path, "ESRI Shapefile", NULL, texts[_i].encoding, texts[_i].want);
    if (texts[_i].want != SZ_SUCCESS) {
        ck_assert_msg(files_count(dir) == 0, "%s leaves files", texts[_i].label);
    } else {
        sz_community c;
        ck_assert_int_eq(sz_project_read(path, &again, &err), SZ_SUCCESS);
        ck_assert_int_eq(sz_plan_community(again->proposed, 0, &c, &err), SZ_SUCCESS);
        ck_assert_str_eq(c.name, name);
    }
    sz_project_free(project);
    sz_project_free(again);
    files_close(dir);
}
END_TEST

START_TEST(long_messages_run_on)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], message[1000];
    sz_project *project = planned_town(), *again = NULL;
    sz_findings *list = NULL;
    files_open(dir);
    long_name(message, 300, "关");
    sz__findings_new(&list, &err);
    sz_finding f = { .rule = "plan.x" };
    sz__findings_add(list, &f, &err, "%s", message);
    sz__findings_add(list, &f, &err, "short");
    ck_assert_int_eq(sz_project_set_findings(project, "", list, &err), SZ_SUCCESS);
    export(project, dir, "ESRI Shapefile", NULL, "GBK", SZ_SUCCESS);
    ck_assert_int_eq(sz_project_read(dir, &again, &err), SZ_SUCCESS);
    ck_assert_str_eq(sz_findings_at(again->findings, 0)->message, message);
    ck_assert_str_eq(sz_findings_at(again->findings, 1)->message, "short");
    sz_findings_free(list);
    sz_project_free(project);
    sz_project_free(again);
    files_close(dir);
}
END_TEST

static const struct {
    const char *label, *path, *driver, *layer, *encoding;
} refused[] = {
    { "no format",        "out", NULL, NULL, NULL },
    { "other format",     "out", "DXF", NULL, NULL },
    { "other layer",      "a.geojson", NULL, "houses", NULL },
    { "other encoding",   "a.shp", NULL, NULL, "Big5" },
    { "GBK in GeoJSON",   "a.geojson", NULL, NULL, "GBK" },
    { "GPKG in a folder", "out/", "GPKG", NULL, NULL },
};

START_TEST(what_cannot_be_is_refused)
{
    char dir[64], path[128];
    sz_project *project = planned_town();
    files_open(dir);
    snprintf(path, sizeof path, "%s/%s", dir, refused[_i].path);
    export(project, path, refused[_i].driver, refused[_i].layer, refused[_i].encoding,
           SZ_ERR_INVALID);
    ck_assert_int_eq(files_count(dir), 0);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

START_TEST(layers_of_one_file)
{
    char dir[64], path[128];
    sz_project *project = planned_town();
    files_open(dir);
    snprintf(path, sizeof path, "%s/lines.fgb", dir);
    export(project, path, NULL, "barriers", NULL, SZ_SUCCESS);
    GDALDatasetH set = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    ck_assert_ptr_nonnull(set);
    ck_assert_int_eq(OGR_L_GetFeatureCount(GDALDatasetGetLayer(set, 0), 1), 3);
    GDALClose(set);
    snprintf(path, sizeof path, "%s/one", dir);
    export(project, path, "GeoJSON", "moves", NULL, SZ_SUCCESS);
    ck_assert_int_eq(files_count(path), 1);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

/* No file may grow beyond so many bytes, as on a disk that is nearly full: what cannot
 * be written whole must not be there at all. */
START_TEST(full_disk)
{
    static const rlim_t room[] = { 0, 500, 1500 };
    char dir[64], path[128];
    struct rlimit before, tight;
    sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = planned_town();
    const int row = _i / COUNT(room);
    files_open(dir);
    snprintf(path, sizeof path, "%s/%s", dir, rows[row].path);
    options.format = rows[row].driver;
    options.layer = rows[row].layer;
    options.encoding = rows[row].encoding;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    tight = before;
    tight.rlim_cur = room[_i % COUNT(room)];
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tight), 0);
    sz_status status = sz_project_export(project, path, &options, &err);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    ck_assert_msg(status == SZ_ERR_IO, "%s: %s (%s)", rows[row].label,
                  sz_status_name(status), err.message);
    ck_assert_ptr_nonnull(strstr(err.message, "cannot write"));
    ck_assert_int_eq(files_count(dir), 0);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("export");
    tcase_add_loop_test(tc, exported_and_read_again, 0, COUNT(rows));
    tcase_add_loop_test(tc, exported_and_imported_again, 0, 5);
    tcase_add_loop_test(tc, full_disk, 0, 3 * COUNT(rows));
    tcase_add_test(tc, exports_give_the_same_bytes);
    tcase_add_test(tc, shapefile_says_its_encoding);
    tcase_add_test(tc, geojson_keeps_to_its_rules);
    tcase_add_loop_test(tc, nothing_is_cut_or_lost, 0, COUNT(texts));
    tcase_add_test(tc, long_messages_run_on);
    tcase_add_loop_test(tc, what_cannot_be_is_refused, 0, COUNT(refused));
    tcase_add_test(tc, layers_of_one_file);
    GDALAllRegister();
    return run_suite("export", tc);
}
