/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands between statements: marks, numbering, headings, and of notices as they
 * are published the prose around them. */
#include <string.h>

#include "core/i18n.h"
#include "text/parse.h"

static bool is_mark(const sz_token *t, uint32_t mark)
{
    return t->kind == SZ_T_MARK && t->value == (int32_t)mark;
}

static bool is_word(const sz_token *t, sz_word word)
{
    return t->kind == SZ_T_WORD && t->word == word;
}

/* Whether the token is a number as lists have them: 3, 三, 十二, ①. */
static bool is_numeral(const sz_parser *p, const sz_token *t)
{
    static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八",
                                          "九", "十" };
    const char *text = p->s->text + t->at.from;
    size_t len = t->at.to - t->at.from;
    if (t->kind == SZ_T_NUMBER)
        return t->decimals == 0;
    if (t->kind != SZ_T_TEXT || len % 3 != 0 || len > 9)
        return false;
    if (len == 3 && memcmp(text, "\xe2\x91", 2) == 0)
        return true; /* U+2440 .. U+247F: circled */
    for (size_t i = 0; i < len; i += 3) {
        bool digit = false;
        for (size_t k = 0; k < sizeof digits / sizeof *digits; k++)
            digit = digit || memcmp(text + i, digits[k], 3) == 0;
        if (!digit)
            return false;
    }
    return true;
}

/* Tokens of numbering here: 1. 2、 三、 (四) 5) ⑥; 0: none. */
static size_t numbering(const sz_parser *p)
{
    const sz_token *t = sz__peek(p, 0), *next = sz__peek(p, 1);
    if (is_mark(t, '(') && is_numeral(p, next) && is_mark(sz__peek(p, 2), ')'))
        return 3;
    if (!is_numeral(p, t))
        return 0;
    if (is_mark(next, '.') || is_mark(next, 0x3001) || is_mark(next, ')'))
        return 2;
    return t->kind == SZ_T_TEXT && (unsigned char)p->s->text[t->at.from] == 0xe2;
}

/* Tokens of a remark here: (详见附图); 0: none. */
static size_t remark(const sz_parser *p)
{
    bool see = is_mark(sz__peek(p, 0), '(') && is_word(sz__peek(p, 1), SZ_W_SEE) &&
               is_mark(sz__peek(p, 2), ')');
    return see ? 3 : 0;
}

void sz__skip_between(sz_parser *p)
{
    for (;;) {
        const sz_token *t = sz__peek(p, 0);
        size_t n = numbering(p);
        if (n == 0)
            n = remark(p);
        bool bracket = is_mark(t, '(') || (is_mark(t, ')') && !p->options->notice);
        if (n == 0)
            n = t->kind == SZ_T_LINE || (t->kind == SZ_T_MARK && !bracket);
        if (n == 0)
            return;
        p->i += n;
        if (t->kind != SZ_T_LINE)
            continue;
        p->stale = true;
        if (!p->options->notice) /* there headings reach over lines */
            p->head = -1;
    }
}

/* Whether the name here stands alone on its line, before what is said of it. */
static bool alone(const sz_parser *p)
{
    const sz_token *next = sz__peek(p, 1);
    return p->options->notice && sz__whole_name(p, 0) &&
           (next->after_break || next->kind == SZ_T_LINE) &&
           sz__telling_word(p) == SZ_W_NONE;
}

bool sz__take_head(sz_parser *p)
{
    if (!sz__is_kind(p, 0, SZ_THING_COMMUNITY))
        return false;
    bool colon = is_mark(sz__peek(p, 1), ':');
    if (!colon && !alone(p))
        return false;
    p->head = sz__take_name(p);
    p->i += colon;
    p->stale = false;
    while (sz__peek(p, 0)->kind == SZ_T_LINE)
        p->i++;
    return true;
}

/* Whether what stands here begins a statement, also directly behind prose. */
static bool begins(const sz_parser *p)
{
    const sz_token *next = sz__peek(p, 1);
    bool named = next->kind == SZ_T_NAME || next->kind == SZ_T_FRESH ||
                 is_word(next, SZ_W_FORMER) || is_word(next, SZ_W_GAP);
    return sz__at_command(p) || sz__at_word(p, SZ_W_ABOLISH) ||
           (p->options->notice &&
            ((sz__at_word(p, SZ_W_TAKE) && named) ||
             (sz__is_kind(p, 0, SZ_THING_COMMUNITY) && is_mark(next, ':'))));
}

bool sz__is_masked(const char *text, size_t len)
{
    static const char *const masks[] = { "XX", "xx", "Xx", "ＸＸ", "ｘｘ", "××", "某", "○○",
                                         "〇〇", "□□", "OO" };
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        size_t n = strlen(masks[i]);
        if (len >= n && memcmp(text, masks[i], n) == 0)
            return true;
    }
    return false;
}

