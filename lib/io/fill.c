/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The features of each layer. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"
#include "io/claims.h"
#include "io/layers.h"
#include "map/keeps.h"
#include "map/map.h"

size_t sz__shown_count(const sz_shown *shown, sz_dataset_layer layer)
{
    const sz_map *m = shown->project->map;
    switch (layer) {
    case SZ_DS_PARCELS: return (size_t)m->n;
    case SZ_DS_BORDERS: return (size_t)m->n_borders;
    case SZ_DS_BARRIERS: return (size_t)m->n_lines;
    case SZ_DS_COMMUNITIES: return shown->n_communities[shown->community[1] != NULL];
    case SZ_DS_OFFICES: return (size_t)m->n_offices;
    case SZ_DS_MOVES: return shown->n_moves;
    case SZ_DS_DETACHED: return shown->detached.n;
    case SZ_DS_FINDINGS: return sz_findings_count(shown->project->findings);
    case SZ_DS_METADATA: return shown->meta.n;
    case SZ_DS_BACKDROP: return (size_t)m->n_backdrops;
    default: return 0;
    }
}

bool sz__shown_has_shape(const sz_shown *shown, sz_dataset_layer layer, size_t i)
{
    const sz_outline *o = &shown->communities;
    if (layer == SZ_DS_COMMUNITIES)
        return o->piece_row[i] < o->piece_row[i + 1];
    if (layer == SZ_DS_FINDINGS)
        return sz_findings_at(shown->project->findings, i)->placed != 0;
    return layer != SZ_DS_METADATA;
}

/* A feature that is being filled, field after field in the order of its layer. */
typedef struct row {
    OGRFeatureH feature;
    int field;
} row;

static void put_text(row *r, const char *text)
{
    if (text && *text)
        OGR_F_SetFieldString(r->feature, r->field++, text);
    else
        OGR_F_SetFieldNull(r->feature, r->field++);
}

/* One side: as many of its stretches as a field of any format holds, and 等. The field
 * `sides` has them all. */
static void put_side(row *r, const char *text)
{
    static const char part[] = "、", more[] = "等";
    char side[255];
    if (!text || strlen(text) < sizeof side) {
        put_text(r, text);
        return;
    }
    size_t n = 0, room = sizeof side - sizeof more;
    for (const char *at = text; (at = strstr(at, part)) && (size_t)(at - text) < room; at++)
        n = (size_t)(at - text);
    if (n == 0)
        n = sz__utf8_cut(text, room);
    snprintf(side, sizeof side, "%.*s%s", (int)n, text, more);
    put_text(r, side);
}

static void put_int(row *r, int64_t value)
{
    OGR_F_SetFieldInteger64(r->feature, r->field++, value);
}

/* Metres and square metres, to the hundredth. */
static void put_measure(row *r, double value)
{
    OGR_F_SetFieldDouble(r->feature, r->field++, round(value * 100) / 100);
}

static void put_figure(row *r, double value)
{
    OGR_F_SetFieldDouble(r->feature, r->field++, value);
}

/* Name and town of community C in one of the plans; nulls for -1. */
static void put_community(row *r, const sz_shown *shown, int proposed, int32_t c)
{
    put_text(r, c < 0 ? NULL : shown->community[proposed][c].name);
    put_text(r, c < 0 ? NULL : sz_map_town_name(shown->project->map,
                                                shown->community[proposed][c].town));
}

static sz_status set_geometry(row *r, OGRGeometryH g, sz_error *err)
{
    if (!g)
        return sz__nomem(err);
    OGR_F_SetGeometryDirectly(r->feature, g);
    return SZ_SUCCESS;
}

/* A polygon of RINGS rings, ring k being the points at[k] .. at[k + 1] - 1 of XY. */
static OGRGeometryH polygon_of_rings(const size_t *at, size_t rings, const double *xy)
{
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    for (size_t k = 0; polygon && k < rings; k++) {
        OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
        const double *from = xy + 2 * at[k];
        if (!ring)
            break;
        OGR_G_SetPoints(ring, (int)(at[k + 1] - at[k]), from, 16, from + 1, 16, NULL, 0);
        OGR_G_AddGeometryDirectly(polygon, ring);
    }
    return polygon;
}

static OGRGeometryH polygon_of(const sz_outline *o, int32_t piece)
{
    int32_t from = o->ring_row[piece];
    return polygon_of_rings(o->point_row + from, (size_t)(o->ring_row[piece + 1] - from),
                            o->xy);
}

