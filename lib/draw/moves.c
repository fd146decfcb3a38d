/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Moves in the frame of the later plan: hatched ground, and for each (from, to)
 * one arrow into the receiving community with the households that go. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/page.h"
#include "draw/scale.h"

#define N_TAILS 12

/* Move of a parcel, -1 for none, for one from no community, and for those from
 * a map without communities. */
static int32_t move_of(const sz_page *page, size_t parcel)
{
    int32_t from = sz_plan_of(page->before, parcel);
    int32_t to = sz_plan_of(page->after, parcel);
    size_t lo = 0, hi = page->n_moves;
    if (from == to || from < 0 || to < 0)
        return -1;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const sz_move *m = &page->moves[mid];
        if (m->from < from || (m->from == from && m->to < to))
            lo = mid + 1;
        else
            hi = mid;
    }
    bool found = lo < page->n_moves && page->moves[lo].from == from &&
                 page->moves[lo].to == to;
    return found ? (int32_t)lo : -1;
}

/* Outlines of all moves; *ANY when there are some. */
static sz_status move_rings(sz_frame *f, sz_rings *rings, bool *any, sz_error *err)
{
    size_t n = (size_t)f->page->map->n;
    int32_t *label = sz__alloc(n, sizeof *label);
    if (!label)
        return sz__nomem(err);
    *any = false;
    for (size_t p = 0; p < n; p++) {
        label[p] = move_of(f->page, p);
        *any = *any || label[p] >= 0;
    }
    int32_t n_moves = (int32_t)f->page->n_moves;
    sz_status status = sz__rings(rings, &f->view, label, n_moves, err);
    free(label);
    return status;
}

sz_status sz__moves_ground(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    sz_rings rings = { 0 };
    bool any;
    if (!f->after || page->n_moves == 0)
        return SZ_SUCCESS;
    sz_status status = move_rings(f, &rings, &any, err);
    if (status == SZ_SUCCESS && any) {
        sz__rings_path(page->cr, &rings, 0, rings.n_labels);
        sz__hatch(page->cr, &page->style, SZ_INK_MOVE, -SZ_PI / 4.0, 1.5 * SZ_MM,
                  0.13 * SZ_MM);
        page->drawn |= SZ_DRAWN_MOVES;
    }
    sz__rings_release(&rings);
    return status;
}

/* An arrow from TAIL to HEAD. */
typedef struct arrow {
    double tail[2], head[2];
    bool found;
} arrow;

static void cell_middle(const sz_raster *r, size_t i, double out[2])
{
    out[0] = r->x0 + ((double)(i % (size_t)r->w) + 0.5) * r->cell;
    out[1] = r->y0 + ((double)(i / (size_t)r->w) + 0.5) * r->cell;
}

/* The nearest cell to AT that is C's and of no move; SIZE_MAX for none. */
static size_t nearest_kept(const sz_frame *f, const sz_raster *moved, int32_t c,
                           const double at[2])
{
    size_t n = (size_t)moved->w * (size_t)moved->h, best = SIZE_MAX;
    double best_d = INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (f->ground.label[i] != c || moved->label[i] >= 0)
            continue;
        double p[2];
        cell_middle(moved, i, p);
        double d = hypot(p[0] - at[0], p[1] - at[1]);
        if (d < best_d) {
            best_d = d;
            best = i;
        }
    }
    return best;
}

/* From AT on to TO, and further up to 4 mm while the ground there is C's. */
static void go_on(const sz_frame *f, int32_t c, const double at[2], double to[2])
{
    double dx = to[0] - at[0], dy = to[1] - at[1], d = hypot(dx, dy);
    for (double further = 4.0 * SZ_MM; d > 0.0 && further > 0.0;
         further -= 0.5 * SZ_MM) {
        double x = to[0] + dx / d * further, y = to[1] + dy / d * further;
        if (sz__raster_at(&f->ground, x, y) == c) {
            to[0] = x;
            to[1] = y;
            return;
        }
    }
}

/* An arrow from the moved ground at AT into what the receiver has had before; if
 * it is new, from what the giver keeps to AT; none when there is neither. */
