/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/contents.h"

#include <math.h>
#include <stdio.h>

#include "core/utf8.h"
#include "draw/style_file.h"
#include "text/day_words.h"

#define TOP (34.0 * SZ_MM)
#define FOOT (16.0 * SZ_MM)
#define SIDE (16.0 * SZ_MM)
#define COLUMN (62.0 * SZ_MM)
#define GUTTER (6.0 * SZ_MM)   /* between columns */
#define FIGURES (9.0 * SZ_MM)  /* for a page's number */
#define PITCH (5.2 * SZ_MM)
#define SIZE 9.0
#define SMALLEST 5.0

/* How many entries a page holds, column by column. */
static void count(const sz_layout *l, int *columns, int *rows)
{
    double w = l->w / l->zoom - 2.0 * SIDE, h = l->h / l->zoom - TOP - FOOT;
    *columns = (int)floor((w + GUTTER) / COLUMN);
    *rows = (int)floor(h / PITCH);
}

/* The place of entry I after the one at LAST, -1 before all: no heading is the last of its
 * column. */
static int next_place(const sz_contents *c, size_t i, int last, int rows)
{
    bool stranded = c->at[i].page == 0 && (last + 1) % rows == rows - 1;
    return last + (stranded ? 2 : 1);
}

static int last_place(const sz_contents *c, int rows)
{
    int place = -1;
    for (size_t i = 0; i < c->n; i++)
        place = next_place(c, i, place, rows);
    return place;
}

int sz__contents_pages(const sz_contents *contents, const sz_sheet_options *options)
{
    sz_layout layout;
    int columns, rows;
    sz__layout(&layout, options->paper);
    count(&layout, &columns, &rows);
    return last_place(contents, rows) / (columns * rows) + 1;
}

/* The title of C in the largest print with ROOM for it; one that is too long for any is
 * cut. */
static sz_look set_title(sz_page *page, const sz_content *c, double room, char title[128])
{
    sz_look look = { SIZE, c->page == 0, false, SZ_INK_TEXT, 0.0 };
    snprintf(title, sizeof c->title, "%s", c->title);
    while (look.size > SMALLEST && sz__text_extent(page->text, title, &look).w > room)
        look.size -= 0.5;
    sz__text_shorten(page->text, title, &look, room);
    return look;
}

/* Title, dots and number of an entry from X to RIGHT; a reader of the file can go there. */
static void draw_entry(sz_page *page, const sz_content *c, double x, double right, double y)
{
    char title[sizeof c->title], text[24];
    cairo_t *cr = page->cr;
    sz_look look = set_title(page, c, right - x - (c->page ? FIGURES : 0.0), title);
    sz_extent e = sz__text_extent(page->text, title, &look);
    if (c->page == 0) {
        sz__text_draw(page->text, cr, title, &look, x + e.w / 2.0, y, 0.0);
        return;
    }
    snprintf(text, sizeof text, "page=%d pos=[0 0]", c->page);
    cairo_tag_begin(cr, CAIRO_TAG_LINK, text);
    sz__text_draw(page->text, cr, title, &look, x + e.w / 2.0, y, 0.0);
    const sz_look figures = { SIZE, false, false, SZ_INK_TEXT, 0.0 };
    snprintf(text, sizeof text, "%d", c->page);
    double w = sz__text_extent(page->text, text, &figures).w;
    sz__text_draw(page->text, cr, text, &figures, right - w / 2.0, y, 0.0);
    cairo_tag_end(cr, CAIRO_TAG_LINK);
    double from = x + e.w + 1.5 * SZ_MM, to = right - w - 1.5 * SZ_MM;
    if (from >= to)
        return;
    const double dots[2] = { 0.0, 1.2 * SZ_MM };
    cairo_save(cr);
    cairo_move_to(cr, to, y + 0.25 * SIZE);
    cairo_line_to(cr, from, y + 0.25 * SIZE);
    cairo_set_dash(cr, dots, 2, 0.0);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(cr, 0.25 * SZ_MM);
    sz__ink(cr, &page->style, SZ_INK_SOFT);
    cairo_stroke(cr);
    cairo_restore(cr);
}

