/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Headings of columns, which take two lines where one would make a column too wide. */
#include <string.h>

#include "core/utf8.h"
#include "report/model.h"

#define LONG 16 /* columns of type; the rest of a longer one goes below */

size_t sz__heading_break(const char *heading)
{
    static const char *const units[] = { "（", " (" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const char *at = strstr(heading, units[i]);
        if (at && at != heading)
            return (size_t)(at - heading);
    }
    return strlen(heading);
}

size_t sz__heading_columns(const char *heading)
{
    size_t at = sz__heading_break(heading), all = sz__utf8_columns(heading);
    size_t unit = sz__utf8_columns(heading + at), name = all - unit;
    /* between whole characters */
    size_t most = unit == 0 ? (all + 3) / 4 * 2 : name > unit ? name : unit;
    return most < 4 ? 4 : most > LONG ? LONG : most;
}
