/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cutting a graph into tasks. */
#include "solve/task.h"

#include "core/array.h"

typedef struct cutter {
    const sz_graph *g;
    const sz_demand *demand;
    int32_t *piece; /* [n] task of each atom, -1 in none */
    int32_t *local; /* [n] its number there */
    int32_t *queue;
    int32_t *count; /* [tasks] atoms */
    int32_t n;      /* tasks */
    int32_t *zone;  /* [n_today] its zone in its home task */
    int32_t *home;  /* [n_today] its home task, -1 */
} cutter;

static bool together(const cutter *c, int32_t v, int32_t u)
{
    return u >= 0 && (c->demand->cross_towns || c->g->town[u] == c->g->town[v]);
}

/* Number the pieces in the order of their least atoms. */
static void find_pieces(cutter *c)
{
    const sz_graph *g = c->g;
    for (int32_t v = 0; v < g->n; v++)
        c->piece[v] = -1;
    for (int32_t v = 0; v < g->n; v++) {
        if (c->piece[v] >= 0)
            continue;
        int32_t head = 0, tail = 0;
        c->piece[v] = c->n;
        c->queue[tail++] = v;
        while (head < tail) {
            int32_t at = c->queue[head++];
            for (int32_t i = g->row[at]; i < g->row[at + 1]; i++) {
                int32_t u = g->ring[i].atom;
                if (g->ring[i].edge && together(c, at, u) && c->piece[u] < 0) {
                    c->piece[u] = c->n;
                    c->queue[tail++] = u;
                }
            }
        }
        c->count[c->n++] = tail;
    }
}

/* The task in which most of each community's households live; ties by area, then
 * number. A community has its home in its own town only. */
static sz_status find_homes(cutter *c, sz_error *err)
{
    const sz_graph *g = c->g;
    int32_t n_today = c->demand->n_today;
    size_t cells = (size_t)g->n;
    /* sums for (community, task) in one pass over atoms sorted by community */
    int32_t *row = sz__zalloc((size_t)n_today + 1, sizeof *row);
    int32_t *member = sz__alloc(cells, sizeof *member);
    int64_t *weight = sz__zalloc((size_t)c->n, sizeof *weight);
    double *area = sz__zalloc((size_t)c->n, sizeof *area);
    sz_status status = SZ_SUCCESS;
    if (!row || !member || !weight || !area) {
        status = sz__nomem(err);
        goto done;
    }
    for (int32_t v = 0; v < g->n; v++)
        if (g->today[v] >= 0)
            row[g->today[v]]++;
    for (int32_t t = 0, sum = 0; t <= n_today; t++) {
        int32_t count = t < n_today ? row[t] : 0;
        row[t] = sum;
        sum += count;
    }
    for (int32_t v = 0; v < g->n; v++)
        if (g->today[v] >= 0)
            member[row[g->today[v]]++] = v;
    for (int32_t t = 0, i = 0; t < n_today; t++) {
        int32_t best = -1, from = i;
        for (; i < row[t]; i++) {
            int32_t v = member[i], p = c->piece[v];
            if (!c->demand->cross_towns && c->demand->today_town[t] >= 0 &&
                g->town[v] != c->demand->today_town[t])
                continue;
            weight[p] += g->kept_weight[v];
            area[p] += g->area[v];
        }
        for (int32_t k = from; k < row[t]; k++) {
            int32_t p = c->piece[member[k]];
            if (area[p] > 0 || weight[p] > 0)
                if (best < 0 || weight[p] > weight[best] ||
                    (weight[p] == weight[best] &&
                     (area[p] > area[best] || (area[p] >= area[best] && p < best))))
                    best = p;
        }
        for (int32_t k = from; k < row[t]; k++) {
            weight[c->piece[member[k]]] = 0;
            area[c->piece[member[k]]] = 0;
        }
        c->home[t] = best;
    }
done:
    free(row);
    free(member);
    free(weight);
    free(area);
    return status;
}

