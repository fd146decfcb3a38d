/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Aligned text: columns as wide as their widest cell, Chinese counted as wide. */
#ifndef TOOLS_TABLE_H
#define TOOLS_TABLE_H

#include <stdint.h>
#include <stdio.h>

#include "talk.h"

/* Cells are copied. A failed allocation shows in table_print(). */
struct table {
    const char *align; /* one of 'l', 'r' per column */
    char **cells;      /* [n] row by row */
    size_t n, room;
    int failed;
};

#define TABLE(alignment) { (alignment), NULL, 0, 0, 0 }

/* Add the next cell, from left to right, row after row. */
void table_cell(struct table *table, const char *format, ...) TALK_FORMAT(2, 3);

/* A number with its thousands marked off: 623,144. */
void table_count(struct table *table, int64_t number);

/* Print with this many blanks before each row, then empty the table; returns -1
 * when there was not memory enough. */
int table_print(struct table *table, int indent, FILE *out);

/* "623,144" in a buffer; returns it. */
#define COUNT_TEXT 32
const char *count_text(int64_t number, char buffer[COUNT_TEXT]);

#endif
