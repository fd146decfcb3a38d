/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Verifying what a project's dataset says from its shapes and counts alone: no
 * stored figure is trusted, and nothing of the map room's labelling is used. */
#ifndef SIZHI_AUDIT_CHECK_H
#define SIZHI_AUDIT_CHECK_H

#include "audit/record.h"
#include "core/findings.h"
#include "sizhi/check.h"

/* Check REC; every violation is added to FINDINGS. */
sz_status sz__check_record(const sz_record *rec, sz_check_report *report,
                           sz_findings *findings, sz_error *err);

/* ---- what the stages of a check share ---- */

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
    struct { sz_seam *at; size_t n, cap; } seam; /* cover.c */
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

/* members.c: one parcel of a unit; a unit in two towns is one in each. */
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

/* cover.c: edges of parcels against each other and against the layer `borders`:
 * gaps, overlaps, seams. */
sz_status sz__check_cover(sz_checkup *c, sz_error *err);

/* parts.c: connection and enclaves of the PLAN ("present", "proposed") OF ([n]
 * idents): violations have LEVEL, or are not told when TELL is false; and whether
 * the layer `detached` says the same. */
sz_status sz__check_parts(sz_checkup *c, const int32_t *of, const char *plan, bool tell,
                          sz_level level, sz_error *err);

/* lines.c: class and name of borders against the layer `barriers`. */
sz_status sz__check_lines(sz_checkup *c, sz_error *err);

/* rules.c: units, towns, locks, band of the proposed plan. */
sz_status sz__check_rules(sz_checkup *c, sz_error *err);

/* stored.c: figures of the other layers and the metadata. */
sz_status sz__check_stored(sz_checkup *c, sz_error *err);

#endif
