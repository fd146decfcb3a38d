/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables as a workbook: a sheet for the facts and one for each table, numbers as
 * numbers, totals as formulas. Texts are written as strings, which are never formulas. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "core/dated.h"
#include "core/i18n.h"
#include "core/platform.h"
#include "core/utf8.h"
#include "report/document.h"

enum { TITLE_ROW = 0, HEAD_ROW = 1, FIRST_ROW = 2 };
#define LONGEST 400.0      /* characters of a text that widths are shared out by, */
#define WIDEST 60.0        /* of a column, */
#define NARROWEST 16.0     /* of one with texts that are broken, */
#define SHEET 150.0        /* and of a sheet that can still be read when printed on A4 */
#define LINE 15.0          /* points */
#define FORMATS 8 /* of numbers: up to so many decimals, the last as many as there are */

typedef struct book {
    lxw_workbook *at;
    lxw_format *title, *head, *text, *note, *total_text;
    lxw_format *number[FORMATS], *total[FORMATS], *marked;
    lxw_error failed;      /* the first failure of a cell */
} book;

static lxw_format *new_format(book *b, bool border, bool bold)
{
    lxw_format *f = workbook_add_format(b->at);
    format_set_font_name(f, "宋体");
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (border)
        format_set_border(f, LXW_BORDER_THIN);
    if (bold)
        format_set_bold(f);
    return f;
}

static void make_formats(book *b)
{
    b->title = new_format(b, false, true);
    format_set_font_size(b->title, 14);
    b->head = new_format(b, true, true);
    format_set_align(b->head, LXW_ALIGN_CENTER);
    format_set_text_wrap(b->head);
    format_set_bg_color(b->head, 0xE7ECF3);
    b->text = new_format(b, true, false);
    format_set_text_wrap(b->text);
    b->note = new_format(b, false, false);
    b->total_text = new_format(b, true, true);
    b->marked = new_format(b, true, true);
    format_set_bg_color(b->marked, 0xFFE699);
    for (int i = 0; i < FORMATS; i++) {
        char text[FORMATS + 2] = "0";
        if (i > 0 && i + 1 < FORMATS)
            snprintf(text, sizeof text, "0.%.*s", i, "0000000");
        b->number[i] = new_format(b, true, false);
        b->total[i] = new_format(b, true, true);
        format_set_num_format(b->number[i], i + 1 < FORMATS ? text : "General");
        format_set_num_format(b->total[i], i + 1 < FORMATS ? text : "General");
    }
}

static int format_of(int decimals)
{
    return decimals < 0 || decimals + 1 >= FORMATS ? FORMATS - 1 : decimals;
}

static void keep(book *b, lxw_error error)
{
    if (b->failed == LXW_NO_ERROR)
        b->failed = error;
}

/* ---- a table ---- */

/* Columns that a text needs; a heading is broken in two. */
static size_t text_width(const sz_table *t, size_t k)
{
    size_t widest = sz__heading_columns(t->column.at[k].heading);
    for (size_t i = 0; i < t->is.n_rows + (t->total != NULL); i++) {
        size_t n = sz__utf8_columns(sz__table_cell(t, i, k)->text);
        widest = n > widest ? n : widest;
    }
    return widest;
}

/* Columns are as wide as what stands in them, up to a bound; where that is more than a
 * sheet has, those with long texts share what the others leave, the longer ones more of
 * it. WIDTH [columns], 0 of a hidden one; the sum is returned. */
static double set_widths(const sz_table *t, double *width)
{
    double sum = 0, least = 0, more = 0, all = 0;
    for (size_t k = 0; k < t->column.n; k++) {
        double w = 1.15 * (double)text_width(t, k) + 2;
        width[k] = sz__column_is_vain(t, k) ? 0 : w < 7 ? 7 : w > LONGEST ? LONGEST : w;
        sum += width[k] > WIDEST ? WIDEST : width[k];
        least += width[k] > NARROWEST ? NARROWEST : width[k];
        more += width[k] > NARROWEST ? sqrt(width[k] - NARROWEST) : 0;
    }
    double room = SHEET > least ? SHEET - least : 0;
    for (size_t k = 0; k < t->column.n; k++) {
        double w = width[k];
        if (w > NARROWEST && sum > SHEET)
            w = NARROWEST + room * sqrt(w - NARROWEST) / more;
        width[k] = w > WIDEST ? WIDEST : w > width[k] ? width[k] : w;
        all += width[k];
    }
    return all;
}

