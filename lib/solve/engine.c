/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tasks over threads: how one is worked on, and what comes of all together. */
#include "solve/engine.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/platform.h"
#include "solve/collect.h"
#include "solve/search.h"

enum { PER_ATOM = 800, AT_LEAST = 60000, REPAIRS = 3 };

/* What all searches of a run share. */
typedef struct run {
    const sz_effort *effort;
    double started;
    int threads;
    double atoms, done; /* atoms in all, and of finished tasks; in `critical` */
    double told, told_at; /* share last told and when, too */
    int stop;           /* set and read atomically */
} run;

/* One task under way, for the stop function. */
typedef struct stint {
    run *run;
    double until;    /* clock at which its time is over; 0: never */
    double from, to; /* shares of this task's work in the phase at hand */
    double atoms;
    bool stopped;
} stint;

/* Tell the caller that so many more atoms are done than those of finished tasks: at
 * each hundredth, and ten times a second so that a long search can be stopped. False
 * when the caller wants that. */
static bool tell(run *r, double more)
{
    if (!r->effort->progress)
        return true;
    bool on = true;
#pragma omp critical(sizhi_solve_progress)
    {
        double share = r->atoms > 0 ? (r->done + more) / r->atoms : 1;
        double now = sz__now();
        if (share < 1 && (share >= r->told + 0.01 || now >= r->told_at + 0.1)) {
            r->told = share;
            r->told_at = now;
            on = r->effort->progress(share, NULL, r->effort->progress_data);
        }
    }
    return on;
}

static bool stop_now(void *data, double fraction)
{
    stint *t = data;
    int stop;
#pragma omp atomic read
    stop = t->run->stop;
    if (!stop && !tell(t->run, t->atoms * (t->from + (t->to - t->from) * fraction))) {
        stop = 1;
#pragma omp atomic write
        t->run->stop = 1;
    }
    t->stopped |= stop || (t->until > 0 && sz__now() > t->until);
    return t->stopped;
}

static sz_status work(sz_task *task, int32_t number, run *r, sz_error *err)
{
    if (task->idle)
        return SZ_SUCCESS;
    sz_search s;
    double now = sz__now();
    stint on = { .run = r, .atoms = task->graph.n };
    if (r->effort->seconds > 0) { /* its share of what is left, by atoms */
        double left = r->started + r->effort->seconds - now, rest;
#pragma omp critical(sizhi_solve_progress)
        rest = r->atoms - r->done;
        on.until = now + fmax(0, left * fmin(1, r->threads * on.atoms / fmax(1, rest)));
    }
    sz_status status =
        sz__search_init(&s, task, r->effort->seed, (uint64_t)number, err);
    if (status)
        return status;
    status = task->present ? sz__start_present(&s, err) : sz__start_scratch(&s, err);
    if (status)
        goto done;
    uint64_t each = r->effort->per_atom ? r->effort->per_atom : PER_ATOM;
    uint64_t proposals = each * (uint64_t)task->graph.n;
    if (!r->effort->per_atom && proposals < AT_LEAST)
        proposals = AT_LEAST;
    sz__mend(&s);
    for (int i = 0; i < REPAIRS && s.best_violation > 0 && !on.stopped; i++) {
        on.from = 0.1 * i;
        on.to = 0.1 * (i + 1);
        sz__anneal(&s, 4 * s.hot, s.hot / 4, proposals / 10, stop_now, &on);
        sz__mend(&s);
    }
    on.from = on.to;
    on.to = 1;
    if (!on.stopped)
        sz__anneal(&s, s.hot, s.cold, proposals, stop_now, &on);
    memcpy(task->label, s.best, (size_t)task->graph.n * sizeof *task->label);
    task->n_zones = s.st.n_zones;
    task->stopped = on.stopped;
    task->proposals = s.proposals;
#pragma omp critical(sizhi_solve_progress)
    r->done += on.atoms;
done:
    sz__search_release(&s);
    return status;
}

/* ---- how many communities each task gets when their number is given ---- */

/* Cost of Q communities in task T: their common distance from the target. */
static double strain(const sz_task *t, int32_t q)
{
    double each = (double)t->free_weight / q - (double)t->target;
    return q * each * each;
}

static void share_out(sz_task *tasks, int32_t n, int32_t communities)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < n; i++) {
        sz_task *t = &tasks[i];
        int32_t fewest, most, q;
        if (t->idle)
            continue;
        sz__task_bounds(t, t->free_weight, &fewest, &most);
        q = (int32_t)lround((double)t->free_weight / (double)t->target);
        q = q > most ? most : q;
        t->want = t->free_weight || !t->n_fixed ? (q < fewest ? fewest : q) : 0;
        sum += t->want + t->n_fixed;
    }
    while (sum != communities) { /* one more or less where it strains least */
        int step = sum < communities ? 1 : -1;
        int32_t best = -1;
        double best_strain = 0;
        for (int32_t i = 0; i < n; i++) {
            sz_task *t = &tasks[i];
            int32_t fewest, most, q = t->want + step;
            sz__task_bounds(t, t->free_weight, &fewest, &most);
            if (t->want == 0 || q < fewest || q > most)
                continue;
            double more = strain(t, q) - strain(t, t->want);
            if (best < 0 || more < best_strain) {
                best = i;
                best_strain = more;
            }
        }
        if (best < 0)
            break; /* cannot be: the certificate says so */
        tasks[best].want += step;
        sum += step;
    }
    for (int32_t i = 0; i < n; i++) {
        tasks[i].want += tasks[i].n_fixed;
        tasks[i].want_most = tasks[i].want;
    }
}

