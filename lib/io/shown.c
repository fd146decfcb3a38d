/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Working out what the layers show of a project. */
#include <cpl_string.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "geom/crs.h"
#include "io/layers.h"
#include "map/map.h"
#include "sizhi/policy.h"

void sz__shown_release(sz_shown *shown)
{
    for (int p = 0; p < 2; p++) {
        free(shown->community[p]);
        sz_register_free(shown->reg[p]);
        sz__outline_release(&shown->parts[p]);
    }
    free(shown->move);
    sz_description_free(shown->words);
    free(shown->detached.at);
    sz__outline_release(&shown->parcels);
    sz__outline_release(&shown->communities);
    sz__outline_release(&shown->moves);
    free(shown->border_xy);
    free(shown->line_xy);
    free(shown->backdrop_xy);
    free(shown->office_xy);
    free(shown->finding_xy);
    for (size_t i = 0; i < shown->meta.n; i++) {
        free(shown->meta.at[i].key);
        free(shown->meta.at[i].value);
    }
    free(shown->meta.at);
    *shown = (sz_shown){ 0 };
}

static sz_status read_communities(sz_shown *shown, int p, const sz_plan *plan,
                                  sz_error *err)
{
    size_t n = shown->n_communities[p] = sz_plan_communities(plan);
    if (!(shown->community[p] = sz__alloc(n, sizeof *shown->community[p])))
        return sz__nomem(err);
    sz_status status = SZ_SUCCESS;
    for (size_t c = 0; status == SZ_SUCCESS && c < n; c++)
        status = sz_plan_community(plan, c, &shown->community[p][c], err);
    return status;
}

/* Outlines of parcels and of the shown plan's communities. */
static sz_status outline_plan(sz_shown *shown, int32_t *label, sz_error *err)
{
    const sz_map *m = shown->project->map;
    for (int32_t i = 0; i < m->n; i++)
        label[i] = i;
    sz_status status = sz__outline(&shown->parcels, m, label, m->n, err);
    if (status != SZ_SUCCESS)
        return status;
    for (int32_t i = 0; i < m->n; i++)
        label[i] = sz_plan_of(shown->plan, (size_t)i);
    return sz__outline(&shown->communities, m, label,
                       (int32_t)sz_plan_communities(shown->plan), err);
}

/* The detached parts of one plan, with their outlines. */
static sz_status outline_detached(sz_shown *shown, int p, const sz_plan *plan,
                                  const sz_policy *policy, int32_t *label,
                                  sz_error *err)
{
    const sz_map *m = shown->project->map;
    sz_status status = sz_register_make(plan, policy, &shown->reg[p], err);
    size_t n = sz_register_count(shown->reg[p]);
    for (size_t k = 0; status == SZ_SUCCESS && k < n; k++)
        if (!sz__push(&shown->detached, (sz_shown_part){ p, (int32_t)k }))
            status = sz__nomem(err);
    if (status != SZ_SUCCESS)
        return status;
    for (int32_t i = 0; i < m->n; i++)
        label[i] = sz_register_of(shown->reg[p], (size_t)i);
    return sz__outline(&shown->parts[p], m, label, (int32_t)n, err);
}

static sz_status outline_moves(sz_shown *shown, int32_t *label, sz_error *err)
{
    const sz_map *m = shown->project->map;
    const sz_plan *before = shown->project->present, *after = shown->project->proposed;
    sz_status status = SZ_SUCCESS;
    if (after)
        status = sz_plan_moves(before, after, &shown->move, &shown->n_moves, err);
    for (int32_t i = 0; status == SZ_SUCCESS && i < m->n; i++) {
        int32_t from = sz_plan_of(before, (size_t)i);
        int32_t to = after ? sz_plan_of(after, (size_t)i) : from;
        size_t low = 0, high = shown->n_moves; /* moves are sorted by (from, to) */
        while (low < high) {
            size_t mid = low + (high - low) / 2;
            const sz_move *k = &shown->move[mid];
            if (k->from < from || (k->from == from && k->to < to))
                low = mid + 1;
            else
                high = mid;
        }
        bool found = from != to && low < shown->n_moves &&
                     shown->move[low].from == from && shown->move[low].to == to;
        label[i] = found ? (int32_t)low : -1;
    }
    if (status != SZ_SUCCESS)
        return status;
    return sz__outline(&shown->moves, m, label, (int32_t)shown->n_moves, err);
}

/* The policy of the project's plan, if it is one that comes with the library (what is
 * written must not depend on files that lie about); else NULL. */
