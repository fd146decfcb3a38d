/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options into graph and demand; see pose.h. */
#include "solve/pose.h"

#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "plan/plan.h"
#include "policy/kinds.h"
#include "solve/options.h"

void sz__posed_release(sz_posed *p)
{
    sz__graph_release(&p->graph);
    free(p->today_town);
    free(p->desk);
    free(p->kind);
    sz__blocked_release(&p->blocked);
    free(p->layers);
    free(p->locked);
    free(p->aside);
    free(p->frozen);
    free(p->whole);
    *p = (sz_posed){ 0 };
}

/* Bands and the kind of each parcel: 0 the general one. */
static sz_status take_bands(sz_posed *p, sz_error *err)
{
    const sz_solve_options *o = p->options;
    const sz_map *m = p->map;
    sz_limits general = { o->min, o->max,
                          o->target ? o->target : o->min + (o->max - o->min) / 2 };
    general.target = general.target < 1 ? 1 : general.target;
    if (o->n_bands == 0)
        return SZ_SUCCESS;
    if (!(p->kind = sz__zalloc((size_t)m->n, sizeof *p->kind)))
        return sz__nomem(err);
    for (size_t i = 0; i < o->n_bands; i++) {
        const sz_band *b = &o->bands[i];
        int64_t middle = b->min + (b->max - b->min) / 2;
        p->bands[i] = b->max ? (sz_limits){ b->min, b->max, b->target ? b->target : middle }
                             : general;
    }
    for (int32_t v = 0; v < m->n; v++) {
        const char *kind = sz_map_unit_kind(m, m->unit[v]);
        for (size_t i = 0; i < o->n_bands && !p->kind[v]; i++)
            if (sz__same_kind(kind, o->bands[i].kind))
                p->kind[v] = (uint8_t)(i + 1);
    }
    return SZ_SUCCESS;
}

/* Communities of the list and their neighbours within their towns: 1 in FREE. */
static void free_around(const sz_posed *p, uint8_t *open)
{
    const sz_map *m = p->map;
    const sz_solve_options *o = p->options;
    for (size_t i = 0; i < o->n_fix; i++)
        open[o->fix[i]] = 2;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (l < 0 || r < 0 || (!o->cross_towns && m->town[l] != m->town[r]))
            continue;
        int32_t c = m->community[l], d = m->community[r];
        if (c < 0 || d < 0)
            continue;
        if (open[c] == 2 && !open[d])
            open[d] = 1;
        if (open[d] == 2 && !open[c])
            open[c] = 1;
    }
}

/* Gap parcels of pieces that border no free community stay gaps. */
static sz_status freeze_gaps(sz_posed *p, const uint8_t *open, sz_error *err)
{
    const sz_map *m = p->map;
    size_t n = (size_t)m->n;
    int32_t *piece = sz__alloc(n, sizeof *piece);
    uint8_t *touched = sz__zalloc(n, sizeof *touched); /* by piece */
    p->frozen = sz__zalloc(n, sizeof *p->frozen);
    if (!piece || !touched || !p->frozen) {
        free(piece);
        free(touched);
        return sz__nomem(err);
    }
    sz__plan_pieces(m, m->community, piece);
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t end[2] = { m->b_left[b], m->b_right[b] };
        for (int k = 0; k < 2; k++) {
            int32_t at = end[k], other = end[1 - k];
            if (at >= 0 && other >= 0 && m->community[at] < 0 &&
                m->community[other] >= 0 && open[m->community[other]])
                touched[piece[at]] = 1;
        }
    }
    for (int32_t v = 0; v < m->n; v++)
        p->frozen[v] = m->community[v] < 0 && !touched[piece[v]];
    free(piece);
    free(touched);
    return SZ_SUCCESS;
}

