/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_solve(): from a map and options to a plan, a report and reasons. */
#include "sizhi/solve.h"

#include <math.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/platform.h"
#include "plan/plan.h"
#include "solve/ground.h"
#include "solve/naming.h"

static bool has_present(const sz_map *map)
{
    for (int32_t p = 0; p < map->n; p++)
        if (map->community[p] >= 0)
            return true;
    return false;
}

static sz_status check_options(const sz_map *map, const sz_solve_options *o,
                               sz_error *err)
{
    if (!map || !o || o->size != sizeof *o)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("solving needs a map and options of this version"));
    if (o->min < 0 || o->max < 1 || o->min > o->max || o->max > INT64_MAX / 4)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("%lld to %lld is no band of households"), (long long)o->min,
                        (long long)o->max);
    if (o->target && (o->target < o->min || o->target > o->max))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the target %lld lies outside the band %lld to %lld"),
                        (long long)o->target, (long long)o->min, (long long)o->max);
    if (o->communities < 0 || (int)o->from < 0 || o->from > SZ_FROM_SCRATCH ||
        !(o->seconds >= 0) || (o->n_locked && !o->locked))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the number of communities, the start, the time or the locks "
                          "are no valid options"));
    if (o->from == SZ_FROM_PRESENT && !has_present(map))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the map has no communities today to start from; start from "
                          "scratch"));
    return SZ_SUCCESS;
}

/* What one call works with. */
typedef struct job {
    const sz_map *map;
    const sz_solve_options *options;
    sz_graph graph;
    sz_demand demand;
    int32_t *today_town;
    sz_outcome out;
    sz_plan *present, *plan;
    int32_t *label; /* [atoms] community of the plan */
    int32_t *town;  /* [communities of the plan] */
    sz_audit audit;
    sz_findings *why;
    bool feasible;
} job;

static void release_job(job *j)
{
    sz__graph_release(&j->graph);
    sz__outcome_release(&j->out);
    sz__audit_release(&j->audit);
    sz_plan_free(j->present);
    sz_plan_free(j->plan);
    sz_findings_free(j->why);
    free(j->today_town);
    free(j->label);
    free(j->town);
}

static sz_status pose(job *j, sz_error *err)
{
    const sz_solve_options *o = j->options;
    const sz_map *m = j->map;
    sz_graph_options how = { .split_units = o->split_units,
                             .cross_towns = o->cross_towns,
                             .locked = o->locked,
                             .n_locked = o->n_locked,
                             .bridge = o->max };
    sz_status status = sz__graph_from_map(&j->graph, m, &how, err);
    if (status)
        return status;
    j->today_town = sz__alloc((size_t)m->n_communities, sizeof *j->today_town);
    if (!j->today_town)
        return sz__nomem(err);
    for (int32_t t = 0; t < m->n_communities; t++)
        j->today_town[t] = m->communities[t].town;
    j->demand = (sz_demand){
        .min = o->min,
        .max = o->max,
        .target = o->target ? o->target : o->min + (o->max - o->min) / 2,
        .n_today = m->n_communities,
        .today_town = j->today_town,
        .present = o->from == SZ_FROM_PRESENT ||
                   (o->from == SZ_FROM_AUTO && has_present(m)),
        .cross_towns = o->cross_towns,
    };
    if (j->demand.target < 1)
        j->demand.target = 1;
    return SZ_SUCCESS;
}

/* The outcome as a plan of the map. */
static sz_status make_plan(job *j, sz_error *err)
{
    const sz_map *m = j->map;
    const sz_graph *g = &j->graph;
    int32_t *number = sz__alloc((size_t)j->out.n_new, sizeof *number);
    int32_t *of = sz__alloc((size_t)m->n, sizeof *of);
    j->label = sz__alloc((size_t)g->n, sizeof *j->label);
    sz_status status = number && of && j->label ? SZ_SUCCESS : sz__nomem(err);
    if (!status)
        status = sz_plan_present(m, &j->present, err);
    if (!status)
        status = sz_plan_copy(j->present, &j->plan, err);
    if (!status)
        status = sz__found_new(j->plan, m, g, j->demand.n_today, &j->out, number, err);
    if (!status) {
        for (int32_t v = 0; v < g->n; v++) {
            int32_t c = j->out.label[v];
            j->label[v] = c < j->demand.n_today ? c : number[c - j->demand.n_today];
        }
        for (int32_t p = 0; p < m->n; p++)
            of[p] = j->label[g->atom_of[p]];
        status = sz__plan_set(j->plan, of, err);
    }
    free(number);
    free(of);
    return status;
}

