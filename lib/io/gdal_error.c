/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Catching GDAL's messages. */
#include "io/gdal_error.h"

#include <cpl_error.h>
#include <gdal.h>
#include <string.h>

#include "core/utf8.h"

static void CPL_STDCALL note(CPLErr level, CPLErrorNum number, const char *text)
{
    (void)number;
    sz_gdal_trap *trap = CPLGetErrorHandlerUserData();
    bool failed = level >= CE_Failure;
    if (level < CE_Warning || !text || (trap->text[0] && (trap->failed || !failed)))
        return;
    size_t len = sz__utf8_cut(text, sizeof trap->text - 1);
    if (!sz__utf8_valid(text, len, NULL)) { /* a name in the file's own encoding */
        for (size_t i = 0; i < len; i++)
            trap->text[i] = (unsigned char)text[i] < 0x80 ? text[i] : '?';
    } else {
        memcpy(trap->text, text, len);
    }
    trap->text[len] = '\0';
    for (char *c = trap->text; (c = strpbrk(c, "\r\n")) != NULL;)
        *c = ' ';
    trap->failed = failed;
}

void sz__gdal_trap(sz_gdal_trap *trap)
{
    *trap = (sz_gdal_trap){ "", false };
    GDALAllRegister();
    CPLPushErrorHandlerEx(note, trap);
}

void sz__gdal_untrap(void)
{
    CPLPopErrorHandler();
}
