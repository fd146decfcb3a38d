/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file sheet.h  Drawing the 《社区调整示意图》: PDF, SVG and PNG. */
#ifndef SIZHI_SHEET_H
#define SIZHI_SHEET_H

#include <sizhi/findings.h>
#include <sizhi/plan.h>
#include <sizhi/service.h>
#include <sizhi/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a sheet shows. */
typedef enum sz_sheet_kind {
    SZ_SHEET_COMPARE = 0,  /**< 前后对照图: both plans side by side; the first alone
                                where there is no second */
    SZ_SHEET_PRESENT = 1,  /**< 现状图: the first plan */
    SZ_SHEET_PROPOSED = 2, /**< 调整方案图: the second plan, with what moves */
    SZ_SHEET_PROBLEMS = 3, /**< 问题诊断图: the first plan, with communities that are too
                                large and too small by the findings given, gaps, overlaps
                                and detached parts */
    SZ_SHEET_COMMUNITY = 4, /**< 单个社区四至图: one community of the second plan, of the
                                first where there is no second, among its neighbours, with
                                what bounds it written on its four sides */
    SZ_SHEET_GRIDS = 5,    /**< 网格图: the grids (units of kind 网格) with their names, and
                                which of them lie in several communities, of the second
                                plan or of the first where there is no second */
    SZ_SHEET_SERVICE = 6   /**< 服务半径图: offices, the ground by how far it is to them,
                                where the farthest live, and who lives beyond the policy's
                                bound; of the same plan */
} sz_sheet_kind;

/** Papers of ISO 216, landscape. */
typedef enum sz_paper {
    SZ_PAPER_A3 = 0,
    SZ_PAPER_A4 = 1,
    SZ_PAPER_A2 = 2,
    SZ_PAPER_A1 = 3,
    SZ_PAPER_A0 = 4
} sz_paper;

/** Set up with SZ_SHEET_OPTIONS_INIT; NULL texts are left out of the sheet. */
typedef struct sz_sheet_options {
    size_t size;               /**< sizeof(sz_sheet_options) in the caller's build */
    const char *title;         /**< NULL: the town's name and 社区调整示意图 */
    const char *organisation;  /**< 编制单位 */
    const char *date;          /**< 编制日期; in Chinese 2026-03-01 is printed as
                                    2026年3月1日, any other text as it is */
    const char *crs_name;      /**< NULL: the map's code */
    const char *basis;         /**< what a household count is (户数口径) */
    const char *const *sources;/**< [n_sources] attribution lines of the data */
    size_t n_sources;
    double png_dpi;            /**< 30 .. 600; 0: 150 */
    const char *style;         /**< "colour", "grey" (hatches tell apart what colours
                                    do), "safe" (for readers who do not tell red from
                                    green), or a file, see sizhi-style(5); NULL: colour */

    sz_sheet_kind kind;
    sz_paper paper;
    const sz_findings *findings; /**< of the audit of the first plan, for
                                    SZ_SHEET_PROBLEMS; of them are shown those about the
                                    size of a community */
    const char *policy;        /**< 对照政策: what the findings are held against */
    const char *data_date;     /**< 资料截止日期, printed likewise */
    const char *approval;      /**< 审图号; "" leaves room for it to be filled in */
    int32_t community;         /**< for SZ_SHEET_COMMUNITY */
    const sz_description *description; /**< of the plan that is shown, as the later one,
                                    for SZ_SHEET_COMMUNITY and the sheets of an atlas */
    const sz_reach_table *reach; /**< of the plan that is shown, as the later one, for
                                    SZ_SHEET_SERVICE; with it an atlas of a map with
                                    offices has that sheet */
    sz_language language;      /**< of what the sheet itself says */
    int for_public;            /**< nonzero: for the public. Lines and units of the army, of
                                    pipelines and power, the limits of parcels, buildings of
                                    the backdrop, where single households live and numbers
                                    of fewer than 10 are left out, sz_withheld says how
                                    many; there is room for the 审图号. What the description says of a community is
                                    printed as it is: make it without households */
    const sz_plan *const *others; /**< [n_others] further plans of the map, whose sheets
                                    shall have the same colours */
    size_t n_others;
    int limit_assumed;         /**< nonzero: what is drawn as the limit is where the data
                                    end, and a note says so */
} sz_sheet_options;

