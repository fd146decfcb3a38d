/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an audit prints: the first page, a table for each rule. */
#ifndef TOOLS_AUDIT_SHOW_H
#define TOOLS_AUDIT_SHOW_H

#include <sizhi/sizhi.h>

/* Five lines for who decides. */
void audit_summary(const sz_policy *policy, const sz_audit_report *report);

/* A table for each rule that something breaks, in the order of the policy: at most LIMIT
 * rows of each, with the line of the profile and the clause. Returns -1 when memory runs
 * out. */
int audit_tables(const sz_policy *policy, const sz_findings *findings, size_t limit);

#endif
