/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures of a walker's plan; see sz_figure. */
#include "solve/figures.h"

#include <math.h>
#include <string.h>

#include "core/array.h"

const char *sz_figure_name(sz_figure figure)
{
    static const char *const name[SZ_N_FIGURES] = {
        "cut_edges", "moved", "border_m", "border_off_m",
        "deviation", "smallest", "largest",
    };
    return (int)figure >= 0 && figure < SZ_N_FIGURES ? name[figure] : "";
}

sz_status sz__measure_init(sz_measure *m, const sz_scale *scale, sz_error *err)
{
    size_t n = (size_t)scale->net->n, n_today = (size_t)scale->n_today;
    m->common = sz__alloc(n, sizeof *m->common);
    m->weight = sz__zalloc(n_today, sizeof *m->weight);
    m->taken[0] = sz__alloc((size_t)scale->n_zones, 1);
    m->taken[1] = sz__alloc(n_today, 1);
    if (m->common && m->weight && m->taken[0] && m->taken[1])
        return SZ_SUCCESS;
    sz__measure_release(m);
    return sz__nomem(err);
}

void sz__measure_release(sz_measure *m)
{
    free(m->common);
    free(m->weight);
    free(m->taken[0]);
    free(m->taken[1]);
    *m = (sz_measure){ 0 };
}

static int by_weight(const void *a, const void *b)
{
    const sz_common *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->today != y->today)
        return x->today < y->today ? -1 : 1;
    return x->zone < y->zone ? -1 : x->zone > y->zone;
}

/* Households that stay when the pair with most in common are one and the same
 * community, then the next pair of others, and so on. */
static int64_t staying(sz_measure *m, const sz_scale *scale, const sz_walker *w)
{
    size_t n = 0;
    int64_t stay = 0;
    for (int32_t z = 0; z < w->n_zones; z++) {
        const int32_t *member = w->pool + w->zone[z].from;
        size_t first = n;
        for (int32_t i = 0; i < w->zone[z].count; i++) {
            int32_t t = scale->today[member[i]];
            int64_t kept = scale->kept[member[i]];
            if (t < 0 || kept == 0)
                continue;
            if (m->weight[t] == 0)
                m->common[n++] = (sz_common){ 0, z, t };
            m->weight[t] += kept;
        }
        for (size_t i = first; i < n; i++) {
            m->common[i].weight = m->weight[m->common[i].today];
            m->weight[m->common[i].today] = 0;
        }
    }
    if (n)
        qsort(m->common, n, sizeof *m->common, by_weight);
    memset(m->taken[0], 0, (size_t)scale->n_zones);
    memset(m->taken[1], 0, (size_t)scale->n_today);
    for (size_t i = 0; i < n; i++) {
        sz_common c = m->common[i];
        if (m->taken[0][c.zone] || m->taken[1][c.today])
            continue;
        m->taken[0][c.zone] = m->taken[1][c.today] = 1;
        stay += c.weight;
    }
    return stay;
}

void sz__figures(sz_measure *m, const sz_scale *scale, const sz_walker *w,
                 double figure[SZ_N_FIGURES])
{
    int64_t least = INT64_MAX, most = 0;
    for (int32_t z = 0; z < w->n_zones; z++) {
        int64_t weight = w->zone[z].weight;
        least = weight < least ? weight : least;
        most = weight > most ? weight : most;
    }
    double off = fmax(scale->ideal - (double)least, (double)most - scale->ideal);
    figure[SZ_FIGURE_CUT_EDGES] = (double)w->seams.edges;
    figure[SZ_FIGURE_MOVED] =
        scale->known[SZ_FIGURE_MOVED] ? (double)(scale->settled - staying(m, scale, w))
                                      : NAN;
    bool length = scale->known[SZ_FIGURE_BORDER];
    figure[SZ_FIGURE_BORDER] = length ? (double)w->seams.length / 1000 : NAN;
    figure[SZ_FIGURE_BARE] = length ? (double)w->seams.bare / 1000 : NAN;
    figure[SZ_FIGURE_DEVIATION] = scale->ideal > 0 ? off / scale->ideal : 0;
    figure[SZ_FIGURE_SMALLEST] = (double)least;
    figure[SZ_FIGURE_LARGEST] = (double)most;
}