/* Number the atoms of each task. A locked atom whose community lives elsewhere is in
 * none: it stays where it is, and the rest has to do without it. */
static void number_atoms(cutter *c)
{
    for (int32_t i = 0; i < c->n; i++)
        c->count[i] = 0;
    for (int32_t v = 0; v < c->g->n; v++) {
        int32_t today = c->g->today[v];
        if (c->g->locked[v] && (today < 0 || c->home[today] != c->piece[v]))
            c->piece[v] = -1;
        else
            c->local[v] = c->count[c->piece[v]]++;
    }
}

/* The parts of a graph that only some have. */
static bool alloc_extras(sz_graph *g, const sz_graph *from, size_t n, size_t items)
{
    g->n_kinds = from->n_kinds;
    if (from->off)
        g->off = sz__alloc(items, sizeof *g->off);
    if (from->strong)
        g->strong = sz__alloc(items, sizeof *g->strong);
    if (from->held)
        g->held = sz__alloc(n, sizeof *g->held);
    if (from->form)
        g->form = sz__alloc(n, sizeof *g->form);
    if (from->by_kind)
        g->by_kind = sz__alloc(n * (size_t)from->n_kinds, sizeof *g->by_kind);
    return !from->off == !g->off && !from->strong == !g->strong &&
           !from->held == !g->held && !from->form == !g->form &&
           !from->by_kind == !g->by_kind;
}

static bool alloc_graph(sz_graph *g, int32_t n, int32_t items)
{
    g->n = n;
    g->row = sz__zalloc((size_t)n + 1, sizeof *g->row);
    g->ring = sz__alloc((size_t)items, sizeof *g->ring);
    g->simple = sz__alloc((size_t)n, sizeof *g->simple);
    g->weight = sz__alloc((size_t)n, sizeof *g->weight);
    g->area = sz__alloc((size_t)n, sizeof *g->area);
    g->x = sz__alloc((size_t)n, sizeof *g->x);
    g->y = sz__alloc((size_t)n, sizeof *g->y);
    g->kept_weight = sz__alloc((size_t)n, sizeof *g->kept_weight);
    g->locked = sz__alloc((size_t)n, sizeof *g->locked);
    g->component = sz__zalloc((size_t)n, sizeof *g->component);
    g->n_components = 1;
    return g->row && g->ring && g->simple && g->weight && g->area && g->x && g->y &&
           g->kept_weight && g->locked && g->component;
}

static bool alloc_rest(sz_task *t, int32_t n, int32_t items, int32_t n_today)
{
    t->atom = sz__alloc((size_t)n, sizeof *t->atom);
    t->price = sz__zalloc((size_t)items, sizeof *t->price);
    t->home = sz__alloc((size_t)n, sizeof *t->home);
    t->move_price = sz__zalloc((size_t)n, sizeof *t->move_price);
    t->community = sz__alloc((size_t)n_today, sizeof *t->community);
    t->fixed = sz__zalloc((size_t)n_today, sizeof *t->fixed);
    t->label = sz__alloc((size_t)n, sizeof *t->label);
    return t->atom && t->price && t->home && t->move_price && t->community &&
           t->fixed && t->label;
}

bool sz__task_alloc(sz_task *t, int32_t n, int32_t items, int32_t n_today)
{
    return alloc_graph(&t->graph, n, items) && alloc_rest(t, n, items, n_today);
}

void sz__task_set_max_zones(sz_task *t)
{
    int64_t most = t->min > 0 ? t->weight / t->min : t->graph.n;
    most = 2 * most + t->n_today + 16;
    if (most > 2 * (int64_t)t->graph.n + 16)
        most = 2 * t->graph.n + 16;
    t->max_zones = most < t->n_today + 2 ? t->n_today + 2 : (int32_t)most;
}

