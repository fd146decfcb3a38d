/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Coordinate systems: published control values, zones, frames, web-map shifts. */
#include <math.h>
#include <string.h>

#include "core/rng.h"
#include "geom/crs.h"
#include "tests/suite.h"

static sz_crs_context *context;

static void open_context(void)
{
    ck_assert_int_eq(sz__crs_open(&context, NULL), SZ_SUCCESS);
}

static void close_context(void)
{
    sz__crs_close(context);
    context = NULL;
}

#define ESRI_2000                                                                   \
    "PROJCS[\"CGCS2000_3_Degree_GK_Zone_40\","                                      \
    "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","  \
    "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"    \
    "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],"            \
    "PARAMETER[\"False_Easting\",40500000.0],PARAMETER[\"False_Northing\",0.0],"    \
    "PARAMETER[\"Central_Meridian\",120.0],PARAMETER[\"Scale_Factor\",1.0],"        \
    "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
#define ESRI_XIAN                                                                   \
    "GEOGCS[\"GCS_Xian_1980\",DATUM[\"D_Xian_1980\","                               \
    "SPHEROID[\"Xian_1980\",6378140.0,298.257]],PRIMEM[\"Greenwich\",0.0],"         \
    "UNIT[\"Degree\",0.0174532925199433]]"
#define ESRI_BEIJING                                                                \
    "PROJCS[\"Beijing_1954_3_Degree_GK_CM_111E\",GEOGCS[\"GCS_Beijing_1954\","      \
    "DATUM[\"D_Beijing_1954\",SPHEROID[\"Krasovsky_1940\",6378245.0,298.3]],"       \
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],"               \
    "PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000.0],"           \
    "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",111.0],"      \
    "PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],"        \
    "UNIT[\"Meter\",1.0]]"
#define WITH_PARAMETERS                                                             \
    "+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3"
#define LOCAL_CITY "LOCAL_CS[\"城市独立坐标系\",UNIT[\"metre\",1]]"

static const struct {
    const char *definition;
    bool geographic, local;
    sz_frame frame;
    double metres;
    const char *code; /* NULL: any */
} known[] = {
    { "EPSG:4326", true, false, SZ_FRAME_OTHER, 1, "EPSG:4326" },
    { "EPSG:4490", true, false, SZ_FRAME_OTHER, 1, "EPSG:4490" },
    { "EPSG:4549", false, false, SZ_FRAME_OTHER, 1, "EPSG:4549" },
    { "EPSG:4214", true, false, SZ_FRAME_BEIJING54, 1, "EPSG:4214" },
    { "EPSG:4610", true, false, SZ_FRAME_XIAN80, 1, "EPSG:4610" },
    { "EPSG:4555", true, false, SZ_FRAME_NEW_BEIJING, 1, "EPSG:4555" },
    { "EPSG:2401", false, false, SZ_FRAME_BEIJING54, 1, "EPSG:2401" },
    { "EPSG:2442", false, false, SZ_FRAME_BEIJING54, 1, "EPSG:2442" },
    { "EPSG:21413", false, false, SZ_FRAME_BEIJING54, 1, "EPSG:21413" },
    { "EPSG:21483", false, false, SZ_FRAME_BEIJING54, 1, "EPSG:21483" },
    { "EPSG:2327", false, false, SZ_FRAME_XIAN80, 1, "EPSG:2327" },
    { "EPSG:2390", false, false, SZ_FRAME_XIAN80, 1, "EPSG:2390" },
    { "EPSG:2227", false, false, SZ_FRAME_OTHER, 0.3048006096012192, "EPSG:2227" },
    { "EPSG:4326+5773", true, false, SZ_FRAME_OTHER, 1, "EPSG:4326" },
    { "+proj=utm +zone=50 +datum=WGS84", false, false, SZ_FRAME_OTHER, 1, NULL },
    { ESRI_2000, false, false, SZ_FRAME_OTHER, 1, "EPSG:4528" },
    { ESRI_XIAN, true, false, SZ_FRAME_XIAN80, 1, NULL },
    { ESRI_BEIJING, false, false, SZ_FRAME_BEIJING54, 1, NULL },
    { LOCAL_CITY, false, true, SZ_FRAME_OTHER, 1, "" },
    { "+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass", false, false,
      SZ_FRAME_BEIJING54, 1, NULL },
    { "+proj=longlat +ellps=IAU76", true, false, SZ_FRAME_XIAN80, 1, NULL },
    { WITH_PARAMETERS, false, false, SZ_FRAME_OTHER, 1, "" },
};

