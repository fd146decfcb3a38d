/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of a .docx. */
#include <math.h>
#include <stdlib.h>

#include "core/utf8.h"
#include "report/docx.h"

#define MARGIN 140         /* twips, both sides of a cell together */
#define CHARACTER 94       /* of one column of 小五 type */
#define SHORT 10.0         /* columns of type of a word that is not broken, */
#define LONG 80.0          /* and of a line that is not too long */

static void put_paragraph(sz_say *out, const char *style, const char *align,
                          const char *text)
{
    sz__put(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", style);
    if (align)
        sz__put(out, "<w:jc w:val=\"%s\"/>", align);
    sz__put(out, "</w:pPr><w:r><w:t xml:space=\"preserve\">");
    sz__xml_put(out, text);
    sz__put(out, "</w:t></w:r></w:p>");
}

/* A heading, broken before its unit. */
static void put_heading(sz_say *out, int width, const char *text)
{
    size_t n = sz__heading_break(text);
    char *first = sz__dup(text, n + 1, 1);
    out->nomem |= !first;
    if (!first)
        return;
    first[n] = '\0';
    sz__put(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:shd w:val=\"clear\" "
            "w:color=\"auto\" w:fill=\"E7ECF3\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p>"
            "<w:pPr><w:pStyle w:val=\"Head\"/></w:pPr><w:r><w:t>", width);
    sz__xml_put(out, first);
    free(first);
    sz__put(out, text[n] ? "</w:t><w:br/><w:t>" : "");
    sz__xml_put(out, text + n);
    sz__put(out, "</w:t></w:r></w:p></w:tc>");
}

static size_t rows_of(const sz_table *t)
{
    return t->is.n_rows + (t->total != NULL);
}

/* Columns of type that the longest text of a column takes; a heading is broken in two.
 * Words beside Chinese get some room between them, people room to write. */
static double widest(const sz_block *b, size_t k)
{
    size_t most = sz__heading_columns(sz__block_column(b, k)->heading), filled = 0;
    for (size_t i = 0; i < rows_of(b->table); i++) {
        const char *text = sz__table_cell(b->table, i, (size_t)b->column[k])->text;
        size_t n = sz__utf8_columns(text);
        most = n > most ? n : most;
        filled += n > 0;
    }
    if (filled == 0 && most < (size_t)SHORT)
        most = (size_t)SHORT;
    return (double)most + (sz__block_column(b, k)->kind == SZ_VALUE_TEXT);
}

/* What a column takes at least, so that no number and no short word is broken, and what it
 * takes when nothing in it is, up to a line that is still easy to read. */
static void needs(const sz_block *b, size_t k, double *least, double *most)
{
    double w = widest(b, k);
    bool text = sz__block_column(b, k)->kind == SZ_VALUE_TEXT;
    *least = (text && w > SHORT ? SHORT : w) * CHARACTER + MARGIN;
    *most = (text && w > LONG ? LONG : w) * CHARACTER + MARGIN;
}

/* Widths of the columns, which add up to WIDTH. Where everything has room they are as what
 * stands in them; else each has the least, and of what is left a share that grows with its
 * longest text, ever more slowly. */
static void set_widths(const sz_block *b, int width, int *of)
{
    double least = 0, most = 0, more = 0, l, m;
    int left = width;
    for (size_t k = 0; k < b->n_columns; k++) {
        needs(b, k, &l, &m);
        least += l;
        most += m;
        more += sqrt(m - l);
    }
    for (size_t k = 0; k < b->n_columns; k++) {
        needs(b, k, &l, &m);
        double w = most <= width    ? m * width / most
                   : least >= width ? l * width / least
                                    : l + (width - least) * sqrt(m - l) / more;
        of[k] = k + 1 < b->n_columns ? (int)w : left;
        left -= of[k];
    }
}

static void begin_row(sz_say *out, bool head)
{
    sz__put(out, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>", head ? "<w:tblHeader/>" : "");
}

/* FILL: colour of the ground, NULL: none. */
static void put_cell(sz_say *out, int width, const char *style, const char *align,
                     const char *text, const char *fill)
{
    sz__put(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
    if (fill)
        sz__put(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>", fill);
    sz__put(out, "<w:vAlign w:val=\"center\"/></w:tcPr>");
    put_paragraph(out, style, align, text);
    sz__put(out, "</w:tc>");
}

static void put_rows(sz_say *out, const sz_report *r, const sz_block *b, const int *width)
{
    begin_row(out, true);
    for (size_t k = 0; k < b->n_columns; k++)
        put_heading(out, width[k], sz__block_column(b, k)->heading);
    sz__put(out, "</w:tr>");
    for (size_t i = 0; i < rows_of(b->table); i++) {
        bool total = i == b->table->is.n_rows;
        begin_row(out, false);
        for (size_t k = 0; k < b->n_columns; k++) {
            bool text = sz__block_column(b, k)->kind == SZ_VALUE_TEXT;
            const sz_report_cell c = sz__block_cell(r, b, i, k);
            put_cell(out, width[k], total || c.marked ? "Head" : "Cell",
                     text ? "left" : "right", c.text, c.marked ? "FFE699" : NULL);
        }
        sz__put(out, "</w:tr>");
    }
}

void sz__docx_table(sz_say *out, const sz_report *r, const sz_block *b, bool landscape)
{
    int all = landscape ? SZ_DOCX_AREA_H : SZ_DOCX_AREA_W;
    int *width = sz__zalloc(b->n_columns, sizeof *width);
    out->nomem |= !width;
    if (!width)
        return;
    if (!b->untitled)
        put_paragraph(out, "Caption", NULL, b->table->is.title);
    if (rows_of(b->table) > 0) {
        set_widths(b, all, width);
        sz__put(out, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:jc "
                "w:val=\"center\"/><w:tblBorders>", all);
        static const char *const edges[] = { "top",   "left",    "bottom",
                                             "right", "insideH", "insideV" };
        for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
            sz__put(out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                    "w:color=\"000000\"/>", edges[i]);
        sz__put(out, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left "
                "w:w=\"%d\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/>"
                "</w:tblCellMar></w:tblPr><w:tblGrid>", MARGIN / 2, MARGIN / 2);
        for (size_t k = 0; k < b->n_columns; k++)
            sz__put(out, "<w:gridCol w:w=\"%d\"/>", width[k]);
        sz__put(out, "</w:tblGrid>");
        put_rows(out, r, b, width);
        sz__put(out, "</w:tbl>");
    }
    /* a table must not end what it stands in; without a note next to no room is taken */
    put_paragraph(out, *b->table->is.note ? "Note" : "End", NULL, b->table->is.note);
    free(width);
}
