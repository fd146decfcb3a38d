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
} sz_reader;

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
