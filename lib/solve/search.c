/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A search's memory, cost and best plan; see search.h. */
#include "solve/search.h"

#include <math.h>
#include <string.h>

#include "core/array.h"

static bool alloc_search(sz_search *s, size_t n, size_t zones, size_t items)
{
    if (s->task->n_sums > 0)
        s->sums = sz__zalloc(zones * (size_t)s->task->n_sums, sizeof *s->sums);
    s->best = sz__alloc(n, sizeof *s->best);
    s->dirty = sz__alloc(n, sizeof *s->dirty);
    s->is_dirty = sz__zalloc(n, sizeof *s->is_dirty);
    s->pair = sz__alloc(items, sizeof *s->pair);
    s->local = sz__alloc(items, sizeof *s->local);
    s->offer = sz__alloc(n, sizeof *s->offer);
    s->list = sz__alloc(n, sizeof *s->list);
    s->near = sz__alloc(zones, sizeof *s->near);
    s->near_mark = sz__zalloc(zones, sizeof *s->near_mark);
    s->near_border = sz__alloc(zones, sizeof *s->near_border);
    s->hops = sz__alloc(zones, sizeof *s->hops);
    return s->best && s->dirty && s->is_dirty && s->pair && s->local && s->offer &&
           s->list && s->near && s->near_mark && s->near_border && s->hops &&
           (s->task->n_sums == 0 || s->sums);
}

void sz__task_heats(const sz_task *t, double *hot, double *cold)
{
    const sz_graph *g = &t->graph;
    double price = 0, square = 0, moving = 0;
    int32_t edges = 0;
    for (int32_t i = 0; i < g->row[g->n]; i++)
        if (g->ring[i].edge && g->ring[i].atom >= 0) {
            price += fabs(t->price[i]);
            square += (double)t->price[i] * (double)t->price[i];
            edges++;
        }
    for (int32_t v = 0; v < g->n; v++)
        moving += sz__is_held(t, v) ? 0 : t->move_price[v];
    price = edges ? price / edges : 0;
    square = edges ? sqrt(square / edges) : 0;
    moving /= g->n;
    *hot = 3 * square + 2 * moving;
    *cold = 0.05 * price + 0.01 * moving;
    if (*hot <= 0) { /* nothing has a price */
        *hot = 1;
        *cold = 0.01;
    }
}

sz_status sz__search_init(sz_search *s, const sz_task *task, uint64_t seed,
                          uint64_t stream, sz_error *err)
{
    const sz_graph *g = &task->graph;
    *s = (sz_search){ .task = task };
    sz__rng_init(&s->rng, seed, stream);
    for (int i = 0; i < SZ_AHEAD; i++)
        s->ahead[i] = sz__rng_next(&s->rng);
    sz_status status = sz__state_init(&s->st, g, task->max_zones, err);
    if (!status)
        status = sz__tree_init(&s->tree, task, err);
    if (!status &&
        !alloc_search(s, (size_t)g->n, (size_t)task->max_zones, (size_t)g->row[g->n]))
        status = sz__nomem(err);
    if (status) {
        sz__search_release(s);
        return status;
    }
    for (int32_t v = 0; v < g->n; v++)
        for (int32_t i = g->row[v]; i < g->row[v + 1] && !g->locked[v]; i++) {
            int32_t u = g->ring[i].atom;
            if (g->ring[i].edge && u > v && !g->locked[u]) {
                s->pair[s->n_pairs][0] = v;
                s->pair[s->n_pairs++][1] = u;
            }
        }
    for (int i = 0; i < 1024; i++)
        s->patience[i] = -log((i + 0.5) / 1024);
    sz__task_heats(task, &s->hot, &s->cold);
    s->pressure = task->prices.excess;
    s->best_violation = INT64_MAX;
    s->next_new = task->n_today;
    return SZ_SUCCESS;
}

void sz__search_release(sz_search *s)
{
    sz__state_release(&s->st);
    sz__tree_release(&s->tree);
    free(s->best);
    free(s->dirty);
    free(s->is_dirty);
    free(s->pair);
    free(s->local);
    free(s->offer);
    free(s->list);
    free(s->near);
    free(s->near_mark);
    free(s->near_border);
    free(s->hops);
    free(s->sums);
    *s = (sz_search){ 0 };
}

void sz__search_sum_up(sz_search *s)
{
    const sz_task *t = s->task;
    size_t n = (size_t)t->n_sums;
    if (!s->sums)
        return;
    memset(s->sums, 0, (size_t)t->max_zones * n * sizeof *s->sums);
    for (int32_t v = 0; v < t->graph.n; v++)
        for (size_t i = 0; i < n && s->st.label[v] >= 0; i++)
            sz__search_sums(s, s->st.label[v])[i] += t->sums[(size_t)v * n + i];
}

void sz__search_add_up(const sz_search *s, double *cost, int64_t *violation)
{
    const sz_task *t = s->task;
    const sz_graph *g = &t->graph;
    const int32_t *label = s->st.label;
    int32_t living = 0;
    *cost = 0;
    *violation = 0;
    for (int32_t z = 0; z < s->st.n_zones; z++) {
        const sz_zone *zone = &s->st.zone[z];
        *cost += sz__zone_costs(s, z);
        if (zone->count && !sz__zone_fixed(t, z))
            *violation += sz__zone_outside(s, z);
        living += zone->count > 0;
    }
    *violation += sz__miscount(t, living);
    for (int32_t v = 0; v < g->n; v++) {
        *cost += sz__seat(t, v, label[v]);
        *violation += label[v] >= 0 ? sz__astray(t, v, label[v]) : 0;
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (u > v && label[u] != label[v])
                *cost += t->price[i];
        }
    }
}

