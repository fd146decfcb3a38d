/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pieces of communities as a check finds them, for check_parts.c and
 * check_detached.c only. */
#ifndef SIZHI_AUDIT_CHECK_PIECES_H
#define SIZHI_AUDIT_CHECK_PIECES_H

#include "audit/check_stages.h"

typedef struct sz_pieces {
    sz_checkup *c;
    const int32_t *of;
    int32_t *parent;       /* [n] union-find over parcels, then the piece */
    int32_t n;             /* pieces; node 0 of the graph is the outside */
    int32_t *first;        /* [n + 1] a parcel of each piece */
    int64_t *households;   /* [n + 1] */
    double *area;          /* [n + 1] */
    bool *noted;           /* [n + 1] may lie apart, the layer `detached` says */
    int32_t *row, *next;   /* CSR of the graph of n + 1 nodes */
} sz_pieces;

/* NOTED[k] = the layer `detached` says that piece k of this PLAN may lie apart, and
 * why. */
void sz__check_find_noted(sz_pieces *p, const char *plan);

/* The layer `detached` has every piece of this PLAN but one of each community, and says
 * what lies round it. PIECES [idents] are their numbers; it is changed. */
sz_status sz__check_detached(sz_pieces *p, const char *plan, int32_t *pieces,
                             sz_error *err);

#endif
