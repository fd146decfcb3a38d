/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tasks over threads: how one is worked on, and what comes of all together. */
#include "solve/engine.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/platform.h"
#include "solve/chain.h"
#include "solve/collect.h"
#include "solve/groups.h"
#include "solve/large.h"
#include "solve/proofs.h"
#include "solve/share.h"

enum {
    CHAINS = 2,       /* searches of a small task, the best of which is taken, */
    ONE_CHAIN = 250,  /* but one is enough below so many atoms */
    PER_ATOM = 800,   /* proposals, over all chains; */
    MOST_EACH = 2400, /* in larger ones up to so many, as long as */
    ALL_ATOMS = 3000000, /* so many do for all; */
    AT_LEAST = 60000, /* and so many for a task, */
    TIGHT_LEAST = 16000000, /* in a tight band more, unless a number is given: */
    TIGHT_PAIR = 4000, /* up to that, so many for each pair of atoms */
    PER_STEP = 2,     /* proposals made for each set that the polish may look at */
    PLANS = 12,       /* of each chain that are kept in the pool, */
    ALL_PLANS = 48    /* or of all together */
};

/* Of a time limit, for the search; the rest is for its polish. */
#define SEARCH_SHARE 0.95

/* One chain of a small task. */
typedef struct job {
    sz_task *task;
    int32_t number;     /* of the task */
    uint32_t chain;
    double proposals;
    int32_t *label;     /* [task->graph.n] its best plan, */
    double cost;        /* and what that is worth */
    int64_t violation;
    sz_pool pool;       /* plans on the way to it, its part of the task's */
} job;

/* What is done in a run. */
typedef struct run {
    sz_watch watch;
    int threads;
    uint32_t chains;    /* at most, of a task */
    double per_atom;    /* proposals in larger tasks, unless a number is given */
    double left;        /* proposals of what has not begun; in `critical` */
    sz_pool *pool;      /* [tasks] what the chains of each have come by */
    sz_status status;   /* of the first that failed, in `critical`, too */
    sz_error *err;
} run;

static bool is_large(const run *r, const sz_task *t)
{
    int32_t window = r->watch.effort->window;
    return t->graph.n > 2 * (window ? window : SZ_WINDOW_ATOMS);
}

static uint32_t chains_of(const run *r, const sz_task *t)
{
    bool one = t->graph.n < ONE_CHAIN && !r->watch.effort->chains;
    return one ? 1 : r->chains;
}

/* Proposals for all chains of T. */
static double proposals_for(const run *r, const sz_task *t)
{
    uint64_t each = r->watch.effort->per_atom;
    double own = t->graph.n < ONE_CHAIN ? PER_ATOM : r->per_atom;
    double all = (each ? (double)each : own) * t->graph.n;
    double n = t->graph.n, least = AT_LEAST;
    if (sz__task_is_tight(t))
        least = fmax(least, fmin(TIGHT_LEAST, TIGHT_PAIR * n * n));
    return each ? all : fmax(all, least);
}

static void fail(run *r, sz_status status, const sz_error *own)
{
#pragma omp critical(sizhi_solve_error)
    if (!r->status) {
        r->status = status;
        if (r->err)
            *r->err = *own;
    }
}

/* Clock at which something of so many PROPOSALS that SIDE_BY_SIDE of run at a time has
 * to end: its share of the time left; 0 without a limit. */
static double end_of(run *r, double proposals, int side_by_side)
{
    double left = sz__watch_left(&r->watch), rest;
#pragma omp critical(sizhi_solve_progress)
    {
        rest = r->left;
        r->left -= proposals;
    }
    double share = fmin(1, side_by_side * proposals / fmax(1, rest));
    return left < INFINITY ? sz__now() + fmax(1e-3, left * share) : 0;
}

static sz_status work(run *r, job *j, sz_error *err)
{
    sz_search s;
    uint64_t stream = (uint64_t)j->number << 16 | j->chain;
    sz_status status =
        sz__search_init(&s, j->task, r->watch.effort->seed, stream, err);
    if (status)
        return status;
    s.watch = &r->watch;
    s.standing = j->number + 1;
    s.until = end_of(r, j->proposals, r->threads);
    s.pool = &j->pool;
    status = sz__chain_start(&s, (uint64_t)j->proposals, err);
    if (!status) {
        sz__chain_improve(&s, (uint64_t)j->proposals);
        memcpy(j->label, s.best, (size_t)j->task->graph.n * sizeof *j->label);
        j->cost = s.best_cost;
        j->violation = s.best_violation;
#pragma omp critical(sizhi_solve_progress)
        {
            j->task->n_zones = s.st.n_zones;
            j->task->stopped |= s.stopped;
            j->task->proposals += s.proposals;
        }
    }
    if (!status && s.best_violation == 0)
        sz__pool_add(&j->pool, s.best);
    sz__search_release(&s);
    return status;
}