/* Ground of atom V of the whole graph, the next atom of its task. */
static void add_ground(const cutter *c, sz_task *t, int32_t v)
{
    const sz_graph *from = c->g;
    sz_graph *g = &t->graph;
    int32_t i = c->local[v], end = g->row[i];
    for (int32_t k = from->row[v]; k < from->row[v + 1]; k++) {
        sz_ring_item item = from->ring[k];
        bool in = item.atom >= 0 && c->piece[item.atom] == c->piece[v];
        item.atom = in ? c->local[item.atom] : -1;
        if (item.edge == SZ_LINK && !in)
            continue;
        if (g->off)
            g->off[end] = from->off[k];
        if (g->strong)
            g->strong[end] = from->strong[k];
        g->ring[end++] = item;
    }
    g->row[i + 1] = end;
    g->simple[i] = from->simple[v];
    g->weight[i] = from->weight[v];
    g->area[i] = from->area[v];
    g->x[i] = from->x[v];
    g->y[i] = from->y[v];
    g->kept_weight[i] = from->kept_weight[v];
    if (g->held)
        g->held[i] = from->held[v];
    if (g->form)
        g->form[i] = from->form[v];
    for (int32_t j = 0; g->by_kind && j < g->n_kinds; j++)
        g->by_kind[i * g->n_kinds + j] = from->by_kind[v * g->n_kinds + j];
    g->locked[i] = from->locked[v];
}

/* Atom V of the whole graph becomes the next atom of its task. */
static void add_atom(const cutter *c, sz_task *t, int32_t v)
{
    const sz_graph *from = c->g;
    sz_graph *g = &t->graph;
    int32_t i = c->local[v], today = from->today[v];
    if (!t->whole)
        add_ground(c, t, v);
    bool here = today >= 0 && c->home[today] == c->piece[v];
    t->atom[i] = v;
    t->home[i] = here ? c->zone[today] : -1;
    t->weight += g->weight[i];
    if (g->locked[i])
        t->fixed[t->home[i]] = 1;
    else
        t->free_weight += g->weight[i];
}

static sz_status fill_tasks(const cutter *c, sz_task *tasks, sz_error *err)
{
    const sz_graph *g = c->g;
    int32_t *items = sz__zalloc((size_t)c->n, sizeof *items);
    int32_t *today = sz__zalloc((size_t)c->n, sizeof *today);
    sz_status status = SZ_SUCCESS;
    if (!items || !today)
        status = sz__nomem(err);
    for (int32_t v = 0; v < g->n && !status; v++)
        if (c->piece[v] >= 0)
            items[c->piece[v]] += g->row[v + 1] - g->row[v];
    for (int32_t t = 0; t < c->demand->n_today && !status; t++)
        if (c->home[t] >= 0)
            c->zone[t] = today[c->home[t]]++;
    for (int32_t i = 0; i < c->n && !status; i++) {
        sz_task *t = &tasks[i];
        t->present = c->demand->present;
        t->min = c->demand->min;
        t->max = c->demand->max;
        t->target = c->demand->target;
        t->whole = c->count[i] == g->n && g->n_components == 1;
        bool ok = alloc_rest(t, c->count[i], items[i], today[i]);
        if (t->whole) {
            t->graph = *g;
        } else {
            t->graph.bare = g->bare;
            ok = ok && alloc_graph(&t->graph, c->count[i], items[i]) &&
                 alloc_extras(&t->graph, g, (size_t)c->count[i], (size_t)items[i]);
        }
        if (!ok)
            status = sz__nomem(err);
    }
    for (int32_t t = 0; t < c->demand->n_today && !status; t++)
        if (c->home[t] >= 0) {
            sz_task *task = &tasks[c->home[t]];
            task->community[task->n_today++] = t;
        }
    for (int32_t v = 0; v < g->n && !status; v++) {
        if (c->piece[v] < 0)
            continue;
        sz_task *t = &tasks[c->piece[v]];
        t->town = c->demand->cross_towns ? -1 : g->town[v];
        add_atom(c, t, v);
    }
    for (int32_t i = 0; i < c->n && !status; i++) {
        sz_task *t = &tasks[i];
        for (int32_t z = 0; z < t->n_today; z++)
            t->n_fixed += t->fixed[z];
        sz__task_set_max_zones(t);
        status = sz__task_price(t, c->demand, err);
    }
    free(items);
    free(today);
    return status;
}

