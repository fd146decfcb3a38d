/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One pass of snap rounding, box by box.
 *
 * A box of grid points stands for the union of their pixels. Tiles are the first
 * boxes; one that more than a few edges meet is halved, and so are its halves; in
 * the final boxes all pairs are looked at. A crossing rounds to one grid point, a
 * node is one grid point, and each grid point is in one final box: so every hit
 * is found once, wherever the cuts fall, and the cuts are free to follow the
 * density of the data.
 *
 * Sizes: coordinates are below 2^29 in absolute value, differences below 2^30,
 * cross products below 2^61, and twice a cross product below 2^62. */
#include "geom/snap.h"

#include <string.h>

#include "geom/tiles.h"

enum {
    FEW = 24,        /* edges of a final box */
    BUNDLE = 256,    /* edges of a final box whose halves hardly get fewer */
    SAMPLE = 64      /* pairs that tell whether lines cross or form a bundle */
};

typedef struct seg {
    sz_gpoint a, b;  /* a before b by (x, y) */
} seg;

static int32_t ylo(const seg *s)
{
    return s->a.y < s->b.y ? s->a.y : s->b.y;
}

static int32_t yhi(const seg *s)
{
    return s->a.y < s->b.y ? s->b.y : s->a.y;
}

typedef struct snap {
    seg *segs;
    const sz_gpoint *node;
    /* those of all tiles, then of the boxes from the present tile down */
    sz_items stack;
    SZ__ARRAY(sz_gpoint) hot;
    sz_hits *hits;
} snap;

/* A stretch of the stack: edges, then nodes, both ascending. */
typedef struct span {
    size_t edges, nodes, end;
} span;

static int64_t absolute(int64_t v)
{
    return v < 0 ? -v : v;
}

/* Whether the line of S meets the pixels of B or touches them: the corners'
 * distances from the line, taken from the centre of B in half units, do not all
 * have one sign. */
static bool line_meets(const seg *s, const sz_box *b)
{
    int64_t dx = (int64_t)s->b.x - s->a.x, dy = (int64_t)s->b.y - s->a.y;
    int64_t cx = (int64_t)b->lo.x + b->hi.x - 2 * (int64_t)s->a.x;
    int64_t cy = (int64_t)b->lo.y + b->hi.y - 2 * (int64_t)s->a.y;
    int64_t wide = b->hi.x - b->lo.x + 1, high = b->hi.y - b->lo.y + 1;
    return absolute(dx * cy - dy * cx) <= dx * high + absolute(dy) * wide;
}

/* Whether S meets the half-open pixel of P. A line that only touches a pixel
 * does so at a corner (axis-parallel lines pass through grid points); of the
 * corners only the lower left one is part of the pixel, and only falling lines
 * touch there, having the centre on their left. */
static bool pixel_meets(const seg *s, sz_gpoint p)
{
    int64_t dx = (int64_t)s->b.x - s->a.x, dy = (int64_t)s->b.y - s->a.y;
    int64_t c = 2 * sz__turn(s->a, s->b, p), reach = dx + absolute(dy);
    return absolute(c) < reach || (c == reach && dy < 0);
}

static int64_t along(const seg *s, sz_gpoint p)
{
    return ((int64_t)p.x - s->a.x) * ((int64_t)s->b.x - s->a.x) +
           ((int64_t)p.y - s->a.y) * ((int64_t)s->b.y - s->a.y);
}

/* floor(m * num / den + 1/2) for 0 < num < den, |m| <= 2^30, den <= 2^61. */
static int32_t rounded_part(int64_t num, int64_t den, int64_t m)
{
    int64_t left = absolute(m), q = 0, r = 0;
    if (left == 0)
        return 0;
    if (num <= INT64_MAX / left) {
        q = num * left / den;
        r = num * left % den;
    } else {
        for (int bit = 30; bit >= 0; bit--) { /* schoolbook, r < den throughout */
            r = 2 * r + (left >> bit & 1 ? num : 0);
            q = 2 * q + r / den;
            r %= den;
        }
    }
    return (int32_t)(m > 0 ? q + (2 * r >= den) : -q - (2 * r > den));
}

