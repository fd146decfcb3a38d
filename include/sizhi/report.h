/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file report.h  Reports (方案文本与附表): what an office hands in about a plan, as
 * tables and documents.
 *
 * A report is made once: every figure, name and sentence in it is worked out then, as
 * facts and tables that can be looked at here. Every format is written from these, so
 * that a number is the same wherever it stands. Texts are in Chinese, or in English when
 * the options say so; messages in findings are in the language of the program while the
 * report is made, and what the data and the policy say stays as it is.
 */
#ifndef SIZHI_REPORT_H
#define SIZHI_REPORT_H

#include <sizhi/plan.h>
#include <sizhi/policy.h>
#include <sizhi/sheet.h>
#include <sizhi/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A report. Refers to the plans and the policy it was made of, which must outlive it
 * unchanged. One report is for one thread at a time. */
typedef struct sz_report sz_report;

/** What a value is. */
typedef enum sz_value_kind {
    SZ_VALUE_TEXT = 0,
    SZ_VALUE_COUNT = 1,    /**< a whole number */
    SZ_VALUE_MEASURE = 2   /**< a number with decimals */
} sz_value_kind;

/** One named value of the whole, which templates can call by its key. */
typedef struct sz_report_fact {
    const char *key;       /**< "households", "communities_after" ... */
    const char *meaning;   /**< 户数, 调整后社区数 ... */
    const char *unit;      /**< 户, 个, 平方公里 ...; "" */
    sz_value_kind kind;
    int decimals;
    const char *text;      /**< as all formats show it; "": not known */
    double number;         /**< the same; NaN for texts and what is not known */
} sz_report_fact;

typedef struct sz_report_column {
    const char *key;       /**< "community", "households_after" ... */
    const char *heading;
    sz_value_kind kind;
    int decimals;          /**< -2: two at most */
    int summed;            /**< nonzero: its rows are added up */
} sz_report_column;

typedef struct sz_report_cell {
    const char *text;      /**< as all formats show it; "": nothing */
    double number;         /**< the same; NaN for texts and where there is nothing */
    int marked;            /**< nonzero: the best of its row, which documents show */
} sz_report_cell;

/** One table. */
typedef struct sz_report_table {
    const char *id;        /**< "compare", "sides" ...; the name of its .csv */
    const char *title;     /**< 调整前后对照表 ... */
    const char *note;      /**< what is to be said with it, or "" */
    const sz_report_column *columns; /**< [n_columns] */
    size_t n_columns, n_rows;
    int has_total;         /**< nonzero: some column is summed and there are rows */
} sz_report_table;

/** Set up with SZ_REPORT_OPTIONS_INIT. Texts are copied. */
typedef struct sz_report_options {
    size_t size;               /**< sizeof(sz_report_options) in the caller's build */
    const char *title;         /**< NULL: the town's name and 社区优化调整方案 */
    const char *organisation;  /**< 编制单位, NULL: left to be filled in */
    const char *date;          /**< 编制日期, as it shall be printed; NULL likewise */
    const char *data_date;     /**< 资料截止日期; NULL likewise */
    const char *basis;         /**< what a household count is (户数口径), NULL: 户数 */
    const char *crs_name;      /**< NULL: the map's code */
    const char *const *sources;/**< [n_sources] attribution lines of the data */
    size_t n_sources;
    const char *const *fields; /**< [n_fields] "NAME=TEXT": further fields of templates,
                                    which go before those of the library */
    size_t n_fields;
    sz_progress_fn progress;
    void *progress_data;
    sz_language language;      /**< of documents and tables */
    const int32_t (*links)[2]; /**< [n_links] parcels that the proposed plan was made to
                                    connect, see sz_project_links(): findings are waived
                                    as sz_project_audit() waives them. They need not
                                    outlive the call */
    size_t n_links;
    int limit_assumed;         /**< nonzero: the limit is where the data end; its sheets say
                                    so */
    int64_t unplaced;          /**< households of the data that have no place on the map
                                    and are in no figure */
} sz_report_options;
#define SZ_REPORT_OPTIONS_INIT                                                     \
    { sizeof(sz_report_options), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0,      \
      NULL, 0, NULL, NULL, SZ_LANGUAGE_ZH, NULL, 0, 0, 0 }

/**
 * Make a report: hold both plans against the policy, say the change in sentences, draw
 * up all tables.
 *
 * @param before  today's plan
 * @param after   the proposed plan of the same map; NULL: there is none, and the report
 *                is of today alone
 * @param out     free with sz_report_free()
 * @return SZ_SUCCESS; SZ_ERR_INVALID when the plans do not fit each other, a text of the
 *         options is not UTF-8, a field is no NAME=TEXT or a link no two parcels;
 *         SZ_ERR_CANCELLED, SZ_ERR_NOMEM, SZ_ERR_GEOMETRY. The cost of
 *         sz_describe() and twice that of sz_audit().
 */
