/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The field `keep` of parcels: the units of further layers that a parcel is in, such as
 * "grid/14/三号网格;village/20/张村": layer, number and name. A semicolon, slash or
 * backslash in a text has a backslash before it. */
#ifndef SIZHI_MAP_KEEPS_H
#define SIZHI_MAP_KEEPS_H

#include <stdbool.h>

#include "core/error.h"
#include "sizhi/map.h"

/* The text of parcel I, malloc'ed; *OUT is NULL when it is in none. */
sz_status sz__keeps_text(const sz_map *map, size_t i, char **out, sz_error *err);

/* Take the next entry off *TEXT, which is cut up; false at the end. *NUMBER is 0 when it
 * is no number. */
bool sz__keeps_next(char **text, char **layer, int64_t *number, char **name);

#endif
