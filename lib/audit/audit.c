/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_audit(): figures first, then rule by rule, then the sum. */
#include "sizhi/audit.h"

#include <math.h>
#include <string.h>

#include "audit/rules.h"
#include "core/i18n.h"

static sz_status run_rules(sz_scene *s, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (int32_t c = 0; c < s->plan->n && status == SZ_SUCCESS; c++)
        status = sz__rules_figures(s, c, err);
    if (status == SZ_SUCCESS)
        status = sz__rules_ground(s, err);
    if (status == SZ_SUCCESS)
        status = sz__rules_units(s, err);
    if (status == SZ_SUCCESS)
        status = sz__rules_town(s, err);
    if (status == SZ_SUCCESS)
        status = sz__rules_names(s, err);
    return status;
}

static bool is(const sz_finding *f, sz_rule rule)
{
    return strcmp(f->rule, sz__rule_id(rule)) == 0;
}

static void add_up_findings(const sz_scene *s, sz_audit_report *r)
{
    size_t *levels[] = { &r->errors, &r->warnings, &r->hints, &r->goals };
    for (size_t i = 0; i < sz_findings_count(s->list); i++) {
        const sz_finding *f = sz_findings_at(s->list, i);
        r->detached += is(f, SZ_RULE_PART_DETACHED) || is(f, SZ_RULE_PART_POINT) ||
                       is(f, SZ_RULE_PART_ENCLAVE);
        r->overlaps += is(f, SZ_RULE_COVER_OVERLAP);
        if (is(f, SZ_RULE_COVER_GAP)) {
            r->gaps++;
            r->gap_households += (int64_t)f->value;
        }
        ++*(f->waiver[0] ? &r->waived : levels[f->level]);
    }
}

static void add_up(const sz_scene *s, sz_audit_report *r)
{
    double border = 0, clear = 0;
    *r = (sz_audit_report){ .clear_share = NAN };
    for (int32_t c = 0; c < s->plan->n; c++) {
        const sz_figures *f = &s->of[c];
        sz_key least_from, most_from;
        double least, most;
        if (f->parcels == 0)
            continue;
        sz__band(s, c, &least_from, &least, &most_from, &most);
        r->communities++;
        r->above += (double)f->counted > most;
        r->below += (double)f->counted < least;
        r->households += f->households;
        r->counted += f->counted;
        border += f->border;
        clear += f->clear;
    }
    r->in_band = r->communities - r->above - r->below;
    if (border > 0)
        r->clear_share = clear / border;
    add_up_findings(s, r);
}

sz_status sz_audit(const sz_plan *plan, const sz_policy *policy, sz_findings **findings,
                   sz_audit_report *report, sz_error *err)
{
    if (!plan || !policy || !findings)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("an audit needs a plan, a policy and a place for findings"));
    sz_scene s = { .map = plan->map, .plan = plan, .policy = policy };
    sz_status status = sz__findings_new(&s.list, err);
    if (status == SZ_SUCCESS)
        status = sz__scene_open(&s, err);
    if (status == SZ_SUCCESS)
        status = run_rules(&s, err);
    if (status == SZ_SUCCESS && report)
        add_up(&s, report);
    sz__scene_release(&s);
    if (status == SZ_SUCCESS)
        *findings = s.list;
    else
        sz_findings_free(s.list);
    return status;
}
