/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far households have to their office, community by community and parcel by parcel,
 * as the audit measures it. */
#include <math.h>

#include "audit/scene.h"
#include "core/i18n.h"
#include "sizhi/service.h"

void sz_reach_release(sz_reach_table *table)
{
    if (!table)
        return;
    free(table->rows);
    free(table->metres);
    *table = (sz_reach_table){ 0 };
}

/* Households of the parcels of community C that have farther than BOUND. */
static int64_t count_beyond(const sz_scene *s, int32_t c, double bound)
{
    const sz_roster *r = sz__roster(s, c);
    int64_t beyond = 0;
    for (size_t i = 0; i < r->n; i++) {
        double metres = s->parcel_metres[r->at[i]];
        beyond += isfinite(metres) && metres > bound ? s->map->households[r->at[i]] : 0;
    }
    return beyond;
}

sz_status sz_reach(const sz_plan *plan, const sz_policy *policy, sz_reach_table *out,
                   sz_error *err)
{
    if (!plan || !policy || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("distances to offices need a plan, a policy and a place for "
                          "the table"));
    const sz_map *m = plan->map;
    sz_scene s = { .map = m, .plan = plan, .policy = policy };
    sz_reach_table t = { .bound_m = sz__policy_number(policy, SZ_KEY_FARTHEST, NAN) };
    t.metres = sz__alloc((size_t)m->n, sizeof *t.metres);
    t.rows = sz__alloc((size_t)plan->n, sizeof *t.rows);
    for (int32_t p = 0; t.metres && p < m->n; p++)
        t.metres[p] = NAN;
    s.parcel_metres = t.metres;
    sz_status status = t.metres && t.rows ? sz__scene_count(&s, err) : sz__nomem(err);
    for (int32_t c = 0; status == SZ_SUCCESS && c < plan->n; c++) {
        const sz_figures *f = &s.of[c];
        if (f->parcels > 0)
            t.rows[t.n++] = (sz_reach_row){ .community = c, .office = f->office,
                                            .mean_m = f->mean, .farthest_m = f->farthest,
                                            .far_x = f->far_x, .far_y = f->far_y,
                                            .cut_off = f->cut_off,
                                            .beyond = count_beyond(&s, c, t.bound_m) };
    }
    t.network = s.ways.network;
    sz__scene_release(&s);
    if (status == SZ_SUCCESS) {
        *out = t;
        t = (sz_reach_table){ 0 };
    }
    sz_reach_release(&t);
    return status;
}
