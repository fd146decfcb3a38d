/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Folding text for comparison. */
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/utf8.h"
#include "text/trie.h"

enum { LINE_END = '\n', BLANK = ' ', NOTHING = 0 };

void sz__folded_release(sz_folded *folded)
{
    free(folded->at);
    free(folded->byte);
    free(folded->after_break);
    *folded = (sz_folded){ 0 };
}

/* The character at TEXT, known to be well formed, and its bytes. */
static uint32_t decode(const unsigned char *s, size_t *bytes)
{
    if (s[0] < 0x80) {
        *bytes = 1;
        return s[0];
    }
    *bytes = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    uint32_t c = s[0] & (0xffu >> (*bytes + 1));
    for (size_t i = 1; i < *bytes; i++)
        c = c << 6 | (s[i] & 0x3fu);
    return c;
}

static bool is_dash(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501 ||
           c == 0x2e3a || c == 0x2e3b || c == 0xfe58 || c == 0xfe63 || c == 0xfe31 ||
           c == 0x30fc;
}

/* Marks that have several forms. */
static uint32_t fold_mark(uint32_t c)
{
    static const struct {
        uint16_t from, to;
    } marks[] = {
        { 0x00a0, BLANK }, { 0x0085, LINE_END }, { 0x200b, NOTHING },
        { 0x200c, NOTHING }, { 0x200d, NOTHING }, { 0x2018, '"' }, { 0x2019, '"' },
        { 0x201c, '"' }, { 0x201d, '"' }, { 0x2028, LINE_END }, { 0x2029, LINE_END },
        { 0x2192, 0x2192 }, { 0x2260, 0x2260 }, { 0x3000, BLANK }, { 0x300c, '"' },
        { 0x300d, '"' }, { 0x300e, '"' }, { 0x300f, '"' }, { 0x3014, '(' },
        { 0x3015, ')' }, { 0xfe50, ',' }, { 0xfe51, 0x3001 }, { 0xfe52, '.' },
        { 0xfe54, ';' }, { 0xfe55, ':' }, { 0xfe59, '(' }, { 0xfe5a, ')' },
        { 0xfeff, NOTHING }, { 0xff61, 0x3002 }, { 0xff64, 0x3001 },
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].from == c)
            return marks[i].to;
    return c;
}

static uint32_t fold(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
    if (c < 0x80) {
        if (c == '\t' || c == '\v' || c == '\f')
            return BLANK;
        if (c == '\r')
            return LINE_END;
        if (c == '~') /* 12～15 */
            return '-';
        return c >= 'A' && c <= 'Z' ? c + 32 : c < BLANK && c != LINE_END ? BLANK : c;
    }
    if (is_dash(c))
        return '-';
    if (c >= 0x2000 && c <= 0x200a)
        return BLANK;
    return c > 0x3020 && c < 0xfe00 ? c : fold_mark(c);
}

static bool allocate(sz_folded *f, size_t len)
{
    f->at = sz__alloc(len + 1, sizeof *f->at);
    f->byte = sz__alloc(len + 1, sizeof *f->byte);
    f->after_break = sz__zalloc(len + 1, 1);
    return f->at && f->byte && f->after_break;
}

/* What is known of the text while it is folded. */
typedef struct folding {
    const char *text;
    size_t len;
    sz_folded *out;
    bool command;          /* this line begins with an ASCII letter */
    bool commented;        /* this line ended in a comment */
    size_t blanks, breaks; /* dropped since the last character */
    size_t break_at;       /* byte of the first of these breaks */
} folding;

/* Whether a statement may begin with what stands at byte I. */
static bool begins_statement(const folding *f, size_t i)
{
    static const char *const words[] = { "将", "撤销", "#", "//", "＃" };
    unsigned char c = (unsigned char)f->text[i];
    if ((c | 32) >= 'a' && (c | 32) <= 'z')
        return true;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        size_t n = strlen(words[k]);
        if (f->len - i >= n && memcmp(f->text + i, words[k], n) == 0)
            return true;
    }
    return false;
}

int sz__numeral(uint32_t c)
{
    static const uint32_t digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
                                       0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341 };
    if (c == 0x4e24)
        return 2;
    for (int i = 0; i < 11; i++)
        if (digits[i] == c)
            return i;
    return -1;
}

static bool counts(uint32_t c)
{
    return (c >= '0' && c <= '9') || sz__numeral(c) >= 0;
}

/* The folded character at byte *I, which goes behind it; a line end behind the text. */
static uint32_t next(const folding *f, size_t *i)
{
    size_t bytes = 0;
    uint32_t c = *i < f->len ? fold(decode((const unsigned char *)f->text + *i, &bytes))
                             : LINE_END;
    *i += bytes;
    return c;
}

