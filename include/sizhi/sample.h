/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file sample.h  Ensembles: many plans that keep the constraints, drawn at random, and
 * where a given plan stands among them.
 *
 * Methods and what their plans are drawn from:
 * - SZ_SAMPLE_RECOM, recombination (DeFord, Duchin, Solomon, HDSR 2021): two bordering
 *   communities are merged and cut along a random spanning tree. No closed form of its
 *   distribution is known. Good for a look at what is possible.
 * - SZ_SAMPLE_REVERSIBLE, reversible recombination (Cannon, Duchin, Randall, Rule,
 *   arXiv 2210.01401), with pairs drawn by cut edges and accepted after Metropolis and
 *   Hastings: in the long run every admissible plan appears in proportion to the
 *   product of the numbers of spanning trees of its communities, exactly.
 * - SZ_SAMPLE_SMC, sequential Monte Carlo (after McCartan, Imai, AOAS 2023): plans are
 *   drawn apart from each other, one community after the other, and have weights; the
 *   weighted plans follow the same law. For one town with few communities.
 *
 * The law is over plans of atoms (units, and parcels in none), with the number of
 * communities of the plan that a chain starts from; whether chains have forgotten it is
 * for the diagnostics to tell.
 */
#ifndef SIZHI_SAMPLE_H
#define SIZHI_SAMPLE_H

#include <sizhi/problem.h>
#include <sizhi/text.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sz_sample_method {
    SZ_SAMPLE_RECOM = 0,
    SZ_SAMPLE_REVERSIBLE = 1,
    SZ_SAMPLE_SMC = 2
} sz_sample_method;

/** What is told of every plan. */
typedef enum sz_figure {
    SZ_FIGURE_CUT_EDGES = 0, /**< pairs of bordering atoms in different communities */
    SZ_FIGURE_MOVED,         /**< households that leave their community of today, each
                                  community going on as the one that has most of its
                                  households in common with it */
    SZ_FIGURE_BORDER,        /**< metres of border between communities */
    SZ_FIGURE_BARE,          /**< metres of it on no barrier line */
    SZ_FIGURE_DEVIATION,     /**< largest deviation from the mean size, as a share */
    SZ_FIGURE_SMALLEST,      /**< households of the smallest community */
    SZ_FIGURE_LARGEST
} sz_figure;
#define SZ_N_FIGURES 7

/** Stable word: "cut_edges", "moved", "border_m", "border_off_m", "deviation",
 * "smallest", "largest"; "" for others. */
SZ_API const char *sz_figure_name(sz_figure figure);

/** One plan of an ensemble, valid during the callback. */
typedef struct sz_sampled {
    uint32_t chain;               /**< from 0 */
    uint64_t step;                /**< steps of the chain so far, burn-in included; of
                                       SMC the number of the plan */
    double weight;                /**< 1, but for SMC: its share times their number */
    double figure[SZ_N_FIGURES];
    size_t n_changed;             /**< with `labels`: parcels whose community is not
                                       what it was in the plan of this chain before; in
                                       its first plan, and with SMC, all that take
                                       part */
    const int32_t *changed;       /**< [n_changed] parcels, ascending */
    const int32_t *community;     /**< [n_changed] numbers from 0, which mean nothing
                                       across chains */
} sz_sampled;

/** Called for every plan, chain by chain in stretches, never from two threads at once.
 * @return 0 to stop after the stretch at hand, keeping what there is */
typedef int (*sz_sampled_fn)(const sz_sampled *sampled, void *data);

/** Called with the state of a run between plans, from which it can go on; @p bytes are
 * valid during the call. @return 0 to stop */
typedef int (*sz_checkpoint_fn)(const void *bytes, size_t size, void *data);

/** Set up with SZ_SAMPLE_OPTIONS_INIT. */
typedef struct sz_sample_options {
    size_t size;             /**< sizeof(sz_sample_options) in the caller's build */
    sz_sample_method method;
    uint32_t chains;         /**< each from a plan of its own; at least 1 */
    uint64_t plans;          /**< of each chain; at least 1 */
    uint64_t thin;           /**< steps from one plan to the next; at least 1 */
    uint64_t burn_in;        /**< steps before the first */
    uint64_t seed;
    uint32_t threads;        /**< 0: one per processor; never changes the result */
    int32_t town;            /**< only this town; -1: all, each by itself */
    int labels;              /**< nonzero: tell the communities of parcels too */
    sz_sampled_fn each;      /**< may be NULL */
    void *each_data;
    sz_checkpoint_fn checkpoint; /**< may be NULL; with SMC called after steps, each
                                  one community more in all plans, before any plan
                                  is told */
    void *checkpoint_data;
    const void *resume;      /**< [resume_size] what a checkpoint of the same input and
                                  options held: the run goes on from there, and makes
                                  the plans it would have made; or NULL */
    size_t resume_size;
    const sz_plan *const *place; /**< [n_place] plans of the map to hold against the
                                  ensemble */
    size_t n_place;
    sz_progress_fn progress;
    void *progress_data;
} sz_sample_options;

