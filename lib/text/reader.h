/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two ways to read four sides back into ground: following them round in their order,
 * and, where that closes nowhere, the cheapest cut. */
#ifndef SIZHI_TEXT_READER_H
#define SIZHI_TEXT_READER_H

#include "text/sides.h"

/* What reading needs of a map, made once; for any number of threads. */
typedef struct sz_reader {
    const sz_map *map;
    const int32_t *of;     /* community of each parcel: where those named lie */
    int32_t *row, *out;    /* [n_nodes + 1] half-edges that leave each node */
    uint8_t *beside;       /* [n_borders] of sz__find_beside() */
    int32_t *water;        /* [map->n] of sz__find_water() */
} sz_reader;

/* The name of the river, in map->names, that each parcel is water of, -1: of none; a
 * parcel without households that one river bounds on two sides or all round. malloc'ed, NULL when
 * memory is out. O(borders). */
int32_t *sz__find_water(const sz_map *map);

/* What a border is of the water of its river, seen from the ground on its left. */
typedef enum sz_shore {
    SZ_SHORE_NONE,         /* no river, or one that is a line only */
    SZ_SHORE_MIDDLE,       /* water of it on both sides */
    SZ_SHORE_NEAR,         /* the bank on this side of the water */
    SZ_SHORE_FAR           /* the bank beyond the water */
} sz_shore;
sz_shore sz__shore(const sz_reader *reader, int32_t h);

/* The bank whose land lies to (X, Y) of the water. */
sz_rim sz__bank(double x, double y);

/* Whether half-edge H is the bank that RIM says, or, when it says none, no bank. */
bool sz__on_shore(const sz_reader *reader, int32_t h, sz_rim rim);

/* MAP and OF must outlive the reader. O(borders). */
sz_status sz__reader_open(sz_reader *out, const sz_map *map, const int32_t *of,
                          sz_error *err);
void sz__reader_release(sz_reader *reader);

/*
 * The ground round parcel ANCHOR inside a closed walk along borders that uses what
 * SIDES name in their order; *FOUND: there is one, and GOT[map->n] is its ground. Of
 * several the one with the least border off what is named.
 * O(sides x borders log borders) and as a rule much less.
 */
sz_status sz__sides_follow(const sz_sides *sides, const sz_reader *reader,
                           int32_t anchor, bool *got, bool *found, sz_error *err);

/*
 * The same by the cheapest cut between the anchor and what is out: cheap on what the
 * sides name, dear elsewhere; parcels beyond a named line weigh against it. Always
 * finds something.
 */
sz_status sz__sides_enclose(const sz_sides *sides, const sz_reader *reader,
                            int32_t anchor, bool *got, sz_error *err);

/* Follow, else enclose. */
sz_status sz__sides_read(const sz_sides *sides, const sz_reader *reader, int32_t anchor,
                         bool *got, sz_error *err);

#endif
