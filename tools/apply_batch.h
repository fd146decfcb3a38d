/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every script of a folder, each on the same plan, into one table. */
#ifndef TOOLS_APPLY_BATCH_H
#define TOOLS_APPLY_BATCH_H

#include <sizhi/compare.h>

#include "apply_job.h"

struct batch {
    const struct job *job;
    const sz_policy *policy;
    const char *dir;
    int cut;               /* each script runs on a project of its own, cut for it */
};

/* Run every script of the folder (files that do not begin with a dot, by name) over all
 * cores; the table to OUTPUT (.csv, .json, .xlsx) or, NULL, to stdout. The exit code. */
int apply_batch(const struct batch *batch, const char *output, int json);

/* What one script came to. */
struct batch_row {
    char *file;            /* in the folder, byte for byte */
    char *name;            /* the same as UTF-8 */
    sz_plan *plan;         /* of the job's map, still to be judged; NULL: none such */
    int applied;
    size_t statements, failed, parcels, cut, errors, warnings;
    int64_t households;    /* moved since the plan that it started from */
    double area_m2;
    char first[SZ_MESSAGE_SIZE + 32]; /* the first error, with its place */
    sz_compared figures;   /* of the whole plan, with its findings */
};

/* The table, to OUTPUT or, NULL, to stdout; the exit code, a failure told. */
int batch_csv(const struct batch_row *rows, size_t n, const char *output);
int batch_json(const struct batch_row *rows, size_t n, const char *output);
int batch_xlsx(const struct batch_row *rows, size_t n, const char *output);

#endif
