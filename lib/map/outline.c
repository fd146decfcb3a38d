/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walking round sets of parcels. */
#include "map/outline.h"

#include <string.h>

#include "core/array.h"
#include "core/roots.h"

typedef struct ring {
    int32_t piece;
    bool hole;
    size_t from, to;       /* half-edges in walk.edge */
} ring;

typedef struct walk {
    const sz_map *map;
    int32_t *piece;        /* [parcels] or -1 */
    bool *seen;            /* [2 * borders] */
    SZ__ARRAY(int32_t) round;  /* half-edges of the present walk */
    SZ__ARRAY(int32_t) edge;
    SZ__ARRAY(ring) ring;
} walk;

void sz__outline_release(sz_outline *outline)
{
    free(outline->piece_row);
    free(outline->ring_row);
    free(outline->point_row);
    free(outline->xy);
    *outline = (sz_outline){ 0 };
}

/* Number the pieces by (label, lowest parcel) into W->piece and fill
 * OUT->piece_row. The root of a set is its lowest parcel. */
static bool find_pieces(walk *w, sz_outline *out, const int32_t *label)
{
    const sz_map *m = w->map;
    int32_t *parent = sz__alloc((size_t)m->n, sizeof *parent);
    out->piece_row = sz__zalloc((size_t)out->n_labels + 1, sizeof *out->piece_row);
    if (!parent || !out->piece_row) {
        free(parent);
        return false;
    }
    for (int32_t i = 0; i < m->n; i++)
        parent[i] = i;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (l >= 0 && r >= 0 && label[l] == label[r])
            sz__join(parent, l, r);
    }
    for (int32_t i = 0; i < m->n; i++)
        if (label[i] >= 0 && parent[i] == i)
            out->piece_row[label[i] + 1]++;
    for (int32_t c = 0; c < out->n_labels; c++)
        out->piece_row[c + 1] += out->piece_row[c];
    out->n = out->piece_row[out->n_labels];
    for (int32_t i = 0; i < m->n; i++) {
        int32_t root = sz__root(parent, i);
        w->piece[i] = label[i] < 0 ? -1 : root == i ? out->piece_row[label[i]]++
                                                    : w->piece[root];
    }
    for (int32_t c = out->n_labels; c > 0; c--) /* the filling moved every start up */
        out->piece_row[c] = out->piece_row[c - 1];
    out->piece_row[0] = 0;
    free(parent);
    return true;
}

static int32_t piece_left(const walk *w, int32_t h)
{
    int32_t parcel = sz__map_left(w->map, h);
    return parcel < 0 ? -1 : w->piece[parcel];
}

static bool on_outline(const walk *w, int32_t h)
{
    int32_t piece = piece_left(w, h);
    return piece >= 0 && piece != piece_left(w, h ^ 1);
}

/* The half-edge that follows H round its piece. */
static int32_t next_round(const walk *w, int32_t h)
{
    int32_t e = w->map->he_next[h];
    while (!on_outline(w, e))
        e = w->map->he_next[e ^ 1];
    return e;
}

/* Point k of half-edge H in its own direction. */
static const double *point_of(const sz_map *m, int32_t h, size_t k)
{
    size_t from = m->b_row[h >> 1], to = m->b_row[(h >> 1) + 1];
    return m->b_xy + 2 * (h & 1 ? to - 1 - k : from + k);
}

static size_t points_of(const sz_map *m, int32_t h)
{
    return m->b_row[(h >> 1) + 1] - m->b_row[h >> 1];
}

static double twice_area(const sz_map *m, const int32_t *edge, size_t n)
{
    const double *origin = point_of(m, edge[0], 0);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 1; k < points_of(m, edge[i]); k++) {
            const double *p = point_of(m, edge[i], k - 1), *q = point_of(m, edge[i], k);
            sum += (p[0] - origin[0]) * (q[1] - origin[1]) -
                   (q[0] - origin[0]) * (p[1] - origin[1]);
        }
    return sum;
}

