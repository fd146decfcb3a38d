/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/arrows.h"

#include <math.h>

#define SHORTEST (3.0 * SZ_MM) /* an arrow that still shows where to */
#define HEAD (2.4 * SZ_MM)     /* of a long one */

static void cell_middle(const sz_raster *r, int x, int y, double out[2])
{
    out[0] = r->x0 + (x + 0.5) * r->cell;
    out[1] = r->y0 + (y + 0.5) * r->cell;
}

/* A search outwards from a point for ground that C keeps. */
typedef struct search {
    const sz_frame *f;
    const sz_raster *moved;
    int32_t c;
    const double *at;
    double best, found[2];
} search;

static void look_at(search *s, int x, int y)
{
    const sz_raster *r = s->moved;
    if (x < 0 || y < 0 || x >= r->w || y >= r->h ||
        s->f->ground.label[y * r->w + x] != s->c || r->label[y * r->w + x] >= 0)
        return;
    double p[2];
    cell_middle(r, x, y, p);
    double d = hypot(p[0] - s->at[0], p[1] - s->at[1]);
    if (d < s->best) {
        s->best = d;
        s->found[0] = p[0];
        s->found[1] = p[1];
    }
}

/* The nearest cell to AT that is C's and of no move, square by square outwards;
 * false when there is none. */
static bool nearest_kept(const sz_frame *f, const sz_raster *moved, int32_t c,
                         const double at[2], double out[2])
{
    search s = { f, moved, c, at, INFINITY, { 0.0, 0.0 } };
    int cx = (int)floor((at[0] - moved->x0) / moved->cell);
    int cy = (int)floor((at[1] - moved->y0) / moved->cell);
    int most = moved->w > moved->h ? moved->w : moved->h;
    for (int r = 0; r <= most && (r - 1) * moved->cell <= s.best; r++)
        for (int k = -r; k <= r; k++) {
            look_at(&s, cx + k, cy - r);
            look_at(&s, cx + k, cy + r);
            look_at(&s, cx - r, cy + k);
            look_at(&s, cx + r, cy + k);
        }
    out[0] = s.found[0];
    out[1] = s.found[1];
    return s.best < INFINITY;
}

/* From AT on to TO, and further up to 4 mm while the ground there is C's, off its edge if
 * it can be. */
static void go_on(const sz_frame *f, int32_t c, const double at[2], double to[2])
{
    double dx = to[0] - at[0], dy = to[1] - at[1], d = hypot(dx, dy);
    for (int edge = 0; edge < 2; edge++)
        for (double further = 4.0 * SZ_MM; d > 0.0 && further > 0.0;
             further -= 0.5 * SZ_MM) {
            double x = to[0] + dx / d * further, y = to[1] + dy / d * further;
            int i = sz__raster_cell(&f->ground, x, y);
            if (i >= 0 && f->ground.label[i] == c &&
                (edge || (double)f->ground.depth[i] >= 1.0 * SZ_MM)) {
                to[0] = x;
                to[1] = y;
                return;
            }
        }
}

sz_arrow sz__arrow_aim(const sz_frame *f, const sz_raster *moved, const sz_move *move,
                       const double at[2])
{
    sz_arrow a = { { at[0], at[1] }, { at[0], at[1] }, false };
    if (nearest_kept(f, moved, move->to, at, a.head)) {
        go_on(f, move->to, at, a.head);
    } else if (nearest_kept(f, moved, move->from, at, a.tail)) {
        a.head[0] = at[0];
        a.head[1] = at[1];
        go_on(f, move->from, at, a.tail);
    } else {
        return a;
    }
    /* a long way over the moved ground says no more than a short one */
    double dx = a.head[0] - a.tail[0], dy = a.head[1] - a.tail[1];
    double length = hypot(dx, dy), most = 14.0 * SZ_MM;
    if (length > most && a.tail[0] == at[0] && a.tail[1] == at[1]) {
        a.tail[0] = a.head[0] - dx / length * most;
        a.tail[1] = a.head[1] - dy / length * most;
    } else if (length > most) {
        a.head[0] = a.tail[0] + dx / length * most;
        a.head[1] = a.tail[1] + dy / length * most;
    }
    a.found = length >= SHORTEST;
    return a;
}

void sz__arrow_tails(const sz_raster *moved, int32_t m, const int extent[4],
                     double tail[][2], int *n)
{
    const double apart = 5.0 * SZ_MM;
    for (*n = 0; *n < SZ_TAILS; (*n)++) {
        float best = 0.0f;
        for (int y = extent[1]; y <= extent[3]; y++)
            for (int x = extent[0]; x <= extent[2]; x++) {
                int i = y * moved->w + x;
                double p[2];
                bool far = moved->label[i] == m && moved->depth[i] > best;
                cell_middle(moved, x, y, p);
                for (int k = 0; far && k < *n; k++)
                    far = hypot(p[0] - tail[k][0], p[1] - tail[k][1]) >= apart;
                if (!far)
                    continue;
                best = moved->depth[i];
                tail[*n][0] = p[0];
                tail[*n][1] = p[1];
            }
        if (best <= 0.0f)
            return;
    }
}

sz_box sz__arrow_box(const sz_arrow *arrow)
{
    return sz__box_along(arrow->tail, arrow->head, 0.9 * SZ_MM);
}

void sz__arrow_draw(sz_page *page, const sz_arrow *a)
{
    double dx = a->head[0] - a->tail[0], dy = a->head[1] - a->tail[1];
    double d = hypot(dx, dy), ux = dx / d, uy = dy / d;
    double length = fmin(HEAD, 0.5 * d), half = 0.4 * length;
    double neck[2] = { a->head[0] - ux * length * 0.8, a->head[1] - uy * length * 0.8 };
    double base[2] = { a->head[0] - ux * length, a->head[1] - uy * length };
    for (int pass = 0; pass < 2; pass++) {
        sz_ink_id ink = pass ? SZ_INK_MOVE : SZ_INK_PAPER;
        double rim = pass ? 0.0 : 0.6 * SZ_MM;
        cairo_move_to(page->cr, a->tail[0], a->tail[1]);
        cairo_line_to(page->cr, neck[0], neck[1]);
        sz__stroke_solid(page->cr, &page->style, ink, 0.55 * SZ_MM + rim);
        cairo_move_to(page->cr, a->head[0], a->head[1]);
        cairo_line_to(page->cr, base[0] - uy * half, base[1] + ux * half);
        cairo_line_to(page->cr, neck[0], neck[1]);
        cairo_line_to(page->cr, base[0] + uy * half, base[1] - ux * half);
        cairo_close_path(page->cr);
        if (pass) {
            sz__ink(page->cr, &page->style, ink);
            cairo_fill(page->cr);
        } else {
            sz__stroke_solid(page->cr, &page->style, ink, rim);
        }
    }
}
