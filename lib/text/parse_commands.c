/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Short commands, for programs: merge, move, split, found, abolish, rename, transfer,
 * lock, keep, assert. They give the same tree as sentences. */
#include "core/i18n.h"
#include "text/parse.h"

enum { PLACES = SZ_THING_UNIT | SZ_THING_PARCEL };

bool sz__at_command(const sz_parser *p)
{
    const sz_token *t = sz__peek(p, 0);
    if (t->kind != SZ_T_WORD)
        return false;
    switch (t->word) {
    case SZ_W_C_MERGE: case SZ_W_C_MOVE: case SZ_W_C_SPLIT: case SZ_W_C_FOUND:
    case SZ_W_C_ABOLISH: case SZ_W_C_RENAME: case SZ_W_C_TRANSFER: case SZ_W_C_LOCK:
    case SZ_W_C_KEEP: case SZ_W_C_ASSERT:
        return true;
    default:
        return false;
    }
}

static bool need_word(sz_parser *p, sz_word word, const char *text)
{
    if (sz__accept_word(p, word))
        return true;
    sz__problem(p, sz__peek(p, 0)->at, _("'%s' is expected here"), text);
    return false;
}

static bool at_list_mark(const sz_parser *p)
{
    return sz__at_mark(p, ',') || sz__at_mark(p, 0x3001);
}

static sz_statement command(const sz_parser *p, sz_statement_kind kind, size_t from)
{
    return (sz_statement){ .at = sz__since(p, from), .kind = kind, .subject = -1,
                           .receiver = -1, .regions_said = -1, .places_said = -1,
                           .facts = SZ_NO_FACTS, .number = { -1, -1 },
                           .command = true };
}

static bool add(sz_parser *p, sz_statement st, size_t from)
{
    sz_statement *added = sz__add_statement(p, st.kind, from);
    if (!added)
        return false;
    st.at = added->at;
    *added = st;
    return true;
}

/* Regions FIRST .. of the script as the one reading of a move; the receiver follows. */
static bool finish_move(sz_parser *p, sz_statement st, uint32_t first, size_t from)
{
    sz_reading reading = { { first, (uint32_t)p->s->region.n - first } };
    st.to_gap = sz__accept_word(p, SZ_W_GAP);
    if (!st.to_gap && (st.receiver = sz__need_name(p, SZ_THING_COMMUNITY)) < 0)
        return false;
    st.readings = (sz_run){ (uint32_t)p->s->reading.n, 1 };
    if (!sz__push(&p->s->reading, reading))
        p->nomem = true;
    p->receiver = st.receiver;
    return !p->nomem && add(p, st, from);
}

static bool push_region(sz_parser *p, sz_region r, size_t from)
{
    r.at = sz__since(p, from);
    if (!sz__push(&p->s->region, r))
        p->nomem = true;
    return !p->nomem;
}

/* merge A, B into C */
static bool parse_merge(sz_parser *p, size_t from)
{
    sz_run refs;
    uint32_t first = (uint32_t)p->s->region.n;
    if (!sz__need_communities(p, &refs))
        return false;
    for (uint32_t i = refs.first; i < refs.first + refs.n; i++) {
        sz_region r = { .source = (int32_t)i, .inherits = -1, .whole = true };
        if (!push_region(p, r, from))
            return false;
    }
    return need_word(p, SZ_W_C_INTO, "into") &&
           finish_move(p, command(p, SZ_ST_MOVE, from), first, from);
}

bool sz__take_parcels(sz_parser *p, sz_region *r)
{
    if (r->parcels.n == 0)
        r->parcels.first = (uint32_t)p->s->parcels.n;
    do {
        size_t from = p->i;
        sz_parcels range = { .first = 0, .last = 0 };
        if (!sz__take_count(p, &range.first)) {
            sz__problem(p, sz__peek(p, 0)->at, _("the number of a parcel is expected"));
            return false;
        }
        range.last = range.first;
        if (sz__accept_mark(p, '-') && !sz__take_count(p, &range.last)) {
            sz__problem(p, sz__peek(p, 0)->at, _("the number of a parcel is expected"));
            return false;
        }
        range.at = sz__since(p, from);
        if (!sz__push(&p->s->parcels, range))
            p->nomem = true;
        r->parcels.n++;
    } while (at_list_mark(p) && sz__peek(p, 1)->kind == SZ_T_NUMBER && ++p->i);
    return !p->nomem;
}

