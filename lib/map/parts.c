/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts by union-find, each known by its lowest parcel. */
#include "map/parts.h"

static int32_t root(int32_t *part, int32_t p)
{
    while (part[p] != p)
        p = part[p] = part[part[p]];
    return p;
}

void sz__find_parts(const sz_map *m, int32_t *part, sz_together_fn together,
                    const void *data)
{
    for (int32_t p = 0; p < m->n; p++)
        part[p] = p;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (r < 0 || !together(data, l, r))
            continue;
        int32_t a = root(part, l), c = root(part, r);
        part[a < c ? c : a] = a < c ? a : c;
    }
    for (int32_t p = 0; p < m->n; p++)
        part[p] = root(part, p);
}
