/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The backdrop of a frame: green, water and buildings upon the communities' grounds and
 * beneath all lines; and the names of waters and parks, where nothing else is. */
#include <math.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/page.h"

/* The limit is followed so closely where areas are cut off beyond it. */
#define COARSE (0.3 * SZ_MM)

static double area_of(const double *xy, size_t n)
{
    double area = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double *p = xy + 2 * i, *q = xy + 2 * (i + 1 < n ? i + 1 : 0);
        area += (p[0] - xy[0]) * (q[1] - xy[1]) - (q[0] - xy[0]) * (p[1] - xy[1]);
    }
    return area / 2.0;
}

/* A patch all round the segment P - Q: out and back on its two sides, with round ends.
 * TURN is 1 or -1, the way round. */
static void patch_round(cairo_t *cr, const double *p, const double *q, double margin,
                        double turn)
{
    double angle = atan2(q[1] - p[1], q[0] - p[0]);
    cairo_new_sub_path(cr);
    for (int i = 0; i < 8; i++) {
        const double *end = i < 4 ? q : p;
        double a = angle + turn * (-SZ_PI / 2.0 + (i < 4 ? i : i - 1) * SZ_PI / 3.0);
        cairo_line_to(cr, end[0] + margin * cos(a), end[1] + margin * sin(a));
    }
    cairo_close_path(cr);
}

/* The ring and what lies within MARGIN of it; the way round is that of outer rings, and
 * what several of the patches cover counts several times, never none. */
static sz_status ring_path(const sz_frame *f, const double *xy, size_t n, double margin,
                           double turn, sz_error *err)
{
    cairo_t *cr = f->page->cr;
    uint8_t *keep = sz__alloc(n, 1);
    size_t *stack = sz__alloc(2 * n + 4, sizeof *stack), last = 0;
    if (!keep || !stack) {
        free(keep);
        free(stack);
        return sz__nomem(err);
    }
    sz__simplify(xy, n, COARSE, keep, stack);
    cairo_new_sub_path(cr);
    for (size_t i = 0; i < n; i++)
        cairo_line_to(cr, xy[2 * i], xy[2 * i + 1]);
    cairo_close_path(cr);
    for (size_t i = 1; i <= n; i++)
        if (i == n || keep[i]) {
            const double *p = xy + 2 * last, *q = xy + 2 * (i % n);
            const double ends[] = { p[0], p[1], q[0], q[1] };
            if (sz__in_sight(ends, 2, f->view.box))
                patch_round(cr, p, q, margin, turn);
            last = i;
        }
    free(keep);
    free(stack);
    return SZ_SUCCESS;
}

/* Clip to the ground of all towns and MARGIN beyond it, as lines are cut. */
static sz_status clip_to_ground(sz_frame *f, double margin, sz_error *err)
{
    sz_rings limit = { 0 };
    int32_t *all = sz__zalloc((size_t)f->page->map->n, sizeof *all);
    double largest = 0.0;
    sz_status status = all ? sz__rings(&limit, &f->view, all, 1, err) : sz__nomem(err);
    free(all);
    for (size_t r = 0; status == SZ_SUCCESS && r < limit.first[1]; r++) {
        double area = area_of(limit.xy + 2 * limit.row[r], limit.row[r + 1] - limit.row[r]);
        largest = fabs(area) > fabs(largest) ? area : largest; /* of an outer ring */
    }
    for (size_t r = 0; status == SZ_SUCCESS && r < limit.first[1]; r++)
        if (limit.row[r + 1] > limit.row[r])
            status = ring_path(f, limit.xy + 2 * limit.row[r],
                               limit.row[r + 1] - limit.row[r], margin,
                               largest > 0.0 ? 1.0 : -1.0, err);
    sz__rings_release(&limit);
    if (status == SZ_SUCCESS)
        cairo_clip(f->page->cr);
    return status;
}

/* The rim of the waters, and within it the ground anew: a community that is nothing but
 * water keeps its colour. */
static void lay_under_water(sz_frame *f)
{
    sz_page *page = f->page;
    sz__rim_water(page->cr, &page->style);
    cairo_save(page->cr);
    cairo_clip(page->cr);
    sz__ground_fill(f);
    cairo_restore(page->cr);
}