static bool take_places(sz_parser *p, sz_region *r)
{
    r->places.first = (uint32_t)p->s->ref.n;
    do {
        if (sz__need_name(p, PLACES) < 0)
            return false;
        r->places.n++;
    } while (at_list_mark(p) && ++p->i);
    return true;
}

/* move parcels 12,15-19 [from A] to B, move PLACE, PLACE [from A] to B */
static bool parse_move(sz_parser *p, size_t from)
{
    sz_region r = { .source = -1, .inherits = -1 };
    uint32_t first = (uint32_t)p->s->region.n;
    bool parcels = sz__accept_word(p, SZ_W_C_PARCELS);
    if (parcels ? !sz__take_parcels(p, &r) : !take_places(p, &r))
        return false;
    if (sz__accept_word(p, SZ_W_C_FROM) &&
        (r.source = sz__need_name(p, SZ_THING_COMMUNITY)) < 0)
        return false;
    return push_region(p, r, from) && need_word(p, SZ_W_C_TO, "to") &&
           finish_move(p, command(p, SZ_ST_MOVE, from), first, from);
}

/* south of R: one clause */
static bool take_clause(sz_parser *p)
{
    size_t from = p->i;
    const sz_token *t = sz__peek(p, 0);
    if (t->kind != SZ_T_WORD || t->word != SZ_W_C_SIDE) {
        sz__problem(p, t->at, _("'south of LINE' or another side is expected here"));
        return false;
    }
    sz_clause c = { .dir = (sz_dir)t->value };
    p->i++;
    int32_t ref = sz__need_name(p, SZ_THING_LINE);
    if (ref < 0)
        return false;
    c.lines = (sz_run){ (uint32_t)ref, 1 };
    c.at = sz__since(p, from);
    if (!sz__push(&p->s->clause, c))
        p->nomem = true;
    return !p->nomem;
}

/* transfer A: south of R1, west of R2 -> B; with ; more regions of A */
static bool parse_transfer(sz_parser *p, size_t from)
{
    uint32_t first = (uint32_t)p->s->region.n;
    int32_t source = sz__need_name(p, SZ_THING_COMMUNITY);
    if (source < 0)
        return false;
    sz__accept_mark(p, ':');
    do {
        sz_region r = { .source = source, .inherits = -1,
                        .clauses = { (uint32_t)p->s->clause.n, 0 } };
        size_t at = p->i;
        do {
            if (!take_clause(p))
                return false;
            r.clauses.n++;
        } while (at_list_mark(p) && ++p->i);
        if (!push_region(p, r, at))
            return false;
    } while (sz__accept_mark(p, '+'));
    return need_word(p, SZ_W_C_TO, "->") &&
           finish_move(p, command(p, SZ_ST_MOVE, from), first, from);
}

/* split A by LINE into A, B */
static bool parse_split(sz_parser *p, size_t from)
{
    sz_statement st = command(p, SZ_ST_SPLIT, from);
    if ((st.subject = sz__need_name(p, SZ_THING_COMMUNITY)) < 0 ||
        !need_word(p, SZ_W_C_BY, "by"))
        return false;
    int32_t line = sz__need_name(p, SZ_THING_LINE);
    if (line < 0 || !need_word(p, SZ_W_C_INTO, "into") ||
        !sz__need_communities(p, &st.refs))
        return false;
    sz_clause c = { .at = p->s->ref.at[line].at, .lines = { (uint32_t)line, 1 } };
    st.clauses = (sz_run){ (uint32_t)p->s->clause.n, 1 };
    if (!sz__push(&p->s->clause, c))
        p->nomem = true;
    if (st.refs.n != 2) {
        sz__problem(p, sz__since(p, from), _("a line divides a community into two"));
        return false;
    }
    return !p->nomem && add(p, st, from);
}

/* found A [in TOWN] */
static bool parse_found(sz_parser *p, size_t from)
{
    sz_statement st = command(p, SZ_ST_FOUND, from);
    if ((st.subject = sz__need_name(p, SZ_THING_COMMUNITY)) < 0)
        return false;
    if (sz__accept_word(p, SZ_W_C_IN)) {
        int32_t town = sz__need_name(p, SZ_THING_TOWN);
        if (town < 0)
            return false;
        st.refs = (sz_run){ (uint32_t)town, 1 };
    }
    return add(p, st, from);
}

