/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Declared links as a table: --links FILE.csv. */
#ifndef TOOLS_PLAN_LINKS_H
#define TOOLS_PLAN_LINKS_H

#include "options.h"

/* A row of the table. */
struct plan_link {
    char *a, *b, *reason; /* owned; REASON may be "" */
    int line;
};

/* Read FILE: a line of column names with a and b, and reason if it likes, then a row for
 * each link. On failure a message has been printed; returns the exit code. */
int plan_links_read(const char *file, struct plan_link **out, size_t *n);
void plan_links_free(struct plan_link *links, size_t n);

#endif
