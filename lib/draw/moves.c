/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Moves in the frame of the later plan: hatched ground, and for each (from, to)
 * one arrow into the receiving community with the households that go. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/array.h"
#include "draw/arrows.h"

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

/* Whether the middle of BOX lies on ground that move M is about. */
static bool on_own_ground(const sz_frame *f, const sz_raster *moved, int32_t m,
                          const sz_box *box)
{
    return sz__raster_at(moved, box->x, box->y) == m ||
           sz__raster_at(&f->ground, box->x, box->y) == f->page->moves[m].to;
}

/* Room for the count beside arrow A: at its middle, then towards its ends. */
static bool room_for_count(sz_frame *f, const sz_raster *moved, int32_t m,
                           const sz_callout *c, const sz_arrow *a, sz_box *out)
{
    static const double along[] = { 0.4, 0.2, 0.6, 0.0, -0.3, 0.8 };
    sz_page *page = f->page;
    sz_box shaft = sz__arrow_box(a);
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
                sz__placer_free(&page->placer, &box, 1, f->inner)) {
                *out = box;
                return true;
            }
        }
    return false;
}

/* A move to be shown. */
typedef struct shown {
    int64_t households;
    int32_t move;
    int extent[4];         /* its cells: x0, y0, x1, y1; x1 < x0 when there are none */
    char count[48];
    int n;                 /* places to start from, and an arrow from each */
    double tail[SZ_TAILS][2];
    sz_arrow arrow[SZ_TAILS];
} shown;

/* Draw an arrow with its count where both have room; *PLACED tells. */
static sz_status place_arrow(sz_frame *f, const sz_raster *moved, const shown *s,
                             bool *placed, sz_error *err)
{
    sz_page *page = f->page;
    /* no larger than the names of communities about it */
    double most = fmax(5.0, 7.0 * page->style.bounds);
    const double sizes[] = { most, 0.5 * (most + 5.0), 5.0 };
    *placed = false;
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        for (int i = 0; i < s->n; i++) {
            const sz_arrow *a = &s->arrow[i];
            sz_callout c = {
                .line = { s->count, NULL },
                .look = { { sizes[k], true, false, SZ_INK_MOVE, 0.3 * SZ_MM } }
            };
            sz_box shaft = sz__arrow_box(a), text;
            if (!a->found || !sz__placer_free(&page->placer, &shaft, 1, f->inner) ||
                !room_for_count(f, moved, s->move, &c, a, &text))
                continue;
            *placed = true;
            sz__arrow_draw(page, a);
            page->drawn |= SZ_DRAWN_ARROWS;
            if (!sz__placer_take(&page->placer, &shaft, 1))
                return sz__nomem(err);
            return sz__callout_put(page, &c, &text, err);
        }
    return SZ_SUCCESS;
}

/* A count without arrow, for ground that is all its community has, or where an
 * arrow has no room: on the moved ground, else beside it with a leader line. */
static sz_status place_count(sz_frame *f, const sz_raster *moved, const shown *s,
                             bool *placed, sz_error *err)
{
    sz_callout c = { .line = { s->count, NULL },
                     .look = { { 5.5, true, false, SZ_INK_MOVE, 0.3 * SZ_MM } } };
    *placed = false;
    for (int i = 0; i < s->n; i++) {
        sz_box box = sz__callout_box(f->page, &c, s->tail[i][0], s->tail[i][1]);
        int cell = sz__raster_cell(moved, s->tail[i][0], s->tail[i][1]);
        if (cell < 0 || (double)moved->depth[cell] < box.hh ||
            !sz__placer_free(&f->page->placer, &box, 1, f->inner))
            continue;
        *placed = true;
        return sz__callout_put(f->page, &c, &box, err);
    }
    c.look[0].size = 5.0;
    sz_status status = SZ_SUCCESS;
    for (int i = 0; i < s->n && status == SZ_SUCCESS && !*placed; i++)
        status = sz__callout_near(f, &c, s->tail[i], 15.0 * SZ_MM, placed, err);
    return status;
}

static int by_households(const void *pa, const void *pb)
{
    const shown *a = pa, *b = pb;
    if (a->households != b->households)
        return a->households > b->households ? -1 : 1;
    return (a->move > b->move) - (a->move < b->move);
}

static void find_extents(const sz_raster *moved, shown *all)
{
    for (int y = 0; y < moved->h; y++)
        for (int x = 0; x < moved->w; x++) {
            int32_t m = moved->label[y * moved->w + x];
            if (m < 0)
                continue;
            int *e = all[m].extent;
            e[0] = x < e[0] ? x : e[0];
            e[1] = y < e[1] ? y : e[1];
            e[2] = x > e[2] ? x : e[2];
            e[3] = y > e[3] ? y : e[3];
        }
}

static sz_status place_move(sz_frame *f, const sz_raster *moved, shown *s,
                            sz_error *err)
{
    bool placed;
    sz__households_text(f->page, s->households, s->count, sizeof s->count);
    sz__arrow_tails(moved, s->move, s->extent, s->tail, &s->n);
    for (int i = 0; i < s->n; i++)
        s->arrow[i] = sz__arrow_aim(f, moved, &f->page->moves[s->move], s->tail[i]);
    sz_status status = place_arrow(f, moved, s, &placed, err);
    if (status == SZ_SUCCESS && !placed)
        status = place_count(f, moved, s, &placed, err);
    f->page->left_out += status == SZ_SUCCESS && !placed;
    return status;
}

/* The moves with most households first. */
static sz_status place_all(sz_frame *f, const sz_raster *moved, sz_error *err)
{
    sz_page *page = f->page;
    shown *all = sz__zalloc(page->n_moves, sizeof *all);
    if (!all)
        return sz__nomem(err);
    for (size_t m = 0; m < page->n_moves; m++) {
        const sz_move *move = &page->moves[m];
        all[m].move = (int32_t)m;
        all[m].extent[0] = moved->w;
        all[m].extent[1] = moved->h;
        all[m].extent[2] = all[m].extent[3] = -1;
        if (move->from >= 0 && move->to >= 0)
            all[m].households = move->households;
    }
    find_extents(moved, all);
    qsort(all, page->n_moves, sizeof *all, by_households);
    sz_status status = SZ_SUCCESS;
    for (size_t k = 0; status == SZ_SUCCESS && k < page->n_moves; k++)
        if (all[k].households > 0) /* of empty ground the hatch says enough */
            status = place_move(f, moved, &all[k], err);
    free(all);
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
