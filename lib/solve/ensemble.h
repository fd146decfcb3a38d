/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chains of walkers run in rounds: in each, every chain goes on by the same number of
 * steps, on whatever thread, and then all plans met are told in the order of chains. So
 * results do not depend on threads, and a run can be stopped and resumed between
 * rounds. */
#ifndef SIZHI_SOLVE_ENSEMBLE_H
#define SIZHI_SOLVE_ENSEMBLE_H

#include "core/array.h"
#include "solve/figures.h"
#include "solve/trace.h"

/* What all chains work on. */
typedef struct sz_field {
    const sz_graph *graph;
    sz_net net;
    sz_scale scale;
    uint8_t *fixed;        /* [n_zones] */
    int32_t n_zones;
    int64_t min, max;
    bool aloof;
    uint64_t round;        /* steps of a round */
    uint64_t signature;    /* of all that decides the course of the chains */
} sz_field;

/* A plan that was met in the round at hand. */
typedef struct sz_met {
    uint64_t step;
    double figure[SZ_N_FIGURES];
    size_t end;            /* its changes end here */
} sz_met;

typedef struct sz_run {
    sz_walker walker;
    sz_measure measure;
    sz_trace trace;
    int32_t *told;         /* [graph atoms] zone in the last plan told, -1; or NULL */
    SZ__ARRAY(sz_met) met;
    SZ__ARRAY(int32_t) atom, zone; /* changes of all plans met */
    bool failed;           /* memory is out */
} sz_run;

/* A plan to be held against the ensemble, and how it stands. */
typedef struct sz_rank {
    double figure[SZ_N_FIGURES], below[SZ_N_FIGURES], equal[SZ_N_FIGURES];
} sz_rank;

struct sz_ensemble {
    sz_sample_report report;
    sz_trace *trace;       /* [report.chains] */
    sz_placed *placed;     /* [report.n_placed] */
};

typedef struct sz_party {
    const sz_sample_options *options;
    const sz_field *field;
    sz_run *run;           /* [options->chains] */
    sz_rank *rank;         /* [options->n_place] */
    double ranked;         /* weight of all plans that were */
    uint64_t done;         /* steps of each chain */
    bool stopped;
    SZ__ARRAY(int32_t) parcel, community; /* of the plan being told */
} sz_party;

/* A chain from LABEL[graph atoms]. */
sz_status sz__run_init(sz_run *run, const sz_field *field, const int32_t *label,
                       const sz_sample_options *options, uint32_t chain, sz_error *err);
void sz__run_release(sz_run *run);

/* Run to the end, or till someone stops it. */
sz_status sz__party_go(sz_party *party, sz_error *err);
void sz__party_release(sz_party *party);

/* Tell a plan: count it, and call back. NULL atoms when labels are not wanted. False to
 * stop. */
sz_status sz__party_tell(sz_party *party, sz_sampled *plan, const int32_t *atom,
                         const int32_t *zone, size_t n, sz_error *err);

/* ---- freeze.c ---- */

/* The state between rounds as bytes, malloc'ed. */
sz_status sz__party_freeze(const sz_party *party, unsigned char **bytes, size_t *size,
                           sz_error *err);

/* Go on from such bytes: SZ_ERR_DATA when they are of another run. */
sz_status sz__party_thaw(sz_party *party, const unsigned char *bytes, size_t size,
                         sz_error *err);

/* Plans of sequential Monte Carlo after a step, one after the other. */
typedef struct sz_smc_state {
    int32_t step, steps;   /* communities cut off, and how many will be */
    uint64_t trees;
    size_t n;              /* plans */
    int32_t *label;        /* [n * atoms of the net] zone, -1: the rest */
    double *weight;        /* [n] */
} sz_smc_state;

sz_status sz__smc_freeze(const sz_field *field, const sz_smc_state *state,
                         unsigned char **bytes, size_t *size, sz_error *err);

/* Fills step, trees, label and weight; SZ_ERR_DATA when the bytes are of another run. */
sz_status sz__smc_thaw(const sz_field *field, sz_smc_state *state,
                       const unsigned char *bytes, size_t size, sz_error *err);

/* ---- smc.c ---- */

/* Draw weighted plans, apart from each other, and tell them. */
sz_status sz__smc(sz_party *party, sz_error *err);

#endif
