/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parser's steps over tokens, and names. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "text/parse.h"

const sz_token *sz__peek(const sz_parser *p, size_t ahead)
{
    size_t i = p->i + ahead;
    return &p->tokens.at[i < p->tokens.n ? i : p->tokens.n - 1];
}

bool sz__at_word(const sz_parser *p, sz_word word)
{
    const sz_token *t = sz__peek(p, 0);
    return t->kind == SZ_T_WORD && t->word == word;
}

bool sz__accept_word(sz_parser *p, sz_word word)
{
    bool yes = sz__at_word(p, word);
    p->i += yes;
    return yes;
}

bool sz__at_mark(const sz_parser *p, uint32_t mark)
{
    const sz_token *t = sz__peek(p, 0);
    return t->kind == SZ_T_MARK && t->value == (int32_t)mark;
}

bool sz__accept_mark(sz_parser *p, uint32_t mark)
{
    bool yes = sz__at_mark(p, mark);
    p->i += yes;
    return yes;
}

bool sz__at_end(const sz_parser *p)
{
    const sz_token *t = sz__peek(p, 0);
    return t->kind == SZ_T_END || t->kind == SZ_T_LINE || sz__at_mark(p, 0x3002) ||
           sz__at_mark(p, ';') || sz__at_mark(p, '!') || sz__at_mark(p, '?');
}

bool sz__is_kind(const sz_parser *p, size_t ahead, unsigned kinds)
{
    const sz_token *t = sz__peek(p, ahead);
    if (t->kind == SZ_T_FRESH)
        return (kinds & SZ_THING_COMMUNITY) != 0;
    if (t->kind != SZ_T_NAME)
        return false;
    if (t->fresh >= 0 && (kinds & SZ_THING_COMMUNITY))
        return true;
    size_t n;
    const sz_thing *things = sz__gazetteer_things(p->s->gazetteer, t->value, &n);
    for (size_t i = 0; i < n; i++)
        if (things[i].kind & kinds)
            return true;
    return false;
}

bool sz__may_be(const sz_parser *p, size_t ahead, unsigned kinds)
{
    return sz__peek(p, ahead)->kind == SZ_T_TEXT || sz__is_kind(p, ahead, kinds);
}

sz_span sz__since(const sz_parser *p, size_t from)
{
    size_t last = p->i > from ? p->i - 1 : from;
    return (sz_span){ p->tokens.at[from].at.from, p->tokens.at[last].at.to };
}

void sz__problem(sz_parser *p, sz_span at, const char *fmt, ...)
{
    char text[SZ_MESSAGE_SIZE];
    va_list args;
    va_start(args, fmt);
    int len = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    size_t size = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    text[size] = '\0';
    char *own = sz__dup(text, size + 1, 1);
    sz_problem problem = { .at = at, .statement = (int32_t)p->s->statement.n - 1,
                           .message = own };
    if (!own || !sz__push(&p->s->problem, problem)) {
        free(own);
        p->nomem = true;
    }
}

/* Whether the token is a community's name written with 社区 or its like. */
static bool ends_as_community(const sz_parser *p, const sz_token *t)
{
    static const char *const endings[] = { "社区", "村", "里", "居委会", "居民委员会" };
    size_t len = t->at.to - t->at.from;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (len > n && memcmp(p->s->text + t->at.to - n, endings[i], n) == 0)
            return true;
    }
    return false;
}

static bool is_name(const sz_token *t)
{
    return t->kind == SZ_T_NAME || t->kind == SZ_T_FRESH;
}

/* Whether token T goes on a text that is no known name: text, a name inside of it, or
 * a word of one character inside of it. */
static bool goes_on(const sz_token *t)
{
    if (t[0].after_break)
        return false;
    bool short_word = t[0].kind == SZ_T_WORD && t[0].at.to - t[0].at.from == 3;
    return t[0].kind == SZ_T_TEXT || is_name(t) ||
           (short_word && t[1].kind == SZ_T_TEXT && !t[1].after_break);
}

