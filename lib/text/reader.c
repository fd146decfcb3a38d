/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What reading sides needs of a map: who leaves each node, and what runs beside what. */
#include "core/array.h"
#include "text/reader.h"

sz_status sz__reader_open(sz_reader *out, const sz_map *map, const int32_t *of,
                          sz_error *err)
{
    sz_reader r = { .map = map, .of = of };
    size_t half = 2 * (size_t)map->n_borders;
    r.row = sz__zalloc((size_t)map->n_nodes + 2, sizeof *r.row);
    r.out = sz__alloc(half, sizeof *r.out);
    r.beside = sz__find_beside(map);
    r.water = sz__find_water(map);
    if (!r.row || !r.out || !r.beside || !r.water) {
        sz__reader_release(&r);
        return sz__nomem(err);
    }
    for (int32_t h = 0; h < (int32_t)half; h++)
        r.row[sz__map_from(map, h) + 2]++;
    for (int32_t v = 0; v < map->n_nodes; v++)
        r.row[v + 2] += r.row[v + 1];
    for (int32_t h = 0; h < (int32_t)half; h++)
        r.out[r.row[sz__map_from(map, h) + 1]++] = h;
    *out = r;
    return SZ_SUCCESS;
}

void sz__reader_release(sz_reader *reader)
{
    free(reader->row);
    free(reader->out);
    free(reader->beside);
    free(reader->water);
    *reader = (sz_reader){ 0 };
}