/* Lines that a text takes in a column. */
static double lines_of(const char *text, double width)
{
    double n = 1.15 * (double)sz__utf8_columns(text) / (width - 1);
    return n <= 1 ? 1 : (double)(int)n + 1;
}

/* Rows are as high as their longest text: not every program breaks lines by itself. */
static void set_height(book *b, lxw_worksheet *sheet, const sz_table *t, size_t i,
                       const double *width)
{
    double lines = 1;
    for (size_t k = 0; k < t->column.n; k++) {
        double n = width[k] > 0 ? lines_of(sz__table_cell(t, i, k)->text, width[k]) : 1;
        lines = n > lines ? n : lines;
    }
    if (lines > 1)
        keep(b, worksheet_set_row(sheet, (lxw_row_t)(FIRST_ROW + i),
                                  lines * LINE < 400 ? lines * LINE : 400, NULL));
}

static void put_cell(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                     const sz_report_column *c, const sz_report_cell *cell)
{
    if (c->kind != SZ_VALUE_TEXT && *cell->text)
        keep(b, worksheet_write_number(sheet, row, col, cell->number,
                                       cell->marked ? b->marked
                                                    : b->number[format_of(c->decimals)]));
    else if (*cell->text)
        keep(b, worksheet_write_string(sheet, row, col, cell->text, b->text));
    else
        keep(b, worksheet_write_blank(sheet, row, col, b->text));
}

/* The total of a column: the sum of its rows, with the value that it has. */
static void put_total(book *b, lxw_worksheet *sheet, const sz_table *t, size_t k)
{
    const sz_report_column *c = &t->column.at[k];
    const sz_report_cell *cell = &t->total[k];
    lxw_row_t row = (lxw_row_t)(FIRST_ROW + t->is.n_rows);
    lxw_col_t col = (lxw_col_t)k;
    char range[64], formula[80];
    if (!c->summed || !*cell->text) {
        keep(b, worksheet_write_string(sheet, row, col, cell->text, b->total_text));
        return;
    }
    lxw_rowcol_to_range(range, FIRST_ROW, col, row - 1, col);
    snprintf(formula, sizeof formula, "=SUM(%s)", range);
    keep(b, worksheet_write_formula_num(sheet, row, col, formula,
                                        b->total[format_of(c->decimals)], cell->number));
}

