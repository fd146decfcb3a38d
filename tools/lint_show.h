/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi describe --lint: a draft held against a project. */
#ifndef TOOLS_LINT_SHOW_H
#define TOOLS_LINT_SHOW_H

#include <sizhi/core.h>
#include <sizhi/project.h>

/* Lint the draft in the file of this name and print what came of it. *WRONG: something
 * contradicts the data or was not understood. */
sz_status lint_draft(const sz_project *project, const char *path, int json, int *wrong,
                     sz_error *err);

#endif