/* Page NUMBER of the entries. Those of a single page stand in its middle, in columns of
 * about one length. */
static void draw_entries(sz_page *page, const sz_contents *contents, int number)
{
    int columns, rows, place = -1;
    count(&page->layout, &columns, &rows);
    double w = page->layout.w / page->zoom - 2.0 * SIDE, pitch = (w + GUTTER) / columns;
    int used = last_place(contents, rows) / rows + 1;
    while (used < columns && rows > 1 && last_place(contents, rows - 1) < used * (rows - 1))
        rows--;
    columns = used < columns ? used : columns;
    double left = SIDE + (w + GUTTER - columns * pitch) / 2.0;
    for (size_t i = 0; i < contents->n; i++) {
        place = next_place(contents, i, place, rows);
        int k = place - number * columns * rows;
        double x = left + k / rows * pitch;
        if (k >= 0 && k < columns * rows)
            draw_entry(page, &contents->at[i], x, x + pitch - GUTTER,
                       TOP + (k % rows + 0.5) * PITCH);
    }
}

/* Whose it is and of when, beneath the title. */
static sz_status draw_origin(sz_page *page, sz_error *err)
{
    const sz_sheet_options *o = page->options;
    sz_look look = { 11.0, false, false, SZ_INK_TEXT, 0.0 };
    double w = page->layout.w / page->zoom, room = w - 2.0 * SIDE;
    char text[1024], day[SZ_DAY_WORDS];
    const char *office = o->organisation ? o->organisation : "";
    const char *date = o->date ? sz__day_words(o->language, o->date, day) : "";
    snprintf(text, sizeof text, "%s%s%s", office, *office && *date ? "　　" : "", date);
    sz__utf8_trim(text);
    while (look.size > SMALLEST && sz__text_extent(page->text, text, &look).w > room)
        look.size -= 0.5;
    sz__text_shorten(page->text, text, &look, room);
    return *text ? sz__page_text(page, text, &look, w / 2.0, 24.0 * SZ_MM, 0.5, err)
                 : SZ_SUCCESS;
}

/* The first page begins the atlas, the others only go on. */
static sz_status draw_head(sz_page *page, const char *title, bool first, sz_error *err)
{
    const sz_look look = { first ? 14.0 : 24.0, true, false, SZ_INK_TEXT, 0.0 };
    sz_status status = first ? sz__title_lines(page, title, err) : SZ_SUCCESS;
    if (status == SZ_SUCCESS && first)
        status = draw_origin(page, err);
    return status == SZ_SUCCESS
               ? sz__page_text(page, sz__page_word(page, "目　录"), &look,
                               page->layout.w / page->zoom / 2.0,
                               (first ? 30.5 : 20.0) * SZ_MM, 0.5, err)
               : status;
}

sz_status sz__contents_draw(const sz_contents *contents, const char *title, int i,
                            cairo_t *cr, const sz_sheet_options *options, size_t *missing,
                            sz_error *err)
{
    sz_page page = { .cr = cr, .options = options };
    sz__layout(&page.layout, options->paper);
    sz_status status = sz__style_read(&page.style, options->style, err);
    if (status == SZ_SUCCESS)
        status = sz__text_open(&page.text, &page.style, err);
    if (status == SZ_SUCCESS &&
        !sz__placer_open(&page.placer, page.layout.w, page.layout.h))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS) {
        sz__page_furnish(&page, true);
        sz__page_paper(&page);
        status = draw_head(&page, title, i == 0, err);
        draw_entries(&page, contents, i);
        sz__page_furnish(&page, false);
        *missing += sz__text_missing(page.text);
    }
    sz__page_release(&page);
    return status;
}
