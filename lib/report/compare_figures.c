/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The figures of one scenario: those that its audit takes, findings by community, what
 * moved since today, workers. */
#include <math.h>
#include <string.h>

#include "audit/rules.h"
#include "map/map.h"
#include "report/compare.h"
#include "sizhi/service.h"

/* Sums over communities, for means. */
typedef struct sums {
    double border, clear, compactness, metres;
    int64_t reached;       /* households that a way leads from */
    int32_t shaped;        /* communities with a compactness */
} sums;

static void take_form(const sz_figures *f, sz_compared *at, sums *all)
{
    if (f->border > 0)
        at->clear_share = f->clear / f->border;
    all->border += f->border;
    all->clear += f->clear;
    if (f->form.perimeter > 0) {
        at->compactness = sz__polsby_popper(&f->form);
        all->compactness += at->compactness;
        all->shaped++;
    }
    at->mean_m = f->mean;
    at->farthest_m = f->farthest;
    if (!isnan(f->mean)) {
        all->metres += f->mean * (double)(f->households - f->cut_off);
        all->reached += f->households - f->cut_off;
    }
}

static sz_status take_community(sz_comparing *k, size_t s, const sz_scene *scene,
                                int32_t c, sums *all, sz_error *err)
{
    const sz_figures *f = &scene->of[c];
    sz_compared *at = sz__compared(k, s, c), *total = sz__compared(k, s, -1);
    sz_community community;
    sz_key from;
    double least, most;
    sz_status status = sz_plan_community(k->plan[s], (size_t)c, &community, err);
    if (status != SZ_SUCCESS || community.parcels == 0)
        return status;
    sz__band(scene, c, &from, &least, &from, &most);
    at->there = 1;
    at->communities = 1;
    at->in_band = (double)f->counted >= least && (double)f->counted <= most;
    at->parcels = community.parcels;
    at->parts = community.parts;
    at->households = f->households;
    at->counted = f->counted;
    at->area_m2 = community.area_m2;
    at->staff = f->staff > 0 ? f->staff : -1;
    take_form(f, at, all);
    total->there = 1;
    total->communities++;
    total->in_band += at->in_band;
    total->parcels += at->parcels;
    total->parts += at->parts;
    total->households += at->households;
    total->counted += at->counted;
    total->area_m2 += at->area_m2;
    if (at->staff > 0)
        total->staff = (total->staff < 0 ? 0 : total->staff) + at->staff;
    if (!isnan(at->farthest_m))
        total->farthest_m = fmax(total->farthest_m, at->farthest_m);
    return SZ_SUCCESS;
}

static void count_finding(sz_compared *at, sz_level level)
{
    size_t *const counts[] = { &at->errors, &at->warnings, &at->hints, &at->goals };
    ++*counts[level];
}

static void count_findings(sz_comparing *k, size_t s, const sz_findings *list)
{
    const sz_plan *plan = k->plan[s];
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        int32_t c = -1;
        if (f->waiver[0])
            continue;
        for (int32_t town = -1; f->community[0] && c < 0 && town < plan->map->n_towns;
             town++)
            if (strcmp(f->town, sz_map_town_name(plan->map, town)) == 0)
                c = sz__plan_find(plan, town, f->community);
        if (c >= 0)
            count_finding(sz__compared(k, s, c), f->level);
        count_finding(sz__compared(k, s, -1), f->level);
    }
}

/* What the audit looks at, and what it finds. */
static sz_status take_audit(sz_comparing *k, size_t s, sz_error *err)
{
    const sz_plan *plan = k->plan[s];
    sz_scene scene = { .map = plan->map, .plan = plan, .policy = k->policy };
    sz_compared *total = sz__compared(k, s, -1);
    sums all = { 0 };
    sz_status status = sz__findings_new(&scene.list, err);
    if (status == SZ_SUCCESS)
        status = sz__scene_open(&scene, err);
    if (status == SZ_SUCCESS)
        status = sz__judge(&scene, err);
    for (int32_t c = 0; c < plan->n && status == SZ_SUCCESS; c++)
        status = take_community(k, s, &scene, c, &all, err);
    if (status == SZ_SUCCESS)
        count_findings(k, s, scene.list);
    if (all.border > 0)
        total->clear_share = all.clear / all.border;
    if (all.shaped > 0)
        total->compactness = all.compactness / all.shaped;
    if (all.reached > 0)
        total->mean_m = all.metres / (double)all.reached;
    sz__scene_release(&scene);
    sz_findings_free(scene.list);
    return status;
}

static sz_status take_moves(sz_comparing *k, size_t s, sz_error *err)
{
    sz_compared *total = sz__compared(k, s, -1);
    sz_move *moves = NULL;
    size_t n = 0;
    sz_status status = sz_plan_moves(k->plan[0], k->plan[s], &moves, &n, err);
    for (size_t i = 0; i < n; i++) {
        const sz_move *m = &moves[i];
        if (m->to >= 0) {
            sz_compared *at = sz__compared(k, s, m->to);
            at->gained += m->households;
            at->gained_m2 += m->area_m2;
            total->gained += m->from >= 0 ? m->households : 0;
            total->gained_m2 += m->from >= 0 ? m->area_m2 : 0;
        }
        if (m->from >= 0) {
            sz_compared *at = sz__compared(k, s, m->from);
            at->lost += m->households;
            at->lost_m2 += m->area_m2;
            total->lost += m->households;
            total->lost_m2 += m->area_m2;
        }
    }
    sz_free(moves);
    return status;
}

/* Workers as the policy apportions them. A plan that cannot be given its workers is told
 * so by a finding of its audit. */
static sz_status take_staff(sz_comparing *k, size_t s, sz_error *err)
{
    sz_staff_table table = { .quota = -1 };
    sz_error why = SZ_ERROR_INIT;
    sz_compared *total = sz__compared(k, s, -1);
    if (!sz_policy_value(k->policy, "staff.quota") &&
        !sz_policy_value(k->policy, "staff.per_worker"))
        return SZ_SUCCESS;
    sz_status status = sz_staff(k->plan[0], k->plan[s], k->policy, &table, &why);
    for (size_t i = 0; i < table.n && status == SZ_SUCCESS; i++) {
        const sz_staff_row *r = &table.rows[i];
        sz_compared *at = sz__compared(k, s, r->community);
        if (r->counted_after < 0 || r->after < 0)
            continue;
        at->staff_due = r->after;
        total->staff_due = (total->staff_due < 0 ? 0 : total->staff_due) + r->after;
    }
    sz_staff_release(&table);
    if (status == SZ_ERR_INFEASIBLE)
        return SZ_SUCCESS;
    if (status != SZ_SUCCESS && err)
        *err = why;
    return status;
}

sz_status sz__compare_figures(sz_comparing *k, size_t s, sz_error *err)
{
    sz_status status = take_audit(k, s, err);
    if (status == SZ_SUCCESS)
        status = take_moves(k, s, err);
    return status == SZ_SUCCESS ? take_staff(k, s, err) : status;
}
