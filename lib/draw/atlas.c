/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_atlas_write(): all sheets in one PDF. */
#include <stdio.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "draw/contents.h"
#include "draw/sheet.h"

/* A sheet that there will be. */
typedef struct coming {
    sz_sheet_kind kind;
    int32_t community, town;
    char title[128];
} coming;

/* An atlas under way. */
typedef struct atlas {
    const sz_plan *before, *after, *shown;
    sz_sheet_options options;
    sz_surface *surface;
    sz_progress_fn progress;
    void *data;
    SZ__ARRAY(coming) sheets;
    sz_contents contents;
    char title[512];       /* of the whole */
    int pages, page;       /* in all, and so far */
    sz_numbering numbers;  /* of communities, the same on all sheets */
    sz_atlas_report done;
    sz_page_places *places; /* of the pages so far, or NULL */
} atlas;

/* What is of the map is so on every sheet, and so are the names that are shown all the same;
 * not every sheet has the title. */
static void add_withheld(sz_withheld *sum, const sz_withheld *sheet)
{
    sum->lines = sheet->lines;
    sum->units = sheet->units;
    sum->parcels = sheet->parcels;
    sum->areas = sheet->areas;
    sum->shown = sheet->shown > sum->shown ? sheet->shown : sum->shown;
    sum->names += sheet->names;
    sum->figures += sheet->figures;
    sum->places += sheet->places;
}

/* One more sheet, below the bookmark PARENT. */
static sz_status add(atlas *a, const coming *sheet, int parent, sz_error *err)
{
    sz_page page = { 0 };
    sz_sheet_options options = a->options;
    options.kind = sheet->kind;
    options.community = sheet->community;
    if (sheet->kind != SZ_SHEET_COMPARE)
        options.title = NULL;
    sz__surface_bookmark(a->surface, sheet->title, parent);
    sz__surface_page(a->surface);
    sz_status status = sz__page_draw(&page, sz__surface_cairo(a->surface), a->before,
                                     a->after, &options, &a->numbers, err);
    if (status == SZ_SUCCESS)
        status = sz__folio_draw(&page, ++a->page, a->pages, err);
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
        !a->progress((double)a->done.sheets / (double)a->sheets.n, sheet->title, a->data))
        status = sz__fail(err, SZ_ERR_CANCELLED, -1, _("the atlas was given up"));
    return status;
}

/* The pages of the contents, before all sheets. */
static sz_status add_contents(atlas *a, sz_error *err)
{
    int n = a->pages - (int)a->sheets.n;
    sz_status status = SZ_SUCCESS;
    sz__surface_bookmark(a->surface, sz__in(a->options.language, "目录"), 0);
    for (int i = 0; status == SZ_SUCCESS && i < n; i++, a->page++) {
        const sz_page_place nowhere = { 0 };
        sz__surface_page(a->surface);
        status = sz__contents_draw(&a->contents, a->title, i,
                                   sz__surface_cairo(a->surface), &a->options,
                                   &a->done.glyphs_missing, err);
        if (status == SZ_SUCCESS && a->places && !sz__push(a->places, nowhere))
            status = sz__nomem(err);
    }
    return status;
}

/* All sheets; those of communities below their towns, where there are several. */
static sz_status add_sheets(atlas *a, sz_error *err)
{
    const sz_map *map = sz_plan_map(a->shown);
    sz_status status = SZ_SUCCESS;
    int all = 0, town = 0;
    for (size_t i = 0; i < a->sheets.n && status == SZ_SUCCESS; i++) {
        const coming *s = &a->sheets.at[i];
        bool first = s->kind == SZ_SHEET_COMMUNITY && all == 0;
        if (first)
            all = town = sz__surface_bookmark(
                a->surface, sz__in(a->options.language, "各社区四至示意图"), 0);
        if (s->kind == SZ_SHEET_COMMUNITY && s->town >= 0 && sz_map_towns(map) > 1 &&
            (first || s->town != a->sheets.at[i - 1].town))
            town = sz__surface_bookmark(a->surface, sz_map_town_name(map, s->town),
                                        all);
        status = add(a, s, town, err);
    }
    return status;
}

/* One more sheet there will be. */
static bool expect(atlas *a, sz_sheet_kind kind, const char *title)
{
    coming sheet = { .kind = kind, .town = -1 };
    snprintf(sheet.title, sizeof sheet.title, "%s", sz__in(a->options.language, title));
    return sz__push(&a->sheets, sheet);
}

static bool expect_overviews(atlas *a)
{
    const sz_map *map = sz_plan_map(a->before);
    bool today = sz_plan_living(a->before) > 0; /* else nothing is wrong with them */
    bool service = a->options.reach && sz_map_offices(map) > 0;
    return expect(a, SZ_SHEET_PRESENT, "社区现状示意图") &&
           (!a->options.findings || !today ||
            expect(a, SZ_SHEET_PROBLEMS, "社区问题诊断图")) &&
           (!a->after || (expect(a, SZ_SHEET_COMPARE, "社区调整示意图") &&
                          expect(a, SZ_SHEET_PROPOSED, "社区调整方案图"))) &&
           (!sz__grids_any(map) || expect(a, SZ_SHEET_GRIDS, "社区网格示意图")) &&
           (!service || expect(a, SZ_SHEET_SERVICE, "社区服务半径示意图"));
}

