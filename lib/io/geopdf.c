/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GeoPDF: GDAL appends to each page of a finished sheet where on the ground its frame
 * lies. What is in the file stays as it is. */
#include "sizhi/geopdf.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "core/stage.h"
#include "draw/sheet.h"
#include "io/gdal_error.h"
#include "map/map.h"

/* Of the map, in the words that the driver takes; CPLFree() it. */
static sz_status crs_of(const sz_map *map, char **wkt, sz_error *err)
{
    const char *crs = sz_map_crs(map);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    bool ok = srs && crs && OSRSetFromUserInput(srs, crs) == OGRERR_NONE &&
              OSRExportToWkt(srs, wkt) == OGRERR_NONE;
    OSRDestroySpatialReference(srs);
    if (ok)
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("the map does not say in which CRS it is ('%s'); its sheets cannot "
                      "be georeferenced"), crs ? crs : "");
}

/* One page of FILE, one pixel of it being one point; NULL when it cannot be opened. */
static GDALDatasetH open_page(const char *file, size_t page, unsigned update)
{
    static const char *const drivers[] = { "PDF", NULL };
    static const char *const options[] = { "DPI=72", NULL };
    char *name = CPLStrdup(CPLSPrintf("PDF:%d:%s", (int)page, file));
    GDALDatasetH dataset = GDALOpenEx(name, GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR | update,
                                      drivers, options, NULL);
    CPLFree(name);
    return dataset;
}

/* Rows count from below: the file's own coordinates do, and the height of the page is no
 * whole number of points. */
static bool place_page(GDALDatasetH dataset, const char *wkt, const sz_page_place *p)
{
    double m = p->metre, rows = GDALGetRasterYSize(dataset);
    double x1 = p->x + (p->frame[2] - p->frame[0]) * m;
    double y1 = p->y - (p->frame[3] - p->frame[1]) * m;
    double to_ground[6] = { p->x - p->frame[0] * m, m, 0.0,
                            p->y + (rows - p->height + p->frame[1]) * m, 0.0, -m };
    char *frame = CPLStrdup(
        CPLSPrintf("POLYGON((%.6f %.6f,%.6f %.6f,%.6f %.6f,%.6f %.6f,%.6f %.6f))", p->x,
                   p->y, x1, p->y, x1, y1, p->x, y1, p->x, p->y));
    bool ok = GDALSetGeoTransform(dataset, to_ground) == CE_None &&
              GDALSetProjection(dataset, wkt) == CE_None &&
              GDALSetMetadataItem(dataset, "NEATLINE", frame, NULL) == CE_None;
    CPLFree(frame);
    return ok;
}

/* Closing writes; reading it back tells whether all of it arrived. */
static bool reference_page(const char *file, size_t page, const char *wkt,
                           const sz_page_place *place)
{
    double back[6];
    GDALDatasetH dataset = open_page(file, page, GDAL_OF_UPDATE);
    bool ok = dataset && place_page(dataset, wkt, place);
    if (dataset)
        GDALClose(dataset);
    if (!ok || !(dataset = open_page(file, page, 0)))
        return false;
    ok = GDALGetGeoTransform(dataset, back) == CE_None;
    GDALClose(dataset);
    return ok;
}

static sz_status reference(const sz_map *map, const char *file, const char *path,
                           const sz_page_places *places, sz_error *err)
{
    sz_gdal_trap trap;
    char *wkt = NULL;
    sz__gdal_trap(&trap);
    sz_status status = crs_of(map, &wkt, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < places->n; i++)
        if (places->at[i].metre > 0.0 && /* else it has no map */
            !reference_page(file, i + 1, wkt, &places->at[i]))
            status = sz__fail(err, SZ_ERR_IO, -1, _("cannot georeference %s: %s"), path,
                              trap.text[0] ? trap.text : "GDAL");
    sz__gdal_untrap();
    CPLFree(wkt);
    return status;
}

/* What a file with this ending and these options cannot be. */
static sz_status check(const char *path, const sz_sheet_options *options, sz_error *err)
{
    sz_sheet_options own;
    sz_status status = sz__sheet_options(&own, options, err);
    if (status != SZ_SUCCESS)
        return status;
    if (!path || !EQUAL(CPLGetExtension(path), "pdf"))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("%s: only a .pdf can be georeferenced"), path ? path : "");
    if (own.for_public)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a sheet for the public shows no coordinates and is not "
                          "georeferenced"));
    return SZ_SUCCESS;
}

/* Draw with one of these beside PATH, append, and put it there. */
typedef struct job {
    const sz_plan *before, *after;
    const sz_sheet_options *options;
    sz_sheet_report *sheet;
    sz_atlas_report *atlas;
    sz_progress_fn progress;
    void *data;
} job;

typedef sz_status draw_fn(const job *j, const char *file, sz_page_places *places,
                          sz_error *err);

static sz_status draw_sheet(const job *j, const char *file, sz_page_places *places,
                            sz_error *err)
{
    return sz__sheet_draw(j->before, j->after, j->options, file, j->sheet, places, err);
}

static sz_status draw_atlas(const job *j, const char *file, sz_page_places *places,
                            sz_error *err)
{
    return sz__atlas_draw(j->before, j->after, j->options, file, j->progress, j->data,
                          j->atlas, places, err);
}

static sz_status make(const job *j, draw_fn *draw, const char *path, sz_error *err)
{
    sz_stage stage = { NULL, NULL, false };
    sz_page_places places = SZ__ARRAY_INIT;
    char *file = NULL;
    sz_status status = check(path, j->options, err);
    if (status == SZ_SUCCESS)
        status = sz__stage_for(&stage, path, &file, err);
    if (status == SZ_SUCCESS)
        status = draw(j, file, &places, err);
    if (status == SZ_SUCCESS)
        status = reference(sz_plan_map(j->before), file, path, &places, err);
    if (status == SZ_SUCCESS)
        status = sz__stage_publish(&stage, err);
    sz__stage_discard(&stage);
    free(places.at);
    free(file);
    return status;
}

sz_status sz_geopdf_sheet(const sz_plan *before, const sz_plan *after,
                          const sz_sheet_options *options, const char *path,
                          sz_sheet_report *report, sz_error *err)
{
    const job j = { .before = before, .after = after, .options = options,
                    .sheet = report };
    return make(&j, draw_sheet, path, err);
}

sz_status sz_geopdf_atlas(const sz_plan *before, const sz_plan *after,
                          const sz_sheet_options *options, const char *path,
                          sz_progress_fn progress, void *data, sz_atlas_report *report,
                          sz_error *err)
{
    const job j = { .before = before, .after = after, .options = options,
                    .atlas = report, .progress = progress, .data = data };
    return make(&j, draw_atlas, path, err);
}
