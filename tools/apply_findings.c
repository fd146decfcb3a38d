/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What each statement breaks and mends: an auditor does them one after the other. */
#include "apply_findings.h"

#include <stdlib.h>
#include <string.h>

/* Communities that the script founds, in their order, so that numbers agree. */
static sz_status found_new(sz_auditor *auditor, const sz_plan *plan, size_t first,
                           sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = first; i < sz_plan_communities(plan) && status == SZ_SUCCESS; i++) {
        sz_community c;
        int32_t number;
        status = sz_plan_community(plan, i, &c, err);
        if (status == SZ_SUCCESS)
            status = sz_auditor_found(auditor, c.name, c.town, &number, err);
    }
    return status;
}

static sz_status move(sz_auditor *auditor, const sz_application *report, size_t i,
                      sz_error *err)
{
    const int32_t *parcels = NULL, *to = NULL;
    size_t n = sz_application_moved(report, i, &parcels, &to);
    sz_shift *shifts = malloc((n + 1) * sizeof *shifts);
    if (!shifts)
        return err->status = SZ_ERR_NOMEM;
    for (size_t k = 0; k < n; k++)
        shifts[k] = (sz_shift){ (size_t)parcels[k], to[k] };
    sz_status status = sz_auditor_move(auditor, shifts, n, err);
    free(shifts);
    return status;
}

/* The finding of LIST about the same thing as F, or NULL. */
static const sz_finding *same(const sz_findings *list, const sz_finding *f)
{
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *g = sz_findings_at(list, i);
        if (strcmp(f->rule, g->rule) == 0 && f->level == g->level && !g->waiver[0] &&
            strcmp(f->town, g->town) == 0 && strcmp(f->community, g->community) == 0)
            return g;
    }
    return NULL;
}

static void tell_changes(const sz_auditor *auditor, size_t statement, change_fn tell,
                         void *data)
{
    const sz_findings *came = sz_auditor_came(auditor), *gone = sz_auditor_gone(auditor);
    for (size_t i = 0; i < sz_findings_count(came); i++) {
        const sz_finding *f = sz_findings_at(came, i);
        if (!f->waiver[0])
            tell(data, statement, same(gone, f) ? CHANGED : CAME, f);
    }
    for (size_t i = 0; i < sz_findings_count(gone); i++) {
        const sz_finding *f = sz_findings_at(gone, i);
        if (!f->waiver[0] && !same(came, f))
            tell(data, statement, GONE, f);
    }
}

sz_status apply_findings(const sz_application *report, const sz_plan *start,
                         const sz_plan *plan, const sz_policy *policy, change_fn tell,
                         void *data, sz_error *err)
{
    sz_auditor *auditor = NULL;
    sz_status status = sz_auditor_open(start, policy, &auditor, err);
    if (status == SZ_SUCCESS)
        status = found_new(auditor, plan, sz_plan_communities(start), err);
    for (size_t i = 0; i < sz_application_statements(report) && status == SZ_SUCCESS; i++) {
        if (sz_application_moved(report, i, NULL, NULL) == 0)
            continue;
        status = move(auditor, report, i, err);
        if (status == SZ_SUCCESS)
            tell_changes(auditor, i, tell, data);
    }
    sz_auditor_free(auditor);
    return status;
}
