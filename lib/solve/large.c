/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rounds of windows over a large task; see large.h. */
#include "solve/large.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/platform.h"
#include "solve/chain.h"
#include "solve/share.h"
#include "solve/window.h"

enum {
    ROUND = 24,     /* proposals per atom in one round, about */
    PAIR_EVERY = 100, /* one of so many re-cuts a pair: with time for many flips more
                         would gain nothing */
    ROUNDS = 100,   /* at most, while it cools once */
    LAST_ROUNDS = 8, /* more of them when some community is still out of the band */
    SHARES = 4,     /* windows that the map is cut into at least, if it is large */
    SLOWER = 4      /* each cooling to the one before, while time lasts */
};

typedef struct large {
    sz_task *task;
    sz_watch *watch;
    int threads;
    uint32_t stream;
    uint32_t rounds;      /* so far: each has random numbers of its own */
    int32_t *label;       /* [n] the plan at hand */
    int32_t *found;       /* as windows leave it, by tiling->member */
    size_t found_size;    /* atoms or zones, whichever are more */
    int32_t *count;       /* [max_zones] atoms */
    int64_t *weight;      /* [max_zones] */
    double *sums;         /* [max_zones * task->n_sums] */
    int32_t living, next_new;
    double cost;
    int64_t violation;
    int32_t *best;        /* [n] */
    double best_cost;
    int64_t best_violation;
    double hot, cold;
    double speed;         /* proposals per second of the last round */
} large;

/* How windows of a round are to be searched. */
typedef struct spell {
    bool first;           /* there is no plan yet */
    double heat, cold;
    double per_atom;      /* proposals */
    bool keep;            /* end with the best plan, not the one at hand */
} spell;

/* What a window leaves behind. */
typedef struct yield {
    int32_t *zone;        /* numbers in the large task by number in the window; NULL:
                             it has left everything as it was */
    int32_t n_zones;
} yield;

/* Cost of the plan at hand; atoms of no zone have none. */
static double add_up(const large *l)
{
    const sz_task *t = l->task;
    const sz_graph *g = &t->graph;
    double cost = 0;
    for (int32_t z = 0; z < t->max_zones; z++)
        cost += sz__zone_cost(t, z, l->count[z], l->weight[z],
                              l->sums + (size_t)z * (size_t)t->n_sums);
    for (int32_t v = 0; v < g->n; v++) {
        cost += sz__seat(t, v, l->label[v]);
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            cost += u > v && l->label[u] != l->label[v] ? (double)t->price[i] : 0;
        }
    }
    return cost;
}

static void take_stock(large *l)
{
    const sz_task *t = l->task;
    l->living = 0;
    l->violation = 0;
    memset(l->count, 0, (size_t)t->max_zones * sizeof *l->count);
    memset(l->weight, 0, (size_t)t->max_zones * sizeof *l->weight);
    memset(l->sums, 0, (size_t)t->max_zones * (size_t)t->n_sums * sizeof *l->sums);
    for (int32_t v = 0; v < t->graph.n; v++) {
        int32_t z = l->label[v];
        if (z < 0)
            continue;
        l->count[z]++;
        l->weight[z] += t->graph.weight[v];
        double *sums = l->sums + (size_t)z * (size_t)t->n_sums;
        sz__sums_with(t, sums, sums, v, 1);
        l->violation += sz__astray(t, v, z);
    }
    for (int32_t z = 0; z < t->max_zones; z++) {
        l->living += l->count[z] > 0;
        if (l->count[z] && !sz__zone_fixed(t, z))
            l->violation += sz__outside(
                t, l->weight[z], l->sums + (size_t)z * (size_t)t->n_sums);
    }
    l->violation += sz__miscount(t, l->living);
    l->cost = add_up(l);
}

static bool all_have_zones(const large *l)
{
    bool all = true;
    for (int32_t v = 0; v < l->task->graph.n && all; v++)
        all = l->label[v] >= 0;
    return all;
}