static bool better(const job *a, const job *b)
{
    return a->violation < b->violation ||
           (a->violation == b->violation && a->cost < b->cost);
}

/* What the N chains of one task have come by. */
static sz_status join_pools(run *r, const job *jobs, uint32_t n, sz_error *err)
{
    sz_pool *part = sz__alloc(n, sizeof *part);
    if (!part)
        return sz__nomem(err);
    for (uint32_t i = 0; i < n; i++)
        part[i] = jobs[i].pool;
    sz__pool_join(&r->pool[jobs[0].number], part, (int32_t)n);
    free(part);
    return SZ_SUCCESS;
}

/* The best of the N chains of one task, with what is better in the others. */
static sz_status finish(run *r, const job *jobs, uint32_t n, sz_error *err)
{
    sz_task *t = jobs[0].task;
    const job *best = &jobs[0];
    sz_search s;
    for (uint32_t i = 1; i < n; i++)
        if (better(&jobs[i], best))
            best = &jobs[i];
    memcpy(t->label, best->label, (size_t)t->graph.n * sizeof *t->label);
    sz_status status = join_pools(r, jobs, n, err);
    if (n < 2 || status)
        return status;
    status = sz__search_init(&s, t, r->watch.effort->seed, 0, err);
    if (status)
        return status;
    sz__state_load(&s.st, best->label, t->n_zones);
    status = sz__search_ready(&s, err);
    for (uint32_t i = 0; i < n && !status; i++)
        if (&jobs[i] != best)
            status = sz__chain_mix(&s, jobs[i].label, err);
    if (!status)
        memcpy(t->label, s.best, (size_t)t->graph.n * sizeof *t->label);
    sz__search_release(&s);
    return status;
}

static int by_rank(const void *a, const void *b)
{
    const job *x = a, *y = b;
    if (x->task->graph.n != y->task->graph.n)
        return x->task->graph.n > y->task->graph.n ? -1 : 1;
    if (x->number != y->number)
        return x->number > y->number ? 1 : -1;
    return (x->chain > y->chain) - (x->chain < y->chain);
}

/* The chains of all small tasks, the largest first. */
static sz_status list_jobs(run *r, const sz_best *out, job **jobs, int32_t *n,
                           sz_error *err)
{
    job *list = sz__zalloc((size_t)out->n_tasks * r->chains, sizeof *list);
    *jobs = list;
    *n = 0;
    if (!list)
        return sz__nomem(err);
    for (int32_t i = 0; i < out->n_tasks; i++) {
        sz_task *t = &out->tasks[i];
        if (t->idle || is_large(r, t))
            continue;
        uint32_t chains = chains_of(r, t);
        int32_t plans = (int32_t)fmin(PLANS, fmax(2, ALL_PLANS / (double)chains));
        sz_status status = sz__pool_open(&r->pool[i], t, (int32_t)chains * plans, err);
        if (status)
            return status;
        for (uint32_t c = 0; c < chains; c++) {
            job *j = &list[(*n)++];
            *j = (job){ .task = t, .number = i, .chain = c };
            j->proposals = proposals_for(r, t) / chains;
            j->pool = sz__pool_part(&r->pool[i], (int32_t)c, plans);
            j->label = sz__alloc((size_t)t->graph.n, sizeof *j->label);
            if (!j->label)
                return sz__nomem(err);
        }
    }
    qsort(list, (size_t)*n, sizeof *list, by_rank);
    return SZ_SUCCESS;
}

static void run_small(run *r, job *jobs, int32_t n)
{
#pragma omp parallel for schedule(dynamic, 1) num_threads(r->threads)
    for (int32_t i = 0; i < n; i++) {
        sz_error own = SZ_ERROR_INIT;
        sz_status got = work(r, &jobs[i], &own);
        if (got)
            fail(r, got, &own);
    }
    if (r->status)
        return;
#pragma omp parallel for schedule(dynamic, 1) num_threads(r->threads)
    for (int32_t i = 0; i < n; i++) {
        sz_error own = SZ_ERROR_INIT;
        sz_status got = SZ_SUCCESS;
        if (jobs[i].chain == 0)
            got = finish(r, &jobs[i], chains_of(r, jobs[i].task), &own);
        if (got)
            fail(r, got, &own);
    }
}

