/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values of a policy: from text, by the type of their key. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/decimal.h"
#include "core/i18n.h"
#include "core/utf8.h"
#include "policy/policy.h"

sz_status sz__policy_fail(sz_error *err, sz_place place, const char *fmt, ...)
{
    char message[SZ_MESSAGE_SIZE];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    if (place.line > 0)
        return sz__fail(err, SZ_ERR_DATA, place.line, _("%s, line %d: %s"), place.file,
                        place.line, message);
    return sz__fail(err, SZ_ERR_DATA, -1, "%s: %s", place.file, message);
}

void sz__value_release(sz_value *value)
{
    free(value->text);
    free(value->from.clause);
    *value = (sz_value){ 0 };
}

/* One item of a list. */
typedef struct item {
    const char *at;
    size_t n;
} item;

/* Cut the next item off LIST at a comma, ASCII or Chinese; false at the end. */
static bool next_item(const char **list, item *out)
{
    const char *p = *list;
    if (!p)
        return false;
    size_t n = strcspn(p, ",");
    const char *wide[] = { "，", "、" };
    size_t skip = 1;
    for (size_t i = 0; i < 2; i++) {
        const char *at = strstr(p, wide[i]);
        if (at && (size_t)(at - p) < n) {
            n = (size_t)(at - p);
            skip = strlen(wide[i]);
        }
    }
    *list = p[n] ? p + n + skip : NULL;
    while (n > 0 && strchr(" \t", p[n - 1]))
        n--;
    size_t lead = strspn(p, " \t");
    lead = lead < n ? lead : n;
    *out = (item){ p + lead, n - lead };
    return true;
}

/* Index of ITEM among WORDS, -1 when it is none of them. */
static int word_of(const char *words, item it)
{
    int i = 0;
    for (const char *w = words; *w; i++) {
        size_t n = strcspn(w, " ");
        if (n == it.n && memcmp(w, it.at, n) == 0)
            return i;
        w += n + (w[n] == ' ');
    }
    return -1;
}

static int count_words(const char *words)
{
    int n = 1;
    for (const char *w = words; *w; w++)
        n += *w == ' ';
    return n;
}

static sz_status read_words(sz_value *v, const sz_key_row *row, sz_place place,
                            sz_error *err)
{
    const char *rest = v->text;
    item it;
    int n = 0;
    v->words = 0;
    if (row->type == SZ_TYPE_WORDS && strcmp(v->text, "none") == 0)
        return SZ_SUCCESS;
    while (next_item(&rest, &it)) {
        int word = word_of(row->words, it);
        if (word < 0)
            return sz__policy_fail(err, place, _("%s: \"%.*s\" is none of: %s"),
                                   row->name, (int)it.n, it.at, row->words);
        if (v->words & 1u << word)
            return sz__policy_fail(err, place, _("%s names %.*s twice"), row->name,
                                   (int)it.n, it.at);
        v->words |= 1u << word;
        if (n < (int)sizeof v->order)
            v->order[n] = (uint8_t)word;
        n++;
    }
    if (row->type == SZ_TYPE_WORD && n != 1)
        return sz__policy_fail(err, place, _("%s takes one of: %s"), row->name,
                               row->words);
    if (row->type == SZ_TYPE_ORDER && n != count_words(row->words))
        return sz__policy_fail(err, place, _("%s needs all of: %s"), row->name,
                               row->words);
    return SZ_SUCCESS;
}

/* V as a profile writes it: with a decimal point in any locale. */
static const char *written(double v, char out[32])
{
    snprintf(out, 32, "%g", v);
    char *comma = strchr(out, ',');
    if (comma)
        *comma = '.';
    return out;
}

static sz_status check_limits(const sz_key_row *row, double v, sz_place place,
                              sz_error *err)
{
    char least[32], most[32], is[32];
    if (v >= row->least && v <= row->most)
        return SZ_SUCCESS;
    return sz__policy_fail(err, place, _("%s must be %s to %s, not %s"), row->name,
                           written(row->least, least), written(row->most, most),
                           written(v, is));
}

static sz_status read_range(sz_value *v, const sz_key_row *row, sz_place place,
                            sz_error *err)
{
    const char *p = v->text;
    bool low = sz__decimal_read(p, true, &v->low, &p);
    if (!low)
        v->low = -HUGE_VAL;
    p += strspn(p, " ");
    bool dash = *p == '-';
    p += dash;
    p += strspn(p, " ");
    bool high = dash && sz__decimal_read(p, true, &v->high, &p);
    if (!high)
        v->high = HUGE_VAL;
    if (!dash || !(low || high) || *p)
        return sz__policy_fail(err, place,
                               _("%s: \"%s\" is no range: write 2000-3000, 2000- or "
                                 "-3000"),
                               row->name, v->text);
    sz_status status = SZ_SUCCESS;
    if (low)
        status = check_limits(row, v->low, place, err);
    if (!status && high)
        status = check_limits(row, v->high, place, err);
    if (!status && v->low > v->high)
        status = sz__policy_fail(err, place, _("%s: %s ends before it begins"),
                                 row->name, v->text);
    return status;
}

static sz_status read_single(sz_value *v, const sz_key_row *row, sz_place place,
                             sz_error *err)
{
    bool whole = row->type == SZ_TYPE_COUNT;
    const char *end;
    if (!sz__decimal_read(v->text, whole, &v->low, &end) || *end)
        return sz__policy_fail(err, place,
                               whole ? _("%s: \"%s\" is no whole number")
                                     : _("%s: \"%s\" is no number with a decimal point"),
                               row->name, v->text);
    v->high = v->low;
    return check_limits(row, v->low, place, err);
}