/* All pieces of a label as one multipolygon. */
static sz_status set_ground(row *r, const sz_outline *o, int32_t label, sz_error *err)
{
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (int32_t p = o->piece_row[label]; all && p < o->piece_row[label + 1]; p++)
        OGR_G_AddGeometryDirectly(all, polygon_of(o, p));
    return set_geometry(r, all, err);
}

static sz_status set_line(row *r, const double *xy, size_t n, sz_error *err)
{
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
    if (line)
        OGR_G_SetPoints(line, (int)n, xy, 16, xy + 1, 16, NULL, 0);
    return set_geometry(r, line, err);
}

static sz_status set_point(row *r, const double *xy, sz_error *err)
{
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    if (point)
        OGR_G_SetPoint_2D(point, 0, xy[0], xy[1]);
    return set_geometry(r, point, err);
}

static void put_people(row *r, const sz_shown *shown, int64_t population)
{
    if (shown->peopled)
        put_int(r, population);
    else
        put_text(r, NULL);
}

static sz_status fill_parcel(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_map *m = shown->project->map;
    const sz_plan *proposed = shown->project->proposed;
    int32_t unit = m->unit[i];
    put_int(r, (int64_t)i + 1);
    put_text(r, sz__name(&m->names, m->name[i]));
    put_text(r, sz_map_town_name(m, m->town[i]));
    put_text(r, sz_map_unit_name(m, unit));
    if (unit < 0)
        put_text(r, NULL);
    else
        put_int(r, (int64_t)unit + 1);
    put_text(r, unit < 0 ? NULL : sz__name(&m->names, m->units[unit].kind));
    put_int(r, m->households[i]);
    put_int(r, m->planned[i]);
    put_people(r, shown, m->population[i]);
    put_measure(r, m->area[i]);
    put_community(r, shown, 0, m->community[i]);
    char *claims = NULL;
    sz_status status = sz__claims_text(m, i, &claims, err);
    put_text(r, claims);
    free(claims);
    put_community(r, shown, 1, proposed ? sz_plan_of(proposed, i) : -1);
    put_int(r, shown->project->locked[i]);
    char *keeps = NULL;
    if (status == SZ_SUCCESS)
        status = sz__keeps_text(m, i, &keeps, err);
    put_text(r, keeps);
    free(keeps);
    if (status != SZ_SUCCESS)
        return status;
    return set_geometry(r, polygon_of(&shown->parcels, (int32_t)i), err);
}

static sz_status fill_border(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_map *m = shown->project->map;
    put_int(r, (int64_t)m->b_left[i] + 1);
    put_int(r, (int64_t)m->b_right[i] + 1);
    put_text(r, sz_barrier_name((sz_barrier)m->b_class[i]));
    put_text(r, sz__name(&m->names, m->b_name[i]));
    put_measure(r, m->b_length[i]);
    return set_line(r, shown->border_xy + 2 * m->b_row[i],
                    m->b_row[i + 1] - m->b_row[i], err);
}

static sz_status fill_barrier(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_map *m = shown->project->map;
    put_text(r, sz_barrier_name((sz_barrier)m->l_class[i]));
    put_text(r, sz__name(&m->names, m->l_name[i]));
    put_int(r, m->l_bridge[i]);
    put_text(r, sz__line_state_name((sz_line_state)m->l_state[i]));
    return set_line(r, shown->line_xy + 2 * m->l_row[i], m->l_row[i + 1] - m->l_row[i],
                    err);
}

static sz_status fill_backdrop(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_map *m = shown->project->map;
    put_text(r, sz_backdrop_name((sz_backdrop_kind)m->k_kind[i]));
    put_text(r, sz__name(&m->names, m->k_name[i]));
    return set_geometry(r, polygon_of_rings(m->k_ring + m->k_row[i],
                                            m->k_row[i + 1] - m->k_row[i],
                                            shown->backdrop_xy), err);
}

