/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names along lines. CJK names stand character by character: level ones read
 * from left to right, steep ones from top to bottom with upright characters.
 * Other scripts stay whole and lie along straight stretches. */
#include <math.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/page.h"

#define MAX_GLYPHS 40
#define PER_NAME 8                 /* a name stands at most so often in a frame */
#define APART (60.0 * SZ_MM)       /* and so far from itself */

/* Middles of the places where a name already stands. */
typedef struct stands {
    int n;
    double at[PER_NAME][2];
} stands;

/* A name with all its strands. */
typedef struct naming {
    int32_t name;
    sz_barrier barrier;            /* strongest of its strands */
    double bounds;                 /* length on boundaries of communities, metres */
    double length;                 /* of its strands on paper */
    double size;                   /* in which it stands, 0: nowhere */
    stands where;
} naming;

static int by_rank(const void *pa, const void *pb)
{
    const naming *a = pa, *b = pb;
    bool ba = a->bounds > 0.0, bb = b->bounds > 0.0;
    if (ba != bb)
        return ba ? -1 : 1;
    if (a->barrier != b->barrier)
        return a->barrier < b->barrier ? -1 : 1;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    return (a->name > b->name) - (a->name < b->name);
}

static double strand_length(const sz_frame *f, const sz_strand *s)
{
    const double *xy = f->barriers.xy.at;
    double length = 0.0;
    for (size_t i = s->from; i + 1 < s->to; i++)
        length += hypot(xy[2 * i + 2] - xy[2 * i], xy[2 * i + 3] - xy[2 * i + 1]);
    return length;
}

/* All names in the frame, best first. */
static sz_status gather(const sz_frame *f, naming **out, size_t *n, sz_error *err)
{
    const sz_map *m = f->page->map;
    naming *all = sz__zalloc((size_t)m->names.n, sizeof *all);
    if (!all)
        return sz__nomem(err);
    for (size_t i = 0; i < f->barriers.line.n; i++) {
        const sz_strand *s = &f->barriers.line.at[i];
        if (s->name < 0)
            continue;
        naming *a = &all[s->name];
        if (a->length == 0.0 || s->barrier < a->barrier)
            a->barrier = s->barrier;
        a->length += strand_length(f, s);
    }
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (m->b_name[b] >= 0 && (l < 0 || r < 0 || f->of[l] != f->of[r]))
            all[m->b_name[b]].bounds += m->b_length[b];
    }
    *n = 0;
    for (int32_t i = 0; i < m->names.n; i++)
        if (all[i].length > 0.0) {
            all[i].name = i;
            all[(*n)++] = all[i];
        }
    qsort(all, *n, sizeof *all, by_rank);
    *out = all;
    return SZ_SUCCESS;
}

/* A text ready to be laid along a line. */
typedef struct lettering {
    const char *text;
    sz_look look;
    bool single;                   /* glyph by glyph */
    int n;
    char glyph[MAX_GLYPHS][SZ_GLYPH];
    double advance;                /* between the middles of glyphs */
    double width;                  /* of all */
    double hh;
} lettering;

static void set_lettering(sz_page *page, lettering *t, const char *text, double size,
                          bool water)
{
    t->text = text;
    t->look = (sz_look){ size, false, water, water ? SZ_INK_WATER_NAME : SZ_INK_TEXT,
                         0.22 * SZ_MM };
    t->n = sz__wide_glyphs(text, t->glyph, MAX_GLYPHS); /* others stay whole */
    t->single = t->n > 0;
    sz_extent e = sz__text_extent(page->text, text, &t->look);
    t->hh = fmax(e.up, e.down) + 0.1 * SZ_MM;
    t->advance = size * 1.15;
    t->width = t->single ? t->n * t->advance : e.w + 0.3 * SZ_MM;
}

/* Point and direction at DISTANCE along a strand. */
static bool walk(const double *xy, size_t n, double distance, double at[2],
                 double *angle)
{
    for (size_t i = 0; i + 1 < n; i++) {
        double dx = xy[2 * i + 2] - xy[2 * i], dy = xy[2 * i + 3] - xy[2 * i + 1];
        double d = hypot(dx, dy);
        if (d > 0.0 && distance <= d) {
            at[0] = xy[2 * i] + dx * distance / d;
            at[1] = xy[2 * i + 1] + dy * distance / d;
            *angle = atan2(dy, dx);
            return true;
        }
        distance -= d;
    }
    return false;
}

