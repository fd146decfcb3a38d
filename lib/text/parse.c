/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a script: which statement begins where, and going on after what is wrong. */
#include "text/parse.h"

#include <errno.h>
#include <string.h>

#include "core/i18n.h"
#include "core/recode.h"
#include "core/utf8.h"

static bool is_word(const sz_token *t, sz_word word)
{
    return t->kind == SZ_T_WORD && t->word == word;
}

/* Whether another statement begins behind the comma here: of a notice as much as can be
 * is read, of a script one mistake is told once. */
static bool follows(const sz_parser *p)
{
    const sz_token *next = sz__peek(p, 1);
    return is_word(next, SZ_W_TAKE) || is_word(next, SZ_W_ABOLISH) ||
           is_word(next, SZ_W_NOW);
}

/* Go on behind the statement that is wrong. */
static void recover(sz_parser *p, size_t from)
{
    if (p->i <= from)
        p->i = from + 1;
    while (!sz__at_end(p) && !(sz__peek(p, 0)->after_break && sz__at_command(p)) &&
           !(p->options->notice && sz__at_mark(p, ',') && follows(p)))
        p->i++;
}

sz_word sz__telling_word(const sz_parser *p)
{
    enum { FAR = 2000 }; /* tokens: longer than a list of all communities of a town */
    for (size_t i = 0; i < FAR; i++) {
        const sz_token *t = sz__peek(p, i);
        if (t->kind == SZ_T_END || t->kind == SZ_T_LINE)
            return SZ_W_NONE;
        if (t->kind == SZ_T_MARK && t->value != 0x3001 && t->value != '(' &&
            t->value != ')' && t->value != '-')
            return SZ_W_NONE;
        if (t->kind != SZ_T_WORD)
            continue;
        if (t->word == SZ_W_LIMITS && is_word(sz__peek(p, i + 1), SZ_W_KEEP))
            return SZ_W_KEEP; /* 四至范围维持不变 */
        switch (t->word) {
        case SZ_W_KEEP: case SZ_W_RENAME: case SZ_W_COMBINE: case SZ_W_INTO:
        case SZ_W_WHOLLY: case SZ_W_SPLIT: case SZ_W_ADD: case SZ_W_BASIS:
        case SZ_W_TOTAL: case SZ_W_BOUND: case SZ_W_LIMITS: case SZ_W_SPLITOFF:
            return t->word;
        default:
            break;
        }
    }
    return SZ_W_NONE;
}

static bool parse_rename(sz_parser *p, size_t from)
{
    int32_t subject = sz__need_name(p, SZ_THING_COMMUNITY);
    if (subject < 0)
        return false;
    sz__accept_word(p, SZ_W_COMMUNITY);
    if (!sz__accept_word(p, SZ_W_RENAME)) {
        sz__problem(p, sz__peek(p, 0)->at, _("更名为 is expected here"));
        return false;
    }
    int32_t receiver = sz__need_name(p, SZ_THING_COMMUNITY);
    if (receiver < 0)
        return false;
    sz_statement *st = sz__add_statement(p, SZ_ST_RENAME, from);
    if (!st)
        return false;
    st->subject = subject;
    st->receiver = receiver;
    return true;
}

static bool parse_keep(sz_parser *p, size_t from)
{
    sz_run refs = { p->head >= 0 ? (uint32_t)p->head : 0, p->head >= 0 };
    if (!sz__at_word(p, SZ_W_KEEP) && !sz__at_word(p, SZ_W_AREA) &&
        !sz__at_word(p, SZ_W_LIMITS) && !sz__need_communities(p, &refs))
        return false;
    while (sz__accept_word(p, SZ_W_AREA) || sz__accept_word(p, SZ_W_LIMITS) ||
           sz__accept_word(p, SZ_W_WHOLE) || sz__accept_word(p, SZ_W_TAIL))
        continue;
    if (!sz__accept_word(p, SZ_W_KEEP)) {
        sz__problem(p, sz__peek(p, 0)->at, _("保持不变 is expected here"));
        return false;
    }
    sz_statement *st = sz__add_statement(p, SZ_ST_KEEP, from);
    if (!st)
        return false;
    st->refs = refs;
    p->receiver = refs.n == 1 ? (int32_t)refs.first : -1; /* whose sides may follow */
    return true;
}

