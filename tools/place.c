/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A place in a text, shown with what is meant marked. */
#include "place.h"

#include <stdlib.h>
#include <string.h>

#include "width.h"

/* Bytes of the first N characters of TEXT. */
static size_t bytes_of(const char *text, uint32_t n)
{
    size_t i = 0;
    for (; text[i] && n > 0; n--)
        do
            i++;
        while (((unsigned char)text[i] & 0xc0) == 0x80);
    return i;
}

/* Columns of the first N bytes of TEXT: Chinese is wide. */
static size_t columns(const char *text, size_t n)
{
    char *part = malloc(n + 1);
    if (!part)
        return 0;
    memcpy(part, text, n);
    part[n] = '\0';
    size_t width = text_width(part);
    free(part);
    return width;
}

void place_show(FILE *out, const char *source, uint32_t skip, uint32_t width)
{
    size_t from = bytes_of(source, skip), n = bytes_of(source + from, width);
    size_t before = columns(source, from), under = columns(source + from, n);
    fprintf(out, "  %s\n", source);
    if (under == 0)
        return;
    fprintf(out, "  %*s", (int)before, "");
    for (size_t i = 0; i < under; i++)
        fputc('^', out);
    fputc('\n', out);
}
