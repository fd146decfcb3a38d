/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A document: what a template makes of a report, as a list of blocks that every format
 * writes in its own way. Texts are plain, not escaped for any format. */
#ifndef SIZHI_REPORT_DOCUMENT_H
#define SIZHI_REPORT_DOCUMENT_H

#include "core/stage.h"
#include "report/model.h"
#include "sizhi/sheet.h"

typedef enum sz_block_kind {
    SZ_BLOCK_HEADING,
    SZ_BLOCK_PARAGRAPH,
    SZ_BLOCK_TABLE,
    SZ_BLOCK_MAP,
    SZ_BLOCK_PAGE          /* a new page begins */
} sz_block_kind;

typedef struct sz_block {
    sz_block_kind kind;
    int level;             /* of a heading: 0 the title, 1 .. 3 */
    int align;             /* of a paragraph: 0 both sides, 1 middle, 2 right, 3 without
                              indent, 4 in the list of annexes */
    char annex[24];        /* of a heading: the annex that it begins is this, 附件2 */
    bool untitled;         /* of a table: its title is the heading before it */
    bool landscape;        /* SZ_BLOCK_PAGE */
    char *text;            /* owned; of a map its caption */
    const sz_table *table;
    int *column;           /* owned: [n_columns] of the table to show */
    size_t n_columns;
    sz_sheet_kind map;
    int scenario;          /* the map is of this one; -1: of the plans of the report */
    char map_word[24];     /* "compare" ...: for names of files */
} sz_block;

typedef struct sz_document {
    SZ__ARRAY(sz_block) block;
    SZ__ARRAY(char *) open; /* owned: fields that a stand-in in 【】 was put for */
} sz_document;

/*
 * Compose a document.
 *
 * @param which  id of a template that comes with the library, else the path of a file;
 *               NULL: "plan", of scenarios "scenarios"
 * @return SZ_SUCCESS, SZ_ERR_DATA (the message names file, line and field), SZ_ERR_IO,
 *         SZ_ERR_NOMEM; release *out in any case
 */
sz_status sz__compose(const sz_report *r, const char *which, sz_document *out,
                      sz_error *err);
void sz__document_release(sz_document *d);

/* The templates that come with the library. */
typedef struct sz_shipped_template {
    const char *id, *text;
} sz_shipped_template;
extern const sz_shipped_template sz__templates[];
extern const size_t sz__n_templates;

/* The file NAME of the stage, as written by one of the formats. */
typedef struct sz_output {
    const sz_report *report;
    const sz_document *document; /* NULL for formats of tables */
    const sz_stage *stage;
    const char *file;      /* path on the stage; NULL: there is a file for each table */
    const char *path;      /* where it goes, for messages */
} sz_output;

sz_status sz__write_csv(const sz_output *out, sz_error *err);
sz_status sz__write_docx(const sz_output *out, sz_error *err);
sz_status sz__write_html(const sz_output *out, sz_error *err);
sz_status sz__write_xlsx(const sz_output *out, sz_error *err);
sz_status sz__write_markdown(const sz_output *out, sz_error *err);

/* Draw a map of the report into FILE, whose ending says the format. */
sz_status sz__report_draw(const sz_report *r, const sz_block *map, sz_paper paper,
                          double dpi, const char *file, sz_error *err);

/* Cell of a row, the total included, and of the Kth column that is shown. That a row is the
 * total is said in the first of them when the column where it is said is not shown. */
sz_report_cell sz__block_cell(const sz_report *r, const sz_block *b, size_t row, size_t k);

/* Column to show, for a table as it stands in a document. */
static inline const sz_report_column *sz__block_column(const sz_block *b, size_t k)
{
    return &b->table->column.at[b->column[k]];
}

/* Keep in the report which fields of the document are open. */
sz_status sz__report_note_open(sz_report *r, const sz_document *d, sz_error *err);

/* "cannot write PATH". */
sz_status sz__unwritten(const char *path, sz_error *err);

#endif
