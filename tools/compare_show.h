/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios side by side: printed, as JSON, as CSV. */
#ifndef TOOLS_COMPARE_SHOW_H
#define TOOLS_COMPARE_SHOW_H

#include <sizhi/compare.h>

/* NAMES of the scenarios, [sz_comparison_scenarios()]. */
struct compare_shown {
    const sz_comparison *comparison;
    const char *const *names;
    int all;               /* communities that are the same in every scenario too */
};

/* -1 when memory runs out. */
int compare_text(const struct compare_shown *shown);
void compare_json(const struct compare_shown *shown, const sz_policy *policy);

/* A row for each community of each scenario, then all together; the exit code. */
int compare_csv(const struct compare_shown *shown, const char *path);

#endif
