/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every plan of a small graph, one by one: all partitions into connected communities
 * within a band, with or without enclaves. Takes the lowest free atom, grows all
 * connected sets round it, and goes on with the rest; what cannot be completed is cut
 * off early. Sets are bit masks. A second opinion for solvers and samplers: it shares
 * nothing with them but the graph.
 *
 *     every_plan e;
 *     every_open(&e, &graph, min, max, k);
 *     e.shape = EVERY_STRICT; e.tell = mine; e.data = &my_data;
 *     every_run(&e);    -> e.found, e.of[k], and mine() once for each plan
 */
#ifndef SIZHI_TESTS_EVERY_PLAN_H
#define SIZHI_TESTS_EVERY_PLAN_H

#include <math.h>
#include <string.h>

#include "plan/graph.h"

enum { EVERY_ATOMS = 64 };

/* What the atoms that are not in a community must do: anything; hang together with the
 * outside by points or borders; hang together with it by borders. */
typedef enum every_shape { EVERY_ANY, EVERY_LOOSE, EVERY_STRICT } every_shape;

typedef struct every_plan {
    int n;                          /* atoms */
    uint64_t beside[EVERY_ATOMS];   /* neighbours along borders */
    uint64_t touching[EVERY_ATOMS]; /* and at points */
    uint64_t rim, rim_touching;     /* atoms that border, or touch, the outside */
    int64_t weight[EVERY_ATOMS];
    int64_t min, max;
    int k;                          /* communities, 0 for any number */
    every_shape shape;
    void (*tell)(void *data, const uint64_t *block, int n); /* may be NULL */
    void *data;

    uint64_t block[EVERY_ATOMS];
    int n_blocks;
    int64_t found, of[EVERY_ATOMS + 1]; /* plans, and those with so many blocks */
} every_plan;

static inline int every_lowest(uint64_t set)
{
#ifdef __GNUC__
    return __builtin_ctzll(set);
#else
    int i = 0;
    for (int step = 32; step; step /= 2)
        if (!(set & ((UINT64_C(1) << step) - 1))) {
            set >>= step;
            i += step;
        }
    return i;
#endif
}

static inline int64_t every_weight(const every_plan *e, uint64_t set)
{
    int64_t w = 0;
    for (; set; set &= set - 1)
        w += e->weight[every_lowest(set)];
    return w;
}

/* All of WITHIN that hangs together with FROM, which is part of it. */
static inline uint64_t every_spread(const uint64_t *beside, uint64_t from,
                                    uint64_t within)
{
    for (uint64_t fresh = from; fresh;) {
        uint64_t next = 0;
        for (; fresh; fresh &= fresh - 1)
            next |= beside[every_lowest(fresh)];
        fresh = next & within & ~from;
        from |= fresh;
    }
    return from;
}

/* Whether the atoms outside BLOCK all hang together with the outside. */
static inline bool every_is_open(const every_plan *e, uint64_t block)
{
    uint64_t all = e->n == 64 ? ~UINT64_C(0) : (UINT64_C(1) << e->n) - 1;
    uint64_t rest = all & ~block;
    if (e->shape == EVERY_STRICT)
        return every_spread(e->beside, rest & e->rim, rest) == rest;
    return every_spread(e->touching, rest & e->rim_touching, rest) == rest;
}

/* Fewest and most communities that each piece of LEFT allows, summed up; when only
 * pieces that meet BARRED count, only their fewest does. False: one fits none. */
static inline bool every_fits(const every_plan *e, uint64_t left, uint64_t barred,
                              bool closed, int *fewest, int *most)
{
    *fewest = *most = 0;
    for (uint64_t rest = closed ? left : barred; rest;) {
        uint64_t piece = every_spread(e->beside, rest & (~rest + 1), left);
        int64_t w = every_weight(e, piece);
        int64_t low = closed ? (w + e->max - 1) / e->max : 1;
        int64_t high = e->min > 0 ? w / e->min : e->n;
        low = low > 1 ? low : 1;
        if (low > high)
            return false;
        *fewest += (int)low;
        *most += (int)(high < e->n ? high : e->n);
        rest &= ~piece;
    }
    return true;
}

static inline void every_next(every_plan *e, uint64_t left);

