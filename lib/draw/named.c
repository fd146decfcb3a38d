/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/named.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/scale.h"

#define CROSSING 1e3 /* points: upon a line rather than nowhere */

static void find_extents(const sz_frame *f, sz_named *all, const int32_t *index)
{
    const sz_raster *g = &f->ground;
    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++) {
            size_t i = (size_t)y * (size_t)g->w + (size_t)x;
            int32_t c = g->label[i];
            if (c < 0 || c >= f->page->n_communities || index[c] < 0)
                continue;
            sz_named *s = &all[index[c]];
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

static bool sum_up(const sz_frame *f, sz_named *s)
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
static double share_inside(const sz_frame *f, const sz_named *s, double x, double y,
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

bool sz__named_room(const sz_frame *f, const sz_named *s, double share,
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

/* A point of the ground of each, for the tiny ones that the raster misses. */
static void find_points(const sz_frame *f, sz_named *s, const int32_t *index)
{
    const sz_map *m = f->page->map;
    for (int32_t p = m->n - 1; p >= 0; p--)
        if (f->of[p] < f->page->n_communities && index[f->of[p]] >= 0)
            sz__view_point(&f->view, m->x[p], m->y[p], s[index[f->of[p]]].pole);
}

/* "最远 1,234 米" instead of the households, off the line that shows it. */
static void say_farthest(const sz_frame *f, sz_named *s, const sz_reach_row *row)
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

sz_status sz__named_gather(sz_frame *f, sz_named **out, size_t *n, sz_error *err)
{
    size_t all = sz_plan_communities(f->plan);
    *n = 0;
    sz_named *s = *out = sz__zalloc(all, sizeof *s);
    int32_t *index = sz__alloc((size_t)f->page->n_communities, sizeof *index);
    sz_status status = s && index ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t c = 0; status == SZ_SUCCESS && c < f->page->n_communities; c++)
        index[c] = -1;
    for (size_t c = 0; status == SZ_SUCCESS && c < all; c++) {
        sz_community info;
        char count[32];
        if ((status = sz_plan_community(f->plan, c, &info, err)) || info.parcels == 0)
            continue;
        sz_named *t = &s[*n];
        index[c] = (int32_t)(*n)++;
        *t = (sz_named){ .community = (int32_t)c, .x0 = f->ground.w, .y0 = f->ground.h,
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

void sz__named_free(sz_named *s, size_t n)
{
    for (size_t k = 0; s && k < n; k++)
        free(s[k].sum);
    free(s);
}
