/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GeoPDF: GDAL reads back where the pages lie, and what is drawn there is there. */
#include <gdal.h>
#include <ogr_srs_api.h>

#include "sizhi/geopdf.h"
#include "tests/paper.h"

/* A page as a GIS opens it. */
typedef struct sheet {
    GDALDatasetH dataset;
    int w, h;
    double from_pixel[6], to_pixel[6];
    unsigned char *rgb;    /* [3 * w * h] one band after the other */
} sheet;

static void open_page(sheet *s, const char *path, int page)
{
    static const char *const drivers[] = { "PDF", NULL };
    static const char *const sharp[] = { "DPI=150", NULL };
    char name[340];
    snprintf(name, sizeof name, "PDF:%d:%s", page, path);
    s->dataset = GDALOpenEx(name, GDAL_OF_RASTER, drivers, sharp, NULL);
    ck_assert_ptr_nonnull(s->dataset);
    s->w = GDALGetRasterXSize(s->dataset);
    s->h = GDALGetRasterYSize(s->dataset);
    ck_assert_int_eq(GDALGetGeoTransform(s->dataset, s->from_pixel), CE_None);
    ck_assert_int_eq(GDALInvGeoTransform(s->from_pixel, s->to_pixel), 1);
}

static void check_crs(const sheet *s, const char *code)
{
    OGRSpatialReferenceH is = OSRNewSpatialReference(GDALGetProjectionRef(s->dataset));
    OGRSpatialReferenceH should = OSRNewSpatialReference(NULL);
    static const char *const loose[] = { "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                         "CRITERION=EQUIVALENT", NULL };
    ck_assert_int_eq(OSRSetFromUserInput(should, code), OGRERR_NONE);
    ck_assert_int_eq(OSRIsSameEx(is, should, loose), 1);
    OSRDestroySpatialReference(is);
    OSRDestroySpatialReference(should);
}

/* The ink of the limit, #4a2545, or nearly. */
static bool is_limit(const sheet *s, int x, int y)
{
    size_t at = (size_t)y * (size_t)s->w + (size_t)x, n = (size_t)s->w * (size_t)s->h;
    int r = s->rgb[at], g = s->rgb[n + at], b = s->rgb[2 * n + at];
    return abs(r - 0x4a) < 16 && abs(g - 0x25) < 16 && abs(b - 0x45) < 16;
}

/* The outermost corners of parcels: west, south, east, north. */
static void outermost(const sz_map *map, double e[4])
{
    e[0] = e[1] = 1e9;
    e[2] = e[3] = -1e9;
    for (size_t i = 0; i < map->b_row[map->n_borders]; i++)
        for (int k = 0; k < 2; k++) {
            e[k] = fmin(e[k], map->b_xy[2 * i + (size_t)k]);
            e[2 + k] = fmax(e[2 + k], map->b_xy[2 * i + (size_t)k]);
        }
}

/* The limit of the town reaches on the paper as far as the georeference has it, to half a
 * millimetre. */
static void check_ground(sheet *s, const sz_map *map)
{
    double e[4], to[4], lo[2] = { 1e9, 1e9 }, hi[2] = { -1.0, -1.0 };
    const double half = 0.5 / 25.4 * 150.0; /* pixels */
    s->rgb = malloc(3 * (size_t)s->w * (size_t)s->h);
    ck_assert_int_eq(GDALDatasetRasterIO(s->dataset, GF_Read, 0, 0, s->w, s->h, s->rgb,
                                         s->w, s->h, GDT_Byte, 3, NULL, 0, 0, 0),
                     CE_None);
    outermost(map, e);
    GDALApplyGeoTransform(s->to_pixel, e[0], e[3], &to[0], &to[1]);
    GDALApplyGeoTransform(s->to_pixel, e[2], e[1], &to[2], &to[3]);
    for (int y = (int)to[1] - 30; y < (int)to[3] + 30; y++)
        for (int x = (int)to[0] - 30; x < (int)to[2] + 30; x++)
            if (is_limit(s, x, y)) {
                lo[0] = fmin(lo[0], x);
                lo[1] = fmin(lo[1], y);
                hi[0] = fmax(hi[0], x + 1);
                hi[1] = fmax(hi[1], y + 1);
            }
    ck_assert_double_eq_tol(lo[0], to[0], half);
    ck_assert_double_eq_tol(lo[1], to[1], half);
    ck_assert_double_eq_tol(hi[0], to[2], half);
    ck_assert_double_eq_tol(hi[1], to[3], half);
    free(s->rgb);
}

/* Metres in a pixel follow from the scale that is printed. */
static void check_scale(const sheet *s, double denominator)
{
    double metre = denominator * 25.4e-3 / 150.0;
    ck_assert_double_eq_tol(s->from_pixel[1], metre, 1e-3 * metre);
    ck_assert_double_eq_tol(s->from_pixel[5], -metre, 1e-3 * metre);
    ck_assert_double_eq(s->from_pixel[2], 0.0);
    ck_assert_double_eq(s->from_pixel[4], 0.0);
}

static bool can_read(void)
{
    GDALAllRegister();
    GDALDriverH pdf = GDALGetDriverByName("PDF");
    return pdf && GDALGetMetadataItem(pdf, "DCAP_OPEN", NULL);
}

/* One frame and two; the plain sheet is in it byte by byte, and what comes is the same
 * twice. */
START_TEST(a_sheet_knows_its_place)
{
    static const sz_sheet_kind kinds[] = { SZ_SHEET_PROPOSED, SZ_SHEET_COMPARE };
    sz_map *map = town(1, 0.0);
    sz_plan *before, *after;
    char path[300];
    sz_sheet_options o = options();
    sz_sheet_report report;
    sz_error err = SZ_ERROR_INIT;
    unsigned char *bytes[3];
    size_t n[3];
    sheet s;
    if (!can_read())
        return;
    plans(map, &before, &after);
    o.kind = kinds[_i];
    o.paper = SZ_PAPER_A4;
    file_in_build("geo.pdf", path, sizeof path);
    ck_assert_int_eq(sz_sheet_write(before, after, &o, path, NULL, &err), SZ_SUCCESS);
    bytes[0] = slurp(path, &n[0]);
    for (int run = 1; run < 3; run++) {
        sz_status got = sz_geopdf_sheet(before, after, &o, path, &report, &err);
        ck_assert_msg(got == SZ_SUCCESS, "%s", err.message);
        bytes[run] = slurp(path, &n[run]);
    }
    ck_assert_uint_gt(n[1], n[0]);
    ck_assert_uint_lt(n[1], n[0] + 4096);
    ck_assert_mem_eq(bytes[0], bytes[1], n[0]);
    ck_assert_uint_eq(n[1], n[2]);
    ck_assert_mem_eq(bytes[1], bytes[2], n[1]);
    open_page(&s, path, 1);
    check_crs(&s, "EPSG:4549");
    check_scale(&s, report.scale);
    check_ground(&s, map);
    GDALClose(s.dataset);
    for (int i = 0; i < 3; i++)
        free(bytes[i]);
    ck_assert(sz__remove(path));
    sz_plan_free(after);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

START_TEST(every_page_of_an_atlas)
{
    sz_map *map = town(1, 0.0);
    sz_plan *before, *after;
    char path[300];
    sz_sheet_options o = options();
    sz_atlas_report report;
    sz_description *words;
    sz_error err = SZ_ERROR_INIT;
    if (!can_read())
        return;
    plans(map, &before, &after);
    ck_assert_int_eq(sz_describe(before, after, NULL, &words, NULL), SZ_SUCCESS);
    o.description = words;
    o.paper = SZ_PAPER_A4;
    file_in_build("atlas.pdf", path, sizeof path);
    sz_status got = sz_geopdf_atlas(before, after, &o, path, NULL, NULL, &report, &err);
    ck_assert_msg(got == SZ_SUCCESS, "%s", err.message);
    ck_assert_uint_eq(report.sheets, 3 + 5); /* no findings, grids, offices */
    for (int i = 1; i <= (int)report.sheets; i++) {
        sheet s;
        double x, y;
        size_t p = 0;
        open_page(&s, path, i + 1); /* the first one is the contents */
        check_crs(&s, "EPSG:4549");
        if (i == 1)
            check_ground(&s, map);
        while (i > 3 && sz_plan_of(after, p) != i - 4) /* the sheets of communities */
            p++;
        GDALApplyGeoTransform(s.to_pixel, map->x[p], map->y[p], &x, &y);
        ck_assert(x > 0.0 && x < s.w && y > 0.0 && y < s.h);
        GDALClose(s.dataset);
    }
    ck_assert(sz__remove(path));
    sz_description_free(words);
    sz_plan_free(after);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* What cannot be one leaves no file, and one that stands as it is. */
START_TEST(what_is_no_geopdf)
{
    static const struct {
        const char *name, *crs;
        int for_public;
        sz_status want;
    } rows[] = {
        { "geo.svg", "EPSG:4549", 0, SZ_ERR_INVALID },
        { "geo.png", "EPSG:4549", 0, SZ_ERR_INVALID },
        { "geo.pdf", "EPSG:4549", 1, SZ_ERR_INVALID },
        { "geo.pdf", "", 0, SZ_ERR_DATA },
        { "geo.pdf", "EPSG:none", 0, SZ_ERR_DATA },
    };
    sz_map *map = town(1, 0.0);
    sz_plan *before;
    char path[300];
    sz_sheet_options o = options();
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    file_in_build(rows[_i].name, path, sizeof path);
    o.for_public = rows[_i].for_public;
    strcpy(map->crs, rows[_i].crs);
    ck_assert_int_eq(sz_geopdf_sheet(before, NULL, &o, path, NULL, &err), rows[_i].want);
    ck_assert_ptr_nonnull(strstr(err.message, "georeferenced"));
    ck_assert(!sz__exists(path));
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("geopdf");
    tcase_add_loop_test(tc, a_sheet_knows_its_place, 0, 2);
    tcase_add_test(tc, every_page_of_an_atlas);
    tcase_add_loop_test(tc, what_is_no_geopdf, 0, 5);
    return run_suite("geopdf", tc);
}
