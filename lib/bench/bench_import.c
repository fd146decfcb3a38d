/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Building the map of a coverage of 100,000 polygons against GDAL's mere reading of
 * the same GeoPackage: CPU time of both in one run, and the peak of memory; the whole
 * of sz_import(), which reads the file and moves it into the working CRS before, is
 * printed beside. Once in metres, once in degrees. Polygons have 17 points and eight
 * fields, as the statistical areas of Tainan do on average. */
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/platform.h"
#include "core/rng.h"
#include "sizhi/sizhi.h"

enum { ACROSS = 400, UP = 250, TIMES = 7, N_TEXTS = 6 };
#define RATIO_LIMIT 3.0
#define MEMORY_LIMIT 1.5 /* GiB */
#define CELL 60.0        /* metres */

typedef struct place {
    double x, y;
} place;

/* Corner (I, J) of the net, shaken; the rim stays straight. */
static place corner(int i, int j)
{
    sz_rng rng;
    sz__rng_init(&rng, 3, (uint64_t)i * 100000 + (uint64_t)j);
    bool rim = i == 0 || j == 0 || i == ACROSS || j == UP;
    double dx = rim ? 0 : 20 * (sz__rng_unit(&rng) - 0.5);
    double dy = rim ? 0 : 20 * (sz__rng_unit(&rng) - 0.5);
    return (place){ 500000 + CELL * i + dx, 3540000 + CELL * j + dy };
}

/* The side from A to B, bent at three points between; both neighbours compute it from
 * its lower end, so that they share every point. */
static void add_side(OGRGeometryH ring, int i, int j, int k, int l, bool degrees)
{
    bool turned = i > k || j > l;
    place a = turned ? corner(k, l) : corner(i, j);
    place b = turned ? corner(i, j) : corner(k, l);
    bool rim = (i == k && (i == 0 || i == ACROSS)) || (j == l && (j == 0 || j == UP));
    for (int step = 0; step < 4; step++) {
        double t = (turned ? 4 - step : step) / 4.0;
        double bend = rim || t == 0 || t == 1 ? 0 : t < 0.5 ? 0.06 : -0.04;
        double x = a.x + t * (b.x - a.x) - bend * (b.y - a.y);
        double y = a.y + t * (b.y - a.y) + bend * (b.x - a.x);
        if (degrees) /* near enough to the zone's plane to be a map of it */
            OGR_G_AddPoint_2D(ring, 120 + (x - 500000) / 94492.0, y / 110850.0);
        else
            OGR_G_AddPoint_2D(ring, x, y);
    }
}

static void add_feature(OGRLayerH layer, int i, int j, bool degrees)
{
    char text[32];
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    add_side(ring, i, j, i + 1, j, degrees);
    add_side(ring, i + 1, j, i + 1, j + 1, degrees);
    add_side(ring, i + 1, j + 1, i, j + 1, degrees);
    add_side(ring, i, j + 1, i, j, degrees);
    OGR_G_CloseRings(ring);
    OGR_G_AddGeometryDirectly(polygon, ring);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetGeometryDirectly(feature, polygon);
    snprintf(text, sizeof text, "A%04d-%04d-00", i, j);
    OGR_F_SetFieldString(feature, 0, text);
    snprintf(text, sizeof text, "A%04d-%04d", i / 3, j / 3);
    OGR_F_SetFieldString(feature, 1, text);
    snprintf(text, sizeof text, "A%04d-%03d", i / 9, j / 9);
    OGR_F_SetFieldString(feature, 2, text);
    snprintf(text, sizeof text, "街道%d", i / 50);
    OGR_F_SetFieldString(feature, 3, text);
    snprintf(text, sizeof text, "社区%d", i / 10 + 40 * (j / 10));
    OGR_F_SetFieldString(feature, 4, text);
    snprintf(text, sizeof text, "6700%08d", i / 10 + 40 * (j / 10));
    OGR_F_SetFieldString(feature, 5, text);
    OGR_F_SetFieldInteger(feature, 6, (i * 31 + j * 17) % 60);
    OGR_F_SetFieldInteger(feature, 7, (i * 57 + j * 17) % 150);
    if (OGR_L_CreateFeature(layer, feature) != OGRERR_NONE)
        exit(EXIT_FAILURE);
    OGR_F_Destroy(feature);
}

static void add_field(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
}

