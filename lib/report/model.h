/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The model behind a report: facts and tables, worked out once. Numbers are rounded when
 * they are put in, to whole steps of their column; number and text are the same value in
 * every format. */
#ifndef SIZHI_REPORT_MODEL_H
#define SIZHI_REPORT_MODEL_H

#include <stdbool.h>

#include "core/array.h"
#include "core/error.h"
#include "map/map.h"
#include "plan/plan.h"
#include "sizhi/audit.h"
#include "sizhi/compare.h"
#include "sizhi/detached.h"
#include "sizhi/report.h"
#include "sizhi/service.h"
#include "sizhi/text.h"

typedef struct sz_table {
    sz_report_table is;
    SZ__ARRAY(sz_report_column) column;
    SZ__ARRAY(sz_report_cell) cell; /* row by row */
    sz_report_cell *total;          /* [columns] once the table is closed, or NULL */
    bool total_named;               /* a text cell of the total says so */
} sz_table;

/* One of the two plans, as everything below looks at it. */
typedef struct sz_stand {
    const sz_plan *plan;
    const char *when;          /* 现状, 调整后 */
    sz_findings *findings;
    sz_audit_report audit;
    sz_register *reg;
    sz_community *is;          /* [communities] */
    int64_t *counted;          /* [communities] households as the policy counts them */
    signed char *size;         /* [communities] 1 above its band, -1 below, 0 within */
    double *area_m2;           /* [communities + 1] in whole steps of an area; the last
                                  is ground that nobody has */
    int32_t n;                 /* communities */
    int64_t gap_households, gap_population, gap_parcels;
    size_t living;
} sz_stand;

typedef struct sz_own_field {
    const char *name, *value;
} sz_own_field;

/* One scenario of a report of several. */
typedef struct sz_scenario {
    const char *name;
    sz_plan *plan;         /* owned, of the report's map */
    sz_description *said;
} sz_scenario;

struct sz_report {
    const sz_map *map;
    const sz_policy *policy;
    sz_stand stand[2];         /* today's; the proposed plan's, when there is one */
    bool planned;              /* there is one */
    const sz_stand *now, *end; /* today's, and the last there is; NULL: the report is of
                                  scenarios */
    sz_scenario *scenario;     /* [n_scenarios] today's first; none in other reports */
    size_t n_scenarios;
    sz_comparison *comparison; /* of these */
    sz_description *said;
    sz_move *move;
    size_t n_moves;
    int64_t moved;
    sz_detached_change *change; /* of detached parts, when planned */
    size_t n_changes;
    bool has_people;           /* the data have a population; else it is not known */
    bool has_staff;
    sz_staff_table staff;
    const char *staff_why;     /* why there is none though the policy asks for it, or NULL */
    sz_premises *premises;
    size_t n_premises;

    sz_report_options options; /* texts owned below */
    SZ__ARRAY(sz_own_field) field;
    SZ__ARRAY(sz_report_fact) fact;
    SZ__ARRAY(sz_table) table;
    SZ__ARRAY(const char *) open; /* see sz_report_open_fields() */
    SZ__ARRAY(char *) text;    /* owned */
    bool nomem;                /* memory ran out while something was put in */
};

/* Decimals of areas in square kilometres: a step is 100 m2. */
#define SZ_AREA_DECIMALS 4

/* What the code says in Chinese in the language of the report. */
const char *sz__report_word(const sz_report *r, const char *zh)
    __attribute__((format_arg(2)));

/* A text owned by the report, formatted without numbers that have decimals; "" when
 * memory is out, which r->nomem tells. */
const char *sz__report_text(sz_report *r, const char *fmt, ...) SZ__PRINTF(2, 3);

/* NUMBER with so many decimals, in any locale with a point; -2: with two at most; "" for
 * one that is not finite. *ROUNDED gets the number that the text says. */
void sz__number_text(double number, int decimals, char out[64], double *rounded);
const char *sz__report_number(sz_report *r, double number, int decimals,
                              double *rounded);

/* A day as a document of the report's language writes it: 2026-03-01 is 2026年3月1日. Any
 * other text is as it is. */
const char *sz__report_day(sz_report *r, const char *text);

/* Does any parcel of MAP have people? Else nobody counted them. */
bool sz__has_people(const sz_map *map);

/* Name of a community as a table has it: with its town where that is needed. -1: "". */
const char *sz__report_name(sz_report *r, const sz_plan *plan, int32_t community);

/* ---- tables ---- */

/* Begin a table; columns with the key "town" are left out when the map has no more than
 * one. Valid until the next table is begun. */
