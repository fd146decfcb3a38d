/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Annealing over flips, re-cuts of pairs and splits.
 *
 * Where the band is wide, a plan inside it never leaves it. Where few single atoms fit
 * into what room the band leaves, hardly any move would be left: then sizes outside the
 * band are allowed at a price, plans inside it are met on the way, and the best of
 * those is kept. */
#include <math.h>

#include "core/platform.h"
#include "solve/search.h"

enum {
    BATCH = 1024,      /* proposals at one heat */
    PAIR_EVERY = 40,   /* one proposal of so many re-cuts a pair, */
    PAIR_PRESENT = 20, /* more when single atoms seldom leave home, */
    SPLIT_EVERY = 8,   /* and one of so many of those splits a community */
    CHECK_EVERY = 16,  /* batches between looks at the watch */
    TIGHT = 2          /* a tight band is not as wide as so many atoms of mean size */
};

/* Price of an atom of mean size outside a tight band, in heats to start with. */
#define PRESSURE 3.3

/* The price of a household outside the band when it may be left, or 0. */
static double soft_pressure(const sz_search *s)
{
    const sz_task *t = s->task;
    double mean = (double)t->weight / t->graph.n;
    return (double)(t->max - t->min) < TIGHT * mean ? PRESSURE * s->hot / mean : 0;
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

void sz__anneal(sz_search *s, double heat, double cold, uint64_t proposals)
{
    uint64_t batches = (proposals + BATCH - 1) / BATCH;
    int every = s->task->present ? PAIR_PRESENT : PAIR_EVERY;
    double pressure = s->pressure, soft = soft_pressure(s);
    double began = s->until > 0 ? sz__now() : 0, late = 0;
    if (!s->n_pairs || s->stopped)
        return;
    if (soft > 0)
        s->pressure = soft;
    for (uint64_t b = 0; b < batches && late < 1; b++) {
        double done = fmax(late, (double)b / (double)batches);
        double now = heat * pow(cold / heat, done);
        bool strict = s->violation == 0 && soft <= 0;
        for (int i = 0; i < BATCH; i += every) {
            for (int k = 1; k < every; k++) {
                sz__search_flip(s, now, strict);
                if (soft > 0 && s->violation == 0)
                    sz__search_keep(s);
            }
            recut(s, now, strict, (i / every) % SPLIT_EVERY == 0);
            sz__search_keep(s);
        }
        s->proposals += BATCH;
        if (b % CHECK_EVERY)
            continue;
        if (s->until > 0)
            late = (sz__now() - began) / fmax(1e-9, s->until - began);
        if (s->watch && sz__watch_note(s->watch, CHECK_EVERY * BATCH))
            late = 1;
    }
    s->pressure = pressure;
    s->stopped = late >= 1;
}
