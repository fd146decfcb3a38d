/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules of a policy among the options of sizhi plan: what is given on the command
 * line prevails, and what contradicts it is an error that names both. */
#ifndef TOOLS_PLAN_POLICY_H
#define TOOLS_PLAN_POLICY_H

#include "json.h"
#include "plan_wish.h"

/* wish->options = rules of the policy, and over them what was asked for. MAP is NULL for
 * a bare graph. Returns the exit code. */
int plan_policy_join(struct plan_wish *wish, const struct plan_args *args,
                     const sz_map *map);

/* Which rules were taken, and what took the place of some. */
void plan_policy_show(const struct plan_wish *wish, const struct plan_args *args);
void plan_policy_json(json_object *out, const struct plan_wish *wish,
                      const struct plan_args *args);

#endif
