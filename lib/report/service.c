/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Premises and workers: 用房达标表, 人员核定表. */
#include <math.h>
#include <string.h>

#include "report/model.h"

#define TEXT(key, heading) { key, heading, SZ_VALUE_TEXT, 0, 0 }
#define COUNT(key, heading) { key, heading, SZ_VALUE_COUNT, 0, 1 }
#define FLOOR(key, heading) { key, heading, SZ_VALUE_MEASURE, 2, 1 }

/* ---- 用房达标表 ---- */

/* Names of the offices of a community. */
static const char *offices_of(sz_report *r, int32_t c)
{
    const sz_map *m = r->map;
    const char *list = "";
    for (int32_t i = 0; i < m->n_offices; i++)
        if (m->offices[i].community == c && m->offices[i].name &&
            *m->offices[i].name)
            list = sz__report_text(r, "%s%s%s", list, *list ? sz__report_word(r, "、") : "",
                                   m->offices[i].name);
    return list;
}

/* Whether the community's premises are as the policy wants them. */
static const char *verdict(const sz_premises *p)
{
    bool asked = isfinite(p->need_m2) || isfinite(p->children_need_m2);
    bool lacks = p->short_m2 > 0 || p->children_short_m2 > 0;
    bool unknown = (isfinite(p->need_m2) && isnan(p->short_m2)) ||
                   (isfinite(p->children_need_m2) && isnan(p->children_short_m2));
    return !asked ? "未作规定" : lacks ? "不达标" : unknown ? "不明" : "达标";
}

static void premises(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区"), TEXT("offices", "办公地点"), COUNT("counted", "户数"),
        TEXT("kind", "类别"), FLOOR("have", "现有面积（平方米）"),
        FLOOR("need", "应达面积（平方米）"), TEXT("by", "依据"),
        FLOOR("short", "差额（平方米）"), FLOOR("goal", "力争面积（平方米）"),
        FLOOR("goal_short", "力争差额（平方米）"),
        FLOOR("children_have", "儿童之家（平方米）"),
        FLOOR("children_need", "儿童之家应达（平方米）"),
        FLOOR("children_short", "儿童之家差额（平方米）"), TEXT("verdict", "结论"),
    };
    sz_table *t = sz__table_begin(r, "premises", "用房达标表", columns,
                                  sizeof columns / sizeof *columns);
    for (size_t i = 0; i < r->n_premises; i++) {
        const sz_premises *p = &r->premises[i];
        sz__cell_count(r, t, (int64_t)i + 1);
        sz__cell_town(r, t, r->end->is[p->community].town);
        sz__cell_text(r, t, r->end->is[p->community].name);
        sz__cell_text(r, t, offices_of(r, p->community));
        sz__cell_count(r, t, p->counted);
        sz__cell_word(r, t, p->rural ? "农村" : "城市");
        sz__cell_number(r, t, p->have_m2);
        sz__cell_number(r, t, p->need_m2);
        sz__cell_text(r, t, p->need_by);
        sz__cell_number(r, t, p->short_m2);
        sz__cell_number(r, t, p->goal_m2);
        sz__cell_number(r, t, p->goal_short_m2);
        sz__cell_number(r, t, p->children_have_m2);
        sz__cell_number(r, t, p->children_need_m2);
        sz__cell_number(r, t, p->children_short_m2);
        sz__cell_word(r, t, verdict(p));
    }
    sz__table_end(r, t, "");
    if (r->map->n_offices == 0)
        sz__table_note(r, t, sz__report_word(r, "数据中没有办公用房"));
}

/* ---- 人员核定表 ---- */

static void put_worker_row(sz_report *r, sz_table *t, int64_t number, int32_t town,
                           const char *name, const sz_staff_row *w)
{
    int64_t share = r->planned ? w->after : w->before;
    if (number > 0)
        sz__cell_count(r, t, number);
    else
        sz__cell_none(r, t);
    sz__cell_town(r, t, town);
    sz__cell_text(r, t, name);
    sz__cell_count(r, t, w->counted_before);
    if (r->planned)
        sz__cell_count(r, t, w->counted_after);
    sz__cell_count(r, t, w->now);
    sz__cell_count(r, t, w->before);
    if (r->planned)
        sz__cell_count(r, t, w->after);
    sz__cell_count(r, t, w->norm);
    sz__cell_number(r, t, w->now < 0 || share < 0 ? NAN : (double)(share - w->now));
}

static sz_table *begin_staff(sz_report *r)
{
    static const sz_report_column planned[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区"), COUNT("counted_before", "调整前户数"),
        COUNT("counted_after", "调整后户数"), COUNT("now", "现有人员"),
        COUNT("share_before", "调整前核定"), COUNT("share_after", "调整后核定"),
        COUNT("norm", "按户数应配"), COUNT("change", "增减"),
    };
    static const sz_report_column present[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区"), COUNT("counted_before", "户数"),
        COUNT("now", "现有人员"), COUNT("share_before", "核定"),
        COUNT("norm", "按户数应配"), COUNT("change", "增减"),
    };
    return r->planned ? sz__table_begin(r, "staff", "人员核定表", planned,
                                        sizeof planned / sizeof *planned)
                      : sz__table_begin(r, "staff", "人员核定表", present,
                                        sizeof present / sizeof *present);
}

static void staff(sz_report *r)
{
    sz_table *t = begin_staff(r);
    const sz_staff_table *s = &r->staff;
    for (size_t i = 0; i < s->n; i++) {
        const sz_community *c = &r->end->is[s->rows[i].community];
        put_worker_row(r, t, (int64_t)i + 1, c->town, c->name, &s->rows[i]);
    }
    for (size_t i = 0; i < s->n_sums; i++) {
        const sz_staff_row left = { -1, -1, -1, s->sums[i].unplaced, -1, -1, -1 };
        if (s->sums[i].unplaced > 0)
            put_worker_row(r, t, 0, s->sums[i].town,
                           sz__report_word(r, "（所属社区不明）"), &left);
    }
    sz__table_end(r, t, "");
    const char *note = "";
    if (r->staff_why)
        note = sz__report_text(r, sz__report_word(r, "员额不能核定：%s"), r->staff_why);
    else if (!r->has_staff)
        note = sz__report_word(r, "对照政策未规定员额");
    else if (s->why_not[0])
        note = sz__report_text(r, sz__report_word(r, "调整前员额不能核定：%s"),
                               s->why_not);
    sz__table_note(r, t, note);
}

/* ---- 社区公布表 ---- */

/* What is made known of each community; people fill in the rest. */
static void publish(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区名称"), TEXT("offices", "办公地点"),
        TEXT("leader", "临时负责人"), TEXT("phone", "办公电话"),
    };
    sz_table *t = sz__table_begin(r, "publish", "社区公布表", columns,
                                  sizeof columns / sizeof *columns);
    int64_t number = 0;
    for (int32_t c = 0; c < r->end->n; c++) {
        if (r->end->is[c].parcels == 0)
            continue;
        sz__cell_count(r, t, ++number);
        sz__cell_town(r, t, r->end->is[c].town);
        sz__cell_text(r, t, r->end->is[c].name);
        sz__cell_text(r, t, offices_of(r, c));
        sz__cell_none(r, t);
        sz__cell_none(r, t);
    }
    sz__table_end(r, t, "");
}

void sz__tables_service(sz_report *r)
{
    premises(r);
    staff(r);
    publish(r);
}
