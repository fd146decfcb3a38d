/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a project says of the data it was made of: attribution lines, and where its limit is
 * from. */
#ifndef TOOLS_SOURCES_H
#define TOOLS_SOURCES_H

#include <sizhi/project.h>

/* [*n] texts owned by the project, in an array that the caller frees. */
sz_status project_sources(const sz_project *project, const char ***out, size_t *n,
                          sz_error *err);

/* Whether its limit is only where the lines or points of the import end. */
int project_limit_assumed(const sz_project *project);

#endif
