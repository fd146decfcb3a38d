/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making a divide: gather the pieces of its names that are near, and their axis. */
#include <math.h>
#include <string.h>

#include "core/roots.h"
#include "text/divider.h"

static bool is_among(int32_t name, const int32_t *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i] == name)
            return true;
    return false;
}

/* ---- gathering ---- */

static bool add_path(sz_divider *k, const double *xy, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        sz_segment p = { { xy[2 * i], xy[2 * i + 1], xy[2 * i + 2], xy[2 * i + 3] },
                    { -1, -1 } };
        if (hypot(p.xy[2] - p.xy[0], p.xy[3] - p.xy[1]) >= 0.01 &&
            !sz__push(&k->piece, p))
            return false;
    }
    return true;
}

static bool gather(sz_divider *k, const sz_map *m, const int32_t *names, size_t n)
{
    bool ok = true;
    for (int32_t i = 0; ok && i < m->n_lines; i++)
        if (is_among(m->l_name[i], names, n))
            ok = add_path(k, m->l_xy + 2 * m->l_row[i], m->l_row[i + 1] - m->l_row[i]);
    if (k->piece.n > 0)
        return ok;
    for (int32_t b = 0; ok && b < m->n_borders; b++)
        if (is_among(m->b_name[b], names, n))
            ok = add_path(k, m->b_xy + 2 * m->b_row[b], m->b_row[b + 1] - m->b_row[b]);
    return ok;
}

typedef struct corner {
    int64_t x, y;          /* centimetres */
    int32_t piece, which;
} corner;

static int by_place(const void *a, const void *b)
{
    const corner *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->piece != q->piece ? (p->piece < q->piece ? -1 : 1) : p->which - q->which;
}

/* Number the places where pieces end. */
static bool number_nodes(sz_divider *k)
{
    size_t n = k->piece.n;
    corner *c = sz__alloc(2 * n, sizeof *c);
    if (!c)
        return false;
    for (size_t i = 0; i < 2 * n; i++) {
        const double *xy = k->piece.at[i / 2].xy + 2 * (i & 1);
        c[i] = (corner){ llround(xy[0] * 100), llround(xy[1] * 100), (int32_t)(i / 2),
                         (int32_t)(i & 1) };
    }
    qsort(c, 2 * n, sizeof *c, by_place);
    k->n_nodes = 0;
    for (size_t i = 0; i < 2 * n; i++) {
        if (i == 0 || c[i].x != c[i - 1].x || c[i].y != c[i - 1].y)
            k->n_nodes++;
        k->piece.at[c[i].piece].node[c[i].which] = k->n_nodes - 1;
    }
    free(c);
    return true;
}

bool sz__divider_list(sz_divider *k)
{
    free(k->row);
    free(k->item);
    k->row = sz__zalloc((size_t)k->n_nodes + 2, sizeof *k->row);
    k->item = sz__alloc(2 * k->piece.n, sizeof *k->item);
    if (!k->row || !k->item)
        return false;
    for (size_t i = 0; i < 2 * k->piece.n; i++)
        k->row[k->piece.at[i / 2].node[i & 1] + 2]++;
    for (int32_t v = 0; v < k->n_nodes; v++)
        k->row[v + 2] += k->row[v + 1];
    for (size_t i = 0; i < 2 * k->piece.n; i++)
        k->item[k->row[k->piece.at[i / 2].node[i & 1] + 1]++] = (int32_t)(i / 2);
    return true;
}

static bool meets(const double xy[4], const double box[4], double margin)
{
    return fmax(xy[0], xy[2]) >= box[0] - margin && fmax(xy[1], xy[3]) >= box[1] - margin &&
           fmin(xy[0], xy[2]) <= box[2] + margin && fmin(xy[1], xy[3]) <= box[3] + margin;
}

int32_t *sz__divider_join(const sz_divider *k)
{
    int32_t *up = sz__alloc((size_t)k->n_nodes, sizeof *up);
    for (int32_t v = 0; up && v < k->n_nodes; v++)
        up[v] = v;
    for (size_t i = 0; up && i < k->piece.n; i++)
        sz__join(up, k->piece.at[i].node[0], k->piece.at[i].node[1]);
    return up;
}