/* "2.5", or "3x": words is 1 then. */
static sz_status read_weight(sz_value *v, const sz_key_row *row, sz_place place,
                             sz_error *err)
{
    const char *end;
    bool good = sz__decimal_read(v->text, false, &v->low, &end);
    v->words = good && *end == 'x';
    if (!good || end[v->words] || (v->words && !(v->low > 0 && v->low <= 1e6)))
        return sz__policy_fail(err, place,
                               _("%s: \"%s\" is no weight: write 2.5, or 3x for three "
                                 "times the default"), row->name, v->text);
    v->high = v->low;
    return check_limits(row, v->low, place, err);
}

bool sz__is_date(const char *text, size_t n)
{
    for (size_t i = 0; i < 10; i++)
        if (n != 10 || (i == 4 || i == 7 ? text[i] != '-'
                                         : text[i] < '0' || text[i] > '9'))
            return false;
    int month = 10 * (text[5] - '0') + text[6] - '0';
    int day = 10 * (text[8] - '0') + text[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static sz_status check_date(const sz_value *v, const sz_key_row *row, sz_place place,
                            sz_error *err)
{
    if (sz__is_date(v->text, strlen(v->text)))
        return SZ_SUCCESS;
    return sz__policy_fail(err, place, _("%s: \"%s\" is no date like 2026-01-01"),
                           row->name, v->text);
}

/* TEXT into value and clause, which stands after the last bar. */
static sz_status part_clause(sz_value *v, const char *text, sz_error *err)
{
    const char *bar = strrchr(text, '|');
    size_t n = bar ? (size_t)(bar - text) : strlen(text), bare;
    char *value = sz__dup(text, n + 1, 1);
    if (!value)
        return sz__nomem(err);
    value[n] = '\0';
    const char *start = sz__utf8_bare(value, &bare);
    memmove(value, start, bare);
    value[bare] = '\0';
    v->text = value;
    if (!bar)
        return SZ_SUCCESS;
    start = sz__utf8_bare(bar + 1, &bare);
    if (!(v->from.clause = sz__dup(start, bare + 1, 1)))
        return sz__nomem(err);
    v->from.clause[bare] = '\0';
    return SZ_SUCCESS;
}

sz_status sz__value_read(sz_value *out, sz_key key, const char *text, sz_place place,
                         sz_error *err)
{
    const sz_key_row *row = &sz__keys[key];
    sz_value v = { 0 };
    sz_status status = part_clause(&v, text, err);
    if (!status && !v.text[0])
        status = sz__policy_fail(err, place, _("%s has no value"), row->name);
    if (!status)
        switch (row->type) {
        case SZ_TYPE_TEXT:
        case SZ_TYPE_LIST:
            break;
        case SZ_TYPE_WORD:
        case SZ_TYPE_WORDS:
        case SZ_TYPE_ORDER:
            status = read_words(&v, row, place, err);
            break;
        case SZ_TYPE_COUNT:
        case SZ_TYPE_NUMBER:
            status = read_single(&v, row, place, err);
            break;
        case SZ_TYPE_WEIGHT:
            status = read_weight(&v, row, place, err);
            break;
        case SZ_TYPE_RANGE:
            status = read_range(&v, row, place, err);
            break;
        case SZ_TYPE_DATE:
            status = check_date(&v, row, place, err);
            break;
        }
    if (status)
        sz__value_release(&v);
    else
        *out = v;
    return status;
}

/* A level, "error | clause". */
static sz_status put_level(sz_policy *policy, const char *name, sz_rule rule,
                           sz_value *v, sz_place place, sz_error *err)
{
    for (int level = SZ_LEVEL_ERROR; level <= SZ_LEVEL_GOAL; level++)
        if (strcmp(v->text, sz_level_name((sz_level)level)) == 0) {
            policy->level[rule] = (sz_level)level;
            sz__value_release(&policy->given[rule]);
            policy->given[rule] = *v;
            *v = (sz_value){ 0 };
            return SZ_SUCCESS;
        }
    return sz__policy_fail(err, place, _("%s: \"%s\" is none of: error warn hint goal"),
                           name, v->text);
}

static sz_status fail_unknown(const char *name, sz_place place, sz_error *err)
{
    const char *near = sz__key_nearest(name);
    if (near)
        return sz__policy_fail(err, place, _("unknown key %s (did you mean %s?)"), name,
                               near);
    return sz__policy_fail(err, place,
                           _("unknown key %s; sizhi-policy(5) lists all there are"), name);
}

sz_status sz__policy_put(sz_policy *policy, const char *name, const char *text,
                         int32_t profile, sz_place place, sz_error *err)
{
    bool is_level = strncmp(name, "level.", 6) == 0;
    int n = is_level ? sz__rule_find(name + 6) : sz__key_find(name);
    sz_value v = { 0 };
    sz_status status;
    if (n < 0)
        return fail_unknown(name, place, err);
    status = is_level ? part_clause(&v, text, err)
                      : sz__value_read(&v, (sz_key)n, text, place, err);
    if (!status) {
        v.from.profile = profile;
        v.from.line = place.line;
        if (is_level) {
            status = put_level(policy, name, (sz_rule)n, &v, place, err);
        } else {
            sz__value_release(&policy->value[n]);
            policy->value[n] = v;
            v = (sz_value){ 0 };
        }
    }
    sz__value_release(&v);
    return status;
}
