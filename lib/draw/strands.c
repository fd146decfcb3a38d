/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/strands.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"

void sz__strands_release(sz_strands *strands)
{
    free(strands->line.at);
    free(strands->xy.at);
    memset(strands, 0, sizeof *strands);
}

bool sz__strands_add(sz_strands *strands, sz_barrier barrier, int32_t name,
                     const double *xy, size_t n)
{
    size_t from = strands->xy.n / 2;
    if (!sz__reserve(&strands->xy, 2 * n) ||
        !sz__push(&strands->line, (sz_strand){ barrier, name, from, from + n }))
        return false;
    memcpy(strands->xy.at + strands->xy.n, xy, 2 * n * sizeof *xy);
    strands->xy.n += 2 * n;
    return true;
}

/* One end of a strand: 2 * strand for its first point, + 1 for its last. */
typedef struct end {
    double x, y;
    int32_t barrier, name;
    size_t id;
} end;

static int by_place(const void *pa, const void *pb)
{
    const end *a = pa, *b = pb;
    if (a->barrier != b->barrier)
        return a->barrier < b->barrier ? -1 : 1;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static bool same_place(const end *a, const end *b)
{
    return a->barrier == b->barrier && a->name == b->name && a->x == b->x &&
           a->y == b->y;
}

/* MATE[end] = the end it joins, or SIZE_MAX. */
static bool find_mates(const sz_strands *s, size_t *mate)
{
    size_t n = 2 * s->line.n;
    end *ends = sz__alloc(n, sizeof *ends);
    if (!ends)
        return false;
    for (size_t i = 0; i < n; i++) {
        const sz_strand *l = &s->line.at[i / 2];
        const double *p = s->xy.at + 2 * (i & 1 ? l->to - 1 : l->from);
        ends[i] = (end){ p[0], p[1], (int32_t)l->barrier, l->name, i };
        mate[i] = SIZE_MAX;
    }
    if (n > 0)
        qsort(ends, n, sizeof *ends, by_place);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && same_place(&ends[i], &ends[j]); j++)
            ;
        if (j - i == 2) {
            mate[ends[i].id] = ends[i + 1].id;
            mate[ends[i + 1].id] = ends[i].id;
        }
    }
    free(ends);
    return true;
}

/* The end from which the chain of strand S is walked: follow mates backwards
 * until there is none, or round a loop. */
static size_t chain_start(const size_t *mate, size_t s)
{
    size_t e = 2 * s;
    while (mate[e] != SIZE_MAX) {
        e = mate[e] ^ 1;
        if (e / 2 == s)
            break;
    }
    return e;
}

/* Append the points of a strand entered at end E, its first point only when the
 * chain starts here. */
static bool append(sz_strands *to, const sz_strands *from, size_t e, bool first)
{
    const sz_strand *l = &from->line.at[e / 2];
    size_t n = l->to - l->from;
    for (size_t i = first ? 0 : 1; i < n; i++) {
        const double *p = from->xy.at + 2 * (e & 1 ? l->to - 1 - i : l->from + i);
        if (!sz__push(&to->xy, p[0]) || !sz__push(&to->xy, p[1]))
            return false;
    }
    return true;
}

sz_status sz__strands_join(sz_strands *strands, sz_error *err)
{
    size_t n = strands->line.n;
    sz_strands joined = { 0 };
    size_t *mate = sz__alloc(2 * n, sizeof *mate);
    uint8_t *done = sz__zalloc(n, 1);
    bool ok = mate && done && find_mates(strands, mate);
    for (size_t s = 0; ok && s < n; s++) {
        if (done[s])
            continue;
        const sz_strand *l = &strands->line.at[s];
        size_t from = joined.xy.n / 2, e = chain_start(mate, s);
        for (bool first = true; ok; first = false) {
            done[e / 2] = 1;
            ok = append(&joined, strands, e, first);
            e = mate[e ^ 1];
            if (e == SIZE_MAX || done[e / 2])
                break;
        }
        ok = ok && sz__push(&joined.line, (sz_strand){ l->barrier, l->name, from,
                                                       joined.xy.n / 2 });
    }
    free(mate);
    free(done);
    if (!ok) {
        sz__strands_release(&joined);
        return sz__nomem(err);
    }
    sz__strands_release(strands);
    *strands = joined;
    return SZ_SUCCESS;
}

sz_status sz__strands_of_borders(sz_strands *out, const sz_view *view,
                                 const uint8_t *mask, sz_error *err)
{
    sz_strands s = { 0 };
    for (size_t b = 0; b < (size_t)view->map->n_borders; b++)
        if (mask[b] && view->seen[b] &&
            !sz__strands_add(&s, SZ_BARRIER_NONE, -1, view->xy + 2 * view->row[b],
                             view->row[b + 1] - view->row[b])) {
            sz__strands_release(&s);
            return sz__nomem(err);
        }
    sz_status status = sz__strands_join(&s, err);
    if (status == SZ_SUCCESS) {
        *out = s;
        memset(&s, 0, sizeof s);
    }
    sz__strands_release(&s);
    return status;
}

