/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The first page of an audit and its tables. */
#include "audit_show.h"

#include <math.h>
#include <string.h>

#include "i18n.h"
#include "policy_option.h"
#include "table.h"

/* ---- the first page ---- */

void audit_summary(const sz_policy *policy, const sz_audit_report *r)
{
    char a[COUNT_TEXT], b[COUNT_TEXT], c[COUNT_TEXT], d[COUNT_TEXT];
    const char *basis = sz_policy_value(policy, "count.basis");
    count_text((int64_t)r->communities, a);
    count_text(r->counted, b);
    basis = basis ? policy_basis_text(basis) : "-";
    if (r->population > 0)
        printf(_("%s communities with %s households (%s), %s people, on %.2f km2, against "
                 "%s\n"), a, b, basis, count_text(r->population, c), r->area_m2 / 1e6,
               sz_policy_title(policy));
    else
        printf(_("%s communities with %s households (%s), on %.2f km2, against %s\n"), a, b,
               basis, r->area_m2 / 1e6, sz_policy_title(policy));
    count_text((int64_t)r->in_band, a);
    count_text((int64_t)r->above, b);
    count_text((int64_t)r->below, c);
    if (r->exempt > 0)
        printf(_("size: %s in the band, %s too large, %s too small, %s exempt\n"), a, b, c,
               count_text((int64_t)r->exempt, d));
    else
        printf(_("size: %s in the band, %s too large, %s too small\n"), a, b, c);
    printf(_("ground: %s parts apart, %s gaps with %s households, %s overlaps\n"),
           count_text((int64_t)r->detached, a), count_text((int64_t)r->gaps, b),
           count_text(r->gap_households, c), count_text((int64_t)r->overlaps, d));
    if (isfinite(r->clear_share))
        printf(_("borders: %.1f %% on named lines that count as clear\n"),
               100 * r->clear_share);
    else
        puts(r->communities > 0 ? _("borders: not known, no lines were imported")
                                : _("borders: none, there are no communities"));
    printf(_("findings: %zu errors, %zu warnings, %zu hints, %zu goals missed, "
             "%zu waived\n"),
           r->errors, r->warnings, r->hints, r->goals, r->waived);
}

/* ---- tables ---- */

static const char *level_title(sz_level level)
{
    switch (level) {
    case SZ_LEVEL_ERROR:
        return _("must be put right");
    case SZ_LEVEL_WARN:
        return _("should be put right");
    case SZ_LEVEL_HINT:
        return _("worth knowing");
    case SZ_LEVEL_GOAL:
        break;
    }
    return _("to be striven for");
}

static int table_of_rule(const sz_policy_entry *rule, const sz_findings *findings,
                         size_t limit)
{
    struct table table = TABLE("lll");
    const char *id = rule->key + strlen("level.");
    const sz_finding *first = NULL;
    size_t total = 0, shown = 0;
    for (size_t i = 0; i < sz_findings_count(findings); i++) {
        const sz_finding *f = sz_findings_at(findings, i);
        if (strcmp(f->rule, id) != 0)
            continue;
        first = first ? first : f;
        if (total++ >= limit)
            continue;
        shown++;
        table_cell(&table, "%s", f->message);
        table_cell(&table, "%s%s%s", f->source, *f->clause ? " " : "", f->clause);
        if (*f->waiver)
            table_cell(&table, _("waived: %s"), f->waiver);
        else
            table_cell(&table, "%s", "");
    }
    if (total == 0)
        return 0;
    printf(_("\n%s: %zu, %s [%s]\n"), rule->meaning, total, level_title(first->level),
           id);
    int failed = table_print(&table, 2, stdout);
    if (shown < total && limit > 0)
        printf(_("  and %zu more\n"), total - shown);
    return failed;
}

int audit_tables(const sz_policy *policy, const sz_findings *findings, size_t limit)
{
    int failed = 0;
    for (size_t i = 0; i < sz_policy_entries(policy) && !failed; i++) {
        sz_policy_entry entry;
        if (sz_policy_entry_at(policy, i, &entry, NULL) == SZ_SUCCESS &&
            strncmp(entry.key, "level.", 6) == 0)
            failed = table_of_rule(&entry, findings, limit);
    }
    return failed;
}
