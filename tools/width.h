/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts in UTF-8: the columns of a terminal that they take, Chinese characters two; and
 * what is not UTF-8 made so. */
#ifndef TOOLS_WIDTH_H
#define TOOLS_WIDTH_H

#include <stddef.h>

/* Columns of a UTF-8 text, whatever the locale; a byte that is not UTF-8 counts
 * as one. */
size_t text_width(const char *text);

/* TEXT as UTF-8: with U+FFFD for each byte that is none, cut behind the last character
 * that fits into OUT [size], size > 0. 3 bytes for each byte, and one, are always enough. */
void text_clean(const char *text, char *out, size_t size);

#endif
