/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file audit.h  Audits (体检): a plan held against a policy. */
#ifndef SIZHI_AUDIT_H
#define SIZHI_AUDIT_H

#include <sizhi/plan.h>
#include <sizhi/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What an audit says in sum. */
typedef struct sz_audit_report {
    size_t communities;      /**< with ground */
    size_t in_band;          /**< of these, within their band */
    size_t above, below;
    size_t detached;         /**< parts that lie apart */
    size_t gaps;
    int64_t gap_households;
    size_t overlaps;
    int64_t households;      /**< as they live there */
    int64_t counted;         /**< as the policy counts them */
    double clear_share;      /**< of the borders of communities, by length; NaN
                                  without borders */
    size_t errors, warnings, hints, goals; /**< findings that are not waived */
    size_t waived;
} sz_audit_report;

/**
 * Hold @p plan against @p policy.
 *
 * @param findings  by subject, then community; free with sz_findings_free(). Each has
 *                  figure, bound, place, the line of the profile that fired and the
 *                  clause behind it. What is waived is there and says so.
 * @param report    may be NULL
 * @return SZ_SUCCESS, SZ_ERR_INVALID, SZ_ERR_NOMEM, SZ_ERR_GEOMETRY.
 *         O(parcels + borders + points log points). Reads its arguments only.
 */
SZ_API sz_status sz_audit(const sz_plan *plan, const sz_policy *policy,
                          sz_findings **findings, sz_audit_report *report,
                          sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
