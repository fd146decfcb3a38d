/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sentences that move ground: 将 ... 划入, 将 ... 合并组建, 将 ... 以 ... 为界划分为,
 * 增加. */
#include "core/i18n.h"
#include "text/parse.h"

/* The communities in which regions of ST lie that have no source of their own. */
static bool find_sources(sz_parser *p, sz_statement *st)
{
    bool needed = false;
    for (size_t i = 0; i < p->segment.n; i++) {
        const sz_region *r = &p->segment.at[i].region;
        if (r->source >= 0) {
            p->source = r->source;
        } else if (r->inherits < 0 && !r->gap && (r->places.n == 0 || r->clauses.n > 0) &&
                   r->parcels.n == 0) {
            needed = true;
        }
    }
    if (!needed)
        return true;
    if (p->abolished.n && p->source >= 0) {
        const sz_ref *a = &p->s->ref.at[p->abolished.first];
        const sz_ref *b = &p->s->ref.at[p->source];
        if (a->name != b->name || a->fresh != b->fresh) {
            sz__problem(p, st->at, _("no source is named: is it %.*s, abolished before, or "
                                     "%.*s, named last? write it"),
                        (int)(a->at.to - a->at.from), p->s->text + a->at.from,
                        (int)(b->at.to - b->at.from), p->s->text + b->at.from);
            return false;
        }
    }
    st->sources = p->abolished;
    if (p->abolished.n == 0 && p->source >= 0)
        st->sources = (sz_run){ (uint32_t)p->source, 1 };
    if (st->sources.n)
        return true;
    sz__problem(p, st->at, _("no source is named, and no community was abolished before"));
    return false;
}

static bool same_community(const sz_parser *p, int32_t a, int32_t b)
{
    const sz_ref *x = &p->s->ref.at[a], *y = &p->s->ref.at[b];
    int32_t i = sz__script_id(p->s, a, SZ_THING_COMMUNITY);
    return (x->name == y->name && x->fresh == y->fresh) ||
           (i >= 0 && i == sz__script_id(p->s, b, SZ_THING_COMMUNITY));
}

/* What stands behind the name of the receiver. */
static void skip_tail(sz_parser *p)
{
    while (sz__accept_word(p, SZ_W_TAIL) || sz__accept_word(p, SZ_W_COMMUNITY) ||
           sz__accept_word(p, SZ_W_BODY))
        continue;
}

/* Who receives by ST: B管辖, or 空白区域, nobody. A heading that is about somebody else
 * is a mistake, unless it stands lines above. */
static bool take_receiver(sz_parser *p, sz_statement *st)
{
    sz__accept_word(p, SZ_W_FORMER);
    if (!st->combines && sz__accept_word(p, SZ_W_GAP)) {
        st->to_gap = true;
        return true;
    }
    st->receiver = sz__need_name(p, SZ_THING_COMMUNITY);
    if (st->receiver < 0)
        return false;
    skip_tail(p);
    if (p->head < 0 || same_community(p, p->head, st->receiver))
        return true;
    if (!p->stale) {
        sz__problem(p, p->s->ref.at[st->receiver].at,
                    _("the heading names another community than the one that receives"));
        return false;
    }
    p->head = -1; /* it was not about this */
    return true;
}

/* The receiver of the regions in p->segment: ... 划入B管辖, ... 合并组建B. Adds the
 * statement ST, which began at token FROM. */
static bool finish_move(sz_parser *p, sz_statement st, size_t from)
{
    if (sz__at_word(p, SZ_W_EACH)) {
        sz__problem(p, sz__peek(p, 0)->at,
                    _("分别 does not tell which ground goes to whom; say it for each"));
        return false;
    }
    bool wholly = sz__accept_word(p, SZ_W_WHOLLY);
    st.combines = !wholly && sz__accept_word(p, SZ_W_COMBINE);
    if (!wholly && !st.combines && !sz__accept_word(p, SZ_W_INTO)) {
        sz__problem(p, sz__peek(p, 0)->at, _("划入, 并入 or another such word is missing"));
        return false;
    }
    for (size_t i = 0; wholly && i < p->segment.n; i++)
        p->segment.at[i].region.whole = p->segment.at[i].region.clauses.n == 0;
    if (!take_receiver(p, &st))
        return false;
    st.at = sz__since(p, from);
    p->receiver = st.receiver;
    sz_statement *added = sz__add_statement(p, SZ_ST_MOVE, from);
    if (!added)
        return false;
    *added = st;
    if (find_sources(p, &st) && sz__make_readings(p, &st)) {
        p->s->statement.at[p->s->statement.n - 1] = st;
        return true;
    }
    p->s->statement.n--;
    return false;
}

