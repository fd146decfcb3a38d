/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The attribution lines that a project carries: source.1, source.2 ... */
#ifndef TOOLS_SOURCES_H
#define TOOLS_SOURCES_H

#include <sizhi/project.h>

/* [*n] texts owned by the project, in an array that the caller frees. */
sz_status project_sources(const sz_project *project, const char ***out, size_t *n,
                          sz_error *err);

#endif
