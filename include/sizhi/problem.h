/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file problem.h  Partitioning a bare graph: nodes with households and who borders
 * whom, without a map.
 *
 * A problem takes the part of the map in sz_solve(): nodes stand for parcels, edges
 * for borders, and every option that speaks of parcels, borders, units or communities
 * of today means those of the problem. Nothing is known of how neighbours lie round a
 * node, so no community is ever an enclave; sz_solve_options.allow_enclaves makes no
 * difference. Everything else holds: connection along edges, the band, units, towns,
 * locks, links, the number of communities.
 *
 * A problem is immutable once made: any number of threads may read and solve it at
 * once. One result is for one thread at a time. Texts are UTF-8, owned by the problem or
 * the result.
 */
#ifndef SIZHI_PROBLEM_H
#define SIZHI_PROBLEM_H

#include <sizhi/solve.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sz_problem sz_problem;
typedef struct sz_result sz_result;

/** A graph as the caller has it. Set up with SZ_PROBLEM_INPUT_INIT; all arrays stay
 * the caller's and are copied. NULL where nothing is known. Communities of today, towns
 * and units are numbered from 0, each below the number of nodes. */
typedef struct sz_problem_input {
    size_t size;                   /**< sizeof(sz_problem_input) in the caller's build */
    size_t nodes;                  /**< at least 1 */
    const int64_t *households;     /**< [nodes] 0 and more; must be given */
    size_t edges;
    const int32_t *a, *b;          /**< [edges] nodes that border; a pair that stands
                                        twice shares two borders */
    const double *length_m;        /**< [edges] of the border; else 1 each */
    const unsigned char *barrier;  /**< [edges] sz_barrier it lies on; else none */
    const int32_t *today;          /**< [nodes] community of today, -1 in none */
    const unsigned char *held;     /**< [nodes] nonzero: stays where it is today */
    const int32_t *town;           /**< [nodes] town, -1 in none */
    const int32_t *unit;           /**< [nodes] nodes of one unit stay together; -1 in
                                        none */
    const double *x, *y;           /**< [nodes] metres; else 0 */
    const double *area_m2;         /**< [nodes] else 1 each */
    const char *const *name;       /**< [nodes] for messages and sz_problem_node(); else
                                        "0", "1" ... */
    const char *const *today_name; /**< [highest today + 1] else "1", "2" ... */
    const char *const *town_name;  /**< [highest town + 1] else "1", "2" ... */
} sz_problem_input;

#define SZ_PROBLEM_INPUT_INIT                                                      \
    { sizeof(sz_problem_input), 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL,    \
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

/**
 * Make a problem of @p input.
 *
 * @param out  free with sz_problem_free()
 * @return SZ_SUCCESS, SZ_ERR_INVALID (the item of the error is the node or edge at
 *         fault) or SZ_ERR_NOMEM. O(nodes + edges).
 */
SZ_API sz_status sz_problem_new(const sz_problem_input *input, sz_problem **out,
                                sz_error *err);

/**
 * Read a problem from two CSV files with a header line each, as sizhi-files(5) says:
 * nodes with `id` and `households` (or `pop`), edges with `a` and `b`, two ids.
 *
 * @return SZ_SUCCESS, SZ_ERR_IO, SZ_ERR_DATA (the message names file, line and
 *         value), SZ_ERR_INVALID or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_problem_read(const char *nodes, const char *edges,
                                 sz_problem **out, sz_error *err);

SZ_API void sz_problem_free(sz_problem *problem); /**< NULL is fine */

SZ_API size_t sz_problem_nodes(const sz_problem *problem);
SZ_API size_t sz_problem_edges(const sz_problem *problem);
SZ_API int64_t sz_problem_households(const sz_problem *problem); /**< of all nodes */
SZ_API size_t sz_problem_communities(const sz_problem *problem); /**< of today */

/** Name of node @p i, "" when there is no such node. */
SZ_API const char *sz_problem_node(const sz_problem *problem, size_t i);

/** Community of today of node @p i, -1 in none. */
SZ_API int32_t sz_problem_today(const sz_problem *problem, size_t i);

/**
 * Solve, as sz_solve() does with a map.
 *
 * @param out  the best result found, set on SZ_SUCCESS and on SZ_ERR_INFEASIBLE (then
 *             some constraint is broken, and sz_result_why() says which and why); free
 *             with sz_result_free(), before the problem
 * @return SZ_SUCCESS, SZ_ERR_INFEASIBLE, SZ_ERR_INVALID or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_problem_solve(const sz_problem *problem,
                                  const sz_solve_options *options, sz_result **out,
                                  sz_error *err);

SZ_API void sz_result_free(sz_result *result); /**< NULL is fine */

/** Figures, terms and bounds; those of sz_solve_report.term that no graph has, such as
 * compactness without places, mean nothing. Valid as long as the result. */
SZ_API const sz_solve_report *sz_result_report(const sz_result *result);

/** What the result breaks and why; empty when it is feasible. */
SZ_API const sz_findings *sz_result_why(const sz_result *result);

/** Number of communities: those of today first, abolished ones included, then new
 * ones. */
SZ_API size_t sz_result_communities(const sz_result *result);

/** Community of node @p i; -1 when there is no such node. */
SZ_API int32_t sz_result_of(const sz_result *result, size_t i);

/** One of them; its area is the sum of its nodes'. SZ_ERR_INVALID as
 * sz_plan_community(). */
SZ_API sz_status sz_result_community(const sz_result *result, size_t community,
                                     sz_community *out, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