static sz_status open_policy(const sz_project *project, sz_policy **out, sz_error *err)
{
    const char *id = sz_project_meta(project, "policy");
    sz_policy_summary s;
    *out = NULL;
    for (size_t i = 0; id && i < sz_policies(); i++)
        if (sz_policies_at(i, &s, NULL) == SZ_SUCCESS && strcmp(s.id, id) == 0)
            return sz_policy_open(id, out, err);
    return SZ_SUCCESS;
}

static sz_status find_words(sz_shown *shown, sz_error *err)
{
    sz_describe_options options = SZ_DESCRIBE_OPTIONS_INIT;
    sz_policy *policy;
    sz_status status = open_policy(shown->project, &policy, err);
    if (policy) {
        options.sides = sz_policy_value(policy, "text.sides");
        options.verb = sz_policy_value(policy, "text.verb");
        options.tail = sz_policy_value(policy, "text.tail");
    }
    if (status == SZ_SUCCESS)
        status = sz_describe(shown->project->present, shown->plan, &options,
                             &shown->words, err);
    sz_policy_free(policy);
    return status;
}

static size_t backdrop_points(const sz_map *m)
{
    return m->n_backdrops ? m->k_ring[m->k_row[m->n_backdrops]] : 0;
}

static sz_status copy_points(sz_shown *shown, sz_error *err)
{
    const sz_map *m = shown->project->map;
    const sz_findings *findings = shown->project->findings;
    size_t n = sz_findings_count(findings);
    shown->border_xy = sz__dup(m->b_xy, m->b_row[m->n_borders], 2 * sizeof(double));
    shown->line_xy = m->n_lines ? sz__dup(m->l_xy, m->l_row[m->n_lines],
                                         2 * sizeof(double))
                               : sz__alloc(0, 1);
    shown->backdrop_xy = sz__dup(m->k_xy, backdrop_points(m), 2 * sizeof(double));
    shown->office_xy = sz__alloc((size_t)m->n_offices, 2 * sizeof(double));
    shown->finding_xy = sz__zalloc(n, 2 * sizeof(double));
    if (!shown->border_xy || !shown->line_xy || !shown->backdrop_xy ||
        !shown->office_xy || !shown->finding_xy)
        return sz__nomem(err);
    for (int32_t i = 0; i < m->n_offices; i++) {
        shown->office_xy[2 * i] = m->offices[i].x;
        shown->office_xy[2 * i + 1] = m->offices[i].y;
    }
    for (size_t i = 0; i < n; i++) {
        const sz_finding *f = sz_findings_at(findings, i);
        /* where there is no place, any that can be turned into degrees */
        shown->finding_xy[2 * i] = f->placed ? f->x : m->x[0];
        shown->finding_xy[2 * i + 1] = f->placed ? f->y : m->y[0];
    }
    return SZ_SUCCESS;
}

static sz_status add_meta(sz_shown *shown, const char *key, const char *value,
                          sz_error *err)
{
    sz_meta meta = { sz__dup(key, strlen(key) + 1, 1),
                     sz__dup(value, strlen(value) + 1, 1) };
    if (meta.key && meta.value && sz__push(&shown->meta, meta))
        return SZ_SUCCESS;
    free(meta.key);
    free(meta.value);
    return sz__nomem(err);
}

/* Names of towns in the order of their numbers. */
static sz_status add_towns(sz_shown *shown, sz_error *err)
{
    const sz_map *m = shown->project->map;
    sz_status status = SZ_SUCCESS;
    for (int32_t t = 0; status == SZ_SUCCESS && t < m->n_towns; t++) {
        char key[32];
        snprintf(key, sizeof key, "town.%ld", (long)t + 1);
        status = add_meta(shown, key, sz_map_town_name(m, t), err);
    }
    return status;
}

/* What the file must say about itself comes first, then the project's own. */
static sz_status fill_meta(sz_shown *shown, sz_error *err)
{
    const sz_project *project = shown->project;
    char grid[40], households[24], parcels[24];
    CPLsnprintf(grid, sizeof grid, "%.17g", project->map->grid);
    snprintf(households, sizeof households, "%lld",
             (long long)sz_map_households(project->map));
    snprintf(parcels, sizeof parcels, "%ld", (long)project->map->n);
    const struct { const char *key, *value; } own[] = {
        { "crs", project->map->crs }, { "grid", grid },
        { "households", households }, { "parcels", parcels },
    };
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < 4; i++)
        status = add_meta(shown, own[i].key, own[i].value, err);
    if (status == SZ_SUCCESS)
        status = add_towns(shown, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < project->meta.n; i++) {
        const sz_meta *meta = &project->meta.at[i];
        bool said = strncmp(meta->key, "town.", 5) == 0;
        for (size_t k = 0; k < 4; k++)
            said = said || strcmp(own[k].key, meta->key) == 0;
        if (!said)
            status = add_meta(shown, meta->key, meta->value, err);
    }
    return status;
}

