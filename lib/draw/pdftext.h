/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of a PDF, in faces that are whole there. Of a CFF face such as Noto Sans CJK, cairo
 * copies the charstrings and the subroutines that it believes they call. It takes the
 * operands of curves before the first hintmask for stems, skips the calls that follow as
 * part of the mask, and leaves out what they call: a few characters (如 of the regular face,
 * 忉 of the bold one, 嚛 next to some others) are then blank in every viewer. From faces
 * that it takes for synthesized it makes subsets of plain outlines, with no subroutines to
 * lose: as well embedded, found and copied, and smaller. */
#ifndef SIZHI_DRAW_PDFTEXT_H
#define SIZHI_DRAW_PDFTEXT_H

#include <pango/pangocairo.h>
#include <stdbool.h>

/* The faces taken so far, each once whatever its sizes; g_hash_table_unref() ends them. */
GHashTable *sz__pdf_faces_open(void);

/* Whether what is drawn with CR goes to a PDF. */
bool sz__pdf_is_target(cairo_t *cr);

/* Draw LINE of the layout of TEXT from the current point of CR, as
 * pango_cairo_show_layout_line() does. */
void sz__pdf_text_show(GHashTable *faces, cairo_t *cr, const char *text,
                       const PangoLayoutLine *line);

#endif
