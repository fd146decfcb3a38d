/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One frame of the sheet, from the ground up: fills, backdrop, parcels, marks, barriers,
 * boundaries, limit, then all texts by their rank. */
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "draw/page.h"

/* Lines go on beyond the limit by so much. */
#define OVERHANG (2.5 * SZ_MM)

/* Texts keep off the line round the frame. */
#define RIM (1.0 * SZ_MM)

void sz__frame_release(sz_frame *frame)
{
    sz__view_release(&frame->view);
    sz__rings_release(&frame->rings);
    sz__raster_release(&frame->ground);
    sz__strands_release(&frame->barriers);
    sz__areas_release(&frame->areas);
    free(frame->of);
    memset(frame, 0, sizeof *frame);
}

/* The backdrop, but for what is not for this sheet. */
static sz_status open_areas(sz_frame *f, sz_error *err)
{
    const sz_map *m = f->page->map;
    uint8_t *leave_out = sz__zalloc((size_t)m->n_backdrops, 1);
    if (!leave_out)
        return sz__nomem(err);
    for (size_t i = 0; f->page->options->for_public && i < (size_t)m->n_backdrops; i++)
        leave_out[i] = sz__is_withheld_area(m, i);
    sz_status status = sz__areas_open(&f->areas, &f->view, &f->ground, OVERHANG, leave_out,
                                      err);
    free(leave_out);
    return status;
}

sz_status sz__frame_open(sz_frame *frame, sz_page *page, const sz_plan *plan,
                         bool after, const double box[4], sz_error *err)
{
    sz_frame f = { .page = page, .plan = plan, .after = after,
                   .inner = { box[0] + RIM, box[1] + RIM, box[2] - RIM, box[3] - RIM } };
    size_t n = (size_t)page->map->n;
    sz_status status = sz__view_open(&f.view, page->map, page->denominator, page->extent,
                                     box, err);
    if (status != SZ_SUCCESS)
        return status;
    f.of = sz__alloc(n, sizeof *f.of);
    if (!f.of) {
        status = sz__nomem(err);
        goto done;
    }
    for (size_t p = 0; p < n; p++) {
        int32_t c = sz_plan_of(plan, p);
        f.of[p] = c < 0 ? page->n_communities : c;
    }
    if ((status = sz__rings(&f.rings, &f.view, f.of, page->n_communities + 1, err)) ||
        (status = sz__raster(&f.ground, &f.rings, box, err)) ||
        (status = sz__strands_of_barriers(&f.barriers, &f.view, &f.ground, OVERHANG,
                                          err)) ||
        (status = open_areas(&f, err)))
        goto done;
    sz__withhold_lines(page, &f.barriers);
    *frame = f;
    memset(&f, 0, sizeof f);
done:
    sz__frame_release(&f);
    return status;
}

/* Ground of the current path, too large or too small; grey ones are told by hatches. */
static void fill_sized(sz_page *page, sz_ground_class class)
{
    static const unsigned drawn[] = { 0, SZ_DRAWN_ABOVE, SZ_DRAWN_BELOW, SZ_DRAWN_EXEMPT };
    sz__fill_ground(page->cr, &page->style, class);
    page->drawn |= drawn[class];
}

void sz__ground_fill(sz_frame *f)
{
    sz_page *page = f->page;
    cairo_set_fill_rule(page->cr, CAIRO_FILL_RULE_EVEN_ODD);
    for (int32_t c = 0; c < page->n_communities; c++) {
        if (f->rings.first[c] == f->rings.first[c + 1])
            continue;
        sz__rings_path(page->cr, &f->rings, c, c + 1);
        if (page->sized)
            fill_sized(page, page->sized[c].class);
        else if (page->reach || (page->subject >= 0 && c != page->subject))
            sz__fill_ground(page->cr, &page->style, SZ_GROUND_FINE);
        else
            sz__fill(page->cr, &page->style, page->colour[c]);
    }
    sz__rings_path(page->cr, &f->rings, page->n_communities, page->n_communities + 1);
    sz__ink(page->cr, &page->style, SZ_INK_NOBODY);
    cairo_fill(page->cr);
}

