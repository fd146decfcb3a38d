/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan takes the place of another one. */
#include "plan_forget.h"

#include <stdio.h>
#include <string.h>

#include "command.h"

const char *const plan_kept_keys[N_KEPT] = { "count.planned", "count.occupancy",
                                             "keep.whole", "keep.exempt" };

sz_status plan_end_list(sz_project *project, const char *list, size_t i, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    char key[32];
    for (; status == SZ_SUCCESS; i++) {
        snprintf(key, sizeof key, "%s.%zu", list, i + 1);
        if (!sz_project_meta(project, key))
            break;
        status = sz_project_set_meta(project, key, NULL, err);
    }
    return status;
}

sz_status plan_forget(sz_project *project, sz_error *err)
{
    static const char *const keys[] = { "min", "max", "seed", "options",
                                        "allow_enclaves" };
    static const char *const lists[] = { "band", "fix", "link", "set" };
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS;) {
        const sz_finding *f = sz_findings_at(sz_project_findings(project), i);
        char rule[64];
        if (!f)
            break;
        if (strncmp(f->rule, "import.", 7) == 0) {
            i++;
            continue;
        }
        snprintf(rule, sizeof rule, "%s", f->rule); /* dies with its finding */
        status = sz_project_set_findings(project, rule, NULL, err);
    }
    for (size_t i = 0; i < COUNT(keys) && status == SZ_SUCCESS; i++)
        status = sz_project_set_meta(project, keys[i], NULL, err);
    for (size_t i = 0; i < N_KEPT && status == SZ_SUCCESS; i++)
        status = sz_project_set_meta(project, plan_kept_keys[i], NULL, err);
    for (size_t i = 0; i < COUNT(lists) && status == SZ_SUCCESS; i++)
        status = plan_end_list(project, lists[i], 0, err);
    return status;
}
