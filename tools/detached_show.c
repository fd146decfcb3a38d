/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land, as text and as JSON; see detached_show.h. */
#include "detached_show.h"

#include <stdlib.h>

#include "i18n.h"
#include "show.h"
#include "table.h"
#include "talk.h"

/* ---- words ---- */

static const char *state_text(sz_detached_state state)
{
    static const char *const texts[] = { N_("to be cleared"), N_("historic"), N_("new") };
    return _(texts[state]);
}

static const char *surround_text(sz_surround surround)
{
    static const char *const texts[] = {
        N_("enclosed by one community"), N_("one community and the limit"),
        N_("several communities"), N_("one community and a gap"), N_("the limit alone"),
    };
    return _(texts[surround]);
}

static const char *class_text(sz_barrier barrier)
{
    static const char *const texts[SZ_N_BARRIERS] = {
        "", N_("rail"), N_("river"), N_("expressway"), N_("arterial"), N_("street"),
        N_("lane"), N_("wall"),
    };
    return barrier ? _(texts[barrier]) : "";
}

static void name_cell(struct table *t, const sz_plan *plan, int32_t community)
{
    char *name = shown_name(plan, community);
    table_cell(t, "%s", name ? name : "");
    free(name);
}

void talk_records(const sz_policy *policy, const sz_register *reg)
{
    size_t stay = 0, clear = 0;
    for (size_t i = 0; i < sz_register_count(reg); i++) {
        const sz_detached *d = sz_register_at(reg, i);
        stay += d->recorded && d->state == SZ_DETACHED_HISTORIC;
        clear += d->recorded && d->state == SZ_DETACHED_TO_CLEAR;
    }
    if (stay + clear > 0)
        talk(_("detached land on record: %zu parts may stay, %zu are to be cleared"), stay,
             clear);
    for (size_t i = 0; i < sz_policy_records(policy); i++) {
        sz_detached_record r;
        if (sz_register_used(reg, i) ||
            sz_policy_record_at(policy, i, &r, NULL) != SZ_SUCCESS)
            continue;
        talk(_("%s: the record of %s, part %d, fits no detached land of today"),
             *r.source ? r.source : sz_policy_id(policy), r.community, (int)r.part);
    }
}

/* ---- the register ---- */

void show_register(const sz_register *reg, const sz_plan *plan)
{
    static const char *const heads[] = {
        N_("community"), N_("part"), N_("households"), N_("ha"), N_("within"),
        N_("surroundings"), N_("gap, m"), N_("nearest border"), N_("state"),
        N_("reason"), N_("duties"),
    };
    struct table t = TABLE("lrrrllrllll");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_cell(&t, "%s", _(heads[i]));
    for (size_t i = 0; i < sz_register_count(reg); i++) {
        const sz_detached *d = sz_register_at(reg, i);
        name_cell(&t, plan, d->community);
        table_cell(&t, "%d", (int)d->part);
        table_count(&t, d->households);
        table_cell(&t, "%.2f", d->area_m2 / 1e4);
        name_cell(&t, plan, d->within);
        table_cell(&t, "%s", surround_text(d->surround));
        table_cell(&t, "%.1f", d->gap_m);
        table_cell(&t, "%s", *d->near_name ? d->near_name : class_text(d->near_class));
        table_cell(&t, "%s", state_text(d->state));
        table_cell(&t, "%s", d->reason);
        table_cell(&t, "%s", d->duty);
    }
    printf(_("\nDetached land, %zu parts:\n"), sz_register_count(reg));
    if (sz_register_count(reg) > 0)
        table_print(&t, 2, stdout);
}

static sz_status json_part(json_object *item, const sz_plan *plan, const sz_detached *d,
                           sz_error *err)
{
    sz_status status = json_community(item, "town", "community", plan, d->community, err);
    if (status == SZ_SUCCESS)
        status = json_community(item, "within_town", "within", plan, d->within, err);
    json_count(item, "part", d->part);
    json_text(item, "surround", sz_surround_name(d->surround));
    json_text(item, "around", d->around);
    json_flag(item, "enclave", d->enclave);
    json_count(item, "households", d->households);
    json_real(item, "area_m2", d->area_m2, 2);
    json_real(item, "gap_m", d->gap_m, 2);
    json_text(item, "near_class", sz_barrier_name(d->near_class));
    json_text(item, "near_name", d->near_name);
    json_text(item, "state", sz_detached_state_name(d->state));
    json_text(item, "reason", d->reason);
    json_text(item, "who", d->who);
    json_text(item, "date", d->date);
    json_text(item, "source", d->source);
    json_text(item, "clause", d->clause);
    json_text(item, "duty", d->duty);
    json_real(item, "x", d->x, 2);
    json_real(item, "y", d->y, 2);
    return status;
}

