/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GDAL's messages, caught instead of printed. */
#ifndef SIZHI_IO_GDAL_ERROR_H
#define SIZHI_IO_GDAL_ERROR_H

#include <stdbool.h>

/* What GDAL said while this was set: the first failure, or else the first
 * warning. Valid UTF-8, one line. */
typedef struct sz_gdal_trap {
    char text[320];        /* "" when it said nothing */
    bool failed;           /* text is a failure */
} sz_gdal_trap;

/* Catch this thread's GDAL messages into TRAP, which must stay where it is,
 * until sz__gdal_untrap(). Calls nest. Registers GDAL's drivers. */
void sz__gdal_trap(sz_gdal_trap *trap);
void sz__gdal_untrap(void);

#endif
