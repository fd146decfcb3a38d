/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Edges and nodes by squares of the plane, so that what is near each other is
 * looked at together and while it is in the cache. */
#ifndef SIZHI_GEOM_TILES_H
#define SIZHI_GEOM_TILES_H

#include "core/array.h"
#include "geom/noding.h"

typedef SZ__ARRAY(int32_t) sz_items;

/* Tile t covers the grid points of sz__tile_box(). Its items are its edges (all
 * whose box meets it), then its nodes, both ascending. */
typedef struct sz_tiles {
    sz_gpoint lo, hi;        /* corners of everything, both within */
    int shift;               /* a tile has 2^shift grid points a side */
    size_t across, up;       /* tiles; t = column * up + row */
    size_t *nodes, *end;     /* [across * up] where in item they start and end */
    sz_items item;
} sz_tiles;

typedef struct sz_box {
    sz_gpoint lo, hi;        /* corners, both within */
} sz_box;

/* Tiles are as small as pays; where edges are long there is but one. False when
 * memory is out; release TILES in any case. O(edges + nodes). */
bool sz__tiles_open(sz_tiles *tiles, const sz_edges *edges);
void sz__tiles_release(sz_tiles *tiles);

sz_box sz__tile_box(const sz_tiles *tiles, size_t t);

#endif
