/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"

sz_status project_sources(const sz_project *project, const char ***out, size_t *n,
                          sz_error *err)
{
    char key[32];
    *n = 0;
    do {
        snprintf(key, sizeof key, "source.%zu", *n + 1);
    } while (sz_project_meta(project, key) && ++*n);
    *out = calloc(*n + 1, sizeof **out);
    if (!*out) {
        snprintf(err->message, sizeof err->message, "%s", _("out of memory"));
        return err->status = SZ_ERR_NOMEM;
    }
    for (size_t i = 0; i < *n; i++) {
        snprintf(key, sizeof key, "source.%zu", i + 1);
        (*out)[i] = sz_project_meta(project, key);
    }
    return SZ_SUCCESS;
}

int project_limit_assumed(const sz_project *project)
{
    const char *limit = sz_project_meta(project, "limit");
    return limit && (strcmp(limit, "lines") == 0 || strcmp(limit, "points") == 0);
}