static arrow aim(const sz_frame *f, const sz_raster *moved, const sz_move *move,
                 const double at[2])
{
    arrow a = { { at[0], at[1] }, { at[0], at[1] }, false };
    size_t cell = nearest_kept(f, moved, move->to, at);
    if (cell != SIZE_MAX) {
        cell_middle(moved, cell, a.head);
        go_on(f, move->to, at, a.head);
    } else if ((cell = nearest_kept(f, moved, move->from, at)) != SIZE_MAX) {
        cell_middle(moved, cell, a.tail);
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
    a.found = length >= 2.5 * SZ_MM;
    return a;
}

/* Up to N_TAILS places of move M to start from: the deepest cell of its ground,
 * then the deepest ones well away from those chosen. */
static int choose_tails(const sz_raster *moved, int32_t m, double tail[][2])
{
    size_t n = (size_t)moved->w * (size_t)moved->h;
    int count = 0;
    for (; count < N_TAILS; count++) {
        double apart = 5.0 * SZ_MM;
        float best = 0.0f;
        for (size_t i = 0; i < n; i++) {
            if (moved->label[i] != m || moved->depth[i] <= best)
                continue;
            double p[2];
            bool far = true;
            cell_middle(moved, i, p);
            for (int k = 0; far && k < count; k++)
                far = hypot(p[0] - tail[k][0], p[1] - tail[k][1]) >= apart;
            if (!far)
                continue;
            best = moved->depth[i];
            tail[count][0] = p[0];
            tail[count][1] = p[1];
        }
        if (best <= 0.0f)
            break;
    }
    return count;
}

static void draw_arrow(sz_page *page, const arrow *a)
{
    double dx = a->head[0] - a->tail[0], dy = a->head[1] - a->tail[1];
    double d = hypot(dx, dy), ux = dx / d, uy = dy / d;
    double length = 2.4 * SZ_MM, half = 0.95 * SZ_MM;
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

/* Whether the middle of BOX lies on ground that move M is about. */
static bool on_own_ground(const sz_frame *f, const sz_raster *moved, int32_t m,
                          const sz_box *box)
{
    return sz__raster_at(moved, box->x, box->y) == m ||
           sz__raster_at(&f->ground, box->x, box->y) == f->page->moves[m].to;
}

/* Room for the count beside arrow A: at its middle, then towards its ends. */
static bool room_for_count(sz_frame *f, const sz_raster *moved, int32_t m,
                           const sz_callout *c, const arrow *a, sz_box *out)
{
    static const double along[] = { 0.4, 0.2, 0.6, 0.0, -0.3, 0.8 };
    sz_page *page = f->page;
    sz_box shaft = sz__box_along(a->tail, a->head, 0.9 * SZ_MM);
    sz_box proto = sz__callout_box(page, c, 0.0, 0.0);
    double dx = a->head[0] - a->tail[0], dy = a->head[1] - a->tail[1];
    for (size_t k = 0; k < sizeof along / sizeof *along; k++)
        for (int side = -1; side <= 1; side += 2) {
            double reach = fabs(shaft.uy) * proto.hw + fabs(shaft.ux) * proto.hh +
                           shaft.hh + 0.2 * SZ_MM;
            sz_box box = proto;
            box.x = a->tail[0] + along[k] * dx - shaft.uy * side * reach;
            box.y = a->tail[1] + along[k] * dy + shaft.ux * side * reach;
            if (!sz__boxes_meet(&box, &shaft) && on_own_ground(f, moved, m, &box) &&
                sz__placer_free(&page->placer, &box, 1, f->view.box)) {
                *out = box;
                return true;
            }
        }
    return false;
}

/* Draw move M's arrow and count where both have room; *PLACED tells. */
static sz_status place_move(sz_frame *f, const sz_raster *moved, int32_t m,
                            const char *count, bool *placed, sz_error *err)
{
    sz_page *page = f->page;
    double tail[N_TAILS][2];
    /* no larger than the names of communities about it */
    double most = fmax(5.0, 7.0 * page->style.bounds);
    const double sizes[] = { most, 0.5 * (most + 5.0), 5.0 };
    int n = choose_tails(moved, m, tail);
    *placed = false;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int i = 0; i < n; i++) {
            sz_callout c = { .line = { count, NULL },
                             .look = { { sizes[s], true, false, SZ_INK_MOVE,
                                         0.3 * SZ_MM } } };
            arrow a = aim(f, moved, &page->moves[m], tail[i]);
            sz_box shaft = sz__box_along(a.tail, a.head, 0.9 * SZ_MM), text;
            if (!a.found || !sz__placer_free(&page->placer, &shaft, 1, f->view.box) ||
                !room_for_count(f, moved, m, &c, &a, &text))
                continue;
            *placed = true;
            draw_arrow(page, &a);
            page->drawn |= SZ_DRAWN_ARROWS;
            if (!sz__placer_take(&page->placer, &shaft, 1))
                return sz__nomem(err);
            return sz__callout_put(page, &c, &text, err);
        }
    return SZ_SUCCESS;
}

/* A count without arrow, for ground that is all its community has, or where an
 * arrow has no room: on the moved ground, else beside it with a leader line. */
static sz_status place_count(sz_frame *f, const sz_raster *moved, int32_t m,
                             const char *count, bool *placed, sz_error *err)
{
    double tail[N_TAILS][2];
    int n = choose_tails(moved, m, tail);
    sz_callout c = { .line = { count, NULL },
                     .look = { { 5.5, true, false, SZ_INK_MOVE, 0.3 * SZ_MM } } };
    *placed = false;
    for (int i = 0; i < n; i++) {
        sz_box box = sz__callout_box(f->page, &c, tail[i][0], tail[i][1]);
        int cell = sz__raster_cell(moved, tail[i][0], tail[i][1]);
        if (cell < 0 || (double)moved->depth[cell] < box.hh ||
            !sz__placer_free(&f->page->placer, &box, 1, f->view.box))
            continue;
        *placed = true;
        return sz__callout_put(f->page, &c, &box, err);
    }
    c.look[0].size = 5.0;
    sz_status status = SZ_SUCCESS;
    for (int i = 0; i < n && status == SZ_SUCCESS && !*placed; i++)
        status = sz__callout_near(f, &c, tail[i], 15.0 * SZ_MM, placed, err);
    return status;
}

typedef struct ranked {
    int64_t households;
    int32_t move;
} ranked;

static int by_households(const void *pa, const void *pb)
{
    const ranked *a = pa, *b = pb;
    if (a->households != b->households)
        return a->households > b->households ? -1 : 1;
    return (a->move > b->move) - (a->move < b->move);
}

static sz_status place_all(sz_frame *f, const sz_raster *moved, sz_error *err)
{
    sz_page *page = f->page;
    ranked *order = sz__alloc(page->n_moves, sizeof *order);
    if (!order)
        return sz__nomem(err);
    size_t n = 0;
    for (size_t m = 0; m < page->n_moves; m++)
        if (page->moves[m].from >= 0 && page->moves[m].to >= 0 &&
            page->moves[m].households > 0) /* the hatch says the rest */
            order[n++] = (ranked){ page->moves[m].households, (int32_t)m };
    qsort(order, n, sizeof *order, by_households);
    sz_status status = SZ_SUCCESS;
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++) {
        char number[32], count[48];
        bool placed;
        sz__thousands(number, sizeof number, order[k].households);
        snprintf(count, sizeof count, "%s户", number);
        status = place_move(f, moved, order[k].move, count, &placed, err);
        if (status == SZ_SUCCESS && !placed)
            status = place_count(f, moved, order[k].move, count, &placed, err);
        page->left_out += status == SZ_SUCCESS && !placed;
    }
    free(order);
    return status;
}

sz_status sz__moves_arrows(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    sz_rings rings = { 0 };
    sz_raster moved = { 0 };
    bool any;
    if (!f->after || page->n_moves == 0)
        return SZ_SUCCESS;
    sz_status status = move_rings(f, &rings, &any, err);
    if (status == SZ_SUCCESS && any)
        status = sz__raster(&moved, &rings, f->view.box, err);
    if (status == SZ_SUCCESS && any) {
        sz__rings_path(page->cr, &rings, 0, rings.n_labels);
        sz__stroke_solid(page->cr, &page->style, SZ_INK_MOVE, 0.18 * SZ_MM);
        status = place_all(f, &moved, err);
    }
    sz__raster_release(&moved);
    sz__rings_release(&rings);
    return status;
}
