/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be done about a town without a plan, in words. */
#ifndef SIZHI_SOLVE_REMEDY_H
#define SIZHI_SOLVE_REMEDY_H

#include "solve/why.h"

/*
 * For each task of OUT in which no plan was found: an error that every way has been
 * ruled out, when that is so and none of the *N reasons found so far says why (it adds
 * to *N); and as hints the least changes of the constraints with which it has a plan. A
 * link for each task that a community encloses by SEEN.
 */
sz_status sz__why_remedies(const sz_case *c, const sz_best *out, const sz_inspection *seen,
                           sz_findings *list, size_t *n, sz_error *err);

#endif
