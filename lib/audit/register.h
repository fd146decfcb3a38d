/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land as the files that make it and use it see it. */
#ifndef SIZHI_AUDIT_REGISTER_H
#define SIZHI_AUDIT_REGISTER_H

#include "core/array.h"
#include "map/map.h"
#include "plan/plan.h"
#include "policy/policy.h"
#include "sizhi/detached.h"

struct sz_register {
    const sz_plan *plan;
    const sz_policy *policy;   /* while it is made */
    sz_part *part;             /* [n_parts] all parts of the plan, by community */
    size_t n_parts;
    int32_t *part_of;          /* [parcels] or -1 */
    int32_t *row_of;           /* [n_parts] row of each part, -1 of a main one */
    SZ__ARRAY(sz_detached) row;
    uint8_t *used;             /* [n_used] records that fit a part of today */
    size_t n_used;
    SZ__ARRAY(char *) text;    /* owned */
};

/* A text of the register, formatted; NULL when memory is out. */
const char *sz__register_text(sz_register *reg, const char *fmt, ...) SZ__PRINTF(2, 3);

/* Number of part I within its community: 0 for the main one. */
int32_t sz__part_number(const sz_part *part, size_t i);

/*
 * Which piece of ground that a community has in one plan (N parts, PART_OF [parcels])
 * each of its parts in a later one is: FROM [later parts] gets the part of which it is
 * all or what is left, -1 for ground that came to it or came off a piece of which a
 * greater part is left. The main part counts as the greatest. Of the N_AT parcels AT,
 * NULL: of the first, which have to be all of the communities whose parts are asked for.
 * O(parcels + parts).
 */
sz_status sz__parts_from(const sz_part *part, size_t n, const int32_t *part_of,
                         const sz_part *later, size_t n_later, const int32_t *later_of,
                         const int32_t *at, int32_t n_at, int32_t *from, sz_error *err);

/* What is said of a part of today: by a record, a waiver or the policy. */
typedef struct sz_word {
    const sz_own_record *record;
    const sz_own_waiver *waiver;
    sz_detached_state state;
} sz_word;

/* Today's parts of a map. */
typedef struct sz_present {
    sz_plan *plan;
    sz_part *part;
    size_t n;
    int32_t *of;               /* [parcels] or -1 */
    sz_word *word;             /* [n] */
} sz_present;

/* Release it in any case. USED [records of POLICY], NULL or all 0, gets 1 for those that
 * fit a part; the words are the policy's. O(parcels + borders). */
sz_status sz__present_open(sz_present *out, const sz_map *map, const sz_policy *policy,
                           uint8_t *used, sz_error *err);
void sz__present_release(sz_present *present);

/* detached_state.c: fill in state, reason, who, date, source, clause of all rows, and
 * which records are used. */
sz_status sz__register_judge(sz_register *reg, sz_error *err);

#endif
