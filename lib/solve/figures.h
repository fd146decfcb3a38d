/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures of a walker's plan. */
#ifndef SIZHI_SOLVE_FIGURES_H
#define SIZHI_SOLVE_FIGURES_H

#include "sizhi/sample.h"
#include "solve/walker.h"

/* What figures of all plans of a net have in common. */
typedef struct sz_scale {
    const sz_net *net;
    int32_t n_zones;
    int32_t n_today;
    int32_t *today;        /* [net atoms] community of today, -1 */
    int64_t *kept;         /* [net atoms] households that are in it now */
    int64_t settled;       /* households that are in any */
    double ideal;          /* households of a community */
    bool known[SZ_N_FIGURES];
} sz_scale;

/* Households in common of a zone and a community of today. */
typedef struct sz_common {
    int64_t weight;
    int32_t zone, today;
} sz_common;

/* Room for the figures of one plan at a time. */
typedef struct sz_measure {
    sz_common *common;     /* [net atoms] */
    int64_t *weight;       /* [n_today] */
    uint8_t *taken[2];     /* [n_zones], [n_today] */
} sz_measure;

sz_status sz__measure_init(sz_measure *m, const sz_scale *scale, sz_error *err);
void sz__measure_release(sz_measure *m);

/* O(communities), and O(atoms) when there are communities today. */
void sz__figures(sz_measure *m, const sz_scale *scale, const sz_walker *w,
                 double figure[SZ_N_FIGURES]);

#endif
