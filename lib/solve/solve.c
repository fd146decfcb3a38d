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
#include "solve/options.h"
#include "solve/proofs.h"
#include "solve/remedy.h"
#include "solve/terms.h"

/* Sets of communities that are looked at when whole ones merge, unless proofs are asked
 * for. */
enum { MERGE_STEPS = 3000000 };

/* What one call works with. */
typedef struct job {
    const sz_map *map;
    const sz_solve_options *options;
    sz_posed posed;
    sz_best out;
    sz_plan *present, *plan;
    int32_t *label; /* [atoms] community of the plan */
    int32_t *town;  /* [communities of the plan] */
    sz_inspection seen;
    sz_findings *why;
    bool feasible;
} job;

static void release_job(job *j)
{
    sz__posed_release(&j->posed);
    sz__best_release(&j->out);
    sz__inspection_release(&j->seen);
    sz_plan_free(j->present);
    sz_plan_free(j->plan);
    sz_findings_free(j->why);
    free(j->label);
    free(j->town);
}

/* The outcome as a plan of the map. */
static sz_status make_plan(job *j, sz_error *err)
{
    const sz_map *m = j->map;
    const sz_graph *g = &j->posed.graph;
    int32_t *number = sz__alloc((size_t)j->out.n_new, sizeof *number);
    int32_t *of = sz__alloc((size_t)m->n, sizeof *of);
    j->label = sz__alloc((size_t)g->n, sizeof *j->label);
    sz_status status = number && of && j->label ? SZ_SUCCESS : sz__nomem(err);
    if (!status)
        status = sz_plan_present(m, &j->present, err);
    if (!status)
        status = sz_plan_copy(j->present, &j->plan, err);
    if (!status)
        status = sz__found_new(j->plan, m, g, j->posed.demand.n_today, &j->out, number, err);
    if (!status) {
        for (int32_t v = 0; v < g->n; v++) {
            int32_t c = j->out.label[v];
            j->label[v] = c < j->posed.demand.n_today ? c : number[c - j->posed.demand.n_today];
        }
        for (int32_t p = 0; p < m->n; p++)
            of[p] = j->label[g->atom_of[p]];
        status = sz__plan_set(j->plan, of, err);
    }
    free(number);
    free(of);
    return status;
}

/* Every hard constraint, counted anew. */
static sz_status audit_plan(job *j, const sz_case *c, sz_error *err)
{
    const sz_solve_options *o = j->options;
    const sz_posed *p = &j->posed;
    int32_t n = j->plan->n;
    bool merge = p->from == SZ_FROM_MERGE; /* units that today's limits cut stay so */
    sz_status status = sz__inspect(&j->seen, &p->graph, j->label, n, j->town, &p->demand,
                                 p->communities, err);
    if (!status)
        status = sz__inspect_ground(&j->seen, c, j->why, err);
    if (!status && !o->split_units && !merge)
        status = sz__inspect_units(&j->seen, c, j->map->unit, err);
    for (int32_t k = 0; k < j->map->n_more && !o->split_units && !merge && !status; k++)
        status = sz__inspect_units(&j->seen, c,
                                 j->map->more + (size_t)k * (size_t)j->map->n, err);
    for (size_t i = 0; i < o->n_layers && !merge && !status; i++)
        status = sz__inspect_units(&j->seen, c, o->layers[i], err);
    if (!status && o->held)
        status = sz__inspect_held(&j->seen, c, o->held, err);
    if (!status && o->uncrossed)
        status = sz__inspect_borders(&j->seen, c, o->uncrossed, err);
    if (!status && p->aside)
        sz__inspect_waive(&j->seen, &p->graph, j->map->n_communities, p->aside);
    return status;
}

static sz_status judge_plan(job *j, sz_error *err)
{
    int32_t n = j->plan->n;
    const sz_solve_options *o = j->options;
    sz_demand widest = j->posed.demand; /* what no kind of community goes beyond */
    sz_case c = { j->map, j->plan, &j->posed.graph, &widest, j->posed.communities,
                  o->links, o->n_links, j->posed.from == SZ_FROM_MERGE };
    size_t reasons = 0;
    for (size_t i = 0; i < o->n_bands; i++) {
        widest.min = j->posed.bands[i].min < widest.min ? j->posed.bands[i].min : widest.min;
        widest.max = j->posed.bands[i].max > widest.max ? j->posed.bands[i].max : widest.max;
    }
    j->town = sz__alloc((size_t)n, sizeof *j->town);
    if (!j->town)
        return sz__nomem(err);
    for (int32_t i = 0; i < n; i++)
        j->town[i] = j->plan->tally[i].town;
    sz_status status = sz__findings_new(&j->why, err);
    if (!status)
        status = audit_plan(j, &c, err);
    j->feasible = !status && j->seen.breaches.n == 0;
    if (!status && !j->feasible)
        status =
            sz__why_impossible(&c, j->out.tasks, j->out.n_tasks, j->why, &reasons, err);
    if (!status && !j->feasible)
        status = sz__why_remedies(&c, &j->out, &j->seen, j->why, &reasons, err);
    if (!status && !j->feasible)
        status = sz__why_broken(&c, &j->seen, j->why, err);
    if (status || j->feasible)
        return status;
    const sz_finding *first = sz_findings_at(j->why, 0);
    return reasons
               ? sz__fail(err, SZ_ERR_INFEASIBLE, -1, "%s", first->message)
               : sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                          _("no plan without breaches was found, the best has %zu: %s"),
                          j->seen.breaches.n, first->message);
}

