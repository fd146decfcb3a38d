/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The four sides: 现边界范围北至A、南至B交界、西南为镇域界, and the facts behind. */
#include <string.h>

#include "core/i18n.h"
#include "text/parse.h"

static bool is_word(const sz_token *t, sz_word word)
{
    return t->kind == SZ_T_WORD && t->word == word;
}

static bool is_divider(const sz_token *t)
{
    return t->kind == SZ_T_MARK && (t->value == 0x3001 || t->value == ',');
}

/* Tokens of directions (东、南、西) from AHEAD on, when a word that leads to a limit
 * follows; 0 when not. */
static size_t directions(const sz_parser *p, size_t ahead)
{
    enum { MOST = 16 }; /* tokens: there are eight directions */
    size_t i = ahead;
    while (i < ahead + MOST && is_word(sz__peek(p, i), SZ_W_DIR)) {
        const sz_token *t = sz__peek(p, ++i);
        if (is_word(t, SZ_W_REACH) || is_word(t, SZ_W_IS) || is_word(t, SZ_W_BY))
            return i - ahead;
        if (is_divider(t) || is_word(t, SZ_W_AND))
            i++;
    }
    return 0;
}

bool sz__at_side(const sz_parser *p)
{
    return directions(p, 0) > 0;
}

static sz_edge_of_line edge_of(const sz_token *t)
{
    static const sz_edge_of_line edges[] = {
        [SZ_DIR_N] = SZ_EDGE_NORTH, [SZ_DIR_E] = SZ_EDGE_EAST,
        [SZ_DIR_S] = SZ_EDGE_SOUTH, [SZ_DIR_W] = SZ_EDGE_WEST,
    };
    if (is_word(t, SZ_W_EDGE))
        return (sz_edge_of_line)t->value;
    bool known = (size_t)t->value < sizeof edges / sizeof *edges;
    return known ? edges[t->value] : SZ_EDGE_CENTRE;
}

/* What stands behind the name of a limit. */
static void take_edge(sz_parser *p, sz_limit *out)
{
    for (;;) {
        const sz_token *t = sz__peek(p, 0);
        if (is_word(t, SZ_W_EDGE) || is_word(t, SZ_W_FLANK) || is_word(t, SZ_W_BANK)) {
            out->edge = edge_of(t);
            p->i++;
        } else if (is_word(t, SZ_W_QUAL)) {
            out->qual = (uint8_t)(out->qual | t->value);
            p->i++;
        } else if (t->kind == SZ_T_MARK && t->value == '(' &&
                   is_word(sz__peek(p, 1), SZ_W_QUAL) &&
                   sz__peek(p, 2)->kind == SZ_T_MARK && sz__peek(p, 2)->value == ')') {
            out->qual = (uint8_t)(out->qual | sz__peek(p, 1)->value);
            p->i += 3;
        } else if (is_word(t, SZ_W_WALL) || is_word(t, SZ_W_ESTATE)) {
            out->kind = is_word(t, SZ_W_WALL) ? SZ_LIMIT_PLACE : out->kind;
            p->i++;
        } else if (is_word(t, SZ_W_DIR) && (is_word(sz__peek(p, 1), SZ_W_WALL) ||
                                            is_word(sz__peek(p, 1), SZ_W_EDGE))) {
            p->i++; /* 西围墙, 南堤下坡线 */
        } else {
            return;
        }
    }
}

/* How many tokens before 交界 make a name of any kind, or 0: 新丰交界. */
static size_t neighbour(const sz_parser *p)
{
    for (size_t i = 0; i < 10; i++) {
        const sz_token *t = sz__peek(p, i);
        if (is_word(t, SZ_W_MEETS))
            return i;
        if (t->kind == SZ_T_MARK || t->kind == SZ_T_LINE || t->kind == SZ_T_END ||
            is_word(t, SZ_W_AND) || is_word(t, SZ_W_INTO))
            return 0;
    }
    return 0;
}

static bool take_neighbour(sz_parser *p, size_t tokens, sz_limit *out)
{
    size_t from = p->i;
    out->kind = SZ_LIMIT_WHO;
    if (tokens == 1 && sz__whole_name(p, 0)) {
        out->ref = sz__take_name(p);
    } else {
        p->i += tokens;
        sz_ref ref = { sz__since(p, from), -1, -1 };
        out->ref = (int32_t)p->s->ref.n;
        if (!sz__push(&p->s->ref, ref))
            p->nomem = true;
    }
    p->i++; /* 交界 */
    return !p->nomem;
}

bool sz__take_crossing(sz_parser *p, sz_limit *out)
{
    out->kind = SZ_LIMIT_CROSSING;
    out->ref = sz__need_name(p, SZ_THING_LINE);
    if (out->ref < 0)
        return false;
    take_edge(p, out);
    p->i++; /* 与 */
    out->ref2 = sz__need_name(p, SZ_THING_LINE);
    if (out->ref2 < 0)
        return false;
    sz_limit second = { .kind = SZ_LIMIT_LINE };
    take_edge(p, &second);
    out->kind = SZ_LIMIT_CROSSING;
    sz__accept_word(p, SZ_W_OF);
    sz__accept_word(p, SZ_W_CROSSING);
    return true;
}

