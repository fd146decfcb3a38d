/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where roads pass over barriers. */
#ifndef SIZHI_MAP_CROSSING_H
#define SIZHI_MAP_CROSSING_H

#include "core/error.h"
#include "map/map.h"

/*
 * CROSSED [borders]: 1 for a border of the barrier CLASSES (bits 1 << sz_barrier) at an
 * end of which a road leads from its one side to the other. Roads are expressways and
 * less, save those among CLASSES. A map without shapes has no crossings.
 * O(sum of squares of the nodes' degrees).
 */
void sz__map_crossed(const sz_map *map, unsigned classes, uint8_t *crossed);

#endif
