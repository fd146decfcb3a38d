/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Records of detached parts that a policy carries: which may stay, and why. */
#include <string.h>

#include "core/i18n.h"
#include "policy/policy.h"

void sz__own_record_release(sz_own_record *r)
{
    char *texts[] = { r->town, r->community, r->within, r->reason,
                      r->who,  r->date,      r->source };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

void sz__policy_records_release(sz_policy *p)
{
    for (size_t i = 0; i < p->record.n; i++)
        sz__own_record_release(&p->record.at[i]);
    free(p->record.at);
}

static bool says(const char *text)
{
    return text && *text;
}

/* A copy of what TEXT says, NULL when it says nothing. */
static bool copy(char **to, const char *text)
{
    if (!says(text))
        return true;
    return (*to = sz__dup(text, strlen(text) + 1, 1)) != NULL;
}

bool sz__own_record_copy(sz_own_record *out, const sz_detached_record *r)
{
    *out = (sz_own_record){ .part = r->part, .area = r->area_m2,
                            .historic = r->historic != 0 };
    return copy(&out->town, r->town) && copy(&out->community, r->community) &&
           copy(&out->within, r->within) && copy(&out->reason, r->reason) &&
           copy(&out->who, r->who) && copy(&out->date, r->date) &&
           copy(&out->source, r->source);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

sz_detached_record sz__own_record_shown(const sz_own_record *r)
{
    return (sz_detached_record){
        .town = or_empty(r->town), .community = or_empty(r->community),
        .within = or_empty(r->within), .part = r->part, .area_m2 = r->area,
        .historic = r->historic, .reason = or_empty(r->reason),
        .who = or_empty(r->who), .date = or_empty(r->date),
        .source = or_empty(r->source),
    };
}

sz_status sz_policy_record(sz_policy *p, const sz_detached_record *r, sz_error *err)
{
    if (!p || !r)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no policy or no record"));
    sz_place place = { says(r->source) ? r->source : sz_policy_id(p), 0 };
    if (!says(r->community))
        return sz__policy_fail(err, place,
                               _("a record of detached land names its community"));
    if (r->historic && !says(r->reason))
        return sz__policy_fail(err, place,
                               _("detached land of %s may stay for a reason only; write "
                                 "it down"), r->community);
    sz_own_record own;
    if (sz__own_record_copy(&own, r) && sz__push(&p->record, own))
        return SZ_SUCCESS;
    sz__own_record_release(&own);
    return sz__nomem(err);
}

size_t sz_policy_records(const sz_policy *p)
{
    return p ? p->record.n : 0;
}

sz_status sz_policy_record_at(const sz_policy *p, size_t i, sz_detached_record *out,
                              sz_error *err)
{
    if (i >= sz_policy_records(p) || !out)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)i,
                        _("no such record of detached land"));
    *out = sz__own_record_shown(&p->record.at[i]);
    return SZ_SUCCESS;
}
