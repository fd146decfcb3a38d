/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fields that templates have: which --field may name, and what is to be written in those
 * that are left open. */
#ifndef TOOLS_REPORT_FIELDS_H
#define TOOLS_REPORT_FIELDS_H

#include <sizhi/report.h>

#include "options.h"

/* Fields of all templates of the library and of the user's, each once. All zero: none. */
struct report_fields {
    char **names, **stand_ins; /* [n] owned; a field without stand-in has "" */
    size_t n;
};

/* TEMPLATE: an id, the path of a file or NULL. Stand-ins are those of its text, then of the
 * library's templates in LANGUAGE. A file that cannot be read is left to the report. */
sz_status report_fields_read(struct report_fields *fields, const char *template,
                             sz_language language, sz_error *err);
void report_fields_release(struct report_fields *fields);

/* Whether every NAME=TEXT of GIVEN is for a field; says which is not. */
int report_fields_known(const struct report_fields *fields, const struct opt_list *given);

/* What stands in for NAME, without its brackets; "" when nothing does. */
const char *report_fields_meaning(const struct report_fields *fields, const char *name,
                                  int *length);

#endif