/* With a line end before its unit. */
static void put_heading(book *b, lxw_worksheet *sheet, lxw_col_t col, const char *text)
{
    size_t n = sz__heading_break(text), size = strlen(text) + 2;
    char *own = sz__alloc(size, 1);
    if (!own) {
        keep(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    snprintf(own, size, "%.*s%s%s", (int)n, text, text[n] ? "\n" : "", text + n);
    keep(b, worksheet_write_string(sheet, HEAD_ROW, col, own, b->head));
    free(own);
}

static void set_page(lxw_worksheet *sheet, bool wide)
{
    worksheet_set_paper(sheet, 9); /* A4 */
    if (wide)
        worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, TITLE_ROW, HEAD_ROW);
    worksheet_set_footer(sheet, "&C— &P —");
}

static void put_table(book *b, lxw_worksheet *sheet, const sz_table *t)
{
    size_t n = t->column.n;
    double *width = sz__zalloc(n, sizeof *width);
    lxw_row_t end = (lxw_row_t)(FIRST_ROW + t->is.n_rows);
    if (!width) {
        keep(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    double sum = set_widths(t, width);
    keep(b, worksheet_set_row(sheet, TITLE_ROW, 24, NULL));
    keep(b, worksheet_set_row(sheet, HEAD_ROW, 2.2 * LINE, NULL));
    keep(b, worksheet_write_string(sheet, TITLE_ROW, 0, t->is.title, b->title));
    for (size_t i = 0; i < t->is.n_rows; i++)
        set_height(b, sheet, t, i, width);
    for (size_t k = 0; k < n; k++) {
        lxw_col_t col = (lxw_col_t)k;
        lxw_row_col_options hidden = { .hidden = width[k] <= 0 };
        keep(b, worksheet_set_column_opt(sheet, col, col, width[k], NULL, &hidden));
        put_heading(b, sheet, col, t->column.at[k].heading);
        for (size_t i = 0; i < t->is.n_rows; i++)
            put_cell(b, sheet, (lxw_row_t)(FIRST_ROW + i), col, &t->column.at[k],
                     sz__table_cell(t, i, k));
        if (t->total)
            put_total(b, sheet, t, k);
    }
    if (*t->is.note)
        keep(b, worksheet_write_string(sheet, end + (t->total != NULL), 0, t->is.note,
                                       b->note));
    worksheet_freeze_panes(sheet, FIRST_ROW, 0);
    if (t->is.n_rows > 0)
        keep(b, worksheet_autofilter(sheet, HEAD_ROW, 0, end - 1, (lxw_col_t)(n - 1)));
    set_page(sheet, sum > 90);
    free(width);
}

/* ---- the facts ---- */

static void put_facts(book *b, lxw_worksheet *sheet, const sz_report *r)
{
    static const char *const heads[] = { "指标", "数值", "单位" }; /* in Chinese */
    static const double widths[] = { 30, 40, 12 };
    keep(b, worksheet_set_row(sheet, TITLE_ROW, 24, NULL));
    keep(b, worksheet_write_string(sheet, TITLE_ROW, 0, sz__report_word(r, "总体指标"),
                                   b->title));
    for (lxw_col_t k = 0; k < 3; k++) {
        keep(b, worksheet_set_column(sheet, k, k, widths[k], NULL));
        keep(b, worksheet_write_string(sheet, HEAD_ROW, k, sz__report_word(r, heads[k]),
                                       b->head));
    }
    for (size_t i = 0; i < r->fact.n; i++) {
        const sz_report_fact *f = &r->fact.at[i];
        const sz_report_column column = { f->key, f->meaning, f->kind, f->decimals, 0 };
        const sz_report_cell value = { f->text, f->number, 0 };
        lxw_row_t row = (lxw_row_t)(FIRST_ROW + i);
        keep(b, worksheet_write_string(sheet, row, 0, f->meaning, b->text));
        put_cell(b, sheet, row, 1, &column, &value);
        keep(b, worksheet_set_row(sheet, row, LINE * lines_of(f->text, widths[1]),
                                  NULL));
        keep(b, worksheet_write_string(sheet, row, 2, f->unit, b->text));
    }
    worksheet_freeze_panes(sheet, FIRST_ROW, 0);
    set_page(sheet, false);
}

static void put_properties(book *b, const sz_report *r)
{
    char *text[3] = { NULL, NULL, NULL };
    const char *from[3] = { sz__fact_find(r, "title"), r->options.organisation, "sizhi" };
    bool good = true;
    int64_t created = sz__stated(r->options.date);
    for (int i = 0; i < 3; i++) {
        text[i] = from[i] ? sz__dup(from[i], strlen(from[i]) + 1, 1)
                          : sz__zalloc(1, 1);
        good = good && text[i];
    }
    lxw_doc_properties p = { .title = text[0], .company = text[1], .author = text[2],
                             .created = (time_t)(created ? created : 1) }; /* 0: now */
    keep(b, good ? workbook_set_properties(b->at, &p) : LXW_ERROR_MEMORY_MALLOC_FAILED);
    for (int i = 0; i < 3; i++)
        free(text[i]);
}

static void put_all(book *b, const sz_report *r)
{
    make_formats(b);
    put_properties(b, r);
    lxw_worksheet *sheet = workbook_add_worksheet(b->at, sz__report_word(r, "总体指标"));
    if (sheet)
        put_facts(b, sheet, r);
    for (size_t i = 0; i < r->table.n && sheet; i++) {
        sheet = workbook_add_worksheet(b->at, r->table.at[i].is.title);
        if (sheet)
            put_table(b, sheet, &r->table.at[i]);
    }
    if (!sheet)
        keep(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

sz_status sz__write_xlsx(const sz_output *out, sz_error *err)
{
    sz_numbers *numbers = sz__numbers_plain(); /* the library prints with the locale's */
    book b = { .at = numbers ? workbook_new(out->file) : NULL, .failed = LXW_NO_ERROR };
    if (!b.at) {
        sz__numbers_back(numbers);
        return sz__nomem(err);
    }
    put_all(&b, out->report);
    keep(&b, workbook_close(b.at));
    sz__numbers_back(numbers);
    if (b.failed == LXW_NO_ERROR)
        return SZ_SUCCESS;
    if (b.failed == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return sz__nomem(err);
    return sz__fail(err, SZ_ERR_IO, -1, _("cannot write '%s': %s"), out->path,
                    lxw_strerror(b.failed));
}