/* Whether the interiors of S and T cross in one point; its grid point. */
static bool proper_crossing(const seg *s, const seg *t, sz_gpoint *at)
{
    int64_t c = sz__turn(s->a, s->b, t->a), d = sz__turn(s->a, s->b, t->b);
    if (c == 0 || d == 0 || (c < 0) == (d < 0))
        return false;
    int64_t e = sz__turn(t->a, t->b, s->a), f = sz__turn(t->a, t->b, s->b);
    if (e == 0 || f == 0 || (e < 0) == (f < 0))
        return false;
    int64_t num = absolute(e), den = absolute(e - f);
    at->x = s->a.x + rounded_part(num, den, (int64_t)s->b.x - s->a.x);
    at->y = s->a.y + rounded_part(num, den, (int64_t)s->b.y - s->a.y);
    return true;
}

static int by_place(const void *a, const void *b)
{
    const sz_gpoint *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

/* Hot points of a final box into c->hot: its nodes and crossings, sorted. */
static bool hot_points(snap *c, const sz_box *b, span at)
{
    c->hot.n = 0;
    for (size_t i = at.nodes; i < at.end; i++)
        if (!sz__push(&c->hot, c->node[c->stack.at[i]]))
            return false;
    size_t nodes = c->hot.n;
    for (size_t i = at.edges; i < at.nodes; i++) {
        const seg *s = &c->segs[c->stack.at[i]];
        for (size_t j = i + 1; j < at.nodes; j++) {
            const seg *t = &c->segs[c->stack.at[j]];
            sz_gpoint p;
            if (t->a.x > s->b.x)
                break; /* and so are the rest: edges ascend by a.x */
            if (ylo(t) > yhi(s) || yhi(t) < ylo(s) || !proper_crossing(s, t, &p))
                continue;
            if (p.x >= b->lo.x && p.x <= b->hi.x && p.y >= b->lo.y && p.y <= b->hi.y &&
                !sz__push(&c->hot, p))
                return false;
        }
    }
    if (c->hot.n == nodes)
        return true;
    qsort(c->hot.at, c->hot.n, sizeof *c->hot.at, by_place);
    size_t n = 1;
    for (size_t i = 1; i < c->hot.n; i++)
        if (by_place(&c->hot.at[n - 1], &c->hot.at[i]) != 0)
            c->hot.at[n++] = c->hot.at[i];
    c->hot.n = n;
    return true;
}

/* All hits of a final box. */
static bool finish(snap *c, const sz_box *b, span at)
{
    if (!hot_points(c, b, at))
        return false;
    size_t first = 0;
    for (size_t i = at.edges; i < at.nodes; i++) {
        const seg *s = &c->segs[c->stack.at[i]];
        while (first < c->hot.n && c->hot.at[first].x < s->a.x)
            first++;
        for (size_t k = first; k < c->hot.n && c->hot.at[k].x <= s->b.x; k++) {
            sz_gpoint p = c->hot.at[k];
            if (p.y < ylo(s) || p.y > yhi(s) || !pixel_meets(s, p) ||
                by_place(&p, &s->a) == 0 || by_place(&p, &s->b) == 0)
                continue;
            if (!sz__push(c->hits, (sz_hit){ c->stack.at[i], p, along(s, p) }))
                return false;
        }
    }
    return true;
}

/* The halves of a box, what of its content meets each (on top of the stack), and
 * how many edges are in both. */
typedef struct halves {
    sz_box half[2];
    span in[2];
    size_t both;
} halves;

/* Cut B along x (0) or y (1). Most edges are in one half, which one is anybody's
 * guess: so no branch depends on it. */
static bool part(snap *c, const sz_box *b, int cut, span at, halves *out)
{
    size_t n = at.nodes - at.edges, m = at.end - at.nodes, top = c->stack.n;
    if (!sz__reserve(&c->stack, 2 * (n + m)))
        return false;
    int32_t mid = cut ? b->lo.y + (b->hi.y - b->lo.y) / 2
                      : b->lo.x + (b->hi.x - b->lo.x) / 2;
    out->half[0] = out->half[1] = *b;
    *(cut ? &out->half[0].hi.y : &out->half[0].hi.x) = mid;
    *(cut ? &out->half[1].lo.y : &out->half[1].lo.x) = mid + 1;
    int32_t *stack = c->stack.at, *low = stack + top, *high = low + n + m;
    for (size_t i = at.edges; i < at.nodes; i++) {
        const seg *s = &c->segs[stack[i]];
        bool in_low = (cut ? ylo(s) : s->a.x) <= mid;
        bool in_high = (cut ? yhi(s) : s->b.x) > mid;
        if (in_low && in_high) {
            in_low = line_meets(s, &out->half[0]);
            in_high = line_meets(s, &out->half[1]);
        }
        *low = *high = stack[i];
        low += in_low;
        high += in_high;
    }
    out->in[0] = (span){ .edges = top, .nodes = (size_t)(low - stack) };
    out->in[1] = (span){ .edges = top + n + m, .nodes = (size_t)(high - stack) };
    for (size_t i = at.nodes; i < at.end; i++) {
        sz_gpoint p = c->node[stack[i]];
        bool in_low = (cut ? p.y : p.x) <= mid;
        *low = *high = stack[i];
        low += in_low;
        high += !in_low;
    }
    out->in[0].end = (size_t)(low - stack);
    out->in[1].end = c->stack.n = (size_t)(high - stack);
    out->both = out->in[0].nodes - top + out->in[1].nodes - out->in[1].edges - n;
    return true;
}

/* Whether some of a sample of pairs of edges cross: then there are so many
 * crossings that smaller boxes pay, though they have most edges in common. */
static bool tangled(const snap *c, span at)
{
    size_t n = at.nodes - at.edges;
    for (size_t k = 0; k < SAMPLE; k++) {
        size_t i = k * n / SAMPLE, j = (i + 1 + k * 7919 % (n - 1)) % n;
        sz_gpoint p;
        if (proper_crossing(&c->segs[c->stack.at[at.edges + i]],
                            &c->segs[c->stack.at[at.edges + j]], &p))
            return true;
    }
    return false;
}

/* Cut the longer side of B or, where that puts many edges in both halves, the
 * better side. *WORTH: it is of use to go on with the halves. It is not for a
 * bundle of long lines, all of which would be in all of many small boxes. */
static bool part_well(snap *c, const sz_box *b, span at, halves *out, bool *worth)
{
    size_t n = at.nodes - at.edges, top = c->stack.n;
    int cut = b->hi.x - b->lo.x < b->hi.y - b->lo.y;
    if (!part(c, b, cut, at, out))
        return false;
    size_t both = out->both;
    if (5 * both > 2 * n && b->hi.x > b->lo.x && b->hi.y > b->lo.y) {
        c->stack.n = top;
        if (!part(c, b, !cut, at, out))
            return false;
        if (out->both >= both) {
            c->stack.n = top;
            if (!part(c, b, cut, at, out))
                return false;
        }
    }
    *worth = 5 * out->both <= 2 * n || (n > BUNDLE && tangled(c, at));
    return true;
}

/* The hits in box B, AT being what meets it. At most 2 * 31 boxes deep. */
static bool divide(snap *c, const sz_box *b, span at)
{
    size_t top = c->stack.n;
    bool worth = at.nodes - at.edges > FEW && (b->lo.x < b->hi.x || b->lo.y < b->hi.y);
    halves h;
    if (worth && !part_well(c, b, at, &h, &worth))
        return false;
    if (!worth) {
        c->stack.n = top;
        return finish(c, b, at);
    }
    if (!divide(c, &h.half[1], h.in[1]))
        return false;
    c->stack.n = h.in[0].end;
    if (!divide(c, &h.half[0], h.in[0]))
        return false;
    c->stack.n = top;
    return true;
}

static bool pass(snap *c, const sz_tiles *t)
{
    for (size_t k = 0, from = 0; k < t->across * t->up; from = t->end[k++]) {
        sz_box b = sz__tile_box(t, k);
        if (t->nodes[k] > from && !divide(c, &b, (span){ from, t->nodes[k], t->end[k] }))
            return false;
    }
    return true;
}

bool sz__snap_pass(const sz_edges *edges, sz_hits *hits)
{
    size_t n = (size_t)edges->n_edges;
    snap c = { .node = edges->node, .stack = SZ__ARRAY_INIT, .hot = SZ__ARRAY_INIT,
               .hits = hits };
    sz_tiles tiles = { 0 };
    bool done = false;
    if (n == 0)
        return true;
    c.segs = sz__alloc(n, sizeof *c.segs);
    if (!c.segs || !sz__tiles_open(&tiles, edges))
        goto done;
    for (size_t i = 0; i < n; i++)
        c.segs[i] = (seg){ c.node[edges->a[i]], c.node[edges->b[i]] };
    c.stack = tiles.item; /* the tiles' items are the stack's lowest */
    tiles.item = (sz_items)SZ__ARRAY_INIT;
    done = pass(&c, &tiles);
done:
    sz__tiles_release(&tiles);
    free(c.segs);
    free(c.stack.at);
    free(c.hot.at);
    return done;
}
