/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Groups of communities, round by round; see groups.h. */
#include "solve/groups.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "solve/prove.h"
#include "solve/search.h"
#include "solve/window.h"

/* What a group may have at most. */
typedef struct extent {
    int32_t zones, atoms;
    uint64_t steps;
} extent;

/* With more atoms listing takes too long to pay; a choice from a pool is soon made. */
static const extent listed = { 5, 40, 10000 }, chosen = { 16, SZ_SET_ATOMS, 20000 };

enum {
    MOST_ZONES = 16,    /* of any of these */
    PROBE = 16,         /* groups of the first round, */
    CLOSED = 4          /* one of so many of which has to be closed to go on */
};

/* A border between two communities. */
typedef struct touch {
    int32_t zone, other;
    double length;
} touch;

/* A community and what it adds to the cost. */
typedef struct rank {
    int32_t zone;
    double cost;
} rank;

typedef struct polisher {
    sz_task *task;
    const sz_pool *pool;    /* to choose from; NULL: all there can be */
    extent most;
    sz_watch *watch;
    int threads;
    int32_t n;              /* zones there can be */
    int32_t *count;         /* [n] atoms */
    rank *order;            /* [n] the costliest first */
    SZ__ARRAY(touch) touch; /* by zone and other */
    int32_t *row;           /* [n + 1] of it by zone */
    int32_t *changed;       /* [n] round after which it was another, */
    int32_t *tried;         /* [n] and in which its group was solved; from 1 */
    int32_t round;
    int32_t *of;            /* [n] group in the round at hand, -1 */
    int32_t *members;       /* [n] communities of each group */
    int32_t *adopt;         /* [n_today] group that may revive a dead community */
    sz_polish done;
} polisher;

/* What came of a group. */
typedef struct result {
    sz_proof proof;
    double gain;
    int32_t *zone;          /* numbers in the task by number in the group; NULL: it
                               stays as it is */
    int32_t *label;         /* by atom of the group */
} result;

static void release(polisher *p)
{
    free(p->count);
    free(p->order);
    free(p->touch.at);
    free(p->row);
    free(p->changed);
    free(p->tried);
    free(p->of);
    free(p->members);
    free(p->adopt);
}

static bool open_polisher(polisher *p)
{
    size_t n = (size_t)p->n;
    p->count = sz__alloc(n, sizeof *p->count);
    p->order = sz__alloc(n, sizeof *p->order);
    p->row = sz__alloc(n + 1, sizeof *p->row);
    p->changed = sz__zalloc(n, sizeof *p->changed);
    p->tried = sz__zalloc(n, sizeof *p->tried);
    p->of = sz__alloc(n, sizeof *p->of);
    p->members = sz__alloc(n, sizeof *p->members);
    p->adopt = sz__alloc((size_t)p->task->n_today, sizeof *p->adopt);
    return p->count && p->order && p->row && p->changed && p->tried && p->of &&
           p->members && p->adopt;
}

static int by_zones(const void *a, const void *b)
{
    const touch *x = a, *y = b;
    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

static int by_cost(const void *a, const void *b)
{
    const rank *x = a, *y = b;
    if (x->cost < y->cost || x->cost > y->cost)
        return x->cost > y->cost ? -1 : 1;
    return (x->zone > y->zone) - (x->zone < y->zone);
}

/* Join touches of the same two communities, and find where those of each begin. */
static void join_touches(polisher *p)
{
    size_t kept = 0, at = 0;
    if (p->touch.n)
        qsort(p->touch.at, p->touch.n, sizeof *p->touch.at, by_zones);
    for (int32_t z = 0; z < p->n; z++) {
        p->row[z] = (int32_t)kept;
        for (; at < p->touch.n && p->touch.at[at].zone == z; at++) {
            touch *last = kept ? &p->touch.at[kept - 1] : NULL;
            if (last && by_zones(last, &p->touch.at[at]) == 0)
                last->length += p->touch.at[at].length;
            else
                p->touch.at[kept++] = p->touch.at[at];
        }
    }
    p->row[p->n] = (int32_t)kept;
}

/* Atoms, costs and borders of all communities. */
static bool survey(polisher *p)
{
    const sz_task *t = p->task;
    const sz_graph *g = &t->graph;
    for (int32_t z = 0; z < p->n; z++) {
        p->order[z] = (rank){ z, 0 };
        p->count[z] = 0;
        p->of[z] = -1;
    }
    p->touch.n = 0;
    for (int32_t v = 0; v < g->n; v++) {
        int32_t z = t->label[v];
        p->count[z]++;
        p->order[z].cost += z == t->home[v] ? 0 : (double)t->move_price[v];
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (u < 0 || t->label[u] == z)
                continue;
            p->order[z].cost += (double)t->price[i] / 2;
            touch one = { z, t->label[u], (double)g->ring[i].length };
            if (g->ring[i].edge && !sz__push(&p->touch, one))
                return false;
        }
    }
    join_touches(p);
    qsort(p->order, (size_t)p->n, sizeof *p->order, by_cost);
    return true;
}

