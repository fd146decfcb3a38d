/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenes: opened, letting parcels move, let go. */
#include "audit/scene.h"

#include <string.h>

#include "core/roots.h"
#include "plan/counted.h"
#include "plan/kept.h"
#include "policy/kinds.h"

static void free_rosters(sz_roster *roster, int32_t n)
{
    for (int32_t i = 0; roster && i < n; i++)
        free(roster[i].at);
    free(roster);
}

void sz__scene_release(sz_scene *s)
{
    free(s->of);
    free(s->parts);
    free_rosters(s->roster, s->plan ? s->plan->n + 1 : 0);
    free_rosters(s->served, s->plan ? s->plan->n : 0);
    free_rosters(s->members, s->map ? s->map->n_units : 0);
    sz__rims_release(&s->rims);
    sz__present_release(&s->today);
    sz__blocked_release(&s->blocked);
    free(s->kept);
    free(s->first);
    free(s->exempt);
    free(s->bundle);
    free(s->bundled);
    free(s->counted);
    sz__ways_close(&s->ways);
    free(s->metres);
    free(s->piece);
    free(s->root);
    free(s->sum);
    free(s->seen);
    free(s->xy.at);
    sz__geos_close(s->geos);
    *s = (sz_scene){ .map = s->map, .plan = s->plan, .policy = s->policy,
                     .list = s->list, .beside = s->beside,
                     .parcel_metres = s->parcel_metres };
}

static bool allocate(sz_scene *s)
{
    const sz_map *m = s->map;
    size_t n = (size_t)m->n, borders = (size_t)m->n_borders;
    s->of = sz__zalloc((size_t)s->plan->n, sizeof *s->of);
    s->parts = sz__zalloc((size_t)s->plan->n, sizeof *s->parts);
    s->roster = sz__zalloc((size_t)s->plan->n + 1, sizeof *s->roster);
    s->served = sz__zalloc((size_t)s->plan->n, sizeof *s->served);
    s->members = sz__zalloc((size_t)m->n_units, sizeof *s->members);
    s->kept = sz__kept_units(m, s->policy);
    s->exempt = sz__alloc((size_t)m->n_communities, sizeof *s->exempt);
    s->first = sz__alloc((size_t)m->n_units, sizeof *s->first);
    s->counted = sz__alloc(n, sizeof *s->counted);
    s->metres = sz__alloc(n, sizeof *s->metres);
    s->piece = sz__alloc(n, sizeof *s->piece);
    s->root = sz__alloc(n, sizeof *s->root);
    s->sum = sz__alloc(n, sizeof *s->sum);
    s->seen = sz__zalloc(2 * borders, sizeof *s->seen);
    return s->of && s->parts && s->roster && s->served && s->members && s->kept && s->exempt &&
           s->first &&
           s->counted && s->metres && s->piece && s->root && s->sum && s->seen;
}

/* Who is where, from the map and the plan. */
static bool fill(sz_scene *s)
{
    const sz_map *m = s->map;
    for (int32_t p = 0; p < m->n; p++) {
        if (!sz__push(sz__roster(s, s->plan->of[p]), p))
            return false;
        for (size_t k = 0; k < sz_map_unit_layers(m); k++) {
            int32_t unit = sz_map_unit_in(m, (size_t)p, k);
            if (unit >= 0 && !sz__push(&s->members[unit], p))
                return false;
        }
    }
    for (int32_t o = 0; o < m->n_offices; o++) {
        int32_t c = m->offices[o].community;
        if (c >= 0 && !sz__push(&s->served[c], o))
            return false;
    }
    for (int32_t b = 0; b < m->n_borders && !s->lined; b++)
        s->lined = m->b_class[b] != SZ_BARRIER_NONE;
    sz__counted_parcels(m, s->policy, s->counted);
    return sz__exempt_communities(m, s->policy, s->exempt);
}

static sz_status begin(sz_scene *s, sz_error *err)
{
    enum { STRAIGHT = 1, NETWORK = 2 };
    if (!allocate(s) || !fill(s))
        return sz__nomem(err);
    unsigned distance = sz__policy_words(s->policy, SZ_KEY_DISTANCE, STRAIGHT);
    return sz__ways_open(&s->ways, s->map, distance == NETWORK, err);
}

