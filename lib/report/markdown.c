/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A document in Markdown (CommonMark with the tables of GitHub); maps stand beside it. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "report/document.h"

#define DPI 150.0

/* TEXT so that every character of it is shown as it is: marks of Markdown and HTML get a
 * backslash, at the beginning also those of lists. A line end is a blank. */
static void put(FILE *f, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits > 0 && strchr(".)", text[digits]) && text[digits]) {
        fprintf(f, "%.*s\\", (int)digits, text);
        text += digits;
    } else if (*text && strchr("+-=", *text)) {
        putc('\\', f);
    }
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#|~&$", *text))
            putc('\\', f);
        putc(*text == '\n' || *text == '\r' ? ' ' : *text, f);
    }
}

static void put_cell(FILE *f, const char *text, bool strong)
{
    fputs(strong ? " **" : " ", f);
    put(f, text);
    fputs(strong ? "** |" : " |", f);
}

static void put_table(FILE *f, const sz_report *r, const sz_block *b)
{
    const sz_table *t = b->table;
    size_t rows = t->is.n_rows + (t->total != NULL);
    if (!b->untitled) {
        fputs("**", f);
        put(f, t->is.title);
        fputs("**\n\n", f);
    }
    if (rows > 0)
        putc('|', f);
    for (size_t k = 0; k < b->n_columns && rows > 0; k++)
        put_cell(f, sz__block_column(b, k)->heading, false);
    if (rows > 0)
        fputs("\n|", f);
    for (size_t k = 0; k < b->n_columns && rows > 0; k++)
        fputs(sz__block_column(b, k)->kind == SZ_VALUE_TEXT ? " --- |" : " ---: |", f);
    for (size_t i = 0; i < rows; i++) {
        fputs("\n|", f);
        for (size_t k = 0; k < b->n_columns; k++) {
            const sz_report_cell cell = sz__block_cell(r, b, i, k);
            put_cell(f, cell.text, cell.marked);
        }
    }
    if (rows > 0)
        fputs("\n\n", f);
    if (*t->is.note) {
        put(f, t->is.note);
        fputs("\n\n", f);
    }
}

/* Draw the map beside the document, and show it. */
static sz_status put_map(FILE *f, const sz_output *out, const sz_block *b, sz_error *err)
{
    const char *own = sz__path_name(out->path);
    size_t size = strlen(own) + strlen(b->map_word) + 8;
    char *name = sz__alloc(size, 1);
    char *path = NULL;
    if (name) {
        snprintf(name, size, "%.*s-%s.png", (int)(strlen(own) - strlen(".md")), own,
                 b->map_word);
        path = sz__stage_path(out->stage, name);
    }
    sz_status status = path ? sz__report_draw(out->report, b, SZ_PAPER_A3, DPI, path, err)
                            : sz__nomem(err);
    if (!status) {
        fputs("![", f);
        put(f, b->text);
        fprintf(f, "](<%s>)\n\n", name);
    }
    free(name);
    free(path);
    return status;
}

static sz_status put_block(FILE *f, const sz_output *out, const sz_block *b,
                           sz_error *err)
{
    switch (b->kind) {
    case SZ_BLOCK_HEADING:
        fprintf(f, "%.*s %s%s", b->level + 1, "####", b->annex,
                *b->annex ? sz__report_word(out->report, "　") : "");
        put(f, b->text);
        fputs("\n\n", f);
        break;
    case SZ_BLOCK_PARAGRAPH:
        put(f, b->text);
        fputs("\n\n", f);
        break;
    case SZ_BLOCK_TABLE: put_table(f, out->report, b); break;
    case SZ_BLOCK_MAP: return put_map(f, out, b, err);
    case SZ_BLOCK_PAGE: break; /* Markdown has no pages */
    }
    return SZ_SUCCESS;
}

sz_status sz__write_markdown(const sz_output *out, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    FILE *f = fopen(out->file, "wb");
    if (!f)
        return sz__unwritten(out->path, err);
    for (size_t i = 0; i < out->document->block.n && !status; i++)
        status = put_block(f, out, &out->document->block.at[i], err);
    bool failed = ferror(f) != 0;
    failed = fclose(f) != 0 || failed;
    return status ? status : failed ? sz__unwritten(out->path, err) : SZ_SUCCESS;
}
