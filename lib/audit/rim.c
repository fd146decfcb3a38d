/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rim of a community, walked from its own parcels: what its shape comes to. */
#include <math.h>

#include "audit/scene.h"

/* Of the area of its community what lies on either side of a neck: less makes none. */
#define NECK_SHARE 0.05

static int32_t left_of(const sz_scene *s, int32_t h)
{
    int32_t p = sz__map_left(s->map, h);
    return p < 0 ? -1 : s->plan->of[p];
}

static bool on_rim(const sz_scene *s, int32_t h)
{
    return left_of(s, h) != left_of(s, h ^ 1);
}

/* Append the points of half-edge H but its last. */
static bool add_points(sz_scene *s, int32_t h)
{
    const sz_map *m = s->map;
    size_t from = m->b_row[h >> 1], n = m->b_row[(h >> 1) + 1] - from - 1;
    if (!sz__reserve(&s->xy, 2 * n + 2))
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t k = h & 1 ? from + n - i : from + i;
        s->xy.at[s->xy.n++] = m->b_xy[2 * k];
        s->xy.at[s->xy.n++] = m->b_xy[2 * k + 1];
    }
    return true;
}

static double area_of(const double *xy, size_t n)
{
    double twice = 0;
    for (size_t i = 0; i < n; i++) {
        const double *p = xy + 2 * i, *q = i + 1 < n ? p + 2 : xy;
        twice += (p[0] - xy[0]) * (q[1] - xy[1]) - (q[0] - xy[0]) * (p[1] - xy[1]);
    }
    return twice / 2;
}

/* The neck of the simple ring whose points are the last of S->xy, from FROM on. */
static sz_status ring_neck(sz_scene *s, size_t from, sz_figures *f, sz_error *err)
{
    double width = sz__policy_number(s->policy, SZ_KEY_NECK, 0);
    const double *xy = s->xy.at + from;
    size_t n = (s->xy.n - from) / 2;
    sz_neck neck;
    if (!(width > 0) || !(area_of(xy, n) > 0)) /* a hole */
        return SZ_SUCCESS;
    sz_status status = sz__ring_neck(xy, n, width, NECK_SHARE * f->area, &neck, err);
    if (status == SZ_SUCCESS && neck.width < f->neck.width)
        f->neck = neck;
    return status;
}

/* Walk round the rim from half-edge H on. */
static sz_status walk(sz_scene *s, int32_t h, sz_figures *f, sz_error *err)
{
    const sz_map *m = s->map;
    sz_roster round = SZ__ARRAY_INIT;
    int32_t *ring = NULL;
    size_t *row = NULL, rings = 0;
    bool ok = true;
    while (ok && s->seen[h] != s->walk) {
        s->seen[h] = s->walk;
        ok = sz__push(&round, h);
        for (h = m->he_next[h]; !on_rim(s, h);)
            h = m->he_next[h ^ 1];
    }
    sz_status status = ok ? sz__map_cut_walk(m, round.at, round.n, &ring, &row, &rings,
                                             err)
                          : sz__nomem(err);
    for (size_t r = 0; r < rings && status == SZ_SUCCESS; r++) {
        size_t from = s->xy.n;
        for (size_t i = row[r]; i < row[r + 1] && ok; i++)
            ok = add_points(s, ring[i]);
        status = ok ? ring_neck(s, from, f, err) : sz__nomem(err);
    }
    free(ring);
    free(row);
    free(round.at);
    return status;
}

sz_status sz__scene_rim(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_roster *r = sz__roster(s, c);
    sz_figures *f = &s->of[c];
    sz_status status = SZ_SUCCESS;
    f->form = (sz_form){ .area = f->area, .perimeter = f->border };
    f->neck = (sz_neck){ .width = HUGE_VAL };
    if (!m->he_next) /* a map without shapes */
        return SZ_SUCCESS;
    s->walk++;
    s->xy.n = 0;
    for (size_t i = 0; i < r->n; i++)
        for (int32_t k = s->rims.row[r->at[i]]; k < s->rims.row[r->at[i] + 1]; k++) {
            int32_t b = s->rims.border[k], h = 2 * b + (m->b_left[b] != r->at[i]);
            if (on_rim(s, h) && s->seen[h] != s->walk)
                status = walk(s, h, f, err);
            if (status != SZ_SUCCESS)
                return status;
        }
    return s->xy.n > 2 ? sz__points_form(s->geos, s->xy.at, s->xy.n / 2, &f->form, err)
                       : SZ_SUCCESS;
}