START_TEST(describes)
{
    sz_crs_info info;
    sz_error err = SZ_ERROR_INIT;
    const char *definition = known[_i].definition;
    ck_assert_msg(sz__crs_describe(context, definition, &info, &err) == SZ_SUCCESS,
                  "%s: %s", definition, err.message);
    ck_assert_msg(info.geographic == known[_i].geographic, "%s", definition);
    ck_assert_msg(info.local == known[_i].local, "%s", definition);
    ck_assert_msg(info.frame == known[_i].frame, "%s: %d", definition, info.frame);
    ck_assert_int_eq(info.needs_params, known[_i].frame != SZ_FRAME_OTHER);
    ck_assert_double_eq_tol(info.metres, known[_i].metres, 1e-12);
    if (known[_i].code)
        ck_assert_str_eq(info.code, known[_i].code);
    ck_assert_str_ne(info.name, "");
}
END_TEST

static const char *const unreadable[] = {
    "", "EPSG:", "EPSG:999999", "PROJCS[\"half", "EPSG:4978", "EPSG:5773", "柳园",
};

START_TEST(refuses)
{
    sz_crs_info info;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz__crs_describe(context, unreadable[_i], &info, &err);
    ck_assert_int_eq(status, SZ_ERR_DATA);
    ck_assert_str_ne(err.message, "");
}
END_TEST

/* Published or exact values: EPSG guidance note 7-2 for British National Grid and
 * Popular Visualisation Mercator, the definitions' own origins, and the quarter
 * meridian of GRS 80 (10,001,965.729 m), on whose figure CGCS2000 stands. */
static const struct {
    const char *label, *from, *to;
    double x, y, east, north, tolerance;
} control[] = {
    { "British grid", "EPSG:4277", "EPSG:27700", 0.5, 50.5, 577274.99, 69740.50, 0.01 },
    { "web Mercator", "EPSG:4326", "EPSG:3857", -100 - 20 / 60.0,
      24 + 22 / 60.0 + 54.433 / 3600, -11169055.58, 2800000.00, 0.01 },
    { "CM 120E, pole", "EPSG:4490", "EPSG:4549", 120, 90, 500000, 10001965.729, 0.001 },
    { "zone 40, pole", "EPSG:4490", ESRI_2000, 120, 90, 40500000, 10001965.729, 0.001 },
    { "CM 114E, equator", "EPSG:4490", "EPSG:4547", 114, 0, 500000, 0, 1e-6 },
    { "WGS 84 as CGCS2000", "EPSG:4326", "EPSG:4549", 120, 0, 500000, 0, 1e-6 },
    { "WGS 84 is CGCS2000", "EPSG:4326", "EPSG:4490", 120.5, 31.5, 120.5, 31.5, 1e-12 },
    { "Taiwan", "EPSG:3824", "EPSG:3826", 121, 0, 250000, 0, 1e-6 },
    { "Hong Kong", "EPSG:4611", "EPSG:2326", 114 + 10 / 60.0 + 42.80 / 3600,
      22 + 18 / 60.0 + 43.68 / 3600, 836694.05, 819069.80, 0.005 },
    { "Macao", "EPSG:8428", "EPSG:8433", 113 + 32 / 60.0 + 11.29 / 3600,
      22 + 12 / 60.0 + 44.63 / 3600, 20000, 20000, 1.0 },
    { "same Xian 80", "EPSG:4610", "EPSG:2385", 120, 0, 500000, 0, 1e-6 },
    { "Xian 80 as ESRI writes it", ESRI_XIAN, "EPSG:2385", 120, 0, 500000, 0, 1e-6 },
    { "Beijing 54 as ESRI writes it", "EPSG:4214", ESRI_BEIJING, 111, 0, 500000, 0,
      1e-6 },
    { "local to itself", LOCAL_CITY, LOCAL_CITY, 12, 34, 12, 34, 0 },
};

