/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a script did to a plan: printed and as JSON. */
#ifndef TOOLS_APPLY_SHOW_H
#define TOOLS_APPLY_SHOW_H

#include <sizhi/script.h>

#include "apply_findings.h"
#include "json.h"

/* Notes with the line they are about and a caret under it, on stderr. */
void apply_show_notes(const char *script, const sz_application *report);

/* The kind of a statement in the language of the messages. */
const char *shown_kind(const char *kind);

/* Statements as a table; -1 when memory runs out. PLAN names the receivers. */
int apply_show_statements(const sz_application *report, const sz_plan *plan);

/* Statements into an object. */
sz_status json_statements(json_object *out, const sz_application *report,
                          const sz_plan *plan, sz_error *err);

/* One finding that a statement brings or does away with, on a line; DATA is the report.
 * Hints are left to JSON. */
void apply_show_change(void *data, size_t statement, enum change change,
                       const sz_finding *finding);

/* Statements with what they run through, the list of them handed out, and notes into an
 * object. START: the plan that the script was applied to; PLAN: the new one, or NULL. */
sz_status apply_json(json_object *out, json_object **statements,
                     const sz_application *report, const sz_plan *start,
                     const sz_plan *plan, sz_error *err);

/* The same as apply_show_change(), into the statement's object; DATA is the list. */
void apply_json_change(void *data, size_t statement, enum change change,
                       const sz_finding *finding);

/* The whole text of a file, malloc'ed; NULL with *err filled. */
char *apply_read_file(const char *path, size_t *length, sz_error *err);

#endif