static sz_status fill_community(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_map *m = shown->project->map;
    int proposed = shown->community[1] != NULL;
    const sz_community *c = &shown->community[proposed][i];
    const char *today =
        i < (size_t)m->n_communities ? sz__name(&m->names, m->communities[i].name) : "";
    int renamed = c->fate == SZ_FATE_KEPT && strcmp(today, c->name) != 0;
    put_community(r, shown, proposed, (int32_t)i);
    put_text(r, c->code);
    put_text(r, renamed ? "renamed" : sz_fate_name(c->fate));
    put_text(r, today);
    put_int(r, c->households);
    put_int(r, c->planned);
    put_people(r, shown, c->population);
    put_measure(r, c->area_m2);
    put_int(r, (int64_t)c->parts);
    const sz_described_community *words = sz_description_community(shown->words, i);
    put_side(r, words->east);
    put_side(r, words->south);
    put_side(r, words->west);
    put_side(r, words->north);
    put_text(r, words->sentence);
    if (!sz__shown_has_shape(shown, SZ_DS_COMMUNITIES, i))
        return SZ_SUCCESS;
    return set_ground(r, &shown->communities, (int32_t)i, err);
}

static sz_status fill_office(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_office *office = &shown->project->map->offices[i];
    put_community(r, shown, 0, office->community);
    put_text(r, office->name);
    put_measure(r, office->floor_m2);
    put_int(r, office->staff);
    put_measure(r, office->children_m2);
    return set_point(r, shown->office_xy + 2 * i, err);
}

static sz_status fill_move(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_move *move = &shown->move[i];
    put_community(r, shown, 1, move->from);
    put_community(r, shown, 1, move->to);
    put_int(r, move->households);
    put_measure(r, move->area_m2);
    put_text(r, sz_description_move(shown->words, i)->sentence);
    return set_ground(r, &shown->moves, (int32_t)i, err);
}

/* Whether a record that the project keeps is about D, a part of today. */
static bool is_recorded(const sz_shown *shown, const sz_detached *d)
{
    const sz_project *project = shown->project;
    for (size_t i = 0; i < project->noted.n; i++) {
        const sz_noted *noted = &project->noted.at[i];
        const sz_today_info *c = &project->map->communities[d->community];
        if (noted->recorded && noted->record.part == d->part &&
            strcmp(noted->record.community,
                   sz__name(&project->map->names, c->name)) == 0 &&
            strcmp(noted->record.town ? noted->record.town : "",
                   sz_map_town_name(project->map, c->town)) == 0)
            return true;
    }
    return false;
}

static sz_status fill_detached(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_shown_part *p = &shown->detached.at[i];
    const sz_detached *d = sz_register_at(shown->reg[p->proposed], (size_t)p->row);
    put_text(r, p->proposed ? "proposed" : "present");
    put_community(r, shown, p->proposed, d->community);
    put_community(r, shown, p->proposed, d->within);
    put_int(r, d->enclave);
    put_int(r, d->households);
    put_measure(r, d->area_m2);
    put_int(r, d->part);
    put_text(r, sz_surround_name(d->surround));
    put_measure(r, d->gap_m);
    put_text(r, sz_barrier_name(d->near_class));
    put_text(r, d->near_name);
    put_text(r, sz_detached_state_name(d->state));
    put_int(r, !p->proposed && is_recorded(shown, d));
    put_text(r, d->reason);
    put_text(r, d->who);
    put_text(r, d->date);
    put_text(r, d->duty);
    const sz_outline *o = &shown->parts[p->proposed];
    return set_geometry(r, polygon_of(o, o->piece_row[p->row]), err);
}

static sz_status fill_finding(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    const sz_finding *f = sz_findings_at(shown->project->findings, i);
    put_text(r, f->rule);
    put_text(r, sz_level_name(f->level));
    put_text(r, f->town);
    put_text(r, f->community);
    put_figure(r, f->value);
    put_figure(r, f->bound);
    put_text(r, f->source);
    put_text(r, f->clause);
    put_text(r, f->waiver);
    put_text(r, f->message);
    return f->placed ? set_point(r, shown->finding_xy + 2 * i, err) : SZ_SUCCESS;
}

static sz_status fill_metadata(const sz_shown *shown, size_t i, row *r, sz_error *err)
{
    (void)err;
    put_text(r, shown->meta.at[i].key);
    put_text(r, shown->meta.at[i].value);
    return SZ_SUCCESS;
}

sz_status sz__shown_fill(const sz_shown *shown, sz_dataset_layer layer, size_t i,
                        OGRFeatureH feature, sz_error *err)
{
    static sz_status (*const fill[])(const sz_shown *, size_t, row *, sz_error *) = {
        fill_parcel, fill_border,   fill_barrier, fill_community, fill_office,
        fill_move,   fill_detached, fill_finding, fill_metadata,  fill_backdrop,
    };
    row r = { feature, 0 };
    OGR_F_SetFID(feature, (GIntBig)i + 1);
    return fill[layer](shown, i, &r, err);
}
