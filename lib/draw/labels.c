/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and households of communities: inside their own ground where they fit,
 * smaller where it is narrow, beside it with a leader line where it is tiny. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "draw/page.h"
#include "draw/scale.h"

static const double sizes[] = { 12.0, 11.0, 10.0, 9.0, 8.0, 7.5, 7.0,
                                6.5,  6.0,  5.5,  5.0 };
#define N_SIZES ((int)(sizeof sizes / sizeof *sizes))
#define CROSSING 1e3 /* points: upon a line rather than nowhere */
#define LEAST 5.0    /* no figure is smaller, and no name */
#define NEIGHBOURS 4 /* size of those round the subject */

/* A community with ground in this frame. */
typedef struct subject {
    int32_t community;
    int x0, y0, x1, y1;    /* cells, both ends included */
    int32_t *sum;          /* cells of it above and left, (w + 1) * (h + 1) */
    double pole[2];        /* deepest point */
    double depth;
    int size;              /* first of sizes[] that fits wholly inside, or N_SIZES */
    bool done;
    char name[128], count[64];
    bool fresh;            /* 新设 */
    bool crossed;          /* there is a line on its ground that texts keep off */
    sz_box line;
} subject;

static void find_extents(const sz_frame *f, subject *all, const int32_t *index)
{
    const sz_raster *g = &f->ground;
    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++) {
            size_t i = (size_t)y * (size_t)g->w + (size_t)x;
            int32_t c = g->label[i];
            if (c < 0 || c >= f->page->n_communities || index[c] < 0)
                continue;
            subject *s = &all[index[c]];
            s->x0 = x < s->x0 ? x : s->x0;
            s->x1 = x > s->x1 ? x : s->x1;
            s->y0 = y < s->y0 ? y : s->y0;
            s->y1 = y > s->y1 ? y : s->y1;
            if ((double)g->depth[i] > s->depth) {
                s->depth = (double)g->depth[i];
                s->pole[0] = g->x0 + (x + 0.5) * g->cell;
                s->pole[1] = g->y0 + (y + 0.5) * g->cell;
            }
        }
}

static bool sum_up(const sz_frame *f, subject *s)
{
    const sz_raster *g = &f->ground;
    int w = s->x1 - s->x0 + 1, h = s->y1 - s->y0 + 1;
    s->sum = sz__zalloc((size_t)(w + 1) * (size_t)(h + 1), sizeof *s->sum);
    if (!s->sum)
        return false;
    for (int y = 0; y < h; y++) {
        int32_t row = 0;
        for (int x = 0; x < w; x++) {
            row += g->label[(y + s->y0) * g->w + x + s->x0] == s->community;
            s->sum[(y + 1) * (w + 1) + x + 1] = s->sum[y * (w + 1) + x + 1] + row;
        }
    }
    return true;
}

static int clamp(int v, int lo, int hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}

/* Share of the cells under a box of half sizes HW, HH round X, Y that are S's. */
static double share_inside(const sz_frame *f, const subject *s, double x, double y,
                           double hw, double hh)
{
    const sz_raster *g = &f->ground;
    int x0 = (int)floor((x - hw - g->x0) / g->cell);
    int x1 = (int)floor((x + hw - g->x0) / g->cell);
    int y0 = (int)floor((y - hh - g->y0) / g->cell);
    int y1 = (int)floor((y + hh - g->y0) / g->cell);
    double all = (double)(x1 - x0 + 1) * (y1 - y0 + 1);
    int w = s->x1 - s->x0 + 1, h = s->y1 - s->y0 + 1;
    x0 = clamp(x0 - s->x0, 0, w);
    x1 = clamp(x1 - s->x0 + 1, 0, w);
    y0 = clamp(y0 - s->y0, 0, h);
    y1 = clamp(y1 - s->y0 + 1, 0, h);
    const int32_t *t = s->sum, p = w + 1;
    return (t[y1 * p + x1] - t[y0 * p + x1] - t[y1 * p + x0] + t[y0 * p + x0]) / all;
}

/* The best middle for a box of PROTO's size with at least SHARE of it on S's
 * ground: deep, and near the pole. False when there is none. */
static bool find_room(const sz_frame *f, const subject *s, double share,
                      const sz_placer *placer, const sz_box *proto, sz_box *out)
{
    const sz_raster *g = &f->ground;
    double best = -INFINITY;
    for (int y = s->y0; y <= s->y1; y++)
        for (int x = s->x0; x <= s->x1; x++) {
            size_t i = (size_t)y * (size_t)g->w + (size_t)x;
            if (g->label[i] != s->community)
                continue;
            sz_box box = *proto;
            box.x = g->x0 + (x + 0.5) * g->cell;
            box.y = g->y0 + (y + 0.5) * g->cell;
            double away = hypot(box.x - s->pole[0], box.y - s->pole[1]);
            double deep = fmin((double)g->depth[i], hypot(box.hw, box.hh));
            double score = deep - 0.2 * away;
            if (s->crossed && sz__boxes_meet(&box, &s->line))
                score -= CROSSING;
            if (score <= best ||
                share_inside(f, s, box.x, box.y, box.hw, box.hh) < share ||
                (placer && !sz__placer_free(placer, &box, 1, f->inner)))
                continue;
            best = score;
            *out = box;
        }
    return best > -INFINITY;
}