/* The terms of the objective, of this plan and of today's; SHARE [tasks] is what this
 * plan costs in each task. */
static sz_status fill_terms(const job *j, sz_solve_report *r, double *share,
                            sz_error *err)
{
    sz_terms now, then;
    const sz_task *tasks = j->out.tasks;
    int32_t n = j->out.n_tasks;
    bool today = sz__map_has_communities(j->map);
    sz_status status =
        sz__terms_count(&now, share, &j->posed, tasks, n, j->plan, j->label, err);
    if (!status)
        status = sz__terms_count(&then, NULL, &j->posed, tasks, n, j->present,
                                 j->posed.graph.today, err);
    if (status)
        return status;
    r->objective = r->objective_present = 0;
    for (int i = 0; i < SZ_N_TERMS; i++) {
        bool any = now.value[i] > 0;
        r->term[i] = (sz_term_value){
            .result = now.value[i],
            .present = today ? then.value[i] : NAN,
            .bound = NAN,
            .weight = any ? now.cost[i] / now.value[i]
                          : sz__terms_weight(tasks, n, (sz_term)i),
        };
        r->objective += now.cost[i];
        r->objective_present += today ? then.cost[i] : NAN;
    }
    r->objective_bound = NAN;
    r->cut_edges = (int64_t)now.value[SZ_TERM_CUT_EDGES];
    return SZ_SUCCESS;
}

static sz_status fill_report(const job *j, double started, sz_solve_report *r,
                             sz_error *err)
{
    const sz_map *m = j->map;
    *r = (sz_solve_report){
        .feasible = j->feasible,
        .stopped = j->out.stopped,
        .atoms = (size_t)j->posed.graph.n,
        .towns = (size_t)m->n_towns,
        .communities = sz_plan_living(j->plan),
        .households = sz_map_households(m),
        .moved = sz_plan_moved(j->present, j->plan),
        .smallest = j->seen.smallest,
        .largest = j->seen.largest,
        .proposals = j->out.proposals,
        .from = j->posed.from,
    };
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t left = m->b_left[b], right = m->b_right[b];
        if (left < 0 || right < 0 || j->plan->of[left] == j->plan->of[right])
            continue;
        r->border_m += m->b_length[b];
        if (m->b_class[b] == SZ_BARRIER_NONE)
            r->border_off_m += m->b_length[b];
    }
    double *share = sz__alloc((size_t)j->out.n_tasks, sizeof *share);
    sz_status status = share ? fill_terms(j, r, share, err) : sz__nomem(err);
    if (!status)
        status = sz__report_bounds(r, &j->posed, &j->out, share, err);
    free(share);
    r->seconds = sz__now() - started;
    return status;
}

sz_status sz_solve(const sz_map *map, const sz_solve_options *options, sz_plan **out,
                   sz_solve_report *report, sz_findings **why, sz_error *err)
{
    double start = sz__now();
    if (!out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("solving needs a place for the plan"));
    job j = { .map = map, .options = options };
    sz_status status = sz__pose(&j.posed, map, options, err);
    if (status)
        return status;
    sz_effort effort = { .seed = options->seed,
                         .per_atom = options->iterations,
                         .seconds = options->seconds,
                         .threads = options->threads,
                         .prove = options->prove || j.posed.from == SZ_FROM_MERGE,
                         .proof_steps = options->prove ? 0 : MERGE_STEPS,
                         .progress = options->progress,
                         .progress_data = options->progress_data };
    status = sz__engine_run(&j.out, &j.posed.graph, &j.posed.demand, j.posed.communities,
                            &effort, err);
    if (!status)
        status = make_plan(&j, err);
    if (!status)
        status = judge_plan(&j, err);
    if (report && (status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE)) {
        sz_status filled = fill_report(&j, start, report, err);
        status = filled ? filled : status;
    }
    if (status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE) {
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