/* Whether an item of a list of paragraphs begins at byte I, LAST standing before it:
 * 一、 1. (一), and not what a line of 新居一、二区 or 1.5 was broken before. */
static bool begins_item(const folding *f, uint32_t last, size_t i)
{
    if (last == ',' || last == 0x3001 || last == '(' || last == '-' || counts(last))
        return false;
    uint32_t c = next(f, &i);
    bool open = c == '(';
    int n = 0;
    for (c = open ? next(f, &i) : c; counts(c) && n < 3; n++)
        c = next(f, &i);
    if (n == 0 || open)
        return n > 0 && c == ')';
    return (c == 0x3001 || c == '.' || c == ')') && !counts(next(f, &i));
}

static bool ends_sentence(uint32_t c)
{
    return c == 0x3002 || c == ';' || c == '!' || c == '?' || c == ':' || c == LINE_END;
}

static void put(folding *f, uint32_t c, size_t byte)
{
    sz_folded *out = f->out;
    out->at[out->n] = c;
    out->byte[out->n++] = (uint32_t)byte;
}

/* Put what the blanks and line ends before byte I come to, C being next. */
static void settle_blanks(folding *f, uint32_t c, size_t i)
{
    sz_folded *out = f->out;
    uint32_t last = out->n ? out->at[out->n - 1] : LINE_END;
    if (f->breaks) {
        bool hard = f->breaks > 1 || f->command || f->commented ||
                    ends_sentence(last) || begins_statement(f, i) ||
                    begins_item(f, last, i);
        if (hard && last != LINE_END)
            put(f, LINE_END, f->break_at);
        else if (!hard)
            out->after_break[out->n] = 1;
        f->command = begins_statement(f, i) && (unsigned char)f->text[i] < 0x80;
        f->commented = false;
    } else if (f->blanks && sz__is_ascii_word(last) && sz__is_ascii_word(c)) {
        put(f, BLANK, i - 1);
    }
    f->blanks = f->breaks = 0;
}

/* Whether a comment begins at byte I, C being its folded character. */
static bool is_comment(const folding *f, uint32_t c, size_t i)
{
    bool fresh = f->blanks || f->breaks || f->out->n == 0;
    return fresh && (c == '#' || (c == '/' && i + 1 < f->len && f->text[i + 1] == '/'));
}

/* The end of the line that byte I is in, whatever it ends with. */
static size_t line_end(const folding *f, size_t i)
{
    while (i < f->len && f->text[i] != '\n' && f->text[i] != '\r')
        i++;
    return i;
}

static void note_break(folding *f, size_t i)
{
    bool crlf = f->text[i] == '\n' && i > 0 && f->text[i - 1] == '\r';
    if (crlf)
        return;
    if (f->breaks++ == 0)
        f->break_at = i;
}

bool sz__fold(const char *text, size_t len, sz_folded *out)
{
    folding f = { .text = text, .len = len, .out = out };
    *out = (sz_folded){ 0 };
    if (!allocate(out, len))
        return false;
    f.breaks = 1; /* the first line begins as others do */
    for (size_t i = 0, bytes = 1; i < len; i += bytes) {
        uint32_t c = fold(decode((const unsigned char *)text + i, &bytes));
        if (c == NOTHING) {
            continue;
        } else if (c == LINE_END) {
            note_break(&f, i);
        } else if (c == BLANK) {
            f.blanks++;
        } else if (is_comment(&f, c, i)) {
            f.commented = true;
            bytes = line_end(&f, i) - i;
        } else {
            settle_blanks(&f, c, i);
            put(&f, c, i);
        }
    }
    out->at[out->n] = LINE_END;
    out->byte[out->n] = (uint32_t)len;
    return true;
}

uint32_t *sz__fold_name(const char *text, size_t len, size_t *n)
{
    uint32_t *at = sz__utf8_valid(text, len, NULL) ? sz__alloc(len, sizeof *at) : NULL;
    bool blank = false;
    *n = 0;
    for (size_t i = 0, bytes = 1; at && i < len; i += bytes) {
        uint32_t c = fold(decode((const unsigned char *)text + i, &bytes));
        if (c == BLANK || c == LINE_END) {
            blank = true;
        } else if (c != NOTHING) {
            if (blank && *n && sz__is_ascii_word(at[*n - 1]) && sz__is_ascii_word(c))
                at[(*n)++] = BLANK;
            at[(*n)++] = c;
            blank = false;
        }
    }
    return at;
}
