/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Opening a project to run scripts on it, and cutting its parcels for one of them. */
#include "apply_job.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "show.h"

static sz_status add_aliases(sz_gazetteer *names, const struct opt_list *list,
                             sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < list->n && status == SZ_SUCCESS; i++) {
        const char *is = strchr(list->items[i], '=');
        char *alias = is ? malloc((size_t)(is - list->items[i]) + 1) : NULL;
        if (!alias) {
            err->status = is ? SZ_ERR_NOMEM : SZ_ERR_INVALID;
            snprintf(err->message, sizeof err->message, _("--alias=%s is no ALIAS=NAME"),
                     list->items[i]);
            return err->status;
        }
        memcpy(alias, list->items[i], (size_t)(is - list->items[i]));
        alias[is - list->items[i]] = '\0';
        status = sz_gazetteer_alias(names, alias, is + 1, err);
        free(alias);
    }
    return status;
}

/* What follows from the job's project. */
static sz_status look_up(struct job *job, sz_error *err)
{
    const sz_plan *proposed = sz_project_proposed(job->project);
    job->start = job->proposed && proposed ? proposed : sz_project_present(job->project);
    size_t n = sz_map_parcels(sz_project_map(job->project));
    if (!(job->locked = malloc(n ? n : 1)))
        return err->status = SZ_ERR_NOMEM;
    for (size_t i = 0; i < n; i++)
        job->locked[i] = sz_project_locked(job->project, i) != 0;
    job->options = (sz_apply_options)SZ_APPLY_OPTIONS_INIT;
    job->options.keep_going = job->keep_going;
    job->options.locked = job->locked;
    job->options.picks = job->picks;
    job->options.n_picks = job->n_picks;
    sz_status status = sz_gazetteer_new(job->start, &job->names, err);
    return status == SZ_SUCCESS ? add_aliases(job->names, job->aliases, err) : status;
}

sz_status job_open(struct job *job, sz_error *err)
{
    sz_status status = sz_project_read(job->path, &job->project, err);
    return status == SZ_SUCCESS ? look_up(job, err) : status;
}

void job_close(struct job *job)
{
    sz_gazetteer_free(job->names);
    sz_project_free(job->project);
    free(job->locked);
    job->names = NULL;
    job->project = NULL;
    job->locked = NULL;
}

/* ---- cutting ---- */

void cut_list_release(struct cut_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->at[i].line);
    free(list->at);
}

/* Note how the parcels are before they are cut; -1 when memory is out. */
static int note_before(struct cut_list *list, const sz_map *map, const sz_parcel_cut *cut,
                       size_t n)
{
    sz_parcel p;
    list->first = sz_map_parcels(map);
    if (!(list->at = calloc(n, sizeof *list->at)))
        return -1;
    for (list->n = 0; list->n < n; list->n++) {
        struct cut_parcel *c = &list->at[list->n];
        if (sz_map_parcel(map, cut[list->n].parcel, &p) != SZ_SUCCESS ||
            !(c->line = text_copy(cut[list->n].name)))
            return -1;
        c->parcel = cut[list->n].parcel;
        c->households = p.households;
        c->area_m2 = p.area_m2;
    }
    return 0;
}

/* Note how they are now. One that has kept its ground is not in the list any more: a
 * slice that is too thin stays with its parcel. */
static void note_after(struct cut_list *list, const sz_map *map)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct cut_parcel c = list->at[i];
        sz_parcel p;
        if (sz_map_parcel(map, c.parcel, &p) != SZ_SUCCESS ||
            !(p.area_m2 < c.area_m2 - 0.5)) {
            free(c.line);
            continue;
        }
        c.households_left = p.households;
        c.area_left_m2 = p.area_m2;
        list->at[n++] = c;
    }
    list->n = n;
}

sz_status job_cut(const struct job *job, const char *text, size_t length,
                  struct job *out, sz_script **script, struct cut_list *list,
                  sz_error *err)
{
    sz_cuts *cuts = NULL;
    struct job own = { .path = job->path, .aliases = job->aliases,
                       .proposed = job->proposed, .keep_going = job->keep_going,
                       .picks = job->picks, .n_picks = job->n_picks };
    sz_script *read = NULL;
    size_t n = 0;
    sz_status status = sz_script_cuts(*script, job->start, &job->options, &cuts, err);
    const sz_parcel_cut *cut = status == SZ_SUCCESS ? sz_cuts_list(cuts, &n) : NULL;
    if (n > 0 && note_before(list, sz_project_map(job->project), cut, n) != 0)
        status = err->status = SZ_ERR_NOMEM;
    if (status == SZ_SUCCESS && n > 0)
        status = sz_project_read_cut(job->path, cut, n, &own.project, err);
    sz_cuts_free(cuts);
    if (status == SZ_SUCCESS && n > 0)
        status = look_up(&own, err);
    if (status == SZ_SUCCESS && n > 0)
        status = sz_script_read(own.names, text, length, &read, err);
    if (status != SZ_SUCCESS || n == 0) {
        job_close(&own);
        return status;
    }
    note_after(list, sz_project_map(own.project));
    sz_script_free(*script);
    *script = read;
    *out = own;
    return SZ_SUCCESS;
}
