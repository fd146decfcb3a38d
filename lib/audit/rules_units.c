/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units: grids, estates, converted villages, and what is not to be touched. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"
#include "policy/kinds.h"

/* One unit. */
typedef struct unit {
    int64_t households, counted, population;
    int32_t parcels;
    int32_t first;         /* its first parcel, or -1 */
    int32_t community;     /* of that */
    int32_t communities;   /* how many it lies in, ground of nobody counting as one */
    int32_t other;         /* a second one, or -1 */
    int32_t beyond;        /* its first parcel in another town than the first, or -1 */
} unit;

static unit gather(const sz_scene *s, int32_t number)
{
    const sz_map *m = s->map;
    const sz_roster *r = &s->members[number];
    unit u = { .parcels = (int32_t)r->n, .first = -1, .other = -1, .beyond = -1 };
    for (size_t i = 0; i < r->n; i++) {
        int32_t p = r->at[i], c = s->plan->of[p];
        u.households += m->households[p];
        u.counted += s->counted[p];
        u.population += m->population[p];
        if (u.first < 0) {
            u.first = p;
            u.community = c;
            u.communities = 1;
            continue;
        }
        if (c != u.community && (u.communities == 1 || c != u.other)) {
            u.communities++; /* exact up to two, which is what matters */
            u.other = c;
        }
        if (u.beyond < 0 && m->town[p] != m->town[u.first])
            u.beyond = p;
    }
    return u;
}

/* The rule for a kind that is to stay whole; SZ_N_RULES for others. */
static sz_rule whole_rule(const sz_scene *s, const char *word)
{
    static const char *const kept[] = { "grid", "estate", "village" };
    static const sz_rule rules[] = { SZ_RULE_UNIT_GRID, SZ_RULE_UNIT_ESTATE,
                                     SZ_RULE_UNIT_VILLAGE };
    unsigned keep = sz__policy_words(s->policy, SZ_KEY_KEEP, 0);
    for (int i = 0; i < 3; i++)
        if (strcmp(kept[i], word) == 0)
            return keep >> i & 1 ? rules[i] : SZ_N_RULES;
    return SZ_N_RULES;
}

static const char *town_name(const sz_map *m, int32_t p)
{
    return m->town[p] < 0 ? "" : sz__name(&m->names, m->town_name[m->town[p]]);
}

/* The form that a resettlement site of so many people may have, where it has another:
 * a sub-district, a community of its own, or a group of the community around. */
static sz_status form_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    const char *name = sz__name(&m->names, m->units[number].name);
    double street = sz__policy_number(s->policy, SZ_KEY_STREET_FROM, HUGE_VAL);
    double committee = sz__policy_number(s->policy, SZ_KEY_COMMITTEE_FROM, HUGE_VAL);
    double people = (double)u->population;
    bool own = u->communities == 1 && u->community >= 0 &&
               s->of[u->community].parcels == u->parcels;
    const char *message = NULL;
    if (people >= street)
        message = _("%s has %lld people: a sub-district may be set up");
    else if (people >= committee && !own)
        message = _("%s has %lld people: it may have a committee of its own");
    else if (people < committee && own && isfinite(committee))
        message = _("%s has %lld people: a group of the community around will do");
    if (!message || u->population == 0) /* not known */
        return SZ_SUCCESS;
    bool first = people >= street;
    return sz__say(s, SZ_RULE_RESETTLE, first ? SZ_KEY_STREET_FROM
                                              : SZ_KEY_COMMITTEE_FROM,
                   u->community, people, first ? street : committee, m->x[u->first],
                   m->y[u->first], err, message, name, (long long)u->population);
}

static sz_status unit_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    const char *name = sz__name(&m->names, m->units[number].name);
    const char *kind = sz__name(&m->names, m->units[number].kind);
    const char *word = sz__kind_word(kind);
    double x = m->x[u->first], y = m->y[u->first];
    sz_status status = SZ_SUCCESS;
    sz_rule whole = whole_rule(s, word);
    if (whole != SZ_N_RULES && u->communities > 1) {
        char a[160] = "", b[160] = "";
        sz_plan_shown_name(s->plan, u->community, a, sizeof a);
        sz_plan_shown_name(s->plan, u->other, b, sizeof b);
        status = sz__say(s, whole, SZ_KEY_KEEP, u->community, 2, 1, x, y, err,
                         _("%s lies in %s and in %s"), name,
                         *a ? a : _("no community"), *b ? b : _("no community"));
    }
    if (status == SZ_SUCCESS && u->beyond >= 0)
        status = sz__say(s, SZ_RULE_UNIT_CONFLICT, SZ_N_KEYS, u->community, 2, 1,
                         m->x[u->beyond], m->y[u->beyond], err,
                         _("%s lies in two towns, %s and %s"), name,
                         town_name(m, u->first), town_name(m, u->beyond));
    double most = sz__policy_number(s->policy, SZ_KEY_MAX, HUGE_VAL);
    if (status == SZ_SUCCESS && (double)u->counted > most)
        status = sz__say(s, SZ_RULE_UNIT_ABOVE, SZ_KEY_MAX, u->community,
                         (double)u->counted, most, x, y, err,
                         _("%s has %lld households, more than the %.0f that a community "
                           "may have"), name, (long long)u->counted, most);
    if (status == SZ_SUCCESS && sz__policy_exempts(s->policy, kind))
        status = sz__say(s, SZ_RULE_UNIT_EXEMPT, SZ_KEY_EXEMPT, u->community,
                         (double)u->households, 0, x, y, err,
                         _("%s is not to be touched: %s"), name, kind);
    /* "about" so many households, in a community with others */
    double alone = sz__policy_number(s->policy, SZ_KEY_ALONE, HUGE_VAL);
    double about = alone * (1 - sz__policy_number(s->policy, SZ_KEY_TOLERANCE, 0));
    if (status == SZ_SUCCESS && strcmp(word, "estate") == 0 && u->communities == 1 &&
        u->community >= 0 && (double)u->counted >= about &&
        s->of[u->community].counted > u->counted)
        status = sz__say(s, SZ_RULE_SIZE_ALONE, SZ_KEY_ALONE, u->community,
                         (double)u->counted, alone, x, y, err,
                         _("%s with %lld households may be a community of its own"),
                         name, (long long)u->counted);
    return status;
}

sz_status sz__rules_unit(sz_scene *s, int32_t number, sz_error *err)
{
    unit u = gather(s, number);
    if (u.first < 0)
        return SZ_SUCCESS;
    sz_status status = unit_rules(s, number, &u, err);
    const char *kind = sz__name(&s->map->names, s->map->units[number].kind);
    if (status == SZ_SUCCESS && sz__band_of_kind(kind) == SZ_KEY_BAND_RESETTLEMENT)
        status = form_rules(s, number, &u, err);
    return status;
}
