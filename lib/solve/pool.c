/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plans kept, and communities picked out of them; see pool.h. */
#include "solve/pool.h"

#include <string.h>

sz_status sz__pool_open(sz_pool *pool, const sz_task *task, int32_t room, sz_error *err)
{
    *pool = (sz_pool){ .room = room, .atoms = task->graph.n, .zones = task->max_zones };
    pool->label = sz__alloc((size_t)room * (size_t)pool->atoms, sizeof *pool->label);
    pool->count = sz__alloc((size_t)room * (size_t)pool->zones, sizeof *pool->count);
    return pool->label && pool->count ? SZ_SUCCESS : sz__nomem(err);
}

void sz__pool_release(sz_pool *pool)
{
    free(pool->label);
    free(pool->count);
    *pool = (sz_pool){ 0 };
}

void sz__pool_add(sz_pool *pool, const int32_t *label)
{
    size_t atoms = (size_t)pool->atoms, zones = (size_t)pool->zones;
    int32_t *count = pool->count + (size_t)pool->next * zones;
    for (size_t v = 0; v < atoms; v++)
        if (label[v] < 0) /* no plan as long as somebody is in no zone */
            return;
    memcpy(pool->label + (size_t)pool->next * atoms, label, atoms * sizeof *label);
    memset(count, 0, zones * sizeof *count);
    for (size_t v = 0; v < atoms; v++)
        count[label[v]]++;
    pool->next = (pool->next + 1) % pool->room;
    pool->n += pool->n < pool->room;
}

sz_pool sz__pool_part(const sz_pool *pool, int32_t i, int32_t room)
{
    sz_pool part = { .room = room, .atoms = pool->atoms, .zones = pool->zones };
    part.label = pool->label + (size_t)i * (size_t)room * (size_t)pool->atoms;
    part.count = pool->count + (size_t)i * (size_t)room * (size_t)pool->zones;
    return part;
}

void sz__pool_join(sz_pool *pool, const sz_pool *part, int32_t n)
{
    size_t atoms = (size_t)pool->atoms, zones = (size_t)pool->zones, at = 0;
    for (int32_t i = 0; i < n; i++) {
        size_t plans = (size_t)part[i].n;
        memmove(pool->label + at * atoms, part[i].label,
                plans * atoms * sizeof *pool->label);
        memmove(pool->count + at * zones, part[i].count,
                plans * zones * sizeof *pool->count);
        at += plans;
    }
    pool->n = (int32_t)at;
    pool->next = pool->n % pool->room;
}

/* The atoms of a window, and what is picked. */
typedef struct picker {
    const int32_t *atom, *now; /* [n] atoms, and their zones in the plan at hand */
    int32_t n;
    const sz_window *window;
    sz_columns *out;
} picker;

/* The number in the window of zone Z of the task: one of its communities of today, or
 * else a new one. */
static int32_t label_of(const sz_window *w, int32_t z)
{
    int32_t i = 0;
    while (i < w->task.n_today && w->zone[i] != z)
        i++;
    return i;
}

/* Zone Z of a plan, which has atom I of the window first and COUNT atoms in all: a
 * column, if all of these are in the window and it is not in the plan at hand. */
static bool pick(picker *p, const int32_t *label, int32_t z, int32_t i, int32_t count)
{
    sz_column c = { .label = label_of(p->window, z) };
    bool other = p->now[p->atom[i]] != z;
    int32_t first = p->now[p->atom[i]], in = 0, held = 0;
    for (int32_t k = 0; k < p->n; k++) {
        held += p->now[p->atom[k]] == first;
        if (label[p->atom[k]] != z)
            continue;
        in++;
        other |= p->now[p->atom[k]] != first;
        sz__set_add(&c.set, k);
    }
    if (in < count || (!other && held == in))
        return true;
    return sz__push(p->out, c);
}

bool sz__pool_columns(const sz_pool *pool, const int32_t *label, const sz_tiling *tiling,
                      int32_t tile, const sz_window *window, sz_columns *out)
{
    int32_t from = tiling->row[tile];
    picker p = { .atom = tiling->member + from, .now = label, .window = window,
                 .n = tiling->row[tile + 1] - from, .out = out };
    bool ok = true;
    for (int32_t k = 0; k < pool->n; k++) {
        const int32_t *plan = pool->label + (size_t)k * (size_t)pool->atoms;
        const int32_t *count = pool->count + (size_t)k * (size_t)pool->zones;
        sz_set seen = { { 0 } }; /* atoms whose zone was looked at */
        for (int32_t i = 0; i < p.n && ok; i++) {
            int32_t z = plan[p.atom[i]];
            if (sz__set_has(&seen, i))
                continue;
            for (int32_t j = i; j < p.n; j++)
                if (plan[p.atom[j]] == z)
                    sz__set_add(&seen, j);
            if (count[z] <= p.n)
                ok = pick(&p, plan, z, i, count[z]);
        }
    }
    return ok;
}
