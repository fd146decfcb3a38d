/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A place in a text, shown with what is meant marked. */
#ifndef TOOLS_PLACE_H
#define TOOLS_PLACE_H

#include <stdint.h>
#include <stdio.h>

/* SOURCE on a line of its own, and under it carets below WIDTH characters after the
 * first SKIP ones. */
void place_show(FILE *out, const char *source, uint32_t skip, uint32_t width);

#endif
