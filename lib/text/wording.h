/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words for a piece of a community: the fewest clauses `L以D` that select exactly its
 * parcels inside their source; or several such regions, named units, parcels by
 * number. What is found selects exactly the piece, whatever it takes. */
#ifndef SIZHI_TEXT_WORDING_H
#define SIZHI_TEXT_WORDING_H

#include "text/side.h"

enum { SZ_MOST_UNITS = 12 }; /* that a sentence lists */

typedef struct sz_phrase {
    int32_t name;          /* of the line, in map->names */
    sz_dir dir;
} sz_phrase;

/* The union of all that is named here, cut with the source. */
typedef struct sz_wording {
    bool whole;            /* all of the source; nothing else is named */
    sz_phrase *clause;
    int32_t *region_row;   /* [n_regions + 1] clauses of each region */
    int32_t n_regions;
    int32_t *unit;         /* [n_units] names of units of any layer, in map->names */
    int32_t n_units;
    int32_t *parcel;       /* [n_parcels] ascending */
    int32_t n_parcels;
    double angle;          /* the worst between a line and its direction, degrees */
    int32_t crossed;       /* parcels of the source that the lines chosen run through;
                              they went where their own point lies */
} sz_wording;

/*
 * Find words for the parcels SOURCE[i] with MOVED[i], at least one. The source has N
 * parcels, ascending. SZ_ERR_NOMEM. O(names x directions x N) and a search of bounded
 * effort; same input, same words.
 */
sz_status sz__wording_find(sz_wording *out, const sz_map *map, const int32_t *source,
                           size_t n, const bool *moved, sz_error *err);

/* Read words back: GOT[i] = whether they select SOURCE[i]. */
sz_status sz__wording_read(const sz_wording *wording, const sz_map *map,
                           const int32_t *source, size_t n, bool *got, sz_error *err);

/*
 * Names of whole units, of any layer, that hold all of the parcels SOURCE[i] with
 * OPEN[i] and nothing that does not move, fewest grids first: *COUNT of them, -1 when
 * that cannot be done with SZ_MOST_UNITS. No unit of a name that another has, too.
 * O(parcels x layers + names).
 */
sz_status sz__wording_units(const sz_map *map, const int32_t *source, size_t n,
                            const bool *moved, const bool *open,
                            int32_t unit[SZ_MOST_UNITS], int32_t *count, sz_error *err);

/* Whether parcel P is part of a unit, of whatever layer, that has this name of
 * map->names. */
bool sz__in_unit_named(const sz_map *map, int32_t p, int32_t name);

void sz__wording_release(sz_wording *wording);

#endif
