/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reports of several scenarios: what each is, what each moves, communities beside each
 * other. */
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "report/model.h"

#define TEXT(key, heading) { key, heading, SZ_VALUE_TEXT, 0, 0 }
#define NUMBER { "number", "序号", SZ_VALUE_COUNT, 0, 0 }
#define COUNT(key, heading) { key, heading, SZ_VALUE_COUNT, 0, 0 }
#define N_OF(a) (sizeof(a) / sizeof *(a))

static const char unchanged[] = "维持现状";

/* ---- 方案一览表 ---- */

/* Communities of a scenario by what becomes of them. */
static void count_fates(sz_report *r, const sz_plan *plan, int64_t n[4])
{
    memset(n, 0, 4 * sizeof *n);
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community is;
        if (sz_plan_community(plan, c, &is, NULL) != SZ_SUCCESS)
            r->nomem = true;
        else if (is.parcels > 0 || is.fate == SZ_FATE_ABOLISHED)
            n[is.fate]++;
    }
}

static void list_scenarios(sz_report *r)
{
    static const sz_report_column columns[] = {
        NUMBER, TEXT("scenario", "方案"), COUNT("communities", "社区数"),
        COUNT("kept", "保持不变"), COUNT("adjusted", "调整"), COUNT("founded", "新设"),
        COUNT("abolished", "撤销"), COUNT("moves", "划转数"),
        COUNT("moved_households", "离开原社区户数"),
        { "moved_share", "占总户数（%）", SZ_VALUE_MEASURE, 1, 0 },
    };
    sz_table *t = sz__table_begin(r, "scenarios", "方案一览表", columns, N_OF(columns));
    size_t all = sz_comparison_rows(r->comparison);
    for (size_t s = 0; s < r->n_scenarios; s++) {
        const sz_compared *is = sz_comparison_at(r->comparison, s, all);
        int64_t fate[4];
        count_fates(r, r->scenario[s].plan, fate);
        sz__cell_count(r, t, (int64_t)s + 1);
        sz__cell_text(r, t, r->scenario[s].name);
        sz__cell_count(r, t, (int64_t)is->communities);
        for (int i = 0; i < 4; i++)
            sz__cell_count(r, t, fate[i]);
        sz__cell_count(r, t, (int64_t)sz_description_moves(r->scenario[s].said));
        sz__cell_count(r, t, is->lost);
        sz__cell_number(r, t, 100 * (double)is->lost / (double)sz_map_households(r->map));
    }
    sz__table_end(r, t, "");
}

/* ---- 各方案划转明细 ---- */

static const char *side(sz_report *r, const sz_plan *plan, int32_t c)
{
    return c < 0 ? sz__report_word(r, "（空白点）") : sz__report_name(r, plan, c);
}

static void list_moves(sz_report *r)
{
    static const sz_report_column columns[] = {
        NUMBER, TEXT("scenario", "方案"), TEXT("from", "划出社区"), TEXT("to", "划入社区"),
        COUNT("households", "户数"),
        { "area", "面积（平方公里）", SZ_VALUE_MEASURE, SZ_AREA_DECIMALS, 0 },
        TEXT("sentence", "划转表述"),
    };
    sz_table *t = sz__table_begin(r, "moves", "各方案划转明细", columns, N_OF(columns));
    int64_t number = 0;
    for (size_t s = 0; s < r->n_scenarios; s++)
        for (size_t i = 0; i < sz_description_moves(r->scenario[s].said); i++) {
            const sz_described_move *m = sz_description_move(r->scenario[s].said, i);
            sz__cell_count(r, t, ++number);
            sz__cell_text(r, t, r->scenario[s].name);
            sz__cell_text(r, t, side(r, r->scenario[s].plan, m->from));
            sz__cell_text(r, t, side(r, r->scenario[s].plan, m->to));
            sz__cell_count(r, t, m->households);
            sz__cell_number(r, t, m->area_m2 / 1e6);
            sz__cell_text(r, t, m->sentence);
        }
    sz__table_end(r, t, "各方案均无划转");
}

/* ---- 各方案社区户数对照表 ---- */

/* Households of a community in every scenario; nothing where it is not there. */
static void put_community(sz_report *r, sz_table *t, int64_t number, size_t row)
{
    sz__cell_count(r, t, number);
    if (sz_map_towns(r->map) > 1)
        sz__cell_text(r, t, sz__report_text(r, "%s", sz_comparison_town(r->comparison,
                                                                        row)));
    sz__cell_text(r, t, sz__report_text(r, "%s", sz_comparison_name(r->comparison, row)));
    for (size_t s = 0; s < r->n_scenarios; s++) {
        const sz_compared *is = sz_comparison_at(r->comparison, s, row);
        sz__cell_count(r, t, is->there ? is->households : -1);
    }
}

