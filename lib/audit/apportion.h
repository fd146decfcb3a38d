/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sharing out a fixed number of seats by weights: workers by households. */
#ifndef SIZHI_AUDIT_APPORTION_H
#define SIZHI_AUDIT_APPORTION_H

#include <stdint.h>

#include "core/error.h"

typedef enum sz_apportion {
    SZ_APPORTION_REMAINDER,   /* largest remainder (Hamilton) */
    SZ_APPORTION_WEBSTER,     /* odd divisors (Sainte-Lague) */
    SZ_APPORTION_HUNTINGTON,  /* geometric means (Huntington-Hill) */
    SZ_APPORTION_NORM         /* weight over a norm, rounded up; the sum is what it is */
} sz_apportion;

/*
 * Share out QUOTA seats among N by WEIGHT [n], each between LEAST and MOST: SEATS [n]
 * adds up to QUOTA exactly, ties going to the greater weight, then to the lower number.
 * NORM: weight per seat, for SZ_APPORTION_NORM only, which takes QUOTA as what must not
 * be exceeded (-1: none).
 *
 * SZ_ERR_INFEASIBLE when n * LEAST > QUOTA, n * MOST < QUOTA, or the norm asks for
 * more. Methods: Balinski and Young, Fair Representation (1982). O((n + quota) log n).
 */
sz_status sz__apportion(int64_t *seats, const int64_t *weight, int32_t n, int64_t quota,
                        int64_t least, int64_t most, sz_apportion method, int64_t norm,
                        sz_error *err);

#endif
