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
                                  without borders, and without lines to go by */
    size_t errors, warnings, hints, goals; /**< findings that are not waived */
    size_t waived;
    size_t exempt;           /**< communities that are not to be touched: neither in the
                                  band nor above or below */
    int64_t population;      /**< of the communities, 0 when it is not known */
    double area_m2;
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

/**
 * An auditor: a plan held against a policy, and held against it still while parcels
 * move, for what-ifs. After each step only what it touched is judged again; the findings
 * are always those that sz_audit() would give. One auditor is for one thread.
 */
typedef struct sz_auditor sz_auditor;

/** One parcel that moves. */
typedef struct sz_shift {
    size_t parcel;
    int32_t community;       /**< where it goes, -1: into none */
} sz_shift;

/**
 * Open an auditor on a copy of @p plan.
 *
 * @param policy  must outlive the auditor and stay as it is, as must the plan's map
 * @param out     free with sz_auditor_free()
 * @return as sz_audit(), and its cost.
 */
SZ_API sz_status sz_auditor_open(const sz_plan *plan, const sz_policy *policy,
                                 sz_auditor **out, sz_error *err);
SZ_API void sz_auditor_free(sz_auditor *auditor); /**< NULL is fine */

/**
 * Move parcels, all in one step, in their order.
 *
 * @param shifts  [n]
 * @return SZ_ERR_INVALID for a parcel or community that is not there: then nothing has
 *         moved. After any other error the auditor is of no use but to be freed.
 *         O(parcels, borders and points of the communities that give or take, and of the
 *         ground that nobody has when it gives or takes).
 */
SZ_API sz_status sz_auditor_move(sz_auditor *auditor, const sz_shift *shifts, size_t n,
                                 sz_error *err);

/** Take the last step back; SZ_ERR_INVALID when there is none. Costs what it cost. */
SZ_API sz_status sz_auditor_undo(sz_auditor *auditor, sz_error *err);

/** Steps that can be taken back. */
SZ_API size_t sz_auditor_steps(const sz_auditor *auditor);

/** Found a community that holds nothing yet, as sz_plan_found() does; it is no step and
 * is not taken back. Costs as much as sz_auditor_open(). */
SZ_API sz_status sz_auditor_found(sz_auditor *auditor, const char *name, int32_t town,
                                  int32_t *out, sz_error *err);

/**
 * Give a community another name, as sz_plan_rename() does; it is no step and is not taken
 * back, but sz_auditor_gone() and sz_auditor_came() tell of it: findings that say the name
 * are in both.
 *
 * @return SZ_ERR_INVALID as sz_plan_rename(): then all is as it was. After any other error
 *         the auditor is of no use but to be freed. Costs as much as sz_auditor_open().
 */
SZ_API sz_status sz_auditor_rename(sz_auditor *auditor, size_t community,
                                   const char *name, sz_error *err);

/** The plan as it stands now: the auditor's own, to be read and copied. */
SZ_API const sz_plan *sz_auditor_plan(const sz_auditor *auditor);

/** Findings that the last step, undoing or renaming did away with, and those that it brought; one
 * whose figures changed is in both. Owned by the auditor, valid until the next step. */
SZ_API const sz_findings *sz_auditor_gone(const sz_auditor *auditor);
SZ_API const sz_findings *sz_auditor_came(const sz_auditor *auditor);

/** All findings as they stand, in the order of sz_audit(), and the sum of them; either
 * may be NULL. Free the list with sz_findings_free(). O(findings + communities). */
SZ_API sz_status sz_auditor_findings(const sz_auditor *auditor, sz_findings **findings,
                                     sz_audit_report *report, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
