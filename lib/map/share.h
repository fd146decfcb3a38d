/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole numbers in proportion: largest remainder. */
#ifndef SIZHI_MAP_SHARE_H
#define SIZHI_MAP_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Share TOTAL >= 0 over N >= 1 weights, not negative, as whole PART[i] that add up
 * to TOTAL: each gets its quota rounded down, what is left goes by one to the
 * largest remainders, ties to the lower i. All weights zero: the first takes
 * all. False when memory is out. O(n log n). */
bool sz__share(int64_t total, const double *weight, size_t n, int64_t *part);

#endif