static void keep_best(large *l)
{
    if (l->violation > l->best_violation ||
        (l->violation == l->best_violation && l->cost >= l->best_cost))
        return;
    memcpy(l->best, l->label, (size_t)l->task->graph.n * sizeof *l->best);
    l->best_violation = l->violation;
    l->best_cost = l->cost;
    if (all_have_zones(l))
        sz__search_tell(l->watch, l->task, (int32_t)l->stream, l->best, l->cost,
                        l->violation);
}

static void back_to_best(large *l)
{
    memcpy(l->label, l->best, (size_t)l->task->graph.n * sizeof *l->label);
    take_stock(l);
}

static uint64_t stream_of(const large *l, int32_t tile)
{
    return ((uint64_t)(l->stream + 1) << 48) + ((uint64_t)l->rounds << 24) +
           (uint64_t)tile + 1;
}

static sz_status search_window(large *l, sz_window *w, const spell *how, uint64_t stream,
                               sz_error *err)
{
    sz_search s;
    sz_task *t = &w->task;
    double proposals = how->per_atom * t->graph.n;
    sz_status status = sz__search_init(&s, t, l->watch->effort->seed, stream, err);
    if (status)
        return status;
    s.watch = l->watch;
    s.hot = l->hot;
    s.cold = l->cold;
    s.pair_every = t->present ? 0 : PAIR_EVERY;
    if (how->first) {
        status = sz__chain_start(&s, (uint64_t)proposals, err);
    } else {
        sz__state_load(&s.st, t->label, t->max_zones);
        status = sz__search_ready(&s, err);
    }
    if (status)
        goto done;
    if (!how->first) {
        if (s.violation)
            sz__mend(&s);
        sz__anneal(&s, how->heat, how->cold, (uint64_t)proposals);
        if (how->keep || s.stopped || s.violation > s.best_violation)
            sz__search_back(&s);
    }
    memcpy(t->label, s.st.label, (size_t)t->graph.n * sizeof *t->label);
    t->proposals = s.proposals;
done:
    sz__search_release(&s);
    return status;
}

/* Cut window TILE, search it, and note what came of it. */
static sz_status work(large *l, const sz_tiling *tiling, int32_t tile, sz_number want,
                      const int32_t *adopt, const spell *how, yield *out, sz_error *err)
{
    sz_window w;
    if (!tiling->sound[tile] || (!how->first && sz__watch_over(l->watch)))
        return SZ_SUCCESS;
    sz_status status = sz__window_cut(&w, l->task, how->first ? NULL : l->label, tiling,
                                      tile, how->first ? NULL : adopt, err);
    if (status)
        return status;
    w.task.want = want.least;
    w.task.want_most = want.most;
    status = search_window(l, &w, how, stream_of(l, tile), err);
    bool full = true; /* unless zones have run out */
    for (int32_t i = 0; i < w.task.graph.n && full; i++)
        full = w.task.label[i] >= 0;
    if (!status && full) {
        memcpy(l->found + tiling->row[tile], w.task.label,
               (size_t)w.task.graph.n * sizeof *l->found);
        out->zone = w.zone;
        out->n_zones = w.task.max_zones;
        w.zone = NULL;
#pragma omp atomic
        l->task->proposals += w.task.proposals;
    }
    sz__window_release(&w);
    return status;
}

/* Take over what window TILE has found; new zones get free numbers. Nothing changes
 * when these have run out. */
static void apply(large *l, const sz_tiling *tiling, int32_t tile, yield *y)
{
    const sz_task *t = l->task;
    const int32_t *atom = tiling->member + tiling->row[tile];
    const int32_t *found = l->found + tiling->row[tile];
    int32_t n = tiling->row[tile + 1] - tiling->row[tile], tries = t->max_zones;
    for (int32_t i = 0; i < n; i++) {
        int32_t *to = &y->zone[found[i]];
        for (; *to < 0 && tries; tries--) {
            if (l->next_new >= t->max_zones)
                l->next_new = t->n_today;
            int32_t z = l->next_new++;
            if (l->count[z] == 0) {
                *to = z;
                l->count[z] = 1; /* taken */
            }
        }
        if (*to < 0)
            return;
    }
    for (int32_t i = 0; i < n; i++)
        l->label[atom[i]] = y->zone[found[i]];
}

typedef struct rank {
    int32_t atoms, tile;
} rank;