sz_status sz__shown_open(sz_shown *out, const sz_project *project, sz_error *err)
{
    sz_shown shown = { .project = project };
    shown.plan = project->proposed ? project->proposed : project->present;
    for (int32_t i = 0; i < project->map->n && !shown.peopled; i++)
        shown.peopled = project->map->population[i] > 0;
    int32_t *label = sz__alloc((size_t)project->map->n, sizeof *label);
    sz_policy *policy = NULL;
    sz_status status = label ? sz__project_shown_policy(project, &policy, err)
                             : sz__nomem(err);
    const sz_plan *plan[2] = { project->present, project->proposed };
    for (int p = 0; p < 2 && plan[p] && status == SZ_SUCCESS; p++) {
        status = read_communities(&shown, p, plan[p], err);
        if (status == SZ_SUCCESS)
            status = outline_detached(&shown, p, plan[p], policy, label, err);
    }
    if (status == SZ_SUCCESS)
        status = outline_plan(&shown, label, err);
    if (status == SZ_SUCCESS)
        status = outline_moves(&shown, label, err);
    if (status == SZ_SUCCESS)
        status = find_words(&shown, err);
    if (status == SZ_SUCCESS)
        status = copy_points(&shown, err);
    if (status == SZ_SUCCESS)
        status = fill_meta(&shown, err);
    free(label);
    sz_policy_free(policy);
    if (status != SZ_SUCCESS) {
        sz__shown_release(&shown);
        return status;
    }
    *out = shown;
    return SZ_SUCCESS;
}

static size_t outline_points(const sz_outline *o)
{
    return o->n ? o->point_row[o->ring_row[o->n]] : 0;
}

sz_status sz__shown_to_lonlat(sz_shown *shown, sz_error *err)
{
    const sz_map *m = shown->project->map;
    const struct { double *xy; size_t n; } rows[] = {
        { shown->parcels.xy, outline_points(&shown->parcels) },
        { shown->communities.xy, outline_points(&shown->communities) },
        { shown->moves.xy, outline_points(&shown->moves) },
        { shown->parts[0].xy, outline_points(&shown->parts[0]) },
        { shown->parts[1].xy, outline_points(&shown->parts[1]) },
        { shown->border_xy, m->b_row[m->n_borders] },
        { shown->line_xy, m->n_lines ? m->l_row[m->n_lines] : 0 },
        { shown->backdrop_xy, backdrop_points(m) },
        { shown->office_xy, (size_t)m->n_offices },
        { shown->finding_xy, sz_findings_count(shown->project->findings) },
    };
    const size_t n_rows = sizeof rows / sizeof *rows;
    size_t n = 0, failed = 0;
    for (size_t i = 0; i < n_rows; i++)
        n += rows[i].n;
    /* All in one call, so that one and the same operation serves them all. */
    sz_crs_context *context = NULL;
    double *all = sz__alloc(n, 2 * sizeof *all);
    sz_status status = all ? sz__crs_open(&context, err) : sz__nomem(err);
    if (status != SZ_SUCCESS)
        goto done;
    n = 0;
    for (size_t i = 0; i < n_rows; n += rows[i++].n)
        if (rows[i].n > 0)
            memcpy(all + 2 * n, rows[i].xy, rows[i].n * 2 * sizeof *all);
    status = sz__crs_transform(context, m->crs, "EPSG:4326", all, all + 1, 2, n,
                               &failed, err);
    if (status == SZ_SUCCESS && failed > 0)
        status = sz__fail(err, SZ_ERR_GEOMETRY, -1,
                          _("%zu points cannot be turned from '%s' into longitude and "
                            "latitude"), failed, m->crs);
    n = 0;
    for (size_t i = 0; status == SZ_SUCCESS && i < n_rows; n += rows[i++].n)
        if (rows[i].n > 0)
            memcpy(rows[i].xy, all + 2 * n, rows[i].n * 2 * sizeof *all);
done:
    sz__crs_close(context);
    free(all);
    return status;
}
