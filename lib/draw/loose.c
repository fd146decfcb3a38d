/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Loose pieces: a line beyond the limit comes near to it and goes again, and what is cut
 * of it there says nothing to a reader. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/roots.h"
#include "draw/strands.h"

/* So much of a line that never reaches the ground is worth drawing. */
#define LEAST (12.0 * SZ_MM)

/* An end of a strand. */
typedef struct tip {
    double x, y;
    int32_t strand;
} tip;

static int by_place(const void *pa, const void *pb)
{
    const tip *a = pa, *b = pb;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return (a->strand > b->strand) - (a->strand < b->strand);
}

/* Strands that end in one point, whatever they are, hang together: a road goes on as a
 * bridge. UP becomes their forest. */
static bool hang_together(const sz_strands *s, int32_t *up)
{
    size_t n = 2 * s->line.n;
    tip *tips = sz__alloc(n, sizeof *tips);
    if (!tips)
        return false;
    for (size_t i = 0; i < n; i++) {
        const sz_strand *l = &s->line.at[i / 2];
        const double *p = s->xy.at + 2 * (i & 1 ? l->to - 1 : l->from);
        tips[i] = (tip){ p[0], p[1], (int32_t)(i / 2) };
        up[i / 2] = (int32_t)(i / 2);
    }
    qsort(tips, n, sizeof *tips, by_place);
    for (size_t i = 1; i < n; i++)
        if (tips[i].x == tips[i - 1].x && tips[i].y == tips[i - 1].y)
            sz__join(up, tips[i].strand, tips[i - 1].strand);
    free(tips);
    return true;
}

/* Points of paper that the line takes; infinitely many when it reaches GROUND. */
static double worth(const sz_raster *ground, const double *xy, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        const double *p = xy + 2 * i, *q = p + 2;
        double length = hypot(q[0] - p[0], q[1] - p[1]);
        double steps = fmax(1.0, ceil(length / ground->cell));
        for (double k = 0.0; k <= steps; k += 1.0)
            if (sz__raster_near(ground, p[0] + k / steps * (q[0] - p[0]),
                                p[1] + k / steps * (q[1] - p[1]), ground->cell))
                return INFINITY;
        sum += length;
    }
    return sum;
}

sz_status sz__strands_drop_loose(sz_strands *strands, const sz_raster *ground,
                                 sz_error *err)
{
    size_t n = strands->line.n, kept = 0;
    if (n == 0)
        return SZ_SUCCESS;
    int32_t *up = sz__alloc(n, sizeof *up);
    double *sum = sz__zalloc(n, sizeof *sum); /* of what hangs together, by its root */
    bool ok = up && sum && hang_together(strands, up);
    for (size_t i = 0; ok && i < n; i++) {
        const sz_strand *l = &strands->line.at[i];
        sum[sz__root(up, (int32_t)i)] +=
            worth(ground, strands->xy.at + 2 * l->from, l->to - l->from);
    }
    for (size_t i = 0; ok && i < n; i++)
        if (sum[sz__root(up, (int32_t)i)] >= LEAST)
            strands->line.at[kept++] = strands->line.at[i];
    if (ok)
        strands->line.n = kept;
    free(up);
    free(sum);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}
