/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Before and after, as text. */
#include "plan_show.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "plan_detached.h"
#include "plan_figures.h"
#include "plan_policy.h"
#include "proof_show.h"
#include "show.h"
#include "table.h"

static void pair(struct table *t, const char *label, int64_t before, int64_t after,
                 int has_today)
{
    table_cell(t, "%s", _(label));
    if (has_today)
        table_count(t, before);
    else
        table_cell(t, "%s", "-");
    table_count(t, after);
}

static void show_figures(const struct plan_result *r, const struct figures *before,
                         const struct figures *after)
{
    struct table t = TABLE("lrr");
    const sz_solve_report *report = r->report;
    int64_t all = report->households;
    int today = before->communities > 0;
    table_cell(&t, "%s", "");
    table_cell(&t, "%s", _("today"));
    table_cell(&t, "%s", _("proposed"));
    pair(&t, N_("communities"), (int64_t)before->communities,
         (int64_t)after->communities, today);
    pair(&t, N_("in the band"), (int64_t)before->in_band, (int64_t)after->in_band,
         today);
    pair(&t, N_("fewest households"), before->smallest, after->smallest, today);
    pair(&t, N_("most households"), before->largest, after->largest, today);
    pair(&t, N_("detached parts"), (int64_t)before->detached, (int64_t)after->detached,
         today);
    pair(&t, N_("parcels of no community"), (int64_t)before->unclaimed,
         (int64_t)after->unclaimed, 1);
    table_print(&t, 0, stdout);

    char n[COUNT_TEXT], m[COUNT_TEXT], k[COUNT_TEXT];
    printf(_("\nband %s to %s households; %s households in all"),
           count_text(r->wish->options.min, n), count_text(r->wish->options.max, m),
           count_text(all, k));
    if (after->counted != all)
        printf(_(" (%s with planned housing)"), count_text(after->counted, n));
    if (today)
        printf(_(", %s moved (%.1f %%)"), count_text(report->moved, n),
               all > 0 ? 100.0 * (double)report->moved / (double)all : 0.0);
    printf(_("\nborders between communities %.1f km, %.1f km of it on no line\n"),
           report->border_m / 1e3, report->border_off_m / 1e3);
}

static const char *fate_text(sz_fate fate)
{
    switch (fate) {
    case SZ_FATE_ADJUSTED:
        return _("adjusted");
    case SZ_FATE_NEW:
        return _("new");
    case SZ_FATE_ABOLISHED:
        return _("abolished");
    case SZ_FATE_KEPT:
        break;
    }
    return _("kept");
}

static void show_changes(const struct plan_result *r, const struct change *changes)
{
    static const char *const heads[] = { N_("community"), N_("today"), N_("proposed"),
                                         N_("received"), N_("handed over"),
                                         N_("status") };
    struct table t = TABLE("lrrrrl");
    size_t kept = 0, n = sz_plan_communities(r->proposed);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_cell(&t, "%s", _(heads[i]));
    for (size_t i = 0; i < n; i++) {
        const struct change *c = &changes[i];
        if (c->community.fate == SZ_FATE_KEPT) {
            kept += c->community.parcels > 0;
            continue;
        }
        char *name = shown_name(r->proposed, (int32_t)i);
        table_cell(&t, "%s", name ? name : "");
        table_count(&t, c->today);
        table_count(&t, c->community.households);
        table_count(&t, c->got);
        table_count(&t, c->gave);
        table_cell(&t, "%s", fate_text(c->community.fate));
        free(name);
    }
    printf(_("\nChanged communities (%zu are kept as they are):\n"), kept);
    table_print(&t, 2, stdout);
}

static const char *character_text(const char *character)
{
    static const char *const words[][2] = {
        { "asked", N_("as asked") },
        { "moves", N_("few moves") },
        { "roads", N_("straight roads") },
        { "sizes", N_("even sizes") },
        { "spread", N_("far from the others") },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], character) == 0)
            return _(words[i][1]);
    return character;
}

