/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file account.h  The account of an import: what went in, what came out. */
#ifndef SIZHI_ACCOUNT_H
#define SIZHI_ACCOUNT_H

#include <sizhi/core.h>
#include <sizhi/map.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Where the limit (辖区界) came from. */
typedef enum sz_limit_from {
    SZ_LIMIT_GIVEN = 0,       /**< a limit layer */
    SZ_LIMIT_AREAS = 1,       /**< union of parcels, units and communities */
    SZ_LIMIT_LINES = 2,       /**< outer face of the lines */
    SZ_LIMIT_POINTS = 3       /**< box of the household points */
} sz_limit_from;

/** A plain record; every figure is of the whole import. */
typedef struct sz_account {
    sz_limit_from limit_from;
    size_t towns, communities, units, parcels, borders;
    double area_m2;
    double border_m;            /**< length of all borders */
    double named_border_m;      /**< of those on a named barrier line */

    size_t lines_read, lines_used;
    size_t tunnels_left_out, bridges_kept;
    size_t lines_outside;       /**< read, but wholly outside the limit */
    size_t lines_unclassed;     /**< read, but of no barrier class: left out */

    int64_t households_in;      /**< in the files */
    int64_t households_placed;  /**< on parcels; in = placed + unplaced, always */
    int64_t households_unplaced;
    size_t spots_unplaced;      /**< features those stand for; each is a finding */

    size_t gaps;                /**< parts of the limit that no community claims */
    double gap_m2;
    int64_t gap_households;
    size_t overlaps;            /**< parts that more than one claims */
    double overlap_m2;
    int64_t overlap_households;
    size_t detached;            /**< detached parts (飞地) of today's communities */

    size_t slivers;             /**< faces absorbed */
    double sliver_m2;
    size_t medians;             /**< of those, between two carriageways */
    size_t repairs;             /**< features repaired; each is a finding */
    size_t dropped;             /**< features of no use (empty, wrong type); findings */

    size_t backdrop_read;       /**< features in the files of the backdrop: kept, of no
                                     kind, outside, or among the dropped */
    size_t backdrop_kept[SZ_N_BACKDROPS]; /**< by sz_backdrop_kind */
    size_t backdrop_unclassed;  /**< of no kind, or under ground: left out */
    size_t backdrop_outside;    /**< wholly outside the box of the map: left out */

    char crs[64];               /**< working CRS, "EPSG:4549" */
    char crs_name[128];
} sz_account;

#ifdef __cplusplus
}
#endif

#endif
