/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the rules say of workers by the norm, and of households that no road leads to
 * the office from. */
#include "audit/rules.h"
#include "core/i18n.h"

static sz_status cut_off_rule(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_figures *f = &s->of[c];
    char name[160];
    if (f->cut_off == 0)
        return SZ_SUCCESS;
    sz_plan_shown_name(s->plan, c, name, sizeof name);
    return sz__say(s, SZ_RULE_REACH_CUT_OFF, SZ_KEY_DISTANCE, c, (double)f->cut_off, 0,
                   s->map->x[f->cut_off_at], s->map->y[f->cut_off_at], err,
                   _("%s: no road of the map leads to the office from %lld households "
                     "in %d parcels, which are not in the distances"),
                   name, (long long)f->cut_off, (int)f->cut_parcels);
}

static sz_status norm_rule(sz_scene *s, int32_t c, int64_t norm, sz_error *err)
{
    const sz_figures *f = &s->of[c];
    char name[160];
    int64_t need = (f->counted + norm - 1) / norm;
    if (f->staff == 0 || f->staff >= need)
        return SZ_SUCCESS;
    sz_plan_shown_name(s->plan, c, name, sizeof name);
    return sz__say(s, SZ_RULE_STAFF_NORM, SZ_KEY_PER_WORKER, c, (double)f->staff,
                   (double)need, f->x, f->y, err,
                   _("%s has %lld workers; one for %lld households makes %lld"), name,
                   (long long)f->staff, (long long)norm, (long long)need);
}

sz_status sz__rules_service(sz_scene *s, int32_t c, sz_error *err)
{
    int64_t norm = sz__households_per_worker(s->policy);
    if (s->of[c].parcels == 0)
        return SZ_SUCCESS;
    sz_status status = cut_off_rule(s, c, err);
    return status == SZ_SUCCESS && norm > 0 ? norm_rule(s, c, norm, err) : status;
}