/* Leave out what hangs together far from the source, unless all of it is far. */
static bool drop_far(sz_divider *k)
{
    int32_t *up = sz__divider_join(k);
    bool *near = sz__zalloc((size_t)k->n_nodes, sizeof *near);
    size_t kept = 0;
    bool any = false;
    for (size_t i = 0; up && near && i < k->piece.n; i++)
        if (meets(k->piece.at[i].xy, k->box, SZ_NEAR_M))
            any = near[sz__root(up, k->piece.at[i].node[0])] = true;
    for (size_t i = 0; any && i < k->piece.n; i++)
        if (near[sz__root(up, k->piece.at[i].node[0])])
            k->piece.at[kept++] = k->piece.at[i];
    bool ok = up && near;
    if (any)
        k->piece.n = kept;
    free(up);
    free(near);
    return ok;
}

bool sz__divider_clip(const double xy[4], const double box[4], double cut[4])
{
    double from = 0, to = 1;
    for (int c = 0; c < 2; c++) {
        double d = xy[2 + c] - xy[c], low = box[c] - xy[c], high = box[2 + c] - xy[c];
        if (d == 0 && (low > 0 || high < 0))
            return false;
        if (d != 0) {
            from = fmax(from, fmin(low / d, high / d));
            to = fmin(to, fmax(low / d, high / d));
        }
    }
    for (int c = 0; c < 4; c++)
        cut[c] = xy[c & 1] + (c < 2 ? from : to) * (xy[2 + (c & 1)] - xy[c & 1]);
    return from < to;
}

/* The main direction of what lies in the source: along it the line spreads most. */
static void find_axis(sz_divider *k)
{
    static const double everywhere[4] = { -1e12, -1e12, 1e12, 1e12 };
    for (int all = 0; all < 2; all++) {
        double sum = 0, mx = 0, my = 0, xx = 0, xy = 0, yy = 0, p[4];
        const double *o = k->piece.at[0].xy; /* sums of small numbers */
        for (size_t i = 0; i < k->piece.n; i++) {
            if (!sz__divider_clip(k->piece.at[i].xy, all ? everywhere : k->box, p))
                continue;
            double dx = p[2] - p[0], dy = p[3] - p[1], l = hypot(dx, dy);
            double x = (p[0] + p[2]) / 2 - o[0], y = (p[1] + p[3]) / 2 - o[1];
            sum += l, mx += l * x, my += l * y;
            xx += l * (x * x + dx * dx / 12);
            xy += l * (x * y + dx * dy / 12);
            yy += l * (y * y + dy * dy / 12);
        }
        if (sum <= 0)
            continue;
        xx -= mx * mx / sum, xy -= mx * my / sum, yy -= my * my / sum;
        double angle = 0.5 * atan2(2 * xy, xx - yy);
        k->axis[0] = cos(angle);
        k->axis[1] = sin(angle);
        return;
    }
}

static void find_box(sz_divider *k, const sz_map *m, const int32_t *parcels, size_t n)
{
    k->box[0] = k->box[1] = HUGE_VAL;
    k->box[2] = k->box[3] = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        double x = m->x[parcels[i]], y = m->y[parcels[i]];
        double r = sqrt(m->area[parcels[i]]); /* about as far as it reaches */
        k->box[0] = fmin(k->box[0], x - r);
        k->box[1] = fmin(k->box[1], y - r);
        k->box[2] = fmax(k->box[2], x + r);
        k->box[3] = fmax(k->box[3], y + r);
    }
}

static bool make(sz_divider *k, sz_divide *d)
{
    if (!number_nodes(k) || !drop_far(k) || !sz__divider_list(k))
        return false;
    for (size_t i = 0; i < k->piece.n; i++) {
        const double *p = k->piece.at[i].xy;
        d->length_m += hypot(p[2] - p[0], p[3] - p[1]);
    }
    find_axis(k);
    memcpy(d->axis, k->axis, sizeof d->axis);
    return sz__divider_extend(k) && sz__divider_order(k, d);
}

sz_status sz__divide_init(sz_divide *out, const sz_map *map, const int32_t *names,
                          size_t n_names, const int32_t *parcels, size_t n,
                          sz_error *err)
{
    sz_divider k = { .axis = { 1, 0 } };
    sz_divide d = { .axis = { 1, 0 } };
    find_box(&k, map, parcels, n);
    bool ok = gather(&k, map, names, n_names);
    if (ok && k.piece.n > 0)
        ok = make(&k, &d);
    free(k.piece.at);
    free(k.end.at);
    free(k.row);
    free(k.item);
    if (!ok) {
        sz__divide_release(&d);
        return sz__nomem(err);
    }
    *out = d;
    return SZ_SUCCESS;
}

void sz__divide_release(sz_divide *d)
{
    free(d->seg);
    free(d->before);
    free(d->after);
    free(d->loop);
    free(d->box);
    *d = (sz_divide){ 0 };
}