/* Sorts of borders. */
typedef enum border_kind { PARCEL, GRID, COMMUNITY, FORMER, LIMIT, SUBJECT } border_kind;

static border_kind kind_of(const sz_frame *f, size_t b)
{
    const sz_map *m = f->page->map;
    int32_t l = m->b_left[b], r = m->b_right[b];
    if (l < 0 || r < 0 || m->town[l] != m->town[r])
        return LIMIT;
    if (f->of[l] != f->of[r]) {
        int32_t s = f->page->subject;
        return s >= 0 && (f->of[l] == s || f->of[r] == s) ? SUBJECT : COMMUNITY;
    }
    if (f->after && sz_plan_of(f->page->before, (size_t)l) !=
                        sz_plan_of(f->page->before, (size_t)r))
        return FORMER;
    const int32_t *grid = f->page->grids.of;
    return grid && grid[l] != grid[r] ? GRID : PARCEL;
}

/* Strands of the borders of one kind, as the current path; *ANY when some are in the
 * frame. */
static sz_status kind_path(sz_frame *f, border_kind kind, bool *any, sz_error *err)
{
    size_t n = (size_t)f->page->map->n_borders;
    uint8_t *mask = sz__alloc(n, 1);
    if (!mask)
        return sz__nomem(err);
    *any = false;
    for (size_t b = 0; b < n; b++) {
        const sz_view *v = &f->view;
        mask[b] = kind_of(f, b) == kind;
        *any = *any || (mask[b] && sz__line_meets(v->xy + 2 * v->row[b],
                                                  v->row[b + 1] - v->row[b], v->box));
    }
    sz_strands strands = { 0 };
    sz_status status = *any ? sz__strands_of_borders(&strands, &f->view, mask, err)
                            : SZ_SUCCESS;
    free(mask);
    if (status == SZ_SUCCESS)
        sz__strands_path(f->page->cr, &strands);
    sz__strands_release(&strands);
    return status;
}

static sz_status draw_parcels(sz_frame *f, sz_error *err)
{
    bool any;
    if (f->page->options->for_public)
        return SZ_SUCCESS;
    sz_status status = kind_path(f, PARCEL, &any, err);
    if (status != SZ_SUCCESS || !any)
        return status;
    sz__stroke_parcel(f->page->cr, &f->page->style);
    f->page->drawn |= SZ_DRAWN_PARCELS;
    return SZ_SUCCESS;
}

/* The path of all strands of one barrier; false when there is none in the frame. */
static bool barrier_path(sz_frame *f, sz_barrier barrier)
{
    bool any = false;
    for (size_t i = 0; i < f->barriers.line.n; i++) {
        const sz_strand *s = &f->barriers.line.at[i];
        if (s->barrier != barrier)
            continue;
        const double *xy = f->barriers.xy.at + 2 * s->from;
        sz__strand_path(f->page->cr, xy, s->to - s->from);
        any = any || sz__line_meets(xy, s->to - s->from, f->view.box);
    }
    if (!any)
        cairo_new_path(f->page->cr);
    return any;
}

static sz_status draw_barriers(sz_frame *f, sz_error *err)
{
    static const sz_barrier roads[] = { SZ_BARRIER_LANE, SZ_BARRIER_STREET,
                                        SZ_BARRIER_ARTERIAL, SZ_BARRIER_EXPRESSWAY };
    static const sz_barrier order[] = { SZ_BARRIER_LANE,       SZ_BARRIER_STREET,
                                        SZ_BARRIER_ARTERIAL,   SZ_BARRIER_EXPRESSWAY,
                                        SZ_BARRIER_WALL,       SZ_BARRIER_RAIL };
    sz_page *page = f->page;
    bool rivers;
    sz_status status = sz__rivers_path(f, &rivers, err);
    if (status != SZ_SUCCESS)
        return status;
    if (rivers) {
        sz__stroke_barrier(page->cr, &page->style, SZ_BARRIER_RIVER);
        page->drawn |= SZ_DRAWN_BARRIER << SZ_BARRIER_RIVER;
    }
    for (size_t i = 0; i < sizeof roads / sizeof *roads; i++)
        if (barrier_path(f, roads[i]))
            sz__stroke_casing(page->cr, &page->style, roads[i]);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (barrier_path(f, order[i])) {
            sz__stroke_barrier(page->cr, &page->style, order[i]);
            page->drawn |= SZ_DRAWN_BARRIER << order[i];
        }
    return SZ_SUCCESS;
}