/* Whether A与B交口 stands here. */
static bool at_crossing(const sz_parser *p)
{
    return sz__whole_name(p, 0) && is_word(sz__peek(p, 1), SZ_W_AND) &&
           sz__whole_name(p, 2) && is_word(sz__peek(p, 3), SZ_W_CROSSING);
}

static bool take_limit(sz_parser *p)
{
    size_t from = p->i, who = neighbour(p);
    sz_limit limit = { .kind = SZ_LIMIT_LINE, .ref = -1, .ref2 = -1 };
    bool done = true;
    if (sz__accept_word(p, SZ_W_GAP)) {
        limit.kind = SZ_LIMIT_GAP;
        sz__accept_word(p, SZ_W_MEETS);
    } else if (who) {
        done = take_neighbour(p, who, &limit);
    } else if (sz__accept_word(p, SZ_W_LEVEL)) {
        limit.kind = SZ_LIMIT_LEVEL;
    } else if (at_crossing(p)) {
        done = sz__take_crossing(p, &limit);
    } else {
        limit.ref = sz__need_name(p, SZ_THING_LINE | SZ_THING_UNIT | SZ_THING_PARCEL);
        done = limit.ref >= 0;
        if (done && sz__script_id(p->s, limit.ref, SZ_THING_LINE) < 0)
            limit.kind = SZ_LIMIT_PLACE;
        if (done)
            take_edge(p, &limit);
    }
    limit.at = sz__since(p, from);
    if (done && !sz__push(&p->s->limit, limit))
        p->nomem = true;
    return done && !p->nomem;
}

/* What ends a side: 为界, 以内, 以北 say no more than the side did. */
static void skip_side_tail(sz_parser *p)
{
    while (sz__accept_word(p, SZ_W_BOUND) || sz__accept_word(p, SZ_W_SIDE) ||
           sz__accept_word(p, SZ_W_STOP))
        continue;
}

static bool take_side(sz_parser *p)
{
    size_t from = p->i, n = directions(p, 0);
    sz_side side = { .limits = { (uint32_t)p->s->limit.n, 0 } };
    for (size_t i = 0; i < n; i++)
        if (is_word(sz__peek(p, i), SZ_W_DIR))
            side.dirs = (uint8_t)(side.dirs | SZ_DIR_BIT(sz__peek(p, i)->value));
    p->i += n + 1;
    bool more = true;
    while (more) {
        if (!take_limit(p))
            return false;
        side.limits.n++;
        skip_side_tail(p);
        const sz_token *t = sz__peek(p, 0), *next = sz__peek(p, 1);
        bool name = next->kind == SZ_T_NAME || next->kind == SZ_T_TEXT ||
                    next->kind == SZ_T_FRESH || is_word(next, SZ_W_LEVEL) ||
                    is_word(next, SZ_W_GAP);
        bool joins = (t->kind == SZ_T_MARK && (t->value == 0x3001 || t->value == '-')) ||
                     is_word(t, SZ_W_AND) || is_word(t, SZ_W_JOIN);
        more = joins && name && directions(p, 1) == 0;
        p->i += more;
    }
    side.at = sz__since(p, from);
    if (!sz__push(&p->s->side, side))
        p->nomem = true;
    return !p->nomem;
}

bool sz__at_facts(const sz_parser *p)
{
    size_t i = 0;
    while (is_word(sz__peek(p, i), SZ_W_TAIL) || is_word(sz__peek(p, i), SZ_W_ABOUT))
        i++;
    const sz_token *t = sz__peek(p, i);
    if (is_word(t, SZ_W_APART))
        return sz__peek(p, i + 1)->kind == SZ_T_NUMBER;
    return is_word(t, SZ_W_AREA_M2) || is_word(t, SZ_W_HOUSEHOLDS) ||
           is_word(t, SZ_W_PEOPLE);
}

/* 另有飞地2处 */
static void take_apart(sz_parser *p, sz_facts *facts)
{
    p->i++;
    sz__take_count(p, &facts->detached);
    const sz_token *t = sz__peek(p, 0);
    bool places = t->kind == SZ_T_TEXT && t->at.to - t->at.from == strlen("处") &&
                  memcmp(p->s->text + t->at.from, "处", strlen("处")) == 0;
    if (!sz__accept_word(p, SZ_W_PIECE))
        p->i += places;
}

