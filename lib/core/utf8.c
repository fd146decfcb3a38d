/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UTF-8: cutting, checking, measuring. */
#include "core/utf8.h"

#include <stdint.h>
#include <string.h>

/* Decode one character; returns its length in bytes, 0 when malformed. */
static size_t decode(const unsigned char *s, size_t len, uint32_t *out)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (s[0] < 0x80) {
        *out = s[0];
        return 1;
    }
    size_t need = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || need > len)
        return 0;
    uint32_t c = s[0] & (0xffu >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3fu);
    }
    if (c < least[need] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *out = c;
    return need;
}

size_t sz__utf8_cut(const char *text, size_t max)
{
    size_t len = strlen(text);
    if (len <= max)
        return len;
    while (max > 0 && ((unsigned char)text[max] & 0xc0) == 0x80)
        max--;
    return max;
}

void sz__utf8_trim(char *text)
{
    size_t len = strlen(text), start = len;
    while (start > 0 && len - start < 4) {
        unsigned char c = (unsigned char)text[--start];
        if ((c & 0xc0) == 0x80)
            continue;
        size_t need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
        if (need > len - start)
            text[start] = '\0';
        return;
    }
}

bool sz__utf8_valid(const char *text, size_t len, bool *multibyte)
{
    const unsigned char *s = (const unsigned char *)text;
    bool wide = false;
    for (size_t i = 0; i < len;) {
        uint32_t c;
        size_t step = decode(s + i, len - i, &c);
        if (step == 0)
            return false;
        wide = wide || step > 1;
        i += step;
    }
    if (multibyte)
        *multibyte = wide;
    return true;
}

static unsigned columns_of(uint32_t c)
{
    if (c >= 0x300 && c <= 0x36f)
        return 0;
    bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
}

size_t sz__utf8_columns(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t len = strlen(text), columns = 0;
    for (size_t i = 0; i < len;) {
        uint32_t c = 0;
        size_t step = decode(s + i, len - i, &c);
        columns += step ? columns_of(c) : 1;
        i += step ? step : 1;
    }
    return columns;
}

/* Bytes of the blank that TEXT begins with, 0 for none. */
static size_t blank(const char *text)
{
    unsigned char c = (unsigned char)*text;
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    if (strncmp(text, "\xc2\xa0", 2) == 0) /* no-break space */
        return 2;
    return strncmp(text, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

const char *sz__utf8_bare(const char *text, size_t *len)
{
    size_t step;
    while ((step = blank(text)) > 0)
        text += step;
    size_t n = 0;
    for (const char *p = text; *p; p += step) {
        step = blank(p);
        if (step == 0)
            n = (size_t)(p + (step = 1) - text);
    }
    *len = n;
    return text;
}
