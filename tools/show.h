/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What several commands print, as text and as JSON: findings, detached parts. */
#ifndef TOOLS_SHOW_H
#define TOOLS_SHOW_H

#include <sizhi/sizhi.h>

#include "json.h"
#include "table.h"

/* Findings whose rule starts with prefix, text: at most limit of each rule, then how
 * many more there are. Returns -1 when memory runs out. */
int show_findings(const sz_findings *findings, const char *prefix, size_t limit);

/* All findings whose rule starts with prefix, into object[key]. */
void json_findings(json_object *object, const char *key, const sz_findings *findings,
                   const char *prefix);

/* TEXT in memory of its own, NULL when there is none left. Free it. */
char *text_copy(const char *text);

/* Name to show of a community of a plan, with its town where needed. Free it. */
char *shown_name(const sz_plan *plan, int32_t community);

/* Detached parts of a plan, text or JSON. */
sz_status show_detached(const sz_plan *plan, sz_error *err);
sz_status json_detached(json_object *object, const char *key, const sz_plan *plan,
                        sz_error *err);

/* Town and name of a community (null for -1) into an object, under these keys. */
sz_status json_community(json_object *object, const char *town_key,
                         const char *name_key, const sz_plan *plan, int32_t community,
                         sz_error *err);

#endif
