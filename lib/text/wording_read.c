/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What words select: the ground of their clauses, units and parcels. */
#include <string.h>

#include "core/array.h"
#include "text/wording.h"

static int by_value(const void *a, const void *b)
{
    int32_t p = *(const int32_t *)a, q = *(const int32_t *)b;
    return p < q ? -1 : p > q;
}

sz_status sz__wording_read(const sz_wording *w, const sz_map *m, const int32_t *source,
                           size_t n, bool *got, sz_error *err)
{
    bool *on = sz__alloc(2 * n, sizeof *on), *side = on ? on + n : NULL;
    sz_status status = on ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; i < n; i++)
        got[i] = w->whole;
    for (int32_t r = 0; status == SZ_SUCCESS && r < w->n_regions; r++) {
        memset(on, 1, n);
        for (int32_t k = w->region_row[r]; k < w->region_row[r + 1]; k++) {
            sz_divide d;
            status = sz__divide_init(&d, m, &w->clause[k].name, 1, source, n, err);
            if (status != SZ_SUCCESS)
                break;
            sz__divide_split(&d, m, w->clause[k].dir, source, n, side);
            for (size_t i = 0; i < n; i++)
                on[i] = on[i] && side[i];
            sz__divide_release(&d);
        }
        for (size_t i = 0; i < n; i++)
            got[i] = got[i] || on[i];
    }
    for (size_t i = 0; i < n; i++) {
        for (int32_t k = 0; k < w->n_units; k++)
            got[i] = got[i] || sz__in_unit_named(m, source[i], w->unit[k]);
        if (w->n_parcels > 0 && bsearch(&source[i], w->parcel, (size_t)w->n_parcels,
                                        sizeof *w->parcel, by_value))
            got[i] = true;
    }
    free(on);
    return status;
}

void sz__wording_release(sz_wording *w)
{
    free(w->clause);
    free(w->region_row);
    free(w->unit);
    free(w->parcel);
    *w = (sz_wording){ 0 };
}
