/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a task to columns and their costs; see cover.h. */
#include "solve/cover.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "solve/objective.h"

/* Price of the border between V and U as the objective counts it: once, by the items
 * of the lower atom. */
static void collect_ties(sz_cover *c, double *price)
{
    const sz_task *t = c->task;
    const sz_graph *g = &t->graph;
    int32_t n = c->n, at = 0;
    memset(price, 0, (size_t)n * (size_t)n * sizeof *price);
    for (int32_t v = 0; v < n; v++)
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (u > v) {
                price[v * n + u] += (double)t->price[i];
                price[u * n + v] += (double)t->price[i];
            }
        }
    for (int32_t v = 0; v < n; v++) {
        c->tie_row[v] = at;
        for (int32_t u = 0; u < n && sz__set_has(&c->free, v); u++) {
            double p = price[v * n + u];
            if (!(p < 0 || p > 0))
                continue;
            if (sz__set_has(&c->free, u)) {
                c->tie[at++] = (sz_tie){ u, p };
                c->alone[v] += p < 0 ? p / 2 : 0;
            } else {
                c->alone[v] += p;
            }
        }
    }
    c->tie_row[n] = at;
    for (int32_t v = 0; v < n; v++) /* between locked zones */
        for (int32_t u = v + 1; u < n; u++)
            if (!sz__set_has(&c->free, v) && !sz__set_has(&c->free, u) &&
                t->home[v] != t->home[u])
                c->constant += price[v * n + u];
}

static void price_labels(sz_cover *c)
{
    const sz_task *t = c->task;
    int32_t labels = c->n_labels;
    for (int32_t v = 0; v < c->n; v++) {
        double *seat = c->seat + (size_t)v * (size_t)labels, least = INFINITY;
        if (!sz__set_has(&c->free, v)) {
            c->constant += sz__seat(t, v, t->home[v]);
            continue;
        }
        for (int32_t z = 0; z < labels; z++) {
            bool away = z != t->home[v] && sz__is_held(t, v);
            seat[z] = away ? INFINITY : sz__seat(t, v, z);
            least = seat[z] < least ? seat[z] : least;
        }
        for (int32_t z = 0; z < labels; z++)
            seat[z] -= least;
        c->alone[v] += least;
    }
    for (int32_t z = 0; z < t->n_today; z++) {
        double gone = sz__zone_cost(t, z, 0, 0, NULL);
        c->label_cost[z] = t->fixed[z] ? INFINITY : -gone;
        if (!t->fixed[z])
            c->constant += gone;
    }
}

/* Atoms, households and sums of a set. */
typedef struct tally {
    int32_t count;
    int64_t weight;
    double sums[SZ_MAX_SUMS];
} tally;

static void count_in(const sz_task *t, tally *all, int32_t v)
{
    all->count++;
    all->weight += t->graph.weight[v];
    if (t->n_sums)
        sz__sums_with(t, all->sums, all->sums, v, 1);
}

/* The cost of locked zones does not change. */
static void price_locked(sz_cover *c)
{
    const sz_task *t = c->task;
    for (int32_t z = 0; z < t->n_today; z++) {
        tally all = { 0 };
        if (!t->fixed[z])
            continue;
        for (int32_t v = 0; v < c->n; v++)
            if (!sz__set_has(&c->free, v) && t->home[v] == z)
                count_in(t, &all, v);
        c->constant += sz__zone_cost(t, z, all.count, all.weight, all.sums);
    }
}

/* What can be in a community with V: households along the way are at most the
 * maximum. */
static sz_set find_reach(const sz_cover *c, int32_t v)
{
    const sz_graph *g = &c->task->graph;
    int64_t far[SZ_SET_ATOMS];
    sz_set reach = { { 0 } }, waiting = { { 0 } };
    for (int32_t u = 0; u < c->n; u++)
        far[u] = INT64_MAX;
    far[v] = g->weight[v];
    sz__set_add(&waiting, v);
    while (!sz__set_empty(&waiting)) {
        int32_t u = sz__set_pop(&waiting);
        sz_set next = sz__set_and(c->beside[u], &c->free);
        sz__set_add(&reach, u);
        while (!sz__set_empty(&next)) {
            int32_t x = sz__set_pop(&next);
            int64_t way = far[u] + g->weight[x];
            if (x <= v || way > c->task->max || way >= far[x])
                continue;
            far[x] = way;
            sz__set_add(&waiting, x);
        }
    }
    return reach;
}

static void find_neighbours(sz_cover *c)
{
    const sz_graph *g = &c->task->graph;
    for (int32_t v = 0; v < c->n; v++) {
        if (!g->locked[v])
            sz__set_add(&c->free, v);
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (g->ring[i].edge == SZ_CORNER || u == v)
                continue;
            if (u < 0)
                sz__set_add(&c->rim, v);
            else
                sz__set_add(&c->beside[v], u);
        }
    }
}

