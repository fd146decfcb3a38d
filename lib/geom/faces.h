/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faces of noded edges: half-edges in rotation order, rings, nesting.
 *
 * Half-edge h belongs to edge h >> 1 and runs a -> b when even, b -> a when
 * odd; twin = h ^ 1; its face lies on its left. Edges with the same face on
 * both sides (dangling ends, bridges) are left out of the walk: their
 * half-edges have face SZ__DANGLING and next -1. So every other edge has two
 * different faces. A lot of edges that nothing kept connects with what is round
 * it is a hole of the face it lies in; where it touches an outer ring in a
 * point, both are one ring that passes the point twice. */
#ifndef SIZHI_GEOM_FACES_H
#define SIZHI_GEOM_FACES_H

#include "geom/noding.h"

#define SZ__DANGLING (-2)

typedef struct sz_faces {
    int32_t n;             /* faces; face 0 is the unbounded one */
    int32_t *next;         /* [2 * n_edges] next half-edge round the same face */
    int32_t *face;         /* [2 * n_edges] face on the left, or SZ__DANGLING */
    int32_t *ring_row;     /* [n + 1] rings of each face: outer ring first (face
                              0 has none), then holes */
    int32_t *ring;         /* the lowest half-edge of each ring; holes ascend */
    int64_t *area2;        /* [n] twice the area in grid units, holes taken off;
                              0 for face 0 */
    int32_t dangling;      /* edges left out */
} sz_faces;

/* Errors: SZ_ERR_NOMEM; *OUT is set on success only. O(e log e). Faces are
 * numbered by the lowest half-edge on their outer ring, so the result does not
 * depend on anything but EDGES. */
sz_status sz__faces(sz_faces *out, const sz_edges *edges, sz_error *err);

void sz__faces_release(sz_faces *faces);

#endif
