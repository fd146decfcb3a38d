/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/encoding.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"

/* Names as they are written, letters and digits only, and what iconv calls them.
 * GBK and GB2312 are parts of GB18030, so that reads all three. */
static const struct {
    const char *said, *meant;
} aliases[] = {
    { "gbk", "GB18030" },       { "gb2312", "GB18030" },    { "gb18030", "GB18030" },
    { "936", "GB18030" },       { "cp936", "GB18030" },     { "euccn", "GB18030" },
    { "big5", "CP950" },        { "950", "CP950" },         { "cp950", "CP950" },
    { "big5hkscs", "BIG5-HKSCS" },
    { "shiftjis", "CP932" },    { "sjis", "CP932" },        { "932", "CP932" },
    { "cp932", "CP932" },       { "windows31j", "CP932" },
    { "euckr", "CP949" },       { "949", "CP949" },         { "cp949", "CP949" },
    { "koi8r", "KOI8-R" },      { "latin1", "ISO-8859-1" }, { "latin2", "ISO-8859-2" },
    { "874", "CP874" },         { "windows874", "CP874" },  { "65001", "UTF-8" },
    { "utf8", "UTF-8" },        { "ascii", "UTF-8" },       { "usascii", "UTF-8" },
};

/* Language bytes of dBASE that name a code page, the East Asian ones and those
 * that GIS programs write. */
static const struct {
    int ldid;
    const char *name;
} ldids[] = {
    { 0x4d, "CP936" },  { 0x7a, "CP936" },  { 0x4f, "CP950" },  { 0x78, "CP950" },
    { 0x13, "CP932" },  { 0x7b, "CP932" },  { 0x4e, "CP949" },  { 0x79, "CP949" },
    { 0x01, "CP437" },  { 0x02, "CP850" },  { 0x64, "CP852" },  { 0x65, "CP866" },
    { 0xc8, "CP1250" }, { 0xc9, "CP1251" }, { 0x50, "CP874" },  { 0x7c, "CP874" },
};

void sz__encoding_release(sz_encoding *encoding)
{
    sz__recoder_close(encoding->recoder);
    *encoding = (sz_encoding){ 0 };
}

static void squeeze(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (; *name && n + 1 < size; name++) {
        char c = *name;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = c;
    }
    out[n] = '\0';
}

/* What iconv may call it: an alias, a Windows code page by number, or as it is. */
static void spell(const char *said, char *out, size_t size)
{
    char plain[32];
    squeeze(said, plain, sizeof plain);
    const char *word = plain;
    if (strncmp(word, "ansi", 4) == 0 && word[4] >= '0' && word[4] <= '9')
        word += 4;
    if (strncmp(word, "oem", 3) == 0)
        word += 3;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].said, word) == 0) {
            snprintf(out, size, "%s", aliases[i].meant);
            return;
        }
    size_t digits = strspn(word, "0123456789");
    if (strncmp(word, "8859", 4) == 0 && word[4] && digits == strlen(word))
        snprintf(out, size, "ISO-8859-%.4s", word + 4);
    else if (digits > 0 && digits == strlen(word))
        snprintf(out, size, "CP%.20s", word);
    else
        snprintf(out, size, "%.31s", said);
}

sz_status sz__encoding_set(sz_encoding *out, const char *name, const char *why,
                           sz_error *err)
{
    sz_encoding e = { .why = why };
    spell(name, e.name, sizeof e.name);
    char plain[32];
    squeeze(e.name, plain, sizeof plain);
    if (strncmp(plain, "utf16", 5) == 0 || strncmp(plain, "utf32", 5) == 0 ||
        strncmp(plain, "ucs", 3) == 0)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("texts in %s cannot be read from a .dbf or .csv: save the "
                          "file as UTF-8"),
                        e.name);
    bool recoded = plain[0] && strcmp(e.name, "UTF-8") != 0;
    if (recoded && !(e.recoder = sz__recoder_open(e.name)) && errno == ENOMEM)
        return sz__nomem(err);
    /* "" would be whatever the locale has */
    if (!plain[0] || (recoded && !e.recoder))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("unknown encoding \"%.60s\" (%s): try UTF-8, GB18030 or "
                          "BIG5"),
                        name, why);
    *out = e;
    return SZ_SUCCESS;
}

const char *sz__encoding_of_ldid(int ldid)
{
    for (size_t i = 0; i < sizeof ldids / sizeof *ldids; i++)
        if (ldids[i].ldid == ldid)
            return ldids[i].name;
    return NULL;
}

void sz__evidence_add(sz_evidence *evidence, const char *text)
{
    bool multibyte = false;
    if (!sz__utf8_valid(text, strlen(text), &multibyte))
        evidence->broken = true;
    else if (multibyte)
        evidence->multibyte = true;
}

const char *sz__encoding_text(sz_encoding *encoding, const char *text)
{
    size_t len = strlen(text);
    if (encoding->recoder)
        return sz__recode(encoding->recoder, text, len);
    return sz__utf8_valid(text, len, NULL) ? text : NULL;
}

bool sz__encoding_field(sz_encoding *encoding, const char *name, char *out, size_t size)
{
    char cut[128];
    size_t len = strlen(name);
    if (len >= sizeof cut)
        len = sizeof cut - 1;
    for (size_t less = 0; less <= 3 && less <= len; less++) {
        memcpy(cut, name, len - less);
        cut[len - less] = '\0';
        const char *text = sz__encoding_text(encoding, cut);
        if (text) {
            snprintf(out, size, "%s", text);
            return true;
        }
    }
    return false;
}
