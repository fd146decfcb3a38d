/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The little UTF-8 that more than one room needs. */
#ifndef SIZHI_CORE_UTF8_H
#define SIZHI_CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Largest length <= MAX at which TEXT can be cut without splitting a
 * character. TEXT need not be longer than MAX. */
size_t sz__utf8_cut(const char *text, size_t max);

/* Drop the last character of TEXT when its last bytes are missing, as a full
 * buffer leaves it. */
void sz__utf8_trim(char *text);

/* TEXT without blanks, line ends and ideographic spaces (U+3000) around it: where it
 * begins, and its length in *LEN. */
const char *sz__utf8_bare(const char *text, size_t *len);

/* Whether the LEN bytes of TEXT are well-formed UTF-8 (no overlong forms, no
 * surrogates); *MULTIBYTE, if given, tells whether any is not ASCII. */
bool sz__utf8_valid(const char *text, size_t len, bool *multibyte);

/* Columns a terminal needs for TEXT: 2 for East Asian wide characters, 0 for
 * combining marks, 1 for the rest; a malformed byte counts 1. */
size_t sz__utf8_columns(const char *text);

#endif
