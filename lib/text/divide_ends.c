/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ends of a divide: gaps between them are bridged, the outermost drawn on. */
#include <math.h>

#include "core/roots.h"
#include "text/divider.h"

#define TANGENT_M 100.0    /* a tangent is fitted to the last metres of a line */
#define BRANCH 0.5         /* ... through branchings that turn by less than 60 degrees */
#define GAP_M 150.0        /* gaps that are bridged when the ends look about right */
#define WIDE_GAP_M 600.0   /* ... when they point at each other closely */
#define STUB_M 60.0        /* a shorter piece beside longer ones is not extended */

/* Where piece I goes on at NODE: the piece that turns least, or -1 at a sharp turn. A
 * node of two has one choice. */
static int32_t straight_on(const sz_divider *k, int32_t node, int32_t i)
{
    if (sz__divider_degree(k, node) == 2)
        return sz__divider_on(k, node, i);
    const sz_segment *p = &k->piece.at[i];
    int from = p->node[0] == node;
    double dx = p->xy[2 - 2 * from] - p->xy[2 * from];
    double dy = p->xy[3 - 2 * from] - p->xy[1 + 2 * from];
    double best = BRANCH * hypot(dx, dy);
    int32_t on = -1;
    for (int32_t r = k->row[node]; r < k->row[node + 1]; r++) {
        const sz_segment *q = &k->piece.at[k->item[r]];
        int at = q->node[0] == node ? 0 : 2;
        double ex = q->xy[2 - at] - q->xy[at], ey = q->xy[3 - at] - q->xy[1 + at];
        double along = (dx * ex + dy * ey) / hypot(ex, ey);
        if (k->item[r] != i && along > best) {
            best = along;
            on = k->item[r];
        }
    }
    return on;
}

/* The end at NODE. Its tangent is that of the run of the road: where a ramp of a few
 * metres ends there, the tangent is fitted to what it leaves as well. */
static sz_loose_end end_at(const sz_divider *k, int32_t node)
{
    int32_t i = k->item[k->row[node]], v = node;
    const sz_segment *p = &k->piece.at[i];
    const double *start = p->xy + (p->node[0] == node ? 0 : 2), *at = start;
    double walked = 0;
    while (i >= 0) {
        p = &k->piece.at[i];
        int far = p->node[0] == v;
        at = p->xy + 2 * far;
        walked += hypot(p->xy[2] - p->xy[0], p->xy[3] - p->xy[1]);
        v = p->node[far];
        if (walked >= TANGENT_M || sz__divider_degree(k, v) == 1)
            break;
        i = straight_on(k, v, i);
    }
    double dx = start[0] - at[0], dy = start[1] - at[1], l = hypot(dx, dy);
    if (l < 0.01) { /* a loop but for its gap: the last piece alone */
        p = &k->piece.at[k->item[k->row[node]]];
        at = p->xy + (p->node[0] == node ? 2 : 0);
        dx = start[0] - at[0], dy = start[1] - at[1], l = hypot(dx, dy);
    }
    return (sz_loose_end){ node, k->item[k->row[node]], start[0], start[1], dx / l,
                           dy / l };
}

static bool find_ends(sz_divider *k)
{
    k->end.n = 0;
    for (int32_t v = 0; v < k->n_nodes; v++)
        if (sz__divider_degree(k, v) == 1 && !sz__push(&k->end, end_at(k, v)))
            return false;
    return true;
}

/* Length of the gap between two ends that point at each other, or HUGE_VAL. */
static double gap(const sz_loose_end *a, const sz_loose_end *b)
{
    double dx = b->x - a->x, dy = b->y - a->y, l = hypot(dx, dy);
    if (l > WIDE_GAP_M || l < 0.01)
        return HUGE_VAL;
    double straight = fmin(a->tx * dx + a->ty * dy, -(b->tx * dx + b->ty * dy)) / l;
    return straight >= (l <= GAP_M ? 0.82 : 0.96) ? l : HUGE_VAL;
}

/* Bridge the shortest gap again and again; ends that are used up get no node. */
static bool bridge(sz_divider *k)
{
    for (;;) {
        double best = HUGE_VAL;
        size_t a = 0, b = 0;
        for (size_t i = 0; i < k->end.n; i++)
            for (size_t j = i + 1; j < k->end.n; j++) {
                double l = k->end.at[i].node < 0 || k->end.at[j].node < 0
                               ? HUGE_VAL
                               : gap(&k->end.at[i], &k->end.at[j]);
                if (l < best) {
                    best = l;
                    a = i;
                    b = j;
                }
            }
        if (best == HUGE_VAL)
            return true;
        sz_loose_end *p = &k->end.at[a], *q = &k->end.at[b];
        if (!sz__push(&k->piece, (sz_segment){ { p->x, p->y, q->x, q->y },
                                          { p->node, q->node } }))
            return false;
        p->node = q->node = -1;
    }
}

