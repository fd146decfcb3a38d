/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan takes the place of another one in a project. */
#ifndef TOOLS_PLAN_FORGET_H
#define TOOLS_PLAN_FORGET_H

#include <sizhi/project.h>

/* Take out of PROJECT what speaks of the plan that it held before: findings other than
 * the import's, and how that plan came about. */
sz_status plan_forget(sz_project *project, sz_error *err);

/* Keys of the policy that a check of the plan needs, kept under their own names in the
 * metadata. */
enum { N_KEPT = 4 };
extern const char *const plan_kept_keys[N_KEPT];

/* Take away what the metadata have of LIST ("fix.1", "fix.2" ...) from entry I on. */
sz_status plan_end_list(sz_project *project, const char *list, size_t i, sz_error *err);

#endif
