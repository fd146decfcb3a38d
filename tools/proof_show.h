/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a run has proved, town by town. */
#ifndef TOOLS_PROOF_SHOW_H
#define TOOLS_PROOF_SHOW_H

#include <sizhi/sizhi.h>

#include "json.h"

/* Print proofs and bounds as text on stdout. TOWN gives the name of a town, DATA goes
 * with it. */
typedef const char *(*town_name_fn)(const void *data, int32_t town);
void proof_show(const sz_solve_report *report, town_name_fn town, const void *data);

/* Add them to OUT as the array "proofs". */
void proof_show_json(json_object *out, const sz_solve_report *report,
                     town_name_fn town, const void *data);

#endif
