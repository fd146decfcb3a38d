/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "core/dated.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Hinnant's civil calendar: days since 0000-03-01 in eras of 400 years. */
#define DAYS_TO_1970 719468

void sz__iso_of(int64_t seconds, char out[32])
{
    int64_t days = seconds / 86400, rest = seconds % 86400;
    days += DAYS_TO_1970;
    int64_t era = days / 146097, doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int64_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
    int64_t year = yoe + era * 400 + (month <= 2);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)(year % 10000),
             (int)month % 100, (int)day % 100, (int)(rest / 3600) % 100,
             (int)(rest / 60 % 60), (int)(rest % 60));
}

static int64_t seconds_of_day(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = year / 400, yoe = year - era * 400;
    int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return (era * 146097 + doe - DAYS_TO_1970) * 86400;
}

/* The day in a text; false when it has none after 1970. */
static bool day_of_text(const char *text, int64_t *out)
{
    long part[3] = { 0, 1, 1 };
    int n = 0;
    for (const char *p = text; *p && n < 3;) {
        if (!isdigit((unsigned char)*p)) {
            p++;
            continue;
        }
        char *end;
        part[n++] = strtol(p, &end, 10);
        p = end;
    }
    if (n < 1 || part[0] < 1900 || part[0] > 9999 || part[1] < 1 || part[1] > 12 ||
        part[2] < 1 || part[2] > 31)
        return false;
    *out = seconds_of_day(part[0], part[1], part[2]);
    return *out >= 0;
}

int64_t sz__stated(const char *date)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    int64_t day = 0;
    long long seconds = epoch ? strtoll(epoch, &end, 10) : -1;
    if (epoch && end != epoch && *end == '\0' && seconds >= 0 && seconds < 253402300800)
        return seconds;
    return date && day_of_text(date, &day) ? day : 0;
}