/* Only tasks that are not the whole graph have ground of their own. */
static void release_graph(sz_graph *g)
{
    free(g->row);
    free(g->ring);
    free(g->simple);
    free(g->weight);
    free(g->area);
    free(g->x);
    free(g->y);
    free(g->kept_weight);
    free(g->locked);
    free(g->component);
    free(g->off);
    free(g->strong);
    free(g->held);
    free(g->form);
    free(g->by_kind);
}

void sz__task_release(sz_task *t)
{
    if (!t->whole)
        release_graph(&t->graph);
    free(t->atom);
    free(t->price);
    free(t->home);
    free(t->move_price);
    free(t->community);
    free(t->fixed);
    free(t->office);
    free(t->sums);
    free(t->label);
}

/* Leave out the tasks all of whose atoms are locked in communities that live elsewhere;
 * how many are left. */
static int32_t drop_empty(sz_task *tasks, int32_t n)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < n; i++) {
        if (tasks[i].graph.n == 0)
            sz__task_release(&tasks[i]);
        else
            tasks[kept++] = tasks[i];
    }
    return kept;
}

sz_status sz__tasks_make(sz_task **out, int32_t *n_out, const sz_graph *graph,
                         const sz_demand *demand, sz_error *err)
{
    size_t n = (size_t)graph->n, n_today = (size_t)demand->n_today;
    sz_status status = SZ_ERR_NOMEM;
    sz_task *tasks = NULL;
    cutter c = { .g = graph, .demand = demand };
    c.piece = sz__alloc(n, sizeof *c.piece);
    c.local = sz__alloc(n, sizeof *c.local);
    c.queue = sz__alloc(n, sizeof *c.queue);
    c.count = sz__alloc(n, sizeof *c.count);
    c.zone = sz__alloc(n_today, sizeof *c.zone);
    c.home = sz__alloc(n_today, sizeof *c.home);
    if (!c.piece || !c.local || !c.queue || !c.count || !c.zone || !c.home) {
        sz__nomem(err);
        goto done;
    }
    find_pieces(&c);
    if ((status = find_homes(&c, err)) != SZ_SUCCESS)
        goto done;
    number_atoms(&c);
    if (!(tasks = sz__zalloc((size_t)c.n, sizeof *tasks))) {
        status = sz__nomem(err);
        goto done;
    }
    if ((status = fill_tasks(&c, tasks, err)) != SZ_SUCCESS)
        goto done;
    *out = tasks;
    *n_out = drop_empty(tasks, c.n);
    tasks = NULL;
done:
    sz__tasks_free(tasks, c.n);
    free(c.piece);
    free(c.local);
    free(c.queue);
    free(c.count);
    free(c.zone);
    free(c.home);
    return status;
}

void sz__tasks_free(sz_task *tasks, int32_t n)
{
    for (int32_t i = 0; tasks && i < n; i++)
        sz__task_release(&tasks[i]);
    free(tasks);
}

bool sz__task_is_tight(const sz_task *task)
{
    enum {
        TIGHT = 2, /* atoms of mean size that a tight band is not as wide as */
        FEW = 16   /* communities that can all be inside such a band by chance */
    };
    double mean = (double)task->weight / task->graph.n;
    return (double)(task->max - task->min) < TIGHT * mean &&
           (double)task->weight < FEW * (double)task->target;
}

void sz__task_bounds(const sz_task *task, int64_t weight, int32_t *fewest,
                     int32_t *most)
{
    int64_t low = (weight + task->max - 1) / task->max;
    int64_t high = task->min > 0 ? weight / task->min : task->graph.n;
    *fewest = low > 1 ? (int32_t)(low < INT32_MAX ? low : INT32_MAX) : 1;
    *most = (int32_t)(high < task->graph.n ? high : task->graph.n);
}
