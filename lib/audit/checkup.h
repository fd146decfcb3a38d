/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the stages of a check share. */
#ifndef SIZHI_AUDIT_CHECKUP_H
#define SIZHI_AUDIT_CHECKUP_H

#include "audit/record.h"
#include "core/findings.h"
#include "sizhi/check.h"

/* Two parcels that have an edge in common; right = -1: the outside. */
typedef struct sz_seam {
    int32_t left, right;
    double length;
} sz_seam;

/* Communities as (town, name), numbered in the order of their appearance. */
typedef struct sz_idents {
    int32_t *head;         /* [names of the record] first with this name, or -1 */
    struct { int32_t *at; size_t n, cap; } town, name; /* in the record's names */
    struct { int32_t *at; size_t n, cap; } next;       /* same name, or -1 */
} sz_idents;

/* Communities of today that the plan had to leave as they are. Whether it is right that
 * they are as they are was not the question. */
typedef enum sz_aside {
    SZ_ASIDE_EXEMPT = 1,   /* of exempt kinds */
    SZ_ASIDE_FAR = 2,      /* neither to be fixed nor next to one that is */
    SZ_ASIDE_LOCKED = 4    /* all of its parcels are locked; it is judged all the same */
} sz_aside;
enum { SZ_ASIDE_UNJUDGED = SZ_ASIDE_EXEMPT | SZ_ASIDE_FAR };

typedef struct sz_checkup {
    const sz_record *rec;
    sz_check_report *report;
    sz_findings *findings;
    double grid;
    size_t n;              /* parcels */
    double *area, *x, *y;  /* [n] from the shapes; a place on the parcel */
    sz_idents ident;
    int32_t *present, *proposed; /* [n] idents or -1 */
    int32_t *renamed;      /* [idents] the ident it has today, or itself */
    bool cross_towns, split_units;
    struct sz_policy *made; /* check_made.c: of what the plan was made with, the keys
                              that a check needs */
    uint8_t *aside;        /* [idents] of sz_aside, of today's communities */
    bool *left;            /* [n] gaps that were to be left alone */
    bool allow_enclaves;
    struct { int32_t (*at)[2]; size_t n, cap; } link; /* parcels that connect all the
                                                        same: a bridge, a ferry */
    struct { sz_seam *at; size_t n, cap; } seam; /* check_cover.c */
} sz_checkup;

/* Add a finding of LEVEL at (X, Y); NAN: no place. IDENT or -1. */
sz_status sz__check_say(sz_checkup *c, const char *rule, sz_level level, int32_t ident,
                        double value, double bound, double x, double y, sz_error *err,
                        const char *fmt, ...) SZ__PRINTF(10, 11);

/* Number of (town, name), which parcels and layer `communities` have: -1 for no
 * name, -2 when it is not there. */
int32_t sz__check_find(const sz_checkup *c, int32_t town, int32_t name);

/* Name of an ident for a message. */
const char *sz__check_name(const sz_checkup *c, int32_t ident);

/* Length in metres of the line, area in m2 of the rings FROM .. TO, their points on
 * the grid (degrees in the file bring them back next to it). */
double sz__check_length(const sz_checkup *c, size_t from, size_t to);
double sz__check_area(const sz_checkup *c, size_t from, size_t to);

/* Area and place of each parcel; findings for those that are not one piece. */
sz_status sz__check_measure(sz_checkup *c, sz_error *err);

/* Communities of each parcel, and what renamed ones are called today. */
sz_status sz__check_identify(sz_checkup *c, sz_error *err);

/* Whether ident K (-1 none) of the proposed plan is such a community of today. */
static inline bool sz__check_unjudged(const sz_checkup *c, int32_t k)
{
    return c->aside && k >= 0 && (c->aside[c->renamed[k]] & SZ_ASIDE_UNJUDGED);
}

/* check_members.c: one parcel of a unit; a unit in two towns is one in each. */
typedef struct sz_member {
    int64_t unit;
    int32_t town, parcel;
} sz_member;

static inline bool sz__same_unit(const sz_member *a, const sz_member *b)
{
    return a->unit == b->unit && a->town == b->town;
}

/* All of them, sorted by unit, then parcel; the caller frees *OUT. False when memory
 * is out. */
bool sz__check_members(const sz_checkup *c, sz_member **out, size_t *n);

/* What the unit of MEMBER is called, cut to SIZE. */
void sz__check_unit_name(const sz_checkup *c, const sz_member *member, char *out,
                         size_t size);

/* Its kind, likewise: OUT. */
const char *sz__check_unit_kind(const sz_checkup *c, const sz_member *member, char *out,
                                size_t size);

/* Whether parcel P lies in a unit of a kind that POLICY exempts; false in *OK when memory
 * is out. */
bool sz__check_exempt(const sz_checkup *c, int32_t p, const struct sz_policy *policy,
                      bool *ok);

#endif