static double turn(double angle)
{
    return fabs(remainder(angle, 2.0 * SZ_PI));
}

/* Where every glyph of a lettering stands. */
typedef struct layout {
    int n;
    sz_box box[MAX_GLYPHS];
    double angle[MAX_GLYPHS];
    bool backwards;                /* the strand runs against the reading */
} layout;

/* Lay T whole along the straight line between two points of the strand. */
static bool lay_whole(const lettering *t, const double *xy, size_t n, double middle,
                      layout *out)
{
    double a[2], b[2], c[2], angle;
    if (!walk(xy, n, middle - t->width / 2.0, a, &angle) ||
        !walk(xy, n, middle + t->width / 2.0, b, &angle) ||
        !walk(xy, n, middle, c, &angle))
        return false;
    double chord = hypot(b[0] - a[0], b[1] - a[1]);
    sz_box box = sz__box_along(a, b, t->hh);
    double off = fabs((c[0] - box.x) * -box.uy + (c[1] - box.y) * box.ux);
    if (chord < 0.97 * t->width || off > 0.35 * t->look.size)
        return false;
    box.hw = t->width / 2.0;
    angle = atan2(box.uy, box.ux);
    if (fabs(angle) > SZ_PI / 2.0 + 1e-9)
        angle = remainder(angle + SZ_PI, 2.0 * SZ_PI);
    out->n = 1;
    out->box[0] = box;
    out->angle[0] = angle;
    return true;
}

/* Lay T glyph by glyph; the strand may bend gently. */
static bool lay_single(const lettering *t, const double *xy, size_t n, double middle,
                       layout *out)
{
    double a[2], b[2], last = 0.0, sum, ignored;
    if (!walk(xy, n, middle - t->width / 2.0, a, &ignored) ||
        !walk(xy, n, middle + t->width / 2.0, b, &ignored))
        return false;
    sum = atan2(b[1] - a[1], b[0] - a[0]);
    bool steep = fabs(sin(sum)) > sin(50.0 * SZ_PI / 180.0);
    out->backwards = steep ? sin(sum) < 0.0 : cos(sum) < 0.0;
    out->n = t->n;
    for (int i = 0; i < t->n; i++) {
        double at[2], angle, along = (i + 0.5) * t->advance - t->width / 2.0;
        if (!walk(xy, n, middle + (out->backwards ? -along : along), at, &angle))
            return false;
        angle += out->backwards ? SZ_PI : 0.0;
        angle = remainder(angle - (steep ? SZ_PI / 2.0 : 0.0), 2.0 * SZ_PI);
        if (fabs(angle) > 50.0 * SZ_PI / 180.0 ||
            (i > 0 && turn(angle - last) > 20.0 * SZ_PI / 180.0))
            return false;
        last = angle;
        double half = t->look.size * 0.5 + 0.1 * SZ_MM;
        out->angle[i] = angle;
        out->box[i] = (sz_box){ at[0], at[1], cos(angle), sin(angle), half, half };
    }
    return true;
}

static bool lay(const lettering *t, const double *xy, size_t n, double middle,
                layout *out)
{
    return t->single ? lay_single(t, xy, n, middle, out)
                     : lay_whole(t, xy, n, middle, out);
}

static sz_status put(sz_page *page, const lettering *t, const layout *l, sz_error *err)
{
    sz_stand piece[SZ_MOST_PIECES];
    for (int i = 0; i < l->n; i++)
        piece[i] = (sz_stand){ t->single ? t->glyph[i] : t->text, l->box[i].x, l->box[i].y,
                               l->angle[i] };
    sz__text_draw_pieces(page->text, page->cr, piece, (size_t)l->n, &t->look);
    page->labels++;
    return sz__placer_take(&page->placer, l->box, (size_t)l->n) ? SZ_SUCCESS
                                                               : sz__nomem(err);
}

static bool far_enough(const stands *s, const layout *l)
{
    const sz_box *b = &l->box[l->n / 2];
    for (int i = 0; i < s->n; i++)
        if (hypot(b->x - s->at[i][0], b->y - s->at[i][1]) < APART)
            return false;
    return true;
}

/* Put T on strand S wherever there is room, at first in the middle, until it stands MOST
 * times in the frame. */
