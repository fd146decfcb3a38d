/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The page as a whole: where the frames lie, at which scale, in what order. */
#include "draw/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "draw/colours.h"
#include "draw/scale.h"
#include "draw/style_file.h"

#define ROOM (3.0 * SZ_MM) /* kept free between map and frame, */
#define SIDE_ROOM (46.0 * SZ_MM) /* and for the sides of one community on A4 and A3 */
#define TOP_ROOM (18.0 * SZ_MM)

void sz__page_release(sz_page *page)
{
    sz__text_close(page->text);
    sz__placer_release(&page->placer);
    free(page->colour);
    free(page->sized);
    free(page->own.at);
    free(page->index.at);
    free(page->grids.of);
    free(page->grids.broken);
    free(page->reach);
    sz_free(page->moves);
    memset(page, 0, sizeof *page);
}

void sz__page_furnish(sz_page *page, bool on)
{
    page->zoom = on ? page->layout.zoom : 1.0;
    if (on) {
        cairo_save(page->cr);
        cairo_scale(page->cr, page->zoom, page->zoom);
    } else {
        cairo_restore(page->cr);
    }
}

/* The ground of the subject, and room for what stands on its sides; or the whole map. */
static void choose_extent(sz_page *page)
{
    const sz_map *m = page->map;
    double *e = page->extent;
    sz_map_extent(m, e);
    if (page->subject < 0)
        return;
    e[0] = e[1] = HUGE_VAL;
    e[2] = e[3] = -HUGE_VAL;
    for (size_t b = 0; b < (size_t)m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if ((l < 0 || sz_plan_of(page->before, (size_t)l) != page->subject) &&
            (r < 0 || sz_plan_of(page->before, (size_t)r) != page->subject))
            continue;
        for (size_t i = m->b_row[b]; i < m->b_row[b + 1]; i++) {
            e[0] = fmin(e[0], m->b_xy[2 * i]);
            e[1] = fmin(e[1], m->b_xy[2 * i + 1]);
            e[2] = fmax(e[2], m->b_xy[2 * i]);
            e[3] = fmax(e[3], m->b_xy[2 * i + 1]);
        }
    }
    page->inset[0] = SIDE_ROOM * fmax(1.0, page->layout.zoom);
    page->inset[1] = TOP_ROOM * fmax(1.0, page->layout.zoom);
}

static double choose_scale(const sz_page *page)
{
    double box[4];
    const double *e = page->extent;
    sz__layout_frame(&page->layout, 0, page->frames, box);
    double w = (box[2] - box[0] - 2.0 * (ROOM + page->inset[0])) / SZ_MM;
    double h = (box[3] - box[1] - 2.0 * (ROOM + page->inset[1])) / SZ_MM;
    return sz__scale_round(1000.0 * fmax((e[2] - e[0]) / w, (e[3] - e[1]) / h),
                           page->subject >= 0); /* its neighbours are round it */
}

/* By all plans, whichever are shown: a community has one colour on all sheets. */
static sz_status choose_colours(sz_page *page, const sz_plan *before,
                                const sz_plan *after, sz_error *err)
{
    sz_neighbours g = { 0 };
    int32_t n_colours;
    size_t n = 2 + page->options->n_others;
    const sz_plan **plans = sz__alloc(n, sizeof *plans);
    if (!plans)
        return sz__nomem(err);
    plans[0] = before;
    plans[1] = after;
    for (size_t i = 2; i < n; i++)
        plans[i] = page->options->others[i - 2];
    sz_status status = sz__neighbours(&g, plans, n, err);
    free(plans);
    if (status != SZ_SUCCESS)
        return status;
    page->n_communities = g.n;
    status = sz__colours(&g, &page->colour, &n_colours, err);
    sz__neighbours_release(&g);
    return status;
}

/* Finer lines where there is much to show: by the scale, and by the mean side of a
 * community and of a parcel on paper. */
