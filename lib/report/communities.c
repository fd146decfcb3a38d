/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables with a row for each community: 调整前后对照表, 户数人口一览表, 四至一览表. */
#include <math.h>
#include <string.h>

#include "report/model.h"

#define KM2 1e-6

#define TEXT(key, heading) { key, heading, SZ_VALUE_TEXT, 0, 0 }
#define COUNT(key, heading) { key, heading, SZ_VALUE_COUNT, 0, 1 }
#define AREA(key, heading) { key, heading, SZ_VALUE_MEASURE, SZ_AREA_DECIMALS, 1 }

static bool has_ground(const sz_stand *s, int32_t c)
{
    return c < s->n && s->is[c].parcels > 0;
}

static bool renamed(const sz_report *r, int32_t c)
{
    return has_ground(r->now, c) && has_ground(r->end, c) &&
           strcmp(r->now->is[c].name, r->end->is[c].name) != 0;
}

static const char *fate(const sz_report *r, int32_t c)
{
    static const char *const words[] = { "保持不变", "调整", "新设", "撤销" };
    sz_fate f = r->end->is[c].fate;
    if (renamed(r, c))
        return f == SZ_FATE_KEPT ? "更名" : "调整并更名";
    return words[f];
}

/* ---- 调整前后对照表 ---- */

/* Before, after and by how much. What is not there is empty and counts as 0, what is not
 * known is empty before and after and has no change. */
static void cells_change(sz_report *r, sz_table *t, const double was[3],
                         const double is[3])
{
    for (int k = 0; k < 3; k++) {
        double a = isnan(was[k]) ? 0 : was[k], b = isnan(is[k]) ? 0 : is[k];
        sz__cell_number(r, t, was[k]);
        if (!r->planned)
            continue;
        sz__cell_number(r, t, is[k]);
        sz__cell_number(r, t, isnan(was[k]) && isnan(is[k]) ? NAN : b - a);
    }
}

static void figures_of(const sz_report *r, const sz_stand *s, int32_t c, double out[3])
{
    out[0] = out[1] = out[2] = NAN;
    if (!has_ground(s, c))
        return;
    out[0] = (double)s->is[c].households;
    out[1] = r->has_people ? (double)s->is[c].population : NAN;
    out[2] = s->area_m2[c] * KM2;
}

static void gap_of(const sz_report *r, const sz_stand *s, double out[3])
{
    out[0] = out[1] = out[2] = NAN;
    if (s->gap_parcels == 0)
        return;
    out[0] = (double)s->gap_households;
    out[1] = r->has_people ? (double)s->gap_population : NAN;
    out[2] = s->area_m2[s->n] * KM2;
}

static sz_table *begin_compare(sz_report *r)
{
    static const sz_report_column planned[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区"), TEXT("fate", "变化"), TEXT("former", "原名"),
        COUNT("households_before", "调整前户数"), COUNT("households_after", "调整后户数"),
        COUNT("households_change", "户数增减"),
        COUNT("population_before", "调整前人口"), COUNT("population_after", "调整后人口"),
        COUNT("population_change", "人口增减"),
        AREA("area_before", "调整前面积（平方公里）"),
        AREA("area_after", "调整后面积（平方公里）"),
        AREA("area_change", "面积增减（平方公里）"),
    };
    static const sz_report_column present[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区"), COUNT("households_before", "户数"),
        COUNT("population_before", "人口"), AREA("area_before", "面积（平方公里）"),
    };
    return r->planned ? sz__table_begin(r, "compare", "调整前后对照表", planned,
                                        sizeof planned / sizeof *planned)
                      : sz__table_begin(r, "compare", "社区现状表", present,
                                        sizeof present / sizeof *present);
}

