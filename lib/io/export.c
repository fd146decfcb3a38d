/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing and exporting projects: which layer goes into which file. */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/platform.h"
#include "core/stage.h"
#include "io/write.h"

/* Where an export goes. */
typedef struct target {
    char *dir;             /* directory of the files */
    char *file;            /* name of the one file, or NULL: one for each layer */
    sz_dataset_layer layers[SZ_DS_LAYERS];
    int n;
    sz_write_style style;
} target;

static void target_release(target *t)
{
    free(t->dir);
    free(t->file);
}

static char *copy(const char *text)
{
    return sz__dup(text, strlen(text) + 1, 1);
}

/* Split PATH into directory and file. */
static sz_status place_file(target *t, const char *path, sz_error *err)
{
    t->dir = copy(CPLGetPath(path));
    t->file = copy(CPLGetFilename(path));
    return t->dir && t->file ? SZ_SUCCESS : sz__nomem(err);
}

/* PATH without the separator at its end. */
static sz_status place_directory(target *t, const char *path, sz_error *err)
{
    size_t n = strlen(path);
    if (!(t->dir = copy(path)))
        return sz__nomem(err);
    while (n > 1 && strchr("/\\", t->dir[n - 1]))
        t->dir[--n] = '\0';
    return SZ_SUCCESS;
}

static bool names_directory(const char *path)
{
    size_t n = strlen(path);
    return n > 0 && (strchr("/\\", path[n - 1]) || sz__is_dir(path) ||
                     *CPLGetExtension(path) == '\0');
}

static sz_status choose_format(target *t, const char *path,
                               const sz_export_options *options, sz_error *err)
{
    t->style.format = options->format ? sz__format_named(options->format)
                                      : sz__format_of_path(path);
    const char *encoding = options->encoding ? options->encoding : "UTF-8";
    t->style.gbk = EQUAL(encoding, "GBK");
    if (!t->style.format && options->format)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("cannot write format '%s'; there are GPKG, ESRI Shapefile, "
                          "GeoJSON and FlatGeobuf"), options->format);
    if (!t->style.format)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("'%s' does not say in which format to write"), path);
    if (!t->style.gbk && !EQUAL(encoding, "UTF-8"))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("cannot write encoding '%s'; there are GBK and UTF-8"),
                        encoding);
    if (t->style.gbk && !EQUAL(t->style.format->driver, "ESRI Shapefile"))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("only a Shapefile can be in GBK, '%s' cannot"), path);
    return SZ_SUCCESS;
}

static sz_status choose_layers(target *t, const sz_export_options *options,
                               sz_error *err)
{
    if (options->layer) {
        t->layers[0] = sz__layer_find(options->layer);
        t->n = 1;
        if (t->layers[0] == SZ_DS_LAYERS)
            return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no layer '%s'"),
                            options->layer);
    } else if (t->file && !t->style.format->many) {
        t->layers[0] = SZ_DS_PARCELS;
        t->n = 1;
    } else {
        for (t->n = 0; t->n < SZ_DS_LAYERS; t->n++)
            t->layers[t->n] = (sz_dataset_layer)t->n;
    }
    return SZ_SUCCESS;
}

static sz_status choose_target(target *t, const char *path,
                               const sz_export_options *options, sz_error *err)
{
    sz_status status = choose_format(t, path, options, err);
    if (status != SZ_SUCCESS)
        return status;
    if (!names_directory(path))
        status = place_file(t, path, err);
    else if (t->style.format->many)
        status = sz__fail(err, SZ_ERR_INVALID, -1,
                          _("'%s' is a directory and %s is one file"), path,
                          t->style.format->driver);
    else
        status = place_directory(t, path, err);
    return status == SZ_SUCCESS ? choose_layers(t, options, err) : status;
}

