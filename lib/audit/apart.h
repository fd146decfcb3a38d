/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far two pieces of ground that share no border lie apart. */
#ifndef SIZHI_AUDIT_APART_H
#define SIZHI_AUDIT_APART_H

#include "core/error.h"
#include "map/map.h"

typedef struct sz_apart {
    double metres;         /* the shortest way; 0: they meet in a point */
    int32_t border;        /* of the second rim, where that way ends */
} sz_apart;

/*
 * The shortest way between two rims, lists of NA and NB borders, neither empty. The
 * rims do not cross, so it begins or ends at a corner of one of them. Stretches of
 * some segments are compared by their boxes first: O(points) and what lies near.
 */
sz_status sz__apart(const sz_map *map, const int32_t *a, size_t na, const int32_t *b,
                    size_t nb, sz_apart *out, sz_error *err);

#endif
