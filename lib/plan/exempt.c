/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Communities that are not to be touched; see exempt.h. */
#include "plan/exempt.h"

#include "core/array.h"
#include "policy/kinds.h"

int32_t sz__exempt_unit(const sz_map *m, const sz_policy *policy, int32_t p)
{
    for (size_t k = 0; k < sz_map_unit_layers(m); k++) {
        int32_t unit = sz_map_unit_in(m, (size_t)p, k);
        if (unit >= 0 && sz__policy_exempts(policy, sz_map_unit_kind(m, unit)))
            return unit;
    }
    return -1;
}

/* What one unit has in the community at hand. */
typedef struct share {
    int32_t community, unit;
    int64_t households;
    double area;
} share;

static int by_community(const void *a, const void *b)
{
    const share *x = a, *y = b;
    if (x->community != y->community)
        return x->community < y->community ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static void name_grounds(share *list, size_t n, sz_exempt *out)
{
    share best = { .community = -1 };
    for (size_t i = 0, k; i < n; i = k) {
        share sum = list[i];
        for (k = i + 1; k < n && by_community(&list[k], &sum) == 0; k++) {
            sum.households += list[k].households;
            sum.area += list[k].area;
        }
        if (sum.community != best.community || sum.households > best.households ||
            (sum.households == best.households && sum.area > best.area))
            best = sum;
        out[sum.community].unit = best.unit;
    }
}

bool sz__exempt_communities(const sz_map *m, const sz_policy *policy, sz_exempt *out)
{
    SZ__ARRAY(share) list = SZ__ARRAY_INIT;
    bool ok = true;
    for (int32_t c = 0; c < m->n_communities; c++)
        out[c] = (sz_exempt){ .unit = -1 };
    for (int32_t p = 0; p < m->n && ok; p++) {
        int32_t c = m->community[p], unit = c < 0 ? -1 : sz__exempt_unit(m, policy, p);
        if (c < 0)
            continue;
        out[c].all_households += m->households[p];
        out[c].all_area += m->area[p];
        if (unit < 0)
            continue;
        out[c].households += m->households[p];
        out[c].area += m->area[p];
        ok = sz__push(&list, (share){ c, unit, m->households[p], m->area[p] });
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_community);
    if (ok)
        name_grounds(list.at, list.n, out);
    for (int32_t c = 0; c < m->n_communities; c++)
        out[c].exempt = out[c].all_households > 0
                            ? 2 * out[c].households > out[c].all_households
                            : 2 * out[c].area > out[c].all_area;
    free(list.at);
    return ok;
}
