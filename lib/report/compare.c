/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios side by side: plans brought onto one map, a row for each community. */
#include "report/compare.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "map/map.h"

static sz_status carry_all(sz_comparing *k, const sz_map *map, const sz_plan *const *plans,
                           sz_error *err)
{
    sz_status status = sz_plan_present(map, &k->plan[0], err);
    for (size_t s = 1; s < k->out->scenarios && status == SZ_SUCCESS; s++) {
        status = sz_plan_carry(plans[s - 1], map, &k->plan[s], err);
        if (status == SZ_ERR_DATA && err)
            err->item = (int64_t)s - 1;
    }
    return status;
}

static bool same(const sz_plan *a, int32_t c, const sz_plan *b, int32_t d)
{
    return a->tally[c].town == b->tally[d].town &&
           strcmp(a->tally[c].name, b->tally[d].name) == 0;
}

/* The row of a community that scenario S founds: that of an earlier scenario's of the
 * same town and name, or a new one. */
static int32_t row_of(const sz_comparing *k, size_t s, int32_t c)
{
    int32_t today = k->plan[0]->n;
    for (size_t e = 1; e < s; e++)
        for (int32_t d = today; d < k->plan[e]->n; d++)
            if (same(k->plan[s], c, k->plan[e], d))
                return k->row[e][d];
    return (int32_t)k->out->rows;
}

static bool name_row(sz_comparing *k, const sz_plan *plan, int32_t c)
{
    sz_comparison *out = k->out;
    out->name[out->rows] = sz__names_add(&out->texts, plan->tally[c].name);
    out->town[out->rows] = sz__names_add(&out->texts,
                                         sz_map_town_name(plan->map, plan->tally[c].town));
    return out->name[out->rows] != -2 && out->town[out->rows++] != -2;
}

static sz_status make_rows(sz_comparing *k, sz_error *err)
{
    sz_comparison *out = k->out;
    size_t most = 0;
    for (size_t s = 0; s < out->scenarios; s++)
        most += (size_t)k->plan[s]->n;
    out->name = sz__alloc(most, sizeof *out->name);
    out->town = sz__alloc(most, sizeof *out->town);
    if (!out->name || !out->town)
        return sz__nomem(err);
    for (size_t s = 0; s < out->scenarios; s++) {
        const sz_plan *plan = k->plan[s];
        if (!(k->row[s] = sz__alloc((size_t)plan->n, sizeof **k->row)))
            return sz__nomem(err);
        for (int32_t c = 0; c < plan->n; c++) {
            k->row[s][c] = c < k->plan[0]->n && s > 0 ? c : row_of(k, s, c);
            if ((size_t)k->row[s][c] == out->rows && !name_row(k, plan, c))
                return sz__nomem(err);
        }
    }
    return SZ_SUCCESS;
}

static void clear(sz_compared *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        at[i] = (sz_compared){ .clear_share = NAN, .compactness = NAN, .mean_m = NAN,
                               .farthest_m = NAN, .staff = -1, .staff_due = -1 };
}

/* The figures of all scenarios, each by itself; of several failures the first counts. */
static sz_status take_figures(sz_comparing *k, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    long failed = LONG_MAX, n = (long)k->out->scenarios;
    sz_community c;
    if (k->plan[0]->n > 0) /* counted once, before many look at it */
        status = sz_plan_community(k->plan[0], 0, &c, err);
    if (status != SZ_SUCCESS)
        return status;
#pragma omp parallel for schedule(dynamic, 1)
    for (long s = 0; s < n; s++) {
        sz_error own = SZ_ERROR_INIT;
        sz_status got = sz__compare_figures(k, (size_t)s, &own);
#pragma omp critical(sizhi_compare_error)
        if (got != SZ_SUCCESS && s < failed) {
            failed = s;
            status = got;
            if (err)
                *err = own;
        }
    }
    return status;
}

static sz_status fill(sz_comparing *k, const sz_map *map, const sz_plan *const *plans,
                      sz_error *err)
{
    sz_comparison *out = k->out;
    sz_status status = carry_all(k, map, plans, err);
    if (status == SZ_SUCCESS)
        status = make_rows(k, err);
    if (status != SZ_SUCCESS)
        return status;
    if (!(out->at = sz__alloc(out->scenarios * (out->rows + 1), sizeof *out->at)))
        return sz__nomem(err);
    clear(out->at, out->scenarios * (out->rows + 1));
    status = take_figures(k, err);
    if (status == SZ_SUCCESS && !k->options->no_sentences)
        status = sz__compare_sentences(k, err);
    return status;
}

