/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The last word on a plan: every hard constraint checked anew by plain floods, sharing
 * nothing with the search that made the plan. */
#ifndef SIZHI_SOLVE_INSPECT_H
#define SIZHI_SOLVE_INSPECT_H

#include "solve/task.h"

typedef enum sz_breach_kind {
    SZ_BREACH_BELOW,     /* community under the minimum: value = households */
    SZ_BREACH_ABOVE,     /* over the maximum */
    SZ_BREACH_DETACHED,  /* a part that is not the main one; value = its households */
    SZ_BREACH_ENCLAVE,   /* it cuts something off from the outside; value = that
                            thing's households */
    SZ_BREACH_LOCKED,    /* a locked community is not what it was */
    SZ_BREACH_TOWN,      /* it has atoms of another town */
    SZ_BREACH_NOBODY,    /* an atom without community; value = its households */
    SZ_BREACH_UNIT,      /* it has only part of a unit; value = households of the rest */
    SZ_BREACH_BORDER,    /* it lies on both sides of a border that is not to be crossed;
                            value = metres of it */
    SZ_BREACH_HELD,      /* it has lost an atom that must stay; value = its households */
    SZ_BREACH_NUMBER     /* value communities instead of the wanted number */
} sz_breach_kind;

typedef struct sz_breach {
    sz_breach_kind kind;
    int32_t community;   /* or -1 */
    int32_t atom;        /* an atom of the place, or -1 */
    int64_t value;
    int64_t bound;       /* what it may be at most, or must be at least */
} sz_breach;

typedef struct sz_inspection {
    struct { sz_breach *at; size_t n, cap; } breaches; /* by kind's order of finding:
                                                          community, then atom */
    int32_t living;
    int64_t smallest, largest;
} sz_inspection;

/* LABEL [n] below N_COMMUNITIES or -1; TOWN [n_communities] of each, -1 for any.
 * WANT: their least number, 0 for any; the most is demand->communities_max. O(n + parts
 * of a town x communities in it that may enclose something). */
sz_status sz__inspect(sz_inspection *out, const sz_graph *graph, const int32_t *label,
                    int32_t n_communities, const int32_t *town,
                    const sz_demand *demand, int32_t want, sz_error *err);
void sz__inspection_release(sz_inspection *seen);

#endif