bool sz__take_facts(sz_parser *p, sz_facts *facts)
{
    while (sz__at_facts(p)) {
        while (sz__accept_word(p, SZ_W_TAIL) || sz__accept_word(p, SZ_W_ABOUT))
            continue;
        sz_word what = sz__peek(p, 0)->word;
        if (what == SZ_W_APART) {
            take_apart(p, facts);
            continue;
        }
        p->i++;
        while (sz__accept_word(p, SZ_W_IS) || sz__accept_word(p, SZ_W_ABOUT))
            continue;
        const sz_token *t = sz__peek(p, 0), *unit = sz__peek(p, 1);
        if (t->kind != SZ_T_NUMBER || !is_word(unit, SZ_W_UNIT)) {
            sz__problem(p, t->at, _("a number with its unit is expected"));
            return false;
        }
        if (what == SZ_W_AREA_M2) {
            facts->unit_m2 = unit->value == 667 ? 2000.0 / 3.0 : unit->value;
            facts->area_m2 = t->number * facts->unit_m2;
            facts->decimals = t->decimals;
        } else if (what == SZ_W_HOUSEHOLDS) {
            facts->households = (int64_t)t->number;
        } else {
            facts->population = (int64_t)t->number;
        }
        p->i += 2;
        if (is_divider(sz__peek(p, 0))) {
            p->i++;
            if (!sz__at_facts(p)) {
                p->i--;
                break;
            }
        }
    }
    return true;
}

/* Facts here, or behind a comma. */
static bool take_facts_behind(sz_parser *p, sz_facts *facts)
{
    if (is_divider(sz__peek(p, 0))) {
        p->i++;
        if (!sz__at_facts(p))
            p->i--;
    }
    return sz__take_facts(p, facts);
}

bool sz__parse_facts_behind(sz_parser *p)
{
    sz_facts facts = SZ_NO_FACTS;
    size_t from = p->i;
    int32_t subject = p->head >= 0 ? p->head : p->receiver;
    if (subject < 0 || sz__at_end(p))
        return true;
    if (!take_facts_behind(p, &facts))
        return false;
    if (p->i == from)
        return true;
    sz_statement *st = sz__add_statement(p, SZ_ST_LIMITS, from + is_divider(&p->tokens.at[from]));
    if (!st)
        return false;
    st->subject = subject;
    st->facts = facts;
    return true;
}

bool sz__parse_limits(sz_parser *p, size_t from, int32_t subject)
{
    sz_run sides = { (uint32_t)p->s->side.n, 0 };
    sz_facts facts = SZ_NO_FACTS;
    while (sz__accept_word(p, SZ_W_NOW) || sz__accept_word(p, SZ_W_LIMITS) ||
           sz__accept_word(p, SZ_W_AREA) || sz__accept_word(p, SZ_W_IS) ||
           sz__accept_mark(p, ':'))
        continue;
    if (!sz__at_side(p)) {
        sz__problem(p, sz__peek(p, 0)->at, _("a side is expected, such as 北至"));
        return false;
    }
    do {
        if (!take_side(p))
            return false;
        sides.n++;
    } while ((sz__at_side(p)) ||
             ((is_divider(sz__peek(p, 0)) || sz__at_mark(p, ';')) &&
              directions(p, 1) > 0 && ++p->i));
    if (!take_facts_behind(p, &facts))
        return false;
    sz_statement *st = sz__add_statement(p, SZ_ST_LIMITS, from);
    if (!st)
        return false;
    st->subject = subject >= 0 ? subject : p->receiver;
    st->sides = sides;
    st->facts = facts;
    if (st->subject < 0)
        sz__problem(p, st->at, _("of which community are these the sides?"));
    return true;
}

/* 东界线: A与B交汇处沿B向南至C: a side by the lines walked along; where they begin and
 * end says no more than the other sides do. */
bool sz__parse_sideline(sz_parser *p, size_t from, int32_t subject)
{
    sz_side side = { .dirs = (uint8_t)SZ_DIR_BIT(sz__peek(p, 0)->value),
                     .limits = { (uint32_t)p->s->limit.n, 0 } };
    p->i += 2;
    sz__accept_mark(p, ':');
    while (!sz__at_end(p)) {
        size_t at = p->i;
        sz_limit limit = { .kind = SZ_LIMIT_LINE, .ref2 = -1 };
        p->i++;
        if (!is_word(&p->tokens.at[at], SZ_W_ALONG))
            continue;
        if ((limit.ref = sz__need_name(p, SZ_THING_LINE)) < 0)
            return false;
        limit.at = p->s->ref.at[limit.ref].at;
        if (!sz__push(&p->s->limit, limit))
            p->nomem = true;
        side.limits.n++;
    }
    side.at = sz__since(p, from);
    if (side.limits.n == 0) {
        sz__problem(p, side.at, _("which line does this side follow? say 沿 and its name"));
        return false;
    }
    sz_statement *st = sz__add_statement(p, SZ_ST_LIMITS, from);
    if (!st)
        return false;
    st->subject = subject >= 0 ? subject : p->receiver;
    st->sides = (sz_run){ (uint32_t)p->s->side.n, 1 };
    if (!sz__push(&p->s->side, side))
        p->nomem = true;
    if (st->subject < 0)
        sz__problem(p, st->at, _("of which community are these the sides?"));
    return true;
}