static int by_size(const void *a, const void *b)
{
    const rank *x = a, *y = b;
    if (x->atoms != y->atoms)
        return x->atoms > y->atoms ? -1 : 1;
    return (x->tile > y->tile) - (x->tile < y->tile);
}

/* Windows, the largest first, so that threads end together. */
static void rank_tiles(const sz_tiling *tiling, rank *order)
{
    for (int32_t i = 0; i < tiling->n; i++)
        order[i] = (rank){ tiling->row[i + 1] - tiling->row[i], i };
    qsort(order, (size_t)tiling->n, sizeof *order, by_size);
}

static sz_status search_all(large *l, const sz_tiling *tiling, const spell *how,
                            yield *yields, sz_error *err)
{
    size_t n = (size_t)tiling->n;
    sz_number *want = sz__alloc(n, sizeof *want);
    int32_t *adopt = sz__alloc((size_t)l->task->n_today, sizeof *adopt);
    rank *order = sz__alloc(n, sizeof *order);
    sz_status status = want && adopt && order ? SZ_SUCCESS : sz__nomem(err);
    if (!status) {
        rank_tiles(tiling, order);
        if (how->first) {
            sz__share_first(l->task, tiling, want);
        } else {
            sz__share_again(l->task, tiling, l->label, l->living, l->found, want);
            sz__find_adopters(l->task, tiling, l->count, adopt);
        }
#pragma omp parallel for schedule(dynamic, 1) num_threads(l->threads)
        for (int32_t k = 0; k < tiling->n; k++) {
            sz_error own = SZ_ERROR_INIT;
            int32_t i = order[k].tile;
            sz_status got =
                work(l, tiling, i, want[i], adopt, how, &yields[i], &own);
            if (got) {
#pragma omp critical(sizhi_solve_error)
                if (!status) {
                    status = got;
                    if (err)
                        *err = own;
                }
            }
        }
    }
    free(want);
    free(adopt);
    free(order);
    return status;
}

static sz_status round_of(large *l, const sz_tiling *tiling, const spell *how,
                          sz_error *err)
{
    yield *yields = sz__zalloc((size_t)tiling->n, sizeof *yields);
    double began = sz__now();
    uint64_t before = l->task->proposals;
    if (!yields)
        return sz__nomem(err);
    sz_status status = search_all(l, tiling, how, yields, err);
    for (int32_t i = 0; i < tiling->n; i++) {
        if (yields[i].zone && !status)
            apply(l, tiling, i, &yields[i]);
        free(yields[i].zone);
    }
    free(yields);
    l->rounds++;
    l->speed = (double)(l->task->proposals - before) / fmax(1e-6, sz__now() - began);
    if (!status) {
        take_stock(l);
        keep_best(l);
    }
    return status;
}

/* Atoms of a window: there should be several for every thread. */
static int32_t window_for(int32_t n)
{
    int32_t share = n / SHARES;
    return share < SZ_WINDOW_ATOMS / 2 ? SZ_WINDOW_ATOMS / 2
           : share > SZ_WINDOW_ATOMS ? SZ_WINDOW_ATOMS
                                     : share;
}

static sz_status one_round(large *l, const spell *how, sz_error *err)
{
    const sz_effort *effort = l->watch->effort;
    int32_t atoms = effort->window ? effort->window : window_for(l->task->graph.n);
    sz_tiling tiling;
    sz_rng rng;
    sz__rng_init(&rng, effort->seed, stream_of(l, -1));
    sz_status status = sz__tile(&tiling, l->task, how->first ? NULL : l->label,
                                l->task->max_zones, atoms, &rng, err);
    bool sound = true;
    for (int32_t i = 0; i < tiling.n && !status; i++)
        sound = sound && tiling.sound[i];
    if (!status && (sound || !how->first))
        status = round_of(l, &tiling, how, err);
    sz__tiling_release(&tiling);
    return status;
}

/* A first plan: window by window, or where that cannot be done by a search of the
 * whole. */
