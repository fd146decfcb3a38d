/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file project.h  Projects: importing an office's files, reading and writing the
 * one dataset that holds map, plans, findings and metadata.
 */
#ifndef SIZHI_PROJECT_H
#define SIZHI_PROJECT_H

#include <sizhi/account.h>
#include <sizhi/audit.h>
#include <sizhi/findings.h>
#include <sizhi/plan.h>
#include <sizhi/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A map with its plans and metadata. One project is for one thread at a time;
 * its map may be read by many. */
typedef struct sz_project sz_project;

/** Files of an import. Set up with SZ_IMPORT_OPTIONS_INIT. A file is anything
 * GDAL reads; "file|layer" picks one layer of several. */
typedef struct sz_import_options {
    size_t size;
    const char *limit;
    const char *const *lines;    /**< [n_lines] */
    size_t n_lines;
    const char *parcels;         /**< polygons that are parcels */
    const char *units;           /**< polygons of units */
    const char *communities;     /**< today's */
    const char *const *households; /**< [n_households] points, polygons or CSV */
    size_t n_households;
    const char *offices;
    const char *crs;             /**< CRS of files that do not state one */
    const char *map_crs;         /**< working CRS; NULL: chosen */
    const char *datum;           /**< "gcj02" or "bd09": shift of the input */
    const char *encoding;        /**< of .dbf and .csv texts; NULL: detected */
    const char *const *fields;   /**< [n_fields] "role=NAME" or "layer.role=NAME" */
    size_t n_fields;
    const char *town;            /**< name of the town when no file gives one */
    double snap;                 /**< metres; negative: the default */
    double sliver;               /**< m2; negative: the default */
    int cells;                   /**< 1: cut by cells round the household points,
                                      0: never, -1: when nothing else cuts */
    const char *const *sources;  /**< [n_sources] attribution lines to carry along */
    size_t n_sources;
    sz_progress_fn progress;
    void *progress_data;
    const char *const *keeps;    /**< [n_keeps] "FILE:KIND": polygons of units of a
                                      further layer, such as grids.geojson:grid; see
                                      sz_map_unit_layers() */
    size_t n_keeps;
    const char *const *backdrop; /**< [n_backdrop] "FILE" or "FILE:KIND": areas that sheets
                                      show beneath all lines, see sz_backdrop; KIND (green,
                                      water, building) is that of all of them, else each
                                      is what its fields say. Nothing else changes by
                                      them; a file may be one of the others, too */
    size_t n_backdrop;
} sz_import_options;

#define SZ_IMPORT_OPTIONS_INIT                                                     \
    { sizeof(sz_import_options), NULL, NULL, 0, NULL, NULL, NULL, NULL, 0, NULL,   \
      NULL, NULL, NULL, NULL, NULL, 0, NULL, -1.0, -1.0, -1, NULL, 0, NULL, NULL, NULL, 0,    \
      NULL, 0 }

/**
 * Import. @p account may be NULL. What was repaired, dropped, not placed, which
 * fields were matched: see sz_project_findings().
 *
 * @return SZ_SUCCESS, SZ_ERR_IO, SZ_ERR_DATA, SZ_ERR_GEOMETRY, SZ_ERR_NOMEM,
 *         SZ_ERR_CANCELLED, SZ_ERR_INVALID
 */
SZ_API sz_status sz_import(const sz_import_options *options, sz_project **out,
                           sz_account *account, sz_error *err);

/** Read a project: any dataset with a layer "parcels" as sizhi writes it. */
SZ_API sz_status sz_project_read(const char *path, sz_project **out, sz_error *err);

/**
 * Read a project with some parcels cut. The largest piece keeps the parcel's number, the
 * others are appended; all keep what is said of it, and its households, planned
 * households and people are shared by area, to the last one. A piece below 1 m2 is none.
 *
 * @param cuts    [n] a parcel may have several
 * @return as sz_project_read(); SZ_ERR_INVALID for a parcel that is not there, or is
 *         part of a unit: units are never cut.
 */
