/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing and taking apart lists of further units; see keeps.h. */
#include "map/keeps.h"

#include <stdio.h>
#include <string.h>

#include "core/array.h"

typedef struct buffer {
    char *at;
    size_t n, cap;
} buffer;

/* Append TEXT, its signs escaped. */
static bool append(buffer *t, const char *text)
{
    for (; *text; text++)
        if ((strchr(";/\\", *text) && !sz__push(t, '\\')) || !sz__push(t, *text))
            return false;
    return true;
}

sz_status sz__keeps_text(const sz_map *map, size_t i, char **out, sz_error *err)
{
    buffer t = SZ__ARRAY_INIT;
    bool ok = true;
    *out = NULL;
    for (size_t k = 1; k < sz_map_unit_layers(map) && ok; k++) {
        int32_t unit = sz_map_unit_in(map, i, k);
        char number[16];
        if (unit < 0)
            continue;
        snprintf(number, sizeof number, "%ld", (long)unit + 1);
        ok = (t.n == 0 || sz__push(&t, ';')) &&
             append(&t, sz_map_unit_layer_name(map, k)) && sz__push(&t, '/') &&
             append(&t, number) && sz__push(&t, '/') &&
             append(&t, sz_map_unit_name(map, unit));
    }
    if (!ok || (t.n && !sz__push(&t, '\0'))) {
        free(t.at);
        return sz__nomem(err);
    }
    *out = t.at;
    return SZ_SUCCESS;
}

/* Cut *TEXT at the first SIGN without a backslash before it; what stood before it. *TEXT
 * is what follows, NULL when there was none. */
static char *cut(char **text, char sign)
{
    char *start = *text, *at = start;
    while (*at && *at != sign)
        at += *at == '\\' && at[1] ? 2 : 1;
    *text = *at ? at + 1 : NULL;
    *at = '\0';
    return start;
}

/* Take the backslashes away. */
static char *bare(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from == '\\' && from[1])
            from++;
        *to++ = *from;
    }
    *to = '\0';
    return text;
}

bool sz__keeps_next(char **text, char **layer, int64_t *number, char **name)
{
    if (!*text || !**text)
        return false;
    char *rest = cut(text, ';'), *end;
    *layer = bare(cut(&rest, '/'));
    *number = 0;
    if (rest) {
        char *digits = cut(&rest, '/');
        *number = strtoll(digits, &end, 10);
        if (*end || *number < 0)
            *number = 0;
    }
    *name = rest ? bare(rest) : *layer + strlen(*layer);
    return true;
}
