/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "core/decimal.h"

#include <string.h>

bool sz__decimal_read(const char *text, bool whole, double *out, const char **end)
{
    double value = 0, scale = 0;
    int digits = 0;
    const char *p = text;
    for (;; p++) {
        if (*p >= '0' && *p <= '9') {
            digits++;
            value = scale > 0 ? value + (*p - '0') * scale : 10 * value + (*p - '0');
            scale /= 10;
        } else if (*p == '.' && !whole && scale == 0 && digits) {
            scale = 0.1;
        } else if (*p == ',' && whole && digits && strspn(p + 1, "0123456789") == 3) {
            continue;
        } else {
            break;
        }
    }
    *out = value;
    *end = p;
    return digits > 0 && digits <= 15;
}
