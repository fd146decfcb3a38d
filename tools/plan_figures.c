/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures of today and of the proposed plan, and what changes. */
#include "plan_figures.h"

#include <stdlib.h>

#include "plan_show.h"
#include "plan_wish.h"

static sz_status figures_of(const sz_plan *plan, const sz_solve_options *options,
                            struct figures *out, sz_error *err)
{
    struct figures f = { 0 };
    sz_sizes sizes;
    size_t n_parcels = sz_map_parcels(sz_plan_map(plan));
    sz_status status = sz_solve_sizes(plan, options, &sizes, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < sz_plan_communities(plan); i++) {
        sz_community c;
        status = sz_plan_community(plan, i, &c, err);
        if (status == SZ_SUCCESS && c.parcels > 0)
            f.detached += c.parts - 1;
    }
    if (status != SZ_SUCCESS)
        return status;
    f.communities = sizes.communities;
    f.in_band = sizes.in_band;
    f.smallest = sizes.smallest;
    f.largest = sizes.largest;
    f.counted = sizes.counted;
    for (size_t i = 0; i < n_parcels; i++)
        f.unclaimed += sz_plan_of(plan, i) < 0;
    *out = f;
    return SZ_SUCCESS;
}

/* Changes of every community of the later plan, malloc'ed. */
static sz_status collect_changes(const struct plan_result *r, const sz_move *moves,
                                 size_t n_moves, struct change **out, sz_error *err)
{
    size_t n = sz_plan_communities(r->proposed);
    size_t n_today = sz_plan_communities(r->present);
    struct change *changes = calloc(n + 1, sizeof *changes);
    sz_status status = changes ? SZ_SUCCESS : SZ_ERR_NOMEM;
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        sz_community today = { 0 };
        status = sz_plan_community(r->proposed, i, &changes[i].community, err);
        if (status == SZ_SUCCESS && i < n_today)
            status = sz_plan_community(r->present, i, &today, err);
        changes[i].today = today.households;
    }
    for (size_t i = 0; status == SZ_SUCCESS && i < n_moves; i++) {
        if (moves[i].to >= 0)
            changes[moves[i].to].got += moves[i].households;
        if (moves[i].from >= 0)
            changes[moves[i].from].gave += moves[i].households;
    }
    if (status != SZ_SUCCESS) {
        free(changes);
        changes = NULL;
    }
    *out = changes;
    return status;
}

sz_status plan_figures_of(struct plan_figures *out, const struct plan_result *r,
                          sz_error *err)
{
    *out = (struct plan_figures){ 0 };
    sz_status status = figures_of(r->present, &r->wish->options, &out->before, err);
    if (status == SZ_SUCCESS)
        status = figures_of(r->proposed, &r->wish->options, &out->after, err);
    if (status == SZ_SUCCESS)
        status = sz_plan_moves(r->present, r->proposed, &out->moves, &out->n_moves, err);
    if (status == SZ_SUCCESS)
        status = collect_changes(r, out->moves, out->n_moves, &out->changes, err);
    return status;
}

void plan_figures_release(struct plan_figures *f)
{
    free(f->changes);
    sz_free(f->moves);
}

const char *plan_town_of(const void *map, int32_t town)
{
    return sz_map_town_name(map, town);
}
