/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Status names, error messages, progress. */
#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"

const char *sz_version(void)
{
    return SZ__VERSION;
}

const char *sz_status_name(sz_status status)
{
    switch (status) {
    case SZ_SUCCESS: return "success";
    case SZ_ERR_NOMEM: return "out of memory";
    case SZ_ERR_INVALID: return "invalid argument";
    case SZ_ERR_IO: return "input/output error";
    case SZ_ERR_DATA: return "unusable data";
    case SZ_ERR_GEOMETRY: return "unusable geometry";
    case SZ_ERR_INFEASIBLE: return "no feasible plan";
    case SZ_ERR_CANCELLED: return "cancelled";
    }
    return "unknown status";
}

sz_status sz__fail(sz_error *err, sz_status status, int64_t item, const char *fmt, ...)
{
    if (!err)
        return status;
    err->status = status;
    err->item = item;
    va_list ap;
    va_start(ap, fmt);
    int len = vsnprintf(err->message, sizeof err->message, fmt, ap);
    va_end(ap);
    if (len < 0)
        err->message[0] = '\0';
    else if ((size_t)len >= sizeof err->message)
        sz__utf8_trim(err->message);
    return status;
}

sz_status sz__nomem(sz_error *err)
{
    return sz__fail(err, SZ_ERR_NOMEM, -1, _("out of memory"));
}

sz_status sz__tell(sz_progress_fn progress, void *data, double fraction,
                   const char *what, sz_error *err)
{
    if (progress && !progress(fraction, what, data))
        return sz__fail(err, SZ_ERR_CANCELLED, -1, _("cancelled"));
    return SZ_SUCCESS;
}
