/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one writer of CSV: fields as every table of the library has them. */
#ifndef SIZHI_CORE_CSVTEXT_H
#define SIZHI_CORE_CSVTEXT_H

#include <stdint.h>
#include <stdio.h>

#include "sizhi/core.h"

/* The mark that spreadsheets look for to read UTF-8. */
#define SZ__CSV_BOM "\xef\xbb\xbf"

/* TEXT as a field, see sz_csv_field(), and AFTER, the comma or the line's end. */
void sz__csv_put(FILE *file, const char *text, char after);

/* A whole number; below 0, which stands for none: an empty field. */
void sz__csv_put_count(FILE *file, int64_t number, char after);

/* A number with up to DECIMALS (0 .. 6) places, trailing zeros kept or not, and a decimal
 * point in any locale; an empty field when it is not finite. */
void sz__csv_put_number(FILE *file, double number, int decimals, char after);
void sz__csv_put_short(FILE *file, double number, int decimals, char after);

/* What TEXT said before sz_csv_field() put its mark in front of it. */
const char *sz__csv_unmarked(const char *text);

#endif
