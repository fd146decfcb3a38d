/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plans: making, copying, assigning parcels; tallies and fates. */
#include "plan/plan.h"

#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "map/map.h"

const char *sz_fate_name(sz_fate fate)
{
    switch (fate) {
    case SZ_FATE_KEPT: return "kept";
    case SZ_FATE_ADJUSTED: return "adjusted";
    case SZ_FATE_NEW: return "new";
    case SZ_FATE_ABOLISHED: return "abolished";
    }
    return "unknown";
}

void sz_free(void *block)
{
    free(block);
}

void sz_plan_free(sz_plan *plan)
{
    if (!plan)
        return;
    for (int32_t c = 0; c < plan->n; c++)
        if (plan->tally[c].owns_name)
            free((char *)plan->tally[c].name);
    if (plan->cache) {
        free(plan->cache->parts);
        free(plan->cache->area);
    }
    free(plan->cache);
    free(plan->office_in);
    free(plan->slot);
    free(plan->tally);
    free(plan->of);
    free(plan);
}

/* Take parcel P into the tallies of community C, or (SIGN -1) out of them. */
static void count(sz_plan *plan, int32_t p, int32_t c, int sign)
{
    const sz_map *m = plan->map;
    if (c < 0)
        return;
    sz_tally *t = &plan->tally[c];
    if (t->parcels == 0)
        plan->living++;
    t->parcels += sign;
    if (t->parcels == 0)
        plan->living--;
    t->stayed += m->community[p] == c ? sign : 0;
    t->households += sign * m->households[p];
    t->planned += sign * m->planned[p];
    t->population += sign * m->population[p];
}

sz_status sz_plan_present(const sz_map *map, sz_plan **out, sz_error *err)
{
    if (!map || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("a plan needs a map"));
    sz_plan *plan = sz__zalloc(1, sizeof *plan);
    if (!plan)
        return sz__nomem(err);
    plan->map = map;
    plan->of = sz__dup(map->community, (size_t)map->n, sizeof *plan->of);
    plan->tally = sz__zalloc((size_t)map->n_communities, sizeof *plan->tally);
    plan->cache = sz__zalloc(1, sizeof *plan->cache);
    plan->office_in = sz__plan_place_offices(map);
    if (!plan->of || !plan->tally || !plan->cache || !plan->office_in)
        goto nomem;
    plan->n = plan->cap = map->n_communities;
    for (int32_t c = 0; c < plan->n; c++) {
        plan->tally[c].name = sz__name(&map->names, map->communities[c].name);
        plan->tally[c].code = sz__name(&map->names, map->communities[c].code);
        plan->tally[c].town = map->communities[c].town;
    }
    for (int32_t p = 0; p < map->n; p++)
        count(plan, p, plan->of[p], 1);
    for (int32_t c = 0; c < plan->n; c++)
        plan->tally[c].today = plan->tally[c].parcels;
    if (!sz__plan_index(plan))
        goto nomem;
    *out = plan;
    return SZ_SUCCESS;
nomem:
    sz_plan_free(plan);
    return sz__nomem(err);
}

sz_status sz_plan_copy(const sz_plan *plan, sz_plan **out, sz_error *err)
{
    if (!plan || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no plan to copy"));
    const sz_map *map = plan->map;
    sz_plan *copy = sz__zalloc(1, sizeof *copy);
    if (!copy)
        return sz__nomem(err);
    copy->map = map;
    copy->living = plan->living;
    copy->slots = plan->slots;
    copy->of = sz__dup(plan->of, (size_t)map->n, sizeof *copy->of);
    copy->slot = sz__dup(plan->slot, plan->slots, sizeof *copy->slot);
    copy->office_in = sz__dup(plan->office_in, (size_t)map->n_offices,
                              sizeof *copy->office_in);
    copy->cache = sz__zalloc(1, sizeof *copy->cache);
    copy->tally = sz__alloc((size_t)plan->n, sizeof *copy->tally);
    if (!copy->of || !copy->slot || !copy->office_in || !copy->cache || !copy->tally)
        goto nomem;
    copy->cap = plan->n;
    for (int32_t c = 0; c < plan->n; c++) {
        sz_tally t = plan->tally[c];
        if (t.owns_name) {
            t.name = sz__dup(t.name, strlen(t.name) + 1, 1);
            if (!t.name)
                goto nomem;
        }
        copy->tally[copy->n++] = t;
    }
    *out = copy;
    return SZ_SUCCESS;
nomem:
    sz_plan_free(copy);
    return sz__nomem(err);
}

const sz_map *sz_plan_map(const sz_plan *plan)
{
    return plan->map;
}

size_t sz_plan_communities(const sz_plan *plan)
{
    return (size_t)plan->n;
}

size_t sz_plan_living(const sz_plan *plan)
{
    return (size_t)plan->living;
}

int32_t sz_plan_of(const sz_plan *plan, size_t parcel)
{
    return parcel < (size_t)plan->map->n ? plan->of[parcel] : -1;
}

sz_status sz_plan_assign(sz_plan *plan, size_t parcel, int32_t community, sz_error *err)
{
    if (parcel >= (size_t)plan->map->n)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no parcel %zu"), parcel);
    if (community < -1 || community >= plan->n)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)parcel,
                        _("there is no community %ld"), (long)community);
    int32_t p = (int32_t)parcel, was = plan->of[p];
    if (was == community)
        return SZ_SUCCESS;
    plan->of[p] = community;
    count(plan, p, was, -1);
    count(plan, p, community, 1);
    plan->cache->fresh = false;
    return SZ_SUCCESS;
}

