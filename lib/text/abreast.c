/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Points of a line, in the order of how far they are along the axis. */
#include "text/abreast.h"

#include <math.h>
#include <string.h>

#include "core/array.h"

#define STEP_M 5.0         /* between points */
#define ABREAST_M 30.0     /* along the axis, to either side */
#define NEAR_M 8.0         /* nobody can tell by eye */
#define BEYOND_M 50.0      /* of the source's box */

typedef struct spot {
    double along, across;
} spot;

typedef SZ__ARRAY(spot) spots;

static int by_along(const void *a, const void *b)
{
    double x = ((const spot *)a)->along, y = ((const spot *)b)->along;
    return (x > y) - (x < y);
}

/* The box of the source, by its inner points and how large its parcels are. */
static void box_of(const sz_map *m, const int32_t *source, size_t n, double box[4])
{
    box[0] = box[1] = HUGE_VAL;
    box[2] = box[3] = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        int32_t p = source[i];
        double room = sqrt(m->area[p]) + BEYOND_M;
        box[0] = fmin(box[0], m->x[p] - room);
        box[1] = fmin(box[1], m->y[p] - room);
        box[2] = fmax(box[2], m->x[p] + room);
        box[3] = fmax(box[3], m->y[p] + room);
    }
}

static bool add_segment(spots *out, const double *s, const double axis[2],
                        const double box[4])
{
    int pieces = (int)fmin(hypot(s[2] - s[0], s[3] - s[1]) / STEP_M, 1e6) + 1;
    for (int k = 0; k <= pieces; k++) {
        double x = s[0] + (s[2] - s[0]) * k / pieces, y = s[1] + (s[3] - s[1]) * k / pieces;
        if (x < box[0] || y < box[1] || x > box[2] || y > box[3])
            continue;
        if (!sz__push(out, (spot){ x * axis[0] + y * axis[1], y * axis[0] - x * axis[1] }))
            return false;
    }
    return true;
}

/* What the points abreast of ALONG, ACROSS say. */
static signed char side_of(const spots *s, double along, double across)
{
    size_t low = 0, high = s->n;
    bool left = false, right = false;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->at[mid].along < along - ABREAST_M)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < s->n && s->at[low].along <= along + ABREAST_M; low++) {
        double d = across - s->at[low].across;
        if (fabs(d) <= NEAR_M)
            return 0;
        left |= d > 0;
        right |= d < 0;
    }
    return left == right ? 0 : left ? 1 : -1;
}

bool sz__abreast(const sz_map *m, int32_t name, const double axis[2],
                 const int32_t *source, size_t n, signed char *side)
{
    spots s = SZ__ARRAY_INIT;
    double box[4];
    bool good = true;
    box_of(m, source, n, box);
    for (int32_t i = 0; i < m->n_lines && good; i++)
        for (size_t k = m->l_row[i]; m->l_name[i] == name && k + 1 < m->l_row[i + 1] && good;
             k++)
            good = add_segment(&s, m->l_xy + 2 * k, axis, box);
    if (s.n > 1)
        qsort(s.at, s.n, sizeof *s.at, by_along);
    for (size_t i = 0; i < n && good; i++) {
        double x = m->x[source[i]], y = m->y[source[i]];
        side[i] = side_of(&s, x * axis[0] + y * axis[1], y * axis[0] - x * axis[1]);
    }
    free(s.at);
    return good;
}
