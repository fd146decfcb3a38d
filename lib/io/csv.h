/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A strict reader of CSV tables with a header line: RFC 4180, UTF-8, either kind of
 * line end. Every message names the file and the line. */
#ifndef SIZHI_IO_CSV_H
#define SIZHI_IO_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "core/array.h"
#include "core/error.h"

typedef struct sz_csv {
    const char *path;      /* the caller's */
    char *text;            /* the whole file; fields are cut out of it */
    size_t size, at;
    long line, next_line;  /* of the record at hand; where the next one starts */
    SZ__ARRAY(const char *) header;
    SZ__ARRAY(const char *) field; /* of the record at hand, without blanks around */
} sz_csv;

/* Read the file at PATH and its header. SZ_ERR_IO when it cannot be read, SZ_ERR_DATA
 * when it is empty, no UTF-8 or has a column twice. */
sz_status sz__csv_open(sz_csv *csv, const char *path, sz_error *err);
void sz__csv_close(sz_csv *csv);

/* The next record that is not empty, *MORE being false after the last. SZ_ERR_DATA
 * when it has more or fewer fields than the header, or a quote that does not end. */
sz_status sz__csv_next(sz_csv *csv, bool *more, sz_error *err);

/* The first of these columns that the table has, -1 for none: NAMES separated by '|',
 * upper and lower case alike. */
int sz__csv_column(const sz_csv *csv, const char *names);

/* The same for one that must be there: SZ_ERR_DATA names it. */
sz_status sz__csv_need(const sz_csv *csv, const char *names, int *out, sz_error *err);

/* Field COLUMN as a whole number in LOW .. HIGH, or a number of 0 and more; SZ_ERR_DATA
 * tells what it is instead. */
sz_status sz__csv_whole(const sz_csv *csv, int column, int64_t low, int64_t high,
                        int64_t *out, sz_error *err);
sz_status sz__csv_number(const sz_csv *csv, int column, double *out, sz_error *err);

/* SZ_ERR_DATA: WHAT is wrong with field COLUMN of the record at hand. */
sz_status sz__csv_bad(const sz_csv *csv, int column, const char *what, sz_error *err);

#endif
