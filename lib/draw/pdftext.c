/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/pdftext.h"

#include <cairo-ft.h>
#include <pango/pangofc-font.h>

/* A way of synthesis that cairo does not know: shapes stay as they are, but a face with
 * any is not copied from its file. */
#define NO_SYNTHESIS (1u << 16)

static void free_pattern(void *pattern)
{
    FcPatternDestroy(pattern);
}

static void free_face(void *face)
{
    cairo_font_face_destroy(face);
}

static guint hash_pattern(const void *pattern)
{
    return FcPatternHash(pattern);
}

static gboolean equal_patterns(const void *a, const void *b)
{
    return FcPatternEqual(a, b);
}

GHashTable *sz__pdf_faces_open(void)
{
    return g_hash_table_new_full(hash_pattern, equal_patterns, free_pattern, free_face);
}

bool sz__pdf_is_target(cairo_t *cr)
{
    return cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF;
}

/* The face of FONT, without its size. */
static cairo_font_face_t *face_of(GHashTable *faces, PangoFont *font)
{
    FcObjectSet *kept = FcObjectSetBuild(FC_FILE, FC_INDEX, FC_EMBOLDEN,
                                         FC_FONT_VARIATIONS, (char *)NULL);
    FcPattern *p = FcPatternFilter(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), kept);
    FcObjectSetDestroy(kept);
    cairo_font_face_t *face = g_hash_table_lookup(faces, p);
    if (face) {
        FcPatternDestroy(p);
        return face;
    }
    face = cairo_ft_font_face_create_for_pattern(p);
    cairo_ft_font_face_set_synthesize(face, NO_SYNTHESIS);
    g_hash_table_insert(faces, p, face);
    return face;
}

static void set_font(cairo_t *cr, GHashTable *faces, PangoFont *font)
{
    cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_matrix_t size;
    cairo_scaled_font_get_font_matrix(scaled, &size);
    cairo_scaled_font_get_font_options(scaled, options);
    cairo_set_font_face(cr, face_of(faces, font));
    cairo_set_font_matrix(cr, &size);
    cairo_set_font_options(cr, options);
    cairo_font_options_destroy(options);
}

static bool has_shape(const PangoGlyphInfo *glyph)
{
    return glyph->glyph != PANGO_GLYPH_EMPTY && !(glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG);
}

/* The glyphs of RUN with their places from X, Y on; how many have a shape. The box of a
 * character that no font has is Pango's to draw. */
static int place_glyphs(cairo_t *cr, const PangoGlyphItem *run, double x, double y,
                        cairo_glyph_t *put)
{
    PangoGlyphString *all = run->glyphs;
    int n = 0, advance = 0;
    for (int i = 0; i < all->num_glyphs; i++) {
        PangoGlyphInfo *g = &all->glyphs[i];
        if (has_shape(g)) {
            put[n++] = (cairo_glyph_t){
                g->glyph, x + pango_units_to_double(advance + g->geometry.x_offset),
                y + pango_units_to_double(g->geometry.y_offset)
            };
        } else if (g->glyph != PANGO_GLYPH_EMPTY) {
            PangoGlyphString box = { .num_glyphs = 1, .glyphs = g,
                                     .log_clusters = &all->log_clusters[i] };
            cairo_move_to(cr, x + pango_units_to_double(advance), y);
            pango_cairo_show_glyph_string(cr, run->item->analysis.font, &box);
        }
        advance += g->geometry.width;
    }
    return n;
}

/* Which bytes of the text of RUN which of its glyphs stand for, in the order of the text. */
static int match_text(const char *text, PangoGlyphItem *run, cairo_text_cluster_t *put)
{
    PangoGlyphItemIter i;
    int n = 0;
    for (gboolean more = pango_glyph_item_iter_init_start(&i, run, text); more;
         more = pango_glyph_item_iter_next_cluster(&i)) {
        bool forward = i.start_glyph < i.end_glyph;
        int first = forward ? i.start_glyph : i.end_glyph + 1;
        int last = forward ? i.end_glyph - 1 : i.start_glyph;
        put[n] = (cairo_text_cluster_t){ i.end_index - i.start_index, 0 };
        for (int k = first; k <= last; k++)
            put[n].num_glyphs += has_shape(&run->glyphs->glyphs[k]);
        n++;
    }
    return n;
}

static void show_run(GHashTable *faces, cairo_t *cr, const char *text, PangoGlyphItem *run,
                     double x, double y)
{
    const PangoItem *item = run->item;
    cairo_glyph_t *glyph = g_new(cairo_glyph_t, run->glyphs->num_glyphs);
    cairo_text_cluster_t *cluster = g_new(cairo_text_cluster_t, item->num_chars);
    int n = place_glyphs(cr, run, x, y, glyph);
    int n_clusters = match_text(text, run, cluster);
    bool backward = item->analysis.level % 2;
    if (n > 0) {
        cairo_save(cr);
        set_font(cr, faces, item->analysis.font);
        cairo_show_text_glyphs(cr, text + item->offset, item->length, glyph, n, cluster,
                               n_clusters, backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
        cairo_restore(cr);
    }
    g_free(cluster);
    g_free(glyph);
}

void sz__pdf_text_show(GHashTable *faces, cairo_t *cr, const char *text,
                       const PangoLayoutLine *line)
{
    double x, y;
    cairo_get_current_point(cr, &x, &y);
    for (const GSList *r = line->runs; r; r = r->next) {
        PangoGlyphItem *run = r->data;
        show_run(faces, cr, text, run, x, y);
        x += pango_units_to_double(pango_glyph_string_get_width(run->glyphs));
    }
}
