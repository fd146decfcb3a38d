/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is wrong today, shown on the ground: gaps dotted, overlaps cross-hatched,
 * detached parts ringed; and the offices. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "draw/page.h"

static void add_rings(cairo_t *cr, const sz_rings *rings, int32_t label)
{
    for (size_t g = rings->first[label]; g < rings->first[label + 1]; g++) {
        cairo_new_sub_path(cr);
        for (size_t i = rings->row[g]; i < rings->row[g + 1]; i++)
            cairo_line_to(cr, rings->xy[2 * i], rings->xy[2 * i + 1]);
        cairo_close_path(cr);
    }
}

static sz_status draw_overlaps(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    size_t n = (size_t)page->map->n;
    int32_t *label = sz__alloc(n, sizeof *label);
    if (!label)
        return sz__nomem(err);
    bool any = false;
    for (size_t p = 0; p < n; p++) {
        size_t claims;
        sz_map_claims(page->map, p, &claims);
        label[p] = claims > 1 ? 0 : -1;
        any = any || claims > 1;
    }
    sz_rings rings = { 0 };
    sz_status status = any ? sz__rings(&rings, &f->view, label, 1, err) : SZ_SUCCESS;
    free(label);
    for (int i = 0; status == SZ_SUCCESS && any && i < 2; i++) {
        add_rings(page->cr, &rings, 0);
        sz__hatch(page->cr, &page->style, SZ_INK_OVERLAP,
                  i ? SZ_PI / 4.0 : -SZ_PI / 4.0, 1.2 * SZ_MM, 0.12 * SZ_MM);
        page->drawn |= SZ_DRAWN_OVERLAPS;
    }
    sz__rings_release(&rings);
    return status;
}

sz_status sz__marks_ground(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    int32_t gap = page->n_communities;
    if (page->settled && f->rings.first[gap] < f->rings.first[gap + 1]) {
        add_rings(page->cr, &f->rings, gap);
        sz__dots(page->cr, &page->style, SZ_INK_GAP, 1.1 * SZ_MM, 0.16 * SZ_MM);
        page->drawn |= SZ_DRAWN_GAPS;
    }
    return f->after ? SZ_SUCCESS : draw_overlaps(f, err);
}

/* Rings of the detached parts of the frame's plan, by their number in PARTS;
 * *N = 0 when there are none. */
static sz_status detached_rings(sz_frame *f, sz_part **parts, size_t *n, sz_rings *rings,
                                sz_error *err)
{
    int32_t *of = NULL;
    sz_status status = sz_plan_parts(f->plan, parts, n, &of, err);
    if (status != SZ_SUCCESS)
        return status;
    size_t detached = 0;
    for (size_t i = 0; i < *n; i++)
        detached += !(*parts)[i].main;
    if (detached > 0) {
        for (size_t p = 0; p < (size_t)f->page->map->n; p++)
            if (of[p] >= 0 && (*parts)[of[p]].main)
                of[p] = -1;
        status = sz__rings(rings, &f->view, of, (int32_t)*n, err);
    } else {
        *n = 0;
    }
    sz_free(of);
    return status;
}

static sz_status draw_detached(sz_frame *f, sz_error *err)
{
    sz_part *parts = NULL;
    sz_rings rings = { 0 };
    size_t n = 0;
    sz_status status = detached_rings(f, &parts, &n, &rings, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        if (!parts[i].main) {
            add_rings(f->page->cr, &rings, (int32_t)i);
            sz__stroke_detached(f->page->cr, &f->page->style);
            f->page->drawn |= SZ_DRAWN_DETACHED;
        }
    sz_free(parts);
    sz__rings_release(&rings);
    return status;
}

static sz_status draw_offices(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    for (int32_t i = 0; i < page->map->n_offices; i++) {
        double at[2], r = 1.3 * SZ_MM;
        sz__view_point(&f->view, page->map->offices[i].x, page->map->offices[i].y, at);
        if (!sz__raster_near(&f->ground, at[0], at[1], 0.0))
            continue; /* not in this town */
        sz__star(page->cr, &page->style, at[0], at[1], r);
        page->drawn |= SZ_DRAWN_OFFICES;
        sz_box box = sz__box(at[0], at[1], r, r);
        if (!sz__placer_take(&page->placer, &box, 1))
            return sz__nomem(err);
    }
    return SZ_SUCCESS;
}

sz_status sz__marks_above(sz_frame *f, sz_error *err)
{
    sz_status status = draw_detached(f, err);
    return status == SZ_SUCCESS ? draw_offices(f, err) : status;
}

sz_status sz__marks_labels(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    sz_part *parts = NULL;
    sz_rings rings = { 0 };
    size_t n = 0;
    sz_status status = detached_rings(f, &parts, &n, &rings, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        if (parts[i].main)
            continue;
        double at[2];
        char name[128];
        bool placed = false;
        sz__view_point(&f->view, parts[i].x, parts[i].y, at);
        sz__sheet_name(f->plan, parts[i].community, name, sizeof name);
        sz_look look = { 5.5, true, false, SZ_INK_DETACHED, 0.3 * SZ_MM };
        sz_callout whose = { { "飞地", name }, { look, look } };
        whose.look[1].size = 5.0;
        sz_callout mark = { { "飞地", NULL }, { look, look } };
        mark.look[0].size = 5.0;
        status = sz__callout_near(f, &whose, at, 10.0 * SZ_MM, &placed, err);
        if (status == SZ_SUCCESS && !placed)
            status = sz__callout_near(f, &mark, at, 16.0 * SZ_MM, &placed, err);
        page->left_out += status == SZ_SUCCESS && !placed;
    }
    sz_free(parts);
    sz__rings_release(&rings);
    return status;
}
