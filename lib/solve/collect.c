/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the labels of tasks to those of the whole graph. */
#include "solve/collect.h"

#include <math.h>

#include "core/array.h"

typedef struct overlap {
    int32_t zone, home;
    int64_t kept;
    double area;
} overlap;

static int by_cell(const void *a, const void *b)
{
    const overlap *x = a, *y = b;
    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    return (x->home > y->home) - (x->home < y->home);
}

static int by_size(const void *a, const void *b)
{
    const overlap *x = a, *y = b;
    if (x->kept != y->kept)
        return x->kept > y->kept ? -1 : 1;
    if (x->area < y->area || x->area > y->area)
        return x->area > y->area ? -1 : 1;
    return by_cell(a, b);
}

sz_status sz__carry_over(sz_task *t, sz_error *err)
{
    const sz_graph *g = &t->graph;
    size_t n = 0;
    overlap *list = sz__alloc((size_t)g->n, sizeof *list);
    int32_t *to = sz__alloc((size_t)t->n_zones, sizeof *to);
    uint8_t *alive = sz__zalloc((size_t)t->n_zones, sizeof *alive);
    if (!list || !to || !alive) {
        free(list);
        free(to);
        free(alive);
        return sz__nomem(err);
    }
    for (int32_t z = 0; z < t->n_zones; z++)
        to[z] = z;
    for (int32_t v = 0; v < g->n; v++)
        alive[t->label[v]] = 1;
    for (int32_t v = 0; v < g->n; v++)
        if (t->label[v] >= t->n_today && t->home[v] >= 0 && !alive[t->home[v]])
            list[n++] =
                (overlap){ t->label[v], t->home[v], g->kept_weight[v], g->area[v] };
    qsort(list, n, sizeof *list, by_cell);
    size_t cells = 0;
    for (size_t i = 0; i < n; i++) {
        if (cells && by_cell(&list[cells - 1], &list[i]) == 0) {
            list[cells - 1].kept += list[i].kept;
            list[cells - 1].area += list[i].area;
        } else {
            list[cells++] = list[i];
        }
    }
    qsort(list, cells, sizeof *list, by_size);
    for (size_t i = 0; i < cells; i++)
        if (to[list[i].zone] == list[i].zone && !alive[list[i].home]) {
            to[list[i].zone] = list[i].home;
            alive[list[i].home] = 1;
        }
    for (int32_t v = 0; v < g->n; v++)
        t->label[v] = to[t->label[v]];
    free(list);
    free(to);
    free(alive);
    return SZ_SUCCESS;
}

/* Give idle ground to the community of its town that has most of it today, if that
 * still lives, or else to the nearest. */
static sz_status adopt(sz_best *out, const sz_graph *g, const sz_demand *demand,
                       const sz_task *t, sz_error *err)
{
    double *area = sz__zalloc((size_t)demand->n_today, sizeof *area);
    uint8_t *alive = sz__zalloc((size_t)demand->n_today, sizeof *alive);
    int32_t host = -1;
    double nearest = INFINITY;
    if (!area || !alive) {
        free(area);
        free(alive);
        return sz__nomem(err);
    }
    for (int32_t i = 0; i < out->n_tasks; i++) {
        const sz_task *other = &out->tasks[i];
        for (int32_t k = 0; k < other->graph.n && !other->idle; k++) {
            int32_t v = other->atom[k], c = out->label[v], w = t->atom[0];
            double dx = g->x[v] - g->x[w], dy = g->y[v] - g->y[w];
            if (c < demand->n_today)
                alive[c] |= other->town == t->town && !g->locked[v];
            if (other->town == t->town && !g->locked[v] &&
                dx * dx + dy * dy < nearest) {
                nearest = dx * dx + dy * dy;
                host = c;
            }
        }
    }
    double most = -1;
    for (int32_t k = 0; k < t->graph.n; k++) {
        int32_t c = g->today[t->atom[k]];
        if (c < 0 || !alive[c])
            continue;
        area[c] += t->graph.area[k];
        if (area[c] > most) {
            most = area[c];
            host = c;
        }
    }
    for (int32_t k = 0; k < t->graph.n; k++)
        out->label[t->atom[k]] = host;
    free(area);
    free(alive);
    return SZ_SUCCESS;
}

sz_status sz__collect(sz_best *out, const sz_graph *graph, const sz_demand *demand,
                      sz_error *err)
{
    int32_t n_today = demand->n_today;
    int64_t zones = 0;
    for (int32_t i = 0; i < out->n_tasks; i++)
        zones += out->tasks[i].n_zones;
    int32_t *number = sz__alloc((size_t)zones, sizeof *number);
    out->label = sz__alloc((size_t)graph->n, sizeof *out->label);
    out->new_town = sz__alloc((size_t)zones, sizeof *out->new_town);
    if (!number || !out->label || !out->new_town) {
        free(number);
        return sz__nomem(err);
    }
    for (int32_t v = 0; v < graph->n; v++)
        out->label[v] = graph->today[v]; /* atoms in no task: locked abroad */
    for (int32_t i = 0; i < out->n_tasks; i++) {
        const sz_task *t = &out->tasks[i];
        if (t->idle)
            continue;
        for (int32_t z = 0; z < t->n_zones; z++)
            number[z] = z < t->n_today ? t->community[z] : -1;
        for (int32_t v = 0; v < t->graph.n; v++) {
            int32_t z = t->label[v];
            if (number[z] < 0) {
                out->new_town[out->n_new] = t->town;
                number[z] = n_today + out->n_new++;
            }
            out->label[t->atom[v]] = number[z];
        }
        out->stopped |= t->stopped;
        out->proposals += t->proposals;
    }
    free(number);
    sz_status status = SZ_SUCCESS;
    for (int32_t i = 0; i < out->n_tasks && !status; i++)
        if (out->tasks[i].idle)
            status = adopt(out, graph, demand, &out->tasks[i], err);
    return status;
}