static sz_callout callout_of(const subject *s, double size, bool with_count)
{
    double halo = 0.3 * SZ_MM * (size < 7.0 ? size / 7.0 : 1.0);
    return (sz_callout){
        .line = { s->name, with_count ? s->count : NULL },
        .look = { { size, true, false, SZ_INK_TEXT, halo },
                  { fmax(0.82 * size, fmin(size, LEAST)), false, false, s->fresh ? SZ_INK_MOVE : SZ_INK_TEXT,
                    halo } } };
}

/* Try to place S at sizes[FROM ..]; *PLACED tells. */
static sz_status place_inside(sz_frame *f, subject *s, int from, double share,
                              bool with_count, bool *placed, sz_error *err)
{
    *placed = false;
    for (int i = from; i < N_SIZES; i++) {
        sz_callout c = callout_of(s, sizes[i], with_count);
        sz_box proto = sz__callout_box(f->page, &c, 0.0, 0.0), box;
        if (find_room(f, s, share, &f->page->placer, &proto, &box)) {
            *placed = true;
            return sz__callout_put(f->page, &c, &box, err);
        }
    }
    return SZ_SUCCESS;
}

/* The number of S beside its ground, however far, with a leader from the point AT. */
static sz_status place_beside(sz_frame *f, subject *s, const double at[2], bool *placed,
                              sz_error *err)
{
    const double *b = f->view.box;
    sz_callout c = callout_of(s, 3.0, false);
    sz_status status = SZ_SUCCESS;
    c.tight = true;
    for (double reach = 16.0 * SZ_MM;
         status == SZ_SUCCESS && !*placed && reach < b[2] - b[0] + b[3] - b[1]; reach *= 2.0)
        status = sz__callout_near(f, &c, at, reach, placed, err);
    return status;
}

/* The same from any point of the ground: others' texts may lie upon the middle. */
static sz_status place_from_anywhere(sz_frame *f, subject *s, bool *placed, sz_error *err)
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
static sz_status place_number(sz_frame *f, subject *s, sz_error *err)
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
        sz_callout c = callout_of(s, steps[i].size, false);
        c.tight = true;
        sz_box proto = sz__callout_box(f->page, &c, 0.0, 0.0), box;
        if (find_room(f, s, steps[i].share, &f->page->placer, &proto, &box))
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

/* Everything short of leaving the label out. */
static sz_status place_somewhere(sz_frame *f, subject *s, sz_error *err)
{
    static const struct { int from; double share; bool with_count; } steps[] = {
        { 6, 1.0, false }, { 8, 0.8, true }, { 9, 0.6, false },
    };
    bool placed = false;
    sz_status status;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        status = place_inside(f, s, steps[i].from, steps[i].share, steps[i].with_count,
                              &placed, err);
        if (status != SZ_SUCCESS || placed)
            return status;
    }
    /* where many are to be named, all names come before any count */
    bool with_count = f->page->style.bounds > 0.7;
    sz_callout c = callout_of(s, 5.0, with_count);
    status = sz__callout_near(f, &c, s->pole, 16.0 * SZ_MM, &placed, err);
    if (status != SZ_SUCCESS || placed)
        return status;
    c = callout_of(s, LEAST, false);
    status = sz__callout_near(f, &c, s->pole, 24.0 * SZ_MM, &placed, err);
    return status != SZ_SUCCESS || placed ? status : place_number(f, s, err);
}

/* A point of the ground of each, for the tiny ones that the raster misses. */
static void find_points(const sz_frame *f, subject *s, const int32_t *index)
{
    const sz_map *m = f->page->map;
    for (int32_t p = m->n - 1; p >= 0; p--)
        if (f->of[p] < f->page->n_communities && index[f->of[p]] >= 0)
            sz__view_point(&f->view, m->x[p], m->y[p], s[index[f->of[p]]].pole);
}

/* "最远 1,234 米" instead of the households, off the line that shows it. */
static void say_farthest(const sz_frame *f, subject *s, const sz_reach_row *row)
{
    const sz_page *page = f->page;
    char metres[32];
    double a[2], b[2];
    if (!row || row->office < 0) {
        snprintf(s->count, sizeof s->count, "%s", sz__page_word(page, "无办公地点"));
        return;
    }
    sz__thousands(metres, sizeof metres, llround(fmin(row->farthest_m, 1e9)));
    snprintf(s->count, sizeof s->count, sz__page_word(page, "最远 %s 米"),
             isnan(row->farthest_m) ? "—" : metres);
    s->crossed = isfinite(row->far_x) && !page->options->for_public;
    if (!s->crossed)
        return;
    const sz_office *o = &page->map->offices[row->office];
    sz__view_point(&f->view, o->x, o->y, a);
    sz__view_point(&f->view, row->far_x, row->far_y, b);
    s->line = sz__box_along(a, b, 0.3 * SZ_MM);
}