/* The neighbour of the N members that is in no group yet and has the longest border
 * with one of them, or -1. ATOMS: how many it may have. */
static int32_t next_member(const polisher *p, const int32_t *member, int32_t n,
                           int32_t atoms)
{
    int32_t best = -1;
    double longest = -1;
    for (int32_t m = 0; m < n; m++)
        for (int32_t i = p->row[member[m]]; i < p->row[member[m] + 1]; i++) {
            const touch *t = &p->touch.at[i];
            if (p->of[t->other] >= 0 || sz__zone_fixed(p->task, t->other) ||
                p->count[t->other] > atoms || t->length <= longest)
                continue;
            longest = t->length;
            best = t->other;
        }
    return best;
}

/* Zone Z and two neighbours or more become group K. False when it has not so many, or the
 * group was solved since it last changed. */
static bool gather(polisher *p, int32_t z, int32_t k)
{
    int32_t member[MOST_ZONES] = { z }, n = 1, atoms = p->count[z];
    bool fresh = p->changed[z] >= p->tried[z];
    if (!p->count[z] || p->of[z] >= 0 || sz__zone_fixed(p->task, z))
        return false;
    p->of[z] = k;
    while (n < p->most.zones) {
        int32_t next = next_member(p, member, n, p->most.atoms - atoms);
        if (next < 0)
            break;
        p->of[next] = k;
        atoms += p->count[next];
        fresh |= p->changed[next] >= p->tried[z];
        member[n++] = next;
    }
    if (n > 2 && fresh) {
        p->members[k] = n;
        p->tried[z] = p->round;
        return true;
    }
    for (int32_t m = 0; m < n; m++)
        p->of[member[m]] = -1;
    return false;
}

/* Solve window W, group K, whose label is a plan. COLUMNS are all there are to choose
 * from, if there is a pool. */
static sz_status solve(polisher *p, sz_window *w, int32_t k, const sz_columns *columns,
                       uint64_t steps, result *r, sz_error *err)
{
    sz_task *t = &w->task;
    sz_search s;
    double cost;
    int64_t violation;
    if (p->task->want)
        t->want = t->want_most = p->members[k];
    sz_status status = sz__search_init(&s, t, 0, 0, err);
    if (status)
        return status;
    sz__state_load(&s.st, t->label, t->max_zones);
    sz__search_sum_up(&s);
    sz__search_add_up(&s, &cost, &violation);
    sz__search_release(&s);
    sz_budget budget = { .steps = steps };
    if (!p->pool)
        status = sz__prove_task(&r->proof, t, violation ? INFINITY : cost, &budget, err);
    else if (!violation)
        status = sz__prove_choice(&r->proof, t, cost, columns->at, columns->n, &budget,
                                  err);
    r->gain = violation ? 0 : cost - r->proof.cost;
    if (status || !r->proof.better)
        return status;
    r->zone = w->zone;
    r->label = t->label;
    w->zone = t->label = NULL;
    return SZ_SUCCESS;
}

static sz_status cut_and_solve(polisher *p, const sz_tiling *tiling, int32_t k,
                               uint64_t steps, result *r, sz_error *err)
{
    sz_window w;
    sz_columns columns = SZ__ARRAY_INIT;
    if (!tiling->sound[k] || sz__watch_over(p->watch))
        return SZ_SUCCESS;
    sz_status status =
        sz__window_cut(&w, p->task, p->task->label, tiling, k, p->adopt, err);
    if (status)
        return status;
    if (p->pool &&
        !sz__pool_columns(p->pool, p->task->label, tiling, k, &w, &columns))
        status = sz__nomem(err);
    if (!status && (!p->pool || columns.n))
        status = solve(p, &w, k, &columns, steps, r, err);
    free(columns.at);
    sz__window_release(&w);
    return status;
}

