/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file service.h  Workers, premises and office sites (人员、用房、选址) of the communities
 * of a plan, by the policy's values staff.*, office.* and reach.distance.
 *
 * Households are counted as the policy counts them (count.planned). A community counts
 * when it has ground. What the offices of one community have is added up; the offices are
 * those of today, and one whose community is abolished serves nobody.
 */
#ifndef SIZHI_SERVICE_H
#define SIZHI_SERVICE_H

#include <sizhi/plan.h>
#include <sizhi/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Workers of one community (人员核定表); -1 stands for what is not known or not there. */
typedef struct sz_staff_row {
    int32_t community;
    int64_t counted_before, counted_after; /**< households; -1: it has no ground */
    int64_t now;             /**< workers there are, by the layer offices */
    int64_t before, after;   /**< apportioned; 0: it has no ground */
    int64_t norm;            /**< one for the greatest number of households that
                                  staff.per_worker allows, rounded up */
} sz_staff_row;

/** Sums of one town, each the sum of its rows, workers of offices whose community is not
 * known apart. */
typedef struct sz_staff_sum {
    int32_t town;            /**< or -1 */
    int64_t now, unknown;    /**< workers there are; communities with ground today
                                  whose workers are not known */
    int64_t unplaced;        /**< workers of offices of no known community, in addition */
    int64_t before, after;   /**< -1: not apportioned */
} sz_staff_sum;

/** Workers of all communities, before and after. */
typedef struct sz_staff_table {
    sz_staff_row *rows;      /**< [n] by town, then by community: those with ground in
                                  either plan, or with workers */
    size_t n;
    sz_staff_sum *sums;      /**< [n_sums] by town */
    size_t n_sums;
    int64_t quota;           /**< of each town, -1: none */
    const char *method;      /**< the word of staff.apportion that was used */
    char why_not[SZ_MESSAGE_SIZE]; /**< why the plan before could not be apportioned (all
                                  @c before are -1), or "" */
} sz_staff_table;

/**
 * Apportion the workers of each town over its communities by households: the quota
 * staff.quota by staff.apportion, each community getting staff.min (else 0) to staff.max,
 * exactly; or, by the norm or without a quota, one for every so many households of
 * staff.per_worker, at least staff.min and at most staff.max, the quota not exceeded.
 *
 * @param before  today's plan
 * @param after   the proposed plan of the same map; NULL: there is none, and all figures
 *                of it are -1
 * @param out     release with sz_staff_release()
 * @return SZ_SUCCESS; SZ_ERR_DATA when the policy has neither staff.quota nor
 *         staff.per_worker; SZ_ERR_INFEASIBLE when the later plan cannot be apportioned
 *         (the message has the numbers and where they stand in the policy);
 *         SZ_ERR_INVALID, SZ_ERR_NOMEM. O(parcels + (communities + quota) log
 *         communities).
 *
 * Methods: Balinski and Young, Fair Representation (1982); ties go to the community with
 * more households, then to the lower number.
 */
SZ_API sz_status sz_staff(const sz_plan *before, const sz_plan *after,
                          const sz_policy *policy, sz_staff_table *out, sz_error *err);
SZ_API void sz_staff_release(sz_staff_table *table); /**< NULL is fine */

/** Premises of one community (用房达标表), m2; NaN where a figure is not known or the
 * policy asks for none. */
typedef struct sz_premises {
    int32_t community;
    int64_t counted;         /**< households */
    int rural;               /**< nonzero: most live in units of a rural kind */
    size_t offices;          /**< that serve it, */
    size_t unmeasured;       /**< and of these, whose floor area is not known */
    double have_m2;          /**< 0 without an office, where there is a list of offices */
    double need_m2;          /**< the greatest of the bounds that must be kept */
    const char *need_by;     /**< the key it comes from: office.min_m2,
                                  office.per_100_m2, office.rural_m2; "" */
    double short_m2;         /**< what is lacking, 0: nothing */
    double goal_m2, goal_short_m2; /**< to strive for (office.urban_m2) */
    double children_have_m2, children_need_m2, children_short_m2;
} sz_premises;

/**
 * Premises of all communities of @p plan that have ground.
 *
 * @param rows  [*n], malloc'ed; the caller frees it with sz_free()
 * @return SZ_SUCCESS, SZ_ERR_INVALID, SZ_ERR_NOMEM. O(parcels).
 */
SZ_API sz_status sz_premises_of(const sz_plan *plan, const sz_policy *policy,
                                sz_premises **rows, size_t *n, sz_error *err);

/** A place where an office could be. */
typedef struct sz_site {
    const char *name;
    double floor_m2;         /**< 0 when unknown */
    double x, y;             /**< metres in the map's CRS */
} sz_site;

/**
 * Candidate places from a file: points as the layer offices has them, or a table with
 * coordinates.
 *
 * @param path   anything GDAL reads; "file|layer" picks one layer of several
 * @param crs    CRS of a file that does not state one, or NULL
 * @param sites  [*n], malloc'ed with their names in one block; the caller frees it with
 *               sz_free()
 * @return SZ_SUCCESS, SZ_ERR_IO, SZ_ERR_DATA, SZ_ERR_INVALID, SZ_ERR_NOMEM
 */
