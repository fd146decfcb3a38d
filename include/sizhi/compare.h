/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file compare.h  Comparisons (多方案比较): scenarios of one piece of ground side by
 * side, figure by figure, and the sentences that tell them apart. */
#ifndef SIZHI_COMPARE_H
#define SIZHI_COMPARE_H

#include <sizhi/policy.h>
#include <sizhi/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Put a plan onto another map of the same ground: a project that was read twice, or from
 * two files. Parcels are matched by number, communities of today by town and name.
 *
 * @param map  holds the same parcels, with the same households and today's communities
 * @param out  free with sz_plan_free(); refers to @p map
 * @return SZ_SUCCESS; SZ_ERR_DATA when the ground differs: the message says where, the
 *         item of the error is the parcel or -1; SZ_ERR_INVALID, SZ_ERR_NOMEM.
 *         O(parcels).
 */
SZ_API sz_status sz_plan_carry(const sz_plan *plan, const sz_map *map, sz_plan **out,
                               sz_error *err);

/** One community, or all of them, in one scenario. A community without ground there has
 * no parcels, and zeros and NaN in every figure of the ground. */
typedef struct sz_compared {
    int there;               /**< nonzero: it has ground in this scenario */
    size_t communities;      /**< with ground; of one community 1 or 0 */
    size_t in_band;          /**< of these, within the band of the policy */
    size_t parcels, parts;
    int64_t households;
    int64_t counted;         /**< as the policy counts them (count.planned) */
    double area_m2;
    int64_t gained, lost;    /**< households that came from, and went to, other
                                  communities since today; of all together what moved,
                                  gaps that found a community apart */
    double gained_m2, lost_m2;
    size_t errors, warnings, hints, goals; /**< findings that are not waived; of all
                                  together also those about no community */
    double clear_share;      /**< of its border on clear lines (四界清晰率), 0 .. 1; NaN
                                  without borders */
    double compactness;      /**< 4 pi A / P2, 1 for a disc; of all: the mean; NaN */
    double mean_m, farthest_m; /**< metres from a household to the office; NaN */
    int64_t staff;           /**< workers of its offices, -1: not known */
    int64_t staff_due;       /**< apportioned by the policy, -1: the policy has no rule or
                                  it cannot be kept */
} sz_compared;

typedef enum sz_sentence_kind {
    SZ_SENTENCE_FATE = 0,    /**< abolished, founded, renamed */
    SZ_SENTENCE_MOVE = 1,
    SZ_SENTENCE_SIDES = 2
} sz_sentence_kind;

/** "fate", "move", "sides". */
SZ_API const char *sz_sentence_kind_name(sz_sentence_kind kind);

/** A sentence that some scenarios say and others do not. */
typedef struct sz_differing {
    sz_sentence_kind kind;
    size_t row;              /**< the community it is about: of a move the receiver, or
                                  who gives to a gap */
    const char *text;        /**< owned by the comparison */
    const unsigned char *said; /**< [scenarios] nonzero: that scenario says it */
} sz_differing;

/** Scenarios side by side. Immutable; owns its texts. */
typedef struct sz_comparison sz_comparison;

/** Set up with SZ_COMPARE_OPTIONS_INIT. */
typedef struct sz_compare_options {
    size_t size;
    const sz_describe_options *words; /**< how sentences are worded; NULL: the defaults */
    int no_sentences;        /**< nonzero: figures only, which costs much less */
} sz_compare_options;
#define SZ_COMPARE_OPTIONS_INIT { sizeof(sz_compare_options), NULL, 0 }

/**
 * Hold scenarios side by side. Scenario 0 is today's plan of @p map (不调整), those given
 * follow.
 *
 * @param plans    [n] each of @p map or of a map of the same ground, as sz_plan_carry()
 *                 asks; they need not live on. Offices are those of @p map.
 * @param out      free with sz_comparison_free()
 * @return SZ_SUCCESS; SZ_ERR_DATA as sz_plan_carry(), the item of the error being the
 *         number of the plan; else as sz_audit() and sz_describe(), and for each plan
 *         their cost.
 */
SZ_API sz_status sz_compare(const sz_map *map, const sz_plan *const *plans, size_t n,
                            const sz_policy *policy, const sz_compare_options *options,
                            sz_comparison **out, sz_error *err);
SZ_API void sz_comparison_free(sz_comparison *comparison); /**< NULL is fine */

SZ_API size_t sz_comparison_scenarios(const sz_comparison *comparison);

/** Rows: communities of today in their order, then those that some scenario founds, one
 * of a town and name being one row. */
SZ_API size_t sz_comparison_rows(const sz_comparison *comparison);
SZ_API const char *sz_comparison_name(const sz_comparison *comparison, size_t row);
SZ_API const char *sz_comparison_town(const sz_comparison *comparison, size_t row);
/** Nonzero when a figure of the row is not that of today in some scenario. */
SZ_API int sz_comparison_changes(const sz_comparison *comparison, size_t row);

/** One row in one scenario; the row after the last is all together. NULL when there is
 * no such row or scenario. */
SZ_API const sz_compared *sz_comparison_at(const sz_comparison *comparison,
                                           size_t scenario, size_t row);

/** Sentences that scenarios other than today's do not share, or, where there is only one,
 * that it does not share with today's; by row, then by kind. */
SZ_API size_t sz_comparison_sentences(const sz_comparison *comparison);
/** Fill *out; SZ_ERR_INVALID when there is no sentence @p i. */
SZ_API sz_status sz_comparison_sentence(const sz_comparison *comparison, size_t i,
                                        sz_differing *out);

#ifdef __cplusplus
}
#endif

#endif
