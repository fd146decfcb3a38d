/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file rules.h  What a policy asks of plans: its rules as options of the solver. */
#ifndef SIZHI_RULES_H
#define SIZHI_RULES_H

#include <sizhi/policy.h>
#include <sizhi/solve.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Rules of a policy that were taken for plans, with what the options point to. */
typedef struct sz_rules sz_rules;

/**
 * Set in @p options what @p policy rules of plans; what it does not speak of stays as
 * it is. These are: the band, target and weights; the bands of communities by kind; how
 * planned housing counts; which kinds of units stay whole; which communities are exempt;
 * which barriers cut ground apart, and which count as clear borders; whether enclaves and
 * communities in several towns are allowed. A rule of level hint or goal does not bind.
 *
 * A community of today is exempt when most of its households, without any most of its
 * ground, lie in units of exempt kinds; other parcels of such units are held.
 *
 * @param map      what is to be planned; NULL for a bare graph: then band, target and
 *                 weights only
 * @param options  its arrays belong to *out; what the caller sets afterwards prevails
 * @param out      free with sz_rules_free(), after the last use of @p options
 * @return SZ_SUCCESS, SZ_ERR_INVALID or SZ_ERR_NOMEM. O(parcels + units).
 */
SZ_API sz_status sz_rules_take(const sz_policy *policy, const sz_map *map,
                               sz_solve_options *options, sz_rules **out,
                               sz_error *err);

SZ_API size_t sz_rules_count(const sz_rules *rules); /**< of rules taken */

/** Rule @p i: key, value and where it comes from, texts owned by the policy. */
SZ_API sz_status sz_rules_at(const sz_rules *rules, size_t i, sz_policy_entry *out,
                             sz_error *err);

SZ_API void sz_rules_free(sz_rules *rules); /**< NULL is fine */

#ifdef __cplusplus
}
#endif

#endif
