/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file plan.h  Plans (方案): every parcel's community.
 *
 * A plan refers to the map it was made from, which must outlive it. Copying is
 * cheap: one plan per scenario. One plan is for one thread at a time.
 * Communities are numbered from 0: the map's communities of today first, in
 * their order, then new ones.
 */
#ifndef SIZHI_PLAN_H
#define SIZHI_PLAN_H

#include <sizhi/map.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sz_plan sz_plan;

/** What a plan makes of a community, compared with today. */
typedef enum sz_fate {
    SZ_FATE_KEPT = 0,      /**< same parcels as today */
    SZ_FATE_ADJUSTED = 1,
    SZ_FATE_NEW = 2,       /**< founded by the plan, with parcels or without yet */
    SZ_FATE_ABOLISHED = 3  /**< of today, no parcels left */
} sz_fate;

/** "kept", "adjusted", "new", "abolished". */
SZ_API const char *sz_fate_name(sz_fate fate);

/** One community of a plan. */
typedef struct sz_community {
    const char *name;      /**< owned by the plan */
    const char *code;
    int32_t town;          /**< or -1 */
    sz_fate fate;
    int64_t households, planned, population;
    double area_m2;
    size_t parcels;
    size_t parts;          /**< connected pieces (片) */
} sz_community;

/** One part (片): a connected piece of a community. */
typedef struct sz_part {
    int32_t community;
    int main;              /**< the part with the office, else most households, then
                                area; every other part is detached (飞地) */
    int enclave;           /**< detached, and surrounded by one other community, or by
                                one other community and the outside: it shares border
                                with nothing else, gaps included */
    int32_t within;        /**< the community that surrounds it, or the one it shares
                                most border with; -1: only the outside */
    int64_t households;
    double area_m2;
    size_t parcels;
    double x, y;           /**< a point inside it */
} sz_part;

/** One move (划转): what one community hands to another. */
typedef struct sz_move {
    int32_t from, to;      /**< communities of the later plan; from = -1: a gap */
    int64_t households;
    double area_m2;
    size_t parcels;
} sz_move;

/** Today's plan of a map: -1 in gaps. Free with sz_plan_free(). O(parcels). */
SZ_API sz_status sz_plan_present(const sz_map *map, sz_plan **out, sz_error *err);
SZ_API sz_status sz_plan_copy(const sz_plan *plan, sz_plan **out, sz_error *err);
SZ_API void sz_plan_free(sz_plan *plan); /**< NULL is fine */

SZ_API const sz_map *sz_plan_map(const sz_plan *plan);

/** Number of communities, abolished ones included. */
SZ_API size_t sz_plan_communities(const sz_plan *plan);

/** Number of communities that have at least one parcel. */
SZ_API size_t sz_plan_living(const sz_plan *plan);

/** Community of a parcel, -1 when it has none (or @p parcel is no parcel). */
SZ_API int32_t sz_plan_of(const sz_plan *plan, size_t parcel);

/** Fill *out; counts parts in O(parcels) at the first call after a change. */
SZ_API sz_status sz_plan_community(const sz_plan *plan, size_t community,
                                   sz_community *out, sz_error *err);

/** Add a community that holds nothing yet; *out is its number. SZ_ERR_INVALID when
 * @p name is empty or the town (-1: none) has a community of that name. */
SZ_API sz_status sz_plan_found(sz_plan *plan, const char *name, int32_t town,
                               int32_t *out, sz_error *err);

/** Give a community another name; SZ_ERR_INVALID as for sz_plan_found(). */
SZ_API sz_status sz_plan_rename(sz_plan *plan, size_t community, const char *name,
                                sz_error *err);

/** Put a parcel into a community (-1: into none). Tallies follow at once. O(1). */
SZ_API sz_status sz_plan_assign(sz_plan *plan, size_t parcel, int32_t community,
                                sz_error *err);

/**
 * Parts of all communities, ordered by community, the main part first, then by
 * falling area.
 *
 * @param parts  [*n], malloc'ed; the caller frees it with sz_free()
 * @param of     [parcels] the part of each parcel or -1; may be NULL, else
 *               malloc'ed; the caller frees it with sz_free()
 */
SZ_API sz_status sz_plan_parts(const sz_plan *plan, sz_part **parts, size_t *n,
                               int32_t **of, sz_error *err);

/**
 * Moves that lead from @p before to @p after, both of one map, ordered by (from,
 * to); communities are compared by number. Free with sz_free(). SZ_ERR_INVALID when
 * @p after does not know a community that @p before has parcels in.
 */
SZ_API sz_status sz_plan_moves(const sz_plan *before, const sz_plan *after,
                               sz_move **moves, size_t *n, sz_error *err);

/** Households that leave the community @p before has them in, gaps not counted; -1
 * when the plans are of different maps. O(parcels). */
SZ_API int64_t sz_plan_moved(const sz_plan *before, const sz_plan *after);

/** Frees what the library malloc'ed for a caller; NULL is fine. */
SZ_API void sz_free(void *block);

/**
 * The name to show: the community's own, or "town name" when another community
 * of the plan has the same name; "" when there is no such community.
 *
 * @return bytes needed, NUL included; @p buffer holds as much as fits
 */
SZ_API size_t sz_plan_shown_name(const sz_plan *plan, int32_t community, char *buffer,
                                 size_t size);

#ifdef __cplusplus
}
#endif

#endif
