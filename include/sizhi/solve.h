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
    SZ_FROM_SCRATCH = 2, /**< forget today's communities */
    SZ_FROM_MERGE = 3    /**< whole communities of today merge, none is cut */
} sz_solve_from;

/** What a plan is judged by besides the hard constraints: each term has a unit of its
 * own and a weight, in households for one of that unit. */
typedef enum sz_term {
    SZ_TERM_MOVED = 0,   /**< households that leave the community they are in today */
    SZ_TERM_GROUND,      /**< km2 that leave it */
    SZ_TERM_ABOLISHED,   /**< communities of today without ground */
    SZ_TERM_FOUNDED,     /**< new communities */
    SZ_TERM_BORDER,      /**< km of border between communities of one town, each class
                              of barrier with its share: 1 where there is none */
    SZ_TERM_THROUGH,     /**< km of strong barriers with one community on both sides,
                              each class with its share; those inside a parcel are not
                              seen */
    SZ_TERM_SIZE,        /**< sum over communities of the square of (households -
                              target) / (half the band): 1 at an end of the band */
    SZ_TERM_COMPACT,     /**< sum over communities of 2 pi I / A2 - 1, where A is the
                              area and I its second moment about its own centre: 0 for
                              a disc, 0.05 for a square, 0.31 for two side by side */
    SZ_TERM_DISTANCE,    /**< households, each at the point of its parcel, times km to
                              the office of their community, or where it has none, times
                              the root of the mean square of the km to the centre of its
                              households */
    SZ_TERM_OFFICE,      /**< communities whose office stands in another community */
    SZ_TERM_CUT_EDGES    /**< pairs of atoms that share a border and lie in different
                              communities */
} sz_term;
#define SZ_N_TERMS 11

/** Stable word of a term: "moved", "ground", "abolished", "founded", "border",
 * "through", "size", "compact", "distance", "office", "cut_edges"; "" for others. */
SZ_API const char *sz_term_name(sz_term term);

/** Unit of a term: "households", "km2", "communities", "km", "" ... */
SZ_API const char *sz_term_unit(sz_term term);

/** Term of a word that sz_term_name() gives, or -1. */
SZ_API int sz_term_from_name(const char *name);

/** A band for communities of one kind. A community is of the kind that most of its
 * households live on, by the kind of their unit (sz_map_unit_kind()); 村改居 and village
 * are the same kind, and so are the other words of sizhi-policy(5). Only kinds that
 * have a band count, all others are one kind more, with the general band. Of equals
 * it is the general one, then the first in the list. */
typedef struct sz_band {
    const char *kind;
    int64_t min, max;        /**< max 0: the general band */
    int64_t target;          /**< 0: middle of the band */
} sz_band;
#define SZ_MAX_BANDS 16

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
                                  be called from several threads, never at once. Its
                                  text tells the best plan so far (whether feasible,
                                  objective, households moved, parcels of one atom being
                                  taken together); or it is NULL: before there is one, and
                                  where windows of a large map are searched */
    void *progress_data;

    /* more constraints */
    int32_t communities_max; /**< with `communities`: the number may be anything from
                                  that to this; 0: just that */
    int allow_enclaves;      /**< nonzero: a community may enclose others */
    const sz_band *bands;    /**< [n_bands], at most SZ_MAX_BANDS */
    size_t n_bands;
    const int32_t *fix;      /**< [n_fix] communities of today that are to be fixed: only
                                  they and their neighbours may change, and the rest is
                                  not judged */
    size_t n_fix;
    const unsigned char *held; /**< [parcels] nonzero: this parcel stays in its community
                                  of today; or NULL */
    const int32_t *const *layers; /**< [n_layers][parcels] more layers of units: parcels
                                  of one layer with equal numbers stay together, -1 for
                                  none; what overlaps in any layers is one atom */
    size_t n_layers;
    unsigned cut_by;         /**< bit (1 << sz_barrier) of each class across which ground
                                  does not connect, save where a road of another class
                                  passes over it at an end of the border */
    const unsigned char *uncrossed; /**< [borders] nonzero: ground does not connect
                                  across this border, and one community may not lie on
                                  both sides of it; or NULL */
    const int32_t (*links)[2]; /**< [n_links] pairs of parcels that connect all the same:
                                  a bridge, a ferry */
    size_t n_links;

    /* objective */
    double weight[SZ_N_TERMS]; /**< households for one of the term's unit; negative: a
                                  default, which suits the density of each town */
    double factor[SZ_N_TERMS]; /**< multiplies the weight; 0: 1 */
    double share[SZ_N_BARRIERS]; /**< of SZ_TERM_BORDER by class; negative: default */

    int prove;               /**< nonzero: look for a proof, or at least a bound */

    /* what a policy asks, see rules.h */
    const int64_t *count;    /**< [parcels] households as they count towards the band and
                                  the objective, planned ones included or not; NULL: those
                                  of the map */
    const int32_t *exempt;   /**< [n_exempt] communities of today that stay as they are
                                  and are not judged */
    size_t n_exempt;
} sz_solve_options;

