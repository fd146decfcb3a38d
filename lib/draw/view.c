/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The view of one frame: borders on paper, and regions as rings of them. */
#include "draw/paper.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"

bool sz__in_sight(const double *xy, size_t n, const double box[4])
{
    double b[4] = { xy[0], xy[1], xy[0], xy[1] };
    for (size_t i = 1; i < n; i++) {
        b[0] = fmin(b[0], xy[2 * i]);
        b[1] = fmin(b[1], xy[2 * i + 1]);
        b[2] = fmax(b[2], xy[2 * i]);
        b[3] = fmax(b[3], xy[2 * i + 1]);
    }
    return b[2] >= box[0] - SZ_SIGHT && b[0] <= box[2] + SZ_SIGHT &&
           b[3] >= box[1] - SZ_SIGHT && b[1] <= box[3] + SZ_SIGHT;
}

/* Whether the segment from A to B has a point in BOX (Liang and Barsky 1984). */
static bool segment_meets(const double *a, const double *b, const double box[4])
{
    double from = 0.0, to = 1.0;
    for (int axis = 0; axis < 2; axis++) {
        double d = b[axis] - a[axis], low = box[axis] - a[axis], high = box[axis + 2] - a[axis];
        if (d == 0.0) {
            if (low > 0.0 || high < 0.0)
                return false;
            continue;
        }
        from = fmax(from, fmin(low / d, high / d));
        to = fmin(to, fmax(low / d, high / d));
    }
    return from <= to;
}

bool sz__line_meets(const double *xy, size_t n, const double box[4])
{
    for (size_t i = 0; i + 1 < n; i++)
        if (segment_meets(xy + 2 * i, xy + 2 * i + 2, box))
            return true;
    return false;
}

static double distance_to_chord(const double *p, const double *a, const double *b)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], ex = p[0] - a[0], ey = p[1] - a[1];
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0.0 ? (ex * dx + ey * dy) / length2 : 0.0;
    t = t < 0.0 ? 0.0 : t > 1.0 ? 1.0 : t;
    return hypot(ex - t * dx, ey - t * dy);
}

void sz__simplify(const double *xy, size_t n, double tolerance, uint8_t *keep,
                  size_t *stack)
{
    memset(keep, 0, n);
    if (n == 0)
        return;
    keep[0] = keep[n - 1] = 1;
    size_t top = 0;
    stack[top++] = 0;
    stack[top++] = n - 1;
    while (top > 0) {
        size_t b = stack[--top], a = stack[--top], far = a;
        double worst = tolerance;
        for (size_t i = a + 1; i < b; i++) {
            double d = distance_to_chord(xy + 2 * i, xy + 2 * a, xy + 2 * b);
            if (d > worst) {
                worst = d;
                far = i;
            }
        }
        if (far == a)
            continue;
        keep[far] = 1;
        stack[top++] = a;
        stack[top++] = far;
        stack[top++] = far;
        stack[top++] = b;
    }
}

void sz__view_release(sz_view *view)
{
    free(view->row);
    free(view->xy);
    free(view->seen);
    memset(view, 0, sizeof *view);
}

static void place(sz_view *view, double denominator, const double extent[4],
                  const double box[4])
{
    memcpy(view->box, box, sizeof view->box);
    view->k = 1000.0 * SZ_MM / denominator;
    view->mx = (extent[0] + extent[2]) / 2.0;
    view->my = (extent[1] + extent[3]) / 2.0;
    view->cx = (box[0] + box[2]) / 2.0;
    view->cy = (box[1] + box[3]) / 2.0;
}

sz_status sz__view_open(sz_view *out, const sz_map *map, double denominator,
                        const double extent[4], const double box[4], sz_error *err)
{
    sz_view view = { .map = map };
    size_t nb = (size_t)map->n_borders, points = nb ? map->b_row[nb] : 0, most = 0;
    for (size_t b = 0; b < nb; b++) {
        size_t n = map->b_row[b + 1] - map->b_row[b];
        most = n > most ? n : most;
    }
    view.row = sz__zalloc(nb + 1, sizeof *view.row);
    view.xy = sz__alloc(2 * points, sizeof *view.xy);
    view.seen = sz__alloc(nb, 1);
    uint8_t *keep = sz__alloc(most, sizeof *keep);
    size_t *stack = sz__alloc(2 * most + 4, sizeof *stack), n = 0;
    if (!view.row || !view.xy || !view.seen || !keep || !stack) {
        sz__view_release(&view);
        free(keep);
        free(stack);
        return sz__nomem(err);
    }
    place(&view, denominator, extent, box);
    for (size_t b = 0; b < nb; b++) {
        size_t from = map->b_row[b], count = map->b_row[b + 1] - from;
        double *xy = view.xy + 2 * n;
        for (size_t i = 0; i < count; i++)
            sz__view_point(&view, map->b_xy[2 * (from + i)],
                           map->b_xy[2 * (from + i) + 1], xy + 2 * i);
        /* out of sight its ends do: the straight line between them is, too */
        view.seen[b] = sz__in_sight(xy, count, box);
        sz__simplify(xy, count, view.seen[b] ? SZ_FINE : HUGE_VAL, keep, stack);
        view.row[b] = n;
        for (size_t i = 0; i < count; i++)
            if (keep[i]) {
                memmove(view.xy + 2 * n, xy + 2 * i, 2 * sizeof *xy);
                n++;
            }
    }
    view.row[nb] = n;
    free(keep);
    free(stack);
    *out = view;
    return SZ_SUCCESS;
}

