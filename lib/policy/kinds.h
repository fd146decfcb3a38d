/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What kinds of units and communities are called, and what a policy says of them. */
#ifndef SIZHI_POLICY_KINDS_H
#define SIZHI_POLICY_KINDS_H

#include "policy/policy.h"

/* The policy's word for a kind such as 网格; the kind itself where it has none. */
const char *sz__kind_word(const char *kind);

/* Kinds of ground that communities are told apart by: those of SZ_KEY_BAND_URBAN ..
 * _NEW_ESTATE, each of which may have a band, and those of SZ_KEY_FACTOR_OLD_TOWN ..
 * _HIGH_RISE, which may have a multiple of the general one. */
enum { SZ_N_BAND_KINDS = SZ_KEY_FACTOR_HIGH_RISE - SZ_KEY_BAND_URBAN + 1 };

/* The band of a kind such as 村改居: one of these keys, or SZ_N_KEYS. */
sz_key sz__band_of_kind(const char *kind);

/* The policy's own word for such a kind: "village". */
const char *sz__band_word(sz_key band);

/* Least and greatest number of households of a community of the kind of BAND; false when
 * it has the general band. */
bool sz__policy_band(const sz_policy *policy, sz_key band, double *least, double *most);

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
