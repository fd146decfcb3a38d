/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making a divide: gather the pieces of a name, bridge gaps, extend, put in order. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/roots.h"
#include "text/side.h"

#define NEAR_M 200.0       /* pieces farther from the source are another place's */
#define TANGENT_M 100.0    /* a tangent is fitted to the last metres of a line */
#define GAP_M 150.0        /* gaps that are bridged when the ends look about right */
#define WIDE_GAP_M 600.0   /* ... when they point at each other closely */
#define STUB_M 60.0        /* a shorter piece beside longer ones is not extended */

typedef struct piece {
    double xy[4];
    int32_t node[2];
    bool real;
} piece;

typedef struct loose_end {
    int32_t node, piece;
    double x, y, tx, ty;   /* the tangent points outwards */
} loose_end;

typedef struct maker {
    SZ__ARRAY(piece) piece;
    int32_t n_nodes;
    int32_t *row, *item;   /* pieces at each node */
    double box[4];         /* of the source */
    double axis[2];
    SZ__ARRAY(loose_end) end;
} maker;

static bool is_among(int32_t name, const int32_t *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i] == name)
            return true;
    return false;
}

/* ---- gathering ---- */

static bool add_path(maker *k, const double *xy, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        piece p = { { xy[2 * i], xy[2 * i + 1], xy[2 * i + 2], xy[2 * i + 3] },
                    { -1, -1 }, true };
        if (hypot(p.xy[2] - p.xy[0], p.xy[3] - p.xy[1]) >= 0.01 &&
            !sz__push(&k->piece, p))
            return false;
    }
    return true;
}

static bool gather(maker *k, const sz_map *m, const int32_t *names, size_t n)
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
static bool number_nodes(maker *k)
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

/* Which pieces end at each node. */
static bool list_nodes(maker *k)
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

static int32_t degree(const maker *k, int32_t node)
{
    return k->row[node + 1] - k->row[node];
}

/* The piece that goes on at NODE, a node of two, beside piece I. */
static int32_t goes_on(const maker *k, int32_t node, int32_t i)
{
    const int32_t *at = k->item + k->row[node];
    return at[0] == i ? at[1] : at[0];
}

static bool meets(const double xy[4], const double box[4], double margin)
{
    return fmax(xy[0], xy[2]) >= box[0] - margin && fmax(xy[1], xy[3]) >= box[1] - margin &&
           fmin(xy[0], xy[2]) <= box[2] + margin && fmin(xy[1], xy[3]) <= box[3] + margin;
}

/* Root of the connected piece that each node is in. */
static int32_t *join_nodes(const maker *k)
{
    int32_t *up = sz__alloc((size_t)k->n_nodes, sizeof *up);
    for (int32_t v = 0; up && v < k->n_nodes; v++)
        up[v] = v;
    for (size_t i = 0; up && i < k->piece.n; i++)
        sz__join(up, k->piece.at[i].node[0], k->piece.at[i].node[1]);
    return up;
}

