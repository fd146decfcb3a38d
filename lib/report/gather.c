/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything that a report tells, worked out by the rooms that know it. */
#include <math.h>
#include <string.h>

#include "audit/beside.h"
#include "audit/scene.h"
#include "map/share.h"
#include "report/model.h"

/* Areas of the communities and of ground that nobody has, in whole steps that add up to
 * those of the map: the sum of a table is then the same before and after. What is as it
 * was in the plan BEFORE (NULL: none) has its steps. */
static bool round_areas(sz_stand *s, const sz_stand *before, double gap_m2)
{
    const double step = 1e6 / pow(10, SZ_AREA_DECIMALS);
    size_t n = (size_t)s->n + 1;
    double *exact = sz__zalloc(n, sizeof *exact);
    int64_t *steps = sz__zalloc(n, sizeof *steps);
    double all = 0, fixed = 0;
    s->area_m2 = sz__zalloc(n, sizeof *s->area_m2);
    bool good = exact && steps && s->area_m2;
    for (size_t c = 0; good && c + 1 < n; c++) {
        all += s->is[c].area_m2;
        if (before && s->is[c].fate == SZ_FATE_KEPT)
            fixed += s->area_m2[c] = before->area_m2[c];
        else
            exact[c] = s->is[c].area_m2;
    }
    if (good)
        exact[n - 1] = gap_m2;
    good = good && sz__share(llround((all + gap_m2) / step) - llround(fixed / step),
                             exact, n, steps);
    for (size_t c = 0; good && c < n; c++)
        s->area_m2[c] += (double)steps[c] * step;
    free(exact);
    free(steps);
    return good;
}

/* Figures of the communities, and the band of each. */
static sz_status count(sz_report *r, sz_stand *s, sz_error *err)
{
    sz_scene scene = { .map = r->map, .plan = s->plan, .policy = r->policy };
    s->n = (int32_t)sz_plan_communities(s->plan);
    s->living = sz_plan_living(s->plan);
    s->is = sz__zalloc((size_t)s->n, sizeof *s->is);
    s->counted = sz__zalloc((size_t)s->n, sizeof *s->counted);
    s->size = sz__zalloc((size_t)s->n, sizeof *s->size);
    sz_status status = s->is && s->counted && s->size ? sz__scene_count(&scene, err)
                                                      : sz__nomem(err);
    for (int32_t c = 0; c < s->n && !status; c++) {
        sz_key least_from, most_from;
        double least, most;
        status = sz_plan_community(s->plan, (size_t)c, &s->is[c], err);
        sz__band(&scene, c, &least_from, &least, &most_from, &most);
        s->counted[c] = scene.of[c].counted;
        s->size[c] = (double)s->counted[c] > most ? 1 : (double)s->counted[c] < least ? -1 : 0;
    }
    sz__scene_release(&scene);
    return status;
}

/* What nobody has, and areas in whole steps. */
static sz_status count_gap(sz_report *r, sz_stand *s, sz_error *err)
{
    const sz_map *m = r->map;
    double gap_m2 = 0;
    for (int32_t p = 0; p < m->n; p++) {
        if (s->plan->of[p] >= 0)
            continue;
        s->gap_households += m->households[p];
        s->gap_population += m->population[p];
        s->gap_parcels++;
        gap_m2 += m->area[p];
    }
    const sz_stand *before = s == r->now ? NULL : r->now;
    return round_areas(s, before, gap_m2) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status hold(sz_report *r, sz_stand *s, sz_error *err)
{
    const sz_beside beside = { .links = s == r->now ? NULL : r->options.links,
                               .n_links = s == r->now ? 0 : r->options.n_links };
    sz_status status = sz__audit(s->plan, r->policy, &beside, &s->findings, &s->audit, err);
    if (!status)
        status = sz_register_make(s->plan, r->policy, &s->reg, err);
    if (!status)
        status = count(r, s, err);
    return status ? status : count_gap(r, s, err);
}

sz_status sz__describe_change(sz_report *r, const sz_plan *before, const sz_plan *after,
                              sz_description **out, sz_error *err)
{
    sz_describe_options options = SZ_DESCRIBE_OPTIONS_INIT;
    const char *suffix = sz_policy_value(r->policy, "name.suffix");
    options.sides = sz_policy_value(r->policy, "text.sides");
    options.verb = sz_policy_value(r->policy, "text.verb");
    options.tail = sz_policy_value(r->policy, "text.tail");
    if (suffix) /* of several the first is what names are given */
        options.suffix = sz__report_text(r, "%.*s", (int)strcspn(suffix, ","), suffix);
    options.language = r->options.language;
    options.progress = r->options.progress;
    options.progress_data = r->options.progress_data;
    return sz_describe(before, after, &options, out, err);
}

/* Workers by the policy. Where it cannot be kept the table says why, for the rest of the
 * report stands without. */
static sz_status apportion(sz_report *r, sz_error *err)
{
    sz_error own = SZ_ERROR_INIT;
    if (!sz_policy_value(r->policy, "staff.quota") &&
        !sz_policy_value(r->policy, "staff.per_worker"))
        return SZ_SUCCESS;
    sz_status status = sz_staff(r->now->plan, r->planned ? r->end->plan : NULL,
                                r->policy, &r->staff, &own);
    if (status == SZ_ERR_INFEASIBLE) {
        r->staff_why = sz__report_text(r, "%s", own.message);
        return SZ_SUCCESS;
    }
    r->has_staff = status == SZ_SUCCESS;
    if (status && err)
        *err = own;
    return status;
}

sz_status sz__report_gather(sz_report *r, const sz_plan *before, const sz_plan *after,
                            sz_error *err)
{
    r->stand[0] = (sz_stand){ .plan = before, .when = sz__report_word(r, "现状") };
    r->stand[1] = (sz_stand){ .plan = after, .when = sz__report_word(r, "调整后") };
    r->planned = after != NULL;
    r->now = &r->stand[0];
    r->end = &r->stand[after != NULL];
    sz_status status = sz__links_check(r->map, r->options.links, r->options.n_links, err);
    if (!status)
        status = hold(r, &r->stand[0], err);
    if (!status && after)
        status = hold(r, &r->stand[1], err);
    r->options.links = NULL; /* the caller's */
    r->options.n_links = 0;
    if (!status)
        status = sz__describe_change(r, before, r->end->plan, &r->said, err);
    if (!status)
        status = sz_plan_moves(before, r->end->plan, &r->move, &r->n_moves, err);
    if (!status && after)
        status = sz_register_changes(r->stand[0].reg, r->stand[1].reg, &r->change,
                                     &r->n_changes, err);
    if (!status)
        status = apportion(r, err);
    if (!status)
        status = sz_premises_of(r->end->plan, r->policy, &r->premises, &r->n_premises,
                                err);
    r->moved = sz_plan_moved(before, r->end->plan);
    return status;
}

void sz__report_forget(sz_report *r)
{
    for (int i = 0; i < 2; i++) {
        sz_findings_free(r->stand[i].findings);
        sz_register_free(r->stand[i].reg);
        free(r->stand[i].is);
        free(r->stand[i].counted);
        free(r->stand[i].size);
        free(r->stand[i].area_m2);
    }
    sz_description_free(r->said);
    for (size_t i = 0; i < r->n_scenarios && r->scenario; i++) {
        sz_description_free(r->scenario[i].said);
        sz_plan_free(r->scenario[i].plan);
    }
    free(r->scenario);
    sz_comparison_free(r->comparison);
    sz_free(r->move);
    sz_free(r->change);
    sz_staff_release(&r->staff);
    sz_free(r->premises);
}
