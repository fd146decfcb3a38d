/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Records of detached parts that a policy carries: which may stay, and why. */
#include <string.h>

#include "core/i18n.h"
#include "policy/policy.h"

static void release(sz_own_record *r)
{
    char *texts[] = { r->town, r->community, r->within, r->reason,
                      r->who,  r->date,      r->source };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

void sz__policy_records_release(sz_policy *p)
{
    for (size_t i = 0; i < p->record.n; i++)
        release(&p->record.at[i]);
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
    sz_own_record own = { .part = r->part, .area = r->area_m2,
                          .historic = r->historic != 0 };
    bool ok = copy(&own.town, r->town) && copy(&own.community, r->community) &&
              copy(&own.within, r->within) && copy(&own.reason, r->reason) &&
              copy(&own.who, r->who) && copy(&own.date, r->date) &&
              copy(&own.source, r->source) && sz__push(&p->record, own);
    if (ok)
        return SZ_SUCCESS;
    release(&own);
    return sz__nomem(err);
}

size_t sz_policy_records(const sz_policy *p)
{
    return p ? p->record.n : 0;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

sz_status sz_policy_record_at(const sz_policy *p, size_t i, sz_detached_record *out,
                              sz_error *err)
{
    if (i >= sz_policy_records(p) || !out)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)i,
                        _("no such record of detached land"));
    const sz_own_record *r = &p->record.at[i];
    *out = (sz_detached_record){
        .town = or_empty(r->town), .community = r->community,
        .within = or_empty(r->within), .part = r->part, .area_m2 = r->area,
        .historic = r->historic, .reason = or_empty(r->reason),
        .who = or_empty(r->who), .date = or_empty(r->date),
        .source = or_empty(r->source),
    };
    return SZ_SUCCESS;
}
