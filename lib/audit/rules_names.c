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

static sz_status name_rules(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_figures *f = &s->of[c];
    const sz_tally *t = &s->plan->tally[c];
    const char *suffix = s->policy->value[SZ_KEY_SUFFIX].text;
    sz_status status = SZ_SUCCESS;
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

typedef struct named {
    const sz_tally *tally;
    int32_t c;
} named;

static int by_name(const void *a, const void *b)
{
    const named *x = a, *y = b;
    int order = strcmp(x->tally->name, y->tally->name);
    if (order == 0)
        order = (x->tally->town > y->tally->town) - (x->tally->town < y->tally->town);
    return order ? order : (x->c > y->c) - (x->c < y->c);
}

/* Names that stand in several towns: within one town the plan lets none in twice. */
static sz_status same_names(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    size_t n = 0;
    named *list = sz__alloc((size_t)s->plan->n, sizeof *list);
    sz_status status = list ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t c = 0; list && c < s->plan->n; c++)
        if (s->of[c].parcels > 0)
            list[n++] = (named){ &s->plan->tally[c], c };
    if (list)
        qsort(list, n, sizeof *list, by_name);
    for (size_t i = 1; i < n && status == SZ_SUCCESS; i++) {
        const sz_tally *a = list[i - 1].tally, *b = list[i].tally;
        const sz_figures *f = &s->of[list[i].c];
        if (strcmp(a->name, b->name) != 0)
            continue;
        const char *first = a->town < 0 ? "" : sz__name(&m->names, m->town_name[a->town]);
        const char *second = b->town < 0 ? "" : sz__name(&m->names, m->town_name[b->town]);
        status = sz__say(s, SZ_RULE_NAME_SAME, SZ_N_KEYS, list[i].c, 2, 1, f->x, f->y,
                         err, _("%s stands in %s and in %s"), a->name, first, second);
    }
    free(list);
    return status;
}

sz_status sz__rules_names(sz_scene *s, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (int32_t c = 0; c < s->plan->n && status == SZ_SUCCESS; c++)
        if (s->of[c].parcels > 0)
            status = name_rules(s, c, err);
    return status == SZ_SUCCESS ? same_names(s, err) : status;
}
