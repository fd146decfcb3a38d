/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* 方案比选指标表: the criteria by which a panel weighs scenarios, a row for each, a column
 * for each scenario; what is best is marked. */
#include <math.h>

#include "report/model.h"

typedef enum better { NEITHER, MORE, FEWER, FEWER_OF_CHANGES } better;

/* In words of the table; a change costs nothing where there is none, so that what it
 * costs is compared between scenarios that change something. */
static const char *const directions[] = { "—", "越高越好", "越低越好",
                                          "越低越好（维持现状不参与）" };

typedef struct criterion {
    const char *meaning, *unit;
    int decimals;
    better better;
    double (*of)(const sz_compared *f);
} criterion;

static double known(int64_t n)
{
    return n < 0 ? NAN : (double)n;
}

static double communities(const sz_compared *f) { return (double)f->communities; }
static double in_band(const sz_compared *f) { return (double)f->in_band; }
static double outside(const sz_compared *f) { return (double)(f->communities - f->in_band); }
static double moved(const sz_compared *f) { return (double)f->lost; }
static double moved_area(const sz_compared *f) { return f->lost_m2 / 1e6; }
static double detached(const sz_compared *f) { return (double)(f->parts - f->communities); }
static double errors(const sz_compared *f) { return (double)f->errors; }
static double warnings(const sz_compared *f) { return (double)f->warnings; }
static double hints(const sz_compared *f) { return (double)f->hints; }
static double goals(const sz_compared *f) { return (double)f->goals; }
static double clear_share(const sz_compared *f) { return 100 * f->clear_share; }
static double compactness(const sz_compared *f) { return f->compactness; }
static double mean_way(const sz_compared *f) { return f->mean_m; }
static double longest_way(const sz_compared *f) { return f->farthest_m; }
static double staff(const sz_compared *f) { return known(f->staff); }
static double staff_due(const sz_compared *f) { return known(f->staff_due); }

static const criterion criteria[] = {
    { "社区数", "个", 0, NEITHER, communities },
    { "规模在区间内的社区数", "个", 0, NEITHER, in_band },
    { "规模不在区间内的社区数", "个", 0, FEWER, outside },
    { "离开原社区的户数", "户", 0, FEWER_OF_CHANGES, moved },
    { "划转面积（不含空白点）", "平方公里", SZ_AREA_DECIMALS, FEWER_OF_CHANGES, moved_area },
    { "飞地数", "处", 0, FEWER, detached },
    { "“必须”类问题数", "个", 0, FEWER, errors },
    { "“原则上”类问题数", "个", 0, FEWER, warnings },
    { "“提示”类问题数", "个", 0, FEWER, hints },
    { "“力争”类问题数", "个", 0, FEWER, goals },
    { "四界清晰率", "%", 1, MORE, clear_share },
    { "紧凑度（圆为1）", "", 3, MORE, compactness },
    { "居民到办公地点平均距离", "米", 0, FEWER, mean_way },
    { "居民到办公地点最远距离", "米", 0, FEWER, longest_way },
    { "现有人员", "名", 0, NEITHER, staff },
    { "按政策核定人员", "名", 0, NEITHER, staff_due },
};

#define N_OF(a) (sizeof(a) / sizeof *(a))

static double value(const sz_report *r, const criterion *c, size_t scenario)
{
    return c->of(sz_comparison_at(r->comparison, scenario,
                                  sz_comparison_rows(r->comparison)));
}

/* Ground without communities breaks no rule of theirs, which is no merit. */
static bool has_communities(const sz_report *r, size_t scenario)
{
    return sz_comparison_at(r->comparison, scenario,
                            sz_comparison_rows(r->comparison))->communities > 0;
}

static bool takes_part(const sz_report *r, const criterion *c, size_t scenario)
{
    const size_t all = sz_comparison_rows(r->comparison);
    const sz_compared *f = sz_comparison_at(r->comparison, scenario, all);
    if (!has_communities(r, scenario))
        return false;
    return c->better != FEWER_OF_CHANGES || f->gained_m2 > 0 || f->lost_m2 > 0;
}