START_TEST(control_values)
{
    double x = control[_i].x, y = control[_i].y;
    size_t failed = 9;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz__crs_transform(context, control[_i].from, control[_i].to, &x,
                                         &y, 1, 1, &failed, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", control[_i].label, err.message);
    ck_assert_uint_eq(failed, 0);
    ck_assert_msg(fabs(x - control[_i].east) <= control[_i].tolerance &&
                      fabs(y - control[_i].north) <= control[_i].tolerance,
                  "%s: %.6f %.6f", control[_i].label, x, y);
}
END_TEST

/* The northing on a central meridian is the length of the meridian: here by
 * Simpson's rule over the radius of curvature, PROJ by its series. */
START_TEST(meridian_arc_by_integration)
{
    const double a = 6378137.0, f = 1 / 298.257222101, e2 = f * (2 - f);
    const double phi = 32 * 3.14159265358979323846 / 180;
    const int steps = 2000;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
        double s = sin(phi * i / steps);
        double radius = a * (1 - e2) / pow(1 - e2 * s * s, 1.5);
        sum += radius * (i == 0 || i == steps ? 1 : i % 2 ? 4 : 2);
    }
    double arc = sum * phi / steps / 3;
    double x = 120, y = 32;
    ck_assert_int_eq(sz__crs_transform(context, "EPSG:4490", "EPSG:4549", &x, &y, 1, 1,
                                       NULL, NULL),
                     SZ_SUCCESS);
    ck_assert_double_eq_tol(x, 500000, 1e-6);
    ck_assert_double_eq_tol(y, arc, 1e-5);
}
END_TEST

static const struct {
    const char *from, *to;
    double lon, lat, metres;
} trips[] = {
    { "EPSG:4326", "EPSG:4549", 119.2, 31.9, 1e-6 },
    { "EPSG:4326", "EPSG:4534", 75.9, 39.4, 1e-6 },
    { "EPSG:4326", "EPSG:3826", 121.5, 25.0, 1e-6 },
    { "EPSG:4326", "EPSG:32632", 9.5, 47.1, 1e-6 },
    /* seven-parameter shifts, whose published inverse is not exact */
    { "EPSG:4326", "EPSG:2326", 114.2, 22.3, 1e-3 },
    { "EPSG:4326", "EPSG:8433", 113.55, 22.2, 3e-3 },
};

START_TEST(round_trips)
{
    enum { N = 200 };
    double xy[2 * N], want[2 * N];
    sz_rng rng;
    sz__rng_init(&rng, 5, (uint64_t)_i);
    for (int i = 0; i < N; i++) {
        want[2 * i] = trips[_i].lon + 0.2 * (sz__rng_unit(&rng) - 0.5);
        want[2 * i + 1] = trips[_i].lat + 0.2 * (sz__rng_unit(&rng) - 0.5);
    }
    memcpy(xy, want, sizeof xy);
    const char *a = trips[_i].from, *b = trips[_i].to;
    ck_assert_int_eq(sz__crs_transform(context, a, b, xy, xy + 1, 2, N, NULL, NULL),
                     SZ_SUCCESS);
    ck_assert_double_gt(fabs(xy[0] - want[0]), 1000);
    ck_assert_int_eq(sz__crs_transform(context, b, a, xy, xy + 1, 2, N, NULL, NULL),
                     SZ_SUCCESS);
    for (int i = 0; i < 2 * N; i++)
        ck_assert_double_eq_tol(xy[i], want[i], trips[_i].metres / 111320);
}
END_TEST

static const struct {
    const char *from, *to;
} barred[] = {
    { "EPSG:4214", "EPSG:4549" }, { "EPSG:4549", "EPSG:2434" },
    { "EPSG:4610", "EPSG:4326" }, { "EPSG:2385", "EPSG:2437" },
    { ESRI_XIAN, "EPSG:4549" },   { ESRI_BEIJING, "EPSG:4490" },
    { "EPSG:4555", "EPSG:4214" },
};

START_TEST(no_silent_shift)
{
    double x = 111, y = 32;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz__crs_transform(context, barred[_i].from, barred[_i].to, &x,
                                         &y, 1, 1, NULL, &err);
    ck_assert_int_eq(status, SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, "local parameters") != NULL, "%s", err.message);
    ck_assert_double_eq(x, 111);
    ck_assert_double_eq(y, 32);
}
END_TEST

/* A file that brings its parameters is shifted by them: 15.8, -154.4, -82.3 m along
 * the axes of the earth move the point by some tens to hundreds of metres. */
START_TEST(own_parameters_are_used)
{
    double x = 500000, y = 3500000, plain_x = x, plain_y = y;
    ck_assert_int_eq(sz__crs_transform(context, WITH_PARAMETERS, "EPSG:4549", &x, &y, 1,
                                       1, NULL, NULL),
                     SZ_SUCCESS);
    double shift = hypot(x - plain_x, y - plain_y);
    ck_assert_double_gt(shift, 20);
    ck_assert_double_lt(shift, 400);
}
END_TEST