/* File N half-edges as one ring. */
static bool add_ring(walk *w, const int32_t *edge, size_t n, int32_t piece)
{
    size_t from = w->edge.n;
    for (size_t i = 0; i < n; i++)
        if (!sz__push(&w->edge, edge[i]))
            return false;
    bool hole = twice_area(w->map, edge, n) < 0;
    return sz__push(&w->ring, (ring){ piece, hole, from, w->edge.n });
}

/* Walk from H until it comes round, and cut the walk into simple rings. */
static bool walk_round(walk *w, int32_t h)
{
    int32_t piece = piece_left(w, h), *cut = NULL;
    size_t *row = NULL, rings = 0;
    w->round.n = 0;
    do {
        w->seen[h] = true;
        if (!sz__push(&w->round, h))
            return false;
        h = next_round(w, h);
    } while (!w->seen[h]);
    bool ok = sz__map_cut_walk(w->map, w->round.at, w->round.n, &cut, &row, &rings,
                               NULL) == SZ_SUCCESS;
    for (size_t i = 0; ok && i < rings; i++)
        ok = add_ring(w, cut + row[i], row[i + 1] - row[i], piece);
    free(cut);
    free(row);
    return ok;
}

/* Order the rings by piece, shell first, and write their points. */
static bool write_rings(walk *w, sz_outline *out)
{
    const sz_map *m = w->map;
    size_t n = w->ring.n, points = n;
    for (size_t i = 0; i < w->edge.n; i++)
        points += points_of(m, w->edge.at[i]) - 1;
    int32_t *order = sz__alloc(n, sizeof *order);
    out->ring_row = sz__zalloc((size_t)out->n + 1, sizeof *out->ring_row);
    out->point_row = sz__alloc(n + 1, sizeof *out->point_row);
    out->xy = sz__alloc(points, 2 * sizeof *out->xy);
    if (!order || !out->ring_row || !out->point_row || !out->xy) {
        free(order);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        out->ring_row[w->ring.at[i].piece + 1]++;
    for (int32_t p = 0; p < out->n; p++)
        out->ring_row[p + 1] += out->ring_row[p];
    for (int hole = 0; hole < 2; hole++)
        for (size_t i = 0; i < n; i++)
            if (w->ring.at[i].hole == hole)
                order[out->ring_row[w->ring.at[i].piece]++] = (int32_t)i;
    memmove(out->ring_row + 1, out->ring_row, (size_t)out->n * sizeof *out->ring_row);
    out->ring_row[0] = 0;
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const ring *r = &w->ring.at[order[i]];
        size_t first = out->point_row[i] = at;
        for (size_t e = r->from; e < r->to; e++)
            for (size_t k = 0; k + 1 < points_of(m, w->edge.at[e]); k++)
                memcpy(out->xy + 2 * at++, point_of(m, w->edge.at[e], k),
                       2 * sizeof(double));
        memcpy(out->xy + 2 * at++, out->xy + 2 * first, 2 * sizeof(double));
    }
    out->point_row[n] = at;
    free(order);
    return true;
}

sz_status sz__outline(sz_outline *out, const sz_map *map, const int32_t *label,
                      int32_t n_labels, sz_error *err)
{
    size_t halves = 2 * (size_t)map->n_borders;
    sz_outline result = { .n_labels = n_labels };
    walk w = { .map = map,
               .piece = sz__alloc((size_t)map->n, sizeof *w.piece),
               .seen = sz__zalloc(halves, sizeof *w.seen) };
    bool ok = w.piece && w.seen && find_pieces(&w, &result, label);
    for (size_t h = 0; ok && h < halves; h++)
        if (!w.seen[h] && on_outline(&w, (int32_t)h))
            ok = walk_round(&w, (int32_t)h);
    ok = ok && write_rings(&w, &result);
    free(w.piece);
    free(w.seen);
    free(w.round.at);
    free(w.edge.at);
    free(w.ring.at);
    if (!ok) {
        sz__outline_release(&result);
        return sz__nomem(err);
    }
    *out = result;
    return SZ_SUCCESS;
}
