/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land as a table that people fill in: 飞地清单. */
#include <cpl_conv.h>
#include <stdio.h>
#include <string.h>

#include "audit/register.h"
#include "core/csvtext.h"
#include "core/i18n.h"
#include "io/csv.h"
#include "core/stage.h"

/* ---- reading ---- */

typedef struct columns {
    int town, community, part, within, area, state, reason, who, date;
} columns;

static sz_status find_columns(const sz_csv *csv, columns *c, sz_error *err)
{
    sz_status status = sz__csv_need(csv, "社区|community", &c->community, err);
    if (!status)
        status = sz__csv_need(csv, "状态|state", &c->state, err);
    if (!status)
        status = sz__csv_need(csv, "理由|reason", &c->reason, err);
    c->town = sz__csv_column(csv, "街镇|town");
    c->part = sz__csv_column(csv, "片|part");
    c->within = sz__csv_column(csv, "所在社区|within");
    c->area = sz__csv_column(csv, "面积m2|area_m2");
    c->who = sz__csv_column(csv, "决定单位|who");
    c->date = sz__csv_column(csv, "日期|date");
    return status;
}

static const char *field(const sz_csv *csv, int column)
{
    return column < 0 ? "" : sz__csv_unmarked(csv->field.at[column]);
}

/* The state of the row at hand; -1 when it names none. */
static sz_status read_state(const sz_csv *csv, int column, int *out, sz_error *err)
{
    static const struct {
        const char *word;
        int state;
    } words[] = {
        { "", -1 },
        { "历史遗留", SZ_DETACHED_HISTORIC }, { "historic", SZ_DETACHED_HISTORIC },
        { "待清理", SZ_DETACHED_TO_CLEAR },   { "to_clear", SZ_DETACHED_TO_CLEAR },
        { "新增", SZ_DETACHED_NEW },          { "new", SZ_DETACHED_NEW },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, csv->field.at[column]) == 0) {
            *out = words[i].state;
            return SZ_SUCCESS;
        }
    return sz__csv_bad(csv, column, _("is none of 历史遗留 (historic), 待清理 "
                                      "(to_clear), 新增 (new)"), err);
}

static sz_status take_row(const sz_csv *csv, const columns *c, sz_policy *policy,
                          sz_error *err)
{
    char source[512];
    int state = -1;
    int64_t part = 0;
    sz_detached_record r = {
        .town = field(csv, c->town), .community = field(csv, c->community),
        .within = field(csv, c->within), .reason = field(csv, c->reason),
        .who = field(csv, c->who), .date = field(csv, c->date), .source = source,
    };
    snprintf(source, sizeof source, "%s:%ld", CPLGetFilename(csv->path), csv->line);
    sz_status status = read_state(csv, c->state, &state, err);
    if (status)
        return status;
    if (state == SZ_DETACHED_NEW || (state < 0 && !*r.reason))
        return SZ_SUCCESS;
    if (state < 0)
        return sz__csv_bad(csv, c->state, _("says neither 历史遗留 nor 待清理, though "
                                            "the row has a reason"), err);
    if (!*r.community)
        return sz__csv_bad(csv, c->community, _("is empty"), err);
    if (state == SZ_DETACHED_HISTORIC && !*r.reason)
        return sz__csv_bad(csv, c->reason, _("is empty: detached land may stay for a "
                                             "reason only"), err);
    if (*field(csv, c->part))
        status = sz__csv_whole(csv, c->part, 1, INT32_MAX, &part, err);
    if (!status && *field(csv, c->area))
        status = sz__csv_number(csv, c->area, &r.area_m2, err);
    r.part = (int32_t)part;
    r.historic = state == SZ_DETACHED_HISTORIC;
    return status ? status : sz_policy_record(policy, &r, err);
}

sz_status sz_register_read(const char *path, sz_policy *policy, sz_error *err)
{
    sz_csv csv = { 0 };
    columns c;
    bool more = true;
    if (!path || !*path || !policy)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no table or no policy to read it "
                                                   "into"));
    sz_status status = sz__csv_open(&csv, path, err);
    if (!status)
        status = find_columns(&csv, &c, err);
    while (!status && more) {
        status = sz__csv_next(&csv, &more, err);
        if (!status && more)
            status = take_row(&csv, &c, policy, err);
    }
    sz__csv_close(&csv);
    return status;
}

/* ---- writing ---- */

static const char *state_text(sz_detached_state state)
{
    static const char *const texts[] = { "待清理", "历史遗留", "新增" };
    return texts[state];
}

static const char *surround_text(sz_surround surround)
{
    static const char *const texts[] = { "一个社区", "辖区界和一个社区", "多个社区",
                                         "一个社区和空白点", "辖区界" };
    return texts[surround];
}

static const char *class_text(sz_barrier barrier)
{
    static const char *const texts[SZ_N_BARRIERS] = {
        "", "铁路", "河流", "快速路", "主干路", "街道", "巷弄", "围墙",
    };
    return texts[barrier];
}

static const char *name_of(const sz_plan *plan, int32_t c)
{
    return c < 0 ? "" : plan->tally[c].name;
}

static void put_row(FILE *f, const sz_register *reg, size_t i)
{
    const sz_detached *d = &reg->row.at[i];
    const sz_plan *plan = reg->plan;
    sz__csv_put_count(f, (int64_t)i + 1, ',');
    sz__csv_put(f, sz_map_town_name(plan->map, plan->tally[d->community].town), ',');
    sz__csv_put(f, name_of(plan, d->community), ',');
    sz__csv_put_count(f, d->part, ',');
    sz__csv_put_number(f, d->area_m2, 2, ',');
    sz__csv_put_count(f, d->households, ',');
    sz__csv_put(f, name_of(plan, d->within), ',');
    sz__csv_put(f, d->around, ',');
    sz__csv_put(f, surround_text(d->surround), ',');
    sz__csv_put(f, d->enclave ? "是" : "否", ',');
    sz__csv_put(f, *d->near_name ? d->near_name : class_text(d->near_class), ',');
    sz__csv_put_number(f, d->gap_m, 2, ',');
    sz__csv_put(f, state_text(d->state), ',');
    sz__csv_put(f, d->reason, ',');
    sz__csv_put(f, d->who, ',');
    sz__csv_put(f, d->date, ',');
    sz__csv_put(f, d->duty, '\n');
}

static void put_table(FILE *f, const void *data)
{
    const sz_register *reg = data;
    fputs(SZ__CSV_BOM "序号,街镇,社区,片,面积m2,户数,所在社区,周边社区,包围情况,被包围,"
          "最近界线,相距m,状态,理由,决定单位,日期,职责分工\n", f);
    for (size_t i = 0; i < reg->row.n; i++)
        put_row(f, reg, i);
}

sz_status sz_register_write(const sz_register *reg, const char *path, sz_error *err)
{
    if (!reg || !path || !*path)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no register or no path to write"));
    return sz__stage_file(path, put_table, reg, err);
}
