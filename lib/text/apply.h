/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A script while it is applied, for the files apply*.c. A function that returns false
 * has noted an error, or set nomem. */
#ifndef SIZHI_TEXT_APPLY_H
#define SIZHI_TEXT_APPLY_H

#include "core/error.h"
#include "plan/plan.h"
#include "sizhi/script.h"
#include "text/ast.h"

/* What a note is about, for whom its level does not tell enough. */
typedef enum sz_about {
    SZ_ABOUT_TEXT,         /* what the statement says */
    SZ_ABOUT_READINGS,     /* it has several, and none was picked */
    SZ_ABOUT_PLAN          /* what becomes of the plan: a unit is cut, a part is apart */
} sz_about;

typedef struct sz_noted {
    sz_note note;
    sz_span at;
    sz_about about;
    char *source, *message;
} sz_noted;

struct sz_application {
    SZ__ARRAY(sz_outcome) outcome;
    SZ__ARRAY(size_t) begins;  /* of each outcome: where its moves begin */
    SZ__ARRAY(int32_t) parcel, to; /* parcels moved, and where to */
    SZ__ARRAY(size_t) names_begin; /* of each outcome: where its namings begin */
    SZ__ARRAY(sz_naming) naming;
    sz_names names;            /* the texts of those */
    SZ__ARRAY(sz_noted) note;
    SZ__ARRAY(sz_crossed) crossed;
    size_t errors;
};

#define SZ_REACHES 2.0     /* metres a parcel must lie on both sides of a line to be cut */
#define SZ_NOTE_SIZE 2048  /* bytes of a note */

/* A parcel that the line of a clause runs through. */
typedef struct sz_crossing {
    sz_clause clause;
    int32_t parcel;
    bool on;               /* its own point lies on the side of the clause */
    double share;          /* of its area that does */
} sz_crossing;

/* The course of a line as it cuts. */
typedef struct sz_course {
    int32_t name;          /* in map->names */
    size_t n;
    double *segments;      /* [4 * n] owned */
} sz_course;

typedef struct sz_seen {
    int32_t parcel, course;
} sz_seen;

struct sz_cuts {
    SZ__ARRAY(sz_course) course;
    SZ__ARRAY(sz_seen) seen;
    SZ__ARRAY(sz_parcel_cut) cut;
    bool *is_cut;          /* [map->n] */
};

typedef struct sz_applying {
    const sz_script *s;
    const sz_map *map;
    const sz_plan *before;
    sz_plan *plan;         /* as it is so far */
    const sz_apply_options *options;
    struct sz_application *report;
    size_t statement;      /* the one being done */
    int32_t *community;    /* [communities of the gazetteer + fresh] number in plan */
    bool *given;           /* [those] some statement gives it ground */
    bool *locked;          /* [communities of before + fresh] by lock */
    bool renamed;          /* of a notice: all its new names have been given */
    size_t picked;         /* picks used */
    int32_t *mover;        /* [map->n] the last statement that moved it, or -1 */
    bool *set, *part;      /* [map->n] ground of a reading, of a region */
    int32_t *list;         /* [map->n] parcels of a source */
    bool *on;              /* [map->n] */
    bool *touch;           /* [map->n] the source, now and before the script */
    SZ__ARRAY(sz_crossing) crossing; /* of the region being found */
    bool *out;             /* [map->n] a clause of it leaves the parcel out */
    struct sz_cuts *cuts;  /* NULL: cuts are not collected */
    bool quiet;            /* notes of readings that are only tried are dropped */
    bool nomem;
} sz_applying;

/* apply_notes.c */
void sz__note(sz_applying *a, sz_note_level level, sz_span at, const char *fmt, ...)
    SZ__PRINTF(4, 5);
/* Say what the last note, which has just been made, is about. */
void sz__note_about(sz_applying *a, sz_about about);
/* Community C of the plan has its name now; WAS of report->names before, or -1. */
void sz__named(sz_applying *a, int32_t c, int32_t was);
/* Whether there are more errors than anybody wants to read; said at statement I. */
bool sz__too_many(sz_applying *a, size_t i);

/* Whether parcel P is ground of community C (-1: of none) where a sentence speaks of it. Scripts are
 * done one statement after the other; a notice speaks of the communities as they are
 * before it all, except of new ones. */
static inline bool sz__apply_in(const sz_applying *a, int32_t p, int32_t c)
{
    bool before = a->s->notice && c < a->before->n &&
                  (c < 0 || a->before->tally[c].parcels);
    return (before ? a->before : a->plan)->of[p] == c;
}

/* Whether parcel P is part of unit U, of whatever layer; of none when U is -1. */
static inline bool sz__apply_in_unit(const sz_applying *a, int32_t p, int32_t u)
{
    return u >= 0 && sz_map_unit_in(a->map, (size_t)p, sz_map_unit_layer(a->map, u)) == u;
}

/* apply_region.c: the ground of a reading into a->set. */
bool sz__apply_reading(sz_applying *a, const sz_statement *st, const sz_reading *r);
/* All ground inside the sides of ST into a->set. */
bool sz__apply_inside(sz_applying *a, const sz_statement *st);
/* The community of the plan that a ref names, or -1, noted. A new one that has no
 * ground yet is founded in TOWN when that is not -2. */
int32_t sz__apply_community(sz_applying *a, int32_t ref, int32_t town);

/* apply_move.c */
bool sz__apply_move(sz_applying *a, const sz_statement *st);
bool sz__apply_split(sz_applying *a, const sz_statement *st);
/* Sides of a new community that nothing else gives ground to: they say which it has. */
bool sz__apply_sides(sz_applying *a, const sz_statement *st);

/* apply_cross.c: what the clauses of a region run through. One after the other, A->ON
 * being what each selects of the first N of a->list; then what is in question is said. */
void sz__cross_begin(sz_applying *a);
void sz__cross_clause(sz_applying *a, const sz_clause *c, const sz_divide *d, int32_t n);
void sz__cross_say(sz_applying *a);

/* apply_cut.c: collect what these clauses would cut of a->part, the source. */
void sz__collect_cuts(sz_applying *a, const sz_clause *clause, uint32_t n);
/* Names of the lines of a clause, *N of them; malloc'ed; NULL, noted or no memory. */
int32_t *sz__clause_lines(sz_applying *a, const sz_clause *c, size_t *n);
/* apply.c: sz_script_apply() that collects cuts, when CUTS is not NULL. */
sz_status sz__script_apply(const sz_script *script, const sz_plan *plan,
                           const sz_apply_options *options, struct sz_cuts *cuts,
                           sz_plan **result, sz_application **report, sz_error *err);

/* apply_check.c: what statements claim of the outcome. */
void sz__apply_checks(sz_applying *a);
/* apply_sides.c: sides and facts. */
void sz__check_limits(sz_applying *a, const sz_statement *st);
/* apply_walks.c */
void sz__check_ring(sz_applying *a, const sz_statement *st);
/* Whether the line of the gazetteer has this name of map->names. */
bool sz__has_line(const sz_applying *a, int32_t line, int32_t name);
/* Whether two lines meet at a node of the map. */
bool sz__lines_meet(sz_applying *a, int32_t one, int32_t two);

/* What the ref says, for "%.*s". */
#define SZ_REF_TEXT(a, r)                                                          \
    (int)((a)->s->ref.at[r].at.to - (a)->s->ref.at[r].at.from),                    \
        (a)->s->text + (a)->s->ref.at[r].at.from

#endif
