/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan put onto another map of the same ground. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "map/map.h"
#include "plan/plan.h"
#include "sizhi/compare.h"

#define NEAR 0.02          /* metres that an inner point may lie elsewhere */

static const char *today_name(const sz_map *m, int32_t c)
{
    return c < 0 ? _("none") : sz__name(&m->names, m->communities[c].name);
}

static const char *today_town(const sz_map *m, int32_t c)
{
    return c < 0 ? "" : sz_map_town_name(m, m->communities[c].town);
}

static bool same_today(const sz_map *a, const sz_map *b, int32_t p)
{
    int32_t c = a->community[p], d = b->community[p];
    return (c < 0) == (d < 0) && strcmp(today_name(a, c), today_name(b, d)) == 0 &&
           strcmp(today_town(a, c), today_town(b, d)) == 0;
}

/* Whether the parcel is as large, give or take what rounding does to its rim. */
static bool same_area(double a, double b)
{
    return fabs(a - b) <= NEAR * (1 + sqrt(fmax(a, b)));
}

static sz_status check_parcel(const sz_map *a, const sz_map *b, int32_t p, sz_error *err)
{
    if (fabs(a->x[p] - b->x[p]) > NEAR || fabs(a->y[p] - b->y[p]) > NEAR)
        return sz__fail(err, SZ_ERR_DATA, p,
                        _("the ground differs: parcel %d lies at %.2f, %.2f, not at %.2f, "
                          "%.2f"), (int)p + 1, a->x[p], a->y[p], b->x[p], b->y[p]);
    if (!same_area(a->area[p], b->area[p]))
        return sz__fail(err, SZ_ERR_DATA, p,
                        _("the ground differs: parcel %d at %.2f, %.2f has %.2f m2, not "
                          "%.2f"), (int)p + 1, b->x[p], b->y[p], a->area[p], b->area[p]);
    if (a->households[p] != b->households[p] || a->planned[p] != b->planned[p] ||
        a->population[p] != b->population[p])
        return sz__fail(err, SZ_ERR_DATA, p,
                        _("the ground differs: parcel %d at %.2f, %.2f has %lld "
                          "households, %lld planned, %lld people, not %lld, %lld, %lld"),
                        (int)p + 1, b->x[p], b->y[p], (long long)a->households[p],
                        (long long)a->planned[p], (long long)a->population[p],
                        (long long)b->households[p], (long long)b->planned[p],
                        (long long)b->population[p]);
    if (!same_today(a, b, p))
        return sz__fail(err, SZ_ERR_DATA, p,
                        _("the ground differs: parcel %d at %.2f, %.2f belongs to %s%s "
                          "today, not to %s%s"), (int)p + 1, b->x[p], b->y[p],
                        today_town(a, a->community[p]), today_name(a, a->community[p]),
                        today_town(b, b->community[p]), today_name(b, b->community[p]));
    return SZ_SUCCESS;
}

/* Whether map A, which a plan is of, is the same ground as B. */
static sz_status check_ground(const sz_map *a, const sz_map *b, sz_error *err)
{
    if (strcmp(a->crs, b->crs) != 0)
        return sz__fail(err, SZ_ERR_DATA, -1, _("the ground differs: it is in %s, not %s"),
                        a->crs, b->crs);
    if (a->n != b->n)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the ground differs: it has %d parcels, not %d"), (int)a->n,
                        (int)b->n);
    if (a->n_communities != b->n_communities)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the ground differs: it has %d communities today, not %d"),
                        (int)a->n_communities, (int)b->n_communities);
    sz_status status = SZ_SUCCESS;
    for (int32_t p = 0; p < a->n && status == SZ_SUCCESS; p++)
        status = check_parcel(a, b, p, err);
    return status;
}

static int32_t find_town(const sz_map *m, const char *name)
{
    for (int32_t t = 0; t < m->n_towns; t++)
        if (strcmp(sz_map_town_name(m, t), name) == 0)
            return t;
    return -1;
}

/* What community C of PLAN is called in OUT, by number; new ones are founded. */
static sz_status match(const sz_plan *plan, int32_t c, sz_plan *out, int32_t *to,
                       sz_error *err)
{
    const sz_tally *t = &plan->tally[c];
    int32_t town = find_town(out->map, sz_map_town_name(plan->map, t->town));
    if (c >= plan->map->n_communities)
        return sz_plan_found(out, t->name, town, to, err);
    *to = sz__plan_find(out, town, today_name(plan->map, c));
    if (*to < 0)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the ground differs: there is no community %s%s today"),
                        today_town(plan->map, c), today_name(plan->map, c));
    return SZ_SUCCESS;
}

/* Give communities of today the names that PLAN has for them. */
static sz_status rename_today(const sz_plan *plan, const int32_t *to, sz_plan *out,
                              sz_error *err)
{
    const char **name = sz__zalloc((size_t)out->n, sizeof *name);
    if (!name)
        return sz__nomem(err);
    for (int32_t c = 0; c < plan->map->n_communities; c++)
        if (strcmp(plan->tally[c].name, today_name(plan->map, c)) != 0)
            name[to[c]] = plan->tally[c].name;
    sz_status status = sz__plan_rename_all(out, name, err);
    free(name);
    return status;
}

sz_status sz_plan_carry(const sz_plan *plan, const sz_map *map, sz_plan **out,
                        sz_error *err)
{
    if (!plan || !map || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("a plan needs a map"));
    if (plan->map == map)
        return sz_plan_copy(plan, out, err);
    sz_plan *made = NULL;
    int32_t *to = NULL, n_today = plan->map->n_communities;
    sz_status status = check_ground(plan->map, map, err);
    if (status == SZ_SUCCESS)
        status = sz_plan_present(map, &made, err);
    if (status == SZ_SUCCESS && !(to = sz__alloc((size_t)plan->n, sizeof *to)))
        status = sz__nomem(err);
    for (int32_t c = 0; c < n_today && status == SZ_SUCCESS; c++)
        status = match(plan, c, made, &to[c], err);
    if (status == SZ_SUCCESS) /* a new one may have the name of one that gave it up */
        status = rename_today(plan, to, made, err);
    for (int32_t c = n_today; c < plan->n && status == SZ_SUCCESS; c++)
        status = match(plan, c, made, &to[c], err);
    for (int32_t p = 0; p < map->n && status == SZ_SUCCESS; p++)
        status = sz_plan_assign(made, (size_t)p,
                                plan->of[p] < 0 ? -1 : to[plan->of[p]], err);
    free(to);
    if (status == SZ_SUCCESS)
        *out = made;
    else
        sz_plan_free(made);
    return status;
}
