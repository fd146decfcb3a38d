/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Given parcels, units and communities that have no ground on the map: they lie
 * outside the limit, or are too small for the grid. One finding a layer. */
#include "core/i18n.h"
#include "map/stages.h"

static sz_status list_layer(const sz_work *w, sz_layer layer, const uint8_t *has_ground,
                            sz_error *err)
{
    static const char *const names[] = { [SZ_LAYER_PARCELS] = N_("given parcels"),
                                         [SZ_LAYER_UNITS] = N_("units"),
                                         [SZ_LAYER_COMMUNITIES] = N_("communities") };
    const sz_source *s = w->source;
    size_t n = 0, first = 0;
    for (size_t i = 0; i < s->area.n; i++) {
        if (s->area.at[i].layer != layer || has_ground[i])
            continue;
        first = n ? first : i;
        n++;
    }
    if (n == 0)
        return SZ_SUCCESS;
    const sz_area *a = &s->area.at[first];
    sz_finding f = { .rule = "import.outside", .level = SZ_LEVEL_HINT,
                     .value = (double)n };
    return sz__findings_add(w->findings, &f, err,
                            _("%zu %s have no ground within the limit, the first is "
                              "feature %lld %s"), n, _(names[layer]), (long long)a->fid,
                            sz__name(&s->names, a->name));
}

sz_status sz__find_outside(sz_work *w, sz_error *err)
{
    uint8_t *has_ground = sz__zalloc(w->source->area.n, 1);
    sz_status status = has_ground ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t f = 0; f < w->faces.n && status == SZ_SUCCESS; f++)
        for (int32_t k = 0; w->inside[f] && k < w->covers[f]; k++)
            has_ground[w->cover.at[w->cover_row[f] + (size_t)k].area] = 1;
    for (int layer = SZ_LAYER_PARCELS; layer <= SZ_LAYER_COMMUNITIES; layer++)
        if (status == SZ_SUCCESS)
            status = list_layer(w, (sz_layer)layer, has_ground, err);
    free(has_ground);
    return status;
}
