/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a project: its parcels make the map again, its texts the rest. */
#include <cpl_conv.h>
#include <string.h>

#include "core/i18n.h"
#include "io/labels.h"
#include "io/project.h"
#include "io/record.h"
#include "plan/plan.h"

/* Parcels, named borders and the backdrop as a source; points and rings move over. */
static sz_status make_source(sz_record *rec, sz_source *source, sz_error *err)
{
    source->crs = sz__dup(rec->crs, strlen(rec->crs) + 1, 1);
    bool ok = source->crs != NULL;
    for (size_t i = 0; ok && i < rec->parcel.n; i++) {
        sz_area area = sz__area(SZ_LAYER_PARCELS);
        area.fid = rec->parcel.at[i].fid;
        area.ring_from = rec->parcel.at[i].ring_from;
        area.ring_to = rec->parcel.at[i].ring_to;
        ok = sz__push(&source->area, area);
    }
    for (size_t i = 0; ok && i < rec->border.n; i++) {
        const sz_rec_line *b = &rec->border.at[i];
        sz_barrier_line line = {
            .barrier = sz_barrier_from_name(sz__name(&rec->names, b->barrier)),
            .use = SZ_LINE_NAMES, .fid = (int64_t)i + 1, .file = -1,
            .from = b->from, .to = b->to,
        };
        line.name = sz__names_add(&source->names, sz__name(&rec->names, b->name));
        if (line.barrier != SZ_BARRIER_NONE || line.name >= 0)
            ok = line.name != -2 && sz__push(&source->line, line);
    }
    for (size_t i = 0; ok && i < rec->backdrop.n; i++) {
        const sz_rec_backdrop *b = &rec->backdrop.at[i];
        sz_backdrop_area area = { (sz_backdrop_kind)b->kind, -1, (int64_t)i + 1,
                                  b->ring_from, b->ring_to };
        ok = sz__push(&source->backdrop, area); /* its name is taken with the labels */
    }
    if (!ok)
        return sz__nomem(err);
    memcpy(&source->xy, &rec->xy, sizeof rec->xy);
    memcpy(&source->ring, &rec->ring, sizeof rec->ring);
    return SZ_SUCCESS;
}

/* Build the map. The record gets its points back. */
static sz_status build_map(sz_record *rec, sz_built *built, sz_error *err)
{
    const char *grid = sz__record_meta(rec, "grid");
    sz_build_options options = { .grid = grid ? CPLAtof(grid) : 0, .as_is = true };
    sz_account account = { 0 };
    sz_source source = { 0 };
    sz_status status = make_source(rec, &source, err);
    if (status == SZ_SUCCESS)
        status = sz__map_build(built, &source, &options, &account, NULL, err);
    memset(&source.xy, 0, sizeof source.xy); /* they are the record's */
    memset(&source.ring, 0, sizeof source.ring);
    sz__source_release(&source);
    if (status == SZ_SUCCESS && built->map->n != (int64_t)rec->parcel.n)
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("%zu parcels make a map of %d"), rec->parcel.n,
                          (int)built->map->n);
    return status;
}

static sz_status read_findings(const sz_record *rec, sz_findings **out, sz_error *err)
{
    sz_findings *list = NULL;
    sz_status status = sz__findings_new(&list, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < rec->finding.n; i++) {
        const sz_rec_finding *r = &rec->finding.at[i];
        const char *word = sz__name(&rec->names, r->level);
        int level = SZ_LEVEL_ERROR;
        while (level < SZ_LEVEL_GOAL &&
               strcmp(sz_level_name((sz_level)level), word) != 0)
            level++;
        sz_finding f = {
            .rule = sz__name(&rec->names, r->rule), .level = (sz_level)level,
            .town = sz__name(&rec->names, r->town),
            .community = sz__name(&rec->names, r->community),
            .value = r->value, .bound = r->bound, .placed = r->placed,
            .source = sz__name(&rec->names, r->source),
            .clause = sz__name(&rec->names, r->clause),
            .waiver = sz__name(&rec->names, r->waiver),
        };
        if (r->placed) {
            f.x = rec->xy.at[2 * r->point];
            f.y = rec->xy.at[2 * r->point + 1];
        }
        status = sz__findings_add(list, &f, err, "%s",
                                  sz__name(&rec->names, r->message));
    }
    if (status != SZ_SUCCESS)
        sz_findings_free(list);
    else
        *out = list;
    return status;
}

/* Communities of PLAN, as it is today, as the layer lists them: those of today may have
 * another name now, that of one another too; the others are new, and may have a name
 * that one of today has laid down. */
static sz_status name_communities(sz_plan *plan, const sz_record *rec, sz_error *err)
{
    const char **names = sz__zalloc((size_t)plan->n, sizeof *names);
    sz_status status = names ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; names && i < rec->community.n; i++) {
        const sz_rec_community *c = &rec->community.at[i];
        int32_t number = c->today < 0 || c->today == c->name
                             ? -1
                             : sz__plan_find(plan, sz__labels_town(plan->map, rec, c->town),
                                             sz__name(&rec->names, c->today));
        if (number >= 0)
            names[number] = sz__name(&rec->names, c->name);
    }
    if (status == SZ_SUCCESS)
        status = sz__plan_rename_all(plan, names, err);
    free(names);
    for (size_t i = 0; status == SZ_SUCCESS && i < rec->community.n; i++) {
        const sz_rec_community *c = &rec->community.at[i];
        int32_t town = sz__labels_town(plan->map, rec, c->town), number;
        if (c->today < 0)
            status = sz_plan_found(plan, sz__name(&rec->names, c->name), town, &number,
                                   err);
    }
    return status;
}