static void compare(sz_report *r)
{
    sz_table *t = begin_compare(r);
    double was[3], is[3];
    int64_t number = 0;
    for (int32_t c = 0; c < r->end->n; c++) {
        if (!has_ground(r->now, c) && !has_ground(r->end, c))
            continue;
        sz__cell_count(r, t, ++number);
        sz__cell_town(r, t, r->end->is[c].town);
        sz__cell_text(r, t, r->end->is[c].name);
        if (r->planned) {
            sz__cell_word(r, t, fate(r, c));
            sz__cell_text(r, t, renamed(r, c) ? r->now->is[c].name : "");
        }
        figures_of(r, r->now, c, was);
        figures_of(r, r->end, c, is);
        cells_change(r, t, was, is);
    }
    gap_of(r, r->now, was);
    gap_of(r, r->end, is);
    if (r->now->gap_parcels > 0 || r->end->gap_parcels > 0) {
        sz__cell_none(r, t);
        sz__cell_town(r, t, -1);
        sz__cell_word(r, t, "（空白点）");
        if (r->planned) {
            sz__cell_none(r, t);
            sz__cell_none(r, t);
        }
        cells_change(r, t, was, is);
    }
    sz__table_end(r, t, "");
}

/* ---- 户数人口一览表 ---- */

static void population(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区"), TEXT("code", "代码"), COUNT("households", "户数"),
        COUNT("planned", "规划在建户数"), COUNT("counted", "计入户数"),
        TEXT("size", "规模判断"), COUNT("population", "人口"),
        AREA("area", "面积（平方公里）"), COUNT("parcels", "地块数"),
        COUNT("parts", "片数"),
    };
    static const char *const sizes[] = { "低于下限", "区间内", "超过上限" };
    sz_table *t = sz__table_begin(r, "population", "户数人口一览表", columns,
                                  sizeof columns / sizeof *columns);
    const sz_stand *s = r->end;
    int64_t number = 0;
    for (int32_t c = 0; c < s->n; c++) {
        if (!has_ground(s, c))
            continue;
        sz__cell_count(r, t, ++number);
        sz__cell_town(r, t, s->is[c].town);
        sz__cell_text(r, t, s->is[c].name);
        sz__cell_text(r, t, s->is[c].code ? s->is[c].code : "");
        sz__cell_count(r, t, s->is[c].households);
        sz__cell_count(r, t, s->is[c].planned);
        sz__cell_count(r, t, s->counted[c]);
        sz__cell_word(r, t, sizes[s->size[c] + 1]);
        sz__cell_people(r, t, s->is[c].population);
        sz__cell_number(r, t, s->area_m2[c] * KM2);
        sz__cell_count(r, t, (int64_t)s->is[c].parcels);
        sz__cell_count(r, t, (int64_t)s->is[c].parts);
    }
    sz__table_end(r, t, "");
    if (r->options.unplaced > 0)
        sz__table_note(r, t, sz__report_text(
            r, sz__report_word(r, "另有数据中的%lld户在图上没有位置，未计入"),
            (long long)r->options.unplaced));
}

/* ---- 四至一览表 ---- */

static void sides(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("town", "街镇"),
        TEXT("community", "社区"), TEXT("east", "东至"), TEXT("south", "南至"),
        TEXT("west", "西至"), TEXT("north", "北至"), TEXT("sentence", "四至表述"),
        { "named", "界线清晰率（%）", SZ_VALUE_MEASURE, 1, 0 },
        { "agreement", "回读一致率（%）", SZ_VALUE_MEASURE, 1, 0 },
    };
    sz_table *t = sz__table_begin(r, "sides", "四至一览表", columns,
                                  sizeof columns / sizeof *columns);
    int64_t number = 0;
    for (size_t i = 0; i < sz_description_communities(r->said); i++) {
        const sz_described_community *d = sz_description_community(r->said, i);
        if (!d->sentence)
            continue;
        sz__cell_count(r, t, ++number);
        sz__cell_town(r, t, r->end->is[d->community].town);
        sz__cell_text(r, t, r->end->is[d->community].name);
        sz__cell_text(r, t, d->east);
        sz__cell_text(r, t, d->south);
        sz__cell_text(r, t, d->west);
        sz__cell_text(r, t, d->north);
        sz__cell_text(r, t, d->sentence);
        sz__cell_number(r, t, 100 * d->named_share);
        sz__cell_number(r, t, 100 * d->agreement);
    }
    sz__table_end(r, t, "");
}

void sz__tables_communities(sz_report *r)
{
    compare(r);
    sides(r);
    population(r);
}