sz_status sz__cover_make(sz_cover *c, const sz_task *task, sz_error *err)
{
    size_t n = (size_t)task->graph.n;
    *c = (sz_cover){ .task = task, .n = task->graph.n };
    if (task->graph.n > SZ_SET_ATOMS)
        return sz__fail(err, SZ_ERR_INVALID, -1, "%zu atoms are too many to list", n);
    c->n_labels = task->n_today + 1;
    size_t labels = (size_t)c->n_labels;
    c->beside = sz__zalloc(n, sizeof *c->beside);
    c->tie_row = sz__zalloc(n + 1, sizeof *c->tie_row);
    c->tie = sz__zalloc((size_t)task->graph.row[n], sizeof *c->tie);
    c->alone = sz__zalloc(n, sizeof *c->alone);
    c->seat = sz__zalloc(n * labels, sizeof *c->seat);
    c->label_cost = sz__zalloc(labels, sizeof *c->label_cost);
    double *price = sz__zalloc(n * n, sizeof *price);
    if (!c->beside || !c->tie_row || !c->tie || !c->alone || !c->seat ||
        !c->label_cost || !price) {
        free(price);
        sz__cover_release(c);
        return sz__nomem(err);
    }
    find_neighbours(c);
    collect_ties(c, price);
    free(price);
    price_labels(c);
    price_locked(c);
    sz__task_bounds(task, task->free_weight, &c->fewest, &c->most);
    if (task->want) {
        int32_t low = task->want - task->n_fixed;
        int32_t high = task->want_most - task->n_fixed;
        c->fewest = low > c->fewest ? low : c->fewest;
        c->most = high < c->most ? high : c->most;
    }
    if (sz__set_empty(&c->free))
        c->fewest = c->most = 0;
    return SZ_SUCCESS;
}

sz_status sz__cover_find_reach(sz_cover *c, sz_error *err)
{
    c->reach = sz__zalloc((size_t)c->n, sizeof *c->reach);
    if (!c->reach)
        return sz__nomem(err);
    for (int32_t v = 0; v < c->n; v++)
        if (sz__set_has(&c->free, v))
            c->reach[v] = find_reach(c, v);
    return SZ_SUCCESS;
}

void sz__cover_release(sz_cover *c)
{
    free(c->beside);
    free(c->reach);
    free(c->tie_row);
    free(c->tie);
    free(c->alone);
    free(c->seat);
    free(c->label_cost);
    *c = (sz_cover){ 0 };
}

double sz__cover_cost(const sz_cover *c, const sz_set *set, int32_t label)
{
    const sz_task *t = c->task;
    bool fresh = label == c->n_labels - 1;
    double cost = c->label_cost[label];
    tally all = { 0 };
    for (sz_set rest = *set; !sz__set_empty(&rest);) {
        int32_t v = sz__set_pop(&rest);
        cost += c->alone[v] + c->seat[(size_t)v * (size_t)c->n_labels + (size_t)label];
        count_in(t, &all, v);
        for (int32_t i = c->tie_row[v]; i < c->tie_row[v + 1]; i++) {
            const sz_tie *tie = &c->tie[i];
            bool inside = sz__set_has(set, tie->to);
            if (tie->price > 0)
                cost += inside ? 0 : tie->price / 2;
            else /* half of it is in `alone` of both ends */
                cost -= inside ? tie->price / 2 : 0;
        }
    }
    return cost + sz__zone_cost(t, fresh ? t->n_today : label, all.count, all.weight,
                                all.sums);
}

/* Whether all that is not in SET hangs together with the outside; without one, by
 * itself. */
static bool is_open(const sz_cover *c, const sz_set *rest)
{
    sz_set from = sz__set_and(*rest, &c->rim);
    if (c->task->graph.bare || sz__set_empty(rest))
        return true;
    if (sz__set_empty(&from) && sz__set_empty(&c->rim)) {
        sz_set one = *rest;
        sz__set_add(&from, sz__set_pop(&one));
    }
    sz_set seen = sz__set_spread(c->beside, from, rest);
    return sz__set_same(&seen, rest);
}

bool sz__cover_allows(const sz_cover *c, const sz_set *set)
{
    const sz_task *t = c->task;
    sz_set everything = { { 0 } };
    tally all = { 0 };
    int64_t fewest = 1, most = 1;
    for (int32_t v = 0; v < c->n; v++) {
        sz__set_add(&everything, v);
        if (sz__set_has(set, v))
            count_in(t, &all, v);
    }
    sz_set rest = sz__set_less(everything, set);
    if (sz__outside(t, all.weight, all.sums) || !is_open(c, &rest))
        return false;
    rest = sz__set_and(rest, &c->free);
    while (!sz__set_empty(&rest)) { /* each piece of free ground by itself */
        sz_set one = rest, start = { { 0 } };
        int32_t low, high;
        int64_t w = 0;
        sz__set_add(&start, sz__set_pop(&one));
        sz_set piece = sz__set_spread(c->beside, start, &rest);
        rest = sz__set_less(rest, &piece);
        while (!sz__set_empty(&piece))
            w += t->graph.weight[sz__set_pop(&piece)];
        sz__task_bounds(t, w, &low, &high);
        if (low > high)
            return false;
        fewest += low;
        most += high;
    }
    return fewest <= c->most && most >= c->fewest;
}
