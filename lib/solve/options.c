/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options that make no sense are told before anything is done. */
#include "solve/options.h"

#include "core/error.h"
#include "core/i18n.h"
#include "plan/blocked.h"

bool sz__map_has_communities(const sz_map *map)
{
    for (int32_t p = 0; p < map->n; p++)
        if (map->community[p] >= 0)
            return true;
    return false;
}

static sz_status check_band(const char *kind, int64_t min, int64_t max, int64_t target,
                            sz_error *err)
{
    if (min < 0 || max < 1 || min > max || max > INT64_MAX / 4)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("%lld to %lld is no band of households"), (long long)min,
                        (long long)max);
    if (target && (target < min || target > max))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the target %lld lies outside the band %lld to %lld"),
                        (long long)target, (long long)min, (long long)max);
    if (kind && !*kind)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a band by kind needs the name of a kind"));
    return SZ_SUCCESS;
}

static sz_status check_bands(const sz_solve_options *o, sz_error *err)
{
    sz_status status = check_band(NULL, o->min, o->max, o->target, err);
    if (!status && (o->n_bands > SZ_MAX_BANDS || (o->n_bands && !o->bands)))
        status = sz__fail(err, SZ_ERR_INVALID, -1,
                          _("there may be at most %d bands by kind"), SZ_MAX_BANDS);
    for (size_t i = 0; i < o->n_bands && !status; i++) {
        const sz_band *b = &o->bands[i];
        status = check_band(b->kind ? b->kind : "", b->min, b->max ? b->max : o->max,
                            b->target, err);
    }
    return status;
}

/* A list of communities of today. */
static sz_status check_list(const sz_map *map, const int32_t *list, size_t n,
                            sz_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (!list || list[i] < 0 || list[i] >= map->n_communities)
            return sz__fail(err, SZ_ERR_INVALID, -1,
                            _("there is no community %ld to lock or to fix"),
                            list ? (long)list[i] : -1L);
    return SZ_SUCCESS;
}

static sz_status check_weights(const sz_solve_options *o, sz_error *err)
{
    for (int i = 0; i < SZ_N_TERMS; i++)
        if (!(o->weight[i] <= 1e12) || !(o->factor[i] >= 0 && o->factor[i] <= 1e6))
            return sz__fail(err, SZ_ERR_INVALID, -1, _("no valid weight for %s"),
                            sz_term_name((sz_term)i));
    for (int i = 0; i < SZ_N_BARRIERS; i++)
        if (!(o->share[i] <= 1e3))
            return sz__fail(err, SZ_ERR_INVALID, -1, _("no valid share for %s"),
                            sz_barrier_name((sz_barrier)i));
    return SZ_SUCCESS;
}

sz_status sz__check_options(const sz_map *map, const sz_solve_options *o, sz_error *err)
{
    if (!map || !o || o->size != sizeof *o)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("solving needs a map and options of this version"));
    if (o->communities < 0 || (int)o->from < 0 || o->from > SZ_FROM_MERGE ||
        !(o->seconds >= 0) || (o->n_layers && !o->layers) ||
        (o->communities_max && o->communities_max < o->communities))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the number of communities, the start, the time or the layers "
                          "are no valid options"));
    sz_status status = check_bands(o, err);
    if (!status)
        status = check_list(map, o->locked, o->n_locked, err);
    if (!status)
        status = check_list(map, o->fix, o->n_fix, err);
    if (!status)
        status = check_list(map, o->exempt, o->n_exempt, err);
    for (int32_t p = 0; o->count && p < map->n && !status; p++)
        if (o->count[p] < 0)
            status = sz__fail(err, SZ_ERR_INVALID, p,
                              _("parcel %ld counts for fewer than no households"),
                              (long)p + 1);
    if (!status)
        status = sz__links_check(map, o->links, o->n_links, err);
    if (!status)
        status = check_weights(o, err);
    if (status)
        return status;
    bool present = o->from == SZ_FROM_PRESENT || o->from == SZ_FROM_MERGE || o->n_fix > 0;
    if (present && !sz__map_has_communities(map))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the map has no communities today to start from; start from "
                          "scratch"));
    if (o->n_fix > 0 && o->from == SZ_FROM_SCRATCH)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("some communities can be fixed from the present plan, not "
                          "from scratch"));
    return SZ_SUCCESS;
}
