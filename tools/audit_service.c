/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Workers, premises and office sites, as tables and as JSON. */
#include "audit_service.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "show.h"
#include "table.h"
#include "talk.h"

static const sz_plan *audited(const struct service *s)
{
    return s->after ? s->after : s->before;
}

static int has(const sz_policy *policy, const char *key)
{
    return sz_policy_value(policy, key) != NULL;
}

static sz_status make_sites(struct service *s, const struct service_wish *wish,
                            sz_error *err)
{
    const sz_map *map = sz_plan_map(s->before);
    sz_status status = SZ_SUCCESS;
    if (wish->sites)
        status = sz_sites_read(map, wish->sites, wish->crs, &s->sites, &s->n_sites, err);
    else if (wish->kinds)
        status = sz_sites_of_kinds(map, wish->kinds, &s->sites, &s->n_sites, err);
    else
        return SZ_SUCCESS;
    if (status == SZ_SUCCESS)
        status = sz_place_offices(audited(s), s->policy, s->sites, s->n_sites,
                                  wish->missing, &s->siting, &s->n_siting, &s->outside,
                                  err);
    return status;
}

sz_status service_make(struct service *s, const struct service_wish *wish, sz_error *err)
{
    const sz_policy *p = s->policy;
    sz_status status = SZ_SUCCESS;
    if (has(p, "staff.quota") || has(p, "staff.per_worker")) {
        status = sz_staff(s->before, s->after, p, &s->staff, err);
        s->has_staff = status == SZ_SUCCESS;
    }
    if (status == SZ_SUCCESS &&
        (has(p, "office.min_m2") || has(p, "office.per_100_m2") ||
         has(p, "office.urban_m2") || has(p, "office.rural_m2") ||
         has(p, "office.children_m2")))
        status = sz_premises_of(audited(s), p, &s->premises, &s->n_premises, err);
    return status == SZ_SUCCESS ? make_sites(s, wish, err) : status;
}

void service_release(struct service *s)
{
    sz_staff_release(&s->staff);
    sz_free(s->premises);
    sz_free(s->sites);
    sz_free(s->siting);
}

sz_status service_write(const struct service *s, const char *directory, sz_error *err)
{
    const sz_service_tables tables = {
        .plan = audited(s), .staff = s->has_staff ? &s->staff : NULL,
        .premises = s->premises, .n_premises = s->n_premises,
        .siting = s->siting, .n_siting = s->n_siting, .sites = s->sites,
    };
    return sz_service_write(&tables, directory, err);
}

/* ---- text ---- */

static int cell_name(struct table *t, const sz_plan *plan, int32_t c)
{
    char *name = shown_name(plan, c);
    if (!name)
        return -1;
    table_cell(t, "%s", name);
    free(name);
    return 0;
}

static void cell_count(struct table *t, int64_t number)
{
    if (number < 0)
        table_cell(t, "-");
    else
        table_count(t, number);
}

static void cell_change(struct table *t, int64_t now, int64_t share)
{
    if (now < 0 || share < 0)
        table_cell(t, "-");
    else
        table_cell(t, "%+lld", (long long)(share - now));
}

static void cell_measure(struct table *t, double number)
{
    if (isfinite(number))
        table_cell(t, "%.0f", number);
    else
        table_cell(t, "-");
}

/* Of a row or a sum: now, before and, of two plans, after, and what that changes when
 * ALL are known. */
static void cells_of_workers(struct table *t, const struct service *s, int64_t now,
                             int64_t before, int64_t after, int all)
{
    cell_count(t, now);
    cell_count(t, before);
    if (s->after)
        cell_count(t, after);
    cell_change(t, all ? now : -1, s->after ? after : before);
}

static void head_of_workers(struct table *t, const struct service *s)
{
    table_cell(t, "%s", _("community"));
    table_cell(t, "%s", _("households today"));
    if (s->after)
        table_cell(t, "%s", _("in the plan"));
    table_cell(t, "%s", _("workers now"));
    table_cell(t, "%s", _("share today"));
    if (s->after)
        table_cell(t, "%s", _("in the plan"));
    table_cell(t, "%s", _("change"));
}

