/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ZIP file that a .docx is. */
#ifndef SIZHI_REPORT_PACKAGE_H
#define SIZHI_REPORT_PACKAGE_H

#include "core/error.h"

typedef struct sz_package sz_package;

/* Begin a package in FILE; PATH is what messages call it. */
sz_status sz__package_open(sz_package **out, const char *file, const char *path,
                           sz_error *err);

/* Add a part of N bytes; of the date of all parts nothing is told. */
sz_status sz__package_add(sz_package *package, const char *name, const void *bytes,
                          size_t n, sz_error *err);

/* Write what is left. The package is closed in any case. */
sz_status sz__package_finish(sz_package *package, sz_error *err);

/* Close without caring for the file; NULL is fine. */
void sz__package_discard(sz_package *package);

#endif
