/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options of sheets, for a single one and for an atlas. */
#ifndef SIZHI_DRAW_SHEET_H
#define SIZHI_DRAW_SHEET_H

#include "sizhi/sheet.h"

/* The caller's OPTIONS, which may be NULL, in our size, with defaults filled in: fields
 * its build did not know are zero. What is known to be wrong is an error. */
sz_status sz__sheet_options(sz_sheet_options *out, const sz_sheet_options *options,
                            sz_error *err);

#endif
