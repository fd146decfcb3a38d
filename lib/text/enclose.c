/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From four sides back to the ground that they enclose. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "text/flow.h"
#include "text/reader.h"

#define CHEAP 0.02         /* price of a metre that the sides name; of others 1 */
#define VOTE 0.25          /* metres, for each metre of a parcel's width, that a parcel
                              on the wrong side of a named line costs */
#define BACKWARDS (-0.3)   /* a stretch may turn this far away from its side (cosine) */

static const sz_dir compass[4] = { SZ_DIR_N, SZ_DIR_E, SZ_DIR_S, SZ_DIR_W };

typedef struct reading {
    const sz_reader *reader;
    const sz_map *map;
    const sz_sides *sides;
    const int32_t *of;
    int32_t *number;       /* [map->n] node of each parcel of the town, else -1 */
    int32_t *parcel;       /* [n] */
    size_t n;
    int8_t *vote;          /* [n] beyond a named line -1, inside of all 1, else 0 */
    SZ__ARRAY(sz_arc) arc;
} reading;

/* ---- votes ---- */

static sz_status vote_side(reading *r, int side, sz_error *err)
{
    int32_t names[64];
    size_t n = 0;
    for (int32_t i = r->sides->row[side]; i < r->sides->row[side + 1] && n < 64; i++)
        if (r->sides->stretch[i].kind == SZ_STRETCH_LINE)
            names[n++] = r->sides->stretch[i].which;
    if (n == 0)
        return SZ_SUCCESS;
    sz_divide d;
    sz_status status = sz__divide_init(&d, r->map, names, n, r->parcel, r->n, err);
    if (status != SZ_SUCCESS)
        return status;
    for (size_t i = 0; i < r->n && d.n > 0; i++) {
        sz_look look = sz__divide_look(&d, r->map->x[r->parcel[i]],
                                       r->map->y[r->parcel[i]]);
        if (sz__divide_side(&d, &look, compass[side]))
            r->vote[i] = -1;
        else if (r->vote[i] == 0)
            r->vote[i] = 1;
    }
    sz__divide_release(&d);
    return SZ_SUCCESS;
}

/* ---- prices ---- */

/* Whether the sides name the border B when INSIDE is in and OUTSIDE (-1: nothing) is
 * out; (NX, NY) is the unit normal outwards, or zero. */
static bool is_named(const reading *r, int32_t b, int32_t inside, int32_t outside,
                     double nx, double ny)
{
    const sz_map *m = r->map;
    int32_t h = m->b_left[b] == inside ? 2 * b : 2 * b + 1;
    for (int k = 0; k < 4; k++) {
        const double *d = sz__dir_xy[compass[k]];
        if (nx * d[0] + ny * d[1] < BACKWARDS)
            continue;
        for (int32_t i = r->sides->row[k]; i < r->sides->row[k + 1]; i++) {
            const sz_stretch *s = &r->sides->stretch[i];
            bool yes = false;
            switch (s->kind) {
            case SZ_STRETCH_LINE: yes = m->b_name[b] == s->which &&
                                      sz__on_shore(r->reader, h, s->rim); break;
            case SZ_STRETCH_LIMIT: yes = outside < 0; break;
            case SZ_STRETCH_TOWN: yes = outside >= 0 && m->town[outside] == s->which &&
                                      m->town[inside] != s->which; break;
            case SZ_STRETCH_GAP: yes = outside >= 0 && r->of[outside] < 0 &&
                                     r->of[inside] >= 0; break;
            case SZ_STRETCH_COMMUNITY: yes = outside >= 0 && r->of[outside] == s->which &&
                                           r->of[inside] != s->which; break;
            }
            if (yes)
                return true;
        }
    }
    return false;
}

static int64_t price(const reading *r, int32_t b, int32_t inside, int32_t outside,
                     double nx, double ny)
{
    bool named = is_named(r, b, inside, outside, nx, ny);
    return 1 + llround(100 * r->map->b_length[b] * (named ? CHEAP : 1));
}

/* The way across border B, from and to parcels of the town or the sink. */
static bool add_border(reading *r, int32_t b, int32_t sink)
{
    const sz_map *m = r->map;
    int32_t p = m->b_left[b], q = m->b_right[b];
    int32_t i = p < 0 ? -1 : r->number[p], k = q < 0 ? -1 : r->number[q];
    if (i < 0 && k < 0)
        return true;
    const double *a = m->b_xy + 2 * m->b_row[b];
    const double *z = m->b_xy + 2 * (m->b_row[b + 1] - 1);
    double nx = z[1] - a[1], ny = a[0] - z[0], l = hypot(nx, ny);
    if (l > 0) {
        nx /= l;
        ny /= l;
    }
    sz_arc arc = { i < 0 ? sink : i, k < 0 ? sink : k, 0, 0 };
    if (i >= 0)
        arc.there = price(r, b, p, q, nx, ny);
    if (k >= 0)
        arc.back = price(r, b, q, p, -nx, -ny);
    return sz__push(&r->arc, arc);
}

static bool is_named_community(const sz_sides *s, int32_t c)
{
    for (int32_t i = 0; i < s->row[4]; i++)
        if (s->stretch[i].kind == SZ_STRETCH_COMMUNITY && s->stretch[i].which == c)
            return true;
    return false;
}

