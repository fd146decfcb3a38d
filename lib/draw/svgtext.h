/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts of an SVG. Cairo writes outlines there, which nobody can search, copy or correct;
 * so texts are kept aside while a sheet is drawn and stand above all else in the file. */
#ifndef SIZHI_DRAW_SVGTEXT_H
#define SIZHI_DRAW_SVGTEXT_H

#include "draw/text.h"

typedef struct sz_svg_texts {
    char *at;              /* elements <text>, NUL behind them */
    size_t n, cap;
    bool failed;           /* memory is out */
} sz_svg_texts;

/* Let texts that are drawn on SURFACE go to TEXTS, and those that go there; NULL where
 * texts are drawn as they are. */
void sz__svg_texts_attach(cairo_surface_t *surface, sz_svg_texts *texts);
sz_svg_texts *sz__svg_texts_of(cairo_t *cr);

/* One character or more of a text, as it stands in the current coordinates of CR. */
typedef struct sz_svg_piece {
    const char *text;
    size_t bytes;
    double x, y;           /* left end of the baseline */
    double angle;          /* of the line, radians, clockwise */
    double width;
} sz_svg_piece;

/* A text of N pieces, each with a place of its own, in one element. */
void sz__svg_texts_add(sz_svg_texts *texts, cairo_t *cr, const sz_style *style,
                       const sz_look *look, const sz_svg_piece *pieces, size_t n);

#endif
