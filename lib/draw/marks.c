/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is wrong today, shown on the ground: gaps dotted, overlaps cross-hatched,
 * detached parts ringed; and the offices. */
#include <math.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/page.h"

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
        sz__rings_path(page->cr, &rings, 0, 1);
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
        sz__rings_path(page->cr, &f->rings, gap, gap + 1);
        sz__dots(page->cr, &page->style, SZ_INK_GAP, 1.1 * SZ_MM, 0.16 * SZ_MM);
        page->drawn |= SZ_DRAWN_GAPS;
    }
    return f->after ? SZ_SUCCESS : draw_overlaps(f, err);
}

/* Rings of the detached parts of the frame's plan, by their number in PARTS;
 * *N = 0 when there are none. */
static sz_status detached_rings(sz_frame *f, sz_part **parts, size_t *n,
                                sz_rings *rings, sz_error *err)
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
            sz__rings_path(f->page->cr, &rings, (int32_t)i, (int32_t)i + 1);
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
        double at[2], r = 1.3 * page->style.bounds * SZ_MM;
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

/* Whether all of BOX lies on PART. */
static bool all_of(const sz_raster *parts, int32_t part, const sz_box *box)
{
    for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++)
            if (sz__raster_at(parts, box->x + i * box->hw / 2.0,
                              box->y + j * box->hh / 2.0) != part)
                return false;
    return true;
}

/* Room for BOX on PART, as near to where BOX is as can be; false when there is none. */
static bool find_room(const sz_frame *f, const sz_raster *parts, int32_t part, sz_box *box)
{
    double best = INFINITY;
    sz_box found = *box;
    for (int i = 0; i < parts->w * parts->h; i++) {
        if (parts->label[i] != part || (double)parts->depth[i] < box->hh)
            continue;
        sz_box b = *box;
        b.x = parts->x0 + (i % parts->w + 0.5) * parts->cell;
        b.y = parts->y0 + (i / parts->w + 0.5) * parts->cell;
        double away = hypot(b.x - box->x, b.y - box->y);
        if (away >= best || !all_of(parts, part, &b) ||
            !sz__placer_free(&f->page->placer, &b, 1, f->inner))
            continue;
        best = away;
        found = b;
    }
    *box = found;
    return best < INFINITY;
}

/* "飞地" with the owner's name: on the part where it is large enough, else beside
 * it, without the name where there is little room. */
static sz_status mark_detached(sz_frame *f, const sz_raster *parts, int32_t i,
                               const sz_part *part, const double at[2], sz_error *err)
{
    char name[128];
    bool placed = false;
    sz_look large = { 5.5, true, false, SZ_INK_DETACHED, 0.3 * SZ_MM }, small = large;
    small.size = 5.0;
    sz__sheet_name(f->plan, part->community, name, sizeof name);
    const char *word = sz__page_word(f->page, "飞地");
    const sz_callout whose = { .line = { word, name }, .look = { large, small } };
    const sz_callout mark = { .line = { word, NULL }, .look = { small, small } };
    sz_box box = sz__callout_box(f->page, &whose, at[0], at[1]);
    if (find_room(f, parts, i, &box))
        return sz__callout_put(f->page, &whose, &box, err);
    sz_status status = sz__callout_near(f, &whose, at, 12.0 * SZ_MM, &placed, err);
    if (status == SZ_SUCCESS && !placed)
        status = sz__callout_near(f, &mark, at, 20.0 * SZ_MM, &placed, err);
    f->page->left_out += status == SZ_SUCCESS && !placed;
    return status;
}

/* Deepest points of N parts on R: AT[2 * n]. Parts smaller than a cell keep the point
 * inside them that they came with. */
static sz_status find_poles(const sz_frame *f, const sz_raster *r, const sz_part *parts,
                            size_t n, double *at, sz_error *err)
{
    float *deepest = sz__zalloc(n, sizeof *deepest);
    sz_status status = deepest ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        sz__view_point(&f->view, parts[i].x, parts[i].y, at + 2 * i);
    for (int y = 0; status == SZ_SUCCESS && y < r->h; y++)
        for (int x = 0; x < r->w; x++) {
            int32_t part = r->label[y * r->w + x];
            if (part < 0 || r->depth[y * r->w + x] <= deepest[part])
                continue;
            deepest[part] = r->depth[y * r->w + x];
            at[2 * part] = r->x0 + (x + 0.5) * r->cell;
            at[2 * part + 1] = r->y0 + (y + 0.5) * r->cell;
        }
    free(deepest);
    return status;
}

sz_status sz__marks_labels(sz_frame *f, sz_error *err)
{
    sz_part *parts = NULL;
    sz_rings rings = { 0 };
    sz_raster raster = { 0 };
    size_t n = 0;
    sz_status status = detached_rings(f, &parts, &n, &rings, err);
    double *at = sz__alloc(2 * n, sizeof *at);
    if (status == SZ_SUCCESS && !at)
        status = sz__nomem(err);
    if (status == SZ_SUCCESS && n > 0)
        status = sz__raster(&raster, &rings, f->view.box, err);
    if (status == SZ_SUCCESS && n > 0)
        status = find_poles(f, &raster, parts, n, at, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        if (!parts[i].main)
            status = mark_detached(f, &raster, (int32_t)i, &parts[i], at + 2 * i, err);
    free(at);
    sz_free(parts);
    sz__raster_release(&raster);
    sz__rings_release(&rings);
    return status;
}
