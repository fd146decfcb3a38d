/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Annealing over flips, re-cuts of pairs and splits.
 *
 * While it is hot, sizes outside the band are allowed at a price: households that have
 * to pass through a community on their way from one that has too many to one that has
 * too few get through, where each step by itself would leave the band. Then, once it
 * is inside the band, a plan never leaves it any more.
 *
 * Where few single atoms fit into what room the band leaves, hardly any move would be
 * left: then the price stays, plans inside the band are met on the way, and the best of
 * those is kept. Each cooling then freezes in one of few plans inside the band, so it is
 * heated up again as often as the proposals allow. */
#include <math.h>

#include "core/platform.h"
#include "solve/search.h"

enum {
    BATCH = 1024,      /* proposals at one heat */
    PAIR_EVERY = 40,   /* one proposal of so many re-cuts a pair, */
    PAIR_PRESENT = 20, /* more when single atoms seldom leave home, */
    SPLIT_EVERY = 8,   /* and one of so many of those splits a community */
    CHECK_EVERY = 16,  /* batches between looks at the watch */
    WAVE = 2000,       /* proposals per atom for a first cooling in a tight band, */
    LONGER = 32,       /* each being longer by one of so many parts of the first */
    SHARES = 20        /* of a cooling, after each of which its plan goes to the pool, */
};

#define POOL_FROM 0.4  /* once that much of it is done */

/* Price of an atom of mean size outside a wide and a tight band, in heats to start
 * with. */
#define PRESSURE 3.0
#define PRESSURE_TIGHT 3.3

/* Share of the cooling of a task that is hot. */
#define HOT_SHARE 0.3

/* The price of a household outside the band when it may be left. */
static double soft_price(const sz_search *s)
{
    const sz_task *t = s->task;
    double pressure = sz__task_is_tight(t) ? PRESSURE_TIGHT : PRESSURE;
    return pressure * s->hot * t->graph.n / fmax(1, (double)t->weight);
}

/* Heat down to which a plan inside a wide band may leave it. */
static double hot_until(const sz_search *s)
{
    return s->hot * pow(s->cold / s->hot, HOT_SHARE);
}

/* Coolings one after the other. */
typedef struct waves {
    double first;          /* batches of the first one; 0: there is only one */
    double from, to;       /* of the one at hand */
    double end;            /* of all */
    int n;
} waves;

/* Share of the cooling at hand that is done at batch B. */
static double wave_share(waves *w, double b)
{
    if (b >= w->to) {
        double length = w->first * (1 + (double)w->n++ / LONGER);
        w->from = w->to;
        bool last = length <= 0 || w->end - w->from < 2 * length;
        w->to = last ? w->end : w->from + length;
    }
    return (b - w->from) / (w->to - w->from);
}

static void recut(sz_search *s, double heat, bool strict, bool split)
{
    const sz_task *t = s->task;
    const int32_t *pair = s->pair[sz__rng_below(&s->rng, s->n_pairs)];
    int32_t a = s->st.label[pair[0]], b = s->st.label[pair[1]];
    bool recount = sz__may_recount(t, s->living);
    sz_haste haste = { heat, 1, strict, recount, false, { 1, 1 } };
    if (split && recount && s->st.zone[a].weight >= 2 * t->min)
        b = sz__search_unused(s, a);
    if (a != b && b >= 0)
        sz__search_pair(s, a, b, &haste);
}

/* Keep the plan at hand in the pool now and then; *NEXT: when the next one is due. */
static void offer(sz_search *s, double done, double *next)
{
    if (done < POOL_FROM)
        *next = POOL_FROM;
    if (!s->pool || done < *next || s->violation > 0)
        return;
    sz__pool_add(s->pool, s->st.label);
    *next = done + 1.0 / SHARES;
}

void sz__anneal(sz_search *s, double heat, double cold, uint64_t proposals)
{
    uint64_t batches = (proposals + BATCH - 1) / BATCH;
    int every = s->pair_every ? s->pair_every
                : s->task->present ? PAIR_PRESENT
                                   : PAIR_EVERY;
    bool tight = sz__task_is_tight(s->task);
    double pressure = s->pressure, until = hot_until(s);
    double began = s->until > 0 ? sz__now() : 0, late = 0;
    if (!s->n_pairs || s->stopped)
        return;
    if (tight || until < heat)
        s->pressure = soft_price(s);
    waves w = { .end = (double)batches };
    double next = POOL_FROM;
    if (tight)
        w.first = (double)WAVE * s->task->graph.n / BATCH;
    for (uint64_t b = 0; b < batches && late < 1; b++) {
        double done = wave_share(&w, (double)b);
        done = tight ? done : fmax(late, done);
        double now = heat * pow(cold / heat, done);
        bool strict = s->violation == 0 && !tight && now <= until;
        for (int i = 0; i < BATCH; i += every) {
            for (int k = 1; k < every; k++) {
                sz__search_flip(s, now, strict);
                if (tight && s->violation == 0)
                    sz__search_keep(s);
            }
            recut(s, now, strict, (i / every) % SPLIT_EVERY == 0);
            sz__search_keep(s);
        }
        s->proposals += BATCH;
        offer(s, done, &next);
        if (b % CHECK_EVERY)
            continue;
        if (s->until > 0)
            late = (sz__now() - began) / fmax(1e-9, s->until - began);
        if (s->standing)
            sz__search_tell(s->watch, s->task, s->standing - 1, s->best, s->best_cost,
                            s->best_violation);
        if (s->watch && sz__watch_note(s->watch, CHECK_EVERY * BATCH))
            late = 1;
    }
    s->pressure = pressure;
    s->stopped = late >= 1;
}
