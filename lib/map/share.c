/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Largest remainder (Hamilton's method). */
#include "map/share.h"

#include <math.h>

#include "core/array.h"

typedef struct sz_remainder {
    double rest;
    size_t i;
} sz_remainder;

static int larger_first(const void *a, const void *b)
{
    const sz_remainder *p = a, *q = b;
    if (p->rest != q->rest)
        return (p->rest < q->rest) - (p->rest > q->rest);
    return (p->i > q->i) - (p->i < q->i);
}

bool sz__share(int64_t total, const double *weight, size_t n, int64_t *part)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weight[i];
    if (n == 1 || !(sum > 0)) {
        for (size_t i = 0; i < n; i++)
            part[i] = i == 0 ? total : 0;
        return true;
    }
    sz_remainder *rest = sz__alloc(n, sizeof *rest);
    if (!rest)
        return false;
    int64_t left = total;
    for (size_t i = 0; i < n; i++) {
        double quota = (double)total * (weight[i] / sum);
        part[i] = (int64_t)floor(quota);
        if (part[i] > left)
            part[i] = left;
        rest[i] = (sz_remainder){ quota - (double)part[i], i };
        left -= part[i];
    }
    qsort(rest, n, sizeof *rest, larger_first);
    for (size_t i = 0; left > 0; i = (i + 1) % n, left--)
        part[rest[i].i]++;
    free(rest);
    return true;
}
