/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* On which side of a divide points and parcels lie. */
#include "text/side.h"

#include <math.h>
#include <string.h>

#include "core/array.h"

#define RAD 57.29577951308232
#define ALONG 0.3826834324 /* cos 67.5: less than this and DIR runs along the line */
#define H 0.70710678118654752

const double sz__dir_xy[8][2] = {
    { 0, 1 }, { H, H }, { 1, 0 }, { H, -H }, { 0, -1 }, { -H, -H }, { -1, 0 }, { -H, H },
};

/* Square of the distance to a segment; how far along it the nearest point is, 0 .. 1,
 * into *T. */
static double distance2(const double *s, double x, double y, double *t)
{
    double dx = s[2] - s[0], dy = s[3] - s[1];
    double at = ((x - s[0]) * dx + (y - s[1]) * dy) / (dx * dx + dy * dy);
    *t = at < 0 ? 0 : at > 1 ? 1 : at;
    double ex = x - s[0] - *t * dx, ey = y - s[1] - *t * dy;
    return ex * ex + ey * ey;
}

static double box_distance2(const double *box, double x, double y)
{
    double dx = fmax(fmax(box[0] - x, x - box[2]), 0);
    double dy = fmax(fmax(box[1] - y, y - box[3]), 0);
    return dx * dx + dy * dy;
}

typedef struct search {
    const sz_divide *d;
    double x, y, best, t;
    size_t at;
} search;

/* Look at the up to 8 things below box B of level L; the lowest number wins ties. */
static void descend(search *s, int32_t l, size_t b)
{
    const sz_divide *d = s->d;
    size_t from = 8 * b, end = l ? d->level[l] - d->level[l - 1] : d->n;
    for (size_t i = from; i < end && i < from + 8; i++) {
        if (l) {
            const double *box = d->box + 4 * (d->level[l - 1] + i);
            if (box_distance2(box, s->x, s->y) < s->best)
                descend(s, l - 1, i);
            continue;
        }
        double t, d2 = distance2(d->seg + 4 * i, s->x, s->y, &t);
        if (d2 < s->best) {
            s->best = d2;
            s->t = t;
            s->at = i;
        }
    }
}

/* Even or odd: a ray to the east through the rings. */
static bool in_ring(const sz_divide *d, double x, double y)
{
    bool in = false;
    for (size_t i = 0; i < d->n; i++) {
        const double *s = d->seg + 4 * i;
        if (d->loop[i] && (s[1] > y) != (s[3] > y) &&
            x < s[0] + (y - s[1]) / (s[3] - s[1]) * (s[2] - s[0]))
            in = !in;
    }
    return in;
}

/* The unit normal of segment I to the left. */
static void normal(const sz_divide *d, size_t i, double out[2])
{
    const double *s = d->seg + 4 * i;
    double l = hypot(s[2] - s[0], s[3] - s[1]);
    out[0] = (s[1] - s[3]) / l;
    out[1] = (s[2] - s[0]) / l;
}

sz_look sz__divide_look(const sz_divide *d, double x, double y)
{
    search s = { d, x, y, HUGE_VAL, 0, 0 };
    descend(&s, d->levels - 1, 0);
    double n[2], m[2];
    const double *seg = d->seg + 4 * s.at;
    normal(d, s.at, n);
    int32_t next = s.t <= 0 ? d->before[s.at] : s.t >= 1 ? d->after[s.at] : -1;
    if (next >= 0) { /* at a corner: the bisector */
        normal(d, (size_t)next, m);
        if (n[0] * m[0] + n[1] * m[1] > -0.9999) {
            double l = hypot(n[0] + m[0], n[1] + m[1]);
            n[0] = (n[0] + m[0]) / l;
            n[1] = (n[1] + m[1]) / l;
        }
    }
    const double *foot = s.t >= 1 ? seg + 2 : seg;
    double dx = x - foot[0], dy = y - foot[1], far = hypot(dx, dy);
    bool left = dx * n[0] + dy * n[1] > 0;
    sz_look look = { left ? n[0] : -n[0], left ? n[1] : -n[1], sqrt(s.best), left,
                     d->ring && in_ring(d, x, y) };
    if (next < 0 && (s.t <= 0 || s.t >= 1) && far > 0) { /* off a loose end */
        look.nx = dx / far;
        look.ny = dy / far;
    }
    return look;
}

bool sz__divide_side(const sz_divide *d, const sz_look *look, sz_dir dir)
{
    if (dir >= SZ_DIR_INSIDE)
        return look->inside == (dir == SZ_DIR_INSIDE);
    const double *to = sz__dir_xy[dir];
    double c = look->nx * to[0] + look->ny * to[1];
    if (fabs(c) >= ALONG)
        return c > 0;
    return (-d->axis[1] * to[0] + d->axis[0] * to[1] > 0) == look->left;
}