sz_status sz__scene_count(sz_scene *s, sz_error *err)
{
    sz_status status = begin(s, err);
    for (int32_t c = 0; c < s->plan->n && status == SZ_SUCCESS; c++)
        status = sz__scene_take_count(s, c, err);
    return status;
}

/* Units that stay whole and overlap are one bundle, whose number is that of its first. */
static sz_status find_bundles(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    size_t layers = sz_map_unit_layers(m), n = (size_t)m->n;
    s->bundle = sz__alloc((size_t)m->n_units, sizeof *s->bundle);
    s->bundled = sz__zalloc((size_t)m->n_units, sizeof *s->bundled);
    if (!s->bundle || !s->bundled)
        return sz__nomem(err);
    for (int32_t u = 0; u < m->n_units; u++)
        s->bundle[u] = u;
    for (size_t p = 0; p < n; p++) {
        int32_t first = -1;
        for (size_t k = 0; k < layers; k++) {
            int32_t unit = s->kept[k * n + p];
            if (unit >= 0 && first >= 0)
                sz__join(s->bundle, first, unit);
            first = unit >= 0 ? unit : first;
        }
    }
    for (int32_t u = 0; u < m->n_units; u++)
        s->bundle[u] = sz__root(s->bundle, u);
    for (size_t p = 0; p < n; p++)
        for (size_t k = 0; k < layers; k++)
            if (s->kept[k * n + p] >= 0) { /* of whichever of its units, the same */
                s->bundled[s->bundle[s->kept[k * n + p]]] += s->counted[p];
                break;
            }
    return SZ_SUCCESS;
}

/* Where ground does not connect, as for plans. */
static sz_status find_blocked(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    size_t layers = sz_map_unit_layers(m);
    const int32_t **layer = sz__alloc(layers, sizeof *layer);
    sz_ground ground = { .cut_by = sz__policy_words(s->policy, SZ_KEY_CUT_BY, 0) << 1,
                         .cross_towns = !sz__policy_binds(s->policy,
                                                          SZ_RULE_TOWN_CROSSED),
                         .layers = layer, .n_layers = layers,
                         .links = s->beside ? s->beside->links : NULL,
                         .n_links = s->beside ? s->beside->n_links : 0 };
    if (!layer)
        return sz__nomem(err);
    for (size_t k = 0; k < layers; k++)
        layer[k] = s->kept + k * (size_t)m->n;
    sz_status status = sz__blocked_find(&s->blocked, m, &ground, err);
    free(layer);
    return status;
}

sz_status sz__scene_open(sz_scene *s, sz_error *err)
{
    sz_status status = begin(s, err);
    if (status == SZ_SUCCESS)
        status = sz__rims_find(&s->rims, s->map, err);
    if (status == SZ_SUCCESS)
        status = find_blocked(s, err);
    if (status == SZ_SUCCESS)
        status = find_bundles(s, err);
    if (status == SZ_SUCCESS)
        status = sz__present_open(&s->today, s->map, s->policy, NULL, err);
    if (status == SZ_SUCCESS)
        status = sz__geos_open(&s->geos, err);
    for (int32_t c = 0; c < s->plan->n && status == SZ_SUCCESS; c++)
        status = sz__scene_take(s, c, err);
    return status;
}

/* Where P stands in R, or would stand. */
static size_t find(const sz_roster *r, int32_t p)
{
    size_t low = 0, high = r->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->at[mid] < p)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

sz_status sz__scene_follow(sz_scene *s, int32_t p, int32_t from, int32_t to,
                           sz_error *err)
{
    sz_roster *r = sz__roster(s, to);
    if (from == to)
        return SZ_SUCCESS;
    if (!sz__reserve(r, 1))
        return sz__nomem(err);
    size_t k = find(r, p);
    memmove(r->at + k + 1, r->at + k, (r->n++ - k) * sizeof *r->at);
    r->at[k] = p;
    r = sz__roster(s, from);
    k = find(r, p);
    memmove(r->at + k, r->at + k + 1, (--r->n - k) * sizeof *r->at);
    return SZ_SUCCESS;
}