static void run_large(run *r, sz_best *out)
{
    for (int32_t i = 0; i < out->n_tasks && !r->status; i++) {
        sz_task *t = &out->tasks[i];
        sz_error own = SZ_ERROR_INIT;
        if (t->idle || !is_large(r, t))
            continue;
        double proposals = proposals_for(r, t), until = end_of(r, proposals, 1);
        sz_status got = sz__large_run(t, (uint32_t)i, proposals, until, &r->watch,
                                      r->threads, &own);
        if (got)
            fail(r, got, &own);
    }
}

/* Groups of the plans of all tasks, from what was come by and then from all there is. */
static void polish_all(run *r, sz_best *out)
{
    for (int32_t i = 0; i < out->n_tasks && !r->status; i++) {
        sz_task *t = &out->tasks[i];
        sz_error own = SZ_ERROR_INIT;
        sz_status got = SZ_SUCCESS;
        uint64_t steps = t->proposals / PER_STEP;
        sz_polish done = { 0 };
        if (!t->idle && r->pool[i].n)
            got = sz__polish_groups(&done, t, &r->pool[i], steps / 2, &r->watch,
                                    r->threads, &own);
        sz__pool_release(&r->pool[i]);
        if (!t->idle && !got)
            got = sz__polish_groups(NULL, t, NULL, steps - done.steps, &r->watch,
                                    r->threads, &own);
        if (got)
            fail(r, got, &own);
    }
}

static sz_status work_all(sz_best *out, const sz_effort *effort, sz_error *err)
{
    sz_effort polish = *effort, search;
    run r = { .err = err, .watch = { .effort = &search } };
    if (effort->prove)
        polish.seconds /= 3;
    search = polish;
    search.seconds *= SEARCH_SHARE;
    double sum = 0;
    job *jobs = NULL;
    int32_t n = 0;
    r.threads = (int)(effort->threads ? effort->threads : sz__cpus());
    r.chains = effort->chains         ? effort->chains
               : effort->seconds > 0 ? (uint32_t)r.threads
                                      : CHAINS;
    for (int32_t i = 0; i < out->n_tasks; i++)
        sum += out->tasks[i].idle ? 0 : out->tasks[i].graph.n;
    r.per_atom = fmin(MOST_EACH, fmax(PER_ATOM, ALL_ATOMS / fmax(1, sum)));
    sum = 0;
    for (int32_t i = 0; i < out->n_tasks; i++)
        sum += out->tasks[i].idle ? 0 : proposals_for(&r, &out->tasks[i]);
    r.left = sum;
    sz__watch_start(&r.watch, &search, sum);
    r.watch.n_tasks = out->n_tasks;
    for (int32_t i = 0; i < out->n_tasks; i++)
        r.watch.n_counted += !out->tasks[i].idle;
    r.watch.standing = sz__zalloc((size_t)out->n_tasks, sizeof *r.watch.standing);
    r.pool = sz__zalloc((size_t)out->n_tasks, sizeof *r.pool);
    r.status = r.pool ? list_jobs(&r, out, &jobs, &n, err) : sz__nomem(err);
    if (!r.status)
        run_small(&r, jobs, n);
    if (!r.status)
        run_large(&r, out);
    r.watch.effort = &polish;
    if (!r.status)
        polish_all(&r, out);
    r.watch.effort = effort;
    if (!r.status)
        r.status = sz__prove_all(out, &r.watch, r.threads, err);
    for (int32_t i = 0; i < out->n_tasks && !r.status; i++)
        if (!out->tasks[i].idle)
            r.status = sz__carry_over(&out->tasks[i], err);
    free(r.watch.standing);
    for (int32_t i = 0; i < out->n_tasks && r.pool; i++)
        sz__pool_release(&r.pool[i]);
    free(r.pool);
    for (int32_t i = 0; i < n; i++)
        free(jobs[i].label);
    free(jobs);
    if (!r.status && effort->progress)
        effort->progress(1, NULL, effort->progress_data);
    return r.status;
}

sz_status sz__engine_run(sz_best *out, const sz_graph *graph,
                         const sz_demand *demand, int32_t communities,
                         const sz_effort *effort, sz_error *err)
{
    *out = (sz_best){ .n_wanted = communities };
    sz_status status = sz__tasks_make(&out->tasks, &out->n_tasks, graph, demand, err);
    if (status)
        return status;
    sz__share_numbers(out->tasks, out->n_tasks, communities, demand->communities_max);
    status = work_all(out, effort, err);
    if (!status)
        status = sz__collect(out, graph, demand, err);
    if (status)
        sz__best_release(out);
    return status;
}

void sz__best_release(sz_best *out)
{
    sz__tasks_free(out->tasks, out->n_tasks);
    free(out->proofs);
    free(out->label);
    free(out->new_town);
    *out = (sz_best){ 0 };
}
