/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text as it is compared: one character for all its widths, dashes and cases, without
 * the blanks and line ends that scanning and laying out put into Chinese sentences.
 * Every folded character knows the byte it comes from. */
#ifndef SIZHI_TEXT_FOLD_H
#define SIZHI_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sz_folded {
    size_t n;
    uint32_t *at;          /* [n + 1] code points; at[n] is '\n' */
    uint32_t *byte;        /* [n + 1] where each begins in the text */
    uint8_t *after_break;  /* [n + 1] 1: a line end stood before it, and was dropped */
} sz_folded;

/* Zero-initialise with { 0 }. */
void sz__folded_release(sz_folded *folded);

/* Fold LEN bytes of well-formed UTF-8, less than 4 GiB; false when memory is out.
 *
 * Full-width forms become ASCII, all dashes '-', letters small, quotation marks '"';
 * blanks are dropped beside anything that is not an ASCII letter or digit, else they
 * are one ' '. A line end stays ('\n') where a statement ends with it: after a mark
 * that ends sentences, an empty line, a comment or a line that begins with an ASCII
 * letter, and before a line that begins with 将, 撤销, an ASCII letter or '#', or with
 * the number of an item (一、 1. (一)) when no list or range goes on there. Comments
 * (# or // at the beginning of a line or after a blank) are dropped. O(len). */
bool sz__fold(const char *text, size_t len, sz_folded *out);

/* What a character counts: 〇 .. 九, 两, 十 (10); -1 for others. */
int sz__numeral(uint32_t c);

/* Fold a short text, such as a name: its characters, malloc'ed, NULL when memory is
 * out or the text is no UTF-8; line ends count as blanks, and nothing is a comment. */
uint32_t *sz__fold_name(const char *text, size_t len, size_t *n);

#endif
