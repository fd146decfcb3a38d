/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes where: 划转明细, 网格归属变更表. */
#include <stdlib.h>
#include <string.h>

#include "report/model.h"

#define TEXT(key, heading) { key, heading, SZ_VALUE_TEXT, 0, 0 }
#define COUNT(key, heading) { key, heading, SZ_VALUE_COUNT, 0, 1 }
#define AREA(key, heading) { key, heading, SZ_VALUE_MEASURE, SZ_AREA_DECIMALS, 1 }

/* A community that gives or takes; -1 is ground that nobody has. */
static const char *side(sz_report *r, int32_t c)
{
    return c < 0 ? sz__report_word(r, "（空白点）") : sz__report_name(r, r->end->plan, c);
}

static void moves(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("from", "划出社区"),
        TEXT("to", "划入社区"), COUNT("households", "户数"),
        AREA("area", "面积（平方公里）"), COUNT("parcels", "地块数"),
        TEXT("sentence", "划转表述"), TEXT("exact", "回读"),
    };
    sz_table *t = sz__table_begin(r, "moves", "划转明细", columns,
                                  sizeof columns / sizeof *columns);
    for (size_t i = 0; i < sz_description_moves(r->said); i++) {
        const sz_described_move *m = sz_description_move(r->said, i);
        sz__cell_count(r, t, (int64_t)i + 1);
        sz__cell_text(r, t, side(r, m->from));
        sz__cell_text(r, t, side(r, m->to));
        sz__cell_count(r, t, m->households);
        sz__cell_number(r, t, m->area_m2 / 1e6);
        sz__cell_count(r, t, (int64_t)m->parcels);
        sz__cell_text(r, t, m->sentence);
        sz__cell_word(r, t, m->exact ? "一致" : "不一致");
    }
    sz__table_end(r, t, r->planned ? "无划转" : "没有调整方案");
}

/* ---- 网格归属变更表 ---- */

/* What of one unit changes hands in one way. */
typedef struct change {
    int32_t unit, from, to;
    int64_t households, parcels;
    double area_m2;
} change;

typedef SZ__ARRAY(change) changes;

static int by_unit(const void *a, const void *b)
{
    const change *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

/* Each parcel that changes hands, once for each layer of units it is in; those of one
 * unit and one way together. */
static void collect(sz_report *r, changes *out)
{
    const sz_map *m = r->map;
    const int32_t *was = r->now->plan->of, *is = r->end->plan->of;
    for (int32_t p = 0; p < m->n && !r->nomem; p++)
        for (size_t k = 0; k < sz_map_unit_layers(m) && was[p] != is[p]; k++) {
            int32_t u = sz_map_unit_in(m, (size_t)p, k);
            if (u >= 0)
                r->nomem |= !sz__push(out, (change){ u, was[p], is[p], m->households[p],
                                                     1, m->area[p] });
        }
    if (out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, by_unit);
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++) {
        change *last = n ? &out->at[n - 1] : NULL;
        if (last && by_unit(last, &out->at[i]) == 0) {
            last->households += out->at[i].households;
            last->parcels++;
            last->area_m2 += out->at[i].area_m2;
        } else {
            out->at[n++] = out->at[i];
        }
    }
    out->n = n;
}

/* Parcels of each unit; NULL when memory is out. */
static int64_t *unit_parcels(const sz_map *m)
{
    int64_t *n = sz__zalloc((size_t)m->n_units + 1, sizeof *n);
    for (int32_t p = 0; p < m->n && n; p++)
        for (size_t k = 0; k < sz_map_unit_layers(m); k++) {
            int32_t u = sz_map_unit_in(m, (size_t)p, k);
            if (u >= 0)
                n[u]++;
        }
    return n;
}

static void units(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("kind", "类别"),
        TEXT("unit", "网格（整体单元）"), TEXT("from", "原属社区"), TEXT("to", "现属社区"),
        { "households", "户数", SZ_VALUE_COUNT, 0, 0 },
        { "area", "面积（平方公里）", SZ_VALUE_MEASURE, SZ_AREA_DECIMALS, 0 },
        { "parcels", "地块数", SZ_VALUE_COUNT, 0, 0 }, TEXT("whole", "是否整体划转"),
    };
    sz_table *t = sz__table_begin(r, "units", "网格归属变更表", columns,
                                  sizeof columns / sizeof *columns);
    changes list = SZ__ARRAY_INIT;
    int64_t *all = unit_parcels(r->map);
    r->nomem |= !all;
    if (!r->nomem)
        collect(r, &list);
    for (size_t i = 0; i < list.n && !r->nomem; i++) {
        const change *c = &list.at[i];
        sz__cell_count(r, t, (int64_t)i + 1);
        sz__cell_text(r, t, sz_map_unit_kind(r->map, c->unit));
        sz__cell_text(r, t, sz_map_unit_name(r->map, c->unit));
        sz__cell_text(r, t, side(r, c->from));
        sz__cell_text(r, t, side(r, c->to));
        sz__cell_count(r, t, c->households);
        sz__cell_number(r, t, c->area_m2 / 1e6);
        sz__cell_count(r, t, c->parcels);
        sz__cell_word(r, t, c->parcels == all[c->unit] ? "整体" : "部分");
    }
    free(all);
    free(list.at);
    sz__table_end(r, t, sz_map_units(r->map) == 0 ? "数据中没有网格（整体单元）"
                        : r->planned ? "没有网格（整体单元）改变归属"
                                     : "没有调整方案");
}

void sz__tables_moves(sz_report *r)
{
    moves(r);
    units(r);
}