#define SZ_SOLVE_OPTIONS_INIT                                                      \
    { sizeof(sz_solve_options), 1000, 3000, 0, 0, SZ_FROM_AUTO, 0, 0, NULL, 0, 1,  \
      0, 0.0, 0, NULL, NULL, 0, 0, NULL, 0, NULL, 0, NULL, NULL, 0, 0, NULL, NULL, \
      0, { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 }, { 0 },                    \
      { -1, -1, -1, -1, -1, -1, -1, -1 }, 0, NULL, NULL, 0 }

/** One term of a plan. */
typedef struct sz_term_value {
    double result, present;  /**< in the term's unit; present is NaN without one */
    double bound;            /**< no plan that keeps the constraints has less; NaN when
                                  none is known */
    double weight;           /**< households for one unit: as given, or the mean of what
                                  was taken, town by town */
} sz_term_value;

/** What is known of the best plan of one task: a connected piece of a town. */
typedef enum sz_proof_state {
    SZ_PROOF_NONE = 0,       /**< not tried: too many atoms */
    SZ_PROOF_GAP,            /**< no plan costs less than the bound, if there is one */
    SZ_PROOF_BEST,           /**< no plan costs less than this one */
    SZ_PROOF_IMPOSSIBLE      /**< there is no plan that keeps the constraints */
} sz_proof_state;

/** Stable word of a state: "none", "gap", "best", "impossible". */
SZ_API const char *sz_proof_state_name(sz_proof_state state);

typedef struct sz_task_proof {
    int32_t town;            /**< -1: in none */
    size_t atoms;
    sz_proof_state state;
    double cost, bound;      /**< of its plan, and of any: the task's share of the
                                  objective, in households; NaN when there is none */
    int by_totals;           /**< nonzero: the bound comes from totals, without regard
                                  to who borders whom */
    size_t columns;          /**< communities that came into question */
    uint64_t sets;           /**< sets of atoms that were looked at */
    int32_t cuts, nodes;     /**< of branch and bound */
    double seconds;
} sz_task_proof;

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
    sz_solve_from from;      /**< never SZ_FROM_AUTO */
    int64_t cut_edges;       /**< as SZ_TERM_CUT_EDGES */
    sz_term_value term[SZ_N_TERMS];
    double objective;        /**< sum of weight times result over the terms */
    double objective_present; /**< the same of today's plan; NaN without one */
    double objective_bound;  /**< no plan that keeps the constraints has less; NaN when
                                  none is known */
    int proved;              /**< the plan is proved to be the best there is, or that
                                  there is none */
    sz_task_proof *proof;    /**< [n_proofs] where sz_solve_options.prove is set, and
                                  where whole communities merge (SZ_FROM_MERGE); to be
                                  freed with sz_solve_report_release() */
    size_t n_proofs;
} sz_solve_report;

/** Free what @p report points to; NULL is fine. Needed after proofs
 * and after SZ_FROM_MERGE only. */
SZ_API void sz_solve_report_release(sz_solve_report *report);

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

/** Sizes of the communities of a plan, as they count. */
typedef struct sz_sizes {
    size_t communities;      /**< with ground */
    size_t in_band;          /**< of these, within the band of their kind; exempt ones
                                  are judged like the others here */
    int64_t smallest, largest; /**< 0 without communities */
    int64_t counted;         /**< households of all parcels as they count */
} sz_sizes;

/**
 * Hold the sizes of @p plan against band and bands of @p options.
 *
 * @return SZ_SUCCESS, SZ_ERR_INVALID or SZ_ERR_NOMEM. O(parcels).
 */
SZ_API sz_status sz_solve_sizes(const sz_plan *plan, const sz_solve_options *options,
                                sz_sizes *out, sz_error *err);

/** One of several plans. */
typedef struct sz_alternative {
    const char *character;   /**< what it was made for: "asked" as the options say,
                                  "moves" few households moved, "roads" borders on
                                  strong lines, "sizes" even sizes, "spread" far from
                                  the others */
    sz_plan *plan;
    sz_solve_report report;
    sz_findings *why;
    int64_t apart;           /**< households in another community than in the nearest
                                  of the plans before it, however these are named; all
                                  of them for the first */
} sz_alternative;

/**
 * Make up to @p wanted plans that differ: the one asked for, then for each character
 * the plan that a weight of 4 times (sizes: 20 times) its term gives, if it is better in
 * that term, and then those of other seeds that lie farthest from all taken so far.
 * Plans that differ by renaming only are one. Each has a share of options->seconds.
 *
 * @param out  [*n], at least 1; free with sz_alternatives_free()
 * @return as sz_solve() for the first of them
 */
SZ_API sz_status sz_solve_alternatives(const sz_map *map,
                                       const sz_solve_options *options, size_t wanted,
                                       sz_alternative **out, size_t *n, sz_error *err);
SZ_API void sz_alternatives_free(sz_alternative *alternatives, size_t n);

/** Households in different communities in two plans of one map, however these are
 * named: the least over all ways to pair them. -1 when the plans are of different maps
 * or memory is out. O(parcels + communities^3) at worst. */
SZ_API int64_t sz_plan_apart(const sz_plan *a, const sz_plan *b);

#ifdef __cplusplus
}
#endif

#endif
