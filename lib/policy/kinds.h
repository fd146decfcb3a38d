/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What kinds of units and communities are called, and what a policy says of them. */
#ifndef SIZHI_POLICY_KINDS_H
#define SIZHI_POLICY_KINDS_H

#include "policy/policy.h"

/* The policy's word for a kind such as 网格; the kind itself where it has none. */
const char *sz__kind_word(const char *kind);

/* The band of a kind such as 村改居: one of SZ_KEY_BAND_URBAN .. _NEW_ESTATE, or
 * SZ_N_KEYS. */
sz_key sz__band_of_kind(const char *kind);

/* Whether two words, neither of them empty, are the same kind. */
bool sz__same_kind(const char *a, const char *b);

/* Whether units of this kind stay whole. A kind of which keep.whole does not speak, or
 * none, does: that is what units are for. */
bool sz__policy_keeps(const sz_policy *policy, const char *kind);

/* Whether units of this kind are not to be touched. */
bool sz__policy_exempts(const sz_policy *policy, const char *kind);

/* Whether a plan has to keep the rule: hints and goals do not bind it. */
static inline bool sz__policy_binds(const sz_policy *policy, sz_rule rule)
{
    return policy->level[rule] <= SZ_LEVEL_WARN;
}

/* Households as the policy counts them, planned ones by its rule. */
int64_t sz__counted(const sz_policy *policy, int64_t households, int64_t planned);

#endif