sz_status sz__search_ready(sz_search *s, sz_error *err)
{
    s->living = 0;
    for (int32_t z = 0; z < s->st.n_zones; z++)
        s->living += s->st.zone[z].count > 0;
    sz__search_sum_up(s);
    sz__search_add_up(s, &s->cost, &s->violation);
    sz_status status = sz__state_prove(&s->st, err);
    if (status)
        return status;
    if (s->violation < s->best_violation ||
        (s->violation == s->best_violation && s->cost < s->best_cost)) {
        s->best_violation = s->violation;
        s->best_cost = s->cost;
        memcpy(s->best, s->st.label, (size_t)s->task->graph.n * sizeof *s->best);
        memset(s->is_dirty, 0, (size_t)s->task->graph.n);
        s->n_dirty = 0;
        return SZ_SUCCESS;
    }
    for (int32_t v = 0; v < s->task->graph.n; v++)
        if (!s->is_dirty[v] && s->best[v] != s->st.label[v]) {
            s->is_dirty[v] = 1;
            s->dirty[s->n_dirty++] = v;
        }
    return SZ_SUCCESS;
}

void sz__search_keep(sz_search *s)
{
    if (s->violation > s->best_violation ||
        (s->violation == s->best_violation && s->cost > s->best_cost - 1e-6))
        return;
    for (int32_t i = 0; i < s->n_dirty; i++) {
        s->best[s->dirty[i]] = s->st.label[s->dirty[i]];
        s->is_dirty[s->dirty[i]] = 0;
    }
    s->n_dirty = 0;
    s->best_violation = s->violation;
    s->best_cost = s->cost;
}

void sz__search_tell(sz_watch *watch, const sz_task *t, int32_t number,
                     const int32_t *label, double cost, int64_t violation)
{
    double stays = 0; /* a search credits who stays, the objective charges who goes */
    int64_t moved = 0;
    if (!watch || !watch->effort->progress)
        return;
    for (int32_t v = 0; v < t->graph.n; v++) {
        if (t->home[v] < 0)
            continue;
        stays += (double)t->move_price[v];
        moved += label[v] != t->home[v] ? t->graph.kept_weight[v] : 0;
    }
    sz__watch_best(watch, number, cost + stays, violation, moved);
}

/* Move V to zone TO with its sums. */
static void put(sz_search *s, int32_t v, int32_t to, unsigned verdict)
{
    const sz_task *t = s->task;
    int32_t from = s->st.label[v];
    sz__state_move(&s->st, v, to, verdict);
    if (!s->sums || from == to)
        return;
    if (to >= 0)
        sz__sums_with(t, sz__search_sums(s, to), sz__search_sums(s, to), v, 1);
    if (from < 0)
        return;
    double *left = sz__search_sums(s, from);
    if (s->st.zone[from].count)
        sz__sums_with(t, left, left, v, -1);
    else
        memset(left, 0, (size_t)t->n_sums * sizeof *left); /* no rests of rounding */
}

void sz__search_back(sz_search *s)
{
    for (int32_t i = 0; i < s->n_dirty; i++) {
        int32_t v = s->dirty[i];
        put(s, v, s->best[v], ~0u);
        s->is_dirty[v] = 0;
    }
    s->n_dirty = 0;
    s->cost = s->best_cost;
    s->violation = s->best_violation;
    s->living = 0;
    for (int32_t z = 0; z < s->st.n_zones; z++) {
        s->living += s->st.zone[z].count > 0;
        if (!sz__zone_fixed(s->task, z)) /* as every plan that was kept */
            s->st.zone[z].whole = s->st.zone[z].open = true;
    }
}

void sz__search_move(sz_search *s, int32_t v, int32_t to, unsigned verdict)
{
    if (!s->is_dirty[v]) {
        s->is_dirty[v] = 1;
        s->dirty[s->n_dirty++] = v;
    }
    put(s, v, to, verdict);
}

void sz__search_near(sz_search *s, int32_t z)
{
    const sz_graph *g = &s->task->graph;
    const int32_t *member = sz__state_members(&s->st, z);
    s->n_near = 0;
    if (++s->near_now == 0) {
        memset(s->near_mark, 0, (size_t)s->task->max_zones * sizeof *s->near_mark);
        s->near_now = 1;
    }
    for (int32_t m = 0; m < s->st.zone[z].count; m++)
        for (int32_t i = g->row[member[m]]; i < g->row[member[m] + 1]; i++) {
            int32_t other = s->st.label[g->ring[i].atom];
            if (!g->ring[i].edge || other == z || other < 0 ||
                sz__zone_fixed(s->task, other))
                continue;
            if (s->near_mark[other] != s->near_now) {
                s->near_mark[other] = s->near_now;
                s->near_border[other] = 0;
                s->near[s->n_near++] = other;
            }
            s->near_border[other] += s->task->price[i];
        }
    for (int32_t i = 1; i < s->n_near; i++) { /* few: insertion sort */
        int32_t zone = s->near[i], k = i;
        for (; k > 0 && s->near[k - 1] > zone; k--)
            s->near[k] = s->near[k - 1];
        s->near[k] = zone;
    }
}
