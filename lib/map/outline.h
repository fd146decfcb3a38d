/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Outlines: sets of parcels as polygons that every GIS takes.
 *
 * Parcels with the same label that hang together along borders are one piece: one
 * shell and its holes. Where the ground touches itself at a point, the walk round
 * it is cut there, so every ring is simple. */
#ifndef SIZHI_MAP_OUTLINE_H
#define SIZHI_MAP_OUTLINE_H

#include "core/error.h"
#include "map/map.h"

typedef struct sz_outline {
    int32_t n;             /* pieces, by label, then by lowest parcel */
    int32_t n_labels;
    int32_t *piece_row;    /* [n_labels + 1] pieces of each label */
    int32_t *ring_row;     /* [n + 1] rings of each piece: the shell, then holes */
    size_t *point_row;     /* [rings + 1] points of each ring */
    double *xy;            /* x, y pairs; a ring repeats its first point at its end;
                              shells run counter-clockwise, holes clockwise */
} sz_outline;

/*
 * Outline the ground of labels 0 .. N_LABELS - 1; LABEL [parcels] holds -1 for
 * parcels that are in none. O(parcels + borders + points). SZ_ERR_NOMEM.
 */
sz_status sz__outline(sz_outline *out, const sz_map *map, const int32_t *label,
                      int32_t n_labels, sz_error *err);

void sz__outline_release(sz_outline *outline);

#endif
