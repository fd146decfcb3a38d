/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Trying one change at a time; see relax.h. */
#include "solve/relax.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "solve/chain.h"
#include "solve/prove.h"

enum {
    ONE_TRY = 50000,   /* sets looked at, */
    PROPOSALS = 20000, /* after so many of a search, */
    PER_STEP = 4       /* so many of which take as long as one set */
};

/* A task that may be changed, without prices but of those who must stay at home: any plan
 * is as good as any other. */
typedef struct trial {
    const sz_task *task;
    float *free_border, *free_seat;
    int32_t *label;
    uint8_t *locked, *fixed;
    uint64_t *steps;
} trial;

static void close_trial(trial *t)
{
    free(t->free_border);
    free(t->free_seat);
    free(t->label);
    free(t->locked);
    free(t->fixed);
}

static bool open_trial(trial *t, const sz_task *task)
{
    size_t n = (size_t)task->graph.n;
    *t = (trial){ .task = task };
    t->free_border = sz__zalloc((size_t)task->graph.row[n], sizeof(float));
    t->free_seat = sz__zalloc(n, sizeof(float));
    t->label = sz__zalloc(n, sizeof *t->label);
    t->locked = sz__dup(task->graph.locked, n, 1);
    t->fixed = sz__dup(task->fixed, (size_t)task->n_today, 1);
    for (size_t v = 0; v < n && t->free_seat; v++)
        t->free_seat[v] = sz__is_held(task, (int32_t)v) ? task->move_price[v] : 0;
    return t->free_border && t->free_seat && t->label && t->locked && t->fixed;
}

static sz_task start_trial(const trial *t)
{
    sz_task task = *t->task;
    task.prices = (sz_prices){ 0 };
    task.price = t->free_border;
    task.move_price = t->free_seat;
    task.office = NULL;
    task.has_form = false;
    task.label = t->label;
    task.least = task.most = 0; /* of the band that is to be changed */
    task.graph.locked = t->locked;
    task.fixed = t->fixed;
    return task;
}

/* Whether a short search of TASK, with the prices it had, comes upon a plan. */
static bool find_plan(const trial *t, const sz_task *task, sz_status *status,
                      sz_error *err)
{
    sz_search s;
    sz_task priced = *task;
    priced.prices = t->task->prices;
    priced.price = t->task->price;
    priced.move_price = t->task->move_price;
    if (!*status)
        *status = sz__search_init(&s, &priced, 0, 0, err);
    if (*status)
        return false;
    *status = sz__chain_start(&s, PROPOSALS, err);
    bool found = !*status && s.best_violation == 0;
    sz__search_release(&s);
    uint64_t steps = PROPOSALS / PER_STEP;
    *t->steps -= steps < *t->steps ? steps : *t->steps;
    return found;
}

/* Whether TASK has a plan; *SURE: or surely has none. */
static bool has_plan(const trial *t, sz_task *task, bool *sure, sz_status *status,
                     sz_error *err)
{
    sz_proof proof = { .cost = INFINITY };
    *sure = false;
    if (*t->steps == 0)
        return false;
    if (find_plan(t, task, status, err))
        return true;
    sz_budget budget = { .steps = *t->steps < ONE_TRY ? *t->steps : ONE_TRY };
    if (!*status)
        *status = sz__prove_task(&proof, task, INFINITY, &budget, err);
    *t->steps -= proof.steps < *t->steps ? proof.steps : *t->steps;
    *sure = proof.state == SZ_PROOF_IMPOSSIBLE;
    return !*status && proof.cost < INFINITY;
}

static bool try_band(const trial *t, int64_t less, int64_t more, bool *sure,
                     sz_status *status, sz_error *err)
{
    sz_task task = start_trial(t);
    task.min = task.min > less ? task.min - less : 0;
    task.max += more;
    for (int32_t k = 0; k < task.n_limits; k++) {
        task.limits[k].min -= less < task.limits[k].min ? less : task.limits[k].min;
        task.limits[k].max += more;
    }
    return has_plan(t, &task, sure, status, err);
}

