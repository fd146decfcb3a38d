/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Aligned text. */
#include "table.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "width.h"

const char *count_text(int64_t number, char buffer[COUNT_TEXT])
{
    char digits[COUNT_TEXT];
    int n = snprintf(digits, sizeof digits, "%" PRId64, number);
    char *out = buffer;
    for (int i = 0; i < n; i++) {
        if (i > (digits[0] == '-') && (n - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
    return buffer;
}

static void add(struct table *table, const char *text)
{
    size_t size = strlen(text) + 1;
    if (table->n == table->room) {
        size_t room = table->room ? 2 * table->room : 32;
        char **cells = realloc(table->cells, room * sizeof *cells);
        if (!cells) {
            table->failed = 1;
            return;
        }
        table->cells = cells;
        table->room = room;
    }
    char *copy = malloc(size);
    if (!copy) {
        table->failed = 1;
        return;
    }
    memcpy(copy, text, size);
    table->cells[table->n++] = copy;
}

void table_cell(struct table *table, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add(table, text);
}

void table_count(struct table *table, int64_t number)
{
    char text[COUNT_TEXT];
    add(table, count_text(number, text));
}

static void blanks(size_t n, FILE *out)
{
    fprintf(out, "%*s", (int)n, "");
}

/* One row; the last column is not padded on its right. */
static void print_row(const struct table *table, size_t first, const size_t *widths,
                      size_t n_cols, int indent, FILE *out)
{
    while (n_cols > 1 && !*table->cells[first + n_cols - 1])
        n_cols--; /* no blanks at the end of a line */
    blanks((size_t)indent, out);
    for (size_t c = 0; c < n_cols; c++) {
        const char *text = table->cells[first + c];
        size_t pad = widths[c] - text_width(text);
        if (table->align[c] == 'r')
            blanks(pad, out);
        fputs(text, out);
        if (c + 1 < n_cols)
            blanks((table->align[c] == 'l' ? pad : 0) + 2, out);
    }
    fputc('\n', out);
}

int table_print(struct table *table, int indent, FILE *out)
{
    size_t n_cols = strlen(table->align);
    size_t *widths = calloc(n_cols + 1, sizeof *widths);
    int status = table->failed || !widths ? -1 : 0;
    for (size_t i = 0; status == 0 && i < table->n; i++) {
        size_t width = text_width(table->cells[i]);
        if (width > widths[i % n_cols])
            widths[i % n_cols] = width;
    }
    for (size_t i = 0; status == 0 && i + n_cols <= table->n; i += n_cols)
        print_row(table, i, widths, n_cols, indent, out);
    for (size_t i = 0; i < table->n; i++)
        free(table->cells[i]);
    free(table->cells);
    free(widths);
    *table = (struct table)TABLE(table->align);
    return status;
}
