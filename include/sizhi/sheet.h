/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file sheet.h  Drawing the 《社区调整示意图》: PDF, SVG and PNG. */
#ifndef SIZHI_SHEET_H
#define SIZHI_SHEET_H

#include <sizhi/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Set up with SZ_SHEET_OPTIONS_INIT; NULL texts are left out of the sheet. */
typedef struct sz_sheet_options {
    size_t size;               /**< sizeof(sz_sheet_options) in the caller's build */
    const char *title;         /**< NULL: the town's name and 社区调整示意图 */
    const char *organisation;  /**< 编制单位 */
    const char *date;          /**< 编制日期, as it shall be printed */
    const char *crs_name;      /**< NULL: the map's code */
    const char *basis;         /**< what a household count is (户数口径) */
    const char *const *sources;/**< [n_sources] attribution lines of the data */
    size_t n_sources;
    double png_dpi;            /**< 30 .. 600; 0: 150 */
    int grey;                  /**< nonzero: no colours, hatches and greys only */
} sz_sheet_options;

#define SZ_SHEET_OPTIONS_INIT \
    { sizeof(sz_sheet_options), NULL, NULL, NULL, NULL, NULL, NULL, 0, 0.0, 0 }

/** What the sheet holds, for the log. Texts are names and counts in the frames. */
typedef struct sz_sheet_report {
    double scale;              /**< denominator of the numeric scale */
    size_t labels, labels_left_out; /**< texts placed; texts there was no room for */
    size_t glyphs_missing;     /**< characters no font has (tofu) */
} sz_sheet_report;

/**
 * Draw @p before and @p after, plans of one map, side by side at one scale, A3
 * landscape; @p before alone and larger when @p after is NULL. The same plans and
 * options give the same bytes; a PDF is dated by SOURCE_DATE_EPOCH, else by the
 * option date, never by the clock.
 *
 * @param path    ends in .pdf, .svg or .png; appears whole or not at all
 * @param report  may be NULL
 * @return SZ_SUCCESS, SZ_ERR_INVALID (other ending, plans of two maps, a map
 *         without parcels), SZ_ERR_IO or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_sheet_write(const sz_plan *before, const sz_plan *after,
                                const sz_sheet_options *options, const char *path,
                                sz_sheet_report *report, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