/* Any number from LEAST to MOST will do: start from what each task would have, and let
 * each have an equal share of what may be more or less. */
static void share_range(sz_task *tasks, int32_t n, int32_t least, int32_t most)
{
    int64_t sum = 0;
    int32_t with = 0, turn = 0;
    for (int32_t i = 0; i < n; i++) {
        const sz_task *t = &tasks[i];
        double natural = t->present ? t->n_today
                                    : (double)t->free_weight / (double)t->target;
        sum += t->idle ? 0 : lround(natural) + t->n_fixed * !t->present;
    }
    sum = sum < least ? least : sum > most ? most : sum;
    share_out(tasks, n, (int32_t)sum);
    for (int32_t i = 0; i < n; i++)
        with += tasks[i].want > tasks[i].n_fixed;
    for (int32_t i = 0; i < n; i++) {
        sz_task *t = &tasks[i];
        if (t->want <= t->n_fixed)
            continue;
        int32_t less = (int32_t)((sum - least) / with) + (turn < (sum - least) % with);
        int32_t more = (int32_t)((most - sum) / with) + (turn < (most - sum) % with);
        t->want = t->want - less > t->n_fixed ? t->want - less : t->n_fixed + 1;
        t->want_most += more;
        turn++;
    }
}

/* Ground without households that borders nothing else of its town can be no
 * community. Mark it where the town has other ground. */
static void find_idle(sz_task *tasks, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        sz_task *t = &tasks[i];
        if (t->weight > 0 || t->min <= 0 || t->n_fixed > 0)
            continue;
        for (int32_t k = 0; k < n && !t->idle; k++)
            t->idle = tasks[k].town == t->town && tasks[k].weight > 0;
    }
}

typedef struct size_rank {
    int32_t atoms, task;
} size_rank;

static int by_rank(const void *a, const void *b)
{
    const size_rank *x = a, *y = b;
    if (x->atoms != y->atoms)
        return x->atoms > y->atoms ? -1 : 1;
    return (x->task > y->task) - (x->task < y->task);
}

static sz_status work_all(sz_outcome *out, const sz_effort *effort, sz_error *err)
{
    run r = { .effort = effort, .started = sz__now() };
    int32_t n = out->n_tasks;
    size_rank *order = sz__alloc((size_t)n, sizeof *order);
    sz_status status = SZ_SUCCESS;
    if (!order)
        return sz__nomem(err);
    for (int32_t i = 0; i < n; i++) {
        order[i] = (size_rank){ out->tasks[i].graph.n, i };
        r.atoms += out->tasks[i].graph.n;
    }
    qsort(order, (size_t)n, sizeof *order, by_rank); /* the largest first */
    r.threads = (int)(effort->threads ? effort->threads : sz__cpus());
    r.threads = r.threads < n ? r.threads : n > 0 ? n : 1;
    if (effort->progress && !effort->progress(0, NULL, effort->progress_data))
        r.stop = 1;
#pragma omp parallel for schedule(dynamic, 1) num_threads(r.threads)
    for (int32_t i = 0; i < n; i++) {
        sz_error own = SZ_ERROR_INIT;
        int32_t number = order[i].task;
        sz_status got = work(&out->tasks[number], number, &r, &own);
        if (!got && !out->tasks[number].idle)
            got = sz__carry_over(&out->tasks[number], &own);
        if (got) {
#pragma omp critical(sizhi_solve_error)
            if (!status) {
                status = got;
                if (err)
                    *err = own;
            }
        }
    }
    free(order);
    if (!status && effort->progress)
        effort->progress(1, NULL, effort->progress_data);
    return status;
}

sz_status sz__engine_run(sz_outcome *out, const sz_graph *graph,
                         const sz_demand *demand, int32_t communities,
                         const sz_effort *effort, sz_error *err)
{
    *out = (sz_outcome){ 0 };
    sz_status status = sz__tasks_make(&out->tasks, &out->n_tasks, graph, demand, err);
    if (status)
        return status;
    find_idle(out->tasks, out->n_tasks);
    if (communities > 0 && demand->communities_max > communities)
        share_range(out->tasks, out->n_tasks, communities, demand->communities_max);
    else if (communities > 0)
        share_out(out->tasks, out->n_tasks, communities);
    status = work_all(out, effort, err);
    if (!status)
        status = sz__collect(out, graph, demand, err);
    if (status)
        sz__outcome_release(out);
    return status;
}

void sz__outcome_release(sz_outcome *out)
{
    sz__tasks_free(out->tasks, out->n_tasks);
    free(out->label);
    free(out->new_town);
    *out = (sz_outcome){ 0 };
}