SZ_API sz_status sz_report_make(const sz_plan *before, const sz_plan *after,
                                const sz_policy *policy,
                                const sz_report_options *options, sz_report **out,
                                sz_error *err);
SZ_API void sz_report_free(sz_report *report); /**< NULL is fine */

/**
 * Make a report of several scenarios, for a panel of experts (专家组论证): what each is and
 * moves, criteria beside each other with the best marked, communities beside each other.
 * Its first scenario is today's plan, called 维持现状. The figures are those of
 * sz_compare().
 *
 * @param map    see sz_compare()
 * @param plans  [n] see sz_compare(); they need not live on
 * @param names  [n] how the scenarios are called, in UTF-8; copied
 * @param out    free with sz_report_free()
 * @return SZ_SUCCESS; SZ_ERR_INVALID (no plan, a name that is not UTF-8, is empty or is
 *         that of another scenario, options as in sz_report_make()), else as sz_compare()
 *         and sz_describe(), whose costs it has for each scenario
 */
SZ_API sz_status sz_report_scenarios(const sz_map *map, const sz_plan *const *plans,
                                     const char *const *names, size_t n,
                                     const sz_policy *policy,
                                     const sz_report_options *options, sz_report **out,
                                     sz_error *err);

SZ_API size_t sz_report_facts(const sz_report *report);
/** NULL when there is no such fact. */
SZ_API const sz_report_fact *sz_report_fact_at(const sz_report *report, size_t i);

SZ_API size_t sz_report_tables(const sz_report *report);
/** NULL when there is no such table. */
SZ_API const sz_report_table *sz_report_table_at(const sz_report *report, size_t i);

/** A cell of table @p table; row n_rows is the total. NULL when there is none. */
SZ_API const sz_report_cell *sz_report_cell_at(const sz_report *report, size_t table,
                                               size_t row, size_t column);

/** The sentences of the change as a notice, see sz_description_notice(); "" for a report
 * of scenarios. */
SZ_API const char *sz_report_notice(const sz_report *report);

/**
 * Write a report. The path says in which format:
 * .docx a document for word processors; .md one in Markdown, its maps as .png beside it; .html a page that needs nothing else;
 * .xlsx a workbook with a sheet
 * for each table, whose totals are formulas; a path that ends in .csv or
 * '/' is a directory with a table in each file.
 *
 * @param path   appears whole or not at all
 * @param which  template of a document: an id of sz_templates(), else the path of a
 *               file; NULL: "plan"; tables have none. In English an id means its English
 *               twin, "plan.en" for "plan"
 * @return SZ_SUCCESS, SZ_ERR_INVALID (another ending), SZ_ERR_DATA (a template cannot be
 *         used; the message names file, line and field), SZ_ERR_IO or SZ_ERR_NOMEM. The
 *         same report gives the same bytes.
 */
SZ_API sz_status sz_report_write(sz_report *report, const char *path, const char *which,
                                 sz_error *err);

/**
 * Draw a sheet of a report's plans, A3, with what the report knows: title block, findings,
 * sides.
 *
 * @param kind  any but SZ_SHEET_COMMUNITY
 * @param path  see sz_sheet_write()
 * @param done  may be NULL
 * @return as sz_sheet_write(); SZ_ERR_INVALID for a report of scenarios
 */
SZ_API sz_status sz_report_sheet(const sz_report *report, sz_sheet_kind kind,
                                 const char *path, sz_sheet_report *done, sz_error *err);

/** The same with sz_atlas_write(). */
SZ_API sz_status sz_report_atlas(const sz_report *report, const char *path,
                                 sz_atlas_report *done, sz_error *err);

/** Fields that nobody gave a text for, so that the template's stand-in in 【】 or []
 * was put into the documents written so far: they are left to be filled in. */
SZ_API size_t sz_report_open_fields(const sz_report *report);
/** NULL when there is no such field. */
SZ_API const char *sz_report_open_field(const sz_report *report, size_t i);

/** Templates that come with the library: what a user replaces begins as a copy of one. */
SZ_API size_t sz_templates(void);
SZ_API const char *sz_template_id(size_t i); /**< NULL when there is no such template */
SZ_API const char *sz_template_text(const char *id); /**< NULL likewise */

#ifdef __cplusplus
}
#endif

#endif