/* 撤销A、B建制: also 保留 behind it is none of its business. */
static bool parse_abolish(sz_parser *p, size_t from)
{
    sz_run refs;
    p->i++;
    p->abolished = (sz_run){ 0, 0 }; /* nothing lies in one abolished earlier now */
    p->source = -1;
    if (!sz__need_communities(p, &refs))
        return false;
    while (sz__accept_word(p, SZ_W_BODY) || sz__accept_word(p, SZ_W_COMMUNITY))
        continue;
    sz_statement *st = sz__add_statement(p, SZ_ST_ABOLISH, from);
    if (!st)
        return false;
    st->refs = refs;
    p->abolished = refs;
    return true;
}

/* 新设A社区; 从B析出A社区 */
static bool parse_found(sz_parser *p, size_t from)
{
    int32_t out_of = -1;
    if (sz__accept_word(p, SZ_W_SINCE) &&
        (out_of = sz__need_name(p, SZ_THING_COMMUNITY)) < 0)
        return false;
    p->i++; /* 新设, 析出 */
    int32_t subject = sz__need_name(p, SZ_THING_COMMUNITY);
    if (subject < 0)
        return false;
    sz_statement *st = sz__add_statement(p, SZ_ST_FOUND, from);
    if (!st)
        return false;
    st->subject = subject;
    st->receiver = out_of;
    p->receiver = subject;
    return true;
}

static bool need_number(sz_parser *p, int64_t *out)
{
    if (!sz__take_count(p, out)) {
        sz__problem(p, sz__peek(p, 0)->at, _("a number is expected here"));
        return false;
    }
    if (!sz__accept_word(p, SZ_W_PIECE))
        sz__accept_word(p, SZ_W_COMMUNITIES);
    return true;
}

/* 社区总数由X个调整为Y个 */
static bool parse_count(sz_parser *p, size_t from)
{
    int64_t number[2];
    while (!sz__accept_word(p, SZ_W_TOTAL))
        p->i++;
    if (!sz__accept_word(p, SZ_W_FROM_N) && !sz__accept_word(p, SZ_W_SINCE)) {
        sz__problem(p, sz__peek(p, 0)->at, _("由 and a number are expected here"));
        return false;
    }
    if (!need_number(p, &number[0]))
        return false;
    if (!sz__accept_word(p, SZ_W_TO_N)) {
        sz__problem(p, sz__peek(p, 0)->at, _("调整为 and a number are expected here"));
        return false;
    }
    if (!need_number(p, &number[1]))
        return false;
    sz_statement *st = sz__add_statement(p, SZ_ST_COUNT, from);
    if (!st)
        return false;
    st->number[0] = number[0];
    st->number[1] = number[1];
    return true;
}

/* 调整后辖A、B、C 3个社区 */
static bool parse_list(sz_parser *p, size_t from)
{
    sz_run refs;
    int64_t said = -1;
    p->i++;
    sz__accept_word(p, SZ_W_COMMUNITY);
    if (!sz__need_communities(p, &refs))
        return false;
    while (sz__accept_word(p, SZ_W_ETC) || sz__accept_word(p, SZ_W_ABOUT))
        continue;
    sz__take_count(p, &said);
    sz__accept_word(p, SZ_W_COMMUNITIES);
    sz_statement *st = sz__add_statement(p, SZ_ST_LIST, from);
    if (!st)
        return false;
    st->refs = refs;
    st->number[0] = said;
    return true;
}

