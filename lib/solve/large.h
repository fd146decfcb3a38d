/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Searching a large task through windows: cut into windows of some hundred communities
 * at most, each searched for a while, cut anew elsewhere, and so on while cooling. */
#ifndef SIZHI_SOLVE_LARGE_H
#define SIZHI_SOLVE_LARGE_H

#include "solve/effort.h"
#include "solve/task.h"

enum { SZ_WINDOW_ATOMS = 3000 }; /* the default; tasks up to twice that are not cut */

/*
 * Fill in TASK's plan. STREAM: number of its random streams; PROPOSALS for all of it,
 * or else as many as can be made until the clock says UNTIL, unless that is 0. Windows
 * are worked on by THREADS at once; the outcome does not depend on how many.
 */
sz_status sz__large_run(sz_task *task, uint32_t stream, double proposals,
                        double until, sz_watch *watch, int threads, sz_error *err);

#endif
