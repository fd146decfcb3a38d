/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land (飞地清单) as text and as JSON, and what a change of plan
 * does to it. */
#ifndef TOOLS_DETACHED_SHOW_H
#define TOOLS_DETACHED_SHOW_H

#include <sizhi/detached.h>

#include "json.h"

/* Say on stderr what is on record of the detached parts, and which records of the policy
 * fit none of today. */
void talk_records(const sz_policy *policy, const sz_register *reg);

/* Print the register of PLAN; nothing when it is empty. */
void show_register(const sz_register *reg, const sz_plan *plan);
sz_status json_register(json_object *object, const char *key, const sz_register *reg,
                        const sz_plan *plan, sz_error *err);

/* Print what becomes of each detached part from plan BEFORE to plan AFTER. */
struct register_pair {
    const sz_register *before, *after;
    const sz_plan *plan_before, *plan_after;
};
sz_status show_register_changes(const struct register_pair *pair, sz_error *err);
sz_status json_register_changes(json_object *object, const char *key,
                                const struct register_pair *pair, sz_error *err);

#endif
