/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a plan breaks, in words; see why.h. */
#include "core/i18n.h"
#include "solve/why.h"

static const char *community_name(const sz_case *c, int32_t community, char *buffer,
                                  size_t size)
{
    buffer[0] = '\0';
    if (community >= 0)
        sz_plan_shown_name(c->plan, community, buffer, size);
    return buffer;
}

static const struct {
    const char *rule;
    const char *message; /* community, value, bound */
} words[] = {
    [SZ_BREACH_BELOW] = { "size.below",
                          N_("%s has %lld households, the minimum is %lld") },
    [SZ_BREACH_ABOVE] = { "size.above",
                          N_("%s has %lld households, the maximum is %lld") },
    [SZ_BREACH_DETACHED] = { "part.detached",
                             N_("%s has a detached part with %lld households; %lld may "
                                "be in one") },
    [SZ_BREACH_ENCLAVE] = { "part.enclave",
                            N_("%s cuts %lld households off from the outside; %lld may "
                               "be") },
    [SZ_BREACH_LOCKED] = { "plan.locked-changed",
                           N_("%s is locked, but %lld households change; %lld may") },
    [SZ_BREACH_TOWN] = { "plan.town-crossed",
                         N_("%s has %lld households of another town; %lld may be") },
    [SZ_BREACH_NOBODY] = { "plan.unassigned",
                           N_("ground of no community%s has %lld households; %lld may "
                              "be left") },
    [SZ_BREACH_UNIT] = { "plan.unit-cut",
                         N_("%s has part of a unit only, %lld households of it lie "
                            "elsewhere; %lld may: unlock it, or let units be cut") },
    [SZ_BREACH_BORDER] = { "plan.border-crossed",
                           N_("%s lies on both sides of %lld m of a border that may not "
                              "be crossed; %lld m may be") },
    [SZ_BREACH_HELD] = { "plan.held-moved",
                         N_("%s loses %lld households that must stay in it; %lld may "
                            "go") },
    [SZ_BREACH_NUMBER] = { "plan.number",
                           N_("the plan%s has %lld communities, %lld are "
                              "asked for") },
};

sz_status sz__why_broken(const sz_case *c, const sz_inspection *seen, sz_findings *list,
                         sz_error *err)
{
    char shown[256];
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < seen->breaches.n && !status; i++) {
        const sz_breach *b = &seen->breaches.at[i];
        sz_finding f = { .level = SZ_LEVEL_ERROR };
        sz_community info;
        if (b->atom >= 0)
            f = sz__at_atom(c, "", b->atom, 0, 0);
        f.rule = words[b->kind].rule;
        f.value = (double)b->value;
        f.bound = (double)b->bound;
        if (b->community >= 0) {
            status = sz_plan_community(c->plan, (size_t)b->community, &info, err);
            if (status)
                break;
            f.community = info.name;
            f.town = sz_map_town_name(c->map, info.town);
        }
        status = sz__findings_add(list, &f, err, _(words[b->kind].message),
                                  community_name(c, b->community, shown, sizeof shown),
                                  (long long)b->value, (long long)b->bound);
    }
    return status;
}