sz_status sz__backdrop_draw(sz_frame *f, double margin, sz_error *err)
{
    sz_page *page = f->page;
    const sz_areas *a = &f->areas;
    bool marks = page->sized || page->reach;
    if (a->rings.n_labels == 0)
        return SZ_SUCCESS;
    cairo_save(page->cr);
    cairo_set_fill_rule(page->cr, CAIRO_FILL_RULE_WINDING);
    sz_status status = clip_to_ground(f, margin, err);
    for (int kind = 0; status == SZ_SUCCESS && kind < SZ_N_BACKDROPS; kind++) {
        if (a->from[kind] == a->from[kind + 1])
            continue;
        sz__rings_path(page->cr, &a->rings, a->from[kind], a->from[kind + 1]);
        if (kind == SZ_BACKDROP_WATER && !marks) {
            lay_under_water(f);
            cairo_set_fill_rule(page->cr, CAIRO_FILL_RULE_WINDING);
            sz__rings_path(page->cr, &a->rings, a->from[kind], a->from[kind + 1]);
        }
        sz__fill_backdrop(page->cr, &page->style, (sz_backdrop_kind)kind, marks);
        page->backdrop |= 1U << kind;
    }
    cairo_restore(page->cr);
    return status;
}

/* ---- lines of rivers ---- */

/* Pieces of a river between two of its areas are as short as bridges are wide. */
#define GAP (1.5 * SZ_MM)

/* A piece of a river's line from FROM to where it is now, on the current path. */
typedef struct piece {
    sz_xy xy;
    double length;
    bool cut;              /* it begins where water ends */
    const double *box;     /* the frame */
} piece;

static void end_piece(cairo_t *cr, piece *p, bool cut, bool *any)
{
    if (p->xy.n >= 4 && !(cut && p->cut && p->length < GAP)) {
        sz__strand_path(cr, p->xy.at, p->xy.n / 2);
        *any = *any || sz__line_meets(p->xy.at, p->xy.n / 2, p->box);
    }
    p->xy.n = 0;
    p->length = 0.0;
}

/* On to X, Y, which lies in water or not. */
static bool step_to(cairo_t *cr, piece *p, double x, double y, bool water, bool *any)
{
    if (water) {
        end_piece(cr, p, true, any);
        p->cut = true;
        return true;
    }
    if (p->xy.n > 0)
        p->length += hypot(x - p->xy.at[p->xy.n - 2], y - p->xy.at[p->xy.n - 1]);
    return sz__push(&p->xy, x) && sz__push(&p->xy, y);
}

/* In steps of a cell where there is any water, else point by point. */
static bool add_river(cairo_t *cr, const sz_areas *a, const double *xy, size_t n, piece *p,
                      bool *any)
{
    p->cut = false;
    if (!step_to(cr, p, xy[0], xy[1], sz__area_water(a, xy[0], xy[1]), any))
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        const double *from = xy + 2 * i, *to = from + 2;
        double length = hypot(to[0] - from[0], to[1] - from[1]);
        double steps = a->where.label ? fmax(1.0, ceil(length / a->where.cell)) : 1.0;
        for (double k = 1.0; k <= steps; k += 1.0) {
            double x = from[0] + k / steps * (to[0] - from[0]);
            double y = from[1] + k / steps * (to[1] - from[1]);
            if (!step_to(cr, p, x, y, sz__area_water(a, x, y), any))
                return false;
        }
    }
    end_piece(cr, p, false, any);
    return true;
}

sz_status sz__rivers_path(sz_frame *f, bool *any, sz_error *err)
{
    piece p = { .box = f->view.box };
    bool ok = true;
    *any = false;
    for (size_t i = 0; ok && i < f->barriers.line.n; i++) {
        const sz_strand *s = &f->barriers.line.at[i];
        if (s->barrier == SZ_BARRIER_RIVER)
            ok = add_river(f->page->cr, &f->areas, f->barriers.xy.at + 2 * s->from,
                           s->to - s->from, &p, any);
    }
    if (!*any)
        cairo_new_path(f->page->cr);
    free(p.xy.at);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}
