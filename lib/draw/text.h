/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text with Pango: the face is Noto Sans CJK SC, others only for what it lacks. */
#ifndef SIZHI_DRAW_TEXT_H
#define SIZHI_DRAW_TEXT_H

#include <cairo.h>

#include "core/error.h"
#include "draw/style.h"

typedef struct sz_text sz_text;

/* How a text looks. */
typedef struct sz_look {
    double size;           /* of the em square, points */
    bool bold;
    bool slant;            /* names of waters */
    sz_ink_id ink;
    double halo;           /* width of the paper-coloured rim, 0 = none */
} sz_look;

/* Extent of a line of text: width, and what it needs above and below the line
 * through the middle of its characters. */
typedef struct sz_extent {
    double w, up, down;
} sz_extent;

sz_status sz__text_open(sz_text **out, const sz_style *style, sz_error *err);
void sz__text_close(sz_text *text);

sz_extent sz__text_extent(sz_text *text, const char *line, const sz_look *look);

/* Draw LINE with its middle at X, Y, turned by ANGLE (radians, clockwise). */
void sz__text_draw(sz_text *text, cairo_t *cr, const char *line, const sz_look *look,
                   double x, double y, double angle);

/* Draw one text of N pieces LINE, each with its own middle in X, Y and turn; at most
 * SZ_MOST_PIECES. */
#define SZ_MOST_PIECES 64
typedef struct sz_stand {
    const char *line;
    double x, y, angle;
} sz_stand;
void sz__text_draw_pieces(sz_text *text, cairo_t *cr, const sz_stand *piece, size_t n,
                          const sz_look *look);

/* Draw a paragraph in a column from X, Y downwards; returns its height, also
 * without drawing when CR is NULL. */
double sz__text_column(sz_text *text, cairo_t *cr, const char *words,
                       const sz_look *look, double x, double y, double width);

/* Cut WORDS at their end, with …… instead, until they are no wider than ROOM. */
void sz__text_shorten(sz_text *text, char *words, const sz_look *look, double room);

/* The characters of TEXT when all of them are wide (CJK), which may stand one by one; how
 * many, 0 when others are among them or there are more than MOST. */
#define SZ_GLYPH 8
int sz__wide_glyphs(const char *text, char glyph[][SZ_GLYPH], int most);

/* Characters drawn so far that no font has. */
size_t sz__text_missing(const sz_text *text);

#endif
