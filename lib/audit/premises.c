/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Premises of each community: what there is against what the policy asks for. */
#include <math.h>

#include "audit/scene.h"
#include "core/array.h"
#include "core/i18n.h"
#include "sizhi/service.h"

/* What lacks of NEED; NaN when either is not known. */
static double lack(double have, double need)
{
    return isnan(have) || isnan(need) ? NAN : fmax(0, need - have);
}

static double bound(const sz_policy *p, sz_key key)
{
    return sz__policy_number(p, key, NAN);
}

/* The greatest bound that community F must keep. */
static void find_need(const sz_policy *p, const sz_figures *f, sz_premises *row)
{
    const struct {
        sz_key key;
        double m2;
    } needs[] = {
        { SZ_KEY_OFFICE_MIN, bound(p, SZ_KEY_OFFICE_MIN) },
        { SZ_KEY_OFFICE_PER_100,
          bound(p, SZ_KEY_OFFICE_PER_100) * (double)f->counted / 100 },
        { SZ_KEY_OFFICE_RURAL, row->rural ? bound(p, SZ_KEY_OFFICE_RURAL) : NAN },
    };
    row->need_m2 = NAN;
    row->need_by = "";
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (isfinite(needs[i].m2) && !(needs[i].m2 <= row->need_m2)) {
            row->need_m2 = needs[i].m2;
            row->need_by = sz__keys[needs[i].key].name;
        }
}

static sz_premises make_row(const sz_scene *s, int32_t c, size_t unmeasured)
{
    const sz_figures *f = &s->of[c];
    bool none = f->offices == 0 && s->map->n_offices > 0;
    sz_premises row = { .community = c, .counted = f->counted,
                        .rural = f->kind == SZ_KEY_BAND_RURAL,
                        .offices = (size_t)f->offices, .unmeasured = unmeasured };
    row.have_m2 = f->floor_m2 > 0 || none ? f->floor_m2 : NAN;
    row.children_have_m2 = f->children_m2 > 0 || none ? f->children_m2 : NAN;
    find_need(s->policy, f, &row);
    row.short_m2 = lack(row.have_m2, row.need_m2);
    row.goal_m2 = row.rural ? NAN : bound(s->policy, SZ_KEY_OFFICE_URBAN);
    row.goal_short_m2 = lack(row.have_m2, row.goal_m2);
    row.children_need_m2 = bound(s->policy, SZ_KEY_OFFICE_CHILDREN);
    row.children_short_m2 = lack(row.children_have_m2, row.children_need_m2);
    return row;
}

sz_status sz_premises_of(const sz_plan *plan, const sz_policy *policy,
                         sz_premises **rows, size_t *n, sz_error *err)
{
    if (!plan || !policy || !rows || !n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("premises need a plan, a policy and a place for the table"));
    const sz_map *m = plan->map;
    sz_scene s = { .map = m, .plan = plan, .policy = policy };
    sz_premises *list = sz__alloc((size_t)plan->n, sizeof *list);
    size_t *unmeasured = sz__zalloc((size_t)plan->n, sizeof *unmeasured);
    sz_status status = list && unmeasured ? sz__scene_count(&s, err) : sz__nomem(err);
    if (status == SZ_SUCCESS) {
        for (int32_t o = 0; o < m->n_offices; o++)
            if (m->offices[o].community >= 0 && !(m->offices[o].floor_m2 > 0))
                unmeasured[m->offices[o].community]++;
        *n = 0;
        for (int32_t c = 0; c < plan->n; c++)
            if (s.of[c].parcels > 0)
                list[(*n)++] = make_row(&s, c, unmeasured[c]);
        *rows = list;
        list = NULL;
    }
    sz__scene_release(&s);
    free(list);
    free(unmeasured);
    return status;
}
