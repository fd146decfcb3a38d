/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The figures of every community, each taken in one pass. */
#include "audit/scene.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "map/outline.h"
#include "plan/counted.h"
#include "policy/kinds.h"

/* Of a lobe, in the area of its community: smaller ones make no neck. */
#define LOBE_SHARE 0.05

void sz__scene_release(sz_scene *s)
{
    free(s->of);
    sz_free(s->part);
    sz_free(s->part_of);
    s->of = NULL;
    s->part = NULL;
    s->part_of = NULL;
}

/* ---- kinds ---- */

enum { BANDS = SZ_KEY_BAND_NEW_ESTATE - SZ_KEY_BAND_URBAN + 1 };

/* A community is of the kind that most of its households live on. */
static sz_status find_kinds(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    int64_t(*sum)[BANDS + 1] = sz__zalloc((size_t)s->plan->n, sizeof *sum);
    if (!sum)
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++) {
        int32_t c = s->plan->of[p], u = m->unit[p];
        if (c < 0)
            continue;
        const char *kind = u < 0 ? "" : sz__name(&m->names, m->units[u].kind);
        sz_key band = sz__band_of_kind(kind);
        sum[c][band == SZ_N_KEYS ? BANDS : (int)band - SZ_KEY_BAND_URBAN] +=
            m->households[p];
    }
    for (int32_t c = 0; c < s->plan->n; c++) {
        int best = BANDS;
        for (int k = 0; k < BANDS; k++)
            if (sum[c][k] > sum[c][best])
                best = k;
        s->of[c].kind = best == BANDS ? SZ_N_KEYS : (sz_key)(SZ_KEY_BAND_URBAN + best);
    }
    free(sum);
    return SZ_SUCCESS;
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

/* ---- sums ---- */

static void sum_parcels(sz_scene *s)
{
    const sz_map *m = s->map;
    for (int32_t c = 0; c < s->plan->n; c++) {
        const sz_tally *t = &s->plan->tally[c];
        s->of[c] = (sz_figures){ .households = t->households, .planned = t->planned,
                                 .population = t->population, .parcels = t->parcels,
                                 .x = NAN, .y = NAN, .office = -1, .farthest = NAN,
                                 .mean = NAN, .far_x = NAN, .far_y = NAN,
                                 .kind = SZ_N_KEYS };
    }
    for (int pass = 0; pass < 2; pass++) /* the area of the largest, then its place */
        for (int32_t p = 0; p < m->n; p++) {
            int32_t c = s->plan->of[p];
            if (c < 0)
                continue;
            sz_figures *f = &s->of[c];
            if (pass == 0) {
                f->area += m->area[p];
                f->form.area = fmax(f->form.area, m->area[p]);
            } else if (isnan(f->x) && m->area[p] == f->form.area) {
                f->x = m->x[p];
                f->y = m->y[p];
            }
        }
}

/* Households as the policy counts them. */
static sz_status sum_counted(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    int64_t *counted = sz__alloc((size_t)m->n, sizeof *counted);
    if (!counted)
        return sz__nomem(err);
    sz__counted_parcels(m, s->policy, counted);
    for (int32_t p = 0; p < m->n; p++)
        if (s->plan->of[p] >= 0)
            s->of[s->plan->of[p]].counted += counted[p];
    free(counted);
    return SZ_SUCCESS;
}

static void sum_borders(sz_scene *s)
{
    const sz_map *m = s->map;
    unsigned clear = sz__policy_words(s->policy, SZ_KEY_CLEAR_BY, ~0u);
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t side[2] = { m->b_left[b], m->b_right[b] };
        for (int i = 0; i < 2; i++)
            side[i] = side[i] < 0 ? -1 : s->plan->of[side[i]];
        if (side[0] == side[1])
            continue;
        /* words are numbered from the first class on, which is 1 */
        bool good = m->b_class[b] != SZ_BARRIER_NONE && m->b_name[b] >= 0 &&
                    clear >> (m->b_class[b] - 1) & 1;
        for (int i = 0; i < 2; i++)
            if (side[i] >= 0) {
                s->of[side[i]].border += m->b_length[b];
                s->of[side[i]].clear += good ? m->b_length[b] : 0;
            }
    }
}

