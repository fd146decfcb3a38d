/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules of an audit, by subject: each adds its findings to the scene's list. */
#ifndef SIZHI_AUDIT_RULES_H
#define SIZHI_AUDIT_RULES_H

#include "audit/scene.h"

/* rules_figures.c: one figure of community C against one bound, from a table: size,
 * border, shape, reach, premises, staff. */
sz_status sz__rules_figures(sz_scene *scene, int32_t c, sz_error *err);

/* rules_ground.c: parts, gaps, overlaps, towns. */
sz_status sz__rules_ground(sz_scene *scene, sz_error *err);

/* rules_units.c: units cut, in conflict, too large, exempt; estates that could stand
 * alone. */
sz_status sz__rules_units(sz_scene *scene, sz_error *err);

/* rules_town.c: neighbours to be planned together, interlaced borders, staff of the
 * town, shared offices. */
sz_status sz__rules_town(sz_scene *scene, sz_error *err);

/* rules_names.c: names alike, rare characters, suffixes. */
sz_status sz__rules_names(sz_scene *scene, sz_error *err);

#endif