static sz_status judge_plan(job *j, sz_error *err)
{
    int32_t n = j->plan->n;
    sz_case c = { j->map, j->plan, &j->graph, &j->demand, j->options->communities };
    size_t reasons = 0;
    j->town = sz__alloc((size_t)n, sizeof *j->town);
    if (!j->town)
        return sz__nomem(err);
    for (int32_t i = 0; i < n; i++)
        j->town[i] = j->plan->tally[i].town;
    sz_status status = sz__findings_new(&j->why, err);
    if (!status)
        status = sz__audit(&j->audit, &j->graph, j->label, n, j->town, &j->demand,
                           j->options->communities, err);
    if (!status)
        status = sz__audit_ground(&j->audit, &c, j->why, err);
    if (!status && !j->options->split_units)
        status = sz__audit_units(&j->audit, &c, err);
    j->feasible = !status && j->audit.breaches.n == 0;
    if (!status && !j->feasible)
        status =
            sz__why_impossible(&c, j->out.tasks, j->out.n_tasks, j->why, &reasons, err);
    if (!status && !j->feasible)
        status = sz__why_broken(&c, &j->audit, j->why, err);
    if (status || j->feasible)
        return status;
    const sz_finding *first = sz_findings_at(j->why, 0);
    return reasons
               ? sz__fail(err, SZ_ERR_INFEASIBLE, -1, "%s", first->message)
               : sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                          _("no plan without breaches was found, the best has %zu: %s"),
                          j->audit.breaches.n, first->message);
}

static void fill_report(const job *j, double seconds, sz_solve_report *r)
{
    const sz_map *m = j->map;
    *r = (sz_solve_report){
        .feasible = j->feasible,
        .stopped = j->out.stopped,
        .atoms = (size_t)j->graph.n,
        .towns = (size_t)m->n_towns,
        .communities = sz_plan_living(j->plan),
        .households = sz_map_households(m),
        .moved = sz_plan_moved(j->present, j->plan),
        .smallest = j->audit.smallest,
        .largest = j->audit.largest,
        .proposals = j->out.proposals,
        .seconds = seconds,
        .from = j->demand.present ? SZ_FROM_PRESENT : SZ_FROM_SCRATCH,
        .objective = NAN,
        .objective_present = NAN,
        .objective_bound = NAN,
    };
    for (int i = 0; i < SZ_N_TERMS; i++)
        r->term[i] = (sz_term_value){ NAN, NAN, NAN, NAN };
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t left = m->b_left[b], right = m->b_right[b];
        if (left < 0 || right < 0 || j->plan->of[left] == j->plan->of[right])
            continue;
        r->border_m += m->b_length[b];
        if (m->b_class[b] == SZ_BARRIER_NONE)
            r->border_off_m += m->b_length[b];
    }
}

sz_status sz_solve(const sz_map *map, const sz_solve_options *options, sz_plan **out,
                   sz_solve_report *report, sz_findings **why, sz_error *err)
{
    double start = sz__now();
    sz_status status = check_options(map, options, err);
    if (status)
        return status;
    if (!out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("solving needs a place for the plan"));
    job j = { .map = map, .options = options };
    sz_effort effort = { .seed = options->seed,
                         .per_atom = options->iterations,
                         .seconds = options->seconds,
                         .threads = options->threads,
                         .progress = options->progress,
                         .progress_data = options->progress_data };
    status = pose(&j, err);
    if (!status)
        status = sz__engine_run(&j.out, &j.graph, &j.demand, options->communities,
                                &effort, err);
    if (!status)
        status = make_plan(&j, err);
    if (!status)
        status = judge_plan(&j, err);
    if (status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE) {
        if (report)
            fill_report(&j, sz__now() - start, report);
        if (why) {
            *why = j.why;
            j.why = NULL;
        }
        *out = j.plan;
        j.plan = NULL;
    }
    release_job(&j);
    return status;
}