/* A statement whose first token is a name. *KNOWN: it is one of the grammar. */
static bool parse_named(sz_parser *p, size_t from, bool *known)
{
    *known = true;
    if (p->stale) /* a new subject */
        p->head = -1;
    switch (sz__telling_word(p)) {
    case SZ_W_TOTAL:
        return parse_count(p, from);
    case SZ_W_KEEP:
        return parse_keep(p, from);
    case SZ_W_RENAME:
        return parse_rename(p, from);
    case SZ_W_COMBINE: case SZ_W_INTO: case SZ_W_WHOLLY: case SZ_W_SPLIT:
    case SZ_W_BOUND:
        return sz__parse_take(p);
    case SZ_W_ADD: case SZ_W_BASIS: {
        int32_t head = p->head;
        p->head = sz__need_name(p, SZ_THING_COMMUNITY);
        bool done = p->head >= 0 && sz__parse_add(p, from);
        p->head = head;
        return done;
    }
    case SZ_W_LIMITS: {
        int32_t subject = sz__need_name(p, SZ_THING_COMMUNITY);
        return subject >= 0 && sz__parse_limits(p, from, subject);
    }
    default:
        *known = false;
        return false;
    }
}

/* The statement that begins here. *KNOWN: it is one of the grammar; false: it is wrong,
 * which has been reported when it is known. */
static bool parse_statement(sz_parser *p, bool *known)
{
    size_t from = p->i;
    const sz_token *t = sz__peek(p, 0);
    *known = true;
    if (sz__at_command(p))
        return sz__parse_command(p);
    if (sz__at_side(p) || sz__at_word(p, SZ_W_NOW) || sz__at_word(p, SZ_W_LIMITS)) {
        bool keeps = sz__telling_word(p) == SZ_W_KEEP;
        return keeps ? parse_keep(p, from) : sz__parse_limits(p, from, p->head);
    }
    if (sz__at_ring(p))
        return sz__parse_ring(p, from, p->head);
    if (is_word(t, SZ_W_DIR) && is_word(sz__peek(p, 1), SZ_W_SIDELINE))
        return sz__parse_sideline(p, from, p->head);
    if (t->kind == SZ_T_WORD) {
        switch (t->word) {
        case SZ_W_ABOLISH:
            return parse_abolish(p, from);
        case SZ_W_TAKE:
            return sz__parse_take(p);
        case SZ_W_FORMER: case SZ_W_ITS:
            *known = sz__telling_word(p) != SZ_W_NONE;
            return *known && sz__parse_take(p);
        case SZ_W_FOUND:
            *known = sz__is_kind(p, 1, SZ_THING_COMMUNITY);
            return *known && parse_found(p, from);
        case SZ_W_SINCE:
            *known = sz__telling_word(p) == SZ_W_SPLITOFF;
            return *known && parse_found(p, from);
        case SZ_W_TOTAL:
            return parse_count(p, from);
        case SZ_W_LISTS:
            return parse_list(p, from);
        case SZ_W_KEEP: case SZ_W_AREA:
            *known = p->head >= 0 && sz__telling_word(p) == SZ_W_KEEP;
            return *known && parse_keep(p, from);
        case SZ_W_ADD: case SZ_W_BASIS:
            *known = p->head >= 0;
            return *known && sz__parse_add(p, from);
        default:
            break;
        }
    }
    if (t->kind == SZ_T_NAME || t->kind == SZ_T_FRESH || t->kind == SZ_T_TEXT)
        return parse_named(p, from, known);
    *known = false;
    return false;
}

/* What stands behind a statement: nothing, a mark, or a new line. */
static void expect_end(sz_parser *p)
{
    const sz_token *t = sz__peek(p, 0);
    bool begins = t->after_break || is_word(t, SZ_W_TAKE) || is_word(t, SZ_W_NOW);
    if (sz__at_end(p) || t->kind == SZ_T_MARK || begins)
        return;
    size_t from = p->i;
    while (!sz__at_end(p) && sz__peek(p, 0)->kind != SZ_T_MARK)
        p->i++;
    if (p->options->notice)
        sz__pass_over(p, from);
    else
        sz__problem(p, sz__since(p, from), _("this is not understood"));
}

enum { MOST_PROBLEMS = 1000 }; /* told: somebody has to read them */

