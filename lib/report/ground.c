/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ground that is not as it should be: 飞地清单, 空白点与重叠清单. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/model.h"

#define TEXT(key, heading) { key, heading, SZ_VALUE_TEXT, 0, 0 }
#define COUNT(key, heading) { key, heading, SZ_VALUE_COUNT, 0, 1 }
#define AREA(key, heading) { key, heading, SZ_VALUE_MEASURE, SZ_AREA_DECIMALS, 1 }

/* ---- 飞地清单 ---- */

static const char *state_word(sz_detached_state state)
{
    static const char *const words[] = { "待清理", "历史遗留", "新增" };
    return words[state];
}

/* What becomes of a part: 撤并 into whom, 保留, 新增; today alone: nothing yet. */
static const char *becomes(sz_report *r, const sz_detached *d,
                           const sz_detached_change *c)
{
    if (!c)
        return "";
    if (c->fate == SZ_DETACHED_ADDED)
        return sz__report_word(r, "新增");
    if (c->fate == SZ_DETACHED_KEPT)
        return sz__report_word(r, "保留");
    if (c->to < 0)
        return sz__report_word(r, "划出，无归属");
    return c->to == d->community
               ? sz__report_word(r, "与本社区连成一片")
               : sz__report_text(r, sz__report_word(r, "划入%s"),
                                 sz__report_name(r, r->end->plan, c->to));
}

static void put_detached(sz_report *r, sz_table *t, const sz_stand *s,
                         const sz_detached *d, const sz_detached_change *c,
                         int64_t number)
{
    sz__cell_count(r, t, number);
    sz__cell_text(r, t, s->when);
    sz__cell_town(r, t, s->is[d->community].town);
    sz__cell_text(r, t, s->is[d->community].name);
    sz__cell_count(r, t, d->part);
    sz__cell_count(r, t, d->households);
    sz__cell_number(r, t, d->area_m2 / 1e6);
    sz__cell_text(r, t, sz__report_name(r, s->plan, d->within));
    sz__cell_text(r, t, sz__report_text(r, "%s", d->around));
    sz__cell_word(r, t, d->enclave ? "是" : "否");
    sz__cell_word(r, t, state_word(d->state));
    sz__cell_text(r, t, d->reason);
    sz__cell_text(r, t, becomes(r, d, c));
    sz__cell_text(r, t, d->duty);
}

void sz__table_detached(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("when", "时点"),
        TEXT("town", "街镇"), TEXT("community", "所属社区"),
        { "part", "片", SZ_VALUE_COUNT, 0, 0 }, COUNT("households", "户数"),
        AREA("area", "面积（平方公里）"), TEXT("within", "所在社区"),
        TEXT("around", "周边社区"), TEXT("enclave", "被包围"), TEXT("state", "状态"),
        TEXT("reason", "理由"), TEXT("becomes", "调整结果"), TEXT("duty", "职责分工"),
    };
    sz_table *t = sz__table_begin(r, "detached", "飞地清单", columns,
                                  sizeof columns / sizeof *columns);
    const sz_register *now = r->now->reg, *end = r->end->reg;
    int64_t number = 0;
    for (size_t i = 0; !r->planned && i < sz_register_count(now); i++)
        put_detached(r, t, r->now, sz_register_at(now, i), NULL, ++number);
    for (size_t i = 0; i < r->n_changes; i++) {
        const sz_detached_change *c = &r->change[i];
        if (c->before >= 0)
            put_detached(r, t, r->now, sz_register_at(now, (size_t)c->before), c,
                         ++number);
        else
            put_detached(r, t, r->end, sz_register_at(end, (size_t)c->after), c,
                         ++number);
    }
    sz__table_end(r, t, "无飞地");
}

/* ---- 空白点与重叠清单 ---- */

/* One piece of such ground. */
typedef struct piece {
    int32_t first;         /* lowest parcel; -1: none yet */
    int64_t households, population, parcels;
    double area_m2;
    int32_t to;            /* who has it after; -1: nobody; -2: several */
} piece;