bool sz__whole_name(const sz_parser *p, size_t ahead)
{
    const sz_token *t = sz__peek(p, ahead);
    return is_name(t) && (t[1].kind != SZ_T_TEXT || t[1].after_break ||
                          ends_as_community(p, t));
}

int32_t sz__take_name(sz_parser *p)
{
    const sz_token *t = sz__peek(p, 0);
    size_t from = p->i;
    sz_ref ref = { .name = -1, .fresh = -1 };
    if (sz__whole_name(p, 0)) {
        ref.name = t->kind == SZ_T_NAME ? t->value : -1;
        ref.fresh = t->kind == SZ_T_FRESH ? t->value : t->fresh;
        p->i++;
    } else if (is_name(t) || t->kind == SZ_T_TEXT) {
        p->i++;
        while (goes_on(&p->tokens.at[p->i]))
            p->i++;
        p->i += sz__at_word(p, SZ_W_COMMUNITY);
    } else {
        return -1;
    }
    ref.at = sz__since(p, from);
    if (!sz__push(&p->s->ref, ref)) {
        p->nomem = true;
        return -1;
    }
    return (int32_t)p->s->ref.n - 1;
}

static bool ref_is(const sz_script *s, const sz_ref *ref, unsigned kinds)
{
    size_t n = 0;
    if (ref->fresh >= 0 && (kinds & SZ_THING_COMMUNITY))
        return true;
    const sz_thing *t = ref->name >= 0 ? sz__gazetteer_things(s->gazetteer, ref->name, &n)
                                       : NULL;
    for (size_t i = 0; i < n; i++)
        if (t[i].kind & kinds)
            return true;
    return false;
}

/* What is missing, for messages. */
static const char *kind_word(unsigned kinds)
{
    if (kinds & SZ_THING_COMMUNITY)
        return _("community");
    if (kinds & SZ_THING_LINE)
        return _("line");
    return kinds & SZ_THING_TOWN ? _("town") : _("unit or parcel");
}

/* Say that no thing of KINDS is called what ref says. */
static void say_unknown(sz_parser *p, const sz_ref *ref, unsigned kinds)
{
    const char *text = p->s->text + ref->at.from;
    size_t len = ref->at.to - ref->at.from;
    int shown = len > 96 ? (int)sz__utf8_cut(text, 96) : (int)len;
    if (p->options->notice && sz__is_masked(text, len)) {
        sz__problem(p, ref->at, _("%.*s is masked: which %s is it?"), shown, text,
                    kind_word(kinds));
        if (!p->nomem)
            p->s->problem.at[p->s->problem.n - 1].masked = true;
        return;
    }
    /* looking for what is alike costs all names: not for every line of a wrong script */
    const char *near = p->guesses++ < 32
                           ? sz__gazetteer_nearest(p->s->gazetteer, text, len, kinds)
                           : NULL;
    if (near)
        sz__problem(p, ref->at, _("the data have no %s called %.*s; did you mean %s?"),
                    kind_word(kinds), shown, text, near);
    else
        sz__problem(p, ref->at, _("the data have no %s called %.*s"), kind_word(kinds),
                    shown, text);
}

/* Let the ref, which nothing is called like, mean what begins as the name BEFORE does:
 * 锦绣新居一区和二区. */
static void complete(sz_parser *p, sz_ref *ref, sz_span before, unsigned kinds)
{
    char name[192];
    size_t tail = ref->at.to - ref->at.from, len = before.to - before.from;
    for (; len > 0; len--) {
        size_t n;
        if (((unsigned char)p->s->text[before.from + len] & 0xc0) == 0x80 ||
            len + tail >= sizeof name)
            continue;
        memcpy(name, p->s->text + before.from, len);
        memcpy(name + len, p->s->text + ref->at.from, tail);
        name[len + tail] = '\0';
        int32_t id = sz__gazetteer_find(p->s->gazetteer, name);
        const sz_thing *t = id < 0 ? NULL
                                   : sz__gazetteer_things(p->s->gazetteer, id, &n);
        if (t && (t[0].kind & kinds)) {
            ref->name = id;
            return;
        }
    }
}

