/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of a .docx. */
#include <math.h>

#include "core/utf8.h"
#include "report/docx.h"

#define MARGIN 140         /* twips, both sides of a cell together */
#define CHARACTER 94       /* of one column of 小五 type */

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

static size_t rows_of(const sz_table *t)
{
    return t->is.n_rows + (t->total != NULL);
}

/* Columns of type that the longest text of a column takes; a heading of more than two
 * characters is broken in two. */
static double widest(const sz_block *b, size_t k)
{
    size_t most = (sz__utf8_columns(sz__block_column(b, k)->heading) + 1) / 2;
    most = most < 4 ? 4 : most;
    for (size_t i = 0; i < rows_of(b->table); i++) {
        const char *text = sz__table_cell(b->table, i, (size_t)b->column[k])->text;
        size_t n = sz__utf8_columns(text);
        most = n > most ? n : most;
    }
    return (double)most;
}

/* Widths of the columns, which add up to WIDTH: the least that each needs, so that no
 * number is broken, and of what is left a share that grows with the longest text, ever
 * more slowly. */
static void set_widths(const sz_block *b, int width, int *of)
{
    double least = 0, more = 0;
    int left = width;
    for (size_t k = 0; k < b->n_columns; k++) {
        double w = widest(b, k);
        bool text = sz__block_column(b, k)->kind == SZ_VALUE_TEXT;
        of[k] = (int)((text && w > 8 ? 8 : w) * CHARACTER) + MARGIN;
        least += of[k];
        more += text && w > 8 ? sqrt(w - 8) : 0;
    }
    double room = least < width ? width - least : 0;
    double scale = least > width ? width / least : 1;
    for (size_t k = 0; k < b->n_columns; k++) {
        double w = widest(b, k), share = 1 / (double)b->n_columns;
        bool text = sz__block_column(b, k)->kind == SZ_VALUE_TEXT;
        if (more > 0)
            share = text && w > 8 ? sqrt(w - 8) / more : 0;
        of[k] = k + 1 < b->n_columns ? (int)(of[k] * scale + room * share) : left;
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

static void put_rows(sz_say *out, const sz_block *b, const int *width)
{
    begin_row(out, true);
    for (size_t k = 0; k < b->n_columns; k++)
        put_cell(out, width[k], "Head", NULL, sz__block_column(b, k)->heading, "E7ECF3");
    sz__put(out, "</w:tr>");
    for (size_t i = 0; i < rows_of(b->table); i++) {
        bool total = i == b->table->is.n_rows;
        begin_row(out, false);
        for (size_t k = 0; k < b->n_columns; k++) {
            bool text = sz__block_column(b, k)->kind == SZ_VALUE_TEXT;
            const sz_report_cell *c = sz__table_cell(b->table, i, (size_t)b->column[k]);
            put_cell(out, width[k], total || c->marked ? "Head" : "Cell",
                     text ? "left" : "right", c->text, c->marked ? "FFE699" : NULL);
        }
        sz__put(out, "</w:tr>");
    }
}

void sz__docx_table(sz_say *out, const sz_block *b, bool landscape)
{
    int all = landscape ? SZ_DOCX_AREA_H : SZ_DOCX_AREA_W;
    int *width = sz__zalloc(b->n_columns, sizeof *width);
    out->nomem |= !width;
    if (!width)
        return;
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
        put_rows(out, b, width);
        sz__put(out, "</w:tbl>");
    }
    /* a table must not end what it stands in; without a note next to no room is taken */
    put_paragraph(out, *b->table->is.note ? "Note" : "End", NULL, b->table->is.note);
    free(width);
}