sz_status json_register(json_object *object, const char *key, const sz_register *reg,
                        const sz_plan *plan, sz_error *err)
{
    json_object *list = json_array_in(object, key);
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sz_register_count(reg) && status == SZ_SUCCESS; i++)
        status = json_part(json_next(list), plan, sz_register_at(reg, i), err);
    return status;
}

/* ---- changes ---- */

/* The part that a change is about, and the plan in which it lies apart. */
static const sz_detached *part_of(const struct register_pair *pair,
                                  const sz_detached_change *c, const sz_plan **plan)
{
    *plan = c->before >= 0 ? pair->plan_before : pair->plan_after;
    return c->before >= 0 ? sz_register_at(pair->before, (size_t)c->before)
                          : sz_register_at(pair->after, (size_t)c->after);
}

static void fate_cells(struct table *t, const struct register_pair *pair,
                       const sz_detached_change *c, const sz_detached *d)
{
    static const char *const fates[] = { N_("cleared"), N_("kept"), N_("new") };
    const sz_detached *now = sz_register_at(pair->after, (size_t)c->after);
    if (c->fate == SZ_DETACHED_KEPT && now->parcels < d->parcels)
        table_cell(t, _("%.2f ha left"), now->area_m2 / 1e4);
    else
        table_cell(t, "%s", _(fates[c->fate]));
    if (c->fate != SZ_DETACHED_CLEARED)
        table_cell(t, "%s", c->refused ? _("may not lie apart") : d->reason);
    else if (c->to == d->community)
        table_cell(t, "%s", _("hangs together with its community"));
    else if (c->to < 0)
        table_cell(t, "%s", _("to no community"));
    else {
        char *name = shown_name(pair->plan_after, c->to);
        table_cell(t, _("to %s"), name ? name : "");
        free(name);
    }
}

sz_status show_register_changes(const struct register_pair *pair, sz_error *err)
{
    struct table t = TABLE("lrrrlll");
    sz_detached_change *list = NULL;
    size_t n = 0;
    sz_status status = sz_register_changes(pair->before, pair->after, &list, &n, err);
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++) {
        const sz_plan *plan;
        const sz_detached *d = part_of(pair, &list[i], &plan);
        name_cell(&t, plan, d->community);
        table_cell(&t, "%d", (int)d->part);
        table_cell(&t, _("%lld households"), (long long)d->households);
        table_cell(&t, _("%.2f ha"), d->area_m2 / 1e4);
        table_cell(&t, "%s", state_text(d->state));
        fate_cells(&t, pair, &list[i], d);
    }
    if (n > 0) {
        puts(_("\nWhat becomes of detached land:"));
        table_print(&t, 2, stdout);
    }
    sz_free(list);
    return status;
}

sz_status json_register_changes(json_object *object, const char *key,
                                const struct register_pair *pair, sz_error *err)
{
    json_object *out = json_array_in(object, key);
    sz_detached_change *list = NULL;
    size_t n = 0;
    sz_status status = sz_register_changes(pair->before, pair->after, &list, &n, err);
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++) {
        const sz_detached_change *c = &list[i];
        const sz_plan *plan;
        const sz_detached *d = part_of(pair, c, &plan);
        json_object *item = json_next(out);
        json_text(item, "fate", sz_detached_fate_name(c->fate));
        json_flag(item, "refused", c->refused);
        const sz_detached *now = sz_register_at(pair->after, (size_t)c->after);
        json_count(item, "households_after", now ? now->households : 0);
        json_real(item, "area_after_m2", now ? now->area_m2 : 0, 2);
        status = json_community(item, "to_town", "to", pair->plan_after, c->to, err);
        if (status == SZ_SUCCESS)
            status = json_part(item, plan, d, err);
    }
    sz_free(list);
    return status;
}
