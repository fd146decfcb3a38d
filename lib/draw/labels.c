/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and households of communities: inside their own ground where they fit,
 * smaller where it is narrow, beside it with a leader line where it is tiny. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw/named.h"

static const double sizes[] = { 12.0, 11.0, 10.0, 9.0, 8.0, 7.5, 7.0,
                                6.5,  6.0,  5.5,  5.0 };
#define N_SIZES ((int)(sizeof sizes / sizeof *sizes))
#define LEAST 5.0    /* no figure is smaller, and no name */
#define BARE 6       /* size of names without their counts */
#define MOST_UPRIGHT 6 /* characters of a name from top to bottom */
#define NEIGHBOURS 4 /* size of those round the subject */

/* How a label is written. */
typedef enum wording { COUNTED, NAMED, UPRIGHT } wording;

static sz_callout callout_of(const sz_named *s, double size, wording form)
{
    double halo = 0.3 * SZ_MM * (size < 7.0 ? size / 7.0 : 1.0);
    return (sz_callout){
        .line = { s->name, form == COUNTED ? s->count : NULL },
        .upright = form == UPRIGHT,
        .look = { { size, true, false, SZ_INK_TEXT, halo },
                  { fmax(0.82 * size, fmin(size, LEAST)), false, false,
                    s->fresh ? SZ_INK_MOVE : SZ_INK_TEXT, halo } } };
}

/* Try to place S at sizes[FROM ..]; *PLACED tells. */
static sz_status place_inside(sz_frame *f, sz_named *s, int from, double share, wording form,
                              bool *placed, sz_error *err)
{
    *placed = false;
    for (int i = from; i < N_SIZES; i++) {
        sz_callout c = callout_of(s, sizes[i], form);
        sz_box proto = sz__callout_box(f->page, &c, 0.0, 0.0), box;
        if (sz__named_room(f, s, share, &f->page->placer, &proto, &box)) {
            *placed = true;
            s->counted = form == COUNTED;
            return sz__callout_put(f->page, &c, &box, err);
        }
    }
    return SZ_SUCCESS;
}

/* The number of S beside its ground, however far, with a leader from the point AT. */
static sz_status place_beside(sz_frame *f, sz_named *s, const double at[2], bool *placed,
                              sz_error *err)
{
    const double *b = f->view.box;
    sz_callout c = callout_of(s, 3.0, NAMED);
    sz_status status = SZ_SUCCESS;
    c.tight = true;
    for (double reach = 16.0 * SZ_MM;
         status == SZ_SUCCESS && !*placed && reach < b[2] - b[0] + b[3] - b[1]; reach *= 2.0)
        status = sz__callout_near(f, &c, at, reach, placed, err);
    return status;
}

/* The same from any point of the ground: others' texts may lie upon the middle. */
static sz_status place_from_anywhere(sz_frame *f, sz_named *s, bool *placed, sz_error *err)
{
    const sz_raster *g = &f->ground;
    sz_status status = place_beside(f, s, s->pole, placed, err);
    for (int y = s->y0; status == SZ_SUCCESS && !*placed && y <= s->y1; y++)
        for (int x = s->x0; status == SZ_SUCCESS && !*placed && x <= s->x1; x++) {
            const double at[2] = { g->x0 + (x + 0.5) * g->cell, g->y0 + (y + 0.5) * g->cell };
            const sz_box point = sz__box(at[0], at[1], 0.1, 0.1);
            if (g->label[(size_t)y * (size_t)g->w + (size_t)x] == s->community &&
                sz__placer_free(&f->page->placer, &point, 1, f->inner))
                status = place_beside(f, s, at, placed, err);
        }
    return status;
}

/* A number instead of the name, which the index has: on the community's ground if it can
 * be, else beside it. */
static sz_status place_number(sz_frame *f, sz_named *s, sz_error *err)
{
    static const struct { double size, share; } steps[] = {
        { 6.0, 1.0 }, { 5.0, 1.0 }, { 4.5, 1.0 }, { 4.0, 0.9 }, { 3.5, 0.8 },
        { 3.0, 0.7 }, { 3.0, 0.4 }, { 3.0, 0.2 },
    };
    int32_t number = sz__index_number(f->page, s->community);
    bool placed = false;
    sz_status status = number > 0 ? SZ_SUCCESS : sz__nomem(err);
    snprintf(s->name, sizeof s->name, "%d", (int)number);
    for (size_t i = 0; status == SZ_SUCCESS && s->sum && i < sizeof steps / sizeof *steps;
         i++) {
        sz_callout c = callout_of(s, steps[i].size, NAMED);
        c.tight = true;
        sz_box proto = sz__callout_box(f->page, &c, 0.0, 0.0), box;
        if (sz__named_room(f, s, steps[i].share, &f->page->placer, &proto, &box))
            return sz__callout_put(f->page, &c, &box, err);
    }
    if (status == SZ_SUCCESS)
        status = place_from_anywhere(f, s, &placed, err);
    if (status == SZ_SUCCESS && !placed) {
        f->page->left_out++;
        f->page->nameless++;
    }
    return status;
}

/* The name alone on S's ground, no larger than the names that have their counts; on narrow
 * ground from top to bottom. */