/* Lengths of the connected pieces, by root; the longest into *MOST. */
static double *measure(const sz_divider *k, int32_t *up, double *most)
{
    double *length = sz__zalloc((size_t)k->n_nodes, sizeof *length);
    *most = 0;
    for (size_t i = 0; length && i < k->piece.n; i++) {
        const sz_segment *p = &k->piece.at[i];
        double *l = &length[sz__root(up, p->node[0])];
        *l += hypot(p->xy[2] - p->xy[0], p->xy[3] - p->xy[1]);
        *most = fmax(*most, *l);
    }
    return length;
}

static bool is_stub(double length, double most)
{
    return length < STUB_M && length < most;
}

static double ahead(const sz_divider *k, double x, double y)
{
    return x * k->axis[0] + y * k->axis[1];
}

/* How far the divide reaches along its axis, the stubs apart. */
static void find_reach(const sz_divider *k, int32_t *up, const double *length, double most,
                       double reach[2])
{
    reach[0] = HUGE_VAL;
    reach[1] = -HUGE_VAL;
    for (size_t i = 0; i < 2 * k->piece.n; i++) {
        const sz_segment *p = &k->piece.at[i / 2];
        if (is_stub(length[sz__root(up, p->node[0])], most))
            continue;
        double at = ahead(k, p->xy[2 * (i & 1)], p->xy[2 * (i & 1) + 1]);
        reach[0] = fmin(reach[0], at);
        reach[1] = fmax(reach[1], at);
    }
}

/* The outermost end of each connected piece both ways along the axis; -1: none. */
static void find_last(const sz_divider *k, int32_t *up, int32_t *last[2])
{
    for (int32_t v = 0; v < k->n_nodes; v++)
        last[0][v] = last[1][v] = -1;
    for (size_t i = 0; i < k->end.n; i++) {
        const sz_loose_end *e = &k->end.at[i];
        if (e->node < 0)
            continue;
        int way = ahead(k, e->tx, e->ty) > 0;
        int32_t *was = &last[way][sz__root(up, e->node)];
        const sz_loose_end *w = *was < 0 ? NULL : &k->end.at[*was];
        double beyond = w ? ahead(k, e->x - w->x, e->y - w->y) : 0;
        if (!w || (way ? beyond > 0 : beyond < 0))
            *was = (int32_t)i;
    }
}

static bool in_box(const sz_divider *k, double x, double y)
{
    return x >= k->box[0] && y >= k->box[1] && x <= k->box[2] && y <= k->box[3];
}

/* From END straight on, beyond the source. An end outside of a source in which the line
 * runs does not come back into it: its ground is parted by what runs there. */
static bool go_straight(sz_divider *k, const sz_loose_end *end, bool runs_in)
{
    double far = 0, cut[4];
    for (int c = 0; c < 4; c++)
        far = fmax(far, hypot(k->box[c & 2] - end->x, k->box[(c & 1) ? 3 : 1] - end->y));
    far += SZ_NEAR_M;
    sz_segment p = { { end->x, end->y, end->x + far * end->tx, end->y + far * end->ty },
                { end->node, k->n_nodes } };
    if (runs_in && !in_box(k, end->x, end->y) && sz__divider_clip(p.xy, k->box, cut))
        return true;
    k->n_nodes++;
    return sz__push(&k->piece, p);
}

static bool runs_in_source(const sz_divider *k)
{
    double cut[4];
    for (size_t i = 0; i < k->piece.n; i++)
        if (sz__divider_clip(k->piece.at[i].xy, k->box, cut))
            return true;
    return false;
}

/* Draw the outermost ends on, but not where another piece of the line goes on. */
static bool draw_on(sz_divider *k)
{
    double most = 0, reach[2];
    int32_t *up = sz__divider_join(k), nodes = k->n_nodes;
    double *length = up ? measure(k, up, &most) : NULL;
    int32_t *last[2] = { sz__alloc((size_t)nodes, sizeof **last),
                         sz__alloc((size_t)nodes, sizeof **last) };
    bool ok = up && length && last[0] && last[1], runs_in = runs_in_source(k);
    if (ok) {
        find_reach(k, up, length, most, reach);
        find_last(k, up, last);
    }
    for (int32_t v = 0; ok && v < nodes; v++)
        for (int way = 0; ok && way < 2; way++) {
            if (last[way][v] < 0 || is_stub(length[v], most))
                continue;
            sz_loose_end e = k->end.at[last[way][v]];
            if (fabs(reach[way] - ahead(k, e.x, e.y)) <= GAP_M)
                ok = go_straight(k, &e, runs_in);
        }
    free(up);
    free(length);
    free(last[0]);
    free(last[1]);
    return ok;
}

bool sz__divider_extend(sz_divider *k)
{
    return find_ends(k) && bridge(k) && draw_on(k) && sz__divider_list(k);
}
