/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "geom/simple.h"

#include <math.h>
#include <stdlib.h>

#include "core/array.h"

/* Rings up to SMALL segments are tested pair by pair without sorting; beyond LARGE
 * nothing is gained over a thorough test. */
enum { SMALL = 24, LARGE = 1 << 16 };

/* Sign of the turn a -> b -> c, or 0 when rounding leaves it open (Shewchuk's
 * first error bound). */
static int turn(const double *a, const double *b, const double *c)
{
    double left = (a[0] - c[0]) * (b[1] - c[1]);
    double right = (a[1] - c[1]) * (b[0] - c[0]);
    double det = left - right;
    double bound = 3.3306690738754716e-16 * (fabs(left) + fabs(right));
    return det > bound ? 1 : det < -bound ? -1 : 0;
}

/* Whether the ring goes once round the mean of its points, at every segment the
 * same way: it then bounds a star, as most small areas are. Each turn is less than
 * half a circle, so every round comes up over the height of the mean just once. */
static bool is_star(const double *xy, size_t segments)
{
    double mean[2] = { 0, 0 };
    for (size_t i = 0; i < segments; i++) {
        mean[0] += xy[2 * i] - xy[0];
        mean[1] += xy[2 * i + 1] - xy[1];
    }
    mean[0] = xy[0] + mean[0] / (double)segments;
    mean[1] = xy[1] + mean[1] / (double)segments;
    int way = turn(xy, xy + 2, mean);
    size_t rounds = 0;
    for (size_t i = 0; i < segments; i++) {
        const double *p = xy + 2 * i;
        if (way == 0 || turn(p, p + 2, mean) != way)
            return false;
        rounds += p[1] < mean[1] && p[3] >= mean[1];
    }
    return rounds == 1;
}

/* Ranges a .. b and c .. d, either way round, have nothing in common. */
static inline bool apart(double a, double b, double c, double d)
{
    return (a < c && a < d && b < c && b < d) || (a > c && a > d && b > c && b > d);
}

/* Segments that share no end surely share no point. */
static bool surely_disjoint(const double *p, const double *q)
{
    if (apart(p[0], p[2], q[0], q[2]) || apart(p[1], p[3], q[1], q[3]))
        return true;
    int a = turn(p, p + 2, q), b = turn(p, p + 2, q + 2);
    if (a != 0 && a == b)
        return true;
    a = turn(q, q + 2, p);
    b = turn(q, q + 2, p + 2);
    return a != 0 && a == b;
}

/* Segments that follow each other do not run back over one another. */
static bool surely_go_on(const double *a, const double *b, const double *c)
{
    if (turn(a, b, c) != 0)
        return true;
    return (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) > 0;
}

static bool pairs_disjoint(const double *xy, size_t segments)
{
    for (size_t i = 0; i + 2 < segments; i++)
        for (size_t j = i + 2; j < segments; j++)
            if (!(i == 0 && j == segments - 1) &&
                !surely_disjoint(xy + 2 * i, xy + 2 * j))
                return false;
    return true;
}

typedef struct span {
    double west, east;
    size_t segment;
} span;

static int by_west(const void *a, const void *b)
{
    const span *s = a, *t = b;
    if (s->west != t->west)
        return s->west < t->west ? -1 : 1;
    return (s->segment > t->segment) - (s->segment < t->segment);
}

/* As pairs_disjoint(), for segments whose x ranges meet. */
static bool sweep_disjoint(const double *xy, size_t segments)
{
    span *spans = sz__alloc(segments, sizeof *spans);
    bool fine = spans != NULL;
    for (size_t i = 0; fine && i < segments; i++) {
        const double *p = xy + 2 * i;
        bool west = p[0] < p[2];
        spans[i] = (span){ p[west ? 0 : 2], p[west ? 2 : 0], i };
    }
    if (fine)
        qsort(spans, segments, sizeof *spans, by_west);
    for (size_t i = 0; fine && i < segments; i++)
        for (size_t j = i + 1; fine && j < segments && spans[j].west <= spans[i].east;
             j++) {
            size_t a = spans[i].segment, b = spans[j].segment;
            size_t gap = a > b ? a - b : b - a;
            if (gap != 1 && gap != segments - 1)
                fine = surely_disjoint(xy + 2 * a, xy + 2 * b);
        }
    free(spans);
    return fine;
}

bool sz__ring_surely_simple(const double *xy, size_t n)
{
    if (n < 4 || n > LARGE || xy[0] != xy[2 * n - 2] || xy[1] != xy[2 * n - 1])
        return false;
    size_t segments = n - 1;
    if (is_star(xy, segments))
        return true;
    for (size_t i = 0; i < segments; i++) {
        const double *a = xy + 2 * i, *c = i + 2 < n ? a + 4 : xy + 2;
        if ((a[0] == a[2] && a[1] == a[3]) || !surely_go_on(a, a + 2, c))
            return false;
    }
    return segments <= SMALL ? pairs_disjoint(xy, segments)
                             : sweep_disjoint(xy, segments);
}

double sz__ring_area(const double *xy, size_t n)
{
    double sum = 0;
    for (size_t i = 1; i + 1 < n; i++) {
        /* from the first point, so that large coordinates cost no digits */
        double ax = xy[2 * i] - xy[0], ay = xy[2 * i + 1] - xy[1];
        double bx = xy[2 * i + 2] - xy[0], by = xy[2 * i + 3] - xy[1];
        sum += ax * by - bx * ay;
    }
    return sum / 2;
}
