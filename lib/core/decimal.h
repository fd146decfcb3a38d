/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers as people write them into files: with a decimal point in any locale. */
#ifndef SIZHI_CORE_DECIMAL_H
#define SIZHI_CORE_DECIMAL_H

#include <stdbool.h>

/* Read digits, and a fraction if WHOLE is false; else commas may part the thousands.
 * *END is where it stops. False for none or more digits than a double holds. */
bool sz__decimal_read(const char *text, bool whole, double *out, const char **end);

#endif
