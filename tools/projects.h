/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Several projects of one piece of ground, each a scenario. */
#ifndef TOOLS_PROJECTS_H
#define TOOLS_PROJECTS_H

#include <sizhi/project.h>

/* Projects and their plans: the proposed one, today's where there is none. */
struct projects {
    sz_project **at;       /* [n] */
    size_t n;
    const sz_plan **plans; /* [n_plans] */
    const char **paths;    /* [n_plans] */
    size_t n_plans;
    char **names;          /* [n_plans + 1] of the scenarios, today's first */
};
#define PROJECTS_INIT { NULL, 0, NULL, NULL, 0, NULL }

/* Read them, and tell of those without a plan. TODAY: what today's plan is called. */
sz_status projects_read(struct projects *p, const char *const *paths, size_t n,
                        const char *today, sz_error *err);
/* Read one by itself, without scenarios. */
sz_status projects_read_one(struct projects *p, const char *path, sz_error *err);
void projects_release(struct projects *p);

/* Say why scenarios could not be compared, other ground with its file; the exit code. */
int projects_failure(const char *command, const struct projects *p, sz_error *err);

#endif
