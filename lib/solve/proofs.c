/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Proofs over threads, and bounds in the report; see proofs.h. */
#include "solve/proofs.h"

#include <math.h>

#include "core/array.h"
#include "core/platform.h"
#include "solve/bound.h"
#include "solve/search.h"

/* Sets looked at for a task, without a time limit; and where nobody asked. */
enum { STEPS = 50000000, UNASKED = 100000 };

/* One proof under way, for the stop function. */
typedef struct stint {
    sz_watch *watch;
    double until;  /* clock; 0: no limit */
} stint;

static bool stop_now(void *data, double fraction)
{
    stint *s = data;
    (void)fraction;
    return sz__watch_note(s->watch, 0) || (s->until > 0 && sz__now() > s->until);
}

/* Cost and violation of the task's plan. */
static sz_status cost_of(const sz_task *t, double *cost, int64_t *violation,
                         sz_error *err)
{
    sz_search s;
    sz_status status = sz__search_init(&s, t, 0, 0, err);
    if (status)
        return status;
    sz__state_load(&s.st, t->label, t->n_zones);
    sz__search_sum_up(&s);
    sz__search_add_up(&s, cost, violation);
    sz__search_release(&s);
    return SZ_SUCCESS;
}

static sz_status prove_one(sz_proof *proof, sz_task *task, sz_watch *watch,
                           double share, sz_error *err)
{
    double cost, left = sz__watch_left(watch);
    int64_t violation = 0;
    const sz_effort *effort = watch->effort;
    bool asked = effort->prove, few = task->graph.n <= SZ_SET_ATOMS;
    *proof = (sz_proof){ .cost = INFINITY, .bound = -INFINITY, .root = -INFINITY };
    if (!asked && !few)
        return SZ_SUCCESS;
    sz_status status = cost_of(task, &cost, &violation, err);
    if (status)
        return status;
    proof->cost = cost = violation ? INFINITY : cost;
    if (!asked && cost < INFINITY)
        return SZ_SUCCESS;
    stint s = { watch, left < INFINITY ? sz__now() + fmax(0.1, left * share) : 0 };
    sz_budget budget = { .steps = !asked                ? UNASKED
                                  : effort->proof_steps ? effort->proof_steps
                                  : s.until > 0         ? UINT64_MAX
                                                        : STEPS,
                         .stop = stop_now,
                         .data = &s };
    return sz__prove_task(proof, task, cost, &budget, err);
}

sz_status sz__prove_all(sz_best *out, sz_watch *watch, int threads, sz_error *err)
{
    int32_t left = 0;
    sz_status status = SZ_SUCCESS;
    out->proofs = sz__zalloc((size_t)out->n_tasks, sizeof *out->proofs);
    if (!out->proofs)
        return sz__nomem(err);
    for (int32_t i = 0; i < out->n_tasks; i++)
        left += !out->tasks[i].idle;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t i = 0; i < out->n_tasks; i++) {
        sz_error own = SZ_ERROR_INIT;
        double share = 1;
        if (out->tasks[i].idle)
            continue;
#pragma omp critical(sizhi_solve_progress)
        share = fmin(1, (double)threads / fmax(1, left--));
        sz_status got =
            prove_one(&out->proofs[i], &out->tasks[i], watch, share, &own);
        if (got) {
#pragma omp critical(sizhi_solve_error)
            if (!status) {
                status = got;
                if (err)
                    *err = own;
            }
        }
    }
    return status;
}

/* ---- the report ---- */

/* Households that count as moved when an atom leaves home, and in *SURE those of it
 * that do anyway: it may lie in several communities of today. */
static int64_t leaving(const sz_posed *p, int32_t v, int64_t *sure)
{
    const sz_graph *g = &p->graph;
    int64_t claimed = 0, kept = g->kept_weight[v];
    for (int32_t i = g->member_row[v]; i < g->member_row[v + 1]; i++)
        if (p->map->community[g->member[i]] >= 0)
            claimed += p->count[g->member[i]];
    int64_t second = claimed - kept < kept ? claimed - kept : kept;
    *sure = claimed - kept;
    return kept - second;
}

