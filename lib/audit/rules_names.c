/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names: used twice in a town, with a character that many cannot read or write, with an
 * unusual end. Sounds are not judged: a table of readings would be needed. */
#include <stdio.h>
#include <string.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"

/* Number of the character that *TEXT begins with; *TEXT goes on to the next. */
static uint32_t next_character(const char **text)
{
    const unsigned char *p = (const unsigned char *)*text;
    int more = *p < 0xC0 ? 0 : *p < 0xE0 ? 1 : *p < 0xF0 ? 2 : 3;
    uint32_t c = more == 0 ? *p : *p & (0x3Fu >> more);
    for (p++; more > 0 && (*p & 0xC0) == 0x80; p++, more--)
        c = c << 6 | (*p & 0x3F);
    *text = (const char *)p;
    return c;
}

/* Whether a character lies beyond the 20,902 unified ideographs of GB 13000.1, which
 * every system shows: extensions A to H and private use. */
static bool is_rare(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x9FA6 && c <= 0x9FFF) ||
           (c >= 0xE000 && c <= 0xF8FF) || c >= 0x20000;
}

static bool ends_in(const char *name, const char *list)
{
    size_t n = strlen(name);
    for (const char *at = list; *at;) {
        size_t k = strcspn(at, ", ");
        if (k > 0 && k < n && memcmp(name + n - k, at, k) == 0)
            return true;
        at += k + (at[k] != '\0');
    }
    return false;
}

sz_status sz__rules_name(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_figures *f = &s->of[c];
    const sz_tally *t = &s->plan->tally[c];
    const char *suffix = s->policy->value[SZ_KEY_SUFFIX].text;
    sz_status status = SZ_SUCCESS;
    if (f->parcels == 0)
        return SZ_SUCCESS;
    for (const char *at = t->name; *at && status == SZ_SUCCESS;) {
        const char *from = at;
        if (is_rare(next_character(&at)))
            status = sz__say(s, SZ_RULE_NAME_RARE, SZ_N_KEYS, c, 1, 0, f->x, f->y, err,
                             _("%s: the character %.*s is rare"), t->name,
                             (int)(at - from), from);
    }
    if (status == SZ_SUCCESS && suffix && !ends_in(t->name, suffix))
        status = sz__say(s, SZ_RULE_NAME_SUFFIX, SZ_KEY_SUFFIX, c, 0, 0, f->x, f->y,
                         err, _("%s does not end in %s"), t->name, suffix);
    return status;
}

/* A name that stands in an earlier community of another town too: within one town the
 * plan lets none in twice. */
sz_status sz__rules_same_name(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_tally *t = &s->plan->tally[c];
    const sz_figures *f = &s->of[c];
    for (int32_t k = 0; k < c && f->parcels > 0; k++) {
        const sz_tally *other = &s->plan->tally[k];
        if (other->parcels == 0 || strcmp(other->name, t->name) != 0)
            continue;
        const char *first =
            other->town < 0 ? "" : sz__name(&m->names, m->town_name[other->town]);
        const char *second =
            t->town < 0 ? "" : sz__name(&m->names, m->town_name[t->town]);
        return sz__say(s, SZ_RULE_NAME_SAME, SZ_N_KEYS, c, 2, 1, f->x, f->y, err,
                       _("%s stands in %s and in %s"), t->name, first, second);
    }
    return SZ_SUCCESS;
}
