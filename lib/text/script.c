/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A script that has been read: where things stand, what names mean. */
#include <stdlib.h>

#include "text/ast.h"

void sz__script_free(sz_script *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->fresh.n; i++)
        free(s->fresh.at[i]);
    for (size_t i = 0; i < s->problem.n; i++)
        free(s->problem.at[i].message);
    free(s->text);
    free(s->statement.at);
    free(s->ref.at);
    free(s->clause.at);
    free(s->parcels.at);
    free(s->region.at);
    free(s->reading.at);
    free(s->side.at);
    free(s->limit.at);
    free(s->step.at);
    free(s->fresh.at);
    free(s->problem.at);
    free(s->skipped.at);
    free(s->line);
    free(s);
}

void sz__script_where(const sz_script *s, uint32_t byte, uint32_t *line,
                      uint32_t *column)
{
    size_t low = 0, high = s->lines;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (s->line[mid] <= byte)
            low = mid;
        else
            high = mid;
    }
    *line = (uint32_t)low + 1;
    *column = 1;
    for (uint32_t i = s->line[low]; i < byte && i < s->length; i++)
        *column += ((unsigned char)s->text[i] & 0xc0) != 0x80;
}

int32_t sz__script_id(const sz_script *s, int32_t ref, sz_thing_kind kind)
{
    const sz_ref *r = ref >= 0 ? &s->ref.at[ref] : NULL;
    int32_t id = -1;
    size_t n = 0;
    if (r && r->fresh >= 0 && kind == SZ_THING_COMMUNITY)
        return sz__gazetteer_plan(s->gazetteer)->n + r->fresh;
    const sz_thing *t = r && r->name >= 0
                            ? sz__gazetteer_things(s->gazetteer, r->name, &n) : NULL;
    for (size_t i = 0; i < n; i++)
        if (t[i].kind == kind) {
            if (id >= 0)
                return -1;
            id = t[i].id;
        }
    return id;
}