sz_status sz__plan_set(sz_plan *plan, const int32_t *of, sz_error *err)
{
    for (int32_t p = 0; p < plan->map->n; p++)
        if (of[p] < -1 || of[p] >= plan->n)
            return sz__fail(err, SZ_ERR_INVALID, p, _("there is no community %ld"),
                            (long)of[p]);
    for (int32_t p = 0; p < plan->map->n; p++)
        sz_plan_assign(plan, (size_t)p, of[p], NULL);
    return SZ_SUCCESS;
}

sz_status sz_plan_found(sz_plan *plan, const char *name, int32_t town, int32_t *out,
                        sz_error *err)
{
    if (!name || !*name)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("a community needs a name"));
    if (town < -1 || town >= plan->map->n_towns)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no town %ld"), (long)town);
    if (sz__plan_find(plan, town, name) >= 0)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("there is a community %s already; take another name"), name);
    if (plan->n == INT32_MAX)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("too many communities"));
    if (plan->n == plan->cap) {
        size_t cap = (size_t)plan->cap;
        if (!sz__grow((void **)&plan->tally, &cap, cap + 1, sizeof *plan->tally))
            return sz__nomem(err);
        plan->cap = cap > INT32_MAX ? INT32_MAX : (int32_t)cap;
    }
    char *own = sz__dup(name, strlen(name) + 1, 1);
    if (!own)
        return sz__nomem(err);
    plan->tally[plan->n] = (sz_tally){ .name = own, .owns_name = true, .code = "",
                                       .town = town };
    plan->n++;
    if (2 * (size_t)plan->n < plan->slots) {
        sz__plan_index_add(plan, plan->n - 1);
    } else if (!sz__plan_index(plan)) {
        plan->n--;
        free(own);
        return sz__nomem(err);
    }
    plan->cache->fresh = false;
    *out = plan->n - 1;
    return SZ_SUCCESS;
}

/* Count parts and areas anew. */
static sz_status refresh(const sz_plan *plan, sz_error *err)
{
    sz_plan_cache *cache = plan->cache;
    const sz_map *m = plan->map;
    sz_status status = SZ_SUCCESS;
    int32_t *piece_of = sz__alloc((size_t)m->n, sizeof *piece_of);
    if (!piece_of)
        goto nomem;
    if (cache->cap < plan->n) {
        free(cache->parts);
        free(cache->area);
        cache->cap = 0;
        cache->parts = sz__alloc((size_t)plan->n, sizeof *cache->parts);
        cache->area = sz__alloc((size_t)plan->n, sizeof *cache->area);
        if (!cache->parts || !cache->area)
            goto nomem;
        cache->cap = plan->n;
    }
    for (int32_t c = 0; c < plan->n; c++) {
        cache->parts[c] = 0;
        cache->area[c] = 0;
    }
    sz__plan_pieces(m, plan->of, piece_of);
    for (int32_t p = 0, seen = 0; p < m->n; p++) {
        bool first = piece_of[p] == seen;   /* pieces are numbered as they appear */
        seen += first;
        if (plan->of[p] < 0)
            continue;
        cache->parts[plan->of[p]] += first;
        cache->area[plan->of[p]] += m->area[p];
    }
    cache->fresh = true;
    goto done;
nomem:
    status = sz__nomem(err);
done:
    free(piece_of);
    return status;
}

static sz_fate fate_of(const sz_plan *plan, int32_t c)
{
    const sz_tally *t = &plan->tally[c];
    if (c >= plan->map->n_communities)
        return SZ_FATE_NEW;
    if (t->parcels == 0)
        return SZ_FATE_ABOLISHED;
    return t->parcels == t->stayed && t->stayed == t->today ? SZ_FATE_KEPT
                                                            : SZ_FATE_ADJUSTED;
}

sz_status sz_plan_community(const sz_plan *plan, size_t community, sz_community *out,
                            sz_error *err)
{
    if (community >= (size_t)plan->n)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no community %zu"),
                        community);
    if (!plan->cache->fresh) {
        sz_status status = refresh(plan, err);
        if (status)
            return status;
    }
    const sz_tally *t = &plan->tally[community];
    *out = (sz_community){
        .name = t->name, .code = t->code, .town = t->town,
        .fate = fate_of(plan, (int32_t)community),
        .households = t->households, .planned = t->planned,
        .population = t->population,
        .area_m2 = plan->cache->area[community],
        .parcels = (size_t)t->parcels,
        .parts = (size_t)plan->cache->parts[community],
    };
    return SZ_SUCCESS;
}
