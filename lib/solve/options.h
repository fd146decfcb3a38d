/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options of a solver, held against the map they are for. */
#ifndef SIZHI_SOLVE_OPTIONS_H
#define SIZHI_SOLVE_OPTIONS_H

#include "map/map.h"
#include "sizhi/solve.h"

/* Whether any parcel has a community today. */
bool sz__map_has_communities(const sz_map *map);

/* SZ_ERR_INVALID when they make no sense for MAP. */
sz_status sz__check_options(const sz_map *map, const sz_solve_options *options,
                            sz_error *err);

#endif
