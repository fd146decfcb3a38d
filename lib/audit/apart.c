/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The shortest way between two rims; see apart.h. */
#include "audit/apart.h"

#include <math.h>

#include "core/array.h"

enum { STRETCH = 32 }; /* segments of a stretch */

/* Points FROM .. TO of one border, both included, and the box round them. */
typedef struct stretch {
    size_t from, to;
    int32_t border;
    double low[2], high[2];
} stretch;

typedef SZ__ARRAY(stretch) stretches;

static bool cut_border(const sz_map *m, int32_t b, stretches *out)
{
    for (size_t from = m->b_row[b], end = m->b_row[b + 1] - 1; from < end;) {
        size_t to = from + STRETCH < end ? from + STRETCH : end;
        stretch s = { from, to, b, { INFINITY, INFINITY }, { -INFINITY, -INFINITY } };
        for (size_t i = from; i <= to; i++)
            for (int k = 0; k < 2; k++) {
                s.low[k] = fmin(s.low[k], m->b_xy[2 * i + (size_t)k]);
                s.high[k] = fmax(s.high[k], m->b_xy[2 * i + (size_t)k]);
            }
        if (!sz__push(out, s))
            return false;
        from = to;
    }
    return true;
}

static bool cut_rim(const sz_map *m, const int32_t *rim, size_t n, stretches *out)
{
    for (size_t i = 0; i < n; i++)
        if (!cut_border(m, rim[i], out))
            return false;
    return true;
}

/* Square of the distance of two boxes. */
static double box_distance(const stretch *a, const stretch *b)
{
    double sum = 0;
    for (int k = 0; k < 2; k++) {
        double d = fmax(0, fmax(a->low[k] - b->high[k], b->low[k] - a->high[k]));
        sum += d * d;
    }
    return sum;
}

/* Square of the distance of point P from segment QR. */
static double point_distance(const double *p, const double *q, const double *r)
{
    double dx = r[0] - q[0], dy = r[1] - q[1], px = p[0] - q[0], py = p[1] - q[1];
    double length = dx * dx + dy * dy;
    double at = length > 0 ? (px * dx + py * dy) / length : 0;
    at = fmin(1, fmax(0, at));
    px -= at * dx;
    py -= at * dy;
    return px * px + py * py;
}

/* Square of the distance of two stretches that do not cross. */
static double distance(const sz_map *m, const stretch *a, const stretch *b)
{
    double least = INFINITY;
    for (size_t i = a->from; i < a->to; i++)
        for (size_t j = b->from; j < b->to; j++) {
            const double *p = m->b_xy + 2 * i, *q = m->b_xy + 2 * j;
            double ends[] = { point_distance(p, q, q + 2),
                              point_distance(p + 2, q, q + 2),
                              point_distance(q, p, p + 2),
                              point_distance(q + 2, p, p + 2) };
            for (int k = 0; k < 4; k++)
                least = fmin(least, ends[k]);
        }
    return least;
}

/* The least distance of any two, starting from those whose boxes are nearest. */
static sz_apart search(const sz_map *m, const stretches *a, const stretches *b)
{
    size_t near_a = 0, near_b = 0;
    double least = INFINITY;
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++) {
            double d = box_distance(&a->at[i], &b->at[j]);
            if (d < least) {
                least = d;
                near_a = i;
                near_b = j;
            }
        }
    sz_apart best = { distance(m, &a->at[near_a], &b->at[near_b]),
                      b->at[near_b].border };
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++) {
            if (box_distance(&a->at[i], &b->at[j]) >= best.metres)
                continue;
            double d = distance(m, &a->at[i], &b->at[j]);
            if (d < best.metres)
                best = (sz_apart){ d, b->at[j].border };
        }
    best.metres = sqrt(best.metres);
    return best;
}

sz_status sz__apart(const sz_map *m, const int32_t *a, size_t na, const int32_t *b,
                    size_t nb, sz_apart *out, sz_error *err)
{
    stretches from = SZ__ARRAY_INIT, to = SZ__ARRAY_INIT;
    bool ok = cut_rim(m, a, na, &from) && cut_rim(m, b, nb, &to);
    if (ok)
        *out = search(m, &from, &to);
    free(from.at);
    free(to.at);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}
