/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file that appears whole or not at all, and fields of CSV tables in it. */
#ifndef TOOLS_OUT_FILE_H
#define TOOLS_OUT_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Written beside PATH first, under a name that no other file has. */
struct out_file {
    FILE *file;            /* NULL: it could not be made */
    char *part;
    const char *path;      /* NULL: it is stdout */
    bool nomem;            /* something is left out: it must not stay */
};

/* PATH may be NULL for stdout. */
struct out_file out_open(const char *path);

/* Put it in its place; an exit code, the failure told. */
int out_close(struct out_file *out, const char *command);

/* Give it up: nothing is written. */
void out_drop(struct out_file *out);

/* The mark at the beginning of a file by which spreadsheets know UTF-8. */
#define CSV_MARK "\xEF\xBB\xBF"

/* TEXT as sz_csv_field() has it, then the character AFTER. */
void csv_text(struct out_file *out, const char *text, char after);

/* With up to six decimals and a decimal point in any locale; nothing for what is no
 * number. */
void csv_number(struct out_file *out, double number, char after);

/* Nothing below 0. */
void csv_count(struct out_file *out, int64_t number, char after);

#endif