/* Names, counts, extents of all living communities; *OUT is [*n]. */
static sz_status gather(sz_frame *f, subject **out, size_t *n, sz_error *err)
{
    size_t all = sz_plan_communities(f->plan);
    *n = 0;
    subject *s = *out = sz__zalloc(all, sizeof *s);
    int32_t *index = sz__alloc((size_t)f->page->n_communities, sizeof *index);
    sz_status status = s && index ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t c = 0; status == SZ_SUCCESS && c < f->page->n_communities; c++)
        index[c] = -1;
    for (size_t c = 0; status == SZ_SUCCESS && c < all; c++) {
        sz_community info;
        char count[32];
        if ((status = sz_plan_community(f->plan, c, &info, err)) || info.parcels == 0)
            continue;
        subject *t = &s[*n];
        index[c] = (int32_t)(*n)++;
        *t = (subject){ .community = (int32_t)c, .x0 = f->ground.w, .y0 = f->ground.h,
                        .x1 = -1, .y1 = -1 };
        t->fresh = f->after && f->page->settled && info.fate == SZ_FATE_NEW;
        sz__sheet_name(f->plan, t->community, t->name, sizeof t->name);
        bool sized = f->page->sized && f->page->sized[c].class != SZ_GROUND_FINE;
        sz__households_text(f->page, sized ? f->page->sized[c].households
                                           : info.households, count, sizeof count);
        snprintf(t->count, sizeof t->count, "%s%s",
                 t->fresh ? sz__page_word(f->page, "新设 ") : "", count);
        if (f->page->reach)
            say_farthest(f, t, f->page->reach[c]);
        if (t->fresh)
            f->page->drawn |= SZ_DRAWN_NEW;
    }
    if (status == SZ_SUCCESS) {
        find_points(f, s, index);
        find_extents(f, s, index);
    }
    for (size_t i = 0; status == SZ_SUCCESS && i < *n; i++)
        if (s[i].x1 >= 0 && !sum_up(f, &s[i]))
            status = sz__nomem(err);
    free(index);
    return status;
}

/* The size that seven of ten communities can have, so that the sheet looks of
 * one piece; each S gets the largest that fits it. */
static int common_size(sz_frame *f, subject *s, size_t n)
{
    size_t reach[N_SIZES + 1] = { 0 };
    for (size_t k = 0; k < n; k++) {
        s[k].size = N_SIZES;
        for (int i = 0; s[k].sum && i < N_SIZES; i++) {
            sz_callout c = callout_of(&s[k], sizes[i], true);
            sz_box proto = sz__callout_box(f->page, &c, 0.0, 0.0), box;
            if (find_room(f, &s[k], 1.0, NULL, &proto, &box)) {
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
static bool wanted(const sz_frame *f, const subject *s)
{
    return f->page->subject < 0 || s->community == f->page->subject;
}

/* Narrow ground first: wide ground has room left. */
static int by_depth(const void *pa, const void *pb)
{
    const subject *a = pa, *b = pb;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return (a->community > b->community) - (a->community < b->community);
}

/* Where many have no room for their names, names and leaders beside the ground of their
 * owners would take others' room in turn: all of them are numbered, in their order. */
static sz_status place_crowd(sz_frame *f, subject *s, size_t n, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++) {
        if (!s[k].done && s[k].sum)
            status = place_inside(f, &s[k], 6, 1.0, false, &s[k].done, err);
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
    subject *s = NULL;
    size_t n, homeless = 0;
    sz_status status = gather(f, &s, &n, err);
    int common = status == SZ_SUCCESS ? common_size(f, s, n) : 0;
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++) {
        int from = f->page->subject < 0               ? common
                   : s[k].community != f->page->subject ? NEIGHBOURS
                                                        : 0;
        if (s[k].size < N_SIZES)
            status = place_inside(f, &s[k], clamp(from, s[k].size, N_SIZES), 1.0, true,
                                  &s[k].done, err);
    }
    for (size_t k = 0; k < n; k++)
        homeless += !s[k].done && wanted(f, &s[k]);
    if (status == SZ_SUCCESS && homeless > CROWD)
        status = place_crowd(f, s, n, err);
    else
        for (size_t k = 0; status == SZ_SUCCESS && k < n; k++)
            if (!s[k].done && wanted(f, &s[k]))
                status = s[k].sum ? place_somewhere(f, &s[k], err)
                                  : place_number(f, &s[k], err);
    for (size_t k = 0; k < n; k++)
        free(s[k].sum);
    free(s);
    return status;
}
