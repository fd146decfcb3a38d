/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "projects.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "show.h"
#include "talk.h"

void projects_release(struct projects *p)
{
    for (size_t i = 0; i < p->n; i++)
        sz_project_free(p->at[i]);
    for (size_t i = 0; p->names && i <= p->n_plans; i++)
        free(p->names[i]);
    free(p->at);
    free(p->plans);
    free(p->paths);
    free(p->names);
}

/* The part of PATH that tells files apart: without folders and .gpkg, malloc'ed. */
static char *short_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t n = strlen(name);
    if (n > 5 && strcmp(name + n - 5, ".gpkg") == 0)
        n -= 5;
    char *own = malloc(n + 1);
    if (own) {
        memcpy(own, name, n);
        own[n] = '\0';
    }
    return own;
}

/* Names of the scenarios; whole paths where short ones are the same. */
static int name_all(struct projects *p, const char *today)
{
    int same = 0;
    if (!(p->names = calloc(p->n_plans + 1, sizeof *p->names)) ||
        !(p->names[0] = text_copy(today)))
        return -1;
    for (size_t i = 0; i < p->n_plans; i++) {
        if (!(p->names[i + 1] = short_name(p->paths[i])))
            return -1;
        for (size_t k = 0; k <= i; k++)
            same |= strcmp(p->names[k], p->names[i + 1]) == 0;
    }
    for (size_t i = 0; same && i < p->n_plans; i++) {
        free(p->names[i + 1]);
        if (!(p->names[i + 1] = text_copy(p->paths[i])))
            return -1;
    }
    return 0;
}

sz_status projects_read(struct projects *p, const char *const *paths, size_t n,
                        const char *today, sz_error *err)
{
    p->at = calloc(n, sizeof *p->at);
    p->plans = calloc(n, sizeof *p->plans);
    p->paths = calloc(n, sizeof *p->paths);
    if (!p->at || !p->plans || !p->paths)
        return err->status = SZ_ERR_NOMEM;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++) {
        status = sz_project_read(paths[i], &p->at[i], err);
        p->n += status == SZ_SUCCESS;
        const sz_plan *plan = status ? NULL : sz_project_proposed(p->at[i]);
        if (status == SZ_SUCCESS && !plan) {
            talk(_("%s has no proposed plan; it is the same as today"), paths[i]);
            plan = sz_project_present(p->at[i]);
        }
        p->plans[p->n_plans] = plan;
        p->paths[p->n_plans] = paths[i];
        p->n_plans += plan != NULL;
    }
    return status == SZ_SUCCESS && name_all(p, today) != 0 ? (err->status = SZ_ERR_NOMEM)
                                                    : status;
}

sz_status projects_read_one(struct projects *p, const char *path, sz_error *err)
{
    p->at = calloc(1, sizeof *p->at);
    sz_status status = p->at ? sz_project_read(path, &p->at[0], err)
                             : (err->status = SZ_ERR_NOMEM);
    p->n = status == SZ_SUCCESS;
    return status;
}

int projects_failure(const char *command, const struct projects *p, sz_error *err)
{
    if (err->status == SZ_ERR_DATA && err->item >= 0 && p->names &&
        (size_t)err->item < p->n_plans) {
        talk_error(command, "%s: %s (%s)", p->paths[err->item], err->message,
                   p->paths[0]);
        return EXIT_DATA;
    }
    return talk_failure(command, err);
}
