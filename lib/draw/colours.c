/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/colours.h"

#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "map/map.h"

typedef struct pair {
    int32_t a, b;
} pair;

static int by_a_b(const void *px, const void *py)
{
    const pair *x = px, *y = py;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

void sz__neighbours_release(sz_neighbours *neighbours)
{
    free(neighbours->row);
    free(neighbours->at);
    memset(neighbours, 0, sizeof *neighbours);
}

typedef struct pairs {
    pair *at;
    size_t n, cap;
} pairs;

/* Both directions of every contact between two communities of PLAN. */
static bool add_contacts(pairs *out, const sz_plan *plan)
{
    const sz_map *m = sz_plan_map(plan);
    for (int32_t b = 0; b < m->n_borders; b++) {
        if (m->b_left[b] < 0 || m->b_right[b] < 0)
            continue;
        int32_t l = sz_plan_of(plan, (size_t)m->b_left[b]);
        int32_t r = sz_plan_of(plan, (size_t)m->b_right[b]);
        if (l < 0 || r < 0 || l == r)
            continue;
        if (!sz__push(out, (pair){ l, r }) || !sz__push(out, (pair){ r, l }))
            return false;
    }
    return true;
}

sz_status sz__neighbours(sz_neighbours *out, const sz_plan *const *plans,
                         size_t n_plans, sz_error *err)
{
    pairs list = SZ__ARRAY_INIT;
    size_t n = 0;
    bool ok = true;
    for (size_t i = 0; i < n_plans && ok; i++) {
        size_t own = plans[i] ? sz_plan_communities(plans[i]) : 0;
        n = own > n ? own : n;
        ok = !plans[i] || add_contacts(&list, plans[i]);
    }
    sz_neighbours g = { .n = (int32_t)n };
    g.row = sz__zalloc(n + 1, sizeof *g.row);
    g.at = sz__alloc(list.n, sizeof *g.at);
    if (!ok || !g.row || !g.at) {
        sz__neighbours_release(&g);
        free(list.at);
        return sz__nomem(err);
    }
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_a_b);
    size_t used = 0;
    for (size_t i = 0; i < list.n; i++)
        if (i == 0 || by_a_b(&list.at[i - 1], &list.at[i]) != 0) {
            g.at[used++] = list.at[i].b;
            g.row[list.at[i].a + 1]++;
        }
    for (size_t i = 0; i < n; i++)
        g.row[i + 1] += g.row[i];
    free(list.at);
    *out = g;
    return SZ_SUCCESS;
}

/* Working state of one run. */
typedef struct dsatur {
    const sz_neighbours *g;
    int32_t *colour;       /* [n] -1 = not yet */
    int32_t *saturation;   /* [n] different colours among the neighbours */
    int32_t *used;         /* [n] how often each colour is used */
    size_t *mark;          /* [n] stamp of the last search that met the colour */
    size_t stamp;
} dsatur;

static size_t degree(const sz_neighbours *g, int32_t v)
{
    return g->row[v + 1] - g->row[v];
}

static int32_t pick_vertex(const dsatur *d)
{
    int32_t best = -1;
    for (int32_t v = 0; v < d->g->n; v++) {
        if (d->colour[v] >= 0)
            continue;
        if (best < 0 || d->saturation[v] > d->saturation[best] ||
            (d->saturation[v] == d->saturation[best] &&
             degree(d->g, v) > degree(d->g, best)))
            best = v;
    }
    return best;
}

/* Mark the colours of V's neighbours with a new stamp; returns their number. */
static int32_t mark_colours(dsatur *d, int32_t v)
{
    int32_t seen = 0;
    d->stamp++;
    for (size_t i = d->g->row[v]; i < d->g->row[v + 1]; i++) {
        int32_t c = d->colour[d->g->at[i]];
        if (c >= 0 && d->mark[c] != d->stamp) {
            d->mark[c] = d->stamp;
            seen++;
        }
    }
    return seen;
}

/* Colour all with at most LIMIT colours, the lowest first or, if BALANCED, the
 * least used first. Returns the number of colours, 0 when LIMIT is too low. */
static int32_t run(dsatur *d, int32_t limit, bool balanced)
{
    int32_t n = d->g->n, colours = 0;
    for (int32_t v = 0; v < n; v++) {
        d->colour[v] = -1;
        d->saturation[v] = d->used[v] = 0;
    }
    for (int32_t round = 0; round < n; round++) {
        int32_t v = pick_vertex(d), best = -1;
        mark_colours(d, v);
        for (int32_t c = 0; c < limit && !(best >= 0 && !balanced); c++)
            if (d->mark[c] != d->stamp && (best < 0 || d->used[c] < d->used[best]))
                best = c;
        if (best < 0)
            return 0;
        d->colour[v] = best;
        d->used[best]++;
        colours = best + 1 > colours ? best + 1 : colours;
        for (size_t i = d->g->row[v]; i < d->g->row[v + 1]; i++) {
            int32_t w = d->g->at[i];
            if (d->colour[w] < 0)
                d->saturation[w] = mark_colours(d, w);
        }
    }
    return colours;
}

sz_status sz__colours(const sz_neighbours *neighbours, int32_t **colour,
                      int32_t *n_colours, sz_error *err)
{
    size_t n = (size_t)neighbours->n;
    int32_t *block = sz__alloc(3 * n, sizeof *block);
    size_t *mark = sz__zalloc(n, sizeof *mark);
    int32_t *out = sz__alloc(n, sizeof *out);
    if (!block || !mark || !out) {
        free(block);
        free(mark);
        free(out);
        return sz__nomem(err);
    }
    dsatur d = { neighbours, block, block + n, block + 2 * n, mark, 0 };
    *n_colours = run(&d, neighbours->n, false);
    memcpy(out, d.colour, n * sizeof *out);
    if (run(&d, *n_colours, true) > 0)
        memcpy(out, d.colour, n * sizeof *out);
    free(block);
    free(mark);
    *colour = out;
    return SZ_SUCCESS;
}