static const char *term_text(sz_term term)
{
    static const char *const words[SZ_N_TERMS] = {
        [SZ_TERM_MOVED] = N_("households moved"),
        [SZ_TERM_GROUND] = N_("ground moved, km2"),
        [SZ_TERM_ABOLISHED] = N_("communities abolished"),
        [SZ_TERM_FOUNDED] = N_("communities founded"),
        [SZ_TERM_BORDER] = N_("border by shares of classes, km"),
        [SZ_TERM_THROUGH] = N_("strong barriers run through, km"),
        [SZ_TERM_SIZE] = N_("deviation from the target"),
        [SZ_TERM_COMPACT] = N_("deviation from a disc"),
        [SZ_TERM_DISTANCE] = N_("way to the office, household km"),
        [SZ_TERM_OFFICE] = N_("offices in another community"),
        [SZ_TERM_CUT_EDGES] = N_("pairs of atoms parted"),
    };
    return _(words[term]);
}

static void real_cell(struct table *t, double value)
{
    if (value != value)
        table_cell(t, "%s", "-");
    else if (value >= 1000 || value == (double)(int64_t)value)
        table_count(t, (int64_t)(value + 0.5));
    else
        table_cell(t, "%.2f", value);
}

/* The terms of all plans side by side. */
static void show_terms(const struct plan_result *r)
{
    char align[128] = "lrr";
    struct table t = TABLE(align);
    for (size_t k = 1; k < r->n; k++)
        align[k + 2] = 'r';
    align[r->n + 2] = '\0';
    puts(_("\nWhat the plans are judged by:"));
    table_cell(&t, "%s", "");
    table_cell(&t, "%s", _("today"));
    for (size_t k = 0; k < r->n; k++)
        table_cell(&t, "%s", r->n > 1 ? character_text(r->alternatives[k].character)
                                      : _("proposed"));
    for (int i = 0; i < SZ_N_TERMS; i++) {
        table_cell(&t, "%s", term_text((sz_term)i));
        real_cell(&t, r->report->term[i].present);
        for (size_t k = 0; k < r->n; k++)
            real_cell(&t, r->alternatives[k].report.term[i].result);
    }
    table_cell(&t, "%s", _("communities"));
    table_cell(&t, "%s", "");
    for (size_t k = 0; k < r->n; k++)
        table_count(&t, (int64_t)r->alternatives[k].report.communities);
    for (size_t k = 0; k < r->n && r->n > 1; k++) {
        if (k == 0) {
            table_cell(&t, "%s", _("households apart from those before"));
            table_cell(&t, "%s", "");
            table_cell(&t, "%s", "");
        } else {
            table_count(&t, r->alternatives[k].apart);
        }
    }
    table_print(&t, 2, stdout);
}

/* Links that were declared, and why. */
static void show_links(const struct plan_result *r)
{
    const struct opt_list *given = &r->args->links;
    const struct plan_wish *wish = r->wish;
    if (given->n + wish->n_table == 0)
        return;
    puts(_("\nDeclared links:"));
    for (size_t i = 0; i < given->n; i++)
        printf("  %s\n", given->items[i]);
    for (size_t i = 0; i < wish->n_table; i++) {
        const struct plan_link *row = &wish->table[i];
        printf(*row->reason ? "  %s,%s: %s\n" : "  %s,%s\n", row->a, row->b, row->reason);
    }
}

sz_status plan_show(const struct plan_result *r, sz_error *err)
{
    struct plan_figures f;
    sz_status status = plan_figures_of(&f, r, err);
    if (status != SZ_SUCCESS)
        goto done;
    show_figures(r, &f.before, &f.after);
    show_changes(r, f.changes);
    if ((status = plan_detached_show(r, NULL, err)) != SZ_SUCCESS)
        goto done;
    show_terms(r);
    show_links(r);
    plan_policy_show(r->wish, r->args);
    proof_show(r->report, plan_town_of, sz_plan_map(r->proposed));
    if (sz_findings_count(r->why) > 0) {
        puts(r->report->feasible ? _("\nFindings:")
                                 : _("\nThis plan breaks rules; what is at fault:"));
        show_findings(r->why, "", SIZE_MAX);
    }
    printf(_("\nproject %s\n"), r->output);
    for (size_t k = 1; k < r->n; k++)
        printf(_("project %s: %s\n"), r->outputs[k],
               character_text(r->alternatives[k].character));
done:
    plan_figures_release(&f);
    return status;
}
