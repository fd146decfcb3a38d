/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A walk round a community: 自A路与B路交叉口，沿B路至B路与C路交叉口，……至起点止. */
#include "core/i18n.h"
#include "text/parse.h"

static bool is_word(const sz_token *t, sz_word word)
{
    return t->kind == SZ_T_WORD && t->word == word;
}

bool sz__at_ring(const sz_parser *p)
{
    if (!sz__at_word(p, SZ_W_SINCE) && !sz__at_word(p, SZ_W_FROM_N))
        return false;
    for (size_t i = 1; i < 12; i++) {
        const sz_token *t = sz__peek(p, i);
        if (is_word(t, SZ_W_ALONG))
            return true;
        if (t->kind == SZ_T_LINE || t->kind == SZ_T_END || is_word(t, SZ_W_INTO))
            return false;
    }
    return false;
}

/* A node: a crossing of two lines, or a place. */
static bool take_node(sz_parser *p, sz_limit *node)
{
    size_t from = p->i, i = 1;
    *node = (sz_limit){ .kind = SZ_LIMIT_PLACE, .ref = -1, .ref2 = -1 };
    while (is_word(sz__peek(p, i), SZ_W_EDGE))
        i++;
    bool crossing = sz__whole_name(p, 0) && is_word(sz__peek(p, i), SZ_W_AND);
    if (crossing) {
        if (!sz__take_crossing(p, node))
            return false;
    } else {
        node->ref = sz__need_name(p, SZ_THING_UNIT | SZ_THING_PARCEL | SZ_THING_LINE);
        if (node->ref < 0)
            return false;
        if (sz__script_id(p->s, node->ref, SZ_THING_LINE) >= 0)
            node->kind = SZ_LIMIT_LINE; /* where the line walked meets it */
        while (sz__accept_word(p, SZ_W_EDGE))
            continue;
    }
    node->at = sz__since(p, from);
    return true;
}

static uint8_t take_towards(sz_parser *p)
{
    if (!is_word(sz__peek(p, 0), SZ_W_TOWARDS) || !is_word(sz__peek(p, 1), SZ_W_DIR))
        return 0;
    p->i += 2;
    return (uint8_t)SZ_DIR_BIT(p->tokens.at[p->i - 1].value);
}

static bool add_step(sz_parser *p, sz_step step, size_t from)
{
    step.at = sz__since(p, from);
    if (!sz__push(&p->s->step, step))
        p->nomem = true;
    return !p->nomem;
}

/* 沿A-B-C-C与D交叉口: each line to where it meets the next one; STEP goes along the first,
 * *STEPS counts what comes after it. */
static bool take_chain(sz_parser *p, sz_step step, uint32_t *steps, bool *closed)
{
    while (sz__accept_mark(p, '-')) {
        size_t from = p->i;
        bool last = sz__whole_name(p, 0) && is_word(sz__peek(p, 1), SZ_W_AND);
        sz_limit node = { .kind = SZ_LIMIT_CROSSING, .ref = step.along, .at = step.at };
        sz_limit end = { .kind = SZ_LIMIT_PLACE, .ref = -1, .ref2 = -1 };
        if (last ? !take_node(p, &end)
                 : (end.ref = sz__need_name(p, SZ_THING_LINE)) < 0)
            return false;
        node.ref2 = end.ref;
        node.at = sz__since(p, from);
        step.node = node;
        if (!add_step(p, step, from))
            return false;
        step = (sz_step){ .along = end.ref };
        ++*steps;
        if (!last)
            continue;
        step.node = end;
        *closed = sz__accept_word(p, SZ_W_STOP) || sz__accept_word(p, SZ_W_CLOSE);
        return add_step(p, step, from);
    }
    sz__problem(p, sz__peek(p, 0)->at, _("至 and where the walk goes are expected"));
    return false;
}

/* 沿L至N; the walk is closed when 至起点止 or 闭合 stands for the node. *STEPS counts
 * what it takes more than one. */
static bool take_step(sz_parser *p, const sz_limit *start, uint32_t *steps, bool *closed)
{
    size_t from = p->i;
    sz_step step = { .along = -1, .towards = take_towards(p) };
    if (step.towards)
        sz__accept_mark(p, ',');
    if (!sz__accept_word(p, SZ_W_ALONG)) {
        sz__problem(p, sz__peek(p, 0)->at, _("沿 and the line walked are expected"));
        return false;
    }
    if ((step.along = sz__need_name(p, SZ_THING_LINE)) < 0)
        return false;
    while (sz__accept_word(p, SZ_W_EDGE))
        continue;
    uint8_t towards = take_towards(p);
    step.towards = towards ? towards : step.towards;
    if (sz__at_mark(p, '-'))
        return take_chain(p, step, steps, closed);
    if (sz__accept_word(p, SZ_W_CLOSE)) {
        *closed = true;
        step.node = *start;
        return add_step(p, step, from);
    }
    if (!sz__accept_word(p, SZ_W_REACH) && !sz__accept_word(p, SZ_W_GOES)) {
        sz__problem(p, sz__peek(p, 0)->at, _("至 and where the walk goes are expected"));
        return false;
    }
    if (!take_node(p, &step.node))
        return false;
    *closed = sz__accept_word(p, SZ_W_STOP) || sz__accept_word(p, SZ_W_CLOSE);
    return add_step(p, step, from);
}

bool sz__parse_ring(sz_parser *p, size_t from, int32_t subject)
{
    sz_run steps = { (uint32_t)p->s->step.n, 1 };
    sz_step start = { .along = -1 };
    bool closed = false;
    size_t at = ++p->i;
    if (!take_node(p, &start.node) || !add_step(p, start, at))
        return false;
    sz__accept_word(p, SZ_W_REACH); /* 起 */
    while (!closed) {
        while (sz__accept_mark(p, ',') || sz__accept_mark(p, 0x3001))
            continue;
        if (sz__accept_word(p, SZ_W_CLOSE))
            break;
        if (sz__at_end(p) && steps.n > 2)
            break;
        if (!take_step(p, &start.node, &steps.n, &closed))
            return false;
        steps.n++;
    }
    sz_statement *st = sz__add_statement(p, SZ_ST_RING, from);
    if (!st)
        return false;
    st->subject = subject >= 0 ? subject : p->receiver;
    st->steps = steps;
    if (st->subject < 0)
        sz__problem(p, st->at, _("of which community is this the border?"));
    return true;
}
