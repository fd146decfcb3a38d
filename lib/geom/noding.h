/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Noding: paths on an integer grid -> edges that meet only at nodes.
 *
 * Iterated snap rounding (Hobby 1999, Guibas and Marimont 1998, Halperin and
 * Packer 2002) on a grid of one unit: every path point and every crossing becomes
 * a node, every edge is routed through the nodes whose unit cell it meets, and the
 * result is looked at again until no edge meets the cell of another node. Hence
 * edges neither cross nor overlap, and noding what is noded changes nothing. One
 * round moves an edge by at most half a diagonal of a cell. Each edge remembers
 * which paths run over it and in which direction, so names and owners survive.
 * Coincident edges are one edge with several sources. */
#ifndef SIZHI_GEOM_NODING_H
#define SIZHI_GEOM_NODING_H

#include "core/error.h"

/* Grid coordinates stay within +-SZ__GRID_MAX so that cross products of
 * differences fit 64 bits: 5,368 km each way at 1 cm. */
#define SZ__GRID_MAX (INT32_C(1) << 29)

typedef struct sz_gpoint {
    int32_t x, y;
} sz_gpoint;

typedef struct sz_edges {
    int32_t n_nodes;
    sz_gpoint *node;       /* [n_nodes], sorted by (x, y) */
    int32_t n_edges;
    int32_t *a, *b;        /* [n_edges] end nodes, a < b, sorted by (a, b) */
    size_t *source_row;    /* [n_edges + 1] */
    int32_t *source;       /* path << 1 | 1 if the path runs from b to a; sorted */
    int rounds;            /* passes over all edges, the last of which changed
                              nothing: 1 = the paths were noded */
} sz_edges;

/*
 * Node N paths. Path p has points point[row[p]] .. point[row[p + 1] - 1]; a
 * ring repeats its first point at its end. Repeated points vanish, and so does
 * a path that stays in one point; all other points are nodes. A path that runs
 * twice over an edge is its source twice.
 * Errors: SZ_ERR_NOMEM, SZ_ERR_INVALID (coordinate out of range),
 * SZ_ERR_GEOMETRY (no end after 32 rounds). O((n + k) log n) for n points and
 * k crossings on inputs of bounded density. *OUT is set on success only.
 */
sz_status sz__node_paths(sz_edges *out, const sz_gpoint *point, const size_t *row,
                         size_t n, sz_error *err);

void sz__edges_release(sz_edges *edges);

#endif