SZ_API sz_status sz_sites_read(const sz_map *map, const char *path, const char *crs,
                               sz_site **sites, size_t *n, sz_error *err);

/**
 * Candidate places on parcels: the inner point of each parcel whose unit is of one of
 * these kinds.
 *
 * @param kinds  parted by commas, such as "公共设施,空地"
 * @param sites  as for sz_sites_read(); names are those of the parcels, else of their
 *               units
 * @return SZ_SUCCESS; SZ_ERR_DATA when no parcel is of any of them; SZ_ERR_INVALID,
 *         SZ_ERR_NOMEM. O(parcels).
 */
SZ_API sz_status sz_sites_of_kinds(const sz_map *map, const char *kinds, sz_site **sites,
                                   size_t *n, sz_error *err);

/** The best site of one community. Distances are those of sizhi-audit(1): straight, or
 * along roads when reach.distance is network. */
typedef struct sz_siting {
    int32_t community;
    int32_t site;            /**< the candidate on its ground with the fewest households
                                  cut off, then the least mean way; -1: there is none */
    size_t candidates;       /**< on its ground */
    double mean_m;           /**< metres from a household on average; NaN without a site
                                  or without households */
    double farthest_m;       /**< from the farthest household: the service radius */
    int64_t cut_off;         /**< households that no road leads there from; they are in
                                  neither distance */
    double now_mean_m, now_farthest_m; /**< to its first office, NaN without one */
    int64_t now_cut_off;
} sz_siting;

/**
 * Choose a site for each community of @p plan among the candidates on its ground: the
 * 1-median, where the sum of households times distance is least; of equal ones the first.
 *
 * @param sites     [n_sites]
 * @param missing   nonzero: only for communities without an office
 * @param rows      [*n] by community, malloc'ed; the caller frees it with sz_free()
 * @param outside   number of sites that lie in no community; may be NULL
 * @return SZ_SUCCESS, SZ_ERR_DATA (along roads, of which the map has none),
 *         SZ_ERR_INVALID, SZ_ERR_NOMEM. O(sites x parcels of a community), along roads
 *         O(sites x m log m) for m roads about as far as the community reaches.
 */
SZ_API sz_status sz_place_offices(const sz_plan *plan, const sz_policy *policy,
                                  const sz_site *sites, size_t n_sites, int missing,
                                  sz_siting **rows, size_t *n, size_t *outside,
                                  sz_error *err);

/** How far the households of one community have to its first office (服务半径). */
typedef struct sz_reach_row {
    int32_t community;
    int32_t office;          /**< of the map, -1: none serves it */
    double mean_m;           /**< metres of a household on average; NaN without an office
                                  or without households */
    double farthest_m;       /**< of the farthest household: the service radius; NaN */
    double far_x, far_y;     /**< where that lives, metres in the map's CRS; NaN */
    int64_t cut_off;         /**< households that no road leads there from */
    int64_t beyond;          /**< households that have farther than the policy's bound,
                                  those cut off left out; 0 without a bound */
} sz_reach_row;

typedef struct sz_reach_table {
    sz_reach_row *rows;      /**< [n] by community, those with ground */
    size_t n;
    double *metres;          /**< [parcels] to the first office of the parcel's community;
                                  HUGE_VAL where no road leads there, NaN without one */
    double bound_m;          /**< reach.farthest of the policy, NaN: it sets none */
    int network;             /**< nonzero: along roads (reach.distance), else straight */
} sz_reach_table;

/**
 * Measure how far it is to the offices of @p plan, as sz_audit() does for its findings.
 *
 * @param out  release with sz_reach_release()
 * @return SZ_SUCCESS, SZ_ERR_DATA (along roads, of which the map has none),
 *         SZ_ERR_INVALID, SZ_ERR_NOMEM. O(parcels + borders), along roads O(m log m) for
 *         each community, m roads about as far as it reaches.
 */
SZ_API sz_status sz_reach(const sz_plan *plan, const sz_policy *policy,
                          sz_reach_table *out, sz_error *err);
SZ_API void sz_reach_release(sz_reach_table *table); /**< NULL is fine */

/** Tables of sz_service_write(). Those that are NULL are not written. */
typedef struct sz_service_tables {
    const sz_plan *plan;           /**< whose communities are numbered in the tables */
    const sz_staff_table *staff;
    const sz_premises *premises;   /**< [n_premises] */
    size_t n_premises;
    const sz_siting *siting;       /**< [n_siting] */
    size_t n_siting;
    const sz_site *sites;          /**< that @c siting refers to */
} sz_service_tables;

/** Write staff.csv (人员核定表), premises.csv (用房达标表) and sites.csv (选址表) into a
 * directory, which is made when it is not there; sizhi-files(5) has their columns. UTF-8
 * with the mark that spreadsheets look for; all of them appear or none. SZ_ERR_IO,
 * SZ_ERR_INVALID, SZ_ERR_NOMEM. */
SZ_API sz_status sz_service_write(const sz_service_tables *tables, const char *directory,
                                  sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
