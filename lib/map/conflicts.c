/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units that are at odds: those of two layers of which neither holds the other, so that
 * a plan keeps both together; and those in two towns, where they are cut. */
#include "core/i18n.h"
#include "map/stages.h"

typedef struct finder {
    const sz_work *w;
    const sz_map *m;
    int32_t *parcels;         /* [units] */
    int32_t *first;           /* [units] a parcel of it, -1 none */
    int32_t *other;           /* [units] one in another town, -1 none */
    sz_pairs pair;            /* units of two layers that share parcels, */
    SZ__ARRAY(int32_t) shared; /* and how many */
} finder;

static bool gather(finder *f)
{
    const sz_map *m = f->m;
    size_t layers = sz_map_unit_layers(m);
    for (int32_t u = 0; u < m->n_units; u++)
        f->first[u] = f->other[u] = -1;
    for (int32_t p = 0; p < m->n; p++)
        for (size_t j = 0; j < layers; j++) {
            int32_t v = sz_map_unit_in(m, (size_t)p, j);
            if (v < 0)
                continue;
            f->parcels[v]++;
            if (f->first[v] < 0)
                f->first[v] = p;
            else if (f->other[v] < 0 && m->town[f->first[v]] != m->town[p])
                f->other[v] = p;
            for (size_t i = 0; i < j; i++) {
                int32_t u = sz_map_unit_in(m, (size_t)p, i);
                int32_t k = u < 0 ? -1 : sz__pairs_add(&f->pair, u, v);
                if (k == -2 ||
                    (k >= 0 && (size_t)k == f->shared.n && !sz__push(&f->shared, 0)))
                    return false;
                if (k >= 0)
                    f->shared.at[k]++;
            }
        }
    return true;
}

static sz_finding at_parcel(const sz_map *m, int32_t p)
{
    return (sz_finding){ .rule = "import.units", .level = SZ_LEVEL_WARN,
                         .town = sz_map_town_name(m, m->town[p]), .placed = 1,
                         .x = m->x[p], .y = m->y[p] };
}

static sz_status tell_overlap(finder *f, size_t k, sz_error *err)
{
    const sz_map *m = f->m;
    int32_t u = f->pair.at[k].a, v = f->pair.at[k].b;
    if (f->shared.at[k] == f->parcels[u] || f->shared.at[k] == f->parcels[v])
        return SZ_SUCCESS;
    sz_finding finding = at_parcel(m, f->first[v]);
    finding.value = f->shared.at[k];
    return sz__findings_add(f->w->findings, &finding, err,
                            _("%s lies partly in %s %s: a plan keeps both together"),
                            sz_map_unit_name(m, u), sz_map_unit_kind(m, v),
                            sz_map_unit_name(m, v));
}

static sz_status tell_towns(finder *f, int32_t u, sz_error *err)
{
    const sz_map *m = f->m;
    if (f->other[u] < 0)
        return SZ_SUCCESS;
    sz_finding finding = at_parcel(m, f->first[u]);
    return sz__findings_add(f->w->findings, &finding, err,
                            _("%s lies in %s and in %s: a plan cuts it at the town limit"),
                            sz_map_unit_name(m, u),
                            sz_map_town_name(m, m->town[f->first[u]]),
                            sz_map_town_name(m, m->town[f->other[u]]));
}

sz_status sz__find_conflicts(sz_work *w, sz_error *err)
{
    const sz_map *m = w->map;
    size_t n = (size_t)m->n_units;
    if (w->source->set.n == 0)
        return SZ_SUCCESS;
    finder f = { .w = w, .m = m, .parcels = sz__zalloc(n, sizeof *f.parcels),
                 .first = sz__alloc(n, sizeof *f.first),
                 .other = sz__alloc(n, sizeof *f.other) };
    bool good = f.parcels && f.first && f.other && gather(&f);
    sz_status status = good ? SZ_SUCCESS : sz__nomem(err);
    for (size_t k = 0; k < f.shared.n && !status; k++)
        status = tell_overlap(&f, k, err);
    for (int32_t u = 0; u < m->n_units && !status; u++)
        status = m->units[u].layer ? tell_towns(&f, u, err) : SZ_SUCCESS;
    free(f.parcels);
    free(f.first);
    free(f.other);
    free(f.shared.at);
    sz__pairs_release(&f.pair);
    return status;
}
