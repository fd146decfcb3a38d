/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chains: a search from start to end, and mixing what several have found; chain.h. */
#include "solve/chain.h"

#include <math.h>

#include "core/array.h"
#include "core/platform.h"

enum {
    REPAIRS = 3,
    SLOWER = 4 /* each cooling to the one before, while time lasts */
};

sz_status sz__chain_start(sz_search *s, uint64_t proposals, sz_error *err)
{
    sz_status status =
        s->task->present ? sz__start_present(s, err) : sz__start_scratch(s, err);
    if (status)
        return status;
    sz__mend(s);
    for (int i = 0; i < REPAIRS && s->best_violation > 0 && !s->stopped; i++) {
        sz__anneal(s, 4 * s->hot, s->hot / 4, proposals / 10);
        sz__search_back(s);
        sz__mend(s);
    }
    return SZ_SUCCESS;
}

void sz__chain_improve(sz_search *s, uint64_t proposals)
{
    double end = s->until, before = sz__now();
    sz__anneal(s, s->hot, s->cold, proposals);
    sz__search_back(s);
    while (end > 0 && s->n_pairs && !(s->watch && sz__watch_over(s->watch))) {
        double now = sz__now(), left = end - now, next = SLOWER * (now - before);
        if (left <= 0)
            break;
        /* one that takes all that is left rather than a last one cut short */
        s->until = left < 2 * next ? end : now + next;
        s->stopped = false;
        before = now;
        sz__anneal(s, s->hot, s->cold, UINT64_MAX / 2);
        sz__search_back(s);
    }
    s->until = end;
}

/* ---- mixing ---- */

static int32_t root(int32_t *boss, int32_t i)
{
    while (boss[i] != i)
        i = boss[i] = boss[boss[i]];
    return i;
}

/* Join zones that share an atom: those of the plan in S and of LABEL with the same
 * number are one, so that no number is used twice whatever is chosen. */
static void find_patches(const sz_search *s, const int32_t *label, int32_t *boss)
{
    for (int32_t z = 0; z < s->task->max_zones; z++)
        boss[z] = z;
    for (int32_t v = 0; v < s->task->graph.n; v++) {
        int32_t a = root(boss, s->st.label[v]), b = root(boss, label[v]);
        if (a != b)
            boss[a > b ? a : b] = a > b ? b : a;
    }
}

/* Take LABEL in the patch of the N atoms if that is better. */
static void try_patch(sz_search *s, const int32_t *label, const int32_t *atom, int32_t n,
                      int32_t *was)
{
    double cost;
    int64_t violation;
    int32_t living = 0;
    for (int32_t i = 0; i < n; i++) {
        was[i] = s->st.label[atom[i]];
        sz__search_move(s, atom[i], label[atom[i]], ~0u);
    }
    sz__search_add_up(s, &cost, &violation);
    if (violation < s->violation ||
        (violation == s->violation && cost < s->cost - 1e-6)) {
        for (int32_t z = 0; z < s->st.n_zones; z++)
            living += s->st.zone[z].count > 0;
        s->cost = cost;
        s->violation = violation;
        s->living = living;
        sz__search_keep(s);
        return;
    }
    for (int32_t i = 0; i < n; i++)
        sz__search_move(s, atom[i], was[i], ~0u);
}

sz_status sz__chain_mix(sz_search *s, const int32_t *label, sz_error *err)
{
    int32_t n = s->task->graph.n, zones = s->task->max_zones;
    int32_t *boss = sz__alloc((size_t)zones, sizeof *boss);
    int32_t *row = sz__zalloc((size_t)zones + 2, sizeof *row);
    int32_t *atom = sz__alloc((size_t)n, sizeof *atom);
    int32_t *was = sz__alloc((size_t)n, sizeof *was);
    sz_status status = boss && row && atom && was ? SZ_SUCCESS : sz__nomem(err);
    if (status)
        goto done;
    find_patches(s, label, boss);
    for (int32_t v = 0; v < n; v++) /* atoms that differ, patch by patch */
        row[root(boss, label[v]) + 2] += label[v] != s->st.label[v];
    for (int32_t z = 1; z <= zones; z++)
        row[z + 1] += row[z];
    for (int32_t v = 0; v < n; v++)
        if (label[v] != s->st.label[v])
            atom[row[root(boss, label[v]) + 1]++] = v;
    for (int32_t z = 0; z < zones; z++)
        if (row[z] < row[z + 1])
            try_patch(s, label, atom + row[z], row[z + 1] - row[z], was);
    for (int32_t z = 0; z < s->st.n_zones; z++)
        if (!sz__zone_fixed(s->task, z)) /* as in both plans */
            s->st.zone[z].whole = s->st.zone[z].open = true;
done:
    free(boss);
    free(row);
    free(atom);
    free(was);
    return status;
}
