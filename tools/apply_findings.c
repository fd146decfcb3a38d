/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What each statement breaks and mends: an auditor does them one after the other. */
#include "apply_findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* Whether F is the same as G but for the name, which is another one since N. */
static int is_like(const sz_finding *f, const sz_finding *g, const sz_naming *n,
                   const char *town)
{
    int f_renamed = strcmp(f->town, town) == 0 && (strcmp(f->community, n->was) == 0 ||
                                                   strcmp(f->community, n->name) == 0);
    int g_renamed = strcmp(g->town, town) == 0 && (strcmp(g->community, n->was) == 0 ||
                                                   strcmp(g->community, n->name) == 0);
    int one = strcmp(f->town, g->town) == 0 && strcmp(f->community, g->community) == 0;
    return strcmp(f->rule, g->rule) == 0 && f->level == g->level && !g->waiver[0] &&
           (one || (f_renamed && g_renamed)) &&
           (f->value == g->value || (isnan(f->value) && isnan(g->value))) &&
           (f->bound == g->bound || (isnan(f->bound) && isnan(g->bound)));
}

/* How many of the first COUNT findings of LIST are like F. */
static size_t like(const sz_findings *list, size_t count, const sz_finding *f,
                   const sz_naming *n, const char *town)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += is_like(f, sz_findings_at(list, i), n, town) != 0;
    return found;
}

/* Tell of those of LIST that have nothing like them in OTHER: what is there before and
 * after, with the one name and with the other, is no change. */
static void tell_unlike(const sz_findings *list, const sz_findings *other,
                        const sz_naming *n, const char *town, enum change change,
                        size_t statement, change_fn tell, void *data)
{
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        if (!f->waiver[0] && like(list, i, f, n, town) >=
                                 like(other, sz_findings_count(other), f, n, town))
            tell(data, statement, change, f);
    }
}

/* Let the auditor follow what statement I names. */
static sz_status name(sz_auditor *auditor, const sz_application *report, size_t i,
                      change_fn tell, void *data, sz_error *err)
{
    const sz_map *map = sz_plan_map(sz_auditor_plan(auditor));
    const sz_naming *list = NULL;
    size_t count = sz_application_named(report, i, &list);
    sz_status status = SZ_SUCCESS;
    for (size_t k = 0; k < count && status == SZ_SUCCESS; k++) {
        const sz_naming *n = &list[k];
        const char *town = sz_map_town_name(map, n->town);
        int32_t number; /* as in the new plan: they are founded in the same order */
        status = n->was ? sz_auditor_rename(auditor, (size_t)n->community, n->name, err)
                        : sz_auditor_found(auditor, n->name, n->town, &number, err);
        if (status != SZ_SUCCESS || !n->was)
            continue;
        const sz_findings *came = sz_auditor_came(auditor), *gone = sz_auditor_gone(auditor);
        tell_unlike(came, gone, n, town, CAME, i, tell, data);
        tell_unlike(gone, came, n, town, GONE, i, tell, data);
    }
    return status;
}

sz_status apply_findings(const sz_application *report, const sz_plan *start,
                         const sz_policy *policy, change_fn tell, void *data,
                         sz_error *err)
{
    sz_auditor *auditor = NULL;
    sz_status status = sz_auditor_open(start, policy, &auditor, err);
    for (size_t i = 0; i < sz_application_statements(report) && status == SZ_SUCCESS; i++) {
        status = name(auditor, report, i, tell, data, err);
        if (status != SZ_SUCCESS || sz_application_moved(report, i, NULL, NULL) == 0)
            continue;
        status = move(auditor, report, i, err);
        if (status == SZ_SUCCESS)
            tell_changes(auditor, i, tell, data);
    }
    sz_auditor_free(auditor);
    return status;
}
