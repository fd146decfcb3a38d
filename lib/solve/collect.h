/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the labels of tasks to those of the whole graph. */
#ifndef SIZHI_SOLVE_COLLECT_H
#define SIZHI_SOLVE_COLLECT_H

#include "solve/engine.h"

/* New zones of T take the numbers of today's communities that have died, by falling
 * number of households in common. */
sz_status sz__carry_over(sz_task *t, sz_error *err);

/* Put the labels of all tasks together; new zones are numbered task by task, by first
 * atom. */
sz_status sz__collect(sz_best *out, const sz_graph *graph, const sz_demand *demand,
                      sz_error *err);

#endif