static sz_status start(large *l, sz_error *err)
{
    const sz_task *t = l->task;
    spell how = { .first = true, .per_atom = ROUND };
    sz_search s;
    sz_status status = SZ_SUCCESS;
    for (int32_t v = 0; v < t->graph.n; v++)
        l->label[v] = SZ_NOBODY;
    l->best_violation = INT64_MAX;
    if (!t->present && !t->n_fixed)
        status = one_round(l, &how, err);
    if (status || all_have_zones(l))
        return status;
    l->best_violation = INT64_MAX;
    status = sz__search_init(&s, t, l->watch->effort->seed, stream_of(l, -1), err);
    if (status)
        return status;
    s.watch = l->watch;
    status = t->present ? sz__start_present(&s, err) : sz__start_scratch(&s, err);
    if (!status) {
        memcpy(l->label, s.best, (size_t)t->graph.n * sizeof *l->label);
        take_stock(l);
        keep_best(l);
    }
    sz__search_release(&s);
    return status;
}

/* Cool once over PROPOSALS, faster when the clock comes to UNTIL (0: never) before. */
static sz_status cool(large *l, double proposals, double until, sz_error *err)
{
    double per_atom = proposals / l->task->graph.n, began = sz__now(), last = began;
    int rounds = (int)fmin(ROUNDS, fmax(1, round(per_atom / ROUND)));
    double step = 1.0 / rounds, time = fmax(1e-3, until - began);
    sz_status status = SZ_SUCCESS;
    for (double done = 0; done < 1 - 1e-9 && !status && !sz__watch_over(l->watch);) {
        double next = fmin(1, done + step);
        spell how = { .per_atom = per_atom / rounds, .keep = next > 1 - 1e-9 };
        how.heat = l->hot * pow(l->cold / l->hot, done);
        how.cold = l->hot * pow(l->cold / l->hot, next);
        status = one_round(l, &how, err);
        done = next;
        if (until > 0) {
            double now = sz__now();
            done = fmax(done, fmin(1, (now - began) / time));
            step = fmax(1.0 / rounds, (now - last) / time);
            last = now;
        }
    }
    if (!status)
        back_to_best(l);
    return status;
}

static sz_status improve(large *l, double proposals, double end, sz_error *err)
{
    double began = sz__now();
    sz_status status = cool(l, proposals, end, err);
    for (double now; end > (now = sz__now()) && !status && !sz__watch_over(l->watch);) {
        double time = SLOWER * (now - began);
        if (end - now < 2 * time)
            time = end - now;
        began = now;
        status = cool(l, l->speed * time, now + time, err);
    }
    spell last = { .heat = l->hot, .cold = l->cold, .per_atom = ROUND, .keep = true };
    for (int i = 0; i < LAST_ROUNDS && l->best_violation > 0 && !status &&
                    !sz__watch_over(l->watch); i++)
        status = one_round(l, &last, err);
    return status;
}

sz_status sz__large_run(sz_task *task, uint32_t stream, double proposals,
                        double until, sz_watch *watch, int threads, sz_error *err)
{
    size_t n = (size_t)task->graph.n, zones = (size_t)task->max_zones;
    large l = { .task = task, .watch = watch, .threads = threads, .stream = stream };
    l.label = sz__alloc(n, sizeof *l.label);
    l.found_size = n > zones ? n : zones;
    l.found = sz__alloc(l.found_size, sizeof *l.found);
    l.count = sz__zalloc(zones, sizeof *l.count);
    l.weight = sz__alloc(zones, sizeof *l.weight);
    l.sums = sz__alloc(zones * (size_t)task->n_sums, sizeof *l.sums);
    l.best = sz__alloc(n, sizeof *l.best);
    l.next_new = task->n_today;
    sz_status status = l.label && l.found && l.count && l.weight && l.sums && l.best
                           ? SZ_SUCCESS
                           : sz__nomem(err);
    sz__task_heats(task, &l.hot, &l.cold);
    if (!status)
        status = start(&l, err);
    if (!status)
        status = improve(&l, proposals, until, err);
    if (!status) {
        memcpy(task->label, l.best, n * sizeof *task->label);
        task->n_zones = task->max_zones;
        task->stopped = sz__watch_over(watch);
    }
    free(l.label);
    free(l.found);
    free(l.count);
    free(l.weight);
    free(l.sums);
    free(l.best);
    return status;
}
