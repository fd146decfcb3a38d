/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/scale.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* The largest of MANTISSA[0 .. n) times a power of ten that is at most X, or the
 * smallest that is at least X. Mantissas start at 1. */
static double round_to(double x, const double *mantissa, int n, int up)
{
    double power = pow(10.0, floor(log10(x))), best = mantissa[0] * power;
    for (int i = 0; i < n; i++) {
        double value = mantissa[i] * power;
        if (up && value >= x * (1.0 - 1e-12))
            return value;
        if (!up && value <= x * (1.0 + 1e-12))
            best = value;
    }
    return up ? 10.0 * power : best;
}

double sz__scale_round(double at_least, bool plain)
{
    static const double round[] = { 1.0, 1.2, 1.5, 1.8, 2.0, 2.2, 2.5, 3.0,
                                    3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 7.5, 8.0, 9.0 };
    static const double rounder[] = { 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5 };
    if (!(at_least > 100.0))
        return 100.0;
    return plain ? round_to(at_least, rounder, (int)(sizeof rounder / sizeof *rounder), 1)
                 : round_to(at_least, round, (int)(sizeof round / sizeof *round), 1);
}

double sz__scale_step(double denominator, double max_mm)
{
    static const double round[] = { 1.0, 2.0, 5.0 };
    return round_to(denominator * max_mm / 1000.0 / 4.0, round, 3, 0);
}

void sz__tenths(char *buffer, size_t size, int64_t tenths)
{
    snprintf(buffer, size, "%" PRId64 ".%d", tenths / 10, (int)(tenths % 10));
}

void sz__thousands(char *buffer, size_t size, int64_t value)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%" PRId64, value);
    size_t used = 0;
    for (int i = 0; i < n && used + 1 < size; i++) {
        buffer[used++] = digits[i];
        int left = n - 1 - i;
        if (left > 0 && left % 3 == 0 && digits[i] != '-' && used + 1 < size)
            buffer[used++] = ',';
    }
    buffer[used] = '\0';
}