/* The pieces of one line that lie near the ground, point by point. */
typedef struct cutter {
    sz_strands *out;
    const sz_raster *ground;
    double margin;
    sz_barrier barrier;
    int32_t name;
    sz_xy piece;
} cutter;

static bool finish_piece(cutter *c)
{
    bool ok = c->piece.n < 4 || sz__strands_add(c->out, c->barrier, c->name,
                                                c->piece.at, c->piece.n / 2);
    c->piece.n = 0;
    return ok;
}

static bool push_point(cutter *c, double x, double y)
{
    return sz__push(&c->piece, x) && sz__push(&c->piece, y);
}

/* Cut the segment P - Q at steps of one cell; P is in the piece already when the
 * piece is not empty. */
static bool cut_segment(cutter *c, const double *p, const double *q)
{
    double length = hypot(q[0] - p[0], q[1] - p[1]), step = c->ground->cell;
    double count = ceil(length / step);
    bool in = c->piece.n > 0;
    if (!in && sz__raster_near(c->ground, p[0], p[1], c->margin)) {
        if (!push_point(c, p[0], p[1]))
            return false;
        in = true;
    }
    for (double i = 1.0; i <= count; i += 1.0) {
        double t = i < count ? i / count : 1.0;
        double x = p[0] + t * (q[0] - p[0]), y = p[1] + t * (q[1] - p[1]);
        bool here = sz__raster_near(c->ground, x, y, c->margin);
        if (here != in && !push_point(c, x, y))
            return false;
        if (in && !here && !finish_piece(c))
            return false;
        in = here;
    }
    if (!in)
        return true;
    double *last = c->piece.at + c->piece.n - 2;
    return (last[0] == q[0] && last[1] == q[1]) || push_point(c, q[0], q[1]);
}

/* One imported line: on paper, simplified, cut. */
static bool add_line(cutter *c, const sz_view *view, size_t line, double *xy,
                     uint8_t *keep, size_t *stack)
{
    const sz_map *m = view->map;
    size_t from = m->l_row[line], n = m->l_row[line + 1] - from, kept = 0;
    for (size_t i = 0; i < n; i++)
        sz__view_point(view, m->l_xy[2 * (from + i)], m->l_xy[2 * (from + i) + 1],
                       xy + 2 * i);
    if (n < 2 || !sz__in_sight(xy, n, view->box))
        return true;
    sz__simplify(xy, n, SZ_FINE, keep, stack);
    for (size_t i = 0; i < n; i++)
        if (keep[i])
            memmove(xy + 2 * kept++, xy + 2 * i, 2 * sizeof *xy);
    c->barrier = (sz_barrier)m->l_class[line];
    c->name = m->l_name[line];
    for (size_t i = 0; i + 1 < kept; i++)
        if (!cut_segment(c, xy + 2 * i, xy + 2 * i + 2))
            return false;
    return finish_piece(c);
}

static bool add_lines(cutter *c, const sz_view *view)
{
    const sz_map *m = view->map;
    size_t most = 2;
    for (size_t i = 0; i < (size_t)m->n_lines; i++) {
        size_t n = m->l_row[i + 1] - m->l_row[i];
        most = n > most ? n : most;
    }
    double *xy = sz__alloc(2 * most, sizeof *xy);
    uint8_t *keep = sz__alloc(most, sizeof *keep);
    size_t *stack = sz__alloc(2 * most + 4, sizeof *stack);
    bool ok = xy && keep && stack;
    for (size_t i = 0; ok && i < (size_t)m->n_lines; i++)
        if (m->l_class[i] != SZ_BARRIER_NONE)
            ok = add_line(c, view, i, xy, keep, stack);
    free(xy);
    free(keep);
    free(stack);
    return ok;
}

static bool add_borders(cutter *c, const sz_view *view)
{
    const sz_map *m = view->map;
    for (size_t b = 0; b < (size_t)m->n_borders; b++)
        if (m->b_class[b] != SZ_BARRIER_NONE && view->seen[b] &&
            !sz__strands_add(c->out, (sz_barrier)m->b_class[b], m->b_name[b],
                             view->xy + 2 * view->row[b],
                             view->row[b + 1] - view->row[b]))
            return false;
    return true;
}

sz_status sz__strands_of_barriers(sz_strands *out, const sz_view *view,
                                  const sz_raster *ground, double margin,
                                  sz_error *err)
{
    sz_strands s = { 0 };
    cutter c = { .out = &s, .ground = ground, .margin = margin };
    bool ok = view->map->n_lines > 0 ? add_lines(&c, view) : add_borders(&c, view);
    free(c.piece.at);
    sz_status status = ok ? sz__strands_join(&s, err) : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__strands_drop_loose(&s, ground, err);
    if (status == SZ_SUCCESS) {
        *out = s;
        memset(&s, 0, sizeof s);
    }
    sz__strands_release(&s);
    return status;
}
