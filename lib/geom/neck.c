/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Necks: corners of a ring against its segments. The shortest way between two stretches
 * of a rim begins or ends at a corner, so these are all the chords there are to try. */
#include "geom/neck.h"

#include <math.h>
#include <stdbool.h>

#include "core/array.h"

#define PI 3.14159265358979323846

enum { STRETCH = 16 }; /* segments of a stretch */

typedef struct box {
    double low[2], high[2];
} box;

typedef struct ring {
    const double *xy;
    size_t n;
    double *twice;         /* [n + 1] twice the area swept from the first point on */
    double *along;         /* [n + 1] length of the rim up to each corner */
    box *boxes;            /* of stretches */
    size_t n_boxes;
    double least;          /* area on either side */
    double rim;            /* less of the rim cannot hold so much */
} ring;

static const double *corner(const ring *r, size_t i)
{
    return r->xy + 2 * (i == r->n ? 0 : i);
}

/* Twice the area of the triangle from the ring's first point to P and Q. */
static double sweep(const ring *r, const double *p, const double *q)
{
    const double *o = r->xy;
    return (p[0] - o[0]) * (q[1] - o[1]) - (q[0] - o[0]) * (p[1] - o[1]);
}

static bool prepare(ring *r)
{
    r->twice = sz__alloc(r->n + 1, sizeof *r->twice);
    r->along = sz__alloc(r->n + 1, sizeof *r->along);
    r->n_boxes = (r->n + STRETCH - 1) / STRETCH;
    r->boxes = sz__alloc(r->n_boxes, sizeof *r->boxes);
    if (!r->twice || !r->along || !r->boxes)
        return false;
    r->twice[0] = r->along[0] = 0;
    for (size_t i = 0; i < r->n; i++) {
        const double *p = corner(r, i), *q = corner(r, i + 1);
        r->twice[i + 1] = r->twice[i] + sweep(r, p, q);
        r->along[i + 1] = r->along[i] + hypot(q[0] - p[0], q[1] - p[1]);
    }
    for (size_t s = 0; s < r->n_boxes; s++) {
        box b = { { HUGE_VAL, HUGE_VAL }, { -HUGE_VAL, -HUGE_VAL } };
        for (size_t i = s * STRETCH; i <= (s + 1) * STRETCH && i <= r->n; i++)
            for (int k = 0; k < 2; k++) {
                b.low[k] = fmin(b.low[k], corner(r, i)[k]);
                b.high[k] = fmax(b.high[k], corner(r, i)[k]);
            }
        r->boxes[s] = b;
    }
    return true;
}

static bool are_near(const box *a, const box *b, double width)
{
    for (int k = 0; k < 2; k++)
        if (a->low[k] - b->high[k] > width || b->low[k] - a->high[k] > width)
            return false;
    return true;
}

/* On which side of the line PQ point O lies: > 0 left. */
static double turn(const double *p, const double *q, const double *o)
{
    return (q[0] - p[0]) * (o[1] - p[1]) - (q[1] - p[1]) * (o[0] - p[0]);
}

/* Whether no segment of the ring crosses the chord from corner I to Q on segment J. The
 * segments at its ends only touch it, and so may others: then the chord ends in a corner
 * and one that is as short is tried from there. */
static bool is_free(const ring *r, size_t i, size_t j, const double *q)
{
    const double *p = corner(r, i);
    for (size_t k = 0; k < r->n; k++) {
        const double *a = corner(r, k), *b = corner(r, k + 1);
        if (k == j || k == i || k + 1 == i || (i == 0 && k + 1 == r->n))
            continue;
        double ta = turn(p, q, a), tb = turn(p, q, b);
        if (ta * tb < 0 && turn(a, b, p) * turn(a, b, q) < 0)
            return false;
    }
    return true;
}

/* Try the chord from corner I to the nearest point of segment J. */
static void try_chord(const ring *r, size_t i, size_t j, sz_neck *best)
{
    const double *p = corner(r, i), *a = corner(r, j), *b = corner(r, j + 1);
    double dx = b[0] - a[0], dy = b[1] - a[1], px = p[0] - a[0], py = p[1] - a[1];
    double length2 = dx * dx + dy * dy;
    double at = length2 > 0 ? fmin(1, fmax(0, (px * dx + py * dy) / length2)) : 0;
    double q[2] = { a[0] + at * dx, a[1] + at * dy };
    double wx = q[0] - p[0], wy = q[1] - p[1];
    if (wx * wx + wy * wy >= best->width * best->width)
        return;
    /* from the corner along the rim to Q and back, or the other way round */
    double swept = i <= j ? r->twice[j] - r->twice[i] + sweep(r, a, q) + sweep(r, q, p)
                          : r->twice[i] - r->twice[j + 1] + sweep(r, q, b) +
                                sweep(r, p, q);
    double one = swept / 2, other = r->twice[r->n] / 2 - one;
    if (one < r->least || other < r->least || !is_free(r, i, j, q))
        return;
    *best = (sz_neck){ sqrt(wx * wx + wy * wy), p[0], p[1], q[0], q[1], fmin(one, other) };
}

/* Corners of stretch S against segments of stretch T. */
static void try_stretches(const ring *r, size_t s, size_t t, sz_neck *best)
{
    size_t from = s * STRETCH, to = from + STRETCH < r->n ? from + STRETCH : r->n;
    size_t first = t * STRETCH, last = first + STRETCH < r->n ? first + STRETCH : r->n;
    double span = s < t ? r->along[last] - r->along[from] : r->along[to] - r->along[first];
    if (span < r->rim)
        return;
    for (size_t i = from; i < to; i++)
        for (size_t j = first; j < last; j++) {
            double way = i <= j ? r->along[j + 1] - r->along[i]
                                : r->along[i] - r->along[j];
            if (j == i || j + 1 == i || (i == 0 && j + 1 == r->n) || way < r->rim ||
                r->along[r->n] - way + (r->along[j + 1] - r->along[j]) < r->rim)
                continue;
            try_chord(r, i, j, best);
        }
}

sz_status sz__ring_neck(const double *xy, size_t n, double width, double least,
                        sz_neck *out, sz_error *err)
{
    ring r = { .xy = xy, .n = n, .least = least };
    sz_neck best = { .width = width };
    /* what a rim and a chord enclose is at most a disc */
    r.rim = fmax(0, sqrt(4 * PI * least) - width);
    bool ok = prepare(&r);
    for (size_t s = 0; ok && s < r.n_boxes; s++)
        for (size_t t = 0; t < r.n_boxes; t++)
            if (are_near(&r.boxes[s], &r.boxes[t], best.width))
                try_stretches(&r, s, t, &best);
    free(r.twice);
    free(r.along);
    free(r.boxes);
    if (!ok)
        return sz__nomem(err);
    if (!(best.width < width))
        best.width = HUGE_VAL;
    *out = best;
    return SZ_SUCCESS;
}
