/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file lint.h  Other people's drafts: a notice as it is published, with its headings,
 * numbering, prose and traces of scanning, read and held against the data. What it
 * understood, what not, and where it contradicts the data or itself.
 *
 * A notice speaks of the communities as they are before all its moves, and may say a move
 * twice, in its outline and under the heading of the community that receives.
 */
#ifndef SIZHI_LINT_H
#define SIZHI_LINT_H

#include <sizhi/script.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A draft that has been read. Immutable; refers to nothing of its arguments but the
 * plan's map. */
typedef struct sz_lint sz_lint;

/** What a remark says. */
typedef enum sz_remark_kind {
    SZ_REMARK_CONTRADICTS = 0, /**< understood, but the data, or the draft, say otherwise */
    SZ_REMARK_OPEN = 1,        /**< it can be read in several ways */
    SZ_REMARK_UNREAD = 2,      /**< speaks of ground or communities, not understood */
    SZ_REMARK_MASKED = 3,      /**< a name is masked: XX社区 */
    SZ_REMARK_HINT = 4,        /**< understood; worth knowing */
    SZ_REMARK_PROSE = 5,       /**< passed over: speaks of nothing that can be checked */
    SZ_REMARK_BREAKS = 6       /**< understood, and no contradiction: what it does to the
                                    plan, a unit cut, a community in more parts */
} sz_remark_kind;
#define SZ_REMARK_KINDS 7

/** "contradicts", "open", "unread", "masked", "hint", "prose", "breaks". */
SZ_API const char *sz_remark_name(sz_remark_kind kind);

/** A remark and its place; texts are owned by the lint. */
typedef struct sz_remark {
    sz_remark_kind kind;
    int32_t statement;      /**< number of the statement, or -1 */
    uint32_t line, column;  /**< from 1; columns in characters */
    uint32_t width;         /**< characters that are meant, at least 1, on that line */
    uint32_t source_column; /**< column at which source begins: 1 as a rule */
    const char *source;     /**< that line, or of a long one what is near */
    const char *message;    /**< one line; of prose: what was passed over, its beginning */
} sz_remark;

/**
 * Read a draft and hold it against the data.
 *
 * @param gazetteer  of @p plan
 * @param plan       what the draft sets out from: today's
 * @param text       [length] bytes, UTF-8 or GBK
 * @param options    picks and locked are used; NULL: the defaults
 * @param out        free with sz_lint_free()
 * @return SZ_SUCCESS whatever the draft says; SZ_ERR_DATA when it is text in neither
 *         encoding; SZ_ERR_INVALID, SZ_ERR_NOMEM. Cost as of sz_script_apply().
 */
SZ_API sz_status sz_lint_draft(const sz_gazetteer *gazetteer, const sz_plan *plan,
                               const char *text, size_t length,
                               const sz_apply_options *options, sz_lint **out,
                               sz_error *err);
SZ_API void sz_lint_free(sz_lint *lint); /**< NULL is fine */

/** The statements understood, and what each does; owned by the lint. */
SZ_API const sz_application *sz_lint_application(const sz_lint *lint);
/** Whether statement @p i agrees with the data: nothing contradicts it, nothing is open. */
SZ_API int sz_lint_agrees(const sz_lint *lint, size_t i);
/** The plan that the draft makes, as far as it goes; owned by the lint. */
SZ_API const sz_plan *sz_lint_plan(const sz_lint *lint);

/** Remarks in the order of the text. */
SZ_API size_t sz_lint_remarks(const sz_lint *lint);
/** Fill *out; SZ_ERR_INVALID when there is no remark @p i. */
SZ_API sz_status sz_lint_remark(const sz_lint *lint, size_t i, sz_remark *out);
/** Number of remarks of a kind. */
SZ_API size_t sz_lint_count(const sz_lint *lint, sz_remark_kind kind);

#ifdef __cplusplus
}
#endif

#endif
