/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* L以D: a line, perhaps qualified or a chain of several, and a side of it. */
#include "core/i18n.h"
#include "text/parse.h"

/* The number of tokens from AHEAD on that qualify a line: (在建), 延长线, 段, 中心线. */
static size_t qualifiers(const sz_parser *p, size_t ahead)
{
    size_t i = ahead;
    for (;;) {
        const sz_token *t = sz__peek(p, i);
        bool word = t->kind == SZ_T_WORD &&
                    (t->word == SZ_W_QUAL || t->word == SZ_W_EDGE);
        if (word) {
            i++;
        } else if (t->kind == SZ_T_MARK && t->value == '(' &&
                   sz__peek(p, i + 1)->kind == SZ_T_WORD &&
                   sz__peek(p, i + 1)->word == SZ_W_QUAL &&
                   sz__peek(p, i + 2)->kind == SZ_T_MARK &&
                   sz__peek(p, i + 2)->value == ')') {
            i += 3;
        } else {
            return i;
        }
    }
}

static bool is_word(const sz_token *t, sz_word word)
{
    return t->kind == SZ_T_WORD && t->word == word;
}

static bool is_side(const sz_token *t)
{
    return is_word(t, SZ_W_SIDE) || is_word(t, SZ_W_FLANK);
}

static bool is_chain(const sz_token *t)
{
    return is_word(t, SZ_W_JOIN) || (t->kind == SZ_T_MARK && t->value == '-');
}

/* Whether tokens from AHEAD on make the text of one name, known or not; its length. */
static size_t name_length(const sz_parser *p, size_t ahead)
{
    size_t i = ahead;
    const sz_token *t = sz__peek(p, i);
    if (sz__whole_name(p, i))
        return 1;
    while (i < ahead + 8) {
        t = sz__peek(p, i);
        bool text = t->kind == SZ_T_TEXT || t->kind == SZ_T_NAME;
        bool inner = i > ahead && t->kind == SZ_T_WORD &&
                     sz__peek(p, i + 1)->kind == SZ_T_TEXT &&
                     t->at.to - t->at.from == 3;
        if (!text && !inner)
            break;
        i++;
    }
    return i - ahead;
}

bool sz__at_clause(const sz_parser *p)
{
    size_t i = 0;
    for (int links = 0; links < 8; links++) {
        size_t name = name_length(p, i);
        if (name == 0)
            return false;
        i = qualifiers(p, i + name);
        if (!is_chain(sz__peek(p, i)))
            break;
        i++;
    }
    if (is_word(sz__peek(p, i), SZ_W_OF) && is_side(sz__peek(p, i + 1)))
        return true;
    return is_side(sz__peek(p, i));
}

/* Take what qualifies a line. */
static uint8_t take_qualifiers(sz_parser *p)
{
    uint8_t qual = 0;
    size_t n = qualifiers(p, 0);
    for (size_t i = 0; i < n; i++)
        if (is_word(sz__peek(p, i), SZ_W_QUAL))
            qual = (uint8_t)(qual | sz__peek(p, i)->value);
    p->i += n;
    return qual;
}

bool sz__take_clause(sz_parser *p)
{
    size_t from = p->i;
    sz_clause c = { .lines = { (uint32_t)p->s->ref.n, 0 } };
    do {
        if (sz__need_name(p, SZ_THING_LINE) < 0)
            return false;
        c.lines.n++;
        c.qual |= take_qualifiers(p);
    } while (is_chain(sz__peek(p, 0)) && ++p->i);
    sz__accept_word(p, SZ_W_OF);
    if (!is_side(sz__peek(p, 0))) {
        sz__problem(p, sz__peek(p, 0)->at,
                    _("which side of the line is meant? (以东, 以南, 以内 ...)"));
        return false;
    }
    c.dir = (sz_dir)sz__peek(p, 0)->value;
    p->i++;
    c.at = sz__since(p, from);
    if (!sz__push(&p->s->clause, c))
        p->nomem = true;
    return !p->nomem;
}
