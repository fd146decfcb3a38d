/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_atlas_write(): all sheets in one PDF. */
#include <stdio.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "draw/page.h"
#include "draw/sheet.h"

/* An atlas under way. */
typedef struct atlas {
    const sz_plan *before, *after, *shown;
    sz_sheet_options options;
    sz_surface *surface;
    sz_progress_fn progress;
    void *data;
    bool grids, service;   /* there are sheets of them */
    size_t sheets;         /* that there will be */
    sz_numbering numbers;    /* of communities, the same on all sheets */
    sz_atlas_report done;
    sz_page_places *places; /* of the pages so far, or NULL */
} atlas;

/* Lines, units, parcels and areas are those of the map, the same on every sheet. */
static void add_withheld(sz_withheld *sum, const sz_withheld *sheet)
{
    sum->lines = sheet->lines;
    sum->units = sheet->units;
    sum->parcels = sheet->parcels;
    sum->areas = sheet->areas;
    sum->names += sheet->names;
    sum->figures += sheet->figures;
    sum->places += sheet->places;
}

/* One more sheet, of this KIND, called TITLE below the bookmark PARENT. */
static sz_status add(atlas *a, sz_sheet_kind kind, int32_t community, const char *title,
                     int parent, sz_error *err)
{
    sz_page page = { 0 };
    sz_sheet_options options = a->options;
    options.kind = kind;
    options.community = community;
    if (kind != SZ_SHEET_COMPARE)
        options.title = NULL;
    sz__surface_bookmark(a->surface, title, parent);
    sz__surface_page(a->surface);
    sz_status status = sz__page_draw(&page, sz__surface_cairo(a->surface), a->before,
                                     a->after, &options, &a->numbers, err);
    if (status == SZ_SUCCESS) {
        a->done.sheets++;
        a->done.labels += page.labels;
        a->done.labels_left_out += page.left_out;
        a->done.glyphs_missing += sz__text_missing(page.text);
        a->done.names_left_out += page.nameless;
        a->done.numbered = a->numbers.n;
        add_withheld(&a->done.withheld, &page.withheld);
        if (a->places && !sz__push(a->places, sz__page_place(&page)))
            status = sz__nomem(err);
    }
    sz__page_release(&page);
    if (status == SZ_SUCCESS && a->progress &&
        !a->progress((double)a->done.sheets / (double)a->sheets, title, a->data))
        status = sz__fail(err, SZ_ERR_CANCELLED, -1, _("the atlas was given up"));
    return status;
}

static sz_status add_overviews(atlas *a, sz_error *err)
{
    sz_language l = a->options.language;
    sz_status status = add(a, SZ_SHEET_PRESENT, 0, sz__in(l, "社区现状示意图"), 0, err);
    if (status == SZ_SUCCESS && a->options.findings)
        status = add(a, SZ_SHEET_PROBLEMS, 0, sz__in(l, "社区问题诊断图"), 0, err);
    if (status == SZ_SUCCESS && a->after)
        status = add(a, SZ_SHEET_COMPARE, 0, sz__in(l, "社区调整示意图"), 0, err);
    if (status == SZ_SUCCESS && a->after)
        status = add(a, SZ_SHEET_PROPOSED, 0, sz__in(l, "社区调整方案图"), 0, err);
    if (status == SZ_SUCCESS && a->grids)
        status = add(a, SZ_SHEET_GRIDS, 0, sz__in(l, "社区网格示意图"), 0, err);
    if (status == SZ_SUCCESS && a->service)
        status = add(a, SZ_SHEET_SERVICE, 0, sz__in(l, "社区服务半径示意图"), 0, err);
    return status;
}

/* A sheet for each community. */
static sz_status add_communities(atlas *a, sz_error *err)
{
    size_t n = sz_plan_communities(a->shown);
    const char *heading = sz__in(a->options.language, "各社区四至示意图");
    int parent = sz__surface_bookmark(a->surface, heading, 0);
    sz_status status = SZ_SUCCESS;
    for (size_t c = 0; c < n && status == SZ_SUCCESS; c++) {
        sz_community info;
        char name[128];
        status = sz_plan_community(a->shown, c, &info, err);
        if (status != SZ_SUCCESS || info.parcels == 0)
            continue;
        sz__sheet_name(a->shown, (int32_t)c, name, sizeof name);
        status = add(a, SZ_SHEET_COMMUNITY, (int32_t)c, name, parent, err);
    }
    return status;
}

sz_status sz__atlas_draw(const sz_plan *before, const sz_plan *after,
                         const sz_sheet_options *options, const char *path,
                         sz_progress_fn progress, void *data, sz_atlas_report *report,
                         sz_page_places *places, sz_error *err)
{
    atlas a = { .before = before, .after = after, .shown = after ? after : before,
                .progress = progress, .data = data, .places = places };
    sz_layout layout;
    sz_status status = sz__sheet_options(&a.options, options, err);
    if (status != SZ_SUCCESS)
        return status;
    if (!before || !path || (after && sz_plan_map(before) != sz_plan_map(after)))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a sheet needs a path and plans of one map"));
    if (!a.options.description)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sheets of communities need a description of the plan"));
    a.grids = sz__grids_any(sz_plan_map(before));
    a.service = a.options.reach && sz_map_offices(sz_plan_map(before)) > 0;
    a.sheets = 1 + (a.options.findings != NULL) + a.grids + a.service + (after ? 2 : 0) +
               sz_plan_living(a.shown);
    sz__layout(&layout, a.options.paper);
    status = sz__surface_open(&a.surface, path, layout.w, layout.h, a.options.png_dpi,
                              a.options.title ? a.options.title
                                              : sz__in(a.options.language, "社区调整图集"),
                              a.options.date, err);
    if (status == SZ_SUCCESS && !sz__surface_has_pages(a.surface))
        status = sz__fail(err, SZ_ERR_INVALID, -1, _("%s: an atlas's file must end in .pdf"),
                          path);
    if (status == SZ_SUCCESS)
        status = add_overviews(&a, err);
    if (status == SZ_SUCCESS)
        status = add_communities(&a, err);
    if (status == SZ_SUCCESS)
        status = sz__surface_finish(a.surface, err);
    if (status == SZ_SUCCESS && report)
        *report = a.done;
    sz__surface_close(a.surface);
    free(a.numbers.at);
    return status;
}

sz_status sz_atlas_write(const sz_plan *before, const sz_plan *after,
                         const sz_sheet_options *options, const char *path,
                         sz_progress_fn progress, void *data, sz_atlas_report *report,
                         sz_error *err)
{
    return sz__atlas_draw(before, after, options, path, progress, data, report, NULL, err);
}
