/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an audit may know besides the map: locks, links, and figures of tables. */
#ifndef SIZHI_AUDIT_BESIDE_H
#define SIZHI_AUDIT_BESIDE_H

#include "sizhi/audit.h"

/* What a table of communities gives for one of today's; -1: nothing. */
typedef struct sz_given_figures {
    int64_t households, population;
} sz_given_figures;

typedef struct sz_beside {
    const unsigned char *locked;   /* [parcels] or NULL */
    const sz_given_figures *given; /* [communities of today] or NULL */
    const char *given_by;          /* the file they are from, */
    const char *counted_by;        /* and the one that the parcels' figures are from */
    const int32_t (*links)[2];     /* [n_links] parcels that connect all the same */
    size_t n_links;
} sz_beside;

/* As sz_audit(); BESIDE may be NULL. */
sz_status sz__audit(const sz_plan *plan, const sz_policy *policy, const sz_beside *beside,
                    sz_findings **findings, sz_audit_report *report, sz_error *err);

#endif