static sz_status read_proposed(const sz_project *project, const sz_record *rec,
                               sz_plan **out, sz_error *err)
{
    const sz_map *m = project->map;
    sz_plan *plan = NULL;
    int32_t *of = sz__alloc((size_t)m->n, sizeof *of);
    sz_status status = of ? sz_plan_copy(project->present, &plan, err) : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = name_communities(plan, rec, err);
    for (int32_t i = 0; status == SZ_SUCCESS && i < m->n; i++) {
        const sz_rec_parcel *p = &rec->parcel.at[i];
        const char *name = sz__name(&rec->names, p->proposed);
        int32_t town = sz__labels_town(m, rec, sz__rec_prop_town(rec, p));
        of[i] = p->proposed < 0 ? -1 : sz__plan_find(plan, town, name);
        if (p->proposed >= 0 && of[i] < 0)
            status = sz_plan_found(plan, name, town, &of[i], err);
    }
    if (status == SZ_SUCCESS)
        status = sz__plan_set(plan, of, err);
    free(of);
    if (status != SZ_SUCCESS)
        sz_plan_free(plan);
    else
        *out = plan;
    return status;
}

static sz_status read_meta(sz_project *project, const sz_record *rec, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < rec->meta.n; i++)
        status = sz_project_set_meta(project,
                                     sz__name(&rec->names, rec->meta.at[i].key),
                                     sz__name(&rec->names, rec->meta.at[i].value), err);
    return status;
}

/* What the layer says of today's detached land. */
static sz_status read_notes(sz_project *project, const sz_record *rec, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < rec->detached.n; i++) {
        const sz_rec_detached *d = &rec->detached.at[i];
        const char *state = sz__name(&rec->names, d->state);
        sz_detached_record r = {
            .town = sz__name(&rec->names, d->town),
            .community = sz__name(&rec->names, d->community),
            .historic = strcmp(state, "historic") == 0,
            .reason = sz__name(&rec->names, d->reason),
            .who = sz__name(&rec->names, d->who),
            .date = sz__name(&rec->names, d->date), .source = "detached",
        };
        r.part = d->part > 0 && d->part <= INT32_MAX ? (int32_t)d->part : 0;
        if (strcmp(sz__name(&rec->names, d->plan), "present") != 0 ||
            (!r.historic && !d->recorded))
            continue;
        if (r.part == 0 || !*r.community || (r.historic && !*r.reason))
            status = sz__fail(err, SZ_ERR_DATA, (int64_t)i + 1,
                              _("layer 'detached', feature %zu: land that may stay "
                                "needs community, part and reason"), i + 1);
        else
            status = sz__project_note(project, &r, d->recorded, err);
    }
    return status;
}

sz_status sz_project_read(const char *path, sz_project **out, sz_error *err)
{
    return sz_project_read_cut(path, NULL, 0, out, err);
}

sz_status sz_project_read_cut(const char *path, const sz_parcel_cut *cuts, size_t n,
                              sz_project **out, sz_error *err)
{
    sz_record rec = { 0 };
    sz_built built = { 0 };
    sz_findings *findings = NULL;
    sz_project *project = NULL;
    sz_plan *proposed = NULL;
    if (!path || !*path)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no path to read"));
    sz_status status = sz__record_read(&rec, path, err);
    if (status == SZ_SUCCESS && n > 0)
        status = sz__record_cut(&rec, cuts, n, err);
    if (status == SZ_SUCCESS)
        status = build_map(&rec, &built, err);
    if (status == SZ_SUCCESS)
        status = sz__labels_take(built.map, &rec, err);
    if (status == SZ_SUCCESS)
        status = read_findings(&rec, &findings, err);
    if (status != SZ_SUCCESS)
        goto done;
    free(built.proposed); /* the record knows more of the plan than the parcels do */
    built.proposed = NULL;
    status = sz__project_new(&project, &built, findings, err);
    if (status != SZ_SUCCESS)
        goto done;
    for (size_t i = 0; i < rec.parcel.n; i++)
        project->locked[i] = rec.parcel.at[i].locked;
    if (rec.proposed)
        status = read_proposed(project, &rec, &proposed, err);
    if (status == SZ_SUCCESS)
        status = read_notes(project, &rec, err);
    if (status == SZ_SUCCESS)
        status = read_meta(project, &rec, err);
    if (status != SZ_SUCCESS) {
        sz_plan_free(proposed);
        goto done;
    }
    project->proposed = proposed;
    *out = project;
    project = NULL;
done:
    sz_project_free(project);
    sz__built_release(&built);
    sz__record_release(&rec);
    return status;
}