static sz_status letter_strand(sz_frame *f, const lettering *t, const sz_strand *s,
                               stands *where, int most, sz_error *err)
{
    const double *xy = f->barriers.xy.at + 2 * s->from;
    size_t n = s->to - s->from;
    double length = strand_length(f, s), step = fmax(t->look.size, t->width / 4.0);
    double room = (length - t->width) / 2.0;
    for (double d = 0.0; d <= room && where->n < most; d += step)
        for (int side = -1; side <= 1 && where->n < most; side += 2) {
            layout l;
            if ((d == 0.0 && side > 0) || !lay(t, xy, n, length / 2.0 + side * d, &l) ||
                !far_enough(where, &l) ||
                !sz__placer_free(&f->page->placer, l.box, (size_t)l.n, f->inner))
                continue;
            where->at[where->n][0] = l.box[l.n / 2].x;
            where->at[where->n++][1] = l.box[l.n / 2].y;
            sz_status status = put(f->page, t, &l, err);
            if (status != SZ_SUCCESS)
                return status;
        }
    return SZ_SUCCESS;
}

/* The longest strands of a name first. */
typedef struct reach {
    double length;
    size_t strand;
} reach;

static int by_length(const void *pa, const void *pb)
{
    const reach *a = pa, *b = pb;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    return (a->strand > b->strand) - (a->strand < b->strand);
}

#define SMALLEST 5.0

/* The size tried first for a barrier; smaller ones follow. */
static double first_size(const sz_style *style, sz_barrier barrier)
{
    double size = barrier == SZ_BARRIER_LANE || barrier == SZ_BARRIER_WALL ? 5.0
                  : barrier == SZ_BARRIER_STREET                           ? 6.0
                                                                           : 7.0;
    return fmax(SMALLEST, size * fmin(1.0, 0.5 + 0.5 * style->bounds));
}

static sz_status letter_strands(sz_frame *f, naming *a, const reach *strand, size_t n,
                                double size, int most, sz_error *err)
{
    lettering t;
    sz_status status = SZ_SUCCESS;
    set_lettering(f->page, &t, sz__name(&f->page->map->names, a->name), size,
                  a->barrier == SZ_BARRIER_RIVER);
    for (size_t i = 0; i < n && status == SZ_SUCCESS && strand[i].length >= t.width; i++)
        status = letter_strand(f, &t, &f->barriers.line.at[strand[i].strand], &a->where,
                               most, err);
    return status;
}

/* The name A for the first time, in the largest print that finds room. */
static sz_status letter_first(sz_frame *f, naming *a, const reach *strand, size_t n,
                              sz_error *err)
{
    double first = first_size(&f->page->style, a->barrier);
    sz_status status = SZ_SUCCESS;
    for (double size = first; status == SZ_SUCCESS && a->size == 0.0 &&
                              size >= first - 2.0 && size >= SMALLEST; size -= 1.0) {
        status = letter_strands(f, a, strand, n, size, 1, err);
        if (a->where.n > 0)
            a->size = size;
    }
    return status;
}

/* A line shorter than its name was never going to carry it, unless it is a boundary that a
 * reader will look for. */
static bool missed(sz_frame *f, const naming *a, const reach *strand, size_t n)
{
    lettering t;
    set_lettering(f->page, &t, sz__name(&f->page->map->names, a->name), SMALLEST,
                  a->barrier == SZ_BARRIER_RIVER);
    return a->where.n == 0 && (a->bounds > 0.0 || (n > 0 && strand[0].length >= t.width));
}

/* All N names once, or again where the line goes on. */
static sz_status letter_all(sz_frame *f, naming *all, size_t n, reach *strand, bool again,
                            sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++) {
        size_t used = 0;
        if (again && all[k].size == 0.0)
            continue;
        for (size_t i = 0; i < f->barriers.line.n; i++) {
            const sz_strand *s = &f->barriers.line.at[i];
            if (s->name == all[k].name)
                strand[used++] = (reach){ strand_length(f, s), i };
        }
        qsort(strand, used, sizeof *strand, by_length);
        status = again ? letter_strands(f, &all[k], strand, used, all[k].size, PER_NAME, err)
                       : letter_first(f, &all[k], strand, used, err);
        f->page->left_out += !again && missed(f, &all[k], strand, used);
    }
    return status;
}

sz_status sz__line_names(sz_frame *f, sz_error *err)
{
    naming *all = NULL;
    size_t n = 0;
    sz_status status = gather(f, &all, &n, err);
    if (status != SZ_SUCCESS)
        return status;
    reach *strand = sz__alloc(f->barriers.line.n, sizeof *strand);
    status = strand ? letter_all(f, all, n, strand, false, err) : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = letter_all(f, all, n, strand, true, err);
    free(strand);
    free(all);
    return status;
}
