/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cutting ground into communities by halves: each time the best cut of several
 * spanning trees that leaves both sides a number of communities they can hold. */
#include <math.h>

#include "solve/search.h"

enum {
    TREES_AT_LEAST = 3,
    TREES_AT_MOST = 40,
    TREE_ATOMS = 6000,
    RETRIES = 6,
    LOPSIDED = 1000
};

/* Households by which W misses what Q communities can hold. */
static int64_t misfit(const sz_task *t, int64_t w, int32_t q)
{
    return w < q * t->min ? q * t->min - w : w > q * t->max ? w - q * t->max : 0;
}

/* Best cut of the tree at hand into Q1 and Q - Q1 communities; true when it beats
 * *BEST, then the offer is zone B below the cut, A above. */
static bool offer_halves(sz_search *s, int32_t a, int32_t b, int32_t q, double *best,
                         int32_t *q_b)
{
    const sz_task *t = s->task;
    const sz_tree *tree = &s->tree;
    int64_t all = tree->weight[0];
    double each = (double)all / q;
    int32_t below = -1;
    for (int32_t i = 1; i < tree->n; i++) {
        if (tree->ext[i] == 0 || tree->ext[i] == tree->ext[0])
            continue;
        double share = each > 0 ? (double)tree->weight[i] / each
                                : (double)q * tree->size[i] / tree->n;
        int32_t part = (int32_t)lround(share);
        part = part < 1 ? 1 : part > q - 1 ? q - 1 : part;
        int64_t out = misfit(t, tree->weight[i], part) +
                      misfit(t, all - tree->weight[i], q - part);
        double off = share - part, lean = 2.0 * part / q - 1;
        double score = s->pressure * (double)out + tree->cut[i] +
                       t->prices.size * 4 * off * off +
                       (0.2 * (double)t->target + tree->cut[i]) * lean * lean;
        if (q > 3 && fabs(lean) > 0.5)
            score += LOPSIDED * (double)t->target; /* else the depth grows like q */
        double rest = tree->seat_a[0] - tree->seat_a[i];
        score -= tree->seat_a[i] > rest ? tree->seat_a[i] : rest;
        if (score < *best) {
            *best = score;
            *q_b = part;
            below = i;
        }
    }
    if (below < 0)
        return false;
    bool swap = 2 * tree->seat_a[below] < tree->seat_a[0]; /* A keeps its core */
    for (int32_t i = 0; i < tree->n; i++) {
        bool in = i >= below && i < below + tree->size[below];
        s->offer[tree->at[i]] = in != swap ? b : a;
    }
    if (swap)
        *q_b = q - *q_b;
    return true;
}

/* Cut zone A, of Q communities, once; *B gets *Q_B of them. */
static bool halve(sz_search *s, int32_t a, int32_t q, int32_t *b, int32_t *q_b)
{
    int32_t n = s->st.zone[a].count;
    int trees = TREE_ATOMS / (n + 1);
    trees = trees < TREES_AT_LEAST  ? TREES_AT_LEAST
            : trees > TREES_AT_MOST ? TREES_AT_MOST
                                    : trees;
    if (n < 2 || (*b = sz__search_unused(s, a)) < 0)
        return false;
    for (int32_t i = 0; i < n; i++)
        s->list[i] = sz__state_members(&s->st, a)[i];
    sz__tree_gather(&s->tree, s->list, n);
    for (int attempt = 0; attempt < RETRIES; attempt++) {
        double best = INFINITY;
        bool found = false;
        for (int i = 0; i < trees; i++)
            if (sz__tree_grow(&s->tree, &s->rng, a, -1))
                found |= offer_halves(s, a, *b, q, &best, q_b);
        if (found && sz__search_relabel(s, a, *b))
            return true;
    }
    return false;
}

void sz__bisect(sz_search *s, int32_t z, int32_t q)
{
    struct {
        int32_t zone, q;
    } stack[64]; /* the larger half waits: depth log2 q */
    int top = 0;
    stack[top].zone = z;
    stack[top++].q = q;
    while (top) {
        int32_t a = stack[--top].zone, b = -1, all = stack[top].q, part = 0;
        if (all < 2 || !halve(s, a, all, &b, &part))
            continue;
        int32_t rest = all - part;
        bool a_waits = rest >= part;
        stack[top].zone = a_waits ? a : b;
        stack[top++].q = a_waits ? rest : part;
        stack[top].zone = a_waits ? b : a;
        stack[top++].q = a_waits ? part : rest;
    }
}