/* ---- shapes ---- */

/* Pieces FROM .. TO of O as one polygon; its arrays are O's, but for those in ROW and
 * SHELL. */
static sz_polygon as_polygon(const sz_outline *o, int32_t from, int32_t to, size_t *row,
                             bool *shell)
{
    int32_t first = o->ring_row[from], last = o->ring_row[to];
    for (int32_t k = from; k < to; k++)
        for (int32_t r = o->ring_row[k]; r < o->ring_row[k + 1]; r++)
            shell[r - first] = r == o->ring_row[k];
    for (int32_t r = first; r <= last; r++)
        row[r - first] = o->point_row[r];
    return (sz_polygon){ .rings = (size_t)(last - first), .row = row, .shell = shell,
                         .xy = o->xy };
}

static sz_status find_forms(sz_scene *s, sz_error *err)
{
    sz_outline o = { 0 };
    sz_geos *geos = NULL;
    size_t *row = NULL;
    bool *shell = NULL;
    double neck = sz__policy_number(s->policy, SZ_KEY_NECK, 0);
    sz_status status = sz__outline(&o, s->map, s->plan->of, s->plan->n, err);
    if (status == SZ_SUCCESS)
        status = sz__geos_open(&geos, err);
    if (status != SZ_SUCCESS)
        goto done;
    size_t rings = (size_t)o.ring_row[o.n];
    row = sz__alloc(rings + 1, sizeof *row);
    shell = sz__alloc(rings, sizeof *shell);
    if (!row || !shell)
        status = sz__nomem(err);
    for (int32_t c = 0; c < s->plan->n && status == SZ_SUCCESS; c++) {
        if (o.piece_row[c] == o.piece_row[c + 1])
            continue;
        sz_polygon p = as_polygon(&o, o.piece_row[c], o.piece_row[c + 1], row, shell);
        status = sz__polygon_form(geos, &p, neck, LOBE_SHARE, &s->of[c].form, err);
    }
done:
    free(row);
    free(shell);
    sz__geos_close(geos);
    sz__outline_release(&o);
    return status;
}

/* ---- offices ---- */

static void find_offices(sz_scene *s)
{
    const sz_map *m = s->map;
    for (int32_t o = m->n_offices; o-- > 0;) {
        int32_t c = m->offices[o].community;
        if (c < 0 || s->of[c].parcels == 0)
            continue;
        s->of[c].offices++;
        s->of[c].office = o;
    }
    for (int32_t c = 0; c < s->plan->n; c++)
        if (s->of[c].office >= 0 && s->of[c].households > 0)
            s->of[c].farthest = s->of[c].mean = 0;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t c = s->plan->of[p];
        if (c < 0 || s->of[c].office < 0 || m->households[p] == 0)
            continue;
        sz_figures *f = &s->of[c];
        const sz_office *o = &m->offices[f->office];
        double way = hypot(m->x[p] - o->x, m->y[p] - o->y);
        f->mean += way * (double)m->households[p] / (double)f->households;
        if (way > f->farthest) {
            f->farthest = way;
            f->far_x = m->x[p];
            f->far_y = m->y[p];
        }
    }
}

sz_status sz__scene_open(sz_scene *s, sz_error *err)
{
    s->of = sz__alloc((size_t)s->plan->n, sizeof *s->of);
    if (!s->of)
        return sz__nomem(err);
    sum_parcels(s);
    sum_borders(s);
    find_offices(s);
    sz_status status = sum_counted(s, err);
    if (status == SZ_SUCCESS)
        status = find_kinds(s, err);
    if (status == SZ_SUCCESS)
        status = find_forms(s, err);
    if (status == SZ_SUCCESS)
        status = sz_plan_parts(s->plan, &s->part, &s->n_parts, &s->part_of, err);
    return status;
}