/* Next half-edge round the region on the left of H: parcels of the same label
 * are crossed over. */
static int32_t next_round(const sz_map *m, const int32_t *label, int32_t h)
{
    int32_t mine = label[sz__map_left(m, h)], n = m->he_next[h];
    for (;;) {
        int32_t across = sz__map_left(m, n ^ 1);
        if (across < 0 || label[across] != mine)
            return n;
        n = m->he_next[n ^ 1];
    }
}

/* Whether H runs along the edge of a labelled region on its left. */
static bool on_edge(const sz_map *m, const int32_t *label, int32_t h)
{
    int32_t left = sz__map_left(m, h), right = sz__map_left(m, h ^ 1);
    return left >= 0 && label[left] >= 0 && (right < 0 || label[right] != label[left]);
}

/* Points of half-edge H but its last. */
static bool add_points(sz_xy *xy, const sz_view *view, int32_t h)
{
    size_t from = view->row[h >> 1], to = view->row[(h >> 1) + 1];
    for (size_t i = from; i + 1 < to; i++) {
        size_t p = h & 1 ? to - 1 - (i - from) : i;
        if (!sz__push(xy, view->xy[2 * p]) || !sz__push(xy, view->xy[2 * p + 1]))
            return false;
    }
    return true;
}

/* One half-edge of each ring, in the order of half-edges. */
static sz_status find_rings(const sz_map *m, const int32_t *label, int32_t **starts,
                            size_t *n, sz_error *err)
{
    size_t half = 2 * (size_t)m->n_borders;
    uint8_t *seen = sz__zalloc(half, 1);
    SZ__ARRAY(int32_t) start = SZ__ARRAY_INIT;
    bool ok = seen != NULL;
    for (size_t i = 0; ok && i < half; i++) {
        int32_t h = (int32_t)i;
        if (seen[i] || !on_edge(m, label, h))
            continue;
        ok = sz__push(&start, h);
        for (int32_t e = h; !seen[e]; e = next_round(m, label, e))
            seen[e] = 1;
    }
    free(seen);
    if (!ok) {
        free(start.at);
        return sz__nomem(err);
    }
    *starts = start.at;
    *n = start.n;
    return SZ_SUCCESS;
}

void sz__rings_release(sz_rings *rings)
{
    free(rings->first);
    free(rings->row);
    free(rings->xy);
    memset(rings, 0, sizeof *rings);
}

sz_status sz__rings(sz_rings *out, const sz_view *view, const int32_t *label,
                    int32_t n_labels, sz_error *err)
{
    const sz_map *m = view->map;
    sz_rings rings = { .n_labels = n_labels };
    int32_t *start = NULL, *sorted = NULL;
    size_t n = 0;
    sz_xy xy = SZ__ARRAY_INIT;
    sz_status status = find_rings(m, label, &start, &n, err);
    if (status != SZ_SUCCESS)
        return status;
    rings.first = sz__zalloc((size_t)n_labels + 2, sizeof *rings.first);
    rings.row = sz__zalloc(n + 1, sizeof *rings.row);
    sorted = sz__alloc(n, sizeof *sorted);
    status = SZ_ERR_NOMEM;
    if (!rings.first || !rings.row || !sorted)
        goto done;
    for (size_t i = 0; i < n; i++)
        rings.first[label[sz__map_left(m, start[i])] + 2]++;
    for (int32_t l = 0; l < n_labels; l++)
        rings.first[l + 2] += rings.first[l + 1];
    for (size_t i = 0; i < n; i++)
        sorted[rings.first[label[sz__map_left(m, start[i])] + 1]++] = start[i];
    for (size_t i = 0; i < n; i++) {
        int32_t h = sorted[i];
        do {
            if (!add_points(&xy, view, h))
                goto done;
            h = next_round(m, label, h);
        } while (h != sorted[i]);
        size_t from = rings.row[i];
        if (!sz__in_sight(xy.at + 2 * from, xy.n / 2 - from, view->box))
            xy.n = 2 * from;
        rings.row[i + 1] = xy.n / 2;
    }
    rings.xy = xy.at;
    xy.at = NULL;
    *out = rings;
    memset(&rings, 0, sizeof rings);
    status = SZ_SUCCESS;
done:
    free(start);
    free(sorted);
    free(xy.at);
    sz__rings_release(&rings);
    return status == SZ_SUCCESS ? status : sz__nomem(err);
}