sz_table *sz__table_begin(sz_report *r, const char *id, const char *title,
                          const sz_report_column *columns, size_t n);
/* The columns of scenarios are headed by their names, which are the user's words and are
 * not put into another language. */
void sz__table_of_scenarios(const sz_report *r, sz_table *t);
/* The next cell, of the column whose turn it is. */
void sz__cell_text(sz_report *r, sz_table *t, const char *text);
/* The same of a word of ours, in the language of the report. */
void sz__cell_word(sz_report *r, sz_table *t, const char *zh);
void sz__cell_number(sz_report *r, sz_table *t, double number);
/* The same with so many decimals, in a column of as many as there are. */
void sz__cell_measure(sz_report *r, sz_table *t, double number, int decimals);
/* A cell that has been put in is the best of its row. */
void sz__cell_mark(sz_report *r, sz_table *t, size_t row, size_t column);
/* A count that is not known when it is negative. */
void sz__cell_count(sz_report *r, sz_table *t, int64_t number);
void sz__cell_people(sz_report *r, sz_table *t, int64_t number); /* nothing if not known */
void sz__cell_none(sz_report *r, sz_table *t);
/* The town, where the table has that column. */
void sz__cell_town(sz_report *r, sz_table *t, int32_t town);
/* Add up what is to be; NOTE: what is said when there are no rows, or "". */
void sz__table_end(sz_report *r, sz_table *t, const char *note);

/* What is to be said with a closed table that has rows, too. */
void sz__table_note(const sz_report *r, sz_table *t, const char *note);

const sz_table *sz__table_find(const sz_report *r, const char *id);
const sz_report_cell *sz__table_cell(const sz_table *t, size_t row, size_t column);
/* Number of a column, -1 for none. */
int sz__table_column(const sz_table *t, const char *key);
/* Whether there are rows and a column has nothing in any of them. */
bool sz__column_is_empty(const sz_table *t, size_t k);
/* Whether a column is of numbers and has none: it is not shown to people, for all it does
 * is take room. One of texts without any is there to be filled in. */
bool sz__column_is_vain(const sz_table *t, size_t k);

/* heading.c: where a heading of a column is broken in two, before its unit; its length when
 * it is not. And the columns of type that it takes on two lines. */
size_t sz__heading_break(const char *heading);
size_t sz__heading_columns(const char *heading);

/* ---- facts ---- */

void sz__fact_text(sz_report *r, const char *key, const char *meaning, const char *text);
void sz__fact_count(sz_report *r, const char *key, const char *meaning,
                    const char *unit, int64_t number);
void sz__fact_number(sz_report *r, const char *key, const char *meaning,
                     const char *unit, double number, int decimals);

/* policy_words.c: the value of a key, "level." and a rule included, as a document says it;
 * "" when no profile sets it. */
const char *sz__policy_said(sz_report *r, const char *key);
/* What the policy leaves whole by name, as far as the map has such units, "" when it has
 * none; and what stays whole in the end, since units of other kinds do, too. */
const char *sz__policy_units_named(sz_report *r);
const char *sz__policy_units_kept(sz_report *r);

/* The text of a fact; NULL: there is no such fact. */
const char *sz__fact_find(const sz_report *r, const char *key);

/* ---- what fills them in; see the files of these names ---- */

sz_status sz__report_gather(sz_report *r, const sz_plan *before, const sz_plan *after,
                            sz_error *err);
void sz__report_forget(sz_report *r);

void sz__facts(sz_report *r);
void sz__facts_said(sz_report *r);             /* sizes, ground and problems in words */
void sz__fates_said(sz_report *r, const int64_t n[4]); /* communities by sz_fate */
void sz__facts_of_scenarios(sz_report *r);
/* The change in the words of the policy. */
sz_status sz__describe_change(sz_report *r, const sz_plan *before, const sz_plan *after,
                              sz_description **out, sz_error *err);
void sz__tables_scenarios(sz_report *r);       /* scenarios, moves, communities */
void sz__table_criteria(sz_report *r);
/* Take the caller's options, with texts of our own. */
sz_status sz__report_options(sz_report *r, const sz_report_options *options,
                             sz_error *err);
void sz__tables_communities(sz_report *r);     /* compare, population, sides */
void sz__tables_moves(sz_report *r);           /* moves, units */
void sz__tables_transfers(sz_report *r);       /* handover, certificates, stages */
void sz__table_detached(sz_report *r);
sz_status sz__table_ground(sz_report *r, sz_error *err);
void sz__tables_service(sz_report *r);         /* premises, staff, publish */
void sz__tables_rules(sz_report *r);           /* findings, basis */

#endif
