/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "draw/pdftext.h"
#include "draw/svgtext.h"

/* Baseline below the middle of the characters, in em: the em box of CJK faces
 * reaches 0.88 above and 0.12 below the baseline. */
#define BASELINE 0.38

struct sz_text {
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout;
    PangoFontDescription *font[2]; /* regular, bold */
    GHashTable *pdf_faces;
    const sz_style *style;
    size_t missing;
};

sz_status sz__text_open(sz_text **out, const sz_style *style, sz_error *err)
{
    sz_text *t = calloc(1, sizeof *t);
    if (!t)
        return sz__nomem(err);
    t->style = style;
    t->map = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(t->map), 72.0);
    t->context = pango_font_map_create_context(t->map);
    pango_context_set_language(t->context, pango_language_from_string("zh-cn"));
    pango_context_set_base_dir(t->context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(t->context, FALSE);
    /* The same shapes and widths on every surface and at every resolution. */
    cairo_font_options_t *font_options = cairo_font_options_create();
    cairo_font_options_set_hint_style(font_options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(font_options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(font_options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(t->context, font_options);
    cairo_font_options_destroy(font_options);
    t->layout = pango_layout_new(t->context);
    for (int bold = 0; bold < 2; bold++) {
        t->font[bold] = pango_font_description_new();
        pango_font_description_set_family(t->font[bold], "Noto Sans CJK SC,sans-serif");
        pango_font_description_set_weight(t->font[bold], bold ? PANGO_WEIGHT_BOLD
                                                              : PANGO_WEIGHT_NORMAL);
    }
    t->pdf_faces = sz__pdf_faces_open();
    *out = t;
    return SZ_SUCCESS;
}

void sz__text_close(sz_text *text)
{
    if (!text)
        return;
    for (int bold = 0; bold < 2; bold++)
        pango_font_description_free(text->font[bold]);
    g_hash_table_unref(text->pdf_faces);
    g_object_unref(text->layout);
    g_object_unref(text->context);
    g_object_unref(text->map);
    free(text);
}

/* Set the layout up; a column of WIDTH points, or one line when WIDTH <= 0. */
static void set(sz_text *t, const char *words, const sz_look *look, double width)
{
    PangoFontDescription *font = t->font[look->bold];
    pango_font_description_set_absolute_size(font, look->size * PANGO_SCALE);
    pango_layout_set_font_description(t->layout, font);
    pango_layout_set_single_paragraph_mode(t->layout, width <= 0.0);
    pango_layout_set_width(t->layout, width > 0.0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
    if (g_utf8_validate(words, -1, NULL)) {
        pango_layout_set_text(t->layout, words, -1);
    } else {
        char *valid = g_utf8_make_valid(words, -1);
        pango_layout_set_text(t->layout, valid, -1);
        g_free(valid);
    }
}

sz_extent sz__text_extent(sz_text *text, const char *line, const sz_look *look)
{
    PangoRectangle ink, logical;
    set(text, line, look, 0.0);
    PangoLayoutLine *l = pango_layout_get_line_readonly(text->layout, 0);
    pango_layout_line_get_extents(l, &ink, &logical);
    double top = (double)ink.y / PANGO_SCALE, half = 0.5 * look->size;
    double bottom = top + (double)ink.height / PANGO_SCALE;
    double shift = BASELINE * look->size;
    sz_extent e = { .w = (double)logical.width / PANGO_SCALE,
                    .up = fmax(half, -(top + shift)),
                    .down = fmax(half, bottom + shift) };
    if (look->slant)
        e.w += 0.2 * look->size;
    return e;
}

/* To the left end of the baseline of a line WIDTH long with its middle at X, Y. */
static void turn_to(cairo_t *cr, const sz_look *look, double x, double y, double angle,
                    double width)
{
    cairo_translate(cr, x, y);
    cairo_rotate(cr, angle);
    if (look->slant) {
        cairo_matrix_t shear;
        cairo_matrix_init(&shear, 1.0, 0.0, -0.2, 1.0, 0.0, 0.0);
        cairo_transform(cr, &shear);
    }
    cairo_move_to(cr, -0.5 * width, BASELINE * look->size);
}

/* Straighten the curves of the current path: a rim needs no more, and outlines of
 * characters are what fills a file. */
static void flatten(cairo_t *cr)
{
    cairo_set_tolerance(cr, 0.12);
    cairo_path_t *flat = cairo_copy_path_flat(cr);
    cairo_set_tolerance(cr, 0.1);
    cairo_new_path(cr);
    cairo_append_path(cr, flat);
    cairo_path_destroy(flat);
}

/* Set the layout to one LINE, about to be drawn; its WIDTH. */
static PangoLayoutLine *open_line(sz_text *t, const char *line, const sz_look *look,
                                  double *width)
{
    PangoRectangle logical;
    set(t, line, look, 0.0);
    PangoLayoutLine *l = pango_layout_get_line_readonly(t->layout, 0);
    pango_layout_line_get_extents(l, NULL, &logical);
    t->missing += (size_t)pango_layout_get_unknown_glyphs_count(t->layout);
    *width = (double)logical.width / PANGO_SCALE;
    return l;
}

/* The text that is set up, with its middle as in STAND, for an SVG. */
static sz_svg_piece piece_of(sz_text *t, const sz_stand *stand, const sz_look *look,
                             double width)
{
    double c = cos(stand->angle), s = sin(stand->angle);
    double left = -0.5 * width, base = BASELINE * look->size;
    return (sz_svg_piece){ pango_layout_get_text(t->layout),
                           strlen(pango_layout_get_text(t->layout)),
                           stand->x + c * left - s * base,
                           stand->y + s * left + c * base, stand->angle, width };
}

/* Draw line L of the layout from the current point. */
static void show(sz_text *t, cairo_t *cr, PangoLayoutLine *l)
{
    if (sz__pdf_is_target(cr))
        sz__pdf_text_show(t->pdf_faces, cr, pango_layout_get_text(t->layout), l);
    else
        pango_cairo_show_layout_line(cr, l);
}

void sz__text_draw_pieces(sz_text *text, cairo_t *cr, const sz_stand *piece, size_t n,
                          const sz_look *look)
{
    sz_svg_texts *svg = sz__svg_texts_of(cr);
    sz_svg_piece put[SZ_MOST_PIECES];
    n = n < SZ_MOST_PIECES ? n : SZ_MOST_PIECES;
    for (size_t i = 0; i < n; i++) {
        double width;
        if (!svg) {
            sz__text_draw(text, cr, piece[i].line, look, piece[i].x, piece[i].y,
                          piece[i].angle);
            continue;
        }
        open_line(text, piece[i].line, look, &width);
        put[i] = piece_of(text, &piece[i], look, width);
        put[i].text = piece[i].line; /* the layout goes on to the next */
        put[i].bytes = strlen(piece[i].line);
    }
    if (svg)
        sz__svg_texts_add(svg, cr, text->style, look, put, n);
}

void sz__text_draw(sz_text *text, cairo_t *cr, const char *line, const sz_look *look,
                   double x, double y, double angle)
{
    double width;
    sz_svg_texts *svg = sz__svg_texts_of(cr);
    PangoLayoutLine *l = open_line(text, line, look, &width);
    if (svg) {
        const sz_stand stand = { line, x, y, angle };
        const sz_svg_piece piece = piece_of(text, &stand, look, width);
        sz__svg_texts_add(svg, cr, text->style, look, &piece, 1);
        return;
    }
    if (look->halo > 0.0) {
        cairo_save(cr);
        turn_to(cr, look, x, y, angle, width);
        pango_cairo_layout_line_path(cr, l);
        cairo_restore(cr); /* the path stays */
        flatten(cr);
        sz__ink(cr, text->style, SZ_INK_PAPER);
        cairo_set_line_width(cr, 2.0 * look->halo);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_dash(cr, NULL, 0, 0.0);
        cairo_stroke(cr);
    }
    cairo_save(cr);
    turn_to(cr, look, x, y, angle, width);
    sz__ink(cr, text->style, look->ink);
    show(text, cr, l);
    cairo_restore(cr);
}

double sz__text_column(sz_text *text, cairo_t *cr, const char *words,
                       const sz_look *look, double x, double y, double width)
{
    double pitch = 1.32 * look->size;
    sz_svg_texts *svg = cr ? sz__svg_texts_of(cr) : NULL;
    set(text, words, look, width);
    int n = pango_layout_get_line_count(text->layout);
    if (cr)
        text->missing += (size_t)pango_layout_get_unknown_glyphs_count(text->layout);
    for (int i = 0; cr && i < n; i++) {
        PangoLayoutLine *l = pango_layout_get_line_readonly(text->layout, i);
        double base = y + i * pitch + (0.5 * 1.2 + BASELINE) * look->size;
        if (svg) {
            PangoRectangle logical;
            pango_layout_line_get_extents(l, NULL, &logical);
            const sz_svg_piece piece = {
                pango_layout_get_text(text->layout) + l->start_index, (size_t)l->length, x,
                base, 0.0, (double)logical.width / PANGO_SCALE
            };
            if (l->length > 0)
                sz__svg_texts_add(svg, cr, text->style, look, &piece, 1);
            continue;
        }
        sz__ink(cr, text->style, look->ink);
        cairo_move_to(cr, x, base);
        show(text, cr, l);
    }
    return n * pitch;
}

void sz__text_shorten(sz_text *text, char *words, const sz_look *look, double room)
{
    static const char dots[] = "……";
    while (strlen(words) > sizeof dots && sz__text_extent(text, words, look).w > room)
        memcpy(words + sz__utf8_cut(words, strlen(words) - sizeof dots), dots, sizeof dots);
}

int sz__wide_glyphs(const char *text, char glyph[][SZ_GLYPH], int most)
{
    int n = 0;
    for (const char *p = text; *p; n++) {
        size_t k = (*p & 0x80) == 0 ? 1 : (*p & 0xe0) == 0xc0 ? 2
                 : (*p & 0xf0) == 0xe0 ? 3 : 4;
        if (n == most || k < 3 || strlen(p) < k)
            return 0;
        memcpy(glyph[n], p, k);
        glyph[n][k] = '\0';
        if (sz__utf8_columns(glyph[n]) != 2)
            return 0;
        p += k;
    }
    return n;
}

size_t sz__text_missing(const sz_text *text)
{
    return text->missing;
}
