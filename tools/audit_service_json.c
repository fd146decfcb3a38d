/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Workers, premises and office sites as JSON; the shapes stand in sizhi-files(5). */
#include <math.h>

#include "audit_service.h"
#include "show.h"

static const sz_plan *audited(const struct service *s)
{
    return s->after ? s->after : s->before;
}

/* A number, null when it is below 0, which stands for none. */
static void count_or_null(json_object *object, const char *key, int64_t number)
{
    if (number < 0)
        json_text(object, key, NULL);
    else
        json_count(object, key, number);
}

static void change(json_object *object, int64_t now, int64_t share)
{
    if (now < 0 || share < 0)
        json_text(object, "change", NULL);
    else
        json_count(object, "change", share - now);
}

static sz_status json_staff(json_object *out, const struct service *s, sz_error *err)
{
    const sz_staff_table *staff = &s->staff;
    sz_status status = SZ_SUCCESS;
    count_or_null(out, "quota", staff->quota);
    json_text(out, "method", staff->method);
    json_text(out, "why_not_today", staff->why_not[0] ? staff->why_not : NULL);
    json_object *rows = json_array_in(out, "communities");
    for (size_t i = 0; i < staff->n && status == SZ_SUCCESS; i++) {
        const sz_staff_row *r = &staff->rows[i];
        json_object *row = json_next(rows);
        status = json_community(row, "town", "community", audited(s), r->community, err);
        count_or_null(row, "households_today", r->counted_before);
        count_or_null(row, "households", s->after ? r->counted_after : r->counted_before);
        count_or_null(row, "now", r->now);
        count_or_null(row, "share_today", r->before);
        count_or_null(row, "share", s->after ? r->after : r->before);
        count_or_null(row, "norm", r->norm);
        change(row, r->now, s->after ? r->after : r->before);
    }
    json_object *towns = json_array_in(out, "towns");
    for (size_t i = 0; i < staff->n_sums; i++) {
        const sz_staff_sum *sum = &staff->sums[i];
        json_object *row = json_next(towns);
        json_text(row, "town", sz_map_town_name(sz_plan_map(s->before), sum->town));
        json_count(row, "now", sum->now);
        json_count(row, "unplaced", sum->unplaced);
        json_count(row, "unknown", sum->unknown);
        count_or_null(row, "share_today", sum->before);
        count_or_null(row, "share", s->after ? sum->after : sum->before);
    }
    return status;
}

static sz_status json_premises(json_object *list, const struct service *s, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < s->n_premises && status == SZ_SUCCESS; i++) {
        const sz_premises *r = &s->premises[i];
        json_object *row = json_next(list);
        status = json_community(row, "town", "community", audited(s), r->community, err);
        json_count(row, "households", r->counted);
        json_flag(row, "rural", r->rural);
        json_count(row, "offices", (int64_t)r->offices);
        json_count(row, "unmeasured", (int64_t)r->unmeasured);
        json_real(row, "have_m2", r->have_m2, 2);
        json_real(row, "need_m2", r->need_m2, 2);
        json_text(row, "need_by", r->need_by[0] ? r->need_by : NULL);
        json_real(row, "short_m2", r->short_m2, 2);
        json_real(row, "goal_m2", r->goal_m2, 2);
        json_real(row, "goal_short_m2", r->goal_short_m2, 2);
        json_real(row, "children_have_m2", r->children_have_m2, 2);
        json_real(row, "children_need_m2", r->children_need_m2, 2);
        json_real(row, "children_short_m2", r->children_short_m2, 2);
    }
    return status;
}

static sz_status json_sites(json_object *out, const struct service *s, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    const char *distance = sz_policy_value(s->policy, "reach.distance");
    json_text(out, "distance", distance ? distance : "straight");
    json_count(out, "candidates", (int64_t)s->n_sites);
    json_count(out, "outside", (int64_t)s->outside);
    json_object *list = json_array_in(out, "communities");
    for (size_t i = 0; i < s->n_siting && status == SZ_SUCCESS; i++) {
        const sz_siting *r = &s->siting[i];
        const sz_site none = { NULL, 0, NAN, NAN };
        const sz_site *site = r->site < 0 ? &none : &s->sites[r->site];
        json_object *row = json_next(list);
        status = json_community(row, "town", "community", audited(s), r->community, err);
        json_count(row, "candidates", (int64_t)r->candidates);
        count_or_null(row, "site", r->site < 0 ? -1 : r->site + 1);
        json_text(row, "name", site->name);
        json_real(row, "floor_m2", site->floor_m2 > 0 ? site->floor_m2 : NAN, 2);
        json_real(row, "x", site->x, 2);
        json_real(row, "y", site->y, 2);
        json_real(row, "mean_m", r->mean_m, 2);
        json_real(row, "farthest_m", r->farthest_m, 2);
        count_or_null(row, "cut_off", r->site < 0 ? -1 : r->cut_off);
        json_real(row, "now_mean_m", r->now_mean_m, 2);
        json_real(row, "now_farthest_m", r->now_farthest_m, 2);
        json_count(row, "now_cut_off", r->now_cut_off);
    }
    return status;
}

sz_status service_json(json_object *object, const struct service *s, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (s->has_staff)
        status = json_staff(json_object_in(object, "staff"), s, err);
    else
        json_text(object, "staff", NULL);
    if (s->premises && status == SZ_SUCCESS)
        status = json_premises(json_array_in(object, "premises"), s, err);
    else if (!s->premises)
        json_text(object, "premises", NULL);
    if (s->sites && status == SZ_SUCCESS)
        status = json_sites(json_object_in(object, "sites"), s, err);
    else if (!s->sites)
        json_text(object, "sites", NULL);
    return status;
}
