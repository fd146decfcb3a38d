/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Steps of recombination chains.
 *
 * Both draw a pair of neighbouring communities by a uniform cut edge, a uniform
 * spanning tree of the two, and a cut of it. The plain chain (DeFord, Duchin and
 * Solomon, HDSR 2021) takes what it finds.
 *
 * The reversible chain is after Cannon, Duchin, Randall and Rule (arXiv 2210.01401).
 * One tree is drawn; with b admissible cuts and M no less than b for any tree of this
 * ground, one of them is proposed with probability b / M. Let t() count spanning trees
 * and s() edges between the halves. From plan x, halves A and B are merged with
 * probability s(A,B) / cut(x), and A', B' proposed with probability
 * t(A') t(B') s(A',B') / (t(A+B) M). For the target t(A) t(B) ... that is, for the
 * product of the spanning-tree counts of all communities, the ratio of Metropolis and
 * Hastings is therefore
 *
 *     t(A') t(B')   s(A',B') / cut(x') * t(A) t(B) s(A,B)         cut(x)
 *     ----------- * ------------------------------------------ = -------
 *     t(A)  t(B)    s(A,B) / cut(x) * t(A') t(B') s(A',B')        cut(x')
 *
 * and the seam lengths cancel. The paper draws the pair among all pairs of communities
 * and accepts with 1 / s(A',B'); the target is the same, this accepts far more. M is
 * not a parameter but a bound computed for the ground at hand, so the law is exact. */
#include "solve/walker.h"

enum { PAIRS = 64, TREES = 32 };

/* Weights below the cut that leave both sides in the band. */
static void window(const sz_walker *c, int64_t *low, int64_t *high)
{
    int64_t all = (int64_t)(c->pair.sum_all >> SZ_PAIR_WEIGHT);
    *low = c->min > all - c->max ? c->min : all - c->max;
    *low = *low > 0 ? *low : 0;
    *high = all - *low;
}

bool sz__recom_step(sz_walker *c)
{
    sz_pair *p = &c->pair;
    c->steps++;
    for (int i = 0; i < PAIRS; i++) {
        int32_t u, v;
        int64_t low, high;
        if (!sz__walker_draw(c, &u, &v))
            break;
        sz__walker_gather(c, u, v);
        window(c, &low, &high);
        for (int k = 0; k < TREES && low <= high; k++) {
            c->trees++;
            sz__pair_tree(p, &c->rng, sz__pair_root(p, c->spot[u].local), low, high);
            if (p->n_cuts)
                sz__walker_sift(c);
            if (!p->n_cuts)
                continue;
            uint32_t chosen = sz__rng_below(&c->rng, (uint32_t)p->n_cuts);
            sz__pair_split(p, p->cut[chosen]);
            bool fresh = sz__walker_take(c, sz__pair_seam(p));
            c->fresh += fresh;
            return fresh;
        }
    }
    c->stuck++;
    return false;
}

bool sz__reversible_step(sz_walker *c)
{
    sz_pair *p = &c->pair;
    int32_t u, v;
    int64_t low, high;
    c->steps++;
    if (!sz__walker_draw(c, &u, &v))
        return false;
    sz__walker_gather(c, u, v);
    window(c, &low, &high);
    if (low > high)
        return false;
    c->trees++;
    sz__pair_tree(p, &c->rng, sz__pair_root(p, c->spot[u].local), low, high);
    if (p->n_cuts)
        sz__walker_sift(c);
    if (!p->n_cuts)
        return false;
    uint32_t most = (uint32_t)sz__pair_most_cuts(p, low, high);
    uint32_t chosen = sz__rng_below(&c->rng, most);
    if (chosen >= (uint32_t)p->n_cuts)
        return false;
    sz__pair_split(p, p->cut[chosen]);
    int32_t seam = sz__pair_seam(p);
    double before = (double)(c->seams.edges - c->fixed_edges);
    if (sz__rng_unit(&c->rng) * (before - p->seam + seam) >= before)
        return false;
    bool fresh = sz__walker_take(c, seam);
    c->fresh += fresh;
    return fresh;
}
