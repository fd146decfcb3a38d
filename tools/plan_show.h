/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What sizhi plan prints: today and the proposed plan held side by side. */
#ifndef TOOLS_PLAN_SHOW_H
#define TOOLS_PLAN_SHOW_H

#include <sizhi/sizhi.h>

struct plan_args;
struct plan_wish;

struct plan_result {
    const char *project, *output; /* files */
    const sz_plan *present, *proposed;
    const struct plan_args *args;
    const struct plan_wish *wish;
    const sz_solve_report *report;
    const sz_findings *why;
    const sz_alternative *alternatives; /* [n], this plan the first */
    size_t n;
    const char *const *outputs;         /* [n] */
};

/* Put into the metadata of PROJECT how its plan came about. */
sz_status plan_record(sz_project *project, const struct plan_args *args,
                      const struct plan_wish *wish, sz_error *err);

/* Print on stdout: text, or JSON as sizhi-files(5) says. */
sz_status plan_show(const struct plan_result *result, sz_error *err);
sz_status plan_show_json(const struct plan_result *result, sz_error *err);

#endif
