/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings of the policy that each statement of a script brings, and does away with. */
#ifndef TOOLS_APPLY_FINDINGS_H
#define TOOLS_APPLY_FINDINGS_H

#include <sizhi/audit.h>
#include <sizhi/script.h>

enum change { CAME, GONE, CHANGED }; /* CHANGED: its figures are others */

/* Told of each: statement STATEMENT, what became of it, the finding. */
typedef void (*change_fn)(void *data, size_t statement, enum change change,
                          const sz_finding *finding);

/* Go through the statements that were done on START, one after the other. Findings that
 * are waived are left out. */
sz_status apply_findings(const sz_application *report, const sz_plan *start,
                         const sz_policy *policy, change_fn tell, void *data,
                         sz_error *err);

#endif