static void generate(const char *path, bool degrees)
{
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(crs, degrees ? 4490 : 4549);
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    GDALDatasetH data = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0,
                                   GDT_Unknown, NULL);
    if (!data)
        exit(EXIT_FAILURE);
    OGRLayerH layer = GDALDatasetCreateLayer(data, "units", crs, wkbPolygon, NULL);
    static const char *const texts[] = { "unit_id", "code1", "code2", "town", "li",
        "li_code" };
    for (int i = 0; i < N_TEXTS; i++)
        add_field(layer, texts[i], OFTString);
    add_field(layer, "households", OFTInteger);
    add_field(layer, "population", OFTInteger);
    GDALDatasetStartTransaction(data, FALSE);
    for (int j = 0; j < UP; j++)
        for (int i = 0; i < ACROSS; i++)
            add_feature(layer, i, j, degrees);
    GDALDatasetCommitTransaction(data);
    GDALClose(data);
    OSRDestroySpatialReference(crs);
}

static double cpu(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Every shape and every field once; the sum keeps the loop honest. */
static double read_with_gdal(const char *path)
{
    double start = cpu(), sum = 0;
    GDALDatasetH data = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = data ? GDALDatasetGetLayer(data, 0) : NULL;
    size_t n = 0;
    for (OGRFeatureH f; layer && (f = OGR_L_GetNextFeature(layer)) != NULL;
         OGR_F_Destroy(f), n++) {
        OGREnvelope box;
        OGR_G_GetEnvelope(OGR_F_GetGeometryRef(f), &box);
        sum += box.MaxX - box.MinX;
        for (int i = 0; i < N_TEXTS; i++)
            sum += (double)strlen(OGR_F_GetFieldAsString(f, i));
        sum += OGR_F_GetFieldAsInteger(f, N_TEXTS);
        sum += OGR_F_GetFieldAsInteger(f, N_TEXTS + 1);
    }
    GDALClose(data);
    if (n != ACROSS * UP || !(sum > 0))
        exit(EXIT_FAILURE);
    return cpu() - start;
}

/* CPU time at the stages of one import. */
typedef struct watch {
    double start, read, built, end;
} watch;

static int look(double fraction, const char *what, void *data)
{
    watch *w = data;
    (void)fraction;
    if (strcmp(what, "noding") == 0)
        w->read = cpu();
    if (strcmp(what, "map built") == 0)
        w->built = cpu();
    return 1;
}

static watch import(const char *path)
{
    watch w = { .start = cpu() };
    sz_import_options options = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = NULL;
    sz_account account;
    sz_error err = SZ_ERROR_INIT;
    options.units = path;
    options.progress = look;
    options.progress_data = &w;
    if (sz_import(&options, &project, &account, &err) != SZ_SUCCESS) {
        fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILURE);
    }
    w.end = cpu();
    if (account.parcels != ACROSS * UP || !(w.start < w.read && w.read < w.built)) {
        fprintf(stderr, "%zu parcels of %d polygons\n", account.parcels, ACROSS * UP);
        exit(EXIT_FAILURE);
    }
    sz_project_free(project);
    return w;
}

typedef struct result {
    double gdal, map, whole;       /* seconds of CPU, the least of several runs */
} result;

static result measure(const char *path)
{
    result r = { INFINITY, INFINITY, INFINITY };
    for (int i = 0; i < TIMES; i++) {
        r.gdal = fmin(r.gdal, read_with_gdal(path));
        watch w = import(path);
        r.map = fmin(r.map, w.built - w.read);
        r.whole = fmin(r.whole, w.end - w.start);
    }
    return r;
}

int main(void)
{
    char dir[64], path[96];
    int code = EXIT_SUCCESS;
    GDALAllRegister();
    snprintf(dir, sizeof dir, "bench_import.%llu", (unsigned long long)sz__process());
    snprintf(path, sizeof path, "%s/coverage.gpkg", dir);
    for (int degrees = 0; degrees < 2; degrees++) {
        if (!sz__mkdir(dir))
            return EXIT_FAILURE;
        generate(path, degrees);
        result r = measure(path);
        printf("%d polygons in %s: GDAL reads them in %.3f s of CPU; their map is built "
               "in %.3f s, %.2f times that (limit %.1f); sz_import with its own reading "
               "takes %.3f s, %.2f times\n",
               ACROSS * UP, degrees ? "degrees" : "metres", r.gdal, r.map,
               r.map / r.gdal, RATIO_LIMIT, r.whole, r.whole / r.gdal);
        if (r.map > RATIO_LIMIT * r.gdal)
            code = EXIT_FAILURE;
        sz__remove_dir(dir);
    }
    double peak = (double)sz__peak_memory() / (1 << 30);
    printf("peak memory of the whole run: %.2f GiB (limit %.1f)\n", peak, MEMORY_LIMIT);
    return peak > MEMORY_LIMIT ? EXIT_FAILURE : code;
}
