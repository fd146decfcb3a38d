/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is kept of the figures of many plans: at most so many of each chain, evenly
 * spaced, and what they tell together. */
#ifndef SIZHI_SOLVE_TRACE_H
#define SIZHI_SOLVE_TRACE_H

#include <stdbool.h>

#include "core/error.h"
#include "sizhi/sample.h"

enum { SZ_TRACE_KEPT = 4096 };

/* Of one chain. When it is full every other entry goes. */
typedef struct sz_trace {
    uint64_t seen, every;   /* plans so far; one of so many is kept */
    int32_t n;
    double (*figure)[SZ_N_FIGURES]; /* [SZ_TRACE_KEPT] */
    double *weight;                 /* [SZ_TRACE_KEPT] */
    double total;           /* weight of all plans, and sums over them: */
    double sum[SZ_N_FIGURES], least[SZ_N_FIGURES], most[SZ_N_FIGURES];
} sz_trace;

sz_status sz__trace_init(sz_trace *t, sz_error *err);
void sz__trace_release(sz_trace *t);
void sz__trace_add(sz_trace *t, const double figure[SZ_N_FIGURES], double weight);

/* Values of figure F over N_CHAINS traces, sorted, each with its weight, in *VALUE and
 * *WEIGHT, which are malloc'ed; *N of them. */
sz_status sz__trace_sorted(const sz_trace *trace, uint32_t n_chains, int f,
                           double **value, double **weight, size_t *n, sz_error *err);

/* Mean, extremes and quantiles of figure F; R-hat and the effective size too when the
 * plans are CHAINED, that is, no independent draws with weights. */
sz_status sz__trace_summary(const sz_trace *trace, uint32_t n_chains, int f,
                            bool chained, sz_figure_summary *out, sz_error *err);

/* R-hat and bulk effective sample size (Vehtari et al. 2021) of N_CHAINS rows of LENGTH
 * values, each row split in two. SCRATCH has room for 3 * n_chains * length. */
void sz__diagnose(const double *value, size_t n_chains, size_t length, double *scratch,
                  double *r_hat, double *effective);

#endif
