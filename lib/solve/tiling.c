/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cutting a map into windows that grow side by side; see window.h. */
#include "core/array.h"
#include "plan/state.h"
#include "solve/window.h"

/* What a tiling is grown with. */
typedef struct grower {
    const sz_task *task;
    const int32_t *label; /* NULL: each atom is a zone */
    int32_t n_zones;
    int32_t *row;         /* [n_zones + 1] */
    int32_t *member;      /* [atoms] zone by zone */
    int32_t *of;          /* [n_zones] window, -1 */
    int32_t *queue;       /* [n_zones] */
} grower;

static int32_t zone_of(const grower *w, int32_t v)
{
    return w->label ? w->label[v] : v;
}

static bool may_grow(const grower *w, int32_t v)
{
    const sz_task *t = w->task;
    if (!w->label)
        return !t->graph.locked[v];
    int32_t z = w->label[v];
    return z >= 0 && !(z < t->n_today && t->fixed[z]);
}

static bool list_members(grower *w)
{
    const sz_graph *g = &w->task->graph;
    size_t zones = (size_t)w->n_zones;
    w->row = sz__zalloc(zones + 2, sizeof *w->row);
    w->member = sz__alloc((size_t)g->n, sizeof *w->member);
    w->of = sz__alloc(zones, sizeof *w->of);
    w->queue = sz__alloc(zones, sizeof *w->queue);
    if (!w->row || !w->member || !w->of || !w->queue)
        return false;
    for (int32_t v = 0; v < g->n; v++)
        if (may_grow(w, v))
            w->row[zone_of(w, v) + 2]++;
    for (int32_t z = 0; z < w->n_zones; z++)
        w->row[z + 2] += w->row[z + 1];
    for (int32_t v = 0; v < g->n; v++)
        if (may_grow(w, v))
            w->member[w->row[zone_of(w, v) + 1]++] = v;
    return true;
}

/* Let the zones in the queue from HEAD to TAIL take their neighbours, one after the
 * other. */
static void spread(grower *w, int32_t head, int32_t tail)
{
    const sz_graph *g = &w->task->graph;
    while (head < tail) {
        int32_t z = w->queue[head++];
        for (int32_t m = w->row[z]; m < w->row[z + 1]; m++)
            for (int32_t i = g->row[w->member[m]]; i < g->row[w->member[m] + 1]; i++) {
                int32_t u = g->ring[i].atom;
                if (u < 0 || !g->ring[i].edge || !may_grow(w, u) ||
                    w->of[zone_of(w, u)] >= 0)
                    continue;
                w->of[zone_of(w, u)] = w->of[z];
                w->queue[tail++] = zone_of(w, u);
            }
    }
}

/* Grow about WINDOWS of them; returns how many there are. */
static int32_t grow(grower *w, int32_t windows, sz_rng *rng)
{
    int32_t n = 0, living = 0, tail = 0;
    for (int32_t z = 0; z < w->n_zones; z++) {
        w->of[z] = -1;
        living += w->row[z] < w->row[z + 1];
    }
    int32_t left = windows < living ? windows : living;
    for (int32_t z = 0; z < w->n_zones && left; z++) { /* so many of them, at random */
        if (w->row[z] == w->row[z + 1])
            continue;
        if ((int32_t)sz__rng_below(rng, (uint32_t)living--) < left) {
            w->of[z] = n++;
            w->queue[tail++] = z;
            left--;
        }
    }
    spread(w, 0, tail);
    for (int32_t z = 0; z < w->n_zones; z++) /* cut off from all of these */
        if (w->of[z] < 0 && w->row[z] < w->row[z + 1]) {
            w->of[z] = n++;
            w->queue[0] = z;
            spread(w, 0, 1);
        }
    return n;
}

