/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sizhi/sheet.h"

#include <string.h>

#include "core/i18n.h"
#include "draw/page.h"
#include "draw/sheet.h"

#define DPI 150.0

sz_status sz__sheet_options(sz_sheet_options *out, const sz_sheet_options *options,
                            sz_error *err)
{
    *out = (sz_sheet_options)SZ_SHEET_OPTIONS_INIT;
    if (options) {
        size_t size = options->size < sizeof *out ? options->size : sizeof *out;
        if (size < sizeof options->size)
            return sz__fail(err, SZ_ERR_INVALID, -1,
                            _("sheet options must start from SZ_SHEET_OPTIONS_INIT"));
        memcpy(out, options, size);
    }
    out->size = sizeof *out;
    if (out->png_dpi == 0.0)
        out->png_dpi = DPI;
    if (!(out->png_dpi >= 30.0 && out->png_dpi <= 600.0))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("PNG resolution %g dpi is outside 30 .. 600"), out->png_dpi);
    if ((unsigned)out->kind > SZ_SHEET_SERVICE || (unsigned)out->paper > SZ_PAPER_A0)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no sheet %d on paper %d"),
                        (int)out->kind, (int)out->paper);
    if (out->kind == SZ_SHEET_PROBLEMS && !out->findings)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a sheet of problems needs the findings of an audit"));
    if (out->kind == SZ_SHEET_SERVICE && !out->reach)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a sheet of service distances needs the distances"));
    if (out->n_sources > 0 && !out->sources)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("sources are counted, not given"));
    return SZ_SUCCESS;
}

/* What the kind of sheet needs of plans and options. */
static sz_status check_kind(const sz_sheet_options *o, const sz_plan *before,
                            const sz_plan *after, sz_error *err)
{
    const sz_plan *shown = after ? after : before;
    sz_community c;
    if (o->kind == SZ_SHEET_PROPOSED && !after)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no plan to show"));
    if (o->kind == SZ_SHEET_GRIDS && !sz__grids_any(sz_plan_map(before)))
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the map has no grids (units of kind 网格); import them with "
                          "--keep FILE:网格"));
    if (o->kind == SZ_SHEET_SERVICE && sz_map_offices(sz_plan_map(before)) == 0)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the map has no offices; import them with --offices FILE"));
    if (o->kind != SZ_SHEET_COMMUNITY)
        return SZ_SUCCESS;
    if (!o->description)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sheets of communities need a description of the plan"));
    if (o->community < 0 ||
        sz_plan_community(shown, (size_t)o->community, &c, err) != SZ_SUCCESS ||
        c.parcels == 0 || !sz_description_community(o->description, (size_t)o->community))
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no community %ld on the map"),
                        (long)o->community);
    return SZ_SUCCESS;
}

sz_status sz__sheet_draw(const sz_plan *before, const sz_plan *after,
                         const sz_sheet_options *options, const char *path,
                         sz_sheet_report *report, sz_page_places *places, sz_error *err)
{
    sz_sheet_options own;
    sz_surface *surface = NULL;
    sz_page page = { 0 };
    if (!before || !path || (after && sz_plan_map(before) != sz_plan_map(after)))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a sheet needs a path and plans of one map"));
    sz_layout layout;
    sz_status status = sz__sheet_options(&own, options, err);
    if (status == SZ_SUCCESS)
        status = check_kind(&own, before, after, err);
    if (status != SZ_SUCCESS)
        return status;
    sz__layout(&layout, own.paper);
    status = sz__surface_open(&surface, path, layout.w, layout.h, own.png_dpi,
                              own.title ? own.title : sz__in(own.language, "社区调整示意图"),
                              own.date, own.language, err);
    if (status == SZ_SUCCESS)
        status = sz__page_draw(&page, sz__surface_cairo(surface), before, after, &own,
                               NULL, err);
    if (status == SZ_SUCCESS && places && !sz__push(places, sz__page_place(&page)))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__surface_finish(surface, err);
    if (status == SZ_SUCCESS && report)
        *report = (sz_sheet_report){ .scale = page.denominator,
                                     .labels = page.labels,
                                     .labels_left_out = page.left_out,
                                     .glyphs_missing = sz__text_missing(page.text),
                                     .withheld = page.withheld,
                                     .names_left_out = page.nameless,
                                     .numbered = page.index.n };
    sz__page_release(&page);
    sz__surface_close(surface);
    return status;
}

sz_status sz_sheet_write(const sz_plan *before, const sz_plan *after,
                         const sz_sheet_options *options, const char *path,
                         sz_sheet_report *report, sz_error *err)
{
    return sz__sheet_draw(before, after, options, path, report, NULL, err);
}