/* The least widening of the band, above (UP) or below, with which there is a plan, at
 * most MOST; 0: none found. *LEAST: nothing below it does. */
static int64_t widen(const trial *t, bool up, int64_t most, bool *least,
                     sz_status *status, sz_error *err)
{
    int64_t low = 0, high = t->task->max / 64 + 1; /* low: known not to do */
    bool sure = true, all_sure = true;
    for (;; high *= 2) {
        high = high < most ? high : most;
        if (try_band(t, up ? 0 : high, up ? high : 0, &sure, status, err))
            break;
        all_sure &= sure;
        if (*status || high >= most)
            return 0;
        low = high;
    }
    while (high - low > 1 && !*status && *t->steps) {
        int64_t middle = low + (high - low) / 2;
        if (try_band(t, up ? 0 : middle, up ? middle : 0, &sure, status, err))
            high = middle;
        else
            low = middle, all_sure &= sure;
    }
    *least = all_sure && high - low <= 1;
    return high;
}

/* The nearest number of communities that can be; 0: none found. */
static int32_t renumber(const trial *t, sz_status *status, sz_error *err)
{
    int32_t fewest, most;
    bool sure;
    sz__task_bounds(t->task, t->task->free_weight, &fewest, &most);
    for (int32_t off = 1; off <= most + t->task->want && !*status && *t->steps; off++)
        for (int way = 0; way < 2; way++) {
            int32_t want = way ? t->task->want_most + off : t->task->want - off;
            if (want - t->task->n_fixed < fewest || want - t->task->n_fixed > most)
                continue;
            sz_task task = start_trial(t);
            task.want = task.want_most = want;
            if (has_plan(t, &task, &sure, status, err))
                return want;
        }
    return 0;
}

/* A locked zone without whose lock there is a plan; -1: none found. */
static int32_t unlock(trial *t, sz_status *status, sz_error *err)
{
    const sz_task *task = t->task;
    for (int32_t z = 0; z < task->n_today && !*status && *t->steps; z++) {
        if (!task->fixed[z])
            continue;
        sz_task open = start_trial(t);
        t->fixed[z] = 0;
        open.n_fixed--;
        for (int32_t v = 0; v < task->graph.n; v++)
            if (task->graph.locked[v] && task->home[v] == z) {
                t->locked[v] = 0;
                open.free_weight += task->graph.weight[v];
            }
        bool sure, found = has_plan(t, &open, &sure, status, err);
        memcpy(t->fixed, task->fixed, (size_t)task->n_today);
        memcpy(t->locked, task->graph.locked, (size_t)task->graph.n);
        if (found)
            return z;
    }
    return -1;
}

sz_status sz__relax(sz_relaxed *out, const sz_task *task, uint64_t *steps,
                    sz_error *err)
{
    trial t;
    sz_status status = SZ_SUCCESS;
    *out = (sz_relaxed){ .unlock = -1 };
    if (task->graph.n > SZ_RELAX_ATOMS || task->idle)
        return SZ_SUCCESS;
    if (!open_trial(&t, task)) {
        close_trial(&t);
        return sz__nomem(err);
    }
    t.steps = steps;
    int64_t above = task->weight > task->max ? task->weight - task->max : 0;
    int64_t up = above ? widen(&t, true, above, &out->least_max, &status, err) : 0;
    int64_t down = task->min > 0 ? widen(&t, false, task->min, &out->greatest_min,
                                         &status, err) : 0;
    out->max = up ? task->max + up : 0;
    out->min = down && down < task->min ? task->min - down : 0;
    if (task->want)
        out->want = renumber(&t, &status, err);
    out->unlock = unlock(&t, &status, err);
    close_trial(&t);
    return status;
}