static void choose_widths(sz_page *page)
{
    const sz_map *m = page->map;
    double area = 0.0, k = 1000.0 / page->denominator;
    size_t living = sz_plan_living(page->after ? page->after : page->before);
    for (int32_t p = 0; p < m->n; p++)
        area += m->area[p];
    double community = living ? k * sqrt(area / (double)living) : HUGE_VAL;
    double parcel = k * sqrt(area / (double)m->n);
    page->style.lines = fmin(1.25, fmax(0.45, sqrt(10000.0 / page->denominator)));
    page->style.bounds = fmin(1.0, fmax(0.5, community / 18.0));
    page->style.parcels = fmin(0.1, fmax(0.05, parcel / 40.0)) * SZ_MM;
}

static sz_status prepare(sz_page *page, sz_error *err)
{
    sz_status status;
    page->settled = sz_plan_living(page->before) > 0;
    choose_extent(page);
    page->denominator = choose_scale(page);
    if ((status = sz__style_read(&page->style, page->options->style, err)) != SZ_SUCCESS)
        return status;
    choose_widths(page);
    if ((status = sz__withhold(page, err)) != SZ_SUCCESS)
        return status;
    if (page->options->kind == SZ_SHEET_PROBLEMS &&
        (status = sz__problems_find(page, err)) != SZ_SUCCESS)
        return status;
    if (page->options->kind == SZ_SHEET_GRIDS &&
        (status = sz__grids_find(page, err)) != SZ_SUCCESS)
        return status;
    if (page->options->kind == SZ_SHEET_SERVICE &&
        (status = sz__reach_find(page, err)) != SZ_SUCCESS)
        return status;
    if (page->after &&
        (status = sz_plan_moves(page->before, page->after, &page->moves, &page->n_moves,
                                err)) != SZ_SUCCESS)
        return status;
    if (!sz__placer_open(&page->placer, page->layout.w, page->layout.h))
        return sz__nomem(err);
    return sz__text_open(&page->text, &page->style, err);
}

/* The corner of the frame with least ground in it, for the north arrow. */
static sz_box north_box(const sz_frame *f, bool *on_ground)
{
    const double *b = f->view.box;
    double hw = 6.5 * SZ_MM, hh = 9.0 * SZ_MM, rim = 2.0 * SZ_MM;
    sz_box best = { 0 };
    int least = -1;
    for (int corner = 0; corner < 4; corner++) {
        bool left = corner & 1, low = corner & 2;
        sz_box box = sz__box(left ? b[0] + rim + hw : b[2] - rim - hw,
                             low ? b[3] - rim - hh : b[1] + rim + hh, hw, hh);
        int ground = 0;
        for (int j = -8; j <= 8; j++)
            for (int i = -8; i <= 8; i++)
                ground += sz__raster_at(&f->ground, box.x + i * hw / 8.0,
                                        box.y + j * hh / 8.0) >= 0;
        if (least < 0 || ground < least) {
            least = ground;
            best = box;
        }
    }
    *on_ground = least > 0;
    return best;
}

static void draw_north(sz_page *page, const sz_box *box, bool on_ground)
{
    cairo_t *cr = page->cr;
    sz_look north = { 9.0, true, false, SZ_INK_TEXT, 0.4 * SZ_MM };
    sz_look grid = { 5.5, false, false, SZ_INK_TEXT, 0.3 * SZ_MM };
    double top = box->y - 3.5 * SZ_MM, foot = box->y + 5.0 * SZ_MM, w = 2.6 * SZ_MM;
    if (on_ground) { /* nothing shall run through it */
        cairo_rectangle(cr, box->x - box->hw, box->y - box->hh, 2.0 * box->hw,
                        2.0 * box->hh);
        sz__ink(cr, &page->style, SZ_INK_PAPER);
        cairo_fill_preserve(cr);
        sz__stroke_solid(cr, &page->style, SZ_INK_SOFT, 0.15 * SZ_MM);
    }
    sz__text_draw(page->text, cr, sz__page_word(page, "北"), &north, box->x,
                  box->y - 6.2 * SZ_MM, 0.0);
    for (int side = -1; side <= 1; side += 2) {
        cairo_move_to(cr, box->x, top);
        cairo_line_to(cr, box->x + side * w, foot);
        cairo_line_to(cr, box->x, foot - 2.0 * SZ_MM);
        cairo_close_path(cr);
        sz__ink(cr, &page->style, side < 0 ? SZ_INK_TEXT : SZ_INK_PAPER);
        cairo_fill_preserve(cr);
        sz__stroke_solid(cr, &page->style, SZ_INK_TEXT, 0.2 * SZ_MM);
    }
    sz__text_draw(page->text, cr, sz__page_word(page, "坐标北"), &grid, box->x,
                  box->y + 7.6 * SZ_MM, 0.0);
}

