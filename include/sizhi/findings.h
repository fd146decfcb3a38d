/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file findings.h  Findings (问题): one rule that one thing breaks, with figures
 * and place. Lists of findings carry what an import repaired or could not
 * place, what a plan breaks, why there is no plan, and what a check found.
 */
#ifndef SIZHI_FINDINGS_H
#define SIZHI_FINDINGS_H

#include <sizhi/core.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sz_level {
    SZ_LEVEL_ERROR = 0, /**< must not be (一律, 不得) */
    SZ_LEVEL_WARN = 1,  /**< should not be (原则上) */
    SZ_LEVEL_HINT = 2,  /**< worth knowing */
    SZ_LEVEL_GOAL = 3   /**< to be striven for (力争) */
} sz_level;

/** "error", "warn", "hint" or "goal". */
SZ_API const char *sz_level_name(sz_level level);

/** One finding. Texts are owned by the list. */
typedef struct sz_finding {
    const char *rule;      /**< stable id, such as "size.above" */
    sz_level level;
    const char *town;      /**< town of the community, or "" */
    const char *community; /**< or "" when the finding is about something else */
    double value, bound;   /**< the figure and what it is held against */
    const char *message;   /**< one sentence, in the language of the program */
    int placed;            /**< nonzero when x, y say where */
    double x, y;           /**< metres in the map's CRS */
    const char *source;    /**< what the bound comes from, "yangzhou2022:13", or "" */
    const char *clause;    /**< the clause behind it, or "" */
    const char *waiver;    /**< why it is waived, who did it and when; "" when it is not */
} sz_finding;

typedef struct sz_findings sz_findings;

SZ_API void sz_findings_free(sz_findings *findings); /**< NULL is fine */
SZ_API size_t sz_findings_count(const sz_findings *findings); /**< 0 for NULL */
/** How many have this level, waived ones left out. */
SZ_API size_t sz_findings_of_level(const sz_findings *findings, sz_level level);
/** Finding i; NULL when i is not below the count. Valid until the list is freed
 * or added to. */
SZ_API const sz_finding *sz_findings_at(const sz_findings *findings, size_t i);

/** Write all findings as a table in CSV (UTF-8, with the mark that spreadsheets look for):
 * rule, level, town, community, value, bound, message, x, y, source, clause, waiver.
 * Appears whole or not at all. SZ_ERR_IO, SZ_ERR_INVALID, SZ_ERR_NOMEM. */
SZ_API sz_status sz_findings_write(const sz_findings *findings, const char *path,
                                   sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
