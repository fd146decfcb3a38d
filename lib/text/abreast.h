/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A second look at which side of a line parcels are on, without the divide: by the line's
 * own points abreast of them. Reading back uses the divide that words were found with, and
 * so cannot see where a reader of the map would disagree with it. */
#ifndef SIZHI_TEXT_ABREAST_H
#define SIZHI_TEXT_ABREAST_H

#include "map/map.h"

/*
 * SIDE[i]: 1 where all points of the lines called NAME that lie abreast of SOURCE[i] are
 * clearly on its right, walking along AXIS (unit), so that it is on the left of the line;
 * -1 on the right; 0 where there are none, some on either side, or some too near to tell.
 * Points beyond the source count only next to it. False: memory is out.
 * O(lines + points log points + n (log points + those abreast)).
 */
bool sz__abreast(const sz_map *map, int32_t name, const double axis[2],
                 const int32_t *source, size_t n, signed char *side);

#endif
