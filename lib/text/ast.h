/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A script as it was read: statements, regions, clauses, sides, names, each with its
 * place in the text. Flat arrays; one thing refers to a run of others by first and
 * count. The sentences of the field and the short commands give the same tree:
 *
 *     将柳园社区青山路以南、长河路以西区域划入东关社区管辖
 *     transfer 柳园: south of 青山路, west of 长河路 -> 东关
 *
 * are both a MOVE with one region (source 柳园, two clauses) and the receiver 东关.
 *
 * Where marks leave it open what belongs together (a、b和c), the statement has several
 * readings; they cut the same clauses and places into different regions. */
#ifndef SIZHI_TEXT_AST_H
#define SIZHI_TEXT_AST_H

#include "core/array.h"
#include "text/gazetteer.h"
#include "text/side.h"

/* Bytes from .. to - 1 of script->text. */
typedef struct sz_span {
    uint32_t from, to;
} sz_span;

/* Items first .. first + n - 1 of one of the script's arrays. */
typedef struct sz_run {
    uint32_t first, n;
} sz_run;

/* Directions of a side are bits: 东、南、西至 = the bits of E, S and W; the fused
 * 西南为 is the bit of SW. */
#define SZ_DIR_BIT(dir) (1u << (dir))

/* A name in the text. */
typedef struct sz_ref {
    sz_span at;
    int32_t name;        /* number in the gazetteer; -1: not known there */
    int32_t fresh;       /* number in script->fresh when it is a community that the
                            script founds or renames to, whatever else has its name; -1 */
} sz_ref;

/* How a line is qualified; bits. */
enum {
    SZ_QUAL_UNBUILT = 1,   /* (在建), (规划) */
    SZ_QUAL_EXTENDED = 2   /* 延长线 */
};

/* Which edge of a line is meant. */
typedef enum sz_edge_of_line {
    SZ_EDGE_CENTRE = 0,    /* 中心线, 中线, or nothing said */
    SZ_EDGE_OUTER,         /* 外沿 */
    SZ_EDGE_INNER,         /* 内沿 */
    SZ_EDGE_NORTH, SZ_EDGE_SOUTH, SZ_EDGE_EAST, SZ_EDGE_WEST, /* 北岸, 北侧 ... */
    SZ_EDGE_RED,           /* 红线 */
    SZ_EDGE_FOOT           /* 路基下沿, 便道下沿 */
} sz_edge_of_line;

/* L以D: the ground on one side of a line. */
typedef struct sz_clause {
    sz_span at;
    sz_run lines;          /* refs; more than one is a chain A连B, A-B */
    sz_dir dir;
    uint8_t qual;          /* SZ_QUAL_* */
} sz_clause;

/* Parcels by number, first .. last. */
typedef struct sz_parcels {
    sz_span at;
    int64_t first, last;
} sz_parcels;

/* A piece of ground: within the source, what lies on the side of every clause; of
 * that, when places or parcels are named, those only; less the cut regions. */
typedef struct sz_region {
    sz_span at;
    int32_t source;        /* ref: community, unit or place; -1: not said here, see
                              `inherits` */
    int32_t inherits;      /* ref: the source that a region before it named; -1: that
                              of the statement (the community abolished before) */
    bool gap;              /* 空白区域 is the source: ground of no community */
    bool whole;            /* 整体 */
    sz_run clauses;
    sz_run places;         /* refs */
    sz_run parcels;
    sz_run less;           /* regions: (不含...) */
} sz_region;

/* One reading: a run of regions, taken together. */
typedef struct sz_reading {
    sz_run regions;
} sz_reading;

typedef enum sz_limit_kind {
    SZ_LIMIT_LINE,         /* ref: a line */
    SZ_LIMIT_WHO,          /* 新丰交界: ref: a community or a town, perhaps unknown */
    SZ_LIMIT_LEVEL,        /* 镇域界, 街道界, 区界: ref -1 */
    SZ_LIMIT_GAP,          /* 空白区域: ref -1 */
    SZ_LIMIT_PLACE,        /* a unit's or place's wall or edge */
    SZ_LIMIT_CROSSING      /* ref and ref2: two lines */
} sz_limit_kind;

/* One feature on a side. */
typedef struct sz_limit {
    sz_span at;
    sz_limit_kind kind;
    int32_t ref, ref2;
    sz_edge_of_line edge;
    uint8_t qual;
} sz_limit;

/* 北至A、B: what bounds to the directions of DIRS, in order. */
typedef struct sz_side {
    sz_span at;
    uint8_t dirs;          /* SZ_DIR_BIT() of each */
    sz_run limits;
} sz_side;

/* One step of a ring walk: to a node (a crossing, a place), along a line. */
typedef struct sz_step {
    sz_span at;
    int32_t along;         /* ref of the line walked, -1 for the start */
    sz_limit node;         /* where the step ends */
    uint8_t towards;       /* SZ_DIR_BIT(), 0 when not said */
} sz_step;

/* 辖区户数5702户, 人口16100人, 面积约0.55平方公里, 另有飞地2处; negative: not said. */
typedef struct sz_facts {
    int64_t households, population;
    double area_m2;
    uint8_t decimals;      /* of the area as written, in its unit */
    double unit_m2;        /* of the area as written */
    int64_t detached;      /* parts that lie apart */
} sz_facts;
#define SZ_NO_FACTS { -1, -1, -1.0, 0, 1.0, -1 }

