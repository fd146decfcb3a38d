/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing and taking apart lists of claims. */
#include "io/claims.h"

#include <string.h>

#include "core/array.h"
#include "core/error.h"
#include "map/map.h"

typedef struct buffer {
    char *at;
    size_t n, cap;
} buffer;

/* Append NAME, its signs escaped. */
static int append(buffer *t, const char *name)
{
    for (; *name; name++) {
        if (strchr(";/\\", *name) && !sz__push(t, '\\'))
            return 0;
        if (!sz__push(t, *name))
            return 0;
    }
    return 1;
}

sz_status sz__claims_text(const sz_map *map, size_t i, char **out, sz_error *err)
{
    size_t n;
    const int32_t *claim = sz_map_claims(map, i, &n);
    buffer t = SZ__ARRAY_INIT;
    *out = NULL;
    if (n == 0)
        return SZ_SUCCESS;
    int ok = 1;
    for (size_t k = 0; ok && k < n; k++) {
        const sz_today_info *c = &map->communities[claim[k]];
        ok = k == 0 || sz__push(&t, ';');
        if (ok && c->town != map->town[i])
            ok = append(&t, sz_map_town_name(map, c->town)) && sz__push(&t, '/');
        ok = ok && append(&t, sz__name(&map->names, c->name));
    }
    if (!ok || !sz__push(&t, '\0')) {
        free(t.at);
        return sz__nomem(err);
    }
    *out = t.at;
    return SZ_SUCCESS;
}

int sz__claims_next(char **text, char **town, char **name)
{
    if (!*text || !**text)
        return 0;
    char *to = *text, *from = *text;
    *town = NULL;
    *name = to;
    for (; *from && *from != ';'; from++) {
        if (*from == '/') {
            *to++ = '\0';
            *town = *name;
            *name = to;
            continue;
        }
        if (*from == '\\' && from[1])
            from++;
        *to++ = *from;
    }
    *text = *from ? from + 1 : from;
    *to = '\0';
    return 1;
}
