/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units that a policy keeps whole; see kept.h. */
#include "plan/kept.h"

#include "core/array.h"
#include "policy/kinds.h"

int32_t *sz__kept_units(const sz_map *m, const sz_policy *policy)
{
    size_t layers = sz_map_unit_layers(m), n = (size_t)m->n;
    int32_t *kept = layers <= SIZE_MAX / (n + 1) ? sz__alloc(layers * n, sizeof *kept)
                                                 : NULL;
    for (size_t k = 0; kept && k < layers; k++)
        for (size_t p = 0; p < n; p++) {
            int32_t unit = sz_map_unit_in(m, p, k);
            bool whole = sz__policy_keeps(policy, sz_map_unit_kind(m, unit));
            kept[k * n + p] = whole ? unit : -1;
        }
    return kept;
}