#define SZ_SHEET_OPTIONS_INIT                                                      \
    { sizeof(sz_sheet_options), NULL, NULL, NULL, NULL, NULL, NULL, 0, 0.0, NULL,  \
      SZ_SHEET_COMPARE, SZ_PAPER_A3, NULL, NULL, NULL, NULL, 0, NULL, NULL,        \
      SZ_LANGUAGE_ZH, 0, NULL, 0, 0 }

/** What a sheet for the public leaves out, by class, and what it leaves for people to see
 * to. */
typedef struct sz_withheld {
    size_t lines;              /**< of the map, by their names: walls, lanes, railways */
    size_t units;              /**< of the map: military ones, and by their names */
    size_t parcels;            /**< of the map, whose limits are left out */
    size_t names;              /**< texts that would name such a thing */
    size_t figures;            /**< numbers of 1 to 9 households or people, on the map and
                                    in the table, "不足10户" instead */
    size_t places;             /**< where the farthest households live, or so few of one
                                    community that have too far to go */
    size_t areas;              /**< of the map's backdrop: buildings, and by their names */
    size_t shown;              /**< names of communities, which are public themselves, and
                                    texts of the options, which are the caller's, that name
                                    such a thing and are printed all the same */
} sz_withheld;

/** What the sheet holds, for the log. Texts are names and counts in the frames. */
typedef struct sz_sheet_report {
    double scale;              /**< denominator of the numeric scale */
    size_t labels, labels_left_out; /**< texts placed; texts there was no room for */
    size_t glyphs_missing;     /**< characters no font has (tofu) */
    sz_withheld withheld;      /**< all 0 unless it is for the public */
    size_t names_left_out;     /**< of the texts left out, names of communities that the
                                    sheet is to have: 0, since those without room have a
                                    number and stand in an index, unless the paper is too
                                    small even for that */
    size_t numbered;           /**< communities with a number instead of their name */
} sz_sheet_report;

/**
 * Draw @p before and @p after, plans of one map, as the kind of sheet asks; two frames
 * have one scale. The same plans and options give the same bytes; a PDF is dated by
 * SOURCE_DATE_EPOCH, else by the option date, never by the clock.
 *
 * @param after   NULL when there is no plan but today's
 * @param path    ends in .pdf, .svg or .png; appears whole or not at all
 * @param report  may be NULL
 * @return SZ_SUCCESS, SZ_ERR_INVALID (other ending, unknown kind or paper, plans of two
 *         maps, no second plan for SZ_SHEET_PROPOSED, no findings for SZ_SHEET_PROBLEMS,
 *         no description or a community without ground for SZ_SHEET_COMMUNITY, a map
 *         without parcels), SZ_ERR_DATA (the style, a map
 *         without the grids or offices that are asked for), SZ_ERR_IO or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_sheet_write(const sz_plan *before, const sz_plan *after,
                                const sz_sheet_options *options, const char *path,
                                sz_sheet_report *report, sz_error *err);

/** What an atlas holds, over all of its sheets. */
typedef struct sz_atlas_report {
    size_t sheets;             /**< the pages of the contents are none */
    size_t labels, labels_left_out;
    size_t glyphs_missing;
    sz_withheld withheld;      /**< lines, units, parcels and areas once, the others of all
                                    sheets */
    size_t names_left_out;
    size_t numbered;           /**< communities with a number instead of their name on some
                                    sheet; it is the same on all of them */
} sz_atlas_report;

/**
 * Draw all sheets into one PDF with bookmarks (图集): a list of contents, today's
 * communities, what is wrong with them if there are any and findings, both plans side by
 * side and the proposed one if there are two, those of grids and of service distances where
 * there are grids, and distances to offices; and then a sheet for each community of the plan
 * that is shown, town by town in the order of their numbers. Pages are numbered. Colours are
 * the same on all of them.
 *
 * @param options   its kind and community do not count; the title is that of the sheet
 *                  with both plans
 * @param path      ends in .pdf
 * @param progress  may be NULL; after each sheet
 * @return as sz_sheet_write(), or SZ_ERR_CANCELLED. O(sheets x (parcels + points)).
 */
SZ_API sz_status sz_atlas_write(const sz_plan *before, const sz_plan *after,
                                const sz_sheet_options *options, const char *path,
                                sz_progress_fn progress, void *data,
                                sz_atlas_report *report, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
