/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Layers into files. */
#include "io/write.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <inttypes.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "io/dbf.h"
#include "io/gdal_error.h"
#include "io/spool.h"
#include "map/map.h"

static const sz_format formats[] = {
    { "GPKG", ".gpkg", true, false, false },
    { "ESRI Shapefile", ".shp", false, false, false },
    { "GeoJSON", ".geojson", false, true, false },
    { "FlatGeobuf", ".fgb", false, false, true },
    { "CSV", ".csv", false, false, false }, /* what others cannot hold, beside them */
};

const sz_format *sz__format_named(const char *driver)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (EQUAL(formats[i].driver, driver))
            return &formats[i];
    return NULL;
}

const sz_format *sz__format_of_path(const char *path)
{
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t m = strlen(formats[i].ending);
        if (n > m && EQUAL(path + n - m, formats[i].ending))
            return &formats[i];
    }
    return n > 5 && EQUAL(path + n - 5, ".json") ? sz__format_named("GeoJSON") : NULL;
}

/* The UTC day of SECONDS since 1970 began. */
static void day_of(int64_t seconds, int *y, int *m, int *d)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t left = seconds < 0 ? 0 : seconds / 86400;
    for (*y = 1970; *y < 9999; ++*y) {
        int leap = (*y % 4 == 0 && *y % 100 != 0) || *y % 400 == 0;
        if (left < 365 + leap)
            break;
        left -= 365 + leap;
    }
    bool leap = (*y % 4 == 0 && *y % 100 != 0) || *y % 400 == 0;
    for (*m = 1; *m < 12 && left >= days[*m - 1] + (leap && *m == 2); ++*m)
        left -= days[*m - 1] + (leap && *m == 2);
    *d = (int)left + 1;
}

void sz__write_date(const sz_project *project, char date[11])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    const char *own = sz_project_meta(project, "date");
    int y = 1970, m = 1, d = 1;
    if (epoch && *epoch) {
        day_of(strtoll(epoch, NULL, 10), &y, &m, &d);
    } else if (own && strlen(own) == 10) {
        sscanf(own, "%4d-%2d-%2d", &y, &m, &d);
    }
    if (y < 1900 || y > 2155 || m < 1 || m > 12 || d < 1 || d > 31)
        y = 1970, m = 1, d = 1; /* what a .dbf cannot say */
    snprintf(date, 11, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
             (unsigned)d % 100);
}

static sz_status check_plan(const sz_plan *plan, int64_t households, sz_error *err)
{
    const sz_map *m = sz_plan_map(plan);
    size_t n = sz_plan_communities(plan);
    int64_t sum = 0;
    for (size_t c = 0; c < n; c++) {
        sz_community community;
        sz_status status = sz_plan_community(plan, c, &community, err);
        if (status != SZ_SUCCESS)
            return status;
        sum += community.households;
    }
    for (int32_t i = 0; i < m->n; i++) {
        int32_t c = sz_plan_of(plan, (size_t)i);
        if (c < -1 || c >= (int64_t)n)
            return sz__fail(err, SZ_ERR_INVALID, i,
                            _("parcel %d is in community %d of %zu"), (int)i + 1,
                            (int)c, n);
        sum += c < 0 ? m->households[i] : 0;
    }
    if (sum != households)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the communities of a plan hold %" PRId64 " households, its "
                          "parcels %" PRId64), sum, households);
    return SZ_SUCCESS;
}

sz_status sz__write_check(const sz_project *project, sz_error *err)
{
    int64_t households = sz_map_households(project->map);
    const char *said = sz_project_meta(project, "households");
    if (said && strtoll(said, NULL, 10) != households)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the parcels hold %" PRId64 " households, %s were imported"),
                        households, said);
    sz_status status = check_plan(project->present, households, err);
    if (status == SZ_SUCCESS && project->proposed)
        status = check_plan(project->proposed, households, err);
    return status;
}

static sz_status gdal_failed(const char *file, const sz_gdal_trap *trap, sz_error *err)
{
    return sz__fail(err, SZ_ERR_IO, -1, _("cannot write '%s': %s"),
                    CPLGetFilename(file), trap->text[0] ? trap->text : _("no reason given"));
}