#define SZ_SAMPLE_OPTIONS_INIT                                                     \
    { sizeof(sz_sample_options), SZ_SAMPLE_RECOM, 4, 1000, 1, 1000, 1, 0, -1, 0,   \
      NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, NULL }

/** One figure over all plans; NaN where it cannot be told. */
typedef struct sz_figure_summary {
    int known;               /**< zero: the input has nothing to tell it by */
    double least, mean, most;
    double quantile[5];      /**< at 2.5, 25, 50, 75 and 97.5 %, of the kept plans */
    double r_hat;            /**< rank-normalised split R-hat, the greater of bulk and
                                  folded (Vehtari, Gelman, Simpson, Carpenter, Bürkner,
                                  Bayesian Analysis 2021): above 1.05 the chains do not
                                  agree yet. NaN for SMC */
    double effective;        /**< bulk effective sample size of the kept plans (the same
                                  source); for SMC Kish's, of the weights */
} sz_figure_summary;

/** A plan held against the ensemble. */
typedef struct sz_placed {
    double figure[SZ_N_FIGURES];
    double below[SZ_N_FIGURES], equal[SZ_N_FIGURES]; /**< share of plans that have less,
                                                          and as much */
} sz_placed;

/** What came of it. Free with sz_ensemble_free(). */
typedef struct sz_ensemble sz_ensemble;

typedef struct sz_sample_report {
    sz_sample_method method;
    int stopped;             /**< before the end; what there was is reported */
    uint32_t chains;
    uint64_t plans;          /**< of all chains together, those before a resume too */
    uint64_t steps;          /**< with burn-in */
    uint64_t fresh;          /**< steps that made another plan than before */
    uint64_t trees;          /**< spanning trees drawn */
    size_t atoms, communities;
    uint64_t kept;           /**< plans that quantiles and diagnostics are made of: at
                                  most 4,096 of each chain, evenly spaced */
    double seconds, cpu_seconds; /**< of this run, the search for first plans left out;
                                  cpu over all threads */
    sz_figure_summary figure[SZ_N_FIGURES];
    size_t n_placed;
    const sz_placed *placed; /**< [n_placed] */
} sz_sample_report;

/**
 * Draw an ensemble of plans of @p map under the constraints of @p constraints: band,
 * number of communities, enclaves, units, towns, locks, links and borders that part.
 * Objective, effort and seed in it only concern the search for the first plans. Bands
 * of kinds, held parcels, `fix` and SZ_FROM_MERGE are refused.
 *
 * A step costs the two communities it touches, whatever the size of the map: a few
 * microseconds at 25 atoms each. Memory does not grow with the number of plans.
 *
 * @param out  what came of it, also when it was stopped by progress or callback
 * @return SZ_SUCCESS, SZ_ERR_INFEASIBLE when there is no plan to start from,
 *         SZ_ERR_INVALID, SZ_ERR_DATA when `resume` does not fit, or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_sample(const sz_map *map, const sz_solve_options *constraints,
                           const sz_sample_options *options, sz_ensemble **out,
                           sz_error *err);

/** The same for a bare graph, nodes standing for parcels. */
SZ_API sz_status sz_problem_sample(const sz_problem *problem,
                                   const sz_solve_options *constraints,
                                   const sz_sample_options *options, sz_ensemble **out,
                                   sz_error *err);

SZ_API void sz_ensemble_free(sz_ensemble *ensemble); /**< NULL is fine */

/** Valid as long as the ensemble. */
SZ_API const sz_sample_report *sz_ensemble_report(const sz_ensemble *ensemble);

/**
 * The kept plans' values of a figure, sorted, each with its weight.
 *
 * @param value, weight  [*n] malloc'ed; the caller frees them with sz_free()
 */
SZ_API sz_status sz_ensemble_values(const sz_ensemble *ensemble, sz_figure figure,
                                    double **value, double **weight, size_t *n,
                                    sz_error *err);

/**
 * Draw histograms of all known figures, with the places of the placed plans.
 *
 * @param names     [n_placed] what to call those plans; may be NULL
 * @param language  of the sheet
 * @param path      ends in .svg, .pdf or .png; appears whole or not at all
 */
SZ_API sz_status sz_ensemble_draw(const sz_ensemble *ensemble, const char *const *names,
                                  sz_language language, const char *path, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
