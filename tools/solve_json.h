/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every run of the solver tells as JSON, for maps and for bare graphs. */
#ifndef TOOLS_SOLVE_JSON_H
#define TOOLS_SOLVE_JSON_H

#include <sizhi/sizhi.h>

#include "json.h"

/* Put feasible, stopped, mode, seed, band, households, moved, cut_edges, objective,
 * terms, bounds, proposals, seconds into OBJECT, as sizhi-files(5) says. */
void json_terms(json_object *object, const sz_solve_report *report);
void json_solve(json_object *object, const sz_solve_options *options,
                const sz_solve_report *report);

#endif