/* The ground that nobody has, where there is some in a scenario. */
static void put_gaps(sz_report *r, sz_table *t, int64_t number)
{
    int64_t left[2] = { 0, 0 };
    size_t all = sz_comparison_rows(r->comparison);
    for (size_t s = 0; s < r->n_scenarios; s++)
        left[0] |= sz_map_households(r->map) -
                   sz_comparison_at(r->comparison, s, all)->households;
    if (left[0] == 0)
        return;
    sz__cell_count(r, t, number);
    if (sz_map_towns(r->map) > 1)
        sz__cell_none(r, t);
    sz__cell_word(r, t, "（空白点）");
    for (size_t s = 0; s < r->n_scenarios; s++) {
        left[1] = sz_map_households(r->map) -
                  sz_comparison_at(r->comparison, s, all)->households;
        sz__cell_count(r, t, left[1] > 0 ? left[1] : -1);
    }
}

static void list_communities(sz_report *r)
{
    SZ__ARRAY(sz_report_column) columns = SZ__ARRAY_INIT;
    static const sz_report_column first[] = { NUMBER, TEXT("town", "街镇"),
                                              TEXT("community", "社区") };
    for (size_t i = 0; i < N_OF(first); i++)
        r->nomem |= !sz__push(&columns, first[i]);
    for (size_t s = 0; s < r->n_scenarios; s++) {
        const sz_report_column of = { sz__report_text(r, "scenario%zu", s),
                                      r->scenario[s].name, SZ_VALUE_COUNT, 0, 1 };
        r->nomem |= !sz__push(&columns, of);
    }
    if (!r->nomem) {
        size_t n = sz_comparison_rows(r->comparison);
        sz_table *t = sz__table_begin(r, "communities", "各方案社区户数对照表", columns.at,
                                      columns.n);
        sz__table_of_scenarios(r, t);
        for (size_t row = 0; row < n; row++)
            put_community(r, t, (int64_t)row + 1, row);
        put_gaps(r, t, (int64_t)n + 1);
        sz__table_end(r, t, "");
    }
    free(columns.at);
}

void sz__tables_scenarios(sz_report *r)
{
    list_scenarios(r);
    sz__table_criteria(r);
    list_moves(r);
    list_communities(r);
}

/* ---- making it ---- */

static sz_status check_names(const sz_report *r, const char *const *names, size_t n,
                             sz_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!names[i] || !*names[i] || !sz__utf8_valid(names[i], strlen(names[i]), NULL))
            return sz__fail(err, SZ_ERR_INVALID, (int64_t)i,
                            _("scenario %zu has no name in UTF-8"), i + 1);
        bool twin = strcmp(names[i], sz__report_word(r, unchanged)) == 0;
        for (size_t k = 0; k < i && !twin; k++)
            twin = strcmp(names[i], names[k]) == 0;
        if (twin)
            return sz__fail(err, SZ_ERR_INVALID, (int64_t)i,
                            _("two scenarios are called '%s'"), names[i]);
    }
    return SZ_SUCCESS;
}

/* The scenarios on the report's map, with their sentences. */
static sz_status take_scenarios(sz_report *r, const sz_plan *const *plans,
                                const char *const *names, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t s = 0; s < r->n_scenarios && !status; s++) {
        sz_scenario *of = &r->scenario[s];
        of->name = s ? sz__report_text(r, "%s", names[s - 1])
                     : sz__report_word(r, unchanged);
        status = s ? sz_plan_carry(plans[s - 1], r->map, &of->plan, err)
                   : sz_plan_present(r->map, &of->plan, err);
        if (!status)
            status = sz__describe_change(r, r->scenario[0].plan, of->plan, &of->said, err);
    }
    return status ? status : r->nomem ? sz__nomem(err) : SZ_SUCCESS;
}

static sz_status make(sz_report *r, const sz_plan *const *plans, const char *const *names,
                      const sz_report_options *options, sz_error *err)
{
    const sz_compare_options figures = { sizeof figures, NULL, 1 };
    sz_status status = sz__report_options(r, options, err);
    if (!status)
        status = check_names(r, names, r->n_scenarios - 1, err);
    if (!status)
        status = sz_compare(r->map, plans, r->n_scenarios - 1, r->policy, &figures,
                            &r->comparison, err);
    if (!status)
        status = (r->scenario = sz__zalloc(r->n_scenarios, sizeof *r->scenario))
                     ? take_scenarios(r, plans, names, err)
                     : sz__nomem(err);
    if (status)
        return status;
    sz__facts_of_scenarios(r);
    sz__tables_scenarios(r);
    return r->nomem ? sz__nomem(err) : SZ_SUCCESS;
}

sz_status sz_report_scenarios(const sz_map *map, const sz_plan *const *plans,
                              const char *const *names, size_t n, const sz_policy *policy,
                              const sz_report_options *options, sz_report **out,
                              sz_error *err)
{
    if (!map || !plans || !names || n == 0 || !policy || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a comparison needs a map, plans and a policy"));
    sz_report *r = sz__zalloc(1, sizeof *r);
    if (!r)
        return sz__nomem(err);
    r->map = map;
    r->has_people = sz__has_people(map);
    r->policy = policy;
    r->n_scenarios = n + 1;
    sz_status status = make(r, plans, names, options, err);
    if (status)
        sz_report_free(r);
    else
        *out = r;
    return status;
}