double sz__divide_angle(const sz_divide *d, sz_dir dir)
{
    if (dir >= SZ_DIR_INSIDE)
        return d->ring ? 0 : 90;
    const double *to = sz__dir_xy[dir];
    return acos(fmin(1, fabs(d->axis[0] * to[1] - d->axis[1] * to[0]))) * RAD;
}

void sz__divide_split(const sz_divide *d, const sz_map *map, sz_dir dir,
                      const int32_t *parcels, size_t n, bool *on)
{
    for (size_t i = 0; i < n; i++) {
        sz_look look = sz__divide_look(d, map->x[parcels[i]], map->y[parcels[i]]);
        on[i] = sz__divide_side(d, &look, dir);
    }
}

void sz__divide_reach(const sz_divide *d, const sz_map *map, sz_dir dir,
                      int32_t parcel, double *on, double *off)
{
    *on = *off = 0;
    int32_t first = map->ring[map->ring_row[parcel]], h = first;
    do {
        size_t from = map->b_row[h >> 1], to = map->b_row[(h >> 1) + 1];
        for (size_t i = from; i < to; i++) {
            double x = map->b_xy[2 * i], y = map->b_xy[2 * i + 1];
            sz_look look = sz__divide_look(d, x, y);
            double *far = sz__divide_side(d, &look, dir) ? on : off;
            *far = fmax(*far, look.distance);
        }
        h = map->he_next[h];
    } while (h != first);
}

/* The box of PARCEL: min x, min y, max x, max y. */
static void box_of(const sz_map *m, int32_t parcel, double box[4])
{
    box[0] = box[1] = HUGE_VAL;
    box[2] = box[3] = -HUGE_VAL;
    int32_t first = m->ring[m->ring_row[parcel]], h = first;
    do {
        for (size_t i = m->b_row[h >> 1]; i < m->b_row[(h >> 1) + 1]; i++)
            for (int c = 0; c < 2; c++) {
                box[c] = fmin(box[c], m->b_xy[2 * i + (size_t)c]);
                box[2 + c] = fmax(box[2 + c], m->b_xy[2 * i + (size_t)c]);
            }
        h = m->he_next[h];
    } while (h != first);
}

/* Whether PARCEL holds a point, by the number of its segments to the east of it. */
static bool holds(const sz_map *m, int32_t parcel, double x, double y)
{
    bool in = false;
    for (int32_t r = m->ring_row[parcel]; r < m->ring_row[parcel + 1]; r++) {
        int32_t h = m->ring[r];
        do {
            for (size_t i = m->b_row[h >> 1]; i + 1 < m->b_row[(h >> 1) + 1]; i++) {
                const double *s = m->b_xy + 2 * i;
                if ((s[1] > y) != (s[3] > y) &&
                    x < s[0] + (y - s[1]) * (s[2] - s[0]) / (s[3] - s[1]))
                    in = !in;
            }
            h = m->he_next[h];
        } while (h != m->ring[r]);
    }
    return in;
}

double sz__divide_share(const sz_divide *d, const sz_map *map, sz_dir dir, int32_t parcel)
{
    enum { POINTS = 200, MOST = 4096 }; /* in the parcel; of the grid */
    double box[4], step = sqrt(map->area[parcel] / POINTS);
    int all = 0, on = 0;
    box_of(map, parcel, box);
    double cells = (box[2] - box[0]) * (box[3] - box[1]) / (step * step);
    step *= sqrt(fmax(1.0, cells / MOST));
    for (double y = box[1] + step / 2; y < box[3]; y += step)
        for (double x = box[0] + step / 2; x < box[2]; x += step) {
            if (!holds(map, parcel, x, y))
                continue;
            sz_look look = sz__divide_look(d, x, y);
            all++;
            on += sz__divide_side(d, &look, dir);
        }
    sz_look own = sz__divide_look(d, map->x[parcel], map->y[parcel]);
    return all ? (double)on / all : sz__divide_side(d, &own, dir);
}

double sz__divide_touch(const sz_map *m, const int32_t *names, size_t n_names,
                        const bool *in)
{
    double sum = 0;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if ((l < 0 || !in[l]) && (r < 0 || !in[r]))
            continue;
        for (size_t i = 0; i < n_names; i++)
            if (m->b_name[b] == names[i]) {
                sum += m->b_length[b];
                break;
            }
    }
    return sum;
}
