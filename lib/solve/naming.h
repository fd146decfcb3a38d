/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of the communities that a solver founds. */
#ifndef SIZHI_SOLVE_NAMING_H
#define SIZHI_SOLVE_NAMING_H

#include "map/map.h"
#include "sizhi/plan.h"
#include "solve/engine.h"

/* Found in PLAN what OUT has new: town by town, from north to south and west to east,
 * with numbers that its town has not used: 社区1, 社区2 ... on a map without
 * communities today, else 新设1, 新设2 ... NUMBER [out->n_new] gets the community of
 * each. */
sz_status sz__found_new(sz_plan *plan, const sz_map *map, const sz_graph *graph,
                        int32_t n_today, const sz_best *out, int32_t *number,
                        sz_error *err);

#endif
