/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures of the community table against what the ground of today's communities adds up
 * to. */
#include <math.h>
#include <stdlib.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"

/* Where the largest parcel of each of today's communities is, and what it adds up to. */
typedef struct total {
    int64_t households, population;
    int32_t place;
} total;

static void add_up(const sz_map *m, total *of)
{
    for (int32_t c = 0; c < m->n_communities; c++)
        of[c] = (total){ 0, 0, -1 };
    for (int32_t p = 0; p < m->n; p++) {
        if (m->community[p] < 0)
            continue;
        total *t = &of[m->community[p]];
        t->households += m->households[p];
        t->population += m->population[p];
        t->place = t->place < 0 || m->area[p] > m->area[t->place] ? p : t->place;
    }
}

static sz_status differs(sz_scene *s, int32_t c, const total *t, const char *message,
                         int64_t given, int64_t sum, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_beside *b = s->beside;
    char name[160];
    bool placed = t->place >= 0;
    if (given < 0 || given == sum)
        return SZ_SUCCESS;
    sz_plan_shown_name(s->plan, c, name, sizeof name);
    return sz__say(s, SZ_RULE_SUM_DIFFERS, SZ_N_KEYS, c, (double)given, (double)sum,
                   placed ? m->x[t->place] : NAN, placed ? m->y[t->place] : NAN, err,
                   message, name, b->given_by ? b->given_by : "?", (long long)given,
                   b->counted_by ? b->counted_by : "?", (long long)sum);
}

sz_status sz__rules_sums(sz_scene *s, int32_t all, sz_error *err)
{
    const sz_map *m = s->map;
    int64_t people = 0;
    (void)all;
    if (!s->beside || !s->beside->given)
        return SZ_SUCCESS;
    total *of = sz__alloc((size_t)m->n_communities, sizeof *of);
    sz_status status = of ? SZ_SUCCESS : sz__nomem(err);
    if (of)
        add_up(m, of);
    for (int32_t c = 0; c < m->n_communities && of; c++)
        people += of[c].population;
    for (int32_t c = 0; c < m->n_communities && status == SZ_SUCCESS; c++) {
        const sz_given_figures *g = &s->beside->given[c];
        status = differs(s, c, &of[c],
                         _("%s: %s gives it %lld households, %s adds up to %lld"),
                         g->households, of[c].households, err);
        if (status == SZ_SUCCESS && people > 0) /* else nobody was counted */
            status = differs(s, c, &of[c],
                             _("%s: %s gives it %lld people, %s adds up to %lld"),
                             g->population, of[c].population, err);
    }
    free(of);
    return status;
}
