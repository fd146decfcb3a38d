/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cutting a window out of a task; see window.h. */
#include "solve/window.h"

#include <string.h>

#include "core/array.h"
#include "plan/state.h"

/* One window being cut. */
typedef struct cutter {
    const sz_task *from;
    const int32_t *label;
    const sz_tiling *tiling;
    int32_t tile;
    const int32_t *atom; /* [n] its atoms in the large task */
    int32_t n;
    int32_t *zones;      /* [n_zones] numbers in the large task, ascending */
    int32_t n_zones;
} cutter;

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Number of zone Z in the window, -1 when it is not there. */
static int32_t find_zone(const cutter *c, int32_t z)
{
    int32_t low = 0, high = c->n_zones;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (c->zones[middle] < z)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->n_zones && c->zones[low] == z ? low : -1;
}

/* The living zones, and the dead ones that this window may revive. */
static bool list_zones(cutter *c, const int32_t *adopt)
{
    int32_t n = 0, kept = 0;
    const sz_task *t = c->from;
    c->zones = sz__alloc(2 * (size_t)c->n, sizeof *c->zones);
    if (!c->zones)
        return false;
    for (int32_t i = 0; i < c->n && c->label; i++) {
        int32_t home = t->home[c->atom[i]];
        c->zones[n++] = c->label[c->atom[i]];
        if (adopt && home >= 0 && adopt[home] == c->tile)
            c->zones[n++] = home;
    }
    qsort(c->zones, (size_t)n, sizeof *c->zones, by_number);
    for (int32_t i = 0; i < n; i++)
        if (i == 0 || c->zones[i] != c->zones[i - 1])
            c->zones[kept++] = c->zones[i];
    c->n_zones = kept;
    return true;
}

static int32_t count_items(const cutter *c)
{
    const int32_t *row = c->from->graph.row;
    int32_t items = 0;
    for (int32_t i = 0; i < c->n; i++)
        items += row[c->atom[i] + 1] - row[c->atom[i]];
    return items;
}

static void copy_atom(const cutter *c, sz_task *t, int32_t i)
{
    const sz_task *from = c->from;
    sz_graph *g = &t->graph;
    const sz_graph *fg = &from->graph;
    int32_t v = c->atom[i], end = g->row[i];
    for (int32_t k = fg->row[v]; k < fg->row[v + 1]; k++) {
        sz_ring_item item = fg->ring[k];
        bool in = item.atom >= 0 && c->tiling->tile[item.atom] == c->tile;
        if (item.edge == SZ_LINK && !in)
            continue;
        item.atom = in ? c->tiling->local[item.atom] : -1;
        t->price[end] = in ? from->price[k] : 0;
        g->ring[end++] = item;
    }
    g->row[i + 1] = end;
    g->simple[i] = fg->simple[v];
    g->weight[i] = fg->weight[v];
    g->area[i] = fg->area[v];
    g->x[i] = fg->x[v];
    g->y[i] = fg->y[v];
    g->kept_weight[i] = fg->kept_weight[v];
    g->locked[i] = 0;
    t->atom[i] = v;
    t->home[i] = from->home[v] >= 0 ? find_zone(c, from->home[v]) : -1;
    t->home[i] = t->home[i] < t->n_today ? t->home[i] : -1;
    t->move_price[i] = from->move_price[v];
    if (g->form)
        g->form[i] = fg->form[v];
    t->label[i] = c->label ? find_zone(c, c->label[v]) : SZ_NOBODY;
    t->weight += g->weight[i];
    if (t->n_sums)
        memcpy(t->sums + (size_t)i * (size_t)t->n_sums,
               from->sums + (size_t)v * (size_t)t->n_sums,
               (size_t)t->n_sums * sizeof *t->sums);
}

/* What TASK has besides atoms: bands, prices, offices; false when memory is out. */
static bool copy_terms(const cutter *c, sz_task *t)
{
    const sz_task *from = c->from;
    t->town = from->town;
    t->min = from->min;
    t->max = from->max;
    t->target = from->target;
    t->present = from->present;
    t->graph.bare = from->graph.bare;
    t->prices = from->prices;
    t->n_limits = from->n_limits;
    memcpy(t->limits, from->limits, sizeof t->limits);
    t->n_sums = from->n_sums;
    t->at_shape = from->at_shape;
    t->at_centre = from->at_centre;
    t->has_form = from->has_form;
    t->has_held = from->has_held;
    t->has_gaps = from->has_gaps;
    if (t->n_sums)
        t->sums = sz__alloc((size_t)c->n * (size_t)t->n_sums, sizeof *t->sums);
    if (from->graph.form)
        t->graph.form = sz__alloc((size_t)c->n, sizeof *t->graph.form);
    if (from->office)
        t->office = sz__alloc((size_t)t->n_today, sizeof *t->office);
    for (int32_t z = 0; z < t->n_today && t->office; z++) {
        sz_desk desk = from->office[c->zones[z]];
        if (desk.atom >= 0) /* elsewhere: an atom that never comes here */
            desk.atom = c->tiling->tile[desk.atom] == c->tile
                            ? c->tiling->local[desk.atom]
                            : c->n;
        t->office[z] = desk;
    }
    return (!t->n_sums || t->sums) && (!from->office || t->office) &&
           (!from->graph.form || t->graph.form);
}

sz_status sz__window_cut(sz_window *out, const sz_task *task, const int32_t *label,
                         const sz_tiling *tiling, int32_t tile, const int32_t *adopt,
                         sz_error *err)
{
    cutter c = { .from = task, .label = label, .tiling = tiling, .tile = tile };
    sz_task *t = &out->task;
    c.atom = tiling->member + tiling->row[tile];
    c.n = tiling->row[tile + 1] - tiling->row[tile];
    *out = (sz_window){ 0 };
    sz_status status = SZ_ERR_NOMEM;
    if (!list_zones(&c, adopt))
        goto done;
    int32_t today = 0;
    while (today < c.n_zones && c.zones[today] < task->n_today)
        today++;
    if (!sz__task_alloc(t, c.n, count_items(&c), today))
        goto done;
    t->n_today = today;
    if (!copy_terms(&c, t))
        goto done;
    for (int32_t i = 0; i < c.n; i++)
        copy_atom(&c, t, i);
    t->free_weight = t->weight;
    sz__task_set_max_zones(t);
    if (t->max_zones < c.n_zones + 2)
        t->max_zones = c.n_zones + 2;
    out->zone = sz__alloc((size_t)t->max_zones, sizeof *out->zone);
    if (!out->zone)
        goto done;
    memset(out->zone, -1, (size_t)t->max_zones * sizeof *out->zone);
    memcpy(out->zone, c.zones, (size_t)c.n_zones * sizeof *c.zones);
    memcpy(t->community, c.zones, (size_t)today * sizeof *c.zones);
    status = SZ_SUCCESS;
done:
    free(c.zones);
    if (status) {
        sz__window_release(out);
        sz__nomem(err);
    }
    return status;
}

void sz__window_release(sz_window *window)
{
    sz__task_release(&window->task);
    free(window->zone);
    *window = (sz_window){ 0 };
}

void sz__find_adopters(const sz_task *t, const sz_tiling *tiling, const int32_t *count,
                       int32_t *adopt)
{
    for (int32_t z = 0; z < t->n_today; z++)
        adopt[z] = -1;
    for (int32_t v = t->graph.n; v-- > 0;)
        if (t->home[v] >= 0 && count[t->home[v]] == 0)
            adopt[t->home[v]] = tiling->tile[v];
}
