/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of waters and parks, each once, on their own ground. */
#include <math.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/page.h"

static const double sizes[] = { 7.0, 6.0, 5.0, 4.5 };
#define N_SIZES ((int)(sizeof sizes / sizeof *sizes))

/* Cells of one name, both ends included. */
typedef struct named {
    int32_t group;
    int x0, y0, x1, y1;
    size_t cells;
} named;

/* Large ones first. */
static int by_size(const void *pa, const void *pb)
{
    const named *a = pa, *b = pb;
    if (a->cells != b->cells)
        return a->cells > b->cells ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

/* Rivers with a name along their line have no second one. */
static bool has_line(const sz_frame *f, int32_t group)
{
    for (size_t i = 0; i < f->barriers.line.n; i++)
        if (f->barriers.line.at[i].barrier == SZ_BARRIER_RIVER &&
            f->barriers.line.at[i].name == sz__group_name(group))
            return sz__group_kind(group) == SZ_BACKDROP_WATER;
    return false;
}

static void add_cell(named *n, int x, int y)
{
    n->x0 = x < n->x0 ? x : n->x0;
    n->x1 = x > n->x1 ? x : n->x1;
    n->y0 = y < n->y0 ? y : n->y0;
    n->y1 = y > n->y1 ? y : n->y1;
    n->cells++;
}

/* The names there are, by size; *OUT is malloc'ed. */
static sz_status gather(const sz_frame *f, named **out, size_t *n, sz_error *err)
{
    const sz_raster *w = &f->areas.where;
    size_t groups = SZ_N_BACKDROPS * (f->page->map->names.n + 1);
    int32_t *index = sz__zalloc(groups, sizeof *index); /* from 1 on */
    SZ__ARRAY(named) all = SZ__ARRAY_INIT;
    bool ok = index != NULL;
    for (int y = 0; ok && y < w->h; y++)
        for (int x = 0; ok && x < w->w; x++) {
            int32_t g = w->label[(size_t)y * (size_t)w->w + (size_t)x];
            if (g < 0 || sz__group_name(g) < 0)
                continue;
            if (index[g] == 0) {
                ok = sz__push(&all, (named){ g, x, y, x, y, 0 });
                index[g] = (int32_t)all.n;
            }
            if (ok)
                add_cell(&all.at[index[g] - 1], x, y);
        }
    free(index);
    if (!ok) {
        free(all.at);
        return sz__nomem(err);
    }
    if (all.n > 0)
        qsort(all.at, all.n, sizeof *all.at, by_size);
    *out = all.at;
    *n = all.n;
    return SZ_SUCCESS;
}

/* Share of a box round X, Y that lies on ground of the group and not beyond the limit. */
static double share_upon(const sz_frame *f, const named *n, const sz_box *box)
{
    const sz_raster *w = &f->areas.where;
    int on = 0, all = 0;
    for (int j = -2; j <= 2; j++)
        for (int i = -4; i <= 4; i++, all++) {
            double x = box->x + i * box->hw / 4.0, y = box->y + j * box->hh / 2.0;
            on += sz__raster_at(w, x, y) == n->group &&
                  sz__raster_near(&f->ground, x, y, 0.0);
        }
    return (double)on / all;
}

/* The deepest place of N's ground for a box of BOX's size; *ROOMY: there is one but for
 * what has been placed already. */
static bool find_place(const sz_frame *f, const named *n, sz_box *box, bool *roomy)
{
    const sz_raster *w = &f->areas.where;
    const sz_placer *placer = &f->page->placer;
    double best = 0.0;
    sz_box at = *box;
    int step = 1 + (int)sqrt((double)n->cells / 4000.0);
    for (int y = n->y0; y <= n->y1; y += step)
        for (int x = n->x0; x <= n->x1; x += step) {
            size_t i = (size_t)y * (size_t)w->w + (size_t)x;
            if (w->label[i] != n->group || (double)w->depth[i] <= best)
                continue;
            at.x = w->x0 + (x + 0.5) * w->cell;
            at.y = w->y0 + (y + 0.5) * w->cell;
            if (share_upon(f, n, &at) < 0.8)
                continue;
            *roomy = true;
            if (!sz__placer_free(placer, &at, 1, f->inner))
                continue;
            best = (double)w->depth[i];
            *box = at;
        }
    return best > 0.0;
}

static sz_status place(sz_frame *f, const named *n, sz_error *err)
{
    sz_page *page = f->page;
    bool water = sz__group_kind(n->group) == SZ_BACKDROP_WATER, roomy = false;
    sz_ink_id ink = water ? SZ_INK_WATER_NAME : SZ_INK_GREEN_NAME;
    const char *name = sz__name(&page->map->names, sz__group_name(n->group));
    for (int i = 0; i < N_SIZES; i++) {
        sz_callout c = { .line = { name, NULL },
                         .look = { { sizes[i], false, water, ink,
                                     0.3 * SZ_MM * sizes[i] / 7.0 } } };
        sz_box box = sz__callout_box(page, &c, 0.0, 0.0);
        if (find_place(f, n, &box, &roomy))
            return sz__callout_put(page, &c, &box, err);
    }
    page->left_out += roomy; /* the others were never going to carry it */
    return SZ_SUCCESS;
}

sz_status sz__area_names(sz_frame *f, sz_error *err)
{
    named *all = NULL;
    size_t n = 0;
    if (!f->areas.where.label)
        return SZ_SUCCESS;
    sz_status status = gather(f, &all, &n, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        if (!has_line(f, all[i].group))
            status = place(f, &all[i], err);
    free(all);
    return status;
}