static void collect(sz_tiling *out, const grower *w)
{
    const sz_graph *g = &w->task->graph;
    for (int32_t v = 0; v < g->n; v++) {
        out->tile[v] = may_grow(w, v) ? w->of[zone_of(w, v)] : -1;
        if (out->tile[v] >= 0)
            out->row[out->tile[v] + 2]++;
    }
    for (int32_t i = 0; i < out->n; i++)
        out->row[i + 2] += out->row[i + 1];
    for (int32_t v = 0; v < g->n; v++)
        if (out->tile[v] >= 0)
            out->member[out->row[out->tile[v] + 1]++] = v;
    for (int32_t i = 0; i < out->n; i++)
        for (int32_t k = out->row[i]; k < out->row[i + 1]; k++)
            out->local[out->member[k]] = k - out->row[i];
}

/* Which windows are sound: fixed zones are parts of what is not in them. */
static sz_status judge(sz_tiling *out, const sz_task *t, sz_error *err)
{
    const sz_graph *g = &t->graph;
    int32_t labels = out->n + t->n_today;
    int32_t *label = sz__alloc((size_t)g->n, sizeof *label);
    uint8_t *verdict = sz__alloc((size_t)labels, sizeof *verdict);
    sz_status status = label && verdict ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t v = 0; v < g->n && !status; v++)
        label[v] = out->tile[v] >= 0 ? out->tile[v]
                   : g->locked[v]    ? out->n + t->home[v]
                                     : SZ_NOBODY;
    if (!status)
        status = sz__prove(g, label, labels, verdict, err);
    for (int32_t i = 0; i < out->n && !status; i++)
        out->sound[i] = verdict[i] == (SZ_ZONE_WHOLE | SZ_ZONE_OPEN);
    free(label);
    free(verdict);
    return status;
}

sz_status sz__tile(sz_tiling *out, const sz_task *task, const int32_t *label,
                   int32_t n_zones, int32_t atoms, sz_rng *rng, sz_error *err)
{
    size_t n = (size_t)task->graph.n;
    grower w = { .task = task, .label = label };
    w.n_zones = label ? n_zones : task->graph.n;
    sz_status status = SZ_ERR_NOMEM;
    *out = (sz_tiling){ 0 };
    out->tile = sz__alloc(n, sizeof *out->tile);
    out->local = sz__alloc(n, sizeof *out->local);
    out->member = sz__alloc(n, sizeof *out->member);
    if (!out->tile || !out->local || !out->member || !list_members(&w)) {
        sz__nomem(err);
        goto done;
    }
    out->n = grow(&w, (task->graph.n + atoms - 1) / atoms, rng);
    out->row = sz__zalloc((size_t)out->n + 2, sizeof *out->row);
    out->sound = sz__zalloc((size_t)out->n, sizeof *out->sound);
    if (!out->row || !out->sound) {
        sz__nomem(err);
        goto done;
    }
    collect(out, &w);
    status = judge(out, task, err);
done:
    free(w.row);
    free(w.member);
    free(w.of);
    free(w.queue);
    if (status)
        sz__tiling_release(out);
    return status;
}

sz_status sz__tile_zones(sz_tiling *out, const sz_task *task, const int32_t *label,
                         int32_t n_zones, int32_t *of, int32_t n, sz_error *err)
{
    size_t atoms = (size_t)task->graph.n;
    grower w = { .task = task, .label = label, .n_zones = n_zones, .of = of };
    *out = (sz_tiling){ .n = n };
    out->tile = sz__alloc(atoms, sizeof *out->tile);
    out->local = sz__alloc(atoms, sizeof *out->local);
    out->member = sz__alloc(atoms, sizeof *out->member);
    out->row = sz__zalloc((size_t)n + 2, sizeof *out->row);
    out->sound = sz__zalloc((size_t)n, sizeof *out->sound);
    bool ok = out->tile && out->local && out->member && out->row && out->sound;
    sz_status status = ok ? SZ_SUCCESS : sz__nomem(err);
    if (ok) {
        collect(out, &w);
        status = judge(out, task, err);
    }
    if (status)
        sz__tiling_release(out);
    return status;
}

void sz__tiling_release(sz_tiling *tiling)
{
    free(tiling->tile);
    free(tiling->local);
    free(tiling->member);
    free(tiling->row);
    free(tiling->sound);
    *tiling = (sz_tiling){ 0 };
}