/* All connected sets that contain SET of W households, and nothing BARRED. */
static inline void every_grow(every_plan *e, uint64_t set, int64_t w, uint64_t near,
                              uint64_t barred, uint64_t left)
{
    int fewest, most;
    if (w > e->max)
        return;
    if (w >= e->min && (e->shape == EVERY_ANY || every_is_open(e, set))) {
        e->block[e->n_blocks++] = set;
        every_next(e, left & ~set);
        e->n_blocks--;
    }
    for (uint64_t more = near & left & ~set & ~barred; more; more &= more - 1) {
        uint64_t bit = more & (~more + 1);
        int v = every_lowest(bit);
        uint64_t rest = left & ~set & ~bit;
        /* what is barred must find a place elsewhere */
        if (every_fits(e, rest, barred & left, false, &fewest, &most) &&
            (!e->k || e->n_blocks + 1 + fewest <= e->k))
            every_grow(e, set | bit, w + e->weight[v], near | e->beside[v], barred,
                       left);
        barred |= bit;
    }
}

static inline void every_next(every_plan *e, uint64_t left)
{
    int fewest, most;
    if (!left) {
        if (e->k && e->n_blocks != e->k)
            return;
        e->found++;
        e->of[e->n_blocks]++;
        if (e->tell)
            e->tell(e->data, e->block, e->n_blocks);
        return;
    }
    if (!every_fits(e, left, 0, true, &fewest, &most) ||
        (e->k && (e->n_blocks + fewest > e->k || e->n_blocks + most < e->k)))
        return;
    int v = every_lowest(left);
    every_grow(e, UINT64_C(1) << v, e->weight[v], e->beside[v], 0, left);
}

/* Set up for GRAPH of at most EVERY_ATOMS atoms. */
static inline void every_open(every_plan *e, const sz_graph *g, int64_t min,
                              int64_t max, int k)
{
    *e = (every_plan){ .n = g->n, .min = min, .max = max, .k = k };
    for (int32_t v = 0; v < g->n; v++) {
        e->weight[v] = g->weight[v];
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            uint64_t bit = u < 0 ? UINT64_C(1) << v : UINT64_C(1) << u;
            *(u < 0 ? &e->rim_touching : &e->touching[v]) |= bit;
            if (g->ring[i].edge)
                *(u < 0 ? &e->rim : &e->beside[v]) |= bit;
        }
    }
}

static inline void every_run(every_plan *e)
{
    e->found = 0;
    memset(e->of, 0, sizeof e->of);
    e->n_blocks = 0;
    every_next(e, e->n == 64 ? ~UINT64_C(0) : (UINT64_C(1) << e->n) - 1);
}

/* Pairs of neighbours in different blocks. */
static inline int every_cut(const every_plan *e, const uint64_t *block, int n)
{
    int cut = 0;
    for (int b = 0; b < n; b++)
        for (uint64_t rest = block[b]; rest; rest &= rest - 1)
            for (uint64_t out = e->beside[every_lowest(rest)] & ~block[b]; out;
                 out &= out - 1)
                cut++;
    return cut / 2;
}

/* Spanning trees of BLOCK, neighbours counting once: Kirchhoff's determinant. */
static inline int64_t every_trees(const every_plan *e, uint64_t block)
{
    double m[EVERY_ATOMS][EVERY_ATOMS], det = 1;
    int place[EVERY_ATOMS], n = 0;
    for (uint64_t rest = block; rest; rest &= rest - 1)
        place[every_lowest(rest)] = n++;
    for (int i = 0; i < n; i++)
        memset(m[i], 0, (size_t)n * sizeof m[i][0]);
    for (uint64_t rest = block; rest; rest &= rest - 1) {
        int v = every_lowest(rest);
        for (uint64_t out = e->beside[v] & block; out; out &= out - 1) {
            m[place[v]][place[v]] += 1;
            m[place[v]][place[every_lowest(out)]] -= 1;
        }
    }
    for (int i = 0; i < n - 1; i++) { /* diagonally dominant: no pivoting */
        det *= m[i][i];
        for (int r = i + 1; r < n - 1; r++)
            for (int c = n - 2; c >= i; c--)
                m[r][c] -= m[r][i] / m[i][i] * m[i][c];
    }
    return llround(det);
}

#endif