/* A number that no community has, for a new one; -1: there is none left. */
static int32_t unused(const polisher *p)
{
    int32_t z = p->task->n_today;
    while (z < p->n && p->count[z])
        z++;
    return z < p->n ? z : -1;
}

/* Take over what was found for group K, unless numbers have run out. */
static void apply(polisher *p, const sz_tiling *tiling, int32_t k, result *r)
{
    sz_task *t = p->task;
    const int32_t *atom = tiling->member + tiling->row[k];
    int32_t n = tiling->row[k + 1] - tiling->row[k];
    for (int32_t i = 0; i < n; i++) {
        int32_t *to = &r->zone[r->label[i]];
        if (*to < 0 && (*to = unused(p)) < 0)
            return;
        p->count[*to] += p->count[*to] == 0; /* taken */
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t *now = &t->label[atom[i]], to = r->zone[r->label[i]];
        if (*now != to)
            p->changed[*now] = p->changed[to] = p->round;
        *now = to;
        t->n_zones = to < t->n_zones ? t->n_zones : to + 1;
    }
    p->done.better++;
    p->done.gain += r->gain;
}

/* Solve the N groups that were gathered, with STEPS for all. */
static sz_status solve_all(polisher *p, const sz_tiling *tiling, uint64_t steps,
                           sz_error *err)
{
    int32_t n = tiling->n;
    sz_status status = SZ_SUCCESS;
    result *results = sz__zalloc((size_t)n, sizeof *results);
    uint64_t each = steps / (uint64_t)n;
    each = each < p->most.steps ? each : p->most.steps;
    if (!results)
        return sz__nomem(err);
    sz__find_adopters(p->task, tiling, p->count, p->adopt);
#pragma omp parallel for schedule(dynamic, 1) num_threads(p->threads)
    for (int32_t k = 0; k < n; k++) {
        sz_error own = SZ_ERROR_INIT;
        sz_status got = cut_and_solve(p, tiling, k, each, &results[k], &own);
        if (got) {
#pragma omp critical(sizhi_solve_error)
            if (!status) {
                status = got;
                if (err)
                    *err = own;
            }
        }
    }
    for (int32_t k = 0; k < n; k++) {
        result *r = &results[k];
        p->done.groups += r->proof.columns > 0;
        p->done.closed += r->proof.state == SZ_PROOF_BEST;
        p->done.steps += r->proof.steps;
        if (r->zone && !status)
            apply(p, tiling, k, r);
        free(r->zone);
        free(r->label);
    }
    free(results);
    return status;
}

/* Gather and solve groups once; *ANY: there were some. */
static sz_status one_round(polisher *p, uint64_t steps, bool *any, sz_error *err)
{
    sz_tiling tiling;
    int32_t n = 0;
    p->round++;
    if (!survey(p))
        return sz__nomem(err);
    for (int32_t i = 0; i < p->n && (p->round > 1 || n < PROBE); i++)
        n += gather(p, p->order[i].zone, n);
    *any = n > 0;
    if (!n)
        return SZ_SUCCESS;
    sz_status status =
        sz__tile_zones(&tiling, p->task, p->task->label, p->n, p->of, n, err);
    if (!status) {
        status = solve_all(p, &tiling, steps, err);
        sz__tiling_release(&tiling);
    }
    *any = p->done.closed * CLOSED >= p->done.groups;
    return status;
}

sz_status sz__polish_groups(sz_polish *out, sz_task *task, const sz_pool *pool,
                            uint64_t steps, sz_watch *watch, int threads, sz_error *err)
{
    polisher p = { .task = task, .pool = pool, .most = pool ? chosen : listed,
                   .watch = watch, .threads = threads, .n = task->max_zones };
    sz_status status = open_polisher(&p) ? SZ_SUCCESS : sz__nomem(err);
    bool any = true;
    /* what is left must do for a look at some sets of every group */
    while (any && !status && p.done.steps + p.most.steps <= steps &&
           !sz__watch_over(watch))
        status = one_round(&p, steps - p.done.steps, &any, err);
    if (out)
        *out = p.done;
    release(&p);
    return status;
}