static sz_statement new_move(const sz_parser *p, size_t from)
{
    return (sz_statement){ .at = sz__since(p, from), .kind = SZ_ST_MOVE, .subject = -1,
                           .receiver = -1, .regions_said = -1, .places_said = -1,
                           .facts = SZ_NO_FACTS, .number = { -1, -1 } };
}

bool sz__parse_move(sz_parser *p, size_t from)
{
    sz_statement st = new_move(p, from);
    return sz__take_regions(p, &st) && finish_move(p, st, from);
}

/* 其中R以东部分并入B, R以西部分与原C合并组建A: each a move out of SUBJECT. */
static bool parse_portions(sz_parser *p, int32_t subject)
{
    int32_t head = p->head;
    bool done = true;
    p->head = -1;
    do {
        size_t from = p->i;
        sz_statement st = new_move(p, from);
        sz_run abolished = p->abolished;
        int32_t source = p->source;
        p->abolished = (sz_run){ (uint32_t)subject, 1 };
        p->source = -1;
        done = sz__take_regions(p, &st);
        for (size_t i = 0; done && i < p->segment.n; i++)
            if (p->segment.at[i].region.source < 0)
                p->segment.at[i].region.source = subject;
        done = done && finish_move(p, st, from);
        p->abolished = abolished;
        p->source = source;
    } while (done && (sz__at_mark(p, ',') || sz__at_mark(p, ';')) && ++p->i &&
             sz__at_clause(p));
    if (done && p->i > 0 && p->tokens.at[p->i - 1].kind == SZ_T_MARK)
        p->i--; /* the mark was not before a portion */
    p->head = head;
    return done;
}

/* 以R为界, 划分为 ...: what follows the name of the community that is split. */
static bool parse_split(sz_parser *p, int32_t subject, size_t from)
{
    sz__accept_word(p, SZ_W_BY);
    sz_clause c = { .lines = { (uint32_t)p->s->ref.n, 1 }, .at = sz__peek(p, 0)->at };
    if (sz__need_name(p, SZ_THING_LINE) < 0)
        return false;
    if (!sz__accept_word(p, SZ_W_BOUND)) {
        sz__problem(p, sz__peek(p, 0)->at, _("为界 is missing: a split has one line"));
        return false;
    }
    sz__accept_mark(p, ',');
    if (!sz__accept_word(p, SZ_W_SPLIT)) {
        sz__problem(p, sz__peek(p, 0)->at, _("划分为 is missing"));
        return false;
    }
    if (sz__accept_word(p, SZ_W_HALVES)) {
        sz__accept_mark(p, ',');
        if (sz__accept_word(p, SZ_W_AMONG))
            return parse_portions(p, subject);
        sz__problem(p, sz__peek(p, 0)->at, _("其中 is missing: who gets which part?"));
        return false;
    }
    sz_run refs;
    if (!sz__need_communities(p, &refs))
        return false;
    sz_statement *st = sz__add_statement(p, SZ_ST_SPLIT, from);
    if (!st)
        return false;
    st->subject = subject;
    st->refs = refs;
    st->clauses = (sz_run){ (uint32_t)p->s->clause.n, 1 };
    if (!sz__push(&p->s->clause, c))
        p->nomem = true;
    if (refs.n == 2)
        return !p->nomem;
    sz__problem(p, sz__since(p, from), _("a line divides a community into two"));
    p->s->statement.n--;
    return false;
}

bool sz__parse_take(sz_parser *p)
{
    size_t from = p->i;
    sz__accept_word(p, SZ_W_TAKE);
    sz__accept_word(p, SZ_W_FORMER);
    const sz_token *next = sz__peek(p, 1);
    if (sz__is_kind(p, 0, SZ_THING_COMMUNITY) && sz__whole_name(p, 0) &&
        next->kind == SZ_T_WORD && next->word == SZ_W_BY)
        return parse_split(p, sz__take_name(p), from);
    return sz__parse_move(p, from);
}

bool sz__parse_add(sz_parser *p, size_t from)
{
    sz_statement st = new_move(p, from);
    sz__accept_word(p, SZ_W_BASIS);
    sz__accept_mark(p, ',');
    sz__accept_word(p, SZ_W_ADD);
    st.receiver = p->head;
    if (st.receiver < 0) {
        sz__problem(p, sz__since(p, from), _("which community is this added to?"));
        return false;
    }
    if (!sz__take_regions(p, &st))
        return false;
    p->receiver = st.receiver;
    st.at = sz__since(p, from);
    sz_statement *added = sz__add_statement(p, SZ_ST_MOVE, from);
    if (!added)
        return false;
    if (find_sources(p, &st) && sz__make_readings(p, &st)) {
        p->s->statement.at[p->s->statement.n - 1] = st;
        return true;
    }
    p->s->statement.n--;
    return false;
}