sz_status sz_compare(const sz_map *map, const sz_plan *const *plans, size_t n,
                     const sz_policy *policy, const sz_compare_options *options,
                     sz_comparison **out, sz_error *err)
{
    static const sz_compare_options standard = SZ_COMPARE_OPTIONS_INIT;
    if (!map || (!plans && n > 0) || !policy || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a comparison needs a map, plans and a policy"));
    sz_comparing k = { .out = sz__zalloc(1, sizeof *k.out), .policy = policy,
                       .options = options ? options : &standard };
    k.plan = sz__zalloc(n + 1, sizeof *k.plan);
    k.row = sz__zalloc(n + 1, sizeof *k.row);
    sz_status status = k.out && k.plan && k.row ? SZ_SUCCESS : sz__nomem(err);
    if (status == SZ_SUCCESS) {
        k.out->texts = (sz_names)SZ__NAMES_INIT;
        k.out->scenarios = n + 1;
        status = fill(&k, map, plans, err);
    }
    for (size_t s = 0; s <= n; s++) {
        if (k.plan)
            sz_plan_free(k.plan[s]);
        if (k.row)
            free(k.row[s]);
    }
    free(k.plan);
    free(k.row);
    if (status == SZ_SUCCESS)
        *out = k.out;
    else
        sz_comparison_free(k.out);
    return status;
}

void sz_comparison_free(sz_comparison *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->said.n; i++)
        free(c->said.at[i].by);
    free(c->said.at);
    sz__names_release(&c->texts);
    free(c->name);
    free(c->town);
    free(c->at);
    free(c);
}

/* ---- what callers read ---- */

size_t sz_comparison_scenarios(const sz_comparison *c)
{
    return c->scenarios;
}

size_t sz_comparison_rows(const sz_comparison *c)
{
    return c->rows;
}

const char *sz_comparison_name(const sz_comparison *c, size_t row)
{
    return row < c->rows ? sz__name(&c->texts, c->name[row]) : "";
}

const char *sz_comparison_town(const sz_comparison *c, size_t row)
{
    return row < c->rows ? sz__name(&c->texts, c->town[row]) : "";
}

const sz_compared *sz_comparison_at(const sz_comparison *c, size_t scenario, size_t row)
{
    return scenario < c->scenarios && row <= c->rows
               ? &c->at[scenario * (c->rows + 1) + row] : NULL;
}

static bool differ(double a, double b)
{
    return isnan(a) != isnan(b) || fabs(a - b) > 0;
}

int sz_comparison_changes(const sz_comparison *c, size_t row)
{
    const sz_compared *today = sz_comparison_at(c, 0, row);
    for (size_t s = 1; today && s < c->scenarios; s++) {
        const sz_compared *f = sz_comparison_at(c, s, row);
        if (f->gained || f->lost || f->there != today->there ||
            f->parcels != today->parcels || f->parts != today->parts ||
            f->errors != today->errors || f->warnings != today->warnings ||
            f->hints != today->hints || f->goals != today->goals ||
            f->staff_due != today->staff_due || differ(f->gained_m2, f->lost_m2) ||
            differ(f->area_m2, today->area_m2) ||
            differ(f->clear_share, today->clear_share) ||
            differ(f->compactness, today->compactness) ||
            differ(f->mean_m, today->mean_m) || differ(f->farthest_m, today->farthest_m))
            return 1;
    }
    return 0;
}

const char *sz_sentence_kind_name(sz_sentence_kind kind)
{
    static const char *const names[] = { "fate", "move", "sides" };
    return names[kind];
}

size_t sz_comparison_sentences(const sz_comparison *c)
{
    return c->said.n;
}

sz_status sz_comparison_sentence(const sz_comparison *c, size_t i, sz_differing *out)
{
    if (i >= c->said.n)
        return SZ_ERR_INVALID;
    const sz_said *s = &c->said.at[i];
    *out = (sz_differing){ s->kind, (size_t)s->row, sz__name(&c->texts, s->text), s->by };
    return SZ_SUCCESS;
}
