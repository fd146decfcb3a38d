/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The index of numbers: communities with no room for their names on the map have a number
 * there, and this list says whose it is. It stands on blank paper within the frames, in
 * as many blocks as it takes; what finds no room there goes to the notes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "draw/page.h"

#define PAD (1.5 * SZ_MM)        /* within a block */
#define RIM (2.0 * SZ_MM)        /* from the frame */
#define AWAY (4.0 * SZ_MM)       /* from the ground: lines reach beyond the limit */
#define GUTTER (2.0 * SZ_MM)     /* between columns */
#define HEAD 7.0                 /* size of the heading */
#define HEAD_ROOM (1.6 * HEAD)
#define PITCH 1.32               /* of lines, em */

static const double sizes[] = { 7.0, 6.5, 6.0, 5.5, 5.0, 4.5 };
#define N_SIZES (sizeof sizes / sizeof *sizes)

int32_t sz__index_number(sz_page *page, int32_t community)
{
    sz_numbering *all = page->numbers;
    size_t k = 0;
    for (size_t i = 0; i < page->index.n; i++)
        if (page->index.at[i].community == community)
            return page->index.at[i].number;
    while (k < all->n && all->at[k] != community)
        k++;
    if (k == all->n && !sz__push(all, community))
        return 0;
    const sz_numbered entry = { community, (int32_t)k + 1 };
    return sz__push(&page->index, entry) ? entry.number : 0;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = ((const sz_numbered *)a)->number, y = ((const sz_numbered *)b)->number;
    return (x > y) - (x < y);
}

/* One number stands for a community before and after it is renamed: "12 柳园→新园". */
void sz__index_entry(const sz_page *page, size_t i, char *out, size_t size)
{
    const sz_plan *plan = page->after ? page->after : page->before;
    const sz_numbered *e = &page->index.at[i];
    char was[128] = "", name[128];
    sz__sheet_name(plan, e->community, name, sizeof name);
    if (page->frames > 1 && (size_t)e->community < sz_plan_communities(page->before))
        sz__sheet_name(page->before, e->community, was, sizeof was);
    if (was[0] && strcmp(was, name) != 0)
        snprintf(out, size, "%d %s→%s", (int)e->number, was, name);
    else
        snprintf(out, size, "%d %s", (int)e->number, name);
}

/* Columns, rows and their widths in a block. */
typedef struct block {
    int columns, rows;
    double column, pitch;
    double x, y, w, h;
} block;

/* A block of W by H points, for entries of SIZE that are COLUMN wide. */
static block block_in(double w, double h, double size, double column)
{
    block b = { .column = column + GUTTER, .pitch = PITCH * size };
    b.columns = (int)floor((w - 2.0 * PAD + GUTTER) / b.column);
    b.rows = (int)floor((h - 2.0 * PAD - HEAD_ROOM) / b.pitch);
    if (b.columns < 0 || b.rows < 0)
        b.columns = b.rows = 0;
    return b;
}

/* Blank paper: cells well off the ground where nothing stands. */
static uint8_t *blank_cells(const sz_frame *f)
{
    const sz_raster *g = &f->ground;
    const double *b = f->view.box;
    const double inner[] = { b[0] + RIM, b[1] + RIM, b[2] - RIM, b[3] - RIM };
    uint8_t *blank = sz__alloc((size_t)g->w * (size_t)g->h, 1);
    for (int i = 0; blank && i < g->w * g->h; i++) {
        sz_box cell = sz__box(g->x0 + (i % g->w + 0.5) * g->cell,
                              g->y0 + (i / g->w + 0.5) * g->cell, 0.6 * g->cell,
                              0.6 * g->cell);
        blank[i] = g->label[i] < 0 && (double)g->depth[i] >= AWAY &&
                   sz__placer_free(&f->page->placer, &cell, 1, inner);
    }
    return blank;
}

/* Among all rectangles of blank cells the one with most room for entries, the first of
 * equal ones: below each row the greatest rectangles that end there (a histogram's, with
 * a stack). */
static block find_block(const sz_frame *f, const uint8_t *blank, int *up, int *stack,
                        double size, double column)
{
    const sz_raster *g = &f->ground;
    block best = { 0 };
    for (int x = 0; x < g->w; x++)
        up[x] = 0;
    for (int y = 0; y < g->h; y++) {
        int top = 0;
        for (int x = 0; x < g->w; x++)
            up[x] = blank[y * g->w + x] ? up[x] + 1 : 0;
        for (int x = 0; x <= g->w; x++) {
            while (top > 0 && (x == g->w || up[stack[top - 1]] >= up[x])) {
                int high = up[stack[--top]], left = top > 0 ? stack[top - 1] + 1 : 0;
                block b = block_in((x - left) * g->cell, high * g->cell, size, column);
                if (b.columns * b.rows <= best.columns * best.rows)
                    continue;
                b.x = g->x0 + left * g->cell;
                b.y = g->y0 + (y + 1 - high) * g->cell;
                b.w = (x - left) * g->cell;
                b.h = high * g->cell;
                best = b;
            }
            if (x < g->w)
                stack[top++] = x;
        }
    }
    return best;
}

