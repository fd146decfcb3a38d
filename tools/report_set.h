/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All that an office hands in, into one folder. */
#ifndef TOOLS_REPORT_SET_H
#define TOOLS_REPORT_SET_H

#include <sizhi/project.h>
#include <sizhi/report.h>

#include "options.h"

/* Write the set of REPORT, with names in LANGUAGE, into FOLDER, all of it or nothing. PROJECT: whose layers belong
 * to it; NULL: the report is of scenarios. WRITTEN gets the names of the files. */
sz_status report_set(sz_report *report, const sz_project *project, sz_language language,
                     const char *folder, struct opt_list *written, sz_error *err);

#endif