typedef enum sz_statement_kind {
    SZ_ST_COUNT,      /* 社区总数由X个调整为Y个: number[0], number[1] */
    SZ_ST_LIST,       /* 调整后辖A、B共N个社区: refs; number[0], or -1 */
    SZ_ST_ABOLISH,    /* refs */
    SZ_ST_MOVE,       /* readings -> receiver; merge: regions that are whole */
    SZ_ST_SPLIT,      /* subject, by the line of the clause, into refs; of a command the
                         first is the part to the west or north */
    SZ_ST_FOUND,      /* subject, perhaps out of `from` */
    SZ_ST_RENAME,     /* subject -> receiver */
    SZ_ST_KEEP,       /* refs */
    SZ_ST_LIMITS,     /* subject: sides, facts */
    SZ_ST_RING,       /* subject: steps */
    SZ_ST_LOCK,       /* refs */
    SZ_ST_ASSERT      /* test, refs, number[0] */
} sz_statement_kind;

/* What an assert holds. */
typedef enum sz_test {
    SZ_TEST_COMMUNITIES,   /* assert communities OP N */
    SZ_TEST_HOUSEHOLDS,    /* assert households of A OP N */
    SZ_TEST_PARCELS,       /* assert parcels of A OP N */
    SZ_TEST_CONNECTED,     /* assert connected A */
    SZ_TEST_ABSENT         /* assert absent A */
} sz_test;
typedef enum sz_relation { SZ_EQ, SZ_NE, SZ_LT, SZ_LE, SZ_GT, SZ_GE } sz_relation;

typedef struct sz_statement {
    sz_span at;
    sz_statement_kind kind;
    int32_t subject;       /* ref or -1 */
    int32_t receiver;      /* ref or -1 */
    sz_run sources;        /* refs: the communities abolished before, in which regions
                              lie that have no source of their own */
    bool combines;         /* 合并组建: what is the receiver's already stays in it */
    bool to_gap;           /* 划为空白区域: nobody receives */
    bool command;          /* a short command, no sentence */
    sz_run refs;           /* into refs */
    sz_run readings;
    int32_t regions_said;  /* 三个区域: 3; -1: not said */
    int32_t places_said;   /* 等10个小区: 10; -1 */
    sz_run clauses;        /* SPLIT: the line of each is the cut */
    sz_run sides, steps;
    sz_facts facts;
    int64_t number[2];     /* -1 where not said */
    sz_test test;
    sz_relation compare;
} sz_statement;

/* Something that is wrong with the text, or not understood. */
typedef struct sz_problem {
    sz_span at;
    int32_t statement;     /* -1: none */
    bool masked;           /* a name is masked: XX社区 */
    char *message;         /* owned */
} sz_problem;

/* Text of a notice that is no sentence of the grammar. */
typedef struct sz_skipped {
    sz_span at;
    bool ground;           /* it speaks of ground that moves, or of what bounds it */
    bool masked;
} sz_skipped;

enum { SZ_STRIDE = 256 };

typedef struct sz_script {
    bool notice;           /* as the options say */
    char *text;            /* UTF-8 whatever it was read from, NUL-terminated */
    size_t length;
    const sz_gazetteer *gazetteer; /* the caller's */
    SZ__ARRAY(sz_statement) statement;
    SZ__ARRAY(sz_ref) ref;
    SZ__ARRAY(sz_clause) clause;
    SZ__ARRAY(sz_parcels) parcels;
    SZ__ARRAY(sz_region) region;
    SZ__ARRAY(sz_reading) reading;
    SZ__ARRAY(sz_side) side;
    SZ__ARRAY(sz_limit) limit;
    SZ__ARRAY(sz_step) step;
    SZ__ARRAY(char *) fresh; /* names of communities that the script makes, with their
                               suffix as written; owned */
    SZ__ARRAY(sz_problem) problem;
    SZ__ARRAY(sz_skipped) skipped;
    uint32_t *line;        /* [lines] byte at which each line begins */
    size_t lines;
    uint32_t *characters;  /* [length / SZ_STRIDE + 1] characters before every so many
                              bytes, so that columns are told without counting lines */
} sz_script;

typedef struct sz_parse_options {
    bool notice;           /* a notice as published: what is no sentence of the grammar
                              is listed in `skipped` instead of being a problem */
} sz_parse_options;

/*
 * Read LENGTH bytes of TEXT, UTF-8 or GBK. What is wrong with it is in the script's
 * problems: SZ_SUCCESS all the same; SZ_ERR_DATA when it is no text at all. The script
 * must not outlive the gazetteer. O(length) in practice.
 */
sz_status sz__script_parse(const sz_gazetteer *g, const char *text, size_t length,
                           const sz_parse_options *options, sz_script **out,
                           sz_error *err);
void sz__script_free(sz_script *s); /* NULL is fine */

/* Line and column, both from 1, columns in characters. O(log lines). */
void sz__script_where(const sz_script *s, uint32_t byte, uint32_t *line,
                      uint32_t *column);

/* A place in a script as people are told it. */
typedef struct sz_where {
    uint32_t line, column; /* as above */
    uint32_t width;        /* characters of it on that line, at least 1 */
    uint32_t from;         /* column at which the text to show begins */
    sz_span shown;         /* that text: the line, or of a long one what is near */
} sz_where;

/* Where AT begins. O(log lines). */
sz_where sz__script_place(const sz_script *s, sz_span at);

/* The only thing of this kind that ref number REF stands for, or -1 (none, or more
 * than one). A fresh community has the id communities of the plan + fresh. */
int32_t sz__script_id(const sz_script *s, int32_t ref, sz_thing_kind kind);

#endif
