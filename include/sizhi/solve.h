/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file solve.h  Making plans: hard constraints kept, little moved. */
#ifndef SIZHI_SOLVE_H
#define SIZHI_SOLVE_H

#include <sizhi/findings.h>
#include <sizhi/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sz_solve_from {
    SZ_FROM_AUTO = 0,    /**< present when there are communities today, else scratch */
    SZ_FROM_PRESENT = 1, /**< change as little as is needed */
    SZ_FROM_SCRATCH = 2  /**< forget today's communities */
} sz_solve_from;

/** Set up with SZ_SOLVE_OPTIONS_INIT; zero means the default unless said. */
typedef struct sz_solve_options {
    size_t size;             /**< sizeof(sz_solve_options) in the caller's build */
    int64_t min, max;        /**< band of households per community, both included */
    int64_t target;          /**< 0: middle of the band */
    int32_t communities;     /**< wanted number in the whole map; 0: free */
    sz_solve_from from;
    int split_units;         /**< nonzero: units may be cut apart */
    int cross_towns;         /**< nonzero: communities may cross town limits */
    const int32_t *locked;   /**< [n_locked] communities of today that stay as they
                                  are */
    size_t n_locked;
    uint64_t seed;
    uint64_t iterations;     /**< proposals per atom; 0: a default that suits the size */
    double seconds;          /**< stop after so long, keeping the best; 0: no limit.
                                  The result then depends on the machine's speed */
    uint32_t threads;        /**< 0: one per processor; never changes the result */
    sz_progress_fn progress; /**< returning 0 stops the search and keeps the best; may
                                  be called from several threads, never at once */
    void *progress_data;
} sz_solve_options;

#define SZ_SOLVE_OPTIONS_INIT                                                      \
    { sizeof(sz_solve_options), 1000, 3000, 0, 0, SZ_FROM_AUTO, 0, 0, NULL, 0, 1,  \
      0, 0.0, 0, NULL, NULL }

/** What came of it. */
typedef struct sz_solve_report {
    int feasible;            /**< every hard constraint holds */
    int stopped;             /**< by time or by the callback, before the end */
    size_t atoms, towns, communities;
    int64_t households, moved; /**< moved: leave their community of today */
    int64_t smallest, largest; /**< households of a community */
    double border_m;         /**< length of borders between communities */
    double border_off_m;     /**< of that, on no barrier line */
    uint64_t proposals;
    double seconds;
} sz_solve_report;

/**
 * Make a plan of @p map that keeps every hard constraint: band, connection, no
 * enclaves (nothing of a town is cut off from what lies outside the town by one
 * community), whole units, towns, locks, the number if one is given.
 *
 * A community of today keeps its number and name as long as it lives;
 * from scratch, a name goes to the community that holds most of its households. New
 * ones are called 新设1, 新设2 ..., or 社区1, 社区2 ... on a map without communities,
 * town by town from north to south. Ground without households that borders nothing
 * else of its town goes to the community that has it today, or to the nearest.
 *
 * @param out     the best plan found, set on SZ_SUCCESS and on SZ_ERR_INFEASIBLE
 *                (then some constraint is broken); free with sz_plan_free()
 * @param report  may be NULL
 * @param why     may be NULL; a list, to be freed by the caller, of every
 *                constraint that the result breaks and of the parts of the map at
 *                fault (a unit above the maximum, an island below the minimum, a
 *                town whose total cannot be divided into the band)
 * @return SZ_SUCCESS, SZ_ERR_INFEASIBLE, SZ_ERR_INVALID or SZ_ERR_NOMEM.
 *         Reads @p map only; calls for one map may run in several threads.
 */
SZ_API sz_status sz_solve(const sz_map *map, const sz_solve_options *options,
                          sz_plan **out, sz_solve_report *report, sz_findings **why,
                          sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