/* rename A to B */
static bool parse_rename(sz_parser *p, size_t from)
{
    sz_statement st = command(p, SZ_ST_RENAME, from);
    if ((st.subject = sz__need_name(p, SZ_THING_COMMUNITY)) < 0 ||
        !need_word(p, SZ_W_C_TO, "to") ||
        (st.receiver = sz__need_name(p, SZ_THING_COMMUNITY)) < 0)
        return false;
    return add(p, st, from);
}

/* abolish A, B; lock A; keep A */
static bool parse_list(sz_parser *p, sz_statement_kind kind, size_t from)
{
    sz_statement st = command(p, kind, from);
    if (!sz__need_communities(p, &st.refs))
        return false;
    if (kind == SZ_ST_ABOLISH) {
        p->abolished = st.refs;
        p->source = -1;
    }
    return add(p, st, from);
}

/* =, ==, !=, <, <=, >, >= and a number */
static bool take_comparison(sz_parser *p, sz_statement *st)
{
    bool not = sz__accept_mark(p, '!'), less = sz__accept_mark(p, '<');
    bool more = !less && sz__accept_mark(p, '>');
    bool equal = sz__accept_mark(p, '=');
    sz__accept_mark(p, '=');
    st->compare = not ? SZ_NE : less ? (equal ? SZ_LE : SZ_LT)
                      : more ? (equal ? SZ_GE : SZ_GT) : SZ_EQ;
    if ((not && !equal) || !(less || more || equal) ||
        !sz__take_count(p, &st->number[0])) {
        sz__problem(p, sz__peek(p, 0)->at, _("'= N', '<= N' or the like is expected"));
        return false;
    }
    return true;
}

/* assert communities = 12; assert households of A <= 3000; assert connected A */
static bool parse_assert(sz_parser *p, size_t from)
{
    sz_statement st = command(p, SZ_ST_ASSERT, from);
    sz_word word = sz__peek(p, 0)->kind == SZ_T_WORD ? sz__peek(p, 0)->word : SZ_W_NONE;
    p->i++;
    switch (word) {
    case SZ_W_C_COMMUNITIES:
        st.test = SZ_TEST_COMMUNITIES;
        return take_comparison(p, &st) && add(p, st, from);
    case SZ_W_C_HOUSEHOLDS:
    case SZ_W_C_PARCELS:
        st.test = word == SZ_W_C_HOUSEHOLDS ? SZ_TEST_HOUSEHOLDS : SZ_TEST_PARCELS;
        return need_word(p, SZ_W_C_OF, "of") && sz__need_communities(p, &st.refs) &&
               take_comparison(p, &st) && add(p, st, from);
    case SZ_W_C_CONNECTED:
    case SZ_W_C_ABSENT:
        st.test = word == SZ_W_C_CONNECTED ? SZ_TEST_CONNECTED : SZ_TEST_ABSENT;
        return sz__need_communities(p, &st.refs) && add(p, st, from);
    default:
        p->i--;
        sz__problem(p, sz__peek(p, 0)->at,
                    _("assert communities, households of, parcels of, connected or "
                      "absent"));
        return false;
    }
}

bool sz__parse_command(sz_parser *p)
{
    size_t from = p->i++;
    switch (p->tokens.at[from].word) {
    case SZ_W_C_MERGE:
        return parse_merge(p, from);
    case SZ_W_C_MOVE:
        return parse_move(p, from);
    case SZ_W_C_SPLIT:
        return parse_split(p, from);
    case SZ_W_C_FOUND:
        return parse_found(p, from);
    case SZ_W_C_RENAME:
        return parse_rename(p, from);
    case SZ_W_C_TRANSFER:
        return parse_transfer(p, from);
    case SZ_W_C_ABOLISH:
        return parse_list(p, SZ_ST_ABOLISH, from);
    case SZ_W_C_LOCK:
        return parse_list(p, SZ_ST_LOCK, from);
    case SZ_W_C_KEEP:
        return parse_list(p, SZ_ST_KEEP, from);
    default:
        return parse_assert(p, from);
    }
}