SZ_API sz_status sz_project_read_cut(const char *path, const sz_parcel_cut *cuts, size_t n,
                                     sz_project **out, sz_error *err);

/** Write a project as GeoPackage. Appears whole or not at all; an existing file
 * is replaced. Same project, same bytes. */
SZ_API sz_status sz_project_write(const sz_project *project, const char *path,
                                  sz_error *err);

/** Set up with SZ_EXPORT_OPTIONS_INIT. */
typedef struct sz_export_options {
    size_t size;
    const char *format;    /**< GDAL driver ("ESRI Shapefile", "GeoJSON", "GPKG",
                                "FlatGeobuf"); NULL: by the path's ending */
    const char *layer;     /**< one layer only; NULL: all, into a directory for
                                formats of one layer a file */
    const char *encoding;  /**< Shapefile: "GBK" or "UTF-8" (default) */
} sz_export_options;
#define SZ_EXPORT_OPTIONS_INIT { sizeof(sz_export_options), NULL, NULL, NULL }

/** Write the layers of a project in another format. */
SZ_API sz_status sz_project_export(const sz_project *project, const char *path,
                                   const sz_export_options *options, sz_error *err);

SZ_API void sz_project_free(sz_project *project); /**< NULL is fine */

SZ_API const sz_map *sz_project_map(const sz_project *project);
SZ_API const sz_plan *sz_project_present(const sz_project *project);
/** The proposed plan, or NULL when there is none yet. */
SZ_API const sz_plan *sz_project_proposed(const sz_project *project);
/** The project takes the plan over (also on failure: then it is freed). The plan
 * must be of the project's own map. NULL takes the proposal away. */
SZ_API sz_status sz_project_propose(sz_project *project, sz_plan *plan, sz_error *err);

SZ_API const sz_findings *sz_project_findings(const sz_project *project);
/** Replace the findings whose rule starts with @p prefix ("plan.") by copies of
 * @p findings (NULL: by none). */
SZ_API sz_status sz_project_set_findings(sz_project *project, const char *prefix,
                                         const sz_findings *findings, sz_error *err);

/** Add the records of detached land that the project holds to @p policy. */
SZ_API sz_status sz_project_records(const sz_project *project, sz_policy *policy,
                                    sz_error *err);

/** What @p policy says of today's detached land takes the place of what the project
 * held: its layer shows it, and sizhi check knows what may lie apart. */
SZ_API sz_status sz_project_set_records(sz_project *project, const sz_policy *policy,
                                        sz_error *err);

/**
 * As sz_audit(), of today's plan or with @p proposed of the proposed one, with what the
 * project knows besides: communities all of whose parcels are locked are told of
 * (unit.exempt), where the table of communities has other figures than the file that was
 * counted (sum.differs), and what the proposed plan was made to connect by links does.
 *
 * @return as sz_audit(); SZ_ERR_INVALID when there is no such plan
 */
SZ_API sz_status sz_project_audit(const sz_project *project, int proposed,
                                  const sz_policy *policy, sz_findings **findings,
                                  sz_audit_report *report, sz_error *err);

/**
 * Parcels that the proposed plan was made to connect (sizhi plan --link).
 *
 * @param links  [n] pairs of parcels, from 0; free with sz_free()
 * @return SZ_SUCCESS or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_project_links(const sz_project *project, int32_t (**links)[2],
                                  size_t *n, sz_error *err);

/** Whether a parcel is locked (0/1), and setting it. */
SZ_API int sz_project_locked(const sz_project *project, size_t parcel);
SZ_API sz_status sz_project_lock(sz_project *project, size_t parcel, int locked,
                                 sz_error *err);

/** Metadata: text by key ("crs", "seed", "options", "version", "source.1" ...);
 * NULL when there is none. */
SZ_API const char *sz_project_meta(const sz_project *project, const char *key);
/** @p value NULL removes the key. */
SZ_API sz_status sz_project_set_meta(sz_project *project, const char *key,
                                     const char *value, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
