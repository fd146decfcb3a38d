/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is needed to run scripts on a project: its plan, its names, what is locked; and
 * the same of the project with parcels cut along the lines of one script. */
#ifndef TOOLS_APPLY_JOB_H
#define TOOLS_APPLY_JOB_H

#include <sizhi/project.h>
#include <sizhi/script.h>

#include "options.h"

struct job {
    const char *path;              /* of the project */
    const struct opt_list *aliases; /* ALIAS=NAME */
    int proposed;                  /* scripts start from the proposed plan */
    int keep_going;
    const int32_t *picks;          /* [n_picks] */
    size_t n_picks;
    sz_project *project;           /* from here on: what job_open() finds */
    sz_gazetteer *names;
    const sz_plan *start;
    unsigned char *locked;
    sz_apply_options options;
};

/* Read the project of a job whose first fields are set; any number of threads may then
 * run scripts on it. */
sz_status job_open(struct job *job, sz_error *err);
void job_close(struct job *job); /* all zero is fine */

/* A parcel that has been cut along a line. */
struct cut_parcel {
    size_t parcel;                 /* from 0; as now, so is its number */
    int64_t households, households_left;
    double area_m2, area_left_m2;
    char *line;
};

struct cut_list {
    struct cut_parcel *at;         /* [n] a row for each parcel and line */
    size_t n;
    size_t first;                  /* new parcels are first .. of the map of the job */
};

void cut_list_release(struct cut_list *list); /* all zero is fine */

/*
 * Cut the parcels that the lines of *SCRIPT run through, which has been read for JOB from
 * TEXT [LENGTH]. When there are any, *OUT becomes a job of its own on the project so cut,
 * *SCRIPT is read again for it, and LIST says what was cut; else *OUT stays closed.
 */
sz_status job_cut(const struct job *job, const char *text, size_t length,
                  struct job *out, sz_script **script, struct cut_list *list,
                  sz_error *err);

#endif