static int show_staff(const struct service *s)
{
    const sz_staff_table *staff = &s->staff;
    struct table t = TABLE(s->after ? "lrrrrrr" : "lrrrr");
    int64_t unplaced = 0, unknown = 0;
    puts("");
    if (staff->quota >= 0)
        printf(_("Workers: %lld for each town, shared out by %s\n"),
               (long long)staff->quota, staff->method);
    else
        printf(_("Workers by %s\n"), staff->method);
    head_of_workers(&t, s);
    for (size_t i = 0; i < staff->n; i++) {
        const sz_staff_row *r = &staff->rows[i];
        if (cell_name(&t, audited(s), r->community) != 0)
            return -1;
        cell_count(&t, r->counted_before);
        if (s->after)
            cell_count(&t, r->counted_after);
        cells_of_workers(&t, s, r->now, r->before, r->after, 1);
    }
    for (size_t i = 0; i < staff->n_sums; i++) {
        const sz_staff_sum *sum = &staff->sums[i];
        table_cell(&t, _("sum of %s"), sum->town < 0 ? _("the town")
                   : sz_map_town_name(sz_plan_map(s->before), sum->town));
        table_cell(&t, "%s", "");
        if (s->after)
            table_cell(&t, "%s", "");
        cells_of_workers(&t, s, sum->now + sum->unplaced, sum->before, sum->after,
                         sum->unknown == 0);
        unplaced += sum->unplaced;
        unknown += sum->unknown;
    }
    int failed = table_print(&t, 2, stdout);
    if (staff->why_not[0])
        printf(_("  today's communities cannot be given their share: %s\n"),
               staff->why_not);
    if (unknown > 0)
        printf(_("  workers of %lld communities are not known\n"), (long long)unknown);
    if (unplaced > 0)
        printf(_("  in the sums: %lld workers of offices of no known community\n"),
               (long long)unplaced);
    return failed;
}

static int show_premises(const struct service *s)
{
    struct table t = TABLE("lrrrlrrrrr");
    static const char *const heads[] = {
        N_("community"), N_("households"), N_("m2 there are"), N_("needed"), N_("by"),
        N_("lacking"), N_("to strive for"), N_("lacking"), N_("children's room"),
        N_("lacking"),
    };
    puts("");
    puts(_("Premises"));
    size_t lacking = 0, unknown = 0, unmeasured = 0, told = 0;
    for (size_t i = 0; i < s->n_premises; i++) {
        const sz_premises *r = &s->premises[i];
        lacking += r->short_m2 > 0 || r->children_short_m2 > 0;
        unknown += isnan(r->have_m2) != 0;
        unmeasured += isnan(r->have_m2) ? 0 : r->unmeasured;
        if (isnan(r->have_m2) && isnan(r->children_have_m2))
            continue; /* in the sum below, and in the tables written */
        for (size_t k = 0; told == 0 && k < sizeof heads / sizeof *heads; k++)
            table_cell(&t, "%s", _(heads[k]));
        told++;
        if (cell_name(&t, audited(s), r->community) != 0)
            return -1;
        table_count(&t, r->counted);
        cell_measure(&t, r->have_m2);
        cell_measure(&t, r->need_m2);
        table_cell(&t, "%s", r->need_by);
        cell_measure(&t, r->short_m2);
        cell_measure(&t, r->goal_m2);
        cell_measure(&t, r->goal_short_m2);
        cell_measure(&t, r->children_have_m2);
        cell_measure(&t, r->children_short_m2);
    }
    int failed = table_print(&t, 2, stdout);
    printf(_("  %zu of %zu communities lack floor area, of %zu it is not known\n"),
           lacking, s->n_premises, unknown);
    if (unmeasured > 0)
        printf(_("  not in the figures: %zu offices whose floor area is not known\n"),
               unmeasured);
    return failed;
}

static int show_sites(const struct service *s)
{
    struct table t = TABLE("llrrrrrrr");
    static const char *const heads[] = {
        N_("community"), N_("best site"), N_("of"), N_("m2"), N_("mean way"),
        N_("farthest"), N_("cut off"), N_("mean way now"), N_("farthest now"),
    };
    const char *distance = sz_policy_value(s->policy, "reach.distance");
    puts("");
    printf(_("Office sites: metres to the households, %s\n"),
           distance && strcmp(distance, "network") == 0 ? _("along the roads")
                                                        : _("straight"));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_cell(&t, "%s", _(heads[i]));
    for (size_t i = 0; i < s->n_siting; i++) {
        const sz_siting *r = &s->siting[i];
        const sz_site *site = r->site < 0 ? NULL : &s->sites[r->site];
        if (cell_name(&t, audited(s), r->community) != 0)
            return -1;
        table_cell(&t, "%s", site ? site->name : "-");
        table_count(&t, (int64_t)r->candidates);
        cell_measure(&t, site && site->floor_m2 > 0 ? site->floor_m2 : NAN);
        cell_measure(&t, r->mean_m);
        cell_measure(&t, r->farthest_m);
        cell_count(&t, site ? r->cut_off : -1);
        cell_measure(&t, r->now_mean_m);
        cell_measure(&t, r->now_farthest_m);
    }
    int failed = table_print(&t, 2, stdout);
    printf(_("  %zu candidates, %zu of them in no community\n"), s->n_sites, s->outside);
    return failed;
}

int service_show(const struct service *s)
{
    int failed = 0;
    if (s->has_staff)
        failed = show_staff(s);
    if (s->premises && !failed)
        failed = show_premises(s);
    if (s->sites && !failed)
        failed = show_sites(s);
    return failed;
}