START_TEST(local_system_leads_nowhere)
{
    double x = 0, y = 0;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__crs_transform(context, LOCAL_CITY, "EPSG:4549", &x, &y, 1, 1,
                                       NULL, &err),
                     SZ_ERR_DATA);
    ck_assert_ptr_nonnull(strstr(err.message, "local system"));
}
END_TEST

START_TEST(bad_points_are_counted)
{
    double x[] = { 120, NAN, 120.5, 119 }, y[] = { 32, 32, INFINITY, 95 };
    size_t failed = 0;
    ck_assert_int_eq(sz__crs_transform(context, "EPSG:4326", "EPSG:4549", x, y, 1, 4,
                                       &failed, NULL),
                     SZ_SUCCESS);
    ck_assert_uint_eq(failed, 3);
    ck_assert_double_eq_tol(x[0], 500000, 1e-6);
    for (int i = 1; i < 4; i++)
        ck_assert(isinf(x[i]) && isinf(y[i]));
}
END_TEST

static const struct {
    const char *place;
    double lon, lat;
    const char *code;
} places[] = {
    { "Shanghai", 121.47, 31.23, "EPSG:4549" },
    { "Nanjing", 118.78, 32.04, "EPSG:4549" },
    { "Beijing", 116.40, 39.90, "EPSG:4548" },
    { "Kashgar", 75.99, 39.47, "EPSG:4534" },
    { "Fuyuan", 134.30, 48.36, "EPSG:4554" },
    { "Mohe", 122.54, 52.97, "EPSG:4550" },
    { "Hunchun", 130.36, 42.86, "EPSG:4552" },
    { "Dandong", 124.33, 40.17, "EPSG:4550" },
    { "Sanya", 109.51, 18.25, "EPSG:4546" },
    { "Mengla", 101.56, 21.48, "EPSG:4543" },
    { "Ruili", 97.85, 24.01, "EPSG:4542" },
    { "Lhasa", 91.13, 29.65, "EPSG:4539" },
    { "Tacheng", 82.98, 46.74, "EPSG:4537" },
    { "Erenhot", 111.97, 43.65, "EPSG:4546" },
    { "Manzhouli", 117.43, 49.58, "EPSG:4548" },
    { "Xiamen", 118.09, 24.46, "EPSG:4548" },
    { "Fuzhou", 119.30, 26.08, "EPSG:4549" },
    { "Shenzhen Luohu", 114.12, 22.55, "EPSG:4547" },
    { "Shenzhen Futian", 114.055, 22.54, "EPSG:4547" },
    { "Shenzhen Nanshan", 113.93, 22.53, "EPSG:4547" },
    { "Zhuhai", 113.57, 22.27, "EPSG:4547" },
    { "Gongbei", 113.55, 22.222, "EPSG:4547" },
    { "Hong Kong Central", 114.16, 22.28, "EPSG:2326" },
    { "Sheung Shui", 114.127, 22.505, "EPSG:2326" },
    { "Tin Shui Wai", 114.00, 22.46, "EPSG:2326" },
    { "Macao", 113.545, 22.20, "EPSG:8433" },
    { "Coloane", 113.57, 22.12, "EPSG:8433" },
    { "Taipei", 121.55, 25.04, "EPSG:3826" },
    { "Tainan", 120.20, 22.99, "EPSG:3826" },
    { "Penghu", 119.57, 23.57, "EPSG:3825" },
    { "Kinmen", 118.32, 24.44, "EPSG:3825" },
    { "Matsu", 119.95, 26.16, "EPSG:3825" },
    { "Vaduz", 9.52, 47.14, "EPSG:32632" },
    { "San Francisco", -122.42, 37.77, "EPSG:32610" },
    { "Sydney", 151.21, -33.87, "EPSG:32756" },
    { "Pyongyang", 125.75, 39.03, "EPSG:32651" },
    { "Seoul", 126.98, 37.57, "EPSG:32652" },
    { "Vladivostok", 131.89, 43.12, "EPSG:32652" },
    { "Ulaanbaatar", 106.92, 47.92, "EPSG:32648" },
    { "Hanoi", 105.85, 21.03, "EPSG:32648" },
    { "Kathmandu", 85.32, 27.71, "EPSG:32645" },
    { "Almaty", 76.93, 43.25, "EPSG:32643" },
    { "Bishkek", 74.59, 42.87, "EPSG:32643" },
    { "date line", 180, 0, "EPSG:32660" },
    { "date line, west", -180, -1, "EPSG:32701" },
};

