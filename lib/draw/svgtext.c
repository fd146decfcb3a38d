/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/svgtext.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "draw/paper.h"

static const cairo_user_data_key_t key;

void sz__svg_texts_attach(cairo_surface_t *surface, sz_svg_texts *texts)
{
    cairo_surface_set_user_data(surface, &key, texts, NULL);
}

sz_svg_texts *sz__svg_texts_of(cairo_t *cr)
{
    return cairo_surface_get_user_data(cairo_get_target(cr), &key);
}

static void say_bytes(sz_svg_texts *t, const char *text, size_t n)
{
    if (t->failed || !sz__reserve(t, n + 1)) {
        t->failed = true;
        return;
    }
    memcpy(t->at + t->n, text, n);
    t->n += n;
    t->at[t->n] = '\0';
}

static void say(sz_svg_texts *t, const char *text)
{
    say_bytes(t, text, strlen(text));
}

/* In hundredths, with a point in any locale. */
static void say_number(sz_svg_texts *t, double v)
{
    char text[48];
    long h = lround(100.0 * v), a = h < 0 ? -h : h;
    snprintf(text, sizeof text, a % 100 ? "%s%ld.%02ld" : "%s%ld", h < 0 ? "-" : "", a / 100,
             a % 100);
    say(t, text);
}

static void say_attribute(sz_svg_texts *t, const char *name, double v)
{
    say(t, " ");
    say(t, name);
    say(t, "=\"");
    say_number(t, v);
    say(t, "\"");
}

static void say_colour(sz_svg_texts *t, const char *name, uint32_t rgb)
{
    char text[48];
    snprintf(text, sizeof text, " %s=\"#%06x\"", name, (unsigned)rgb);
    say(t, text);
}

/* The words themselves; what XML cannot hold is a blank. */
static void say_words(sz_svg_texts *t, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '&')
            say(t, "&amp;");
        else if (c == '<')
            say(t, "&lt;");
        else if (c == '>')
            say(t, "&gt;");
        else
            say_bytes(t, c < 0x20 || c == 0x7f ? " " : text + i, 1);
    }
}

/* What x, y or the turn of each piece is, as a list for each character of all. */
enum { X, Y, TURN };

static void say_list(sz_svg_texts *t, cairo_t *cr, const char *name, int what,
                     const sz_svg_piece *piece, size_t n)
{
    say(t, " ");
    say(t, name);
    say(t, "=\"");
    for (size_t i = 0; i < n; i++) {
        double x = piece[i].x, y = piece[i].y;
        cairo_user_to_device(cr, &x, &y);
        if (i > 0)
            say(t, " ");
        say_number(t, what == X ? x : what == Y ? y : piece[i].angle * 180.0 / SZ_PI);
    }
    say(t, "\"");
}

static void say_look(sz_svg_texts *t, cairo_t *cr, const sz_style *style,
                     const sz_look *look)
{
    double zoom = 1.0, none = 0.0;
    cairo_user_to_device_distance(cr, &zoom, &none);
    say_attribute(t, "font-size", zoom * look->size);
    say_colour(t, "fill", style->ink[look->ink]);
    if (look->bold)
        say(t, " font-weight=\"bold\"");
    if (look->slant)
        say(t, " font-style=\"italic\"");
    if (look->halo > 0.0) {
        say_colour(t, "stroke", style->ink[SZ_INK_PAPER]);
        say_attribute(t, "stroke-width", 2.0 * zoom * look->halo);
    }
}

void sz__svg_texts_add(sz_svg_texts *t, cairo_t *cr, const sz_style *style,
                       const sz_look *look, const sz_svg_piece *piece, size_t n)
{
    double width = n == 1 ? piece[0].width : 0.0, none = 0.0;
    cairo_user_to_device_distance(cr, &width, &none);
    if (n == 0)
        return;
    say(t, "<text");
    say_list(t, cr, "x", X, piece, n);
    say_list(t, cr, "y", Y, piece, n);
    if (n > 1) {
        say_list(t, cr, "rotate", TURN, piece, n);
    } else if (piece[0].angle != 0.0) {
        double x = piece[0].x, y = piece[0].y;
        cairo_user_to_device(cr, &x, &y);
        say(t, " transform=\"rotate(");
        say_number(t, piece[0].angle * 180.0 / SZ_PI);
        say(t, " ");
        say_number(t, x);
        say(t, " ");
        say_number(t, y);
        say(t, ")\"");
    }
    if (n == 1 && width > 0.0) /* the room that was found for it, whatever the face */
        say_attribute(t, "textLength", width);
    say_look(t, cr, style, look);
    say(t, ">");
    for (size_t i = 0; i < n; i++)
        say_words(t, piece[i].text, piece[i].bytes);
    say(t, "</text>\n");
}
