/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts that take the room they need, and the search for room round a point. */
#include <math.h>

#include "draw/page.h"

#define RIM (0.35 * SZ_MM)
#define TIGHT (0.05 * SZ_MM)

static double rim_of(const sz_callout *c)
{
    return c->tight ? TIGHT : RIM;
}

sz_status sz__page_take(sz_page *page, const sz_box *box, sz_error *err)
{
    sz_box own = *box;
    own.x *= page->zoom;
    own.y *= page->zoom;
    own.hw *= page->zoom;
    own.hh *= page->zoom;
    return sz__placer_take(&page->placer, &own, 1) ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__page_text(sz_page *page, const char *line, const sz_look *look, double x,
                        double y, double align, sz_error *err)
{
    sz_extent e = sz__text_extent(page->text, line, look);
    double middle = x + (0.5 - align) * e.w;
    sz_box box = { middle, y + (e.down - e.up) / 2.0, 1.0, 0.0, e.w / 2.0,
                   (e.up + e.down) / 2.0 };
    sz__text_draw(page->text, page->cr, line, look, middle, y, 0.0);
    return sz__page_take(page, &box, err);
}

#define TALLEST 12             /* characters that stand one below another */
#define PITCH 1.04             /* of these, em */

/* Width and height above and below the middle of the whole. */
static void measure(sz_page *page, const sz_callout *c, double *w, double line_h[2])
{
    char glyph[TALLEST][SZ_GLYPH];
    *w = 0.0;
    line_h[0] = line_h[1] = 0.0;
    if (c->upright) {
        *w = c->look[0].size;
        line_h[0] = sz__wide_glyphs(c->line[0], glyph, TALLEST) * PITCH * *w;
        return;
    }
    for (int i = 0; i < 2 && c->line[i]; i++) {
        sz_extent e = sz__text_extent(page->text, c->line[i], &c->look[i]);
        *w = e.w > *w ? e.w : *w;
        line_h[i] = e.up + e.down;
    }
}

sz_box sz__callout_box(sz_page *page, const sz_callout *callout, double x, double y)
{
    double w, h[2];
    measure(page, callout, &w, h);
    double gap = callout->line[1] ? 0.12 * callout->look[1].size : 0.0;
    double rim = rim_of(callout);
    return sz__box(x, y, w / 2.0 + rim, (h[0] + h[1] + gap) / 2.0 + rim);
}

static void draw_upright(sz_page *page, const sz_callout *c, double x, double top)
{
    char glyph[TALLEST][SZ_GLYPH];
    sz_stand piece[TALLEST];
    double pitch = PITCH * c->look[0].size;
    int n = sz__wide_glyphs(c->line[0], glyph, TALLEST);
    for (int i = 0; i < n; i++)
        piece[i] = (sz_stand){ glyph[i], x, top + (i + 0.5) * pitch, 0.0 };
    sz__text_draw_pieces(page->text, page->cr, piece, (size_t)n, &c->look[0]);
}

sz_status sz__callout_put(sz_page *page, const sz_callout *c, const sz_box *box,
                          sz_error *err)
{
    double top = box->y - box->hh + rim_of(c);
    if (c->upright)
        draw_upright(page, c, box->x, top);
    for (int i = 0; i < 2 && c->line[i] && !c->upright; i++) {
        sz_extent e = sz__text_extent(page->text, c->line[i], &c->look[i]);
        sz__text_draw(page->text, page->cr, c->line[i], &c->look[i], box->x,
                      top + e.up, 0.0);
        top += e.up + e.down + 0.12 * c->look[1].size;
    }
    page->labels++;
    return sz__placer_take(&page->placer, box, 1) ? SZ_SUCCESS : sz__nomem(err);
}

/* The leader runs from AT to the nearest point of BOX. */
static sz_box leader_of(const double at[2], const sz_box *box)
{
    double dx = at[0] - box->x, dy = at[1] - box->y;
    double end[2] = { box->x + fmax(-box->hw, fmin(box->hw, dx)),
                      box->y + fmax(-box->hh, fmin(box->hh, dy)) };
    /* stop just short, so that leader and text do not meet */
    double ex = at[0] - end[0], ey = at[1] - end[1], length = hypot(ex, ey);
    if (length > 0.0) {
        end[0] += ex / length * 0.1;
        end[1] += ey / length * 0.1;
    }
    return sz__box_along(at, end, 0.15 * SZ_MM);
}

/* Share of BOX that lies on somebody's ground: 0 well outside the limit. */
static double share_on_ground(const sz_raster *ground, const sz_box *box)
{
    int on = 0, all = 0;
    for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++, all++)
            on += sz__raster_at(ground, box->x + i * box->hw / 2.0,
                                box->y + j * box->hh / 2.0) >= 0;
    return (double)on / all;
}

sz_status sz__callout_near(sz_frame *frame, const sz_callout *callout,
                           const double at[2], double reach, bool *placed,
                           sz_error *err)
{
    sz_page *page = frame->page;
    sz_box proto = sz__callout_box(page, callout, 0.0, 0.0), best = proto, leader;
    double best_cost = INFINITY;
    double step = callout->tight ? 0.6 * SZ_MM : 1.5 * SZ_MM;
    for (double r = step; r <= reach; r += step)
        for (int a = 0; a < 24; a++) {
            double angle = a * SZ_PI / 12.0, c = cos(angle), s = sin(angle);
            sz_box box = proto;
            /* r is the gap between the point and the box, about */
            box.x = at[0] + c * (r + box.hw * fabs(c));
            box.y = at[1] + s * (r + box.hh);
            double cost = r * (1.0 + 2.0 * share_on_ground(&frame->ground, &box));
            bool upon = fabs(at[0] - box.x) < box.hw + 0.2 &&
                        fabs(at[1] - box.y) < box.hh + 0.2; /* what it explains */
            if (upon || cost >= best_cost || cost > reach)
                continue;
            leader = leader_of(at, &box);
            if (sz__placer_free(&page->placer, &box, 1, frame->inner) &&
                sz__placer_free(&page->placer, &leader, 1, frame->view.box)) {
                best = box;
                best_cost = cost;
            }
        }
    *placed = best_cost < INFINITY;
    if (!*placed)
        return SZ_SUCCESS;
    leader = leader_of(at, &best);
    cairo_move_to(page->cr, at[0], at[1]);
    cairo_line_to(page->cr, leader.x + leader.ux * leader.hw,
                  leader.y + leader.uy * leader.hw);
    sz__stroke_solid(page->cr, &page->style, callout->look[0].ink, 0.15 * SZ_MM);
    cairo_arc(page->cr, at[0], at[1], 0.35 * SZ_MM, 0.0, 2.0 * SZ_PI);
    cairo_fill(page->cr);
    if (!sz__placer_take(&page->placer, &leader, 1))
        return sz__nomem(err);
    return sz__callout_put(page, callout, &best, err);
}
