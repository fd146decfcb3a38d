/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "report/xml.h"

#include <string.h>

#include "core/utf8.h"

/* What stands for the character of N bytes at TEXT, NULL: itself. */
static const char *instead(const char *text, size_t n)
{
    switch (*text) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t':
    case '\n':
    case '\r': return " ";
    default: break;
    }
    bool control = n == 1 && ((unsigned char)*text < 0x20 || *text == 0x7f);
    bool none = n == 3 && (memcmp(text, "\xef\xbf\xbe", 3) == 0 ||
                           memcmp(text, "\xef\xbf\xbf", 3) == 0);
    return control || none || !sz__utf8_valid(text, n, NULL) ? "\xef\xbf\xbd" : NULL;
}

/* Bytes of the character that begins with BYTE, as far as the text goes. */
static size_t length_of(const char *text)
{
    unsigned char c = (unsigned char)*text;
    size_t n = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, k = 1;
    while (k < n && ((unsigned char)text[k] & 0xc0) == 0x80)
        k++;
    return k;
}

void sz__xml_put(sz_say *out, const char *text)
{
    size_t plain = 0; /* bytes that can go as they are */
    while (text[plain]) {
        size_t n = length_of(text + plain);
        const char *other = instead(text + plain, n);
        if (other) {
            sz__put(out, "%.*s%s", (int)plain, text, other);
            text += plain + n;
            plain = 0;
        } else {
            plain += n;
        }
    }
    sz__put(out, "%s", text);
}
