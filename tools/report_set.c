/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The set: documents, tables, sheets, atlas and layers, under the names that the field
 * has for them. */
#include "report_set.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"

/* A document or the tables. */
struct piece {
    const char *name[2];   /* in each language */
    const char *template;  /* NULL: its own for the format */
    int planned;           /* only of a plan that changes something */
};

static const struct piece pieces[] = {
    { { "社区优化调整方案.docx", "plan.docx" }, "plan", 0 },
    { { "社区优化调整方案.html", "plan.html" }, NULL, 0 },
    { { "一社区一方案.docx", "communities.docx" }, "community", 0 },
    { { "请示.docx", "request.docx" }, "request", 1 },
    { { "批复（代拟稿）.docx", "reply.docx" }, "reply", 1 },
    { { "风险评估事实材料.docx", "risks.docx" }, "risk", 1 },
    { { "移交清单.docx", "handing-over.docx" }, "transfer", 1 },
    { { "社区公布表.docx", "notice.docx" }, "publish", 0 },
    { { "附表.xlsx", "tables.xlsx" }, NULL, 0 },
};

static const struct piece of_scenarios[] = {
    { { "多方案论证材料.docx", "scenarios.docx" }, "scenarios", 0 },
    { { "多方案论证材料.html", "scenarios.html" }, "scenarios", 0 },
    { { "方案比选表.xlsx", "criteria.xlsx" }, NULL, 0 },
};

static const struct {
    const char *name[2];
    sz_sheet_kind kind;
    int planned;
} sheets[] = {
    { { "社区现状图.pdf", "map-today.pdf" }, SZ_SHEET_PRESENT, 0 },
    { { "社区现状问题诊断图.pdf", "map-problems.pdf" }, SZ_SHEET_PROBLEMS, 0 },
    { { "社区调整前后对照图.pdf", "map-before-and-after.pdf" }, SZ_SHEET_COMPARE, 1 },
    { { "社区调整方案图.pdf", "map-plan.pdf" }, SZ_SHEET_PROPOSED, 1 },
    { { "社区网格图.pdf", "map-grids.pdf" }, SZ_SHEET_GRIDS, 0 },
    { { "社区服务半径图.pdf", "map-service.pdf" }, SZ_SHEET_SERVICE, 0 },
};

static const struct {
    const char *name[2];
    const char *layer;     /* NULL: all */
    int planned;
} layers[] = {
    { { "成果数据.gpkg", "data.gpkg" }, NULL, 0 },
    { { "社区.shp", "communities.shp" }, "communities", 0 },
    { { "地块.shp", "parcels.shp" }, "parcels", 0 },
    { { "划转.shp", "moves.shp" }, "moves", 1 },
};

static sz_status nomem(sz_error *err)
{
    snprintf(err->message, sizeof err->message, "%s", _("out of memory"));
    return err->status = SZ_ERR_NOMEM;
}

/* Where the set goes, in which language, and the names of what is written. */
struct set {
    sz_folder *folder;
    sz_language language;
    struct opt_list *written;
};

/* Where to write NAME, which is kept in the list. */
static const char *take(const struct set *to, const char *name, sz_error *err)
{
    struct opt_list *written = to->written;
    const char *path = sz_folder_path(to->folder, name);
    const char **more = realloc(written->items, (written->n + 1) * sizeof *more);
    if (more)
        written->items = more;
    if (!path || !more) {
        nomem(err);
        return NULL;
    }
    written->items[written->n++] = name;
    return path;
}

static sz_status write_pieces(sz_report *report, int planned, const struct piece *list,
                              size_t n, const struct set *to, sz_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].planned && !planned)
            continue;
        const char *path = take(to, list[i].name[to->language], err);
        if (!path || sz_report_write(report, path, list[i].template, err) != SZ_SUCCESS)
            return err->status;
    }
    return SZ_SUCCESS;
}

static int has_grids(const sz_map *map)
{
    for (size_t u = 0; u < sz_map_units(map); u++)
        if (strcmp(sz_map_unit_kind(map, (int32_t)u), "网格") == 0)
            return 1;
    return 0;
}

/* Whether there is something for a sheet to show. */
static int is_of(const sz_project *project, sz_sheet_kind kind)
{
    const sz_map *map = sz_project_map(project);
    return kind == SZ_SHEET_GRIDS      ? has_grids(map)
           : kind == SZ_SHEET_SERVICE  ? sz_map_offices(map) > 0
           : kind == SZ_SHEET_PROBLEMS ? sz_plan_living(sz_project_present(project)) > 0
                                       : 1;
}

static sz_status write_sheets(sz_report *report, const sz_project *project, int planned,
                              const struct set *to, sz_error *err)
{
    for (size_t i = 0; i < COUNT(sheets); i++) {
        if ((sheets[i].planned && !planned) || !is_of(project, sheets[i].kind))
            continue;
        const char *path = take(to, sheets[i].name[to->language], err);
        if (!path ||
            sz_report_sheet(report, sheets[i].kind, path, NULL, err) != SZ_SUCCESS)
            return err->status;
    }
    const char *path = take(to, to->language ? "atlas.pdf" : "社区调整图集.pdf", err);
    return path ? sz_report_atlas(report, path, NULL, err) : err->status;
}

static sz_status write_layers(const sz_project *project, int planned, const struct set *to,
                              sz_error *err)
{
    for (size_t i = 0; i < COUNT(layers); i++) {
        sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
        options.layer = layers[i].layer;
        if (layers[i].planned && !planned)
            continue;
        const char *path = take(to, layers[i].name[to->language], err);
        if (!path || sz_project_export(project, path, &options, err) != SZ_SUCCESS)
            return err->status;
    }
    return SZ_SUCCESS;
}

sz_status report_set(sz_report *report, const sz_project *project, sz_language language,
                     const char *folder, struct opt_list *written, sz_error *err)
{
    struct set to = { .language = language, .written = written };
    int planned = project && sz_project_proposed(project);
    sz_status status = sz_folder_open(folder, &to.folder, err);
    if (status != SZ_SUCCESS)
        return status;
    if (!project) {
        status = write_pieces(report, planned, of_scenarios, COUNT(of_scenarios), &to, err);
    } else {
        status = write_pieces(report, planned, pieces, COUNT(pieces), &to, err);
        if (status == SZ_SUCCESS)
            status = write_sheets(report, project, planned, &to, err);
        if (status == SZ_SUCCESS)
            status = write_layers(project, planned, &to, err);
    }
    if (status == SZ_SUCCESS)
        status = sz_folder_publish(to.folder, err);
    sz_folder_free(to.folder);
    return status;
}
