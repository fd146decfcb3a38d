/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A divide in order: chains along its axis, and boxes for the search. */
#include <math.h>
#include <string.h>

#include "text/divider.h"

typedef struct order {
    int32_t *at;           /* [n] piece */
    bool *turned;          /* [n] walked from its second node to its first */
    bool *used;            /* [n] by piece */
    size_t n;
    sz_divide *out;
} order;

/* Walk from piece I, whose end WHICH is the start, to the next node that is not of
 * two, or round to the start. */
static size_t walk(const sz_divider *k, order *o, int32_t i, int which)
{
    size_t from = o->n;
    for (;;) {
        const sz_segment *p = &k->piece.at[i];
        o->used[i] = true;
        o->at[o->n] = i;
        o->turned[o->n++] = which == 1;
        int32_t v = p->node[1 - which];
        if (sz__divider_degree(k, v) != 2)
            return from;
        i = sz__divider_on(k, v, i);
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
static void lay_chain(const sz_divider *k, order *o, size_t from)
{
    sz_divide *d = o->out;
    size_t n = o->n - from;
    const sz_segment *a = &k->piece.at[o->at[from]], *z = &k->piece.at[o->at[o->n - 1]];
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

static bool lay_all(const sz_divider *k, sz_divide *d)
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
            const sz_segment *p = &k->piece.at[i / 2];
            if (!o.used[i / 2] &&
                (round == 1 || sz__divider_degree(k, p->node[i & 1]) != 2))
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

bool sz__divider_order(const sz_divider *k, sz_divide *d)
{
    return lay_all(k, d) && make_boxes(d);
}
