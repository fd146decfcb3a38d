/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A template while a document is made of it, for template.c and fields.c. */
#ifndef SIZHI_REPORT_TEMPLATE_H
#define SIZHI_REPORT_TEMPLATE_H

#include "report/document.h"

typedef SZ__ARRAY(char) sz_text_bytes;

typedef struct sz_composing {
    const sz_report *r;
    sz_document *out;
    const char *name;      /* of the template, for messages */
    SZ__ARRAY(char *) line; /* cut out of the text */
    const sz_table *table; /* of the row at hand, or NULL */
    size_t row;
    sz_error *err;
} sz_composing;

/* "NAME:LINE: WHAT: WORD"; lines are counted from 0 here, from 1 in messages. */
sz_status sz__template_bad(sz_composing *c, size_t line, const char *what,
                           const char *word);

/* Value of a field: of the row at hand, the caller's, of the same community in another
 * table, the report's. NULL: there is no such field. */
const char *sz__field_value(const sz_composing *c, const char *name);

/* Add FROM to OUT with its fields filled in; "{{" is a brace. */
sz_status sz__fields_fill(sz_composing *c, size_t line, const char *from,
                          sz_text_bytes *out);

/* Add N bytes, and a NUL behind them that is not counted. */
bool sz__bytes_add(sz_text_bytes *t, const char *from, size_t n);

#endif
