/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Workers, premises and sites as tables that people open: 人员核定表, 用房达标表, 选址表. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/csvtext.h"
#include "core/i18n.h"
#include "core/stage.h"
#include "plan/plan.h"
#include "sizhi/service.h"

/* A measure; NaN: an empty field. */
static void put_measure(FILE *f, double number, char after)
{
    sz__csv_put_number(f, number, 2, after);
}

/* Town and name of a community. */
static void put_community(FILE *f, const sz_plan *plan, int32_t c)
{
    sz__csv_put(f, sz_map_town_name(plan->map, plan->tally[c].town), ',');
    sz__csv_put(f, plan->tally[c].name, ',');
}

static void put_staff(FILE *f, const sz_service_tables *t)
{
    fputs("街镇,社区,现状户数,调整后户数,现有人员,现状核定,调整后核定,按户数应配,增减\n", f);
    for (size_t i = 0; i < t->staff->n; i++) {
        const sz_staff_row *r = &t->staff->rows[i];
        int64_t share = r->after >= 0 ? r->after : r->before;
        put_community(f, t->plan, r->community);
        sz__csv_put_count(f, r->counted_before, ',');
        sz__csv_put_count(f, r->counted_after, ',');
        sz__csv_put_count(f, r->now, ',');
        sz__csv_put_count(f, r->before, ',');
        sz__csv_put_count(f, r->after, ',');
        sz__csv_put_count(f, r->norm, ',');
        if (r->now >= 0 && share >= 0)
            fprintf(f, "%lld", (long long)(share - r->now));
        putc('\n', f);
    }
}

static const char *verdict(const sz_premises *r)
{
    bool lacks = r->short_m2 > 0 || r->children_short_m2 > 0;
    bool unknown = (isfinite(r->need_m2) && isnan(r->short_m2)) ||
                   (isfinite(r->children_need_m2) && isnan(r->children_short_m2));
    return lacks ? "不达标" : unknown ? "不明" : "达标";
}

static void put_premises(FILE *f, const sz_service_tables *t)
{
    fputs("街镇,社区,户数,类别,办公地点数,面积不明数,现有面积m2,应达面积m2,依据,差额m2,"
          "力争面积m2,力争差额m2,儿童之家m2,儿童之家应达m2,儿童之家差额m2,结论\n", f);
    for (size_t i = 0; i < t->n_premises; i++) {
        const sz_premises *r = &t->premises[i];
        put_community(f, t->plan, r->community);
        sz__csv_put_count(f, r->counted, ',');
        sz__csv_put(f, r->rural ? "农村" : "城市", ',');
        sz__csv_put_count(f, (int64_t)r->offices, ',');
        sz__csv_put_count(f, (int64_t)r->unmeasured, ',');
        put_measure(f, r->have_m2, ',');
        put_measure(f, r->need_m2, ',');
        sz__csv_put(f, r->need_by, ',');
        put_measure(f, r->short_m2, ',');
        put_measure(f, r->goal_m2, ',');
        put_measure(f, r->goal_short_m2, ',');
        put_measure(f, r->children_have_m2, ',');
        put_measure(f, r->children_need_m2, ',');
        put_measure(f, r->children_short_m2, ',');
        sz__csv_put(f, verdict(r), '\n');
    }
}

static void put_sites(FILE *f, const sz_service_tables *t)
{
    fputs("街镇,社区,候选数,选址,面积m2,x,y,平均距离m,服务半径m,不通户数,现址平均距离m,"
          "现址服务半径m,现址不通户数\n", f);
    for (size_t i = 0; i < t->n_siting; i++) {
        const sz_siting *r = &t->siting[i];
        const sz_site none = { "", NAN, NAN, NAN };
        const sz_site *s = r->site < 0 ? &none : &t->sites[r->site];
        put_community(f, t->plan, r->community);
        sz__csv_put_count(f, (int64_t)r->candidates, ',');
        sz__csv_put(f, s->name, ',');
        put_measure(f, s->floor_m2 > 0 ? s->floor_m2 : NAN, ',');
        put_measure(f, s->x, ',');
        put_measure(f, s->y, ',');
        put_measure(f, r->mean_m, ',');
        put_measure(f, r->farthest_m, ',');
        sz__csv_put_count(f, r->site < 0 ? -1 : r->cut_off, ',');
        put_measure(f, r->now_mean_m, ',');
        put_measure(f, r->now_farthest_m, ',');
        sz__csv_put_count(f, r->now_cut_off, '\n');
    }
}

typedef void (*put_fn)(FILE *f, const sz_service_tables *tables);

static sz_status write_file(const sz_stage *stage, const char *name,
                            const sz_service_tables *tables, put_fn rows, sz_error *err)
{
    char *path = sz__stage_path(stage, name);
    if (!path)
        return sz__nomem(err);
    FILE *f = fopen(path, "wb");
    bool good = f != NULL;
    if (f) {
        fputs(SZ__CSV_BOM, f);
        rows(f, tables);
        good = !ferror(f);
        good = fclose(f) == 0 && good;
    }
    if (!good)
        sz__fail(err, SZ_ERR_IO, -1, _("cannot write '%s'"), path);
    free(path);
    return good ? SZ_SUCCESS : SZ_ERR_IO;
}

sz_status sz_service_write(const sz_service_tables *tables, const char *directory,
                           sz_error *err)
{
    sz_stage stage = { NULL, NULL, false };
    if (!tables || !tables->plan || !directory || !*directory ||
        (tables->siting && !tables->sites && tables->n_siting))
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no tables or no place to write"));
    sz_status status = sz__stage_open(&stage, directory, true, err);
    if (!status && tables->staff)
        status = write_file(&stage, "staff.csv", tables, put_staff, err);
    if (!status && tables->premises)
        status = write_file(&stage, "premises.csv", tables, put_premises, err);
    if (!status && tables->siting)
        status = write_file(&stage, "sites.csv", tables, put_sites, err);
    if (!status)
        status = sz__stage_publish(&stage, err);
    sz__stage_discard(&stage);
    return status;
}
