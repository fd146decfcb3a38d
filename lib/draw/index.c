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

#define FEW 3                    /* so many blocks are not too many to look through, */
#define MANY 8                   /* and so many in the smallest print */

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

/* Columns and rows of entries in a rectangle of paper. */
typedef struct block {
    int columns, rows;
    double column, pitch;
    double x, y, w, h;
} block;

/* How the list is set. */
typedef struct setting {
    sz_look look;
    double column;         /* the widest entry */
    double title;          /* width of the heading */
} setting;

/* A block of W by H points. */
static block block_in(double w, double h, const setting *s)
{
    block b = { .column = s->column + GUTTER, .pitch = PITCH * s->look.size };
    if (w < s->title + 2.0 * PAD)
        return b;
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
                        const setting *s)
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
                block b = block_in((x - left) * g->cell, high * g->cell, s);
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

static setting set_in(const sz_frame *f, double size)
{
    const sz_look head = { HEAD, true, false, SZ_INK_TEXT, 0.0 };
    setting s = { .look = { size, false, false, SZ_INK_TEXT, 0.0 } };
    sz_page *page = f->page;
    char text[320];
    for (size_t i = page->listed; i < page->index.n; i++) {
        sz__index_entry(page, i, text, sizeof text);
        s.column = fmax(s.column, sz__text_extent(page->text, text, &s.look).w);
    }
    s.title = sz__text_extent(page->text, sz__page_word(page, "社区编号"), &head).w;
    return s;
}

/* B no larger than LEFT entries need, in its corner that is nearest to the frame's. */
static void shrink(const sz_frame *f, const setting *s, size_t left, block *b)
{
    int n = left < (size_t)(b->columns * b->rows) ? (int)left : b->columns * b->rows;
    b->columns = (n + b->rows - 1) / b->rows;
    b->rows = (n + b->columns - 1) / b->columns;
    double w = fmax(b->columns * b->column - GUTTER, s->title) + 2.0 * PAD;
    double h = b->rows * b->pitch + HEAD_ROOM + 2.0 * PAD;
    if (b->x + b->w / 2.0 >= f->view.cx)
        b->x += b->w - w;
    if (b->y + b->h / 2.0 >= f->view.cy)
        b->y += b->h - h;
    b->w = w;
    b->h = h;
}

/* The paper of B, and a rim round it, is not blank any more. */
static void cover(const sz_frame *f, uint8_t *blank, const block *b)
{
    const sz_raster *g = &f->ground;
    for (int i = 0; i < g->w * g->h; i++) {
        double x = g->x0 + (i % g->w + 0.5) * g->cell, y = g->y0 + (i / g->w + 0.5) * g->cell;
        if (x > b->x - RIM && x < b->x + b->w + RIM && y > b->y - RIM &&
            y < b->y + b->h + RIM)
            blank[i] = 0;
    }
}

/* Room for the entries that are left, in at most MOST blocks; how many of them have it. */
static size_t find_blocks(const sz_frame *f, const setting *s, uint8_t *blank, int *work,
                          block *out, int most, int *n)
{
    size_t left = f->page->index.n - f->page->listed, done = 0;
    for (*n = 0; *n < most && done < left; (*n)++) {
        block *b = &out[*n];
        *b = find_block(f, blank, work, work + f->ground.w + 1, s);
        if (b->columns * b->rows == 0)
            break;
        shrink(f, s, left - done, b);
        cover(f, blank, b);
        done += (size_t)(b->columns * b->rows);
    }
    return done < left ? done : left;
}

/* Entries from page->listed on into B, column by column. */
static sz_status draw_block(sz_frame *f, const block *b, const setting *s, sz_error *err)
{
    sz_page *page = f->page;
    const sz_look head = { HEAD, true, false, SZ_INK_TEXT, 0.0 };
    cairo_rectangle(page->cr, b->x, b->y, b->w, b->h);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_SOFT, 0.15 * SZ_MM);
    sz__text_draw(page->text, page->cr, sz__page_word(page, "社区编号"), &head,
                  b->x + PAD + s->title / 2.0, b->y + PAD + HEAD_ROOM / 2.0, 0.0);
    for (int i = 0; i < b->columns * b->rows && page->listed < page->index.n; i++) {
        char text[320];
        sz__index_entry(page, page->listed++, text, sizeof text);
        double wide = sz__text_extent(page->text, text, &s->look).w;
        sz__text_draw(page->text, page->cr, text, &s->look,
                      b->x + PAD + i / b->rows * b->column + wide / 2.0,
                      b->y + PAD + HEAD_ROOM + (i % b->rows + 0.5) * b->pitch, 0.0);
    }
    sz_box box = sz__box(b->x + b->w / 2.0, b->y + b->h / 2.0, b->w / 2.0, b->h / 2.0);
    return sz__placer_take(&page->placer, &box, 1) ? SZ_SUCCESS : sz__nomem(err);
}

/* As one reads. */
static int by_place(const void *pa, const void *pb)
{
    const block *a = pa, *b = pb;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return (a->x > b->x) - (a->x < b->x);
}

/* The largest print in which few blocks hold all entries; in the smallest, as many of them
 * as there is room for. WORK has room for two rows of the raster. */
static sz_status draw_list(sz_frame *f, const uint8_t *blank, uint8_t *copy, int *work,
                           sz_error *err)
{
    size_t left = f->page->index.n - f->page->listed, have = 0;
    size_t cells = (size_t)f->ground.w * (size_t)f->ground.h;
    block b[MANY];
    setting s;
    int n = 0;
    for (size_t k = 0; k < N_SIZES && have < left; k++) {
        s = set_in(f, sizes[k]);
        memcpy(copy, blank, cells);
        have = find_blocks(f, &s, copy, work, b, k + 1 < N_SIZES ? FEW : MANY, &n);
    }
    qsort(b, (size_t)n, sizeof *b, by_place);
    sz_status status = SZ_SUCCESS;
    for (int i = 0; i < n && status == SZ_SUCCESS; i++)
        status = draw_block(f, &b[i], &s, err);
    return status;
}

sz_status sz__index_draw(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    if (page->index.n == page->listed)
        return SZ_SUCCESS;
    qsort(page->index.at + page->listed, page->index.n - page->listed,
          sizeof *page->index.at, by_number);
    size_t cells = (size_t)f->ground.w * (size_t)f->ground.h;
    uint8_t *blank = blank_cells(f), *copy = sz__alloc(cells, 1);
    int *work = sz__alloc(2 * ((size_t)f->ground.w + 1), sizeof *work);
    sz_status status = blank && copy && work ? draw_list(f, blank, copy, work, err)
                                             : sz__nomem(err);
    free(blank);
    free(copy);
    free(work);
    return status;
}
