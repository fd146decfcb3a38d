/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Borders by parcel. */
#include "map/rims.h"

#include "core/array.h"

sz_status sz__rims_find(sz_rims *out, const sz_map *m, sz_error *err)
{
    out->row = sz__zalloc((size_t)m->n + 2, sizeof *out->row);
    out->border = sz__alloc(2 * (size_t)m->n_borders, sizeof *out->border);
    if (!out->row || !out->border)
        return sz__nomem(err);
    for (int32_t h = 0; h < 2 * m->n_borders; h++)
        if (sz__map_left(m, h) >= 0)
            out->row[sz__map_left(m, h) + 2]++;
    for (int32_t p = 0; p < m->n; p++)
        out->row[p + 2] += out->row[p + 1];
    for (int32_t h = 0; h < 2 * m->n_borders; h++)
        if (sz__map_left(m, h) >= 0)
            out->border[out->row[sz__map_left(m, h) + 1]++] = h >> 1;
    return SZ_SUCCESS;
}

void sz__rims_release(sz_rims *rims)
{
    free(rims->row);
    free(rims->border);
    *rims = (sz_rims){ 0 };
}