static void parse_all(sz_parser *p)
{
    while (!p->nomem) {
        sz__skip_between(p);
        if (sz__peek(p, 0)->kind == SZ_T_END)
            return;
        if (p->s->problem.n >= MOST_PROBLEMS) {
            sz__problem(p, sz__peek(p, 0)->at,
                        _("too many mistakes; the text from here on is not read"));
            return;
        }
        if (sz__pass_title(p) || sz__take_head(p))
            continue;
        size_t from = p->i, problems = p->s->problem.n;
        bool known;
        if (parse_statement(p, &known)) {
            if (sz__parse_facts_behind(p))
                expect_end(p);
            else
                recover(p, from);
        } else if (known) {
            recover(p, from);
            if (p->options->notice)
                sz__forgive_prose(p, from, problems);
        } else {
            sz__skip_unknown(p, from);
        }
    }
}

/* The text as UTF-8. NUL bytes, as UTF-16 has them, are in no text. */
static sz_status decode(sz_script *s, const char *text, size_t length, sz_error *err)
{
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    sz_recoder *recoder = NULL;
    bool known = !(length && memchr(text, '\0', length)), nomem = false;
    if (known && !sz__utf8_valid(text, length, NULL)) {
        recoder = sz__recoder_open("GB18030");
        text = recoder ? sz__recode(recoder, text, length) : NULL;
        known = text != NULL;
        nomem = !known && errno == ENOMEM;
        length = known ? strlen(text) : 0;
    }
    if (known && (s->text = sz__alloc(length + 1, 1))) {
        memcpy(s->text, text, length);
        s->text[length] = '\0';
        s->length = length;
    }
    sz__recoder_close(recoder);
    if (nomem || (known && !s->text))
        return sz__nomem(err);
    return known ? SZ_SUCCESS
                 : sz__fail(err, SZ_ERR_DATA, -1,
                            _("the text is neither UTF-8 nor GBK; save it as UTF-8"));
}

static bool find_lines(sz_script *s)
{
    SZ__ARRAY(uint32_t) line = SZ__ARRAY_INIT;
    uint32_t n = 0;
    bool done = sz__push(&line, 0);
    s->characters = sz__alloc(s->length / SZ_STRIDE + 1, sizeof *s->characters);
    done = done && s->characters;
    for (size_t i = 0; done && i <= s->length; i++) { /* the NUL behind is read, too */
        if (i % SZ_STRIDE == 0)
            s->characters[i / SZ_STRIDE] = n;
        n += ((unsigned char)s->text[i] & 0xc0) != 0x80;
        bool ends = s->text[i] == '\n' || (s->text[i] == '\r' && s->text[i + 1] != '\n');
        if (ends && !sz__push(&line, (uint32_t)i + 1))
            done = false;
    }
    s->line = line.at;
    s->lines = line.n;
    return done;
}

sz_status sz__script_parse(const sz_gazetteer *g, const char *text, size_t length,
                           const sz_parse_options *options, sz_script **out,
                           sz_error *err)
{
    sz_folded folded = { 0 };
    sz_parser p = { .options = options, .head = -1, .receiver = -1, .source = -1 };
    if (length > UINT32_MAX / 4)
        return sz__fail(err, SZ_ERR_DATA, -1, _("the text is longer than 1 GiB"));
    sz_script *s = sz__zalloc(1, sizeof *s);
    if (!s)
        return sz__nomem(err);
    s->gazetteer = g;
    s->notice = options->notice;
    p.s = s;
    sz_status status = decode(s, text, length, err);
    if (status == SZ_SUCCESS &&
        (!find_lines(s) || !sz__fold(s->text, s->length, &folded)))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__lex(s, &folded, &p.tokens, err);
    if (status == SZ_SUCCESS) {
        parse_all(&p);
        status = p.nomem ? sz__nomem(err) : SZ_SUCCESS;
    }
    sz__folded_release(&folded);
    free(p.tokens.at);
    free(p.segment.at);
    free(p.mark.at);
    if (status == SZ_SUCCESS)
        *out = s;
    else
        sz__script_free(s);
    return status;
}
