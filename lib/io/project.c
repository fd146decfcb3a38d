/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A project in memory and its accessors. */
#include "io/project.h"

#include <string.h>

#include "core/i18n.h"
#include "map/map.h"

static void meta_release(sz_meta *meta)
{
    free(meta->key);
    free(meta->value);
}

void sz_project_free(sz_project *project)
{
    if (!project)
        return;
    sz_plan_free(project->proposed);
    sz_plan_free(project->present);
    sz_map_free(project->map);
    sz_findings_free(project->findings);
    free(project->locked);
    for (size_t i = 0; i < project->meta.n; i++)
        meta_release(&project->meta.at[i]);
    free(project->meta.at);
    sz__project_forget_notes(project);
    free(project);
}

/* Community of PLAN with this town and name, founded when there is none. */
static sz_status community_of(sz_plan *plan, const char *name, int32_t town,
                              int32_t *out, sz_error *err)
{
    size_t n = sz_map_communities(sz_plan_map(plan));
    for (size_t c = 0; c < n; c++) {
        sz_today today;
        if (sz_map_today(sz_plan_map(plan), c, &today) == SZ_SUCCESS &&
            today.town == town && strcmp(today.name, name) == 0) {
            *out = (int32_t)c;
            return SZ_SUCCESS;
        }
    }
    return sz_plan_found(plan, name, town, out, err);
}

/* The plan that the parcels' proposed communities describe. */
static sz_status propose_built(sz_project *project, const sz_built *built,
                               sz_error *err)
{
    sz_plan *plan = NULL;
    int32_t *number = sz__alloc((size_t)built->n_proposed, sizeof *number);
    if (!number)
        return sz__nomem(err);
    sz_status status = sz_plan_copy(project->present, &plan, err);
    for (int32_t c = 0; status == SZ_SUCCESS && c < built->n_proposed; c++)
        status = community_of(plan,
                              sz__name(&project->map->names, built->proposed_name[c]),
                              built->proposed_town[c], &number[c], err);
    for (int32_t i = 0; status == SZ_SUCCESS && i < project->map->n; i++) {
        int32_t c = built->proposed[i];
        status = sz_plan_assign(plan, (size_t)i, c < 0 ? -1 : number[c], err);
    }
    free(number);
    if (status != SZ_SUCCESS) {
        sz_plan_free(plan);
        return status;
    }
    project->proposed = plan;
    return SZ_SUCCESS;
}

sz_status sz__project_new(sz_project **out, sz_built *built, sz_findings *findings,
                          sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    sz_project *project = calloc(1, sizeof *project);
    if (!project) {
        sz_findings_free(findings);
        status = sz__nomem(err);
        goto done;
    }
    project->map = built->map;
    project->locked = built->locked;
    project->findings = findings;
    built->map = NULL;
    built->locked = NULL;
    if (!project->locked &&
        !(project->locked = sz__zalloc((size_t)project->map->n, 1))) {
        status = sz__nomem(err);
        goto done;
    }
    if (!findings && (status = sz__findings_new(&project->findings, err)) != SZ_SUCCESS)
        goto done;
    if ((status = sz_plan_present(project->map, &project->present, err)) != SZ_SUCCESS)
        goto done;
    if (built->proposed && (status = propose_built(project, built, err)) != SZ_SUCCESS)
        goto done;
    *out = project;
    project = NULL;
done:
    sz_project_free(project);
    sz__built_release(built);
    return status;
}

const sz_map *sz_project_map(const sz_project *project)
{
    return project->map;
}

const sz_plan *sz_project_present(const sz_project *project)
{
    return project->present;
}

const sz_plan *sz_project_proposed(const sz_project *project)
{
    return project->proposed;
}

sz_status sz_project_propose(sz_project *project, sz_plan *plan, sz_error *err)
{
    if (plan && sz_plan_map(plan) != project->map) {
        sz_plan_free(plan);
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the plan was made from another map than the project's"));
    }
    sz_plan_free(project->proposed);
    project->proposed = plan;
    return SZ_SUCCESS;
}

const sz_findings *sz_project_findings(const sz_project *project)
{
    return project->findings;
}

sz_status sz_project_set_findings(sz_project *project, const char *prefix,
                                  const sz_findings *findings, sz_error *err)
{
    sz_findings *list = NULL;
    sz_status status = sz__findings_new(&list, err);
    size_t n = sz_findings_count(project->findings);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        const sz_finding *f = sz_findings_at(project->findings, i);
        if (strncmp(f->rule, prefix, strlen(prefix)) != 0)
            status = sz__findings_add(list, f, err, "%s", f->message);
    }
    if (status == SZ_SUCCESS)
        status = sz__findings_append(list, findings, err);
    if (status != SZ_SUCCESS) {
        sz_findings_free(list);
        return status;
    }
    sz_findings_free(project->findings);
    project->findings = list;
    return SZ_SUCCESS;
}

int sz_project_locked(const sz_project *project, size_t parcel)
{
    return parcel < (size_t)project->map->n && project->locked[parcel];
}

sz_status sz_project_lock(sz_project *project, size_t parcel, int locked, sz_error *err)
{
    if (parcel >= (size_t)project->map->n)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)parcel,
                        _("parcel %zu of %d cannot be locked"), parcel,
                        (int)project->map->n);
    project->locked[parcel] = locked != 0;
    return SZ_SUCCESS;
}

/* Place of KEY in the metadata, or their number. */
static size_t meta_find(const sz_project *project, const char *key)
{
    size_t i = 0;
    while (i < project->meta.n && strcmp(project->meta.at[i].key, key) != 0)
        i++;
    return i;
}

const char *sz_project_meta(const sz_project *project, const char *key)
{
    size_t i = meta_find(project, key);
    return i < project->meta.n ? project->meta.at[i].value : NULL;
}

static void meta_remove(sz_project *project, size_t i)
{
    if (i == project->meta.n)
        return;
    meta_release(&project->meta.at[i]);
    memmove(&project->meta.at[i], &project->meta.at[i + 1],
            (project->meta.n - i - 1) * sizeof *project->meta.at);
    project->meta.n--;
}

sz_status sz_project_set_meta(sz_project *project, const char *key, const char *value,
                              sz_error *err)
{
    if (!key || !*key)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("a metadata key may not be empty"));
    size_t i = meta_find(project, key);
    if (!value) {
        meta_remove(project, i);
        return SZ_SUCCESS;
    }
    sz_meta meta = { NULL, sz__dup(value, strlen(value) + 1, 1) };
    if (!meta.value)
        return sz__nomem(err);
    if (i < project->meta.n) {
        free(project->meta.at[i].value);
        project->meta.at[i].value = meta.value;
        return SZ_SUCCESS;
    }
    meta.key = sz__dup(key, strlen(key) + 1, 1);
    if (!meta.key || !sz__push(&project->meta, meta)) {
        meta_release(&meta);
        return sz__nomem(err);
    }
    return SZ_SUCCESS;
}
