/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which borders have another one of the same name running beside them, as the two
 * carriageways of a road do. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "text/reader.h"

#define WIDTH_M 60.0       /* as far apart as carriageways of one road may be */

typedef struct strand {
    int32_t name, border;
} strand;

static int by_name(const void *a, const void *b)
{
    const strand *p = a, *q = b;
    if (p->name != q->name)
        return p->name < q->name ? -1 : 1;
    return p->border < q->border ? -1 : p->border > q->border;
}

/* Whether the ray from P along the unit vector D meets segment S to E within WIDTH_M,
 * not at its very beginning. */
static bool hits(const double *p, const double d[2], const double *s, const double *e)
{
    double sx = s[0] - p[0], sy = s[1] - p[1], ex = e[0] - p[0], ey = e[1] - p[1];
    double across_s = sx * d[1] - sy * d[0], across_e = ex * d[1] - ey * d[0];
    if ((across_s > 0) == (across_e > 0))
        return false;
    double t = across_s / (across_s - across_e);
    double along = (sx + t * (ex - sx)) * d[0] + (sy + t * (ey - sy)) * d[1];
    return along > 1 && along <= WIDTH_M;
}

/* The middle of border B and the unit normal to its right there. */
static void middle(const sz_map *m, int32_t b, double at[2], double right[2])
{
    double half = m->b_length[b] / 2;
    size_t i = m->b_row[b];
    for (;; i++) {
        const double *p = m->b_xy + 2 * i;
        double l = hypot(p[2] - p[0], p[3] - p[1]);
        if ((half > l || l == 0) && i + 2 < m->b_row[b + 1]) {
            half -= l;
            continue;
        }
        double t = l > 0 ? fmin(half / l, 1) : 0;
        at[0] = p[0] + t * (p[2] - p[0]);
        at[1] = p[1] + t * (p[3] - p[1]);
        right[0] = l > 0 ? (p[3] - p[1]) / l : 0;
        right[1] = l > 0 ? (p[0] - p[2]) / l : 0;
        return;
    }
}

static uint8_t look_aside(const sz_map *m, const strand *group, size_t n, int32_t b)
{
    double at[2], right[2];
    int count[2] = { 0, 0 }; /* left, right */
    middle(m, b, at, right);
    const double left[2] = { -right[0], -right[1] };
    for (size_t k = 0; k < n; k++) {
        int32_t other = group[k].border;
        if (other == b)
            continue;
        for (size_t i = m->b_row[other]; i + 1 < m->b_row[other + 1]; i++) {
            const double *s = m->b_xy + 2 * i;
            count[0] += hits(at, left, s, s + 2);
            count[1] += hits(at, right, s, s + 2);
        }
    }
    for (int i = 0; i < 2; i++)
        count[i] = count[i] > 15 ? 15 : count[i];
    return (uint8_t)(count[0] | count[1] << 4);
}

uint8_t *sz__find_beside(const sz_map *m)
{
    size_t n = 0;
    strand *all = sz__alloc((size_t)m->n_borders, sizeof *all);
    uint8_t *beside = sz__zalloc((size_t)m->n_borders, 1);
    for (int32_t b = 0; all && b < m->n_borders; b++)
        if (m->b_name[b] >= 0)
            all[n++] = (strand){ m->b_name[b], b };
    if (all && n > 1)
        qsort(all, n, sizeof *all, by_name);
    for (size_t from = 0, to; all && beside && from < n; from = to) {
        for (to = from; to < n && all[to].name == all[from].name; to++)
            ;
        for (size_t k = from; k < to; k++)
            beside[all[k].border] = look_aside(m, all + from, to - from, all[k].border);
    }
    if (!all) {
        free(beside);
        beside = NULL;
    }
    free(all);
    return beside;
}
