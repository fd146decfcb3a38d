/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the parser share: a walk over the tokens, one statement after the
 * other, without recursion. A function that returns false or -1 after something was
 * expected has reported the problem; the walk then goes on behind the statement. */
#ifndef SIZHI_TEXT_PARSE_H
#define SIZHI_TEXT_PARSE_H

#include "core/error.h"
#include "text/ast.h"
#include "text/lex.h"

/* Regions before the marks between their clauses are settled: source, then either
 * clauses, each with the mark before it, or places. */
typedef struct sz_segment {
    sz_region region;
    bool of;               /* 的: places are what lies on the side of the clauses */
} sz_segment;

typedef struct sz_parser {
    sz_script *s;
    const sz_parse_options *options;
    sz_tokens tokens;
    size_t i;              /* next token */
    bool nomem;
    int32_t head;          /* ref: X社区: before its statements, or -1 */
    bool stale;            /* the heading stands lines above */
    int32_t receiver;      /* ref: of the last move, or -1 */
    sz_run abolished;      /* refs of the last 撤销 */
    int32_t source;        /* ref: last named since then, or -1 */
    SZ__ARRAY(sz_segment) segment; /* of the statement being read */
    int guesses;           /* names looked for that are like one which is unknown */
    sz_span numbered;      /* of what 5号楼 is a building, in this statement; to = 0: none */
    uint32_t clauses_from; /* first clause of the statement's regions */
    SZ__ARRAY(uint32_t) mark;      /* of each since then: the mark before it, ',' ... */
} sz_parser;

/* parse_names.c */
const sz_token *sz__peek(const sz_parser *p, size_t ahead);
bool sz__at_word(const sz_parser *p, sz_word word);
bool sz__accept_word(sz_parser *p, sz_word word);
bool sz__at_mark(const sz_parser *p, uint32_t mark);
bool sz__accept_mark(sz_parser *p, uint32_t mark);
bool sz__at_end(const sz_parser *p); /* of a statement */
/* Whether token AHEAD is a name that may be one of KINDS; text may be any. */
bool sz__may_be(const sz_parser *p, size_t ahead, unsigned kinds);
/* Whether it is known to be one. */
bool sz__is_kind(const sz_parser *p, size_t ahead, unsigned kinds);
/* Bytes from that of token FROM to the end of the last one taken. */
sz_span sz__since(const sz_parser *p, size_t from);
void sz__problem(sz_parser *p, sz_span at, const char *fmt, ...) SZ__PRINTF(3, 4);
/* Whether token AHEAD is a known name, not one inside of a longer text. */
bool sz__whole_name(const sz_parser *p, size_t ahead);
/* Take the name here, known or not: a ref, -1 when there is none. */
int32_t sz__take_name(sz_parser *p);
/* Take a name that must be one of KINDS: a ref, or -1, reported. */
int32_t sz__need_name(sz_parser *p, unsigned kinds);
/* The same; a name that is not known may leave out what it has in common with that of
 * the ref BEFORE (-1: none): X新居一区和二区. */
int32_t sz__need_name_after(sz_parser *p, unsigned kinds, int32_t before);
/* Take names of communities, divided by 、 和 or commas. */
bool sz__need_communities(sz_parser *p, sz_run *out);
/* Take a count: false when none is here. */
bool sz__take_count(sz_parser *p, int64_t *out);
sz_statement *sz__add_statement(sz_parser *p, sz_statement_kind kind, size_t from);

/* parse.c: the word that tells what a statement is that begins with a name: looked for
 * up to the next comma or stop. SZ_W_NONE when there is none. */
sz_word sz__telling_word(const sz_parser *p);

/* parse_prose.c: marks between statements, and numbering: 1. (一) 2、 */
void sz__skip_between(sz_parser *p);
/* Of a notice: pass over its title, which is prose whatever it names. */
bool sz__pass_title(sz_parser *p);
/* X社区: before statements about it. */
bool sz__take_head(sz_parser *p);
/* Text from token FROM on that is no statement: go to the next mark, and say so. */
void sz__skip_unknown(sz_parser *p, size_t from);
/* List the tokens from FROM up to the next one as skipped. */
void sz__pass_over(sz_parser *p, size_t from);
/* Of a notice: when the statement from token FROM on that was wrong speaks of no ground
 * it is prose; the problems from number PROBLEMS on are none. */
void sz__forgive_prose(sz_parser *p, size_t from, size_t problems);
/* Whether the LEN bytes of TEXT are a name that somebody masked: XX社区, 某路. */
bool sz__is_masked(const char *text, size_t len);

/* parse_clause.c: L以D */
bool sz__at_clause(const sz_parser *p);
bool sz__take_clause(sz_parser *p);
/* parse_regions.c: regions into p->segment, up to a word that is none of theirs. */
bool sz__take_regions(sz_parser *p, sz_statement *st);
/* parse_commands.c: 12,15-19: numbers of parcels, into R. */
bool sz__take_parcels(sz_parser *p, sz_region *r);
/* readings.c: what p->segment may mean, into ST; false: nothing, reported. */
bool sz__make_readings(sz_parser *p, sz_statement *st);
/* parse_moves.c */
bool sz__parse_take(sz_parser *p);              /* 将 ... */
bool sz__parse_move(sz_parser *p, size_t from); /* regions and the rest */
bool sz__parse_add(sz_parser *p, size_t from);  /* 增加 ... */
/* parse_limits.c */
bool sz__at_side(const sz_parser *p);
bool sz__parse_limits(sz_parser *p, size_t from, int32_t subject);
/* Behind a statement: figures of the community that it was about, if there are any. */
bool sz__parse_facts_behind(sz_parser *p);
bool sz__parse_sideline(sz_parser *p, size_t from, int32_t subject);
bool sz__at_facts(const sz_parser *p);
bool sz__take_facts(sz_parser *p, sz_facts *facts);
bool sz__take_crossing(sz_parser *p, sz_limit *out);
/* parse_ring.c */
bool sz__at_ring(const sz_parser *p);
bool sz__parse_ring(sz_parser *p, size_t from, int32_t subject);
/* parse_commands.c */
bool sz__at_command(const sz_parser *p);
bool sz__parse_command(sz_parser *p);

#endif
