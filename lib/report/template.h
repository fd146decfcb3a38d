/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A template while a document is made of it, for template.c, fields.c and annexes.c. */
#ifndef SIZHI_REPORT_TEMPLATE_H
#define SIZHI_REPORT_TEMPLATE_H

#include "report/document.h"

typedef SZ__ARRAY(char) sz_text_bytes;

typedef struct sz_annex {
    char *key, *title;     /* owned */
    char number[16];
} sz_annex;

typedef struct sz_composing {
    const sz_report *r;
    sz_document *out;
    const char *name;      /* of the template, for messages */
    SZ__ARRAY(char *) line; /* cut out of the text */
    const sz_table *table; /* of the row at hand, or NULL */
    size_t row;
    SZ__ARRAY(sz_annex) annex; /* a template is gone through twice: first to find these */
    bool annexes_known;
    size_t n_annexes;      /* begun so far */
    sz_error *err;
} sz_composing;

/* The text of a template, an id or the path of a file; NULL after an error. */
char *sz__template_source(const char *which, sz_language language, sz_error *err);

/* "NAME:LINE: WHAT: WORD"; lines are counted from 0 here, from 1 in messages. */
sz_status sz__template_bad(sz_composing *c, size_t line, const char *what,
                           const char *word);

/* Add a block with N bytes as its text. */
sz_status sz__block_put(sz_composing *c, sz_block b, const char *from, size_t n);

/* {annex KEY TITLE}: an annex begins; {annexes}: the list of them; {annex.KEY}: its
 * number, NULL: there is none of this key. */
sz_status sz__annex_begin(sz_composing *c, size_t line, const char *words);
sz_status sz__annexes_list(sz_composing *c);
const char *sz__annex_number(const sz_composing *c, const char *key);
void sz__annexes_release(sz_composing *c);

/* Value of a field: of the row at hand, the caller's, of the same community in another
 * table, the report's. NULL: there is no such field. */
const char *sz__field_value(const sz_composing *c, const char *name);

/* Add FROM to OUT with its fields filled in; "{{" is a brace. */
sz_status sz__fields_fill(sz_composing *c, size_t line, const char *from,
                          sz_text_bytes *out);

/* Add N bytes, and a NUL behind them that is not counted. */
bool sz__bytes_add(sz_text_bytes *t, const char *from, size_t n);

#endif
