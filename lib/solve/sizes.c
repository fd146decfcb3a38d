/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sizes of communities held against their bands. */
#include "core/array.h"
#include "plan/graph.h"
#include "plan/plan.h"
#include "policy/kinds.h"
#include "solve/options.h"

/* Sums over one community. */
typedef struct sums {
    int32_t parcels;
    int64_t counted;
    int64_t kind[SZ_MAX_BANDS + 1]; /* households by kind, 0 the general one */
} sums;

/* The band whose kind is that of parcel P, counted from 1; 0: the general one. */
static size_t kind_of(const sz_map *m, const sz_solve_options *o, int32_t p)
{
    const char *kind = sz_map_unit_kind(m, m->unit[p]);
    for (size_t i = 0; i < o->n_bands; i++)
        if (sz__same_kind(kind, o->bands[i].kind))
            return i + 1;
    return 0;
}

sz_status sz_solve_sizes(const sz_plan *plan, const sz_solve_options *options,
                         sz_sizes *out, sz_error *err)
{
    const sz_map *m = plan->map;
    sz_status status = sz__check_options(m, options, err);
    if (status)
        return status;
    const int64_t *count = sz__count_or(options->count, m->households);
    sums *all = sz__zalloc((size_t)plan->n, sizeof *all);
    if (!all)
        return sz__nomem(err);
    *out = (sz_sizes){ 0 };
    for (int32_t p = 0; p < m->n; p++) {
        out->counted += count[p];
        if (plan->of[p] < 0)
            continue;
        sums *s = &all[plan->of[p]];
        s->parcels++;
        s->counted += count[p];
        s->kind[kind_of(m, options, p)] += m->households[p];
    }
    for (int32_t c = 0; c < plan->n; c++) {
        const sums *s = &all[c];
        size_t kind = 0;
        if (s->parcels == 0)
            continue;
        for (size_t k = 1; k <= options->n_bands; k++)
            kind = s->kind[k] > s->kind[kind] ? k : kind;
        const sz_band *band = kind ? &options->bands[kind - 1] : NULL;
        int64_t min = band && band->max ? band->min : options->min;
        int64_t max = band && band->max ? band->max : options->max;
        if (!out->communities++ || s->counted < out->smallest)
            out->smallest = s->counted;
        out->largest = s->counted > out->largest ? s->counted : out->largest;
        out->in_band += s->counted >= min && s->counted <= max;
    }
    free(all);
    return SZ_SUCCESS;
}