/* What the tokens FROM .. TO - 1 speak of: ground that moves, or what bounds it. A
 * verb alone is not enough (凡划入单位积极配合): something must be named, too. */
static sz_skipped weigh(const sz_parser *p, size_t from, size_t to)
{
    sz_skipped s = { .ground = false };
    bool verb = false, name = false;
    int sides = 0;
    for (size_t i = from; i < to; i++) {
        const sz_token *t = &p->tokens.at[i];
        const char *text = p->s->text + t->at.from;
        if (t->kind == SZ_T_TEXT && sz__is_masked(text, t->at.to - t->at.from))
            s.masked = true;
        /* 翠竹社区 is a name, if one that nobody knows */
        name = name || t->kind == SZ_T_NAME || t->kind == SZ_T_FRESH ||
               (t->kind == SZ_T_TEXT && is_word(&t[1], SZ_W_COMMUNITY));
        if (t->kind != SZ_T_WORD)
            continue;
        switch (t->word) {
        case SZ_W_SIDE: case SZ_W_FLANK: case SZ_W_BANK: case SZ_W_MEETS:
        case SZ_W_LEVEL:
            s.ground = true;
            break;
        case SZ_W_INTO: case SZ_W_WHOLLY: case SZ_W_ABOLISH: case SZ_W_SPLIT:
        case SZ_W_COMBINE: case SZ_W_RENAME: case SZ_W_FOUND: case SZ_W_ADD:
        case SZ_W_KEEP: case SZ_W_LIMITS: case SZ_W_ALONG: case SZ_W_BOUND:
        case SZ_W_TOTAL: case SZ_W_LISTS: case SZ_W_SPLITOFF:
            verb = true;
            break;
        case SZ_W_DIR:
            sides += i + 1 < to && is_word(&t[1], SZ_W_REACH);
            break;
        default:
            break;
        }
    }
    if (sides > 1 || (sides > 0 && (name || s.masked || p->head >= 0)))
        s.ground = true;
    s.ground = s.ground || (verb && (name || s.masked));
    return s;
}

void sz__pass_over(sz_parser *p, size_t from)
{
    sz_skipped s = weigh(p, from, p->i);
    s.at = sz__since(p, from);
    if (!sz__push(&p->s->skipped, s))
        p->nomem = true;
}

/* Whether the LEN bytes of TEXT are the title of a paper: 关于……的公告(征求意见稿). */
static bool is_title(const char *text, size_t len)
{
    static const char *const papers[] = { "公告", "通知", "方案", "请示", "批复", "公示" };
    bool about = false;
    for (size_t i = 0; i + 6 <= len; i++)
        about = about || memcmp(text + i, "关于", 6) == 0;
    for (size_t i = 0; about && i < sizeof papers / sizeof *papers; i++)
        if (memcmp(text + len - 6, papers[i], 6) == 0)
            return true;
    return false;
}

bool sz__pass_title(sz_parser *p)
{
    enum { FAR = 100 }; /* tokens of a title */
    size_t from = p->i;
    const sz_token *t = sz__peek(p, 0);
    if (!p->options->notice || sz__at_command(p) || sz__at_word(p, SZ_W_TAKE) ||
        sz__at_word(p, SZ_W_ABOLISH))
        return false;
    bool title = false, bracket = false;
    for (size_t i = 0; i < FAR && t->kind != SZ_T_END && t->kind != SZ_T_LINE; i++) {
        if (is_mark(t, ',') || is_mark(t, ':') || is_mark(t, ';') || is_mark(t, 0x3002))
            return false;
        sz_span at = { p->tokens.at[from].at.from, t->at.to };
        bracket = title && (bracket ? !is_mark(t - 1, ')') : is_mark(t, '('));
        title = bracket || is_title(p->s->text + at.from, at.to - at.from);
        t++;
        if (title && (t->after_break || t->kind == SZ_T_LINE || t->kind == SZ_T_END)) {
            sz_skipped s = { .at = at, .ground = false };
            p->i = (size_t)(t - p->tokens.at);
            p->nomem = p->nomem || !sz__push(&p->s->skipped, s);
            return true;
        }
    }
    return false;
}

void sz__skip_unknown(sz_parser *p, size_t from)
{
    p->i = from + 1;
    if (!p->options->notice) {
        while (!sz__at_end(p))
            p->i++;
        sz__problem(p, sz__since(p, from), _("this is no statement; see sizhi-script(5)"));
        return;
    }
    while (!sz__at_end(p) && sz__peek(p, 0)->kind != SZ_T_MARK && !begins(p))
        p->i++;
    sz__pass_over(p, from);
}

void sz__forgive_prose(sz_parser *p, size_t from, size_t problems)
{
    if (weigh(p, from, p->i).ground)
        return;
    while (p->s->problem.n > problems)
        free(p->s->problem.at[--p->s->problem.n].message);
    sz__pass_over(p, from);
}
