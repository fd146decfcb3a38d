/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Detached land in sizhi plan: historic parts stay as they are, what becomes of each is
 * told. */
#ifndef TOOLS_PLAN_DETACHED_H
#define TOOLS_PLAN_DETACHED_H

#include "json.h"
#include "plan_show.h"
#include "plan_wish.h"

/* Records of PROJECT and of the table that ARGS name go into the policy of WISH. Before
 * plan_wish_find(); says what is wrong and returns the exit code. */
int plan_detached_read(struct plan_wish *wish, const struct plan_args *args,
                       const sz_project *project);

/* Hold the historic parts of PROJECT. After plan_wish_find(). */
int plan_detached_keep(struct plan_wish *wish, const sz_project *project);

/* Print what becomes of each part, as text when OUT is NULL, else into it. */
sz_status plan_detached_show(const struct plan_result *result, json_object *out,
                             sz_error *err);

#endif
