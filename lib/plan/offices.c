/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parcel each office, or other place, lies in: of all border segments under it the
 * highest decides, its upper side is the parcel. */
#include <math.h>

#include "core/array.h"
#include "map/map.h"
#include "plan/plan.h"

typedef struct probe {
    double x, y;
    double under, slope;   /* highest segment so far: its y at x, its slope */
    int32_t above;         /* parcel over that segment */
    int32_t place;
} probe;

static int by_x(const void *a, const void *b)
{
    const probe *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->place < q->place ? -1 : p->place > q->place;
}

/* First of the N probes whose x is not below X. */
static size_t first_from(const probe *at, size_t n, double x)
{
    size_t low = 0;
    while (n) {
        size_t half = n / 2;
        if (at[low + half].x < x) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

/* Show the segment A - B, with UPPER above it, to the probes it lies under. The
 * right end belongs to the next segment, so each path counts once. */
static void show(probe *at, size_t n, const double *a, const double *b, int32_t upper)
{
    double slope = (b[1] - a[1]) / (b[0] - a[0]);
    for (size_t i = first_from(at, n, a[0]); i < n && at[i].x < b[0]; i++) {
        probe *p = &at[i];
        double y = a[1] + slope * (p->x - a[0]);
        if (y > p->y || y < p->under || (y == p->under && slope <= p->slope))
            continue;
        p->under = y;
        p->slope = slope;
        p->above = upper;
    }
}

int32_t *sz__plan_place_offices(const sz_map *map)
{
    _Static_assert(sizeof(sz_office) % sizeof(double) == 0, "a stride in doubles");
    return sz__plan_place(map, map->n_offices ? &map->offices->x : NULL,
                          sizeof *map->offices / sizeof(double), map->n_offices);
}

int32_t *sz__plan_place(const sz_map *map, const double *xy, size_t stride,
                        int32_t n_places)
{
    int32_t *in = sz__alloc((size_t)n_places, sizeof *in);
    probe *at = sz__alloc((size_t)n_places, sizeof *at);
    size_t n = 0;
    if (!in || !at) {
        free(at);
        free(in);
        return NULL;
    }
    for (int32_t o = 0; o < n_places; o++) {
        double x = xy[(size_t)o * stride], y = xy[(size_t)o * stride + 1];
        in[o] = -1;
        if (isfinite(x) && isfinite(y))
            at[n++] = (probe){ x, y, -INFINITY, -INFINITY, -1, o };
    }
    if (n)
        qsort(at, n, sizeof *at, by_x);
    for (int32_t b = 0; n && b < map->n_borders; b++)
        for (size_t i = map->b_row[b]; i + 1 < map->b_row[b + 1]; i++) {
            const double *p = map->b_xy + 2 * i, *q = p + 2;
            if (p[0] < q[0])
                show(at, n, p, q, map->b_left[b]);
            else if (q[0] < p[0])
                show(at, n, q, p, map->b_right[b]);
        }
    for (size_t i = 0; i < n; i++)
        in[at[i].place] = at[i].above;
    free(at);
    return in;
}