/* Of a table that is not closed yet. */
static double number_at(const sz_table *t, size_t row, size_t column)
{
    return t->cell.at[row * t->column.n + column].number;
}

/* Mark what is best in row ROW, of COLUMN on: as it stands there, rounded. Nothing is when
 * all are the same or only one takes part. The names of the best. */
static const char *mark(sz_report *r, sz_table *t, size_t row, size_t column,
                        const criterion *c)
{
    double best = NAN, worst = NAN;
    const char *names = "";
    for (size_t s = 0; s < r->n_scenarios; s++) {
        double x = number_at(t, row, column + s);
        double sign = c->better == MORE ? 1 : -1;
        if (isnan(x) || !takes_part(r, c, s))
            continue;
        best = isnan(best) || sign * x > sign * best ? x : best;
        worst = isnan(worst) || sign * x < sign * worst ? x : worst;
    }
    if (c->better == NEITHER || isnan(best) || !(fabs(best - worst) > 0))
        return "";
    for (size_t s = 0; s < r->n_scenarios; s++) {
        double x = number_at(t, row, column + s);
        if (fabs(x - best) > 0 || isnan(x) || !takes_part(r, c, s))
            continue;
        sz__cell_mark(r, t, row, column + s);
        names = sz__report_text(r, "%s%s%s", names,
                                *names ? sz__report_word(r, "、") : "",
                                r->scenario[s].name);
    }
    return names;
}

static sz_table *begin(sz_report *r)
{
    static const sz_report_column ends[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 },
        { "criterion", "指标", SZ_VALUE_TEXT, 0, 0 },
        { "unit", "单位", SZ_VALUE_TEXT, 0, 0 },
        { "better", "取向", SZ_VALUE_TEXT, 0, 0 },
        { "best", "最优方案", SZ_VALUE_TEXT, 0, 0 },
    };
    SZ__ARRAY(sz_report_column) columns = SZ__ARRAY_INIT;
    size_t last = N_OF(ends) - 1;
    for (size_t i = 0; i < last; i++)
        r->nomem |= !sz__push(&columns, ends[i]);
    for (size_t s = 0; s < r->n_scenarios; s++) {
        const sz_report_column of = { sz__report_text(r, "scenario%zu", s),
                                      r->scenario[s].name, SZ_VALUE_MEASURE,
                                      -SZ_AREA_DECIMALS, 0 };
        r->nomem |= !sz__push(&columns, of);
    }
    r->nomem |= !sz__push(&columns, ends[last]);
    sz_table *t = r->nomem ? NULL
                           : sz__table_begin(r, "criteria", "方案比选指标表", columns.at,
                                             columns.n);
    free(columns.at);
    if (t)
        sz__table_of_scenarios(r, t);
    return t;
}

void sz__table_criteria(sz_report *r)
{
    sz_table *t = begin(r);
    int64_t row = 0;
    for (size_t i = 0; i < N_OF(criteria) && !r->nomem; i++) {
        const criterion *c = &criteria[i];
        bool any = false;
        for (size_t s = 0; s < r->n_scenarios; s++)
            any |= !isnan(value(r, c, s));
        if (!any)
            continue;
        sz__cell_count(r, t, row + 1);
        sz__cell_word(r, t, c->meaning);
        sz__cell_word(r, t, c->unit);
        sz__cell_word(r, t, directions[c->better]);
        for (size_t s = 0; s < r->n_scenarios; s++)
            sz__cell_measure(r, t, value(r, c, s), c->decimals);
        sz__cell_none(r, t);
        if (!r->nomem) /* the row is there now */
            t->cell.at[t->cell.n - 1].text = mark(r, t, (size_t)row, 4, c);
        row++;
    }
    bool all = true;
    for (size_t s = 0; s < r->n_scenarios; s++)
        all = all && has_communities(r, s);
    if (!r->nomem) {
        sz__table_end(r, t, "");
        sz__table_note(r, t, sz__report_word(r, all
            ? "加粗着色的为最优值，各方案相同的不标。"
            : "加粗着色的为最优值，各方案相同的不标；没有社区的方案不参与比较。"));
    }
}
