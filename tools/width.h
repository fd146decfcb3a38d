/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How many columns of a terminal a text takes: Chinese characters take two. */
#ifndef TOOLS_WIDTH_H
#define TOOLS_WIDTH_H

#include <stddef.h>

/* Columns of a UTF-8 text, whatever the locale; a byte that is not UTF-8 counts
 * as one. */
size_t text_width(const char *text);

#endif
