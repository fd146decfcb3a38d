/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names: used twice, that sound like another, with a character that many cannot read or
 * write, with an unusual end, that are mere numbers. */
#include <stdio.h>
#include <string.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"
#include "core/readings.h"

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

/* Bytes of NAME before what LIST, parted by commas, has as its end; all when it has none
 * of them. */
static size_t stem_of(const char *name, const char *list)
{
    size_t n = strlen(name);
    for (const char *at = list; at && *at;) {
        size_t k = strcspn(at, ", ");
        if (k > 0 && k < n && memcmp(name + n - k, at, k) == 0)
            return n - k;
        at += k + (at[k] != '\0');
    }
    return n;
}

/* Whether the first N bytes of NAME are digits and 第 alone: 第三, 2, 十一. */
static bool is_ordinal(const char *name, size_t n)
{
    static const char *const digits[] = { "第", "一", "二", "三", "四", "五", "六", "七",
                                          "八", "九", "十", "百", "零", "〇" };
    size_t at = 0;
    while (at < n) {
        size_t step = name[at] >= '0' && name[at] <= '9' ? 1 : 0;
        for (size_t i = 0; i < sizeof digits / sizeof *digits && step == 0; i++)
            if (strncmp(name + at, digits[i], strlen(digits[i])) == 0)
                step = strlen(digits[i]);
        if (step == 0)
            return false;
        at += step;
    }
    return n > 0;
}

/* Whether stems A and B, NA and NB bytes, are written otherwise but sound the same: as
 * many characters, each with the same usual reading, tone included, or the same. */
static bool sound_alike(const char *a, size_t na, const char *b, size_t nb)
{
    const char *end_a = a + na, *end_b = b + nb;
    bool differ = false;
    while (a < end_a && b < end_b) {
        uint32_t c = next_character(&a), d = next_character(&b);
        if (c != d && (sz__reading(c) == 0 || sz__reading(c) != sz__reading(d)))
            return false;
        differ |= c != d;
    }
    return differ && a == end_a && b == end_b;
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
        if (sz__is_rare(next_character(&at)))
            status = sz__say(s, SZ_RULE_NAME_RARE, SZ_N_KEYS, c, 1, 0, f->x, f->y, err,
                             _("%s: the character %.*s is rare"), t->name,
                             (int)(at - from), from);
    }
    size_t stem = stem_of(t->name, suffix);
    if (status == SZ_SUCCESS && is_ordinal(t->name, stem))
        status = sz__say(s, SZ_RULE_NAME_ORDINAL, SZ_N_KEYS, c, 1, 0, f->x, f->y, err,
                         _("%s is named by a number alone"), t->name);
    if (status == SZ_SUCCESS && suffix && !t->name[stem])
        status = sz__say(s, SZ_RULE_NAME_SUFFIX, SZ_KEY_SUFFIX, c, 0, 0, f->x, f->y,
                         err, _("%s does not end in %s"), t->name, suffix);
    return status;
}

static const char *town_of(const sz_scene *s, const sz_tally *t)
{
    return t->town < 0 ? "" : sz__name(&s->map->names, s->map->town_name[t->town]);
}

bool sz__names_alike(const sz_scene *s, int32_t c, int32_t k)
{
    const sz_tally *a = &s->plan->tally[c], *b = &s->plan->tally[k];
    const char *suffix = s->policy->value[SZ_KEY_SUFFIX].text;
    if (strcmp(a->name, b->name) == 0)
        return true;
    return a->town == b->town && sound_alike(a->name, stem_of(a->name, suffix), b->name,
                                             stem_of(b->name, suffix));
}

/* Communities of lower number whose name is that of C, in another town, since within one
 * the plan lets none in twice, or sounds the same in the same town. */
sz_status sz__rules_same_name(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_tally *t = &s->plan->tally[c];
    const sz_figures *f = &s->of[c];
    sz_status status = SZ_SUCCESS;
    bool told = false; /* of the first one of the same name */
    for (int32_t k = 0; k < c && f->parcels > 0 && status == SZ_SUCCESS; k++) {
        const sz_tally *other = &s->plan->tally[k];
        if (other->parcels == 0 || !sz__names_alike(s, c, k))
            continue;
        bool same = strcmp(other->name, t->name) == 0;
        if (same && !told)
            status = sz__say(s, SZ_RULE_NAME_SAME, SZ_N_KEYS, c, 2, 1, f->x, f->y, err,
                             _("%s stands in %s and in %s"), t->name, town_of(s, other),
                             town_of(s, t));
        else if (!same)
            status = sz__say(s, SZ_RULE_NAME_HOMOPHONE, SZ_N_KEYS, c, 2, 1, f->x, f->y,
                             err, _("%s sounds like %s of the same town"), t->name,
                             other->name);
        told |= same;
    }
    return status;
}
