/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a project's dataset says, feature by feature, in plain arrays: nothing is
 * derived, nothing is put right. lib/io fills it; it serves both the check, which
 * trusts none of it, and the reading of a project. */
#ifndef SIZHI_AUDIT_RECORD_H
#define SIZHI_AUDIT_RECORD_H

#include <stdbool.h>

#include "core/names.h"
#include "map/build.h"

/* Texts are numbers in sz_record.names, -1 = none. */
typedef struct sz_rec_parcel {
    int64_t number;        /* field `parcel`; -1 none */
    int64_t fid;
    int32_t name, town, unit, kind;
    int64_t unit_id;       /* -1 none */
    int64_t households, planned, population;
    double area;           /* as stored, NAN none */
    int32_t community, comm_town, claims, proposed, prop_town;
    int32_t keep;          /* units of further layers, see map/keeps.h */
    bool locked;
    size_t ring_from, ring_to;
} sz_rec_parcel;

typedef struct sz_rec_line {
    int64_t left, right;   /* borders: parcel numbers, 0 outside */
    int32_t barrier, name; /* barrier: the word of the class */
    int32_t state;         /* lines: the word of it, -1 built */
    bool bridge;
    double length;         /* borders: as stored, NAN none */
    size_t from, to;       /* points */
} sz_rec_line;

typedef struct sz_rec_backdrop {
    int kind;              /* sz_backdrop_kind */
    int32_t name;
    size_t ring_from, ring_to;
} sz_rec_backdrop;

typedef struct sz_rec_community {
    int32_t name, town, code, status, today;
    int64_t households, planned, population, parts; /* -1 none */
    double area;           /* as stored, NAN none */
    size_t ring_from, ring_to;
} sz_rec_community;

typedef struct sz_rec_office {
    int32_t community, town, name;
    double floor, children;
    int64_t staff;
    size_t point;
} sz_rec_office;

typedef struct sz_rec_move {
    int32_t from, from_town, to, to_town;
    int64_t households;
    double area;
} sz_rec_move;

typedef struct sz_rec_detached {
    int32_t plan, community, town, within, with_town;
    bool enclave;
    int64_t households;
    double area;
    int64_t part;
    int32_t state, reason, who, date;
    bool recorded;
} sz_rec_detached;

typedef struct sz_rec_finding {
    int32_t rule, level, town, community, message, source, clause, waiver;
    double value, bound;
    bool placed;
    size_t point;
} sz_rec_finding;

typedef struct sz_rec_meta {
    int32_t key, value;
} sz_rec_meta;

/* Which layers there are, besides parcels. */
typedef enum sz_rec_has {
    SZ_REC_BORDERS = 1,
    SZ_REC_BARRIERS = 2,
    SZ_REC_COMMUNITIES = 4,
    SZ_REC_OFFICES = 8,
    SZ_REC_MOVES = 16,
    SZ_REC_DETACHED = 32,
    SZ_REC_FINDINGS = 64,
    SZ_REC_METADATA = 128,
    SZ_REC_BACKDROP = 256
} sz_rec_has;

typedef struct sz_record {
    char *crs;             /* plane CRS that all coordinates are in */
    bool chosen;           /* the file does not say in which plane its lengths and
                              areas were measured; crs is another one, maybe */
    unsigned has;          /* of sz_rec_has */
    bool has_comm_town;    /* parcels say the town of their community */
    bool has_prop_town;
    bool proposed;         /* some parcel has a proposed community */
    sz_names names;
    struct { double *at; size_t n, cap; } xy;    /* doubles: 2 per point */
    struct { sz_ring *at; size_t n, cap; } ring;
    struct { sz_rec_parcel *at; size_t n, cap; } parcel; /* by number, then fid */
    struct { sz_rec_line *at; size_t n, cap; } border, barrier;
    struct { sz_rec_backdrop *at; size_t n, cap; } backdrop;
    struct { sz_rec_community *at; size_t n, cap; } community;
    struct { sz_rec_office *at; size_t n, cap; } office;
    struct { sz_rec_move *at; size_t n, cap; } move;
    struct { sz_rec_detached *at; size_t n, cap; } detached;
    struct { sz_rec_finding *at; size_t n, cap; } finding;
    struct { sz_rec_meta *at; size_t n, cap; } meta;
} sz_record;

/* A border that a line, drawn on at its end, has made is called as the line with this
 * behind, and has no class. */
#define SZ_REC_DRAWN_ON "延长线"

void sz__record_release(sz_record *record);

/* Text of metadata KEY, or NULL. */
const char *sz__record_meta(const sz_record *record, const char *key);

/* Town of a parcel's present community, its proposed one: the one stated or else,
 * where the file states none, the parcel's own. */
static inline int32_t sz__rec_comm_town(const sz_record *r, const sz_rec_parcel *p)
{
    return r->has_comm_town ? p->comm_town : p->town;
}

static inline int32_t sz__rec_prop_town(const sz_record *r, const sz_rec_parcel *p)
{
    return r->has_prop_town ? p->prop_town : p->town;
}

#endif