/* Add the bounds of one task to the terms; *TOTAL: what they come to. */
static sz_status add_bounds(sz_solve_report *r, const sz_posed *p, const sz_task *t,
                            double *total, sz_error *err)
{
    sz_bound bound = { 0 };
    int64_t sure, all = 0, *leave = sz__alloc((size_t)t->graph.n, sizeof *leave);
    if (!leave)
        return sz__nomem(err);
    for (int32_t v = 0; v < t->graph.n; v++) {
        leave[v] = leaving(p, t->atom[v], &sure);
        all += sure;
    }
    sz_status status = sz__bound_moved(&bound, t, leave, err);
    r->term[SZ_TERM_MOVED].bound += (double)(bound.moved + all);
    r->term[SZ_TERM_FOUNDED].bound += bound.founded;
    r->term[SZ_TERM_ABOLISHED].bound += bound.abolished;
    double size = sz__bound_size(t);
    r->term[SZ_TERM_SIZE].bound += size;
    *total = t->prices.moved * (double)(bound.moved + all) +
             t->prices.founded * bound.founded + t->prices.abolished * bound.abolished +
             t->prices.size * size;
    r->objective_bound += *total;
    free(leave);
    return status;
}

/* The verdict on one task, for the caller. TOTAL is the bound by totals, SHARE what its
 * plan costs, and STAY how much more that is than the search says: no choice changes
 * it. */
static sz_task_proof tell(const sz_task *t, const sz_proof *p, double total,
                          double share, double stay)
{
    sz_task_proof out = { .town = t->town, .atoms = (size_t)t->graph.n,
                          .state = p->state, .columns = p->columns,
                          .sets = p->steps, .cuts = p->cuts, .nodes = p->nodes,
                          .seconds = p->seconds };
    out.cost = p->cost < INFINITY ? share : NAN;
    out.bound = p->bound > -INFINITY && p->bound < INFINITY ? p->bound + stay : NAN;
    if (p->state == SZ_PROOF_BEST)
        out.bound = out.cost;
    if (p->bound <= -INFINITY && p->cost < INFINITY) {
        out.bound = total;
        out.by_totals = 1;
    }
    return out;
}

/* From the proofs to the objective as a whole. */
static sz_status add_proofs(sz_solve_report *r, const sz_best *out,
                            const double *total, const double *share, sz_error *err)
{
    double gap = 0, cost;
    int64_t violation;
    bool all = true, none = false;
    r->proof = sz__alloc((size_t)out->n_tasks, sizeof *r->proof);
    if (!r->proof)
        return sz__nomem(err);
    for (int32_t i = 0; i < out->n_tasks; i++) {
        const sz_proof *p = &out->proofs[i];
        if (out->tasks[i].idle)
            continue;
        sz_status status = cost_of(&out->tasks[i], &cost, &violation, err);
        if (status)
            return status;
        sz_task_proof *own = &r->proof[r->n_proofs++];
        *own = tell(&out->tasks[i], p, total[i], share[i], share[i] - cost);
        all &= p->state == SZ_PROOF_BEST;
        none |= p->state == SZ_PROOF_IMPOSSIBLE;
        gap += own->cost > own->bound ? own->cost - own->bound
               : p->cost < INFINITY && own->bound >= own->cost ? 0
                                                               : INFINITY;
    }
    if (out->n_wanted > 1 && r->n_proofs > 1)
        return SZ_SUCCESS; /* other shares of their number might do better */
    if (gap < INFINITY && r->feasible)
        r->objective_bound = fmax(r->objective_bound, r->objective - fmax(gap, 0));
    r->proved = r->feasible ? all : none;
    r->stopped &= !r->proved; /* there is nothing more to find */
    return SZ_SUCCESS;
}

sz_status sz__report_bounds(sz_solve_report *r, const sz_posed *posed,
                            const sz_best *out, const double *share, sz_error *err)
{
    static const sz_term known[] = { SZ_TERM_MOVED, SZ_TERM_FOUNDED, SZ_TERM_ABOLISHED,
                                     SZ_TERM_SIZE };
    bool asked = posed->options->prove || posed->from == SZ_FROM_MERGE;
    if (!r->feasible && !asked)
        return SZ_SUCCESS;
    double *total = sz__zalloc((size_t)out->n_tasks, sizeof *total);
    sz_status status = total ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        r->term[known[i]].bound = 0;
    r->objective_bound = 0;
    for (int32_t i = 0; i < out->n_tasks && !status; i++)
        if (!out->tasks[i].idle)
            status = add_bounds(r, posed, &out->tasks[i], &total[i], err);
    if (!status && asked)
        status = add_proofs(r, out, total, share, err);
    free(total);
    return status;
}

void sz_solve_report_release(sz_solve_report *report)
{
    if (!report)
        return;
    free(report->proof);
    report->proof = NULL;
    report->n_proofs = 0;
}

const char *sz_proof_state_name(sz_proof_state state)
{
    static const char *const words[] = { "none", "gap", "best", "impossible" };
    return (int)state >= 0 && state <= SZ_PROOF_IMPOSSIBLE ? words[state] : "";
}
