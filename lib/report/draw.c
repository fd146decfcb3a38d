/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The maps of a report. */
#include "core/array.h"
#include "core/i18n.h"
#include "report/document.h"

static sz_sheet_options options_of(const sz_report *r)
{
    sz_sheet_options o = SZ_SHEET_OPTIONS_INIT;
    o.language = r->options.language;
    o.organisation = r->options.organisation;
    o.date = r->options.date;
    o.data_date = r->options.data_date;
    o.crs_name = r->options.crs_name;
    o.basis = r->options.basis;
    o.limit_assumed = r->options.limit_assumed;
    o.sources = r->options.sources;
    o.n_sources = r->options.n_sources;
    o.policy = sz_policy_title(r->policy);
    o.findings = r->now ? r->now->findings : NULL;
    o.description = r->said;
    return o;
}

static const sz_plan *later(const sz_report *r)
{
    return r->planned ? r->end->plan : NULL;
}

/* Scenario S against today's, in the colours that all scenarios have. */
static sz_status draw_scenario(const sz_report *r, size_t s, sz_sheet_options *o,
                               const char *file, sz_error *err)
{
    const sz_plan **all = sz__alloc(r->n_scenarios, sizeof *all);
    if (!all)
        return sz__nomem(err);
    for (size_t i = 0; i < r->n_scenarios; i++)
        all[i] = r->scenario[i].plan;
    o->others = all;
    o->n_others = r->n_scenarios;
    sz_status status = sz_sheet_write(all[0], s > 0 ? all[s] : NULL, o, file, NULL, err);
    free(all);
    return status;
}

sz_status sz__report_draw(const sz_report *r, const sz_block *map, sz_paper paper,
                          double dpi, const char *file, sz_error *err)
{
    sz_sheet_options o = options_of(r);
    o.title = map->text;
    o.png_dpi = dpi;
    o.kind = map->map;
    o.paper = paper;
    return map->scenario >= 0
               ? draw_scenario(r, (size_t)map->scenario, &o, file, err)
               : sz_sheet_write(r->now->plan, later(r), &o, file, NULL, err);
}

/* Draw with the ways to the offices, where there are offices. */
static sz_status find_ways(const sz_report *r, sz_reach_table *reach, sz_sheet_options *o,
                           sz_error *err)
{
    if (r->map->n_offices == 0)
        return SZ_SUCCESS;
    o->reach = reach;
    return sz_reach(r->end->plan, r->policy, reach, err);
}

static sz_status check(const sz_report *r, sz_error *err)
{
    return r && r->now ? SZ_SUCCESS
                       : sz__fail(err, SZ_ERR_INVALID, -1,
                                  _("sheets are drawn of a report of one plan"));
}

sz_status sz_report_sheet(const sz_report *report, sz_sheet_kind kind, const char *path,
                          sz_sheet_report *done, sz_error *err)
{
    sz_status status = check(report, err);
    if (status)
        return status;
    sz_sheet_options o = options_of(report);
    sz_reach_table reach = { 0 };
    o.kind = kind;
    if (kind == SZ_SHEET_SERVICE)
        status = find_ways(report, &reach, &o, err);
    if (!status)
        status = sz_sheet_write(report->now->plan, later(report), &o, path, done, err);
    sz_reach_release(&reach);
    return status;
}

sz_status sz_report_atlas(const sz_report *report, const char *path,
                          sz_atlas_report *done, sz_error *err)
{
    sz_status status = check(report, err);
    if (status)
        return status;
    sz_sheet_options o = options_of(report);
    sz_reach_table reach = { 0 };
    status = find_ways(report, &reach, &o, err);
    if (!status)
        status = sz_atlas_write(report->now->plan, later(report), &o, path,
                                report->options.progress, report->options.progress_data,
                                done, err);
    sz_reach_release(&reach);
    return status;
}
