/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file geopdf.h  Sheets and atlases as GeoPDF: pages that know where they are. */
#ifndef SIZHI_GEOPDF_H
#define SIZHI_GEOPDF_H

#include <sizhi/sheet.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * As sz_sheet_write(), and the page says where on the ground its map lies (a viewport with
 * a measure, ISO 32000-2, 12.10), so that a viewer shows coordinates and a GIS puts the
 * sheet in its place. It is so for one frame of a page: of two the last, which has the
 * later plan. The file is the one of sz_sheet_write() with the georeference behind it; the
 * same plans and options give the same bytes.
 *
 * @param path  ends in .pdf
 * @return as sz_sheet_write(); also SZ_ERR_INVALID for another ending or for a sheet for
 *         the public, which shows no coordinates, SZ_ERR_DATA for a map without a CRS,
 *         SZ_ERR_IO when GDAL was built without what reads PDF
 */
SZ_API sz_status sz_geopdf_sheet(const sz_plan *before, const sz_plan *after,
                                 const sz_sheet_options *options, const char *path,
                                 sz_sheet_report *report, sz_error *err);

/** As sz_atlas_write(), and every page says where its map lies; see sz_geopdf_sheet(). */
SZ_API sz_status sz_geopdf_atlas(const sz_plan *before, const sz_plan *after,
                                 const sz_sheet_options *options, const char *path,
                                 sz_progress_fn progress, void *data,
                                 sz_atlas_report *report, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
