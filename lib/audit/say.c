/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings of an audit: with the level and the clause of the policy, and its waivers. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "audit/scene.h"
#include "core/i18n.h"

/* "yangzhou2022:13", and the clause. */
static const char *origin(const sz_policy *p, const sz_value *v, char *out, size_t size)
{
    if (!v->text)
        return "";
    if (v->from.profile < 0)
        return sz__from_word(v->from.profile);
    snprintf(out, size, "%s:%d", p->chain.at[v->from.profile].id, v->from.line);
    return out;
}

static bool matches(const char *wanted, const char *is)
{
    return !wanted || !*wanted || strcmp(wanted, is) == 0;
}

/* "历史飞地 (街道办事处, 2026-03-01)", or "". */
static const char *waiver_of(const sz_policy *p, sz_rule rule, const char *town,
                             const char *community, char *out, size_t size)
{
    for (size_t i = 0; i < p->waiver.n; i++) {
        const sz_own_waiver *w = &p->waiver.at[i];
        if (strcmp(w->rule, sz__rule_id(rule)) != 0 || !matches(w->town, town) ||
            !matches(w->community, community))
            continue;
        snprintf(out, size, "%s (%s, %s)", w->reason ? w->reason : "",
                 w->who ? w->who : "", w->date ? w->date : "");
        return out;
    }
    return "";
}

sz_status sz__say(sz_scene *s, sz_rule rule, sz_key key, int32_t c, double value,
                  double bound, double x, double y, sz_error *err, const char *fmt, ...)
{
    const sz_policy *p = s->policy;
    const sz_value *v = key == SZ_N_KEYS ? &p->given[rule] : &p->value[key];
    char message[SZ_MESSAGE_SIZE], from[80], waiver[240];
    sz_finding f = { .rule = sz__rule_id(rule), .level = p->level[rule], .town = "",
                     .community = "", .value = value, .bound = bound,
                     .placed = isfinite(x) && isfinite(y), .x = x, .y = y,
                     .source = origin(p, v, from, sizeof from),
                     .clause = v->from.clause };
    if (c >= 0) {
        const sz_tally *t = &s->plan->tally[c];
        f.community = t->name;
        if (t->town >= 0)
            f.town = sz__name(&s->map->names, s->map->town_name[t->town]);
    }
    f.waiver = s->excuse ? s->excuse
                         : waiver_of(p, rule, f.town, f.community, waiver, sizeof waiver);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    return sz__findings_add(s->list, &f, err, "%s", message);
}