START_TEST(chooses_by_place)
{
    char code[32];
    sz__crs_choose(places[_i].lon, places[_i].lat, code);
    ck_assert_msg(strcmp(code, places[_i].code) == 0, "%s: %s, not %s",
                  places[_i].place, code, places[_i].code);
}
END_TEST

/* Each of the 21 zones has the meridian its number says, so a point on it gets
 * the easting 500,000. */
START_TEST(zones_have_their_meridians)
{
    static const sz_frame frames[] = { SZ_FRAME_XIAN80, SZ_FRAME_BEIJING54 };
    static const char *const geographic[] = { "EPSG:4610", "EPSG:4214" };
    char code[32];
    for (int f = 0; f < 2; f++) {
        double x = 75 + 3 * _i, y = 30;
        ck_assert(sz__crs_choose_frame(frames[f], x + 1.4, code));
        ck_assert_int_eq(sz__crs_transform(context, geographic[f], code, &x, &y, 1, 1,
                                           NULL, NULL),
                         SZ_SUCCESS);
        ck_assert_double_eq_tol(x, 500000, 1e-6);
    }
    double x = 75 + 3 * _i, y = 30;
    snprintf(code, sizeof code, "EPSG:%d", 4534 + _i);
    ck_assert_int_eq(sz__crs_transform(context, "EPSG:4490", code, &x, &y, 1, 1, NULL,
                                       NULL),
                     SZ_SUCCESS);
    ck_assert_double_eq_tol(x, 500000, 1e-6);
    ck_assert(!sz__crs_choose_frame(SZ_FRAME_OTHER, 120, code));
}
END_TEST

/* WGS 84 and GCJ-02 pairs from the tests of googollee/eviltransform. */
static const double gcj_pairs[][4] = {
    { 121.5272106, 31.1774276, 121.531541859215, 31.17530398364597 },
    { 113.912316, 22.543847, 113.9171764808363, 22.540796131694766 },
    { 116.377817, 39.911954, 116.38404722455657, 39.91334545536069 },
};

START_TEST(gcj_is_the_published_formula)
{
    const double *p = gcj_pairs[_i];
    double lon = p[0], lat = p[1];
    sz__datum_from_wgs84(SZ_DATUM_GCJ02, &lon, &lat, 1, 1);
    ck_assert_double_eq_tol(lon, p[2], 1e-9);
    ck_assert_double_eq_tol(lat, p[3], 1e-9);
    sz__datum_to_wgs84(SZ_DATUM_GCJ02, &lon, &lat, 1, 1);
    ck_assert_double_eq_tol(lon, p[0], 1e-9);
    ck_assert_double_eq_tol(lat, p[1], 1e-9);
}
END_TEST

/* GCJ-02 (116.404, 39.915) in BD-09, from the tests of wandergis/coordtransform. */
START_TEST(bd_is_the_published_formula)
{
    double lon = 116.404, lat = 39.915;
    sz__datum_to_wgs84(SZ_DATUM_GCJ02, &lon, &lat, 1, 1);
    sz__datum_from_wgs84(SZ_DATUM_BD09, &lon, &lat, 1, 1);
    ck_assert_double_eq_tol(lon, 116.41036949371029, 1e-9);
    ck_assert_double_eq_tol(lat, 39.92133699351021, 1e-9);
    sz__datum_to_wgs84(SZ_DATUM_BD09, &lon, &lat, 1, 1);
    sz__datum_from_wgs84(SZ_DATUM_GCJ02, &lon, &lat, 1, 1);
    ck_assert_double_eq_tol(lon, 116.404, 1e-9);
    ck_assert_double_eq_tol(lat, 39.915, 1e-9);
}
END_TEST

static double metres_between(double lon, double lat, double lon2, double lat2)
{
    double east = (lon2 - lon) * 111320 * cos(lat * 3.14159265358979 / 180);
    return hypot(east, (lat2 - lat) * 111132);
}

/* On the mainland the shift lies between 33 and 680 m (the outline here takes in
 * some sea), some 450 m in the mean, and goes back to below a millimetre. */