static sz_status draw_frame(sz_page *page, const sz_plan *plan, bool after,
                            const double box[4], sz_error *err)
{
    sz_frame frame = { 0 };
    sz_status status = sz__frame_open(&frame, page, plan, after, box, err);
    if (status != SZ_SUCCESS)
        return status;
    bool on_ground;
    sz_box north = north_box(&frame, &on_ground);
    if (!sz__placer_take(&page->placer, &north, 1))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__frame_draw(&frame, err);
    sz__frame_release(&frame);
    if (status != SZ_SUCCESS)
        return status;
    draw_north(page, &north, on_ground);
    cairo_rectangle(page->cr, box[0], box[1], box[2] - box[0], box[3] - box[1]);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_FRAME, 0.3 * SZ_MM);
    sz__page_furnish(page, true);
    status = sz__frame_title(page, plan, after, box, err);
    sz__page_furnish(page, false);
    return status;
}

void sz__page_paper(sz_page *page)
{
    double edge[4];
    sz__ink(page->cr, &page->style, SZ_INK_PAPER);
    cairo_paint(page->cr);
    sz__layout_edge(&page->layout, edge);
    cairo_rectangle(page->cr, edge[0], edge[1], edge[2] - edge[0], edge[3] - edge[1]);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_FRAME, 0.6 * SZ_MM);
}

/* Title and edge first, the strip last, once it is known what has been drawn. */
static sz_status draw_all(sz_page *page, sz_error *err)
{
    double box[4];
    sz__page_furnish(page, true);
    sz__page_paper(page);
    sz_status status = sz__title_draw(page, err);
    sz__page_furnish(page, false);
    for (int i = 0; i < page->frames && status == SZ_SUCCESS; i++) {
        bool after = page->after && i == page->frames - 1;
        sz__layout_frame(&page->layout, i, page->frames, box);
        status = draw_frame(page, after ? page->after : page->before, after, box, err);
    }
    if (status != SZ_SUCCESS)
        return status;
    sz__page_furnish(page, true);
    sz__layout_strip(&page->layout, box);
    status = sz__margin_draw(page, box, err);
    sz__page_furnish(page, false);
    return status;
}

sz_status sz__page_draw(sz_page *page, cairo_t *cr, const sz_plan *before,
                        const sz_plan *after, const sz_sheet_options *options,
                        sz_numbering *numbers, sz_error *err)
{
    bool both = options->kind == SZ_SHEET_COMPARE || options->kind == SZ_SHEET_PROPOSED;
    bool one = options->kind == SZ_SHEET_COMMUNITY;
    bool last = one || options->kind == SZ_SHEET_GRIDS || options->kind == SZ_SHEET_SERVICE;
    *page = (sz_page){ .cr = cr, .map = sz_plan_map(before),
                       .before = last && after ? after : before,
                       .after = both ? after : NULL, .options = options, .zoom = 1.0,
                       .subject = one ? options->community : -1,
                       .later = last && after };
    page->numbers = numbers ? numbers : &page->own;
    page->frames = options->kind == SZ_SHEET_COMPARE && after ? 2 : 1;
    sz__layout(&page->layout, options->paper);
    if (sz_map_parcels(page->map) == 0)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("the map has no parcels to draw"));
    sz_status status = choose_colours(page, before, after, err);
    if (status == SZ_SUCCESS)
        status = prepare(page, err);
    return status == SZ_SUCCESS ? draw_all(page, err) : status;
}

sz_page_place sz__page_place(const sz_page *page)
{
    const double *e = page->extent;
    sz_page_place place = { .height = page->layout.h,
                            .metre = page->denominator / (1000.0 * SZ_MM) };
    double *box = place.frame;
    sz__layout_frame(&page->layout, page->frames - 1, page->frames, box);
    place.x = (e[0] + e[2] - (box[2] - box[0]) * place.metre) / 2.0;
    place.y = (e[1] + e[3] + (box[3] - box[1]) * place.metre) / 2.0;
    return place;
}
