/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The field `claims` of parcels: all communities that claim a parcel, such as
 * "东关;西关;城西/柳园": a name alone is of the parcel's own town, "/name" is of no
 * town. A ';', '/' or '\' in a name stands behind a '\'. */
#ifndef SIZHI_IO_CLAIMS_H
#define SIZHI_IO_CLAIMS_H

#include <stddef.h>

#include "sizhi/map.h"

/* The claims on parcel I as text, malloc'ed; *OUT is NULL when there are none. */
sz_status sz__claims_text(const sz_map *map, size_t i, char **out, sz_error *err);

/* Take the next claim off TEXT, which is changed: *TOWN is NULL when it names
 * none. False at the end of the text. */
int sz__claims_next(char **text, char **town, char **name);

#endif
