/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts in UTF-8, and their columns on a terminal. wcwidth() would follow the locale; the
 * ranges here are East_Asian_Width W and F of Unicode, blocks taken whole. */
#include "width.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const struct {
    uint32_t first, last;
} wide[] = {
    { 0x1100, 0x115F },   /* Hangul leading consonants */
    { 0x2E80, 0x303E },   /* radicals, CJK punctuation */
    { 0x3041, 0xA4CF },   /* kana, CJK, extension A, Yi */
    { 0xA960, 0xA97F },   /* Hangul extended A */
    { 0xAC00, 0xD7A3 },   /* Hangul syllables */
    { 0xF900, 0xFAFF },   /* compatibility ideographs */
    { 0xFE30, 0xFE6F },   /* vertical and small forms */
    { 0xFF01, 0xFF60 },   /* fullwidth forms */
    { 0xFFE0, 0xFFE6 },   /* fullwidth signs */
    { 0x1F300, 0x1F64F }, /* pictographs */
    { 0x20000, 0x3FFFD }, /* extensions B and later */
};

static const struct {
    uint32_t first, last;
} empty[] = {
    { 0x0300, 0x036F }, /* combining marks */
    { 0x200B, 0x200F }, /* zero width space and marks */
    { 0xFE00, 0xFE0F }, /* variation selectors */
    { 0xE0100, 0xE01EF },
};

/* Decode one character; returns its bytes, 1 for a byte that is not UTF-8. */
static size_t decode(const unsigned char *s, uint32_t *code)
{
    size_t n = *s < 0x80 ? 1 : *s < 0xC2 ? 0 : *s < 0xE0 ? 2 : *s < 0xF0 ? 3
               : *s < 0xF5 ? 4 : 0;
    if (n < 2) {
        *code = n ? *s : 0xFFFD;
        return 1;
    }
    *code = *s & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80) { /* also the end of the text */
            *code = 0xFFFD;
            return 1;
        }
        *code = *code << 6 | (s[i] & 0x3Fu);
    }
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (*code < least[n] || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF)) {
        *code = 0xFFFD;
        return 1;
    }
    return n;
}

static size_t columns(uint32_t code)
{
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (code >= empty[i].first && code <= empty[i].last)
            return 0;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (code >= wide[i].first && code <= wide[i].last)
            return 2;
    return 1;
}

size_t text_width(const char *text)
{
    size_t width = 0;
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        uint32_t code;
        s += decode(s, &code);
        width += columns(code);
    }
    return width;
}

void text_clean(const char *text, char *out, size_t size)
{
    static const char none[] = "\xEF\xBF\xBD"; /* U+FFFD */
    size_t n = 0;
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        uint32_t code;
        size_t from = decode(s, &code);
        bool bad = from == 1 && *s >= 0x80;
        size_t to = bad ? sizeof none - 1 : from;
        if (n + to >= size)
            break;
        memcpy(out + n, bad ? none : (const char *)s, to);
        n += to;
        s += from;
    }
    out[n] = '\0';
}
