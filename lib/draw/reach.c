/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sheet of service distances (服务半径图): the ground by how far it is to the office,
 * who lives farthest, and whose way is longer than the policy allows. */
#include <math.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/page.h"

sz_status sz__reach_find(sz_page *page, sz_error *err)
{
    const sz_reach_table *t = page->options->reach;
    bool bound = isfinite(t->bound_m);
    page->reach = sz__zalloc((size_t)page->n_communities, sizeof *page->reach);
    if (!page->reach)
        return sz__nomem(err);
    for (size_t i = 0; i < t->n; i++)
        if (t->rows[i].community >= 0 && t->rows[i].community < page->n_communities)
            page->reach[t->rows[i].community] = &t->rows[i];
    /* where no policy says what is far: the walks of 10 and 15 minutes or so */
    page->bands[0] = bound ? t->bound_m / 2.0 : 500.0;
    page->bands[1] = bound ? t->bound_m : 1000.0;
    return SZ_SUCCESS;
}

enum { NEAR, MIDDLE, BEYOND, N_BANDS };

/* Band of parcel P, -1: there is no office. */
static int32_t band_of(const sz_page *page, size_t p)
{
    double metres = page->options->reach->metres[p];
    if (isnan(metres))
        return -1;
    return metres <= page->bands[0] ? NEAR : metres <= page->bands[1] ? MIDDLE : BEYOND;
}

/* Parcels in LABEL by band; those that live beyond the policy's bound get an outline. */
static sz_status fill_bands(sz_frame *f, int32_t *label, sz_error *err)
{
    static const sz_ground_class class[] = { SZ_GROUND_NEAR, SZ_GROUND_MIDDLE,
                                             SZ_GROUND_BEYOND };
    static const unsigned drawn[] = { SZ_DRAWN_NEAR, SZ_DRAWN_MIDDLE, SZ_DRAWN_BEYOND };
    sz_page *page = f->page;
    sz_rings rings = { 0 };
    sz_status status = sz__rings(&rings, &f->view, label, N_BANDS, err);
    for (int i = 0; status == SZ_SUCCESS && i < N_BANDS; i++) {
        if (rings.first[i] == rings.first[i + 1])
            continue;
        sz__rings_path(page->cr, &rings, i, i + 1);
        sz__fill_ground(page->cr, &page->style, class[i]);
        page->drawn |= drawn[i];
    }
    sz__rings_release(&rings);
    return status;
}

/* Whether so few of community C have far to go that a sheet for the public does not say
 * where they live. */
static bool hides(const sz_page *page, int32_t c)
{
    const sz_reach_row *row = c < 0 ? NULL : page->reach[c];
    return page->options->for_public && row && sz__is_few(row->beyond + row->cut_off);
}

/* Hatch where households have farther than the policy allows, or no way at all. */
static sz_status hatch_far(sz_frame *f, int32_t *label, sz_error *err)
{
    sz_page *page = f->page;
    const sz_reach_table *t = page->options->reach;
    bool any = false;
    for (size_t p = 0; p < (size_t)page->map->n; p++) {
        bool far = page->map->households[p] > 0 &&
                   (t->metres[p] > t->bound_m || isinf(t->metres[p])) &&
                   !hides(page, sz_plan_of(f->plan, p));
        label[p] = far ? 0 : -1;
        any = any || far;
    }
    sz_rings rings = { 0 };
    sz_status status = any ? sz__rings(&rings, &f->view, label, 1, err) : SZ_SUCCESS;
    if (status == SZ_SUCCESS && any) {
        sz__rings_path(page->cr, &rings, 0, 1);
        sz__hatch(page->cr, &page->style, SZ_INK_FAR, -SZ_PI / 4.0, 1.5 * SZ_MM,
                  0.13 * SZ_MM);
        page->drawn |= SZ_DRAWN_FAR;
    }
    sz__rings_release(&rings);
    return status;
}

sz_status sz__reach_ground(sz_frame *f, sz_error *err)
{
    size_t n = (size_t)f->page->map->n;
    int32_t *label = sz__alloc(n, sizeof *label);
    if (!label)
        return sz__nomem(err);
    for (size_t p = 0; p < n; p++)
        label[p] = band_of(f->page, p);
    sz_status status = fill_bands(f, label, err);
    if (status == SZ_SUCCESS)
        status = hatch_far(f, label, err);
    free(label);
    return status;
}

/* A circle of the policy's distance round the office, where distances are straight. */
static void draw_circle(sz_frame *f, const double at[2])
{
    const sz_reach_table *t = f->page->options->reach;
    cairo_t *cr = f->page->cr;
    if (!isfinite(t->bound_m) || t->network)
        return;
    cairo_new_sub_path(cr);
    cairo_arc(cr, at[0], at[1], t->bound_m * f->view.k, 0.0, 2.0 * SZ_PI);
    sz__stroke_circle(cr, &f->page->style);
    f->page->drawn |= SZ_DRAWN_CIRCLE;
}

/* From the office to where the farthest live, a dot there. */
static sz_status draw_farthest(sz_frame *f, const sz_reach_row *row, const double at[2],
                               sz_error *err)
{
    sz_page *page = f->page;
    cairo_t *cr = page->cr;
    double to[2], r = 0.7 * SZ_MM;
    if (!isfinite(row->far_x)) {
        page->withheld.places += hides(page, row->community);
        return SZ_SUCCESS;
    }
    if (page->options->for_public) { /* it is somebody's home */
        page->withheld.places++;
        return SZ_SUCCESS;
    }
    sz__view_point(&f->view, row->far_x, row->far_y, to);
    cairo_move_to(cr, at[0], at[1]);
    cairo_line_to(cr, to[0], to[1]);
    sz__stroke_solid(cr, &page->style, SZ_INK_REACH, 0.2 * SZ_MM);
    cairo_new_sub_path(cr);
    cairo_arc(cr, to[0], to[1], r, 0.0, 2.0 * SZ_PI);
    sz__ink(cr, &page->style, SZ_INK_REACH);
    cairo_fill(cr);
    page->drawn |= SZ_DRAWN_FARTHEST;
    sz_box box = sz__box(to[0], to[1], r, r);
    return sz__placer_take(&page->placer, &box, 1) ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__reach_above(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    sz_status status = SZ_SUCCESS;
    for (int32_t c = 0; status == SZ_SUCCESS && c < page->n_communities; c++) {
        const sz_reach_row *row = page->reach[c];
        double at[2];
        if (!row || row->office < 0)
            continue;
        const sz_office *o = &page->map->offices[row->office];
        sz__view_point(&f->view, o->x, o->y, at);
        draw_circle(f, at);
        status = draw_farthest(f, row, at, err);
    }
    return status;
}
