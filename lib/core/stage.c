/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing beside and moving into place. */
#include "core/stage.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/platform.h"

/* DIR/A B, malloc'ed. */
static char *join(const char *dir, const char *a, const char *b)
{
    size_t n = strlen(dir) + strlen(a) + strlen(b) + 2;
    char *path = sz__alloc(n, 1);
    if (path)
        snprintf(path, n, "%s/%s%s", dir, a, b);
    return path;
}

char *sz__stage_path(const sz_stage *stage, const char *name)
{
    return join(stage->dir, name, "");
}

static void close_stage(sz_stage *stage)
{
    free(stage->dir);
    free(stage->target);
    *stage = (sz_stage){ NULL, NULL, false };
}

void sz__stage_discard(sz_stage *stage)
{
    if (stage->dir)
        sz__remove_dir(stage->dir);
    if (stage->created)
        sz__remove_empty_dir(stage->target); /* others may have put files there */
    close_stage(stage);
}

sz_status sz__stage_open(sz_stage *out, const char *target, bool may_create,
                         sz_error *err)
{
    const char *dir = *target ? target : ".";
    sz_stage stage = { NULL, sz__dup(dir, strlen(dir) + 1, 1), false };
    sz_status status = SZ_SUCCESS;
    if (!stage.target)
        return sz__nomem(err);
    if (!sz__is_dir(stage.target)) {
        stage.created = may_create && sz__mkdir_new(stage.target);
        if (!stage.created) {
            status = sz__fail(err, SZ_ERR_IO, -1,
                              may_create ? _("cannot make directory '%s'")
                                         : _("there is no directory '%s'"), target);
            goto fail;
        }
    }
    for (int k = 0; k < 1000; k++) {
        char name[64];
        snprintf(name, sizeof name, ".sizhi-%" PRIu64 "-%d", sz__process(), k);
        free(stage.dir);
        if (!(stage.dir = join(stage.target, name, ""))) {
            status = sz__nomem(err);
            goto fail;
        }
        if (sz__mkdir_new(stage.dir)) {
            *out = stage;
            return SZ_SUCCESS;
        }
        if (!sz__exists(stage.dir))
            break;
    }
    status = sz__fail(err, SZ_ERR_IO, -1, _("cannot write into directory '%s'"),
                      stage.target);
    free(stage.dir);
    stage.dir = NULL;
fail:
    sz__stage_discard(&stage);
    return status;
}

const char *sz__path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

sz_status sz__stage_for(sz_stage *out, const char *path, char **file, sz_error *err)
{
    const char *name = sz__path_name(path);
    size_t n = (size_t)(name - path);
    char *dir = sz__dup(path, n + 1, 1); /* with the slash: "/" is a directory */
    *file = NULL;
    if (!dir)
        return sz__nomem(err);
    dir[n > 1 ? n - 1 : n] = '\0';
    sz_status status = sz__stage_open(out, dir, false, err);
    free(dir);
    if (!status && !(*file = sz__stage_path(out, name)))
        status = sz__nomem(err);
    return status;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* Journals and indexes of the file that PATH replaces would be read as if they
 * were of the new one. */
static void remove_companions(const char *path)
{
    static const char *const of_gpkg[] = { "-wal", "-shm", "-journal" };
    static const char *const of_shp[] = { ".qix", ".sbn", ".sbx" };
    char other[4096];
    for (int k = 0; k < 3; k++) {
        int n = 0;
        if (ends_with(path, ".gpkg"))
            n = snprintf(other, sizeof other, "%s%s", path, of_gpkg[k]);
        else if (ends_with(path, ".shp"))
            n = snprintf(other, sizeof other, "%.*s%s", (int)strlen(path) - 4, path,
                         of_shp[k]);
        if (n > 0 && (size_t)n < sizeof other)
            sz__remove(other);
    }
}

/* The three places of one file. */
typedef struct places {
    char *staged, *final, *old;
} places;

static void places_release(places *p)
{
    free(p->staged);
    free(p->final);
    free(p->old);
}

static bool places_of(const sz_stage *stage, const char *name, places *out)
{
    places p = { join(stage->dir, name, ""), join(stage->target, name, ""),
                 join(stage->dir, name, ".replaced") };
    *out = p;
    return p.staged && p.final && p.old;
}

static bool move_in(const places *p)
{
    if (sz__exists(p->final) && !sz__rename(p->final, p->old))
        return false;
    remove_companions(p->final);
    if (sz__rename(p->staged, p->final))
        return true;
    if (sz__exists(p->old))
        sz__rename(p->old, p->final);
    return false;
}

static void move_out(const places *p)
{
    sz__rename(p->final, p->staged);
    if (sz__exists(p->old))
        sz__rename(p->old, p->final);
}

sz_status sz__stage_publish(sz_stage *stage, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    size_t n = 0, listed = 0, done = 0;
    char **names = sz__list_dir(stage->dir, &n);
    places *all = names ? sz__zalloc(n, sizeof *all) : NULL;
    bool ok = all != NULL;
    while (ok && listed < n) {
        ok = places_of(stage, names[listed], &all[listed]);
        listed++;
    }
    if (!ok)
        status = sz__nomem(err);
    while (status == SZ_SUCCESS && done < listed) {
        if (sz__is_dir(all[done].final)) /* which could be moved aside, but not back */
            status = sz__fail(err, SZ_ERR_IO, -1,
                              _("'%s' is a directory, in the place of which no file is "
                                "put; choose another name"), all[done].final);
        else if (move_in(&all[done]))
            done++;
        else
            status = sz__fail(err, SZ_ERR_IO, -1, _("cannot put '%s' in its place"),
                              all[done].final);
    }
    if (status == SZ_SUCCESS)
        stage->created = false; /* it stays */
    else
        while (done > 0)
            move_out(&all[--done]);
    for (size_t i = 0; all && i < listed; i++)
        places_release(&all[i]);
    free(all);
    sz__list_free(names, n);
    sz__stage_discard(stage);
    return status;
}

static bool fill(const char *file, sz_fill_fn put, const void *data)
{
    FILE *f = fopen(file, "wb");
    if (!f)
        return false;
    put(f, data);
    bool failed = ferror(f) != 0;
    return fclose(f) == 0 && !failed;
}

sz_status sz__stage_file(const char *path, sz_fill_fn put, const void *data,
                         sz_error *err)
{
    sz_stage stage = { NULL, NULL, false };
    char *file = NULL;
    sz_status status = sz__stage_for(&stage, path, &file, err);
    if (!status && !fill(file, put, data))
        status = sz__fail(err, SZ_ERR_IO, -1, _("cannot write '%s'"), path);
    free(file);
    if (!status)
        status = sz__stage_publish(&stage, err);
    sz__stage_discard(&stage);
    return status;
}
