/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The date that a file bears inside: never the clock's, so that the same content is the
 * same bytes. */
#ifndef SIZHI_CORE_DATED_H
#define SIZHI_CORE_DATED_H

#include <stdint.h>

/* Seconds since 1970 (UTC): SOURCE_DATE_EPOCH, else the day that DATE (may be NULL) says,
 * as in 2026-03-01, 2026/3/1 or 2026年3月1日, else 0. */
int64_t sz__stated(const char *date);

/* Seconds since 1970 as ISO 8601, "2026-03-01T00:00:00Z". */
void sz__iso_of(int64_t seconds, char out[32]);

#endif
