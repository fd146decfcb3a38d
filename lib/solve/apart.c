/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far two plans are apart: households that are together in neither naming. The best
 * pairing of their communities is found by the Hungarian method (Kuhn 1955, with the
 * shortest augmenting paths of Jonker and Volgenant), one group of communities that
 * overlap at a time. */
#include "core/array.h"
#include "core/roots.h"
#include "map/map.h"
#include "plan/plan.h"
#include "sizhi/solve.h"

/* Households that community A of one plan and B of the other have in common. */
typedef struct common {
    int32_t a, b;
    int64_t households;
} common;

static int by_pair(const void *x, const void *y)
{
    const common *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

/* All that overlap, sorted; *N of them; *ALL is their sum. NULL when memory is out. */
static common *find_common(const sz_plan *a, const sz_plan *b, size_t *n, int64_t *all)
{
    const sz_map *m = a->map;
    common *list = sz__alloc((size_t)m->n, sizeof *list);
    size_t count = 0, kept = 0;
    *all = 0;
    for (int32_t p = 0; p < m->n && list; p++) {
        *all += m->households[p];
        if (a->of[p] >= 0 && b->of[p] >= 0)
            list[count++] = (common){ a->of[p], b->of[p], m->households[p] };
    }
    if (list && count)
        qsort(list, count, sizeof *list, by_pair);
    for (size_t i = 0; i < count; i++) {
        if (kept && by_pair(&list[kept - 1], &list[i]) == 0)
            list[kept - 1].households += list[i].households;
        else
            list[kept++] = list[i];
    }
    *n = kept;
    return list;
}

/* Scratch of one assignment: N rows and columns, 1-based as the method wants it. */
typedef struct square {
    int32_t n;
    int64_t *gain;     /* [n * n] */
    int64_t *row, *column, *least; /* [n + 1] potentials, slacks */
    int32_t *match, *way; /* [n + 1] by column */
    uint8_t *used;
} square;

/* Bring row I into the matching along the cheapest path; costs are -gain. */
static void augment(square *s, int32_t i)
{
    int32_t column = 0;
    s->match[0] = i;
    for (int32_t j = 0; j <= s->n; j++) {
        s->least[j] = INT64_MAX;
        s->used[j] = 0;
    }
    do {
        int32_t at = s->match[column], next = 0;
        int64_t delta = INT64_MAX;
        s->used[column] = 1;
        for (int32_t j = 1; j <= s->n; j++) {
            if (s->used[j])
                continue;
            int64_t gain = s->gain[(size_t)(at - 1) * (size_t)s->n + (size_t)j - 1];
            int64_t slack = -gain - s->row[at] - s->column[j];
            if (slack < s->least[j]) {
                s->least[j] = slack;
                s->way[j] = column;
            }
            if (s->least[j] < delta) {
                delta = s->least[j];
                next = j;
            }
        }
        for (int32_t j = 0; j <= s->n; j++) {
            if (s->used[j]) {
                s->row[s->match[j]] += delta;
                s->column[j] -= delta;
            } else {
                s->least[j] -= delta;
            }
        }
        column = next;
    } while (s->match[column]);
    for (; column; column = s->way[column])
        s->match[column] = s->match[s->way[column]];
}

/* Most households that a pairing keeps together; -1 when memory is out. */
static int64_t assign(const int64_t *gain, int32_t n)
{
    size_t rows = (size_t)n + 1;
    square s = { .n = n, .gain = (int64_t *)gain };
    int64_t *block = sz__zalloc(3 * rows, sizeof *block), best = -1;
    int32_t *links = sz__zalloc(2 * rows, sizeof *links);
    s.used = sz__zalloc(rows, sizeof *s.used);
    if (block && links && s.used) {
        s.row = block;
        s.column = block + rows;
        s.least = block + 2 * rows;
        s.match = links;
        s.way = links + rows;
        for (int32_t i = 1; i <= n; i++)
            augment(&s, i);
        best = 0;
        for (int32_t j = 1; j <= n; j++)
            best += gain[(size_t)(s.match[j] - 1) * (size_t)n + (size_t)j - 1];
    }
    free(block);
    free(links);
    free(s.used);
    return best;
}

/* Number the communities of one group; those of A first count as rows. */
typedef struct grouping {
    const common *list;
    size_t n;
    int32_t n_a, n_b;
    int32_t *boss;   /* [n_a + n_b] */
    int32_t *number; /* [n_a + n_b] within its group */
} grouping;

/* Best pairing within the group of ROOT; -1 when memory is out. */
static int64_t pair_group(const grouping *g, int32_t root_of)
{
    int32_t rows = 0, columns = 0;
    for (int32_t i = 0; i < g->n_a + g->n_b; i++)
        if (sz__root(g->boss, i) == root_of)
            g->number[i] = i < g->n_a ? rows++ : columns++;
    size_t n = (size_t)(rows > columns ? rows : columns);
    int64_t *gain = sz__zalloc(n * n, sizeof *gain), best = -1;
    for (size_t k = 0; k < g->n && gain; k++) {
        const common *c = &g->list[k];
        if (sz__root(g->boss, c->a) == root_of)
            gain[(size_t)g->number[c->a] * n + (size_t)g->number[g->n_a + c->b]] =
                c->households;
    }
    if (gain)
        best = assign(gain, (int32_t)n);
    free(gain);
    return best;
}

int64_t sz_plan_apart(const sz_plan *a, const sz_plan *b)
{
    if (!a || !b || a->map != b->map)
        return -1;
    int64_t all, together = 0;
    grouping g = { .n_a = a->n, .n_b = b->n };
    size_t nodes = (size_t)a->n + (size_t)b->n;
    common *list = find_common(a, b, &g.n, &all);
    g.list = list;
    g.boss = sz__alloc(nodes, sizeof *g.boss);
    g.number = sz__alloc(nodes, sizeof *g.number);
    if (!list || !g.boss || !g.number)
        together = -1;
    for (size_t i = 0; i < nodes && together >= 0; i++)
        g.boss[i] = (int32_t)i;
    for (size_t k = 0; k < g.n && together >= 0; k++)
        g.boss[sz__root(g.boss, list[k].a)] = sz__root(g.boss, g.n_a + list[k].b);
    for (int32_t i = g.n_a; i < (int32_t)nodes && together >= 0; i++) {
        if (sz__root(g.boss, i) != i)
            continue; /* the boss of a group with pairs is one of B's */
        int64_t best = pair_group(&g, i);
        together = best < 0 ? -1 : together + best;
    }
    free(list);
    free(g.boss);
    free(g.number);
    return together < 0 ? -1 : all - together;
}
