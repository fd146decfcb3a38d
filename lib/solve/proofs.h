/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Proofs for all tasks of an outcome, and what they and the cheap bounds say of it in
 * the report. */
#ifndef SIZHI_SOLVE_PROOFS_H
#define SIZHI_SOLVE_PROOFS_H

#include "solve/engine.h"
#include "solve/pose.h"

/* Prove each task that is not idle, if proofs are asked for; and in any case those of
 * few atoms in which no plan was found. Better plans take the place of theirs. Fills in
 * out->proofs. Without a time limit each proof ends after a fixed amount of work. */
sz_status sz__prove_all(sz_best *out, sz_watch *watch, int threads, sz_error *err);

/* Fill in the bounds of the terms and, where proofs were asked for or whole communities
 * merge, of the objective, and `proved` and `proof`, of a REPORT that has all else.
 * SHARE [tasks]: what the plan costs in each, as sz__terms_count() says. */
sz_status sz__report_bounds(sz_solve_report *report, const sz_posed *posed,
                            const sz_best *out, const double *share, sz_error *err);

#endif