static int by_town(const void *pa, const void *pb)
{
    const coming *a = pa, *b = pb;
    if (a->town != b->town)
        return a->town < b->town ? -1 : 1;
    return (a->community > b->community) - (a->community < b->community);
}

/* A sheet for each community, town by town. */
static sz_status expect_communities(atlas *a, sz_error *err)
{
    size_t n = sz_plan_communities(a->shown), first = a->sheets.n;
    for (size_t c = 0; c < n; c++) {
        sz_community info;
        coming sheet = { .kind = SZ_SHEET_COMMUNITY, .community = (int32_t)c };
        sz_status status = sz_plan_community(a->shown, c, &info, err);
        if (status != SZ_SUCCESS)
            return status;
        if (info.parcels == 0)
            continue;
        sheet.town = info.town;
        sz__sheet_name(a->shown, (int32_t)c, sheet.title, sizeof sheet.title);
        if (!sz__push(&a->sheets, sheet))
            return sz__nomem(err);
    }
    if (a->sheets.n > first)
        qsort(a->sheets.at + first, a->sheets.n - first, sizeof *a->sheets.at, by_town);
    return SZ_SUCCESS;
}

static bool list(atlas *a, const char *title, int page)
{
    sz_content c = { .page = page };
    snprintf(c.title, sizeof c.title, "%s", title);
    sz__utf8_trim(c.title);
    return sz__push(&a->contents, c);
}

/* The contents, with pages counted from the first sheet on; then from the first page. */
static sz_status list_all(atlas *a, sz_error *err)
{
    const sz_map *map = sz_plan_map(a->shown);
    bool towns = sz_map_towns(map) > 1;
    for (size_t i = 0; i < a->sheets.n; i++) {
        const coming *s = &a->sheets.at[i], *last = i ? s - 1 : NULL;
        bool one = s->kind == SZ_SHEET_COMMUNITY;
        bool first = one && (!last || last->kind != SZ_SHEET_COMMUNITY);
        if ((first && !list(a, sz__in(a->options.language, "各社区四至示意图"), 0)) ||
            (one && towns && s->town >= 0 && (first || s->town != last->town) &&
             !list(a, sz_map_town_name(map, s->town), 0)) ||
            !list(a, s->title, (int)i + 1))
            return sz__nomem(err);
    }
    int before = sz__contents_pages(&a->contents, &a->options);
    for (size_t i = 0; i < a->contents.n; i++)
        a->contents.at[i].page += a->contents.at[i].page ? before : 0;
    a->pages = before + (int)a->sheets.n;
    return SZ_SUCCESS;
}

/* Which sheets there will be, and on which pages. */
static sz_status prepare(atlas *a, sz_error *err)
{
    sz_status status = expect_overviews(a) ? SZ_SUCCESS : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = expect_communities(a, err);
    return status == SZ_SUCCESS ? list_all(a, err) : status;
}

/* The given title, or one with the town's name. */
static void find_title(atlas *a)
{
    const sz_map *map = sz_plan_map(a->before);
    sz_language language = a->options.language;
    const char *given = a->options.title, *own = sz__in(language, "社区调整图集");
    const char *town = sz_map_towns(map) == 1 ? sz_map_town_name(map, 0) : "";
    if (given)
        snprintf(a->title, sizeof a->title, "%s", given);
    else
        snprintf(a->title, sizeof a->title, *town ? sz__in(language, "%.200s%s") : "%s%s",
                 town, own);
    sz__utf8_trim(a->title);
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
    find_title(&a);
    sz__layout(&layout, a.options.paper);
    status = sz__surface_open(&a.surface, path, layout.w, layout.h, a.options.png_dpi,
                              a.title, a.options.date, a.options.language, err);
    if (status == SZ_SUCCESS && !sz__surface_has_pages(a.surface))
        status = sz__fail(err, SZ_ERR_INVALID, -1, _("%s: an atlas's file must end in .pdf"),
                          path);
    if (status == SZ_SUCCESS)
        status = prepare(&a, err);
    if (status == SZ_SUCCESS)
        status = add_contents(&a, err);
    if (status == SZ_SUCCESS)
        status = add_sheets(&a, err);
    if (status == SZ_SUCCESS)
        status = sz__surface_finish(a.surface, err);
    if (status == SZ_SUCCESS && report)
        *report = a.done;
    sz__surface_close(a.surface);
    free(a.numbers.at);
    free(a.sheets.at);
    free(a.contents.at);
    return status;
}

sz_status sz_atlas_write(const sz_plan *before, const sz_plan *after,
                         const sz_sheet_options *options, const char *path,
                         sz_progress_fn progress, void *data, sz_atlas_report *report,
                         sz_error *err)
{
    return sz__atlas_draw(before, after, options, path, progress, data, report, NULL, err);
}