START_TEST(shift_sizes_and_inverse)
{
    double sum = 0;
    int n = 0;
    sz_rng rng;
    sz__rng_init(&rng, 11, 0);
    while (n < 5000) {
        double lon = 73 + 62 * sz__rng_unit(&rng), lat = 18 + 36 * sz__rng_unit(&rng);
        char code[32];
        sz__crs_choose(lon, lat, code);
        if (strncmp(code, "EPSG:45", 7) != 0)
            continue;
        for (sz_datum d = SZ_DATUM_GCJ02; d <= SZ_DATUM_BD09; d++) {
            double x = lon, y = lat;
            sz__datum_from_wgs84(d, &x, &y, 1, 1);
            double shift = metres_between(lon, lat, x, y);
            if (d == SZ_DATUM_GCJ02) {
                ck_assert_double_gt(shift, 20);
                ck_assert_double_lt(shift, 700);
                sum += shift;
            }
            sz__datum_to_wgs84(d, &x, &y, 1, 1);
            ck_assert_double_lt(metres_between(lon, lat, x, y), 1e-3);
        }
        n++;
    }
    ck_assert_double_gt(sum / n, 350);
    ck_assert_double_lt(sum / n, 550);
}
END_TEST

START_TEST(no_shift_outside_the_box)
{
    double xy[] = { 9.52, 47.14, -122.4, 37.8 };
    sz__datum_to_wgs84(SZ_DATUM_GCJ02, xy, xy + 1, 2, 2);
    ck_assert_double_eq(xy[0], 9.52);
    ck_assert_double_eq(xy[3], 37.8);
    double lon = 120, lat = 30;
    sz__datum_to_wgs84(SZ_DATUM_NONE, &lon, &lat, 1, 1);
    ck_assert_double_eq(lon, 120);
}
END_TEST

/* By formula: web Mercator takes a sqrt(1 - e2 sin2) / cos eastward, w3 / (1 - e2) / cos
 * northward; UTM has 0.9996 on its meridian and, 3 degrees off it at the equator,
 * 0.9996 (1 + 0.05236^2 / 2 * 1.0067) in all directions. */
static const struct {
    const char *definition;
    double lon, lat, least, most;
} stretches[] = {
    { "EPSG:3857", 10, 60, 1.99497, 1.99833 },
    { "EPSG:3857", 120, 0, 1, 1.00674 },
    { "EPSG:32651", 123, 30, 0.9996, 0.9996 },
    { "EPSG:32651", 126, 0, 1.00098, 1.00098 },
    { "EPSG:4549", 120, 45, 1, 1 },
    { "EPSG:3826", 121, 23.5, 0.9999, 0.9999 },
    { "EPSG:32760", 180, 0, 1.00098, 1.00098 },
};

START_TEST(stretches_by_formula)
{
    double x = stretches[_i].lon, y = stretches[_i].lat, range[2];
    ck_assert_int_eq(sz__crs_transform(context, "EPSG:4326", stretches[_i].definition,
                                       &x, &y, 1, 1, NULL, NULL), SZ_SUCCESS);
    double box[4] = { x, y, x, y };
    ck_assert_int_eq(sz__crs_stretch(context, stretches[_i].definition, box, range,
                                     NULL), SZ_SUCCESS);
    ck_assert_double_eq_tol(range[0], stretches[_i].least, 3e-5);
    ck_assert_double_eq_tol(range[1], stretches[_i].most, 3e-5);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("crs");
    tcase_add_checked_fixture(tc, open_context, close_context);
    tcase_add_loop_test(tc, describes, 0, COUNT(known));
    tcase_add_loop_test(tc, refuses, 0, COUNT(unreadable));
    tcase_add_loop_test(tc, control_values, 0, COUNT(control));
    tcase_add_test(tc, meridian_arc_by_integration);
    tcase_add_loop_test(tc, round_trips, 0, COUNT(trips));
    tcase_add_loop_test(tc, no_silent_shift, 0, COUNT(barred));
    tcase_add_test(tc, own_parameters_are_used);
    tcase_add_test(tc, local_system_leads_nowhere);
    tcase_add_test(tc, bad_points_are_counted);
    tcase_add_loop_test(tc, chooses_by_place, 0, COUNT(places));
    tcase_add_loop_test(tc, zones_have_their_meridians, 0, 21);
    tcase_add_loop_test(tc, gcj_is_the_published_formula, 0, COUNT(gcj_pairs));
    tcase_add_test(tc, bd_is_the_published_formula);
    tcase_add_test(tc, shift_sizes_and_inverse);
    tcase_add_test(tc, no_shift_outside_the_box);
    tcase_add_loop_test(tc, stretches_by_formula, 0, COUNT(stretches));
    return run_suite("crs", tc);
}