static sz_status take_locks(sz_posed *p, sz_error *err)
{
    const sz_solve_options *o = p->options;
    size_t n = (size_t)p->map->n_communities;
    uint8_t *open = NULL;
    sz_status status = SZ_SUCCESS;
    p->locked = sz__alloc(n + o->n_locked + o->n_exempt, sizeof *p->locked);
    if (!p->locked)
        return sz__nomem(err);
    for (size_t i = 0; i < o->n_locked; i++)
        p->locked[p->n_locked++] = o->locked[i];
    for (size_t i = 0; i < o->n_exempt; i++)
        p->locked[p->n_locked++] = o->exempt[i];
    if (o->n_fix == 0 && o->n_exempt == 0)
        return SZ_SUCCESS;
    open = sz__zalloc(n, sizeof *open);
    p->aside = sz__zalloc(n, sizeof *p->aside);
    for (size_t i = 0; p->aside && i < o->n_exempt; i++)
        p->aside[o->exempt[i]] = 1;
    if (!open || !p->aside) {
        status = sz__nomem(err);
    } else if (o->n_fix > 0) {
        free_around(p, open);
        for (size_t c = 0; c < n; c++) {
            p->aside[c] |= !open[c];
            if (!open[c])
                p->locked[p->n_locked++] = (int32_t)c;
        }
        status = freeze_gaps(p, open, err);
    }
    free(open);
    return status;
}

/* Today's communities as units, and in gaps the map's own, numbered after them. */
static sz_status take_whole(sz_posed *p, sz_error *err)
{
    const sz_map *m = p->map;
    if (p->from != SZ_FROM_MERGE)
        return SZ_SUCCESS;
    if (!(p->whole = sz__alloc((size_t)m->n, sizeof *p->whole)))
        return sz__nomem(err);
    for (int32_t v = 0; v < m->n; v++)
        p->whole[v] = m->community[v] >= 0 ? m->community[v]
                      : m->unit[v] >= 0    ? m->n_communities + m->unit[v]
                                           : -1;
    return SZ_SUCCESS;
}

/* Layers of units whose parcels hang together: those of the map, if they stay whole, and
 * those asked for; or, to merge only, communities. */
static sz_status take_layers(sz_posed *p, sz_error *err)
{
    const sz_solve_options *o = p->options;
    const sz_map *m = p->map;
    size_t room = o->n_layers + (size_t)m->n_more + 2; /* one more, see take_blocked() */
    if (!(p->layers = sz__alloc(room, sizeof *p->layers)))
        return sz__nomem(err);
    if (p->whole) {
        p->layers[p->n_layers++] = p->whole;
        return SZ_SUCCESS;
    }
    if (!o->split_units)
        p->layers[p->n_layers++] = m->unit;
    for (int32_t k = 0; k < m->n_more && !o->split_units; k++)
        p->layers[p->n_layers++] = m->more + (size_t)k * (size_t)m->n;
    for (size_t i = 0; i < o->n_layers; i++)
        p->layers[p->n_layers++] = o->layers[i];
    return SZ_SUCCESS;
}

/* Blocked borders; ground that hangs on other ground is one with it. */
static sz_status take_blocked(sz_posed *p, sz_error *err)
{
    const sz_solve_options *o = p->options;
    sz_ground ground = { o->cut_by, o->cross_towns, o->uncrossed, p->layers, p->n_layers,
                         o->links, o->n_links };
    if (!o->cut_by && !o->uncrossed)
        return SZ_SUCCESS;
    sz_status status = sz__blocked_find(&p->blocked, p->map, &ground, err);
    int32_t *host = p->blocked.host;
    for (int32_t v = 0; host && v < p->map->n; v++)
        if (host[v] >= 0)
            host[host[v]] = host[v];
    if (host)
        p->layers[p->n_layers++] = host;
    return status;
}

