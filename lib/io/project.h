/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A project in memory: one map, its plans, findings and metadata. */
#ifndef SIZHI_IO_PROJECT_H
#define SIZHI_IO_PROJECT_H

#include "core/array.h"
#include "map/build.h"
#include "policy/policy.h"
#include "sizhi/project.h"

typedef struct sz_meta {
    char *key, *value;     /* owned */
} sz_meta;

/* What is said of a part that lies apart today. */
typedef struct sz_noted {
    sz_own_record record;  /* owned; has community and part */
    bool recorded;         /* by a record; else by the policy */
} sz_noted;

struct sz_project {
    sz_map *map;
    sz_plan *present;
    sz_plan *proposed;     /* NULL: none yet */
    uint8_t *locked;       /* [parcels] */
    sz_findings *findings; /* never NULL */
    struct { sz_meta *at; size_t n, cap; } meta; /* in the order of their setting */
    SZ__ARRAY(sz_noted) noted; /* detached parts that may stay, or are on record */
};

/* ---- noted.c ---- */

void sz__project_forget_notes(sz_project *project);

/* Note RECORD, whose texts are copied. */
sz_status sz__project_note(sz_project *project, const sz_detached_record *record,
                           bool recorded, sz_error *err);

/* A policy for what the file shows: the default one with the duties that the metadata
 * keep and all notes as records. Free with sz_policy_free(). */
sz_status sz__project_shown_policy(const sz_project *project, sz_policy **out,
                                   sz_error *err);

/*
 * A project of what sz__map_build() made. BUILT and FINDINGS (NULL: none) are
 * taken over, also on failure; BUILT is left empty. A proposed plan arises when
 * BUILT has one: its communities are those of today with the same town and name,
 * the others are new.
 */
sz_status sz__project_new(sz_project **out, sz_built *built, sz_findings *findings,
                          sz_error *err);

#endif
