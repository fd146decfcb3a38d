/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Filling in the caller's sz_error. First cause wins: pass a lower error up
 * untouched, call sz__fail() only where the failure is found. */
#ifndef SIZHI_CORE_ERROR_H
#define SIZHI_CORE_ERROR_H

#include "sizhi/core.h"

#if defined(__GNUC__)
#define SZ__PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define SZ__PRINTF(f, a)
#endif

/* Write STATUS, ITEM and a formatted message into *ERR (may be NULL); a text
 * that is too long is cut between UTF-8 characters. Returns STATUS. */
sz_status sz__fail(sz_error *err, sz_status status, int64_t item, const char *fmt, ...)
    SZ__PRINTF(4, 5);

/* The one message for a failed allocation. */
sz_status sz__nomem(sz_error *err);

/* Tell PROGRESS (may be NULL) that FRACTION is done: SZ_ERR_CANCELLED when it
 * says stop, else SZ_SUCCESS. */
sz_status sz__tell(sz_progress_fn progress, void *data, double fraction,
                   const char *what, sz_error *err);

#endif
