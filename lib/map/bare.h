/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Maps of parcels that have neighbours but no shape: what a bare graph is to the rooms
 * above.
 *
 * Such a map has neither rings nor points nor half-edges; its borders are the edges of
 * the graph, and after them one border of no length between each parcel and the
 * outside: nothing is known of how neighbours lie, so nothing can be surrounded. */
#ifndef SIZHI_MAP_BARE_H
#define SIZHI_MAP_BARE_H

#include "core/error.h"
#include "map/map.h"
#include "sizhi/problem.h"

/* Make a map of INPUT, border i being edge i. SZ_ERR_INVALID names the node or edge at
 * fault. O(nodes + edges). */
sz_status sz__map_bare(sz_map **out, const sz_problem_input *input, sz_error *err);

/* Whether MAP is one of these. */
static inline bool sz__map_is_bare(const sz_map *map)
{
    return map->he_next == NULL;
}

#endif
