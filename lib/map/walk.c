/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Points along the rings of a map. */
#include <string.h>

#include "core/array.h"
#include "map/map.h"

/* Append the points of half-edge H but its last; false when memory is out. */
static bool append(const sz_map *m, int32_t h, sz_xy *out)
{
    size_t from = m->b_row[h >> 1], n = m->b_row[(h >> 1) + 1] - from - 1;
    if (!sz__reserve(out, 2 * n))
        return false;
    const double *xy = m->b_xy + 2 * from;
    double *to = out->at + out->n;
    if (!(h & 1))
        memcpy(to, xy, 2 * n * sizeof *to);
    for (size_t i = 0; h & 1 && i < n; i++) {
        to[2 * i] = xy[2 * (n - i)];
        to[2 * i + 1] = xy[2 * (n - i) + 1];
    }
    out->n += 2 * n;
    return true;
}

size_t sz__map_walk_points(const sz_map *m, int32_t h, sz_xy *out)
{
    size_t before = out->n;
    int32_t k = h;
    do {
        if (!append(m, k, out))
            return 0;
        k = m->he_next[k];
    } while (k != h);
    return (out->n - before) / 2;
}

size_t sz__map_ring_points(const sz_map *m, int32_t r, sz_xy *out)
{
    return sz__map_walk_points(m, m->ring[r], out);
}
