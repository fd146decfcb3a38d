/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The figures of one community, from its parcels and their borders. */
#include <math.h>
#include <string.h>

#include "audit/scene.h"
#include "policy/kinds.h"

enum { BANDS = SZ_KEY_BAND_NEW_ESTATE - SZ_KEY_BAND_URBAN + 1 };

/* A community is of the kind that most of its households live on. */
static sz_key kind_of(const sz_scene *s, int32_t c)
{
    const sz_map *m = s->map;
    const sz_roster *r = sz__roster(s, c);
    int64_t sum[BANDS + 1] = { 0 };
    int best = BANDS;
    for (size_t i = 0; i < r->n; i++) {
        int32_t u = m->unit[r->at[i]];
        const char *kind = u < 0 ? "" : sz__name(&m->names, m->units[u].kind);
        sz_key band = sz__band_of_kind(kind);
        sum[band == SZ_N_KEYS ? BANDS : (int)band - SZ_KEY_BAND_URBAN] +=
            m->households[r->at[i]];
    }
    for (int k = 0; k < BANDS; k++)
        if (sum[k] > sum[best])
            best = k;
    return best == BANDS ? SZ_N_KEYS : (sz_key)(SZ_KEY_BAND_URBAN + best);
}

void sz__band(const sz_scene *s, int32_t c, sz_key *least_from, double *least,
              sz_key *most_from, double *most)
{
    const sz_policy *p = s->policy;
    sz_key kind = s->of[c].kind;
    *least_from = SZ_KEY_MIN;
    *most_from = SZ_KEY_MAX;
    *least = sz__policy_number(p, SZ_KEY_MIN, 0);
    *most = sz__policy_number(p, SZ_KEY_MAX, HUGE_VAL);
    if (kind == SZ_N_KEYS || !sz__policy_has(p, kind))
        return;
    *least_from = *most_from = kind;
    *least = p->value[kind].low;
    *most = p->value[kind].high;
}

/* What is counted, area, and the place of its largest parcel. */
static void sum_parcels(const sz_scene *s, const sz_roster *r, sz_figures *f)
{
    const sz_map *m = s->map;
    double largest = 0;
    for (size_t i = 0; i < r->n; i++) {
        int32_t p = r->at[i];
        f->area += m->area[p];
        f->counted += s->counted[p];
        if (i > 0 && m->area[p] <= largest)
            continue;
        largest = m->area[p];
        f->x = m->x[p];
        f->y = m->y[p];
    }
}

/* Length of its rim, and of what of it is clear. */
static void sum_borders(const sz_scene *s, int32_t c, const sz_roster *r, sz_figures *f)
{
    const sz_map *m = s->map;
    unsigned clear = sz__policy_words(s->policy, SZ_KEY_CLEAR_BY, ~0u);
    for (size_t i = 0; i < r->n; i++)
        for (int32_t k = s->rims.row[r->at[i]]; k < s->rims.row[r->at[i] + 1]; k++) {
            int32_t b = s->rims.border[k], q = sz__across(m, b, r->at[i]);
            if (q >= 0 && s->plan->of[q] == c)
                continue;
            /* words are numbered from the first class on, which is 1 */
            bool good = m->b_class[b] != SZ_BARRIER_NONE && m->b_name[b] >= 0 &&
                        clear >> (m->b_class[b] - 1) & 1;
            f->border += m->b_length[b];
            f->clear += good ? m->b_length[b] : 0;
        }
}

/* How far its households have to its office. */
static void measure_ways(const sz_scene *s, const sz_roster *r, sz_figures *f)
{
    const sz_map *m = s->map;
    if (f->office < 0 || f->households == 0)
        return;
    const sz_office *o = &m->offices[f->office];
    f->farthest = f->mean = 0;
    for (size_t i = 0; i < r->n; i++) {
        int32_t p = r->at[i];
        if (m->households[p] == 0)
            continue;
        double way = hypot(m->x[p] - o->x, m->y[p] - o->y);
        f->mean += way * (double)m->households[p] / (double)f->households;
        if (way > f->farthest) {
            f->farthest = way;
            f->far_x = m->x[p];
            f->far_y = m->y[p];
        }
    }
}

sz_status sz__scene_take(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_tally *t = &s->plan->tally[c];
    const sz_roster *r = sz__roster(s, c), *served = &s->served[c];
    sz_figures *f = &s->of[c];
    *f = (sz_figures){ .households = t->households, .planned = t->planned,
                       .population = t->population, .parcels = t->parcels,
                       .x = NAN, .y = NAN, .office = -1, .farthest = NAN, .mean = NAN,
                       .far_x = NAN, .far_y = NAN, .neck = { .width = HUGE_VAL },
                       .kind = SZ_N_KEYS };
    if (r->n == 0)
        return SZ_SUCCESS;
    f->offices = (int32_t)served->n;
    if (served->n > 0)
        f->office = served->at[0];
    f->kind = kind_of(s, c);
    sum_parcels(s, r, f);
    sum_borders(s, c, r, f);
    measure_ways(s, r, f);
    return sz__scene_rim(s, c, err);
}
