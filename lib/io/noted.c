/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a project keeps of today's detached land: which parts may stay, why, and who has
 * the duties there. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "io/project.h"
#include "map/map.h"
#include "sizhi/detached.h"

/* Values of the policy that the layer shows, kept in the metadata under their names. */
static const char *const shown_keys[] = { "detached.stay", "detached.rest" };
enum { SHOWN = sizeof shown_keys / sizeof *shown_keys };

void sz__project_forget_notes(sz_project *project)
{
    for (size_t i = 0; i < project->noted.n; i++)
        sz__own_record_release(&project->noted.at[i].record);
    free(project->noted.at);
    memset(&project->noted, 0, sizeof project->noted);
}

sz_status sz__project_note(sz_project *project, const sz_detached_record *record,
                           bool recorded, sz_error *err)
{
    sz_noted noted = { .recorded = recorded };
    if (sz__own_record_copy(&noted.record, record) && sz__push(&project->noted, noted))
        return SZ_SUCCESS;
    sz__own_record_release(&noted.record);
    return sz__nomem(err);
}

/* Add the notes to POLICY, only what is ON RECORD if so asked. */
static sz_status add_notes(const sz_project *project, sz_policy *policy, bool on_record,
                           sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < project->noted.n && status == SZ_SUCCESS; i++) {
        const sz_noted *noted = &project->noted.at[i];
        sz_detached_record r = sz__own_record_shown(&noted->record);
        if (noted->recorded || !on_record)
            status = sz_policy_record(policy, &r, err);
    }
    return status;
}

sz_status sz_project_records(const sz_project *project, sz_policy *policy,
                             sz_error *err)
{
    if (!project || !policy)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no project or no policy"));
    return add_notes(project, policy, true, err);
}

static sz_status note_row(sz_project *project, const sz_detached *d, sz_error *err)
{
    const sz_today_info *c = &project->map->communities[d->community];
    sz_detached_record r = {
        .town = sz_map_town_name(project->map, c->town),
        .community = sz__name(&project->map->names, c->name), .part = d->part,
        .historic = d->state == SZ_DETACHED_HISTORIC, .reason = d->reason,
        .who = d->who, .date = d->date, .source = d->source,
    };
    return r.historic || d->recorded
               ? sz__project_note(project, &r, d->recorded != 0, err)
               : SZ_SUCCESS;
}

sz_status sz_project_set_records(sz_project *project, const sz_policy *policy,
                                 sz_error *err)
{
    sz_register *reg = NULL;
    if (!project || !policy)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no project or no policy"));
    sz_status status = sz_register_make(project->present, policy, &reg, err);
    if (status == SZ_SUCCESS)
        sz__project_forget_notes(project);
    for (size_t i = 0; i < sz_register_count(reg) && status == SZ_SUCCESS; i++)
        status = note_row(project, sz_register_at(reg, i), err);
    for (int k = 0; k < SHOWN && status == SZ_SUCCESS; k++)
        status = sz_project_set_meta(project, shown_keys[k],
                                     sz_policy_value(policy, shown_keys[k]), err);
    sz_register_free(reg);
    return status;
}

/* Set KEY of POLICY to VALUE, however long. */
static sz_status set_shown(sz_policy *policy, const char *key, const char *value,
                           sz_error *err)
{
    size_t size = strlen(key) + strlen(value) + 2;
    char *text = sz__alloc(size, 1);
    if (!text)
        return sz__nomem(err);
    snprintf(text, size, "%s=%s", key, value);
    sz_status status = sz_policy_set(policy, text, err);
    free(text);
    return status;
}

sz_status sz__project_shown_policy(const sz_project *project, sz_policy **out,
                                   sz_error *err)
{
    sz_policy *policy = NULL;
    sz_status status = sz_policy_open(NULL, &policy, err);
    for (int k = 0; k < SHOWN && status == SZ_SUCCESS; k++) {
        const char *value = sz_project_meta(project, shown_keys[k]);
        if (value)
            status = set_shown(policy, shown_keys[k], value, err);
    }
    if (status == SZ_SUCCESS)
        status = add_notes(project, policy, false, err);
    if (status == SZ_SUCCESS)
        *out = policy;
    else
        sz_policy_free(policy);
    return status;
}
