/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_audit(): figures first, then rule by rule, then the sum. */
#include "sizhi/audit.h"

#include <math.h>
#include <string.h>

#include "audit/rules.h"
#include "core/i18n.h"

const sz_stage sz__stages[SZ_N_STAGES] = {
    [SZ_STAGE_FIGURES] = { SZ_OVER_COMMUNITIES, sz__rules_figures },
    [SZ_STAGE_PARTS] = { SZ_OVER_COMMUNITIES, sz__rules_parts },
    [SZ_STAGE_CUT] = { SZ_OVER_COMMUNITIES, sz__rules_cut },
    [SZ_STAGE_GAPS] = { SZ_OVER_ALL, sz__rules_gaps },
    [SZ_STAGE_OVERLAPS] = { SZ_OVER_ALL, sz__rules_overlaps },
    [SZ_STAGE_CROSSED] = { SZ_OVER_COMMUNITIES, sz__rules_crossed },
    [SZ_STAGE_UNITS] = { SZ_OVER_UNITS, sz__rules_unit },
    [SZ_STAGE_JOINT] = { SZ_OVER_ALL, sz__rules_joint },
    [SZ_STAGE_INTERLACED] = { SZ_OVER_COMMUNITIES, sz__rules_interlaced },
    [SZ_STAGE_OFFICES] = { SZ_OVER_COMMUNITIES, sz__rules_office },
    [SZ_STAGE_SERVICE] = { SZ_OVER_COMMUNITIES, sz__rules_service },
    [SZ_STAGE_QUOTA] = { SZ_OVER_TOWNS, sz__rules_quota },
    [SZ_STAGE_NAMES] = { SZ_OVER_COMMUNITIES, sz__rules_name },
    [SZ_STAGE_SAME_NAMES] = { SZ_OVER_COMMUNITIES, sz__rules_same_name },
    [SZ_STAGE_SUMS] = { SZ_OVER_ALL, sz__rules_sums },
};

int32_t sz__stage_items(const sz_scene *s, sz_stage_id stage)
{
    switch (sz__stages[stage].over) {
    case SZ_OVER_COMMUNITIES: return s->plan->n;
    case SZ_OVER_UNITS: return s->map->n_units;
    case SZ_OVER_TOWNS: return s->map->n_towns + 1;
    case SZ_OVER_ALL: return 1;
    }
    return 0;
}

sz_status sz__judge(sz_scene *s, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (int stage = 0; stage < SZ_N_STAGES; stage++) {
        int32_t n = sz__stage_items(s, (sz_stage_id)stage);
        for (int32_t i = 0; i < n && status == SZ_SUCCESS; i++)
            status = sz__stages[stage].run(s, i, err);
    }
    return status;
}

static bool is(const sz_finding *f, sz_rule rule)
{
    return strcmp(f->rule, sz__rule_id(rule)) == 0;
}

static void add_up_findings(const sz_findings *list, sz_audit_report *r)
{
    size_t *levels[] = { &r->errors, &r->warnings, &r->hints, &r->goals };
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
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

void sz__add_up(const sz_scene *s, const sz_findings *list, sz_audit_report *r)
{
    double border = 0, clear = 0; /* NaN without lines */
    *r = (sz_audit_report){ .clear_share = NAN };
    for (int32_t c = 0; c < s->plan->n; c++) {
        const sz_figures *f = &s->of[c];
        sz_key least_from, most_from;
        double least, most;
        if (f->parcels == 0)
            continue;
        sz__band(s, c, &least_from, &least, &most_from, &most);
        r->communities++;
        if (sz__is_exempt(s, c)) {
            r->exempt++;
        } else {
            r->above += (double)f->counted > most;
            r->below += (double)f->counted < least;
        }
        r->households += f->households;
        r->counted += f->counted;
        r->population += f->population;
        r->area_m2 += f->area;
        border += f->border;
        clear += f->clear;
    }
    r->in_band = r->communities - r->exempt - r->above - r->below;
    if (border > 0)
        r->clear_share = clear / border;
    add_up_findings(list, r);
}

sz_status sz_audit(const sz_plan *plan, const sz_policy *policy, sz_findings **findings,
                   sz_audit_report *report, sz_error *err)
{
    return sz__audit(plan, policy, NULL, findings, report, err);
}

sz_status sz__audit(const sz_plan *plan, const sz_policy *policy, const sz_beside *beside,
                    sz_findings **findings, sz_audit_report *report, sz_error *err)
{
    if (!plan || !policy || !findings)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("an audit needs a plan, a policy and a place for findings"));
    sz_scene s = { .map = plan->map, .plan = plan, .policy = policy, .beside = beside };
    sz_status status = sz__findings_new(&s.list, err);
    if (status == SZ_SUCCESS)
        status = sz__scene_open(&s, err);
    if (status == SZ_SUCCESS)
        status = sz__judge(&s, err);
    if (status == SZ_SUCCESS && report)
        sz__add_up(&s, s.list, report);
    sz__scene_release(&s);
    if (status == SZ_SUCCESS)
        *findings = s.list;
    else
        sz_findings_free(s.list);
    return status;
}