static bool add_votes(reading *r, int32_t source, int32_t sink)
{
    for (int32_t i = 0; i < (int32_t)r->n; i++) {
        int32_t p = r->parcel[i];
        int64_t weight = llround(100 * VOTE * sqrt(r->map->area[p]));
        bool ok = true;
        if (i == source)
            continue;
        if (r->of[p] >= 0 && is_named_community(r->sides, r->of[p]))
            ok = sz__push(&r->arc, (sz_arc){ i, sink, INT64_MAX / 4, 0 });
        else if (r->vote[i] < 0)
            ok = sz__push(&r->arc, (sz_arc){ i, sink, weight, 0 });
        else if (r->vote[i] > 0)
            ok = sz__push(&r->arc, (sz_arc){ source, i, weight, 0 });
        if (!ok)
            return false;
    }
    return true;
}

static sz_status read_back(reading *r, int32_t anchor, bool *got, sz_error *err)
{
    const sz_map *m = r->map;
    sz_status status = SZ_SUCCESS;
    for (int32_t p = 0; p < m->n; p++) {
        r->number[p] = -1;
        if (m->town[p] == m->town[anchor]) {
            r->number[p] = (int32_t)r->n;
            r->parcel[r->n++] = p;
        }
    }
    int32_t source = r->number[anchor], sink = (int32_t)r->n;
    for (int k = 0; k < 4 && status == SZ_SUCCESS; k++)
        status = vote_side(r, k, err);
    if (status != SZ_SUCCESS)
        return status;
    bool *side = sz__alloc(r->n + 1, sizeof *side);
    bool ok = side != NULL;
    for (int32_t b = 0; ok && b < m->n_borders; b++)
        ok = add_border(r, b, sink);
    ok = ok && add_votes(r, source, sink) &&
         sz__cheapest_cut(r->n + 1, r->arc.at, r->arc.n, source, sink, side);
    for (int32_t p = 0; ok && p < m->n; p++)
        got[p] = r->number[p] >= 0 && side[r->number[p]];
    free(side);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__sides_enclose(const sz_sides *sides, const sz_reader *reader,
                            int32_t anchor, bool *got, sz_error *err)
{
    size_t n = (size_t)reader->map->n;
    reading r = { .reader = reader, .map = reader->map, .sides = sides, .of = reader->of };
    r.number = sz__alloc(n, sizeof *r.number);
    r.parcel = sz__alloc(n, sizeof *r.parcel);
    r.vote = sz__zalloc(n, sizeof *r.vote);
    sz_status status = r.number && r.parcel && r.vote ? read_back(&r, anchor, got, err)
                                                      : sz__nomem(err);
    free(r.number);
    free(r.parcel);
    free(r.vote);
    free(r.arc.at);
    return status;
}

sz_status sz__sides_read(const sz_sides *sides, const sz_reader *reader, int32_t anchor,
                         bool *got, sz_error *err)
{
    bool found;
    sz_status status = sz__sides_follow(sides, reader, anchor, got, &found, err);
    if (status == SZ_SUCCESS && !found)
        status = sz__sides_enclose(sides, reader, anchor, got, err);
    return status;
}

/* ---- the anchor ---- */

/* Borders between each parcel of IN and what is not IN, along the shortest way:
 * DEPTH, by search from the rim. LIST is room for [n]. */
static void find_depths(const sz_map *m, const bool *in, int32_t *depth, int32_t *list)
{
    size_t done = 0, n = 0;
    for (int32_t p = 0; p < m->n; p++)
        depth[p] = in[p] ? -1 : 0;
    for (int level = 1;; level++) {
        size_t had = n;
        for (int32_t b = 0; level == 1 && b < m->n_borders; b++)
            for (int k = 0; k < 2; k++) {
                int32_t p = k ? m->b_right[b] : m->b_left[b];
                int32_t q = k ? m->b_left[b] : m->b_right[b];
                if (p >= 0 && depth[p] < 0 && (q < 0 || !in[q])) {
                    depth[p] = 1;
                    list[n++] = p;
                }
            }
        for (; level > 1 && done < had; done++)
            for (int32_t k = m->ring_row[list[done]]; k < m->ring_row[list[done] + 1]; k++) {
                int32_t h = m->ring[k];
                do {
                    int32_t q = sz__map_left(m, h ^ 1);
                    if (q >= 0 && depth[q] < 0) {
                        depth[q] = level;
                        list[n++] = q;
                    }
                    h = m->he_next[h];
                } while (h != m->ring[k]);
            }
        if (n == had)
            return;
    }
}

int32_t sz__sides_anchor(const sz_map *m, const bool *in)
{
    int32_t *depth = sz__alloc((size_t)m->n, sizeof *depth);
    int32_t *list = sz__alloc((size_t)m->n, sizeof *list);
    int32_t best = depth && list ? -1 : -2;
    double x = 0, y = 0, area = 0, nearest = HUGE_VAL;
    if (best == -1)
        find_depths(m, in, depth, list);
    for (int32_t p = 0; best == -1 && p < m->n; p++)
        if (in[p]) {
            x += m->area[p] * m->x[p];
            y += m->area[p] * m->y[p];
            area += m->area[p];
        }
    for (int32_t p = 0; best != -2 && p < m->n; p++) {
        if (!in[p])
            continue;
        double d = hypot(m->x[p] - x / area, m->y[p] - y / area);
        if (best < 0 || depth[p] > depth[best] ||
            (depth[p] == depth[best] && d < nearest)) {
            best = p;
            nearest = d;
        }
    }
    free(depth);
    free(list);
    return best;
}