/* N layers from FIRST on into one file on the stage. */
static sz_status write_file(const target *t, const sz_stage *stage,
                            const sz_shown *shown, const sz_write_style *style,
                            int first, int n, sz_error *err)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", sz__layer_defs[t->layers[first]].name,
             style->format->ending);
    char *file = sz__stage_path(stage, t->file ? t->file : name);
    sz_status status = file ? SZ_SUCCESS : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__write_file(shown, t->layers + first, n, style, file, err);
    free(file);
    return status;
}

/* One layer of a format that has one in a file. What the format cannot hold goes into
 * a .csv beside it: metadata, which have no shapes and long values, and features
 * without a shape. */
static sz_status write_one(const target *t, const sz_stage *stage,
                           const sz_shown *shown, int i, sz_error *err)
{
    sz_write_style style = t->style, beside = t->style;
    sz_status status = SZ_SUCCESS;
    beside.format = sz__format_named("CSV");
    beside.gbk = false;
    if (t->layers[i] == SZ_DS_METADATA)
        return write_file(t, stage, shown, &beside, i, 1, err);
    bool lacking = t->layers[i] == SZ_DS_COMMUNITIES || t->layers[i] == SZ_DS_FINDINGS;
    if (style.format->shapes && lacking) {
        style.part = SZ_WRITE_SHAPED;
        beside.part = SZ_WRITE_SHAPELESS;
        size_t n = sz__write_count(shown, t->layers[i], SZ_WRITE_SHAPELESS);
        if (n > 0 && t->file)
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("%zu features of layer '%s' have no shape, and a %s file "
                              "holds none of those; write a directory or another "
                              "format"), n, sz__layer_defs[t->layers[i]].name,
                            style.format->driver);
        if (!t->file) /* though it were empty: an older one must not stay */
            status = write_file(t, stage, shown, &beside, i, 1, err);
    }
    if (status == SZ_SUCCESS)
        status = write_file(t, stage, shown, &style, i, 1, err);
    return status;
}

static sz_status write_target(const target *t, const sz_project *project, sz_error *err)
{
    sz_stage stage = { NULL, NULL, false };
    sz_shown shown = { 0 };
    sz_status status = sz__write_check(project, err);
    if (status == SZ_SUCCESS)
        status = sz__shown_open(&shown, project, err);
    if (status == SZ_SUCCESS && t->style.format->lonlat)
        status = sz__shown_to_lonlat(&shown, err);
    if (status == SZ_SUCCESS)
        status = sz__stage_open(&stage, t->dir, !t->file, err);
    if (status == SZ_SUCCESS && t->style.format->many)
        status = write_file(t, &stage, &shown, &t->style, 0, t->n, err);
    for (int i = 0; status == SZ_SUCCESS && !t->style.format->many && i < t->n; i++)
        status = write_one(t, &stage, &shown, i, err);
    if (status == SZ_SUCCESS)
        status = sz__stage_publish(&stage, err);
    sz__stage_discard(&stage);
    sz__shown_release(&shown);
    return status;
}

sz_status sz_project_export(const sz_project *project, const char *path,
                            const sz_export_options *options, sz_error *err)
{
    sz_export_options given = SZ_EXPORT_OPTIONS_INIT;
    target t = { .style = { .format = NULL } };
    if (!project || !path || !*path)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no project or no path to export"));
    if (options) /* an older caller's struct may be shorter */
        memcpy(&given, options,
               options->size < sizeof given ? options->size : sizeof given);
    sz__write_date(project, t.style.date);
    sz_status status = choose_target(&t, path, &given, err);
    if (status == SZ_SUCCESS)
        status = write_target(&t, project, err);
    target_release(&t);
    return status;
}

sz_status sz_project_write(const sz_project *project, const char *path, sz_error *err)
{
    sz_export_options options = SZ_EXPORT_OPTIONS_INIT;
    options.format = "GPKG";
    if (path && sz__format_of_path(path) != sz__format_named("GPKG"))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a project is a GeoPackage, '%s' does not end in .gpkg"),
                        path);
    return sz_project_export(project, path, &options, err);
}
