/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The figures of one community, from its parcels and their borders. */
#include <math.h>
#include <string.h>

#include "audit/scene.h"
#include "policy/kinds.h"

enum { BANDS = SZ_N_BAND_KINDS };

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
    if (sz__policy_band(p, kind, least, most))
        *least_from = *most_from = kind;
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
    if (!s->lined)
        f->clear = NAN;
}

/* What its offices have, all of them together. */
static void sum_offices(const sz_scene *s, const sz_roster *served, sz_figures *f)
{
    f->offices = (int32_t)served->n;
    f->office = served->n > 0 ? served->at[0] : -1;
    for (size_t i = 0; i < served->n; i++) {
        const sz_office *o = &s->map->offices[served->at[i]];
        f->floor_m2 += o->floor_m2;
        f->children_m2 += o->children_m2;
        f->staff += o->staff;
    }
}

/* How far its households have to its office. */
static sz_status measure_ways(sz_scene *s, const sz_roster *r, sz_figures *f,
                              sz_error *err)
{
    const sz_map *m = s->map;
    const sz_office *o = f->office < 0 ? NULL : &m->offices[f->office];
    int64_t reached = 0;
    double sum = 0;
    if (!o || f->households == 0)
        return SZ_SUCCESS;
    sz_status status = sz__ways_to(&s->ways, o->x, o->y, s->plan->office_in[f->office],
                                   r->at, (int32_t)r->n, s->metres, err);
    for (size_t i = 0; i < r->n && status == SZ_SUCCESS; i++) {
        int32_t p = r->at[i];
        int64_t households = m->households[p];
        if (s->parcel_metres)
            s->parcel_metres[p] = s->metres[i];
        if (households == 0)
            continue;
        if (isinf(s->metres[i])) {
            f->cut_off += households;
            f->cut_off_at = f->cut_parcels++ ? f->cut_off_at : p;
            continue;
        }
        reached += households;
        sum += s->metres[i] * (double)households;
        if (!(s->metres[i] <= f->farthest)) {
            f->farthest = s->metres[i];
            f->far_x = m->x[p];
            f->far_y = m->y[p];
        }
    }
    f->mean = reached > 0 ? sum / (double)reached : NAN;
    return status;
}

int64_t sz__households_per_worker(const sz_policy *p)
{
    const sz_value *v = &p->value[SZ_KEY_PER_WORKER];
    if (!v->text)
        return 0;
    return (int64_t)(isfinite(v->high) ? v->high : v->low);
}

int32_t sz__office_town(const sz_plan *plan, int32_t o)
{
    int32_t c = plan->map->offices[o].community, p = plan->office_in[o];
    if (c >= 0)
        return plan->tally[c].town;
    return p >= 0 ? plan->map->town[p] : -1;
}

sz_status sz__scene_take_count(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_tally *t = &s->plan->tally[c];
    const sz_roster *r = sz__roster(s, c);
    sz_figures *f = &s->of[c];
    *f = (sz_figures){ .households = t->households, .planned = t->planned,
                       .population = t->population, .parcels = t->parcels,
                       .x = NAN, .y = NAN, .office = -1, .farthest = NAN, .mean = NAN,
                       .far_x = NAN, .far_y = NAN, .cut_off_at = -1,
                       .neck = { .width = HUGE_VAL }, .kind = SZ_N_KEYS };
    if (r->n == 0)
        return SZ_SUCCESS;
    f->kind = kind_of(s, c);
    sum_parcels(s, r, f);
    sum_offices(s, &s->served[c], f);
    return measure_ways(s, r, f, err);
}

sz_status sz__scene_take(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_roster *r = sz__roster(s, c);
    sz_status status = sz__scene_take_count(s, c, err);
    if (status != SZ_SUCCESS || r->n == 0)
        return status;
    sum_borders(s, c, r, &s->of[c]);
    return sz__scene_rim(s, c, err);
}