/* Creation options of a layer; free with CSLDestroy(). */
static char **layer_options(const sz_write_style *style, bool empty)
{
    char **list = NULL;
    const char *driver = style->format->driver;
    if (EQUAL(driver, "GPKG")) {
        list = CSLSetNameValue(list, "GEOMETRY_NAME", "geom");
    } else if (EQUAL(driver, "ESRI Shapefile")) {
        list = CSLSetNameValue(list, "ENCODING", style->gbk ? "LDID/77" : "UTF-8");
        list = CSLSetNameValue(list, "DBF_DATE_LAST_UPDATE", style->date);
    } else if (EQUAL(driver, "GeoJSON")) {
        /* Nine decimals are a tenth of a millimetre, but with them GDAL 3.6 writes
         * 120.999999901 as 121.0, a centimetre off. */
        list = CSLSetNameValue(list, "RFC7946", "YES");
        list = CSLSetNameValue(list, "COORDINATE_PRECISION", "10");
    } else if (EQUAL(driver, "FlatGeobuf")) {
        /* The index puts features in another order and refuses null places; a file
         * without features gets its header only with one. */
        list = CSLSetNameValue(list, "SPATIAL_INDEX", empty ? "YES" : "NO");
    }
    return list;
}

static OGRErr add_field(OGRLayerH layer, const char *name, OGRFieldType type, int width,
                        int precision)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    OGR_Fld_SetWidth(field, width);
    OGR_Fld_SetPrecision(field, precision);
    OGRErr e = OGR_L_CreateField(layer, field, FALSE);
    OGR_Fld_Destroy(field);
    return e;
}

static bool belongs(const sz_shown *shown, sz_dataset_layer layer, size_t i,
                    sz_write_part part)
{
    return part == SZ_WRITE_ALL ||
           sz__shown_has_shape(shown, layer, i) == (part == SZ_WRITE_SHAPED);
}

size_t sz__write_count(const sz_shown *shown, sz_dataset_layer layer,
                       sz_write_part part)
{
    size_t n = sz__shown_count(shown, layer), count = 0;
    for (size_t i = 0; i < n; i++)
        count += belongs(shown, layer, i, part);
    return count;
}

static bool add_fields(OGRLayerH layer, const sz_layer_def *def, const sz_dbf *dbf,
                       sz_write_part part)
{
    OGRErr e = OGRERR_NONE;
    for (int k = 0; e == OGRERR_NONE && k < def->n_fields; k++) {
        bool real = def->field[k].type == OFTReal;
        e = add_field(layer, def->field[k].name, def->field[k].type,
                      !dbf ? 0 : real ? 24 : dbf->width[k], dbf && real ? 6 : 0);
    }
    for (int k = 0; dbf && e == OGRERR_NONE && k < dbf->runs_on; k++) {
        char name[11];
        snprintf(name, sizeof name, "%.8s%d", def->field[def->n_fields - 1].name,
                 k % 90 + 2);
        e = add_field(layer, name, OFTString, SZ__DBF_WIDTH, 0);
    }
    if (e == OGRERR_NONE && part == SZ_WRITE_SHAPELESS)
        e = add_field(layer, "row", OFTInteger64, 0, 0);
    return e == OGRERR_NONE;
}

static sz_status write_features(const sz_shown *shown, sz_dataset_layer which,
                                OGRLayerH layer, const sz_dbf *dbf, sz_write_part part,
                                const char *file, const sz_gdal_trap *trap,
                                sz_error *err)
{
    size_t n = sz__shown_count(shown, which);
    OGRFeatureDefnH defn = OGR_L_GetLayerDefn(layer);
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        if (!belongs(shown, which, i, part))
            continue;
        OGRFeatureH feature = OGR_F_Create(defn);
        if (!feature)
            return sz__nomem(err);
        status = sz__shown_fill(shown, which, i, feature, err);
        if (status == SZ_SUCCESS && dbf)
            status = sz__dbf_run_on(feature, sz__layer_defs[which].n_fields,
                                    dbf->runs_on, err);
        if (part == SZ_WRITE_SHAPELESS)
            OGR_F_SetFieldInteger64(feature, sz__layer_defs[which].n_fields,
                                    (GIntBig)i + 1);
        if (dbf) /* .shp numbers its records from 0 */
            OGR_F_SetFID(feature, OGRNullFID);
        if (status == SZ_SUCCESS &&
            OGR_L_CreateFeature(layer, feature) != OGRERR_NONE)
            status = gdal_failed(file, trap, err);
        OGR_F_Destroy(feature);
    }
    return status;
}

