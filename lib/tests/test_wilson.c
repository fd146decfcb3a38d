/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Random spanning trees are uniform: an edge is in as many as its effective resistance
 * says (Kirchhoff 1847), which is found here by solving for the potentials. On grids
 * and wheels, so that every kind of row of slots is drawn from: of 32 and of 16, with
 * few neighbours, with more than stand beside an atom, with more than there are slots. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "solve/walker.h"
#include "suite.h"

enum { MOST = 1100, SAMPLE = 30 };

static const struct {
    int rows, columns; /* rows 0: a wheel with so many atoms on the rim */
    int trees;
} shapes[] = {
    { 8, 9, 20000 }, { 0, 12, 20000 }, { 0, 40, 20000 }, { 33, 32, 2000 },
    { 0, 1040, 2000 },
};

/* Neighbours, atom by atom. */
static int32_t row[MOST + 1], near[8 * MOST];

static void make_shape(int rows, int columns)
{
    int n = rows ? rows * columns : columns + 1, hub = n - 1;
    row[0] = 0;
    for (int v = 0; v < n; v++) {
        int end = row[v], x = v % columns;
        if (rows) {
            const int step[4] = { x ? -1 : 0, x + 1 < columns ? 1 : 0,
                                  v >= columns ? -columns : 0,
                                  v + columns < n ? columns : 0 };
            for (int k = 0; k < 4; k++)
                if (step[k])
                    near[end++] = v + step[k];
        } else if (v == hub) {
            for (int u = 0; u < hub; u++)
                near[end++] = u;
        } else {
            near[end++] = (v + 1) % hub;
            near[end++] = (v + hub - 1) % hub;
            near[end++] = hub;
        }
        row[v + 1] = end;
    }
}

/* Difference of potential between A and B of N atoms when a unit of current flows from
 * one to the other: conjugate gradients. */
static double resistance(int n, int a, int b)
{
    static double x[MOST], r[MOST], d[MOST], q[MOST];
    memset(x, 0, sizeof x);
    memset(r, 0, sizeof r);
    r[a] = 1;
    r[b] = -1;
    memcpy(d, r, sizeof d);
    double rr = 2;
    for (int i = 0; i < 4 * n && rr > 1e-20; i++) {
        double dq = 0, next = 0;
        for (int v = 0; v < n; v++) {
            q[v] = (row[v + 1] - row[v]) * d[v];
            for (int k = row[v]; k < row[v + 1]; k++)
                q[v] -= d[near[k]];
            dq += d[v] * q[v];
        }
        for (int v = 0; v < n; v++) {
            x[v] += rr / dq * d[v];
            r[v] -= rr / dq * q[v];
            next += r[v] * r[v];
        }
        for (int v = 0; v < n; v++)
            d[v] = r[v] + next / rr * d[v];
        rr = next;
    }
    return x[a] - x[b];
}

/* The shape as a net in two communities. */
static void make_net(sz_net *net, int32_t *label, int n, bool wheel)
{
    sz_graph g = { .n = n, .row = row };
    g.ring = sz__zalloc((size_t)row[n], sizeof *g.ring);
    g.weight = sz__zalloc((size_t)n, sizeof *g.weight);
    g.town = sz__zalloc((size_t)n, sizeof *g.town);
    g.locked = sz__zalloc((size_t)n, 1);
    ck_assert(g.ring && g.weight && g.town && g.locked);
    for (int k = 0; k < row[n]; k++)
        g.ring[k] = (sz_ring_item){ near[k], 1, SZ_EDGE, SZ_BARRIER_NONE };
    for (int v = 0; v < n; v++)
        label[v] = v < n / 2 || (wheel && v == n - 1);
    ck_assert_int_eq(sz__net_make(net, &g, label, 2, false, NULL), SZ_SUCCESS);
    free(g.ring);
    free(g.weight);
    free(g.town);
    free(g.locked);
}

/* Every atom once, below a neighbour that was there before it. */
static void check_tree(const sz_pair *p)
{
    static int32_t at[MOST];
    memset(at, -1, sizeof at);
    for (int32_t i = 0; i < p->n; i++) {
        int32_t u = p->order[i], up = p->next[u];
        ck_assert_int_lt(at[u], 0);
        at[u] = i;
        if (i == 0)
            continue;
        ck_assert_int_ge(at[up], 0);
        const sz_net_atom *atom = &p->net->atom[p->atom[u]];
        bool found = false;
        for (int32_t k = 0; k < atom->degree && !found; k++)
            found = sz__net_near(p->net, p->atom[u], k) == p->atom[up];
        ck_assert(found);
    }
}

START_TEST(edges_are_in_trees_as_resistance_says)
{
    static int32_t label[MOST], a[SAMPLE], b[SAMPLE], hits[SAMPLE];
    int rows = shapes[_i].rows, columns = shapes[_i].columns, trees = shapes[_i].trees;
    int n = rows ? rows * columns : columns + 1;
    sz_net net;
    sz_walker w;
    make_shape(rows, columns);
    make_net(&net, label, n, rows == 0);
    ck_assert_int_eq(sz__walker_init(&w, &net, label, 2, NULL, NULL), SZ_SUCCESS);
    w.aloof = true;
    sz__rng_init(&w.rng, 7, (uint64_t)_i);
    int32_t u, v;
    ck_assert(sz__walker_draw(&w, &u, &v));
    sz__walker_gather(&w, u, v);
    sz_pair *p = &w.pair;
    ck_assert_int_eq(p->n, n);
    memset(hits, 0, sizeof hits);
    for (int i = 0; i < SAMPLE; i++) { /* in numbers of the net */
        a[i] = (int32_t)sz__rng_below(&w.rng, (uint32_t)n);
        b[i] = sz__net_near(&net, a[i], (int32_t)sz__rng_below(&w.rng,
                                                               net.atom[a[i]].degree));
    }
    for (int t = 0; t < trees; t++) {
        int32_t root = t % 2 ? sz__pair_root(p, w.spot[u].local) : t / 2 % n;
        sz__pair_tree(p, &w.rng, root, 1, 0);
        if (t % 100 == 0)
            check_tree(p);
        for (int i = 0; i < SAMPLE; i++) {
            int32_t x = w.spot[a[i]].local, y = w.spot[b[i]].local;
            hits[i] += (x != p->order[0] && p->next[x] == y) ||
                       (y != p->order[0] && p->next[y] == x);
        }
    }
    double sum = 0;
    for (int i = 0; i < SAMPLE; i++) {
        double share = resistance(n, net.source[a[i]], net.source[b[i]]);
        double z = (hits[i] - trees * share) / sqrt(trees * share * (1 - share));
        ck_assert_msg(fabs(z) < 4.5, "edge %d - %d: %d of %d, not %g", (int)a[i],
                      (int)b[i], (int)hits[i], trees, share);
        sum += z * z;
    }
    ck_assert_msg(sum < 2 * SAMPLE, "%g", sum);
    sz__walker_release(&w);
    sz__net_release(&net);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("wilson");
    tcase_add_loop_test(tc, edges_are_in_trees_as_resistance_says, 0, COUNT(shapes));
    return run_suite("wilson", tc);
}
