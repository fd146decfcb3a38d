/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an audit prints and writes: the first page, a table for each rule, CSV. */
#ifndef TOOLS_AUDIT_SHOW_H
#define TOOLS_AUDIT_SHOW_H

#include <sizhi/sizhi.h>

/* Five lines for who decides. */
void audit_summary(const sz_policy *policy, const sz_audit_report *report);

/* A table for each rule that something breaks, in the order of the policy: at most LIMIT
 * rows of each, with the line of the profile and the clause. Returns -1 when memory runs
 * out. */
int audit_tables(const sz_policy *policy, const sz_findings *findings, size_t limit);

/* All findings as a table in CSV (RFC 4180, UTF-8 with a mark in front, as spreadsheets
 * want it) to PATH, which appears whole or not at all; returns the exit code. */
int audit_csv(const sz_findings *findings, const char *path);

#endif
