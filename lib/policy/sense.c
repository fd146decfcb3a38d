/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values that contradict each other, whichever profiles they come from, and those that
 * nothing can do without. */
#include <stdio.h>

#include "core/i18n.h"
#include "policy/policy.h"

/* "3000 (yangzhou2022, line 12)" */
static const char *stated(const sz_policy *p, sz_key key, char *out, size_t size)
{
    const sz_value *v = &p->value[key];
    if (v->from.profile < 0)
        snprintf(out, size, "%s (%s)", v->text, sz__from_word(v->from.profile));
    else
        snprintf(out, size, _("%s (%s, line %d)"), v->text,
                 p->chain.at[v->from.profile].id, v->from.line);
    return out;
}

static sz_status fail_pair(const sz_policy *p, sz_key a, sz_key b, sz_error *err)
{
    char x[160], y[160];
    return sz__fail(err, SZ_ERR_DATA, p->value[b].from.line,
                    _("policy %s contradicts itself: %s = %s, but %s = %s"),
                    sz_policy_id(p), sz__keys[a].name, stated(p, a, x, sizeof x),
                    sz__keys[b].name, stated(p, b, y, sizeof y));
}

sz_status sz__policy_check(const sz_policy *p, sz_error *err)
{
    /* the first must not be above the second */
    static const sz_key ordered[][2] = {
        { SZ_KEY_MIN, SZ_KEY_MAX },
        { SZ_KEY_MIN, SZ_KEY_TARGET },
        { SZ_KEY_TARGET, SZ_KEY_MAX },
        { SZ_KEY_MERGE_UNDER, SZ_KEY_MAX },
        { SZ_KEY_MERGE_UNDER, SZ_KEY_SPLIT_OVER },
        { SZ_KEY_REVIEW_UNDER, SZ_KEY_MAX },
        { SZ_KEY_MIN, SZ_KEY_SPLIT_OVER },
        { SZ_KEY_SPLIT_OVER, SZ_KEY_SEVERAL_OVER },
        { SZ_KEY_TARGET_POPULATION, SZ_KEY_MAX_POPULATION },
        { SZ_KEY_STAFF_MIN, SZ_KEY_STAFF_MAX },
        { SZ_KEY_STAFF_MIN, SZ_KEY_QUOTA },
        { SZ_KEY_OFFICE_CHILDREN, SZ_KEY_OFFICE_MIN },
        { SZ_KEY_COMMITTEE_FROM, SZ_KEY_STREET_FROM },
    };
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++) {
        sz_key a = ordered[i][0], b = ordered[i][1];
        if (sz__policy_has(p, a) && sz__policy_has(p, b) &&
            p->value[a].low > p->value[b].low)
            return fail_pair(p, a, b, err);
    }
    if (p->value[SZ_KEY_PLANNED].words == 1u << 3 && !sz__policy_has(p, SZ_KEY_OCCUPANCY))
        return sz__fail(err, SZ_ERR_DATA, p->value[SZ_KEY_PLANNED].from.line,
                        _("policy %s: count.planned = occupancy needs a rate: "
                          "count.occupancy = 0.5"), sz_policy_id(p));
    static const sz_key needed[] = { SZ_KEY_BASIS, SZ_KEY_MIN, SZ_KEY_MAX };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!sz__policy_has(p, needed[i]))
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("policy %s gives no %s: set it, or let the profile build "
                              "on another one, as in extends = law2026"),
                            sz_policy_id(p), sz__keys[needed[i]].name);
    return SZ_SUCCESS;
}