static sz_status make_graph(sz_posed *p, sz_error *err)
{
    const sz_solve_options *o = p->options;
    sz_graph_options how = {
        .split_units = true, /* all that stay whole are among the layers */
        .cross_towns = o->cross_towns,
        .locked = p->locked,
        .n_locked = p->n_locked,
        .bridge = o->max,
        .allow_enclaves = o->allow_enclaves,
        .held = o->held,
        .frozen = p->frozen,
        .layers = p->layers,
        .n_layers = p->n_layers,
        .blocked = p->blocked.border,
        .links = o->links,
        .n_links = o->n_links,
        .share = p->share,
        .count = p->count,
        .kind = p->kind,
        .n_kinds = (int32_t)o->n_bands + 1,
        .forms = p->rates.weight[SZ_TERM_COMPACT] > 0 ||
                 p->rates.weight[SZ_TERM_DISTANCE] > 0,
    };
    for (size_t i = 0; i < o->n_bands; i++)
        how.bridge = o->bands[i].max > how.bridge ? o->bands[i].max : how.bridge;
    return sz__graph_from_map(&p->graph, p->map, &how, err);
}

/* The first office of each community, and the atom it stands in. */
static sz_status take_offices(sz_posed *p, sz_error *err)
{
    const sz_map *m = p->map;
    int32_t *in = NULL;
    if (m->n_offices == 0)
        return SZ_SUCCESS;
    p->desk = sz__zalloc((size_t)m->n_communities, sizeof *p->desk);
    if (!p->desk || !(in = sz__plan_place_offices(m)))
        return sz__nomem(err);
    for (int32_t c = 0; c < m->n_communities; c++)
        p->desk[c].atom = -1;
    for (int32_t i = 0; i < m->n_offices; i++) {
        const sz_office *office = &m->offices[i];
        int32_t c = office->community;
        if (c < 0 || p->desk[c].known || !(office->x - office->x == 0) ||
            !(office->y - office->y == 0))
            continue;
        p->desk[c] = (sz_desk){ office->x, office->y,
                                in[i] >= 0 ? p->graph.atom_of[in[i]] : -1, true };
    }
    free(in);
    p->demand.offices = p->desk;
    return SZ_SUCCESS;
}

static sz_status make_demand(sz_posed *p, sz_error *err)
{
    const sz_solve_options *o = p->options;
    const sz_map *m = p->map;
    p->today_town = sz__alloc((size_t)m->n_communities, sizeof *p->today_town);
    if (!p->today_town)
        return sz__nomem(err);
    for (int32_t t = 0; t < m->n_communities; t++)
        p->today_town[t] = m->communities[t].town;
    p->demand = (sz_demand){
        .min = o->min,
        .max = o->max,
        .target = o->target ? o->target : o->min + (o->max - o->min) / 2,
        .n_today = m->n_communities,
        .today_town = p->today_town,
        .present = p->from != SZ_FROM_SCRATCH,
        .cross_towns = o->cross_towns,
        .communities_max = o->communities_max,
        .bands = o->n_bands ? p->bands : NULL,
        .rates = &p->rates,
    };
    if (p->demand.target < 1)
        p->demand.target = 1;
    p->communities = o->communities;
    if (o->communities_max > 0 && o->communities == 0)
        p->communities = 1;
    return SZ_SUCCESS;
}

sz_status sz__pose(sz_posed *out, const sz_map *map, const sz_solve_options *o,
                   sz_error *err)
{
    sz_status status = sz__check_options(map, o, err);
    if (status)
        return status;
    *out = (sz_posed){ .map = map, .options = o,
                       .count = sz__count_or(o->count, map->households) };
    out->from = o->from != SZ_FROM_AUTO         ? o->from
                : sz__map_has_communities(map) ? SZ_FROM_PRESENT
                                                : SZ_FROM_SCRATCH;
    memcpy(out->rates.weight, o->weight, sizeof o->weight);
    memcpy(out->rates.factor, o->factor, sizeof o->factor);
    for (int i = 0; i < SZ_N_BARRIERS; i++)
        out->share[i] = o->share[i] >= 0 ? o->share[i] : sz__border_share[i];
    status = take_bands(out, err);
    if (!status)
        status = take_locks(out, err);
    if (!status)
        status = take_whole(out, err);
    if (!status)
        status = take_layers(out, err);
    if (!status)
        status = take_blocked(out, err);
    if (!status)
        status = make_graph(out, err);
    if (!status)
        status = make_demand(out, err);
    if (!status)
        status = take_offices(out, err);
    if (status)
        sz__posed_release(out);
    return status;
}