static sz_status place_name(sz_frame *f, sz_named *s, int common, bool *placed, sz_error *err)
{
    char glyph[MOST_UPRIGHT][SZ_GLYPH];
    int from = common > BARE ? common : BARE;
    *placed = false;
    sz_status status = SZ_SUCCESS;
    if (s->sum)
        status = place_inside(f, s, from, 1.0, NAMED, placed, err);
    if (status == SZ_SUCCESS && s->sum && !*placed &&
        sz__wide_glyphs(s->name, glyph, MOST_UPRIGHT) > 0)
        status = place_inside(f, s, from, 1.0, UPRIGHT, placed, err);
    return status;
}

/* Everything short of leaving the label out. */
static sz_status place_somewhere(sz_frame *f, sz_named *s, int common, sz_error *err)
{
    static const struct { int from; double share; wording form; } steps[] = {
        { 8, 0.8, COUNTED }, { 9, 0.6, NAMED },
    };
    bool placed;
    sz_status status = place_name(f, s, common, &placed, err);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (status != SZ_SUCCESS || placed)
            return status;
        status = place_inside(f, s, steps[i].from, steps[i].share, steps[i].form, &placed,
                              err);
    }
    if (status != SZ_SUCCESS || placed)
        return status;
    /* where many are to be named, all names come before any count */
    sz_callout c = callout_of(s, LEAST, f->page->style.bounds > 0.7 ? COUNTED : NAMED);
    status = sz__callout_near(f, &c, s->pole, 16.0 * SZ_MM, &placed, err);
    s->counted = placed && c.line[1];
    if (status != SZ_SUCCESS || placed)
        return status;
    c = callout_of(s, LEAST, NAMED);
    status = sz__callout_near(f, &c, s->pole, 24.0 * SZ_MM, &placed, err);
    return status != SZ_SUCCESS || placed ? status : place_number(f, s, err);
}

/* The size that seven of ten communities can have, so that the sheet looks of
 * one piece; each S gets the largest that fits it. */
static int common_size(sz_frame *f, sz_named *s, size_t n)
{
    size_t reach[N_SIZES + 1] = { 0 };
    for (size_t k = 0; k < n; k++) {
        s[k].size = N_SIZES;
        for (int i = 0; s[k].sum && i < N_SIZES; i++) {
            sz_callout c = callout_of(&s[k], sizes[i], COUNTED);
            sz_box proto = sz__callout_box(f->page, &c, 0.0, 0.0), box;
            if (sz__named_room(f, &s[k], 1.0, NULL, &proto, &box)) {
                s[k].size = i;
                break;
            }
        }
        reach[s[k].size]++;
    }
    size_t have = 0;
    for (int i = 0; i < N_SIZES; i++) {
        have += reach[i];
        if (10 * have >= 7 * n || sizes[i] <= 6.0)
            return i;
    }
    return N_SIZES - 1;
}

/* Whether S must have its name: on the sheet of one community, neighbours have theirs
 * where there is room on their ground in the frame. */
static bool wanted(const sz_frame *f, const sz_named *s)
{
    return f->page->subject < 0 || s->community == f->page->subject;
}

/* Narrow ground first: wide ground has room left. */
static int by_depth(const void *pa, const void *pb)
{
    const sz_named *a = pa, *b = pb;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return (a->community > b->community) - (a->community < b->community);
}

/* Where many have no room for their names, names and leaders beside the ground of their
 * owners would take others' room in turn: all of them are numbered, in their order. */
static sz_status place_crowd(sz_frame *f, sz_named *s, size_t n, int common, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++) {
        if (!s[k].done)
            status = place_name(f, &s[k], common, &s[k].done, err);
        if (status == SZ_SUCCESS && !s[k].done &&
            sz__index_number(f->page, s[k].community) == 0)
            status = sz__nomem(err);
    }
    qsort(s, n, sizeof *s, by_depth);
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++)
        if (!s[k].done)
            status = place_number(f, &s[k], err);
    return status;
}

#define CROWD 24 /* so many names at most stand beside their ground */

sz_status sz__labels(sz_frame *f, sz_error *err)
{
    sz_named *s = NULL;
    size_t n, homeless = 0;
    sz_status status = sz__named_gather(f, &s, &n, err);
    int common = status == SZ_SUCCESS ? common_size(f, s, n) : 0;
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++) {
        int from = f->page->subject < 0               ? common
                   : s[k].community != f->page->subject ? NEIGHBOURS
                                                        : 0;
        if (s[k].size < N_SIZES)
            status = place_inside(f, &s[k], from > s[k].size ? from : s[k].size, 1.0, COUNTED,
                                  &s[k].done, err);
    }
    for (size_t k = 0; k < n; k++)
        homeless += !s[k].done && wanted(f, &s[k]);
    if (status == SZ_SUCCESS && homeless > CROWD)
        status = place_crowd(f, s, n, common, err);
    else
        for (size_t k = 0; status == SZ_SUCCESS && k < n; k++)
            if (!s[k].done && wanted(f, &s[k]))
                status = s[k].sum ? place_somewhere(f, &s[k], common, err)
                                  : place_number(f, &s[k], err);
    for (size_t k = 0; k < n; k++) /* figures are missed like names */
        f->page->left_out += !s[k].counted && wanted(f, &s[k]);
    sz__named_free(s, n);
    return status;
}