/* Leave out what hangs together far from the source, unless all of it is far. */
static bool drop_far(maker *k)
{
    int32_t *up = join_nodes(k);
    bool *near = sz__zalloc((size_t)k->n_nodes, sizeof *near);
    size_t kept = 0;
    bool any = false;
    for (size_t i = 0; up && near && i < k->piece.n; i++)
        if (meets(k->piece.at[i].xy, k->box, NEAR_M))
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

/* The part of segment XY in BOX into CUT; false when it is not in it at all. */
static bool clip(const double xy[4], const double box[4], double cut[4])
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
static void find_axis(maker *k)
{
    static const double everywhere[4] = { -1e12, -1e12, 1e12, 1e12 };
    for (int all = 0; all < 2; all++) {
        double sum = 0, mx = 0, my = 0, xx = 0, xy = 0, yy = 0, p[4];
        const double *o = k->piece.at[0].xy; /* sums of small numbers */
        for (size_t i = 0; i < k->piece.n; i++) {
            if (!clip(k->piece.at[i].xy, all ? everywhere : k->box, p))
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

/* ---- ends ---- */

static loose_end end_at(const maker *k, int32_t node)
{
    int32_t i = k->item[k->row[node]], v = node;
    const piece *p = &k->piece.at[i];
    const double *start = p->xy + (p->node[0] == node ? 0 : 2), *at = start;
    double walked = 0;
    for (;;) {
        p = &k->piece.at[i];
        int far = p->node[0] == v;
        at = p->xy + 2 * far;
        walked += hypot(p->xy[2] - p->xy[0], p->xy[3] - p->xy[1]);
        v = p->node[far];
        if (walked >= TANGENT_M || degree(k, v) != 2)
            break;
        i = goes_on(k, v, i);
    }
    double dx = start[0] - at[0], dy = start[1] - at[1], l = hypot(dx, dy);
    if (l < 0.01) { /* a loop but for its gap: the last piece alone */
        p = &k->piece.at[k->item[k->row[node]]];
        at = p->xy + (p->node[0] == node ? 2 : 0);
        dx = start[0] - at[0], dy = start[1] - at[1], l = hypot(dx, dy);
    }
    return (loose_end){ node, k->item[k->row[node]], start[0], start[1], dx / l, dy / l };
}

static bool find_ends(maker *k)
{
    k->end.n = 0;
    for (int32_t v = 0; v < k->n_nodes; v++)
        if (degree(k, v) == 1 && !sz__push(&k->end, end_at(k, v)))
            return false;
    return true;
}

/* Length of the gap between two ends that point at each other, or HUGE_VAL. */
static double gap(const loose_end *a, const loose_end *b)
{
    double dx = b->x - a->x, dy = b->y - a->y, l = hypot(dx, dy);
    if (l > WIDE_GAP_M || l < 0.01)
        return HUGE_VAL;
    double straight = fmin(a->tx * dx + a->ty * dy, -(b->tx * dx + b->ty * dy)) / l;
    return straight >= (l <= GAP_M ? 0.82 : 0.96) ? l : HUGE_VAL;
}

/* Bridge the shortest gap again and again; ends that are used up get no node. */
static bool bridge(maker *k)
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
        loose_end *p = &k->end.at[a], *q = &k->end.at[b];
        if (!sz__push(&k->piece, (piece){ { p->x, p->y, q->x, q->y },
                                          { p->node, q->node }, false }))
            return false;
        p->node = q->node = -1;
    }
}

/* Lengths of the connected pieces, by root; the longest into *MOST. */
static double *measure(const maker *k, int32_t *up, double *most)
{
    double *length = sz__zalloc((size_t)k->n_nodes, sizeof *length);
    *most = 0;
    for (size_t i = 0; length && i < k->piece.n; i++) {
        const piece *p = &k->piece.at[i];
        double *l = &length[sz__root(up, p->node[0])];
        *l += hypot(p->xy[2] - p->xy[0], p->xy[3] - p->xy[1]);
        *most = fmax(*most, *l);
    }
    return length;
}

/* From END straight on, beyond the source. */
static bool go_straight(maker *k, const loose_end *end)
{
    double far = 0;
    for (int c = 0; c < 4; c++)
        far = fmax(far, hypot(k->box[c & 2] - end->x, k->box[(c & 1) ? 3 : 1] - end->y));
    far += NEAR_M;
    piece p = { { end->x, end->y, end->x + far * end->tx, end->y + far * end->ty },
                { end->node, k->n_nodes }, false };
    k->n_nodes++;
    return sz__push(&k->piece, p);
}

/* Extend the outermost end of each connected piece both ways along the axis. */
static bool extend(maker *k)
{
    double most;
    int32_t *up = join_nodes(k);
    double *length = up ? measure(k, up, &most) : NULL;
    bool ok = up && length;
    int32_t *last[2] = { sz__alloc((size_t)k->n_nodes, sizeof **last),
                         sz__alloc((size_t)k->n_nodes, sizeof **last) };
    ok = ok && last[0] && last[1];
    for (int32_t v = 0; ok && v < k->n_nodes; v++)
        last[0][v] = last[1][v] = -1;
    for (size_t i = 0; ok && i < k->end.n; i++) {
        const loose_end *e = &k->end.at[i];
        if (e->node < 0)
            continue;
        int32_t root = sz__root(up, e->node);
        int way = e->tx * k->axis[0] + e->ty * k->axis[1] > 0;
        int32_t was = last[way][root];
        double ahead = e->x * k->axis[0] + e->y * k->axis[1];
        const loose_end *w = was < 0 ? NULL : &k->end.at[was];
        double there = w ? w->x * k->axis[0] + w->y * k->axis[1] : 0;
        if (!w || (way ? ahead > there : ahead < there))
            last[way][root] = (int32_t)i;
    }
    int32_t nodes = ok ? k->n_nodes : 0;
    for (int32_t v = 0; ok && v < nodes; v++)
        for (int way = 0; ok && way < 2; way++)
            if (last[way][v] >= 0 && (length[v] >= STUB_M || length[v] == most))
                ok = go_straight(k, &k->end.at[last[way][v]]);
    free(up);
    free(length);
    free(last[0]);
    free(last[1]);
    return ok;
}

/* ---- order ---- */

typedef struct order {
    int32_t *at;           /* [n] piece */
    bool *turned;          /* [n] walked from its second node to its first */
    bool *used;            /* [n] by piece */
    size_t n;
    sz_divide *out;
} order;

/* Walk from piece I, whose end WHICH is the start, to the next node that is not of
 * two, or round to the start. */
static size_t walk(const maker *k, order *o, int32_t i, int which)
{
    size_t from = o->n;
    for (;;) {
        const piece *p = &k->piece.at[i];
        o->used[i] = true;
        o->at[o->n] = i;
        o->turned[o->n++] = which == 1;
        int32_t v = p->node[1 - which];
        if (degree(k, v) != 2)
            return from;
        i = goes_on(k, v, i);
        if (o->used[i])
            return from;
        which = k->piece.at[i].node[0] == v ? 0 : 1;
    }
}

/* A ring is a walk that closes and is about as broad as long. */
static bool closes(const double *seg, size_t n)
{
    double area = 0, length = 0;
    const double *last = seg + 4 * (n - 1);
    if (hypot(last[2] - seg[0], last[3] - seg[1]) > 0.02)
        return false;
    for (size_t i = 0; i < n; i++) {
        const double *s = seg + 4 * i;
        area += 0.5 * ((s[0] - seg[0]) * (s[3] - seg[1]) -
                       (s[2] - seg[0]) * (s[1] - seg[1]));
        length += hypot(s[2] - s[0], s[3] - s[1]);
    }
    return 4 * 3.14159265358979 * fabs(area) > 0.1 * length * length;
}

/* Write out the pieces walked from FROM on as one chain, along the axis. */
static void lay_chain(const maker *k, order *o, size_t from)
{
    sz_divide *d = o->out;
    size_t n = o->n - from;
    const piece *a = &k->piece.at[o->at[from]], *z = &k->piece.at[o->at[o->n - 1]];
    const double *s = a->xy + (o->turned[from] ? 2 : 0);
    const double *e = z->xy + (o->turned[o->n - 1] ? 0 : 2);
    bool back = (e[0] - s[0]) * k->axis[0] + (e[1] - s[1]) * k->axis[1] < 0;
    for (size_t i = 0; i < n; i++) {
        size_t w = back ? o->n - 1 - i : from + i, t = from + i;
        const double *p = k->piece.at[o->at[w]].xy;
        bool turn = o->turned[w] != back;
        memcpy(d->seg + 4 * t, p + (turn ? 2 : 0), 2 * sizeof *p);
        memcpy(d->seg + 4 * t + 2, p + (turn ? 0 : 2), 2 * sizeof *p);
        d->before[t] = i > 0 ? (int32_t)t - 1 : -1;
        d->after[t] = i + 1 < n ? (int32_t)t + 1 : -1;
        d->loop[t] = false;
    }
    if (n > 2 && closes(d->seg + 4 * from, n)) {
        d->ring = true;
        d->before[from] = (int32_t)o->n - 1;
        d->after[o->n - 1] = (int32_t)from;
        memset(d->loop + from, 1, n);
    }
}

static bool put_in_order(const maker *k, sz_divide *d)
{
    size_t n = k->piece.n;
    order o = { sz__alloc(n, sizeof *o.at), sz__alloc(n, sizeof *o.turned),
                sz__zalloc(n, sizeof *o.used), 0, d };
    d->n = n;
    d->seg = sz__alloc(4 * n, sizeof *d->seg);
    d->before = sz__alloc(n, sizeof *d->before);
    d->after = sz__alloc(n, sizeof *d->after);
    d->loop = sz__alloc(n, sizeof *d->loop);
    bool ok = o.at && o.turned && o.used && d->seg && d->before && d->after && d->loop;
    for (int round = 0; ok && round < 2; round++) /* ends first, then closed ones */
        for (size_t i = 0; i < 2 * n; i++) {
            const piece *p = &k->piece.at[i / 2];
            if (!o.used[i / 2] && (round == 1 || degree(k, p->node[i & 1]) != 2))
                lay_chain(k, &o, walk(k, &o, (int32_t)(i / 2), (int)(i & 1)));
        }
    free(o.at);
    free(o.turned);
    free(o.used);
    return ok;
}

/* Boxes round 8 segments each, round 8 boxes each, and so on. */
static bool make_boxes(sz_divide *d)
{
    size_t total = 0, count = d->n;
    d->levels = 0;
    do {
        count = (count + 7) / 8;
        d->level[d->levels++] = total;
        total += count;
    } while (count > 1);
    d->level[d->levels] = total;
    d->box = sz__alloc(4 * total, sizeof *d->box);
    if (!d->box)
        return false;
    for (int32_t l = 0; l < d->levels; l++)
        for (size_t b = d->level[l]; b < d->level[l + 1]; b++) {
            size_t from = 8 * (b - d->level[l]);
            size_t end = l ? d->level[l] - d->level[l - 1] : d->n;
            double *box = d->box + 4 * b;
            box[0] = box[1] = HUGE_VAL;
            box[2] = box[3] = -HUGE_VAL;
            for (size_t i = from; i < end && i < from + 8; i++) {
                const double *p = l ? d->box + 4 * (d->level[l - 1] + i) : d->seg + 4 * i;
                box[0] = fmin(box[0], fmin(p[0], p[2]));
                box[1] = fmin(box[1], fmin(p[1], p[3]));
                box[2] = fmax(box[2], fmax(p[0], p[2]));
                box[3] = fmax(box[3], fmax(p[1], p[3]));
            }
        }
    return true;
}

static void find_box(maker *k, const sz_map *m, const int32_t *parcels, size_t n)
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

static bool make(maker *k, sz_divide *d)
{
    if (!number_nodes(k) || !drop_far(k) || !list_nodes(k))
        return false;
    for (size_t i = 0; i < k->piece.n; i++) {
        const double *p = k->piece.at[i].xy;
        d->length_m += hypot(p[2] - p[0], p[3] - p[1]);
    }
    find_axis(k);
    memcpy(d->axis, k->axis, sizeof d->axis);
    if (!find_ends(k) || !bridge(k) || !extend(k) || !list_nodes(k))
        return false;
    return put_in_order(k, d) && make_boxes(d);
}

sz_status sz__divide_init(sz_divide *out, const sz_map *map, const int32_t *names,
                          size_t n_names, const int32_t *parcels, size_t n,
                          sz_error *err)
{
    maker k = { .axis = { 1, 0 } };
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
