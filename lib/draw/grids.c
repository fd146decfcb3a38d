/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sheet of grids (网格图): which there are, what they are called, and which of them a
 * plan breaks. */
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "draw/page.h"
#include "policy/kinds.h"

/* The grid that parcel P lies in, by the first layer that has one; -1 none. */
static int32_t grid_of(const sz_map *m, size_t p)
{
    for (size_t k = 0; k < sz_map_unit_layers(m); k++) {
        int32_t unit = sz_map_unit_in(m, p, k);
        if (unit >= 0 && strcmp(sz__kind_word(sz_map_unit_kind(m, unit)), "grid") == 0)
            return unit;
    }
    return -1;
}

bool sz__grids_any(const sz_map *m)
{
    for (size_t p = 0; p < (size_t)m->n; p++)
        if (grid_of(m, p) >= 0)
            return true;
    return false;
}

sz_status sz__grids_find(sz_page *page, sz_error *err)
{
    const sz_map *m = page->map;
    size_t units = (size_t)m->n_units;
    int32_t *of = sz__alloc(units, sizeof *of); /* community of its first parcel */
    sz_grids *g = &page->grids;
    g->of = sz__alloc((size_t)m->n, sizeof *g->of);
    g->broken = sz__zalloc(units, 1);
    if (!of || !g->of || !g->broken) {
        free(of);
        return sz__nomem(err);
    }
    for (size_t u = 0; u < units; u++)
        of[u] = -2;
    for (size_t p = 0; p < (size_t)m->n; p++) {
        int32_t u = g->of[p] = grid_of(m, p), c = sz_plan_of(page->before, p);
        if (u < 0) {
            g->outside += m->households[p];
            continue;
        }
        g->n += of[u] == -2;
        of[u] = of[u] == -2 ? c : of[u];
        g->n_broken += of[u] != c && !g->broken[u];
        g->broken[u] |= of[u] != c;
    }
    free(of);
    return SZ_SUCCESS;
}

/* Broken grids hatched; LABEL of others is -1. */
sz_status sz__grids_ground(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    size_t n = (size_t)page->map->n;
    int32_t *label = sz__alloc(n, sizeof *label);
    sz_rings rings = { 0 };
    if (!label)
        return sz__nomem(err);
    for (size_t p = 0; p < n; p++) {
        int32_t u = page->grids.of[p];
        label[p] = u >= 0 && page->grids.broken[u] ? u : -1;
    }
    sz_status status = sz__rings(&rings, &f->view, label, page->map->n_units, err);
    free(label);
    if (status == SZ_SUCCESS && page->grids.n_broken > 0) {
        sz__rings_path(page->cr, &rings, 0, rings.n_labels);
        sz__hatch(page->cr, &page->style, SZ_INK_FAR, -SZ_PI / 4.0, 1.5 * SZ_MM,
                  0.13 * SZ_MM);
        page->drawn |= SZ_DRAWN_BROKEN;
    }
    sz__rings_release(&rings);
    return status;
}

/* Where the name of a grid could stand. */
typedef struct spread {
    int x0, y0, x1, y1;    /* cells of it */
    size_t cells;
} spread;

/* Whether the ground under all of BOX is that of grid U. */
static bool all_of(const sz_raster *r, int32_t u, const sz_box *box)
{
    for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++)
            if (sz__raster_at(r, box->x + i * box->hw / 2.0, box->y + j * box->hh / 2.0) !=
                u)
                return false;
    return true;
}

/* The deepest free place for a box of PROTO's size within grid U. */
static bool find_room(const sz_frame *f, const sz_raster *r, int32_t u, const spread *s,
                      const sz_box *proto, sz_box *out)
{
    double best = 0.0;
    for (int y = s->y0; y <= s->y1; y++)
        for (int x = s->x0; x <= s->x1; x++) {
            int i = y * r->w + x;
            sz_box box = *proto;
            if (r->label[i] != u || (double)r->depth[i] <= best ||
                (double)r->depth[i] < proto->hh)
                continue;
            box.x = r->x0 + (x + 0.5) * r->cell;
            box.y = r->y0 + (y + 0.5) * r->cell;
            if (!all_of(r, u, &box) ||
                !sz__placer_free(&f->page->placer, &box, 1, f->inner))
                continue;
            best = (double)r->depth[i];
            *out = box;
        }
    return best > 0.0;
}

static sz_status put_name(sz_frame *f, const sz_raster *r, int32_t u, const spread *s,
                          sz_error *err)
{
    static const double sizes[] = { 7.0, 6.0, 5.0, 4.5, 4.0 };
    const char *name = sz_map_unit_name(f->page->map, u);
    bool broken = f->page->grids.broken[u];
    if (f->page->options->for_public && sz__withheld_name(name)) {
        f->page->withheld.names++;
        return SZ_SUCCESS;
    }
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        sz_look look = { sizes[k], false, false, broken ? SZ_INK_FAR : SZ_INK_GRID,
                         0.25 * SZ_MM };
        sz_callout c = { .line = { name, NULL }, .look = { look, look } };
        sz_box proto = sz__callout_box(f->page, &c, 0.0, 0.0), box;
        if (find_room(f, r, u, s, &proto, &box))
            return sz__callout_put(f->page, &c, &box, err);
    }
    f->page->left_out++;
    return SZ_SUCCESS;
}

sz_status sz__grids_labels(sz_frame *f, sz_error *err)
{
    const sz_map *m = f->page->map;
    sz_rings rings = { 0 };
    sz_raster r = { 0 };
    spread *all = sz__zalloc((size_t)m->n_units, sizeof *all);
    sz_status status = all ? sz__rings(&rings, &f->view, f->page->grids.of, m->n_units, err)
                           : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__raster(&r, &rings, f->view.box, err);
    for (int y = 0; status == SZ_SUCCESS && y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            int32_t u = r.label[y * r.w + x];
            if (u < 0)
                continue;
            spread *s = &all[u];
            if (s->cells++ == 0)
                *s = (spread){ x, y, x, y, 1 };
            s->x0 = x < s->x0 ? x : s->x0;
            s->x1 = x > s->x1 ? x : s->x1;
            s->y1 = y;
        }
    for (int32_t u = 0; status == SZ_SUCCESS && u < m->n_units; u++)
        if (rings.first[u] < rings.first[u + 1])
            status = put_name(f, &r, u, &all[u], err);
    free(all);
    sz__raster_release(&r);
    sz__rings_release(&rings);
    return status;
}
