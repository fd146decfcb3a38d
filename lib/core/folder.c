/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder of files that appear together, for callers of the library. */
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/platform.h"
#include "core/stage.h"

struct sz_folder {
    sz_stage stage;
    SZ__ARRAY(char *) path; /* handed out */
};

sz_status sz_folder_open(const char *path, sz_folder **out, sz_error *err)
{
    if (!path || !*path || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no folder is named"));
    size_t n = strlen(path);
    char *dir = sz__dup(path, n + 1, 1);
    sz_folder *folder = sz__zalloc(1, sizeof *folder);
    sz_status status = dir && folder ? SZ_SUCCESS : sz__nomem(err);
    while (!status && n > 1 && dir[n - 1] == '/')
        dir[--n] = '\0';
    if (!status)
        status = sz__stage_open(&folder->stage, dir, true, err);
    free(dir);
    if (status)
        free(folder);
    else
        *out = folder;
    return status;
}

const char *sz_folder_path(sz_folder *folder, const char *name)
{
    char *path = sz__stage_path(&folder->stage, name);
    if (path && sz__push(&folder->path, path))
        return path;
    free(path);
    return NULL;
}

sz_status sz_folder_publish(sz_folder *folder, sz_error *err)
{
    return sz__stage_publish(&folder->stage, err);
}

void sz_folder_free(sz_folder *folder)
{
    if (!folder)
        return;
    sz__stage_discard(&folder->stage);
    for (size_t i = 0; i < folder->path.n; i++)
        free(folder->path.at[i]);
    free(folder->path.at);
    free(folder);
}
