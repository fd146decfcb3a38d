/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What chains are run on: the ground that takes part, and the plans they start from. */
#ifndef SIZHI_SOLVE_FIELD_H
#define SIZHI_SOLVE_FIELD_H

#include "solve/ensemble.h"
#include "solve/pose.h"

/* Find a first plan, *FIRST [graph atoms], malloc'ed, and make the field of it.
 * SZ_ERR_INFEASIBLE when there is none that keeps every constraint. */
sz_status sz__field_make(sz_field *field, const sz_posed *posed,
                         const sz_sample_options *options, int32_t **first,
                         sz_error *err);
void sz__field_release(sz_field *field);

/* Another plan of as many communities for chain C to start from, malloc'ed; FIRST is
 * the one that the field was made of. */
sz_status sz__field_another(const sz_field *field, const sz_posed *posed,
                            const sz_sample_options *options, const int32_t *first,
                            uint32_t c, int32_t **label, sz_error *err);

/* Figures of any plan of the map on the ground that takes part; an atom that it cuts
 * counts where most of its households are, and gaps count as one community. */
sz_status sz__field_figures(const sz_field *field, const sz_plan *plan,
                            double figure[SZ_N_FIGURES], sz_error *err);

#endif