static double widest(const sz_frame *f, size_t from, const sz_look *look)
{
    double w = 0.0;
    char text[320];
    for (size_t i = from; i < f->page->index.n; i++) {
        sz__index_entry(f->page, i, text, sizeof text);
        w = fmax(w, sz__text_extent(f->page->text, text, look).w);
    }
    return w;
}

/* Entries from page->listed on into B, column by column, no wider than need be. */
static sz_status draw_block(sz_frame *f, const block *b, const sz_look *look,
                            sz_error *err)
{
    sz_page *page = f->page;
    const sz_look head = { HEAD, true, false, SZ_INK_TEXT, 0.0 };
    int left = (int)(page->index.n - page->listed), columns = b->columns;
    while (columns > 1 && (columns - 1) * b->rows >= left)
        columns--;
    int rows = (left + columns - 1) / columns < b->rows ? (left + columns - 1) / columns
                                                        : b->rows;
    const char *words = sz__page_word(page, "社区编号");
    sz_extent title = sz__text_extent(page->text, words, &head);
    double w = fmax(columns * b->column - GUTTER, title.w) + 2.0 * PAD;
    double h = rows * b->pitch + HEAD_ROOM + 2.0 * PAD;
    /* into the corner of the blank paper that is nearest to the frame's */
    double x = b->x + b->w / 2.0 < f->view.cx ? b->x : b->x + b->w - w;
    double y = b->y + b->h / 2.0 < f->view.cy ? b->y : b->y + b->h - h;
    cairo_rectangle(page->cr, x, y, w, h);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_SOFT, 0.15 * SZ_MM);
    sz__text_draw(page->text, page->cr, words, &head, x + PAD + title.w / 2.0,
                  y + PAD + HEAD_ROOM / 2.0, 0.0);
    for (int i = 0; i < columns * rows && page->listed < page->index.n; i++) {
        char text[320];
        sz__index_entry(page, page->listed++, text, sizeof text);
        double wide = sz__text_extent(page->text, text, look).w;
        sz__text_draw(page->text, page->cr, text, look,
                      x + PAD + i / rows * b->column + wide / 2.0,
                      y + PAD + HEAD_ROOM + (i % rows + 0.5) * b->pitch, 0.0);
    }
    sz_box box = sz__box(x + w / 2.0, y + h / 2.0, w / 2.0, h / 2.0);
    return sz__placer_take(&page->placer, &box, 1) ? SZ_SUCCESS : sz__nomem(err);
}

/* One block with as many entries as there is room for, in the largest size with room for
 * all; *FULL when there is none left. */
static sz_status add_block(sz_frame *f, int *up, int *stack, bool *full, sz_error *err)
{
    sz_page *page = f->page;
    size_t left = page->index.n - page->listed;
    uint8_t *blank = blank_cells(f);
    sz_look look = { 0 };
    block b = { 0 };
    if (!blank)
        return sz__nomem(err);
    for (size_t k = 0; k < N_SIZES && (size_t)(b.columns * b.rows) < left; k++) {
        look = (sz_look){ sizes[k], false, false, SZ_INK_TEXT, 0.0 };
        b = find_block(f, blank, up, stack, sizes[k], widest(f, page->listed, &look));
    }
    free(blank);
    *full = b.columns * b.rows == 0;
    return *full ? SZ_SUCCESS : draw_block(f, &b, &look, err);
}

sz_status sz__index_draw(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    int *up = sz__alloc((size_t)f->ground.w + 1, sizeof *up);
    int *stack = sz__alloc((size_t)f->ground.w + 1, sizeof *stack);
    sz_status status = up && stack ? SZ_SUCCESS : sz__nomem(err);
    bool full = false;
    if (page->index.n > page->listed)
        qsort(page->index.at + page->listed, page->index.n - page->listed,
              sizeof *page->index.at, by_number);
    while (status == SZ_SUCCESS && !full && page->listed < page->index.n)
        status = add_block(f, up, stack, &full, err);
    free(up);
    free(stack);
    return status;
}