static void add(piece *g, const sz_report *r, int32_t p)
{
    const sz_map *m = r->map;
    int32_t to = r->end->plan->of[p];
    if (g->parcels++ == 0) {
        g->first = p;
        g->to = to;
    } else if (g->to != to) {
        g->to = -2;
    }
    g->households += m->households[p];
    g->population += m->population[p];
    g->area_m2 += m->area[p];
}

static const char *claimants(sz_report *r, int32_t p)
{
    size_t n;
    const int32_t *claim = sz_map_claims(r->map, (size_t)p, &n);
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = sz__report_text(r, "%s%s%s", list, i ? sz__report_word(r, "、") : "",
                               sz__report_name(r, r->now->plan, claim[i]));
    return list;
}

static void put_piece(sz_report *r, sz_table *t, const piece *g, bool gap,
                      int64_t number)
{
    const sz_map *m = r->map;
    sz__cell_count(r, t, number);
    sz__cell_word(r, t, gap ? "空白点" : "交叉重叠");
    sz__cell_town(r, t, m->town[g->first]);
    sz__cell_text(r, t, gap ? "" : claimants(r, g->first));
    sz__cell_count(r, t, g->households);
    sz__cell_people(r, t, g->population);
    sz__cell_number(r, t, g->area_m2 / 1e6);
    sz__cell_count(r, t, g->parcels);
    sz__cell_number(r, t, m->x[g->first]);
    sz__cell_number(r, t, m->y[g->first]);
    if (r->planned && g->to >= 0)
        sz__cell_text(r, t, sz__report_name(r, r->end->plan, g->to));
    else
        sz__cell_word(r, t, !r->planned ? "" : g->to == -2 ? "分属多个社区" : "仍无归属");
}

static bool same_claims(const sz_map *m, int32_t p, int32_t q)
{
    size_t n, k;
    const int32_t *a = sz_map_claims(m, (size_t)p, &n);
    const int32_t *b = sz_map_claims(m, (size_t)q, &k);
    return n == k && (n == 0 || memcmp(a, b, n * sizeof *a) == 0);
}

/* Ground of today that nobody has, piece by piece, where there are communities; then ground that the same communities
 * claim together. */
sz_status sz__table_ground(sz_report *r, sz_error *err)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("kind", "类别"),
        TEXT("town", "街镇"), TEXT("claims", "主张管辖的社区"),
        COUNT("households", "户数"), COUNT("population", "人口"),
        AREA("area", "面积（平方公里）"), COUNT("parcels", "地块数"),
        { "x", "x（米）", SZ_VALUE_MEASURE, 2, 0 },
        { "y", "y（米）", SZ_VALUE_MEASURE, 2, 0 }, TEXT("to", "调整后归属"),
    };
    const sz_map *m = r->map;
    sz_table *t = sz__table_begin(r, "ground", "空白点与重叠清单", columns,
                                  sizeof columns / sizeof *columns);
    int32_t *of = sz__alloc((size_t)m->n, sizeof *of);
    piece *gap = sz__zalloc((size_t)m->n, sizeof *gap);
    int64_t number = 0;
    if (!of || !gap || sz__plan_pieces(m, r->now->plan->of, of) < 0) {
        free(of);
        free(gap);
        return sz__nomem(err);
    }
    for (int32_t p = 0; p < m->n && r->now->living > 0; p++)
        if (r->now->plan->of[p] < 0)
            add(&gap[of[p]], r, p);
    for (int32_t k = 0; k < m->n; k++)
        if (gap[k].parcels > 0)
            put_piece(r, t, &gap[k], true, ++number);
    memset(of, 0, (size_t)m->n * sizeof *of); /* from here on: whether it is told */
    for (int32_t p = 0; p < m->n; p++) {
        piece g = { 0 };
        size_t n;
        sz_map_claims(m, (size_t)p, &n);
        for (int32_t q = p; q < m->n && n > 1 && !of[p]; q++)
            if (same_claims(m, p, q)) {
                add(&g, r, q);
                of[q] = q > p;
            }
        if (g.parcels > 0)
            put_piece(r, t, &g, false, ++number);
    }
    free(of);
    free(gap);
    sz__table_end(r, t, r->now->living > 0 ? "无空白点，无交叉重叠" : "尚未划分社区");
    return SZ_SUCCESS;
}