static sz_status draw_boundaries(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    bool any, later = f->after || (page->later && page->subject < 0);
    sz_status status = kind_path(f, FORMER, &any, err);
    if (status == SZ_SUCCESS && any) {
        sz__stroke_before(page->cr, &page->style);
        page->drawn |= SZ_DRAWN_BEFORE;
    }
    if (status != SZ_SUCCESS || (status = kind_path(f, COMMUNITY, &any, err)))
        return status;
    if (any && later)
        sz__stroke_after(page->cr, &page->style);
    else if (any)
        sz__stroke_before(page->cr, &page->style);
    if (any)
        page->drawn |= later ? SZ_DRAWN_AFTER : SZ_DRAWN_BEFORE;
    if ((status = kind_path(f, SUBJECT, &any, err)) != SZ_SUCCESS)
        return status;
    if (any) {
        sz__stroke_after(page->cr, &page->style);
        page->drawn |= SZ_DRAWN_AFTER;
    }
    if ((status = kind_path(f, LIMIT, &any, err)) != SZ_SUCCESS)
        return status;
    sz__stroke_limit(page->cr, &page->style);
    page->drawn |= any ? SZ_DRAWN_LIMIT : 0;
    return SZ_SUCCESS;
}

static sz_status draw_grids(sz_frame *f, sz_error *err)
{
    bool any;
    sz_status status = kind_path(f, GRID, &any, err);
    if (status != SZ_SUCCESS || !any)
        return status;
    sz__stroke_grid(f->page->cr, &f->page->style);
    f->page->drawn |= SZ_DRAWN_GRIDS;
    return SZ_SUCCESS;
}

/* The backdrop, and what is on the ground of the sheets of grids and of distances. */
static sz_status draw_special(sz_frame *f, sz_error *err)
{
    sz_status status = f->page->reach ? sz__reach_ground(f, err) : SZ_SUCCESS;
    if (status == SZ_SUCCESS)
        status = sz__backdrop_draw(f, OVERHANG, err);
    return status == SZ_SUCCESS && f->page->grids.of ? sz__grids_ground(f, err) : status;
}

static sz_status draw_band(sz_frame *f, sz_error *err)
{
    bool any;
    sz_status status = kind_path(f, LIMIT, &any, err);
    if (status == SZ_SUCCESS)
        sz__stroke_band(f->page->cr, &f->page->style);
    return status;
}

sz_status sz__frame_draw(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    const double *b = f->view.box;
    sz_status status;
    cairo_save(page->cr);
    cairo_rectangle(page->cr, b[0], b[1], b[2] - b[0], b[3] - b[1]);
    cairo_clip(page->cr);
    if ((status = draw_band(f, err)) != SZ_SUCCESS)
        goto done;
    sz__ground_fill(f);
    if ((status = draw_special(f, err)) || (status = draw_parcels(f, err)) ||
        (status = sz__marks_ground(f, err)) ||
        (status = sz__moves_ground(f, err)) || (status = draw_barriers(f, err)) ||
        (status = draw_grids(f, err)) || (status = draw_boundaries(f, err)) ||
        (page->reach && (status = sz__reach_above(f, err))) ||
        (status = sz__marks_above(f, err)) || (status = sz__side_names(f, err)) ||
        (status = sz__labels(f, err)) || (status = sz__moves_arrows(f, err)) ||
        (status = sz__marks_labels(f, err)) ||
        (page->grids.of && (status = sz__grids_labels(f, err))))
        goto done;
    status = sz__line_names(f, err);
    if (status == SZ_SUCCESS)
        status = sz__area_names(f, err);
    if (status == SZ_SUCCESS)
        status = sz__index_draw(f, err);
done:
    cairo_restore(page->cr);
    return status;
}
