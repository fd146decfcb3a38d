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
    free(s->characters);
    free(s);
}

/* Whether the byte is the first of a character. */
static bool begins(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* Characters that begin before BYTE. */
static uint32_t characters_before(const sz_script *s, uint32_t byte)
{
    uint32_t end = byte < s->length ? byte : (uint32_t)s->length;
    uint32_t n = s->characters[end / SZ_STRIDE];
    for (uint32_t i = end - end % SZ_STRIDE; i < end; i++)
        n += begins(s->text[i]);
    return n;
}

/* The line that BYTE is in, from 0. */
static size_t line_of(const sz_script *s, uint32_t byte)
{
    size_t low = 0, high = s->lines;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (s->line[mid] <= byte)
            low = mid;
        else
            high = mid;
    }
    return low;
}

void sz__script_where(const sz_script *s, uint32_t byte, uint32_t *line,
                      uint32_t *column)
{
    size_t at = line_of(s, byte);
    *line = (uint32_t)at + 1;
    *column = characters_before(s, byte) - characters_before(s, s->line[at]) + 1;
}

sz_where sz__script_place(const sz_script *s, sz_span at)
{
    enum { BEFORE = 160, BEHIND = 240 }; /* bytes shown of a long line */
    sz_where p;
    size_t line = line_of(s, at.from);
    uint32_t begin = s->line[line];
    uint32_t end = line + 1 < s->lines ? s->line[line + 1] - 1 : (uint32_t)s->length;
    sz__script_where(s, at.from, &p.line, &p.column);
    uint32_t to = at.to < end ? at.to : end;
    p.width = to > at.from ? characters_before(s, to) - characters_before(s, at.from) : 1;
    p.shown = (sz_span){ begin, end };
    if (end > begin && s->text[end - 1] == '\r')
        p.shown.to--;
    if (at.from - begin > BEFORE)
        p.shown.from = at.from - BEFORE;
    if (end > at.from && end - at.from > BEHIND)
        p.shown.to = at.from + BEHIND;
    while (p.shown.from < at.from && !begins(s->text[p.shown.from]))
        p.shown.from++;
    while (p.shown.to > at.from && p.shown.to < end && !begins(s->text[p.shown.to]))
        p.shown.to--;
    p.from = characters_before(s, p.shown.from) - characters_before(s, begin) + 1;
    return p;
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