/* Whether a name like 社区99 is here, which begins with a word of sentences. */
static bool begins_with_word(const sz_parser *p)
{
    const sz_token *next = sz__peek(p, 1);
    return !p->options->notice && sz__at_word(p, SZ_W_COMMUNITY) &&
           next->kind == SZ_T_NUMBER && next->at.from == sz__peek(p, 0)->at.to;
}

int32_t sz__need_name(sz_parser *p, unsigned kinds)
{
    return sz__need_name_after(p, kinds, -1);
}

int32_t sz__need_name_after(sz_parser *p, unsigned kinds, int32_t before)
{
    int32_t ref = sz__take_name(p);
    sz_ref *r = ref >= 0 ? &p->s->ref.at[ref] : NULL;
    if (r && before >= 0 && r->name < 0 && r->fresh < 0)
        complete(p, r, p->s->ref.at[before].at, kinds);
    if (ref < 0 && begins_with_word(p)) {
        p->i += 2;
        sz_ref unknown = { .at = sz__since(p, p->i - 2), .name = -1, .fresh = -1 };
        say_unknown(p, &unknown, kinds);
        return -1;
    }
    if (ref < 0) {
        sz__problem(p, sz__peek(p, 0)->at, _("the name of a %s is expected here"),
                    kind_word(kinds));
        return -1;
    }
    if (ref_is(p->s, &p->s->ref.at[ref], kinds))
        return ref;
    sz_ref unknown = p->s->ref.at[ref];
    say_unknown(p, &unknown, kinds);
    return -1;
}

bool sz__need_communities(sz_parser *p, sz_run *out)
{
    uint32_t first = (uint32_t)p->s->ref.n;
    *out = (sz_run){ first, 0 };
    for (;;) {
        sz__accept_word(p, SZ_W_FORMER);
        if (sz__need_name(p, SZ_THING_COMMUNITY) < 0)
            return false;
        out->n++;
        const sz_token *t = sz__peek(p, 0);
        bool mark = t->kind == SZ_T_MARK && (t->value == 0x3001 || t->value == ',');
        bool and = t->kind == SZ_T_WORD && t->word == SZ_W_AND;
        size_t next = sz__peek(p, 1)->kind == SZ_T_WORD &&
                      sz__peek(p, 1)->word == SZ_W_FORMER ? 2 : 1;
        if (!(mark || and) || !sz__is_kind(p, next, SZ_THING_COMMUNITY))
            return true;
        const sz_token *then = sz__peek(p, next + 1);
        if (t->value == ',' && then->kind == SZ_T_WORD && then->word < SZ_W_C_MERGE &&
            then->word != SZ_W_AND && then->word != SZ_W_BODY &&
            then->word != SZ_W_KEEP && then->word != SZ_W_ETC)
            return true; /* 撤销A，B更名为C: the next statement */
        p->i++;
    }
}

bool sz__take_count(sz_parser *p, int64_t *out)
{
    const sz_token *t = sz__peek(p, 0);
    if (t->kind != SZ_T_NUMBER || t->decimals)
        return false;
    *out = (int64_t)t->number;
    p->i++;
    return true;
}

sz_statement *sz__add_statement(sz_parser *p, sz_statement_kind kind, size_t from)
{
    sz_statement st = { .at = sz__since(p, from), .kind = kind, .subject = -1,
                        .receiver = -1, .regions_said = -1, .places_said = -1,
                        .facts = SZ_NO_FACTS, .number = { -1, -1 } };
    if (!sz__push(&p->s->statement, st)) {
        p->nomem = true;
        return NULL;
    }
    return &p->s->statement.at[p->s->statement.n - 1];
}