static sz_status write_layer(const sz_shown *shown, sz_dataset_layer which,
                             GDALDatasetH dataset, OGRSpatialReferenceH srs,
                             const sz_write_style *style, const char *file,
                             const sz_gdal_trap *trap, sz_error *err)
{
    const sz_layer_def *def = &sz__layer_defs[which];
    sz_dbf measured, *dbf = NULL;
    if (EQUAL(style->format->driver, "ESRI Shapefile")) {
        sz_status status = sz__dbf_measure(shown, which, style->gbk, &measured, err);
        if (status != SZ_SUCCESS)
            return status;
        dbf = &measured;
    }
    bool empty = sz__write_count(shown, which, style->part) == 0;
    char **options = layer_options(style, empty);
    const char *name = style->format->many ? def->name : CPLGetBasename(file);
    bool shapes = def->geometry != wkbNone && style->part != SZ_WRITE_SHAPELESS;
    OGRLayerH layer = GDALDatasetCreateLayer(
        dataset, name, shapes ? srs : NULL, shapes ? def->geometry : wkbNone, options);
    CSLDestroy(options);
    if (!layer || !add_fields(layer, def, dbf, style->part))
        return gdal_failed(file, trap, err);
    return write_features(shown, which, layer, dbf, style->part, file, trap, err);
}

static OGRSpatialReferenceH srs_of(const sz_shown *shown, const sz_write_style *style)
{
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    const char *text = style->format->lonlat ? "EPSG:4326" : shown->project->map->crs;
    if (srs && OSRSetFromUserInput(srs, text) != OGRERR_NONE) {
        OSRDestroySpatialReference(srs);
        return NULL;
    }
    if (srs)
        OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

/* The .cpg beside a GBK .dbf: GDAL writes either that or the language byte. */
static sz_status write_cpg(const char *file, sz_error *err)
{
    VSILFILE *cpg = VSIFOpenL(CPLResetExtension(file, "cpg"), "wb");
    bool ok = cpg && VSIFWriteL("GBK", 1, 3, cpg) == 3;
    if (cpg)
        ok = VSIFCloseL(cpg) == 0 && ok;
    return ok ? SZ_SUCCESS : sz__nomem(err); /* in memory, see io/spool.h */
}

static sz_status write_dataset(const sz_shown *shown, const sz_dataset_layer *layers,
                               int n, const sz_write_style *style, const char *file,
                               const sz_gdal_trap *trap, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    GDALDriverH driver = GDALGetDriverByName(style->format->driver);
    OGRSpatialReferenceH srs = srs_of(shown, style);
    GDALDatasetH dataset = NULL;
    if (driver && srs)
        dataset = GDALCreate(driver, file, 0, 0, 0, GDT_Unknown, NULL);
    if (!dataset) {
        status = gdal_failed(file, trap, err);
        goto done;
    }
    bool held = style->format->many &&
                GDALDatasetStartTransaction(dataset, FALSE) == OGRERR_NONE;
    for (int i = 0; status == SZ_SUCCESS && i < n; i++)
        status = write_layer(shown, layers[i], dataset, srs, style, file, trap, err);
    if (status == SZ_SUCCESS && held &&
        GDALDatasetCommitTransaction(dataset) != OGRERR_NONE)
        status = gdal_failed(file, trap, err);
    GDALClose(dataset);
    if (status == SZ_SUCCESS && trap->failed) /* a full disk shows at closing */
        status = gdal_failed(file, trap, err);
    if (status == SZ_SUCCESS && style->gbk)
        status = write_cpg(file, err);
done:
    OSRDestroySpatialReference(srs);
    return status;
}

/* A GeoPackage goes to its place at once: SQLite tells when it cannot write. */
static sz_status write_or_spool(const sz_shown *shown, const sz_dataset_layer *layers,
                                int n, const sz_write_style *style, const char *file,
                                const sz_gdal_trap *trap, sz_error *err)
{
    char inner[1024];
    sz_spool spool;
    if (style->format->many)
        return write_dataset(shown, layers, n, style, file, trap, err);
    sz__spool_open(&spool);
    snprintf(inner, sizeof inner, "%s/%s", spool.dir, CPLGetFilename(file));
    sz_status status = write_dataset(shown, layers, n, style, inner, trap, err);
    if (status == SZ_SUCCESS)
        status = sz__spool_save(&spool, file, err);
    sz__spool_close(&spool);
    return status;
}

sz_status sz__write_file(const sz_shown *shown, const sz_dataset_layer *layers, int n,
                         const sz_write_style *style, const char *file, sz_error *err)
{
    char stamp[32];
    snprintf(stamp, sizeof stamp, "%sT00:00:00.000Z", style->date);
    sz_gdal_trap trap;
    sz__gdal_trap(&trap);
    const char *before = CPLGetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    char *kept = before ? CPLStrdup(before) : NULL;
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", stamp);
    sz_status status = write_or_spool(shown, layers, n, style, file, &trap, err);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", kept);
    CPLFree(kept);
    sz__gdal_untrap();
    return status;
}
